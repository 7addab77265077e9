//! Stages by example, each answer derived by hand: what completes them, of which tour it is, clocks of their own, and what
//! others undertook.

use super::{Band, Setting, StageInTime, Standing, timeline};
use crate::judge::readiness::testing::{ACCEPTED, TOLD, Told, lot};
use crate::record::Mission;
use crate::words::finding::{Code, Error, Finding};

/// An event on a day.
type On<'e> = (&'e str, &'e str);

/// What is asked: of a lot of so many units with one stage, for a mission whose clock starts on 1 July 2026.
#[derive(Clone, Copy)]
struct Asked<'a> {
    units: u32,
    /// The members of the stage, but for its id and its branch.
    stage: &'a str,
    events: &'a [On<'a>],
    on: &'a str,
    clock: &'a str,
    undertakings: &'a str,
}

const ASKED: Asked<'_> =
    Asked { units: 1, stage: "", events: &[], on: "2026-06-30", clock: "mandate", undertakings: "" };

impl Asked<'_> {
    fn told(self) -> Result<StageInTime, Error> {
        let Self { units, stage, events, on, clock, undertakings } = self;
        let lot_with =
            format!(r#", "units": {units}, "stages": [{{"id": "s", "branch": "both", "after": []{stage}}}]"#);
        let view = Told { lot: &lot_with, events, on, ..TOLD }.view()?;
        let mission = Mission::read(&format!(
            r#"{{"format": "pledgebook.mission/1", "id": "m", "title": "Orvanda", "led_by": "UN", "clock": "{clock}",
                "host": {{"name": "An invented host", "fictional": true}}, "sources": [], "requirements": [],
                "undertakings": [{undertakings}]}}"#
        ))?;
        let start = Some("2026-07-01".parse()?);
        let setting = Setting::new(&view, lot(&view)?, mission.document(), start);
        let stages = timeline(&setting, &[], &[]).stages;
        stages.into_iter().next().ok_or_else(|| Error::one(Finding::new(Code::NotFound, "", "No stage.")))
    }

    /// `open`, `perhaps` or `complete`, and in words what shows it.
    fn stands(self) -> Result<(&'static str, String), Error> {
        Ok(match self.told()?.standing {
            Standing::Open => ("open", String::new()),
            Standing::Perhaps(shown) => ("perhaps", shown.by),
            Standing::Complete(shown) => ("complete", shown.by),
        })
    }

    fn is(self) -> Result<&'static str, Error> {
        Ok(self.stands()?.0)
    }
}

fn evidence(kind: &str, rest: &str) -> String {
    of("\"all\"", kind, rest)
}

fn of(units: &str, kind: &str, rest: &str) -> String {
    format!(
        r#""event": "evidence-recorded", "lots": ["l"], "units": {units},
            "evidence": {{"id": "e", "kind": "{kind}"{rest}}}"#
    )
}

