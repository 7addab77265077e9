//! Bids: how a need that is short takes units of lots, from another need if it must.
//!
//! While prices only rise, a pair that is not among the remembered ones costs at least what the dearest of them cost when
//! they were written down. So most bids touch a few pairs and not all of them; and where all are looked at, it is from the
//! cheapest on, to where no lot could make up for what the pair itself costs.

use super::super::super::network::{NONE, Node};
use super::super::super::rows::{at, index, put};
use super::super::lists::{FAR, insert};
use super::Phases;
use super::lots::Holder;

/// How many pairs are remembered. Few are written quickly, and stand side by side; and where prices rise by much, many
/// would not last longer.
const KEPT: usize = 5;
/// How many lots of each need rise with it; all others follow at the end of the phase.
const FOLLOWED: usize = 16;

/// The cheapest pairs of a need, and what all others cost at least.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    lots: [Node; KEPT],
    costs: [u32; KEPT],
    bound: i64,
}

impl List {
    /// Nothing is remembered, and nothing is known of the others.
    pub(super) const UNKNOWN: Self = Self { lots: [NONE; KEPT], costs: [0; KEPT], bound: i64::MIN };

    fn offers(&self) -> impl Iterator<Item = (Node, u32)> {
        self.lots.into_iter().zip(self.costs).take_while(|(lot, _)| *lot != NONE)
    }
}

/// The cheapest way to a unit, and what the next costs. Without a lot it is to stay short.
#[derive(Clone, Copy)]
struct Best {
    value: i64,
    lot: Node,
    cost: u32,
    second: i64,
}

impl Best {
    fn or(short: i64) -> Self {
        Self { value: short, lot: NONE, cost: 0, second: FAR }
    }

    fn add(&mut self, value: i64, lot: Node, cost: u32) {
        if value < self.value {
            *self = Self { value, lot, cost, second: self.value };
        } else {
            self.second = value;
        }
    }
}

