//! Bids: how a need that is short takes units of lots, from another need if it must.
//!
//! Lots that are bid for all become dearer together, so what an earlier bid saw is soon out of date, and nothing of it is
//! remembered. Each bid looks at the pairs of its need from the cheapest on, to where no lot could make up for what the pair
//! itself costs. A look is a short loop that seldom branches: what a pair needs is fetched while the one before is compared.

use super::super::super::network::{NONE, Node};
use super::super::super::rows::{at, index, put};
use super::super::lists::{FAR, insert};
use super::Phases;
use super::lots::Holder;
use super::order::Near;

/// How many ways a need looks for that is short of one unit, and of several: one more than it bids for after a look.
const FOR_ONE: usize = 2;
const FOR_SEVERAL: usize = 6;
/// So many pairs are looked at between two questions whether it is enough.
const AT_ONCE: usize = 8;
/// How many lots of each need rise with it; all others follow at the end of the phase.
const FOLLOWED: usize = 16;

/// The cheapest way to a unit, and what the next costs.
#[derive(Clone, Copy)]
struct Best {
    value: i64,
    lot: Node,
    cost: u32,
    second: i64,
}

impl Phases<'_> {
    /// What the cheapest lot costs a need, its own among them.
    fn least(&mut self, need: Node) -> i64 {
        let row = self.rows.row(self.instance.shape.need_place(need));
        let (prices, parents) = (self.flow.prices.as_slice(), self.instance.shape.parents.as_slice());
        let mut least = FAR;
        let mut looked = 0_u32;
        for pairs in row.chunks(AT_ONCE) {
            if self.is_enough(pairs, least) {
                break;
            }
            for pair in pairs {
                let price = at(prices, pair.lot).max(at(prices, at(parents, pair.lot)));
                least = least.min(price.wrapping_add(pair.cost.into()));
                looked = looked.wrapping_add(1);
            }
        }
        self.steps = self.steps.wrapping_add(looked.into());
        least
    }

    /// A need takes the price of its cheapest way, and leaves what is dearer.
    pub(super) fn undo_need(&mut self, need: Node) {
        let gate = self.instance.gate(need);
        let short = gate.first.wrapping_add(self.flow.price(gate.parent));
        let mut cheapest = self.least(need);
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
                Holder::EMPTY => put(&mut self.flow.prices, lot, 0),
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

    /// The cheapest ways of a need to units of lots that it does not have, the cheapest first, each with the place of its pair in the row. Ways
    /// that cost the bound or more are not told.
    fn cheapest<const WAYS: usize>(&mut self, need: Node, mut bound: i64) -> [(i64, u32); WAYS] {
        self.hide_held(need);
        let row = self.rows.row(self.instance.shape.need_place(need));
        let (prices, parents) = (self.flow.prices.as_slice(), self.instance.shape.parents.as_slice());
        let mut cheapest = [(FAR, NONE); WAYS];
        let mut looked = 0;
        for pairs in row.chunks(AT_ONCE) {
            if self.is_enough(pairs, bound) {
                break;
            }
            for pair in pairs {
                let cost = i64::from(pair.cost);
                let own = cost.wrapping_add(at(prices, pair.lot));
                // Most lots are too dear already without a look at their limits.
                if own < bound {
                    let value = own.max(cost.wrapping_add(at(prices, at(parents, pair.lot))));
                    if value < bound && !(self.some_have_several && self.holds_all(need, pair.lot)) {
                        insert(&mut cheapest, (value, looked));
                        bound = cheapest.last().map_or(bound, |last| last.0.min(bound));
                    }
                }
                looked = looked.wrapping_add(1);
            }
        }
        self.show_held(need);
        self.steps = self.steps.wrapping_add(looked.into());
        cheapest
    }

    /// The same for two ways where no lot has several units; of the second only what it costs.
    ///
    /// Which of two is cheaper cannot be foreseen, so there is no branch on it: both are worked out, and one is kept.
    fn two_cheapest(&mut self, need: Node, bound: i64) -> [(i64, u32); FOR_ONE] {
        self.hide_held(need);
        let row = self.rows.row(self.instance.shape.need_place(need));
        let (prices, parents) = (self.flow.prices.as_slice(), self.instance.shape.parents.as_slice());
        let (mut first, mut second, mut here) = (bound, bound, NONE);
        let mut looked = 0;
        for pairs in row.chunks(AT_ONCE) {
            if self.is_enough(pairs, second) {
                break;
            }
            for pair in pairs {
                let price = at(prices, pair.lot).max(at(prices, at(parents, pair.lot)));
                let value = price.wrapping_add(pair.cost.into());
                second = second.min(value.max(first));
                here = if value < first { looked } else { here };
                first = first.min(value);
                looked = looked.wrapping_add(1);
            }
        }
        self.show_held(need);
        self.steps = self.steps.wrapping_add(looked.into());
        [(if here == NONE { FAR } else { first }, here), (second, NONE)]
    }

    /// Whether pairs that cost no less than the first of these cannot lead to units for less than the bound.
    fn is_enough(&self, pairs: &[Near], bound: i64) -> bool {
        pairs.first().is_some_and(|pair| self.floor.wrapping_add(pair.cost.into()) >= bound)
    }

    /// While a need looks for a unit, what it has is out of its reach.
    fn hide_held(&mut self, need: Node) {
        self.hidden.clear();
        for held in self.lots.held(self.instance.shape.need_place(need)) {
            self.hidden.push(self.flow.price(held.lot));
            put(&mut self.flow.prices, held.lot, FAR);
        }
    }

    fn show_held(&mut self, need: Node) {
        let held = self.lots.held(self.instance.shape.need_place(need));
        for (held, price) in held.iter().zip(&self.hidden) {
            put(&mut self.flow.prices, held.lot, *price);
        }
        self.count_steps(self.hidden.len());
    }

    /// Whether a need has every unit of a lot of several.
    fn holds_all(&self, need: Node, lot: Node) -> bool {
        self.lots.holder(lot) == Holder::SEVERAL && {
            let most = self.instance.gate(lot).most;
            self.flow.uses(lot).any(|one| one.need == need && one.units >= most)
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
        while let Some(missing) = self.missing(need).filter(|_| !self.too_far) {
            let (short, room) = self.through_gate(need).unwrap_or((FAR, 0));
            match missing {
                _ if self.some_have_several => {
                    let ways = self.cheapest::<FOR_ONE>(need, short);
                    self.bid_for(need, (short, room), ways);
                }
                1 => {
                    let ways = self.two_cheapest(need, short);
                    self.bid_for(need, (short, room), ways);
                }
                _ => {
                    let ways = self.cheapest::<FOR_SEVERAL>(need, short);
                    self.bid_for(need, (short, room), ways);
                }
            }
        }
    }

    /// Takes the cheapest units that a look has shown, or stays short at the price of that, where it has room. To take a lot of one
    /// unit makes no other lot dearer, so the next cheapest stays that; of a lot of several the next unit may be cheapest.
    fn bid_for<const WAYS: usize>(
        &mut self,
        need: Node,
        (short, room): (i64, u32),
        cheapest: [(i64, u32); WAYS],
    ) {
        let row = self.instance.shape.need_place(need);
        for ((value, here), (next, _)) in cheapest.iter().zip(cheapest.iter().skip(1)) {
            let Some(missing) = self.missing(need) else { return };
            self.steps = self.steps.wrapping_add(4);
            if *value.min(&short) >= FAR {
                self.too_far = true;
                return;
            }
            if *value >= short {
                self.rise(need, short.wrapping_add(self.slack));
                return self.open(need, missing.min(room));
            }
            let Near { lot, cost } = self.rows.row(row).get(index(*here)).copied().unwrap_or_default();
            let best = Best { value: *value, lot, cost, second: short.min(*next) };
            if self.lots.holder(lot) == Holder::SEVERAL {
                return self.bid_for_several(need, missing, best);
            }
            self.bid_for_one(need, best);
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