fn trained(module: &str, rest: &str, more: &str) -> String {
    evidence("training", &format!(r#", "training": {{"module": "{module}"{rest}}}{more}"#))
}

const LAW: &str = r#", "completed_by": {"evidence": "training", "module": "humanitarian-law"}"#;
const ALL: &str = r#", "share": 100"#;

#[test]
fn training_in_the_module_that_is_named_completes_a_stage_and_no_other() -> Result<(), Error> {
    let is = |events: &[&str]| {
        let days = ["2026-03-01", "2026-04-01"];
        let events: Vec<On<'_>> = days.into_iter().zip(events.iter().copied()).collect();
        Asked { stage: LAW, events: &events, ..ASKED }.is()
    };
    let law = trained("humanitarian-law", ALL, "");
    assert_eq!(is(&[])?, "open");
    assert_eq!(is(&[&trained("environment", ALL, "")])?, "open", "another module");
    assert_eq!(is(&[&law])?, "complete");
    assert_eq!(is(&[&law, &trained("environment", r#", "share": 10"#, "")])?, "complete");
    assert_eq!(is(&[&trained("humanitarian-law", r#", "share": 99"#, "")])?, "open", "not all persons");
    assert_eq!(is(&[&trained("humanitarian-law", "", "")])?, "perhaps", "how many is not stated");
    assert_eq!(
        is(&[&of("1", "training", r#", "training": {"module": "humanitarian-law", "share": 100}"#)])?,
        "complete",
        "of one unit of one"
    );
    // A later and weaker one takes nothing back, one that was not passed does.
    assert_eq!(is(&[&law, &trained("humanitarian-law", r#", "share": 60"#, "")])?, "complete");
    assert_eq!(is(&[&law, &trained("humanitarian-law", ALL, r#", "outcome": "not-passed""#)])?, "open");
    // What counts no longer says nothing of what people can do since: as in schemes and gates, that is Unknown.
    assert_eq!(is(&[&trained("humanitarian-law", ALL, r#", "valid_until": "2026-06-29""#)])?, "perhaps");
    assert_eq!(is(&[&trained("humanitarian-law", ALL, r#", "valid_until": "2026-06-30""#)])?, "complete");
    Ok(())
}

#[test]
fn evidence_on_some_units_may_be_of_these() -> Result<(), Error> {
    let some = of("1", "training", r#", "training": {"module": "humanitarian-law", "share": 100}"#);
    let events = [("2026-03-01", some.as_str())];
    let (is, by) = Asked { units: 2, stage: LAW, events: &events, ..ASKED }.stands()?;
    assert_eq!((is, by.as_str()), ("perhaps", "training `e` (of some units, not said which)"));
    // By the rule on training, what is of some units is no more than what decides of all: half of the persons are too few.
    let less = trained("humanitarian-law", r#", "share": 50"#, "");
    let events = [("2026-02-01", less.as_str()), events[0]];
    assert_eq!(Asked { units: 2, stage: LAW, events: &events, ..ASKED }.is()?, "open");
    Ok(())
}

#[test]
fn a_stage_judges_training_as_schemes_and_gates_do() -> Result<(), Error> {
    let law = trained("humanitarian-law", ALL, "");
    let then = |rest: &str| {
        let some = of("1", "training", &format!(r#", "training": {{"module": "humanitarian-law"{rest}"#));
        let events = [("2026-03-01", law.as_str()), ("2026-04-01", some.as_str())];
        Asked { units: 2, stage: LAW, events: &events, ..ASKED }.stands()
    };
    // A later and weaker one takes nothing back, whatever units it is of; one that was not passed leaves it open.
    assert_eq!(then(r#", "share": 60}"#)?.0, "complete");
    let (is, by) = then(r#", "share": 100}, "outcome": "not-passed""#)?;
    assert_eq!((is, by.as_str()), ("perhaps", "training `e` (of some units `e` says otherwise)"));
    // Whether they were trained again, nobody recorded.
    let ran_out = trained("humanitarian-law", ALL, r#", "valid_until": "2026-06-29""#);
    let events = [("2026-03-01", ran_out.as_str())];
    let (is, by) = Asked { stage: LAW, events: &events, ..ASKED }.stands()?;
    let said =
        "training `e` (it counted until 2026-06-29, and whether persons were trained again is not on record)";
    assert_eq!((is, by.as_str()), ("perhaps", said));
    Ok(())
}

#[test]
fn of_training_before_the_return_what_says_that_it_counts_decides() -> Result<(), Error> {
    let until = trained("humanitarian-law", ALL, r#", "valid_until": "2027-01-31""#);
    let open = trained("humanitarian-law", ALL, "");
    let failed = trained("humanitarian-law", ALL, r#", "outcome": "not-passed""#);
    let is = |first: &str, second: &str| {
        let events = [ACCEPTED, ("2026-02-10", first), ("2026-02-20", second), AWAY, HOME];
        Asked { stage: LAW, events: &events, ..ASKED }.is()
    };
    assert_eq!(is(&until, &open)?, "complete", "the first alone completes it");
    assert_eq!(is(&open, &until)?, "complete");
    assert_eq!(is(&open, &open)?, "perhaps", "for the tour before");
    // That they failed since is so on whatever tour.
    assert_eq!(is(&until, &failed)?, "open");
    assert_eq!(is(&failed, &until)?, "complete");
    Ok(())
}

#[test]
fn a_stage_that_names_no_module_or_step_is_surely_completed_by_none() -> Result<(), Error> {
    let law = trained("humanitarian-law", ALL, "");
    let stage = r#", "completed_by": {"evidence": "training"}"#;
    let (is, by) = Asked { stage, events: &[("2026-03-01", &law)], ..ASKED }.stands()?;
    assert_eq!(is, "perhaps");
    assert_eq!(by, "training `e` (which training completes the stage is not stated)");
    Ok(())
}

#[test]
fn the_step_that_is_named_must_be_cleared() -> Result<(), Error> {
    let check = |step: &str, cleared: &str| {
        evidence("human-rights-screening", &format!(r#", "check": {{"step": "{step}"{cleared}}}"#))
    };
    let is = |step: &str, evidence: &str| {
        let named = if step.is_empty() { String::new() } else { format!(r#", "step": "{step}""#) };
        let stage = format!(r#", "completed_by": {{"evidence": "human-rights-screening"{named}}}"#);
        Asked { stage: &stage, events: &[("2026-03-01", evidence)], ..ASKED }.is()
    };
    let cleared = r#", "cleared": true"#;
    assert_eq!(is("state-certification", &check("state-certification", cleared))?, "complete");
    assert_eq!(is("ohchr-procedure", &check("state-certification", cleared))?, "open", "another step");
    assert_eq!(is("state-certification", &check("state-certification", ""))?, "perhaps", "under way");
    assert_eq!(is("state-certification", &check("state-certification", r#", "cleared": false"#))?, "open");
    assert_eq!(is("", &check("state-certification", cleared))?, "perhaps", "which step is not stated");
    Ok(())
}

/// Registered, deployed on 1 March 2026, home on 30 April 2026.
const AWAY: On<'_> = ("2026-03-01", r#""event": "arrived", "units": "all""#);
const HOME: On<'_> = ("2026-04-30", r#""event": "returned", "units": "all""#);

#[test]
fn evidence_from_before_the_return_is_of_the_tour_before() -> Result<(), Error> {
    let is = |units: u32, stage: &str, kind: &str, day: &str, more: &str| {
        let stage = format!(r#", "completed_by": {{"evidence": "{kind}"}}{stage}"#);
        let evidence = evidence(kind, &format!(r#", "outcome": "passed"{more}"#));
        let events = [ACCEPTED, AWAY, HOME, (day, evidence.as_str())];
        Asked { units, stage: &stage, events: &events, ..ASKED }.stands()
    };
    let word = |units, stage: &str, kind: &str, day: &str, more: &str| {
        is(units, stage, kind, day, more).map(|(is, _)| is)
    };
    let until = r#", "valid_until": "2026-12-31""#;
    for kind in ["pre-deployment-visit", "coe-inspection"] {
        // By its nature of one tour: those people and that equipment went, and came home.
        assert_eq!(word(1, "", kind, "2026-02-15", "")?, "open", "{kind}");
        assert_eq!(word(1, "", kind, "2026-04-30", "")?, "open", "{kind}, on the day of the return");
        assert_eq!(word(1, "", kind, "2026-05-01", "")?, "complete", "{kind}");
        assert_eq!(word(2, "", kind, "2026-02-15", "")?, "perhaps", "{kind}: the other may not have gone");
        assert_eq!(word(1, "", kind, "2026-02-15", until)?, "perhaps", "{kind}: it says it counts");
        assert_eq!(word(1, "", kind, "2026-04-20/2026-05-10", "")?, "perhaps", "{kind}: before or after");
    }
    for kind in ["document", "agreement", "assessment-and-advisory-visit", "exercise"] {
        // A letter may serve again, and a visit stand; where it says until when it counts, it does.
        let (is, by) = is(1, "", kind, "2026-02-15", "")?;
        assert_eq!(is, "perhaps", "{kind}");
        assert!(by.ends_with("`e` (from before its units came home on 2026-04-30)"), "{by}");
        assert_eq!(word(1, "", kind, "2026-02-15", until)?, "complete", "{kind}");
        assert_eq!(word(1, "", kind, "2026-05-01", "")?, "complete", "{kind}");
    }
    // What was loaded and carried then is loaded and carried anew, whatever paper shows it.
    let lift = r#", "kind": "lift""#;
    assert_eq!(word(1, lift, "document", "2026-02-15", "")?, "open");
    assert_eq!(word(1, lift, "document", "2026-05-01", "")?, "complete");
    Ok(())
}

#[test]
fn a_return_within_bounds_ends_the_tour_before_on_any_of_its_days() -> Result<(), Error> {
    let home = ("2026-04-01/2026-04-30", HOME.1);
    let stands = |kind: &str, day: &str| {
        let stage = format!(r#", "completed_by": {{"evidence": "{kind}"}}"#);
        let evidence = evidence(kind, r#", "outcome": "passed""#);
        // In the order of their days: a visit in April comes before the last day of the return.
        let events = [ACCEPTED, AWAY, (day, evidence.as_str()), home];
        Asked { stage: &stage, events: &events, ..ASKED }.stands()
    };
    let visit = |day: &str| stands("pre-deployment-visit", day);
    assert_eq!(visit("2026-04-01")?.0, "open", "before the return, or on its day");
    let (is, by) = visit("2026-04-20")?;
    let said = "pre deployment visit `e` (perhaps from before its units came home by 2026-04-30)";
    assert_eq!((is, by.as_str()), ("perhaps", said));
    assert_eq!(visit("2026-05-01")?.0, "complete", "after the return on whatever day");
    assert_eq!(visit("2026-03-20/2026-04-02")?.0, "perhaps", "before it, or after a return on 1 April");
    assert_eq!(
        stands("document", "2026-03-20")?.1,
        "document `e` (from before its units came home by 2026-04-30)"
    );
    Ok(())
}

#[test]
fn who_never_came_home_has_no_tour_before() -> Result<(), Error> {
    let visit = evidence("pre-deployment-visit", r#", "outcome": "passed""#);
    let stage = r#", "completed_by": {"evidence": "pre-deployment-visit"}"#;
    let visited = ("2026-02-15", visit.as_str());
    assert_eq!(Asked { stage, events: &[ACCEPTED, visited], ..ASKED }.is()?, "complete");
    // It was before the State was asked: perhaps for another mission, that came to nothing.
    let (is, by) = Asked { stage, events: &[ACCEPTED, visited, REQUEST], ..ASKED }.stands()?;
    assert_eq!(
        (is, by.as_str()),
        ("perhaps", "pre deployment visit `e` (from before the request of 2026-06-01)")
    );
    let after = ("2026-06-10", visit.as_str());
    assert_eq!(Asked { stage, events: &[ACCEPTED, REQUEST, after], ..ASKED }.is()?, "complete");
    // A letter of decision may well be from before the request.
    let letter = evidence("document", "");
    let stage = r#", "completed_by": {"evidence": "document"}"#;
    assert_eq!(
        Asked { stage, events: &[ACCEPTED, ("2026-02-15", &letter), REQUEST], ..ASKED }.is()?,
        "complete"
    );
    Ok(())
}

const REQUEST: On<'_> =
    ("2026-06-01", r#""event": "consultation-opened", "kind": "formal-request", "mission": "m""#);

fn answered(request: &str, answer: &str, more: &str) -> String {
    format!(r#""event": "consultation-answered", "consultation": "{request}", "answer": "{answer}"{more}"#)
}

#[test]
fn the_states_agreement_completes_a_decision() -> Result<(), Error> {
    let stage = r#", "kind": "decision", "completed_by": {"event": "consultation-answered"}"#;
    let is = |units, answers: &[On<'_>]| {
        let events: Vec<On<'_>> = [ACCEPTED, REQUEST].into_iter().chain(answers.iter().copied()).collect();
        Asked { units, stage, events: &events, ..ASKED }.is()
    };
    let answer = |word: &str| answered("e2", word, "");
    let agreed = answer("agreed");
    assert_eq!(is(1, &[])?, "open", "asked and not answered");
    assert_eq!(is(1, &[("2026-06-20", &agreed)])?, "complete");
    assert_eq!(is(1, &[("2026-06-20", &answer("agreed-with-conditions"))])?, "complete");
    assert_eq!(is(1, &[("2026-06-20", &answer("in-principle"))])?, "open");
    assert_eq!(is(1, &[("2026-06-20", &agreed), ("2026-06-21", &answer("not-at-this-time"))])?, "open");
    assert_eq!(is(2, &[("2026-06-20", &answered("e2", "agreed", r#", "units": 1"#))])?, "perhaps", "which?");
    // What was agreed before the units came home may have been for that tour.
    let home = [ACCEPTED, ("2026-02-10", REQUEST.1), ("2026-02-20", &*agreed), AWAY, HOME];
    let (is, by) = Asked { stage, events: &home, ..ASKED }.stands()?;
    assert_eq!(is, "perhaps");
    assert_eq!(by, "the State\u{2019}s answer `e3` (from before its units came home on 2026-04-30)");
    Ok(())
}

#[test]
fn a_signature_completes_a_memorandum_until_it_ends() -> Result<(), Error> {
    let stage = r#", "kind": "mou", "completed_by": {"event": "mou-step"}"#;
    let step = |step: &str, mission: &str| {
        format!(r#""event": "mou-step", "instrument": "mou", "step": "{step}"{mission}"#)
    };
    let is = |events: &[On<'_>]| Asked { stage, events, ..ASKED }.is();
    let (ours, other) = (r#", "mission": "Orvanda""#, r#", "mission": "Another""#);
    let signed = step("signed", ours);
    assert_eq!(is(&[ACCEPTED, ("2026-06-01", &step("agreed", ours))])?, "open", "its text only");
    assert_eq!(is(&[ACCEPTED, ("2026-06-01", &signed)])?, "complete");
    assert_eq!(
        is(&[ACCEPTED, ("2026-06-01", &step("signed", ""))])?,
        "complete",
        "for no mission in particular"
    );
    assert_eq!(is(&[ACCEPTED, ("2026-06-01", &step("signed", other))])?, "perhaps", "by another name");
    assert_eq!(is(&[ACCEPTED, ("2026-06-01", &signed), ("2026-06-10", &step("ended", ours))])?, "open");
    // It may hold on for the next tour, or not.
    assert_eq!(is(&[ACCEPTED, ("2026-02-10", &signed), AWAY, HOME])?, "perhaps");
    assert_eq!(is(&[ACCEPTED, AWAY, HOME, ("2026-05-10", &signed)])?, "complete");
    Ok(())
}

/// When the one stage ends, in days after the start.
fn ends(asked: Asked<'_>) -> Result<Band, Error> {
    Ok(asked.told()?.ends)
}

#[test]
fn a_clock_of_its_own_starts_with_the_request_or_the_agreement() -> Result<(), Error> {
    let request = r#", "days": 30, "clock": "request""#;
    let approval = r#", "days": 30, "clock": "approval""#;
    let on = |day: &'static str| (day, REQUEST.1);
    // Asked twenty days before the clock of the mission starts: ten days are left.
    assert_eq!(
        ends(Asked { stage: request, events: &[ACCEPTED, on("2026-06-11")], ..ASKED })?,
        Band::exactly(10)
    );
    // Asked on day 10, seen on day 19.
    let later = Asked { stage: request, events: &[ACCEPTED, on("2026-07-11")], on: "2026-07-20", ..ASKED };
    assert_eq!(ends(later)?, Band::exactly(40));
    // Long ago: nothing is left.
    assert_eq!(
        ends(Asked { stage: request, events: &[ACCEPTED, on("2026-05-01")], ..ASKED })?,
        Band::exactly(0)
    );
    // Nobody asked: it may have begun before, or may begin any day.
    assert_eq!(ends(Asked { stage: request, ..ASKED })?, Band::from(0));
    // A mission that counts from the request counts as it does.
    assert_eq!(ends(Asked { stage: request, clock: "request", ..ASKED })?, Band::exactly(30));
    let agreed = answered("e2", "agreed", "");
    let approved = [ACCEPTED, on("2026-06-01"), ("2026-06-21", &*agreed)];
    assert_eq!(ends(Asked { stage: approval, events: &approved, ..ASKED })?, Band::exactly(20));
    let refused = answered("e2", "not-at-this-time", "");
    let refused = [ACCEPTED, on("2026-06-01"), ("2026-06-21", &*refused)];
    assert_eq!(ends(Asked { stage: approval, events: &refused, ..ASKED })?, Band::from(0));
    // The request of the tour before starts no clock for the next one.
    let before = [ACCEPTED, on("2026-02-10"), AWAY, HOME];
    assert_eq!(ends(Asked { stage: request, events: &before, ..ASKED })?, Band::from(0));
    Ok(())
}

#[test]
fn a_stage_waits_for_what_others_undertook() -> Result<(), Error> {
    let undertaking = |id: &str, rest: &str| {
        format!(r#"{{"id": "{id}", "by": "host-state", "kind": "land", "text": "T", "basis": "B"{rest}}}"#)
    };
    let stage = r#", "undertaking": "land""#;
    let ends_with = |on: &'static str, undertakings: &[&str]| {
        let all: Vec<String> =
            ["u1", "u2"].into_iter().zip(undertakings).map(|(id, rest)| undertaking(id, rest)).collect();
        ends(Asked { stage, on, undertakings: &all.join(","), ..ASKED })
    };
    let stated = r#", "status": "stated", "due": 30"#;
    assert_eq!(ends_with("2026-06-30", &[stated])?, Band::exactly(30), "planned for the day it is due");
    assert_eq!(ends_with("2026-07-31", &[stated])?, Band::exactly(30), "day 30 is its last day");
    assert_eq!(ends_with("2026-08-01", &[stated])?, Band::from(30), "that day has passed");
    assert_eq!(ends_with("2026-06-30", &[r#", "status": "open", "due": 20"#])?, Band::from(20));
    assert_eq!(ends_with("2026-06-30", &[r#", "status": "refused""#])?, Band::from(0));
    assert_eq!(ends_with("2026-06-30", &[])?, Band::from(0), "nobody undertook it");
    let verified = r#", "status": "verified", "since": "2026-07-11""#;
    assert_eq!(ends_with("2026-07-20", &[verified])?, Band::exactly(10));
    assert_eq!(ends_with("2026-07-20", &[verified, stated])?, Band::exactly(30), "all of them");
    let elsewhere = r#", "status": "open", "states": ["XAB"]"#;
    assert_eq!(ends_with("2026-07-20", &[verified, elsewhere])?, Band::exactly(10), "of another State");
    // With days of its own, it ends once both are over.
    let longer = Asked {
        stage: r#", "undertaking": "land", "days": 50"#,
        undertakings: &undertaking("u1", stated),
        ..ASKED
    };
    assert_eq!(ends(longer)?, Band::exactly(50));
    Ok(())
}
