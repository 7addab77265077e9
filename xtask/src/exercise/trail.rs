//! The paper trail of a pledge: note verbale, receipts, visits, levels, training, checks, renewals, in the order and at
//! the distance in which they come in practice.

use serde_json::{Value, json};

use super::calendar::{TODAY, day, on};
use super::draw::Draw;
use super::life::{Life, source};
use super::lots::Goal;
use super::states::{Pace, Profile};

/// What the trail is of.
pub(crate) struct Of<'a> {
    pub(crate) profile: &'a Profile,
    pub(crate) police: bool,
    /// The last day of the offer, if one was given.
    pub(crate) ends: Option<u32>,
    /// How many persons were offered.
    pub(crate) strength: u32,
    pub(crate) goal: Goal,
    /// The lots that go as far; absent: all.
    pub(crate) ahead: Option<Vec<String>>,
    /// Whether the papers of a large book are thinned out.
    pub(crate) thin: bool,
}

/// The day on which a pledge is announced, and who says so: most are made at conferences.
pub(crate) fn announcement(code: &str, draw: &mut Draw) -> (u32, Value) {
    let (first, second) = (day("2023-12-06"), day("2025-05-14"));
    match draw.between(1, 100) {
        1..=38 => {
            (first, source("Pledges made at the first capability conference (exercise)", first, "official"))
        }
        39..=66 => (
            second,
            source("Pledges made at the second capability conference (exercise)", second, "official"),
        ),
        67..=90 => {
            let day = draw.between(70, 900);
            (
                day,
                source(&format!("Statement by {code} in the Special Committee (exercise)"), day, "official"),
            )
        }
        _ => {
            let day = draw.between(70, 900);
            (day, source("Exercise Gazette", day + 1, "press-or-expert"))
        }
    }
}

const PAPERS: [(&str, u32); 5] = [
    ("table-of-organization", 8),
    ("major-equipment-list", 12),
    ("self-sustainment-list", 20),
    ("basic-training-certification", 34),
    ("human-rights-screening-certification", 38),
];

/// From the note verbale as far as the goal, if there is time; gives the day of registration.
pub(crate) fn papers(life: &mut Life, of: &Of<'_>, announced: u32, draw: &mut Draw) -> Option<u32> {
    let profile = of.profile;
    if of.goal == Goal::Announced {
        return None;
    }
    let offered = announced + profile.days(draw.between(20, 110));
    let symbol = format!("NV/{}/{}", profile.code, draw.between(100, 999));
    let note =
        json!({"id": "note-verbale", "kind": "document", "document": "note-verbale", "reference": symbol});
    life.step(offered, draw.between(1, 4), "offered", json!({"units": "all"}));
    life.cite(source(&format!("Note verbale {symbol} (exercise)"), offered, "official"));
    life.evidence(offered, 4, note, json!({}));
    life.step(offered + draw.between(5, 12), 1, "acknowledged", json!({"units": "all"}));
    let late = profile.days(draw.between(6, 24));
    let last = if of.goal == Goal::Offered { 3 } else { PAPERS.len() };
    for (document, days) in PAPERS.iter().take(if of.thin { 1 } else { last }) {
        let paper = json!({"id": document, "kind": "document", "document": document});
        life.evidence(offered + days + late, draw.between(2, 9), paper, json!({}));
    }
    if of.goal == Goal::Offered {
        return None;
    }
    let accepted = offered + 44 + late + profile.days(draw.between(10, 40));
    life.step(accepted, 2, "accepted", json!({"units": "all"}));
    level(life, accepted, "level-1", None);
    renewals(life, of, accepted, draw);
    Some(accepted)
}

pub(crate) fn level(life: &mut Life, day: u32, level: &str, lots: Option<&[String]>) {
    life.step(
        day,
        3,
        "level-recorded",
        json!({"lots": lots, "units": "all", "scheme": "un-pcrs", "level": level}),
    );
    life.cite(source("Register of the readiness desk (exercise)", day, "official"));
}

