//! Exact prices for a flow, and whether they prove it best.
//!
//! The price of a node is what it would save to have a unit less there: the length of the shortest way on which that
//! unit goes back to the source, below zero. It depends on what is best alone, so whatever finds a flow gives the same
//! prices.
//!
//! The search is Dijkstra's, backwards from the source, on costs reduced by prices that may be wrong by a little (`slack`
//! in each step). Each step is lengthened by the slack so that none is negative. Where costs are multiples of one number, and
//! a way has fewer steps than that number has slacks in it, the way found is a shortest one. If it is not, or costs were
//! counted with less care, the last comparison says so. Prices are sums of costs, and so multiples of that number too.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::flow::Flow;
use super::super::network::{Instance, Kind, Node, SOURCE};
use super::super::price::Price;
use super::super::rows::{at, put};

/// Prices that may be wrong by a little in each step, and how costs are counted in them.
pub(in super::super) struct Rough<C, S> {
    pub(in super::super) slack: C,
    pub(in super::super) scale: S,
}

impl<C: Price> Rough<C, fn(C) -> C> {
    /// Prices that are right.
    pub(in super::super) const NOT: Self = Self { slack: C::ZERO, scale: |cost| cost };
}

struct Search<'i, C, S> {
    instance: &'i Instance<C>,
    flow: &'i Flow<C>,
    rough: &'i Rough<C, S>,
    /// By node: the distance to the root at the reduced costs, below all where it was found from an earlier root; and what
    /// the way costs.
    distances: Vec<C>,
    costs: Vec<C>,
    /// The nodes found from this root.
    met: Vec<Node>,
    /// By node: the root from which it was found, counted from 1.
    found: Vec<u32>,
    root: u32,
    /// The exact prices of those found from earlier roots.
    prices: Vec<C>,
    queue: BinaryHeap<Reverse<(C, Node)>>,
}

/// Gives a flow its exact prices; `false` where they do not prove it best. The prices it has may be wrong by the slack in each
/// step, in the unit of the costs.
///
/// From some nodes no way leads back to the source, since earlier stages closed it. The first of them is a root of its
/// own, as dear as the prices of what leads to it allow.
pub(in super::super) fn exact<C: Price, S: Fn(C) -> C>(
    instance: &Instance<C>,
    flow: &mut Flow<C>,
    rough: &Rough<C, S>,
) -> bool {
    let nodes = instance.gates.len();
    let mut search = Search {
        instance,
        flow,
        rough,
        distances: vec![C::FAR; nodes],
        costs: vec![C::ZERO; nodes],
        met: Vec::new(),
        found: vec![0; nodes],
        root: 0,
        prices: vec![C::ZERO; nodes],
        queue: BinaryHeap::new(),
    };
    for root in SOURCE..instance.shape.end {
        if at(&search.found, root) == 0 {
            search.run(root);
        }
    }
    flow.prices = search.prices;
    best(instance, flow)
}

