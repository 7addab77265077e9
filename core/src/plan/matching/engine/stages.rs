//! Which levels are solved together: as many as one whole number holds.
//!
//! A step of a way costs at most the largest figure of a level, and a way passes each need and each lot once. So the sum
//! of a level over a way lies within known bounds, and two such sums differ by less than a known base. Figures written
//! in these bases, one level behind the other, are compared as one number exactly as level by level, and can be read
//! back from it.

use super::super::cost::Levels;
use super::super::network::{Network, What};
use super::instance::{Instance, Kind, index};
use crate::words::finding::Error;

/// The largest number in which levels are gathered, times the number of nodes: so sums of a few prices stay in range even
/// where they are counted in so many parts.
const LARGEST: i64 = 1 << 60;

/// Levels that are solved together.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    first: usize,
    /// By level: in which base its figures are written.
    bases: Vec<i64>,
}

/// The stages of a network, the most important first.
pub(super) fn stages(network: &Network, levels: Levels) -> Vec<Stage> {
    let mut largest = vec![0_i64; levels.count()];
    let mut needs = 0_usize;
    let mut lots = 0_usize;
    for edge in network.edges() {
        match edge.what {
            What::Pair => {}
            What::Lot(_) => lots = lots.saturating_add(1),
            What::Requirement(_) => needs = needs.saturating_add(1),
            _ => continue,
        }
        for (largest, figure) in largest.iter_mut().zip(edge.cost.figures()) {
            *largest = (*largest).max(figure.saturating_abs());
        }
    }
    let pairs = i64::try_from(needs.min(lots).saturating_mul(2)).unwrap_or(i64::MAX);
    let missing = levels.of_units_missing();
    let bases = largest.into_iter().enumerate().map(|(level, largest)| {
        // A way passes what is short at its two ends at most.
        let steps = if level < missing { 2 } else { pairs.saturating_add(2) };
        largest.saturating_mul(steps).saturating_mul(4).saturating_add(1)
    });
    let nodes = i64::try_from(network.nodes()).unwrap_or(i64::MAX).max(1);
    let most = LARGEST.div_euclid(nodes);
    let mut stages: Vec<Stage> = Vec::new();
    let mut gathered = most;
    for (level, base) in bases.enumerate() {
        gathered = gathered.saturating_mul(base);
        match stages.last_mut() {
            Some(stage) if gathered < most => stage.bases.push(base),
            _ => {
                gathered = base;
                stages.push(Stage { first: level, bases: vec![base] });
            }
        }
    }
    stages
}

impl Stage {
    /// Gives the instance the costs of this stage.
    pub(super) fn price(&self, network: &Network, instance: &mut Instance) -> Result<(), Error> {
        for pair in instance.pairs.all_mut() {
            pair.cost = self.pack(network.edge(index(pair.edge))?.cost.figures());
        }
        for (node, (gate, kind)) in instance.gates.iter_mut().zip(&instance.kinds).enumerate() {
            if *kind == Kind::Need {
                let edge = network.gate(node)?;
                gate.cost = 0_i64.saturating_sub(self.pack(network.edge(edge)?.cost.figures()));
            }
        }
        Ok(())
    }

    fn pack(&self, figures: &[i64]) -> i64 {
        let of_stage = figures.iter().skip(self.first).zip(&self.bases);
        of_stage.fold(0, |sum: i64, (figure, base)| sum.saturating_mul(*base).saturating_add(*figure))
    }

    /// Adds the figures that a number stands for; each lies nearer to zero than half its base.
    pub(super) fn unpack(&self, number: i64, figures: &mut Vec<i64>) {
        let mut rest = number;
        let mut read = Vec::with_capacity(self.bases.len());
        for base in self.bases.iter().rev() {
            let half = base.saturating_sub(1) >> 1;
            let figure = rest.saturating_add(half).rem_euclid(*base).saturating_sub(half);
            rest = rest.saturating_sub(figure).div_euclid(*base);
            read.push(figure);
        }
        figures.extend(read.into_iter().rev());
    }
}
