//! A problem as columns of numbers, for millions of pairs.
//!
//! Requirements, lots and limits go by their places; no text is read or written. The answer is that of a
//! [`Problem`](super::Problem) whose ids are the places in six digits: `r/000012` for a requirement, `000345` for a lot.

use std::sync::Arc;

use super::engine::{self, Solved, Strategy, Work};
use super::figures::{Column, Figures, Level};
use super::numbers::{LimitPlaces, LimitUnits, Numbers, nests};
use super::problem::{MOST_CLASSES, MOST_ENTRIES, MOST_PAIRS, Side};
use super::proof::proves;
use super::rows::{Rows, at, index, put};
use super::tie::Names;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::Count;

/// How many findings of one kind are told one by one.
const MOST_TOLD: usize = 20;
/// The largest cost of a unit, where one figure weighs everything.
const MOST_COST: i64 = 1 << 40;

/// A problem as columns.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Units needed, by requirement.
    pub needs: Vec<u32>,
    /// Units, by lot.
    pub lots: Vec<u32>,
    /// By pair: the place of its requirement.
    pub requirement: Vec<u32>,
    /// By pair: the place of its lot.
    pub lot: Vec<u32>,
    /// What a unit costs.
    pub costs: Costs,
    /// At most so many units; on each side limits must nest.
    pub limits: Vec<ColumnLimit>,
}

/// What a unit costs, over pairs and where it is short.
#[derive(Clone, Debug)]
pub enum Costs {
    /// One figure that weighs everything, to be minimised in all; not below zero and at most 2^40. The largest times eight times
    /// the fewer of requirements and lots must stay below 2^53, and the largest times all units needed below 2^62.
    One {
        /// By pair.
        pair: Vec<i64>,
        /// By requirement: what a unit costs that it is short of.
        shortage: Vec<i64>,
    },
    /// The levels of a [`Problem`](super::Problem), each more important than all behind it.
    Levels {
        /// By requirement: its class of importance, from 1.
        class: Vec<u32>,
        /// By pair: how many rules are Unknown.
        unknown: Vec<u32>,
        /// By pair: days late.
        late: Vec<u32>,
        /// By pair: the rank of the substitute.
        substitute: Vec<u32>,
        /// By pair: the caller's preference.
        preference: Vec<u32>,
    },
}

/// A limit by places.
#[derive(Clone, Debug)]
pub struct ColumnLimit {
    /// Whether it counts units of lots or for requirements.
    pub side: Side,
    /// The places of its lots or requirements.
    pub members: Vec<u32>,
    /// At most so many units.
    pub at_most: u32,
    /// At least so many units, as far as can be; 0 asks for none. With levels it comes right after the units short; where one
    /// figure weighs everything it only chooses among plans that cost the same.
    pub at_least: u32,
}

impl Columns {
    /// Solves it exactly.
    ///
    /// # Errors
    /// Columns that do not fit together: every finding at once.
    ///
    /// ```
    /// use pledgebook::plan::matching::{Columns, Costs};
    ///
    /// // Two requirements of one unit, two lots; the second lot serves both.
    /// let columns = Columns {
    ///     needs: vec![1, 1],
    ///     lots: vec![1, 1],
    ///     requirement: vec![0, 0, 1],
    ///     lot: vec![0, 1, 1],
    ///     costs: Costs::One { pair: vec![7, 3, 5], shortage: vec![100, 100] },
    ///     limits: Vec::new(),
    /// };
    /// let plan = columns.solve()?;
    /// assert_eq!(plan.units(), [1, 0, 1]);
    /// assert_eq!(plan.value().first(), Some(&12));
    /// assert!(plan.verify());
    /// # Ok::<(), pledgebook::Error>(())
    /// ```
    pub fn solve(self) -> Result<ColumnPlan, Error> {
        self.solve_within(Strategy::Auto, &mut Work::default())
    }

