//! A gap in words: what competes for what, how many units are missing, and what was turned away by which rule.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::asked::{Asked, Sourcing};
use crate::judge::eligibility::Rule;
use crate::plan::matching::{Limit, Shortfall, Side, Solution, Work};
use crate::words::document::CollectInOrder;
use crate::words::finding::Error;
use crate::words::value::{LimitId, LotId, Met, SlotId};

/// A sentence names so many requirements or limits; the data and the tables have them all.
const MOST_NAMED: usize = 8;

/// A group of requirements that cannot all be covered, with the reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Gap {
    /// What competes for what; the numbers can be recounted from the proposals.
    pub shortfall: Shortfall,
    /// In one sentence.
    pub sentence: String,
    /// Lots of a type that would serve, and the rules that exclude them.
    pub turned_away: Vec<TurnedAway>,
}

/// How many lots of a serving type a rule excludes from a requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct TurnedAway {
    /// The requirement.
    pub requirement: SlotId,
    /// The rule.
    pub rule: Rule,
    /// How many lots.
    pub lots: u32,
}

/// The lots of a type that would serve a requirement, and how many of them which rule excludes.
struct OfType {
    lots: u32,
    turned_away: Vec<TurnedAway>,
}

pub(super) fn gaps(sourcing: &Sourcing, solution: &Solution, work: &mut Work<'_>) -> Result<Vec<Gap>, Error> {
    let mut gaps = Vec::new();
    for shortfall in solution.shortfalls()? {
        let asked: Vec<Asked<'_>> =
            shortfall.requirements.iter().filter_map(|slot| sourcing.requirement(slot)).collect();
        let of_type = asked.iter().map(|asked| of_type(sourcing, *asked, work));
        let of_type: Vec<OfType> = of_type.collect::<Result<_, _>>()?;
        let sentence = sentence(sourcing, &shortfall, &able(&shortfall, solution), &asked, &of_type);
        let turned_away = of_type.into_iter().flat_map(|each| each.turned_away).collect();
        gaps.push(Gap { sentence, shortfall, turned_away });
    }
    Ok(gaps)
}

/// Lots of another type say nothing on the gap, nor do those that only say other lots again; of the others, every rule
/// that excludes them counts.
fn of_type(sourcing: &Sourcing, asked: Asked<'_>, work: &mut Work<'_>) -> Result<OfType, Error> {
    let mut lots = 0_u32;
    let mut by_rule: BTreeMap<Rule, u32> = BTreeMap::new();
    for offer in sourcing.offers() {
        if sourcing.view.counted_in(offer.pledge).is_some() {
            continue;
        }
        work.judged()?;
        let eligibility = sourcing.judge(asked, offer);
        let unmet: Vec<Rule> = eligibility.with(Met::Unmet).map(|judgement| judgement.rule).collect();
        let of_serving_type = eligibility
            .judgements
            .iter()
            .any(|judgement| judgement.rule == Rule::UnitType && judgement.met == Met::Met);
        if of_serving_type {
            lots = lots.saturating_add(1);
            for rule in unmet {
                let by_it = by_rule.entry(rule).or_default();
                *by_it = by_it.saturating_add(1);
            }
        }
    }
    let turned_away =
        by_rule.into_iter().map(|(rule, lots)| TurnedAway { requirement: asked.slot(), rule, lots });
    Ok(OfType { lots, turned_away: turned_away.collect() })
}

/// Why nothing fits: no lot is of a type that would serve, or one rule stands against all that are, else several do.
fn nothing_fits(of_type: &[OfType]) -> String {
    let lots = of_type.iter().map(|each| each.lots).fold(0, u32::saturating_add);
    if lots == 0 {
        return "no unit on record is of a type that would serve".to_owned();
    }
    let all = |rule: &Rule| {
        of_type.iter().all(|each| {
            each.turned_away.iter().any(|row| row.rule == *rule && row.lots == each.lots) || each.lots == 0
        })
    };
    let against_all = Rule::ALL.iter().filter(|rule| all(rule)).map(|rule| rule.title());
    let against_all: Vec<&str> = against_all.collect();
    if against_all.is_empty() {
        return "no unit on record fits".to_owned();
    }
    let rules = against_all.join(", ");
    match lots {
        1 => format!("the one lot on record of a type that would serve is turned away by {rules}"),
        lots => format!("all {lots} lots on record of a type that would serve are turned away by {rules}"),
    }
}

