//! Bids: how a need that is short takes units of lots, from another need if it must.

use super::super::super::network::{NONE, Node};
use super::super::super::rows::{at, index, put};
use super::super::lists::{Cheapest, FAR, Offer};
use super::{EMPTY, FOLLOWED, Phases, SEVERAL};

impl Phases<'_> {
    /// Writes down the cheapest pairs of a need, and gives what the cheapest costs.
    pub(super) fn write_list(&mut self, need: Node) -> i64 {
        let place = self.instance.shape.need_place(need);
        let row = self.instance.pairs.row(place);
        self.steps = self.steps.wrapping_add(u64::try_from(row.len()).unwrap_or(0));
        let Some(list) = self.lists.get_mut(index(place)) else { return FAR };
        list.write_named(row, &self.flow.prices, |_, pair| pair.edge);
        list.offers().first().map_or(FAR, |first| first.value)
    }

    /// The two cheapest ways of a need to a unit that it does not have: the better, and what the other costs.
    fn two_cheapest(&mut self, need: Node) -> (Offer<i64>, i64) {
        let row = index(self.instance.shape.need_place(need));
        let short = self.through_gate(need).map_or(FAR, |(value, _)| value);
        let mut fresh = false;
        loop {
            let Some(list) = self.lists.get(row) else { return (Offer::NONE, FAR) };
            let Cheapest { first, second, bound } = list.two_cheapest(
                short,
                |offer| offer.cost.wrapping_add(self.flow.price(offer.lot)),
                |lot| self.holds_all(need, lot),
            );
            if second <= bound {
                return (first, second);
            }
            if fresh {
                return if first.value <= bound { (first, bound) } else { self.look_at_all(need, short) };
            }
            self.write_list(need);
            fresh = true;
        }
    }

    fn look_at_all(&mut self, need: Node, short: i64) -> (Offer<i64>, i64) {
        let (mut first, mut second) = (Offer { value: short, ..Offer::NONE }, FAR);
        let row = self.instance.pairs.row(self.instance.shape.need_place(need));
        for pair in row {
            let value = pair.cost.wrapping_add(self.flow.price(pair.lot));
            if value < second && !self.holds_all(need, pair.lot) {
                if value < first.value {
                    second = first.value;
                    first = Offer { value, cost: pair.cost, lot: pair.lot, pair: pair.edge };
                } else {
                    second = value;
                }
            }
        }
        self.steps = self.steps.wrapping_add(u64::try_from(row.len()).unwrap_or(0));
        (first, second)
    }

    /// Whether a need has every unit of a lot already; of an empty lot it has.
    fn holds_all(&self, need: Node, lot: Node) -> bool {
        match at(&self.holders, self.instance.shape.lot_place(lot)) {
            EMPTY => true,
            SEVERAL => {
                let most = self.instance.gate(lot).most;
                self.flow.uses(lot).any(|one| one.need == need && one.units >= most)
            }
            holder => holder == need,
        }
    }

    /// Notes who has all units of a lot.
    fn note_holder(&mut self, lot: Node) {
        let mut uses = self.flow.uses(lot);
        let (holder, cost) = match (uses.next(), uses.next()) {
            (Some(one), None) if one.units >= self.instance.gate(lot).most => (one.need, one.cost),
            (_, Some(_)) => (SEVERAL, 0),
            _ => (NONE, 0),
        };
        let before = at(&self.holders, self.instance.shape.lot_place(lot));
        if before != holder {
            self.hold(lot, before, holder, cost);
        }
    }

    /// All units of a lot go from one holder to another.
    fn hold(&mut self, lot: Node, before: Node, holder: Node, cost: i64) {
        put(&mut self.holders, self.instance.shape.lot_place(lot), holder);
        if let Some(held) = self.held_by(before)
            && let Some(place) = held.iter().position(|(held, _)| *held == lot)
        {
            held.swap_remove(place);
        }
        if let Some(held) = self.held_by(holder).filter(|held| held.len() < FOLLOWED) {
            held.push((lot, cost));
        }
    }

    /// The lots that a need has alone.
    fn held_by(&mut self, need: Node) -> Option<&mut Vec<(Node, i64)>> {
        self.held.get_mut(index(self.instance.shape.need_place(need)))
    }

    /// The price of a need rises, and with it that of the lots it has alone.
    fn rise(&mut self, need: Node, price: i64) {
        self.raise(need, price);
        let worth = self.flow.price(need);
        for (lot, cost) in self.held.get(index(self.instance.shape.need_place(need))).into_iter().flatten() {
            let worth = worth.wrapping_sub(*cost);
            if worth > self.flow.price(*lot) {
                put(&mut self.flow.prices, *lot, worth);
            }
        }
    }

    /// A need has units of a lot from now on.
    fn serve(&mut self, lot: Node, need: Node, pair: (u32, i64), units: u32) {
        self.flow.serve(lot, need, pair, units);
        self.flow.hand(lot, i64::from(units).wrapping_neg());
        self.flow.hand(need, units.into());
        self.note_holder(lot);
    }

    /// A need gives units of a lot back.
    pub(super) fn release(&mut self, lot: Node, need: Node, pair: u32, units: u32) {
        self.flow.free(lot, pair, units);
        self.flow.hand(lot, units.into());
        self.take(need, units);
        self.note_holder(lot);
    }

    /// A need that is short bids for units, one lot after the other.
    pub(super) fn bid(&mut self, need: Node) {
        while let Some(missing) = self.missing(need) {
            self.steps = self.steps.wrapping_add(4);
            let (offer, second) = self.two_cheapest(need);
            if offer.value >= FAR || self.too_far {
                self.too_far = true;
                return;
            }
            if offer.lot == NONE {
                self.rise(need, offer.value.wrapping_add(self.slack));
                let room = self.through_gate(need).map_or(0, |(_, room)| room);
                self.open(need, missing.min(room));
            } else {
                self.bid_for(need, missing, offer, second);
            }
        }
    }

    fn bid_for(&mut self, need: Node, missing: u32, offer: Offer<i64>, second: i64) {
        let lot = offer.lot;
        if self.take_over(need, offer, second) {
            return;
        }
        let gate = self.instance.gate(lot);
        let room = gate.most.saturating_sub(self.flow.through(lot));
        let in_hand = u32::try_from(self.flow.in_hand(lot)).unwrap_or(0);
        if in_hand > 0 {
            return self.have(need, offer, second, missing.min(in_hand));
        }
        if room > 0 {
            // A unit that lies unused costs at least what its limit costs.
            let limit = self.flow.price(gate.parent);
            if self.flow.price(lot) < limit {
                self.raise(lot, limit);
                if offer.cost.wrapping_add(limit) > second {
                    return;
                }
            }
            let units = missing.min(room);
            self.open(lot, units);
            return self.have(need, offer, second, units);
        }
        // The use that is worth least gives way.
        let Some((_, other, pair, units)) = self.least_use(lot, offer.pair) else {
            self.too_far = true;
            return;
        };
        let units = missing.min(units);
        self.release(lot, other, pair, units);
        self.have(need, offer, second, units);
    }

    /// Takes a lot of one unit over from the need that has it, as most bids do; `false` where the lot is not so.
    fn take_over(&mut self, need: Node, offer: Offer<i64>, second: i64) -> bool {
        let lot = offer.lot;
        let place = self.instance.shape.lot_place(lot);
        let other = at(&self.holders, place);
        let held_alone = self.instance.shape.all_needs().contains(&other);
        if !held_alone || self.flow.in_hand(lot) != 0 {
            return false;
        }
        if !self.flow.change_hands(lot, need, (offer.pair, offer.cost)) {
            return false;
        }
        self.hold(lot, other, need, offer.cost);
        self.take(other, 1);
        self.flow.hand(need, 1);
        let bid = second.min(offer.value.wrapping_add(self.leap));
        self.rise(need, bid.max(offer.value).wrapping_add(self.slack));
        self.raise(lot, self.worth(need, offer.cost));
        true
    }

    /// A need has units of a lot now. It bids up to where its second-best way begins, or the next unit of the same lot.
    fn have(&mut self, need: Node, offer: Offer<i64>, second: i64, units: u32) {
        self.serve(offer.lot, need, (offer.pair, offer.cost), units);
        let room = self.flow.through(offer.lot) < self.instance.gate(offer.lot).most;
        let next = if room || self.flow.in_hand(offer.lot) > 0 {
            offer.value
        } else {
            let least = self.least_use(offer.lot, offer.pair);
            least.map_or(FAR, |(worth, ..)| offer.cost.wrapping_add(worth))
        };
        let bid = second.min(next).min(offer.value.wrapping_add(self.leap));
        self.rise(need, bid.max(offer.value).wrapping_add(self.slack));
        self.follow_uses(offer.lot);
    }

    /// The use of a lot that is worth least, but for that of one pair.
    pub(super) fn least_use(&self, lot: Node, but_for: u32) -> Option<(i64, Node, u32, u32)> {
        let others = self.flow.uses(lot).filter(|one| one.pair != but_for);
        others.map(|one| (self.worth(one.need, one.cost), one.need, one.pair, one.units)).min()
    }
}
