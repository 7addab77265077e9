//! A problem and its rows as places and whole numbers, and the recheck of a plan in them.
//!
//! Whatever proposed a plan, this is what says whether it keeps the rows and what it costs.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cost::Levels;
use super::super::fault;
use super::super::problem::{Limit, Problem};
use super::document::{Asks, Selection, SideRow, SideRows, Weight};
use crate::words::document::CollectInOrder;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{LotId, SlotId};

/// The levels that come before those of the problem: rows that are not kept, and by how much in all.
pub(super) const OF_ROWS: [&str; 2] = ["rows-not-kept", "rows-short"];
/// The largest whole number that every language holds exactly.
const EXACT: i128 = 9_007_199_254_740_991;

/// At most so many units of these pairs.
pub(super) struct Gate {
    pub(super) pairs: Vec<usize>,
    pub(super) at_most: i64,
}

/// At least so many units of these pairs, as far as can be.
pub(super) struct Floor {
    pub(super) pairs: Vec<usize>,
    pub(super) at_least: i64,
}

/// What a row asks, over places of pairs.
pub(super) enum Row {
    Weights { weights: Vec<(usize, i64)>, at_most: Option<i64>, at_least: Option<i64> },
    Share { part: Vec<(usize, i64)>, whole: Vec<(usize, i64)>, per_thousand: i64 },
    Groups { groups: Vec<Vec<usize>>, at_least: i64 },
    Together { uses: Vec<usize>, needs: Vec<usize>, at_least: i64 },
    Apart { sets: Vec<Vec<usize>> },
    Whole { parts: Vec<(Vec<usize>, i64)> },
}

/// A problem with side rows.
pub(super) struct Model {
    /// The most units of each pair.
    pub(super) most: Vec<i64>,
    /// What one unit of each pair adds, on each level; covering a unit takes its shortage away.
    pub(super) costs: Vec<Vec<i64>>,
    /// What the plan without any unit costs.
    pub(super) nothing: Vec<i64>,
    /// What one unit below a floor of a limit costs.
    pub(super) below: Vec<i64>,
    pub(super) gates: Vec<Gate>,
    pub(super) floors: Vec<Floor>,
    pub(super) rows: Vec<Row>,
}

/// How a plan stands to one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// What is counted.
    pub(super) reached: i64,
    /// What it is counted of, for a share, a need, or a whole.
    pub(super) of: Option<i64>,
    /// By how much a floor is missed.
    pub(super) short: i64,
    /// Whether the row is kept.
    pub(super) kept: bool,
}

/// A plan that keeps all that must be kept, and what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) units: Vec<i64>,
    pub(super) value: Vec<i64>,
}

