//! What would be if columns were a little different, from a plan that is kept warm.
//!
//! A change of units opens or shuts a gate. What the prices no longer allow there is undone, and the units that are
//! then missing come over the cheapest ways; all else stays as it is. So a question costs a few ways, not a solve.

use std::fmt::Debug;

use super::columns::{ColumnPlan, check_range, too_many};
use super::engine::{Paths, Solved, Stage, Work};
use super::fault;
use super::figures::Level;
use super::network::{Gate, Node, SOURCE};
use super::numbers::Numbers;
use super::price::Words;
use super::rows::{at, index, place};
use super::warm::{Warm, side_by_side};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::Count;

/// One change to the units of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnChange {
    /// A lot has so many units; none: it is withdrawn.
    Lot {
        /// Its place.
        lot: u32,
        /// Its units from now on.
        units: u32,
    },
    /// A requirement needs so many units.
    Requirement {
        /// Its place.
        requirement: u32,
        /// What it needs from now on.
        units: u32,
    },
    /// A limit allows so many units.
    Limit {
        /// Its place.
        limit: u32,
        /// At most so many from now on; at least as many as it asks for.
        at_most: u32,
    },
}

/// How the best plan differs after a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnDifference {
    /// By level: what the plan costs more, or less where below zero.
    pub value: Vec<i64>,
    /// The pairs that differ, by their place among those given, with the units before and after.
    pub moves: Vec<(u32, u32, u32)>,
    /// The requirements of which more or fewer units are short, with the units before and after.
    pub short: Vec<(u32, u32, u32)>,
}

/// A plan that changes are tried on, one after another. Each starts from the plan after the last.
///
/// ```
/// use pledgebook::plan::matching::{ColumnChange, Columns, Costs, Work};
///
/// let columns = Columns {
///     needs: vec![1, 1],
///     lots: vec![1, 1],
///     requirement: vec![0, 0, 1],
///     lot: vec![0, 1, 1],
///     costs: Costs::One { pair: vec![7, 3, 5], shortage: vec![100, 100] },
///     limits: Vec::new(),
/// };
/// let plan = columns.solve()?;
/// let mut what_if = plan.what_if()?;
/// let withdrawn = what_if.change(&[ColumnChange::Lot { lot: 0, units: 0 }], &mut Work::default())?;
/// // The second lot goes to the first requirement now, and the second stays short.
/// assert_eq!(withdrawn.value[0], 91);
/// assert_eq!(withdrawn.moves, [(0, 1, 0), (1, 0, 1), (2, 1, 0)]);
/// assert_eq!(withdrawn.short, [(1, 0, 1)]);
/// assert!(what_if.plan()?.verify());
/// what_if.undo(&mut Work::default())?;
/// assert_eq!(what_if.plan()?.units(), plan.units());
/// # Ok::<(), pledgebook::Error>(())
/// ```
#[derive(Debug)]
pub struct ColumnWhatIf {
    base: ColumnPlan,
    numbers: Numbers,
    kept: Box<dyn Kept>,
    /// The units over pairs now, by lot, and through each node.
    uses: Vec<(Node, u32, u32)>,
    through: Vec<u32>,
    /// What would take each change back.
    back: Vec<Vec<ColumnChange>>,
}

impl ColumnPlan {
    /// Makes the plan ready for changes, which looks at every pair once and cannot be stopped. This plan stays as it is.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn what_if(&self) -> Result<ColumnWhatIf, Error> {
        let numbers = self.numbers().clone();
        let kept = keep(&numbers, self.solved())?;
        let (uses, through) = (kept.uses(), kept.through().to_vec());
        Ok(ColumnWhatIf { base: self.clone(), numbers, kept, uses, through, back: Vec::new() })
    }
}

impl ColumnWhatIf {
    /// Makes all these changes at once, each to how things stand now, and tells how the best plan differs from the one before
    /// them. Where plans are equal in everything, the tie too, the moves told may be those to any of them.
    ///
    /// # Errors
    /// Changes that are not possible: every finding at once; `work-limit` where the budget is used up; `cancelled`. Nothing
    /// has changed then.
    pub fn change(
        &mut self,
        changes: &[ColumnChange],
        work: &mut Work<'_>,
    ) -> Result<ColumnDifference, Error> {
        let (difference, back) = self.apply(changes, work)?;
        self.back.push(back);
        Ok(difference)
    }

    /// Takes the last changes back that were not taken back yet; nothing where there are none.
    ///
    /// # Errors
    /// `work-limit` where the budget is used up; `cancelled`. Nothing has changed then.
    pub fn undo(&mut self, work: &mut Work<'_>) -> Result<Option<ColumnDifference>, Error> {
        let Some(last) = self.back.last().cloned() else { return Ok(None) };
        let (difference, _) = self.apply(&last, work)?;
        self.back.pop();
        Ok(Some(difference))
    }

