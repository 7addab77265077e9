//! The least that would have to be waived: which rules, for which lots and requirements, to close as many gaps as can be
//! closed by waivers.
//!
//! Pairs that only waivable rules exclude join the problem, each with how many rules would be waived for it, and by how
//! many days where they are about days. The levels for that come after those of units short and before all others: so the
//! best plan closes the most gaps, the most important first, with the fewest rules waived, counted for each unit, then
//! with the fewest days. It is one problem, solved exactly, with its proof.

use std::collections::BTreeSet;

use serde::Serialize;

use super::asked::{Asked, Offer};
use super::gap::limits_in_words;
use super::plan::{Plan, solved_within};
use super::rotation::Tour;
use super::what_if::{
    Change, ShortageChange, Waive, days, pinned, requirement, sentence, shortage, units, units_of,
};
use crate::judge::eligibility::{Eligibility, Judgement, Rule, WAIVABLE};
use crate::plan::matching::{Certificate, Pair, Solution, Waived, Work};
use crate::words::document::{canonical, format_tag};
use crate::words::finding::Error;
use crate::words::value::{Days, LimitId, LotId, Met, PledgeId, SlotId, State};

format_tag!(
    /// The format of an answer to what would have to be waived.
    LeastWaiversFormat = "pledgebook.least-waivers/1"
);

/// A rule that would be waived, with what the lot has and what the requirement needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct RuleWaived {
    /// The rule.
    pub rule: Rule,
    /// What the lot has.
    pub have: String,
    /// What the requirement needs.
    pub need: String,
    /// By how much it falls short, where that can be counted; negative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<i64>,
}

/// Units that would serve if rules were waived for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Waiver {
    /// The requirement, or the tour of it.
    pub requirement: SlotId,
    /// Which tour, where several follow each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tour: Option<Tour>,
    /// The lot.
    pub lot: LotId,
    /// Its pledge.
    pub pledge: PledgeId,
    /// The State that answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// How many units.
    pub units: u32,
    /// The rules that would be waived.
    pub rules: Vec<RuleWaived>,
    /// By how many days in all, where they are about days.
    pub days: u32,
    /// The rules that are Unknown beside them: waiving does not answer them.
    pub unknown: Vec<Rule>,
    /// In one sentence.
    pub sentence: String,
}

/// The least that would have to be waived to close the most gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct LeastWaivers {
    /// The format.
    pub format: LeastWaiversFormat,
    /// The hash of the plan that was asked.
    pub of_plan: String,
    /// All in one sentence.
    pub summary: String,
    /// What would be waived, by requirement and lot.
    pub waivers: Vec<Waiver>,
    /// The requirements that are short, before and after.
    pub shortages: Vec<ShortageChange>,
    /// The same as changes, to ask what would be if.
    pub changes: Vec<Change>,
    /// The proof that no fewer waivers close as much.
    pub certificate: Certificate,
}

impl LeastWaivers {
    /// The canonical text.
    pub fn to_json(&self) -> Result<String, Error> {
        canonical(self)
    }
}

/// What would have to be waived for a lot; none where a rule stands in the way that cannot be.
fn waived(eligibility: &Eligibility) -> Option<Waived> {
    let mut waived = Waived { rules: 0, days: Days::default() };
    for judgement in eligibility.with(Met::Unmet) {
        if !WAIVABLE.contains(&judgement.rule) {
            return None;
        }
        waived.rules = waived.rules.saturating_add(1);
        waived.days = Days::new(waived.days.get().checked_add(days_short(judgement))?).ok()?;
    }
    Some(waived)
}

/// By how many days a rule that is about days falls short.
fn days_short(judgement: &Judgement) -> u32 {
    let about_days = matches!(judgement.rule, Rule::Arrival | Rule::Rest);
    let margin = judgement.margin.filter(|_| about_days).unwrap_or_default();
    u32::try_from(margin.saturating_neg()).unwrap_or_default()
}

