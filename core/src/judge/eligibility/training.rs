//! The training that is asked for was given and validated.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::record::{EvidenceKind, LotState, OnFile, Outcome, Training, TrainingNeeded};
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
            "{name}: which share is trained, and who validated it (needed: {} %, {validator} or stronger)?",
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

/// Whether evidence on file for all units shows the training that is needed on this day.
pub(crate) fn shown(lot: &LotState, needed: &TrainingNeeded, on: Day) -> Met {
    decided(lot, needed, on).0
}

/// What the evidence on file decides, with the evidence that does in words.
fn decided(lot: &LotState, needed: &TrainingNeeded, on: Day) -> (Met, String) {
    let (of_all, of_some) = (of_module(&lot.evidence, needed), of_module(&lot.possible_evidence, needed));
    let failed_since = |files: &[OfModule<'_>], day| {
        let failed = files.iter().rev().find(|(file, _)| not_passed(file) && day <= file.on);
        failed.map(|(file, training)| said(file, training))
    };
    let enough = |(file, training): &OfModule<'_>| enough(file, training, needed, on);
    let good = of_all.iter().filter(|each| enough(each) == Some(true));
    let good = good.filter(|(file, _)| failed_since(&of_all, file.on).is_none());
    let latest = || of_all.iter().max_by_key(|(file, _)| file.on);
    let Some(decides) = good.max_by_key(|(file, _)| file.on).or_else(latest) else {
        let none = if of_some.is_empty() { "no evidence on file" } else { "evidence on some units only" };
        return (Met::Unknown, none.to_owned());
    };
    let (met, have) = (enough(decides).map_or(Met::Unknown, Met::known), said(decides.0, decides.1));
    match failed_since(&of_some, decides.0.on).filter(|_| met == Met::Met) {
        Some(failed) => (Met::Unknown, format!("{have}; of some units: {failed}")),
        None => (met, have),
    }
}

/// Evidence on a module, with what it says.
type OfModule<'a> = (&'a OnFile, &'a Training);

fn of_module<'a>(files: &'a [OnFile], needed: &TrainingNeeded) -> Vec<OfModule<'a>> {
    let training = |file: &'a OnFile| match file.evidence.kind {
        EvidenceKind::Training => file.evidence.training.as_ref().map(|training| (file, training)),
        _ => None,
    };
    files.iter().filter_map(training).filter(|(_, training)| training.module == needed.module).collect()
}

/// Whether evidence is enough; `None` where it does not say, or no longer holds.
fn enough(file: &OnFile, training: &Training, needed: &TrainingNeeded, start: Day) -> Option<bool> {
    if not_passed(file) {
        return Some(false);
    }
    if file.evidence.valid_until.is_some_and(|until| until < start) {
        return None;
    }
    let short = |less: Option<bool>| less == Some(true);
    let (share, validator) = (
        training.share.map(|share| share < needed.share),
        training.validator.map(|validator| validator < needed.validator),
    );
    if short(share) || short(validator) {
        return Some(false);
    }
    share.and(validator).map(|_| true)
}

fn not_passed(file: &OnFile) -> bool {
    file.evidence.outcome == Some(Outcome::NotPassed)
}

fn said(file: &OnFile, training: &Training) -> String {
    let share =
        training.share.map_or_else(|| "share not stated".into(), |share| format!("{share} % trained"));
    let validator =
        training.validator.map_or_else(|| "validator not stated".into(), |by| format!("validated by {by}"));
    let outcome = if not_passed(file) { ", not passed" } else { "" };
    let until = file.evidence.valid_until.map(|day| format!(", valid until {day}")).unwrap_or_default();
    format!("{share}, {validator}{outcome} ({}){until}", file.on)
}
