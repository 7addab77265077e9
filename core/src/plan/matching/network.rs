//! The problem as a network: a tree of gates, and pairs between its leaves.
//!
//! Every unit that is needed comes from the source, one way or another. A unit of a lot comes through the supply limits
//! that hold the lot, and goes over a pair to the need. A unit that a need is short of comes through the demand limits
//! that hold the need: where a limit lets only so many units be covered, at least the rest must be short. So all limits
//! are gates of one tree, from the source down to lots and needs, and every need is met exactly. A whole flow on such a
//! network is always best in whole units.
//!
//! ```text
//! source -> supply limit -> lot -> (pair) -> need
//! source -> demand limit ------------------> need     what it is short of
//! ```
//!
//! A gate may cost less up to a bend: a limit that asks for at least so many units pays for each below.

use std::sync::Arc;

use super::pairs::{Pair, Pairs};
use super::price::Price;
use super::rows::{Rows, at, index, place, put};

/// A node of the tree: the source, then the limits, the lots, and the needs.
pub(super) type Node = u32;
/// Where all units come from.
pub(super) const SOURCE: Node = 0;
/// No node, no pair.
pub(super) const NONE: u32 = u32::MAX;
/// More units than there can be.
pub(super) const NO_END: u32 = u32::MAX >> 1;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The source, or a limit: it has gates to others.
    Inner,
    Lot,
    Need,
}

/// The way from a parent to a node.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gate<C> {
    pub(super) parent: Node,
    /// The fewest units it must let through.
    pub(super) least: u32,
    /// Up to so many units it costs `first` a unit.
    pub(super) bend: u32,
    /// The most units it lets through.
    pub(super) most: u32,
    pub(super) first: C,
    /// What a unit costs beyond the bend; never less.
    pub(super) rest: C,
}

impl<C> Gate<C> {
    /// Whether it lets through so many units, and neither fewer nor more.
    pub(super) fn is_fixed(&self) -> bool {
        self.least >= self.most
    }

    /// Lets through what another gate does.
    pub(super) fn bound_as<D>(&mut self, other: &Gate<D>) {
        (self.least, self.bend, self.most) = (other.least, other.bend, other.most);
    }
}

impl<C: Price> Gate<C> {
    /// What one unit more costs, and how many have room at that.
    pub(super) fn more(&self, through: u32) -> Option<(C, u32)> {
        match through {
            _ if through >= self.most => None,
            _ if through < self.bend => Some((self.first, self.bend.min(self.most).wrapping_sub(through))),
            _ => Some((self.rest, self.most.wrapping_sub(through))),
        }
    }

    /// What the last unit costs, and how many can go that cost as much.
    pub(super) fn last(&self, through: u32) -> Option<(C, u32)> {
        match through {
            _ if through <= self.least => None,
            _ if through > self.bend => Some((self.rest, through.wrapping_sub(self.bend.max(self.least)))),
            _ => Some((self.first, through.wrapping_sub(self.least))),
        }
    }

    /// The units that go through where nothing asks for any.
    pub(super) fn start(&self) -> u32 {
        let start = if self.first < C::ZERO { self.bend.max(self.least) } else { self.least };
        start.min(self.most)
    }
}

/// How the nodes hang together; no question changes it.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// The first lot; limits come before.
    pub(super) lots: Node,
    /// The first need.
    pub(super) needs: Node,
    /// Behind the last need.
    pub(super) end: Node,
    /// By node: its parent.
    pub(super) parents: Vec<Node>,
    /// By limit of the problem: its node.
    pub(super) limits: Vec<Node>,
    /// By node: whether it is a supply limit.
    pub(super) supply: Vec<bool>,
    /// The nodes behind each inner node.
    pub(super) children: Option<Arc<Rows<Node>>>,
}

impl Shape {
    pub(super) fn kind(&self, node: Node) -> Kind {
        match node {
            _ if node < self.lots => Kind::Inner,
            _ if node < self.needs => Kind::Lot,
            _ => Kind::Need,
        }
    }

