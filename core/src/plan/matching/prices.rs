//! Prices: what one unit more of a need, of a lot or of a limit is worth to the plan.

use super::cost::Cost;
use super::engine::Solved;
use super::network::SOURCE;
use super::numbers::Numbers;
use super::problem::Problem;
use super::rows::{at, index};
use crate::words::document::document;
use crate::words::finding::Error;
use crate::words::value::{LimitId, LotId, SlotId};

document! {
    /// The prices that prove a plan best, in the order of the problem.
    pub struct Prices {
        /// What covering one unit is worth: at most the cost of leaving it short.
        pub requirements: Vec<RequirementPrice>,
        /// What one unit more of a lot is worth; not negative.
        pub lots: Vec<LotPrice>,
        /// What one unit more under a limit is worth (the effect of the limit). Below zero: what it costs to have one
        /// unit more that the limit asks for; at most the cost of a unit below its floor.
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

/// Prices by place.
pub(super) struct PricesByPlace {
    pub(super) requirements: Vec<Cost>,
    pub(super) lots: Vec<Cost>,
    pub(super) limits: Vec<Cost>,
}

impl PricesByPlace {
    /// The prices behind the prices of nodes. At the gate of a lot or a limit the price is the rise; a fall at a gate with
    /// room left is no price, nor is anything at a limit that lets all be covered. A requirement's price is what is left
    /// when its unit has passed the demand limits, and no unit is worth more than being short of it.
    pub(super) fn of(numbers: &Numbers, solved: &Solved) -> Result<Self, Error> {
        let shape = &numbers.shape;
        let price = |node: u32| Cost::from(solved.figures(node));
        let zero = Cost::zero(numbers.figures.levels.len());
        let floor = numbers.figures.floor_cost();
        let below = shape.needed_below(&numbers.needed);
        let mut limits = vec![zero.clone(); shape.limits.len()];
        // By inner node: its price after what the limits up to it are worth.
        let mut kept = vec![zero.clone(); index(shape.lots)];
        let mut places: Vec<usize> = (0..shape.limits.len()).collect();
        // Outer limits have lower nodes.
        places.sort_by_key(|limit| shape.limits.get(*limit));
        for limit in places {
            let node = shape.limits.get(limit).copied().unwrap_or_default();
            let units = numbers.limits.get(limit).copied().unwrap_or_default();
            let parent = shape.parent(node);
            let rise = price(node).minus(&price(parent))?;
            let lowest = if units.at_least > 0 { zero.minus(&floor)? } else { zero.clone() };
            let mut own = if at(&shape.supply, node) { rise } else { zero.minus(&rise)? };
            own = own.max(lowest.clone());
            if !at(&shape.supply, node) {
                let needed = at(&below, node);
                own = if units.at_least > needed { lowest } else { own };
                own = if units.at_most >= needed { own.min(zero.clone()) } else { own };
                let outside = kept.get(index(parent)).cloned().unwrap_or_else(|| zero.clone());
                if let Some(kept) = kept.get_mut(index(node)) {
                    *kept = outside.minus(&own)?;
                }
            }
            if let Some(limit) = limits.get_mut(limit) {
                *limit = own;
            }
        }
        let rise = |lot: u32| Ok(price(lot).minus(&price(shape.parent(lot)))?.max(zero.clone()));
        let lots = shape.all_lots().map(rise).collect::<Result<_, Error>>()?;
        let of_need = |(requirement, need): (u32, u32)| {
            let around = shape.parent(need);
            let outside = if around == SOURCE { Some(&zero) } else { kept.get(index(around)) };
            let price = price(need).minus(outside.unwrap_or(&zero))?;
            Ok(price.min(numbers.figures.short_cost(requirement)))
        };
        let requirements = (0..).zip(shape.all_needs()).map(of_need).collect::<Result<_, Error>>()?;
        Ok(Self { requirements, lots, limits })
    }

    /// The prices with the names of a problem.
    pub(super) fn named(self, problem: &Problem) -> Prices {
        let requirements = problem.requirements.iter().map(|one| one.id.clone()).zip(self.requirements);
        let lots = problem.lots.iter().map(|one| one.id.clone()).zip(self.lots);
        let limits = problem.limits.iter().map(|one| one.id().clone()).zip(self.limits);
        Prices {
            requirements: requirements
                .map(|(requirement, price)| RequirementPrice { requirement, price })
                .collect(),
            lots: lots.map(|(lot, price)| LotPrice { lot, price }).collect(),
            limits: limits.map(|(limit, price)| LimitPrice { limit, price }).collect(),
        }
    }

    /// The prices of a problem without its names; they stand in its order.
    pub(super) fn unnamed(prices: &Prices) -> Self {
        Self {
            requirements: prices.requirements.iter().map(|one| one.price.clone()).collect(),
            lots: prices.lots.iter().map(|one| one.price.clone()).collect(),
            limits: prices.limits.iter().map(|one| one.price.clone()).collect(),
        }
    }

    /// By node: prices summed up from the source, through supply limits and lots, and through demand limits to needs.
    pub(super) fn of_nodes(&self, numbers: &Numbers) -> Result<Vec<Cost>, Error> {
        let shape = &numbers.shape;
        let zero = Cost::zero(numbers.figures.levels.len());
        let mut own = vec![zero.clone(); shape.nodes()];
        for (node, price) in shape.limits.iter().zip(&self.limits) {
            if let Some(own) = own.get_mut(index(*node)) {
                *own = if at(&shape.supply, *node) { price.clone() } else { zero.minus(price)? };
            }
        }
        let leaves = shape.all_lots().zip(&self.lots).chain(shape.all_needs().zip(&self.requirements));
        for (node, price) in leaves {
            if let Some(own) = own.get_mut(index(node)) {
                *own = price.clone();
            }
        }
        let mut sums: Vec<Cost> = Vec::with_capacity(own.len());
        for (node, own) in (0_u32..).zip(&own) {
            let sum = match sums.get(index(shape.parent(node))) {
                Some(parent) => parent.plus(own)?,
                None => own.clone(),
            };
            sums.push(sum);
        }
        Ok(sums)
    }
}