    /// The same by a strategy of one's choice, and within a budget of work. The plan does not depend on the strategy.
    ///
    /// # Errors
    /// Columns that do not fit together; `work-limit` where the budget is used up; `cancelled`.
    pub fn solve_within(self, strategy: Strategy, work: &mut Work<'_>) -> Result<ColumnPlan, Error> {
        self.ready()?.solve_within(strategy, work)
    }

    /// Checks the columns and puts the pairs in order: what is done once, however often the problem is solved.
    ///
    /// # Errors
    /// Columns that do not fit together: every finding at once.
    pub fn ready(self) -> Result<ReadyColumns, Error> {
        let mut findings = Vec::new();
        self.check(&mut findings);
        Error::unless_sound(std::mem::take(&mut findings))?;
        let Self { needs, lots, requirement, lot, costs, limits } = self;
        let (pairs, order) = sorted(needs.len(), &requirement, &lot);
        for row in 0..pairs.rows() {
            let twice = pairs.row(row).windows(2).filter(|two| two.first() == two.last());
            findings.extend(twice.flat_map(|two| two.first()).take(MOST_TOLD).map(|lot| {
                let message = format!("Requirement {row} and lot {lot} stand twice.");
                Finding::new(Code::DuplicatePair, "/lot", message).help("Keep one of them.")
            }));
        }
        findings.truncate(MOST_TOLD);
        Error::unless_sound(std::mem::take(&mut findings))?;
        drop((requirement, lot));
        let limits: Vec<LimitPlaces> = limits.into_iter().map(ColumnLimit::places).collect();
        let floors = limits.iter().any(|limit| limit.units.at_least > 0);
        let figures = costs.figures(floors, &order);
        let numbers = Numbers::of(needs, &lots, pairs, figures, &limits);
        check_range(&numbers, &mut findings);
        Error::unless_sound(findings)?;
        Ok(ReadyColumns { numbers, order: Arc::new(order) })
    }

    fn check(&self, findings: &mut Vec<Finding>) {
        let sizes = [
            ("/needs", self.needs.len(), MOST_ENTRIES),
            ("/lots", self.lots.len(), MOST_ENTRIES),
            ("/limits", self.limits.len(), MOST_ENTRIES),
            ("/lot", self.lot.len(), MOST_PAIRS),
        ];
        for (path, size, most) in sizes.into_iter().filter(|(_, size, most)| size > most) {
            let message = format!("There are {size} entries; {most} are allowed.");
            findings.push(Finding::new(Code::TooLarge, path, message).help("Split the problem."));
        }
        let mut same = |path: &str, length: usize, as_many: usize, [one, several]: [&str; 2]| {
            if length != as_many {
                let entries = if length == 1 { "entry" } else { "entries" };
                let (are, of) = if as_many == 1 { ("is", one) } else { ("are", several) };
                let message = format!("This column has {length} {entries}, and there {are} {as_many} {of}.");
                let finding = Finding::new(Code::ColumnsDiffer, path, message);
                findings.push(finding.help("Give one entry for each."));
            }
        };
        let (pairs, needs) = (self.lot.len(), self.needs.len());
        let (of_pair, of_need) = (["pair", "pairs"], ["requirement", "requirements"]);
        same("/requirement", self.requirement.len(), pairs, of_pair);
        for (path, length, of_pairs) in self.costs.columns() {
            let (as_many, of) = if of_pairs { (pairs, of_pair) } else { (needs, of_need) };
            same(path, length, as_many, of);
        }
        check_places("/requirement", &self.requirement, needs, findings);
        check_places("/lot", &self.lot, self.lots.len(), findings);
        for (path, units) in [("/needs", &self.needs), ("/lots", &self.lots)] {
            let too_large = (0_usize..).zip(units).filter(|(_, units)| **units > Count::MOST);
            findings
                .extend(too_large.take(MOST_TOLD).map(|(i, units)| too_many(format!("{path}/{i}"), *units)));
        }
        self.costs.check(findings);
        let mut members = 0_usize;
        for (i, limit) in self.limits.iter().enumerate() {
            members = members.saturating_add(limit.members.len());
            let count = if limit.side == Side::Supply { self.lots.len() } else { needs };
            check_places(&format!("/limits/{i}/members"), &limit.members, count, findings);
            limit.check(&format!("/limits/{i}"), findings);
        }
        if members > MOST_PAIRS {
            let message = format!("There are {members} members of limits; {MOST_PAIRS} are allowed.");
            findings.push(Finding::new(Code::TooLarge, "/limits", message).help("Split the problem."));
        }
        if findings.is_empty() {
            let places: Vec<LimitPlaces> = self.limits.iter().cloned().map(ColumnLimit::places).collect();
            let (supply, demand) = nests(&places, self.lots.len(), needs);
            for (limit, other) in supply.crossing.into_iter().chain(demand.crossing).take(MOST_TOLD) {
                let message =
                    format!("The limits {limit} and {other} overlap without one holding the other.");
                let finding = Finding::new(Code::LimitNotNested, format!("/limits/{limit}/members"), message);
                findings.push(finding.help("Let one hold all members of the other, or let them share none."));
            }
        }
    }
}

