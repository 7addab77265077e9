//! A problem in numbers: the network without costs, and the figures that costs are made of.

use std::sync::Arc;

use super::figures::{Figures, Level};
use super::flow::{Flow, Use};
use super::nest::{Held, Nest};
use super::network::{Gate, Instance, NO_END, Node, SOURCE, Shape};
use super::pairs::Pairs;
use super::price::Price;
use super::problem::Side;
use super::rows::{Rows, at, index, place, put};

/// A problem in numbers. Requirements, lots and limits go by their places, pairs stand by requirement and then by lot.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    pub(super) shape: Arc<Shape>,
    /// By node, without costs.
    pub(super) gates: Vec<Gate<i64>>,
    /// By need.
    pub(super) needed: Vec<u32>,
    /// By need, the lots that may serve it; the place of a pair is its place among all.
    pub(super) pairs: Arc<Rows<Node>>,
    pub(super) figures: Arc<Figures>,
    /// By limit.
    pub(super) limits: Vec<LimitUnits>,
}

/// How many units a limit allows, and asks for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LimitUnits {
    pub(super) at_most: u32,
    pub(super) at_least: u32,
}

/// A limit by places.
pub(super) struct LimitPlaces {
    pub(super) side: Side,
    pub(super) members: Vec<u32>,
    pub(super) units: LimitUnits,
}

/// The nests of the limits over lots and over requirements.
pub(super) fn nests(limits: &[LimitPlaces], lots: usize, needs: usize) -> (Nest, Nest) {
    let of = |side: Side, count: usize| {
        let held = limits.iter().enumerate().filter(|(_, one)| one.side == side);
        let held =
            held.map(|(limit, one)| Held { limit, members: one.members.iter().map(|m| index(*m)).collect() });
        Nest::of(held.collect(), count)
    };
    (of(Side::Supply, lots), of(Side::Demand, needs))
}

impl Numbers {
    /// A sound problem in numbers. `pairs` gives the places of lots by requirement, each row in order.
    pub(super) fn of(
        needed: Vec<u32>,
        lots: &[u32],
        pairs: Rows<u32>,
        figures: Figures,
        limits: &[LimitPlaces],
    ) -> Self {
        let mut shape = Shape { parents: vec![SOURCE], supply: vec![false], ..Shape::default() };
        shape.limits = vec![SOURCE; limits.len()];
        let (supply, demand) = nests(limits, lots.len(), needed.len());
        let supply_nodes = shape.add_limits(&supply, true);
        let demand_nodes = shape.add_limits(&demand, false);
        shape.lots = place(shape.parents.len());
        let inside =
            |nodes: &[Node], around: &Option<usize>| around.map_or(SOURCE, |around| at(nodes, place(around)));
        shape.parents.extend(supply.innermost.iter().map(|around| inside(&supply_nodes, around)));
        shape.needs = place(shape.parents.len());
        shape.parents.extend(demand.innermost.iter().map(|around| inside(&demand_nodes, around)));
        shape.end = place(shape.parents.len());
        let shape = shape.with_children();
        let first_lot = shape.lots;
        let mut numbers = Self {
            gates: vec![Gate::default(); shape.nodes()],
            needed,
            pairs: Arc::new(pairs.map(|lot| first_lot.saturating_add(lot))),
            figures: Arc::new(figures),
            limits: limits.iter().map(|limit| limit.units).collect(),
            shape: Arc::new(shape),
        };
        for (lot, units) in numbers.shape.clone().all_lots().zip(lots) {
            numbers.set_most(lot, *units);
        }
        numbers.set_gates();
        numbers
    }

    /// The same without names, to test what only equal sums can show.
    #[cfg(test)]
    pub(super) fn unname(&mut self) {
        Arc::make_mut(&mut self.figures).names = super::tie::Names::Unnamed;
    }

    /// How many units a lot has.
    pub(super) fn set_most(&mut self, node: Node, units: u32) {
        let gate = at(&self.gates, node);
        put(&mut self.gates, node, Gate { most: units, bend: units, ..gate });
    }

    /// Sets the gates of limits and needs anew, from the units that they allow, ask for, and need.
    pub(super) fn set_gates(&mut self) {
        let shape = self.shape.clone();
        for (node, parent) in (0..shape.end).zip(&shape.parents) {
            let gate = at(&self.gates, node);
            put(&mut self.gates, node, Gate { parent: *parent, ..gate });
        }
        for (need, units) in shape.all_needs().zip(self.needed.clone()) {
            self.set_most(need, units);
        }
        let below = shape.needed_below(&self.needed);
        for (node, limit) in shape.limits.iter().zip(self.limits.clone()) {
            let gate = at(&self.gates, *node);
            let LimitUnits { at_most, at_least } = limit;
            let gate = if at(&shape.supply, *node) {
                Gate { least: 0, bend: at_least.min(at_most), most: at_most, ..gate }
            } else {
                // A limit on what is covered is a least number of what is short.
                let needed = at(&below, *node);
                let least = needed.saturating_sub(at_most);
                Gate { least, bend: needed.saturating_sub(at_least).max(least), most: NO_END, ..gate }
            };
            put(&mut self.gates, *node, gate);
        }
    }

