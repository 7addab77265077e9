//! The problem in numbers: a tree of gates, and pairs between its leaves.
//!
//! Every unit that is needed comes from the source, one way or another. A unit of a lot comes through the supply limits
//! that hold the lot, and goes over a pair to the need. A unit that a need is short of comes through the demand limits
//! that hold the need: where a limit lets only so many units be covered, at least the rest must be short. So all limits
//! are gates of one tree, from the source down to lots and needs, and every need is met exactly.
//!
//! ```text
//! source -> supply limit -> lot -> (pair) -> need
//! source -> demand limit ------------------> need     what it is short of
//! ```

use super::super::network::{Network, SINK, What, at, at_mut};
use crate::words::finding::Error;

/// A node of the tree, numbered as in the network.
pub(super) type Node = u32;
/// Where all units come from.
pub(super) const SOURCE: Node = 0;
/// No node, no pair.
pub(super) const NONE: u32 = u32::MAX;

/// The way from a parent to a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gate {
    pub(super) parent: Node,
    /// The fewest units it must let through.
    pub(super) least: u32,
    /// The most units it lets through.
    pub(super) most: u32,
    /// What a unit costs: more than nothing only where a need is short of it.
    pub(super) cost: i64,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The source, or a limit: it has gates to others.
    Inner,
    Lot,
    Need,
}

/// The problem in numbers. The costs are those of one stage.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// By node; that of the source is closed.
    pub(super) gates: Vec<Gate>,
    pub(super) kinds: Vec<Kind>,
    /// Units that each need must have; of other nodes none.
    pub(super) needed: Vec<u32>,
    /// The nodes behind each inner node.
    pub(super) children: Rows<Node>,
    /// The pairs of each need.
    pub(super) pairs: Rows<Pair>,
}

/// A lot that may serve a need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) lot: Node,
    /// Its edge in the network.
    pub(super) edge: u32,
    pub(super) cost: i64,
}

/// Lists by node, one behind the other.
#[derive(Clone, Debug)]
pub(super) struct Rows<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy> Rows<T> {
    /// The items by node, in the order in which they come.
    fn of(nodes: usize, each: impl Iterator<Item = (Node, T)> + Clone) -> Result<Self, Error> {
        let mut counts = vec![0_u32; nodes.saturating_add(1)];
        for (node, _) in each.clone() {
            let count = at_mut(&mut counts, index(node))?;
            *count = count.saturating_add(1);
        }
        let mut sum = 0_u32;
        for count in &mut counts {
            (*count, sum) = (sum, sum.saturating_add(*count));
        }
        let starts = counts.clone();
        let mut items: Vec<Option<T>> = vec![None; index(sum)];
        for (node, item) in each {
            let next = at_mut(&mut counts, index(node))?;
            *at_mut(&mut items, index(*next))? = Some(item);
            *next = next.saturating_add(1);
        }
        Ok(Self { starts, items: items.into_iter().flatten().collect() })
    }

    /// The items of a node.
    pub(super) fn of_node(&self, node: Node) -> &[T] {
        self.items.get(self.range(node)).unwrap_or_default()
    }

    /// Where the items of a node stand among all.
    pub(super) fn range(&self, node: Node) -> std::ops::Range<usize> {
        let start = |node: usize| self.starts.get(node).copied().map_or(0, index);
        start(index(node))..start(index(node).saturating_add(1))
    }

    /// All items.
    pub(super) fn all(&self) -> &[T] {
        &self.items
    }

    /// All items, to change them.
    pub(super) fn all_mut(&mut self) -> &mut [T] {
        &mut self.items
    }

    /// An item by its place among all.
    pub(super) fn get(&self, place: u32) -> Result<&T, Error> {
        at(&self.items, index(place))
    }

    /// Takes the items out for which `keep` says no.
    pub(super) fn retain(
        &mut self,
        mut keep: impl FnMut(Node, &T) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let (mut from, mut kept) = (0_usize, 0_usize);
        let nodes = place(self.starts.len().saturating_sub(1));
        for node in 0..nodes {
            let until = self.range(node).end;
            *at_mut(&mut self.starts, index(node))? = place(kept);
            for old in from..until {
                let item = *at(&self.items, old)?;
                if keep(node, &item)? {
                    *at_mut(&mut self.items, kept)? = item;
                    kept = kept.saturating_add(1);
                }
            }
            from = until;
        }
        *at_mut(&mut self.starts, index(nodes))? = place(kept);
        self.items.truncate(kept);
        Ok(())
    }
}