impl Model {
    /// The model of a sound problem in canonical order.
    pub(super) fn of(problem: &Problem, levels: &Levels, rows: &SideRows) -> Result<Self, Error> {
        let lots = problem.lots.iter().enumerate().map(|(place, lot)| (&lot.id, place)).collect_map();
        let requirements = problem.requirements.iter().enumerate();
        let requirements = requirements.map(|(place, requirement)| (&requirement.id, place)).collect_map();
        let mut of_lot = vec![Vec::new(); problem.lots.len()];
        let mut of_requirement = vec![Vec::new(); problem.requirements.len()];
        let (mut most, mut costs) = (Vec::new(), Vec::new());
        for (i, pair) in problem.pairs.iter().enumerate() {
            let lot = *lots.get(&pair.lot).ok_or_else(|| fault("a pair has no lot"))?;
            let of_this = problem.lots.get(lot).ok_or_else(|| fault("a place has no lot"))?;
            let place = requirements.get(&pair.requirement);
            let place = *place.ok_or_else(|| fault("a pair has no requirement"))?;
            let requirement =
                problem.requirements.get(place).ok_or_else(|| fault("a place has no requirement"))?;
            of_lot.get_mut(lot).into_iter().for_each(|pairs| pairs.push(i));
            of_requirement.get_mut(place).into_iter().for_each(|pairs| pairs.push(i));
            most.push(i64::from(of_this.units.min(requirement.units).get()));
            let cost = levels.pair(pair, requirement.class).minus(&levels.shortage(requirement.class))?;
            costs.push(with_rows(cost.figures()));
        }
        let mut nothing = vec![0_i64; OF_ROWS.len().saturating_add(levels.count())];
        for requirement in &problem.requirements {
            let short = levels.shortage(requirement.class).times(requirement.units.get())?;
            add(&mut nothing, &with_rows(short.figures()), 1);
        }
        let (mut gates, mut floors) = (Vec::new(), Vec::new());
        for (pairs, units) in of_requirement.iter().zip(problem.requirements.iter().map(|one| one.units)) {
            gates.push(Gate { pairs: pairs.clone(), at_most: units.get().into() });
        }
        for (pairs, units) in of_lot.iter().zip(problem.lots.iter().map(|lot| lot.units)) {
            gates.push(Gate { pairs: pairs.clone(), at_most: units.get().into() });
        }
        for limit in &problem.limits {
            let places: Vec<&Vec<usize>> = match limit {
                Limit::Supply(limit) => {
                    let places = limit.members.iter().filter_map(|lot| lots.get(lot));
                    places.filter_map(|place| of_lot.get(*place)).collect()
                }
                Limit::Demand(limit) => {
                    let places = limit.members.iter().filter_map(|one| requirements.get(one));
                    places.filter_map(|place| of_requirement.get(*place)).collect()
                }
            };
            let pairs: Vec<usize> = places.into_iter().flatten().copied().collect();
            if limit.at_least() > 0 {
                floors.push(Floor { pairs: pairs.clone(), at_least: limit.at_least().into() });
            }
            gates.push(Gate { pairs, at_most: limit.at_most().get().into() });
        }
        let below = with_rows(levels.below_floor().figures());
        let mut model = Self { most, costs, nothing, below, gates, floors, rows: Vec::new() };
        for row in &rows.rows {
            let resolved = resolved(problem, row);
            model.check_range(row, &resolved)?;
            model.rows.push(resolved);
        }
        Ok(model)
    }

    /// How many levels there are, with those of the rows.
    pub(super) fn levels(&self) -> usize {
        self.nothing.len()
    }

    /// No cost.
    pub(super) fn free(&self) -> Vec<i64> {
        vec![0; self.levels()]
    }

    /// A cost of one on a level.
    pub(super) fn on_level(&self, level: usize) -> Vec<i64> {
        (0..self.levels()).map(|one| i64::from(one == level)).collect()
    }

    /// The most units of these pairs together.
    pub(super) fn most_of(&self, pairs: &[usize]) -> i64 {
        pairs.iter().filter_map(|pair| self.most.get(*pair)).fold(0, |sum, units| sum.saturating_add(*units))
    }

    /// An error where a sum of weights could leave the range of exact integers.
    fn check_range(&self, asked: &SideRow, row: &Row) -> Result<(), Error> {
        let most = |weights: &[(usize, i64)]| {
            let each = weights.iter().map(|(pair, weight)| {
                let units = self.most.get(*pair).copied().unwrap_or(0);
                i128::from(*weight).saturating_mul(units.into())
            });
            each.fold(0_i128, i128::saturating_add)
        };
        let largest = match row {
            Row::Weights { weights, .. } => most(weights),
            Row::Share { part, whole, .. } => most(part).max(most(whole)).saturating_mul(1_000),
            _ => 0,
        };
        if largest <= EXACT {
            return Ok(());
        }
        let message = format!(
            "The row `{}` could sum to {largest}, and {EXACT} is the largest exact integer.",
            asked.id
        );
        Err(Error::one(
            Finding::new(Code::CostOutOfRange, "/rows", message).help("Use a larger unit of weight."),
        ))
    }

