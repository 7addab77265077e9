//! Gates: how limits, and lots that owe a unit, pull units from above or take them back from below.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::super::network::{Kind, NONE, Node, SOURCE};
use super::super::super::rows::{at, index, put};
use super::super::lists::FAR;
use super::Phases;
use super::lots::Holder;

impl Phases<'_> {
    /// Who has the unit of a lot of one unit; `None` for every other node.
    #[inline]
    pub(super) fn single(&self, node: Node) -> Option<Holder> {
        let holder = self.lots.holder(node);
        (self.instance.shape.kind(node) == Kind::Lot && holder != Holder::SEVERAL).then_some(holder)
    }

    /// What a unit more costs through the gate of a node, and how many have room at that.
    #[inline]
    pub(super) fn through_gate(&self, node: Node) -> Option<(i64, u32)> {
        let gate = self.instance.gate(node);
        let (cost, room) = gate.more(self.flow.through(node))?;
        Some((cost.wrapping_add(self.flow.price(gate.parent)), room))
    }

    /// Lets units more through the gate of a node.
    pub(super) fn open(&mut self, node: Node, units: u32) {
        let gate = self.instance.gate(node);
        let before = self.flow.through(node);
        self.flow.pass(gate.parent, node, units.into());
        let after = self.flow.through(node);
        if before <= gate.least || (before <= gate.bend && after > gate.bend) {
            self.enter_heap(node, before > gate.least);
        }
        self.wait(gate.parent);
    }

    /// Lets the unit of a lot of one unit through.
    pub(super) fn open_lot(&mut self, lot: Node) {
        self.lots.set(lot, self.lots.holder(lot).opened());
        let parent = self.instance.shape.parent(lot);
        self.flow.hand(parent, -1);
        self.enter_heap(lot, false);
        self.wait(parent);
    }

    /// Lets units fewer through the gate of a node.
    pub(super) fn shut(&mut self, node: Node, units: u32) {
        let parent = self.instance.shape.parent(node);
        match self.single(node) {
            Some(holder) => {
                self.lots.set(node, holder.shut());
                self.flow.hand(parent, 1);
            }
            None => self.flow.pass(parent, node, i64::from(units).wrapping_neg()),
        }
        self.wait(node);
    }

    /// What a unit is worth to the parent of a node, if it gave it back, and how many are worth that.
    #[inline]
    fn worth_back(&self, node: Node) -> Option<(i64, u32)> {
        if let Some(holder) = self.single(node) {
            return holder.is_through().then(|| (self.flow.price(node), 1));
        }
        let (cost, units) = self.instance.gate(node).last(self.flow.through(node))?;
        Some((self.worth(node, cost), units))
    }

    fn enter_heap(&mut self, node: Node, again: bool) {
        if !again && at(&self.in_heap, node) {
            return;
        }
        put(&mut self.in_heap, node, true);
        let parent = self.instance.shape.parent(node);
        if let (Some((worth, _)), Some(heap)) = (self.worth_back(node), self.heaps.get_mut(index(parent))) {
            heap.push(Reverse((worth, node)));
        }
    }

    pub(super) fn fill_heaps(&mut self) {
        self.heaps.iter_mut().for_each(BinaryHeap::clear);
        self.in_heap.fill(false);
        for node in 1..self.instance.shape.end {
            if self.worth_back(node).is_some() {
                self.enter_heap(node, false);
            }
        }
    }

    /// No lot is cheaper than the cheapest limit that holds lots, or than the cheapest that no limit can take back.
    pub(super) fn find_floor(&mut self) {
        self.floor = self.outer.iter().map(|node| self.flow.price(*node)).min().unwrap_or(0);
        self.until_floor = self.outer.len();
    }

    /// Gates that are not nearly best are shut or opened.
    pub(super) fn undo_gates(&mut self) {
        for node in 1..self.instance.shape.needs {
            match self.single(node) {
                // Out of reach; what it costs is asked when the phase ends.
                Some(Holder::EMPTY) => put(&mut self.flow.prices, node, FAR),
                Some(holder) => self.undo_lot(node, holder),
                None => self.undo_gate(node),
            }
        }
    }

    /// A lot of which nothing is used follows its limit down.
    fn undo_lot(&mut self, lot: Node, holder: Holder) {
        let (price, limit) = (self.flow.price(lot), self.flow.price(self.instance.shape.parent(lot)));
        if !holder.is_through() {
            put(&mut self.flow.prices, lot, price.min(limit));
        } else if price.wrapping_add(self.slack) < limit {
            self.shut(lot, 1);
        }
    }

    fn undo_gate(&mut self, node: Node) {
        let gate = self.instance.gate(node);
        let (first, rest) = (gate.first, gate.rest);
        let through = self.flow.through(node);
        let limit = self.flow.price(gate.parent);
        if self.instance.shape.kind(node) == Kind::Lot && through < gate.most {
            let price = self.flow.price(node).min(limit);
            put(&mut self.flow.prices, node, price);
        }
        let rise = self.flow.price(node).wrapping_sub(limit);
        if let Some((cost, room)) = gate.more(through)
            && cost.wrapping_add(self.slack) < rise
        {
            // Beyond a bend it may still be worth it.
            let beyond = rest.wrapping_add(self.slack) < rise;
            let units = if beyond { gate.most.wrapping_sub(through) } else { room };
            self.open(node, units);
        } else if let Some((cost, units)) = gate.last(through)
            && cost.wrapping_sub(self.slack) > rise
        {
            let below = first.wrapping_sub(self.slack) > rise;
            self.shut(node, if below { through.wrapping_sub(gate.least) } else { units });
        }
    }

    /// A lot that has passed on more than it has takes units from its limit, or from the uses worth least.
    pub(super) fn pull_into_lot(&mut self, lot: Node) {
        match self.single(lot) {
            Some(holder) => self.pull_into_one(lot, holder),
            None => self.pull_into_several(lot),
        }
    }

    fn pull_into_one(&mut self, lot: Node, holder: Holder) {
        let Some(need) = holder.need().filter(|_| holder.owes()) else { return };
        self.steps = self.steps.wrapping_add(2);
        let limit = self.flow.price(self.instance.shape.parent(lot));
        let node = self.instance.shape.need(need);
        let worth = self.worth(node, self.lots.cost(lot, need).into());
        self.raise(lot, limit.min(worth).wrapping_add(self.slack));
        if limit <= worth {
            self.open_lot(lot);
        } else {
            self.lose(lot, need);
        }
    }

    fn pull_into_several(&mut self, lot: Node) {
        while let Some(missing) = self.missing(lot) {
            self.steps = self.steps.wrapping_add(2);
            let above = self.through_gate(lot);
            let least = self.least_use(lot, NONE);
            match (above, least) {
                (Some((price, room)), least) if least.is_none_or(|(worth, ..)| price <= worth) => {
                    self.raise(lot, price.wrapping_add(self.slack));
                    self.open(lot, missing.min(room));
                }
                (_, Some((worth, need, units))) => {
                    self.raise(lot, worth.wrapping_add(self.slack));
                    self.release(lot, need, missing.min(units));
                }
                _ => {
                    self.too_far = true;
                    return;
                }
            }
        }
    }

    /// A limit, or the source, takes units from above, or back from the child to which they are worth least.
    pub(super) fn pull_into_inner(&mut self, node: Node) {
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
            match now {
                Some((now, _)) => {
                    if let Some(mut first) = heap.peek_mut() {
                        *first = Reverse((now, child));
                    }
                }
                None => {
                    heap.pop();
                    put(&mut self.in_heap, child, false);
                }
            }
        }
        None
    }
}