/// A year after registration, then every half year, while the offer lasts. Where several ministries sign, the latest may still be missing.
fn renewals(life: &mut Life, of: &Of<'_>, accepted: u32, draw: &mut Draw) {
    let mut due = accepted + 365;
    while due < TODAY && of.ends.is_none_or(|ends| due <= ends) {
        let missing = match of.profile.pace {
            Pace::Prompt => 3,
            Pace::Steady => 10,
            Pace::Slow => 22,
        };
        let is_last = due + 181 >= TODAY;
        let renewed = due - draw.between(3, 30);
        if !(is_last && draw.chance(missing)) && (is_last || !of.thin) {
            life.step(renewed, draw.between(1, 6), "renewed", json!({"units": "all"}));
            life.cite(source(
                &format!("Yearly questionnaire, answer of {} (exercise)", of.profile.code),
                renewed,
                "official",
            ));
        }
        due = renewed + 181;
    }
}

/// Training and the two checks, as far as a unit of this goal has them.
pub(crate) fn people(life: &mut Life, of: &Of<'_>, accepted: u32, draw: &mut Draw) {
    let ready = of.goal >= Goal::Level2;
    let begin = accepted + of.profile.days(25);
    let valid_until = |day: u32| json!(on(day + 913));
    let mut courses = vec![("core-pre-deployment", "self", if ready { 100 } else { 70 })];
    let external = if draw.chance(40) { "external" } else { "peer" };
    if ready || draw.chance(50) {
        courses.push(("prevention-of-sexual-exploitation-and-abuse", external, if ready { 100 } else { 60 }));
    }
    if ready && !of.thin {
        let by = *draw.one(&["self", "peer", "peer", "external"]);
        courses.push(("humanitarian-law", by, draw.between(85, 100)));
        if of.police {
            courses.push(("public-order-management", "external", draw.between(80, 100)));
        } else if draw.chance(70) {
            courses.push(("use-of-force", *draw.one(&["self", "peer"]), draw.between(80, 100)));
        }
        if draw.chance(35) {
            courses.push(("community-engagement", *draw.one(&["peer", "external"]), draw.between(8, 40)));
        }
        if draw.chance(15) {
            courses.push(("child-protection", "external", draw.between(20, 90)));
        }
    }
    // Certificates run out; most States train again in time, the slower ones often do not.
    let again = match of.profile.pace {
        Pace::Prompt => 92,
        Pace::Steady => 80,
        Pace::Slow => 55,
    };
    for (i, (module, validator, share)) in (0..).zip(courses) {
        let trained = begin + 6 * i + draw.between(0, 20);
        let retrained = trained + 913 - draw.between(40, 140);
        let mut told = |id: String, on: u32| {
            let evidence = json!({"id": id, "kind": "training", "valid_until": valid_until(on),
                "training": {"module": module, "share": share, "validator": validator}});
            life.evidence(on, draw.between(3, 20), evidence, json!({}));
            draw.chance(again)
        };
        if told(format!("training-{module}"), trained) && retrained < TODAY - 20 {
            told(format!("training-{module}-again"), retrained);
        }
    }
    let mut checks = vec![("human-rights-screening", "state-certification", "the State", true)];
    if ready || draw.chance(40) {
        checks.push(("misconduct-vetting", "state-certification", "the State", true));
    }
    if ready && !of.thin {
        checks.push(("human-rights-screening", "self-certification", "the members of the unit", true));
        checks.push(("human-rights-screening", "ohchr-procedure", "OHCHR (exercise)", draw.chance(75)));
        let after = draw.chance(45);
        if of.police || after {
            checks.push(("misconduct-vetting", "misconduct-tracking", "conduct office (exercise)", after));
        }
    }
    for (i, (kind, step, by, cleared)) in (0..).zip(checks) {
        let made = begin + 20 + 9 * i;
        let check = super::calendar::with(json!({"step": step}), json!({"cleared": cleared.then_some(true)}));
        let evidence = json!({"id": format!("{kind}-{step}"), "kind": kind, "by": by, "check": check});
        life.evidence(made, draw.between(2, 12), evidence, json!({}));
    }
}

