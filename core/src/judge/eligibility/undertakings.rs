//! What the host and others undertook does not stand against the unit.

use super::gate::Gate;
use super::{Addressee, Case, Judgement, Rule};
use crate::record::{UndertakenBy, Undertaking, UndertakingKind, UndertakingStatus};

/// **Undertakings.** Looked at are the mission's undertakings that are about this requirement, or about all, and, where
/// an undertaking is about States, about a contributor of the pledge. One that was refused is Unmet; one that is open is
/// Unknown, and the question goes to who undertook it. Stated or verified is Met, and says which. Where the host accepts
/// contributors one by one, a State of which it said nothing is Unknown.
///
/// Source: consent given and then questioned, visas, land and the use of an airport held up a force for 251 days (South
/// Sudan, 2016 and 2017); acceptance by the host is one of the facts in selecting police units (United Nations Police).
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Undertakings);
    let undertakings = case.mission.undertakings.as_deref().unwrap_or_default();
    let states: Vec<_> = case.pledge.pledge.parties().collect();
    let applies = |undertaking: &&Undertaking| {
        undertaking.requirements.as_ref().is_none_or(|ids| ids.contains(&case.requirement.id))
    };
    let about = |undertaking: &&Undertaking| {
        undertaking.states.as_ref().is_none_or(|named| named.iter().any(|state| states.contains(state)))
    };
    for undertaking in undertakings.iter().filter(applies).filter(about) {
        let by = undertaking.by.as_str().replace('-', " ");
        let have = format!("{} ({by}): {}", undertaking.text, undertaking.status);
        match undertaking.status {
            UndertakingStatus::Refused => gate.have(false, have),
            UndertakingStatus::Stated | UndertakingStatus::Verified => gate.have(true, have),
            UndertakingStatus::Open => {
                gate.ask(addressee(undertaking.by));
                gate.unknown(have, format!("Will this be undertaken, and by when: {}?", undertaking.text));
            }
        }
        gate.need(undertaking.text.as_str());
    }
    let mut acceptance = undertakings.iter().filter(applies).filter(|undertaking| {
        undertaking.kind == UndertakingKind::ContributorAcceptance && undertaking.states.is_some()
    });
    let named = |state| {
        let mut acceptance = acceptance.clone();
        acceptance.any(|undertaking| undertaking.states.as_ref().is_some_and(|named| named.contains(&state)))
    };
    let silent: Vec<&str> =
        states.iter().filter(|state| !named(**state)).map(crate::words::value::State::as_str).collect();
    if !silent.is_empty() && acceptance.next().is_some() {
        let silent = silent.join(", ");
        gate.ask(Addressee::HostState);
        gate.need(format!("acceptance of {silent}"));
        gate.unknown(format!("acceptance of {silent}: nothing said"), format!("Is {silent} accepted?"));
    }
    gate.judgement()
}

fn addressee(by: UndertakenBy) -> Addressee {
    match by {
        UndertakenBy::HostState => Addressee::HostState,
        UndertakenBy::UnitedNations => Addressee::Secretariat,
        UndertakenBy::Contributor => Addressee::Contributor,
    }
}
