//! The cheapest pairs of each need, remembered; and behind each limit the nodes that would give a unit back for least.
//!
//! While prices only rise, a pair that is not among the remembered ones costs at least what the dearest of them cost when
//! they were written down. So most looks at a need touch a few pairs and not all of them. Behind a limit units change too:
//! whoever lets more through a gate, or changes its bounds, tells the list of its parent.

use super::super::flow::Flow;
use super::super::network::{Instance, NONE, Node};
use super::super::price::Price;
use super::super::rows::at;

/// How many pairs are remembered while a plan is found. Few are written quickly; and where prices rise by much, many would not
/// last longer.
pub(in super::super) const FEW: usize = 8;
/// How many are remembered where a plan is there already, and few prices rise.
pub(in super::super) const MANY: usize = 32;

/// A pair of a need with what it cost when it was written down; or a node behind an inner one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer<C> {
    /// The cost of the pair and the price of its lot.
    pub(super) value: C,
    /// Of the pair. What a unit less costs behind an inner node is asked anew each time: it depends on how many there are.
    pub(super) cost: C,
    /// The lot of the pair, or the node behind.
    pub(super) node: Node,
    /// Of the pair, among all.
    pub(super) place: u32,
}

/// The cheapest, the cheapest first, and what all others cost at least.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct List<C, const KEPT: usize = FEW> {
    offers: [Offer<C>; KEPT],
    length: u8,
    pub(super) bound: C,
}

pub(super) const FAR: i64 = i64::FAR;

impl<C: Price> Offer<C> {
    /// No pair.
    pub(super) const NONE: Self = Self { value: C::FAR, cost: C::ZERO, node: NONE, place: NONE };
}

impl<C: Price, const KEPT: usize> List<C, KEPT> {
    /// Nothing is remembered, and nothing is known of the others.
    pub(super) const UNKNOWN: Self = Self { offers: [Offer::NONE; KEPT], length: 0, bound: C::LOW };

    pub(super) fn offers(&self) -> &[Offer<C>] {
        self.offers.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// Writes the list of a need at these prices; its offers name pairs by their places in the instance.
    pub(super) fn write(&mut self, instance: &Instance<C>, need: Node, prices: &[C]) {
        let value = |cost: C, lot| cost.plus(at(prices, lot));
        // As many as are kept cost no more than the dearest of those known before.
        let known = self.offers().iter().map(|offer| value(offer.cost, offer.node)).max();
        let known = known.filter(|_| self.offers().len() == KEPT);
        let mut cheapest = Sorted::below(known.map_or(C::FAR, C::next));
        let row = instance.shape.need_place(need);
        instance.pairs.each(row, |place, pair| cheapest.add(value(pair.cost, pair.lot), place));
        self.keep(&cheapest, |value, place| {
            let pair = instance.pairs.get(place);
            Offer { value, cost: pair.cost, node: pair.lot, place }
        });
    }

    /// Writes the list of an inner node at these prices: the nodes behind it that carry units, by what the last of each is worth.
    pub(super) fn write_behind(&mut self, instance: &Instance<C>, flow: &Flow<C>, node: Node) {
        let mut cheapest = Sorted::below(C::FAR);
        for child in instance.shape.children(node) {
            if let Some(cost) = back(instance, flow, *child) {
                cheapest.add(cost.plus(flow.price(*child)), *child);
            }
        }
        self.keep(&cheapest, |value, node| Offer { value, node, ..Offer::NONE });
    }

    /// A node behind an inner one gives its last unit back for so much now; before it did not, or for another price.
    pub(super) fn put(&mut self, node: Node, value: C) {
        if self.bound <= C::LOW {
            return;
        }
        if let Some(known) = self.offers().iter().position(|known| known.node == node) {
            self.take_out(known);
        }
        if value >= self.bound {
            return;
        }
        if let Some(last) = self.offers().last().filter(|_| self.offers().len() == KEPT) {
            if value >= last.value {
                self.bound = value;
                return;
            }
            self.bound = self.bound.min(last.value);
            self.length = self.length.wrapping_sub(1);
        }
        let here = self.offers().partition_point(|known| known.value <= value);
        if let Some(behind) = self.offers.get_mut(here..=usize::from(self.length)) {
            behind.rotate_right(1);
            if let Some(first) = behind.first_mut() {
                *first = Offer { value, node, ..Offer::NONE };
            }
            self.length = self.length.wrapping_add(1);
        }
    }

    fn take_out(&mut self, here: usize) {
        if let Some(behind) = self.offers.get_mut(here..usize::from(self.length)) {
            behind.rotate_left(1);
            self.length = self.length.wrapping_sub(1);
        }
    }

    /// Forgets all.
    pub(super) fn forget(&mut self) {
        self.length = 0;
        self.bound = C::LOW;
    }

    fn keep(&mut self, cheapest: &Sorted<C, KEPT>, offered: impl Fn(C, u32) -> Offer<C>) {
        self.bound = cheapest.bound;
        self.length = 0;
        for (offer, (value, place)) in self.offers.iter_mut().zip(cheapest.places) {
            if place == NONE {
                break;
            }
            *offer = offered(value, place);
            self.length = self.length.wrapping_add(1);
        }
    }
}

/// What a unit less through the gate of a node costs, where it carries one.
pub(super) fn back<C: Price>(instance: &Instance<C>, flow: &Flow<C>, node: Node) -> Option<C> {
    instance.gate(node).last(flow.through(node)).map(|(cost, _)| C::ZERO.minus(cost))
}

/// The cheapest in order; the others cost no less than the bound.
struct Sorted<C, const KEPT: usize> {
    places: [(C, u32); KEPT],
    bound: C,
}

impl<C: Price, const KEPT: usize> Sorted<C, KEPT> {
    fn below(bound: C) -> Self {
        Self { places: [(C::FAR, NONE); KEPT], bound }
    }

    #[inline(always)]
    fn add(&mut self, value: C, place: u32) {
        if value < self.bound {
            self.bound = self.bound.min(insert(&mut self.places, (value, place)));
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
            if value < second && !pass_over(offer.node) {
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
