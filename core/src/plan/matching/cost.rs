//! What a plan costs: figures compared level by level, and never traded across levels.
//!
//! One unit short in the first class outweighs every day of lateness there could be. Weights that say so in one
//! number leave the range of exact integers after a few levels; figures side by side do not.

use std::cmp::Ordering;

use serde::Serialize;

use super::network::fault;
use super::problem::{Pair, Problem, Waived};
use super::tie;
use crate::words::document::{Lift, Lifter, Node};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{LotId, SlotId};

/// The largest whole number that every language holds exactly: 2^53 - 1.
const EXACT: u64 = 9_007_199_254_740_991;

/// One figure for each level, the most important first; compared lexicographically.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Cost(Vec<i64>);

impl Cost {
    /// Nothing on every level.
    pub fn zero(levels: usize) -> Self {
        Self(vec![0; levels])
    }

    /// The figures, in the order of [`Problem::levels`].
    pub fn figures(&self) -> &[i64] {
        &self.0
    }

    /// Whether every figure is zero.
    pub fn is_zero(&self) -> bool {
        self.0.iter().all(|figure| *figure == 0)
    }

    /// The sum, level by level.
    pub fn plus(&self, other: &Self) -> Result<Self, Error> {
        let mut sum = self.clone();
        sum.set_sum(self, other)?;
        Ok(sum)
    }

    /// The difference, level by level.
    pub fn minus(&self, other: &Self) -> Result<Self, Error> {
        let mut difference = self.clone();
        difference.set_difference(self, other)?;
        Ok(difference)
    }

    /// The cost of so many units.
    pub fn times(&self, units: u32) -> Result<Self, Error> {
        let figure = |figure: &i64| {
            figure.checked_mul(units.into()).ok_or_else(|| out_of_range(&format!("{figure} * {units}")))
        };
        self.0.iter().map(figure).collect::<Result<_, _>>().map(Self)
    }

    /// Becomes the sum of two costs; the engine's loops write over the costs they have.
    pub(super) fn set_sum(&mut self, a: &Self, b: &Self) -> Result<(), Error> {
        self.set(a, b, "+", i64::checked_add)
    }

    /// Becomes the difference of two costs.
    pub(super) fn set_difference(&mut self, a: &Self, b: &Self) -> Result<(), Error> {
        self.set(a, b, "-", i64::checked_sub)
    }

    fn set(
        &mut self,
        a: &Self,
        b: &Self,
        sign: &str,
        join: impl Fn(i64, i64) -> Option<i64>,
    ) -> Result<(), Error> {
        if self.0.len() != a.0.len() || a.0.len() != b.0.len() {
            return Err(fault("figures of different levels were joined"));
        }
        for (figure, (a, b)) in self.0.iter_mut().zip(a.0.iter().zip(&b.0)) {
            *figure = join(*a, *b).ok_or_else(|| out_of_range(&format!("{a} {sign} {b}")))?;
        }
        Ok(())
    }

    /// Becomes a cost after one more step of a way: over an edge, or back over it.
    pub(super) fn set_after(&mut self, cost: &Self, step: &Self, back: bool) -> Result<(), Error> {
        if back { self.set_difference(cost, step) } else { self.set_sum(cost, step) }
    }

    /// How this cost after one more step compares with another, decided at the first level that differs.
    pub(super) fn compare_after(&self, step: &Self, back: bool, other: &Self) -> Ordering {
        let join = if back { i64::saturating_sub } else { i64::saturating_add };
        let sums = self.0.iter().zip(&step.0).map(|(a, b)| join(*a, *b));
        sums.zip(&other.0)
            .map(|(sum, figure)| sum.cmp(figure))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// Whether going on by `step` from here leads exactly to `other`, on the first so many levels.
    pub(super) fn meets(&self, step: &Self, other: &Self, levels: usize) -> bool {
        let sums = self.0.iter().zip(&step.0).map(|(a, b)| a.checked_add(*b));
        sums.zip(&other.0).take(levels).all(|(sum, figure)| sum == Some(*figure))
    }
}

/// Figures from outside; joining costs of different levels is refused, not guessed.
impl From<Vec<i64>> for Cost {
    fn from(figures: Vec<i64>) -> Self {
        Self(figures)
    }
}

impl Lift for Cost {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        Vec::lift(node, at).map(Self)
    }
}

