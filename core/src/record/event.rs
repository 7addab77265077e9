//! Events: the truth of the record. A view is what they fold to.

use crate::words::document::{Lift, Lifter, Node, document, tagged};
use crate::words::value::{
    ActorId, Count, EventId, ImpreciseDay, Instant, LevelId, LotId, PledgeId, SchemeId, Text, words,
};

use super::evidence::Evidence;
use super::pledge::{Lot, LotChange, Pledge};
use super::source::Source;

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
        /// The State submitted the pledge to the system.
        Offered(Moved) = "offered",
        /// The system's owner acknowledged receipt.
        Acknowledged(Moved) = "acknowledged",
        /// The system's owner accepted (registered) the pledge.
        Accepted(Moved) = "accepted",
        /// The State changed what it offers.
        Amended(Amended) = "amended",
        /// Units of a lot became lots of their own.
        Split(Split) = "split",
        /// Evidence was received.
        EvidenceRecorded(EvidenceRecorded) = "evidence-recorded",
        /// The system's owner recorded a level.
        LevelRecorded(LevelRecorded) = "level-recorded",
        /// The State renewed the pledge.
        Renewed(Moved) = "renewed",
        /// Units arrived in a mission.
        Arrived(Arrived) = "arrived",
        /// Units returned from a mission.
        Returned(Returned) = "returned",
        /// The State withdrew units.
        Withdrawn(Withdrawn) = "withdrawn",
        /// A source observed that the pledge was not in a system.
        ObservedAbsent(ObservedAbsent) = "observed-absent",
        /// The day until which the pledge stands was moved.
        DeadlineMoved(DeadlineMoved) = "deadline-moved",
        /// An earlier event was wrong.
        Corrected(Corrected) = "corrected",
        /// A remark was made.
        Commented(Commented) = "commented",
    }
}

