//! A start: each need takes what is cheapest, and bids at once as high as it can gain.
//!
//! Most units of a plan are decided by a few bids, which are far cheaper than a way. A need takes its cheapest unit, from
//! another need if it must, and the price of the lot rises to where the second cheapest way begins, so that no price is
//! ever wrong (augmenting row reduction, after Jonker and Volgenant). Where a bid would gain nothing, where a limit is
//! full, or where a lot has several units, the need waits for the search of ways.

use super::super::flow::Flow;
use super::super::network::{Instance, NO_END, NONE, Node, SOURCE};
use super::super::rows::{index, put};
use super::lists::{Cheapest, FAR, List, Offer};

/// How many bids are made for each unit needed. Where there is enough, fewer do. Where more would be made, needs compete; ways or
/// price phases are better there.
const BIDS: u32 = 3;

struct Reduction<'i> {
    instance: &'i Instance<i64>,
    flow: &'i mut Flow<i64>,
    lists: &'i mut [List<i64>],
    /// By need: the lots it has, with what they cost it.
    held: Vec<Vec<(Node, i64)>>,
    looked: u64,
}

/// Brings what bids can bring to needs, and gives how many pairs were looked at.
pub(super) fn reduce(instance: &Instance<i64>, flow: &mut Flow<i64>, lists: &mut [List<i64>]) -> u64 {
    let mut reduction =
        Reduction { instance, flow, lists, held: vec![Vec::new(); instance.needed.len()], looked: 0 };
    let units = instance.needed.iter().fold(0_u32, |sum, units| sum.saturating_add(*units));
    let mut bids = units.saturating_mul(BIDS);
    for need in instance.shape.all_needs() {
        let mut next = Some(need);
        while let Some(need) = next.filter(|need| reduction.flow.in_hand(*need) < 0) {
            if bids == 0 {
                return reduction.looked;
            }
            bids = bids.saturating_sub(1);
            next = reduction.bid(need);
        }
    }
    reduction.looked
}

impl Reduction<'_> {
    /// One bid for a need that is short; gives the need that is to bid next, itself or the one that lost a unit.
    fn bid(&mut self, need: Node) -> Option<Node> {
        let (first, second) = self.two_cheapest(need);
        // Without a second way there is no telling how high to bid.
        let second = if second >= FAR { first.value } else { second };
        let gate = self.instance.gate(need);
        // A need that is short of units has the price of that.
        if first.value >= FAR || self.flow.through(need) > gate.least {
            return None;
        }
        if first.node == NONE {
            let missing = u32::try_from(self.flow.in_hand(need).wrapping_neg()).unwrap_or(0);
            let own = gate.most.saturating_sub(self.flow.through(need));
            let units = missing.min(own).min(self.room(gate.parent));
            if units == 0 {
                return None;
            }
            self.rise(need, first.value);
            self.carry(need, units);
            return Some(need);
        }
        let lot = self.instance.gate(first.node);
        if lot.most != 1 {
            return None;
        }
        if self.flow.through(first.node) == 0 {
            if self.room(lot.parent) == 0 || self.flow.price(first.node) != self.flow.price(lot.parent) {
                return None;
            }
            self.rise(need, second);
            self.carry(first.node, 1);
            self.have(need, first);
            return Some(need);
        }
        let held = self.flow.uses(first.node).next()?;
        if second <= first.value || self.flow.in_hand(first.node) != 0 {
            return None;
        }
        self.rise(need, second);
        self.lose(held.need, first.node, held.pair);
        self.have(need, first);
        Some(held.need)
    }

    fn row(&self, need: Node) -> usize {
        index(self.instance.shape.need_place(need))
    }

    /// The price of a need rises, and with it that of each lot it has.
    fn rise(&mut self, need: Node, price: i64) {
        put(&mut self.flow.prices, need, price);
        for (lot, cost) in self.held.get(self.row(need)).into_iter().flatten() {
            put(&mut self.flow.prices, *lot, price.wrapping_sub(*cost));
        }
    }

    fn have(&mut self, need: Node, offer: Offer<i64>) {
        let price = self.flow.price(need).wrapping_sub(offer.cost);
        put(&mut self.flow.prices, offer.node, price);
        self.flow.serve(offer.node, need, (offer.place, offer.cost), 1);
        self.flow.hand(offer.node, -1);
        self.flow.hand(need, 1);
        let row = self.row(need);
        if let Some(held) = self.held.get_mut(row) {
            held.push((offer.node, offer.cost));
        }
    }

    fn lose(&mut self, need: Node, lot: Node, pair: u32) {
        self.flow.free(lot, pair, 1);
        self.flow.hand(lot, 1);
        self.flow.hand(need, -1);
        let row = self.row(need);
        if let Some(held) = self.held.get_mut(row) {
            held.retain(|(held, _)| *held != lot);
        }
    }

    /// How many units more come to an inner node from the source at no cost.
    fn room(&self, node: Node) -> u32 {
        let (mut node, mut room) = (node, NO_END);
        while node != SOURCE {
            let gate = self.instance.gate(node);
            let price = self.flow.price(gate.parent);
            match gate.more(self.flow.through(node)) {
                Some((cost, units)) if price.wrapping_add(cost) == self.flow.price(node) => {
                    (node, room) = (gate.parent, room.min(units));
                }
                _ => return 0,
            }
        }
        room
    }

    fn carry(&mut self, node: Node, units: u32) {
        self.flow.carry(&self.instance.shape, node, units);
    }

    fn two_cheapest(&mut self, need: Node) -> (Offer<i64>, i64) {
        let row = self.row(need);
        let gate = self.instance.gate(need);
        let short = gate.more(self.flow.through(need));
        let short = short.map_or(FAR, |(cost, _)| cost.wrapping_add(self.flow.price(gate.parent)));
        let mut fresh = false;
        loop {
            let held = self.held.get(row).map(Vec::as_slice).unwrap_or_default();
            let Some(list) = self.lists.get_mut(row) else { return (Offer::NONE, FAR) };
            self.looked = self.looked.wrapping_add(4);
            let Cheapest { first, second, bound } = list.two_cheapest(
                short,
                |offer| offer.cost.wrapping_add(self.flow.price(offer.node)),
                |lot| held.iter().any(|(held, _)| *held == lot),
            );
            if second <= bound {
                return (first, second);
            }
            if fresh {
                // What is not remembered may be cheaper than all that is: nothing is known, and ways are searched.
                let nothing = first.value > bound;
                return if nothing { (Offer::NONE, FAR) } else { (first, bound) };
            }
            list.write(self.instance, need, &self.flow.prices);
            let pairs = self.instance.pairs.row(self.instance.shape.need_place(need)).len();
            self.looked = self.looked.wrapping_add(u64::try_from(pairs).unwrap_or(0));
            fresh = true;
        }
    }
}
