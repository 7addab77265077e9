//! Events: the truth of the record. A view is what they fold to.

mod consulted;
mod told;
mod units;

use crate::words::document::{Lift, Lifter, Node, document, tagged};
use crate::words::value::{ActorId, Count, EventId, ImpreciseDay, Instant, LotId, PledgeId, State, words};

use super::pledge::{Lot, LotChange, Pledge};
use super::source::Source;

pub use consulted::*;
pub use told::*;
pub use units::*;

document! {
    /// An event as a caller records it.
    pub struct Entry {
        /// Given by the caller: recording the same event twice changes nothing.
        pub id: EventId,
        /// When it held; absent: no later than the day it became known.
        pub valid: Option<ImpreciseDay>,
        /// What happened.
        pub what: What,
        /// Who says so.
        pub sources: Vec<Source>,
        /// Whether the instant it became known was reconstructed from its publication.
        pub reconstructed: bool,
    }
}

document! {
    /// An event on record.
    pub struct Event {
        /// Its id.
        pub id: EventId,
        /// Its number in the record, from 1 without gaps.
        #[cfg_attr(feature = "schemas", schemars(range(min = 1)))]
        pub seq: u32,
        /// When it became known; never before the event that precedes it in the record.
        pub known: Instant,
        /// When it held; absent: no later than the day it became known.
        pub valid: Option<ImpreciseDay>,
        /// Which desk or system recorded it.
        pub actor: ActorId,
        /// What happened.
        pub what: What,
        /// Who says so.
        pub sources: Vec<Source>,
        /// Whether the instant it became known was reconstructed from its publication.
        pub reconstructed: bool,
    }
}

tagged! {
    /// What happened.
    pub enum What by "event" {
        /// A State announced a pledge in public.
        Announced(Announced) = "announced",
        /// A State offered units that nobody had asked for and that it had not announced.
        UnsolicitedOffer(Announced) = "unsolicited-offer",
        /// The State submitted the pledge to the system; what lapsed may be submitted again.
        Offered(Moved) = "offered",
        /// The system's owner acknowledged receipt.
        Acknowledged(Moved) = "acknowledged",
        /// The system's owner accepted (registered) the pledge.
        Accepted(Moved) = "accepted",
        /// The State changed what it offers.
        Amended(Amended) = "amended",
        /// Units of a lot became lots of their own.
        Split(Split) = "split",
        /// The State sends units of another type in the place of some.
        Substituted(Substituted) = "substituted",
        /// Evidence was received.
        EvidenceRecorded(EvidenceRecorded) = "evidence-recorded",
        /// The system's owner recorded a level.
        LevelRecorded(LevelRecorded) = "level-recorded",
        /// The State renewed the pledge.
        Renewed(Moved) = "renewed",
        /// Units are not to be counted on for a time.
        Suspended(Suspended) = "suspended",
        /// Suspended units can be counted on again.
        Resumed(Moved) = "resumed",
        /// Units are held for a mission.
        Reserved(Reserved) = "reserved",
        /// A reservation or selection ended without a deployment.
        Released(Moved) = "released",
        /// Units were selected for a mission.
        Selected(Selected) = "selected",
        /// A memorandum of understanding or letter of assist came a step further.
        MouStep(MouStep) = "mou-step",
        /// Units set out for a mission.
        Moving(SetOut) = "moving",
        /// Units arrived in a mission.
        Arrived(Arrived) = "arrived",
        /// Units in a mission became part of another one.
        ReHatted(ReHatted) = "re-hatted",
        /// Units returned from a mission.
        Returned(Returned) = "returned",
        /// Units are being made ready again.
        Reconstituting(Reconstituting) = "reconstituting",
        /// Units are ready again.
        Reconstituted(Moved) = "reconstituted",
        /// The State withdrew units.
        Withdrawn(Withdrawn) = "withdrawn",
        /// The offer of units ended without being renewed or withdrawn.
        Lapsed(Lapsed) = "lapsed",
        /// A State agreed to parts of a joint pledge.
        PartAgreed(PartChanged) = "part-agreed",
        /// A State fell away from parts of a joint pledge.
        PartFellAway(PartChanged) = "part-fell-away",
        /// A State was asked about units.
        ConsultationOpened(ConsultationOpened) = "consultation-opened",
        /// A State answered, or no reply is on record.
        ConsultationAnswered(ConsultationAnswered) = "consultation-answered",
        /// Something is to be done.
        ActionNoted(ActionNoted) = "action-noted",
        /// An action item went on, was done, or may be released.
        ActionUpdated(ActionUpdated) = "action-updated",
        /// A gap was accepted, or a waiver granted.
        DecisionNoted(DecisionNoted) = "decision-noted",
        /// A source observed that the pledge was not in a system.
        ObservedAbsent(ObservedAbsent) = "observed-absent",
        /// The day until which the pledge stands was moved.
        DeadlineMoved(DeadlineMoved) = "deadline-moved",
        /// An earlier event was wrong.
        Corrected(Corrected) = "corrected",
        /// Another source says otherwise about an event.
        Contradicted(Contradicted) = "contradicted",
        /// A remark was made.
        Commented(Commented) = "commented",
    }
}

