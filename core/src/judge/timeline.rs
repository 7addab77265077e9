//! When a lot would arrive, in days after the clock start.
//!
//! By its own stages; without stages, by what its recorded level commits to; without that, by a planning
//! assumption that the caller names; else its arrival is Unknown.

use std::collections::BTreeMap;
use std::fmt;

use crate::record::{Branch, ClockStart, LevelNeeded, LotState, Scheme, Stage, stages_in_order};
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

/// The day on which each stage is complete; `None` where a length is Unknown.
fn completed(stages: &[Stage]) -> Option<BTreeMap<&StageId, u32>> {
    let mut done: BTreeMap<&StageId, u32> = BTreeMap::new();
    for stage in stages_in_order(stages).into_iter().filter_map(|i| stages.get(i)) {
        let mut begins = 0_u32;
        for before in &stage.after {
            begins = begins.max(*done.get(before)?);
        }
        done.insert(&stage.id, begins.checked_add(stage.days?.get())?);
    }
    (done.len() == stages.len()).then_some(done)
}

#[cfg(test)]
mod tests {
    use super::super::readiness::testing::{TOLD, Told, lot};
    use super::*;
    use crate::words::finding::Error;

    fn stages(list: &str) -> Result<Option<(u32, u32)>, Error> {
        let lot_with = format!(r#", "units": 1, "stages": [{list}]"#);
        let view = Told { lot: &lot_with, ..TOLD }.view()?;
        let arrival = arrival(lot(&view)?.1, ClockStart::Request, &[], &[]);
        assert!(arrival.as_ref().is_none_or(|arrival| arrival.basis == Basis::Stages));
        Ok(arrival.map(|arrival| (arrival.people, arrival.equipment)))
    }

    fn stage(id: &str, branch: &str, days: u32, after: &[&str]) -> String {
        format!(r#"{{"id": "{id}", "branch": "{branch}", "days": {days}, "after": {after:?}}}"#)
    }

    #[test]
    fn people_and_equipment_arrive_by_their_own_stages() -> Result<(), Error> {
        let list = [
            stage("decision", "both", 10, &[]),
            stage("training", "people", 30, &["decision"]),
            stage("flight", "people", 2, &["training", "visit"]),
            stage("visit", "both", 25, &["decision"]),
            stage("shipping", "equipment", 45, &["visit"]),
        ];
        assert_eq!(stages(&list.join(","))?, Some((42, 80)));
        assert_eq!(stages("")?, Some((0, 0)), "an empty list is declared: nothing needs to happen");
        Ok(())
    }

    #[test]
    fn one_unknown_length_makes_arrival_unknown() -> Result<(), Error> {
        let unknown = r#"{"id": "visit", "branch": "people", "after": []}"#;
        let list = [stage("shipping", "equipment", 45, &[]), unknown.to_owned()];
        assert_eq!(stages(&list.join(","))?, None, "also where the other branch would last longer");
        Ok(())
    }

    /// The length of the longest path that ends with a stage, by walking every path.
    fn longest(stages: &[(String, u32, Vec<String>)], end: &str) -> u32 {
        let found = stages.iter().find(|(id, ..)| id == end);
        found.map_or(0, |(_, days, after)| {
            let before = after.iter().map(|id| longest(stages, id)).max().unwrap_or_default();
            before.saturating_add(*days)
        })
    }

    #[test]
    fn arrival_is_the_end_of_the_longest_path() -> Result<(), Error> {
        let mut state = 1_u64;
        let mut below = |bound: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33).checked_rem(bound).unwrap_or_default()
        };
        for _ in 0..60 {
            // Ids whose order is not the order of the stages.
            let count = below(7);
            let id = |i: u64| format!("s{}", i.wrapping_mul(5).wrapping_add(3) % 7);
            let mut list = Vec::new();
            for i in 0..count {
                let after: Vec<String> = (0..i).filter(|_| below(5) < 2).map(id).collect();
                list.push((id(i), u32::try_from(below(40)).unwrap_or_default(), after));
            }
            let text: Vec<String> = list
                .iter()
                .map(|(id, days, after)| {
                    stage(id, "both", *days, &after.iter().map(String::as_str).collect::<Vec<_>>())
                })
                .collect();
            let expected = list.iter().map(|(id, ..)| longest(&list, id)).max().unwrap_or_default();
            assert_eq!(stages(&text.join(","))?, Some((expected, expected)), "{list:?}");
        }
        Ok(())
    }

