//! The training that is asked for was given and validated.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::judge::readiness::{Why, trained};
use crate::record::{LotState, OnFile, Outcome, TrainingAsked, TrainingNeeded};
use crate::words::catalogue::Vocabulary;
use crate::words::value::{Day, Met};

/// **Training.** For each module, evidence on file for all units must show that at least the share asked for was
/// trained, validated at least as asked for (self, then peer, then external), valid when the clock starts, and not
/// called into question by a later validation that was not passed; a later and weaker one takes nothing back. Else the
/// latest evidence decides: what says less is Unmet; what gives no share or validator, or is no longer valid, is
/// Unknown. So is no evidence, evidence on some units only, and a later failure of some units.
///
/// Source: the roundtable of 7 September 2016 asked for training validated from outside in humanitarian law, prevention
/// of sexual exploitation and abuse, and community engagement.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Training);
    for needed in case.requirement.training.iter().flatten() {
        let name = case.view.catalogue().name_of_term(Vocabulary::TrainingModule, needed.module.as_str());
        let validator = needed.validator;
        gate.need(format!("{name}: {} % trained, validated by {validator} or stronger", needed.share));
        let question = format!(
            "Which share is trained in {name}, and who validated it (needed: {} %, {validator} or stronger)?",
            needed.share
        );
        let (met, have) = decided(case.lot, needed, case.start);
        let have = format!("{name}: {have}");
        match met {
            Met::Unknown => gate.unknown(have, question),
            known => gate.have(known == Met::Met, have),
        }
    }
    gate.judgement()
}

/// What the evidence on file decides, with the evidence that does in words.
pub(crate) fn decided(lot: &LotState, needed: &TrainingNeeded, on: Day) -> (Met, String) {
    let TrainingNeeded { module, share, validator } = needed;
    let (share, validator) = (Some(*share), Some(*validator));
    let asked = TrainingAsked { training: module.clone(), share, validator, within_days: None };
    let (met, decides, why) = trained(lot, &asked, on);
    let have = match (decides, why) {
        (None, Why::OfSomeUnits) => "evidence on some units only".to_owned(),
        (None, _) => "no evidence on file".to_owned(),
        (Some(file), Why::SomeUnitsOtherwise(other)) => {
            format!("{}; of some units: {}", said(file), said(other))
        }
        (Some(file), _) => said(file),
    };
    (met, have)
}

fn said(file: &OnFile) -> String {
    let training = file.evidence.training.as_ref();
    let share = training.and_then(|training| training.share);
    let share = share.map_or_else(|| "share not stated".into(), |share| format!("{share} % trained"));
    let validator = training.and_then(|training| training.validator);
    let validator =
        validator.map_or_else(|| "validator not stated".into(), |by| format!("validated by {by}"));
    let failed = file.evidence.outcome == Some(Outcome::NotPassed);
    let outcome = if failed { ", not passed" } else { "" };
    let until = file.evidence.valid_until.map(|day| format!(", valid until {day}")).unwrap_or_default();
    format!("{share}, {validator}{outcome} ({}){until}", file.on)
}

#[cfg(test)]
mod tests {
    use super::super::testing::says;
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::Error;

    const NEED: &str = r#", "training": [{"module": "humanitarian-law", "share": 80, "validator": "peer"}]"#;

