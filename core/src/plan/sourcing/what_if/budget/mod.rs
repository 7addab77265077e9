//! The best plan that moves few units of the present one.
//!
//! Moved is each unit that the present plan has in a place and the other plan does not; what newly comes to a place that
//! was short moves nothing. "At most so many" is one row across the whole network, so whole flows are no longer best by
//! themselves. It is found by branch and bound over the solver: the best plan without the row bounds all; where it moves
//! too many, one of the first of those units, one more than may move, has to stay, and each of these cases holds units
//! (see [`super::hold`]) and is solved exactly. The case with the best bound comes first, so the first plan that keeps
//! within the row is the best. The steps are counted; where they run out, the best plan found is given with what no plan
//! can be better than.

use std::collections::{BTreeMap, BTreeSet};

use super::hold::{Holding, Units, units_of};
use crate::plan::matching::{Limit, Lot, Pair, Problem, ProblemFormat, Solution, SupplyLimit, Work, tie};
use crate::plan::sourcing::plan::solved_within;
use crate::words::document::CollectInOrder;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, Days, LimitId, LotId, SlotId};

/// The most problems that are solved for one question.
pub(super) const MOST_STEPS: u32 = 2_000;

/// The plan found.
pub(super) struct Within {
    pub(super) holding: Holding,
    pub(super) solution: Solution,
    /// The fewest units that any plan moves.
    pub(super) fewest: u32,
    /// What no plan within the row can be better than, on each level but the tie; absent where the plan is the best.
    pub(super) bound: Option<Vec<i64>>,
}

/// One case: units that stay, and units that count as moved.
#[derive(Clone, Debug, Default)]
struct Case {
    stay: Units,
    moved: Units,
}

struct Solved {
    value: Vec<i64>,
    holding: Holding,
    solution: Solution,
    /// Units that leave their place.
    left: Units,
}

/// Finds the best plan of a problem that moves at most so many of the units of the present plan.
pub(super) fn within(
    start: &Holding,
    present: &Units,
    at_most: u32,
    warm: &Solution,
    most_steps: u32,
    work: &mut Work<'_>,
) -> Result<Within, Error> {
    // Units that are held anyway do not move.
    let mut present = present.clone();
    for held in &start.held {
        if let Some(units) = present.get_mut(&(held.requirement.clone(), held.lot.clone())) {
            *units = units.saturating_sub(held.units);
        }
    }
    let kept = most_kept(&start.problem, &present, work)?;
    let all = present.values().copied().fold(0, u32::saturating_add);
    let fewest = all.saturating_sub(kept.values().copied().fold(0, u32::saturating_add));
    let at_most = at_most.max(fewest);
    let mut search = Search { start, present: &present, warm, work };
    let stays = search.solve(&Case { stay: kept, moved: Units::new() })?;
    let mut best =
        stays.ok_or_else(|| Error::one(Finding::new(Code::Internal, "", "What can stay cannot be held.")))?;
    let mut open: BTreeMap<(Vec<i64>, u32), (Case, Solved)> = BTreeMap::new();
    let mut steps = 0_u32;
    let mut cases = vec![Case::default()];
    let mut bound = None;
    loop {
        for case in cases {
            steps = steps.saturating_add(1);
            let Some(solved) = search.solve(&case)? else { continue };
            if sum(&solved.left) <= at_most && solved.value < best.value {
                best = solved;
            } else if solved.value < best.value {
                open.insert((solved.value.clone(), steps), (case, solved));
            }
        }
        let Some(((value, _), (case, solved))) = open.pop_first() else { break };
        if value >= best.value {
            break;
        }
        if steps >= most_steps {
            bound = Some(value);
            break;
        }
        cases = search.branch(&case, &solved.left, at_most);
    }
    if let Some(bound) = &mut bound {
        bound.pop();
    }
    // The plan again, as the best of all that hold what it keeps: so nothing is kept out of its problem.
    let kept = present.iter().map(|(place, units)| {
        let left = best.left.get(place).copied().unwrap_or_default();
        (place.clone(), units.saturating_sub(left))
    });
    let again = search.solve(&Case { stay: kept.collect(), moved: Units::new() })?;
    let Solved { holding, solution, .. } = again.unwrap_or(best);
    Ok(Within { holding, solution, fewest, bound })
}

fn sum(units: &Units) -> u32 {
    units.values().copied().fold(0, u32::saturating_add)
}

struct Search<'s, 'w> {
    start: &'s Holding,
    present: &'s Units,
    warm: &'s Solution,
    work: &'s mut Work<'w>,
}

