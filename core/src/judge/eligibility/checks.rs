//! What screening and vetting have in common: steps, each cleared by the latest evidence or not. Newer evidence on some
//! units, of which it is Unknown whether these are among them, unsettles older evidence on all.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::record::{Check, CheckStep, EvidenceKind, OnFile};

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
        let question = format!("{}: is the {name} cleared, and who certified it?", rule.title());
        let latest = latest(&case.lot.evidence, kind, *step);
        let lapsed = |file: &OnFile| file.evidence.valid_until.is_some_and(|until| until < case.start);
        match latest {
            Some((file, _)) if lapsed(file) => {
                gate.unknown(format!("{name}: of {}, no longer valid", file.on), question);
            }
            Some((file, Check { cleared: Some(true), .. })) if unsettled(case, kind, *step, file) => {
                gate.unknown(format!("{name}: cleared ({}), of some units not since", file.on), question);
            }
            Some((file, Check { cleared: Some(cleared), .. })) => {
                let by = file.evidence.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
                let word = if *cleared { "cleared" } else { "not cleared" };
                gate.have(*cleared, format!("{name}: {word}{by} ({})", file.on));
            }
            Some((file, _)) => gate.unknown(format!("{name}: under way since {}", file.on), question),
            None => gate.unknown(format!("{name}: nothing on file for all units"), question),
        }
    }
    gate.judgement()
}

/// Whether newer evidence on some units says of the step that they are not cleared, or not yet.
fn unsettled(case: &Case<'_>, kind: EvidenceKind, step: CheckStep, cleared: &OnFile) -> bool {
    let newer = latest(&case.lot.possible_evidence, kind, step);
    newer.is_some_and(|(file, check)| cleared.on <= file.on && check.cleared != Some(true))
}

fn latest(files: &[OnFile], kind: EvidenceKind, step: CheckStep) -> Option<(&OnFile, &Check)> {
    let checks = files.iter().filter(|file| file.evidence.kind == kind);
    let checks = checks.filter_map(|file| file.evidence.check.as_ref().map(|check| (file, check)));
    checks.filter(|(_, check)| check.step == step).max_by_key(|(file, _)| file.on)
}
