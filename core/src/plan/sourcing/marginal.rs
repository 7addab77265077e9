//! What one unit more or less would change: of a lot, of a limit, and of the need of a requirement.
//!
//! Both sides are said, for under ties they differ: one unit more may change nothing where one less opens a gap. A lot or
//! a limit that is not used up is worth nothing on either side, for the best plan stays best; all others are tried on the plan
//! that is there, one after another, and taken back.
//! What changes nothing on either side is left out of the list, which is for a planner to act on; who asks about one lot,
//! one limit or one need is answered in any case.

use serde::Serialize;

use super::options::{LimitAsked, LimitScope};
use super::plan::Plan;
use super::what_if::{lot_in_words, requirement, sentence, units_of};
use super::why_not::Difference;
use crate::plan::matching::{ColumnChange, ColumnWhatIf, Limit, Problem, Work};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, nearest, words};

words! {
    /// What there is one unit more or less of.
    pub enum MarginOf {
        /// Units of a lot.
        Lot = "lot",
        /// Units that a limit allows.
        Limit = "limit",
        /// Units that a requirement needs.
        Need = "need",
    }
}

/// What one unit more or less would change in the best plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct MarginalValue {
    /// Of what.
    pub of: MarginOf,
    /// The id of the lot, the limit or the requirement, as it stands in the problem.
    pub id: String,
    /// How the best plan with one unit more differs, on each level where it does but the tie; negative is better.
    pub more: Vec<Difference>,
    /// How the best plan with one unit less differs; absent where there is none to take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub less: Option<Vec<Difference>>,
    /// In words.
    pub sentence: String,
}

/// A count of a problem, and what it counts.
struct Counted<'p> {
    of: MarginOf,
    place: usize,
    id: &'p str,
    in_words: String,
    now: u32,
    /// Below this it cannot go.
    least: u32,
    /// Whether there is more of it than the plan uses.
    slack: bool,
}

pub(super) fn marginal_values(
    plan: &Plan,
    of: Option<&str>,
    work: &mut Work<'_>,
) -> Result<Vec<MarginalValue>, Error> {
    work.count(0)?;
    let problem = plan.solution.problem();
    let by_place = units_of(plan.solution.proposals(), &[]);
    let asked = |names: &[&str]| of.is_none_or(|id| names.contains(&id));
    let held = |id: &str| {
        plan.held.iter().any(|held| held.as_lot.as_str() == id || held.as_requirement.as_str() == id)
    };
    let mut counted = Vec::new();
    for (place, lot) in problem.lots.iter().enumerate().filter(|(_, lot)| !held(lot.id.as_str())) {
        let whole = plan.sourcing.offer(&lot.id).map_or(&lot.id, |offer| &offer.lot.lot.id);
        if !asked(&[lot.id.as_str(), whole.as_str()]) {
            continue;
        }
        let used = by_place.iter().filter(|((_, id), _)| *id == lot.id).map(|(_, units)| *units);
        let used = used.fold(0, u32::saturating_add);
        let (id, now) = (lot.id.as_str(), lot.units.get());
        let (of, in_words) = (MarginOf::Lot, lot_in_words(plan, &lot.id));
        counted.push(Counted { of, place, id, in_words, now, least: 0, slack: used < now });
    }
    for (place, limit) in problem.limits.iter().enumerate() {
        let id = limit.id().as_str();
        if !asked(&[id, each_state(plan, id).unwrap_or(id)]) {
            continue;
        }
        let used = by_place.iter().filter(|((slot, lot), _)| limit.holds(slot, lot)).map(|(_, units)| *units);
        let used = used.fold(0, u32::saturating_add);
        let (now, least) = (limit.at_most().get(), at_least(limit));
        let (of, in_words) = (MarginOf::Limit, format!("the limit {id}"));
        // A floor may bind where the limit itself does not, but changing what is allowed does not touch it.
        counted.push(Counted { of, place, id, in_words, now, least, slack: used < now });
    }
    for (place, need) in problem.requirements.iter().enumerate().filter(|(_, need)| !held(need.id.as_str())) {
        let whole =
            plan.sourcing.requirement(&need.id).map_or_else(|| need.id.clone(), |asked| asked.whole());
        if !asked(&[need.id.as_str(), whole.as_str()]) {
            continue;
        }
        let (id, now) = (need.id.as_str(), need.units.get());
        let (of, in_words) = (MarginOf::Need, requirement(plan, &need.id));
        counted.push(Counted { of, place, id, in_words, now, least: 0, slack: false });
    }
    let mut trial = Trial { what_if: plan.solution.what_if()?, work };
    let values: Result<Vec<_>, Error> = counted.into_iter().map(|one| trial.value(one)).collect();
    let mut values = values?;
    match of {
        None => values.retain(MarginalValue::changes),
        Some(id) if values.is_empty() => return Err(Error::one(not_in_problem(problem, id))),
        Some(_) => {}
    }
    Ok(values)
}

