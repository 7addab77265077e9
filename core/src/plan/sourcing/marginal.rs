//! What one unit more or less would change: of a lot, of a limit, and of the need of a requirement.
//!
//! Both sides are said, for under ties they differ: one unit more may change nothing where one less opens a gap. A lot or
//! a limit that is not used up is worth nothing on either side, for the best plan stays best; all others are solved again.
//! What changes nothing on either side is left out of the list, which is for a planner to act on; who asks about one lot,
//! one limit or one need is answered in any case.

use std::collections::BTreeMap;

use serde::Serialize;

use super::options::{LimitAsked, LimitScope};
use super::plan::{Plan, solved};
use super::what_if::{lot_in_words, requirement, sentence, units_of};
use super::why_not::Difference;
use crate::plan::matching::{Cost, Limit, Problem};
use crate::words::document::CollectInOrder;
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

/// Which count of a problem is changed: in which list, at which place.
type At = (MarginOf, usize);

pub(super) fn marginal_values(plan: &Plan, of: Option<&str>) -> Result<Vec<MarginalValue>, Error> {
    let problem = plan.solution.problem();
    let by_place = units_of(plan.solution.proposals(), &[]);
    let asked = |names: &[&str]| of.is_none_or(|id| names.contains(&id));
    let held = |id: &str| {
        plan.held.iter().any(|held| held.as_lot.as_str() == id || held.as_requirement.as_str() == id)
    };
    let mut values = Vec::new();
    for (place, lot) in problem.lots.iter().enumerate().filter(|(_, lot)| !held(lot.id.as_str())) {
        let whole = plan.sourcing.offer(&lot.id).map_or(&lot.id, |offer| &offer.lot.lot.id);
        if !asked(&[lot.id.as_str(), whole.as_str()]) {
            continue;
        }
        let used = by_place.iter().filter(|((_, id), _)| *id == lot.id).map(|(_, units)| *units);
        let used = used.fold(0, u32::saturating_add);
        let of = lot_in_words(plan, &lot.id);
        values.push(value(plan, (MarginOf::Lot, place), lot.id.as_str(), &of, used < lot.units.get())?);
    }
    for (place, limit) in problem.limits.iter().enumerate() {
        let id = limit.id().as_str();
        if !asked(&[id, each_state(plan, id).unwrap_or(id)]) {
            continue;
        }
        let used = by_place.iter().filter(|((slot, lot), _)| limit.holds(slot, lot)).map(|(_, units)| *units);
        let used = used.fold(0, u32::saturating_add);
        // A floor may bind where the limit itself does not, but changing what is allowed does not touch it.
        let slack = used < limit.at_most().get();
        let of = format!("the limit {id}");
        values.push(value(plan, (MarginOf::Limit, place), id, &of, slack)?);
    }
    for (place, need) in problem.requirements.iter().enumerate().filter(|(_, need)| !held(need.id.as_str())) {
        let whole =
            plan.sourcing.requirement(&need.id).map_or_else(|| need.id.clone(), |asked| asked.whole());
        if !asked(&[need.id.as_str(), whole.as_str()]) {
            continue;
        }
        let of = requirement(plan, &need.id);
        values.push(value(plan, (MarginOf::Need, place), need.id.as_str(), &of, false)?);
    }
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

fn value(plan: &Plan, at: At, id: &str, of: &str, slack: bool) -> Result<MarginalValue, Error> {
    let problem = plan.solution.problem();
    let difference = |by: Option<u32>| -> Result<Option<Vec<Difference>>, Error> {
        let Some(units) = by else { return Ok(None) };
        if slack {
            return Ok(Some(Vec::new()));
        }
        let mut changed = problem.clone();
        if let Some(count) = count(&mut changed, at) {
            *count = Count::new(units)?;
        }
        let solution = solved(&changed, Some(&plan.solution))?;
        Ok(Some(differences((problem, plan.solution.value()), (&changed, solution.value()))))
    };
    let now = count(&mut problem.clone(), at).map_or(0, |count| count.get());
    let most = now.checked_add(1).filter(|more| *more <= Count::MOST);
    let more = difference(most)?.unwrap_or_default();
    let less = difference(now.checked_sub(1))?;
    let what = |one: &str| match at.0 {
        MarginOf::Lot => format!("one unit {one} of {of}"),
        MarginOf::Limit => format!("one unit {one} within {of}"),
        MarginOf::Need => format!("one unit {one} needed at {of}"),
    };
    let mut told = sentence(&format!("{} {}", what("more"), in_words(&more)));
    if let Some(less) = &less {
        told = format!("{told} {}", sentence(&format!("{} {}", what("less"), in_words(less))));
    }
    Ok(MarginalValue { of: at.0, id: id.to_owned(), more, less, sentence: told })
}

fn count(problem: &mut Problem, (of, place): At) -> Option<&mut Count> {
    match of {
        MarginOf::Lot => problem.lots.get_mut(place).map(|lot| &mut lot.units),
        MarginOf::Need => problem.requirements.get_mut(place).map(|need| &mut need.units),
        MarginOf::Limit => problem.limits.get_mut(place).map(|limit| match limit {
            Limit::Supply(limit) => &mut limit.at_most,
            Limit::Demand(limit) => &mut limit.at_most,
        }),
    }
}

/// How two values differ, level by level but the tie; a level that one problem does not have is zero there.
fn differences(before: (&Problem, &Cost), after: (&Problem, &Cost)) -> Vec<Difference> {
    let of = |(problem, value): (&Problem, &Cost)| -> BTreeMap<String, i64> {
        problem.levels().into_iter().zip(value.figures().iter().copied()).collect_map()
    };
    let (old, new) = (of(before), of(after));
    let levels = after.0.levels().into_iter().filter(|level| level != "tie");
    let differs = levels.filter_map(|level| {
        let figure = |of: &BTreeMap<String, i64>| of.get(&level).copied().unwrap_or_default();
        let by = figure(&new).saturating_sub(figure(&old));
        (by != 0).then_some(Difference { level, by })
    });
    differs.collect()
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