impl Search<'_, '_> {
    /// The best plan of a case; none where its units cannot all stay.
    fn solve(&mut self, case: &Case) -> Result<Option<Solved>, Error> {
        let mut holding = self.start.clone();
        let gone = |pair: &Pair| {
            let place = (pair.requirement.clone(), pair.lot.clone());
            let moved = case.moved.get(&place).copied().unwrap_or_default();
            moved > 0 && self.present.get(&place) == Some(&moved)
        };
        let all_gone: BTreeSet<(SlotId, LotId)> =
            holding.problem.pairs.iter().filter(|pair| gone(pair)).map(place).collect();
        holding.problem.pairs.retain(|pair| !all_gone.contains(&place(pair)));
        for ((requirement, lot), units) in case.stay.iter().filter(|(_, units)| **units > 0) {
            if holding.hold(requirement, lot, *units)?.is_err() {
                return Ok(None);
            }
        }
        let solution = solved_within(&holding.problem, Some(self.warm), self.work)?;
        // A floor that held units meet is no level any more; all values are told on the levels of the start.
        let figures: BTreeMap<String, i64> = holding
            .problem
            .levels()
            .into_iter()
            .zip(solution.value().figures().iter().copied())
            .collect_map();
        let levels = self.start.problem.levels().into_iter();
        let mut value: Vec<i64> =
            levels.map(|level| figures.get(&level).copied().unwrap_or_default()).collect();
        // Held units have ties of their own; put back those of the pairs that they are of.
        let own = holding.held.iter().map(|held| {
            let of = |requirement, lot| i64::from(tie(requirement, lot)).saturating_mul(held.units.into());
            of(&held.requirement, &held.lot).saturating_sub(of(&held.as_requirement, &held.as_lot))
        });
        let own = own.fold(0, i64::saturating_add);
        if let Some(last) = value.last_mut() {
            *last = last.saturating_add(own);
        }
        let now = units_of(solution.proposals(), &holding.held);
        let held = |place: &(SlotId, LotId)| {
            let first =
                self.start.held.iter().filter(|held| held.requirement == place.0 && held.lot == place.1);
            first.map(|held| held.units).fold(0, u32::saturating_add)
        };
        let left = self.present.iter().map(|(place, units)| {
            let there = now.get(place).copied().unwrap_or_default().saturating_sub(held(place));
            (place.clone(), units.saturating_sub(there))
        });
        let left = left.filter(|(_, units)| *units > 0).collect();
        Ok(Some(Solved { value, holding, solution, left }))
    }

    /// One of the units that would move, beyond those counted already, has to stay: the first of them; or the first moves
    /// and the second stays; and so on, as far as units may move.
    fn branch(&self, case: &Case, left: &Units, at_most: u32) -> Vec<Case> {
        let mut cases = Vec::new();
        let mut moved = case.moved.clone();
        for (place, units) in left {
            let counted = moved.get(place).copied().unwrap_or_default();
            for count in counted..*units {
                if sum(&moved) > at_most {
                    return cases;
                }
                let there = self.present.get(place).copied().unwrap_or_default();
                let mut stay = case.stay.clone();
                stay.insert(place.clone(), there.saturating_sub(count));
                cases.push(Case { stay, moved: moved.clone() });
                moved.insert(place.clone(), count.saturating_add(1));
            }
        }
        cases
    }
}

fn place(pair: &Pair) -> (SlotId, LotId) {
    (pair.requirement.clone(), pair.lot.clone())
}

/// Which units of the present plan could stay, as many as can be: a problem of its own, in which only they serve.
fn most_kept(problem: &Problem, present: &Units, work: &mut Work<'_>) -> Result<Units, Error> {
    let eligible: BTreeSet<(SlotId, LotId)> = problem.pairs.iter().map(place).collect();
    let mut lots = Vec::new();
    let mut pairs = Vec::new();
    let mut parts: BTreeMap<&LotId, Vec<LotId>> = BTreeMap::new();
    let mut named = BTreeMap::new();
    for (number, (pair, units)) in
        (1_u32..).zip(present).filter(|(_, (pair, units))| **units > 0 && eligible.contains(*pair))
    {
        let id: LotId = format!("part-{number}").parse()?;
        lots.push(Lot { id: id.clone(), units: Count::new(*units)? });
        parts.entry(&pair.1).or_default().push(id.clone());
        pairs.push(only(&pair.0, &id)?);
        named.insert(id, pair.clone());
    }
    let of_parts = |lot: &LotId| parts.get(lot).cloned().unwrap_or_default();
    let mut limits: Vec<Limit> = problem.limits.clone();
    for limit in &mut limits {
        match limit {
            Limit::Supply(limit) => {
                limit.members = limit.members.iter().flat_map(of_parts).collect();
                limit.at_least = None;
            }
            Limit::Demand(limit) => limit.at_least = None,
        }
    }
    let mut free = (1_u32..).filter_map(|number| format!("lot-{number}").parse::<LimitId>().ok());
    for lot in problem.lots.iter().filter(|lot| parts.contains_key(&lot.id)) {
        let id = free.find(|id| problem.limits.iter().all(|limit| limit.id() != id));
        let Some(id) = id else { continue };
        limits.push(Limit::Supply(SupplyLimit {
            id,
            members: of_parts(&lot.id),
            at_most: lot.units,
            at_least: None,
        }));
    }
    let mut requirements = problem.requirements.clone();
    requirements.iter_mut().for_each(|each| each.class = 1);
    let problem = Problem { format: ProblemFormat, requirements, lots, pairs, limits };
    let solution = solved_within(&problem, None, work)?;
    let kept = solution
        .proposals()
        .iter()
        .filter_map(|proposal| Some((named.get(&proposal.lot)?.clone(), proposal.units.get())));
    Ok(kept.collect())
}

/// A pair that costs nothing.
fn only(requirement: &SlotId, lot: &LotId) -> Result<Pair, Error> {
    let (requirement, lot, late) = (requirement.clone(), lot.clone(), Days::new(0)?);
    Ok(Pair { requirement, lot, late, unknown: 0, substitute: 0, preference: 0, waived: None })
}

#[cfg(test)]
mod tests;
