//! The training that is asked for was given and validated.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::record::{EvidenceKind, LotState, OnFile, Outcome, Training, TrainingNeeded};
use crate::words::catalogue::Vocabulary;
use crate::words::value::{Day, Met};

/// **Training.** For each module, evidence on file for all units must show that at least the share asked for was
/// trained, validated at least as asked for (self, then peer, then external), valid when the clock starts, and not
/// called into question by a later validation that was not passed. Evidence that says less is Unmet; none, or evidence
/// on some units only, or without a share or a validator, is Unknown.
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
        let on_file = of_module(&case.lot.evidence, needed);
        let possible = of_module(&case.lot.possible_evidence, needed);
        let latest = on_file.iter().max_by_key(|(file, _)| file.on);
        match latest {
            Some((file, training)) => {
                let (enough, have) = (enough(file, training, needed, case.start), said(file, training));
                match enough {
                    Some(enough) => gate.have(enough, format!("{name}: {have}")),
                    None => gate.unknown(format!("{name}: {have}"), question),
                }
            }
            None if possible.is_empty() => gate.unknown(format!("{name}: no evidence on file"), question),
            None => gate.unknown(format!("{name}: evidence on some units only"), question),
        }
    }
    gate.judgement()
}

/// Whether evidence on file for all units shows the training that is needed on this day.
pub(crate) fn shown(lot: &LotState, needed: &TrainingNeeded, on: Day) -> Met {
    let latest = of_module(&lot.evidence, needed).into_iter().max_by_key(|(file, _)| file.on);
    let enough = latest.and_then(|(file, training)| enough(file, training, needed, on));
    enough.map_or(Met::Unknown, Met::known)
}

fn of_module<'a>(files: &'a [OnFile], needed: &TrainingNeeded) -> Vec<(&'a OnFile, &'a Training)> {
    let training = |file: &'a OnFile| match file.evidence.kind {
        EvidenceKind::Training => file.evidence.training.as_ref().map(|training| (file, training)),
        _ => None,
    };
    files.iter().filter_map(training).filter(|(_, training)| training.module == needed.module).collect()
}

/// Whether evidence is enough; `None` where it does not say, or no longer holds.
fn enough(file: &OnFile, training: &Training, needed: &TrainingNeeded, start: Day) -> Option<bool> {
    if file.evidence.outcome == Some(Outcome::NotPassed) {
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

fn said(file: &OnFile, training: &Training) -> String {
    let share =
        training.share.map_or_else(|| "share not stated".into(), |share| format!("{share} % trained"));
    let validator =
        training.validator.map_or_else(|| "validator not stated".into(), |by| format!("validated by {by}"));
    let outcome = match file.evidence.outcome {
        Some(Outcome::NotPassed) => ", not passed",
        _ => "",
    };
    let until = file.evidence.valid_until.map(|day| format!(", valid until {day}")).unwrap_or_default();
    format!("{share}, {validator}{outcome} ({}){until}", file.on)
}
