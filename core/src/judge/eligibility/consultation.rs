//! What the State answered when it was asked for these units.

use super::gate::Gate;
use super::{Case, Judgement, Rule, units_on_offer};
use crate::record::{Answer, Consultation, ConsultationKind, Extent, Reply};
use crate::words::value::Text;

/// **Consultation.** Where the State was formally asked for these units and this mission, the latest answer to the latest
/// request counts: agreed is Met, not at this time is Unmet, and so is an answer that accepts other lots only. Agreed
/// with conditions or in principle, under consideration, agreed for fewer units than are on offer, and no reply on record
/// are questions. A request that names a requirement is about that one. What was sounded out informally is without
/// prejudice and decides nothing; where nobody was asked, nothing is asked here.
///
/// Source: the answers in use, and that a sounding is not a request, are practice notes.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let asked = case.pledge.consultations.iter().rfind(|consultation| is_about(consultation, case))?;
    let mut gate = Gate::new(Rule::Consultation);
    gate.need("the agreement of the State, which was asked for these units");
    let since = asked.on;
    let Some(reply) = asked.replies.last() else {
        gate.unknown(
            format!("asked on {since}, no answer on record"),
            format!("What is the answer to the request of {since}?"),
        );
        return gate.judgement();
    };
    let have = format!("asked on {since}; on {} {}", reply.on, reply.answer.as_str().replace('-', " "));
    let others = reply.lots.as_ref().is_some_and(|lots| !lots.contains(&case.lot.lot.id));
    let conditions = || named(reply.conditions.as_deref().unwrap_or_default());
    match reply.answer {
        Answer::Agreed if others => gate.have(false, format!("{have}, for other units")),
        Answer::Agreed => match fewer(reply, case) {
            Some(units) => gate.unknown(
                format!("{have}, for {units}"),
                format!("Which units are meant by the answer of {}, which agrees to {units}?", reply.on),
            ),
            None => gate.have(true, have),
        },
        Answer::NotAtThisTime => gate.have(false, have),
        Answer::AgreedWithConditions => gate.unknown(
            format!("{have}: {}", conditions()),
            format!("Are the conditions of the answer of {} fulfilled: {}?", reply.on, conditions()),
        ),
        Answer::InPrinciple => {
            gate.unknown(have, format!("Is what was agreed in principle on {} agreed?", reply.on));
        }
        Answer::UnderConsideration => {
            gate.unknown(have, format!("What came of the consideration of the request of {since}?"));
        }
        Answer::NoReplyRecorded => {
            gate.unknown(have, format!("What is the answer to the request of {since}?"));
        }
    }
    gate.judgement()
}

/// Whether a request was for this lot and what is asked now.
fn is_about(consultation: &Consultation, case: &Case<'_>) -> bool {
    let (opened, mission) = (&consultation.opened, &case.mission.id);
    opened.kind == ConsultationKind::FormalRequest
        && opened.mission.as_ref().is_none_or(|asked| asked == mission)
        && opened.requirement.as_ref().is_none_or(|asked| *asked == case.requirement.id)
        && opened.lots.as_ref().is_none_or(|lots| lots.contains(&case.lot.lot.id))
}

/// The units that are agreed to, where they are fewer than those on offer.
fn fewer(reply: &Reply, case: &Case<'_>) -> Option<String> {
    let Some(Extent::Of(units)) = reply.units else { return None };
    let fewer = units.get() < units_on_offer(case.lot);
    fewer.then(|| if units.get() == 1 { "1 unit".to_owned() } else { format!("{units} units") })
}