impl ColumnLimit {
    fn places(self) -> LimitPlaces {
        let Self { side, members, at_most, at_least } = self;
        LimitPlaces { side, members, units: LimitUnits { at_most, at_least } }
    }

    fn check(&self, path: &str, findings: &mut Vec<Finding>) {
        let mut members = self.members.clone();
        members.sort_unstable();
        let twice = members.windows(2).find(|two| two.first() == two.last()).and_then(<[u32]>::first);
        if let Some(member) = twice {
            let message = format!("The member {member} stands twice.");
            let finding = Finding::new(Code::DuplicateId, format!("{path}/members"), message);
            findings.push(finding.help("Keep one of them."));
        }
        if self.at_most > Count::MOST {
            findings.push(too_many(format!("{path}/at_most"), self.at_most));
        }
        if self.at_least > self.at_most {
            let message =
                format!("It asks for at least {} units and allows {}.", self.at_least, self.at_most);
            let finding = Finding::new(Code::LimitCannotHold, format!("{path}/at_least"), message);
            findings.push(finding.help("Let it allow at least as many as it asks for."));
        }
    }
}

impl Costs {
    /// Every column: its name, its length, and whether it goes by pair.
    fn columns(&self) -> Vec<(&'static str, usize, bool)> {
        match self {
            Self::One { pair, shortage } => {
                vec![("/cost", pair.len(), true), ("/shortage", shortage.len(), false)]
            }
            Self::Levels { class, unknown, late, substitute, preference } => vec![
                ("/class", class.len(), false),
                ("/unknown", unknown.len(), true),
                ("/late", late.len(), true),
                ("/substitute", substitute.len(), true),
                ("/preference", preference.len(), true),
            ],
        }
    }

    fn check(&self, findings: &mut Vec<Finding>) {
        match self {
            Self::One { pair, shortage } => {
                for (path, column) in [("/cost", pair), ("/shortage", shortage)] {
                    let wrong = (0_usize..).zip(column).filter(|(_, cost)| !(0..=MOST_COST).contains(*cost));
                    findings.extend(wrong.take(MOST_TOLD).map(|(i, cost)| {
                        let message = format!("{cost} is not a cost.");
                        let finding = Finding::new(Code::CostOutOfRange, format!("{path}/{i}"), message);
                        finding.help(format!("Costs go from 0 to {MOST_COST}."))
                    }));
                }
            }
            Self::Levels { class, .. } => {
                let wrong = (0_usize..).zip(class).filter(|(_, class)| !(1..=MOST_CLASSES).contains(*class));
                findings.extend(wrong.take(MOST_TOLD).map(|(i, class)| {
                    let message = format!("{class} is not a class.");
                    let finding = Finding::new(Code::MalformedNumber, format!("/class/{i}"), message);
                    finding.help(format!("Classes go from 1, the most important, to {MOST_CLASSES}."))
                }));
            }
        }
    }