fn out_of_range(sum: &str) -> Error {
    Error::one(Finding::new(Code::CostOutOfRange, "", format!("{sum} leaves the range of exact integers.")))
}

/// The levels of a problem: units short of each class, and below floors; what would be waived; conditional units of
/// each class; then what tells pairs apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Levels {
    classes: u32,
    /// Some limit asks for at least so many units.
    floors: bool,
    /// Some pair would need a rule waived.
    waived: bool,
    tie: fn(&SlotId, &LotId) -> u32,
}

/// The levels below the classes, in their order.
const BELOW: [&str; 5] = ["unknown-rules", "days-late", "substitute-rank", "preference", "tie"];

impl Levels {
    pub(super) fn of(problem: &Problem) -> Self {
        let classes = problem.requirements.iter().map(|requirement| requirement.class).max().unwrap_or(0);
        let floors = problem.limits.iter().any(|limit| limit.at_least() > 0);
        let waived = problem.pairs.iter().any(|pair| pair.waived.is_some());
        Self { classes, floors, waived, tie: tie::tie }
    }

    /// The same with another tie, to test what only equal sums can show.
    #[cfg(test)]
    pub(super) fn tied_by(self, tie: fn(&SlotId, &LotId) -> u32) -> Self {
        Self { tie, ..self }
    }

    /// How many there are.
    pub(super) fn count(self) -> usize {
        self.names().len()
    }

    /// How many come first, of units short or below a floor. A way through the network passes few of these.
    pub(super) fn of_units_missing(self) -> usize {
        usize::try_from(self.classes).unwrap_or(usize::MAX).saturating_add(usize::from(self.floors))
    }

    /// How many there are before the tie.
    pub(super) fn before_tie(self) -> usize {
        self.count().saturating_sub(1)
    }

    pub(super) fn names(self) -> Vec<String> {
        let short = (1..=self.classes).map(|class| format!("short-{class}"));
        let floors = self.floors.then(|| "below-floor".to_owned());
        let waived = ["waived-rules", "waived-days"].into_iter().filter(|_| self.waived).map(String::from);
        let conditional = (1..=self.classes).map(|class| format!("conditional-{class}"));
        short.chain(floors).chain(waived).chain(conditional).chain(BELOW.map(String::from)).collect()
    }

    /// The cost of one unit that a requirement of this class is short of.
    pub(super) fn shortage(self, class: u32) -> Cost {
        self.cost(Some(class), 0, None, [0; 5])
    }

    /// The cost of one unit that a limit is below its floor.
    pub(super) fn below_floor(self) -> Cost {
        self.cost(None, 1, None, [0; 5])
    }

    /// The cost of one unit of this pair, for a requirement of this class.
    pub(super) fn pair(self, pair: &Pair, class: u32) -> Cost {
        let tie = (self.tie)(&pair.requirement, &pair.lot);
        let below = [pair.unknown, pair.late.get(), pair.substitute, pair.preference, tie].map(i64::from);
        let mut cost = self.cost(None, 0, Some(class).filter(|_| pair.unknown > 0), below);
        if let Some(waived) = pair.waived.filter(|_| self.waived) {
            let figures = [waived.rules, waived.days.get()].map(i64::from);
            for (figure, waived) in cost.0.iter_mut().skip(self.of_units_missing()).zip(figures) {
                *figure = waived;
            }
        }
        cost
    }

