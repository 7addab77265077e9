//! Shortest ways: units are brought, one need after the other, over the cheapest way that the flow leaves open.
//!
//! The search goes backwards, from where a unit is missing to where one is in hand, by Dijkstra's method on reduced
//! costs. Afterwards the prices passed rise by how much nearer they were than the way is long, so that the way costs
//! nothing against them and no step becomes negative. Lots never wait in the queue: a lot hands on what it was reached
//! with at once, for a step from a need that uses it costs nothing against the prices.
//!
//! It starts from any flow and any prices: what the prices do not allow is undone first ([`undo`]), and the units
//! that are then missing are brought again. So a plan for one question is a start for the next.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::fault;
use super::super::flow::Flow;
use super::super::network::{Instance, Kind, NONE, Node};
use super::super::price::Price;
use super::super::rows::{at, index, place, put};
use super::lists::{FEW, List, back};
use super::reduction::reduce;
use super::work::Work;
use crate::words::finding::Error;

/// Marks a node in the queue that was looked at before: now it is the turn of what is farther.
const FARTHER: u32 = 1 << 31;

/// By which arc a way leads from one node to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Arc {
    /// Over the gate of the next node.
    #[default]
    Gate,
    /// Back over the gate of the node itself: one unit less.
    GateBack,
    /// Over a pair.
    Pair(u32),
    /// Back over a pair: the need gives a unit up.
    PairBack(u32),
}

/// How a search reached a node.
#[derive(Clone, Copy, Debug, Default)]
struct Reached<C> {
    node: Node,
    /// Where the way leads from here, and how far it is in all.
    next: Node,
    arc: Arc,
    distance: C,
}

/// What a search has changed.
#[derive(Clone, Debug)]
pub(in super::super) struct Changed<C> {
    /// Nodes that units were carried through.
    pub(in super::super) units: Vec<Node>,
    /// Prices as they were before, in the order in which they rose.
    pub(in super::super) prices: Vec<(Node, C)>,
}

impl<C> Default for Changed<C> {
    fn default() -> Self {
        Self { units: Vec::new(), prices: Vec::new() }
    }
}

/// The search, with its working memory.
pub(in super::super) struct Paths<C, const KEPT: usize = FEW> {
    /// The nodes that the search has reached, one behind the other: they are but a part of all.
    reached: Vec<Reached<C>>,
    /// By node: its place among these. Where another stands there, or none, this search has not reached it.
    places: Vec<u32>,
    /// What was changed, where it is remembered.
    changed: Option<Changed<C>>,
    queue: BinaryHeap<Reverse<(C, Node)>>,
    /// The way that is carried, step by step.
    way: Vec<(Node, Arc, Node)>,
    /// The nearest unit in hand so far, and how far it is.
    nearest: (C, Node),
    /// By need; behind these, by inner node, the source first.
    lists: Vec<List<C, KEPT>>,
    looked: u64,
    /// How much of that was counted as work.
    counted: u64,
}

impl Paths<i64> {
    /// Brings what bids can bring; see [`reduction`](super::reduction).
    pub(in super::super) fn reduce(&mut self, instance: &Instance<i64>, flow: &mut Flow<i64>) {
        self.looked = self.looked.wrapping_add(reduce(instance, flow, &mut self.lists));
    }
}

impl<C: Price, const KEPT: usize> Paths<C, KEPT> {
    /// Whether what leads farther than the search has come waits for its turn: where much is remembered, that is most of it.
    const WAITS: bool = KEPT > FEW;

    pub(in super::super) fn new(instance: &Instance<C>) -> Self {
        let nodes = instance.gates.len();
        Self {
            reached: Vec::new(),
            places: vec![0; nodes],
            changed: None,
            queue: BinaryHeap::new(),
            way: Vec::new(),
            nearest: (C::FAR, NONE),
            lists: vec![List::UNKNOWN; instance.needed.len().saturating_add(index(instance.shape.lots))],
            looked: 0,
            counted: 0,
        }
    }

    /// Remembers from now on what it changes.
    pub(in super::super) fn remembering(self) -> Self {
        Self { changed: Some(Changed::default()), ..self }
    }