    #[test]
    fn a_commitment_counts_from_its_own_clock_and_for_a_level_that_is_sure() -> Result<(), Error> {
        let level = |units: &str, level: &str| {
            format!(r#""event": "level-recorded", "scheme": "un-pcrs", "level": "{level}", "units": {units}"#)
        };
        let schemes = [Scheme::un_pcrs()?];
        let days = |what: &str, clock: ClockStart| -> Result<Option<u32>, Error> {
            let view = Told { events: &[("2026-02-01", what)], ..TOLD }.view()?;
            Ok(arrival(lot(&view)?.1, clock, &schemes, &[]).map(|arrival| arrival.complete()))
        };
        let all = level("\"all\"", "rapid-deployment");
        assert_eq!(days(&all, ClockStart::Request)?, Some(60));
        assert_eq!(
            days(&all, ClockStart::Mandate)?,
            None,
            "days from a request say nothing on days from a mandate"
        );
        assert_eq!(days(&all, ClockStart::Approval)?, None);
        assert_eq!(
            days(&level("1", "rapid-deployment"), ClockStart::Request)?,
            None,
            "perhaps at that level"
        );
        assert_eq!(days(&level("\"all\"", "level-3"), ClockStart::Request)?, None, "it commits to no time");
        Ok(())
    }

    fn assumption(id: &str, days: u32, level: Option<&str>) -> Result<ArrivalAssumption, Error> {
        let needed = |level: &str| -> Result<_, Error> {
            Ok(LevelNeeded { scheme: "un-pcrs".parse()?, level: level.parse()? })
        };
        Ok(ArrivalAssumption {
            id: id.parse()?,
            text: "A guess.".parse()?,
            author: "A desk".parse()?,
            days: Days::new(days)?,
            level: level.map(needed).transpose()?,
        })
    }

    #[test]
    fn an_assumption_comes_last_the_more_special_first_and_then_by_id() -> Result<(), Error> {
        let schemes = [Scheme::un_pcrs()?];
        let level_2 = r#""event": "level-recorded", "scheme": "un-pcrs", "level": "level-2", "units": "all""#;
        let rapid = level_2.replace("level-2", "rapid-deployment");
        let given = [
            assumption("b-any", 100, None)?,
            assumption("a-any", 90, None)?,
            assumption("z-level", 70, Some("level-2"))?,
            assumption("y-level", 75, Some("level-2"))?,
            assumption("level-3", 50, Some("level-3"))?,
        ];
        let by = |told: Told<'_>, given: &[ArrivalAssumption]| -> Result<Option<String>, Error> {
            let view = told.view()?;
            let arrival = arrival(lot(&view)?.1, ClockStart::Request, &schemes, given);
            Ok(arrival.map(|arrival| format!("day {} {}", arrival.complete(), arrival.basis)))
        };
        let at_level_2 = Told { events: &[("2026-02-01", level_2)], ..TOLD };
        assert_eq!(by(at_level_2, &given)?.as_deref(), Some("day 75 by the planning assumption y-level"));
        assert_eq!(by(TOLD, &given)?.as_deref(), Some("day 90 by the planning assumption a-any"));
        let mut turned = given.clone();
        turned.reverse();
        assert_eq!(by(at_level_2, &turned)?, by(at_level_2, &given)?, "in whatever order they are given");
        // What is on record comes before what is assumed.
        let at_rapid = Told { events: &[("2026-02-01", &rapid)], ..TOLD };
        let committed = by(at_rapid, &given)?;
        assert_eq!(committed.as_deref(), Some("day 60 by the commitment of un-pcrs rapid-deployment"));
        let staged = format!(r#", "units": 1, "stages": [{}]"#, stage("all", "both", 20, &[]));
        assert_eq!(by(Told { lot: &staged, ..at_rapid }, &given)?.as_deref(), Some("day 20 by its stages"));
        assert_eq!(by(TOLD, &[])?, None, "nobody said anything");
        Ok(())
    }
}
