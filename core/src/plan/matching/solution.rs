//! The best plan for a problem.

use super::certificate::Certificate;
use super::column_what_if::ColumnWhatIf;
use super::columns::ColumnPlan;
use super::cost::{Cost, Levels};
use super::engine::{self, Solved, Strategy, Work};
use super::forced::{self, Forced};
use super::network::Shape;
use super::numbers::Numbers;
use super::prices::PricesByPlace;
use super::problem::{Limit, Problem};
use super::rows::{place, put};
use super::shortfall::{self, Shortfall};
use super::warm::{self, Kept};
use crate::words::document::{CollectInOrder, Document, document};
use crate::words::finding::Error;
use crate::words::value::{Count, LotId, SlotId};

document! {
    /// Units of a lot that are proposed for a requirement.
    pub struct Proposal {
        /// The requirement.
        pub requirement: SlotId,
        /// The lot.
        pub lot: LotId,
        /// How many units; at least one.
        pub units: Count,
    }
}

document! {
    /// Units that a requirement is short of.
    pub struct Shortage {
        /// The requirement.
        pub requirement: SlotId,
        /// How many units; at least one.
        pub units: Count,
    }
}

/// The best plan for a problem, with what proves it.
#[derive(Clone, Debug)]
pub struct Solution {
    pub(super) problem: Problem,
    pub(super) numbers: Numbers,
    pub(super) solved: Solved,
    proposals: Vec<Proposal>,
    shortages: Vec<Shortage>,
    value: Cost,
}

/// Solves a problem exactly. There is always a plan; what it cannot cover is short.
///
/// # Errors
/// A problem that is not sound: every finding at once.
pub fn solve(problem: &Problem) -> Result<Solution, Error> {
    solve_within(problem, Strategy::Auto, &mut Work::default())
}

/// The same by a strategy of one's choice, and within a budget of work. The plan does not depend on the strategy.
///
/// # Errors
/// A problem that is not sound; `work-limit` where the budget is used up; `cancelled`.
pub fn solve_within(problem: &Problem, strategy: Strategy, work: &mut Work<'_>) -> Result<Solution, Error> {
    let problem = sound(problem)?;
    let numbers = problem.numbers();
    let solved = engine::solve(&numbers, strategy, work)?;
    Solution::of(problem, numbers, solved)
}

/// A problem in canonical order, if it is sound.
fn sound(problem: &Problem) -> Result<Problem, Error> {
    let mut findings = Vec::new();
    problem.check(&(), &mut findings);
    Error::unless_sound(findings)?;
    let mut problem = problem.clone();
    problem.normalise();
    Ok(problem)
}

impl Solution {
    fn of(problem: Problem, numbers: Numbers, solved: Solved) -> Result<Self, Error> {
        let units = solved.units(&numbers);
        let mut proposals = Vec::new();
        for (pair, units) in problem.pairs.iter().zip(&units).filter(|(_, units)| **units > 0) {
            let (requirement, lot) = (pair.requirement.clone(), pair.lot.clone());
            proposals.push(Proposal { requirement, lot, units: Count::new(*units)? });
        }
        let mut shortages = Vec::new();
        for (requirement, need) in problem.requirements.iter().zip(numbers.shape.all_needs()) {
            let short @ 1.. = solved.flow.through(need) else { continue };
            shortages.push(Shortage { requirement: requirement.id.clone(), units: Count::new(short)? });
        }
        let value = value(&problem, &units)?;
        Ok(Self { problem, numbers, solved, proposals, shortages, value })
    }

    /// The problem, in canonical order.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// What is proposed, by requirement and lot.
    pub fn proposals(&self) -> &[Proposal] {
        &self.proposals
    }

    /// What stays short, by requirement.
    pub fn shortages(&self) -> &[Shortage] {
        &self.shortages
    }

    /// The cost of the plan, in the order of [`Problem::levels`].
    pub fn value(&self) -> &Cost {
        &self.value
    }

    /// Whether no other plan is as good before the tie.
    pub fn unique(&self) -> bool {
        self.solved.unique
    }

    /// What anyone can check without a solver.
    pub fn certificate(&self) -> Result<Certificate, Error> {
        let prices = PricesByPlace::of(&self.numbers, &self.solved)?.named(&self.problem);
        Certificate::sealed(self, prices)
    }

    /// Why requirements are short, as independent groups; see [`Shortfall`].
    pub fn shortfalls(&self) -> Result<Vec<Shortfall>, Error> {
        shortfall::shortfalls(self)
    }