impl Instance {
    /// The network in numbers, without costs.
    pub(super) fn of(network: &Network) -> Result<Self, Error> {
        let nodes = network.nodes();
        let closed = Gate { parent: SOURCE, least: 0, most: 0, cost: 0 };
        let mut instance = Self {
            gates: vec![closed; nodes],
            kinds: vec![Kind::Inner; nodes],
            needed: vec![0; nodes],
            children: Rows { starts: vec![0], items: Vec::new() },
            pairs: Rows { starts: vec![0], items: Vec::new() },
        };
        let parent = |node: usize| if node == SINK { SOURCE } else { place(node) };
        let mut pairs = Vec::with_capacity(network.pairs());
        for (i, edge) in network.edges().iter().enumerate() {
            let most = edge.capacity;
            let (node, gate, kind) = match edge.what {
                What::Pair => {
                    let pair = Pair { lot: place(edge.from), edge: place(i), cost: 0 };
                    pairs.push((place(edge.to), pair));
                    continue;
                }
                What::Return => continue,
                What::SupplyLimit(_) => {
                    (edge.to, Gate { parent: place(edge.from), most, ..closed }, Kind::Inner)
                }
                What::Lot(_) => (edge.to, Gate { parent: place(edge.from), most, ..closed }, Kind::Lot),
                // How much a demand limit must leave short is known when its needs are.
                What::DemandLimit(_) => {
                    (edge.from, Gate { parent: parent(edge.to), most, ..closed }, Kind::Inner)
                }
                What::Requirement(_) => {
                    *at_mut(&mut instance.needed, edge.from)? = most;
                    (edge.from, Gate { parent: parent(edge.to), most, ..closed }, Kind::Need)
                }
            };
            *at_mut(&mut instance.gates, node)? = gate;
            *at_mut(&mut instance.kinds, node)? = kind;
        }
        instance.set_demand_limits(network)?;
        let gates = instance.gates.iter().enumerate().skip(SINK.saturating_add(1));
        let children = gates.map(|(node, gate)| (gate.parent, place(node)));
        instance.children = Rows::of(nodes, children.clone())?;
        instance.pairs = Rows::of(nodes, pairs.iter().copied())?;
        Ok(instance)
    }

    /// A limit on what is covered is a least number of what is short. One that lets all be covered limits nothing, and
    /// is passed by: nothing goes through it, and it has no price of its own.
    fn set_demand_limits(&mut self, network: &Network) -> Result<(), Error> {
        let mut below = vec![0_u32; self.gates.len()];
        for (node, needed) in self.needed.iter().enumerate().filter(|(_, needed)| **needed > 0) {
            let mut limit = at(&self.gates, node)?.parent;
            while limit != SOURCE {
                let units = at_mut(&mut below, index(limit))?;
                *units = units.saturating_add(*needed);
                limit = at(&self.gates, index(limit))?.parent;
            }
        }
        let mut limits = vec![false; self.gates.len()];
        for edge in network.edges().iter().filter(|edge| matches!(edge.what, What::DemandLimit(_))) {
            let units = *at(&below, edge.from)?;
            let gate = at_mut(&mut self.gates, edge.from)?;
            (gate.least, gate.most) = (units.saturating_sub(edge.capacity), units);
            *at_mut(&mut limits, edge.from)? = units > edge.capacity;
        }
        for node in 0..self.gates.len() {
            let Gate { mut parent, .. } = *at(&self.gates, node)?;
            if matches!(at(&self.kinds, node)?, Kind::Lot) {
                continue;
            }
            while parent != SOURCE && *at(&below, index(parent))? > 0 && !*at(&limits, index(parent))? {
                parent = at(&self.gates, index(parent))?.parent;
            }
            at_mut(&mut self.gates, node)?.parent = parent;
        }
        Ok(())
    }

    /// The gate of a node.
    pub(super) fn gate(&self, node: Node) -> Result<&Gate, Error> {
        at(&self.gates, index(node))
    }

    /// What a node is.
    pub(super) fn kind(&self, node: Node) -> Result<Kind, Error> {
        at(&self.kinds, index(node)).copied()
    }
}

/// A place in a list, from the number that is kept of it.
pub(super) fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// The number that is kept of a place; the limits on problems keep it in range.
pub(super) fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}
