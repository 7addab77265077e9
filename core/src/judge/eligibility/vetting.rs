//! Misconduct vetting is cleared. It is another thing than human-rights screening.

use super::checks::checked;
use super::{Case, Judgement, Rule};
use crate::record::EvidenceKind;

/// **Misconduct vetting.** Each step that the requirement asks for - the check in the misconduct tracking system,
/// certification by the State - must be cleared by the latest evidence on file for all units, valid when the clock
/// starts. Not cleared is Unmet; under way, or nothing on file, is Unknown. Members of contingents are checked on
/// arrival, when the final list exists; so a requirement asks this of police and individuals before, and of contingents
/// only for what their State certifies.
///
/// Source: Conduct and Discipline Service, on vetting since May 2016.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let steps = case.requirement.vetting.as_deref().unwrap_or_default();
    checked(case, Rule::Vetting, EvidenceKind::MisconductVetting, steps)
}
