//! What nobody recorded becomes a question to whoever can answer it, with what hangs on the answer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::asked::Sourcing;
use super::sourced::Sourced;
use crate::judge::eligibility::{Addressee, Ask, Rule};
use crate::words::value::{LotId, Met, PledgeId, SlotId, State};

/// A question to a contributor, the host State or the Secretariat. It is a draft for a person to put; nothing here is
/// sent. What is asked of the host State or within the Secretariat, such as on selection guidance, is not for the
/// contributor: it stands on no State's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Question {
    /// Who can answer it.
    pub asks: Addressee,
    /// The State that answers for the pledge, where the contributor is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// The pledge.
    pub pledge: PledgeId,
    /// The lot.
    pub lot: LotId,
    /// The rule that is Unknown.
    pub rule: Rule,
    /// The question.
    pub text: String,
    /// What is on record.
    pub have: String,
    /// The requirements that the answer bears on.
    pub requirements: Vec<SlotId>,
    /// How many proposed units hang on it.
    pub units: u32,
}

/// The questions that would turn the conditional proposals of a plan into firm ones: to contributors by State, then to
/// the host State and the Secretariat.
pub(super) fn questions(sourcing: &Sourcing, proposals: &[Sourced]) -> Vec<Question> {
    let mut questions: BTreeMap<(Addressee, Option<State>, LotId, Rule, String), Question> = BTreeMap::new();
    for proposal in proposals {
        let asked = sourcing.requirement(&proposal.requirement);
        let (Some(asked), Some(offer)) = (asked, sourcing.offer(proposal.offer())) else { continue };
        let eligibility = sourcing.judge(asked, offer);
        let open = eligibility.with(Met::Unknown);
        let asked = open.flat_map(|judgement| judgement.asked().into_iter().map(|ask| (judgement.rule, ask)));
        for (rule, Ask { asks, have, question: text }) in asked {
            let state = proposal.state.filter(|_| asks == Addressee::Contributor);
            let key = (asks, state, proposal.lot.clone(), rule, text.clone());
            let question = questions.entry(key).or_insert_with(|| Question {
                asks,
                state,
                pledge: proposal.pledge.clone(),
                lot: proposal.lot.clone(),
                rule,
                text,
                have,
                requirements: Vec::new(),
                units: 0,
            });
            question.requirements.push(proposal.requirement.clone());
            question.units = question.units.saturating_add(proposal.units);
        }
    }
    questions.into_values().collect()
}