fn named(conditions: &[Text]) -> String {
    if conditions.is_empty() {
        return "not stated".to_owned();
    }
    conditions.iter().map(Text::in_sentence).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Asks, asked};
    use super::*;
    use crate::judge::readiness::testing::{ACCEPTED, TOLD, Told};
    use crate::words::finding::Error;
    use crate::words::value::Met;

    const REQUEST: &str = r#""event": "consultation-opened", "kind": "formal-request", "mission": "m""#;

    /// What the rule says after these events, each on a day of its own.
    fn after(events: &[&str]) -> Result<Option<Judgement>, Error> {
        let days = ["2026-03-01", "2026-03-10", "2026-03-20", "2026-03-30"];
        let told: Vec<(&str, &str)> =
            std::iter::once(ACCEPTED).chain(days.into_iter().zip(events.iter().copied())).collect();
        asked(Rule::Consultation, Told { events: &told, ..TOLD }, Asks::default())
    }

    fn answer(word: &str, more: &str) -> String {
        // The acceptance is `e1`, so the request is `e2`.
        format!(r#""event": "consultation-answered", "consultation": "e2", "answer": "{word}"{more}"#)
    }

    fn met(events: &[&str]) -> Result<Option<Met>, Error> {
        Ok(after(events)?.map(|judgement| judgement.met))
    }

    #[test]
    fn the_latest_answer_counts() -> Result<(), Error> {
        assert_eq!(met(&[])?, None, "nobody was asked");
        assert_eq!(met(&[REQUEST])?, Some(Met::Unknown));
        for (word, expected) in [
            ("agreed", Met::Met),
            ("agreed-with-conditions", Met::Unknown),
            ("in-principle", Met::Unknown),
            ("under-consideration", Met::Unknown),
            ("not-at-this-time", Met::Unmet),
            ("no-reply-recorded", Met::Unknown),
        ] {
            assert_eq!(met(&[REQUEST, &answer(word, "")])?, Some(expected), "{word}");
            let later = answer("agreed", "");
            assert_eq!(met(&[REQUEST, &answer(word, ""), &later])?, Some(Met::Met), "{word}, then agreed");
        }
        let refused = answer("not-at-this-time", "");
        assert_eq!(met(&[REQUEST, &refused, REQUEST])?, Some(Met::Unknown), "asked again");
        Ok(())
    }

    #[test]
    fn a_sounding_decides_nothing_and_a_request_is_for_what_it_names() -> Result<(), Error> {
        let refused = answer("not-at-this-time", "");
        let with = |from: &str, to: &str| met(&[&REQUEST.replace(from, to), &refused]);
        assert_eq!(with("formal-request", "informal-sounding")?, None);
        assert_eq!(with(r#""mission": "m""#, r#""mission": "another""#)?, None);
        assert_eq!(with(r#", "mission": "m""#, "")?, Some(Met::Unmet), "for no mission in particular");
        assert_eq!(with(r#""mission": "m""#, r#""mission": "m", "requirement": "q""#)?, None);
        assert_eq!(with(r#""mission": "m""#, r#""mission": "m", "requirement": "r""#)?, Some(Met::Unmet));
        Ok(())
    }

    #[test]
    fn an_accepted_part_is_a_question_and_other_lots_are_not_these() -> Result<(), Error> {
        let part = after(&[REQUEST, &answer("agreed", r#", "units": 1"#)])?;
        let question = part.and_then(|judgement| judgement.question).unwrap_or_default();
        assert_eq!(question, "Which units are meant by the answer of 2026-03-10, which agrees to 1 unit?");
        assert_eq!(met(&[REQUEST, &answer("agreed", r#", "units": 2"#)])?, Some(Met::Met), "all of them");
        let conditions =
            after(&[REQUEST, &answer("agreed-with-conditions", r#", "conditions": ["Lift by others"]"#)])?;
        let have = "asked on 2026-03-01; on 2026-03-10 agreed with conditions: Lift by others";
        assert_eq!(conditions.map(|judgement| judgement.have).as_deref(), Some(have));
        let split = r#""event": "split", "lot": "l", "into": [{"id": "m", "described_as": "M", "units": 1}]"#;
        let other = answer("agreed", r#", "lots": ["m"]"#).replace("e2", "e3");
        assert_eq!(met(&[split, REQUEST, &other])?, Some(Met::Unmet));
        Ok(())
    }
}