const POINTS: [&str; 6] = [
    "Recovery vehicle missing from the equipment list.",
    "Drivers to be licensed for the heavy vehicles.",
    "Working language of the mission spoken by too few of the staff.",
    "Water purification plant not in working order.",
    "Ammunition storage not up to the standard.",
    "Radio sets of two kinds that cannot be joined in one net.",
];

/// Visits and levels above the first; gives the day of the last level.
pub(crate) fn levels(life: &mut Life, of: &Of<'_>, accepted: u32, draw: &mut Draw) -> u32 {
    let profile = of.profile;
    let lots = of.ahead.as_deref();
    let about = || json!({"lots": lots});
    if of.goal < Goal::Level2 {
        // A visit has been asked for; some were made, with points left open.
        if draw.chance(18) {
            let visit = accepted + profile.days(draw.between(120, 220));
            let points = json!([{"text": draw.one(&POINTS)}, {"text": "Second visit agreed once the points are closed."}]);
            let evidence = json!({"id": "aav", "kind": "assessment-and-advisory-visit", "by": "AAV team of four (exercise)",
                "outcome": "not-passed", "points": points});
            life.evidence(visit, 20, evidence, json!({}));
        }
        return accepted;
    }
    let visit = accepted + profile.days(draw.between(55, 150));
    let recorded = visit + draw.between(30, 55);
    let point = |text: &str, closed: u32| json!({"text": text, "closed": on(closed)});
    let points = match draw.between(0, 2) {
        0 => json!([]),
        _ => json!([point(draw.one::<&str>(&POINTS), recorded - 6)]),
    };
    let evidence = json!({"id": "aav", "kind": "assessment-and-advisory-visit", "by": "AAV team of four (exercise)",
        "outcome": "passed", "points": points, "reference": format!("AAV/{}/{}", profile.code, draw.between(10, 99))});
    life.evidence(visit, recorded - visit, evidence, about());
    level(life, recorded, "level-2", lots);
    if draw.chance(22) && !of.thin {
        let title = json!({"id": "exercise", "kind": "exercise", "by": "national training centre", "outcome": "passed"});
        life.evidence(recorded + 30, 12, title, about());
    }
    if of.goal < Goal::Level3 {
        return recorded;
    }
    let aligned = recorded + profile.days(draw.between(45, 120));
    let paper = json!({"id": "sur-alignment", "kind": "document", "document": "sur-alignment", "by": "force generation (exercise)"});
    life.evidence(aligned, 5, paper, about());
    level(life, aligned + 12, "level-3", lots);
    if of.goal < Goal::Rapid {
        return aligned + 12;
    }
    let signed = aligned + 12 + draw.between(30, 80);
    let verified = signed + draw.between(10, 40);
    let agreement = json!({"id": "rdl-agreement", "kind": "agreement", "document": "rdl-agreement",
        "by": "United Nations and the State", "hash": hash(&profile.port("RDL"), draw)});
    life.evidence(signed, 3, agreement, about());
    let visit = json!({"id": "verification-visit", "kind": "verification-visit", "by": "verification team (exercise)",
        "outcome": "passed", "points": []});
    life.evidence(verified, 8, visit, about());
    level(life, verified + 15, "rapid-deployment", lots);
    verified + 15
}

/// The shape of a hash of a document on file; the document is as invented as everything else.
fn hash(of: &str, draw: &mut Draw) -> String {
    let mut parts = Draw::of(&format!("{of}{}", draw.between(0, 999_999)));
    (0..8).map(|_| format!("{:08x}", parts.between(0x1000_0000, 0xffff_fffe))).collect()
}

