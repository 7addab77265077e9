//! Price phases: prices for all needs together, first roughly, then finer.
//!
//! A flow is *nearly best* where no step it leaves room for has a reduced cost below `-slack`. A phase takes prices that
//! were good at a coarser slack, undoes what is not nearly best at a finer one, and lets every node that is short of
//! units pull them over the cheapest arc; its own price rises until that arc is worth taking. A need raises its bid for
//! a lot at once to where its second-best way begins (as in an auction). After the finest phase the flow is best, or all but:
//! exact prices say which, and the shortest ways bring what they do not allow (cost scaling, after Goldberg and Tarjan;
//! the bids, after Bertsekas).
//!
//! What keeps phases cheap: a need looks through its pairs from the cheapest on, and no further than it must
//! ([`bids`]). When its price rises, the lots that it has become as dear at once, so that nobody bids for them in vain. Lots of
//! one unit stand apart ([`lots`]). A limit keeps its children in a heap by a price that may be out of date, but only ever
//! too low ([`gates`]).
//!
//! What is asked at every turn is marked `inline`: compiled for size, as for the browser, it would be called each time.

mod bids;
mod gates;
mod lots;
mod order;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use self::lots::{Holder, Lots};
use self::order::{Near, Order, Parts};
use super::super::flow::Flow;
use super::super::network::{Instance, Kind, Node};
use super::super::rows::{Rows, at, index, place, put};
use super::exact::{Rough, exact};
use super::paths::{Paths, undo};
use super::work::Work;
use crate::words::finding::Error;

/// By how much a phase is finer than the one before.
const FINER: i64 = 6;
/// How many turns a phase may take for each node. Two limits that hand the same units to and fro raise their prices by
/// little each time; the shortest ways are better there.
const TURNS: usize = 64;
/// Prices beyond this could leave the range of whole numbers.
const LARGEST: i64 = 1 << 60;

struct Phases<'i> {
    /// The tree, and by need its pairs.
    instance: &'i Instance<i64>,
    rows: &'i Rows<Near>,
    /// In parts. What a lot of one unit does is not kept here but in `lots`; the uses of others go by the need.
    flow: Flow<i64>,
    lots: Lots,
    slack: i64,
    /// The most by which a need without another way overbids at once.
    leap: i64,
    /// What the lots cost that a need has, while it looks for others.
    hidden: Vec<i64>,
    some_have_several: bool,
    /// By inner node: children that carry units, by what a unit of them was worth.
    heaps: Vec<BinaryHeap<Reverse<(i64, Node)>>>,
    /// By node: whether it stands in the heap of its parent.
    in_heap: Vec<bool>,
    /// What lots come from: none of these is cheaper than `floor`, and so no lot is. It is looked at again after so many
    /// turns.
    outer: Vec<Node>,
    floor: i64,
    until_floor: usize,
    /// Needs, those behind each other that look at the same lots.
    rivals: Vec<Node>,
    /// Who is to pull next stands last, so that rivals settle their bids while all that they look at is at hand.
    waiting: Vec<Node>,
    waits: Vec<bool>,
    /// How many turns are left before it is given up.
    turns: usize,
    /// Given up: a price left the range, or it took too long.
    too_far: bool,
    steps: u64,
    /// How much of that was counted as work.
    counted: u64,
}

/// The best flow of an instance with its exact prices, from a flow that its prices allow; or `None` where price phases do not
/// get there: costs or prices are too large, or turns run out.
pub(in super::super) fn run(
    instance: &Instance<i64>,
    start: Flow<i64>,
    work: &mut Work<'_>,
) -> Result<Option<Flow<i64>>, Error> {
    let costs = instance.pairs.all().map(|pair| pair.cost);
    let gates = instance.gates.iter().flat_map(|gate| [gate.first, gate.rest]).map(i64::saturating_abs);
    let largest = costs.chain(gates).max().unwrap_or(0).max(1);
    let parts = Parts::for_costs(largest, instance.shape.end);
    let in_range = |whole: &i64| parts.undone(LARGEST) >= whole.saturating_abs();
    if !in_range(&largest.saturating_mul(8)) || !start.prices.iter().all(in_range) {
        return Ok(None);
    }
    let pairs = u64::try_from(instance.pairs.len()).unwrap_or(u64::MAX);
    let order = Order::of(instance, parts);
    let flow = order.put(instance, &start);
    drop(start);
    let mut phases = Phases::new(&order, flow, parts.of(largest));
    loop {
        let before = phases.lots.holders.clone();
        phases.phase(work)?;
        if phases.too_far {
            return Ok(None);
        }
        let (finest, still) = (phases.slack == 1, !phases.some_have_several && phases.lots.holders == before);
        if phases.slack <= parts.close() || still || finest {
            // Perhaps it is best already, or all but.
            let flow = order.take_back(instance, &phases.so_far());
            let at_most = if finest { u64::MAX } else { pairs };
            if let Some(flow) = settle(instance, flow, phases.slack, parts, at_most, work)? {
                return Ok(Some(flow));
            }
        }
        if finest {
            return Ok(None);
        }
        phases.slack = phases.slack.div_euclid(FINER).max(1);
    }
}

/// The best flow with its exact prices, from one that is nearly best; or `None` where there is much to bring.
fn settle(
    instance: &Instance<i64>,
    mut flow: Flow<i64>,
    slack: i64,
    parts: Parts,
    at_most: u64,
    work: &mut Work<'_>,
) -> Result<Option<Flow<i64>>, Error> {
    if exact(instance, &mut flow, &Rough { slack, scale: |cost: i64| parts.of(cost) }) {
        return Ok(Some(flow));
    }
    undo(instance, &mut flow);
    let done = Paths::<i64>::new(instance).run(instance, &mut flow, at_most, work)?;
    Ok((done && exact(instance, &mut flow, &Rough::NOT)).then_some(flow))
}