/// How many units an event touches: all in its scope, or a number of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All.
    All,
    /// So many.
    Of(Count),
}

impl serde::Serialize for Extent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str("all"),
            Self::Of(count) => count.serialize(serializer),
        }
    }
}

words! {
    /// The word that stands for all units.
    pub enum AllUnits {
        /// All.
        All = "all",
    }
}

impl Lift for Extent {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        if node.is_text() {
            AllUnits::lift(node, at).map(|_| Self::All)
        } else {
            Count::lift(node, at).map(Self::Of)
        }
    }
}

#[cfg(feature = "schemas")]
impl schemars::JsonSchema for Extent {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Extent".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (all, count) = (generator.subschema_for::<AllUnits>(), generator.subschema_for::<Count>());
        let about = "How many units: all, or a number of them.";
        schemars::json_schema!({ "description": about, "anyOf": [all, count] })
    }
}

/// What stands in a box, because it is large or holds its own kind.
macro_rules! boxed {
    ($( $name:ident, )+) => { $(
        impl Lift for Box<$name> {
            fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
                $name::lift(node, at).map(Self::new)
            }
        }
    )+ };
}

boxed! { What, Lot, LotChange, }

impl Event {
    /// The day from which the event holds: its latest day, or the day it became known.
    pub fn holds_from(&self) -> crate::words::value::Day {
        self.valid.and_then(ImpreciseDay::latest).unwrap_or_else(|| self.known.day())
    }

    /// The event as its caller gave it.
    pub(crate) fn entry(&self) -> Entry {
        let Self { id, valid, what, sources, reconstructed, .. } = self.clone();
        Entry { id, valid, what, sources, reconstructed }
    }
}

/// The same for every event that is about units: which lots (`lots`), and how many of their units (`units`).
macro_rules! of_units {
    ($what:expr, $about:ident => $then:expr) => {
        match $what {
            What::Offered($about)
            | What::Acknowledged($about)
            | What::Accepted($about)
            | What::Renewed($about)
            | What::Resumed($about)
            | What::Released($about)
            | What::Reconstituted($about) => Some($then),
            What::EvidenceRecorded($about) => Some($then),
            What::LevelRecorded($about) => Some($then),
            What::Suspended($about) => Some($then),
            What::Reserved($about) => Some($then),
            What::Selected($about) => Some($then),
            What::Moving($about) => Some($then),
            What::Arrived($about) => Some($then),
            What::ReHatted($about) => Some($then),
            What::Returned($about) => Some($then),
            What::Reconstituting($about) => Some($then),
            What::Withdrawn($about) => Some($then),
            What::Lapsed($about) => Some($then),
            _ => None,
        }
    };
}

/// How many units, of an event that always states it and of one that may.
fn stated(units: impl Into<Option<Extent>>) -> Option<Extent> {
    units.into()
}

impl What {
    /// Which lots it is about, and how many of their units where that is stated; absent: it is not about units. No lots:
    /// all of the pledge.
    pub(crate) fn of_units(&self) -> Option<(Option<&[LotId]>, Option<Extent>)> {
        of_units!(self, about => (about.lots.as_deref(), stated(about.units)))
    }

