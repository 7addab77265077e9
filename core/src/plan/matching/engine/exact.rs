//! Exact prices for a flow, and whether they prove it best.
//!
//! The price of a node is what it would save to have a unit less there: the length of the shortest way on which that
//! unit goes back to the source, below zero. It depends on the flow alone, so whatever finds a flow gives the same
//! prices.
//!
//! The search is Dijkstra's, backwards from the source, on costs reduced by prices that may be wrong by a little (`slack`
//! in each step). Each step is lengthened by the slack so that none is negative. Costs are whole numbers, and a way has
//! fewer steps than there are nodes: where all its slack together stays below one, the way found is a shortest one. If it
//! does not, the last comparison says so.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::network::{at, at_mut};
use super::flow::Flow;
use super::instance::{Instance, Kind, Node, SOURCE, index, place};
use crate::words::finding::Error;

/// Prices that were reached at a finer scale: so many parts to one, and so many parts of slack in each step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grain {
    pub(super) parts: i64,
    pub(super) slack: i64,
}

/// The exact grain: whole prices without slack.
pub(super) const WHOLE: Grain = Grain { parts: 1, slack: 0 };

struct Search<'i> {
    instance: &'i Instance,
    grain: Grain,
    /// By node: the distance to the root at the reduced costs, and what the way costs.
    found: Vec<Option<(i64, i64)>>,
    /// The nodes found from this root.
    met: Vec<Node>,
    /// The exact prices of those found from earlier roots.
    prices: Vec<Option<i64>>,
    queue: BinaryHeap<Reverse<(i64, Node)>>,
}

/// Gives a flow its exact prices; `false` where they do not prove it best.
///
/// From some nodes no way leads back to the source, since earlier stages closed it. The first of them is a root of its
/// own, as dear as the prices of what leads to it allow.
pub(super) fn exact(instance: &Instance, flow: &mut Flow, grain: Grain) -> Result<bool, Error> {
    let nodes = instance.gates.len();
    let (found, prices) = (vec![None; nodes], vec![None; nodes]);
    let mut search = Search { instance, grain, found, met: Vec::new(), prices, queue: BinaryHeap::new() };
    for root in 0..place(nodes) {
        if at(&search.prices, index(root))?.is_none() {
            search.run(flow, root)?;
        }
    }
    flow.prices = search.prices.into_iter().map(Option::unwrap_or_default).collect();
    best(instance, flow)
}

impl Search<'_> {
    fn run(&mut self, flow: &Flow, root: Node) -> Result<(), Error> {
        self.met.clear();
        self.reach(root, 0, 0)?;
        while let Some(Reverse((distance, node))) = self.queue.pop() {
            let Some((nearest, cost)) = *at(&self.found, index(node))? else { continue };
            if distance == nearest {
                self.look(flow, node, distance, cost)?;
            }
        }
        let root_price = self.root_price(flow, root)?;
        for node in &self.met {
            let cost = at(&self.found, index(*node))?.map_or(0, |(_, cost)| cost);
            *at_mut(&mut self.prices, index(*node))? = Some(root_price.saturating_sub(cost));
        }
        Ok(())
    }

    /// The most that a root may be worth, by what leads to it or to those found from it.
    fn root_price(&self, flow: &Flow, root: Node) -> Result<i64, Error> {
        if root == SOURCE {
            return Ok(0);
        }
        let mut most: Option<i64> = None;
        for node in &self.met {
            let so_far = at(&self.found, index(*node))?.map_or(0, |(_, cost)| cost);
            each_into(self.instance, flow, *node, |from, cost| {
                if let Some(price) = *at(&self.prices, index(from))? {
                    let price = price.saturating_add(cost).saturating_add(so_far);
                    most = Some(most.map_or(price, |most| most.min(price)));
                }
                Ok(())
            })?;
        }
        let gate = self.instance.gate(root)?;
        let parent = at(&self.prices, index(gate.parent))?.unwrap_or_default();
        Ok(most.unwrap_or(parent.saturating_add(gate.cost)))
    }

    fn reach(&mut self, node: Node, distance: i64, cost: i64) -> Result<(), Error> {
        if at(&self.prices, index(node))?.is_some() {
            return Ok(());
        }
        let found = at_mut(&mut self.found, index(node))?;
        if found.is_none() {
            self.met.push(node);
        }
        if found.is_none_or(|(nearest, _)| distance < nearest) {
            *found = Some((distance, cost));
            self.queue.push(Reverse((distance, node)));
        }
        Ok(())
    }

    /// The length of a step against the prices.
    fn step(&self, flow: &Flow, from: Node, cost: i64, to: Node) -> Result<i64, Error> {
        let against = cost.wrapping_mul(self.grain.parts).wrapping_add(flow.price(from)?);
        Ok(against.wrapping_sub(flow.price(to)?).wrapping_add(self.grain.slack).max(0))
    }

    /// Looks from a node at every step that leads into it.
    fn look(&mut self, flow: &Flow, node: Node, distance: i64, so_far: i64) -> Result<(), Error> {
        each_into(self.instance, flow, node, |from, cost| {
            let step = self.step(flow, from, cost, node)?;
            self.reach(from, distance.saturating_add(step), so_far.saturating_add(cost))
        })
    }
}

/// Every step that the flow leaves room for and that leads into a node: where it begins, and what it costs.
fn each_into(
    instance: &Instance,
    flow: &Flow,
    node: Node,
    mut step: impl FnMut(Node, i64) -> Result<(), Error>,
) -> Result<(), Error> {
    let gate = instance.gate(node)?;
    if node != SOURCE && flow.through(node)? < gate.most {
        step(gate.parent, gate.cost)?;
    }
    match instance.kind(node)? {
        Kind::Inner => {
            for child in instance.children.of_node(node) {
                let gate = instance.gate(*child)?;
                if flow.through(*child)? > gate.least {
                    step(*child, 0_i64.saturating_sub(gate.cost))?;
                }
            }
        }
        Kind::Lot => {
            for (_, one) in flow.uses(node) {
                step(one.need, 0_i64.saturating_sub(one.cost))?;
            }
        }
        Kind::Need => {
            for pair in instance.pairs.of_node(node) {
                step(pair.lot, pair.cost)?;
            }
        }
    }
    Ok(())
}

/// Whether no step that the flow leaves room for has a negative reduced cost.
fn best(instance: &Instance, flow: &Flow) -> Result<bool, Error> {
    for node in 1..place(instance.gates.len()) {
        let gate = instance.gate(node)?;
        let (through, reduced) = (flow.through(node)?, flow.reduced(instance, node)?);
        if (reduced < 0 && through < gate.most) || (reduced > 0 && through > gate.least) {
            return Ok(false);
        }
        if instance.kind(node)? == Kind::Need {
            let price = flow.price(node)?;
            for pair in instance.pairs.of_node(node) {
                if pair.cost.wrapping_add(flow.price(pair.lot)?) < price {
                    return Ok(false);
                }
            }
        }
        for (_, one) in flow.uses(node) {
            if one.cost.wrapping_add(flow.price(node)?) > flow.price(one.need)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
