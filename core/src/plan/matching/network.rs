//! The problem as a network: units flow from the source through the supply limits to lots, over pairs to
//! requirements, and through the demand limits to the sink. What flows is covered; what does not flow is short.
//!
//! ```text
//! source -> outer supply limit -> inner -> lot -> requirement -> inner demand limit -> outer -> sink -> source
//! ```
//!
//! Every lot, requirement and limit has one gate that holds its units. A unit through the gate of a requirement of
//! class c costs -1 on the level `short-c`; a unit over a pair costs what the pair costs. A whole flow on such a
//! network is always best in whole units.

use super::cost::{Cost, Levels};
use super::nest::Nest;
use super::problem::Problem;
use crate::words::finding::{Code, Error, Finding};

/// Where units come from.
pub(super) const SOURCE: usize = 0;
/// Where covered units go.
pub(super) const SINK: usize = 1;

/// What an edge stands for, with the place in its list of the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Pair,
    SupplyLimit(usize),
    DemandLimit(usize),
    Lot(usize),
    Requirement(usize),
    /// From the sink back to the source, so that a flow is made of cycles.
    Return,
}

/// One edge with its flow.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) what: What,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) capacity: u32,
    pub(super) flow: u32,
    /// What one unit costs.
    pub(super) cost: Cost,
}

/// One step that the flow leaves room for: along an edge, or back over one that carries flow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) edge: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) back: bool,
}

/// The network with its flow.
#[derive(Clone, Debug)]
pub(super) struct Network {
    /// Pairs first, in their order; then gates, outer ones before inner; then the return.
    edges: Vec<Edge>,
    pairs: usize,
    /// For every node the edges that touch it.
    touching: Vec<Vec<usize>>,
}

/// The gates under construction. Source and sink are the first two nodes; every gate adds one.
#[derive(Default)]
struct Gates(Vec<Edge>);

impl Gates {
    /// Adds a gate and gives its node.
    fn add(&mut self, what: What, outside: Option<usize>, capacity: u32, cost: Cost) -> usize {
        let inside = self.0.len().saturating_add(2);
        let (from, to) = match what {
            What::SupplyLimit(_) | What::Lot(_) => (outside.unwrap_or(SOURCE), inside),
            _ => (inside, outside.unwrap_or(SINK)),
        };
        self.0.push(Edge { what, from, to, capacity, flow: 0, cost });
        inside
    }

    /// Adds the limits of one side and gives their nodes, in the order of the nest.
    fn limits(
        &mut self,
        problem: &Problem,
        nest: &Nest,
        what: fn(usize) -> What,
        free: &Cost,
    ) -> Result<Vec<usize>, Error> {
        let mut nodes = Vec::with_capacity(nest.limits.len());
        for (limit, around) in &nest.limits {
            let at_most = at(&problem.limits, *limit)?.at_most().get();
            let outside = node_of(&nodes, *around)?;
            nodes.push(self.add(what(*limit), outside, at_most, free.clone()));
        }
        Ok(nodes)
    }
}

fn node_of(limits: &[usize], place: Option<usize>) -> Result<Option<usize>, Error> {
    place.map(|place| at(limits, place).copied()).transpose()
}

/// The edges of the pairs. The gates on both sides hold the units: with no bound of its own, a pair is priced by
/// them alone.
fn pairs(
    problem: &Problem,
    levels: Levels,
    lots: &[usize],
    requirements: &[usize],
) -> Result<Vec<Edge>, Error> {
    let (lot_places, requirement_places) = (problem.lot_places(), problem.requirement_places());
    let mut edges = Vec::with_capacity(problem.pairs.len());
    for pair in &problem.pairs {
        let lot = lot_places.get(&pair.lot).ok_or_else(|| fault("a pair has no lot"))?;
        let requirement = requirement_places.get(&pair.requirement);
        let requirement = requirement.ok_or_else(|| fault("a pair has no requirement"))?;
        let cost = levels.pair(pair, at(&problem.requirements, *requirement)?.class);
        let (from, to) = (*at(lots, *lot)?, *at(requirements, *requirement)?);
        edges.push(Edge { what: What::Pair, from, to, capacity: u32::MAX, flow: 0, cost });
    }
    Ok(edges)
}

