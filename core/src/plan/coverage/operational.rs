//! Present is not operational: what enables a unit must be there before it can do what it is for.
//!
//! A requirement that must be filled first (`enablers`) is needed for as long as it says itself: until its own last day all
//! its units must be there; from then on it is enough that they once were, for who leaves as planned has done their part.
//! A type without which a lot does not operate (`operational_only_with`) is needed on every day, for there nobody says until when.

use std::collections::{BTreeMap, BTreeSet};

use super::said;
use super::stays::{Parcel, Stay, parcels};
use crate::plan::sourcing::{Certainty, Plan};
use crate::record::{Mission, MissionDocument, UnitRequirement};
use crate::words::catalogue::Catalogue;
use crate::words::document::CollectInOrder;
use crate::words::value::{LotId, RequirementId, SlotId, UnitTypeId};

/// What enables what in a mission.
pub(super) struct Operational<'p> {
    mission: &'p Mission,
    catalogue: &'p Catalogue,
    parcels: &'p [Parcel<'p>],
    /// The first day on which all units of a requirement are there, and the first on which they are by firm matches alone.
    complete: BTreeMap<&'p RequirementId, [Option<u32>; 2]>,
}

/// What a unit that is there still waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// All units of a requirement, which were never there all at once so far.
    Requirement(RequirementId),
    /// All units of a requirement, which were there, and some of which are there no longer while they are needed.
    Again(RequirementId),
    /// All units of a requirement, which were surely there on no day while they were needed: until the day before this one.
    Never(RequirementId, u32),
    /// A unit of a type.
    UnitType(UnitTypeId),
    /// A unit of a type, the last of which left on this day.
    Gone(UnitTypeId, u32),
}

/// Proposed units that are there before they can operate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The requirement that they serve.
    pub requirement: SlotId,
    /// The lot that they are of.
    pub lot: LotId,
    /// The day after the clock start by which they are there.
    pub from: u32,
    /// The first day after it on which they can operate; `None`: on none that is known.
    pub operates_from: Option<u32>,
    /// What they wait for on the day by which they are there, behind "cannot operate".
    pub reasons: Vec<String>,
}

/// The proposed units that cannot operate on the day by which they are there, and why.
pub fn waiting(plan: &Plan) -> Vec<Waiting> {
    let of_mission = |mission: &Mission| {
        let parcels = parcels(plan, mission);
        let operational = Operational::new(plan, mission, &parcels);
        let days: BTreeSet<u32> = operational.days().collect_set();
        let waits = parcels.iter().filter_map(|parcel| {
            let from = parcel.complete?.arrives().at_most.filter(|day| there(parcel, *day))?;
            let missing = operational.missing(parcel, from, false);
            let mut later = days.iter().copied().filter(|day| from < *day);
            (!missing.is_empty()).then(|| Waiting {
                requirement: parcel.proposal.requirement.clone(),
                lot: parcel.proposal.lot.clone(),
                from,
                operates_from: later.find(|day| operational.certainty(parcel, *day).is_some()),
                reasons: missing.iter().map(|missing| operational.in_words(missing)).collect(),
            })
        });
        waits.collect::<Vec<_>>()
    };
    plan.missions().iter().flat_map(of_mission).collect()
}

