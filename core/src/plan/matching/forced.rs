//! What it would cost to use a pair that the plan does not use: exactly, not by its price alone.

use super::cost::Cost;
use super::network::{Step, fault};
use super::search::Search;
use super::solution::Solution;
use super::tie::settle;
use crate::words::document::document;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, LimitId, LotId, SlotId};

/// The best plan among those that use at least one unit of a pair, against the best plan of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forced {
    /// There is such a plan.
    Possible {
        /// By how much it is worse, level by level. Zero where the plan uses the pair already.
        difference: Cost,
        /// The pairs whose units differ, by requirement and lot.
        moves: Vec<Move>,
    },
    /// There is no such plan: what allows no unit at all.
    Impossible {
        /// The limits of zero units that hold the pair.
        limits: Vec<LimitId>,
        /// Whether the lot has no units.
        lot_empty: bool,
        /// Whether the requirement needs no units.
        nothing_needed: bool,
    },
}

document! {
    /// Units of a pair in two plans.
    pub struct Move {
        /// The requirement.
        pub requirement: SlotId,
        /// The lot.
        pub lot: LotId,
        /// Units in the plan.
        pub before: Count,
        /// Units in the other plan.
        pub after: Count,
    }
}

/// The forced unit needs a way back from the requirement to the lot, over steps the flow leaves room for; the
/// cheapest closes the cheapest cycle. The plan that results is moved to the one that the tie names, with the forced
/// unit held.
pub(super) fn forced(solution: &Solution, requirement: &SlotId, lot: &LotId) -> Result<Forced, Error> {
    let problem = &solution.problem;
    let wanted = (requirement, lot);
    let place = problem.pairs.binary_search_by(|pair| (&pair.requirement, &pair.lot).cmp(&wanted));
    let place = place.map_err(|_| {
        let message = format!("`{lot}` is not eligible for `{requirement}` in this problem.");
        Error::one(Finding::new(Code::NotInProblem, "", message))
    })?;
    let edge = solution.network.edge(place)?;
    if edge.flow > 0 {
        return Ok(Forced::Possible { difference: Cost::zero(solution.levels.count()), moves: Vec::new() });
    }
    let refused = forbidden(solution, requirement, lot);
    if let Some(refused) = refused {
        return Ok(refused);
    }
    let mut network = solution.network.clone();
    let mut potentials = solution.potentials.clone();
    let mut search = Search::new(&network, solution.levels);
    let way = search.cheapest(&network, &mut potentials, (edge.to, edge.from), None)?;
    let way = way.ok_or_else(|| fault("a pair that nothing forbids cannot be used"))?;
    let mut difference = edge.cost.clone();
    for Step { edge, back, .. } in &way {
        let cost = &network.edge(*edge)?.cost;
        difference = if *back { difference.minus(cost)? } else { difference.plus(cost)? };
    }
    network.push(&way, 1)?;
    settle(&mut network, &potentials, solution.levels)?;

    let mut moves = Vec::new();
    for (i, (pair, (before, after))) in
        problem.pairs.iter().zip(solution.network.units().zip(network.units())).enumerate()
    {
        let after = if i == place { after.saturating_add(1) } else { after };
        if before != after {
            let (requirement, lot) = (pair.requirement.clone(), pair.lot.clone());
            moves.push(Move { requirement, lot, before: Count::new(before)?, after: Count::new(after)? });
        }
    }
    Ok(Forced::Possible { difference, moves })
}

/// Where one unit can be freed at every gate, the pair can be used; only a gate of zero units forbids it.
fn forbidden(solution: &Solution, requirement: &SlotId, lot: &LotId) -> Option<Forced> {
    let problem = &solution.problem;
    let limits =
        problem.limits.iter().filter(|limit| limit.at_most().get() == 0 && limit.holds(requirement, lot));
    let limits: Vec<_> = limits.map(|limit| limit.id().clone()).collect();
    let lot_empty = problem.lots.iter().any(|one| one.id == *lot && one.units.get() == 0);
    let nothing_needed =
        problem.requirements.iter().any(|one| one.id == *requirement && one.units.get() == 0);
    let forbidden = lot_empty || nothing_needed || !limits.is_empty();
    forbidden.then_some(Forced::Impossible { limits, lot_empty, nothing_needed })
}