    /// Training on humanitarian law of these units, on this day of 2026 (as `03-01`), with these members more.
    fn trained(day: &str, units: &str, share: &str, more: &str) -> (String, String) {
        let evidence = format!(
            r#""event": "evidence-recorded", "lots": ["l"], "units": {units}, "evidence": {{"id": "t-{day}",
                "kind": "training", "training": {{"module": "humanitarian-law"{share}}}{more}}}"#
        );
        (format!("2026-{day}"), evidence)
    }

    const ENOUGH: &str = r#", "share": 80, "validator": "peer""#;
    const FAILED: &str = r#", "outcome": "not-passed""#;

    fn training(events: &[(String, String)]) -> Result<(Met, String), Error> {
        let events: Vec<_> = events.iter().map(|(day, what)| (day.as_str(), what.as_str())).collect();
        let judgement = says(Rule::Training, Told { events: &events, ..TOLD }, NEED)?;
        let have = judgement.have.strip_prefix("international humanitarian law: ").unwrap_or_default();
        Ok((judgement.met, have.to_owned()))
    }

    fn all(share: &str, more: &str) -> Result<Met, Error> {
        Ok(training(&[trained("03-01", "\"all\"", share, more)])?.0)
    }

    #[test]
    fn share_and_validator_reach_what_is_asked_for() -> Result<(), Error> {
        let shown = training(&[trained("03-01", "\"all\"", ENOUGH, "")])?;
        assert_eq!(shown, (Met::Met, "80 % trained, validated by peer (2026-03-01)".to_owned()));
        assert_eq!(all(r#", "share": 100, "validator": "external""#, "")?, Met::Met);
        assert_eq!(all(r#", "share": 79, "validator": "external""#, "")?, Met::Unmet);
        assert_eq!(all(r#", "share": 100, "validator": "self""#, "")?, Met::Unmet);
        assert_eq!(all(r#", "share": 79"#, "")?, Met::Unmet, "whoever validated it");
        assert_eq!(all(r#", "share": 80"#, "")?, Met::Unknown, "nobody said who validated it");
        assert_eq!(all(r#", "validator": "peer""#, "")?, Met::Unknown, "nobody said how many");
        assert_eq!(all(ENOUGH, FAILED)?, Met::Unmet);
        Ok(())
    }

    #[test]
    fn it_is_valid_on_the_day_the_clock_starts() -> Result<(), Error> {
        assert_eq!(all(ENOUGH, r#", "valid_until": "2026-07-01""#)?, Met::Met);
        assert_eq!(all(ENOUGH, r#", "valid_until": "2026-06-30""#)?, Met::Unknown);
        Ok(())
    }

    #[test]
    fn nothing_on_file_and_evidence_on_some_units_are_questions() -> Result<(), Error> {
        assert_eq!(training(&[])?, (Met::Unknown, "no evidence on file".to_owned()));
        let some = training(&[trained("03-01", "1", ENOUGH, "")])?;
        assert_eq!(some, (Met::Unknown, "evidence on some units only".to_owned()));
        let other = r#""event": "evidence-recorded", "units": "all", "evidence": {"id": "o", "kind": "training",
            "training": {"module": "environment", "share": 100, "validator": "external"}}"#;
        assert_eq!(training(&[("2026-03-01".to_owned(), other.to_owned())])?.0, Met::Unknown);
        Ok(())
    }

    #[test]
    fn a_later_failure_calls_it_into_question_and_a_weaker_validation_does_not() -> Result<(), Error> {
        let first = trained("03-01", "\"all\"", ENOUGH, "");
        let then = |share: &str, more: &str| trained("04-01", "\"all\"", share, more);
        let own = then(r#", "share": 60, "validator": "self""#, "");
        assert_eq!(training(&[first.clone(), own.clone()])?.0, Met::Met);
        assert_eq!(training(&[own, trained("05-01", "\"all\"", ENOUGH, "")])?.0, Met::Met);
        let failed = then(ENOUGH, FAILED);
        let (met, have) = training(&[first.clone(), failed.clone()])?;
        assert_eq!(
            (met, have.as_str()),
            (Met::Unmet, "80 % trained, validated by peer, not passed (2026-04-01)")
        );
        assert_eq!(training(&[first, failed, trained("05-01", "\"all\"", ENOUGH, "")])?.0, Met::Met);
        Ok(())
    }

    #[test]
    fn a_later_failure_of_some_units_is_a_question() -> Result<(), Error> {
        let first = trained("03-01", "\"all\"", ENOUGH, "");
        let (met, have) = training(&[first.clone(), trained("04-01", "1", ENOUGH, FAILED)])?;
        assert_eq!(met, Met::Unknown);
        assert!(
            have.ends_with("of some units: 80 % trained, validated by peer, not passed (2026-04-01)"),
            "{have}"
        );
        assert_eq!(training(&[trained("02-01", "1", ENOUGH, FAILED), first])?.0, Met::Met, "trained since");
        Ok(())
    }
}
