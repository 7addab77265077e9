//! The linear relaxation, by microlp. The one file of the core with floating point: what it says are guesses.
//!
//! Values guide the search, prices are rounded to whole numbers and their proof is counted exactly (see
//! [`Domain::proof`]), and a plan is rechecked in whole numbers. A wrong guess costs time, never an answer.
#![expect(clippy::as_conversions, clippy::float_arithmetic, reason = "guesses only; nothing here decides")]

use std::collections::BTreeMap;

use microlp::{
    ComparisonOp, LinearExpr, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable,
};

use super::domain::{Domain, PRICE_BITS};
use super::program::Program;
use crate::words::document::CollectInOrder;

/// Values of columns are told in millionths.
pub(super) const MILLION: i64 = 1_000_000;
/// The largest price that is told, in parts of a unit of cost; what is beyond only says "very much".
const LARGEST_PRICE: f64 = 1e30;

/// What a relaxation says, and how many steps it took: for each pivot and branch, one look at each column and line.
pub(super) struct Guess<T> {
    pub(super) says: Option<T>,
    pub(super) steps: u64,
}

/// A line with the open columns only.
struct Open {
    line: usize,
    terms: Vec<(usize, i64)>,
    at_most: f64,
    /// The largest weight, which the line is divided by.
    scale: f64,
}

fn real(number: i64) -> f64 {
    number as f64
}

fn open_lines(program: &Program, domain: &Domain) -> Vec<Open> {
    let mut open = Vec::new();
    for (i, line) in program.lines.iter().enumerate() {
        let mut at_most = i128::from(line.at_most);
        let mut terms = Vec::new();
        for (column, weight) in &line.terms {
            let (lower, upper) = domain.bounds(*column);
            // Columns are told from their lower bound.
            at_most = at_most.saturating_sub(i128::from(lower).saturating_mul((*weight).into()));
            if lower < upper {
                terms.push((*column, *weight));
            }
        }
        let scale = terms.iter().map(|(_, weight)| weight.saturating_abs()).max();
        if let Some(scale) = scale {
            open.push(Open { line: i, terms, at_most: at_most as f64 / real(scale), scale: real(scale) });
        }
    }
    open
}

fn open_columns(domain: &Domain) -> Vec<usize> {
    (0..domain.lower.len()).filter(|column| !domain.is_fixed(*column)).collect()
}

fn scale_of(objective: &[i64], columns: &[usize]) -> f64 {
    let costs = columns.iter().filter_map(|column| objective.get(*column));
    real(costs.map(|cost| cost.saturating_abs()).max().unwrap_or(1).max(1))
}

fn cost(objective: &[i64], column: usize, scale: f64) -> f64 {
    real(objective.get(column).copied().unwrap_or(0)) / scale
}

/// The relaxation, or the whole program with at most so many branches; columns in millionths.
pub(super) fn values(
    program: &Program,
    domain: &Domain,
    objective: &[i64],
    branches: Option<u64>,
) -> Guess<Vec<i64>> {
    let columns = open_columns(domain);
    let scale = scale_of(objective, &columns);
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut variables: BTreeMap<usize, Variable> = BTreeMap::new();
    for column in &columns {
        let (lower, upper) = domain.bounds(*column);
        let cost = cost(objective, *column, scale);
        let range = upper.saturating_sub(lower);
        let variable = match (branches, i32::try_from(range)) {
            (Some(_), Ok(range)) => problem.add_integer_var(cost, (0, range)),
            _ => problem.add_var(cost, (0.0, real(range))),
        };
        variables.insert(*column, variable);
    }
    for line in open_lines(program, domain) {
        let mut sum = LinearExpr::empty();
        for (column, weight) in &line.terms {
            variables.get(column).into_iter().for_each(|one| sum.add(*one, real(*weight) / line.scale));
        }
        problem.add_constraint(sum, ComparisonOp::Le, line.at_most);
    }
    let mut options = SolveOptions::default();
    options.node_limit = branches;
    let size = columns.len().saturating_add(program.lines.len());
    let (solution, steps) = solved(&problem, options, size);
    let says = solution.map(|solution| {
        let told = |column: usize| {
            let lower = domain.bounds(column).0.saturating_mul(MILLION);
            let above = variables.get(&column).map_or(0.0, |variable| solution.var_value(*variable));
            lower.saturating_add((above * real(MILLION)).round() as i64)
        };
        (0..domain.lower.len()).map(told).collect()
    });
    Guess { says, steps }
}

/// Prices of lines: the best that can be said of these columns, in whole parts of a unit of cost.
///
/// This is the dual of the relaxation with a ceiling on prices, so it always has an answer.
pub(super) fn prices(
    program: &Program,
    domain: &Domain,
    objective: &[i64],
    columns: &[usize],
) -> Guess<Vec<i128>> {
    let columns: Vec<usize> = columns.iter().copied().filter(|column| !domain.is_fixed(*column)).collect();
    let scale = scale_of(objective, &columns);
    let mut ceiling = 1_000.0;
    for column in open_columns(domain) {
        let (lower, upper) = domain.bounds(column);
        ceiling += cost(objective, column, scale).abs() * real(upper.saturating_sub(lower)) * 4.0;
    }
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let wanted = columns.iter().copied().collect_set();
    let mut sums: BTreeMap<usize, LinearExpr> =
        columns.iter().map(|column| (*column, LinearExpr::empty())).collect_map();
    let mut priced = Vec::new();
    for line in open_lines(program, domain) {
        if !line.terms.iter().any(|(column, _)| wanted.contains(column)) {
            continue;
        }
        let price = problem.add_var(-line.at_most, (0.0, ceiling));
        for (column, weight) in &line.terms {
            sums.get_mut(column).into_iter().for_each(|sum| sum.add(price, real(*weight) / line.scale));
        }
        priced.push((line.line, line.scale, price));
    }
    for column in &columns {
        let (lower, upper) = domain.bounds(*column);
        let saved = problem.add_var(-real(upper.saturating_sub(lower)), (0.0, f64::INFINITY));
        let mut sum = sums.remove(column).unwrap_or_else(LinearExpr::empty);
        sum.add(saved, 1.0);
        problem.add_constraint(sum, ComparisonOp::Ge, -cost(objective, *column, scale));
    }
    let size = columns.len().saturating_add(program.lines.len());
    let (solution, steps) = solved(&problem, SolveOptions::default(), size);
    let says = solution.map(|solution| {
        let mut prices = vec![0_i128; program.lines.len()];
        for (line, of_line, variable) in priced {
            let price =
                solution.var_value(variable).max(0.0) * scale / of_line * (1_u64 << PRICE_BITS) as f64;
            prices
                .get_mut(line)
                .into_iter()
                .for_each(|told| *told = price.min(LARGEST_PRICE).round() as i128);
        }
        prices
    });
    Guess { says, steps }
}

/// A solution, if there is one that microlp is sure of, and the steps it took.
fn solved(problem: &Problem, options: SolveOptions, size: usize) -> (Option<microlp::Solution>, u64) {
    let size = u64::try_from(size).unwrap_or(u64::MAX);
    match problem.solve_with(options) {
        Ok(outcome) => {
            let stats = outcome.stats();
            let looks = stats.lp_iterations.saturating_add(stats.nodes_solved).saturating_add(1);
            let solution = match outcome {
                SolveOutcome::Solution(solution) => Some(solution),
                SolveOutcome::Interrupted(_) => None,
            };
            (solution, looks.saturating_mul(size))
        }
        // What cannot be solved does not tell how many pivots it took; it is counted as one for each column and line.
        Err(_) => (None, size.saturating_mul(size)),
    }
}