document! {
    /// A pledge, announced in public.
    pub struct Announced {
        /// The pledge.
        pub pledge: Pledge,
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

document! {
    /// Units of a pledge whose status changes.
    pub struct Moved {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: every lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How many of their units; a number needs exactly one lot. A renewal is of all units of a lot.
        pub units: Extent,
    }
}

document! {
    /// A change to what a lot is.
    pub struct Amended {
        /// The pledge.
        pub pledge: PledgeId,
        /// The lot.
        pub lot: LotId,
        /// What it is from now on, as a merge patch: what is absent stays as it was, and `null` makes it Unknown.
        pub set: Box<LotChange>,
    }
}

document! {
    /// Units of a lot that became lots of their own; units are conserved.
    pub struct Split {
        /// The pledge.
        pub pledge: PledgeId,
        /// The lot; it keeps the units that are not named, with its levels, evidence and status, as the new lots do.
        /// Where none is left, there is no such lot any more.
        pub lot: LotId,
        /// The new lots, each with a known number of units. What is absent, but for the persons, is as it was in the lot.
        pub into: Vec<Lot>,
    }
}

document! {
    /// Evidence about units of a pledge.
    pub struct EvidenceRecorded {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: any lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How many of their units; absent: not stated, which is all where there is one unit.
        pub units: Option<Extent>,
        /// The evidence.
        pub evidence: Evidence,
    }
}

document! {
    /// A level recorded for units of a pledge.
    pub struct LevelRecorded {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: any lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How many of their units; absent: not stated, which is all where there is one unit. Where it is not all, it
        /// is Unknown which units they are.
        pub units: Option<Extent>,
        /// The scheme.
        pub scheme: SchemeId,
        /// The level.
        pub level: LevelId,
    }
}

words! {
    /// What has arrived.
    pub enum Arrival {
        /// People.
        People = "people",
        /// Equipment.
        Equipment = "equipment",
        /// Both.
        Both = "both",
    }
}

document! {
    /// Units that arrived in a mission.
    pub struct Arrived {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: every lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How many of their units.
        pub units: Extent,
        /// What arrived; absent: not stated. After people or equipment alone the units are moving; with the other part,
        /// or where both arrived or it is not stated, they are deployed.
        pub arrival: Option<Arrival>,
        /// The mission, as the source names it; absent: not stated.
        pub mission: Option<Text>,
    }
}

words! {
    /// Why units returned.
    pub enum ReturnReason {
        /// Their tour ended.
        EndOfTour = "end-of-tour",
        /// Another reason.
        Other = "other",
    }
}

document! {
    /// Units that returned from a mission; they are reconstituting, not available.
    pub struct Returned {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: every lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How many of their units.
        pub units: Extent,
        /// Why; absent: not stated.
        pub reason: Option<ReturnReason>,
    }
}

document! {
    /// Units that the State withdrew.
    pub struct Withdrawn {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: every lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How many of their units.
        pub units: Extent,
        /// Why, as stated; absent: not stated.
        pub reason: Option<Text>,
    }
}

document! {
    /// A source observed that the pledge was not in a system on that day.
    pub struct ObservedAbsent {
        /// The pledge.
        pub pledge: PledgeId,
        /// The system.
        pub system: SchemeId,
    }
}

document! {
    /// The day until which the pledge stands was moved.
    pub struct DeadlineMoved {
        /// The pledge.
        pub pledge: PledgeId,
        /// The new day.
        pub until: ImpreciseDay,
    }
}

document! {
    /// An earlier event was wrong: it is replaced, or taken back where nothing is put in its place.
    pub struct Corrected {
        /// The event that was wrong, or an earlier correction of it.
        pub corrects: EventId,
        /// What happened instead; absent: it did not happen.
        pub instead: Option<Instead>,
        /// Why.
        pub reason: Option<Text>,
    }
}

document! {
    /// What happened instead. When is the valid day of the correction.
    pub struct Instead {
        /// What happened; not a correction itself.
        pub what: Box<What>,
    }
}

document! {
    /// A remark on a pledge, such as one by the State on what is held on it.
    pub struct Commented {
        /// The pledge.
        pub pledge: PledgeId,
        /// The remark.
        pub text: Text,
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

boxed! { What, LotChange, }

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

impl What {
    /// The lots it names, if it names any.
    pub(crate) fn lots(&self) -> Option<&[LotId]> {
        match self {
            Self::Offered(moved)
            | Self::Acknowledged(moved)
            | Self::Accepted(moved)
            | Self::Renewed(moved) => moved.lots.as_deref(),
            Self::EvidenceRecorded(recorded) => recorded.lots.as_deref(),
            Self::LevelRecorded(recorded) => recorded.lots.as_deref(),
            Self::Arrived(arrived) => arrived.lots.as_deref(),
            Self::Returned(returned) => returned.lots.as_deref(),
            Self::Withdrawn(withdrawn) => withdrawn.lots.as_deref(),
            _ => None,
        }
    }

    /// The same, to put them in order.
    pub(crate) fn lots_mut(&mut self) -> Option<&mut Vec<LotId>> {
        match self {
            Self::Offered(moved)
            | Self::Acknowledged(moved)
            | Self::Accepted(moved)
            | Self::Renewed(moved) => moved.lots.as_mut(),
            Self::EvidenceRecorded(recorded) => recorded.lots.as_mut(),
            Self::LevelRecorded(recorded) => recorded.lots.as_mut(),
            Self::Arrived(arrived) => arrived.lots.as_mut(),
            Self::Returned(returned) => returned.lots.as_mut(),
            Self::Withdrawn(withdrawn) => withdrawn.lots.as_mut(),
            _ => None,
        }
    }

    /// The pledge it touches; none for a correction, which touches that of the event it corrects.
    pub fn pledge(&self) -> Option<&PledgeId> {
        match self {
            Self::Announced(announced) => Some(&announced.pledge.id),
            Self::Offered(moved)
            | Self::Acknowledged(moved)
            | Self::Accepted(moved)
            | Self::Renewed(moved) => Some(&moved.pledge),
            Self::Amended(amended) => Some(&amended.pledge),
            Self::Split(split) => Some(&split.pledge),
            Self::EvidenceRecorded(recorded) => Some(&recorded.pledge),
            Self::LevelRecorded(recorded) => Some(&recorded.pledge),
            Self::Arrived(arrived) => Some(&arrived.pledge),
            Self::Returned(returned) => Some(&returned.pledge),
            Self::Withdrawn(withdrawn) => Some(&withdrawn.pledge),
            Self::ObservedAbsent(observed) => Some(&observed.pledge),
            Self::DeadlineMoved(moved) => Some(&moved.pledge),
            Self::Commented(commented) => Some(&commented.pledge),
            Self::Corrected(_) => None,
        }
    }
}