impl<'p> Operational<'p> {
    pub(super) fn new(plan: &'p Plan, mission: &'p Mission, parcels: &'p [Parcel<'p>]) -> Self {
        let catalogue = plan.view().catalogue();
        let mut operational = Self { mission, catalogue, parcels, complete: BTreeMap::new() };
        for requirement in &mission.document().requirements {
            let first = |firm_only| operational.first_complete(requirement, firm_only);
            let first = [first(false), first(true)];
            operational.complete.insert(&requirement.id, first);
        }
        operational
    }

    /// The days on which somebody comes or goes, a reduction is planned, or a requirement ends.
    pub(super) fn days(&self) -> impl Iterator<Item = u32> {
        let stays = self.parcels.iter().flat_map(|each| [each.people, each.equipment, each.complete]);
        let ends = self.document().requirements.iter().map(|requirement| self.ends(requirement));
        stays.flatten().flat_map(Stay::days).chain(self.reductions()).chain(ends)
    }

    fn document(&self) -> &'p MissionDocument {
        self.mission.document()
    }

    fn reductions(&self) -> impl Iterator<Item = u32> {
        self.document().reductions.iter().flatten().map(|reduction| reduction.by.get())
    }

    /// What units wait for in words, behind "cannot operate".
    pub(super) fn in_words(&self, missing: &Missing) -> String {
        let title = |id: &RequirementId| {
            let requirement = self.document().requirements.iter().find(|each| each.id == *id);
            requirement
                .map_or_else(|| id.to_string(), |found| format!("\u{201c}{}\u{201d} ({id})", found.title))
        };
        let name = |unit_type: &UnitTypeId| self.catalogue.name_of_type(unit_type);
        let said = |day: u32| said(self.mission, day);
        match missing {
            Missing::Requirement(id) => format!("until {} is filled", title(id)),
            Missing::Again(id) => format!("until {} is filled again", title(id)),
            Missing::Never(id, until) => {
                let (title, until) = (title(id), said(*until));
                format!(
                    "because {title} is not sure to be filled on any day before {until}, when its need ends"
                )
            }
            Missing::UnitType(unit_type) => format!("until a unit of type {} is there", name(unit_type)),
            Missing::Gone(unit_type, left) => {
                format!("since the last unit of type {} left on {}", name(unit_type), said(*left))
            }
        }
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

    /// What units wait for on a day, counting firm matches only or all. A lot whose type is not stated is perhaps of the type
    /// that a unit cannot do without, never firmly.
    pub(super) fn missing(&self, parcel: &Parcel<'_>, day: u32, firm_only: bool) -> Vec<Missing> {
        let first = self.first(parcel.requirement).into_iter();
        let first = first.filter_map(|id| self.lacks(id, day, firm_only));
        let absent = |unit_type: &UnitTypeId| {
            let others = self.parcels.iter().filter(|other| !std::ptr::eq(*other, parcel));
            let of_type = others.filter(|other| match other.unit_type {
                Some(known) => known == unit_type,
                None => !firm_only && other.requirement.rank_of(unit_type).is_some(),
            });
            let of_type: Vec<_> = of_type.filter(|other| !firm_only || other.is_firm()).collect();
            if of_type.iter().any(|other| there(other, day)) {
                return None;
            }
            let left = of_type.iter().filter_map(|other| other.complete?.left_by(day)).max();
            Some(match left {
                Some(left) => Missing::Gone(unit_type.clone(), left),
                None => Missing::UnitType(unit_type.clone()),
            })
        };
        first.chain(parcel.only_with.iter().filter_map(absent)).collect()
    }

    /// Whether, and why, a requirement that must be filled first leaves units waiting on a day.
    fn lacks(&self, id: &RequirementId, day: u32, firm_only: bool) -> Option<Missing> {
        let requirement = self.document().requirements.iter().find(|each| each.id == *id)?;
        if self.are_all_there(requirement, day, firm_only) {
            return None;
        }
        let [of_all, of_firm] = self.complete.get(id).copied().unwrap_or_default();
        let was = if firm_only { of_firm } else { of_all }.is_some_and(|first| first <= day);
        let ends = self.ends(requirement);
        match (was, day < ends) {
            (true, false) => None,
            (true, true) => Some(Missing::Again(id.clone())),
            (false, true) => Some(Missing::Requirement(id.clone())),
            (false, false) => Some(Missing::Never(id.clone(), ends)),
        }
    }

    /// Whether all units that a requirement still asks for are there. Where it asks for none any more there is nothing to fill.
    fn are_all_there(&self, requirement: &UnitRequirement, day: u32, firm_only: bool) -> bool {
        let left = self.document().units_left(requirement, day);
        let of = self.parcels.iter().filter(|other| other.requirement.id == requirement.id);
        let counted = of.filter(|other| (!firm_only || other.is_firm()) && there(other, day));
        let units = counted.map(|other| other.proposal.units).fold(0, u32::saturating_add);
        left > 0 && units >= left
    }

    /// The first day on which a requirement is needed no longer: its own, or that on which reductions have taken all its units.
    fn ends(&self, requirement: &UnitRequirement) -> u32 {
        let over = requirement.needed_by.get().saturating_add(requirement.hold_for.get());
        let none_left = self.reductions().filter(|day| self.document().units_left(requirement, *day) == 0);
        none_left.fold(over, u32::min)
    }

    /// The first day on which all units of a requirement are there: on one of those on which some arrive, or fewer are asked for.
    fn first_complete(&self, requirement: &UnitRequirement, firm_only: bool) -> Option<u32> {
        let of = self.parcels.iter().filter(|other| other.requirement.id == requirement.id);
        let arrivals = of.filter_map(|other| other.complete?.arrives().at_most);
        let days = arrivals.chain(self.reductions()).chain([0]);
        days.filter(|day| self.are_all_there(requirement, *day, firm_only)).min()
    }

    /// The requirements that must be filled before this one, directly or through one another.
    fn first(&self, of: &UnitRequirement) -> BTreeSet<&'p RequirementId> {
        let mission = self.document();
        let named = |of: &RequirementId| {
            let requirement = mission.requirements.iter().find(|each| each.id == *of);
            requirement.into_iter().flat_map(|each| each.enablers.iter().flatten())
        };
        let mut found: BTreeSet<&RequirementId> = BTreeSet::new();
        let mut open: Vec<&RequirementId> = named(&of.id).collect();
        while let Some(id) = open.pop() {
            if *id != of.id && found.insert(id) {
                open.extend(named(id));
            }
        }
        found.into_iter().collect_set()
    }
}

fn there(parcel: &Parcel<'_>, day: u32) -> bool {
    parcel.complete.is_some_and(|stay| stay.surely(day))
}