    /// The figures, where `order` says which pair of the columns stands at each place; empty: as they are.
    fn figures(self, floors: bool, order: &[u32]) -> Figures {
        let none = Figures {
            levels: Vec::new(),
            class: Vec::new(),
            shortage: Vec::new(),
            cost: Column::default(),
            unknown: Vec::new(),
            late: Vec::new(),
            substitute: Vec::new(),
            preference: Vec::new(),
            waived_rules: Vec::new(),
            waived_days: Vec::new(),
            names: Names::Places,
        };
        match self {
            Self::One { pair, shortage } => {
                let levels = [Level::Cost].into_iter().chain(floors.then_some(Level::BelowFloor));
                let levels = levels.chain([Level::Tie]).collect();
                Figures { levels, shortage, cost: Column::of(in_order(pair, order)), ..none }
            }
            Self::Levels { class, unknown, late, substitute, preference } => Figures {
                levels: Level::in_order(class.iter().copied().max().unwrap_or(0), floors, false),
                class,
                unknown: in_order(unknown, order),
                late: in_order(late, order),
                substitute: in_order(substitute, order),
                preference: in_order(preference, order),
                ..none
            },
        }
    }
}

pub(super) fn too_many(path: String, units: u32) -> Finding {
    let finding = Finding::new(Code::MalformedNumber, path, format!("{units} is too large."));
    finding.help(format!("At most {} is allowed here.", Count::MOST))
}

fn check_places(path: &str, places: &[u32], count: usize, findings: &mut Vec<Finding>) {
    let wrong = (0_usize..).zip(places).filter(|(_, place)| index(**place) >= count);
    findings.extend(wrong.take(MOST_TOLD).map(|(i, place)| {
        let message = format!("There is no place {place}; there are {count}, counted from 0.");
        Finding::new(Code::NotFound, format!("{path}/{i}"), message).help("Mend the place.")
    }));
}

/// The lots by requirement, each row in order, with where each pair stood; empty where all stood in order already.
fn sorted(needs: usize, requirement: &[u32], lot: &[u32]) -> (Rows<u32>, Vec<u32>) {
    let pairs = || requirement.iter().zip(lot);
    if pairs().zip(pairs().skip(1)).all(|(before, after)| before < after) {
        return (Rows::of(needs, pairs().map(|(requirement, lot)| (*requirement, *lot))), Vec::new());
    }
    let mut with_place =
        Rows::of(needs, pairs().zip(0_u32..).map(|((requirement, lot), pair)| (*requirement, (*lot, pair))));
    for row in 0..with_place.rows() {
        with_place.row_mut(row).sort_unstable();
    }
    let (lots, order) = with_place.all().iter().copied().unzip();
    (Rows::in_order(with_place.starts().to_vec(), lots), order)
}

fn in_order<T: Copy + Default>(column: Vec<T>, order: &[u32]) -> Vec<T> {
    if order.is_empty() { column } else { order.iter().map(|pair| at(&column, *pair)).collect() }
}

