//! Why a lot does not serve a requirement: one of a few kinds of answer, on demand.

use serde::Serialize;

use super::asked::{Asked, Offer, Sourcing};
use super::check::{no_requirement, not_found};
use super::gap::leaving;
use super::plan::solved;
use super::what_if::{HeldUnits, units_of};
use crate::judge::eligibility::{Judgement, Rule};
use crate::plan::matching::{Forced, Move, Solution};
use crate::words::document::{format_tag, put_in_order_by};
use crate::words::finding::Error;
use crate::words::value::{LimitId, LotId, Met, SlotId, nearest, words};

format_tag!(
    /// The format of an answer to why a lot does not serve a requirement.
    WhyNotFormat = "pledgebook.why-not/1"
);

words! {
    /// The kind of reason.
    pub enum Reason {
        /// It is proposed.
        Proposed = "proposed",
        /// A rule other than arrival excludes it.
        Ineligible = "ineligible",
        /// Only arrival excludes it.
        Late = "late",
        /// Were its questions answered well, it would be proposed.
        Unknown = "unknown",
        /// It fits, and limits that were asked for allow no unit of it here.
        Limit = "limit",
        /// It fits, and it is supposed not to serve here.
        Excluded = "excluded",
        /// It fits, and another match is preferred.
        AnotherPreferred = "another-match-preferred",
    }
}

/// Why a lot does not serve a requirement in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct WhyNot {
    /// The format.
    pub format: WhyNotFormat,
    /// The requirement.
    pub requirement: SlotId,
    /// The lot.
    pub lot: LotId,
    /// The kind of reason.
    pub reason: Reason,
    /// In one sentence, which does not name selection guidance.
    pub sentence: String,
    /// What every rule says, selection guidance among them: for the Secretariat.
    pub judgements: Vec<Judgement>,
    /// For a lot that is late: by how many days it would have to be earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_too_late: Option<u32>,
    /// For a lot that fits: by how much the best plan with one unit of it here is worse, on each level where it
    /// differs; absent where a limit allows none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Vec<Difference>>,
    /// For a lot that fits: what would move in that plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moves: Option<Vec<Move>>,
    /// The limits that allow no unit of it here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forbidden_by: Option<Vec<LimitId>>,
}

/// How two plans differ on a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Difference {
    /// The level, such as `days-late`.
    pub level: String,
    /// By how much the other plan is worse; negative where it is better.
    pub by: i64,
}

