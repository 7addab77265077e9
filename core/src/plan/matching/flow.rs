//! A flow on an instance, with the prices it is judged by.
//!
//! A step is a unit more over a gate or a pair, or a unit less over one that carries some. Against the prices a step
//! costs what its arc costs, plus the price where it begins, minus the price where it ends: its reduced cost. A flow is
//! best where no step that it leaves room for has a negative one.

use super::network::{Instance, NONE, Node, SOURCE, Shape};
use super::price::Price;
use super::rows::{at, index, moved, place, put};

/// Units that a need has from a lot.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Use<C> {
    pub(super) need: Node,
    /// The place of the pair among all pairs of the instance; or, once it is on edges, among those of the problem.
    pub(super) pair: u32,
    pub(super) units: u32,
    next: u32,
    pub(super) cost: C,
}

#[derive(Clone, Debug)]
pub(super) struct Flow<C> {
    /// Units through the gate of each node.
    pub(super) through: Vec<u32>,
    /// Units that a node has and has not passed on; below zero, units it has passed on or needs and does not have.
    pub(super) in_hand: Vec<i64>,
    /// What a unit is worth at each node, at the prices reached so far.
    pub(super) prices: Vec<C>,
    /// By node: the first use of a lot.
    first: Vec<u32>,
    uses: Vec<Use<C>>,
    free: u32,
}

impl<C: Price> Flow<C> {
    /// Nothing flows but what gates let through of themselves; all units that are needed are at the source.
    pub(super) fn start(instance: &Instance<C>) -> Self {
        let mut flow = Self::empty(instance);
        for (node, gate) in (0..instance.shape.end).zip(&instance.gates).skip(1) {
            flow.pass(gate.parent, node, gate.start().into());
        }
        for need in instance.shape.all_needs() {
            // A need is worth the cheapest way to it.
            let short = instance.gate(need).first;
            let mut cheapest = short;
            instance
                .pairs
                .each(instance.shape.need_place(need), |_, pair| cheapest = cheapest.min(pair.cost));
            put(&mut flow.prices, need, cheapest);
        }
        flow
    }

    /// Nothing flows, and nothing has a price; all units that are needed are at the source.
    pub(super) fn empty(instance: &Instance<C>) -> Self {
        let mut flow = Self {
            through: vec![0; instance.gates.len()],
            in_hand: vec![0; instance.gates.len()],
            prices: vec![C::ZERO; instance.gates.len()],
            first: vec![NONE; instance.gates.len()],
            uses: Vec::new(),
            free: NONE,
        };
        for need in instance.shape.all_needs() {
            let units = i64::from(instance.needed(need));
            flow.hand(need, units.wrapping_neg());
            flow.hand(SOURCE, units);
        }
        flow
    }

    /// Gives units to a node, or takes them from it.
    pub(super) fn hand(&mut self, node: Node, units: i64) {
        if let Some(in_hand) = self.in_hand.get_mut(index(node)) {
            *in_hand = in_hand.wrapping_add(units);
        }
    }

    /// Lets so many units more through the gate of a node, or fewer.
    pub(super) fn pass(&mut self, parent: Node, node: Node, units: i64) {
        let through = i64::from(at(&self.through, node)).wrapping_add(units);
        put(&mut self.through, node, u32::try_from(through).unwrap_or(0));
        self.hand(node, units);
        self.hand(parent, units.wrapping_neg());
    }

    /// Lets units through all gates from the source to a node.
    pub(super) fn carry(&mut self, shape: &Shape, node: Node, units: u32) {
        let mut node = node;
        while node != SOURCE {
            self.pass(shape.parent(node), node, units.into());
            node = shape.parent(node);
        }
    }

    pub(super) fn in_hand(&self, node: Node) -> i64 {
        at(&self.in_hand, node)
    }

    pub(super) fn price(&self, node: Node) -> C {
        at(&self.prices, node)
    }

    pub(super) fn through(&self, node: Node) -> u32 {
        at(&self.through, node)
    }

