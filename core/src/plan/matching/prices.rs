//! Prices: what one unit more of a need, of a lot or of a limit is worth to the plan.

use super::cost::Cost;
use super::network::{Network, What, at, at_mut};
use super::problem::Problem;
use crate::words::document::{document, put_in_order};
use crate::words::finding::Error;
use crate::words::value::{LimitId, LotId, SlotId};

document! {
    /// The prices that prove a plan best, in the order of the problem.
    pub struct Prices {
        /// What covering one unit is worth: at most the cost of leaving it short.
        pub requirements: Vec<RequirementPrice>,
        /// What one unit more of a lot is worth; not negative.
        pub lots: Vec<LotPrice>,
        /// What one unit more under a limit is worth (the effect of the limit); not negative.
        pub limits: Vec<LimitPrice>,
    }
}

document! {
    /// The price of a requirement.
    pub struct RequirementPrice {
        /// The requirement.
        pub requirement: SlotId,
        /// Its price.
        pub price: Cost,
    }
}

document! {
    /// The price of a lot.
    pub struct LotPrice {
        /// The lot.
        pub lot: LotId,
        /// Its price.
        pub price: Cost,
    }
}

document! {
    /// The price of a limit.
    pub struct LimitPrice {
        /// The limit.
        pub limit: LimitId,
        /// Its price.
        pub price: Cost,
    }
}

impl Prices {
    /// The prices behind potentials. At the gate of a lot or a limit the price is the rise of the potential; a fall
    /// at a gate with room left is no price. A requirement's price is what is left when its unit has passed the
    /// demand limits, and no unit is worth more than being short of it.
    pub(super) fn of(problem: &Problem, network: &Network, potentials: &[Cost]) -> Result<Self, Error> {
        let (mut requirements, mut lots, mut limits) = (Vec::new(), Vec::new(), Vec::new());
        for edge in network.edges() {
            let (from, to) = (at(potentials, edge.from)?, at(potentials, edge.to)?);
            let zero = from.minus(from)?;
            match edge.what {
                What::Requirement(place) => {
                    let requirement = at(&problem.requirements, place)?.id.clone();
                    let price = from.minus(to)?.min(zero.minus(&edge.cost)?);
                    requirements.push(RequirementPrice { requirement, price });
                }
                What::Lot(place) => {
                    let lot = at(&problem.lots, place)?.id.clone();
                    lots.push(LotPrice { lot, price: to.minus(from)?.max(zero) });
                }
                What::SupplyLimit(place) | What::DemandLimit(place) => {
                    let limit = at(&problem.limits, place)?.id().clone();
                    limits.push(LimitPrice { limit, price: to.minus(from)?.max(zero) });
                }
                What::Pair | What::Return => {}
            }
        }
        put_in_order(&mut limits, |price| price.limit.to_string());
        Ok(Self { requirements, lots, limits })
    }

    /// Potentials behind prices, summed up from the source and from the sink.
    pub(super) fn potentials(&self, network: &Network, zero: &Cost) -> Result<Vec<Cost>, Error> {
        let mut potentials = vec![zero.clone(); network.nodes()];
        for edge in network.edges() {
            let (node, potential) = match edge.what {
                What::Requirement(place) => {
                    (edge.from, at(&potentials, edge.to)?.plus(&at(&self.requirements, place)?.price)?)
                }
                What::Lot(place) => {
                    (edge.to, at(&potentials, edge.from)?.plus(&at(&self.lots, place)?.price)?)
                }
                What::SupplyLimit(place) => {
                    (edge.to, at(&potentials, edge.from)?.plus(&at(&self.limits, place)?.price)?)
                }
                What::DemandLimit(place) => {
                    (edge.from, at(&potentials, edge.to)?.minus(&at(&self.limits, place)?.price)?)
                }
                What::Pair | What::Return => continue,
            };
            *at_mut(&mut potentials, node)? = potential;
        }
        Ok(potentials)
    }
}
