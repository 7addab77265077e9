//! What would be if columns were a little different, from a plan that is kept warm.
//!
//! A change of units opens or shuts a gate. What the prices no longer allow there is undone, and the units that are
//! then missing come over the cheapest ways; all else stays as it is. So a question costs a few ways, not a solve.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{ColumnPlan, check_range, too_many};
use super::engine::Work;
use super::figures::Level;
use super::kept::{Kept, Standing, keep};
use super::network::{Gate, Node};
use super::numbers::Numbers;
use super::rows::{at, index, put};
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
    /// The plan as it was told last.
    standing: Standing,
    /// The units that limits are below what they ask for.
    below: i64,
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
        let standing = kept.standing();
        let below = numbers.below_floors(|node| at(&standing.through, node));
        Ok(ColumnWhatIf { base: self.clone(), numbers, kept, standing, below, back: Vec::new() })
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

    /// The names of the levels on which plans are compared.
    pub fn levels(&self) -> Vec<String> {
        self.base.levels()
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

    /// Changes what is there, and takes all of it back where something is wrong: a question is to cost what it moves, and no
    /// copy of the whole.
    fn apply(
        &mut self,
        changes: &[ColumnChange],
        work: &mut Work<'_>,
    ) -> Result<(ColumnDifference, Vec<ColumnChange>), Error> {
        let before = Bounds::of(&self.numbers, changes);
        let mut findings = Vec::new();
        let mut back = Vec::with_capacity(changes.len());
        for (i, change) in changes.iter().enumerate() {
            match made(&mut self.numbers, *change, &format!("/changes/{i}")) {
                Ok(before) => back.push(before),
                Err(finding) => findings.push(finding),
            }
        }
        back.reverse();
        if before.all() {
            self.numbers.set_gates();
            check_range(&self.numbers, &mut findings);
        }
        if let Err(refused) = Error::unless_sound(findings) {
            self.take_back(&back, before.all());
            return Err(refused);
        }
        let (gates, needs) = before.differ(&self.numbers);
        match self.kept.follow(&self.numbers, &gates, &needs, work) {
            Ok(touched) => Ok((self.difference(&touched), back)),
            Err(stopped) => {
                self.take_back(&back, before.all());
                self.kept.stand(&self.numbers, &self.standing);
                Err(stopped)
            }
        }
    }

    /// Gives the numbers what they had.
    fn take_back(&mut self, back: &[ColumnChange], all: bool) {
        for change in back {
            // What was there is possible.
            let _ = made(&mut self.numbers, *change, "");
        }
        if all {
            self.numbers.set_gates();
        }
    }

    /// How the plan differs from the one told last, which it is from now on.
    fn difference(&mut self, touched: &BTreeSet<Node>) -> ColumnDifference {
        let shape = &self.numbers.shape;
        let (mut moves, mut short) = (Vec::new(), Vec::new());
        for node in touched {
            let (before, after) = (at(&self.standing.through, *node), self.kept.through(*node));
            put(&mut self.standing.through, *node, after);
            if shape.all_needs().contains(node) && before != after {
                short.push((shape.need_place(*node), before, after));
            }
            if shape.all_lots().contains(node) {
                let mut after = self.kept.uses(*node);
                let before = self.standing.uses.remove(node).unwrap_or_default();
                moved(&before, &after, |pair, before, after| moves.push((*node, pair, before, after)));
                after.retain(|_, units| *units > 0);
                if !after.is_empty() {
                    self.standing.uses.insert(*node, after);
                }
            }
        }
        let figures = &self.numbers.figures;
        let more = |before: u32, after: u32| i64::from(after).saturating_sub(before.into());
        let value = |level: &Level| {
            let over_pairs = moves.iter().map(|(lot, pair, before, after)| {
                let figure = figures.pair(*level, *pair, self.numbers.need_of(*pair), shape.lot_place(*lot));
                figure.saturating_mul(more(*before, *after))
            });
            let at_needs = short.iter().map(|(row, before, after)| {
                figures.short(*level, *row).saturating_mul(more(*before, *after))
            });
            over_pairs.chain(at_needs).fold(0, i64::saturating_add)
        };
        let mut value: Vec<i64> = figures.levels.iter().map(value).collect();
        if let Some(floors) = figures.levels.iter().position(|level| *level == Level::BelowFloor) {
            let below = self.numbers.below_floors(|node| at(&self.standing.through, node));
            if let Some(value) = value.get_mut(floors) {
                *value = below.saturating_sub(self.below);
            }
            self.below = below;
        }
        let mut moves: Vec<(u32, u32, u32)> = moves
            .into_iter()
            .map(|(_, pair, before, after)| (self.base.given(pair), before, after))
            .collect();
        moves.sort_unstable();
        ColumnDifference { value, moves, short }
    }
}

/// The pairs of a lot whose units differ.
fn moved(before: &BTreeMap<u32, u32>, after: &BTreeMap<u32, u32>, mut each: impl FnMut(u32, u32, u32)) {
    let pairs: BTreeSet<u32> = before.keys().chain(after.keys()).copied().collect();
    for pair in pairs {
        let units = |of: &BTreeMap<u32, u32>| of.get(&pair).copied().unwrap_or(0);
        if units(before) != units(after) {
            each(pair, units(before), units(after));
        }
    }
}

/// What changes may change, as it was before.
enum Bounds {
    /// Only the gates of these lots.
    Lots(BTreeMap<Node, Gate<i64>>),
    /// Every gate, and what is needed.
    All(Vec<Gate<i64>>, Vec<u32>),
}

impl Bounds {
    fn of(numbers: &Numbers, changes: &[ColumnChange]) -> Self {
        let mut lots = BTreeMap::new();
        for change in changes {
            let ColumnChange::Lot { lot, .. } = change else {
                return Self::All(numbers.gates.clone(), numbers.needed.clone());
            };
            let node = numbers.shape.lots.saturating_add(*lot);
            lots.insert(node, at(&numbers.gates, node));
        }
        Self::Lots(lots)
    }

    fn all(&self) -> bool {
        matches!(self, Self::All(..))
    }

    /// The nodes whose gates have other bounds now, and the needs, by their places, that need more or less.
    fn differ(&self, now: &Numbers) -> (Vec<Node>, Vec<(u32, i64)>) {
        let bounds = |gate: &Gate<i64>| (gate.least, gate.bend, gate.most);
        let differs = |node: Node, before: &Gate<i64>| bounds(before) != bounds(&at(&now.gates, node));
        match self {
            Self::Lots(lots) => {
                let gates = lots.iter().filter(|(node, before)| differs(**node, before));
                (gates.map(|(node, _)| *node).collect(), Vec::new())
            }
            Self::All(gates, needed) => {
                let gates = (0..).zip(gates).filter(|(node, before)| differs(*node, before));
                let needs =
                    (0..).zip(needed.iter().zip(&now.needed)).filter(|(_, (before, now))| before != now);
                let more = |(row, (before, now)): (u32, (&u32, &u32))| {
                    (row, i64::from(*now).saturating_sub((*before).into()))
                };
                (gates.map(|(node, _)| node).collect(), needs.map(more).collect())
            }
        }
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
