//! The first day on which a share of what is needed is there.

use super::Present;
use super::by_day::{By, Group, Step, each_group};
use crate::plan::sourcing::Plan;
use crate::words::value::{MissionId, Percent, words};

words! {
    /// What is counted.
    pub enum What {
        /// Units whose people are there.
        People = "people",
        /// Units whose equipment is there.
        Equipment = "equipment",
        /// Units whose people and equipment are there.
        Complete = "complete",
        /// Units that are there and can operate.
        Operational = "operational",
        /// Persons, against the ceiling in force on the day.
        PersonsOfCeiling = "persons-of-ceiling",
    }
}

/// The first day on which a share is there, in days after the clock start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstDay {
    /// The mission.
    pub mission: MissionId,
    /// What it is told of.
    pub of: String,
    /// What is counted.
    pub what: What,
    /// The share, in percent.
    pub share: Percent,
    /// How many make up that share of the most that is needed on any day; `None`: a share of a ceiling that changes.
    pub number: Option<u32>,
    /// By what is firm; `None`: on no day.
    pub firm: Option<u32>,
    /// With what is conditional; `None`: on no day.
    pub with_conditional: Option<u32>,
    /// Why there is no day, even with what is conditional; `None`: there is one.
    pub no_day: Option<NoDay>,
}

words! {
    /// Why there is no first day.
    pub enum NoDay {
        /// So much is there on no day.
        NeverSoMany = "never-so-many",
        /// The ceiling is no person on every day, and of nothing there is no share.
        CeilingOfNone = "ceiling-of-none",
    }
}

/// The first days on which these shares of what is needed are surely there: of units, of the most units that are needed on
/// any day, rounded up; of persons, of the ceiling in force, for missions and components with one. A ceiling of no person
/// has no shares, so no day on which it is in force is told. Units count before the day by which they are needed too.
pub fn first_days(plan: &Plan, by: By, shares: &[Percent]) -> Vec<FirstDay> {
    each_group(plan, by, |group, operational| {
        let days = group.days(operational);
        let steps: Vec<Step> = days.into_iter().map(|day| group.on(day, operational)).collect();
        of_group(&steps, shares, group)
    })
}

fn of_group(steps: &[Step], shares: &[Percent], group: &Group<'_>) -> Vec<FirstDay> {
    let most = steps.iter().map(|step| step.needed).max().unwrap_or_default();
    let mut rows = Vec::new();
    for what in What::ALL.iter().copied() {
        let wholes = steps.iter().filter_map(|step| counts(step, what, most).1);
        // Where nothing is needed, or no ceiling is on record, there is nothing to tell; a ceiling of none is told.
        let none = match wholes.max() {
            Some(1..) => NoDay::NeverSoMany,
            Some(0) if what == What::PersonsOfCeiling => NoDay::CeilingOfNone,
            _ => continue,
        };
        for share in shares.iter().copied() {
            let reached = |counted: fn(Present) -> u32| {
                let is = |step: &&Step| {
                    let (present, whole) = counts(step, what, most);
                    let whole = whole.filter(|whole| *whole > 0);
                    whole.is_some_and(|whole| enough(counted(present), share, whole))
                };
                steps.iter().find(is).map(|step| step.from)
            };
            let with_conditional = reached(|present| present.firm.saturating_add(present.conditional));
            rows.push(FirstDay {
                mission: group.document().id.clone(),
                of: group.of.clone(),
                what,
                share,
                number: (what != What::PersonsOfCeiling).then(|| part(share, most)),
                firm: reached(|present| present.firm),
                with_conditional,
                no_day: with_conditional.is_none().then_some(none),
            });
        }
    }
    rows
}

fn counts(step: &Step, what: What, most: u32) -> (Present, Option<u32>) {
    match what {
        What::People => (step.people.surely, Some(most)),
        What::Equipment => (step.equipment.surely, Some(most)),
        What::Complete => (step.complete.surely, Some(most)),
        What::Operational => (step.operational, Some(most)),
        What::PersonsOfCeiling => (step.persons.surely, step.ceiling),
    }
}

fn enough(number: u32, share: Percent, whole: u32) -> bool {
    number >= part(share, whole)
}

/// A share of a whole, rounded up.
fn part(share: Percent, whole: u32) -> u32 {
    let part = u64::from(whole).saturating_mul(share.get().into()).div_ceil(100);
    u32::try_from(part).unwrap_or(u32::MAX)
}
