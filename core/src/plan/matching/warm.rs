//! From one plan to the next: a question that differs a little starts from the plan that is there.
//!
//! The stages of a plan stand side by side here, as numbers that are compared one after the other, so that one search
//! keeps to all of them. What the changed question no longer allows is undone, and the units that are then missing are
//! brought over the cheapest ways; the plan is again the one best, whatever it started from.

use super::engine::{MANY, Paths, Rough, Solved, Stage, Work, exact, stages, undo};
use super::face::{narrow, narrow_by};
use super::fault;
use super::figures::Level;
use super::flow::Flow;
use super::network::{Instance, Node};
use super::numbers::Numbers;
use super::price::{Price, Words};
use super::rows::{at, index, put};
use super::tie::settle;
use super::unique::unique;
use crate::words::finding::Error;

/// Calls a function for as many numbers side by side as a plan has stages.
macro_rules! side_by_side {
    ($stages:expr, $call:ident($($argument:expr),* $(,)?)) => {
        match $stages.len() {
            0..=2 => $call::<2>($($argument),*),
            3..=5 => $call::<5>($($argument),*),
            6..=16 => $call::<16>($($argument),*),
            // There are no more levels than these.
            17..=40 => $call::<40>($($argument),*),
            stages => Err($crate::plan::matching::fault(&format!("{stages} stages are too many"))),
        }
    };
}
pub(super) use side_by_side;

/// The figures of all stages side by side.
pub(super) fn words<const N: usize>(stages: &[Stage], figure: &dyn Fn(Level) -> i64) -> Words<N> {
    let mut words = Words::ZERO;
    for (word, stage) in words.0.iter_mut().zip(stages) {
        *word = stage.number(figure);
    }
    words
}

/// A plan with all its stages side by side.
#[derive(Clone, Debug)]
pub(super) struct Warm<const N: usize> {
    pub(super) instance: Instance<Words<N>>,
    pub(super) flow: Flow<Words<N>>,
}

impl<const N: usize> Warm<N> {
    /// A plan as it is.
    pub(super) fn of(numbers: &Numbers, solved: &Solved) -> Self {
        let instance = numbers.instance(|figure| words(&solved.stages, figure));
        let mut flow = solved.flow.rehome(&instance);
        for (node, price) in flow.prices.iter_mut().enumerate() {
            for (word, prices) in price.0.iter_mut().zip(&solved.prices) {
                *word = prices.get(node).copied().unwrap_or_default();
            }
        }
        Self { instance, flow }
    }

    /// Brings every unit that is missing.
    pub(super) fn bring(&mut self, work: &mut Work<'_>) -> Result<(), Error> {
        Paths::<Words<N>, MANY>::new(&self.instance)
            .run(&self.instance, &mut self.flow, u64::MAX, work)
            .map(|_| ())
    }

    /// Moves to the one best plan.
    pub(super) fn settle(&mut self) {
        let mut face = self.instance.clone();
        narrow(&mut face, &self.flow);
        let mut flow = self.flow.rehome(&face);
        settle(&face, &mut flow);
        let prices = std::mem::take(&mut self.flow.prices);
        self.flow = flow.on_edges(&face);
        self.flow.prices = prices;
    }

    /// The plan, stage by stage again.
    pub(super) fn solved(mut self, stages: Vec<Stage>) -> Result<Solved, Error> {
        if !exact(&self.instance, &mut self.flow, &Rough::NOT) {
            return Err(fault("a plan that should be best again is not"));
        }
        let before_tie = stages.len().saturating_sub(1);
        let mut face = self.instance.clone();
        narrow_by(&mut face, &self.flow, |words| words.first(before_tie));
        let is_unique = unique(&face, &self.flow.rehome(&face));
        self.settle();
        let of_stage = |stage: usize| {
            let price = |words: &Words<N>| words.0.get(stage).copied().unwrap_or_default();
            self.flow.prices.iter().map(price).collect()
        };
        let prices = (0..stages.len()).map(of_stage).collect();
        Ok(Solved {
            flow: self.flow.in_whole_numbers(&self.instance.shape),
            stages,
            prices,
            unique: is_unique,
        })
    }
}

/// The units and prices of a plan, by the places of another question: what it keeps of the old one.
pub(super) struct Kept {
    /// Units over pairs, by lot node, need node, and the place of the pair.
    pub(super) uses: Vec<(Node, Node, u32, u32)>,
    /// By node: its price on each level, where it has one.
    pub(super) prices: Vec<Option<Vec<(Level, i64)>>>,
}

/// The best plan of a question, from what is kept of another.
pub(super) fn again(numbers: &Numbers, kept: &Kept, work: &mut Work<'_>) -> Result<Solved, Error> {
    let stages = stages(numbers);
    side_by_side!(stages, again_by(numbers, &stages, kept, work))
}

fn again_by<const N: usize>(
    numbers: &Numbers,
    stages: &[Stage],
    kept: &Kept,
    work: &mut Work<'_>,
) -> Result<Solved, Error> {
    let instance = numbers.instance(|figure| words::<N>(stages, figure));
    let mut flow = Flow::empty(&instance);
    for node in 1..numbers.shape.end {
        let known = kept.prices.get(index(node)).and_then(Option::as_ref);
        let price = match known {
            Some(figures) => kept_price(stages, figures),
            None => flow.price(numbers.shape.parent(node)).plus(instance.gate(node).rest),
        };
        put(&mut flow.prices, node, price);
    }
    let mut covered = vec![0_u32; numbers.needed.len()];
    for (lot, need, pair, units) in &kept.uses {
        let cost = instance.pairs.get(*pair).cost;
        flow.carry(&numbers.shape, *lot, *units);
        flow.hand(*lot, i64::from(*units).saturating_neg());
        flow.hand(*need, (*units).into());
        flow.serve(*lot, *need, (*pair, cost), *units);
        let row = numbers.shape.need_place(*need);
        let sum = at(&covered, row).saturating_add(*units);
        put(&mut covered, row, sum);
    }
    for (need, covered) in numbers.shape.all_needs().zip(&covered) {
        flow.carry(&numbers.shape, need, instance.needed(need).saturating_sub(*covered));
    }
    let mut warm = Warm { instance, flow };
    undo(&warm.instance, &mut warm.flow);
    warm.bring(work)?;
    warm.solved(stages.to_vec())
}

/// The price of a node in other stages. Figures that these have no room for are cut off: any price is a start.
fn kept_price<const N: usize>(stages: &[Stage], figures: &[(Level, i64)]) -> Words<N> {
    let mut words = Words::ZERO;
    for (word, stage) in words.0.iter_mut().zip(stages) {
        *word = stage.number_within(&|level| {
            figures.iter().find(|(of, _)| *of == level).map_or(0, |(_, figure)| *figure)
        });
    }
    words
}
