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

/// Whether no other flow of this face fits.
pub(super) fn unique<C: Price>(face: &Instance<C>, flow: &Flow<C>) -> bool {
    let mut joined = Joined::new(face.shape.end);
    let mut one_way = Vec::new();
    for node in 1..face.shape.end {
        let gate = face.gate(node);
        let through = flow.through(node);
        match (through < gate.most, through > gate.least) {
            (true, true) if !joined.join(gate.parent, node) => return false,
            (true, false) => one_way.push((gate.parent, node)),
            (false, true) => one_way.push((node, gate.parent)),
            _ => {}
        }
    }
    let mut used = vec![false; face.pairs.all().len()];
    for (_, one) in flow.all_uses(&face.shape) {
        put(&mut used, one.pair, true);
    }
    for need in face.shape.all_needs() {
        for (pair, one) in face.pairs_of(need) {
            if !at(&used, pair) {
                one_way.push((one.lot, need));
            } else if !joined.join(one.lot, need) {
                return false;
            }
        }
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
