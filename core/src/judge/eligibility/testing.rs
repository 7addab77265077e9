//! For the tests of the rules: a case told in few words, and what one rule says on it.

use super::{Judgement, Rule, judge};
use crate::judge::readiness::testing::{TOLD, Told, lot};
use crate::judge::timeline::ArrivalAssumption;
use crate::record::{Mission, Scheme};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::Met;

/// What a mission asks for beside one engineering company by day 60, for a hundred days.
#[derive(Clone, Copy, Default)]
pub(super) struct Asks<'a> {
    /// More members of that requirement `r`, each with a comma before it; they may replace the days and the number of units.
    pub(super) requirement: &'a str,
    /// More requirements, each with a comma before it.
    pub(super) others: &'a str,
    /// More members of the mission, each with a comma before it.
    pub(super) mission: &'a str,
}

fn mission(asks: Asks<'_>, clock: &str) -> Result<Mission, Error> {
    let Asks { requirement, others, mission } = asks;
    let member = |key: &str, value: u32| match requirement.contains(&format!("\"{key}\"")) {
        true => String::new(),
        false => format!(", \"{key}\": {value}"),
    };
    let units = member("units", 1);
    let days = format!("{}{}", member("needed_by", 60), member("hold_for", 100));
    Mission::read(&format!(
        r#"{{"format": "pledgebook.mission/1", "id": "m", "title": "M", "led_by": "UN", "clock": "{clock}",
            "host": {{"name": "An invented host", "state": "XAZ", "fictional": true}}, "sources": [],
            "requirements": [{{"id": "r", "title": "R"{units}, "class": 1, "basis": "B",
                "component": "military", "unit_type": "engineering-company"{days}{requirement}}}{others}]
            {mission}}}"#
    ))
}

/// What a rule says, for a mission whose clock starts with a request on 1 July 2026.
pub(super) fn says(rule: Rule, told: Told<'_>, requirement: &str) -> Result<Judgement, Error> {
    says_from("request", rule, told, requirement, &[])
}

pub(super) fn says_from(
    clock: &str,
    rule: Rule,
    told: Told<'_>,
    requirement: &str,
    assumptions: &[ArrivalAssumption],
) -> Result<Judgement, Error> {
    let asks = Asks { requirement, ..Asks::default() };
    said(clock, rule, told, asks, assumptions)?.ok_or_else(missing)
}

/// What a rule says on a lot with these members, each with a comma before it: how it comes out, what the lot has, and
/// the margin.
pub(super) fn of_lot(rule: Rule, lot: &str, requirement: &str) -> Result<(Met, String, Option<i64>), Error> {
    let judgement = says(rule, Told { lot, ..TOLD }, requirement)?;
    Ok((judgement.met, judgement.have, judgement.margin))
}

/// What a rule says, if it has anything to ask.
pub(super) fn asked(rule: Rule, told: Told<'_>, asks: Asks<'_>) -> Result<Option<Judgement>, Error> {
    said("request", rule, told, asks, &[])
}

fn said(
    clock: &str,
    rule: Rule,
    told: Told<'_>,
    asks: Asks<'_>,
    assumptions: &[ArrivalAssumption],
) -> Result<Option<Judgement>, Error> {
    let (view, mission) = (told.view()?, mission(asks, clock)?);
    let requirement = mission.document().requirements.iter().find(|each| each.id.as_str() == "r");
    let question = (&mission, requirement.ok_or_else(missing)?, "2026-07-01".parse()?);
    let eligibility = judge(&view, lot(&view)?, question, &[Scheme::un_pcrs()?], assumptions);
    let rules: Vec<_> = eligibility.judgements.iter().map(|judgement| judgement.rule).collect();
    assert!(rules.is_sorted(), "{rules:?}");
    for judgement in &eligibility.judgements {
        assert!(!judgement.have.is_empty() && !judgement.need.is_empty(), "{judgement:?}");
        let (unknown, question) = (judgement.met == Met::Unknown, judgement.question.as_ref());
        assert_eq!(question.is_some_and(|question| question.ends_with('?')), unknown, "{judgement:?}");
        assert_eq!(judgement.asks.is_some(), unknown, "{judgement:?}");
    }
    Ok(eligibility.judgements.into_iter().find(|judgement| judgement.rule == rule))
}

fn missing() -> Error {
    Error::one(Finding::new(Code::NotFound, "", "No judgement."))
}
