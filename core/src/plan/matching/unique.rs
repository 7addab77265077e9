//! Whether a best plan is the only one.
//!
//! On the face, best flows differ by cycles of steps that the flow leaves room for. Going along an edge and back over it
//! is no such cycle, it changes nothing. So edges that can be passed both ways are joined first: if they close a ring,
//! there is a cycle; if not, nodes they join stand for one, and any cycle left among these, over edges that can be passed
//! one way, is real. Time is linear in the number of edges, but for the joining.

use super::flow::Flow;
use super::network::{Instance, Node};
use super::price::Price;
use super::rows::{Rows, at, index, put};

/// How a flow leaves room between two nodes, and what a unit costs there.
pub(super) enum Ways<C> {
    /// Both ways: one more, and the last one back.
    Both(C, C),
    /// One way only.
    One(C),
}

/// Every two nodes between which a flow leaves room for a step, until it is told to stop; `false` where it is.
pub(super) fn each_step<C: Price>(
    face: &Instance<C>,
    flow: &Flow<C>,
    mut step: impl FnMut(Node, Node, Ways<C>) -> bool,
) -> bool {
    for node in 1..face.shape.end {
        let gate = face.gate(node);
        let through = flow.through(node);
        let goes_on = match (gate.more(through), gate.last(through)) {
            (Some((more, _)), Some((last, _))) => step(gate.parent, node, Ways::Both(more, last)),
            (Some((more, _)), None) => step(gate.parent, node, Ways::One(more)),
            (None, Some((last, _))) => step(node, gate.parent, Ways::One(C::ZERO.minus(last))),
            (None, None) => true,
        };
        if !goes_on {
            return false;
        }
    }
    let mut used = vec![false; face.pairs.len()];
    for (_, one) in flow.all_uses(&face.shape) {
        put(&mut used, one.pair, true);
    }
    face.shape.all_needs().all(|need| {
        face.pairs_of(need).all(|(pair, one)| match at(&used, pair) {
            true => step(one.lot, need, Ways::Both(one.cost, one.cost)),
            false => step(one.lot, need, Ways::One(one.cost)),
        })
    })
}

/// Whether no other flow of this face fits.
pub(super) fn unique<C: Price>(face: &Instance<C>, flow: &Flow<C>) -> bool {
    let mut joined = Joined::new(face.shape.end);
    let mut one_way = Vec::new();
    let no_ring = each_step(face, flow, |from, to, ways| match ways {
        Ways::Both(..) => joined.join(from, to),
        Ways::One(_) => {
            one_way.push((from, to));
            true
        }
    });
    if !no_ring {
        return false;
    }
    for (from, to) in &mut one_way {
        (*from, *to) = (joined.root(*from), joined.root(*to));
    }
    let after = Rows::of(index(face.shape.end), one_way.iter().copied());
    let mut before = vec![0_u32; index(face.shape.end)];
    for (_, to) in one_way {
        let count = at(&before, to);
        put(&mut before, to, count.saturating_add(1));
    }
    // Take away nodes that nothing leads into; what remains holds a cycle.
    let mut free: Vec<Node> = (0..face.shape.end).filter(|node| at(&before, *node) == 0).collect();
    let mut taken = 0_u32;
    while let Some(node) = free.pop() {
        taken = taken.saturating_add(1);
        for to in after.row(node) {
            let left = at(&before, *to).saturating_sub(1);
            put(&mut before, *to, left);
            if left == 0 {
                free.push(*to);
            }
        }
    }
    taken == face.shape.end
}

/// Nodes that are joined into one (union-find).
pub(super) struct Joined {
    towards: Vec<Node>,
}

impl Joined {
    /// Every node by itself.
    pub(super) fn new(nodes: Node) -> Self {
        Self { towards: (0..nodes).collect() }
    }

    /// The node that stands for all that are joined with this one.
    pub(super) fn root(&mut self, node: Node) -> Node {
        let mut node = node;
        loop {
            let next = at(&self.towards, node);
            if next == node {
                return node;
            }
            let over = at(&self.towards, next);
            put(&mut self.towards, node, over);
            node = over;
        }
    }

    /// Joins two nodes; `false` where they were joined before. The lower one stands for both.
    pub(super) fn join(&mut self, a: Node, b: Node) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        put(&mut self.towards, a.max(b), a.min(b));
        a != b
    }
}
