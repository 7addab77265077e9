//! An instance in another order: what is looked at together stands together.
//!
//! Needs of one kind look at the same lots. Where these stand side by side, and such needs follow each other, most of what
//! a bid reads is still at hand from the bid before. No answer depends on the order.

use std::sync::Arc;

use super::super::flow::Flow;
use super::super::network::{Instance, NONE, Node, Pair, Shape};
use super::super::rows::{Rows, at, moved, place, put};

/// An instance in another order, where each pair knows its place in the one that was given.
pub(super) struct Ordered {
    pub(super) instance: Instance<i64>,
    /// By node as given: its place in this order.
    places: Vec<Node>,
}

impl Ordered {
    /// Lots by the first need that they may serve, needs by the first lot that may serve them.
    pub(super) fn of(given: &Instance<i64>) -> Self {
        let shape = &given.shape;
        let mut places: Vec<Node> = (0..shape.lots).chain((shape.lots..shape.end).map(|_| NONE)).collect();
        let mut next = shape.lots;
        let mut place_lot = |places: &mut Vec<Node>, lot| {
            if at(places, lot) == NONE {
                put(places, lot, next);
                next = next.wrapping_add(1);
            }
        };
        let mut needs = Vec::with_capacity(given.needed.len());
        for need in shape.all_needs() {
            let mut first = NONE;
            for (_, pair) in given.pairs_of(need) {
                place_lot(&mut places, pair.lot);
                first = first.min(at(&places, pair.lot));
            }
            needs.push((first, need));
        }
        for lot in shape.all_lots() {
            place_lot(&mut places, lot);
        }
        needs.sort_unstable();
        for ((_, need), place) in needs.iter().zip(shape.all_needs()) {
            put(&mut places, *need, place);
        }
        let mut starts = vec![0];
        let mut pairs: Vec<Pair<i64>> = Vec::with_capacity(given.pairs.all().len());
        for (_, need) in &needs {
            let start = pairs.len();
            pairs.extend(given.pairs_of(*need).map(|(edge, pair)| Pair {
                lot: at(&places, pair.lot),
                edge,
                ..*pair
            }));
            if let Some(row) = pairs.get_mut(start..) {
                row.sort_unstable_by_key(|pair| pair.lot);
            }
            starts.push(place(pairs.len()));
        }
        let instance = Instance {
            shape: Arc::new(
                Shape {
                    parents: moved(&shape.parents, &places),
                    supply: moved(&shape.supply, &places),
                    children: None,
                    ..Shape::clone(shape)
                }
                .with_children(),
            ),
            gates: moved(&given.gates, &places),
            needed: needs.iter().map(|(_, need)| given.needed(*need)).collect(),
            pairs: Arc::new(Rows::in_order(starts, pairs)),
            closed: given.closed,
        };
        Self { instance, places }
    }

    /// A flow on the instance that was given, in this order.
    pub(super) fn bring(&self, flow: &Flow<i64>) -> Flow<i64> {
        let pair_of = |lot, need, _| {
            let row = self.instance.shape.need_place(need);
            let found = self.instance.pairs.row(row).binary_search_by_key(&lot, |pair| pair.lot).ok()?;
            Some(self.instance.pairs.start(row).saturating_add(place(found)))
        };
        flow.in_order(&self.instance.shape, &self.places, pair_of)
    }

    /// A flow in this order, on the instance that was given.
    pub(super) fn give_back(&self, flow: &Flow<i64>) -> Flow<i64> {
        let mut given: Vec<Node> = vec![NONE; self.places.len()];
        for (place, node) in self.places.iter().zip(0..) {
            put(&mut given, *place, node);
        }
        flow.in_order(&self.instance.shape, &given, |_, _, pair| Some(self.instance.pairs.get(pair).edge))
    }
}
