//! When a lot would arrive, in days after the clock start.
//!
//! By its own stages; without stages, by what its recorded level commits to; without that, by a planning
//! assumption that the caller names; else its arrival is Unknown.

use std::collections::BTreeMap;
use std::fmt;

use crate::record::{Branch, ClockStart, LevelNeeded, LotState, Scheme, Stage};
use crate::words::document::document;
use crate::words::value::{AssumptionId, Days, LevelId, SchemeId, StageId, Text};

use super::readiness::recorded;

document! {
    /// A planning assumption on arrival, named, with its author, so that nobody takes it for a fact.
    pub struct ArrivalAssumption {
        /// Its id.
        pub id: AssumptionId,
        /// In words, with the reason.
        pub text: Text,
        /// Whose assumption it is: a desk or a document, never a person.
        pub author: Text,
        /// Days from the clock start to arrival.
        pub days: Days,
        /// For lots at this recorded level only; absent: for every lot.
        pub level: Option<LevelNeeded>,
    }
}

/// What an arrival rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The lot's own stages.
    Stages,
    /// The commitment of its recorded level.
    Commitment(SchemeId, LevelId),
    /// A planning assumption.
    Assumption(AssumptionId),
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stages => f.write_str("by its stages"),
            Self::Commitment(scheme, level) => write!(f, "by the commitment of {scheme} {level}"),
            Self::Assumption(id) => write!(f, "by the planning assumption {id}"),
        }
    }
}

/// Arrival in days after the clock start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When the people have arrived.
    pub people: u32,
    /// When the equipment has arrived.
    pub equipment: u32,
    /// What it rests on.
    pub basis: Basis,
}

impl Arrival {
    /// When both have arrived.
    pub fn complete(&self) -> u32 {
        self.people.max(self.equipment)
    }
}

/// When a lot would arrive, or `None` for Unknown.
///
/// A commitment counts only where it starts the same clock as the mission: days from a request say nothing on
/// days from a mandate.
pub fn arrival(
    lot: &LotState,
    clock: ClockStart,
    schemes: &[Scheme],
    assumptions: &[ArrivalAssumption],
) -> Option<Arrival> {
    if let Some(stages) = &lot.lot.stages {
        let done = completed(stages)?;
        let last = |wanted: Branch| {
            let of_branch =
                stages.iter().filter(|stage| stage.branch == wanted || stage.branch == Branch::Both);
            of_branch.filter_map(|stage| done.get(&stage.id)).max().copied().unwrap_or_default()
        };
        return Some(Arrival {
            people: last(Branch::People),
            equipment: last(Branch::Equipment),
            basis: Basis::Stages,
        });
    }
    let at = |days: Days, basis| Arrival { people: days.get(), equipment: days.get(), basis };
    for scheme in schemes {
        let Some(level) = recorded(lot, scheme).and_then(|bounds| bounds.at_least) else { continue };
        let commitment = scheme.level(&level).and_then(|level| level.commitment.as_ref());
        if let Some(commitment) = commitment.filter(|commitment| commitment.clock == clock) {
            return Some(at(commitment.days, Basis::Commitment(scheme.id.clone(), level)));
        }
    }
    let applies = |assumption: &&ArrivalAssumption| {
        assumption.level.as_ref().is_none_or(|needed| {
            let scheme = schemes.iter().find(|scheme| scheme.id == needed.scheme);
            let bounds = scheme.and_then(|scheme| recorded(lot, scheme));
            bounds.is_some_and(|bounds| bounds.level() == Some(&needed.level))
        })
    };
    // The more special assumption first, then by id.
    let chosen = assumptions.iter().filter(applies).min_by_key(|a| (a.level.is_none(), &a.id))?;
    Some(at(chosen.days, Basis::Assumption(chosen.id.clone())))
}

/// The day on which each stage is complete; `None` where a length is Unknown. Stages were checked to be free of
/// circles when they were recorded, so each round completes at least one.
fn completed(stages: &[Stage]) -> Option<BTreeMap<&StageId, u32>> {
    let mut done: BTreeMap<&StageId, u32> = BTreeMap::new();
    for _ in stages {
        for stage in stages {
            let begins = stage
                .after
                .iter()
                .map(|before| done.get(before).copied())
                .try_fold(0u32, |latest, day| day.map(|day| latest.max(day)));
            if let Some(begins) = begins {
                done.insert(&stage.id, begins.checked_add(stage.days?.get())?);
            }
        }
    }
    (done.len() == stages.len()).then_some(done)
}