impl Network {
    /// The network of a sound problem, without flow.
    pub(super) fn of(problem: &Problem, levels: Levels) -> Result<Self, Error> {
        let free = Cost::zero(levels.count());
        let (supply, demand) = problem.nests();
        let mut gates = Gates::default();
        let supply_limits = gates.limits(problem, &supply, What::SupplyLimit, &free)?;
        let demand_limits = gates.limits(problem, &demand, What::DemandLimit, &free)?;
        let mut lots = Vec::with_capacity(problem.lots.len());
        for (i, (lot, limit)) in problem.lots.iter().zip(supply.innermost).enumerate() {
            let outside = node_of(&supply_limits, limit)?;
            lots.push(gates.add(What::Lot(i), outside, lot.units.get(), free.clone()));
        }
        let mut requirements = Vec::with_capacity(problem.requirements.len());
        for (i, (requirement, limit)) in problem.requirements.iter().zip(demand.innermost).enumerate() {
            let outside = node_of(&demand_limits, limit)?;
            let covered = free.minus(&levels.shortage(requirement.class))?;
            requirements.push(gates.add(What::Requirement(i), outside, requirement.units.get(), covered));
        }
        let mut edges = pairs(problem, levels, &lots, &requirements)?;
        let pairs = edges.len();
        edges.extend(gates.0);
        edges.push(Edge {
            what: What::Return,
            from: SINK,
            to: SOURCE,
            capacity: u32::MAX,
            flow: 0,
            cost: free,
        });
        Self::touched(edges, pairs)
    }

    fn touched(edges: Vec<Edge>, pairs: usize) -> Result<Self, Error> {
        // Source, sink, and one node for each gate; beside pairs and gates there is the return.
        let nodes = edges.len().saturating_sub(pairs).saturating_add(1);
        let mut touching = vec![Vec::new(); nodes];
        for (i, edge) in edges.iter().enumerate() {
            at_mut(&mut touching, edge.from)?.push(i);
            at_mut(&mut touching, edge.to)?.push(i);
        }
        Ok(Self { edges, pairs, touching })
    }

    /// How many nodes there are.
    pub(super) fn nodes(&self) -> usize {
        self.touching.len()
    }

    /// How many pairs there are; their edges come first.
    pub(super) fn pairs(&self) -> usize {
        self.pairs
    }

    pub(super) fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The edge of a pair.
    pub(super) fn edge(&self, edge: usize) -> Result<&Edge, Error> {
        at(&self.edges, edge)
    }

    /// The units that flow over each pair.
    pub(super) fn units(&self) -> impl Iterator<Item = u32> {
        self.edges.iter().take(self.pairs).map(|edge| edge.flow)
    }

    /// The steps the flow leaves room for over one edge.
    pub(super) fn steps_over(&self, edge: usize) -> Result<impl Iterator<Item = Step> + use<>, Error> {
        let (along, back) = steps(edge, self.edge(edge)?);
        Ok(along.into_iter().chain(back))
    }

    /// The steps that lead out of a node.
    pub(super) fn out_of(&self, node: usize) -> Result<impl Iterator<Item = Step>, Error> {
        Ok(self.beside(node)?.filter_map(move |(i, edge)| {
            let (along, back) = steps(i, edge);
            if edge.from == node { along } else { back }
        }))
    }

    /// The steps that lead into a node.
    pub(super) fn into(&self, node: usize) -> Result<impl Iterator<Item = Step>, Error> {
        Ok(self.beside(node)?.filter_map(move |(i, edge)| {
            let (along, back) = steps(i, edge);
            if edge.to == node { along } else { back }
        }))
    }

