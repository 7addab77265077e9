//! Coverage by day: what is there against what is needed, on each day on which something changes.

use std::collections::{BTreeMap, BTreeSet};

use super::operational::Operational;
use super::stays::{Parcel, Stay, parcels};
use super::{Present, ceiling};
use crate::plan::sourcing::Plan;
use crate::record::{Mission, MissionDocument, UnitRequirement};
use crate::words::catalogue::Component;
use crate::words::document::CollectInOrder;
use crate::words::value::{Day, MissionId, words};

words! {
    /// By what coverage is told.
    pub enum By {
        /// Each unit requirement.
        Requirement = "requirement",
        /// Each mission.
        Mission = "mission",
        /// Each component of a mission.
        Component = "component",
        /// Each unit type that a mission asks for.
        UnitType = "unit-type",
        /// Each function of unit types, such as `engineering`.
        Function = "function",
        /// Each mandate task: the units that serve it.
        Task = "task",
    }
}

/// How much is there on a day: surely, by how firm it is, and perhaps besides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct There {
    /// Surely there, should what is conditional come about.
    pub surely: Present,
    /// There perhaps besides, for the day of arrival or of leaving is known within bounds only.
    pub perhaps: u32,
}

impl There {
    /// Firm and conditional together.
    pub fn all(self) -> u32 {
        self.surely.firm.saturating_add(self.surely.conditional)
    }

    fn add(&mut self, number: u32, firm: bool, stay: Option<Stay>, day: u32) {
        let Some(stay) = stay else { return };
        let part = match (stay.surely(day), firm) {
            (true, true) => &mut self.surely.firm,
            (true, false) => &mut self.surely.conditional,
            (false, _) if stay.perhaps(day) => &mut self.perhaps,
            _ => return,
        };
        *part = part.saturating_add(number);
    }
}

/// What is there from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The mission.
    pub mission: MissionId,
    /// What it is told of: the id of the requirement, the component, the unit type, the function or the task.
    pub of: String,
    /// From this day after the clock start.
    pub from: u32,
    /// Until the day before this one; `None`: nothing changes any more.
    pub until: Option<u32>,
    /// Units needed.
    pub needed: u32,
    /// Units whose people are there.
    pub people: There,
    /// Units whose equipment is there.
    pub equipment: There,
    /// Units whose people and equipment are there.
    pub complete: There,
    /// Those of them that can operate: what enables them is there too.
    pub operational: Present,
    /// Units that are needed and not surely there: of each requirement apart, for what is there of one covers no other.
    pub short: u32,
    /// Units that are needed and surely there, and cannot operate; of each requirement apart too.
    pub not_operational: u32,
    /// Persons there, of units whose strength is on record.
    pub persons: There,
    /// Units whose people are there and whose strength is Unknown.
    pub persons_unknown: u32,
    /// The most persons that there may be; of missions and components, where a ceiling is on record.
    pub ceiling: Option<u32>,
}

/// Requirements that are told together, with the units proposed for them.
pub(super) struct Group<'p> {
    pub(super) mission: &'p Mission,
    pub(super) of: String,
    pub(super) requirements: Vec<&'p UnitRequirement>,
    pub(super) parcels: Vec<&'p Parcel<'p>>,
    ceiling_of: Option<Option<Component>>,
}

/// What every mission of a plan would have, day by day: a row from each day on which something changes.
///
/// Units count from the day on which they surely are there; one whose arrival is Unknown is on no day. What arrived is
/// present; it is operational once every requirement that its own waits for, directly or through others, has all its units
/// there, and a unit of each type without which it cannot operate. A requirement is waited for as long as it is needed
/// itself: what was complete and left as planned has done its part. A type is needed on every day.
pub fn coverage_by_day(plan: &Plan, by: By) -> Vec<Step> {
    each_group(plan, by, steps)
}

/// Does something for each group of each mission.
pub(super) fn each_group<T>(
    plan: &Plan,
    by: By,
    mut tell: impl FnMut(&Group<'_>, &Operational<'_>) -> Vec<T>,
) -> Vec<T> {
    let mut all = Vec::new();
    for mission in plan.missions() {
        let parcels = parcels(plan, mission);
        let operational = Operational::new(plan, mission, &parcels);
        for group in groups(plan, mission, &parcels, by) {
            all.extend(tell(&group, &operational));
        }
    }
    all
}