    /// The best plan as things stand now, with all that a plan has. This looks at every pair a few times, and cannot be stopped.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn plan(&self) -> Result<ColumnPlan, Error> {
        let solved = self.kept.solved(self.base.solved().stages.clone())?;
        Ok(self.base.with(self.numbers.clone(), solved))
    }

    fn apply(
        &mut self,
        changes: &[ColumnChange],
        work: &mut Work<'_>,
    ) -> Result<(ColumnDifference, Vec<ColumnChange>), Error> {
        let mut numbers = self.numbers.clone();
        let mut findings = Vec::new();
        let mut back = Vec::with_capacity(changes.len());
        for (i, change) in changes.iter().enumerate() {
            match made(&mut numbers, *change, &format!("/changes/{i}")) {
                Ok(before) => back.push(before),
                Err(finding) => findings.push(finding),
            }
        }
        back.reverse();
        if changes.iter().any(|change| !matches!(change, ColumnChange::Lot { .. })) {
            numbers.set_gates();
            check_range(&numbers, &mut findings);
        }
        Error::unless_sound(findings)?;
        self.kept.follow(&self.numbers, &numbers, work)?;
        let uses = self.kept.uses();
        let through = self.kept.through().to_vec();
        let difference = self.difference(&numbers, &uses, &through);
        (self.numbers, self.uses, self.through) = (numbers, uses, through);
        Ok((difference, back))
    }

    /// How another plan differs from the one before.
    fn difference(&self, after: &Numbers, uses: &[(Node, u32, u32)], through: &[u32]) -> ColumnDifference {
        let shape = &after.shape;
        let moves = moved(&self.uses, uses);
        let short: Vec<(u32, u32, u32)> = (0..)
            .zip(shape.all_needs())
            .map(|(row, need)| (row, at(&self.through, need), at(through, need)))
            .filter(|(_, before, after)| before != after)
            .collect();
        let more = |(before, after): (u32, u32)| i64::from(after).saturating_sub(before.into());
        let figures = &after.figures;
        let below = |numbers: &Numbers, through: &[u32]| numbers.below_floors(|node| at(through, node));
        let value = |level: &Level| {
            let over_pairs = moves.iter().map(|(lot, pair, before, now)| {
                let figure = figures.pair(*level, *pair, after.need_of(*pair), shape.lot_place(*lot));
                figure.saturating_mul(more((*before, *now)))
            });
            let at_needs = short
                .iter()
                .map(|(row, before, now)| figures.short(*level, *row).saturating_mul(more((*before, *now))));
            let sum = over_pairs.chain(at_needs).fold(0, i64::saturating_add);
            match level {
                Level::BelowFloor => {
                    below(after, through).saturating_sub(below(&self.numbers, &self.through))
                }
                _ => sum,
            }
        };
        let value = figures.levels.iter().map(value).collect();
        let mut moves: Vec<(u32, u32, u32)> = moves
            .into_iter()
            .map(|(_, pair, before, after)| (self.base.given(pair), before, after))
            .collect();
        moves.sort_unstable();
        ColumnDifference { value, moves, short }
    }
}

/// Makes a change in numbers, and gives what would take it back. The gates of limits and needs are set afterwards.
fn made(numbers: &mut Numbers, change: ColumnChange, path: &str) -> Result<ColumnChange, Finding> {
    let none = |name: &str, place: u32, count: usize| {
        let message = format!("There is no place {place}; there are {count}, counted from 0.");
        Finding::new(Code::NotFound, format!("{path}/{name}"), message).help("Mend the place.")
    };
    let units = |name: &str, units: u32| match units > Count::MOST {
        true => Err(too_many(format!("{path}/{name}"), units)),
        false => Ok(()),
    };
    match change {
        ColumnChange::Lot { lot, units: now } => {
            let lots = numbers.shape.all_lots();
            let node = lots.start.checked_add(lot).filter(|node| lots.contains(node));
            let node = node.ok_or_else(|| none("lot", lot, lots.len()))?;
            units("units", now)?;
            let before = at(&numbers.gates, node).most;
            numbers.set_most(node, now);
            Ok(ColumnChange::Lot { lot, units: before })
        }
        ColumnChange::Requirement { requirement, units: now } => {
            let count = numbers.needed.len();
            let needed = numbers.needed.get_mut(index(requirement));
            let needed = needed.ok_or_else(|| none("requirement", requirement, count))?;
            units("units", now)?;
            let before = std::mem::replace(needed, now);
            Ok(ColumnChange::Requirement { requirement, units: before })
        }
        ColumnChange::Limit { limit, at_most } => {
            let count = numbers.limits.len();
            let held = numbers.limits.get_mut(index(limit)).ok_or_else(|| none("limit", limit, count))?;
            units("at_most", at_most)?;
            if at_most < held.at_least {
                let message = format!("The limit asks for at least {} units.", held.at_least);
                let finding = Finding::new(Code::LimitCannotHold, format!("{path}/at_most"), message);
                return Err(finding.help("Let it allow at least as many as it asks for."));
            }
            let before = std::mem::replace(&mut held.at_most, at_most);
            Ok(ColumnChange::Limit { limit, at_most: before })
        }
    }
}

