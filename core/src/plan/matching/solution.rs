//! The best plan for a problem.

use super::certificate::Certificate;
use super::cost::{Cost, Levels};
use super::engine;
use super::forced::{self, Forced};
use super::network::{Network, What, at};
use super::prices::Prices;
use super::problem::Problem;
use super::shortfall::{self, Shortfall};
use super::tie::settle;
use super::unique::unique;
use crate::words::document::{Document, document};
use crate::words::finding::Error;
use crate::words::value::{Count, LotId, SlotId};

document! {
    /// Units of a lot that are proposed for a requirement.
    pub struct Proposal {
        /// The requirement.
        pub requirement: SlotId,
        /// The lot.
        pub lot: LotId,
        /// How many units; at least one.
        pub units: Count,
    }
}

document! {
    /// Units that a requirement is short of.
    pub struct Shortage {
        /// The requirement.
        pub requirement: SlotId,
        /// How many units; at least one.
        pub units: Count,
    }
}

/// The best plan for a problem, with what proves it.
#[derive(Clone, Debug)]
pub struct Solution {
    pub(super) problem: Problem,
    pub(super) levels: Levels,
    pub(super) network: Network,
    pub(super) potentials: Vec<Cost>,
    proposals: Vec<Proposal>,
    shortages: Vec<Shortage>,
    value: Cost,
    unique: bool,
}

/// Solves a problem exactly. There is always a plan; what it cannot cover is short.
pub fn solve(problem: &Problem) -> Result<Solution, Error> {
    let mut findings = Vec::new();
    problem.check(&(), &mut findings);
    Error::unless_sound(findings)?;
    let mut problem = problem.clone();
    problem.normalise();
    let levels = Levels::of(&problem);
    Solution::of(problem, levels)
}

impl Solution {
    /// The solution of a sound problem in canonical order.
    pub(super) fn of(problem: Problem, levels: Levels) -> Result<Self, Error> {
        let mut network = Network::of(&problem, levels)?;
        let potentials = engine::run(&mut network, levels)?;
        let unique = unique(&network, &potentials, levels.before_tie())?;
        settle(&mut network, &potentials, levels)?;

        let mut proposals = Vec::new();
        for (pair, units) in problem.pairs.iter().zip(network.units()).filter(|(_, units)| *units > 0) {
            let (requirement, lot) = (pair.requirement.clone(), pair.lot.clone());
            proposals.push(Proposal { requirement, lot, units: Count::new(units)? });
        }
        let mut shortages = Vec::new();
        let mut value = Cost::zero(levels.count());
        for edge in network.edges() {
            value = value.plus(&edge.cost.times(edge.flow)?)?;
            if let What::Requirement(place) = edge.what {
                let requirement = at(&problem.requirements, place)?;
                value = value.plus(&levels.shortage(requirement.class).times(edge.capacity)?)?;
                if let Some(units @ 1..) = edge.capacity.checked_sub(edge.flow) {
                    shortages
                        .push(Shortage { requirement: requirement.id.clone(), units: Count::new(units)? });
                }
            }
        }
        Ok(Self { problem, levels, network, potentials, proposals, shortages, value, unique })
    }

    /// The problem, in canonical order.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// What is proposed, by requirement and lot.
    pub fn proposals(&self) -> &[Proposal] {
        &self.proposals
    }

    /// What stays short, by requirement.
    pub fn shortages(&self) -> &[Shortage] {
        &self.shortages
    }

    /// The cost of the plan, in the order of [`Problem::levels`].
    pub fn value(&self) -> &Cost {
        &self.value
    }

    /// Whether no other plan is as good before the tie.
    pub fn unique(&self) -> bool {
        self.unique
    }

    /// What anyone can check without a solver.
    pub fn certificate(&self) -> Result<Certificate, Error> {
        let prices = Prices::of(&self.problem, &self.network, &self.potentials)?;
        Certificate::sealed(self, prices)
    }

    /// Why requirements are short, as independent groups; see [`Shortfall`].
    pub fn shortfalls(&self) -> Result<Vec<Shortfall>, Error> {
        shortfall::shortfalls(self)
    }

    /// What it would cost to use at least one unit of this pair; see [`Forced`].
    pub fn forced(&self, requirement: &SlotId, lot: &LotId) -> Result<Forced, Error> {
        forced::forced(self, requirement, lot)
    }
}
