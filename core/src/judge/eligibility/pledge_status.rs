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

#[cfg(test)]
mod tests {
    use super::super::testing::says;
    use super::*;
    use crate::judge::readiness::testing::{ACCEPTED, TOLD, Told};
    use crate::words::finding::Error;

    fn status(told: Told<'_>) -> Result<Judgement, Error> {
        let judgement = says(Rule::PledgeStatus, told, "")?;
        assert_eq!(judgement.need, NEED);
        assert_eq!((judgement.met == Met::Unknown, judgement.margin), (judgement.question.is_some(), None));
        Ok(judgement)
    }

    /// Registered units, with more members of the pledge.
    fn registered(pledge: &str) -> Told<'_> {
        Told { pledge, events: &[ACCEPTED], ..TOLD }
    }

    #[test]
    fn registered_units_at_home_are_free() -> Result<(), Error> {
        let judgement = status(registered(r#""conditions": [],"#))?;
        assert_eq!((judgement.met, judgement.have.as_str()), (Met::Met, "2 available"));
        assert_eq!(status(registered(""))?.met, Met::Met, "no condition is on record");
        Ok(())
    }

    #[test]
    fn what_is_no_supply_or_not_on_offer_is_excluded() -> Result<(), Error> {
        let offer = status(Told { kind: "political-offer", ..TOLD })?;
        assert_eq!((offer.met, offer.have.as_str()), (Met::Unmet, "political offer, not units"));
        for (event, have) in [("withdrawn", "2 withdrawn"), ("arrived", "2 deployed")] {
            let event = format!(r#""event": "{event}", "units": "all""#);
            let gone = status(Told { events: &[ACCEPTED, ("2026-03-01", &event)], ..TOLD })?;
            assert_eq!((gone.met, gone.have.as_str()), (Met::Unmet, have));
        }
        Ok(())
    }

    #[test]
    fn an_offer_must_stand_when_the_clock_starts() -> Result<(), Error> {
        let until = |bounds: &str| -> Result<Met, Error> {
            Ok(status(registered(&format!(r#""offered_until": {{{bounds}}},"#)))?.met)
        };
        assert_eq!(until(r#""earliest": "2026-06-30", "latest": "2026-06-30""#)?, Met::Unmet);
        assert_eq!(until(r#""earliest": "2026-07-01", "latest": "2026-07-01""#)?, Met::Met);
        assert_eq!(until(r#""earliest": "2026-06-01", "latest": "2026-07-31""#)?, Met::Unknown);
        assert_eq!(until(r#""earliest": "2026-07-31""#)?, Met::Met);
        assert_eq!(until(r#""earliest": "2026-06-01""#)?, Met::Unknown);
        assert_eq!(until(r#""latest": "2026-12-31""#)?, Met::Unknown, "by the end of the year at the latest");
        assert_eq!(until(r#""latest": "2026-06-30""#)?, Met::Unmet);
        Ok(())
    }

    #[test]
    fn announced_only_is_a_question() -> Result<(), Error> {
        let announced = status(TOLD)?;
        assert_eq!((announced.met, announced.have.as_str()), (Met::Unknown, "2 announced"));
        let seen = r#""event": "observed-absent", "system": "un-pcrs""#;
        let absent = status(Told { events: &[("2026-03-01", seen)], ..TOLD })?;
        assert_eq!(absent.have, "2 announced; not in un-pcrs as observed on 2026-03-01");
        Ok(())
    }

    #[test]
    fn a_condition_is_a_question_that_names_it() -> Result<(), Error> {
        let judgement = status(registered(r#""conditions": ["command of the mission"],"#))?;
        assert_eq!(judgement.met, Met::Unknown);
        assert!(judgement.question.is_some_and(|question| question.contains("command of the mission")));
        Ok(())
    }

    #[test]
    fn an_overdue_renewal_is_a_question() -> Result<(), Error> {
        let on = |on: &'static str| status(Told { on, ..registered("") });
        assert_eq!(on("2027-02-01")?.met, Met::Met);
        assert_eq!(on("2027-02-02")?.met, Met::Unknown);
        Ok(())
    }

    #[test]
    fn a_change_of_status_within_imprecise_bounds_is_a_question_and_nothing_else_is() -> Result<(), Error> {
        let doubtful =
            |what: &str| status(Told { events: &[ACCEPTED, ("2026-06-01/2026-07-31", what)], ..TOLD });
        assert_eq!(doubtful(r#""event": "withdrawn", "units": "all""#)?.met, Met::Unknown);
        let paper =
            r#""event": "evidence-recorded", "units": "all", "evidence": {"id": "x", "kind": "document"}"#;
        assert_eq!(doubtful(paper)?.met, Met::Met, "evidence moves no unit");
        Ok(())
    }
}
