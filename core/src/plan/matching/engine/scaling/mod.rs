//! Price phases: prices for all needs together, first roughly, then finer.
//!
//! A flow is *nearly best* where no step it leaves room for has a reduced cost below `-slack`. A phase takes prices that
//! were good at a coarser slack, undoes what is not nearly best at a finer one, and lets every node that is short of
//! units pull them over the cheapest arc; its own price rises until that arc is worth taking. A need raises its bid for
//! a lot at once to where its second-best way begins (as in an auction). Where costs are counted in parts, so many to
//! one that a whole way has less slack than one, a nearly best flow is best (cost scaling, after Goldberg and Tarjan;
//! the bids, after Bertsekas).
//!
//! Three short cuts keep phases cheap. A need remembers its cheapest pairs ([`lists`](super::lists)). When its price rises,
//! the lots that it has alone become as dear at once, so that nobody bids for them in vain. A limit keeps its children in
//! a heap by a price that may be out of date, but only ever too low.

mod bids;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::flow::Flow;
use super::super::network::{Instance, Kind, NONE, Node, SOURCE};
use super::super::rows::{at, index, put};
use super::exact::exact;
use super::lists::{FAR, List};
use super::order::Order;
use super::work::Work;
use crate::words::finding::Error;

/// By how much a phase is finer than the one before, and where that one moved few lots.
const FINER: i64 = 6;
const MUCH_FINER: i64 = 36;
/// One lot in so many is few.
const FEW_MOVED: usize = 16;
/// How close to whole prices a phase must come before these are tried: to one part in 2^CLOSE.
const CLOSE: u32 = 4;
/// How many turns a phase may take for each node. Two limits that hand the same units to and fro raise their prices by
/// little each time; the shortest ways are better there.
const TURNS: usize = 64;
/// How many lots of each need rise with it; all others follow at the end of the phase.
const FOLLOWED: usize = 16;
/// Who holds all units of a lot that has none.
const EMPTY: Node = NONE.wrapping_sub(1);
/// Who holds a lot that several needs have units of.
const SEVERAL: Node = NONE.wrapping_sub(2);
/// Prices beyond this could leave the range of whole numbers.
const LARGEST: i64 = 1 << 60;

struct Phases<'i> {
    /// With costs counted in parts. Offers and uses name a pair by its place in the problem.
    instance: &'i Instance<i64>,
    flow: Flow<i64>,
    slack: i64,
    /// The most by which a need without another way overbids at once.
    leap: i64,
    /// By need.
    lists: Vec<List<i64>>,
    /// By inner node: children that carry units, by what a unit of them was worth.
    heaps: Vec<BinaryHeap<Reverse<(i64, Node)>>>,
    /// Needs, those behind each other that look at the same lots.
    rivals: Vec<Node>,
    /// Who is to pull next stands last, so that rivals settle their bids while all that they look at is at hand.
    waiting: Vec<Node>,
    waits: Vec<bool>,
    /// By node: whether it stands in the heap of its parent.
    in_heap: Vec<bool>,
    /// By lot: the need that has all of its units, if one has.
    holders: Vec<Node>,
    /// By need: lots that it has alone, with what they cost it.
    held: Vec<Vec<(Node, i64)>>,
    /// How many turns are left before it is given up.
    turns: usize,
    /// Given up: a price left the range, or it took too long.
    too_far: bool,
    steps: u64,
    /// How much of that was counted as work.
    counted: u64,
}

/// The best flow of an instance with its exact prices, from a flow that its prices allow; or `None` where price phases do not
/// get there: costs or prices are too large to be counted in parts, or turns run out. The instance is again as it was, but for
/// after an error.
pub(in super::super) fn run(
    instance: &mut Instance<i64>,
    start: Flow<i64>,
    work: &mut Work<'_>,
) -> Result<Option<Flow<i64>>, Error> {
    let costs = instance.pairs.all().iter().map(|pair| pair.cost);
    let gates = instance.gates.iter().flat_map(|gate| [gate.first, gate.rest]).map(i64::saturating_abs);
    let largest = costs.chain(gates).max().unwrap_or(0).max(1);
    let parts = i64::from(instance.shape.end).saturating_add(1);
    let in_range = |number: i64, most: i64| number.saturating_abs().saturating_mul(parts) <= most;
    if !in_range(largest, LARGEST >> 3) || !start.prices.iter().all(|price| in_range(*price, LARGEST)) {
        return Ok(None);
    }
    let (order, flow) = Order::put(instance, &start, parts);
    drop(start);
    let best = Phases::new(instance, flow, largest.wrapping_mul(parts)).run(parts, work)?;
    Ok(order.take_back(instance, best))
}

