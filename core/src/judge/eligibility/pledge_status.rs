//! The pledge stands, and its units are free.

use super::{Case, Judgement, Rule, units_on_offer};
use crate::judge::readiness::renewal_due;
use crate::record::Status;
use crate::words::value::Met;

const NEED: &str = "a pledge that stands, with units that are free";

/// **Pledge status.** Units count as free when the system's owner accepted them and no later event took them away,
/// the pledge has no open condition, and its renewal is not overdue.
///
/// * Unmet: a kind of pledge that is no supply (a political offer, money), an offer that ended before the clock
///   starts, or no unit left that is on offer (withdrawn, deployed, reconstituting, suspended, lapsed).
/// * Unknown, and so a question: announced or offered only; a condition on record; an offer whose end is not known to
///   the day; a renewal overdue by the scheme's own rule; an event whose bounds leave open whether it holds yet.
///
/// Source: announced is not registered, and offers go stale (PCRS FAQ: renewal every six months after the first
/// twelve).
pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let (pledge, lot) = (case.pledge, case.lot);
    let rule = Rule::PledgeStatus;
    if !pledge.pledge.kind.is_supply() {
        return Judgement::new(
            rule,
            Met::Unmet,
            format!("{}, not units", pledge.pledge.kind.as_str().replace('-', " ")),
            NEED,
        );
    }
    if let Some(until) = pledge.offered_until
        && until.latest().is_some_and(|latest| latest < case.start)
    {
        return Judgement::new(rule, Met::Unmet, format!("offered until {until}"), NEED);
    }
    if units_on_offer(lot) == 0 {
        return Judgement::new(rule, Met::Unmet, lot.tally.to_string(), NEED);
    }
    let unknown = |have: String, question: String| Judgement::unknown(rule, have, NEED, question);
    if let Some(doubt) = lot.doubts.iter().find(|doubt| doubt.status.is_some()) {
        let from = doubt.earliest.map(|day| format!("from {day} ")).unwrap_or_default();
        let what = format!("{} (on record: some day {from}to {})", doubt.what.replace('-', " "), doubt.from);
        return unknown(format!("{}; {what}", lot.tally), format!("On which day exactly: {what}?"));
    }
    if let Some(until) = pledge.offered_until
        && until.earliest().is_none_or(|earliest| earliest < case.start)
    {
        return unknown(
            format!("{}, offered until {until}", lot.tally),
            format!("Does the offer, made until {until}, stand on {}?", case.start),
        );
    }
    let conditions = pledge.pledge.conditions.as_deref().unwrap_or_default();
    if !conditions.is_empty() {
        let named = conditions.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        return unknown(
            format!("{}, on the condition: {named}", lot.tally),
            format!("Is the condition still upheld, and could this mission fulfil it: {named}?"),
        );
    }
    if lot.tally.counted(Status::Available) == 0 && lot.tally.uncounted() != Some(Status::Available) {
        let absent = pledge.observed_absent.iter().next_back();
        let seen =
            absent.map(|(system, day)| format!("; not in {system} as observed on {day}")).unwrap_or_default();
        return unknown(
            format!("{}{seen}", lot.tally),
            "Does the pledge stand, and will it be registered and offered for this mission?".into(),
        );
    }
    for scheme in case.schemes {
        if let Some(renewal) = renewal_due(lot, scheme, case.view.valid()).filter(|renewal| renewal.overdue) {
            return unknown(
                format!("{}; renewal due by {}, none on record", lot.tally, renewal.due),
                format!("Does the pledge, on record since {}, still stand?", renewal.since),
            );
        }
    }
    Judgement::new(rule, Met::Met, lot.tally.to_string(), NEED)
}
