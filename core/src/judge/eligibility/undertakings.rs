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
    let applies = |undertaking: &&Undertaking| undertaking.is_about(&case.requirement.id);
    for undertaking in undertakings.iter().filter(applies).filter(|each| each.is_about_any(&states)) {
        let by = undertaking.by.as_str().replace('-', " ");
        let have = format!("{} ({by}): {}", undertaking.text.in_sentence(), undertaking.status);
        match undertaking.status {
            UndertakingStatus::Refused => gate.have(false, have),
            UndertakingStatus::Stated | UndertakingStatus::Verified => gate.have(true, have),
            UndertakingStatus::Open => {
                gate.ask(addressee(undertaking.by));
                let question =
                    format!("Will this be undertaken, and by when: {}?", undertaking.text.in_sentence());
                gate.unknown(have, question);
            }
        }
        gate.need(undertaking.text.in_sentence());
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
        let question = match silent.as_slice() {
            [one] => format!("Is {one} accepted as a contributor?"),
            several => format!("Are {} accepted as contributors?", several.join(" and ")),
        };
        let silent = silent.join(", ");
        gate.ask(Addressee::HostState);
        gate.need(format!("acceptance of {silent}"));
        gate.unknown(format!("acceptance of {silent}: nothing said"), question);
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

#[cfg(test)]
mod tests {
    use super::super::testing::{Asks, asked};
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::Error;
    use crate::words::value::Met;

    fn undertaking(id: u32, by: &str, kind: &str, status: &str, more: &str) -> String {
        format!(
            r#"{{"id": "u{id}", "by": "{by}", "kind": "{kind}", "text": "U{id}", "basis": "B", "status": "{status}"{more}}}"#
        )
    }

    /// What the rule says on a pledge of XAA, with these undertakings.
    fn says(undertakings: &[String]) -> Result<Option<Judgement>, Error> {
        says_of(TOLD, undertakings)
    }

    fn says_of(told: Told<'_>, undertakings: &[String]) -> Result<Option<Judgement>, Error> {
        let mission = format!(r#", "undertakings": [{}]"#, undertakings.join(","));
        asked(Rule::Undertakings, told, Asks { mission: &mission, ..Asks::default() })
    }

    fn met(undertakings: &[String]) -> Result<Option<Met>, Error> {
        Ok(says(undertakings)?.map(|judgement| judgement.met))
    }

    #[test]
    fn refused_excludes_open_asks_and_given_is_enough() -> Result<(), Error> {
        let land = |status: &str| [undertaking(1, "host-state", "land", status, "")];
        assert_eq!(met(&land("refused"))?, Some(Met::Unmet));
        assert_eq!(met(&land("open"))?, Some(Met::Unknown));
        for given in ["stated", "verified"] {
            let judgement = says(&land(given))?.map(|judgement| (judgement.met, judgement.have));
            assert_eq!(judgement, Some((Met::Met, format!("U1 (host state): {given}"))));
        }
        assert_eq!(says(&[])?, None);
        Ok(())
    }

    #[test]
    fn an_open_one_is_asked_of_who_undertook_it() -> Result<(), Error> {
        let asks = |by: &[&str]| -> Result<Option<Addressee>, Error> {
            let open = by.iter().zip(1..).map(|(by, id)| undertaking(id, by, "other", "open", ""));
            Ok(says(&open.collect::<Vec<_>>())?.and_then(|judgement| judgement.asks))
        };
        assert_eq!(asks(&["host-state"])?, Some(Addressee::HostState));
        assert_eq!(asks(&["united-nations"])?, Some(Addressee::Secretariat));
        assert_eq!(asks(&["contributor"])?, Some(Addressee::Contributor));
        for both in [["host-state", "contributor"], ["contributor", "host-state"]] {
            assert_eq!(asks(&both)?, Some(Addressee::Secretariat), "which knows what both are asked");
        }
        Ok(())
    }

    #[test]
    fn what_is_about_others_is_not_looked_at() -> Result<(), Error> {
        let about = |more: &str| met(&[undertaking(1, "host-state", "clearances", "refused", more)]);
        assert_eq!(about(r#", "states": ["XAB"]"#)?, None);
        assert_eq!(about(r#", "states": ["XAA", "XAB"]"#)?, Some(Met::Unmet));
        assert_eq!(about(r#", "requirements": ["r"]"#)?, Some(Met::Unmet));
        assert_eq!(about(r#", "requirements": []"#)?, None);
        Ok(())
    }

    #[test]
    fn a_host_that_accepts_one_by_one_is_asked_about_the_others() -> Result<(), Error> {
        let accepts = |state: &str, status: &str| {
            let states = format!(r#", "states": ["{state}"]"#);
            [undertaking(1, "host-state", "contributor-acceptance", status, &states)]
        };
        assert_eq!(met(&accepts("XAA", "stated"))?, Some(Met::Met));
        assert_eq!(met(&accepts("XAA", "refused"))?, Some(Met::Unmet));
        let other = says(&accepts("XAB", "stated"))?;
        let question = other.as_ref().and_then(|judgement| judgement.question.as_deref());
        assert_eq!(question, Some("Is XAA accepted as a contributor?"));
        assert_eq!(other.and_then(|judgement| judgement.asks), Some(Addressee::HostState));
        Ok(())
    }

    #[test]
    fn each_party_to_a_joint_pledge_is_accepted_and_who_fell_away_is_none() -> Result<(), Error> {
        let accepted =
            [undertaking(1, "host-state", "contributor-acceptance", "stated", r#", "states": ["XAA"]"#)];
        for (agreed, expected) in [("true", Met::Unknown), ("false", Met::Met)] {
            let contributors = format!(
                r#"{{"state": "XAA", "roles": ["lead"]}}, {{"state": "XAB", "roles": ["lift"], "agreed": {agreed}}}"#
            );
            let judgement = says_of(Told { contributors: &contributors, ..TOLD }, &accepted)?;
            assert_eq!(judgement.map(|judgement| judgement.met), Some(expected), "{agreed}");
        }
        Ok(())
    }
}
