//! An instance as price phases want it: costs in parts, and lots that needs of one kind look at side by side.
//!
//! Such needs look at the same lots. Where these stand side by side, most of what a bid reads is still at hand from the bid
//! before. No answer depends on the order. The instance is changed in place and put back, for a copy of its pairs would be
//! the most that solving keeps.

use std::sync::Arc;

use super::super::flow::Flow;
use super::super::network::{Instance, NONE, Node, Shape};
use super::super::rows::{at, moved, put};

/// What it takes to put an instance back as it was.
pub(super) struct Order {
    /// By node as it was: where it stands now.
    places: Vec<Node>,
    shape: Arc<Shape>,
    parts: i64,
}

impl Order {
    /// Puts lots in the order in which needs first look at them, and counts costs in parts; with a flow, whose prices are counted
    /// in parts too and whose pairs go by their places in the problem.
    pub(super) fn put(instance: &mut Instance<i64>, flow: &Flow<i64>, parts: i64) -> (Self, Flow<i64>) {
        let shape = instance.shape.clone();
        let mut places: Vec<Node> =
            (0..shape.end).map(|node| if shape.all_lots().contains(&node) { NONE } else { node }).collect();
        let looked_at = instance.pairs.all().iter().map(|pair| pair.lot);
        let mut next = shape.lots;
        for lot in looked_at.chain(shape.all_lots()) {
            if at(&places, lot) == NONE {
                put(&mut places, lot, next);
                next = next.wrapping_add(1);
            }
        }
        let in_parts = |whole: i64| whole.wrapping_mul(parts);
        let edge = |_, _, pair| Some(instance.pairs.get(pair).edge);
        let flow = flow.in_order(&shape, &places, edge, in_parts);
        change(instance, &places, in_parts);
        let parents = moved(&shape.parents, &places);
        let other = Shape { parents, children: None, ..Shape::clone(&shape) };
        instance.shape = Arc::new(other.with_children());
        (Self { places, shape, parts }, flow)
    }

    /// Puts the instance back as it was, and a flow back on it.
    pub(super) fn take_back(
        self,
        instance: &mut Instance<i64>,
        flow: Option<Flow<i64>>,
    ) -> Option<Flow<i64>> {
        let mut before = vec![NONE; self.places.len()];
        for (place, node) in self.places.iter().zip(0..) {
            put(&mut before, *place, node);
        }
        let whole = |in_parts: i64| in_parts.div_euclid(self.parts);
        change(instance, &before, whole);
        let here = |lot, need, _| instance.pair_between(lot, need);
        let flow = flow.map(|flow| flow.in_order(&self.shape, &before, here, whole));
        instance.shape = self.shape;
        flow
    }
}

/// Gives lots other places, and gates and pairs other costs.
fn change(instance: &mut Instance<i64>, places: &[Node], cost: impl Fn(i64) -> i64) {
    for gate in &mut instance.gates {
        (gate.first, gate.rest) = (cost(gate.first), cost(gate.rest));
    }
    instance.gates = moved(&instance.gates, places);
    let pairs = Arc::make_mut(&mut instance.pairs);
    for need in 0..pairs.rows() {
        let row = pairs.row_mut(need);
        for pair in &mut *row {
            (pair.lot, pair.cost) = (at(places, pair.lot), cost(pair.cost));
        }
        row.sort_unstable_by_key(|pair| pair.lot);
    }
}