    /// The nodes behind an inner node.
    pub(super) fn children(&self, node: Node) -> &[Node] {
        self.children.as_ref().map_or(&[], |children| children.row(node))
    }

    pub(super) fn parent(&self, node: Node) -> Node {
        at(&self.parents, node)
    }

    /// The node of a need, by its place.
    pub(super) fn need(&self, place: u32) -> Node {
        self.needs.saturating_add(place)
    }

    /// The place of a need.
    pub(super) fn need_place(&self, node: Node) -> u32 {
        node.wrapping_sub(self.needs)
    }

    /// The place of a lot.
    pub(super) fn lot_place(&self, node: Node) -> u32 {
        node.wrapping_sub(self.lots)
    }

    /// All lots.
    pub(super) fn all_lots(&self) -> std::ops::Range<Node> {
        self.lots..self.needs
    }

    /// All needs.
    pub(super) fn all_needs(&self) -> std::ops::Range<Node> {
        self.needs..self.end
    }

    /// How many nodes there are.
    pub(super) fn nodes(&self) -> usize {
        index(self.end)
    }

    pub(super) fn with_children(mut self) -> Self {
        let parents = self.parents.iter().enumerate().skip(1).map(|(node, parent)| (*parent, place(node)));
        self.children = Some(Arc::new(Rows::of(index(self.lots), parents)));
        self
    }

    /// The units needed below each node, where a unit counts for its need and for the demand limits that hold it.
    pub(super) fn needed_below(&self, needs: &[u32]) -> Vec<u32> {
        let mut below = vec![0_u32; self.nodes()];
        for (need, units) in self.all_needs().zip(needs) {
            let mut node = need;
            while node != SOURCE {
                let sum = at(&below, node);
                put(&mut below, node, sum.saturating_add(*units));
                node = self.parent(node);
            }
        }
        below
    }
}

/// A network with the costs of one stage, or of all.
#[derive(Clone, Debug)]
pub(super) struct Instance<C> {
    pub(super) shape: Arc<Shape>,
    /// By node; that of the source is closed.
    pub(super) gates: Vec<Gate<C>>,
    /// By need: the units it must have.
    pub(super) needed: Vec<u32>,
    /// The pairs of each need, by its place.
    pub(super) pairs: Arc<Pairs<C>>,
    pub(super) closed: Gate<C>,
}

impl<C: Price> Instance<C> {
    /// The gate of a node.
    pub(super) fn gate(&self, node: Node) -> &Gate<C> {
        self.gates.get(index(node)).unwrap_or(&self.closed)
    }

    /// The pairs of a need, each with its place among all.
    pub(super) fn pairs_of(&self, need: Node) -> impl Iterator<Item = (u32, Pair<C>)> + Clone {
        let row = self.shape.need_place(need);
        (self.pairs.start(row)..).zip(self.pairs.row(row))
    }

    /// The place of the pair between a lot and a need among all pairs; rows stand in the order of lots.
    pub(super) fn pair_between(&self, lot: Node, need: Node) -> Option<u32> {
        let row = self.shape.need_place(need);
        let found = self.pairs.lots(row).binary_search(&lot).ok()?;
        Some(self.pairs.start(row).saturating_add(place(found)))
    }

    /// Whether more is needed than lots and limits let through, so that prices must rise everywhere.
    pub(super) fn is_scarce(&self) -> bool {
        let mut supply = vec![0_u64; index(self.shape.needs)];
        for node in (1..self.shape.needs).rev() {
            let most = u64::from(self.gate(node).most);
            let own = if self.shape.kind(node) == Kind::Lot { most } else { at(&supply, node).min(most) };
            let parent = self.shape.parent(node);
            let sum = at(&supply, parent).saturating_add(own);
            put(&mut supply, parent, sum);
        }
        let needed = self.needed.iter().fold(0_u64, |sum, units| sum.saturating_add((*units).into()));
        needed > at(&supply, SOURCE)
    }

    /// The units that a need must have.
    pub(super) fn needed(&self, need: Node) -> u32 {
        at(&self.needed, self.shape.need_place(need))
    }
}