/// What became of it later: tours, withdrawals, deadlines that slide.
pub(crate) fn later(life: &mut Life, of: &Of<'_>, ready: u32, draw: &mut Draw) {
    let about = json!({"lots": of.ahead});
    if ready + 150 > TODAY {
        return;
    }
    let letter = format!("Letter of the Permanent Mission of {} (exercise)", of.profile.code);
    match draw.between(1, 100) {
        1..=13 if of.goal >= Goal::Level2 => {
            let people = ready + draw.between(90, 150);
            let to = *draw.one(&["UN mission in Kessimar", "UN mission in Orvanda, advance party"]);
            let arrive =
                |arrival: &str| json!({"lots": of.ahead, "units": "all", "arrival": arrival, "mission": to});
            let reported = |life: &mut Life, day: u32| {
                life.cite(source("Report of the movement desk (exercise)", day, "official"));
            };
            life.step(people, 4, "arrived", arrive("people"));
            reported(life, people + 4);
            let equipment = people + draw.between(25, 90);
            life.step(equipment, 9, "arrived", arrive("equipment"));
            reported(life, equipment + 9);
            performance(life, of, (people, people + 95), to, about, draw);
            let back = people + 365 + draw.between(0, 30);
            let gone = json!({"lots": of.ahead, "units": "all", "reason": "end-of-tour"});
            life.step(back, 6, "returned", gone);
            reported(life, back + 6);
        }
        14..=18 => {
            let reasons = [
                "The unit is needed at home.",
                "Its equipment was given to another unit.",
                "Budget of the coming year.",
            ];
            let why = *draw.one(&reasons);
            let withdrawn = ready + draw.between(60, 140);
            life.step(withdrawn, 7, "withdrawn", json!({"units": "all", "reason": why}));
            life.cite(source(&letter, withdrawn, "official"));
        }
        19..=24 => {
            let moved = ready + draw.between(30, 120);
            let until = on(moved.max(TODAY - 60) + draw.between(90, 500));
            life.step(moved, 5, "deadline-moved", json!({"until": {"earliest": until, "latest": until}}));
            life.cite(source(&letter, moved, "official"));
        }
        25..=40 if of.goal >= Goal::Level2 => {
            performance(
                life,
                of,
                (ready.saturating_sub(420), ready + 20),
                "earlier UN mission in Kessimar",
                about,
                draw,
            );
        }
        41..=46 if of.goal >= Goal::Level2 => {
            let share = json!({"id": "coe-inspection", "kind": "coe-inspection", "by": "COE inspectors (exercise)",
                "outcome": if draw.chance(80) { "passed" } else { "not-passed" }, "valid_until": on(TODAY + draw.between(60, 400))});
            life.evidence(ready + 80, 9, share, about);
        }
        _ => {}
    }
}

/// What was delivered in a deployment, as told on a later day.
fn performance(
    life: &mut Life,
    of: &Of<'_>,
    (arrived, told_on): (u32, u32),
    mission: &str,
    about: Value,
    draw: &mut Draw,
) {
    let (offered, days) = (of.strength, draw.between(58, 240));
    let delivered = offered * draw.between(90, 100) / 100;
    let evaluation = *draw.one(&["satisfactory", "satisfactory", "satisfactory", "improvement-needed"]);
    let told = json!({"mission": mission, "strength_offered": offered, "strength_delivered": delivered,
        "equipment": [{"category": "cargo-truck", "offered": 20, "delivered": 20 * delivered / offered.max(1)}],
        "days_undertaken": 120, "serviceable": draw.between(84, 97), "days_to_arrive": days, "evaluation": evaluation});
    let requested = arrived.checked_sub(days).map(on);
    let told = super::calendar::with(told, json!({"requested": requested}));
    let evidence = json!({"id": "performance", "kind": "performance", "by": "mission headquarters (exercise)", "performance": told});
    life.evidence(told_on, 14, evidence, about);
}
