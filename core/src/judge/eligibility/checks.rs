//! What screening and vetting have in common: steps, each cleared by the latest evidence or not. Newer evidence on some
//! units, of which it is Unknown whether these are among them, unsettles older evidence on all.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::record::{Check, CheckStep, EvidenceKind, LotState, OnFile};
use crate::words::value::{Day, Met};

/// What the evidence of a kind says on each step asked for.
pub(super) fn checked(
    case: &Case<'_>,
    rule: Rule,
    kind: EvidenceKind,
    steps: &[CheckStep],
) -> Option<Judgement> {
    let mut gate = Gate::new(rule);
    for step in steps {
        let name = step.as_str().replace('-', " ");
        gate.need(format!("{name} cleared"));
        let (met, on_file) = stands(case.lot, kind, *step, case.start);
        let have = format!("{name}: {on_file}");
        match met {
            Met::Unknown => {
                let question = format!("Is the {name} ({}) cleared, and who certified it?", rule.title());
                gate.unknown(have, question);
            }
            known => gate.have(known == Met::Met, have),
        }
    }
    gate.judgement()
}

/// Whether a step is cleared for all units of a lot on this day, with what is on file in words.
pub(crate) fn stands(lot: &LotState, kind: EvidenceKind, step: CheckStep, on: Day) -> (Met, String) {
    let Some((file, check)) = latest(&lot.evidence, kind, step) else {
        return (Met::Unknown, "nothing on file for all units".to_owned());
    };
    if file.evidence.valid_until.is_some_and(|until| until < on) {
        return (Met::Unknown, format!("of {}, no longer valid", file.on));
    }
    match check.cleared {
        Some(true) if unsettled(lot, kind, step, file) => {
            (Met::Unknown, format!("cleared ({}), of some units not since", file.on))
        }
        Some(cleared) => {
            let by = file.evidence.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            let word = if cleared { "cleared" } else { "not cleared" };
            (Met::known(cleared), format!("{word}{by} ({})", file.on))
        }
        None => (Met::Unknown, format!("under way since {}", file.on)),
    }
}

/// Whether newer evidence on some units says of the step that they are not cleared, or not yet.
fn unsettled(lot: &LotState, kind: EvidenceKind, step: CheckStep, cleared: &OnFile) -> bool {
    let newer = latest(&lot.possible_evidence, kind, step);
    newer.is_some_and(|(file, check)| cleared.on <= file.on && check.cleared != Some(true))
}

fn latest(files: &[OnFile], kind: EvidenceKind, step: CheckStep) -> Option<(&OnFile, &Check)> {
    let checks = files.iter().filter(|file| file.evidence.kind == kind);
    let checks = checks.filter_map(|file| file.evidence.check.as_ref().map(|check| (file, check)));
    checks.filter(|(_, check)| check.step == step).max_by_key(|(file, _)| file.on)
}

#[cfg(test)]
mod tests {
    use super::super::testing::says;
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::Error;

    const STEP: &str = "state-certification";

    /// A check of these units on this day of 2026 (as `03-01`); `cleared` may be empty: under way.
    fn check(kind: &str, day: &str, units: &str, cleared: &str) -> (String, String) {
        let (cleared, more) = cleared.split_once('|').unwrap_or((cleared, ""));
        let cleared = if cleared.is_empty() { String::new() } else { format!(r#", "cleared": {cleared}"#) };
        let evidence = format!(
            r#""event": "evidence-recorded", "lots": ["l"], "units": {units}, "evidence": {{"id": "c-{day}",
                "kind": "{kind}", "by": "the State", "check": {{"step": "{STEP}"{cleared}}}{more}}}"#
        );
        (format!("2026-{day}"), evidence)
    }

    fn screening(events: &[(String, String)]) -> Result<(Met, String), Error> {
        let events: Vec<_> = events.iter().map(|(day, what)| (day.as_str(), what.as_str())).collect();
        let need = format!(r#", "screening": ["{STEP}"]"#);
        let judgement = says(Rule::Screening, Told { events: &events, ..TOLD }, &need)?;
        assert_eq!(judgement.need, "state certification cleared");
        Ok((judgement.met, judgement.have))
    }

    fn screened(day: &str, units: &str, cleared: &str) -> (String, String) {
        check("human-rights-screening", day, units, cleared)
    }

    const ALL: &str = "\"all\"";

    #[test]
    fn the_latest_evidence_on_all_units_decides() -> Result<(), Error> {
        let cleared = screening(&[screened("03-01", ALL, "true")])?;
        assert_eq!(cleared, (Met::Met, "state certification: cleared by the State (2026-03-01)".to_owned()));
        let not = screening(&[screened("03-01", ALL, "true"), screened("04-01", ALL, "false")])?;
        assert_eq!(
            not,
            (Met::Unmet, "state certification: not cleared by the State (2026-04-01)".to_owned())
        );
        let again = [screened("03-01", ALL, "false"), screened("04-01", ALL, "true")];
        assert_eq!(screening(&again)?.0, Met::Met);
        Ok(())
    }

    #[test]
    fn nothing_on_file_and_under_way_are_questions() -> Result<(), Error> {
        let none = (Met::Unknown, "state certification: nothing on file for all units".to_owned());
        assert_eq!(screening(&[])?, none);
        assert_eq!(screening(&[screened("03-01", "1", "true")])?, none, "of one of two units");
        let under_way = screening(&[screened("03-01", ALL, "")])?;
        assert_eq!(under_way, (Met::Unknown, "state certification: under way since 2026-03-01".to_owned()));
        Ok(())
    }

    #[test]
    fn a_certificate_holds_on_the_day_the_clock_starts() -> Result<(), Error> {
        let until = |day: &str| -> Result<Met, Error> {
            let cleared = format!(r#"true|, "valid_until": "{day}""#);
            Ok(screening(&[screened("03-01", ALL, &cleared)])?.0)
        };
        assert_eq!(until("2026-07-01")?, Met::Met);
        assert_eq!(until("2026-06-30")?, Met::Unknown);
        Ok(())
    }

    #[test]
    fn newer_evidence_on_some_units_unsettles_what_was_cleared() -> Result<(), Error> {
        let cleared = screened("03-01", ALL, "true");
        for newer in ["false", ""] {
            let some = screened("04-01", "1", newer);
            assert_eq!(screening(&[cleared.clone(), some])?.0, Met::Unknown, "{newer}");
        }
        let have = screening(&[cleared.clone(), screened("04-01", "1", "false")])?.1;
        assert_eq!(have, "state certification: cleared (2026-03-01), of some units not since");
        assert_eq!(screening(&[cleared.clone(), screened("04-01", "1", "true")])?.0, Met::Met);
        assert_eq!(screening(&[screened("02-01", "1", "false"), cleared])?.0, Met::Met, "cleared since");
        Ok(())
    }

    #[test]
    fn screening_and_vetting_are_two_things() -> Result<(), Error> {
        let vetted = check("misconduct-vetting", "03-01", ALL, "true");
        assert_eq!(screening(std::slice::from_ref(&vetted))?.0, Met::Unknown);
        let events = [(vetted.0.as_str(), vetted.1.as_str())];
        let need = format!(r#", "vetting": ["{STEP}", "misconduct-tracking"]"#);
        let vetting = says(Rule::Vetting, Told { events: &events, ..TOLD }, &need)?;
        assert_eq!(vetting.met, Met::Unknown);
        let question = "Is the misconduct tracking (misconduct vetting) cleared, and who certified it?";
        assert_eq!(vetting.question.as_deref(), Some(question), "each step on its own");
        Ok(())
    }
}