/// The lots of a group that have a unit, and no limit that lets none through.
fn able<'s>(shortfall: &'s Shortfall, solution: &Solution) -> Vec<&'s LotId> {
    let problem = solution.problem();
    let shut = problem.limits.iter().filter_map(|limit| match limit {
        Limit::Supply(limit) if limit.at_most.get() == 0 && shortfall.limits.contains(&limit.id) => {
            Some(&limit.members)
        }
        _ => None,
    });
    let empty = problem.lots.iter().filter(|lot| lot.units.get() == 0).map(|lot| &lot.id);
    let unable: BTreeSet<&LotId> = shut.flatten().chain(empty).collect_set();
    shortfall.lots.iter().filter(|lot| !unable.contains(lot)).collect()
}

fn sentence(
    sourcing: &Sourcing,
    shortfall: &Shortfall,
    able: &[&LotId],
    asked: &[Asked<'_>],
    of_type: &[OfType],
) -> String {
    // Two missions may ask for the same in the same words.
    let several = sourcing.missions.len() > 1;
    let titles = asked.iter().map(|asked| {
        let title = asked.title();
        if several { format!("{title} ({})", asked.mission.document().id) } else { title }
    });
    let titles: Vec<String> = titles.collect();
    // All of them: no State is left out for its place in the alphabet.
    let leads = able.iter().filter_map(|lot| sourcing.offer(lot)?.pledge.lead()).collect_set();
    let names: Vec<String> =
        leads.into_iter().map(|state| sourcing.view.catalogue().name_of(state)).collect();
    let capacity = units(shortfall.capacity);
    let reason = match (shortfall.side, shortfall.lots.is_empty(), shortfall.limits.is_empty()) {
        (Side::Demand, ..) => format!("{} room for {capacity}", leaving(&shortfall.limits)),
        (Side::Supply, true, _) => nothing_fits(of_type),
        (Side::Supply, false, false) if able.is_empty() => format!("{} no room", leaving(&shortfall.limits)),
        (Side::Supply, false, no_limit) => {
            let within = if no_limit {
                String::new()
            } else {
                format!(" within {}", limits_in_words(&shortfall.limits))
            };
            let of = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
            format!("what fits{within} is {capacity}{of}")
        }
    };
    format!(
        "{}: {} needed, {} short; {reason}.",
        first(&titles.iter().map(String::as_str).collect::<Vec<_>>(), "; "),
        units(shortfall.needs),
        shortfall.deficit
    )
}

/// The first names, and how many more there are.
fn first(names: &[&str], between: &str) -> String {
    let named = names.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(between);
    match names.len().saturating_sub(MOST_NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

pub(super) fn limits_in_words<'l>(limits: impl IntoIterator<Item = &'l LimitId>) -> String {
    let ids: Vec<&str> = limits.into_iter().map(LimitId::as_str).collect();
    format!("{} {}", if ids.len() == 1 { "the limit" } else { "the limits" }, first(&ids, ", "))
}

/// One limit leaves, several leave.
pub(super) fn leaving(limits: &[LimitId]) -> String {
    let leave = if limits.len() == 1 { "leaves" } else { "leave" };
    format!("{} {leave}", limits_in_words(limits))
}

fn units(number: u32) -> String {
    if number == 1 { "1 unit".to_owned() } else { format!("{number} units") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_limit_leaves_and_several_leave() {
        let limits: Vec<LimitId> = ["police", "total"].iter().filter_map(|id| id.parse().ok()).collect();
        assert_eq!(leaving(limits.get(..1).unwrap_or_default()), "the limit police leaves");
        assert_eq!(leaving(&limits), "the limits police, total leave");
    }
}