impl<'i> Phases<'i> {
    fn new(instance: &'i Instance<i64>, flow: Flow<i64>, largest: i64) -> Self {
        let (nodes, needs) = (instance.gates.len(), instance.needed.len());
        let mut rivals: Vec<Node> = instance.shape.all_needs().collect();
        rivals
            .sort_unstable_by_key(|need| (instance.pairs_of(*need).next().map(|(_, pair)| pair.lot), *need));
        let holder = |lot| if instance.gate(lot).most == 0 { EMPTY } else { SEVERAL };
        Self {
            flow,
            slack: largest >> 3,
            leap: largest,
            lists: vec![List::UNKNOWN; needs],
            heaps: vec![BinaryHeap::new(); index(instance.shape.lots)],
            rivals,
            waiting: Vec::new(),
            waits: vec![false; nodes],
            in_heap: vec![false; nodes],
            holders: instance.shape.all_lots().map(holder).collect(),
            held: vec![Vec::new(); needs],
            turns: 0,
            too_far: false,
            steps: 0,
            counted: 0,
            instance,
        }
    }

    /// Phase by phase, until exact prices prove a flow best.
    fn run(mut self, parts: i64, work: &mut Work<'_>) -> Result<Option<Flow<i64>>, Error> {
        loop {
            self.slack = self.slack.max(1);
            self.turns = self.instance.gates.len().saturating_mul(TURNS);
            let before = self.holders.clone();
            self.phase(work)?;
            if self.too_far {
                return Ok(None);
            }
            if self.slack <= (parts >> CLOSE).max(1) || self.holders == before {
                // Perhaps it is best already.
                let prices = self.flow.prices.clone();
                if exact(self.instance, &mut self.flow, self.slack) {
                    // A step is far shorter than this: what left the range passed between the two.
                    let in_range = self.flow.prices.iter().all(|price| price.saturating_abs() <= LARGEST);
                    return Ok(in_range.then_some(self.flow));
                }
                self.flow.prices = prices;
            }
            if self.slack == 1 {
                return Ok(None);
            }
            let moved = before.iter().zip(&self.holders).filter(|(before, now)| before != now).count();
            let few = moved.saturating_mul(FEW_MOVED) < before.len();
            self.slack = self.slack.div_euclid(if few { MUCH_FINER } else { FINER });
        }
    }
}