    /// The network with all pairs, priced by `cost`, which is asked for the sum of figures.
    pub(super) fn instance<C: Price>(&self, cost: impl Fn(&dyn Fn(Level) -> i64) -> C) -> Instance<C> {
        let mut pairs = Pairs::of(self.pairs.clone());
        pairs.price(|need, lot, pair| {
            let place = self.shape.lot_place(lot);
            cost(&|level| self.figures.pair(level, pair, need, place))
        });
        Instance { gates: self.priced(cost), ..self.unpriced(pairs) }
    }

    /// The network with these pairs, without gates.
    pub(super) fn unpriced<C: Price>(&self, pairs: Pairs<C>) -> Instance<C> {
        Instance {
            shape: self.shape.clone(),
            gates: Vec::new(),
            needed: self.needed.clone(),
            pairs: Arc::new(pairs),
            closed: Gate::default(),
        }
    }

    /// The gates with their costs.
    pub(super) fn priced<C: Price>(&self, cost: impl Fn(&dyn Fn(Level) -> i64) -> C) -> Vec<Gate<C>> {
        let free = |gate: &Gate<i64>| Gate {
            parent: gate.parent,
            least: gate.least,
            bend: gate.bend,
            most: gate.most,
            first: C::ZERO,
            rest: C::ZERO,
        };
        let mut gates: Vec<Gate<C>> = self.gates.iter().map(free).collect();
        let below = cost(&Figures::below_floor);
        for (node, limit) in self.shape.limits.iter().zip(&self.limits) {
            if let Some(gate) = gates.get_mut(index(*node))
                && limit.at_least > 0
            {
                match at(&self.shape.supply, *node) {
                    true => gate.first = C::ZERO.minus(below),
                    false => gate.rest = below,
                }
            }
        }
        for (requirement, need) in (0..).zip(self.shape.all_needs()) {
            if let Some(gate) = gates.get_mut(index(need)) {
                let short = cost(&|level| self.figures.short(level, requirement));
                (gate.first, gate.rest) = (short, short);
            }
        }
        gates
    }

    /// What a flow costs on a level.
    pub(super) fn value(&self, flow: &Flow<i64>, level: Level) -> i64 {
        let times = |figure: i64, units: u32| figure.saturating_mul(units.into());
        let figures = &self.figures;
        let of_use = |(lot, one): (Node, Use<i64>)| {
            let (requirement, lot) = (self.shape.need_place(one.need), self.shape.lot_place(lot));
            times(figures.pair(level, one.pair, requirement, lot), one.units)
        };
        let over_pairs = flow.all_uses(&self.shape).map(of_use).fold(0, i64::saturating_add);
        let needs = (0..).zip(self.shape.all_needs());
        let short =
            needs.map(|(requirement, need)| times(figures.short(level, requirement), flow.through(need)));
        let below = Figures::below_floor(level).saturating_mul(self.below_floors(|node| flow.through(node)));
        over_pairs.saturating_add(short.fold(below, i64::saturating_add))
    }

    /// The units that limits are below what they ask for.
    pub(super) fn below_floors(&self, through: impl Fn(Node) -> u32) -> i64 {
        let needed = self.shape.needed_below(&self.needed);
        let below = self.shape.limits.iter().zip(&self.limits).map(|(node, limit)| {
            let supply = at(&self.shape.supply, *node);
            let units =
                if supply { through(*node) } else { at(&needed, *node).saturating_sub(through(*node)) };
            i64::from(limit.at_least.saturating_sub(units))
        });
        below.fold(0, i64::saturating_add)
    }

    /// The place of the requirement of a pair.
    pub(super) fn need_of(&self, pair: u32) -> u32 {
        place(self.pairs.starts().partition_point(|start| *start <= pair)).saturating_sub(1)
    }

    /// The largest number of lots and needs that a way through the network can pass twice.
    pub(super) fn fewer(&self) -> usize {
        self.needed.len().min(index(self.shape.needs.saturating_sub(self.shape.lots)))
    }
}

impl Shape {
    /// Adds the limits of one side, outer ones first, and gives their nodes in the order of the nest.
    fn add_limits(&mut self, nest: &Nest, supply: bool) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(nest.limits.len());
        for (limit, around) in &nest.limits {
            let node = place(self.parents.len());
            self.parents.push(around.map_or(SOURCE, |around| at(&nodes, place(around))));
            self.supply.push(supply);
            put(&mut self.limits, place(*limit), node);
            nodes.push(node);
        }
        nodes
    }
}
