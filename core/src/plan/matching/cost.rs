//! What a plan costs: figures compared level by level, and never traded across levels.
//!
//! One unit short in the first class outweighs every day of lateness there could be. Weights that say so in one
//! number leave the range of exact integers after a few levels; figures side by side do not.

use serde::Serialize;

use super::fault;
use super::figures::Level;
use super::problem::{Pair, Problem, Waived};
use super::tie::{self, tie};
use crate::words::document::{Lift, Lifter, Node};
use crate::words::finding::{Code, Error, Finding};

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

/// The levels of a problem.
#[derive(Clone, Debug)]
pub(super) struct Levels(Vec<Level>);

impl Levels {
    pub(super) fn of(problem: &Problem) -> Self {
        let classes = problem.requirements.iter().map(|requirement| requirement.class).max().unwrap_or(0);
        let floors = problem.limits.iter().any(|limit| limit.at_least() > 0);
        let waived = problem.pairs.iter().any(|pair| pair.waived.is_some());
        Self(Level::in_order(classes, floors, waived))
    }

    /// The levels in their order.
    pub(super) fn all(&self) -> &[Level] {
        &self.0
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.0.iter().map(|level| level.name()).collect()
    }

    /// The cost of one unit that a requirement of this class is short of.
    pub(super) fn shortage(&self, class: u32) -> Cost {
        self.cost(|level| i64::from(level == Level::Short(class)))
    }

    /// The cost of one unit that a limit is below its floor.
    pub(super) fn below_floor(&self) -> Cost {
        self.cost(|level| i64::from(level == Level::BelowFloor))
    }

    /// The cost of one unit of this pair, for a requirement of this class.
    pub(super) fn pair(&self, pair: &Pair, class: u32) -> Cost {
        let waived = pair.waived.unwrap_or_default();
        self.cost(|level| match level {
            Level::Short(_) | Level::BelowFloor | Level::Cost => 0,
            Level::WaivedRules => waived.rules.into(),
            Level::WaivedDays => waived.days.get().into(),
            Level::Conditional(of) => i64::from(of == class && pair.unknown > 0),
            Level::UnknownRules => pair.unknown.into(),
            Level::DaysLate => pair.late.get().into(),
            Level::SubstituteRank => pair.substitute.into(),
            Level::Preference => pair.preference.into(),
            Level::Tie => tie(&pair.requirement, &pair.lot).into(),
        })
    }

    fn cost(&self, figure: impl Fn(Level) -> i64) -> Cost {
        Cost(self.0.iter().map(|level| figure(*level)).collect())
    }
}

/// The levels on which pairs have figures of their own.
const LEVELS_OF_PAIRS: [&str; 7] =
    ["waived-rules", "waived-days", "unknown-rules", "days-late", "substitute-rank", "preference", "tie"];

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
    LEVELS_OF_PAIRS.into_iter().zip(below).find(|(_, largest)| u64::from(*largest).saturating_mul(times) > EXACT).map(
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
}
