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

#[cfg(test)]
mod tests {
    use super::super::testing::{Asks, asked};
    use super::*;
    use crate::judge::readiness::testing::TOLD;
    use crate::words::finding::Error;
    use crate::words::value::Met;

    fn guidance(guidance: &str, states: &str, more: &str) -> Result<Option<Judgement>, Error> {
        let mission = format!(
            r#", "selection_guidance": [{{"states": [{states}], "guidance": "{guidance}",
                "basis": "A reason that stays inside", "entered_by": "desk-3"{more}}}]"#
        );
        asked(Rule::SelectionGuidance, TOLD, Asks { mission: &mission, ..Asks::default() })
    }

    #[test]
    fn not_to_be_proposed_excludes_and_to_be_discussed_is_asked_inside() -> Result<(), Error> {
        let not = guidance("not-proposed", r#""XAA""#, "")?;
        let not = not.map(|judgement| (judgement.met, judgement.have));
        assert_eq!(not, Some((Met::Unmet, "guidance entered by desk-3".to_owned())));
        let first = guidance("discuss-first", r#""XAA", "XAB""#, "")?;
        let first = first.map(|judgement| (judgement.met, judgement.asks));
        assert_eq!(first, Some((Met::Unknown, Some(Addressee::Secretariat))));
        Ok(())
    }

    #[test]
    fn what_it_rests_on_is_not_said() -> Result<(), Error> {
        for word in ["not-proposed", "discuss-first"] {
            let said = format!("{:?}", guidance(word, r#""XAA""#, "")?);
            assert!(said.contains("desk-3") && !said.contains("A reason"), "{said}");
        }
        Ok(())
    }

    #[test]
    fn guidance_on_others_is_not_looked_at() -> Result<(), Error> {
        assert_eq!(guidance("not-proposed", r#""XAB""#, "")?, None);
        assert_eq!(guidance("not-proposed", r#""XAA""#, r#", "requirements": []"#)?, None);
        assert!(guidance("not-proposed", r#""XAA""#, r#", "requirements": ["r"]"#)?.is_some());
        Ok(())
    }
}