    /// What was changed since this was asked last.
    pub(in super::super) fn changed(&mut self) -> Changed<C> {
        self.changed.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Brings every unit that is missing, and takes every unit that is in hand to where it is missing. Gives up, and
    /// says so, where more than so many pairs would have to be looked at.
    pub(in super::super) fn run(
        &mut self,
        instance: &Instance<C>,
        flow: &mut Flow<C>,
        at_most: u64,
        work: &mut Work<'_>,
    ) -> Result<bool, Error> {
        self.count(work)?;
        for node in 0..instance.shape.end {
            while flow.in_hand(node) < 0 {
                if self.looked > at_most {
                    return Ok(false);
                }
                if !self.find(instance, flow, node) {
                    return Err(fault("a unit cannot be brought"));
                }
                if self.carry(instance, flow, node) == 0 {
                    return Err(fault("a way has no room"));
                }
                self.count(work)?;
            }
        }
        Ok(true)
    }

    /// Counts what was looked at since it was last counted.
    pub(super) fn count(&mut self, work: &mut Work<'_>) -> Result<(), Error> {
        let steps = self.looked.wrapping_sub(self.counted);
        self.counted = self.looked;
        work.count(steps)
    }

    /// The cheapest way on which one unit comes to a node; the prices rise. It is told step by step and not carried.
    pub(in super::super) fn find(
        &mut self,
        instance: &Instance<C>,
        flow: &mut Flow<C>,
        target: Node,
    ) -> bool {
        self.reached.clear();
        self.queue.clear();
        self.nearest = (C::FAR, NONE);
        self.reach(instance, flow, target, (C::ZERO, Arc::Gate, NONE));
        while let Some(Reverse((distance, node))) = self.queue.pop() {
            if distance >= self.nearest.0 {
                break;
            }
            if node & FARTHER != 0 {
                self.look_farther(instance, flow, node & !FARTHER, distance);
            } else if distance <= self.distance(node) {
                self.look_from(instance, flow, node, distance);
            }
        }
        let (rise, unit) = self.nearest;
        if unit == NONE {
            return false;
        }
        for Reached { node, distance, .. } in &self.reached {
            if *distance < rise {
                let before = flow.price(*node);
                if let Some(changed) = &mut self.changed {
                    changed.prices.push((*node, before));
                }
                let price = before.plus(rise.minus(*distance));
                put(&mut flow.prices, *node, price);
            }
        }
        true
    }

    fn look_from(&mut self, instance: &Instance<C>, flow: &Flow<C>, node: Node, distance: C) {
        let gate = instance.gate(node);
        if instance.shape.kind(node) == Kind::Need
            && let Some((cost, _)) = gate.more(flow.through(node))
        {
            let base = distance.minus(flow.price(node));
            let distance = base.plus(cost).plus(flow.price(gate.parent));
            self.reach(instance, flow, gate.parent, (distance, Arc::Gate, node));
        }
        if self.others(instance, node) <= C::LOW {
            self.write_list(instance, flow, node);
        }
        let so_far = if Self::WAITS { distance } else { C::FAR };
        self.look_at_remembered(instance, flow, node, so_far);
    }

    /// Looks at what is left of the pairs of a need, or of the nodes behind an inner one.
    fn look_farther(&mut self, instance: &Instance<C>, flow: &Flow<C>, node: Node, so_far: C) {
        let base = self.distance(node).minus(flow.price(node));
        match base.plus(self.others(instance, node)) <= so_far {
            true => self.look_at_all(instance, flow, node),
            false => self.look_at_remembered(instance, flow, node, C::FAR),
        }
    }

    /// Looks at what a node remembers that leads no farther than so far. What is left waits for its turn, which most often does not
    /// come.
    fn look_at_remembered(&mut self, instance: &Instance<C>, flow: &Flow<C>, node: Node, so_far: C) {
        let base = self.distance(node).minus(flow.price(node));
        let others = self.others(instance, node);
        let mut next = if others < C::FAR { base.plus(others) } else { C::FAR };
        let is_need = instance.shape.kind(node) == Kind::Need;
        let list = list_of(instance, node);
        let mut here = 0_usize;
        while let Some(offer) = self.lists.get(list).and_then(|list| list.offers().get(here).copied()) {
            here = here.wrapping_add(1);
            // Prices have only risen since it was written down.
            if base.plus(offer.value) >= next.min(self.nearest.0) {
                break;
            }
            let (cost, arc) = match is_need {
                true => (offer.cost, Arc::Pair(offer.place)),
                false => match back(instance, flow, offer.node) {
                    Some(cost) => (cost, Arc::GateBack),
                    None => continue,
                },
            };
            let distance = base.plus(cost).plus(flow.price(offer.node));
            if distance <= so_far {
                self.reach(instance, flow, offer.node, (distance, arc, node));
            } else {
                next = next.min(distance);
            }
        }
        self.looks(here.wrapping_add(1));
        if next < self.nearest.0 {
            self.queue.push(Reverse((next, node | FARTHER)));
        }
    }

    fn looks(&mut self, many: usize) {
        self.looked = self.looked.wrapping_add(u64::try_from(many).unwrap_or(0));
    }

    /// What all that a node does not remember costs at least.
    fn others(&self, instance: &Instance<C>, node: Node) -> C {
        self.lists.get(list_of(instance, node)).map_or(C::FAR, |list| list.bound)
    }

    fn write_list(&mut self, instance: &Instance<C>, flow: &Flow<C>, node: Node) {
        let Some(list) = self.lists.get_mut(list_of(instance, node)) else { return };
        match instance.shape.kind(node) {
            Kind::Need => list.write(instance, node, &flow.prices),
            _ => list.write_behind(instance, flow, node),
        }
        self.looks(many_behind(instance, node));
    }

    fn look_at_all(&mut self, instance: &Instance<C>, flow: &Flow<C>, node: Node) {
        let base = self.distance(node).minus(flow.price(node));
        let mut look = |next: Node, cost: C, arc: Arc| {
            let distance = base.plus(cost).plus(flow.price(next));
            self.reach(instance, flow, next, (distance, arc, node));
        };
        if instance.shape.kind(node) == Kind::Need {
            instance.pairs_of(node).for_each(|(here, pair)| look(pair.lot, pair.cost, Arc::Pair(here)));
        } else {
            for child in instance.shape.children(node) {
                if let Some(cost) = back(instance, flow, *child) {
                    look(*child, cost, Arc::GateBack);
                }
            }
        }
        self.looks(many_behind(instance, node));
        self.write_list(instance, flow, node);
    }

    /// A node carries units now that it did not carry: its parent may have to remember it. Whoever lets more through a gate, or
    /// changes its bounds, says so here; a unit less only makes the last one dearer to give back.
    pub(in super::super) fn carries(&mut self, instance: &Instance<C>, flow: &Flow<C>, node: Node) {
        let parent = instance.gate(node).parent;
        if let Some(cost) = back(instance, flow, node)
            && let Some(list) = self.lists.get_mut(list_of(instance, parent))
        {
            list.put(node, cost.plus(flow.price(node)));
        }
    }

    /// Forgets what it remembers of pairs and gates: prices fell, or units changed unseen.
    pub(in super::super) fn forget(&mut self) {
        self.lists.iter_mut().for_each(List::forget);
    }

    /// How the search reached a node, where it did.
    fn reached(&self, node: Node) -> Option<&Reached<C>> {
        let reached = self.reached.get(index(at(&self.places, node)));
        reached.filter(|reached| reached.node == node)
    }

    /// How far a node is that the search has reached.
    fn distance(&self, node: Node) -> C {
        self.reached(node).map_or(C::FAR, |reached| reached.distance)
    }

    /// A way leads from this node to the next; a lot hands it on at once.
    fn reach(
        &mut self,
        instance: &Instance<C>,
        flow: &Flow<C>,
        node: Node,
        (distance, arc, next): (C, Arc, Node),
    ) {
        if distance >= self.nearest.0 {
            return;
        }
        let now = Reached { node, next, arc, distance };
        match self.reached.get_mut(index(at(&self.places, node))).filter(|before| before.node == node) {
            Some(before) if distance >= before.distance => return,
            Some(before) => *before = now,
            None => {
                put(&mut self.places, node, place(self.reached.len()));
                self.reached.push(now);
            }
        }
        if flow.in_hand(node) > 0 {
            self.nearest = (distance, node);
            return;
        }
        let kind = instance.shape.kind(node);
        let base = distance.minus(flow.price(node));
        // What comes from above is looked at before all that could be taken from below.
        let gate = instance.gate(node);
        if kind != Kind::Need
            && let Some((cost, _)) = gate.more(flow.through(node))
        {
            let distance = base.plus(cost).plus(flow.price(gate.parent));
            self.reach(instance, flow, gate.parent, (distance, Arc::Gate, node));
        }
        if kind != Kind::Lot {
            if distance < self.nearest.0 {
                self.queue.push(Reverse((distance, node)));
            }
            return;
        }
        for one in flow.uses(node).filter(|one| one.need != next) {
            let distance = base.plus(flow.price(one.need)).minus(one.cost);
            self.reach(instance, flow, one.need, (distance, Arc::PairBack(one.pair), node));
        }
    }

    /// Carries as many units as the way has room for.
    pub(in super::super) fn carry(
        &mut self,
        instance: &Instance<C>,
        flow: &mut Flow<C>,
        target: Node,
    ) -> u32 {
        let mut way = std::mem::take(&mut self.way);
        way.clear();
        let mut node = self.nearest.1;
        let mut room = flow.in_hand(target).wrapping_neg().min(flow.in_hand(node));
        while node != target {
            let Some(Reached { arc, next, .. }) = self.reached(node).copied() else { return 0 };
            room = room.min(match arc {
                Arc::Gate => instance.gate(next).more(flow.through(next)).map_or(0, |(_, room)| room.into()),
                Arc::GateBack => {
                    instance.gate(node).last(flow.through(node)).map_or(0, |(_, room)| room.into())
                }
                Arc::Pair(_) => i64::MAX,
                Arc::PairBack(pair) => flow.used(next, pair).into(),
            });
            way.push((node, arc, next));
            node = next;
        }
        let units = u32::try_from(room).unwrap_or(0);
        for (node, arc, next) in way.iter().copied() {
            if let Some(changed) = &mut self.changed {
                changed.units.extend([node, next]);
            }
            match arc {
                Arc::Gate => {
                    flow.pass(node, next, units.into());
                    self.carries(instance, flow, next);
                }
                Arc::GateBack => flow.pass(next, node, i64::from(units).wrapping_neg()),
                Arc::Pair(pair) => {
                    flow.serve(node, next, (pair, instance.pairs.get(pair).cost), units);
                    flow.hand(node, i64::from(units).wrapping_neg());
                    flow.hand(next, units.into());
                }
                Arc::PairBack(pair) => {
                    flow.free(next, pair, units);
                    flow.hand(node, i64::from(units).wrapping_neg());
                    flow.hand(next, units.into());
                }
            }
        }
        self.way = way;
        units
    }
}

/// Where the list of a need or of an inner node stands.
fn list_of<C: Price>(instance: &Instance<C>, node: Node) -> usize {
    match instance.shape.kind(node) {
        Kind::Need => index(instance.shape.need_place(node)),
        _ => instance.needed.len().saturating_add(index(node)),
    }
}

/// How many pairs a need has, or nodes stand behind an inner one.
fn many_behind<C: Price>(instance: &Instance<C>, node: Node) -> usize {
    match instance.shape.kind(node) {
        Kind::Need => instance.pairs.row(instance.shape.need_place(node)).len(),
        _ => instance.shape.children(node).len(),
    }
}

/// Undoes every step that the prices do not allow: what would gain is done in full, what costs is taken back. Nodes
/// are then left with units in hand, or without some. A pair has no bound of its own, so where one would gain, the
/// price of the need falls.
pub(in super::super) fn undo<C: Price>(instance: &Instance<C>, flow: &mut Flow<C>) {
    for need in instance.shape.all_needs() {
        let cheapest = instance.pairs_of(need).map(|(_, pair)| pair.cost.plus(flow.price(pair.lot))).min();
        if let Some(cheapest) = cheapest.filter(|cheapest| *cheapest < flow.price(need)) {
            put(&mut flow.prices, need, cheapest);
        }
    }
    for node in 1..instance.shape.end {
        undo_gate(instance, flow, node);
    }
    for lot in instance.shape.all_lots() {
        undo_uses(flow, lot);
    }
}

/// Shuts or opens a gate as its price asks, within its bounds.
pub(in super::super) fn undo_gate<C: Price>(instance: &Instance<C>, flow: &mut Flow<C>, node: Node) {
    let gate = instance.gate(node);
    let price = flow.price(node).minus(flow.price(gate.parent));
    let through = flow.through(node);
    let mut wanted = through.clamp(gate.least, gate.most.max(gate.least));
    let bend = gate.bend.clamp(gate.least, gate.most);
    if wanted > gate.least && price < gate.first {
        wanted = gate.least;
    } else if wanted > bend && price < gate.rest {
        wanted = bend;
    } else if wanted < gate.most && price > gate.rest {
        wanted = gate.most;
    } else if wanted < bend && price > gate.first {
        wanted = bend;
    }
    if wanted != through {
        flow.pass(gate.parent, node, i64::from(wanted).wrapping_sub(through.into()));
    }
}

/// What a need has from a lot and would not take at these prices, it gives back.
fn undo_uses<C: Price>(flow: &mut Flow<C>, lot: Node) {
    let price = flow.price(lot);
    let dear: Vec<_> = flow.uses(lot).filter(|one| one.cost.plus(price) > flow.price(one.need)).collect();
    for one in dear {
        flow.free(lot, one.pair, one.units);
        flow.hand(lot, one.units.into());
        flow.hand(one.need, i64::from(one.units).wrapping_neg());
    }
}