    /// The lots it names, if it names any.
    pub(crate) fn lots(&self) -> Option<&[LotId]> {
        match self {
            Self::MouStep(step) => step.lots.as_deref(),
            Self::ConsultationOpened(opened) => opened.lots.as_deref(),
            Self::ConsultationAnswered(answered) => answered.lots.as_deref(),
            _ => self.of_units()?.0,
        }
    }

    /// The lots it names, if it names any.
    pub(crate) fn lots_mut(&mut self) -> Option<&mut Vec<LotId>> {
        match self {
            Self::MouStep(step) => step.lots.as_mut(),
            Self::ConsultationOpened(opened) => opened.lots.as_mut(),
            Self::ConsultationAnswered(answered) => answered.lots.as_mut(),
            _ => of_units!(self, about => about.lots.as_mut())?,
        }
    }

    /// The pledge that begins with it.
    pub(crate) fn begins(&self) -> Option<&Pledge> {
        match self {
            Self::Announced(begun) | Self::UnsolicitedOffer(begun) => Some(&begun.pledge),
            _ => None,
        }
    }

    /// The lots that it brings into the record, and the key under which they stand in it.
    pub(crate) fn brings(&self) -> Option<(&[Lot], &'static str)> {
        match self {
            Self::Announced(begun) | Self::UnsolicitedOffer(begun) => {
                Some((&begun.pledge.lots, "pledge/lots/"))
            }
            Self::Split(split) => Some((&split.into, "into/")),
            Self::Substituted(substituted) => Some((std::slice::from_ref(&substituted.by), "by")),
            _ => None,
        }
    }

    /// The pledge that begins with it, or with what it puts in the place of another event.
    pub(crate) fn begun(&self) -> Option<&Pledge> {
        match self {
            Self::Corrected(corrected) => corrected.instead.as_ref()?.what.begins(),
            _ => self.begins(),
        }
    }

    /// The lots that it names, in itself or in what it puts in the place of another event; `None`: it is about all of its
    /// pledge.
    pub(crate) fn named(&self) -> Option<Vec<&LotId>> {
        match self {
            Self::Corrected(corrected) => corrected.instead.as_ref()?.what.named(),
            Self::Amended(amended) => Some(vec![&amended.lot]),
            Self::Split(split) => Some(split.into.iter().map(|lot| &lot.id).chain([&split.lot]).collect()),
            Self::Substituted(substituted) => Some(vec![&substituted.lot, &substituted.by.id]),
            _ => self.lots().map(|lots| lots.iter().collect()),
        }
    }

    /// The event on record that it names, which is none that it corrects, and the key under which it does.
    pub(crate) fn names(&self) -> Option<(&EventId, &'static str)> {
        match self {
            Self::Contradicted(contradicted) => Some((&contradicted.contradicts, "contradicts")),
            Self::Commented(commented) => Some((commented.about.as_ref()?, "about")),
            Self::ActionUpdated(updated) => Some((&updated.action, "action")),
            _ => None,
        }
    }

    /// The State that says it of what is held on it.
    pub(crate) fn said_by(&self) -> Option<State> {
        match self {
            Self::Corrected(corrected) => corrected.by,
            Self::Commented(commented) => commented.by,
            _ => None,
        }
    }

    /// The pledge it touches; none for an action item or a decision, and for a correction, which touches that of the event
    /// it corrects.
    pub fn pledge(&self) -> Option<&PledgeId> {
        if let Some(pledge) = of_units!(self, about => &about.pledge) {
            return Some(pledge);
        }
        match self {
            Self::Announced(begun) | Self::UnsolicitedOffer(begun) => Some(&begun.pledge.id),
            Self::Amended(amended) => Some(&amended.pledge),
            Self::Split(split) => Some(&split.pledge),
            Self::Substituted(substituted) => Some(&substituted.pledge),
            Self::MouStep(step) => Some(&step.pledge),
            Self::PartAgreed(part) | Self::PartFellAway(part) => Some(&part.pledge),
            Self::ObservedAbsent(observed) => Some(&observed.pledge),
            Self::DeadlineMoved(moved) => Some(&moved.pledge),
            Self::ConsultationOpened(opened) => Some(&opened.pledge),
            Self::ConsultationAnswered(answered) => Some(&answered.pledge),
            Self::Contradicted(contradicted) => Some(&contradicted.pledge),
            Self::Commented(commented) => Some(&commented.pledge),
            _ => None,
        }
    }
}
