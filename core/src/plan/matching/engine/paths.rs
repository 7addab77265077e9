//! Shortest ways: units are brought, one need after the other, over the cheapest way that the flow leaves open.
//!
//! The search goes backwards, from where a unit is missing to where one is in hand, by Dijkstra's method on reduced
//! costs. Afterwards the prices passed rise by how much nearer they were than the way is long, so that the way costs
//! nothing against them and no step becomes negative. Lots never wait in the queue: a lot hands on what it was reached
//! with at once, for a step from a need that uses it costs nothing against the prices.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::network::{at, at_mut, fault};
use super::flow::{Flow, serving};
use super::instance::{Instance, Kind, NONE, Node, SOURCE, index};
use crate::words::finding::Error;

const FAR: i64 = i64::MAX;

/// By which arc a way leads from one node to the next.
#[derive(Clone, Copy, Debug)]
enum Arc {
    /// Over the gate of the next node.
    Gate,
    /// Back over the gate of the node itself: one unit less.
    GateBack,
    /// Over a pair.
    Pair(u32),
    /// Back over a pair: the need gives a unit up.
    PairBack(u32),
}

#[derive(Clone, Copy, Debug)]
struct Label {
    search: u32,
    arc: Arc,
    next: Node,
    distance: i64,
}

/// The search, with its working memory.
pub(super) struct Paths {
    labels: Vec<Label>,
    met: Vec<Node>,
    queue: BinaryHeap<Reverse<(i64, Node)>>,
    search: u32,
    /// The nearest unit in hand so far, and how far it is.
    nearest: (i64, Node),
    /// How many pairs have been looked at.
    pub(super) looked: u64,
}

impl Paths {
    pub(super) fn new(nodes: usize) -> Self {
        let label = Label { search: 0, arc: Arc::Gate, next: NONE, distance: FAR };
        Self {
            labels: vec![label; nodes],
            met: Vec::new(),
            queue: BinaryHeap::new(),
            search: 0,
            nearest: (FAR, NONE),
            looked: 0,
        }
    }

    /// Brings every unit that is missing, and takes every unit that is in hand to where it is missing. Gives up, and
    /// says so, where more than so many pairs would have to be looked at.
    pub(super) fn run(&mut self, instance: &Instance, flow: &mut Flow, at_most: u64) -> Result<bool, Error> {
        for node in 0..super::instance::place(instance.gates.len()) {
            while *at(&flow.in_hand, index(node))? < 0 {
                if self.looked > at_most {
                    return Ok(false);
                }
                self.find(instance, flow, node)?;
                self.carry(instance, flow, node)?;
            }
        }
        Ok(true)
    }

    /// Finds the nearest unit in hand, and raises the prices.
    fn find(&mut self, instance: &Instance, flow: &mut Flow, target: Node) -> Result<(), Error> {
        self.search = self.search.checked_add(1).ok_or_else(|| fault("too many searches were made"))?;
        self.met.clear();
        self.queue.clear();
        self.nearest = (FAR, NONE);
        self.reach(instance, flow, target, (0, Arc::Gate, NONE))?;
        while let Some(Reverse((distance, node))) = self.queue.pop() {
            if distance >= self.nearest.0 {
                break;
            }
            if distance > at(&self.labels, index(node))?.distance {
                continue;
            }
            match instance.kind(node)? {
                Kind::Need => self.look_from_need(instance, flow, node, distance)?,
                _ => self.look_from_inner(instance, flow, node, distance)?,
            }
        }
        let (rise, unit) = self.nearest;
        if unit == NONE {
            return Err(fault("a unit cannot be brought"));
        }
        for node in &self.met {
            let near = rise.saturating_sub(at(&self.labels, index(*node))?.distance);
            if near > 0 {
                let price = at_mut(&mut flow.prices, index(*node))?;
                *price = price.wrapping_add(near);
            }
        }
        Ok(())
    }

    fn look_from_need(
        &mut self,
        instance: &Instance,
        flow: &Flow,
        need: Node,
        distance: i64,
    ) -> Result<(), Error> {
        let gate = instance.gate(need)?;
        if flow.through(need)? < gate.most {
            let cost = flow.reduced(instance, need)?;
            self.reach(instance, flow, gate.parent, (distance.saturating_add(cost), Arc::Gate, need))?;
        }
        let base = distance.wrapping_sub(flow.price(need)?);
        let range = instance.pairs.range(need);
        let pairs = instance.pairs.of_node(need);
        self.looked = self.looked.saturating_add(u64::try_from(pairs.len()).unwrap_or(u64::MAX));
        for (pair, place) in pairs.iter().zip(range) {
            let distance = base.wrapping_add(pair.cost).wrapping_add(flow.price(pair.lot)?);
            if distance < self.nearest.0 {
                self.reach(
                    instance,
                    flow,
                    pair.lot,
                    (distance, Arc::Pair(super::instance::place(place)), need),
                )?;
            }
        }
        Ok(())
    }