impl MarginalValue {
    fn changes(&self) -> bool {
        !self.more.is_empty() || self.less.as_ref().is_some_and(|less| !less.is_empty())
    }
}

/// The id of the limit on each State, of which a limit on one State is made.
fn each_state<'i>(plan: &Plan, id: &'i str) -> Option<&'i str> {
    let (each, _) = id.rsplit_once('.')?;
    let mut limits = plan.options().limits.iter().flatten();
    let is_each =
        |limit: &LimitAsked| matches!(limit.scope, LimitScope::EachState(_)) && limit.id.as_str() == each;
    limits.any(is_each).then_some(each)
}

fn not_in_problem(problem: &Problem, id: &str) -> Finding {
    let message = format!("`{id}` is no lot, limit or need of this plan's problem.");
    let ids = problem.lots.iter().map(|lot| lot.id.as_str());
    let ids = ids.chain(problem.limits.iter().map(|limit| limit.id().as_str()));
    let ids = ids.chain(problem.requirements.iter().map(|need| need.id.as_str()));
    // What is held has an id of its own, which stands for no lot of the record.
    let near = nearest(id, ids.filter(|one| *one != id));
    let help = match near {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "A lot that fits nowhere is no part of it; see why-not.".to_owned(),
    };
    Finding::new(Code::NotInProblem, "/of", message).help(help)
}

/// The least that a limit may be lowered to.
fn at_least(limit: &Limit) -> u32 {
    let floor = match limit {
        Limit::Supply(limit) => limit.at_least,
        Limit::Demand(limit) => limit.at_least,
    };
    floor.map_or(0, Count::get)
}

/// The plan, warm, and the budget.
struct Trial<'t, 'w> {
    what_if: ColumnWhatIf,
    work: &'t mut Work<'w>,
}

impl Trial<'_, '_> {
    fn value(&mut self, counted: Counted<'_>) -> Result<MarginalValue, Error> {
        let Counted { of, id, in_words: what, now, least, .. } = &counted;
        let more = now.checked_add(1).filter(|more| *more <= Count::MOST);
        let less = now.checked_sub(1).filter(|less| less >= least);
        let more = more.map(|units| self.differences(&counted, units)).transpose()?.unwrap_or_default();
        let less = less.map(|units| self.differences(&counted, units)).transpose()?;
        let one = |side: &str| match of {
            MarginOf::Lot => format!("one unit {side} of {what}"),
            MarginOf::Limit => format!("one unit {side} within {what}"),
            MarginOf::Need => format!("one unit {side} needed at {what}"),
        };
        let mut told = sentence(&format!("{} {}", one("more"), in_words(&more)));
        if let Some(less) = &less {
            told = format!("{told} {}", sentence(&format!("{} {}", one("less"), in_words(less))));
        }
        Ok(MarginalValue { of: *of, id: (*id).to_owned(), more, less, sentence: told })
    }

    /// How the best plan with so many units differs, level by level but the tie.
    fn differences(&mut self, counted: &Counted<'_>, units: u32) -> Result<Vec<Difference>, Error> {
        if counted.slack {
            return Ok(Vec::new());
        }
        let place = u32::try_from(counted.place).unwrap_or(u32::MAX);
        let change = match counted.of {
            MarginOf::Lot => ColumnChange::Lot { lot: place, units },
            MarginOf::Limit => ColumnChange::Limit { limit: place, at_most: units },
            MarginOf::Need => ColumnChange::Requirement { requirement: place, units },
        };
        let difference = self.what_if.change(&[change], self.work)?;
        self.what_if.undo(self.work)?;
        let levels = self.what_if.levels().into_iter().zip(difference.value);
        Ok(levels
            .filter(|(level, by)| level != "tie" && *by != 0)
            .map(|(level, by)| Difference { level, by })
            .collect())
    }
}

/// What the first level that differs says.
fn in_words(differences: &[Difference]) -> String {
    let Some(Difference { level, by }) = differences.first() else {
        return "would change nothing".to_owned();
    };
    let number = by.unsigned_abs();
    let many = if number == 1 { "" } else { "s" };
    let fewer = if *by < 0 { "fewer" } else { "more" };
    match level.rsplit_once('-') {
        Some(("short", class)) if *by < 0 => format!("would close {number} unit{many} of class {class}"),
        Some(("short", class)) => format!("would leave {number} more unit{many} of class {class} short"),
        Some(("conditional", class)) => {
            format!("would make {number} {fewer} unit{many} of class {class} conditional")
        }
        Some(("below", _)) => format!("would leave {number} {fewer} unit{many} below a floor"),
        Some(("unknown", _)) => format!("would leave {number} {fewer} rule{many} Unknown"),
        Some(("days", _)) => format!("would make {number} {fewer} day{many} late"),
        Some(("substitute", _)) => {
            let nearer = if *by < 0 { "nearer to" } else { "further from" };
            format!("would bring unit types {number} step{many} {nearer} those asked for")
        }
        _ if *by < 0 => "would follow the preferences given more".to_owned(),
        _ => "would follow the preferences given less".to_owned(),
    }
}