fn groups<'p>(plan: &Plan, mission: &'p Mission, parcels: &'p [Parcel<'p>], by: By) -> Vec<Group<'p>> {
    let document = mission.document();
    let catalogue = plan.view().catalogue();
    let function = |requirement: &UnitRequirement| {
        let entry = catalogue.unit_type(&requirement.unit_type);
        entry.map_or_else(|| requirement.unit_type.to_string(), |entry| entry.function.to_string())
    };
    let keys = |requirement: &UnitRequirement| match by {
        By::Requirement => vec![requirement.id.to_string()],
        By::Mission => vec![document.id.to_string()],
        By::Component => vec![requirement.component.to_string()],
        By::UnitType => vec![requirement.unit_type.to_string()],
        By::Function => vec![function(requirement)],
        By::Task => requirement.serves.iter().flatten().map(ToString::to_string).collect(),
    };
    let mut groups: BTreeMap<String, Group<'_>> = BTreeMap::new();
    for requirement in &document.requirements {
        for of in keys(requirement) {
            let ceiling_of = match by {
                By::Mission => Some(None),
                By::Component => Some(Some(requirement.component)),
                _ => None,
            };
            let group = groups.entry(of.clone()).or_insert_with(|| Group {
                mission,
                of,
                requirements: Vec::new(),
                parcels: Vec::new(),
                ceiling_of,
            });
            group.requirements.push(requirement);
            group.parcels.extend(parcels.iter().filter(|parcel| parcel.requirement.id == requirement.id));
        }
    }
    groups.into_values().collect()
}

fn steps(group: &Group<'_>, operational: &Operational<'_>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for day in group.days(operational) {
        let step = group.on(day, operational);
        match steps.last_mut() {
            Some(last) if Step { from: last.from, until: last.until, ..step.clone() } == *last => {}
            last => {
                if let Some(last) = last {
                    last.until = Some(day);
                }
                steps.push(step);
            }
        }
    }
    steps
}

impl Group<'_> {
    pub(super) fn document(&self) -> &MissionDocument {
        self.mission.document()
    }

    /// A day of the calendar.
    pub(super) fn calendar(&self, day: u32) -> Option<Day> {
        self.mission.start()?.later(day)
    }

    /// Units needed on a day.
    pub(super) fn needed(&self, day: u32) -> u32 {
        let each = self.requirements.iter().map(|requirement| self.document().units_on_day(requirement, day));
        each.fold(0, u32::saturating_add)
    }

    /// The days on which something may change, the first day among them.
    pub(super) fn days(&self, operational: &Operational<'_>) -> Vec<u32> {
        let document = self.document();
        let mut days: BTreeSet<u32> = [0].into_iter().collect_set();
        for requirement in &self.requirements {
            let from = requirement.needed_by.get();
            days.extend([from, from.saturating_add(requirement.hold_for.get())]);
        }
        days.extend(document.reductions.iter().flatten().map(|reduction| reduction.by.get()));
        let from = document.ceilings.iter().flatten().filter_map(|ceiling| ceiling.from);
        days.extend(from.map(crate::words::value::Days::get));
        days.extend(operational.days());
        days.into_iter().collect()
    }

    /// What is there on a day.
    pub(super) fn on(&self, day: u32, operational: &Operational<'_>) -> Step {
        let mut step = Step {
            mission: self.document().id.clone(),
            of: self.of.clone(),
            from: day,
            until: None,
            needed: self.needed(day),
            people: There::default(),
            equipment: There::default(),
            complete: There::default(),
            operational: Present::default(),
            short: 0,
            not_operational: 0,
            persons: There::default(),
            persons_unknown: 0,
            ceiling: self.ceiling_of.and_then(|component| ceiling(self.document(), component, day)),
        };
        for parcel in &self.parcels {
            let (units, firm) = (parcel.proposal.units, parcel.is_firm());
            step.people.add(units, firm, parcel.people, day);
            step.equipment.add(units, firm, parcel.equipment, day);
            step.complete.add(units, firm, parcel.complete, day);
            match parcel.persons {
                Some(persons) => step.persons.add(persons, firm, parcel.people, day),
                None if parcel.people.is_some_and(|stay| stay.surely(day)) => {
                    step.persons_unknown = step.persons_unknown.saturating_add(units);
                }
                None => {}
            }
            if let Some(certainty) = operational.certainty(parcel, day) {
                step.operational.add(units, certainty);
            }
        }
        for requirement in &self.requirements {
            let needed = self.document().units_on_day(requirement, day);
            let of = self.parcels.iter().filter(|parcel| parcel.requirement.id == requirement.id);
            let there = of.filter(|parcel| parcel.complete.is_some_and(|stay| stay.surely(day)));
            let units = |parcels: &mut dyn Iterator<Item = &&Parcel<'_>>| {
                parcels.map(|parcel| parcel.proposal.units).fold(0, u32::saturating_add)
            };
            let able = there.clone().filter(|parcel| operational.certainty(parcel, day).is_some());
            let (there, able) = (units(&mut there.clone()), units(&mut able.clone()));
            step.short = step.short.saturating_add(needed.saturating_sub(there));
            let waiting = needed.min(there).saturating_sub(able);
            step.not_operational = step.not_operational.saturating_add(waiting);
        }
        step
    }
}
