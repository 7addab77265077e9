//! Who has the lots of one unit, in as little room as it takes.
//!
//! Most lots have one unit, and most of what phases do is to hand it on from one need to another. On large problems a bid
//! takes as long as it takes to fetch what it looks at, so this stands apart from the flow, side by side.

use super::super::super::network::{Instance, Node};
use super::super::super::rows::{Rows, at, index, place, put};
use super::order::Near;

/// Who has the unit of a lot: a need, by its place; or one of the words below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Holder(u32);

impl Holder {
    /// Nobody has it, and it has not come through the gate of the lot.
    pub(super) const FREE: Self = Self(u32::MAX);
    /// It has come through the gate, and nobody has it.
    pub(super) const IDLE: Self = Self(u32::MAX - 1);
    /// The lot has no unit.
    pub(super) const EMPTY: Self = Self(u32::MAX - 2);
    /// The lot has several units; the flow knows who has them.
    pub(super) const SEVERAL: Self = Self(u32::MAX - 3);
    /// Marks a unit that a need has and that the limit has taken back from the lot.
    const OWED: u32 = 1 << 31;

    fn is_need(self) -> bool {
        self.0 < Self::SEVERAL.0
    }

    /// The place of the need that has it.
    pub(super) fn need(self) -> Option<u32> {
        self.is_need().then_some(self.0 & !Self::OWED)
    }

    /// Whether the lot is short of the unit that a need has.
    pub(super) fn owes(self) -> bool {
        self.is_need() && self.0 & Self::OWED != 0
    }

    /// Whether the one unit of the lot is through its gate.
    pub(super) fn is_through(self) -> bool {
        self == Self::IDLE || self.is_need() && self.0 & Self::OWED == 0
    }

    /// What the lot has and has not passed on; below zero, what it has passed on and does not have.
    pub(super) fn in_hand(self) -> i64 {
        match self {
            Self::IDLE => 1,
            _ if self.owes() => -1,
            _ => 0,
        }
    }

    /// The unit comes through the gate.
    pub(super) fn opened(self) -> Self {
        if self.is_need() { Self(self.0 & !Self::OWED) } else { Self::IDLE }
    }

    /// The unit goes back through the gate.
    pub(super) fn shut(self) -> Self {
        if self.is_need() { Self(self.0 | Self::OWED) } else { Self::FREE }
    }

    /// Nobody has it any more.
    fn taken(self) -> Self {
        if self.owes() { Self::FREE } else { Self::IDLE }
    }
}

/// A lot that a need has, and what it costs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Held {
    pub(super) lot: Node,
    pub(super) cost: u32,
}

/// The lots of one unit.
pub(super) struct Lots {
    /// The node of the first.
    first: Node,
    pub(super) holders: Vec<Holder>,
    /// By need: room for as many as it can have, and how many it has.
    held: Rows<Held>,
    counts: Vec<u32>,
}

impl Lots {
    /// The lots of an instance, of which nobody has one.
    pub(super) fn of(instance: &Instance<i64>, rows: &Rows<Near>) -> Self {
        let shape = &instance.shape;
        let holder = |lot| {
            let gate = instance.gate(lot);
            match gate.most {
                0 => Holder::EMPTY,
                1 => Holder::FREE,
                _ => Holder::SEVERAL,
            }
        };
        let mut starts = vec![0_u32];
        let mut sum = 0_u32;
        for (row, units) in (0..).zip(&instance.needed) {
            let pairs = place(rows.row(row).len());
            sum = sum.saturating_add(pairs.min(*units));
            starts.push(sum);
        }
        Self {
            first: shape.lots,
            holders: shape.all_lots().map(holder).collect(),
            held: Rows::in_order(starts, vec![Held::default(); index(sum)]),
            counts: vec![0; instance.needed.len()],
        }
    }

    #[inline]
    pub(super) fn holder(&self, lot: Node) -> Holder {
        at(&self.holders, lot.wrapping_sub(self.first))
    }

    pub(super) fn set(&mut self, lot: Node, holder: Holder) {
        put(&mut self.holders, lot.wrapping_sub(self.first), holder);
    }

    /// The lots that a need has, by its place.
    #[inline]
    pub(super) fn held(&self, need: u32) -> &[Held] {
        self.held.row(need).get(..index(at(&self.counts, need))).unwrap_or_default()
    }

    /// What a lot costs the need that has it.
    pub(super) fn cost(&self, lot: Node, need: u32) -> u32 {
        self.held(need).iter().find(|held| held.lot == lot).map_or(0, |held| held.cost)
    }

    /// A need gets a lot; `false` where it has as many as it can have.
    pub(super) fn give(&mut self, lot: Node, need: u32, cost: u32) -> bool {
        let count = at(&self.counts, need);
        let Some(room) = self.held.row_mut(need).get_mut(index(count)) else { return false };
        *room = Held { lot, cost };
        put(&mut self.counts, need, count.saturating_add(1));
        self.set(lot, Holder(need));
        true
    }

    /// A need loses a lot; `false` where it does not have it.
    pub(super) fn take(&mut self, lot: Node, need: u32) -> bool {
        let Some(place) = self.held(need).iter().position(|held| held.lot == lot) else { return false };
        let last = at(&self.counts, need).saturating_sub(1);
        self.held.row_mut(need).swap(place, index(last));
        put(&mut self.counts, need, last);
        self.set(lot, self.holder(lot).taken());
        true
    }
}