impl<C: Price, S: Fn(C) -> C> Search<'_, C, S> {
    fn run(&mut self, root: Node) {
        self.met.clear();
        self.root = self.root.wrapping_add(1);
        self.reach(root, C::ZERO, C::ZERO);
        while let Some(Reverse((distance, node))) = self.queue.pop() {
            if distance <= at(&self.distances, node) {
                self.look(node, distance);
            }
        }
        let root_price = self.root_price(root);
        for node in &self.met {
            let price = root_price.minus(at(&self.costs, *node));
            put(&mut self.prices, *node, price);
            put(&mut self.distances, *node, C::LOW);
        }
    }

    /// The most that a root may be worth, by what leads to it or to those found from it.
    fn root_price(&self, root: Node) -> C {
        if root == SOURCE {
            return C::ZERO;
        }
        let earlier = |from: Node| (1..self.root).contains(&at(&self.found, from));
        let mut most = None;
        for node in &self.met {
            let so_far = at(&self.costs, *node);
            let lower = |most: &mut Option<C>, from, cost: C| {
                let price = at(&self.prices, from).plus(cost).plus(so_far);
                *most = Some(most.map_or(price, |most| most.min(price)));
            };
            each_into(self.instance, self.flow, *node, &mut most, |_, from| earlier(from), lower);
        }
        let gate = self.instance.gate(root);
        most.unwrap_or_else(|| at(&self.prices, gate.parent).plus(gate.rest))
    }

    /// A way leads from this node to the root; a lot hands it on at once.
    fn reach(&mut self, node: Node, distance: C, cost: C) {
        if at(&self.found, node) == 0 {
            put(&mut self.found, node, self.root);
            self.met.push(node);
        }
        put(&mut self.distances, node, distance);
        put(&mut self.costs, node, cost);
        match self.instance.shape.kind(node) {
            Kind::Lot => self.look(node, distance),
            _ => self.queue.push(Reverse((distance, node))),
        }
    }

    /// Looks from a node at every step that leads into it.
    fn look(&mut self, node: Node, distance: C) {
        let so_far = at(&self.costs, node);
        let (instance, flow, rough) = (self.instance, self.flow, self.rough);
        let price = flow.price(node);
        // No step shortens a way, so what was found no farther away than this node stays as it is. That is most of what leads
        // into it.
        let wants = |search: &Self, from| distance < at(&search.distances, from);
        each_into(instance, flow, node, self, wants, |search, from, cost| {
            let step = (rough.scale)(cost).plus(flow.price(from)).minus(price).plus(rough.slack);
            let distance = distance.plus(step.max(C::ZERO));
            if distance < at(&search.distances, from) {
                search.reach(from, distance, so_far.plus(cost));
            }
        });
    }
}

/// Every step that the flow leaves room for and that leads into a node, from where it is wanted: where it begins, and what it
/// costs.
fn each_into<C: Price, T>(
    instance: &Instance<C>,
    flow: &Flow<C>,
    node: Node,
    to: &mut T,
    wants: impl Fn(&T, Node) -> bool,
    mut step: impl FnMut(&mut T, Node, C),
) {
    let parent = instance.shape.parent(node);
    if node != SOURCE
        && wants(to, parent)
        && let Some((cost, _)) = instance.gate(node).more(flow.through(node))
    {
        step(to, parent, cost);
    }
    match instance.shape.kind(node) {
        Kind::Inner => {
            for child in instance.shape.children(node) {
                let through = flow.through(*child);
                if through > 0
                    && wants(to, *child)
                    && let Some((cost, _)) = instance.gate(*child).last(through)
                {
                    step(to, *child, C::ZERO.minus(cost));
                }
            }
        }
        Kind::Lot => {
            for one in flow.uses(node) {
                if wants(to, one.need) {
                    step(to, one.need, C::ZERO.minus(one.cost));
                }
            }
        }
        Kind::Need => instance.pairs.each(instance.shape.need_place(node), |_, pair| {
            if wants(to, pair.lot) {
                step(to, pair.lot, pair.cost);
            }
        }),
    }
}

/// Whether the flow keeps to its bounds, and no step that it leaves room for has a negative reduced cost.
pub(in super::super) fn best<C: Price>(instance: &Instance<C>, flow: &Flow<C>) -> bool {
    let gates = (1..instance.shape.end).all(|node| {
        let gate = instance.gate(node);
        let (through, rise) = (flow.through(node), flow.price(node).minus(flow.price(gate.parent)));
        (gate.least..=gate.most).contains(&through)
            && gate.more(through).is_none_or(|(cost, _)| rise <= cost)
            && gate.last(through).is_none_or(|(cost, _)| rise >= cost)
    });
    let pairs = instance.shape.all_needs().all(|need| {
        let price = flow.price(need);
        instance.pairs_of(need).all(|(_, pair)| pair.cost.plus(flow.price(pair.lot)) >= price)
    });
    let uses = || {
        flow.all_uses(&instance.shape)
            .all(|(lot, one)| one.cost.plus(flow.price(lot)) <= flow.price(one.need))
    };
    gates && pairs && uses() && flow.in_hand.iter().all(|units| *units == 0)
}
