//! When a lot would arrive, in days after the clock start, and what that hangs on.
//!
//! By its own stages; without stages, by what its recorded level commits to; without that, by a planning
//! assumption that the caller names; else its arrival is Unknown. Stages are a network: what is complete by evidence counts
//! with its own day, lengths may lie within bounds, and where a length is Unknown the day stays open to one side.

mod band;
#[cfg(test)]
mod cases;
mod completed;
mod network;
mod passes;
mod undertaken;

use std::fmt;

use crate::record::{
    Branch, ClockStart, LevelNeeded, LotState, MissionDocument, PledgeState, Scheme, Stage, UndertakenBy,
    UnitRequirement, View,
};
use crate::words::document::document;
use crate::words::value::{AssumptionId, Day, Days, ImpreciseDay, LevelId, SchemeId, StageId, Text};

use super::readiness::recorded;
pub use band::Band;
pub use completed::{Shown, Standing};
use network::Network;
pub use passes::{LatestDay, Slack};
pub(crate) use undertaken::about as undertakings_about;

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

/// When the people and the equipment of a lot arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When the people have arrived.
    pub people: Band,
    /// When the equipment has arrived.
    pub equipment: Band,
    /// What it rests on.
    pub basis: Basis,
}

impl Arrival {
    /// When both have arrived.
    pub fn complete(&self) -> Band {
        self.people.later(self.equipment)
    }

    /// The same for a tour that does not begin before that day.
    #[must_use]
    pub(super) fn not_before(self, day: u32) -> Self {
        let later = |band: Band| band.later(Band::exactly(day));
        Self { people: later(self.people), equipment: later(self.equipment), ..self }
    }
}

/// What a timeline is asked about: a lot on the day of a view, and the mission that it would go to.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The day of asking.
    pub on: Day,
    /// The pledge.
    pub pledge: &'a PledgeState,
    /// Its lot.
    pub lot: &'a LotState,
    /// The mission; `None`: none in particular, so that nobody undertook anything for it.
    pub mission: Option<&'a MissionDocument>,
    /// The requirement that it would serve; `None`: none in particular.
    pub requirement: Option<&'a UnitRequirement>,
    /// What starts the clock.
    pub clock: ClockStart,
    /// The day on which it starts; `None`: it has not started, and what is complete by now takes no more time then.
    pub start: Option<Day>,
}

impl<'a> Setting<'a> {
    /// A lot and a mission whose clock starts on that day.
    pub fn new(
        view: &View,
        (pledge, lot): (&'a PledgeState, &'a LotState),
        mission: &'a MissionDocument,
        start: Option<Day>,
    ) -> Self {
        let (on, clock) = (view.valid(), mission.clock);
        Self { on, pledge, lot, mission: Some(mission), requirement: None, clock, start }
    }

    /// A lot for no mission in particular, its days counted from a request.
    pub fn alone(view: &View, (pledge, lot): (&'a PledgeState, &'a LotState)) -> Self {
        let clock = ClockStart::Request;
        Self { on: view.valid(), pledge, lot, mission: None, requirement: None, clock, start: None }
    }

    /// The same for a requirement of the mission.
    #[must_use]
    pub fn serving(self, requirement: &'a UnitRequirement) -> Self {
        Self { requirement: Some(requirement), ..self }
    }

    /// Days from the clock start to a day; none where it lies before.
    fn offset(&self, day: Day) -> u32 {
        let days = self.start.map_or(0, |start| day.since(start));
        u32::try_from(days.max(0)).unwrap_or(u32::MAX)
    }
}

/// When a lot would arrive, or `None` where nothing says so.
///
/// A commitment counts only where it starts the same clock as the mission: days from a request say nothing on
/// days from a mandate.
pub fn arrival(
    setting: &Setting<'_>,
    schemes: &[Scheme],
    assumptions: &[ArrivalAssumption],
) -> Option<Arrival> {
    match &setting.lot.lot.stages {
        Some(stages) => {
            let network = Network::new(setting, stages);
            let passes = network.forward(None);
            let of = |branch| network.arrival(&passes, branch);
            Some(Arrival {
                people: of(Branch::People),
                equipment: of(Branch::Equipment),
                basis: Basis::Stages,
            })
        }
        None => without_stages(setting, schemes, assumptions),
    }
}

fn without_stages(
    setting: &Setting<'_>,
    schemes: &[Scheme],
    assumptions: &[ArrivalAssumption],
) -> Option<Arrival> {
    let at = |days: Days, basis| {
        let day = Band::exactly(days.get());
        Arrival { people: day, equipment: day, basis }
    };
    let (lot, clock) = (setting.lot, setting.clock);
    // What was undertaken in a system that has ended binds nobody.
    let ended = |scheme: &&Scheme| {
        scheme.ended.and_then(ImpreciseDay::latest).is_some_and(|latest| latest < setting.on)
    };
    for scheme in schemes.iter().filter(|scheme| !ended(scheme)) {
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

/// A stage in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageInTime {
    /// The stage.
    pub stage: Stage,
    /// Who must act; empty: not stated.
    pub acts: Vec<UndertakenBy>,
    /// Whether it is complete.
    pub standing: Standing,
    /// Whether it should be complete by the day of asking, and nothing on record says that it is.
    pub overdue: bool,
    /// When it begins; `None`: it is complete.
    pub begins: Option<Band>,
    /// When it ends, or ended: before the clock starts is day 0.
    pub ends: Band,
    /// How long it takes.
    pub days: Band,
    /// By how much its end may slip before the unit arrives later; `None`: it is complete.
    pub slack: Option<Slack>,
    /// By when it has to end for the requirement; `None`: it is complete, or no requirement is asked about.
    pub latest: Option<Latest>,
}

/// By when a stage has to end so that the unit serves a requirement, counted from the clock start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latest {
    /// So that people and equipment are there.
    pub complete: LatestDay,
    /// So that the people are there; `None`: they do not wait for it.
    pub people: Option<LatestDay>,
    /// So that the equipment is there; `None`: it does not wait for it.
    pub equipment: Option<LatestDay>,
}

