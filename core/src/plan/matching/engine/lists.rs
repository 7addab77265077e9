//! The cheapest pairs of each need, remembered.
//!
//! While prices only rise, a pair that is not among the remembered ones costs at least what the dearest of them cost when
//! they were written down. So most looks at a need touch a few pairs and not all of them.

use super::super::network::{Instance, NONE, Node};
use super::super::price::Price;
use super::super::rows::at;

/// How many pairs are remembered while a plan is found. Few are written quickly; and where prices rise by much, many would not
/// last longer.
pub(in super::super) const FEW: usize = 8;
/// How many are remembered for questions on a plan that is kept, which raise few prices.
pub(in super::super) const MANY: usize = 32;

/// A pair with what it cost when it was written down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer<C> {
    /// The cost of the pair and the price of its lot.
    pub(super) value: C,
    /// Of the pair.
    pub(super) cost: C,
    pub(super) lot: Node,
    pub(super) pair: u32,
}

/// The cheapest pairs of a need, the cheapest first, and what all others cost at least.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct List<C, const KEPT: usize = FEW> {
    offers: [Offer<C>; KEPT],
    length: u8,
    pub(super) bound: C,
}

pub(super) const FAR: i64 = i64::FAR;

impl<C: Price> Offer<C> {
    /// No pair.
    pub(super) const NONE: Self = Self { value: C::FAR, cost: C::ZERO, lot: NONE, pair: NONE };
}

impl<C: Price, const KEPT: usize> List<C, KEPT> {
    /// Nothing is remembered, and nothing is known of the others.
    pub(super) const UNKNOWN: Self = Self { offers: [Offer::NONE; KEPT], length: 0, bound: C::LOW };

    pub(super) fn offers(&self) -> &[Offer<C>] {
        self.offers.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// Writes the list of a need at these prices; its offers name pairs by their places in the instance.
    pub(super) fn write(&mut self, instance: &Instance<C>, need: Node, prices: &[C]) {
        let row = instance.shape.need_place(need);
        let value = |cost: C, lot| cost.plus(at(prices, lot));
        // As many as are kept cost no more than the dearest of those known before.
        let known = self.offers().iter().map(|offer| value(offer.cost, offer.lot)).max();
        let known = known.filter(|_| self.offers().len() == KEPT);
        let mut bound = known.map_or(C::FAR, C::next);
        // In order; the others cost no less than the bound.
        let mut cheapest = [(C::FAR, NONE); KEPT];
        instance.pairs.each(row, |place, pair| {
            let value = value(pair.cost, pair.lot);
            if value < bound {
                bound = bound.min(insert(&mut cheapest, (value, place)));
            }
        });
        self.bound = bound;
        self.length = 0;
        for (offer, (value, place)) in self.offers.iter_mut().zip(cheapest) {
            if place == NONE {
                break;
            }
            let pair = instance.pairs.get(place);
            *offer = Offer { value, cost: pair.cost, lot: pair.lot, pair: place };
            self.length = self.length.wrapping_add(1);
        }
    }
}

impl List<i64> {
    /// The two cheapest ways to a unit, of one that costs so much another way and of what the list knows but for lots that
    /// are passed over: the better way, and what the other costs at least. The list is too old where that is more than it
    /// knows of.
    pub(super) fn two_cheapest(
        &self,
        other: i64,
        price: impl Fn(&Offer<i64>) -> i64,
        pass_over: impl Fn(Node) -> bool,
    ) -> Cheapest {
        let (mut first, mut second) = (Offer { value: other, ..Offer::NONE }, FAR);
        for offer in self.offers() {
            // Prices have only risen: what was dearer than the second is dearer still.
            if offer.value >= second {
                return Cheapest { first, second, bound: second };
            }
            let value = price(offer);
            if value < second && !pass_over(offer.lot) {
                if value < first.value {
                    second = first.value;
                    first = Offer { value, ..*offer };
                } else {
                    second = value;
                }
            }
        }
        Cheapest { first, second, bound: self.bound }
    }
}

/// Puts a pair in its place among the cheapest, and gives the cheaper of what found no place: the dearest that was there, or the
/// pair itself.
#[inline(always)]
pub(super) fn insert<C: Price>(cheapest: &mut [(C, u32)], found: (C, u32)) -> C {
    let mut places = cheapest.iter_mut().rev();
    let Some(mut free) = places.next() else { return found.0 };
    if free.0 <= found.0 {
        return found.0;
    }
    let without_place = free.0;
    for place in places {
        if place.0 <= found.0 {
            break;
        }
        *free = *place;
        free = place;
    }
    *free = found;
    without_place
}

/// What a list knows of the cheapest ways.
pub(super) struct Cheapest {
    pub(super) first: Offer<i64>,
    pub(super) second: i64,
    /// What all others cost at least.
    pub(super) bound: i64,
}
