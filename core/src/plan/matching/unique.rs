//! Whether a best plan is the only one.
//!
//! Best flows differ by cycles of steps that cost nothing against the potentials: steps the flow leaves room for, on
//! edges that are tight. Going along an edge and back over it is no such cycle, it changes nothing. So edges that
//! can be passed both ways are joined first: if they close a ring, there is a cycle; if not, nodes they join stand
//! for one, and any cycle left among these, over edges that can be passed one way, is real. Time is linear in the
//! number of edges, but for the joining.

use super::cost::Cost;
use super::network::{Network, at, at_mut};
use crate::words::finding::Error;

/// Whether no other flow is as good on the first so many levels. The potentials must prove the flow best.
pub(super) fn unique(network: &Network, potentials: &[Cost], levels: usize) -> Result<bool, Error> {
    let mut joined = Joined::new(network.nodes());
    let mut one_way = Vec::new();
    for edge in 0..network.edges().len() {
        if !network.tight(edge, potentials, levels)? {
            continue;
        }
        let mut steps = network.steps_over(edge)?;
        match (steps.next(), steps.next()) {
            (Some(step), Some(_)) if !joined.join(step.from, step.to)? => return Ok(false),
            (Some(step), None) => one_way.push((step.from, step.to)),
            _ => {}
        }
    }
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); network.nodes()];
    let mut before = vec![0_usize; network.nodes()];
    for (from, to) in one_way {
        let (from, to) = (joined.root(from)?, joined.root(to)?);
        at_mut(&mut after, from)?.push(to);
        let before = at_mut(&mut before, to)?;
        *before = before.saturating_add(1);
    }
    // Take away nodes that nothing leads into; what remains holds a cycle.
    let mut free: Vec<usize> =
        before.iter().enumerate().filter(|(_, count)| **count == 0).map(|(node, _)| node).collect();
    let mut taken = 0_usize;
    while let Some(node) = free.pop() {
        taken = taken.saturating_add(1);
        for to in at(&after, node)? {
            let before = at_mut(&mut before, *to)?;
            *before = before.saturating_sub(1);
            if *before == 0 {
                free.push(*to);
            }
        }
    }
    Ok(taken == network.nodes())
}

/// Nodes that are joined into one (union-find).
pub(super) struct Joined {
    towards: Vec<usize>,
}

impl Joined {
    /// Every node by itself.
    pub(super) fn new(nodes: usize) -> Self {
        Self { towards: (0..nodes).collect() }
    }

    /// The node that stands for all that are joined with this one.
    pub(super) fn root(&mut self, node: usize) -> Result<usize, Error> {
        let mut node = node;
        loop {
            let next = *at(&self.towards, node)?;
            if next == node {
                return Ok(node);
            }
            let over = *at(&self.towards, next)?;
            *at_mut(&mut self.towards, node)? = over;
            node = over;
        }
    }

    /// Joins two nodes; `false` where they were joined before. The lower one stands for both.
    pub(super) fn join(&mut self, a: usize, b: usize) -> Result<bool, Error> {
        let (a, b) = (self.root(a)?, self.root(b)?);
        *at_mut(&mut self.towards, a.max(b))? = a.min(b);
        Ok(a != b)
    }
}