/// The stages of a lot in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Its stages, each behind those that it waits for; empty: it has none on record, or none is needed.
    pub stages: Vec<StageInTime>,
    /// When it arrives; `None`: Unknown.
    pub arrival: Option<Arrival>,
    /// The stages on which the latest day of arrival hangs, from the first that is not complete.
    pub critical_path: Vec<StageId>,
    /// The day after the clock start by which the requirement must be met at the latest, if one is asked about.
    pub by: Option<u32>,
}

/// The stages of a lot in time, and when it arrives.
pub fn timeline(setting: &Setting<'_>, schemes: &[Scheme], assumptions: &[ArrivalAssumption]) -> Timeline {
    let by = setting.requirement.map(|requirement| requirement.latest().get());
    let stages = setting.lot.lot.stages.as_deref().unwrap_or_default();
    let network = Network::new(setting, stages);
    let passes = network.forward(None);
    let in_time = |i: usize| {
        let (stage, node) = (network.stages.get(i)?, network.nodes.get(i)?);
        let pass = passes.get(i).copied().flatten()?;
        let latest = |branch| network.latest_end(i, branch, by?);
        Some(StageInTime {
            acts: acts(setting, stage),
            stage: stage.clone(),
            standing: node.standing.clone(),
            overdue: node.overdue,
            begins: pass.begins,
            ends: pass.ends,
            days: node.days,
            slack: network.slack(i),
            latest: latest(Branch::Both).map(|complete| Latest {
                complete,
                people: latest(Branch::People),
                equipment: latest(Branch::Equipment),
            }),
        })
    };
    let path = network.critical_path(&passes);
    Timeline {
        stages: network.order.iter().filter_map(|i| in_time(*i)).collect(),
        arrival: arrival(setting, schemes, assumptions),
        critical_path: path.into_iter().filter_map(|i| stages.get(i)).map(|stage| stage.id.clone()).collect(),
        by,
    }
}

/// The stages that are complete.
pub(crate) fn complete(setting: &Setting<'_>) -> Vec<StageId> {
    let stages = setting.lot.lot.stages.as_deref().unwrap_or_default();
    let network = Network::new(setting, stages);
    let complete = network.nodes.iter().zip(stages).filter(|(node, _)| node.complete.is_some());
    complete.map(|(_, stage)| stage.id.clone()).collect()
}

/// Who must act: as the stage says; where it waits for undertakings, whoever gave them.
fn acts(setting: &Setting<'_>, stage: &Stage) -> Vec<UndertakenBy> {
    let undertaken = stage.undertaking.filter(|_| stage.by.is_none());
    let mut by: Vec<UndertakenBy> = undertaken
        .into_iter()
        .flat_map(|kind| undertaken::about(setting, kind))
        .map(|undertaking| undertaking.by)
        .collect();
    by.sort_unstable();
    by.dedup();
    if by.is_empty() { stage.acts() } else { by }
}

#[cfg(test)]
mod tests {
    use super::super::readiness::testing::{TOLD, Told, lot};
    use super::*;
    use crate::words::finding::Error;

    fn stages(list: &str) -> Result<Option<(u32, u32)>, Error> {
        let lot_with = format!(r#", "units": 1, "stages": [{list}]"#);
        let view = Told { lot: &lot_with, ..TOLD }.view()?;
        let arrival = arrival(&Setting::alone(&view, lot(&view)?), &[], &[]);
        assert!(arrival.as_ref().is_some_and(|arrival| arrival.basis == Basis::Stages));
        Ok(arrival.and_then(|arrival| arrival.people.known().zip(arrival.equipment.known())))
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
    fn one_unknown_length_leaves_the_latest_day_open() -> Result<(), Error> {
        let unknown = r#"{"id": "visit", "branch": "people", "after": []}"#;
        let list = [stage("shipping", "equipment", 45, &[]), unknown.to_owned()];
        let list = format!(r#", "units": 1, "stages": [{}]"#, list.join(","));
        let view = Told { lot: &list, ..TOLD }.view()?;
        let arrival = arrival(&Setting::alone(&view, lot(&view)?), &[], &[]);
        let of = |of: fn(&Arrival) -> Band| arrival.as_ref().map(of);
        assert_eq!(of(|arrival| arrival.people), Some(Band::from(0)));
        assert_eq!(of(|arrival| arrival.equipment), Some(Band::exactly(45)));
        assert_eq!(of(Arrival::complete), Some(Band::from(45)), "not before the other branch");
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
            let setting = Setting { clock, ..Setting::alone(&view, lot(&view)?) };
            Ok(arrival(&setting, &schemes, &[]).and_then(|arrival| arrival.complete().known()))
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
            let arrival = arrival(&Setting::alone(&view, lot(&view)?), &schemes, given);
            Ok(arrival.map(|arrival| format!("{} {}", arrival.complete(), arrival.basis)))
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
