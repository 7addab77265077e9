//! No selection guidance stands against the proposal.

use super::gate::Gate;
use super::{Addressee, Case, Judgement, Rule};
use crate::record::{Guidance, SelectionGuidance};

/// **Selection guidance.** A planner may enter confidential guidance on contributors for this mission: not to be
/// proposed is Unmet, to be discussed first is Unknown with a question to the Secretariat. It is never computed - not from
/// a map, not from a group - and what it rests on is shown to nobody outside: the judgement says only that it is there
/// and which desk entered it.
///
/// Source: selection also weighs geopolitical factors and host acceptance (United Nations Police, on formed police
/// units).
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::SelectionGuidance);
    gate.ask(Addressee::Secretariat);
    let states: Vec<_> = case.pledge.pledge.parties().collect();
    let about = |guidance: &&SelectionGuidance| {
        guidance.states.iter().any(|state| states.contains(state))
            && guidance.requirements.as_ref().is_none_or(|ids| ids.contains(&case.requirement.id))
    };
    for guidance in case.mission.selection_guidance.iter().flatten().filter(about) {
        let have = format!("guidance entered by {}", guidance.entered_by);
        match guidance.guidance {
            Guidance::NotProposed => gate.have(false, have),
            Guidance::DiscussFirst => {
                gate.unknown(have, format!("What did the discussion with {} bring?", guidance.entered_by));
            }
        }
        gate.need("no selection guidance against it");
    }
    gate.judgement()
}