impl Phases<'_> {
    fn phase(&mut self, work: &mut Work<'_>) -> Result<(), Error> {
        self.undo_gates();
        for need in self.instance.shape.all_needs() {
            self.undo_need(need);
        }
        for lot in self.instance.shape.all_lots() {
            self.undo_uses(lot);
        }
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
        // A need may have bid higher since it had all of a lot; the lot is worth that now.
        for lot in self.instance.shape.all_lots() {
            self.follow_uses(lot);
        }
        if self.holders.contains(&EMPTY) {
            for need in self.instance.shape.all_needs() {
                self.price_empty_lots(need);
            }
        }
        Ok(())
    }

    fn count(&mut self, work: &mut Work<'_>) -> Result<(), Error> {
        work.count(self.steps.wrapping_sub(self.counted))?;
        self.counted = self.steps;
        Ok(())
    }

    /// An empty lot is as dear as it takes for nobody to want it.
    fn price_empty_lots(&mut self, need: Node) {
        let instance = self.instance;
        for (_, pair) in instance.pairs_of(need) {
            if instance.gate(pair.lot).most == 0 {
                self.raise(pair.lot, self.worth(need, pair.cost));
            }
        }
    }

    /// What a unit of a lot is worth to a need that has it.
    fn worth(&self, need: Node, cost: i64) -> i64 {
        self.flow.price(need).wrapping_sub(cost)
    }

    /// A lot that is used up is worth its least use.
    fn follow_uses(&mut self, lot: Node) {
        if self.flow.through(lot) == self.instance.gate(lot).most && self.flow.in_hand(lot) <= 0 {
            let worth = self.flow.uses(lot).map(|one| self.worth(one.need, one.cost)).min();
            if let Some(worth) = worth {
                self.raise(lot, worth);
            }
        }
    }

    /// A node that is short of units waits for its turn.
    fn wait(&mut self, node: Node) {
        if self.flow.in_hand(node) < 0 && !at(&self.waits, node) {
            put(&mut self.waits, node, true);
            self.waiting.push(node);
        }
    }

    /// How many units a node is short of.
    fn missing(&self, node: Node) -> Option<u32> {
        u32::try_from(self.flow.in_hand(node).wrapping_neg()).ok().filter(|units| *units > 0)
    }

    fn take(&mut self, node: Node, units: u32) {
        self.flow.hand(node, i64::from(units).wrapping_neg());
        self.wait(node);
    }

    fn raise(&mut self, node: Node, price: i64) {
        if price > self.flow.price(node) {
            put(&mut self.flow.prices, node, price);
        }
        self.too_far |= price > LARGEST;
    }

    /// What a unit more costs through the gate of a node, and how many have room at that.
    fn through_gate(&self, node: Node) -> Option<(i64, u32)> {
        let gate = self.instance.gate(node);
        let (cost, room) = gate.more(self.flow.through(node))?;
        Some((cost.wrapping_add(self.flow.price(gate.parent)), room))
    }

    /// Lets units more through the gate of a node.
    fn open(&mut self, node: Node, units: u32) {
        let gate = self.instance.gate(node);
        let before = self.flow.through(node);
        self.flow.pass(gate.parent, node, units.into());
        let after = self.flow.through(node);
        if before <= gate.least || (before <= gate.bend && after > gate.bend) {
            self.enter_heap(node, before > gate.least);
        }
        self.wait(gate.parent);
    }

    /// Lets units fewer through the gate of a node.
    fn shut(&mut self, node: Node, units: u32) {
        let parent = self.instance.gate(node).parent;
        self.flow.pass(parent, node, i64::from(units).wrapping_neg());
        self.wait(node);
    }

    /// What a unit is worth to the parent of a node, if it gave it back, and how many are worth that.
    fn worth_back(&self, node: Node) -> Option<(i64, u32)> {
        let (cost, units) = self.instance.gate(node).last(self.flow.through(node))?;
        Some((self.worth(node, cost), units))
    }

    fn enter_heap(&mut self, node: Node, again: bool) {
        if !again && at(&self.in_heap, node) {
            return;
        }
        put(&mut self.in_heap, node, true);
        let parent = self.instance.gate(node).parent;
        if let (Some((worth, _)), Some(heap)) = (self.worth_back(node), self.heaps.get_mut(index(parent))) {
            heap.push(Reverse((worth, node)));
        }
    }

    fn fill_heaps(&mut self) {
        self.heaps.iter_mut().for_each(BinaryHeap::clear);
        self.in_heap.fill(false);
        for node in 1..self.instance.shape.end {
            if self.flow.through(node) > self.instance.gate(node).least {
                self.enter_heap(node, false);
            }
        }
    }

    /// Gates that are not nearly best are shut or opened. A lot of which nothing is used follows its limit down instead.
    fn undo_gates(&mut self) {
        for node in 1..self.instance.shape.needs {
            let gate = self.instance.gate(node);
            let through = self.flow.through(node);
            let limit = self.flow.price(gate.parent);
            if self.instance.shape.kind(node) == Kind::Lot
                && through < gate.most
                && limit < self.flow.price(node)
            {
                put(&mut self.flow.prices, node, limit);
            }
            let rise = self.flow.price(node).wrapping_sub(limit);
            if let Some((cost, room)) = gate.more(through)
                && cost.wrapping_add(self.slack) < rise
            {
                // Beyond a bend it may still be worth it.
                let beyond = gate.rest.wrapping_add(self.slack) < rise;
                let units = if beyond { gate.most.wrapping_sub(through) } else { room };
                self.open(node, units);
            } else if let Some((cost, units)) = gate.last(through)
                && cost.wrapping_sub(self.slack) > rise
            {
                let below = gate.first.wrapping_sub(self.slack) > rise;
                self.shut(node, if below { through.wrapping_sub(gate.least) } else { units });
            }
        }
    }

    /// A need takes the price of its cheapest way, and leaves what is dearer.
    fn undo_need(&mut self, need: Node) {
        let gate = self.instance.gate(need);
        let short = gate.first.wrapping_add(self.flow.price(gate.parent));
        let mut cheapest = self.write_list(need);
        let through = self.flow.through(need);
        if through < gate.most {
            cheapest = cheapest.min(short);
        }
        if cheapest >= FAR {
            return;
        }
        put(&mut self.flow.prices, need, cheapest.wrapping_add(self.slack));
        let too_dear = cheapest.wrapping_add(self.slack.wrapping_mul(2));
        if short > too_dear && through > gate.least {
            self.shut(need, through.wrapping_sub(gate.least));
        }
    }

    /// What a need has from a lot and would not take at these prices, it gives back.
    fn undo_uses(&mut self, lot: Node) {
        let price = self.flow.price(lot).wrapping_sub(self.slack);
        loop {
            let mut uses = self.flow.uses(lot);
            let Some(one) = uses.find(|one| self.worth(one.need, one.cost) < price) else { return };
            self.release(lot, one.need, one.pair, one.units);
        }
    }

    /// A lot that has passed on more than it has takes units from its limit, or from the uses worth least.
    fn pull_into_lot(&mut self, lot: Node) {
        while let Some(missing) = self.missing(lot) {
            self.steps = self.steps.wrapping_add(2);
            let above = self.through_gate(lot);
            let least = self.least_use(lot, NONE);
            match (above, least) {
                (Some((price, room)), least) if least.is_none_or(|(worth, ..)| price <= worth) => {
                    self.raise(lot, price.wrapping_add(self.slack));
                    self.open(lot, missing.min(room));
                }
                (_, Some((worth, need, pair, units))) => {
                    self.raise(lot, worth.wrapping_add(self.slack));
                    let units = missing.min(units);
                    self.release(lot, need, pair, units);
                }
                _ => {
                    self.too_far = true;
                    return;
                }
            }
        }
    }

    /// A limit, or the source, takes units from above, or back from the child to which they are worth least.
    fn pull_into_inner(&mut self, node: Node) {
        while let Some(missing) = self.missing(node) {
            self.steps = self.steps.wrapping_add(2);
            let child = self.least_child(node);
            let above = if node == SOURCE { None } else { self.through_gate(node) };
            match (above, child) {
                (above, Some((worth, child, units))) if above.is_none_or(|(price, _)| worth < price) => {
                    self.raise(node, worth.wrapping_add(self.slack));
                    self.shut(child, missing.min(units));
                }
                (Some((price, room)), _) => {
                    self.raise(node, price.wrapping_add(self.slack));
                    self.open(node, missing.min(room));
                }
                _ => self.too_far = true,
            }
            if self.too_far {
                return;
            }
        }
    }

    /// The child that carries units to which they are worth least.
    fn least_child(&mut self, node: Node) -> Option<(i64, Node, u32)> {
        while let Some(Reverse((worth, child))) = self.heaps.get(index(node))?.peek().copied() {
            let now = self.worth_back(child);
            if let Some((now, units)) = now.filter(|(now, _)| *now <= worth) {
                return Some((now, child, units));
            }
            let heap = self.heaps.get_mut(index(node))?;
            heap.pop();
            match now {
                Some((now, _)) => heap.push(Reverse((now, child))),
                None => put(&mut self.in_heap, child, false),
            }
        }
        None
    }
}
