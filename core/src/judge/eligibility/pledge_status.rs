//! The pledge stands, and its units are free.

use super::window::stay;
use super::{Case, Judgement, Rule, units_on_offer};
use crate::judge::readiness::{offer_stands, renewal_due};
use crate::record::{Contradiction, NotYet, Pledge, Role, Status, Tally};
use crate::words::value::{Met, Span, Text};

const NEED: &str = "a pledge that stands, with units that are free";

/// What leaves the rule open: what is on record, and the question. The number of units by status stands before it.
type Open = (Option<String>, String);

/// **Pledge status.** Units count as free when the system's owner accepted them and no event that is known takes them
/// away before the stay ends, the pledge has no open condition, and its renewal is not overdue.
///
/// * Unmet: a kind of pledge that is no supply (a political offer, money); a pledge that only says an earlier one again
///   (its units are counted there); a joint pledge of which the lead, the troops or the equipment fell away and nobody
///   else brings them; an offer that ended before the clock starts; or no unit left that is on offer (withdrawn, deployed,
///   reconstituting, suspended, lapsed), now or, as is known already, before the stay ends.
/// * Unknown, and so a question, or several: announced or offered only; a condition on record; a contributor of which
///   nobody stated that it agreed, or that fell away while others may do without; an offer whose end is not known to the
///   day; a renewal overdue by the scheme's own rule; an absence observed after the registration; an event on which
///   sources differ; an event that takes some of the units before the stay ends, or perhaps does, or changes what they
///   are; one whose bounds leave open whether it holds yet.
///
/// An offer is judged on the clock start, for its end is known ahead; a renewal on the day of the view, for until it
/// is due its absence says nothing.
///
/// Source: announced is not registered, and offers go stale (PCRS FAQ: renewal every six months after the first
/// twelve).
pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let (pledge, lot) = (case.pledge, case.lot);
    let unmet = |have: String| Judgement::new(Rule::PledgeStatus, Met::Unmet, have, NEED);
    if !pledge.pledge.kind.is_supply() {
        return unmet(format!("{}, not units", pledge.pledge.kind.as_str().replace('-', " ")));
    }
    if let Some(earlier) = case.view.counted_in(pledge) {
        return unmet(format!("says `{}` again; its units are counted there", earlier.pledge.id));
    }
    let mut open: Vec<Open> = Vec::new();
    if let Err(missing) = contributors(&pledge.pledge, &mut open) {
        return unmet(missing);
    }
    let (stands, offer) = offer_stands(case.pledge, case.start);
    if stands == Met::Unmet {
        return unmet(offer);
    }
    if units_on_offer(lot) == 0 {
        return unmet(lot.tally.to_string());
    }
    if let Err(gone) = changes(case, &mut open) {
        return unmet(format!("{}; {gone}", lot.tally));
    }
    if stands == Met::Unknown {
        let question = format!("Does the pledge, {offer}, stand on {}?", case.start);
        open.push((Some(offer), question));
    }
    let conditions = pledge.pledge.conditions.as_deref().unwrap_or_default();
    if !conditions.is_empty() {
        let named = conditions.iter().map(Text::in_sentence).collect::<Vec<_>>().join("; ");
        let question = format!("Is the condition still upheld, and could this mission fulfil it: {named}?");
        open.push((Some(format!("on the condition: {named}")), question));
    }
    registration(case, &mut open);
    for differ in case.pledge.contradictions.iter().filter(|differ| is_of(differ, case)) {
        let (what, says) = (differ.what.replace('-', " "), differ.says.in_sentence());
        let have = format!("sources differ on `{}` ({what}): {says}", differ.contradicts);
        open.push((
            Some(have),
            format!("Which holds: {what}, as event `{}` says, or this: {says}?", differ.contradicts),
        ));
    }
    for scheme in case.schemes {
        if let Some(renewal) = renewal_due(lot, scheme, case.view.valid()).filter(|renewal| renewal.overdue) {
            let have = format!("renewal due by {}, none on record", renewal.due);
            let word = if lot.registered == Some(renewal.since) { "registered" } else { "last renewed" };
            open.push((Some(have), format!("Does the pledge, {word} on {}, still stand?", renewal.since)));
        }
    }
    if open.is_empty() {
        return Judgement::new(Rule::PledgeStatus, Met::Met, lot.tally.to_string(), NEED);
    }
    let (have, questions): (Vec<Option<String>>, Vec<String>) = open.into_iter().unzip();
    let have: Vec<String> =
        std::iter::once(lot.tally.to_string()).chain(have.into_iter().flatten()).collect();
    Judgement::unknown(Rule::PledgeStatus, have.join("; "), NEED, questions.join(" "))
}