pub(super) fn why_not(
    sourcing: &Sourcing,
    solution: &Solution,
    held: &[HeldUnits],
    requirement: &SlotId,
    lot: &LotId,
) -> Result<WhyNot, Error> {
    let Some(asked) = sourcing.requirement(requirement) else { return not_in_match(sourcing, requirement) };
    let offer = the_window(sourcing, asked, (solution, held), lot).ok_or_else(|| {
        let near = nearest(lot.as_str(), sourcing.view.lots().map(|(_, lot)| lot.lot.id.as_str()));
        Error::one(not_found("/lot", format!("The view has no lot `{lot}`."), near))
    })?;
    let (eligibility, lot) = (sourcing.judge(asked, offer), offer.id);
    let unmet: Vec<&Judgement> = eligibility.with(Met::Unmet).collect();
    let arrival = |judgement: &&Judgement| judgement.rule == Rule::Arrival;
    let answer = |reason, sentence| WhyNot {
        format: WhyNotFormat,
        requirement: requirement.clone(),
        lot: lot.clone(),
        reason,
        sentence,
        judgements: eligibility.judgements.clone(),
        days_too_late: None,
        difference: None,
        moves: None,
        forbidden_by: None,
    };
    if !unmet.is_empty() {
        let late = unmet.iter().find(|j| arrival(j)).and_then(|judgement| judgement.margin);
        let days_too_late = late.and_then(|margin| u32::try_from(margin.saturating_neg()).ok());
        let only_late = unmet.iter().all(arrival);
        let (reason, word) =
            if only_late { (Reason::Late, "Late") } else { (Reason::Ineligible, "Not eligible") };
        let by = unmet.iter().map(|judgement| excluded_by(judgement));
        let sentence = format!("{word} {}.", by.collect::<Vec<_>>().join(" and "));
        return Ok(WhyNot { days_too_late, ..answer(reason, sentence) });
    }
    let proposed = units_here(solution, held, requirement, lot);
    if proposed > 0 {
        return Ok(answer(Reason::Proposed, format!("It is proposed, with {proposed} of its units.")));
    }
    if sourcing.supposed.excludes(asked, &offer.lot.lot.id) {
        return Ok(answer(Reason::Excluded, "It could serve; it is supposed not to serve here.".into()));
    }
    let questions: Vec<&str> =
        eligibility.with(Met::Unknown).map(|judgement| named(judgement.rule)).collect();
    let open = !questions.is_empty() && would_be_proposed(solution, held, requirement, lot)?;
    Ok(match solution.forced(requirement, lot)? {
        Forced::Impossible { limits, lot_empty: true, .. } if limits.is_empty() => {
            answer(Reason::AnotherPreferred, "It could serve; all its units are held elsewhere.".into())
        }
        Forced::Impossible { limits, .. } if limits.is_empty() => {
            answer(Reason::AnotherPreferred, "It could serve; no unit is asked for here.".into())
        }
        Forced::Impossible { limits, .. } => WhyNot {
            forbidden_by: Some(limits.clone()),
            ..answer(Reason::Limit, format!("It could serve; {} no room for it.", leaving(&limits)))
        },
        Forced::Possible { difference, moves } => {
            let levels = solution.problem().levels().into_iter().zip(difference.figures());
            let differs = levels.filter(|(_, by)| **by != 0).map(|(level, by)| Difference { level, by: *by });
            let differs: Vec<Difference> = differs.collect();
            let worse = in_words(differs.first());
            let why = match open {
                true => answer(
                    Reason::Unknown,
                    format!(
                        "It would be proposed if its open questions were answered well ({}); as it stands, {worse}.",
                        questions.join(", ")
                    ),
                ),
                false => answer(
                    Reason::AnotherPreferred,
                    format!("It could serve; another match is preferred, since with this one {worse}."),
                ),
            };
            WhyNot { difference: Some(differs), moves: Some(moves), ..why }
        }
    })
}

/// Why lots do not serve a requirement: first those of a type that serves, then those whose type is Unknown; among them
/// those that the fewest rules exclude, then those of which the fewest are Unknown; among equals by id. Only so many are explained, since each is solved for; the rest is counted.
pub(super) fn why_others_not(
    sourcing: &Sourcing,
    solution: &Solution,
    held: &[HeldUnits],
    requirement: &SlotId,
    most: usize,
) -> Result<(Vec<WhyNot>, u32), Error> {
    let asked = sourcing.requirement(requirement);
    let serves = units_of(solution.proposals(), held);
    let mut others: Vec<(Met, usize, usize, &LotId)> = Vec::new();
    if let Some(asked) = asked {
        for offer in sourcing.offers() {
            if sourcing.view.counted_in(offer.pledge).is_some()
                || serves.contains_key(&(requirement.clone(), offer.id.clone()))
            {
                continue;
            }
            let eligibility = sourcing.judge(asked, offer);
            let of_type = eligibility.judgements.iter().find(|judgement| judgement.rule == Rule::UnitType);
            let of_type = of_type.map_or(Met::Met, |judgement| judgement.met);
            let count = |met| eligibility.with(met).count();
            others.push((of_type, count(Met::Unmet), count(Met::Unknown), offer.id));
        }
    } else {
        not_in_match::<()>(sourcing, requirement)?;
    }
    let rank = |met: &Met| match met {
        Met::Met => 0_u8,
        Met::Unknown => 1,
        Met::Unmet => 2,
    };
    put_in_order_by(&mut others, |(a, unmet, unknown, lot), (b, other_unmet, other_unknown, other)| {
        (rank(a), unmet, unknown, lot).cmp(&(rank(b), other_unmet, other_unknown, other))
    });
    let told = others.iter().take(most);
    let told = told.map(|(.., lot)| why_not(sourcing, solution, held, requirement, lot));
    let told = told.collect::<Result<Vec<_>, _>>()?;
    let left_out = others.len().saturating_sub(told.len());
    Ok((told, u32::try_from(left_out).unwrap_or(u32::MAX)))
}

