//! Proposed units in time: from when until when they are there, surely and perhaps.

use super::persons;
use crate::judge::timeline::Band;
use crate::plan::sourcing::{Certainty, Plan, Sourced};
use crate::record::{Mission, UnitRequirement};
use crate::words::value::UnitTypeId;

/// From when until when something is there, in days after the clock start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stay {
    arrives: Band,
    leaves: Band,
}

impl Stay {
    /// Whether it is there on a day, whatever day of its bounds it arrives.
    pub(super) fn surely(self, day: u32) -> bool {
        self.arrives.at_most.is_some_and(|arrives| arrives <= day) && day < self.leaves.at_least
    }

    /// Whether it may be there on a day.
    pub(super) fn perhaps(self, day: u32) -> bool {
        self.arrives.at_least <= day && self.leaves.at_most.is_none_or(|leaves| day < leaves)
    }

    /// When it arrives.
    pub(super) fn arrives(self) -> Band {
        self.arrives
    }

    /// When it leaves.
    pub(super) fn leaves(self) -> Band {
        self.leaves
    }

    /// The day on which it has left at the latest, if it surely was there, and has left by that day.
    pub(super) fn left_by(self, day: u32) -> Option<u32> {
        let was = self.arrives.at_most.is_some_and(|arrives| arrives < self.leaves.at_least);
        self.leaves.at_most.filter(|left| was && *left <= day)
    }

    /// The days on which something changes.
    pub(super) fn days(self) -> impl Iterator<Item = u32> {
        let ends = |band: Band| [Some(band.at_least), band.at_most];
        ends(self.arrives).into_iter().chain(ends(self.leaves)).flatten()
    }
}

/// Proposed units of one lot for one requirement, in time. What nothing is known of is on no day.
pub(super) struct Parcel<'p> {
    pub(super) requirement: &'p UnitRequirement,
    pub(super) proposal: &'p Sourced,
    pub(super) people: Option<Stay>,
    pub(super) equipment: Option<Stay>,
    pub(super) complete: Option<Stay>,
    pub(super) persons: Option<u32>,
    /// The type of the lot; `None`: it is not stated.
    pub(super) unit_type: Option<&'p UnitTypeId>,
    /// The types without which it does not operate.
    pub(super) only_with: &'p [UnitTypeId],
}

impl Parcel<'_> {
    pub(super) fn is_firm(&self) -> bool {
        self.proposal.certainty == Certainty::Firm
    }
}

/// The proposed units of a mission in time.
pub(super) fn parcels<'p>(plan: &'p Plan, mission: &'p Mission) -> Vec<Parcel<'p>> {
    let band = |latest: Option<u32>, earliest: Option<u32>| match (latest, earliest) {
        (Some(latest), earliest) => {
            Some(Band { at_least: earliest.unwrap_or(latest), at_most: Some(latest) })
        }
        (None, Some(earliest)) => Some(Band::from(earliest)),
        (None, None) => None,
    };
    let of = |(requirement, proposal): (&'p UnitRequirement, &'p Sourced)| {
        let people = band(proposal.people_arrive, proposal.people_arrive_from);
        let equipment = band(proposal.equipment_arrives, proposal.equipment_arrives_from);
        let complete = people.zip(equipment).map(|(people, equipment)| people.later(equipment));
        // All leave together: as what has both does.
        let counts = complete.or(people).or(equipment);
        let leave = |day: u32| mission.document().leaves(requirement, day);
        let leaves = counts
            .map(|arrives| Band { at_least: leave(arrives.at_least), at_most: arrives.at_most.map(leave) });
        let stay =
            |arrives: Option<Band>| arrives.zip(leaves).map(|(arrives, leaves)| Stay { arrives, leaves });
        let lot = plan.view().lot(&proposal.lot).map(|(_, lot)| &lot.lot);
        Parcel {
            requirement,
            proposal,
            people: stay(people),
            equipment: stay(equipment),
            complete: stay(complete),
            persons: persons(plan, proposal),
            unit_type: lot.and_then(|lot| lot.unit_type.as_ref()),
            only_with: lot.and_then(|lot| lot.operational_only_with.as_deref()).unwrap_or_default(),
        }
    };
    plan.proposals_of(mission).map(of).collect()
}