/// A finding where sums could leave the range of exact integers.
///
/// The cost of a plan is a sum over units and is never multiplied again; prices are sums over ways, and are gathered and
/// counted in parts. So the first may be larger than the second.
pub(super) fn check_range(numbers: &Numbers, findings: &mut Vec<Finding>) {
    const OF_PLANS: i64 = 1 << 62;
    const OF_WAYS: i64 = 1 << 53;
    let units = numbers.needed.iter().map(|units| i64::from(*units)).fold(0, i64::saturating_add);
    let ways = i64::try_from(numbers.fewer()).unwrap_or(i64::MAX).saturating_mul(8);
    for level in &numbers.figures.levels {
        let largest = numbers.figures.largest(*level);
        let sums = [("plans", units, OF_PLANS), ("ways", ways, OF_WAYS)];
        findings.extend(sums.into_iter().filter(|(_, times, most)| largest.saturating_mul(*times) >= *most).map(
            |(what, times, most)| {
                let name = level.name();
                let message = format!(
                    "The level `{name}` reaches {largest} in one unit; {what} could sum it to {largest} * {times}, and \
                     sums of {what} must stay below {most}."
                );
                Finding::new(Code::CostOutOfRange, "", message).help("Use smaller figures, or split the problem.")
            },
        ));
    }
}

/// Columns that fit together, with their pairs in order.
#[derive(Clone, Debug)]
pub struct ReadyColumns {
    numbers: Numbers,
    order: Arc<Vec<u32>>,
}

impl ReadyColumns {
    /// Solves the problem within a budget of work.
    ///
    /// # Errors
    /// `work-limit` where the budget is used up; `cancelled`.
    pub fn solve_within(&self, strategy: Strategy, work: &mut Work<'_>) -> Result<ColumnPlan, Error> {
        let before = work.done();
        let solved = engine::solve(&self.numbers, strategy, work)?;
        Ok(ColumnPlan { columns: self.clone(), solved, steps: work.done().saturating_sub(before) })
    }
}

/// The best plan for columns.
#[derive(Clone, Debug)]
pub struct ColumnPlan {
    columns: ReadyColumns,
    solved: Solved,
    steps: u64,
}

impl ColumnPlan {
    /// A plan whose pairs stand in order.
    pub(super) fn of(numbers: Numbers, solved: Solved) -> Self {
        Self { columns: ReadyColumns { numbers, order: Arc::default() }, solved, steps: 0 }
    }

    pub(super) fn numbers(&self) -> &Numbers {
        &self.columns.numbers
    }

    pub(super) fn solved(&self) -> &Solved {
        &self.solved
    }

    /// Another plan for the same pairs.
    pub(super) fn with(&self, numbers: Numbers, solved: Solved) -> Self {
        let columns = ReadyColumns { numbers, order: self.columns.order.clone() };
        Self { columns, solved, steps: 0 }
    }

    /// The units over each pair, in the order in which the pairs were given.
    pub fn units(&self) -> Vec<u32> {
        let mut units = vec![0; self.columns.numbers.pairs.all().len()];
        for (_, one) in self.solved.flow.all_uses(&self.columns.numbers.shape) {
            put(&mut units, self.given(one.pair), one.units);
        }
        units
    }

    /// The place of a pair among those given.
    pub(super) fn given(&self, pair: u32) -> u32 {
        self.columns.order.get(index(pair)).copied().unwrap_or(pair)
    }

    /// The units that each requirement is short of.
    pub fn short(&self) -> Vec<u32> {
        self.columns.numbers.shape.all_needs().map(|need| self.solved.flow.through(need)).collect()
    }

    /// The names of the levels on which plans are compared.
    pub fn levels(&self) -> Vec<String> {
        self.columns.numbers.figures.levels.iter().map(|level| level.name()).collect()
    }

    /// What the plan costs on each level.
    pub fn value(&self) -> Vec<i64> {
        let numbers = &self.columns.numbers;
        numbers.figures.levels.iter().map(|level| numbers.value(&self.solved.flow, *level)).collect()
    }

    /// Whether no other plan is as good before the neutral tie.
    pub fn unique(&self) -> bool {
        self.solved.unique
    }

    /// How many steps of work it took.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Whether the plan keeps to its bounds and its prices prove it best, by sums and comparisons alone: one pass over
    /// the pairs.
    pub fn verify(&self) -> bool {
        proves(&self.columns.numbers, &self.solved)
    }
}
