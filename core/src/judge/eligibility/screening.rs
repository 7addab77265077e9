//! Human-rights screening is cleared. It is another thing than misconduct vetting.

use super::checks::checked;
use super::{Case, Judgement, Rule};
use crate::record::EvidenceKind;

/// **Human-rights screening.** Each step that the requirement asks for - self-certification, certification by the
/// State, the procedure of OHCHR - must be cleared by the latest evidence on file for all units, valid when the clock
/// starts. Not cleared is Unmet; under way, or nothing on file, is Unknown. The record holds that a check was made and by
/// whom, never on whom.
///
/// Source: the three parts of screening as reported by The Daily Star.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let steps = case.requirement.screening.as_deref().unwrap_or_default();
    checked(case, Rule::Screening, EvidenceKind::HumanRightsScreening, steps)
}