pub(super) fn least_waivers(plan: &Plan, work: &mut Work<'_>) -> Result<LeastWaivers, Error> {
    let sourcing = &plan.sourcing;
    let problem = sourcing.problem_of(|asked: Asked<'_>, offer: Offer<'_>| {
        if sourcing.supposed.excludes(asked, &offer.lot.lot.id) {
            return Ok(None);
        }
        work.judged()?;
        let eligibility = sourcing.judge(asked, offer);
        let Some(waived) = waived(&eligibility) else { return Ok(None) };
        let pair = sourcing.pair(asked, offer.id, &eligibility)?;
        Ok(Some(Pair { waived: (waived.rules > 0).then_some(waived), ..pair }))
    })?;
    let holding = pinned(sourcing, &problem, 0)?;
    let solution = solved_within(&holding.problem, Some(&plan.solution), work)?;
    let mut waivers = Vec::new();
    for ((slot, id), number) in units_of(solution.proposals(), &holding.held) {
        let (Some(asked), Some(offer)) = (sourcing.requirement(&slot), sourcing.offer(&id)) else { continue };
        let eligibility = sourcing.judge(asked, offer);
        let rules: Vec<RuleWaived> = eligibility
            .with(Met::Unmet)
            .map(|Judgement { rule, have, need, margin, .. }| RuleWaived {
                rule: *rule,
                have: have.clone(),
                need: need.clone(),
                margin: *margin,
            })
            .collect();
        if rules.is_empty() {
            continue;
        }
        let late = waived(&eligibility).map_or(0, |waived| waived.days.get());
        waivers.push(Waiver {
            tour: asked.tour,
            lot: offer.lot.lot.id.clone(),
            pledge: offer.pledge.pledge.id.clone(),
            state: offer.pledge.lead(),
            units: number,
            sentence: told(plan, &slot, offer, number, &rules),
            days: late,
            unknown: eligibility.with(Met::Unknown).map(|judgement| judgement.rule).collect(),
            rules,
            requirement: slot,
        });
    }
    let after = |slot: &SlotId| super::plan::short_of(&solution, &holding.held, slot);
    let shortages = plan.coverage().iter().map(|row| ShortageChange {
        requirement: row.requirement.clone(),
        title: row.title.clone(),
        class: row.class,
        before: row.short,
        after: after(&row.requirement),
    });
    // What was not short may be: its lot may serve a more important requirement.
    let shortages: Vec<ShortageChange> = shortages.filter(|row| row.before > 0 || row.after > 0).collect();
    let changes = waivers.iter().flat_map(|waiver| {
        let waive = |waived: &RuleWaived| {
            let (requirement, lot) = (Some(waiver.requirement.clone()), Some(waiver.lot.clone()));
            Change::Waive(Waive { rule: waived.rule, requirement, lot })
        };
        waiver.rules.iter().map(waive)
    });
    Ok(LeastWaivers {
        format: LeastWaiversFormat,
        of_plan: plan.hash()?,
        summary: summary(&waivers, &shortages, &binding(&solution)?),
        changes: changes.collect(),
        waivers,
        shortages,
        certificate: solution.certificate()?,
    })
}

fn told(plan: &Plan, slot: &SlotId, offer: Offer<'_>, number: u32, rules: &[RuleWaived]) -> String {
    let rules = rules.iter().map(|RuleWaived { rule, have, need, .. }| {
        format!("{} (on record: {have}; needed: {need})", rule.title())
    });
    let rules: Vec<String> = rules.collect();
    let state = offer.pledge.lead().map(|state| format!(" ({})", plan.view().catalogue().name_of(state)));
    let lot = format!("`{}`{}", offer.lot.lot.id, state.unwrap_or_default());
    let requirement = requirement(plan, slot);
    sentence(&format!("{} of {lot} would serve {requirement} without {}", units(number), rules.join(" and ")))
}

/// The limits that bind where units stay short: no waiver lifts these.
fn binding(solution: &Solution) -> Result<BTreeSet<LimitId>, Error> {
    Ok(solution.shortfalls()?.into_iter().flat_map(|shortfall| shortfall.limits).collect())
}

fn summary(waivers: &[Waiver], shortages: &[ShortageChange], binding: &BTreeSet<LimitId>) -> String {
    let before = shortages.iter().map(|row| row.before).fold(0, u32::saturating_add);
    if before == 0 {
        return "Nothing is short, so nothing would have to be waived.".to_owned();
    }
    if waivers.is_empty() {
        let are = if before == 1 { "is" } else { "are" };
        return format!(
            "{} {are} short, and no waiver closes any of it.{}",
            units(before),
            bound_by(binding)
        );
    }
    let sum = |figure: &dyn Fn(&Waiver) -> u32| waivers.iter().map(figure).fold(0, u32::saturating_add);
    let rules = |waiver: &Waiver| u32::try_from(waiver.rules.len()).unwrap_or(u32::MAX);
    let rules = match sum(&|waiver| rules(waiver).saturating_mul(waiver.units)) {
        1 => "1 rule".to_owned(),
        rules => format!("{rules} rules"),
    };
    let late = Days::new(sum(&|waiver| waiver.days.saturating_mul(waiver.units))).ok();
    let late = late.filter(|late| late.get() > 0).map(|late| format!(", by {} in all", days(late)));
    let of_units = units(sum(&|waiver| waiver.units));
    let (late, short) = (late.unwrap_or_default(), shortage(shortages));
    format!("With {rules} waived for {of_units}{late}: {short}.{}", bound_by(binding))
}

/// A sentence on what binds beside rules.
fn bound_by(limits: &BTreeSet<LimitId>) -> String {
    if limits.is_empty() {
        return String::new();
    }
    format!(" What stays short is held back by {}, which no waiver lifts.", limits_in_words(limits))
}