/// The pairs whose units differ, from lists that both stand by lot: lot, pair, before, after.
fn moved(before: &[(Node, u32, u32)], after: &[(Node, u32, u32)]) -> Vec<(Node, u32, u32, u32)> {
    let mut moves = Vec::new();
    let (mut old, mut new) = (before.iter().peekable(), after.iter().peekable());
    loop {
        match (old.peek().copied(), new.peek().copied()) {
            (None, None) => return moves,
            (Some((lot, pair, units)), next) if next.is_none_or(|next| (*lot, *pair) < (next.0, next.1)) => {
                moves.push((*lot, *pair, *units, 0));
                old.next();
            }
            (last, Some((lot, pair, units))) if last.is_none_or(|last| (*lot, *pair) < (last.0, last.1)) => {
                moves.push((*lot, *pair, 0, *units));
                new.next();
            }
            (last, next) => {
                if let (Some((lot, pair, before)), Some((_, _, after))) = (last, next)
                    && before != after
                {
                    moves.push((*lot, *pair, *before, *after));
                }
                old.next();
                new.next();
            }
        }
    }
}

/// A plan that is kept warm, whatever its stages.
trait Kept: Debug + Send + Sync {
    /// Moves to the best plan of numbers that differ in their gates and in what is needed; where it fails, nothing changes.
    fn follow(&mut self, before: &Numbers, after: &Numbers, work: &mut Work<'_>) -> Result<(), Error>;

    /// The units over pairs, by lot and pair.
    fn uses(&self) -> Vec<(Node, u32, u32)>;

    /// The units through the gate of each node.
    fn through(&self) -> &[u32];

    /// The plan, stage by stage.
    fn solved(&self, stages: Vec<Stage>) -> Result<Solved, Error>;
}

fn keep(numbers: &Numbers, solved: &Solved) -> Result<Box<dyn Kept>, Error> {
    fn keep_by<const N: usize>(numbers: &Numbers, solved: &Solved) -> Result<Box<dyn Kept>, Error> {
        let warm = Warm::<N>::of(numbers, solved);
        let paths = Paths::new(&warm.instance);
        Ok(Box::new(WarmPlan { warm, paths }))
    }
    side_by_side!(solved.stages, keep_by(numbers, solved))
}

struct WarmPlan<const N: usize> {
    warm: Warm<N>,
    paths: Paths<Words<N>>,
}

impl<const N: usize> Debug for WarmPlan<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WarmPlan").finish_non_exhaustive()
    }
}

impl<const N: usize> Kept for WarmPlan<N> {
    fn follow(&mut self, before: &Numbers, after: &Numbers, work: &mut Work<'_>) -> Result<(), Error> {
        let Warm { instance, flow } = &self.warm;
        let kept = (instance.gates.clone(), instance.needed.clone(), flow.clone());
        let followed = self.move_on(before, after, work);
        if followed.is_err() {
            let Warm { instance, flow } = &mut self.warm;
            (instance.gates, instance.needed, *flow) = kept;
        }
        followed
    }

    fn uses(&self) -> Vec<(Node, u32, u32)> {
        let flow = &self.warm.flow;
        let mut uses: Vec<_> =
            flow.all_uses(&self.warm.instance.shape).map(|(lot, one)| (lot, one.pair, one.units)).collect();
        uses.sort_unstable();
        uses
    }

    fn through(&self) -> &[u32] {
        &self.warm.flow.through
    }

    fn solved(&self, stages: Vec<Stage>) -> Result<Solved, Error> {
        self.warm.clone().solved(stages)
    }
}

impl<const N: usize> WarmPlan<N> {
    fn move_on(&mut self, before: &Numbers, after: &Numbers, work: &mut Work<'_>) -> Result<(), Error> {
        let Warm { instance, flow } = &mut self.warm;
        for (row, (old, new)) in
            before.needed.iter().zip(&after.needed).enumerate().filter(|(_, (old, new))| old != new)
        {
            let more = i64::from(*new).saturating_sub((*old).into());
            let need = instance.shape.need(place(row));
            flow.hand(need, more.saturating_neg());
            flow.hand(SOURCE, more);
        }
        instance.needed.clone_from(&after.needed);
        for (node, (old, new)) in (0..).zip(before.gates.iter().zip(&after.gates)) {
            let bounds = |gate: &Gate<i64>| (gate.least, gate.bend, gate.most);
            if bounds(old) == bounds(new) {
                continue;
            }
            if let Some(gate) = instance.gates.get_mut(index(node)) {
                (gate.least, gate.bend, gate.most) = bounds(new);
            }
            Paths::undo_gate(instance, flow, node);
        }
        match self.paths.run(instance, flow, u64::MAX, work)? {
            true => Ok(()),
            false => Err(fault("a change cannot be followed")),
        }
    }
}