    fn cost(self, short: Option<u32>, below_floor: i64, conditional: Option<u32>, below: [i64; 5]) -> Cost {
        let classes = |class: Option<u32>| (1..=self.classes).map(move |one| i64::from(Some(one) == class));
        let floors = self.floors.then_some(below_floor);
        let waived = [0_i64; 2].into_iter().filter(|_| self.waived);
        Cost(classes(short).chain(floors).chain(waived).chain(classes(conditional)).chain(below).collect())
    }
}

/// A finding where sums over a plan, or the prices that prove it, could leave the range of exact integers.
///
/// A plan adds at most all units needed. A price is at most a difference of four costs of simple ways through the
/// network (see [`super::engine`]), and a simple way passes each lot and each requirement once, so over at most
/// twice as many pairs as there are of the fewer. Nothing that passes here can overflow later.
pub(super) fn beyond_range(problem: &Problem) -> Option<Finding> {
    let largest = |figure: fn(&Pair) -> u32| problem.pairs.iter().map(figure).max().unwrap_or(0);
    let waived = |figure: fn(Waived) -> u32| {
        problem.pairs.iter().filter_map(|pair| pair.waived).map(figure).max().unwrap_or(0)
    };
    let below = [
        waived(|waived| waived.rules),
        waived(|waived| waived.days.get()),
        largest(|pair| pair.unknown),
        largest(|pair| pair.late.get()),
        largest(|pair| pair.substitute),
        largest(|pair| pair.preference),
        tie::LARGEST,
    ];
    let units: u64 = problem.requirements.iter().map(|requirement| u64::from(requirement.units.get())).sum();
    let fewer = u64::try_from(problem.requirements.len().min(problem.lots.len())).unwrap_or(u64::MAX);
    let times = units.max(fewer.saturating_mul(8)).max(1);
    let levels = ["waived-rules", "waived-days"].into_iter().chain(BELOW);
    levels.zip(below).find(|(_, largest)| u64::from(*largest).saturating_mul(times) > EXACT).map(
        |(level, largest)| {
            let message = format!(
                "The level `{level}` reaches {largest} in one unit; {units} units and ways over {fewer} lots or \
                 requirements could sum it to {largest} * {times}, and {EXACT} is the largest exact integer."
            );
            Finding::new(Code::CostOutOfRange, "", message).help("Use smaller figures, or split the problem.")
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_important_level_outweighs_all_behind_it() {
        assert!(Cost(vec![0, 0, 9_999]) < Cost(vec![0, 1, 0]));
        assert!(Cost(vec![-1, 9_999, 9_999]) < Cost(vec![0, 0, 0]));
    }

    #[test]
    fn sums_that_leave_exact_integers_are_errors_with_the_numbers() {
        let (large, one) = (Cost(vec![i64::MAX]), Cost(vec![1]));
        let refused = [large.plus(&one), Cost(vec![i64::MIN]).minus(&one), large.times(2)];
        for (refused, numbers) in
            refused.into_iter().zip(["9223372036854775807 + 1", "- 1", "9223372036854775807 * 2"])
        {
            let text = refused.map_err(|error| error.to_string()).err();
            assert!(
                text.as_deref()
                    .is_some_and(|text| text.contains(numbers) && text.contains("cost-out-of-range"))
            );
        }
    }

    #[test]
    fn comparing_after_a_step_is_comparing_the_sum() -> Result<(), Error> {
        let costs = [[0, 0], [0, 1], [1, -1], [1, 0], [-1, 2]].map(|figures| Cost(figures.to_vec()));
        for (a, step) in costs.iter().flat_map(|a| costs.iter().map(move |step| (a, step))) {
            for other in &costs {
                assert_eq!(a.compare_after(step, false, other), a.plus(step)?.cmp(other));
                assert_eq!(a.compare_after(step, true, other), a.minus(step)?.cmp(other));
                assert_eq!(a.meets(step, other, 2), a.plus(step)? == *other);
            }
        }
        Ok(())
    }
}
