//! A plain solver for minimum-cost flows, as the textbooks have it: costs are scaled, units are pushed over arcs that gain,
//! and nodes that are stuck are relabelled (Goldberg and Tarjan). It shares nothing with the engine, which knows no general
//! networks: flows too large for the reduction to a matching are solved by this one.

use std::collections::VecDeque;

use super::instances::Flow;

/// By how much costs are finer from one scale to the next.
const FINER: i64 = 8;

/// What is left of an arc, forwards or backwards.
struct Left {
    head: usize,
    /// The place of the same arc the other way.
    back: usize,
    units: i64,
    cost: i64,
}

struct Network {
    /// By node, its arcs.
    arcs: Vec<Vec<usize>>,
    left: Vec<Left>,
    in_hand: Vec<i64>,
    prices: Vec<i64>,
    /// By node, the arc that is looked at next.
    next: Vec<usize>,
}

impl Network {
    fn arc(&mut self, tail: usize, head: usize, units: i64, cost: i64) {
        let here = self.left.len();
        self.left.push(Left { head, back: here + 1, units, cost });
        self.left.push(Left { head: tail, back: here, units: 0, cost: -cost });
        self.arcs[tail].push(here);
        self.arcs[head].push(here + 1);
    }

    fn push(&mut self, tail: usize, arc: usize, units: i64) {
        let Left { head, back, .. } = self.left[arc];
        self.left[arc].units -= units;
        self.left[back].units += units;
        self.in_hand[tail] -= units;
        self.in_hand[head] += units;
    }

    fn gains(&self, tail: usize, arc: usize) -> bool {
        let Left { head, units, cost, .. } = self.left[arc];
        units > 0 && cost + self.prices[tail] - self.prices[head] < 0
    }

    /// Makes the flow such that no arc that is left gains more than `slack`.
    fn refine(&mut self, slack: i64) {
        for tail in 0..self.arcs.len() {
            for place in 0..self.arcs[tail].len() {
                let arc = self.arcs[tail][place];
                if self.gains(tail, arc) {
                    self.push(tail, arc, self.left[arc].units);
                }
            }
        }
        self.next.fill(0);
        let mut waiting: VecDeque<usize> =
            (0..self.arcs.len()).filter(|node| self.in_hand[*node] > 0).collect();
        while let Some(tail) = waiting.pop_front() {
            while self.in_hand[tail] > 0 {
                let Some(arc) = self.arcs[tail].get(self.next[tail]).copied() else {
                    // Nothing gains any more: the price falls until something does.
                    let highest =
                        self.arcs[tail].iter().map(|arc| &self.left[*arc]).filter(|arc| arc.units > 0);
                    let highest = highest.map(|arc| self.prices[arc.head] - arc.cost).max();
                    self.prices[tail] = highest.expect("what came can go back") - slack;
                    self.next[tail] = 0;
                    continue;
                };
                if !self.gains(tail, arc) {
                    self.next[tail] += 1;
                    continue;
                }
                let head = self.left[arc].head;
                let waits = self.in_hand[head] > 0;
                self.push(tail, arc, self.in_hand[tail].min(self.left[arc].units));
                if !waits && self.in_hand[head] > 0 {
                    waiting.push_back(head);
                }
            }
        }
    }
}

/// The optimum of a flow, or nothing where it has no solution.
pub fn optimum(flow: &Flow) -> Option<i64> {
    let nodes = flow.supply.len();
    // A node beside all others takes what cannot flow, at more than any way costs.
    let beside = nodes;
    let mut network = Network {
        arcs: vec![Vec::new(); nodes + 1],
        left: Vec::new(),
        in_hand: flow.supply.clone(),
        prices: vec![0; nodes + 1],
        next: vec![0; nodes + 1],
    };
    network.in_hand.push(0);
    let all: i64 = flow.supply.iter().filter(|supply| **supply > 0).sum();
    let scale = i64::try_from(nodes).ok()? + 2;
    let dearest = flow.arcs.iter().map(|arc| arc.cost.abs()).max().unwrap_or(0) + 1;
    let (mut cost, mut arcs) = (0, Vec::new());
    for arc in &flow.arcs {
        let most = if arc.most < 0 { all } else { arc.most } - arc.low;
        if most < 0 {
            return None;
        }
        cost += arc.low * arc.cost;
        network.in_hand[arc.tail] -= arc.low;
        network.in_hand[arc.head] += arc.low;
        arcs.push((network.left.len(), arc.cost));
        network.arc(arc.tail, arc.head, most, arc.cost * scale);
    }
    let last = network.left.len();
    for node in 0..nodes {
        let units = network.in_hand[node];
        let (tail, head) = if units > 0 { (node, beside) } else { (beside, node) };
        network.arc(tail, head, units.abs(), dearest * scale * scale);
    }
    let mut slack = dearest * scale * scale;
    while slack > 1 {
        slack = (slack / FINER).max(1);
        network.refine(slack);
    }
    let flowed = |arc: usize| network.left[network.left[arc].back].units;
    let cannot = (last..network.left.len()).step_by(2).any(|arc| flowed(arc) > 0);
    (!cannot).then(|| cost + arcs.into_iter().map(|(arc, cost)| flowed(arc) * cost).sum::<i64>())
}
