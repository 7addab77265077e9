//! For the tests of the rules: a case told in few words, and what one rule says on it.

use super::{Judgement, Rule, judge};
use crate::judge::readiness::testing::{Told, lot};
use crate::judge::timeline::ArrivalAssumption;
use crate::record::{Mission, Scheme};
use crate::words::finding::{Code, Error, Finding};

/// A requirement for one engineering company by day 60, for a hundred days; `more` adds members, and may replace the days.
fn mission(more: &str, clock: &str) -> Result<Mission, Error> {
    let member = |key: &str, value: u32| match more.contains(&format!("\"{key}\"")) {
        true => String::new(),
        false => format!(", \"{key}\": {value}"),
    };
    let days = format!("{}{}", member("needed_by", 60), member("hold_for", 100));
    Mission::read(&format!(
        r#"{{"format": "pledgebook.mission/1", "id": "m", "title": "M", "led_by": "UN", "clock": "{clock}",
            "host": {{"name": "An invented host", "state": "XAZ", "fictional": true}}, "sources": [],
            "requirements": [{{"id": "r", "title": "R", "units": 1, "class": 1, "basis": "B",
                "component": "military", "unit_type": "engineering-company"{days}{more}}}]}}"#
    ))
}

/// What a rule says, for a mission whose clock starts with a request on 1 July 2026.
pub(super) fn says(rule: Rule, told: Told<'_>, more: &str) -> Result<Judgement, Error> {
    says_from("request", rule, told, more, &[])
}

pub(super) fn says_from(
    clock: &str,
    rule: Rule,
    told: Told<'_>,
    more: &str,
    assumptions: &[ArrivalAssumption],
) -> Result<Judgement, Error> {
    let missing = || Error::one(Finding::new(Code::NotFound, "", "No judgement."));
    let (view, mission) = (told.view()?, mission(more, clock)?);
    let requirement = mission.document().requirements.first().ok_or_else(missing)?;
    let asked = (&mission, requirement, "2026-07-01".parse()?);
    let eligibility = judge(&view, lot(&view)?, asked, &[Scheme::un_pcrs()?], assumptions);
    let rules: Vec<_> = eligibility.judgements.iter().map(|judgement| judgement.rule).collect();
    assert!(rules.is_sorted(), "{rules:?}");
    let judgement = eligibility.judgements.into_iter().find(|judgement| judgement.rule == rule);
    let judgement = judgement.ok_or_else(missing)?;
    assert!(!judgement.have.is_empty() && !judgement.need.is_empty(), "{judgement:?}");
    Ok(judgement)
}
