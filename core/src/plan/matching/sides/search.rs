//! Branch and bound, level after level: the best plan under the rows, or what is proven of it.
//!
//! Where a node stands is decided by whole numbers only: lines and proofs narrow its bounds, plans are rechecked.
//! The relaxation says where to look and which prices to try.

use std::collections::BTreeMap;

use super::super::engine::Work;
use super::domain::{Domain, Proof};
use super::model::{Candidate, Model};
use super::program::Program;
use super::relaxed::{self, Guess, MILLION};
use crate::words::finding::Error;

/// How many branches the solver may try on its own for a first plan.
const BRANCHES: u64 = 200;
/// So many units of what stands behind a level weigh as much as one of the level, while plans are looked for.
const GUIDE: i64 = 64;
/// The largest figure that a plan is looked for with: a linear program must tell it from one.
const LARGEST_GUIDE: i64 = 1 << 30;
/// Up to so many columns, prices are asked of all of them at once; else of those that count.
const ALL_AT_ONCE: usize = 400;
/// How often columns that count after all are added.
const MOST_PRICINGS: usize = 12;
/// Nearer to a whole number than this, a value is taken for it, in millionths.
const NEAR: i64 = 10;

/// What was found and proven.
pub(super) struct Found {
    pub(super) best: Candidate,
    /// No plan is better than this, level by level; as long as it was proven.
    pub(super) proven: Vec<i64>,
    pub(super) steps: u64,
    /// Whether the work limit ended it.
    pub(super) ended: bool,
}

/// A level that is searched.
struct Level {
    level: usize,
    /// What each column costs.
    objective: Vec<i64>,
    /// What the plan without any unit costs.
    nothing: i64,
}

struct Search<'m, 'w, 's> {
    model: &'m Model,
    work: &'w mut Work<'s>,
    program: Program,
    /// What is open for any plan as good as the best on the levels closed so far.
    domain: Domain,
    best: Candidate,
    /// What was proven of the level before any branch.
    root: Option<Proof>,
    steps: u64,
    limit: u64,
}

/// A bound taken over: a column, its least, its most.
type Branch = (usize, i64, i64);

/// What became of a node.
enum Node {
    Closed,
    Split { bound: i64, column: usize, at: i64 },
}

/// Searches for the best plan. `start` holds plans known before; `floor` is a value that no plan is better than.
///
/// # Errors
/// `cancelled`, where the caller stops; the work limit is no error, for there is a plan.
pub(super) fn search(
    model: &Model,
    start: Vec<Candidate>,
    floor: &[i64],
    work: &mut Work<'_>,
) -> Result<Option<Found>, Error> {
    let program = Program::of(model);
    let domain = Domain::of(&program);
    let best = start.into_iter().reduce(|best, other| if better(&other, &best) { other } else { best });
    let Some(best) = best else { return Ok(None) };
    let limit = work.at_most.take();
    let mut search =
        Search { model, work, program, domain, best, root: None, steps: 0, limit: limit.unwrap_or(u64::MAX) };
    let found = search.levels(floor);
    search.work.at_most = limit;
    found.map(Some)
}

impl Search<'_, '_, '_> {
    fn levels(&mut self, floor: &[i64]) -> Result<Found, Error> {
        let mut proven: Vec<i64> = Vec::new();
        let levels = self.model.levels();
        for number in 0..levels {
            // Levels on which the plan is as good as the floor need no search, as long as those before are.
            let met = self.best.value.iter().zip(floor).take_while(|(figure, floor)| figure == floor).count();
            let level = self.level(number);
            let is_last = number.saturating_add(1) == levels;
            let (bound, ended) = if number < met && !is_last {
                (self.value(&level), false)
            } else {
                let floor = floor.get(number).copied().filter(|_| met >= number);
                self.close(&level, floor, is_last)?
            };
            let value = self.value(&level);
            proven.push(bound.clamp(0, value));
            if ended {
                return Ok(Found { best: self.best.clone(), proven, steps: self.steps, ended });
            }
            self.hold(&level, value);
        }
        Ok(Found { best: self.best.clone(), proven, steps: self.steps, ended: false })
    }
}

/// Whether a plan is better than another: by its value, then by the greater units in the order of the pairs.
fn better(one: &Candidate, other: &Candidate) -> bool {
    one.value.cmp(&other.value).then_with(|| other.units.cmp(&one.units)).is_lt()
}

