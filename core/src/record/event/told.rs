//! What changes a pledge or a lot itself, what is on file about them, and what is said about the record.

use crate::words::document::document;
use crate::words::value::{EventId, ImpreciseDay, LevelId, LotId, PledgeId, SchemeId, State, Text, words};

use super::super::evidence::Evidence;
use super::super::pledge::{Lot, LotChange, Pledge, Role};
use super::{Extent, What};

document! {
    /// A pledge that begins: announced in public, or offered without that.
    pub struct Announced {
        /// The pledge.
        pub pledge: Pledge,
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
    /// Units of a lot in whose place the State sends units of another type, one for one: they become a lot of their own.
    pub struct Substituted {
        /// The pledge.
        pub pledge: PledgeId,
        /// The lot that was pledged; it keeps the units that are not replaced. Where none is left, there is no such lot any
        /// more.
        pub lot: LotId,
        /// What comes instead, with a known number of units. It has the status of what it replaces, and nothing else of it:
        /// levels and evidence were of the other type, and what is absent is Unknown.
        pub by: Box<Lot>,
        /// Why, as stated; absent: not stated.
        pub reason: Option<Text>,
    }
}

words! {
    /// The instrument that binds a State and the organisation for a deployment.
    pub enum MouKind {
        /// A memorandum of understanding.
        Mou = "mou",
        /// A letter of assist.
        LetterOfAssist = "letter-of-assist",
    }
}

words! {
    /// How far such an instrument has come.
    pub enum MouProgress {
        /// It is being negotiated.
        UnderNegotiation = "under-negotiation",
        /// Its text is agreed; it is not signed.
        Agreed = "agreed",
        /// It is signed, which may follow arrival.
        Signed = "signed",
        /// It was changed.
        Amended = "amended",
        /// It ended.
        Ended = "ended",
    }
}

document! {
    /// A step of a memorandum of understanding or a letter of assist. The units keep their status.
    pub struct MouStep {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: every lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// The instrument; absent: not stated.
        pub instrument: Option<MouKind>,
        /// How far it has come.
        pub step: MouProgress,
        /// The mission, as the source names it; absent: not stated.
        pub mission: Option<Text>,
    }
}

document! {
    /// Parts of a joint pledge that a State agreed to, or from which it fell away. The rest of its part is untouched.
    pub struct PartChanged {
        /// The pledge.
        pub pledge: PledgeId,
        /// The State; one that had no part in the pledge joins it by agreeing.
        pub state: State,
        /// Which parts.
        pub roles: Vec<Role>,
        /// Why, as stated; absent: not stated.
        pub reason: Option<Text>,
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
        /// Why, as stated; absent: not stated.
        pub reason: Option<Text>,
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
        /// The State on whose word it is corrected: one that takes part in the pledge; absent: not stated.
        pub by: Option<State>,
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
    /// Another source says otherwise about an event on record. Both are kept side by side, and what they differ on is
    /// Unknown, until a correction of the event settles it or this is taken back.
    pub struct Contradicted {
        /// The pledge.
        pub pledge: PledgeId,
        /// The event on which sources differ; about the same pledge, and no correction.
        pub contradicts: EventId,
        /// What the other source says.
        pub says: Text,
    }
}

document! {
    /// A remark on a pledge, such as one by the State on what is held on it.
    pub struct Commented {
        /// The pledge.
        pub pledge: PledgeId,
        /// The remark.
        pub text: Text,
        /// The State that makes it: one that takes part in the pledge; absent: it is by nobody's State.
        pub by: Option<State>,
        /// The event that it is about; absent: it is about the pledge.
        pub about: Option<EventId>,
    }
}
