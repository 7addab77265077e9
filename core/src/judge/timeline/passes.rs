//! Forward and backward through a network: when stages begin and end, what may wait and what may not.

use super::Band;
use super::network::Network;
use crate::record::Branch;
use crate::words::value::Met;

/// When a stage begins and ends; a stage that is complete has only an end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pass {
    pub(super) begins: Option<Band>,
    pub(super) ends: Band,
}

/// By how many days the end of a stage may slip before the unit arrives later, and whether it may slip at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slack {
    /// In days; a band that is not settled by what is known has different ends.
    pub days: Band,
}

impl Slack {
    /// Whether every day more delays arrival. Unknown where the bounds leave it open.
    pub fn critical(self) -> Met {
        match (self.days.at_least, self.days.at_most) {
            (_, Some(0)) => Met::Met,
            (1.., _) => Met::Unmet,
            _ => Met::Unknown,
        }
    }
}

/// The latest day, counted from the clock start, for something to be in time. Negative: before the clock starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LatestDay {
    /// By that day it is in time even if all that follows takes as long as it may; `None`: Unknown, for what follows may
    /// take any time, or something else is or may be too late.
    pub surely: Option<i64>,
    /// After that day it is too late even if all that follows takes no longer than it must; `None`: it cannot be in time,
    /// whatever this stage does.
    pub at_best: Option<i64>,
}

