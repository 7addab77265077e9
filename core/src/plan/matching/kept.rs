//! A plan that is kept warm: it follows changes of units, and remembers which nodes these touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use super::engine::{MANY, Paths, Solved, Stage, Work, undo_gate};
use super::fault;
use super::flow::Flow;
use super::network::{Node, SOURCE};
use super::numbers::Numbers;
use super::price::Words;
use super::rows::{at, index, put};
use super::warm::{Warm, side_by_side};
use crate::words::finding::Error;

/// The units of a plan.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// Through the gate of each node.
    pub(super) through: Vec<u32>,
    /// By lot, over each of its pairs that is used.
    pub(super) uses: BTreeMap<Node, BTreeMap<u32, u32>>,
}

/// A plan that is kept warm, whatever its stages.
pub(super) trait Kept: Debug + Send + Sync {
    /// Moves to the best plan of other numbers, of which it is told where bounds of gates differ, and which needs need more
    /// or less. Gives the nodes that may have other units now. Where it fails, only its prices are those of before, and it is
    /// to be told where it stood.
    fn follow(
        &mut self,
        numbers: &Numbers,
        gates: &[Node],
        needs: &[(u32, i64)],
        work: &mut Work<'_>,
    ) -> Result<BTreeSet<Node>, Error>;

    /// Has these units again, which its prices prove best at these numbers.
    fn stand(&mut self, numbers: &Numbers, standing: &Standing);

    /// The units of the plan.
    fn standing(&self) -> Standing;

    /// The units through the gate of a node.
    fn through(&self, node: Node) -> u32;

    /// The units over the pairs of a lot.
    fn uses(&self, lot: Node) -> BTreeMap<u32, u32>;

    /// The plan, stage by stage.
    fn solved(&self, stages: Vec<Stage>) -> Result<Solved, Error>;
}

/// Keeps a plan warm.
pub(super) fn keep(numbers: &Numbers, solved: &Solved) -> Result<Box<dyn Kept>, Error> {
    fn keep_by<const N: usize>(numbers: &Numbers, solved: &Solved) -> Result<Box<dyn Kept>, Error> {
        let warm = Warm::<N>::of(numbers, solved);
        let paths = Paths::new(&warm.instance).remembering();
        Ok(Box::new(WarmPlan { warm, paths }))
    }
    side_by_side!(solved.stages, keep_by(numbers, solved))
}

struct WarmPlan<const N: usize> {
    warm: Warm<N>,
    paths: Paths<Words<N>, MANY>,
}

impl<const N: usize> Debug for WarmPlan<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WarmPlan").finish_non_exhaustive()
    }
}

impl<const N: usize> Kept for WarmPlan<N> {
    fn follow(
        &mut self,
        numbers: &Numbers,
        gates: &[Node],
        needs: &[(u32, i64)],
        work: &mut Work<'_>,
    ) -> Result<BTreeSet<Node>, Error> {
        let Warm { instance, flow } = &mut self.warm;
        let mut touched = BTreeSet::new();
        for (row, more) in needs {
            put(&mut instance.needed, *row, at(&numbers.needed, *row));
            flow.hand(instance.shape.need(*row), more.saturating_neg());
            flow.hand(SOURCE, *more);
        }
        for node in gates {
            if let Some(gate) = instance.gates.get_mut(index(*node)) {
                gate.bound_as(&at(&numbers.gates, *node));
            }
        }
        for node in gates {
            undo_gate(instance, flow, *node);
            self.paths.carries(instance, flow, *node);
            touched.insert(*node);
        }
        let brought = self.paths.run(instance, flow, u64::MAX, work);
        let changed = self.paths.changed();
        if brought.is_err() {
            for (node, price) in changed.prices.into_iter().rev() {
                put(&mut flow.prices, node, price);
            }
        }
        touched.extend(changed.units);
        match brought? {
            true => Ok(touched),
            false => Err(fault("a change cannot be followed")),
        }
    }

    fn stand(&mut self, numbers: &Numbers, standing: &Standing) {
        let Warm { instance, flow } = &mut self.warm;
        instance.needed.clone_from(&numbers.needed);
        for (gate, now) in instance.gates.iter_mut().zip(&numbers.gates) {
            gate.bound_as(now);
        }
        let prices = std::mem::take(&mut flow.prices);
        *flow = Flow::empty(instance);
        flow.prices = prices;
        self.paths.forget();
        for (node, units) in (0..).zip(&standing.through).skip(1) {
            flow.pass(instance.shape.parent(node), node, (*units).into());
        }
        for (lot, uses) in &standing.uses {
            for (pair, units) in uses {
                let need = instance.shape.need(numbers.need_of(*pair));
                flow.serve(*lot, need, (*pair, instance.pairs.get(*pair).cost), *units);
                flow.hand(*lot, i64::from(*units).saturating_neg());
                flow.hand(need, (*units).into());
            }
        }
    }

    fn standing(&self) -> Standing {
        let Warm { instance, flow } = &self.warm;
        let mut uses: BTreeMap<Node, BTreeMap<u32, u32>> = BTreeMap::new();
        for (lot, one) in flow.all_uses(&instance.shape) {
            uses.entry(lot).or_default().insert(one.pair, one.units);
        }
        Standing { through: flow.through.clone(), uses }
    }

    fn through(&self, node: Node) -> u32 {
        self.warm.flow.through(node)
    }

    fn uses(&self, lot: Node) -> BTreeMap<u32, u32> {
        self.warm.flow.uses(lot).map(|one| (one.pair, one.units)).collect()
    }

    fn solved(&self, stages: Vec<Stage>) -> Result<Solved, Error> {
        self.warm.clone().solved(stages)
    }
}