    /// The plan with these units, if it keeps the needs, the lots, the limits, and every row as far as it must.
    pub(super) fn candidate(&self, units: Vec<i64>) -> Option<Candidate> {
        let within = self.most.len() == units.len()
            && self.most.iter().zip(&units).all(|(most, units)| (0..=*most).contains(units));
        let holds = |gate: &Gate| used(&gate.pairs, &units) <= gate.at_most;
        if !within || !self.gates.iter().all(holds) {
            return None;
        }
        let mut value = self.nothing.clone();
        for (cost, units) in self.costs.iter().zip(&units).filter(|(_, units)| **units > 0) {
            add(&mut value, cost, *units);
        }
        for floor in &self.floors {
            let missed = floor.at_least.saturating_sub(used(&floor.pairs, &units)).max(0);
            add(&mut value, &self.below, missed);
        }
        for standing in self.standings(&units) {
            if !standing.kept && standing.short == 0 {
                return None;
            }
            let of_row = [i64::from(!standing.kept), standing.short];
            value.iter_mut().zip(of_row).for_each(|(figure, more)| *figure = figure.saturating_add(more));
        }
        Some(Candidate { units, value })
    }

    /// How these units stand to each row.
    pub(super) fn standings(&self, units: &[i64]) -> Vec<Standing> {
        self.rows.iter().map(|row| row.standing(units)).collect()
    }
}

impl Row {
    fn standing(&self, units: &[i64]) -> Standing {
        let counted =
            |reached, of, short: i64, kept| Standing { reached, of, short, kept: kept && short == 0 };
        match self {
            Self::Weights { weights, at_most, at_least } => {
                let reached = weighed(weights, units);
                let short = at_least.map_or(0, |floor| floor.saturating_sub(reached).max(0));
                let over = at_most.is_some_and(|ceiling| reached > ceiling);
                // A ceiling that is passed makes the plan no plan, however short of the floor it is.
                counted(reached, None, if over { 0 } else { short }, !over)
            }
            Self::Share { part, whole, per_thousand } => {
                let (part, whole) = (weighed(part, units), weighed(whole, units));
                let kept = part.saturating_mul(1_000) >= whole.saturating_mul(*per_thousand);
                counted(part, Some(whole), 0, kept)
            }
            Self::Groups { groups, at_least } => {
                let reached = count(groups, units);
                counted(reached, None, at_least.saturating_sub(reached).max(0), true)
            }
            Self::Together { uses, needs, at_least } => {
                let (uses, needs) = (used(uses, units), used(needs, units));
                counted(needs, Some(uses), 0, uses == 0 || needs >= *at_least)
            }
            Self::Apart { sets } => {
                let reached = count(sets, units);
                counted(reached, None, 0, reached <= 1)
            }
            Self::Whole { parts } => {
                let of_parts: Vec<(i64, i64)> =
                    parts.iter().map(|(pairs, all)| (used(pairs, units), *all)).collect();
                let sum = |figures: &mut dyn Iterator<Item = i64>| figures.fold(0, i64::saturating_add);
                let kept = of_parts.iter().all(|(used, _)| *used == 0)
                    || of_parts.iter().all(|(used, all)| used == all);
                let reached = sum(&mut of_parts.iter().map(|(used, _)| *used));
                counted(reached, Some(sum(&mut of_parts.iter().map(|(_, all)| *all))), 0, kept)
            }
        }
    }
}

/// Figures of the problem's levels, behind those of the rows.
fn with_rows(figures: &[i64]) -> Vec<i64> {
    OF_ROWS.iter().map(|_| 0).chain(figures.iter().copied()).collect()
}

/// (The sums of a sound problem stay within exact integers; see `beyond_range` and `check_range`.)
fn add(to: &mut [i64], figures: &[i64], times: i64) {
    for (sum, figure) in to.iter_mut().zip(figures) {
        *sum = sum.saturating_add(figure.saturating_mul(times));
    }
}

fn used(pairs: &[usize], units: &[i64]) -> i64 {
    pairs.iter().filter_map(|pair| units.get(*pair)).fold(0, |sum, units| sum.saturating_add(*units))
}

