//! A problem as price phases want it: small, in parts, and with what needs of one kind look at side by side.
//!
//! Such needs look at the same lots. Where these stand side by side, and pairs take little room, most of what a bid reads is
//! still at hand from the bid before. No answer depends on the order.

use std::sync::Arc;

use super::super::super::flow::Flow;
use super::super::super::network::{Gate, Instance, NONE, Node, Shape};
use super::super::super::rows::{Rows, at, moved, put};

/// How many binary digits a cost may have in parts.
const BITS: u32 = 31;
/// How close to whole prices a phase must come before these are tried: to one part in 2^CLOSE.
const CLOSE: u32 = 3;

/// A pair as bids look at it, with its cost in parts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Near {
    pub(super) lot: Node,
    pub(super) cost: u32,
}

/// How costs are counted: in so many parts to one, or where they are large so many to one part.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    to_one: u32,
    less: u32,
}

impl Parts {
    /// As many as there are nodes, where they fit: then what is best in parts is best.
    pub(super) fn for_costs(largest: i64, nodes: Node) -> Self {
        let most = u32::BITS.saturating_sub(nodes.leading_zeros());
        let bits = u64::BITS.saturating_sub(largest.leading_zeros());
        Self { to_one: BITS.saturating_sub(bits).min(most), less: bits.saturating_sub(BITS) }
    }

    pub(super) fn of(self, cost: i64) -> i64 {
        cost.wrapping_shl(self.to_one).wrapping_shr(self.less)
    }

    /// How much that many parts are, at least.
    pub(super) fn undone(self, parts: i64) -> i64 {
        parts.wrapping_shr(self.to_one)
    }

    fn small(self, cost: i64) -> u32 {
        u32::try_from(self.of(cost)).unwrap_or(u32::MAX)
    }

    /// A slack that is small beside one; less than any where costs are too large to be counted to the one.
    pub(super) fn close(self) -> i64 {
        self.of(1) >> CLOSE
    }
}

/// An instance in another order of lots.
pub(super) struct Order {
    /// By node of the instance: where it stands here.
    places: Vec<Node>,
    parts: Parts,
    /// The tree with its costs in parts; without pairs.
    pub(super) tree: Instance<i64>,
    /// The pairs of each need, from the cheapest on.
    pub(super) rows: Rows<Near>,
}

impl Order {
    /// Puts lots in the order in which they first come in the rows of needs.
    pub(super) fn of(instance: &Instance<i64>, parts: Parts) -> Self {
        let shape = &instance.shape;
        let mut places: Vec<Node> =
            (0..shape.end).map(|node| if shape.all_lots().contains(&node) { NONE } else { node }).collect();
        let looked_at = instance.pairs.all().map(|pair| pair.lot);
        let mut next = shape.lots;
        for lot in looked_at.chain(shape.all_lots()) {
            if at(&places, lot) == NONE {
                put(&mut places, lot, next);
                next = next.wrapping_add(1);
            }
        }
        let near = instance
            .pairs
            .all()
            .map(|pair| Near { lot: at(&places, pair.lot), cost: parts.small(pair.cost) });
        let mut rows = Rows::in_order(instance.pairs.starts().to_vec(), near.collect());
        for need in 0..rows.rows() {
            rows.row_mut(need)
                .sort_unstable_by_key(|near| u64::from(near.cost) << u32::BITS | u64::from(near.lot));
        }
        let in_parts =
            |gate: &Gate<i64>| Gate { first: parts.of(gate.first), rest: parts.of(gate.rest), ..*gate };
        let gates: Vec<Gate<i64>> = instance.gates.iter().map(in_parts).collect();
        let mut parents = moved(&shape.parents, &places);
        for (place, gate) in places.iter().zip(&gates) {
            if gate.is_fixed() {
                // No limit can take it back, and so none says what it costs: it is as dear as it is itself.
                put(&mut parents, *place, *place);
            }
        }
        let tree = Instance {
            shape: Arc::new(Shape { parents, children: None, ..Shape::clone(shape) }),
            gates: moved(&gates, &places),
            needed: instance.needed.clone(),
            pairs: Arc::default(),
            closed: instance.closed,
        };
        Self { places, parts, tree, rows }
    }

    /// A flow in this order, with its prices in parts; uses go by their need.
    pub(super) fn put(&self, instance: &Instance<i64>, flow: &Flow<i64>) -> Flow<i64> {
        let name = |_, need, cost| Some((need, self.parts.of(cost)));
        let mut flow = flow.in_order(&instance.shape, &self.places, name);
        flow.prices.iter_mut().for_each(|price| *price = self.parts.of(*price));
        flow
    }

    /// A flow of this order on the instance, its prices still in parts.
    pub(super) fn take_back(&self, instance: &Instance<i64>, flow: &Flow<i64>) -> Flow<i64> {
        let mut before = vec![NONE; self.places.len()];
        for (node, place) in (0..).zip(&self.places) {
            put(&mut before, *place, node);
        }
        let name = |lot, need, _| {
            let pair = instance.pair_between(lot, need)?;
            Some((pair, instance.pairs.get(pair).cost))
        };
        flow.in_order(&instance.shape, &before, name)
    }

    /// The needs, those behind each other that look at the same lots.
    pub(super) fn rivals(&self) -> Vec<Node> {
        let shape = &self.tree.shape;
        let first = |need: &Node| {
            let row = self.rows.row(shape.need_place(*need));
            (row.iter().map(|near| near.lot).min(), *need)
        };
        let mut rivals: Vec<Node> = shape.all_needs().collect();
        rivals.sort_by_cached_key(first);
        rivals
    }
}
