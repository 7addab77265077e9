//! The cheapest pairs of each need, remembered.
//!
//! While prices only rise, a pair that is not among the remembered ones costs at least what the dearest of them cost when
//! they were written down. So most looks at a need touch a few pairs and not all of them.

use super::super::network::{Instance, NONE, Node};
use super::super::rows::index;

/// How many pairs are remembered.
const KEPT: usize = 16;
/// How many are gathered before the dearest go.
const GATHERED: usize = 48;

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
        // More than are kept are gathered, and now and then the dearest of them go.
        let mut gathered = [(0_i64, 0_u32); GATHERED];
        let (mut length, mut bound) = (0_usize, FAR);
        let mut others = false;
        let row = instance.shape.need_place(need);
        for (pair, here) in instance.pairs.row(row).iter().zip(instance.pairs.start(row)..) {
            let price = prices.get(index(pair.lot)).copied().unwrap_or_default();
            let value = pair.cost.wrapping_mul(parts).wrapping_add(price);
            if value >= bound {
                continue;
            }
            if length == GATHERED {
                gathered.select_nth_unstable(KEPT);
                (length, others) = (KEPT, true);
                bound = gathered.get(KEPT).map_or(bound, |(value, _)| *value);
                if value >= bound {
                    continue;
                }
            }
            if let Some(slot) = gathered.get_mut(length) {
                *slot = (value, here);
                length = length.wrapping_add(1);
            }
        }
        let gathered = gathered.get_mut(..length).unwrap_or_default();
        gathered.sort_unstable();
        if let Some((value, _)) = gathered.get(KEPT) {
            (bound, others) = (*value, true);
        }
        let length = length.min(KEPT);
        for (offer, (value, here)) in self.offers.iter_mut().zip(gathered.iter().take(KEPT)) {
            let pair = instance.pairs.get(*here);
            *offer = Offer { value: *value, cost: pair.cost.wrapping_mul(parts), lot: pair.lot, pair: *here };
        }
        self.length = u8::try_from(length).unwrap_or(0);
        self.bound = if others { bound } else { FAR };
    }
}
