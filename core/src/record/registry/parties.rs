//! Who stands behind a pledge, and what is said about what the record holds on it.

use crate::words::document::put_in_order_by;
use crate::words::finding::Code;
use crate::words::value::{EventId, LotId};

use super::super::event::{Commented, Contradicted, PartChanged, What};
use super::super::pledge::{Contributor, Role};
use super::fold::{Fault, scope};
use super::state::{Comment, Consultation, Contradiction, PledgeState, Reply};
use super::timeline::Stood;

/// A State agreed to parts of the pledge.
pub(super) fn agree(state: &mut PledgeState, stood: &Stood<'_>, part: &PartChanged) -> Result<(), Fault> {
    let leads = |c: &&Contributor| c.roles.contains(&Role::Lead) && c.has_agreed() != Some(false);
    let lead = state.pledge.contributors.iter().find(leads).map(|lead| lead.state);
    if let Some(lead) = lead.filter(|lead| part.roles.contains(&Role::Lead) && *lead != part.state) {
        let message = format!("{lead} leads the pledge; one State answers for a pledge.");
        return Err(stood.fault(
            Code::LeadNotSingle,
            message,
            "Record first that it fell away from the lead.",
        ));
    }
    put(state, part, true);
    Ok(())
}

/// A State fell away from parts of the pledge.
pub(super) fn fall_away(state: &mut PledgeState, stood: &Stood<'_>, part: &PartChanged) -> Result<(), Fault> {
    for role in &part.roles {
        let has = |c: &Contributor| {
            c.state == part.state && c.roles.contains(role) && c.has_agreed() != Some(false)
        };
        if !state.pledge.contributors.iter().any(has) {
            let message = format!(
                "{} has no part in the pledge as `{role}` from which it could fall away.",
                part.state
            );
            return Err(stood.fault(Code::EventNotPossible, message, "See the pledge's history."));
        }
    }
    put(state, part, false);
    if let Some(reason) = &part.reason {
        state.fell_away.push((part.state, reason.clone()));
    }
    Ok(())
}

/// Writes down whether a State agreed to these parts; each part stands once, with what was said of it last.
fn put(state: &mut PledgeState, part: &PartChanged, agreed: bool) {
    let contributors = &mut state.pledge.contributors;
    let mut roles: Vec<Role> = part.roles.clone();
    for other in contributors.iter_mut().filter(|other| other.state == part.state) {
        if other.has_agreed() == Some(agreed) {
            roles.append(&mut other.roles);
        } else {
            // A lead that did not say so has agreed; what is left of its part has, too.
            other.agreed = other.has_agreed();
            other.roles.retain(|role| !part.roles.contains(role));
        }
    }
    contributors.retain(|contributor| !contributor.roles.is_empty());
    put_in_order_by(&mut roles, |a, b| a.as_str().cmp(b.as_str()));
    roles.dedup();
    contributors.push(Contributor { state: part.state, roles, agreed: Some(agreed) });
    put_in_order_by(contributors, |a, b| {
        (a.state, !a.has_agreed().unwrap_or(true)).cmp(&(b.state, !b.has_agreed().unwrap_or(true)))
    });
}

/// A State is asked, or answers.
pub(super) fn consult(state: &mut PledgeState, stood: &Stood<'_>) -> Result<(), Fault> {
    match stood.what {
        What::ConsultationOpened(opened) => {
            scope(state, stood, opened.lots.as_deref())?;
            let consultation = Consultation {
                id: stood.root.clone(),
                opened: opened.clone(),
                earliest: stood.earliest,
                on: stood.from,
                replies: Vec::new(),
            };
            state.consultations.push(consultation);
        }
        What::ConsultationAnswered(answered) => {
            scope(state, stood, answered.lots.as_deref())?;
            let asked = state.consultations.iter_mut().find(|asked| asked.id == answered.consultation);
            let Some(asked) = asked else {
                let message =
                    format!("No consultation `{}` is open on {}.", answered.consultation, stood.from);
                let help = "Name the event that opened it, with a day no later than that of the answer.";
                return Err(stood.fault(Code::EventNotPossible, message, help));
            };
            asked.replies.push(Reply {
                event: stood.event.id.clone(),
                answer: answered.answer,
                lots: answered.lots.clone(),
                units: answered.units,
                conditions: answered.conditions.clone(),
                on: stood.from,
            });
        }
        _ => {}
    }
    Ok(())
}

/// Something is said about the record; no unit moves.
pub(super) fn note(state: &mut PledgeState, stood: &Stood<'_>) {
    let event = stood.event.id.clone();
    match stood.what {
        What::Commented(Commented { text, by, about, .. }) => {
            let (about, text) = (about.clone(), text.clone());
            state.comments.push(Comment { event, by: *by, about, text, on: stood.from });
        }
        What::Contradicted(Contradicted { contradicts, says, .. }) => {
            state.contradictions.push(Contradiction {
                event,
                contradicts: contradicts.clone(),
                what: "",
                lots: None,
                says: says.clone(),
                on: stood.from,
            })
        }
        _ => {}
    }
}

/// Says of each event on which sources differ what it was, as long as it stands: a correction settles it. A level or a
/// piece of evidence on which they differ is on record for no unit surely.
pub(super) fn differ(state: &mut PledgeState, by_then: &[Stood<'_>]) {
    let PledgeState { contradictions, lots, .. } = state;
    contradictions.retain_mut(|differ| {
        let Some(stands) = by_then.iter().find(|stood| stood.event.id == differ.contradicts) else {
            return false;
        };
        differ.what = stands.what.word();
        differ.lots = stands.what.lots().map(<[LotId]>::to_vec);
        for lot in lots.values_mut() {
            let in_doubt = |event: &EventId| *event == differ.contradicts;
            let schemes = lot
                .recorded
                .iter()
                .find(|(_, level)| in_doubt(&level.event))
                .map(|(scheme, _)| scheme.clone());
            lot.possibly.extend(schemes.and_then(|scheme| lot.recorded.remove(&scheme)));
            let (doubtful, sure) =
                std::mem::take(&mut lot.evidence).into_iter().partition(|file| in_doubt(&file.event));
            lot.evidence = sure;
            lot.possible_evidence.extend::<Vec<_>>(doubtful);
        }
        true
    });
}