impl Search<'_, '_, '_> {
    /// A level, to be searched on its own: then a bound between two whole numbers is as good as the upper one.
    fn level(&self, level: usize) -> Level {
        let figure = |figures: &Vec<i64>| figures.get(level).copied().unwrap_or(0);
        let objective = self.program.costs.iter().map(figure).collect();
        Level { level, objective, nothing: figure(&self.model.nothing) }
    }

    /// An objective to find plans with: this level, with those behind it at a smaller weight, so that what is found serves
    /// them too. It proves nothing.
    fn guide(&self, level: &Level) -> Vec<i64> {
        let mut guide = level.objective.clone();
        for next in level.level.saturating_add(1)..self.model.levels().saturating_sub(1) {
            let behind = self.level(next).objective;
            let largest = |figures: &[i64]| figures.iter().map(|one| one.saturating_abs()).max().unwrap_or(0);
            let weight = largest(&behind).saturating_mul(GUIDE).saturating_add(1);
            if largest(&guide).saturating_mul(weight) > LARGEST_GUIDE {
                break;
            }
            for (figure, more) in guide.iter_mut().zip(&behind) {
                *figure = figure.saturating_mul(weight).saturating_add(*more);
            }
        }
        guide
    }

    /// The figure of the best plan on a level.
    fn value(&self, level: &Level) -> i64 {
        self.best.value.get(level.level).copied().unwrap_or(0)
    }

    /// Searches a level to its end, or to the work limit. Gives what no plan is better than; equal to the value of
    /// the best plan if that is proven. On the last level all equally good plans are looked at, for the order of
    /// the pairs decides among them.
    fn close(&mut self, level: &Level, floor: Option<i64>, is_last: bool) -> Result<(i64, bool), Error> {
        let target = |search: &Self| search.value(level).saturating_sub(i64::from(!is_last));
        let mut open: BTreeMap<(i64, usize, u64), Vec<Branch>> = BTreeMap::new();
        let mut number = 0_u64;
        // No figure is below zero.
        open.insert((floor.unwrap_or(0), usize::MAX, number), Vec::new());
        while let Some(((bound, _, _), branches)) = open.pop_first() {
            if bound > target(self) {
                break;
            }
            if self.steps >= self.limit {
                return Ok((bound.min(self.value(level)), true));
            }
            let Node::Split { bound: here, column, at } =
                self.node(level, &branches, target(self), is_last)?
            else {
                continue;
            };
            for branch in [(column, i64::MIN, at), (column, at.saturating_add(1), i64::MAX)] {
                let mut deeper = branches.clone();
                deeper.push(branch);
                number = number.saturating_add(1);
                // The best bound first; of equal bounds the deepest, of these the latest.
                let depth = usize::MAX.saturating_sub(deeper.len());
                open.insert((here.max(bound), depth, u64::MAX.saturating_sub(number)), deeper);
            }
        }
        Ok((self.value(level), false))
    }

    fn node(
        &mut self,
        level: &Level,
        branches: &[Branch],
        target: i64,
        is_last: bool,
    ) -> Result<Node, Error> {
        self.count(1)?;
        let mut domain = self.domain.clone();
        for (column, lower, upper) in branches {
            domain.narrow(*column, *lower, *upper);
            let (lower, upper) = domain.bounds(*column);
            if lower > upper {
                return Ok(Node::Closed);
            }
        }
        if !domain.propagate(&self.program.lines) {
            return Ok(Node::Closed);
        }
        if branches.is_empty() {
            // What is proven of the root is measured from its bounds.
            self.domain = domain.clone();
        }
        if self.is_leaf(&domain) {
            return Ok(Node::Closed);
        }
        // The values of a large program say which columns prices must be asked of; for a small one prices come first.
        let is_large = domain.lower.len() > ALL_AT_ONCE;
        let mut values = if is_large { self.values(level, &domain)? } else { Vec::new() };
        let mut target = target.min(self.value(level).saturating_sub(i64::from(!is_last)));

        let in_objective = target.saturating_sub(level.nothing);
        let mut bound = i64::MIN;
        if let Some(proof) = self.proof(level, &domain, &values, in_objective)? {
            bound = proof.least().saturating_add(level.nothing);
            let open = domain.narrow_to(&proof, in_objective) && domain.propagate(&self.program.lines);
            if branches.is_empty() {
                self.root = Some(proof);
            }
            if !open {
                return Ok(Node::Closed);
            }
        }
        if self.is_leaf(&domain) {
            return Ok(Node::Closed);
        }
        if !is_large {
            values = self.values(level, &domain)?;
        }
        let split = split(&self.program, &domain, &values);
        if branches.is_empty() {
            let guide = self.guide(level);
            let guess = relaxed::values(&self.program, &domain, &guide, Some(BRANCHES));
            let values = self.counted(guess)?;
            self.offer_rounded(&values.unwrap_or_default());
            target = target.min(self.value(level).saturating_sub(i64::from(!is_last)));
            if bound > target {
                return Ok(Node::Closed);
            }
        }
        Ok(match split {
            Some((column, at)) => Node::Split { bound, column, at },
            None => Node::Closed,
        })
    }

    /// Where the units of all pairs are fixed, looks at that plan.
    fn is_leaf(&mut self, domain: &Domain) -> bool {
        if !(0..self.program.pairs).all(|pair| domain.is_fixed(pair)) {
            return false;
        }
        self.offer(domain.lower.iter().take(self.program.pairs).copied().collect());
        true
    }

    fn offer(&mut self, units: Vec<i64>) {
        if let Some(candidate) = self.model.candidate(units)
            && better(&candidate, &self.best)
        {
            self.best = candidate;
        }
    }

    fn offer_rounded(&mut self, values: &[i64]) {
        if values.is_empty() {
            return;
        }
        let half = MILLION.checked_div(2).unwrap_or(0);
        for up in [half, NEAR] {
            let round = |value: &i64| value.saturating_add(up).checked_div_euclid(MILLION).unwrap_or(0);
            self.offer(values.iter().take(self.program.pairs).map(round).collect());
        }
    }

    /// The best proof that prices give here; columns that would spoil it are asked too, until none does.
    fn proof(
        &mut self,
        level: &Level,
        domain: &Domain,
        values: &[i64],
        target: i64,
    ) -> Result<Option<Proof>, Error> {
        let all = domain.lower.len();
        let mut columns: Vec<usize> = if all <= ALL_AT_ONCE || values.is_empty() {
            (0..all).collect()
        } else {
            let above = |column: &usize| values.get(*column).is_some_and(|value| *value > NEAR);
            (0..all).filter(|column| above(column) || *column >= self.program.pairs).collect()
        };
        let mut best: Option<Proof> = None;
        for _ in 0..MOST_PRICINGS {
            let guess = relaxed::prices(&self.program, domain, &level.objective, &columns);
            let Some(prices) = self.counted(guess)? else { break };
            let Some(proof) = domain.proof(&self.program, &level.objective, prices) else { break };
            let mut wanting = proof.wanting(domain);
            wanting.retain(|column| columns.binary_search(column).is_err());
            if best.as_ref().is_none_or(|best| best.least() < proof.least()) {
                best = Some(proof);
            }
            if wanting.is_empty() || best.as_ref().is_some_and(|best| best.least() > target) {
                break;
            }
            columns.extend(wanting);
            columns.sort_unstable();
        }
        Ok(best)
    }

    /// The values of the relaxation here; plans near them are looked at.
    fn values(&mut self, level: &Level, domain: &Domain) -> Result<Vec<i64>, Error> {
        let guess = relaxed::values(&self.program, domain, &level.objective, None);
        let values = self.counted(guess)?.unwrap_or_default();
        self.offer_rounded(&values);
        Ok(values)
    }

    /// What a relaxation says, once its steps are counted.
    fn counted<T>(&mut self, guess: Guess<T>) -> Result<Option<T>, Error> {
        self.count(guess.steps)?;
        Ok(guess.says)
    }

    fn count(&mut self, steps: u64) -> Result<(), Error> {
        self.steps = self.steps.saturating_add(steps);
        self.work.count(steps)
    }

    /// From now on only plans as good as the best on this level count; what was proven of it narrows what is open.
    fn hold(&mut self, level: &Level, value: i64) {
        if let Some(proof) = self.root.take() {
            self.domain.narrow_to(&proof, value.saturating_sub(level.nothing));
        }
        let costs = level.objective.iter().enumerate().filter(|(_, cost)| **cost != 0);
        let terms = costs.map(|(column, cost)| (column, *cost)).collect();
        self.program.line(terms, value.saturating_sub(level.nothing));
        self.domain.add_line();
        self.domain.propagate(&self.program.lines);
    }
}

