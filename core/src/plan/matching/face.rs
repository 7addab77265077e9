//! The face: the flows that are as good as a best one.
//!
//! Where a gate or a pair has a reduced cost, every best flow lets through its least or its most; where it has none, it
//! is open (complementary slackness). So the best flows are again all flows of a network, with closer bounds and fewer
//! pairs, whichever best prices are used.

use std::cmp::Ordering;
use std::sync::Arc;

use super::flow::Flow;
use super::network::{Gate, Instance};
use super::price::Price;

/// Closes what a gate may not let through, by how the rise of the price over it compares with what it costs.
pub(super) fn close<C: Price>(gate: &mut Gate<C>, first: Ordering, rest: Ordering) {
    let bend = gate.bend.clamp(gate.least, gate.most.max(gate.least));
    // Where all of a gate lies on one side of the bend it has one cost.
    let (first, rest) = match bend {
        _ if bend == gate.least => (rest, rest),
        _ if bend == gate.most => (first, first),
        _ => (first, rest),
    };
    (gate.least, gate.most) = match (first, rest) {
        (Ordering::Less, _) => (gate.least, gate.least),
        (_, Ordering::Greater) => (gate.most, gate.most),
        (Ordering::Equal, Ordering::Less) => (gate.least, bend),
        (Ordering::Greater, Ordering::Less) => (bend, bend),
        (Ordering::Greater, Ordering::Equal) => (bend, gate.most),
        (Ordering::Equal, Ordering::Equal) => (gate.least, gate.most),
    };
}

/// Leaves open what a later stage may choose among.
pub(super) fn narrow<C: Price>(instance: &mut Instance<C>, flow: &Flow<C>) {
    narrow_by(instance, flow, |cost| cost);
}

/// The same by a part of the costs only.
pub(super) fn narrow_by<C: Price>(instance: &mut Instance<C>, flow: &Flow<C>, part: impl Fn(C) -> C) {
    let shape = instance.shape.clone();
    for (node, gate) in (0..).zip(&mut instance.gates).skip(1) {
        let rise = part(flow.price(node).minus(flow.price(shape.parent(node))));
        let (first, rest) = (rise.cmp(&part(gate.first)), rise.cmp(&part(gate.rest)));
        close(gate, first, rest);
    }
    Arc::make_mut(&mut instance.pairs).retain(|need, pair, _| {
        part(pair.cost.plus(flow.price(pair.lot)).minus(flow.price(shape.need(need)))) == C::ZERO
    });
}
