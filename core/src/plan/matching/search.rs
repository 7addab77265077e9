//! The cheapest way between two nodes of a network, figures side by side.
//!
//! Each node has a potential: what a unit there has cost on its way from the source, at the prices reached so far.
//! Against the potentials no step the flow leaves room for has a negative cost (its reduced cost: the cost of the
//! step, plus the potential it leaves, minus the potential it reaches). So the cheapest way can be found by Dijkstra's
//! method, backwards from its end.
//!
//! The method only adds and compares costs, so it needs no weights between levels. Potentials are differences of at
//! most two costs of simple ways; [`beyond_range`](super::cost::beyond_range) has made sure that these stay exact.

use std::cmp::Ordering;

use super::cost::{Cost, Levels};
use super::network::{Network, Step, at, at_mut, fault};
use super::queue::Queue;
use crate::words::finding::Error;

/// The search for cheapest ways, with its working memory.
pub(super) struct Search {
    /// By node: the cheapest cost found from there to the target, minus the target's potential.
    rests: Vec<Cost>,
    /// By node: the same against the node's own potential, which makes it the distance.
    distances: Vec<Cost>,
    /// By node: the first step of the way found.
    steps: Vec<Option<Step>>,
    states: Vec<State>,
    /// The nodes met, for which all this is true.
    met: Vec<usize>,
    queue: Queue,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Met,
    Settled,
}

impl Search {
    pub(super) fn new(network: &Network, levels: Levels) -> Self {
        let (nodes, zero) = (network.nodes(), Cost::zero(levels.count()));
        Self {
            rests: vec![zero.clone(); nodes],
            distances: vec![zero; nodes],
            steps: vec![None; nodes],
            states: vec![State::New; nodes],
            met: Vec::new(),
            queue: Queue::new(nodes),
        }
    }

    /// The cheapest way between two nodes, if its distance is below the limit. The potentials rise with it: of each
    /// node nearer to the target than the way is long, or than the limit, by the difference.
    pub(super) fn cheapest(
        &mut self,
        network: &Network,
        potentials: &mut [Cost],
        (from, target): (usize, usize),
        limit: Option<&Cost>,
    ) -> Result<Option<Vec<Step>>, Error> {
        self.begin(potentials, target)?;
        let mut reached = None;
        while let Some(node) = self.queue.pop(&self.distances)? {
            let distance = at(&self.distances, node)?;
            if limit.is_some_and(|limit| distance >= limit) {
                break;
            }
            if node == from {
                reached = Some(distance.clone());
                break;
            }
            *at_mut(&mut self.states, node)? = State::Settled;
            for step in network.into(node)? {
                self.look(step, &network.edge(step.edge)?.cost, potentials)?;
            }
        }
        let Some(rise) = reached.as_ref().or(limit) else { return Ok(None) };
        for node in &self.met {
            if *at(&self.states, *node)? == State::Settled {
                at_mut(potentials, *node)?.set_difference(rise, at(&self.rests, *node)?)?;
            }
        }
        reached.map(|_| self.way(from)).transpose()
    }

    fn begin(&mut self, potentials: &[Cost], target: usize) -> Result<(), Error> {
        self.queue.clear();
        for node in self.met.drain(..) {
            *at_mut(&mut self.states, node)? = State::New;
        }
        let potential = at(potentials, target)?;
        let distance = at_mut(&mut self.distances, target)?;
        distance.set_difference(potential, potential)?;
        at_mut(&mut self.rests, target)?.set_difference(distance, potential)?;
        *at_mut(&mut self.steps, target)? = None;
        *at_mut(&mut self.states, target)? = State::Met;
        self.met.push(target);
        self.queue.nearer(target, &self.distances)
    }

    /// Looks from a settled node back over a step that leads into it.
    fn look(&mut self, step: Step, cost: &Cost, potentials: &[Cost]) -> Result<(), Error> {
        let Step { from: node, to, back, .. } = step;
        let state = at_mut(&mut self.states, node)?;
        let rest = at(&self.rests, to)?;
        match state {
            State::Settled => return Ok(()),
            State::Met if rest.compare_after(cost, back, at(&self.rests, node)?) != Ordering::Less => {
                return Ok(());
            }
            State::Met => {}
            State::New => {
                *state = State::Met;
                self.met.push(node);
            }
        }
        let [rest, found] = two(&mut self.rests, to, node)?;
        found.set_after(rest, cost, back)?;
        at_mut(&mut self.distances, node)?.set_sum(found, at(potentials, node)?)?;
        *at_mut(&mut self.steps, node)? = Some(step);
        self.queue.nearer(node, &self.distances)
    }

    fn way(&self, from: usize) -> Result<Vec<Step>, Error> {
        let (mut way, mut node) = (Vec::new(), from);
        while let Some(step) = *at(&self.steps, node)? {
            way.push(step);
            node = step.to;
        }
        Ok(way)
    }
}

/// Two different items at once.
fn two<T>(items: &mut [T], a: usize, b: usize) -> Result<[&mut T; 2], Error> {
    items.get_disjoint_mut([a, b]).map_err(|_| fault("a step leads nowhere"))
}
