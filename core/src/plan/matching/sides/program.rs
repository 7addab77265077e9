//! A model as an integer program: columns with bounds, and lines that say "at most".
//!
//! The first columns are the units of the pairs. Behind them stand columns of the rows: whether something is used,
//! and by how much a floor is missed.

use std::collections::BTreeMap;

use super::model::{Model, Row};

/// A line: a sum of columns, each times a whole number, is at most a bound.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) at_most: i64,
}

/// The program.
pub(super) struct Program {
    /// How many columns are units of pairs.
    pub(super) pairs: usize,
    /// The most that each column may be.
    pub(super) most: Vec<i64>,
    /// What one of each column costs on each level.
    pub(super) costs: Vec<Vec<i64>>,
    pub(super) lines: Vec<Line>,
}

impl Program {
    pub(super) fn of(model: &Model) -> Self {
        let mut program = Self {
            pairs: model.most.len(),
            most: model.most.clone(),
            costs: model.costs.clone(),
            lines: Vec::new(),
        };
        for gate in &model.gates {
            if model.most_of(&gate.pairs) > gate.at_most {
                program.line(ones(&gate.pairs), gate.at_most);
            }
        }
        for floor in &model.floors {
            let short = program.column(floor.at_least, model.below.clone());
            let mut missed = negative(&ones(&floor.pairs));
            missed.push((short, -1));
            program.line(missed, floor.at_least.saturating_neg());
        }
        for row in &model.rows {
            program.row(model, row);
        }
        program
    }

    /// Adds a line. What all weights can be divided by says nothing, and the bound without it may be rounded down, for
    /// columns are whole.
    pub(super) fn line(&mut self, terms: Vec<(usize, i64)>, at_most: i64) {
        let common = terms.iter().fold(0, |common, (_, weight)| divisor(common, weight.saturating_abs()));
        let divided = |number: i64| number.checked_div_euclid(common).unwrap_or(number);
        let terms = terms.into_iter().map(|(column, weight)| (column, divided(weight))).collect();
        self.lines.push(Line { terms, at_most: divided(at_most) });
    }

    fn column(&mut self, most: i64, cost: Vec<i64>) -> usize {
        self.most.push(most);
        self.costs.push(cost);
        self.most.len().saturating_sub(1)
    }

    /// A column that is 1 where any of these pairs is used.
    fn is_used(&mut self, model: &Model, pairs: &[usize]) -> usize {
        let flag = self.column(1, model.free());
        // One line for all is enough; one for each is tighter where shares of units are tried.
        let mut all = ones(pairs);
        all.push((flag, model.most_of(pairs).saturating_neg()));
        self.line(all, 0);
        for pair in pairs {
            let most = model.most.get(*pair).copied().unwrap_or(0);
            self.line(vec![(*pair, 1), (flag, most.saturating_neg())], 0);
        }
        flag
    }

    /// A floor: what it is missed by costs on the levels of the rows.
    fn floor(&mut self, model: &Model, terms: &[(usize, i64)], at_least: i64) {
        let most = terms.iter().fold(0_i128, |sum, (column, weight)| {
            let most = self.most.get(*column).copied().unwrap_or(0);
            sum.saturating_add(i128::from(most).saturating_mul(i128::from(*weight)))
        });
        let short = self.column(at_least, model.on_level(1));
        let not_kept = self.column(i64::from(at_least > 0), model.on_level(0));
        if i128::from(at_least) > most {
            self.line(vec![(not_kept, -1)], -1);
        }
        let mut missed = negative(terms);
        missed.push((short, -1));
        self.line(missed, at_least.saturating_neg());
        self.line(vec![(short, 1), (not_kept, at_least.saturating_neg())], 0);
    }

    fn row(&mut self, model: &Model, row: &Row) {
        match row {
            Row::Weights { weights, at_most, at_least } => {
                at_most.iter().for_each(|ceiling| self.line(weights.clone(), *ceiling));
                at_least.iter().for_each(|floor| self.floor(model, weights, *floor));
            }
            Row::Share { part, whole, per_thousand } => {
                let mut terms = BTreeMap::new();
                let whole = whole.iter().map(|(pair, weight)| (*pair, weight.saturating_mul(*per_thousand)));
                let part = part.iter().map(|(pair, weight)| (*pair, weight.saturating_mul(-1_000)));
                for (pair, weight) in whole.chain(part) {
                    let sum: &mut i64 = terms.entry(pair).or_default();
                    *sum = sum.saturating_add(weight);
                }
                self.line(terms.into_iter().filter(|(_, weight)| *weight != 0).collect(), 0);
            }
            Row::Groups { groups, at_least } => {
                let mut flags = Vec::new();
                for group in groups {
                    let flag = self.column(1, model.free());
                    let mut unused = negative(&ones(group));
                    unused.push((flag, 1));
                    self.line(unused, 0);
                    flags.push((flag, 1));
                }
                self.floor(model, &flags, *at_least);
            }
            Row::Together { uses, needs, at_least } => {
                let flag = self.is_used(model, uses);
                let mut missed = negative(&ones(needs));
                missed.push((flag, *at_least));
                self.line(missed, 0);
            }
            Row::Apart { sets } => {
                let flags = sets.iter().map(|set| (self.is_used(model, set), 1)).collect();
                self.line(flags, 1);
            }
            Row::Whole { parts } => {
                let flag = self.column(1, model.free());
                for (pairs, units) in parts {
                    let mut terms = ones(pairs);
                    terms.push((flag, units.saturating_neg()));
                    self.line(negative(&terms), 0);
                    self.line(terms, 0);
                }
            }
        }
    }
}

/// The greatest common divisor of two numbers that are not negative.
fn divisor(mut a: i64, mut b: i64) -> i64 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

fn ones(pairs: &[usize]) -> Vec<(usize, i64)> {
    pairs.iter().map(|pair| (*pair, 1)).collect()
}

fn negative(terms: &[(usize, i64)]) -> Vec<(usize, i64)> {
    terms.iter().map(|(column, weight)| (*column, weight.saturating_neg())).collect()
}
