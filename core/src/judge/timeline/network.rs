//! The stages of a lot as a network: what is complete, what waits for what, how long each takes.

use std::collections::BTreeMap;

use super::completed::{Shown, Standing, standing, started};
use super::undertaken::kept;
use super::{Band, Setting};
use crate::record::{Branch, Stage, stages_in_order};
use crate::words::value::Day;

/// A stage that is complete, or not.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Whether it is complete by what is on record.
    pub(super) standing: Standing,
    /// The day after the clock start on which it was complete, if it is.
    pub(super) complete: Option<Band>,
    /// How long it takes.
    pub(super) days: Band,
    /// It does not begin before: a stage that is complete, the clock start.
    pub(super) release: Band,
    /// Whether its own clock starts on a day that is not known.
    pub(super) adrift: bool,
    /// It is not complete before what others undertook is kept.
    pub(super) held: Option<Band>,
    /// It may be complete since that day.
    pub(super) perhaps: Option<u32>,
    /// The stages that it waits for and that are not complete.
    pub(super) before: Vec<usize>,
    /// Whether it should be complete by now, and nothing says that it is.
    pub(super) overdue: bool,
}

/// The stages of a lot.
pub(super) struct Network<'a> {
    pub(super) stages: &'a [Stage],
    pub(super) nodes: Vec<Node>,
    /// The places of the stages, each behind those that it waits for.
    pub(super) order: Vec<usize>,
}

impl<'a> Network<'a> {
    /// The network of these stages.
    pub(super) fn new(setting: &Setting<'_>, stages: &'a [Stage]) -> Self {
        let places: BTreeMap<_, usize> = stages.iter().enumerate().map(|(i, stage)| (&stage.id, i)).collect();
        let nodes = stages.iter().map(|stage| node(setting, stage)).collect();
        let mut network = Self { stages, nodes, order: stages_in_order(stages) };
        for (i, stage) in stages.iter().enumerate() {
            for before in stage.after.iter().filter_map(|id| places.get(id).copied()) {
                let complete = network.nodes.get(before).and_then(|before| before.complete);
                let Some(node) = network.nodes.get_mut(i) else { continue };
                match complete {
                    Some(complete) => node.release = node.release.later(complete),
                    None => node.before.push(before),
                }
            }
        }
        network.mark_overdue(setting);
        network
    }

    /// What says by which evidence it is complete, and should be by now, has no latest day: the record does not say.
    fn mark_overdue(&mut self, setting: &Setting<'_>) {
        let Some(start) = setting.start else { return };
        let mut ends: Vec<Option<Band>> = vec![None; self.nodes.len()];
        for i in self.order.clone() {
            let planned = self.step(i, &ends).map(|(_, ends)| ends);
            let over =
                planned.and_then(|ends| start.later(ends.at_most?)).is_some_and(|day| day < setting.on);
            let told = self.stages.get(i).is_some_and(|stage| stage.completed_by.is_some());
            if let Some(node) = self.nodes.get_mut(i).filter(|node| node.complete.is_none() && over && told) {
                node.overdue = true;
                node.days.at_most = None;
            }
            let again = self.step(i, &ends).map(|(_, ends)| ends);
            if let Some(end) = ends.get_mut(i) {
                *end = again;
            }
        }
    }

    /// When a stage begins and ends, by when those before it end; a stage that is complete has only an end.
    pub(super) fn step(&self, i: usize, ends: &[Option<Band>]) -> Option<(Option<Band>, Band)> {
        let node = self.nodes.get(i)?;
        if let Some(complete) = node.complete {
            return Some((None, complete));
        }
        let before = node.before.iter().filter_map(|before| ends.get(*before).copied().flatten());
        let begins = before.fold(node.release, Band::later);
        let mut end = begins.and_then(node.days);
        if node.adrift {
            end.at_least = 0;
        }
        end = node.held.map_or(end, |held| end.later(held));
        Some((Some(begins), node.perhaps.map_or(end, |day| end.perhaps_from(day))))
    }

    /// Whether a stage is of a branch.
    pub(super) fn is_of(&self, i: usize, branch: Branch) -> bool {
        self.stages.get(i).is_some_and(|stage| branch == Branch::Both || stage.is_of(branch))
    }
}

fn node(setting: &Setting<'_>, stage: &Stage) -> Node {
    let mut standing = standing(setting, stage);
    let kept = stage.undertaking.map(|kind| kept(setting, kind));
    // A stage that waits for others and says nothing of evidence or days is complete when they have done their part.
    if let Some(kept) = &kept
        && stage.completed_by.is_none()
        && stage.days.is_none()
    {
        standing = kept.standing.clone();
    }
    let days = match stage.days {
        Some(days) => Band { at_least: days.least(), at_most: days.most() },
        None if kept.is_some() => Band::exactly(0),
        None => Band::from(0),
    };
    let complete = match &standing {
        Standing::Complete(Shown { on: Some(on), earliest, .. }) => Some(Band {
            at_least: earliest.map_or(0, |earliest| setting.offset(earliest)),
            at_most: Some(setting.offset(*on)),
        }),
        Standing::Complete(_) => Some(Band { at_least: 0, at_most: Some(setting.offset(setting.on)) }),
        _ => None,
    };
    let perhaps = match &standing {
        Standing::Perhaps(shown) => Some(shown.earliest.map_or(0, |earliest| setting.offset(earliest))),
        _ => None,
    };
    let clock = stage.clock.filter(|clock| *clock != setting.clock);
    let own = clock.map(|clock| started(setting, clock));
    let adrift = matches!(own, Some(None));
    let release = match own {
        // Where it began before the clock of the mission, what is left of it counts.
        Some(Some(day)) => Band::exactly(setting.offset(day)),
        Some(None) => Band::from(0),
        None => Band::exactly(0),
    };
    let days = match own {
        Some(Some(day)) => left(setting, days, day),
        _ => days,
    };
    let held = kept.map(|kept| kept.when);
    let (before, overdue) = Default::default();
    Node { standing, complete, days, release, adrift, held, perhaps, before, overdue }
}

/// What is left of a number of days that began on a day, once the clock of the mission starts.
fn left(setting: &Setting<'_>, days: Band, began: Day) -> Band {
    let gone = setting.start.map_or(0, |start| start.since(began).max(0));
    let gone = u32::try_from(gone).unwrap_or(u32::MAX);
    Band {
        at_least: days.at_least.saturating_sub(gone),
        at_most: days.at_most.map(|most| most.saturating_sub(gone)),
    }
}
