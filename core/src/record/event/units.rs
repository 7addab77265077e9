//! What changes the status of units. From which status to which stands in one table: `registry/machine.rs`.

use crate::words::document::document;
use crate::words::value::{ImpreciseDay, LotId, PledgeId, Text, words};

use super::Extent;

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
    /// Units that are not to be counted on for a time. Only registered units at home can be.
    pub struct Suspended {
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
    /// Units that are held for a mission and not offered to others meanwhile.
    pub struct Reserved {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: every lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How many of their units.
        pub units: Extent,
        /// The mission, as the source names it; absent: not stated.
        pub mission: Option<Text>,
        /// Until when they are to be held; absent: not stated. The reservation ends by an event, not by itself.
        pub until: Option<ImpreciseDay>,
    }
}

document! {
    /// Units that were selected for a mission; they are reserved for it.
    pub struct Selected {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: every lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How many of their units.
        pub units: Extent,
        /// The mission, as the source names it; absent: not stated.
        pub mission: Option<Text>,
    }
}

document! {
    /// Units that are on the way to a mission; of none of them anything has arrived yet.
    pub struct SetOut {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: every lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How many of their units.
        pub units: Extent,
        /// The mission, as the source names it; absent: not stated.
        pub mission: Option<Text>,
    }
}

document! {
    /// Units that are being made ready again.
    pub struct Reconstituting {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: every lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How many of their units.
        pub units: Extent,
        /// By when they are to be ready; absent: not stated. They are ready by an event, not by themselves.
        pub ready_by: Option<ImpreciseDay>,
    }
}

document! {
    /// Units in a mission that became part of another one where they stand, such as when a mission of one organisation
    /// follows that of another.
    pub struct ReHatted {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: every lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How many of their units.
        pub units: Extent,
        /// The mission that they are part of from then on, as the source names it.
        pub mission: Text,
    }
}

document! {
    /// Units whose offer ended without being renewed or withdrawn.
    pub struct Lapsed {
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
