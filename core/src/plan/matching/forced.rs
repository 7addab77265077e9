//! What it would cost to use a pair that the plan does not use: exactly, not by its price alone.

use super::cost::Cost;
use super::engine::{Solved, Work};
use super::numbers::Numbers;
use super::rows::{index, place, put};
use super::solution::{Solution, value};
use super::warm::{Warm, side_by_side};
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
    let found = problem.pairs.binary_search_by(|pair| (&pair.requirement, &pair.lot).cmp(&wanted));
    let found = found.map_err(|_| {
        let message = format!("`{lot}` is not eligible for `{requirement}` in this problem.");
        Error::one(Finding::new(Code::NotInProblem, "", message))
    })?;
    let before = solution.solved.units(&solution.numbers);
    if before.get(found).is_some_and(|units| *units > 0) {
        let difference = Cost::zero(solution.value().figures().len());
        return Ok(Forced::Possible { difference, moves: Vec::new() });
    }
    if let Some(refused) = forbidden(solution, requirement, lot) {
        return Ok(refused);
    }
    let (numbers, solved) = (&solution.numbers, &solution.solved);
    let after = side_by_side!(solved.stages, with_one_unit(numbers, solved, place(found)))?;
    let difference = value(problem, &after)?.minus(solution.value())?;
    let mut moves = Vec::new();
    for (pair, (before, after)) in problem.pairs.iter().zip(before.into_iter().zip(after)) {
        if before != after {
            let (requirement, lot) = (pair.requirement.clone(), pair.lot.clone());
            moves.push(Move { requirement, lot, before: Count::new(before)?, after: Count::new(after)? });
        }
    }
    Ok(Forced::Possible { difference, moves })
}

/// The units over all pairs of the best plan with one unit of a pair.
fn with_one_unit<const N: usize>(numbers: &Numbers, solved: &Solved, pair: u32) -> Result<Vec<u32>, Error> {
    let mut warm = Warm::<N>::of(numbers, solved);
    let need = numbers.shape.need(numbers.need_of(pair));
    // The unit is held outside: the need has it, and the lot has passed it on.
    warm.flow.hand(need, 1);
    warm.flow.hand(numbers.pairs.get(pair), -1);
    warm.bring(&mut Work::default())?;
    warm.settle();
    let mut units = vec![0; numbers.pairs.all().len()];
    for (_, one) in warm.flow.all_uses(&numbers.shape) {
        put(&mut units, one.pair, one.units);
    }
    let with = units.get(index(pair)).copied().unwrap_or_default().saturating_add(1);
    put(&mut units, pair, with);
    Ok(units)
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
