//! Presence against need by day: what would be there, people and equipment apart, firm and conditional apart.

mod by_day;
mod gaps;
mod operational;
mod shares;
mod stays;

use super::sourcing::{Certainty, Plan, Sourced};
use crate::record::{Mission, MissionDocument, Undertaking, UnitRequirement};
use crate::words::catalogue::Component;
use crate::words::document::CollectInOrder;
use crate::words::value::{Day, Days, MissionId, State};

pub use by_day::{By, Step, There, coverage_by_day};
pub use gaps::{GapByDay, gaps_by_day};
pub use operational::{Waiting, waiting};
pub use shares::{FirstDay, NoDay, What, first_days};

/// How much would be there, by how sure it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Present {
    /// Of matches that are firm.
    pub firm: u32,
    /// Of matches that are conditional.
    pub conditional: u32,
}

impl Present {
    fn add(&mut self, number: u32, certainty: Certainty) {
        let of = match certainty {
            Certainty::Firm => &mut self.firm,
            Certainty::Conditional => &mut self.conditional,
        };
        *of = of.saturating_add(number);
    }
}

/// What a mission would have on a day, of the proposed matches of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrivals {
    /// The mission.
    pub mission: MissionId,
    /// Days after the clock start.
    pub day: u32,
    /// The calendar day.
    pub on: Option<Day>,
    /// Units needed on that day: those of requirements that are needed by then and still, less planned reductions.
    pub needed: u32,
    /// Units whose people are there.
    pub people: Present,
    /// Units whose equipment is there.
    pub equipment: Present,
    /// Units whose people and equipment are there.
    pub complete: Present,
    /// Persons there, of units whose strength is on record. Where some units of a lot are proposed, their part of its
    /// strength, rounded down.
    pub persons: Present,
    /// Units whose people are there and whose strength is Unknown.
    pub persons_unknown: u32,
    /// Proposed units of which it is Unknown when their people or their equipment arrive: a branch that is Unknown is
    /// counted on no day.
    pub arrival_unknown: u32,
    /// The most persons that the mission may have on that day, of the components that its requirements are of; absent:
    /// no ceiling is on record.
    pub ceiling: Option<u32>,
}

/// What each mission of a plan would have on these days after its clock start.
///
/// A unit is there from its arrival until it leaves ([`MissionDocument::leaves`]). What arrived is present, not operational: its enablers may be missing.
pub fn arrivals(plan: &Plan, days: &[Days]) -> Vec<Arrivals> {
    let on_days = |mission| days.iter().filter_map(move |day| on_day(plan, mission, day.get()));
    plan.missions().iter().flat_map(on_days).collect()
}

fn on_day(plan: &Plan, mission: &Mission, day: u32) -> Option<Arrivals> {
    let document = mission.document();
    let mut row = Arrivals {
        mission: document.id.clone(),
        day,
        on: mission.start()?.later(day),
        needed: document
            .requirements
            .iter()
            .map(|each| document.units_on_day(each, day))
            .fold(0, u32::saturating_add),
        people: Present::default(),
        equipment: Present::default(),
        complete: Present::default(),
        persons: Present::default(),
        persons_unknown: 0,
        arrival_unknown: 0,
        ceiling: ceiling(document, None, day),
    };
    for (requirement, proposal) in plan.proposals_of(mission) {
        row.count(plan, document, requirement, proposal);
    }
    Some(row)
}

impl Arrivals {
    /// Counts each branch by its own day; the unit leaves as it would having arrived with the later of them.
    fn count(&mut self, plan: &Plan, mission: &MissionDocument, of: &UnitRequirement, proposal: &Sourced) {
        let (units, certainty) = (proposal.units, proposal.certainty);
        let (people, equipment) = (proposal.people_arrive, proposal.equipment_arrives);
        let complete = people.zip(equipment).map(|(people, equipment)| people.max(equipment));
        if complete.is_none() {
            self.arrival_unknown = self.arrival_unknown.saturating_add(units);
        }
        let leaves = mission.leaves(of, complete.or(people).or(equipment).unwrap_or_default());
        let there = |arrives: Option<u32>| arrives.is_some_and(|day| (day..leaves).contains(&self.day));
        let (people, equipment, complete) = (there(people), there(equipment), there(complete));
        if people {
            self.people.add(units, certainty);
            match persons(plan, proposal) {
                Some(persons) => self.persons.add(persons, certainty),
                None => self.persons_unknown = self.persons_unknown.saturating_add(units),
            }
        }
        if equipment {
            self.equipment.add(units, certainty);
        }
        if complete {
            self.complete.add(units, certainty);
        }
    }
}

/// A day after the clock start of a mission in words, in the calendar too.
fn said(mission: &Mission, day: u32) -> String {
    match mission.start().and_then(|start| start.later(day)) {
        Some(on) => format!("{on} (day {day})"),
        None => format!("day {day}"),
    }
}

/// The persons of the matches proposed to a mission, and how many of their units are of Unknown strength.
pub fn proposed_persons(plan: &Plan, mission: &Mission) -> (Present, u32) {
    let (mut sum, mut unknown) = (Present::default(), 0_u32);
    for (_, proposal) in plan.proposals_of(mission) {
        match persons(plan, proposal) {
            Some(persons) => sum.add(persons, proposal.certainty),
            None => unknown = unknown.saturating_add(proposal.units),
        }
    }
    (sum, unknown)
}

/// The units proposed to a mission that hang on an undertaking: those it is about, by requirement and by any State that
/// takes part in their pledge.
pub fn units_about(plan: &Plan, mission: &Mission, undertaking: &Undertaking) -> u32 {
    let hang = plan.proposals_of(mission).filter(|(requirement, proposal)| {
        let parties = plan.view().pledge(&proposal.pledge).map(|pledge| pledge.pledge.parties().collect());
        let parties: Vec<State> = parties.unwrap_or_default();
        undertaking.is_about(&requirement.id) && undertaking.is_about_any(&parties)
    });
    hang.map(|(_, proposal)| proposal.units).fold(0, u32::saturating_add)
}

/// The persons of proposed units: their part of the strength of the lot, rounded down; `None` where strength or units
/// are Unknown.
fn persons(plan: &Plan, proposal: &Sourced) -> Option<u32> {
    let (_, lot) = plan.view().lot(&proposal.lot)?;
    let (strength, units) = (lot.lot.strength.as_ref()?.known()?, lot.lot.units.as_ref()?.known()?);
    let part = u64::from(strength).saturating_mul(proposal.units.into()).checked_div(units.into())?;
    u32::try_from(part).ok()
}

/// The ceiling for all together that was set last by that day; without one, what those of the components come to that
/// requirements are of, where each of them has one. Or the ceiling of one component.
fn ceiling(mission: &MissionDocument, of: Option<Component>, day: u32) -> Option<u32> {
    let set = |component| {
        let ceilings = mission.ceilings.iter().flatten().filter(|each| each.component == component);
        let from = |from: Option<Days>| from.unwrap_or_default().get();
        let in_force = ceilings.filter(|each| from(each.from) <= day);
        in_force.max_by_key(|each| from(each.from)).map(|each| each.persons.get())
    };
    let components = || mission.requirements.iter().map(|each| each.component).collect_set();
    let of_components = || {
        let each: Option<Vec<u32>> = components().into_iter().map(|component| set(Some(component))).collect();
        each?.into_iter().reduce(u32::saturating_add)
    };
    match of {
        None => set(None).or_else(of_components),
        component => set(component),
    }
}