    /// Makes the plan ready for changes to its units; requirements, lots and limits go by their places in the problem.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn what_if(&self) -> Result<ColumnWhatIf, Error> {
        ColumnPlan::of(self.numbers.clone(), self.solved.clone()).what_if()
    }

    /// The best plan for another problem, starting from this one: the plan is that of [`solve`], and it takes the less
    /// work the less the problems differ. This solution stays as it is.
    ///
    /// # Errors
    /// A problem that is not sound; `work-limit` where the budget is used up; `cancelled`.
    pub fn again(&self, problem: &Problem, work: &mut Work<'_>) -> Result<Self, Error> {
        let problem = sound(problem)?;
        let numbers = problem.numbers();
        let solved = warm::again(&numbers, &self.kept(&problem, &numbers), work)?;
        Self::of(problem, numbers, solved)
    }

    /// What another problem keeps of this plan: the prices of all that has the same id, and the units over pairs that are
    /// still there.
    fn kept(&self, problem: &Problem, numbers: &Numbers) -> Kept {
        let (old, new) = (&self.numbers.shape, &numbers.shape);
        let nodes = |problem: &Problem, shape: &Shape| -> Vec<(String, u32)> {
            let limits =
                problem.limits.iter().map(|one| format!("limit {}", one.id())).zip(shape.limits.clone());
            let lots = problem.lots.iter().map(|one| format!("lot {}", one.id)).zip(shape.all_lots());
            let needs = problem.requirements.iter().map(|one| format!("need {}", one.id));
            limits.chain(lots).chain(needs.zip(shape.all_needs())).collect()
        };
        let places = nodes(&self.problem, old).into_iter().collect_map();
        let mut prices = vec![None; new.nodes()];
        let levels = &self.numbers.figures.levels;
        for (id, node) in nodes(problem, new) {
            let figures = places.get(&id).map(|old| self.solved.figures(*old));
            let figures = figures.map(|figures| levels.iter().copied().zip(figures).collect());
            put(&mut prices, node, figures);
        }
        let mut uses = Vec::new();
        for Proposal { requirement, lot, units } in &self.proposals {
            let wanted = (requirement, lot);
            let pair = problem.pairs.binary_search_by(|pair| (&pair.requirement, &pair.lot).cmp(&wanted));
            let need = problem.requirements.binary_search_by(|one| one.id.cmp(requirement));
            if let (Ok(pair), Ok(need)) = (pair, need) {
                let pair = place(pair);
                uses.push((numbers.pairs.get(pair), new.need(place(need)), pair, units.get()));
            }
        }
        Kept { uses, prices }
    }

    /// What it would cost to use at least one unit of this pair; see [`Forced`].
    pub fn forced(&self, requirement: &SlotId, lot: &LotId) -> Result<Forced, Error> {
        forced::forced(self, requirement, lot)
    }
}

/// What a plan costs, by the units over the pairs of a problem in canonical order.
pub(super) fn value(problem: &Problem, units: &[u32]) -> Result<Cost, Error> {
    let levels = Levels::of(problem);
    let mut value = Cost::zero(levels.count());
    let (mut of_lot, mut of_requirement) = (Counted::default(), Counted::default());
    let requirements: Vec<&SlotId> = problem.requirements.iter().map(|one| &one.id).collect();
    for (pair, units) in problem.pairs.iter().zip(units).filter(|(_, units)| **units > 0) {
        let place = requirements.binary_search(&&pair.requirement).unwrap_or_default();
        let class = problem.requirements.get(place).map_or(0, |requirement| requirement.class);
        value = value.plus(&levels.pair(pair, class).times(*units)?)?;
        of_lot.add(&pair.lot, *units);
        of_requirement.add(&pair.requirement, *units);
    }
    for requirement in &problem.requirements {
        let short = requirement.units.get().saturating_sub(of_requirement.of(&requirement.id));
        value = value.plus(&levels.shortage(requirement.class).times(short)?)?;
    }
    for limit in &problem.limits {
        let units = match limit {
            Limit::Supply(limit) => {
                limit.members.iter().map(|lot| of_lot.of(lot)).fold(0, u32::saturating_add)
            }
            Limit::Demand(limit) => {
                limit.members.iter().map(|one| of_requirement.of(one)).fold(0, u32::saturating_add)
            }
        };
        value = value.plus(&levels.below_floor().times(limit.at_least().saturating_sub(units))?)?;
    }
    Ok(value)
}

/// Units by id.
struct Counted<'p, Id>(std::collections::BTreeMap<&'p Id, u32>);

impl<Id> Default for Counted<'_, Id> {
    fn default() -> Self {
        Self(std::collections::BTreeMap::new())
    }
}

impl<'p, Id: Ord> Counted<'p, Id> {
    fn add(&mut self, id: &'p Id, units: u32) {
        let sum = self.0.entry(id).or_default();
        *sum = sum.saturating_add(units);
    }

    fn of(&self, id: &Id) -> u32 {
        self.0.get(id).copied().unwrap_or_default()
    }
}