/// What a unit cannot be without; lift, training and money may come from elsewhere.
const NEEDED: [Role; 3] = [Role::Lead, Role::Troops, Role::Equipment];

/// Finds what the contributors of a joint pledge leave open. An error where one fell away with what nobody else brings.
fn contributors(pledge: &Pledge, open: &mut Vec<Open>) -> Result<(), String> {
    let standing =
        |role| pledge.contributors.iter().any(|c| c.roles.contains(&role) && c.has_agreed() != Some(false));
    for contributor in &pledge.contributors {
        let state = contributor.state;
        let part = contributor.roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
        match contributor.has_agreed() {
            Some(true) => {}
            Some(false) if contributor.roles.iter().any(|role| NEEDED.contains(role) && !standing(*role)) => {
                return Err(format!("{state} did not agree to its part ({part})"));
            }
            Some(false) => open.push((
                Some(format!("{state} did not agree to its part ({part})")),
                format!("Does the pledge stand without the part of {state} ({part})?"),
            )),
            None => open.push((
                Some(format!("not stated whether {state} agreed to its part ({part})")),
                format!("Has {state} agreed to its part ({part})?"),
            )),
        }
    }
    Ok(())
}

/// Finds what known events that do not hold yet, or perhaps not yet, leave open before the stay ends. An error where
/// no unit is left by then.
fn changes(case: &Case<'_>, open: &mut Vec<Open>) -> Result<(), String> {
    let lot = case.lot;
    let ends = stay(case).and_then(Span::until);
    let mut ahead: Vec<(&NotYet, bool)> = lot.doubts.iter().map(|event| (event, true)).collect();
    ahead.extend(lot.to_come.iter().map(|event| (event, false)));
    ahead.sort_by_key(|(event, _)| event.from);
    let mut before = left(&lot.tally, &lot.tally);
    for (event, in_doubt) in ahead {
        let after = left(&lot.tally, &event.then);
        let takes = after < before;
        before = after;
        let within = |day| ends.is_none_or(|ends| day < ends);
        let what = event.to_string();
        if takes && after == 0 && within(event.from) {
            return Err(format!("none is left after this: {what}"));
        }
        let question = if takes && within(event.from) {
            format!("Which units are still free after this: {what}?")
        } else if takes || in_doubt && event.status.is_some() {
            format!("On which day exactly: {what}?")
        } else if event.amends {
            format!("Do the units still fit after this: {what}?")
        } else {
            continue;
        };
        if event.earliest.is_none_or(within) {
            open.push((Some(what), question));
        }
    }
    Ok(())
}

/// Whether sources differ on what decides whether these units are free: their status, or who stands behind them.
fn is_of(differ: &Contradiction, case: &Case<'_>) -> bool {
    const OTHER: [&str; 7] = [
        "acknowledged",
        "evidence-recorded",
        "level-recorded",
        "mou-step",
        "commented",
        "observed-absent",
        "re-hatted",
    ];
    let id = &case.lot.lot.id;
    !OTHER.contains(&differ.what) && differ.lots.as_ref().is_none_or(|lots| lots.contains(id))
}