fn weighed(weights: &[(usize, i64)], units: &[i64]) -> i64 {
    weights.iter().fold(0_i64, |sum, (pair, weight)| {
        sum.saturating_add(units.get(*pair).copied().unwrap_or(0).saturating_mul(*weight))
    })
}

/// How many of these sets have a unit in use.
fn count(sets: &[Vec<usize>], units: &[i64]) -> i64 {
    sets.iter().fold(0, |sum, set| sum.saturating_add(i64::from(used(set, units) > 0)))
}

fn resolved(problem: &Problem, row: &SideRow) -> Row {
    let select = |of: &Selection| selected(problem, of.lots.as_deref(), of.requirements.as_deref());
    match &row.asks {
        Asks::Weights(asked) => Row::Weights {
            weights: weights(problem, &select(&asked.of), &asked.weights),
            at_most: asked.at_most,
            at_least: asked.at_least,
        },
        Asks::Share(asked) => {
            let pairs = select(&asked.of);
            Row::Share {
                part: weights(problem, &pairs, &asked.part),
                whole: weights(problem, &pairs, &asked.whole),
                per_thousand: asked.per_thousand.into(),
            }
        }
        Asks::Units(asked) => Row::Weights {
            weights: select(&asked.of).into_iter().map(|pair| (pair, 1)).collect(),
            at_most: asked.at_most.map(|count| count.get().into()),
            at_least: asked.at_least.map(|count| count.get().into()),
        },
        Asks::Groups(asked) => {
            let of_group = |lots: &Vec<LotId>| selected(problem, Some(lots), asked.requirements.as_deref());
            Row::Groups {
                groups: asked.groups.iter().map(of_group).collect(),
                at_least: asked.at_least.get().into(),
            }
        }
        Asks::Together(asked) => Row::Together {
            uses: select(&asked.uses),
            needs: select(&asked.needs),
            at_least: asked.at_least.get().into(),
        },
        Asks::Apart(asked) => Row::Apart { sets: asked.sets.iter().map(select).collect() },
        Asks::Whole(asked) => Row::Whole {
            parts: asked.parts.iter().map(|part| (select(&part.of), part.units.get().into())).collect(),
        },
    }
}

/// The places of the pairs of these lots with these requirements.
fn selected(problem: &Problem, lots: Option<&[LotId]>, requirements: Option<&[SlotId]>) -> Vec<usize> {
    let lots: Option<BTreeSet<&LotId>> = lots.map(|lots| lots.iter().collect_set());
    let requirements: Option<BTreeSet<&SlotId>> = requirements.map(|list| list.iter().collect_set());
    let here = |pair: &super::super::problem::Pair| {
        lots.as_ref().is_none_or(|lots| lots.contains(&pair.lot))
            && requirements.as_ref().is_none_or(|list| list.contains(&pair.requirement))
    };
    problem.pairs.iter().enumerate().filter(|(_, pair)| here(pair)).map(|(i, _)| i).collect()
}

/// What each of these pairs weighs, where it weighs anything.
fn weights(problem: &Problem, pairs: &[usize], said: &[Weight]) -> Vec<(usize, i64)> {
    let mut sums: BTreeMap<(Option<&LotId>, Option<&SlotId>), i64> = BTreeMap::new();
    for weight in said {
        let sum = sums.entry((weight.lot.as_ref(), weight.requirement.as_ref())).or_default();
        *sum = sum.saturating_add(weight.weight);
    }
    let of = |pair: &super::super::problem::Pair| {
        let (lot, requirement) = (Some(&pair.lot), Some(&pair.requirement));
        let keys = [(lot, requirement), (lot, None), (None, requirement), (None, None)];
        keys.iter().filter_map(|key| sums.get(key)).fold(0_i64, |sum, weight| sum.saturating_add(*weight))
    };
    let each = pairs.iter().filter_map(|place| Some((*place, of(problem.pairs.get(*place)?))));
    each.filter(|(_, weight)| *weight > 0).collect()
}