impl<'i> Phases<'i> {
    fn new(order: &'i Order, flow: Flow<i64>, largest: i64) -> Self {
        let instance = &order.tree;
        let nodes = instance.gates.len();
        let shape = &instance.shape;
        let mut lots = Lots::of(instance, &order.rows);
        let prices = flow.prices.clone();
        let mut too_far = false;
        let mut flow = flow.renamed(shape, |lot, one| match lots.holder(lot) {
            Holder::FREE => {
                let cost = u32::try_from(one.cost).ok();
                too_far |= !cost.is_some_and(|cost| lots.give(lot, shape.need_place(one.need), cost));
                None
            }
            _ => Some((one.pair, one.cost)),
        });
        flow.prices = prices;
        for lot in shape.all_lots() {
            let holder = lots.holder(lot);
            if holder == Holder::FREE && flow.through(lot) > 0 {
                lots.set(lot, Holder::IDLE);
            } else if holder.need().is_some() && flow.through(lot) == 0 {
                lots.set(lot, holder.shut());
            }
        }
        let mut outer: Vec<Node> = shape.all_lots().map(|lot| shape.parent(lot)).collect();
        outer.sort_unstable();
        outer.dedup();
        Self {
            flow,
            rows: &order.rows,
            slack: (largest >> 3).max(1),
            leap: largest,
            hidden: Vec::new(),
            some_have_several: lots.holders.contains(&Holder::SEVERAL),
            heaps: vec![BinaryHeap::new(); index(shape.lots)],
            in_heap: vec![false; nodes],
            outer,
            floor: 0,
            until_floor: 0,
            rivals: order.rivals(),
            waiting: Vec::new(),
            waits: vec![false; nodes],
            turns: 0,
            too_far,
            steps: 0,
            counted: 0,
            instance,
            lots,
        }
    }

    /// The flow with all its lots.
    fn so_far(&self) -> Flow<i64> {
        let mut flow = self.flow.clone();
        for lot in self.instance.shape.all_lots() {
            let holder = self.lots.holder(lot);
            if holder != Holder::SEVERAL {
                put(&mut flow.through, lot, u32::from(holder.is_through()));
                put(&mut flow.in_hand, lot, holder.in_hand());
            }
        }
        for need in 0..place(self.instance.needed.len()) {
            let node = self.instance.shape.need(need);
            for held in self.lots.held(need) {
                flow.serve(held.lot, node, (node, held.cost.into()), 1);
            }
        }
        flow
    }

    fn phase(&mut self, work: &mut Work<'_>) -> Result<(), Error> {
        self.turns = self.instance.gates.len().saturating_mul(TURNS);
        self.undo_gates();
        self.find_floor();
        for need in self.instance.shape.all_needs() {
            self.undo_need(need);
        }
        self.undo_uses();
        self.fill_heaps();
        for node in 0..self.instance.shape.needs {
            self.wait(node);
        }
        let rivals = std::mem::take(&mut self.rivals);
        rivals.iter().for_each(|need| self.wait(*need));
        self.rivals = rivals;
        self.count(work)?;
        while let Some(node) = self.waiting.pop() {
            self.too_far |= self.turns == 0;
            self.turns = self.turns.saturating_sub(1);
            self.until_floor = self.until_floor.saturating_sub(1);
            if self.until_floor == 0 {
                self.find_floor();
            }
            put(&mut self.waits, node, false);
            match self.instance.shape.kind(node) {
                Kind::Need => self.bid(node),
                Kind::Lot => self.pull_into_lot(node),
                Kind::Inner => self.pull_into_inner(node),
            }
            self.count(work)?;
            if self.too_far {
                return Ok(());
            }
        }
        self.follow_all();
        Ok(())
    }

    fn count(&mut self, work: &mut Work<'_>) -> Result<(), Error> {
        let steps = self.steps.wrapping_sub(self.counted);
        self.counted = self.steps;
        work.count(steps)
    }

    fn count_steps(&mut self, steps: usize) {
        self.steps = self.steps.wrapping_add(u64::try_from(steps).unwrap_or(0));
    }

    /// What a unit of a lot is worth to a need that has it.
    fn worth(&self, need: Node, cost: i64) -> i64 {
        self.flow.price(need).wrapping_sub(cost)
    }

    /// What a unit of a lot costs: never less than where it comes from.
    #[inline]
    fn lot_price(&self, lot: Node) -> i64 {
        self.flow.price(lot).max(self.flow.price(self.instance.shape.parent(lot)))
    }

    /// A node that is short of units waits for its turn.
    #[inline]
    fn wait(&mut self, node: Node) {
        if self.missing(node).is_some() && !at(&self.waits, node) {
            put(&mut self.waits, node, true);
            self.waiting.push(node);
        }
    }

    /// How many units a node is short of.
    #[inline]
    fn missing(&self, node: Node) -> Option<u32> {
        let in_hand = self.single(node).map_or_else(|| self.flow.in_hand(node), Holder::in_hand);
        (in_hand < 0).then(|| u32::try_from(in_hand.wrapping_neg()).unwrap_or(u32::MAX))
    }

    fn raise(&mut self, node: Node, price: i64) {
        if price > self.flow.price(node) {
            put(&mut self.flow.prices, node, price);
        }
        self.too_far |= price > LARGEST;
    }
}