/// How many of the units that are on offer by the tally `now` are so by the tally `then`; 1 for an Unknown number.
fn left(now: &Tally, then: &Tally) -> u32 {
    let on_offer: &[Status] = match now.counted(Status::Available) {
        0 => &[Status::Available, Status::Offered, Status::Announced],
        _ => &[Status::Available],
    };
    match on_offer.iter().map(|status| then.counted(*status)).fold(0, u32::saturating_add) {
        0 => u32::from(then.uncounted().is_some_and(|status| on_offer.contains(&status))),
        counted => counted,
    }
}

/// Announced is not registered, and a source may have seen that the pledge was not in the system.
fn registration(case: &Case<'_>, open: &mut Vec<Open>) {
    let lot = case.lot;
    let registered =
        lot.tally.counted(Status::Available) > 0 || lot.tally.uncounted() == Some(Status::Available);
    let seen = lot.renewed.max(lot.registered);
    let absent = case.pledge.observed_absent.iter().filter(|(system, day)| {
        let level = lot.recorded.get(system).map(|level| level.since);
        !registered || seen.max(level) < Some(**day)
    });
    let absent: Vec<String> =
        absent.map(|(system, day)| format!("not in {system} as observed on {day}")).collect();
    let absent = (!absent.is_empty()).then(|| absent.join(", "));
    if !registered {
        let question = "Does the pledge stand, and will it be registered and offered for this mission?";
        open.push((absent, question.to_owned()));
    } else if let Some(absent) = absent {
        let since = [("registered", lot.registered), ("renewed", lot.renewed)];
        let since = since.iter().filter_map(|(word, day)| Some(format!("{word} on {}", (*day)?)));
        let have = format!("{}; {absent}", since.collect::<Vec<_>>().join(", "));
        let question = format!("Sources differ ({have}): is the pledge registered?");
        open.push((Some(have), question));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Addressee, testing::says};
    use super::*;
    use crate::judge::readiness::testing::{ACCEPTED, TOLD, Told};
    use crate::words::finding::Error;

    fn status(told: Told<'_>) -> Result<Judgement, Error> {
        let judgement = says(Rule::PledgeStatus, told, "")?;
        assert_eq!(judgement.need, NEED);
        assert_eq!((judgement.met == Met::Unknown, judgement.margin), (judgement.question.is_some(), None));
        Ok(judgement)
    }

    /// Registered units, with more members of the pledge.
    fn registered(pledge: &str) -> Told<'_> {
        Told { pledge, events: &[ACCEPTED], ..TOLD }
    }

    #[test]
    fn registered_units_at_home_are_free() -> Result<(), Error> {
        let judgement = status(registered(r#""conditions": [],"#))?;
        assert_eq!((judgement.met, judgement.have.as_str()), (Met::Met, "2 available"));
        assert_eq!(status(registered(""))?.met, Met::Met, "no condition is on record");
        Ok(())
    }

    #[test]
    fn what_is_no_supply_or_not_on_offer_is_excluded() -> Result<(), Error> {
        let offer = status(Told { kind: "political-offer", ..TOLD })?;
        assert_eq!((offer.met, offer.have.as_str()), (Met::Unmet, "political offer, not units"));
        for (event, have) in [("withdrawn", "2 withdrawn"), ("arrived", "2 deployed")] {
            let event = format!(r#""event": "{event}", "units": "all""#);
            let gone = status(Told { events: &[ACCEPTED, ("2026-03-01", &event)], ..TOLD })?;
            assert_eq!((gone.met, gone.have.as_str()), (Met::Unmet, have));
        }
        Ok(())
    }

    #[test]
    fn an_offer_must_stand_when_the_clock_starts() -> Result<(), Error> {
        let until = |bounds: &str| -> Result<Met, Error> {
            Ok(status(registered(&format!(r#""offered_until": {{{bounds}}},"#)))?.met)
        };
        assert_eq!(until(r#""earliest": "2026-06-30", "latest": "2026-06-30""#)?, Met::Unmet);
        assert_eq!(until(r#""earliest": "2026-07-01", "latest": "2026-07-01""#)?, Met::Met);
        assert_eq!(until(r#""earliest": "2026-06-01", "latest": "2026-07-31""#)?, Met::Unknown);
        assert_eq!(until(r#""earliest": "2026-07-31""#)?, Met::Met);
        assert_eq!(until(r#""earliest": "2026-06-01""#)?, Met::Unknown);
        assert_eq!(until(r#""latest": "2026-12-31""#)?, Met::Unknown, "by the end of the year at the latest");
        assert_eq!(until(r#""latest": "2026-06-30""#)?, Met::Unmet);
        Ok(())
    }

    #[test]
    fn announced_only_is_a_question() -> Result<(), Error> {
        let announced = status(TOLD)?;
        assert_eq!((announced.met, announced.have.as_str()), (Met::Unknown, "2 announced"));
        let seen = r#""event": "observed-absent", "system": "un-pcrs""#;
        let absent = status(Told { events: &[("2026-03-01", seen)], ..TOLD })?;
        assert_eq!(absent.have, "2 announced; not in un-pcrs as observed on 2026-03-01");
        Ok(())
    }

    #[test]
    fn a_condition_is_a_question_that_names_it() -> Result<(), Error> {
        let judgement = status(registered(r#""conditions": ["command of the mission"],"#))?;
        assert_eq!(judgement.met, Met::Unknown);
        assert!(judgement.question.is_some_and(|question| question.contains("command of the mission")));
        Ok(())
    }

    /// A pledge that XAA leads, and brings troops for; of what XAB brings, with whether it agreed.
    fn joint(roles: &str, agreed: &str) -> Result<Judgement, Error> {
        let contributors = format!(
            r#"{{"state": "XAA", "roles": ["lead", "troops"]}}, {{"state": "XAB", "roles": [{roles}]{agreed}}}"#
        );
        status(Told { contributors: &contributors, events: &[ACCEPTED], ..TOLD })
    }

    #[test]
    fn whoever_did_not_say_that_it_agreed_is_asked_about() -> Result<(), Error> {
        assert_eq!(joint(r#""equipment""#, r#", "agreed": true"#)?.met, Met::Met);
        let silent = joint(r#""equipment""#, "")?;
        let have = "2 available; not stated whether XAB agreed to its part (equipment)";
        assert_eq!((silent.met, silent.have.as_str()), (Met::Unknown, have));
        assert_eq!(silent.question.as_deref(), Some("Has XAB agreed to its part (equipment)?"));
        assert_eq!(silent.asks, Some(Addressee::Contributor), "the lead answers");
        assert_eq!(joint(r#""funding""#, "")?.met, Met::Unknown, "who pays is part of it too");
        Ok(())
    }

    #[test]
    fn without_its_troops_or_equipment_a_pledge_does_not_stand() -> Result<(), Error> {
        const FELL_AWAY: &str = r#", "agreed": false"#;
        let gone = joint(r#""equipment", "lift""#, FELL_AWAY)?;
        let have = "XAB did not agree to its part (equipment, lift)";
        assert_eq!((gone.met, gone.have.as_str()), (Met::Unmet, have));
        let doubled = joint(r#""troops""#, FELL_AWAY)?;
        assert_eq!(doubled.met, Met::Unknown, "XAA brings troops too: how many are left is a question");
        for elsewhere in [r#""lift""#, r#""training""#, r#""funding""#] {
            assert_eq!(joint(elsewhere, FELL_AWAY)?.met, Met::Unknown, "{elsewhere}");
        }
        Ok(())
    }

    #[test]
    fn a_lead_that_fell_away_leaves_no_pledge() -> Result<(), Error> {
        let contributors = r#"{"state": "XAA", "roles": ["lead"], "agreed": false}"#;
        assert_eq!(status(Told { contributors, events: &[ACCEPTED], ..TOLD })?.met, Met::Unmet);
        Ok(())
    }

    #[test]
    fn an_overdue_renewal_is_a_question() -> Result<(), Error> {
        let on = |on: &'static str| status(Told { on, ..registered("") });
        assert_eq!(on("2027-02-01")?.met, Met::Met);
        assert_eq!(on("2027-02-02")?.met, Met::Unknown);
        Ok(())
    }

    const GONE: &str = r#""event": "withdrawn", "units": "all""#;

    /// What it says where this is known ahead, or perhaps holds already. The view is of 30 June, the clock starts on
    /// 1 July, and the stay lasts from 30 August up to 8 December 2026.
    fn ahead(events: &[(&str, &str)]) -> Result<(Met, String, String), Error> {
        let events: Vec<_> = std::iter::once(ACCEPTED).chain(events.iter().copied()).collect();
        let judgement = status(Told { events: &events, ..TOLD })?;
        Ok((judgement.met, judgement.have, judgement.question.unwrap_or_default()))
    }

    #[test]
    fn what_is_known_to_take_all_units_before_the_stay_ends_excludes_them() -> Result<(), Error> {
        let gone = ahead(&[("2026-09-01", GONE)])?;
        let have = "2 available; none is left after this: withdrawn on 2026-09-01 (event `e2`)";
        assert_eq!((gone.0, gone.1.as_str()), (Met::Unmet, have));
        let away = r#""event": "arrived", "units": "all""#;
        let none = r#""event": "amended", "lot": "l", "set": {"units": 0}"#;
        for what in [GONE, away, none] {
            assert_eq!(ahead(&[("2026-07-01", what)])?.0, Met::Unmet, "{what}");
            assert_eq!(ahead(&[("2026-12-07", what)])?.0, Met::Unmet, "{what}");
            assert_eq!(ahead(&[("2026-12-08", what)])?.0, Met::Met, "the stay is over: {what}");
        }
        assert_eq!(ahead(&[("2026-06-01/2026-07-31", GONE)])?.0, Met::Unmet, "whichever day it was");
        let one = r#""event": "withdrawn", "lots": ["l"], "units": 1"#;
        assert_eq!(ahead(&[("2026-08-01", one), ("2026-09-01", one)])?.0, Met::Unmet, "one by one");
        Ok(())
    }

    #[test]
    fn what_takes_some_units_or_perhaps_does_is_a_question() -> Result<(), Error> {
        let one = r#""event": "withdrawn", "lots": ["l"], "units": 1"#;
        let (met, have, question) = ahead(&[("2026-09-01", one)])?;
        assert_eq!((met, have.as_str()), (Met::Unknown, "2 available; withdrawn on 2026-09-01 (event `e2`)"));
        assert_eq!(question, "Which units are still free after this: withdrawn on 2026-09-01 (event `e2`)?");
        for days in ["2026-06-01/2026-12-31", "2026-09-01/2026-12-08"] {
            let (met, _, question) = ahead(&[(days, GONE)])?;
            assert!(met == Met::Unknown && question.starts_with("On which day exactly: withdrawn"), "{days}");
        }
        assert_eq!(ahead(&[("2026-12-08/2026-12-31", GONE)])?.0, Met::Met, "after the stay at the earliest");
        let more = r#""event": "amended", "lot": "l", "set": {"units": 3}"#;
        assert_eq!(ahead(&[("2026-09-01", more)])?.0, Met::Met, "none is taken");
        Ok(())
    }

    #[test]
    fn units_split_off_ahead_are_still_those_units() -> Result<(), Error> {
        let split = r#""event": "split", "lot": "l", "into": [{"id": "m", "described_as": "M", "units": 2}]"#;
        assert_eq!(ahead(&[("2026-08-01", split)])?.0, Met::Met);
        let gone = r#""event": "withdrawn", "lots": ["m"], "units": "all""#;
        assert_eq!(ahead(&[("2026-08-01", split), ("2026-09-01", gone)])?.0, Met::Unmet);
        let other = split.replace("\"M\"", "\"M\", \"windows\": []");
        assert_eq!(ahead(&[("2026-08-01", &other)])?.0, Met::Unknown, "they may be other units then");
        let part = split.replace("\"units\": 2", "\"units\": 1");
        assert_eq!(ahead(&[("2026-08-01", &part), ("2026-09-01", gone)])?.0, Met::Unknown);
        Ok(())
    }

    #[test]
    fn a_change_of_what_the_units_are_is_a_question_before_it_surely_holds() -> Result<(), Error> {
        let amended = |set: &str| format!(r#""event": "amended", "lot": "l", "set": {{{set}}}"#);
        for set in [r#""windows": []"#, r#""unit_type": "infantry-battalion""#, r#""stages": []"#] {
            for days in ["2026-06-01/2026-07-31", "2026-07-15"] {
                assert_eq!(ahead(&[(days, &amended(set))])?.0, Met::Unknown, "{set}, {days}");
            }
        }
        let worded = amended(r#""described_as": "another word""#);
        assert_eq!(ahead(&[("2026-06-01/2026-07-31", &worded)])?.0, Met::Met);
        Ok(())
    }

    #[test]
    fn a_move_of_the_deadline_that_is_known_ahead_counts() -> Result<(), Error> {
        let moved = |days: &str, from: &str, to: &str| -> Result<Met, Error> {
            let day = |day: &str| format!(r#"{{"earliest": "{day}", "latest": "{day}"}}"#);
            let pledge = format!(r#""offered_until": {},"#, day(from));
            let what = format!(r#""event": "deadline-moved", "until": {}"#, day(to));
            let events = [ACCEPTED, (days, what.as_str())];
            Ok(status(Told { pledge: &pledge, events: &events, ..TOLD })?.met)
        };
        assert_eq!(moved("2026-07-01", "2027-06-30", "2026-06-30")?, Met::Unmet);
        assert_eq!(moved("2026-07-01", "2026-06-30", "2027-06-30")?, Met::Met);
        assert_eq!(moved("2026-07-02", "2027-06-30", "2026-06-30")?, Met::Met, "after the clock start");
        assert_eq!(moved("2026-06-01/2026-07-31", "2027-06-30", "2026-06-30")?, Met::Unknown);
        Ok(())
    }

    #[test]
    fn an_absence_observed_after_the_registration_is_a_conflict() -> Result<(), Error> {
        let absent = r#""event": "observed-absent", "system": "un-pcrs""#;
        let (met, have, _) = ahead(&[("2026-05-31", absent)])?;
        assert_eq!(met, Met::Unknown);
        assert_eq!(have, "2 available; registered on 2026-02-01; not in un-pcrs as observed on 2026-05-31");
        let renewed = r#""event": "renewed", "units": "all""#;
        let level = r#""event": "level-recorded", "scheme": "un-pcrs", "level": "level-1", "units": "all""#;
        for later in [renewed, level] {
            assert_eq!(ahead(&[("2026-05-31", absent), ("2026-06-01", later)])?.0, Met::Met, "{later}");
        }
        assert_eq!(ahead(&[("2026-01-31", absent)])?.0, Met::Met, "registered since");
        Ok(())
    }

    #[test]
    fn every_open_question_is_asked() -> Result<(), Error> {
        let pledge = r#""conditions": ["air transport"], "offered_until": {"latest": "2026-12-31"},"#;
        let judgement = status(Told { pledge, events: &[("2026-06-01/2026-07-31", ACCEPTED.1)], ..TOLD })?;
        let have = "2 announced; accepted some day from 2026-06-01 to 2026-07-31 (event `e1`); \
            offered until by 2026-12-31; on the condition: air transport";
        assert_eq!((judgement.met, judgement.have.as_str()), (Met::Unknown, have));
        let question = judgement.question.unwrap_or_default();
        assert_eq!(question.matches('?').count(), 4, "{question}");
        Ok(())
    }

    #[test]
    fn what_moves_no_unit_is_no_question() -> Result<(), Error> {
        let paper =
            r#""event": "evidence-recorded", "units": "all", "evidence": {"id": "x", "kind": "document"}"#;
        assert_eq!(ahead(&[("2026-06-01/2026-07-31", paper)])?.0, Met::Met);
        Ok(())
    }
}