    /// The uses of a lot.
    pub(super) fn uses(&self, lot: Node) -> Uses<'_, C> {
        Uses { all: &self.uses, next: self.first.get(index(lot)).copied().unwrap_or(NONE) }
    }

    /// How many units a need has from a lot over a pair.
    pub(super) fn used(&self, lot: Node, pair: u32) -> u32 {
        self.uses(lot).find(|one| one.pair == pair).map_or(0, |one| one.units)
    }

    /// Every use, lot by lot.
    pub(super) fn all_uses<'f>(&'f self, shape: &Shape) -> impl Iterator<Item = (Node, Use<C>)> + use<'f, C> {
        shape.all_lots().flat_map(|lot| self.uses(lot).map(move |one| (lot, one)))
    }

    /// Adds units to a use, or begins one.
    pub(super) fn serve(&mut self, lot: Node, need: Node, (pair, cost): (u32, C), units: u32) {
        let mut here = at(&self.first, lot);
        while let Some(one) = self.uses.get_mut(index(here)) {
            if one.pair == pair {
                one.units = one.units.wrapping_add(units);
                return;
            }
            here = one.next;
        }
        let one = Use { need, pair, units, next: at(&self.first, lot), cost };
        let slot = self.free;
        match self.uses.get_mut(index(slot)) {
            Some(old) => {
                self.free = old.next;
                *old = one;
                put(&mut self.first, lot, slot);
            }
            None => {
                put(&mut self.first, lot, place(self.uses.len()));
                self.uses.push(one);
            }
        }
    }

    /// Takes units from a use, and ends it where none are left.
    pub(super) fn free(&mut self, lot: Node, pair: u32, units: u32) {
        let (mut before, mut here) = (NONE, at(&self.first, lot));
        while let Some(one) = self.uses.get_mut(index(here)) {
            let next = one.next;
            if one.pair == pair {
                one.units = one.units.saturating_sub(units);
                if one.units == 0 {
                    one.next = self.free;
                    self.free = here;
                    match self.uses.get_mut(index(before)) {
                        Some(before) => before.next = next,
                        None => put(&mut self.first, lot, next),
                    }
                }
                return;
            }
            (before, here) = (here, next);
        }
    }

    /// The same flow on an instance where pairs have other places, or other costs; without prices.
    pub(super) fn rehome<D: Price>(&self, new: &Instance<D>) -> Flow<D> {
        self.renamed(&new.shape, |lot, one| {
            let here = new.pair_between(lot, one.need)?;
            Some((here, new.pairs.get(here).cost))
        })
    }

    /// The same flow, where each pair has its place in the problem; without prices.
    pub(super) fn on_edges(&self, old: &Instance<C>) -> Self {
        self.renamed(&old.shape, |_, one| Some((old.pairs.edge(one.pair), one.cost)))
    }

    /// The same uses, without costs and prices.
    pub(super) fn in_whole_numbers(&self, shape: &Shape) -> Flow<i64> {
        self.renamed(shape, |_, one| Some((one.pair, 0)))
    }

    /// The same flow with each node in another place, and each pair by another name. `name` is asked with the new places of the
    /// lot and the need of a pair, and what it costs.
    pub(super) fn in_order(
        &self,
        shape: &Shape,
        places: &[Node],
        name: impl Fn(Node, Node, C) -> Option<(u32, C)>,
    ) -> Self {
        let mut flow = Self {
            through: moved(&self.through, places),
            in_hand: moved(&self.in_hand, places),
            prices: moved(&self.prices, places),
            first: vec![NONE; self.first.len()],
            uses: Vec::with_capacity(self.uses.len()),
            free: NONE,
        };
        for (lot, one) in self.all_uses(shape) {
            let (lot, need) = (at(places, lot), at(places, one.need));
            if let Some((pair, cost)) = name(lot, need, one.cost) {
                let next = at(&flow.first, lot);
                put(&mut flow.first, lot, place(flow.uses.len()));
                flow.uses.push(Use { need, pair, next, cost, ..one });
            }
        }
        flow
    }

    /// The same flow, where each pair has another name and cost, or is left out; without prices.
    pub(super) fn renamed<D: Price>(
        &self,
        shape: &Shape,
        mut to: impl FnMut(Node, &Use<C>) -> Option<(u32, D)>,
    ) -> Flow<D> {
        let mut flow = Flow {
            through: self.through.clone(),
            in_hand: self.in_hand.clone(),
            prices: vec![D::ZERO; self.prices.len()],
            first: vec![NONE; self.first.len()],
            uses: Vec::with_capacity(self.uses.len()),
            free: NONE,
        };
        for (lot, one) in self.all_uses(shape) {
            // Each pair of a lot comes once.
            if let Some((pair, cost)) = to(lot, &one) {
                let next = at(&flow.first, lot);
                put(&mut flow.first, lot, place(flow.uses.len()));
                flow.uses.push(Use { need: one.need, pair, units: one.units, next, cost });
            }
        }
        flow
    }
}

/// The uses of one lot.
pub(super) struct Uses<'f, C> {
    all: &'f [Use<C>],
    next: u32,
}

impl<C: Price> Iterator for Uses<'_, C> {
    type Item = Use<C>;

    fn next(&mut self) -> Option<Use<C>> {
        let one = *self.all.get(index(self.next))?;
        self.next = one.next;
        Some(one)
    }
}