impl Phases<'_> {
    /// Writes down the cheapest pairs of a need, and gives what the cheapest costs.
    fn write_list(&mut self, need: Node) -> i64 {
        let place = self.instance.shape.need_place(need);
        let row = self.rows.row(place);
        let Some(list) = self.lists.get(index(place)) else { return FAR };
        // As many as are kept cost no more than the dearest of those known before.
        let full = list.lots.last().is_some_and(|last| *last != NONE);
        let known = list.offers().map(|(lot, cost)| self.lot_price(lot).wrapping_add(cost.into())).max();
        let mut bound = known.filter(|_| full).map_or(FAR, |known| known.wrapping_add(1));
        let (prices, parents) = (self.flow.prices.as_slice(), self.instance.shape.parents.as_slice());
        // In order; the others cost no less than the bound.
        let mut cheapest = [(FAR, NONE); KEPT];
        let mut looked = 0;
        for pair in row {
            let cost = i64::from(pair.cost);
            if cost.wrapping_add(self.floor) >= bound {
                break;
            }
            let own = at(prices, pair.lot);
            // Most lots are too dear already without a look at their limits.
            if cost.wrapping_add(own) < bound {
                let value = cost.wrapping_add(own.max(at(prices, at(parents, pair.lot))));
                if value < bound {
                    bound = bound.min(insert(&mut cheapest, (value, looked)));
                }
            }
            looked = looked.wrapping_add(1);
        }
        self.steps = self.steps.wrapping_add(looked.into());
        let Some(list) = self.lists.get_mut(index(place)) else { return FAR };
        list.bound = bound;
        for ((lot, cost), (_, here)) in list.lots.iter_mut().zip(&mut list.costs).zip(cheapest) {
            (*lot, *cost) = row.get(index(here)).map_or((NONE, 0), |pair| (pair.lot, pair.cost));
        }
        cheapest.first().map_or(FAR, |(value, _)| *value)
    }

    /// A need takes the price of its cheapest way, and leaves what is dearer.
    pub(super) fn undo_need(&mut self, need: Node) {
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
    pub(super) fn undo_uses(&mut self) {
        let shape = &self.instance.shape;
        for (place, need) in (0..).zip(shape.all_needs()) {
            let too_dear = |lot, cost: u32| {
                self.worth(need, cost.into()) < self.flow.price(lot).wrapping_sub(self.slack)
            };
            let held = self.lots.held(place).iter();
            let back: Vec<Node> =
                held.filter(|held| too_dear(held.lot, held.cost)).map(|held| held.lot).collect();
            back.into_iter().for_each(|lot| self.lose(lot, place));
        }
        for lot in shape.all_lots() {
            if self.lots.holder(lot) != Holder::SEVERAL {
                continue;
            }
            let price = self.flow.price(lot).wrapping_sub(self.slack);
            loop {
                let mut uses = self.flow.uses(lot);
                let Some(one) = uses.find(|one| self.worth(one.need, one.cost) < price) else { break };
                self.release(lot, one.need, one.units);
            }
        }
    }

    /// A need may have bid higher since it had all of a lot; the lot is worth that now.
    pub(super) fn follow_all(&mut self) {
        let shape = &self.instance.shape;
        for (place, need) in (0..).zip(shape.all_needs()) {
            let price = self.flow.price(need);
            for held in self.lots.held(place) {
                follow(&mut self.flow.prices, held.lot, price.wrapping_sub(held.cost.into()));
            }
        }
        for lot in shape.all_lots() {
            match self.lots.holder(lot) {
                Holder::SEVERAL => self.follow_uses(lot),
                // What lies unused is as dear as where it comes from.
                holder if !holder.is_through() => self.raise(lot, self.lot_price(lot)),
                _ => {}
            }
        }
        if self.lots.holders.contains(&Holder::EMPTY) {
            shape.all_needs().for_each(|need| self.price_empty_lots(need));
        }
    }

    /// An empty lot is as dear as it takes for nobody to want it.
    fn price_empty_lots(&mut self, need: Node) {
        for pair in self.rows.row(self.instance.shape.need_place(need)) {
            let worth = self.worth(need, pair.cost.into());
            if self.lots.holder(pair.lot) == Holder::EMPTY {
                follow(&mut self.flow.prices, pair.lot, worth);
            }
        }
    }

    /// A lot that is used up is worth its least use.
    fn follow_uses(&mut self, lot: Node) {
        if self.flow.through(lot) == self.instance.gate(lot).most && self.flow.in_hand(lot) <= 0 {
            self.count_steps(self.flow.uses(lot).count());
            let worth = self.flow.uses(lot).map(|one| self.worth(one.need, one.cost)).min();
            if let Some(worth) = worth {
                self.raise(lot, worth);
            }
        }
    }

    /// The cheapest way of a need to a unit that it does not have.
    fn cheapest(&mut self, need: Node) -> Best {
        let row = index(self.instance.shape.need_place(need));
        let short = self.through_gate(need).map_or(FAR, |(value, _)| value);
        let mut fresh = false;
        loop {
            let Some(list) = self.lists.get(row) else { return Best::or(FAR) };
            let mut best = Best::or(short);
            for (lot, cost) in list.offers() {
                let value = self.lot_price(lot).wrapping_add(cost.into());
                if value < best.second && !self.holds_all(need, lot) {
                    best.add(value, lot, cost);
                }
            }
            if best.second <= list.bound {
                return best;
            }
            if fresh {
                let second = list.bound;
                return if best.value <= second {
                    Best { second, ..best }
                } else {
                    self.look_at_all(need, short)
                };
            }
            self.write_list(need);
            fresh = true;
        }
    }

    fn look_at_all(&mut self, need: Node, short: i64) -> Best {
        let mut best = Best::or(short);
        let row = self.rows.row(self.instance.shape.need_place(need));
        for pair in row {
            self.steps = self.steps.wrapping_add(1);
            let cost = i64::from(pair.cost);
            if cost.wrapping_add(self.floor) >= best.second {
                break;
            }
            let value = cost.wrapping_add(self.lot_price(pair.lot));
            if value < best.second && !self.holds_all(need, pair.lot) {
                best.add(value, pair.lot, pair.cost);
            }
        }
        best
    }

    /// Whether a need has every unit of a lot already; of an empty lot it has.
    #[inline]
    fn holds_all(&self, need: Node, lot: Node) -> bool {
        match self.lots.holder(lot) {
            Holder::EMPTY => true,
            Holder::SEVERAL => {
                let most = self.instance.gate(lot).most;
                self.flow.uses(lot).any(|one| one.need == need && one.units >= most)
            }
            holder => holder.need() == Some(self.instance.shape.need_place(need)),
        }
    }

    /// The price of a need rises, and with it that of the lots it has alone.
    #[inline]
    fn rise(&mut self, need: Node, price: i64) {
        self.raise(need, price);
        let price = self.flow.price(need);
        for held in self.lots.held(self.instance.shape.need_place(need)).iter().take(FOLLOWED) {
            follow(&mut self.flow.prices, held.lot, price.wrapping_sub(held.cost.into()));
        }
    }

    /// A need loses a lot of one unit.
    #[inline]
    pub(super) fn lose(&mut self, lot: Node, need: u32) {
        self.count_steps(self.lots.held(need).len());
        self.too_far |= !self.lots.take(lot, need);
        self.go_short(self.instance.shape.need(need), 1);
    }

    fn go_short(&mut self, need: Node, units: u32) {
        self.flow.hand(need, i64::from(units).wrapping_neg());
        self.wait(need);
    }

    /// A need gives units of a lot of several back.
    pub(super) fn release(&mut self, lot: Node, need: Node, units: u32) {
        self.flow.free(lot, need, units);
        self.flow.hand(lot, units.into());
        self.go_short(need, units);
    }

    /// A need that is short bids for units, one lot after the other.
    pub(super) fn bid(&mut self, need: Node) {
        while let Some(missing) = self.missing(need) {
            self.steps = self.steps.wrapping_add(4);
            let best = self.cheapest(need);
            if best.value >= FAR || self.too_far {
                self.too_far = true;
                return;
            }
            if best.lot == NONE {
                self.rise(need, best.value.wrapping_add(self.slack));
                let room = self.through_gate(need).map_or(0, |(_, room)| room);
                self.open(need, missing.min(room));
            } else if self.lots.holder(best.lot) == Holder::SEVERAL {
                self.bid_for_several(need, missing, best);
            } else {
                self.bid_for_one(need, best);
            }
        }
    }

    /// Takes a lot of one unit, from the need that has it if one has.
    fn bid_for_one(&mut self, need: Node, best: Best) {
        if let Some(other) = self.lots.holder(best.lot).need() {
            self.lose(best.lot, other);
        }
        if self.lots.holder(best.lot) == Holder::FREE {
            self.raise(best.lot, self.lot_price(best.lot));
            self.open_lot(best.lot);
        }
        self.too_far |= !self.lots.give(best.lot, self.instance.shape.need_place(need), best.cost);
        self.flow.hand(need, 1);
        self.pay(need, best, best.second);
        self.raise(best.lot, self.worth(need, best.cost.into()));
    }

    /// A need bids up to where its second-best way begins.
    fn pay(&mut self, need: Node, best: Best, second: i64) {
        let bid = second.min(best.value.wrapping_add(self.leap));
        self.rise(need, bid.max(best.value).wrapping_add(self.slack));
    }

    fn bid_for_several(&mut self, need: Node, missing: u32, best: Best) {
        let lot = best.lot;
        let gate = self.instance.gate(lot);
        let room = gate.most.saturating_sub(self.flow.through(lot));
        let in_hand = u32::try_from(self.flow.in_hand(lot)).unwrap_or(0);
        if in_hand > 0 {
            return self.have(need, best, missing.min(in_hand));
        }
        if room > 0 {
            self.raise(lot, self.lot_price(lot));
            let units = missing.min(room);
            self.open(lot, units);
            return self.have(need, best, units);
        }
        // The use that is worth least gives way.
        let Some((_, other, units)) = self.least_use(lot, need) else {
            self.too_far = true;
            return;
        };
        let units = missing.min(units);
        self.release(lot, other, units);
        self.have(need, best, units);
    }

    /// A need has units of a lot of several now. It bids up to where its second-best way begins, or the next unit of the lot.
    fn have(&mut self, need: Node, best: Best, units: u32) {
        let lot = best.lot;
        self.flow.serve(lot, need, (need, best.cost.into()), units);
        self.flow.hand(lot, i64::from(units).wrapping_neg());
        self.flow.hand(need, units.into());
        let room = self.flow.through(lot) < self.instance.gate(lot).most;
        let next = if room || self.flow.in_hand(lot) > 0 {
            best.value
        } else {
            let least = self.least_use(lot, need);
            least.map_or(FAR, |(worth, ..)| worth.wrapping_add(best.cost.into()))
        };
        self.pay(need, best, best.second.min(next));
        self.follow_uses(lot);
    }

    /// The use of a lot that is worth least, but for that of one need.
    pub(super) fn least_use(&mut self, lot: Node, but_for: Node) -> Option<(i64, Node, u32)> {
        self.count_steps(self.flow.uses(lot).count());
        let others = self.flow.uses(lot).filter(|one| one.need != but_for);
        others.map(|one| (self.worth(one.need, one.cost), one.need, one.units)).min()
    }
}

/// A lot becomes as dear as it is worth to the need that has it.
fn follow(prices: &mut [i64], lot: Node, worth: i64) {
    if let Some(price) = prices.get_mut(index(lot)) {
        *price = worth.max(*price);
    }
}