impl Network<'_> {
    /// From the clock start on: when each stage begins and ends. Without the stage `but`, as if nothing had to wait for it.
    pub(super) fn forward(&self, but: Option<usize>) -> Vec<Option<Pass>> {
        let mut ends: Vec<Option<Band>> = vec![None; self.nodes.len()];
        let mut passes: Vec<Option<Pass>> = vec![None; self.nodes.len()];
        for i in self.order.iter().copied().filter(|i| Some(*i) != but) {
            let step = self.step(i, &ends);
            if let (Some(end), Some(pass)) = (ends.get_mut(i), passes.get_mut(i)) {
                *end = step.map(|(_, ends)| ends);
                *pass = step.map(|(begins, ends)| Pass { begins, ends });
            }
        }
        passes
    }

    /// When the last stage of a branch ends; day 0 where it has none.
    pub(super) fn arrival(&self, passes: &[Option<Pass>], branch: Branch) -> Band {
        let of_branch = passes.iter().enumerate().filter(|(i, _)| self.is_of(*i, branch));
        let ends = of_branch.filter_map(|(_, pass)| pass.map(|pass| pass.ends));
        ends.fold(Band::exactly(0), Band::later)
    }

    /// How long it takes from the end of each stage until all of a branch that waits for it has ended; `None`: nothing
    /// of the branch waits for it.
    pub(super) fn tails(&self, branch: Branch) -> Vec<Option<Band>> {
        let mut tails: Vec<Option<Band>> =
            (0..self.nodes.len()).map(|i| self.is_of(i, branch).then_some(Band::exactly(0))).collect();
        for i in self.order.iter().rev().copied() {
            let Some(node) = self.nodes.get(i).filter(|node| node.complete.is_none()) else { continue };
            let Some(mut through) = tails.get(i).copied().flatten().map(|tail| node.days.and_then(tail))
            else {
                continue;
            };
            if node.perhaps.is_some() {
                through.at_least = 0;
            }
            for before in &node.before {
                if let Some(tail) = tails.get_mut(*before) {
                    *tail = Some(tail.map_or(through, |tail| tail.later(through)));
                }
            }
        }
        tails
    }

    /// The slack of a stage that is not complete: the ways that do not lead through it, less those that do. What lies on
    /// every way takes as long on one as on the other, so its bounds do not count.
    pub(super) fn slack(&self, i: usize) -> Option<Slack> {
        if self.nodes.get(i)?.complete.is_some() {
            return None;
        }
        let settled = self.settled(i);
        let network = settled.as_ref().unwrap_or(self);
        let (with, without) = (network.forward(None), network.forward(Some(i)));
        let tail = network.tails(Branch::Both).get(i).copied().flatten()?;
        let through = with.get(i).copied().flatten()?.ends.and_then(tail);
        let around = network.arrival(&without, Branch::Both);
        let at_least = through.at_most.map_or(0, |through| around.at_least.saturating_sub(through));
        let at_most = around.at_most.map(|around| around.saturating_sub(through.at_least));
        Some(Slack { days: Band { at_least, at_most } })
    }

    /// The same network with the stages that lie on every way, but for `i`, taking no longer than they must; `None` where
    /// that changes nothing.
    fn settled(&self, i: usize) -> Option<Network<'_>> {
        let open: Vec<usize> = self
            .order
            .iter()
            .copied()
            .filter(|j| self.nodes.get(*j).is_some_and(|n| n.complete.is_none()))
            .collect();
        let common: Vec<usize> = open
            .iter()
            .copied()
            .filter(|c| *c != i)
            .filter(|c| self.nodes.get(*c).is_some_and(|node| node.days.known().is_none()))
            .filter(|c| self.on_every_way(*c, &open))
            .collect();
        if common.is_empty() {
            return None;
        }
        let mut nodes = self.nodes.clone();
        for c in common {
            if let Some(node) = nodes.get_mut(c) {
                node.days = Band::exactly(node.days.at_least);
            }
        }
        Some(Network { stages: self.stages, nodes, order: self.order.clone() })
    }

    /// Whether every way leads through a stage: each other one is before or behind it, and nothing behind it begins or
    /// ends by anything else.
    fn on_every_way(&self, c: usize, open: &[usize]) -> bool {
        let node = |i: usize| self.nodes.get(i);
        let plain = |i: usize| {
            node(i).is_some_and(|n| {
                n.release == Band::exactly(0) && n.held.is_none() && n.perhaps.is_none() && !n.adrift
            })
        };
        let mut behind = vec![false; self.nodes.len()];
        let mut ahead = vec![false; self.nodes.len()];
        let is = |flags: &[bool], i: usize| flags.get(i).copied().unwrap_or_default();
        for i in open {
            let waits = node(*i).is_some_and(|n| n.before.iter().any(|b| *b == c || is(&behind, *b)));
            if let Some(flag) = behind.get_mut(*i) {
                *flag = waits;
            }
        }
        for i in open.iter().rev() {
            if *i == c || is(&ahead, *i) {
                for before in node(*i).into_iter().flat_map(|n| &n.before) {
                    if let Some(flag) = ahead.get_mut(*before) {
                        *flag = true;
                    }
                }
            }
        }
        let complete = self.nodes.iter().all(|n| n.complete.is_none_or(|at| at.at_most == Some(0)));
        complete
            && node(c).is_some_and(|n| n.held.is_none() && n.perhaps.is_none() && !n.adrift)
            && open.iter().all(|i| *i == c || is(&ahead, *i) || (is(&behind, *i) && plain(*i)))
    }

    /// The latest day on which a stage that is not complete can end so that a branch is there by a day.
    pub(super) fn latest_end(&self, i: usize, branch: Branch, by: u32) -> Option<LatestDay> {
        let tail = self.tails(branch).get(i).copied().flatten()?;
        if self.nodes.get(i)?.complete.is_some() {
            return None;
        }
        let around = self.arrival(&self.forward(Some(i)), branch);
        let before = |days: u32| i64::from(by).saturating_sub(days.into());
        Some(LatestDay {
            surely: tail.at_most.filter(|_| around.at_most.is_some_and(|most| most <= by)).map(before),
            at_best: (around.at_least <= by).then(|| before(tail.at_least)),
        })
    }

    /// The way on which the latest day of arrival hangs, from its first stage: the longest where all takes as long as it
    /// may; where some length is Unknown, the longest with such a stage in it, by what is known. Of ways as long, that of
    /// the ids that come first.
    pub(super) fn critical_path(&self, passes: &[Option<Pass>]) -> Vec<usize> {
        let end = |i: usize| passes.get(i).copied().flatten().map(|pass| pass.ends);
        // An Unknown end is later than any that is known.
        let rank =
            |i: usize| end(i).map(|ends| (ends.at_most.is_none(), ends.at_most.unwrap_or(ends.at_least)));
        let id = |i: usize| self.stages.get(i).map(|stage| &stage.id);
        let last = |places: &mut dyn Iterator<Item = usize>| {
            places.max_by(|a, b| rank(*a).cmp(&rank(*b)).then_with(|| id(*b).cmp(&id(*a))))
        };
        let mut at = last(
            &mut (0..self.nodes.len()).filter(|i| self.nodes.get(*i).is_some_and(|n| n.complete.is_none())),
        );
        let mut path = Vec::new();
        while let Some(i) = at {
            path.push(i);
            let Some(node) = self.nodes.get(i) else { break };
            let before = last(&mut node.before.iter().copied());
            at = before.filter(|before| self.governs(*before, i, passes));
        }
        path.reverse();
        path
    }

    /// Whether the end of one stage is what the end of another that waits for it hangs on.
    fn governs(&self, before: usize, i: usize, passes: &[Option<Pass>]) -> bool {
        let pass = |i: usize| passes.get(i).copied().flatten();
        let (Some(node), Some(Pass { begins: Some(begins), .. })) = (self.nodes.get(i), pass(i)) else {
            return false;
        };
        let Some(prior) = pass(before).and_then(|pass| pass.ends.at_most) else { return true };
        let planned = begins.and_then(node.days).at_most;
        let waits_for_others = match (node.held.map(|held| held.at_most), planned) {
            (Some(None), planned) => planned.is_some(),
            (Some(Some(held)), Some(planned)) => held > planned,
            _ => false,
        };
        !waits_for_others && begins.at_most == Some(prior)
    }
}