    fn beside(&self, node: usize) -> Result<impl Iterator<Item = (usize, &Edge)>, Error> {
        let touching = at(&self.touching, node)?.iter();
        Ok(touching.filter_map(|edge| Some((*edge, self.edges.get(*edge)?))))
    }

    /// Whether a unit over this edge costs nothing against the potentials, on the first so many levels.
    pub(super) fn tight(&self, edge: usize, potentials: &[Cost], levels: usize) -> Result<bool, Error> {
        let Edge { from, to, cost, .. } = self.edge(edge)?;
        Ok(at(potentials, *from)?.meets(cost, at(potentials, *to)?, levels))
    }

    /// How many units a way has room for.
    pub(super) fn room(&self, way: &[Step]) -> Result<u32, Error> {
        let mut room = u32::MAX;
        for step in way {
            let edge = self.edge(step.edge)?;
            room = room.min(if step.back { edge.flow } else { edge.capacity.saturating_sub(edge.flow) });
        }
        Ok(room)
    }

    /// Sends units over a way.
    pub(super) fn push(&mut self, way: &[Step], units: u32) -> Result<(), Error> {
        for step in way {
            let edge = at_mut(&mut self.edges, step.edge)?;
            let flow = if step.back { edge.flow.checked_sub(units) } else { edge.flow.checked_add(units) };
            edge.flow = flow
                .filter(|flow| *flow <= edge.capacity)
                .ok_or_else(|| fault("an edge has no such room"))?;
        }
        Ok(())
    }

    /// Sends units of a plan from the source over a pair to the sink and back.
    pub(super) fn carry(&mut self, pair: usize, units: u32) -> Result<(), Error> {
        let Edge { from, to, .. } = *self.edge(pair)?;
        let along = |edge: usize, from, to| Step { edge, from, to, back: false };
        let mut way = vec![along(pair, from, to)];
        let mut node = from;
        while node != SOURCE {
            let gate = self.gate(node)?;
            let from = self.edge(gate)?.from;
            way.push(along(gate, from, node));
            node = from;
        }
        node = to;
        while node != SINK {
            let gate = self.gate(node)?;
            let to = self.edge(gate)?.to;
            way.push(along(gate, node, to));
            node = to;
        }
        way.push(self.return_step());
        self.push(&way, units)
    }

    /// The step from the sink back to the source.
    pub(super) fn return_step(&self) -> Step {
        Step { edge: self.edges.len().saturating_sub(1), from: SINK, to: SOURCE, back: false }
    }

    /// The gate of a lot, a requirement or a limit, by its node.
    pub(super) fn gate(&self, node: usize) -> Result<usize, Error> {
        let gate = node.checked_sub(2).ok_or_else(|| fault("source and sink have no gate"))?;
        Ok(self.pairs.saturating_add(gate))
    }
}

/// The steps over an edge, along it and back.
fn steps(i: usize, edge: &Edge) -> (Option<Step>, Option<Step>) {
    let &Edge { from, to, capacity, flow, .. } = edge;
    let along = (flow < capacity).then_some(Step { edge: i, from, to, back: false });
    let back = (flow > 0).then_some(Step { edge: i, from: to, to: from, back: true });
    (along, back)
}

/// The item at an index that the network itself gave out.
pub(super) fn at<T>(items: &[T], index: usize) -> Result<&T, Error> {
    items.get(index).ok_or_else(|| fault("an index leads nowhere"))
}

/// The same, to change it.
pub(super) fn at_mut<T>(items: &mut [T], index: usize) -> Result<&mut T, Error> {
    items.get_mut(index).ok_or_else(|| fault("an index leads nowhere"))
}

/// The matching itself is at fault: a finding instead of a panic.
pub(super) fn fault(what: &str) -> Error {
    Error::one(Finding::new(Code::Internal, "", format!("In matching, {what}.")).help("Please report it."))
}