fn not_in_match<T>(sourcing: &Sourcing, requirement: &SlotId) -> Result<T, Error> {
    Err(Error::one(no_requirement(sourcing, "/requirement", requirement)))
}

/// The name of a rule in a sentence that a contributor may come to read: selection guidance is confidential.
pub(super) fn named(rule: Rule) -> &'static str {
    if rule == Rule::SelectionGuidance { "considerations not shown here" } else { rule.title() }
}

/// The lot that is asked about; of one with several windows, the window that serves here, else the first that could.
fn the_window<'s>(
    sourcing: &'s Sourcing,
    asked: Asked<'_>,
    (solution, held): (&Solution, &[HeldUnits]),
    lot: &LotId,
) -> Option<Offer<'s>> {
    let windows = || sourcing.offers().filter(|offer| offer.lot.lot.id == *lot);
    let serves = |offer: &Offer<'_>| units_here(solution, held, &asked.slot(), offer.id) > 0;
    let could = |offer: &Offer<'_>| sourcing.judge(asked, *offer).met() != Met::Unmet;
    match windows().count() {
        2.. => windows().find(serves).or_else(|| windows().find(could)).or_else(|| windows().next()),
        1 => windows().next(),
        _ => sourcing.offers().find(|offer| offer.id == lot),
    }
}

fn excluded_by(Judgement { rule, have, need, .. }: &Judgement) -> String {
    let name = named(*rule);
    match rule {
        Rule::SelectionGuidance => format!("by {name}"),
        _ => format!("by {name} (on record: {have}; needed: {need})"),
    }
}

/// On the first level where they differ, how the best plan with this match is worse.
fn in_words(difference: Option<&Difference>) -> String {
    let Some(Difference { level, by }) = difference.filter(|difference| difference.level != "tie") else {
        return "the plan would be as good, and only the neutral tie decides".to_owned();
    };
    let many = if *by == 1 { "" } else { "s" };
    match level.rsplit_once('-') {
        Some(("short", class)) => format!("{by} more unit{many} of class {class} would be short"),
        Some(("conditional", class)) => format!("{by} more unit{many} of class {class} would be conditional"),
        Some(("unknown", _)) => format!("{by} more rule{many} would be Unknown"),
        Some(("days", _)) => format!("units would arrive {by} more day{many} after the needed-by day"),
        Some(("substitute", _)) => {
            format!("unit types would be {by} step{many} further from those asked for")
        }
        _ => "the preferences given would be followed less".to_owned(),
    }
}

fn units_here(solution: &Solution, held: &[HeldUnits], requirement: &SlotId, lot: &LotId) -> u32 {
    let here = units_of(solution.proposals(), held);
    here.get(&(requirement.clone(), lot.clone())).copied().unwrap_or_default()
}

/// Whether the lot would be proposed here if none of its rules were Unknown: solved again, not guessed.
fn would_be_proposed(
    solution: &Solution,
    held: &[HeldUnits],
    requirement: &SlotId,
    lot: &LotId,
) -> Result<bool, Error> {
    let mut answered = solution.problem().clone();
    for pair in answered.pairs.iter_mut().filter(|pair| pair.lot == *lot && pair.requirement == *requirement)
    {
        pair.unknown = 0;
    }
    Ok(units_here(&solved(&answered, Some(solution))?, held, requirement, lot) > 0)
}