    fn look_from_inner(
        &mut self,
        instance: &Instance,
        flow: &Flow,
        node: Node,
        distance: i64,
    ) -> Result<(), Error> {
        if node != SOURCE && flow.through(node)? < instance.gate(node)?.most {
            let cost = flow.reduced(instance, node)?;
            let parent = instance.gate(node)?.parent;
            self.reach(instance, flow, parent, (distance.saturating_add(cost), Arc::Gate, node))?;
        }
        for child in instance.children.of_node(node) {
            if flow.through(*child)? > instance.gate(*child)?.least {
                let cost = 0_i64.saturating_sub(flow.reduced(instance, *child)?);
                self.reach(instance, flow, *child, (distance.saturating_add(cost), Arc::GateBack, node))?;
            }
        }
        Ok(())
    }

    /// A way leads from this node to the next; a lot hands it on at once.
    fn reach(
        &mut self,
        instance: &Instance,
        flow: &Flow,
        node: Node,
        (distance, arc, next): (i64, Arc, Node),
    ) -> Result<(), Error> {
        if distance >= self.nearest.0 {
            return Ok(());
        }
        let label = at_mut(&mut self.labels, index(node))?;
        if label.search == self.search {
            if distance >= label.distance {
                return Ok(());
            }
        } else {
            self.met.push(node);
        }
        *label = Label { search: self.search, arc, next, distance };
        if *at(&flow.in_hand, index(node))? > 0 {
            self.nearest = (distance, node);
            return Ok(());
        }
        if instance.kind(node)? != Kind::Lot {
            self.queue.push(Reverse((distance, node)));
            return Ok(());
        }
        let gate = instance.gate(node)?;
        if flow.through(node)? < gate.most {
            let cost = flow.reduced(instance, node)?;
            self.reach(instance, flow, gate.parent, (distance.saturating_add(cost), Arc::Gate, node))?;
        }
        let price = flow.price(node)?;
        for (_, one) in flow.uses(node).filter(|(_, one)| one.need != next) {
            let cost = flow.price(one.need)?.wrapping_sub(one.cost).wrapping_sub(price);
            let step = (distance.saturating_add(cost), Arc::PairBack(one.pair), node);
            self.reach(instance, flow, one.need, step)?;
        }
        Ok(())
    }

    /// Carries as many units as the way has room for.
    fn carry(&mut self, instance: &Instance, flow: &mut Flow, target: Node) -> Result<(), Error> {
        let from = self.nearest.1;
        let missing = 0_i64.saturating_sub(*at(&flow.in_hand, index(target))?);
        let mut room = missing.min(*at(&flow.in_hand, index(from))?);
        let mut node = from;
        while node != target {
            let Label { arc, next, .. } = *at(&self.labels, index(node))?;
            room = room.min(match arc {
                Arc::Gate => instance.gate(next)?.most.saturating_sub(flow.through(next)?).into(),
                Arc::GateBack => flow.through(node)?.saturating_sub(instance.gate(node)?.least).into(),
                Arc::Pair(_) => i64::MAX,
                Arc::PairBack(pair) => flow.used(next, pair).into(),
            });
            node = next;
        }
        let units =
            u32::try_from(room).ok().filter(|units| *units > 0).ok_or_else(|| fault("a way has no room"))?;
        node = from;
        while node != target {
            let Label { arc, next, .. } = *at(&self.labels, index(node))?;
            match arc {
                Arc::Gate => {
                    let through = at_mut(&mut flow.through, index(next))?;
                    *through = through.saturating_add(units);
                }
                Arc::GateBack => {
                    let through = at_mut(&mut flow.through, index(node))?;
                    *through = through.saturating_sub(units);
                }
                Arc::Pair(pair) => {
                    let cost = instance.pairs.get(pair)?.cost;
                    flow.serve(node, serving(next, pair, cost, units))?;
                }
                Arc::PairBack(pair) => flow.free(next, pair, units)?,
            }
            node = next;
        }
        flow.hand(from, 0_i64.saturating_sub(units.into()))?;
        flow.hand(target, units.into())
    }
}
