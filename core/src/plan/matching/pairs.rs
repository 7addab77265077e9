//! The pairs of an instance: which lots may serve a need, and what they cost.

use std::sync::Arc;

use super::network::Node;
use super::price::Price;
use super::rows::{Rows, at, index, place, put};

/// A lot that may serve a need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<C> {
    pub(super) lot: Node,
    pub(super) cost: C,
}

/// The pairs of each need, each row in the order of lots. Where none was left out, lots are those of the problem, kept once.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs<C> {
    lots: Arc<Rows<Node>>,
    costs: Vec<C>,
    /// Their places among the pairs of the problem, where some were left out.
    edges: Option<Vec<u32>>,
}

impl<C: Price> Pairs<C> {
    /// All pairs of a problem, with what each costs.
    pub(super) fn of(lots: Arc<Rows<Node>>, costs: Vec<C>) -> Self {
        Self { lots, costs, edges: None }
    }

    pub(super) fn len(&self) -> usize {
        self.costs.len()
    }

    /// How many needs there are.
    pub(super) fn rows(&self) -> u32 {
        self.lots.rows()
    }

    /// Where the pairs of each need begin.
    pub(super) fn starts(&self) -> &[u32] {
        self.lots.starts()
    }

    /// Where the pairs of a need begin.
    pub(super) fn start(&self, need: u32) -> u32 {
        self.lots.start(need)
    }

    /// The lots of a need.
    pub(super) fn lots(&self, need: u32) -> &[Node] {
        self.lots.row(need)
    }

    /// The pairs of a need.
    pub(super) fn row(&self, need: u32) -> impl ExactSizeIterator<Item = Pair<C>> + Clone {
        let lots = self.lots.row(need);
        let costs = self.costs.get(index(self.lots.start(need))..).unwrap_or_default();
        lots.iter().zip(costs).map(|(lot, cost)| Pair { lot: *lot, cost: *cost })
    }

    /// All pairs.
    pub(super) fn all(&self) -> impl Iterator<Item = Pair<C>> {
        self.lots.all().iter().zip(&self.costs).map(|(lot, cost)| Pair { lot: *lot, cost: *cost })
    }

    /// A pair by its place.
    pub(super) fn get(&self, pair: u32) -> Pair<C> {
        Pair { lot: self.lots.get(pair), cost: at(&self.costs, pair) }
    }

    /// The place of a pair in the problem, from its place here.
    pub(super) fn edge(&self, pair: u32) -> u32 {
        self.edges.as_ref().map_or(pair, |edges| at(edges, pair))
    }

    /// Gives each pair another cost, by its need, its lot, and its place in the problem.
    pub(super) fn price(&mut self, cost: impl Fn(u32, Node, u32) -> C) {
        let mut costs = std::mem::take(&mut self.costs);
        for need in 0..self.rows() {
            for (pair, lot) in (self.start(need)..).zip(self.lots(need)) {
                put(&mut costs, pair, cost(need, *lot, self.edge(pair)));
            }
        }
        self.costs = costs;
    }

    /// Leaves out the pairs for which `keep` says no; it is asked with the need, the pair, and its place in the problem.
    pub(super) fn retain(&mut self, keep: impl Fn(u32, Pair<C>, u32) -> bool) {
        let (mut starts, mut lots, mut costs, mut edges) = (vec![0], Vec::new(), Vec::new(), Vec::new());
        for need in 0..self.rows() {
            for (pair, one) in (self.start(need)..).zip(self.row(need)) {
                let edge = self.edge(pair);
                if keep(need, one, edge) {
                    lots.push(one.lot);
                    costs.push(one.cost);
                    edges.push(edge);
                }
            }
            starts.push(place(lots.len()));
        }
        *self = Self { lots: Arc::new(Rows::in_order(starts, lots)), costs, edges: Some(edges) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_keeps_its_place_in_the_problem() {
        let lots = Rows::of(2, [(0, 7), (0, 8), (1, 7), (1, 9)].into_iter());
        let mut pairs = Pairs::of(Arc::new(lots), vec![1_i64, 2, 3, 4]);
        pairs.retain(|need, pair, _| need == 1 && pair.lot == 9 || pair.cost == 2);
        let left: Vec<_> =
            (0..2).map(|need| pairs.row(need).map(|pair| pair.lot).collect::<Vec<_>>()).collect();
        assert_eq!(left, [[8], [9]]);
        assert_eq!((pairs.len(), pairs.edge(0), pairs.edge(1)), (2, 1, 3));
        pairs.price(|need, lot, edge| i64::from(need * 1000 + lot * 10 + edge));
        assert_eq!((pairs.get(0).cost, pairs.get(1).cost), (81, 1093));
        pairs.retain(|_, _, edge| edge == 3);
        assert_eq!((pairs.len(), pairs.edge(0)), (1, 3));
    }
}
