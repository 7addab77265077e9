//! The cheapest pairs of each need, remembered.
//!
//! While prices only rise, a pair that is not among the remembered ones costs at least what the dearest of them cost when
//! they were written down. So most looks at a need touch a few pairs and not all of them.

use super::super::network::{Instance, NONE, Node};
use super::super::rows::{index, place};

/// How many pairs are remembered.
const KEPT: usize = 16;

/// A pair with what it cost when it was written down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    /// The cost of the pair and the price of its lot.
    pub(super) value: i64,
    pub(super) cost: i64,
    pub(super) lot: Node,
    pub(super) pair: u32,
}

/// The cheapest pairs of a need, the cheapest first, and what all others cost at least.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct List {
    offers: [Offer; KEPT],
    length: u8,
    pub(super) bound: i64,
}

pub(super) const FAR: i64 = i64::MAX >> 1;
pub(super) const NO_OFFER: Offer = Offer { value: FAR, cost: 0, lot: NONE, pair: NONE };

impl List {
    /// Nothing is remembered, and nothing is known of the others.
    pub(super) const UNKNOWN: Self = Self { offers: [NO_OFFER; KEPT], length: 0, bound: i64::MIN };

    pub(super) fn offers(&self) -> &[Offer] {
        self.offers.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// Writes the list of a need at the prices of now, where each cost counts in so many parts.
    pub(super) fn write(&mut self, instance: &Instance<i64>, prices: &[i64], need: Node, parts: i64) {
        let (mut length, mut bound) = (0_usize, FAR);
        for (here, pair) in instance.pairs_of(need) {
            let price = prices.get(index(pair.lot)).copied().unwrap_or_default();
            let cost = pair.cost.wrapping_mul(parts);
            let value = cost.wrapping_add(price);
            if value >= bound {
                continue;
            }
            let offer = Offer { value, cost, lot: pair.lot, pair: here };
            // The dearest goes, and those dearer than the new one move on by one.
            let mut gap = length.min(KEPT.wrapping_sub(1));
            if length < KEPT {
                length = length.wrapping_add(1);
            }
            while let Some(before) = gap.checked_sub(1).and_then(|before| self.offers.get(before)).copied() {
                if before.value <= value {
                    break;
                }
                if let Some(slot) = self.offers.get_mut(gap) {
                    *slot = before;
                }
                gap = gap.wrapping_sub(1);
            }
            if let Some(slot) = self.offers.get_mut(gap) {
                *slot = offer;
            }
            if length == KEPT {
                bound = self.offers.last().map_or(bound, |last| last.value);
            }
        }
        self.length = u8::try_from(length).unwrap_or(0);
        // Where all pairs are in the list there are no others.
        let all = place(length) == place(instance.pairs.row(instance.shape.need_place(need)).len());
        self.bound = if all { FAR } else { bound };
    }
}
