//! Present is not operational: what enables a unit must be there before it can do what it is for.

use std::collections::BTreeSet;

use super::stays::{Parcel, Stay};
use crate::plan::sourcing::Certainty;
use crate::record::{MissionDocument, UnitRequirement};
use crate::words::document::CollectInOrder;
use crate::words::value::{RequirementId, UnitTypeId};

/// What enables what in a mission.
pub(super) struct Operational<'p> {
    mission: &'p MissionDocument,
    parcels: &'p [Parcel<'p>],
}

/// What a unit that is there still waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// All units of a requirement.
    Requirement(RequirementId),
    /// A unit of a type.
    UnitType(UnitTypeId),
}

impl<'p> Operational<'p> {
    pub(super) fn new(mission: &'p MissionDocument, parcels: &'p [Parcel<'p>]) -> Self {
        Self { mission, parcels }
    }

    /// The days on which somebody comes or goes.
    pub(super) fn days(&self) -> impl Iterator<Item = u32> {
        let stays = self.parcels.iter().flat_map(|each| [each.people, each.equipment, each.complete]);
        stays.flatten().flat_map(Stay::days)
    }

    /// How sure it is that units operate on a day; `None`: they are not surely there, or what enables them is not.
    pub(super) fn certainty(&self, parcel: &Parcel<'_>, day: u32) -> Option<Certainty> {
        if !parcel.complete.is_some_and(|stay| stay.surely(day))
            || !self.missing(parcel, day, false).is_empty()
        {
            return None;
        }
        let firm = parcel.is_firm() && self.missing(parcel, day, true).is_empty();
        Some(if firm { Certainty::Firm } else { Certainty::Conditional })
    }

    /// What units wait for on a day, counting firm matches only or all.
    pub(super) fn missing(&self, parcel: &Parcel<'_>, day: u32, firm_only: bool) -> Vec<Missing> {
        let there = |other: &&Parcel<'_>| {
            (!firm_only || other.is_firm()) && other.complete.is_some_and(|stay| stay.surely(day))
        };
        let lacks = |id: &RequirementId| {
            let requirement = self.mission.requirements.iter().find(|each| each.id == *id);
            let of = self.parcels.iter().filter(|other| other.requirement.id == *id).filter(there);
            let units = of.map(|other| other.proposal.units).fold(0, u32::saturating_add);
            requirement.is_some_and(|requirement| units < self.mission.units_left(requirement, day))
        };
        let first = self.first(parcel.requirement).into_iter().filter(lacks).map(Missing::Requirement);
        let absent = |unit_type: &&UnitTypeId| {
            let others = self.parcels.iter().filter(|other| !std::ptr::eq(*other, parcel)).filter(there);
            !others.into_iter().any(|other| other.unit_type == *unit_type)
        };
        let types = parcel.only_with.iter().filter(absent).cloned().map(Missing::UnitType);
        first.chain(types).collect()
    }

    /// The requirements that must be filled before this one, directly or through one another.
    fn first(&self, of: &UnitRequirement) -> BTreeSet<RequirementId> {
        let mut found: BTreeSet<RequirementId> = BTreeSet::new();
        let mut open: Vec<&RequirementId> = of.enablers.iter().flatten().collect();
        while let Some(id) = open.pop() {
            if *id != of.id && found.insert(id.clone()) {
                let named = self.mission.requirements.iter().filter(|each| each.id == *id);
                open.extend(named.flat_map(|each| each.enablers.iter().flatten()));
            }
        }
        found.into_iter().collect_set()
    }
}
