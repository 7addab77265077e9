//! The pairs of an instance: which lots may serve a need, and what they cost.

use std::sync::Arc;

use super::network::Node;
use super::price::Price;
use super::rows::{Rows, at, index, place};

/// A lot that may serve a need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<C> {
    pub(super) lot: Node,
    pub(super) cost: C,
}

/// What pairs cost: in half the room where all of it is small.
#[derive(Clone, Debug)]
enum Costs<C> {
    Small(Vec<u32>),
    Any(Vec<C>),
}

impl<C> Default for Costs<C> {
    fn default() -> Self {
        Self::Small(Vec::new())
    }
}

impl<C: Price> Costs<C> {
    fn with_room(pairs: usize) -> Self {
        match C::ZERO.as_small() {
            Some(_) => Self::Small(Vec::with_capacity(pairs)),
            None => Self::Any(Vec::with_capacity(pairs)),
        }
    }

    fn push(&mut self, cost: C) {
        if let (Self::Small(small), None) = (&*self, cost.as_small()) {
            let mut any = Vec::with_capacity(small.capacity());
            any.extend(small.iter().copied().map(C::from_small));
            *self = Self::Any(any);
        }
        match (self, cost.as_small()) {
            (Self::Small(small), Some(cost)) => small.push(cost),
            (Self::Any(any), _) => any.push(cost),
            _ => {}
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Small(costs) => costs.len(),
            Self::Any(costs) => costs.len(),
        }
    }

    fn at(&self, pair: u32) -> C {
        match self {
            Self::Small(costs) => C::from_small(at(costs, pair)),
            Self::Any(costs) => at(costs, pair),
        }
    }
}

/// The pairs of each need, each row in the order of lots. Where none was left out, lots are those of the problem, kept once.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs<C> {
    lots: Arc<Rows<Node>>,
    costs: Costs<C>,
    /// Their places among the pairs of the problem, where some were left out.
    edges: Option<Vec<u32>>,
}

impl<C: Price> Pairs<C> {
    /// All pairs of a problem, not priced yet.
    pub(super) fn of(lots: Arc<Rows<Node>>) -> Self {
        Self { lots, costs: Costs::default(), edges: None }
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
        let start = self.lots.start(need);
        let cost = move |here: usize| self.costs.at(start.wrapping_add(place(here)));
        self.lots.row(need).iter().enumerate().map(move |(here, lot)| Pair { lot: *lot, cost: cost(here) })
    }

    /// Visits the pairs of a need, each with its place: as `row` does, and quicker where there are many.
    pub(super) fn each(&self, need: u32, mut visit: impl FnMut(u32, Pair<C>)) {
        let start = self.start(need);
        let lots = (start..).zip(self.lots(need));
        match &self.costs {
            Costs::Small(costs) => {
                let costs = costs.get(index(start)..).unwrap_or_default();
                lots.zip(costs).for_each(|((pair, lot), cost)| {
                    visit(pair, Pair { lot: *lot, cost: C::from_small(*cost) });
                });
            }
            Costs::Any(costs) => {
                let costs = costs.get(index(start)..).unwrap_or_default();
                lots.zip(costs).for_each(|((pair, lot), cost)| visit(pair, Pair { lot: *lot, cost: *cost }));
            }
        }
    }

    /// All pairs.
    pub(super) fn all(&self) -> impl Iterator<Item = Pair<C>> {
        self.lots.all().iter().zip(0..).map(|(lot, pair)| Pair { lot: *lot, cost: self.costs.at(pair) })
    }

    /// A pair by its place.
    pub(super) fn get(&self, pair: u32) -> Pair<C> {
        Pair { lot: self.lots.get(pair), cost: self.costs.at(pair) }
    }

    /// The place of a pair in the problem, from its place here.
    pub(super) fn edge(&self, pair: u32) -> u32 {
        self.edges.as_ref().map_or(pair, |edges| at(edges, pair))
    }

    /// Gives each pair another cost, by its need, its lot, and its place in the problem.
    pub(super) fn price(&mut self, cost: impl Fn(u32, Node, u32) -> C) {
        self.costs = Costs::default();
        let mut costs = Costs::with_room(self.lots.all().len());
        for need in 0..self.rows() {
            for (pair, lot) in (self.start(need)..).zip(self.lots(need)) {
                costs.push(cost(need, *lot, self.edge(pair)));
            }
        }
        self.costs = costs;
    }

    /// Leaves out the pairs for which `keep` says no; it is asked with the need, the pair, and its place in the problem.
    pub(super) fn retain(&mut self, keep: impl Fn(u32, Pair<C>, u32) -> bool) {
        let all_kept = |need| {
            (self.start(need)..).zip(self.row(need)).all(|(pair, one)| keep(need, one, self.edge(pair)))
        };
        if (0..self.rows()).all(all_kept) {
            return;
        }
        let mut kept = Vec::new();
        let mut starts = vec![0];
        for need in 0..self.rows() {
            self.each(need, |pair, one| {
                if keep(need, one, self.edge(pair)) {
                    kept.push(pair);
                }
            });
            starts.push(place(kept.len()));
        }
        kept.shrink_to_fit();
        let lots = kept.iter().map(|pair| self.lots.get(*pair)).collect();
        let mut costs = Costs::with_room(kept.len());
        kept.iter().for_each(|pair| costs.push(self.costs.at(*pair)));
        let mut edges = kept;
        edges.iter_mut().for_each(|pair| *pair = self.edge(*pair));
        *self = Self { lots: Arc::new(Rows::in_order(starts, lots)), costs, edges: Some(edges) };
    }
}

impl Pairs<i64> {
    /// Gives every pair what stands at its place in the problem, or zero behind the end.
    pub(super) fn price_by(&mut self, list: &[u32]) {
        self.costs = Costs::default();
        let costs = match &self.edges {
            Some(edges) => edges.iter().map(|edge| at(list, *edge)).collect(),
            None => {
                let mut costs = list.to_vec();
                costs.resize(self.lots.all().len(), 0);
                costs
            }
        };
        self.costs = Costs::Small(costs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_keeps_its_place_in_the_problem() {
        let lots = Rows::of(2, [(0, 7), (0, 8), (1, 7), (1, 9)].into_iter());
        let mut pairs = Pairs::of(Arc::new(lots));
        pairs.price(|_, _, pair| if pair == 3 { 1_i64 << 40 } else { i64::from(pair) + 1 });
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