fn is_whole(value: i64) -> bool {
    let part = value.checked_rem_euclid(MILLION).unwrap_or(0);
    part <= NEAR || part >= MILLION.saturating_sub(NEAR)
}

/// Where to split: the column that is least whole, first among those of the rows; where all are whole, beside the
/// value of one that is open.
fn split(program: &Program, domain: &Domain, values: &[i64]) -> Option<(usize, i64)> {
    let open = |column: &usize| !domain.is_fixed(*column);
    let value = |column: usize| values.get(column).copied().unwrap_or(0);
    let part = |column: usize| {
        let part = value(column).checked_rem_euclid(MILLION).unwrap_or(0);
        part.min(MILLION.saturating_sub(part))
    };
    let is_flag = |column: usize| column >= program.pairs && domain.bounds(column) == (0, 1);
    let asked = (0..domain.lower.len()).filter(|column| *column < program.pairs || is_flag(*column));
    let fraction = asked
        .filter(open)
        .filter(|column| !is_whole(value(*column)))
        .max_by_key(|column| (is_flag(*column), part(*column), std::cmp::Reverse(*column)));
    let column = fraction.or_else(|| (0..program.pairs).find(open))?;
    let (lower, upper) = domain.bounds(column);
    let whole = value(column).saturating_add(NEAR).checked_div_euclid(MILLION).unwrap_or(0);
    Some((column, whole.clamp(lower, upper.saturating_sub(1))))
}
