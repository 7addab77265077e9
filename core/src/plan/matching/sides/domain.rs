//! What is still open: bounds of columns and room under lines, narrowed by exact reasons only.

use super::program::{Line, Program};

/// Prices are whole numbers of this part of a unit of cost.
pub(super) const PRICE_BITS: u32 = 40;
/// How often lines are gone through before the rest is left to the search.
const MOST_ROUNDS: usize = 16;

/// Bounds of every column, and the most room that may be left under each line.
#[derive(Clone)]
pub(super) struct Domain {
    pub(super) lower: Vec<i64>,
    pub(super) upper: Vec<i64>,
    /// How far below its bound a line may stay; `i64::MAX` where nothing is known.
    room: Vec<i64>,
}

/// What prices of lines prove.
pub(super) struct Proof {
    /// No plan in the domain costs less than this, in parts of a unit of cost.
    bound: i128,
    /// What one more of each column adds to the bound.
    reduced: Vec<i128>,
    /// The price of each line.
    prices: Vec<i128>,
}

impl Domain {
    pub(super) fn of(program: &Program) -> Self {
        Self {
            lower: vec![0; program.most.len()],
            upper: program.most.clone(),
            room: vec![i64::MAX; program.lines.len()],
        }
    }

    /// The bounds of a column.
    pub(super) fn bounds(&self, column: usize) -> (i64, i64) {
        let at = |list: &[i64]| list.get(column).copied().unwrap_or(0);
        (at(&self.lower), at(&self.upper))
    }

    pub(super) fn is_fixed(&self, column: usize) -> bool {
        let (lower, upper) = self.bounds(column);
        lower == upper
    }

    /// Takes over bounds where they are narrower.
    pub(super) fn narrow(&mut self, column: usize, lower: i64, upper: i64) -> bool {
        let (was_lower, was_upper) = self.bounds(column);
        let (lower, upper) = (was_lower.max(lower), was_upper.min(upper));
        self.lower.get_mut(column).into_iter().for_each(|bound| *bound = lower);
        self.upper.get_mut(column).into_iter().for_each(|bound| *bound = upper);
        (lower, upper) != (was_lower, was_upper)
    }

    /// A line more, of which nothing is known yet.
    pub(super) fn add_line(&mut self) {
        self.room.push(i64::MAX);
    }

    /// Narrows every column by every line. `false` where nothing is left.
    pub(super) fn propagate(&mut self, lines: &[Line]) -> bool {
        for _ in 0..MOST_ROUNDS {
            let mut changed = false;
            for (i, line) in lines.iter().enumerate() {
                let room = self.room.get(i).copied().unwrap_or(i64::MAX);
                let Some(one) = self.narrow_by(&line.terms, 1, line.at_most.into()) else { return false };
                let other = if room == i64::MAX {
                    false
                } else {
                    let bound = i128::from(room).saturating_sub(line.at_most.into());
                    let Some(other) = self.narrow_by(&line.terms, -1, bound) else { return false };
                    other
                };
                changed |= one || other;
            }
            if !changed {
                break;
            }
        }
        true
    }

    /// Narrows by one line, with its terms times `sign`; `None` where nothing is left.
    fn narrow_by(&mut self, terms: &[(usize, i64)], sign: i64, at_most: i128) -> Option<bool> {
        let least = |(lower, upper): (i64, i64), weight: i64| {
            i128::from(weight).saturating_mul(if weight > 0 { lower } else { upper }.into())
        };
        let weights = || terms.iter().map(|(column, weight)| (*column, weight.saturating_mul(sign)));
        let sum = weights()
            .fold(0_i128, |sum, (column, weight)| sum.saturating_add(least(self.bounds(column), weight)));
        let left = at_most.saturating_sub(sum);
        if left < 0 {
            return None;
        }
        let mut changed = false;
        for (column, weight) in weights() {
            let (lower, upper) = self.bounds(column);
            let steps = left.checked_div(i128::from(weight.saturating_abs()));
            let Some(steps) = steps.and_then(|steps| i64::try_from(steps).ok()) else { continue };
            if weight > 0 {
                changed |= self.narrow(column, lower, lower.saturating_add(steps));
            } else {
                changed |= self.narrow(column, upper.saturating_sub(steps), upper);
            }
        }
        Some(changed)
    }

    /// What these prices prove of an objective here, exactly: whatever the prices are, it is true.
    ///
    /// A plan that keeps the lines costs at least its cost plus price times (sum less bound), summed over the lines, for
    /// prices are not negative; and that is least where each column stands at the bound that its own figure points to.
    pub(super) fn proof(&self, program: &Program, objective: &[i64], prices: Vec<i128>) -> Option<Proof> {
        let mut reduced = Vec::with_capacity(objective.len());
        for cost in objective {
            reduced.push(i128::from(*cost).checked_mul(1 << PRICE_BITS)?);
        }
        let mut bound = 0_i128;
        for (line, price) in program.lines.iter().zip(&prices).filter(|(_, price)| **price > 0) {
            bound = bound.checked_sub(price.checked_mul(line.at_most.into())?)?;
            for (column, weight) in &line.terms {
                let figure = reduced.get_mut(*column)?;
                *figure = figure.checked_add(price.checked_mul(i128::from(*weight))?)?;
            }
        }
        for (column, figure) in reduced.iter().enumerate() {
            let (lower, upper) = self.bounds(column);
            let at = if *figure > 0 { lower } else { upper };
            bound = bound.checked_add(figure.checked_mul(at.into())?)?;
        }
        Some(Proof { bound, reduced, prices })
    }

    /// Narrows to the plans that cost at most `target`. `false` where there is none.
    pub(super) fn narrow_to(&mut self, proof: &Proof, target: i64) -> bool {
        let gap = i128::from(target).saturating_mul(1 << PRICE_BITS).saturating_sub(proof.bound);
        if gap < 0 {
            return false;
        }
        for (column, figure) in proof.reduced.iter().enumerate() {
            let steps = gap.checked_div(figure.saturating_abs());
            let Some(steps) = steps.and_then(|steps| i64::try_from(steps).ok()) else { continue };
            let (lower, upper) = self.bounds(column);
            if *figure > 0 {
                self.narrow(column, lower, lower.saturating_add(steps));
            } else {
                self.narrow(column, upper.saturating_sub(steps), upper);
            }
        }
        for (room, price) in self.room.iter_mut().zip(&proof.prices) {
            let steps = gap.checked_div(*price).and_then(|steps| i64::try_from(steps).ok());
            *room = steps.map_or(*room, |steps| steps.min(*room));
        }
        true
    }
}

impl Proof {
    /// The least whole cost that a plan here can have.
    pub(super) fn least(&self) -> i64 {
        let part = 1_i128 << PRICE_BITS;
        let up = self.bound.checked_add(part.saturating_sub(1)).and_then(|sum| sum.checked_div_euclid(part));
        up.and_then(|least| i64::try_from(least).ok()).unwrap_or(i64::MIN)
    }

    /// The columns that would stand above their least bound: those whose figure is negative.
    pub(super) fn wanting(&self, domain: &Domain) -> Vec<usize> {
        let wants =
            |(column, figure): (usize, &i128)| (*figure < 0 && !domain.is_fixed(column)).then_some(column);
        self.reduced.iter().enumerate().filter_map(wants).collect()
    }
}
