//! Which levels are solved together: as many as one whole number holds.
//!
//! A step of a way costs at most the largest figure of a level, and a way passes each need and each lot once. So the sum
//! of a level over a way lies within known bounds, and two such sums differ by less than a known base. Figures written
//! in these bases, one level behind the other, are compared as one number exactly as level by level, and can be read
//! back from it.

use std::sync::Arc;

use super::super::figures::{Figures, Level};
use super::super::network::Instance;
use super::super::numbers::Numbers;
use super::super::pairs::Pairs;

/// The largest number in which levels are gathered, times the number of nodes: so sums of a few prices stay in range. One level
/// alone may be larger; price phases look whether prices stay in range.
const LARGEST: i64 = 1 << 60;

/// Levels that are solved together.
#[derive(Clone, Debug)]
pub(in super::super) struct Stage {
    pub(in super::super) levels: Vec<Level>,
    /// By level: in which base its figures are written.
    bases: Vec<i64>,
    /// By level: what one counts for in the number.
    worth: Vec<i64>,
}

/// The stages of a problem, the most important first, with as many levels in each as it holds. The neutral tie stands alone:
/// most plans are decided before it.
pub(in super::super) fn stages(numbers: &Numbers) -> Vec<Stage> {
    stages_of(numbers, true)
}

/// The same where each level is a stage of its own.
pub(super) fn levels(numbers: &Numbers) -> Vec<Stage> {
    stages_of(numbers, false)
}

fn stages_of(numbers: &Numbers, gathers: bool) -> Vec<Stage> {
    let pairs = i64::try_from(numbers.fewer().saturating_mul(2)).unwrap_or(i64::MAX);
    // From need to need a way can go through limits too; what is missing counts at both.
    let limits = i64::try_from(numbers.limits.len().saturating_mul(2)).unwrap_or(i64::MAX);
    let most = LARGEST.div_euclid(i64::from(numbers.shape.end).max(1));
    let mut stages: Vec<Stage> = Vec::new();
    let mut gathered = most;
    for level in numbers.figures.levels.iter().copied() {
        let steps = match level {
            Level::Short(_) => limits.min(pairs),
            Level::BelowFloor => limits,
            _ => pairs,
        };
        let steps = steps.saturating_add(2);
        let base = numbers.figures.largest(level).saturating_mul(steps).saturating_mul(4).saturating_add(1);
        gathered = gathered.saturating_mul(base);
        match stages.last_mut() {
            Some(stage) if gathers && gathered < most && level != Level::Tie => {
                stage.levels.push(level);
                stage.bases.push(base);
            }
            _ => {
                gathered = base;
                stages.push(Stage { levels: vec![level], bases: vec![base], worth: Vec::new() });
            }
        }
    }
    for stage in &mut stages {
        let mut worth = 1_i64;
        let mut worths = Vec::with_capacity(stage.bases.len());
        for base in stage.bases.iter().rev() {
            worths.push(worth);
            worth = worth.saturating_mul(*base);
        }
        worths.reverse();
        stage.worth = worths;
    }
    stages
}

impl Stage {
    /// The figures of this stage in one number.
    pub(in super::super) fn number(&self, figure: &dyn Fn(Level) -> i64) -> i64 {
        let levels = self.levels.iter().zip(&self.worth);
        levels.fold(0, |sum, (level, worth)| figure(*level).wrapping_mul(*worth).wrapping_add(sum))
    }

    /// The same of figures that come from elsewhere, each cut off where it leaves the room of its level.
    pub(in super::super) fn number_within(&self, figure: &dyn Fn(Level) -> i64) -> i64 {
        let levels = self.levels.iter().zip(&self.worth).zip(&self.bases);
        levels.fold(0, |sum, ((level, worth), base)| {
            let half = base.saturating_sub(1) >> 1;
            let figure = figure(*level).clamp(half.saturating_neg(), half);
            figure.wrapping_mul(*worth).wrapping_add(sum)
        })
    }

    /// The figures of a pair in one number, by the places of the pair, its requirement and its lot.
    pub(in super::super) fn of_pair(&self, figures: &Figures, pair: u32, requirement: u32, lot: u32) -> i64 {
        let levels = self.levels.iter().zip(&self.worth);
        levels.fold(0, |sum, (level, worth)| {
            figures.pair(*level, pair, requirement, lot).wrapping_mul(*worth).wrapping_add(sum)
        })
    }

    /// The network with all pairs, at the costs of this stage.
    pub(super) fn instance(&self, numbers: &Numbers) -> Instance<i64> {
        let mut pairs = Pairs::of(numbers.pairs.clone());
        self.price_pairs(numbers, &mut pairs);
        Instance { gates: numbers.priced(|figure| self.number(figure)), ..numbers.unpriced(pairs) }
    }

    fn price_pairs(&self, numbers: &Numbers, pairs: &mut Pairs<i64>) {
        let figures = &numbers.figures;
        match self.levels.as_slice() {
            // One level counts for itself.
            [level] => match figures.list(*level) {
                Some(list) => pairs.price_by(list),
                None => pairs
                    .price(|need, lot, edge| figures.pair(*level, edge, need, numbers.shape.lot_place(lot))),
            },
            _ => {
                pairs.price(|need, lot, edge| self.of_pair(figures, edge, need, numbers.shape.lot_place(lot)))
            }
        }
    }

    /// Gives what is left of an instance the costs of this stage.
    pub(super) fn price(&self, numbers: &Numbers, face: &mut Instance<i64>) {
        self.price_pairs(numbers, Arc::make_mut(&mut face.pairs));
        let priced = numbers.priced(|figure| self.number(figure));
        for (gate, priced) in face.gates.iter_mut().zip(priced) {
            (gate.first, gate.rest) = (priced.first, priced.rest);
        }
    }

    /// Adds the figures that a number stands for; each lies nearer to zero than half its base.
    pub(in super::super) fn unpack(&self, number: i64, figures: &mut Vec<i64>) {
        let mut rest = number;
        let start = figures.len();
        for base in self.bases.iter().rev() {
            let half = base.saturating_sub(1) >> 1;
            let figure = rest.saturating_add(half).rem_euclid(*base).saturating_sub(half);
            rest = rest.saturating_sub(figure).div_euclid(*base);
            figures.push(figure);
        }
        if let Some(read) = figures.get_mut(start..) {
            read.reverse();
        }
    }

    /// Whether this is the neutral tie.
    pub(in super::super) fn is_tie(&self) -> bool {
        self.levels.first() == Some(&Level::Tie)
    }
}
