//! The stories that a reader should find in the record. Each is told by hand; README.md of the data lists them.

use serde_json::{Value, json};

use super::calendar::{day, on, with};
use super::draw::Draw;
use super::life::{Life, source};
use super::lots::{Goal, lot};
use super::states::{PROFILES, Profile};
use super::trail::{Of, level, levels, papers, people};
use super::units::Kind;

/// Every story, in the order of the README.
pub(crate) fn all() -> Vec<Life> {
    vec![
        conflict(),
        corrected(),
        slipping(),
        caveat_after_mou(),
        partial_withdrawal(),
        split(),
        amended(),
        returned(),
        reaffirmed_first(),
        reaffirming(),
        joint(),
        absent(),
        failed_visit(),
        rapid(),
        some_of_them(),
        open_number(),
    ]
}

/// A plain pledge to begin a story with: whole, unconditional, free of caveats, there from October 2026 on.
struct Begun {
    profile: &'static Profile,
    kind: &'static Kind,
    pledge: Value,
    draw: Draw,
}

fn begin(state: &str, kind: &str, id: &str, units: u32, goal: Goal) -> Begun {
    let profile = PROFILES.iter().find(|profile| profile.code == state).expect("a State of the exercise");
    let kind = Kind::named(kind).expect("a kind of the exercise");
    let mut draw = Draw::of(id);
    let plain =
        json!({"caveats": [], "held_for": [], "windows": [{"from": "2026-10-01", "until": "2029-04-01"}]});
    let lot = with(lot(profile, kind, id, units, goal, &mut draw), plain);
    let pledge = json!({"id": id, "kind": "formed-unit", "title": lot["described_as"], "conditions": [],
        "contributors": [{"state": state, "roles": ["lead", "troops"]}], "lots": [lot]});
    Begun { profile, kind, pledge, draw }
}

impl Begun {
    /// Says something of the pledge otherwise.
    fn pledged(mut self, more: Value) -> Self {
        self.pledge = with(self.pledge, more);
        self
    }

    /// Says something of its lot otherwise.
    fn lot(mut self, more: Value) -> Self {
        let lot = with(self.pledge["lots"][0].take(), more);
        self.pledge["lots"][0] = lot;
        self
    }

    /// Announced, and no more.
    fn announced(&self, date: &str, title: &str) -> Life {
        Life::announced(&self.pledge, day(date), source(title, day(date), "official"))
    }

    fn of(&self, goal: Goal) -> Of<'static> {
        let strength = self.pledge["lots"][0]["strength"].as_u64().and_then(|n| u32::try_from(n).ok());
        Of {
            profile: self.profile,
            ends: self.pledge["offered_until"]["latest"].as_str().map(day),
            police: self.kind.is_police(),
            strength: strength.unwrap_or_default(),
            goal,
            ahead: None,
            thin: false,
        }
    }

    /// Announced, and brought to a level by the usual trail; gives the day on which it had it.
    fn ready(mut self, date: &str, goal: Goal) -> (Life, u32) {
        let mut life = self.announced(date, "Statement by the State (exercise)");
        let of = self.of(goal);
        let accepted = papers(&mut life, &of, day(date), &mut self.draw).expect("it is registered");
        people(&mut life, &of, accepted, &mut self.draw);
        let ready = levels(&mut life, &of, accepted, &mut self.draw);
        (life, ready)
    }
}

/// Two sources differ on the number of units; both are kept, and it is no number.
fn conflict() -> Life {
    let differ = json!({"conflict": [
        {"value": 1, "by": "Statement at the first capability conference (exercise)"},
        {"value": 2, "by": "Exercise Gazette"},
    ]});
    let begun = begin("XAP", "inf", "xap-infantry-conflict", 1, Goal::Level1);
    let begun = begun
        .lot(json!({"units": differ, "described_as": "Infantry battalion; reports differ on one or two"}));
    let (mut life, _) = begun.ready("2023-12-06", Goal::Level1);
    let asked = "The State was asked how many battalions it has in mind; no reply is recorded.";
    life.step(day("2026-09-03"), 0, "commented", json!({"text": asked}));
    life
}

/// Level 3 was recorded by slip; the State pointed it out, and it was mended.
fn corrected() -> Life {
    let (mut life, ready) =
        begin("XAA", "eng", "xaa-engineers-corrected", 1, Goal::Level2).ready("2024-05-20", Goal::Level2);
    let slip = ready + 60;
    level(&mut life, slip, "level-3", None);
    life.named("xaa-engineers-corrected.slip");
    let text =
        "The unit was visited at Level 2; alignment with a SUR has not begun. Please correct the record.";
    life.step(slip + 41, 1, "commented", json!({"text": text}));
    life.cite(source("Note by XAA on its entries (exercise)", slip + 41, "official"));
    life.correct(
        slip + 55,
        "xaa-engineers-corrected.slip",
        None,
        json!({"reason": "Entered on the wrong unit."}),
    );
    life
}

/// Announced with a date, and the date moved twice; the system did not hold it all that time.
fn slipping() -> Life {
    let begun = begin("XAK", "qrf", "xak-quick-reaction-slipping", 1, Goal::Announced);
    let until = json!({"earliest": "2024-12-31", "latest": "2024-12-31"});
    let begun = begun.pledged(json!({"title": "Quick reaction force of about 200", "offered_until": until}));
    let mut life =
        begun.announced("2023-12-06", "Pledges made at the first capability conference (exercise)");
    let missing = day("2024-07-15");
    life.step(missing, 2, "observed-absent", json!({"system": "un-pcrs"}));
    life.cite(source("Exercise Gazette", missing + 1, "press-or-expert"));
    for (said, until) in [("2024-12-12", "2025-12-31"), ("2025-12-04", "2027-03-31")] {
        let until = json!({"until": {"earliest": until, "latest": until}});
        life.step(day(said), 1, "deadline-moved", until);
        life.cite(source("Statement by the ministry of defence of XAK (exercise)", day(said), "official"));
    }
    life
}

/// A memorandum was signed without caveats; five months later the capital declared one.
fn caveat_after_mou() -> Life {
    let (mut life, _) =
        begin("XAJ", "inf", "xaj-infantry-caveat", 1, Goal::Level3).ready("2024-02-19", Goal::Level3);
    let signed = day("2026-03-11");
    let mou = json!({"id": "mou", "kind": "agreement", "document": "memorandum-of-understanding", "by": "United Nations and XAJ"});
    life.evidence(signed, 3, mou, json!({}));
    let declared = day("2026-08-19");
    let caveat = json!({"text": "No patrols by night outside the capital without a decision in capital.",
        "activities": ["night-operations", "patrol-beyond-base-area"], "area": "outside the capital",
        "declared_on": {"earliest": on(declared), "latest": on(declared)}, "declared": "after-mou"});
    life.step(declared, 6, "amended", json!({"lot": "xaj-infantry-caveat", "set": {"caveats": [caveat]}}));
    life.cite(source("Letter of the Permanent Mission of XAJ (exercise)", declared, "official"));
    life
}

/// Of three formed police units, one was taken back.
fn partial_withdrawal() -> Life {
    let begun = begin("XAE", "fpu", "xae-police-partly-withdrawn", 3, Goal::Level2);
    let (mut life, _) = begun.ready("2024-03-04", Goal::Level2);
    let gone = day("2026-05-27");
    let reason = "One unit is kept for elections at home.";
    life.step(
        gone,
        5,
        "withdrawn",
        json!({"lots": ["xae-police-partly-withdrawn"], "units": 1, "reason": reason}),
    );
    life
}

/// Two like companies turned out to be unlike: one horizontal, one vertical. Only the first was visited later.
fn split() -> Life {
    let id = "xag-engineers-split";
    let begun = begin("XAG", "eng", id, 2, Goal::Level1)
        .lot(json!({"strength": 344, "described_as": "Two engineering companies"}));
    let (mut life, _) = begun.ready("2024-01-15", Goal::Level1);
    let parted = day("2025-07-08");
    let vertical = json!({"id": "xag-engineers-split-vertical", "described_as": "Engineering company, vertical", "units": 1,
        "strength": 162, "women": [{"band": "officers", "women": 1, "of": 11}],
        "equipment": [
            {"category": "crane", "quantity": 2, "serviceable": 2, "owner": "contributor", "arrangement": "wet-lease"},
            {"category": "excavator", "quantity": 3, "serviceable": 3, "owner": "contributor", "arrangement": "wet-lease"},
            {"category": "bulldozer", "quantity": 1, "serviceable": 1, "owner": "contributor", "arrangement": "wet-lease"},
            {"category": "tipper-truck", "quantity": 8, "serviceable": 7, "owner": "contributor", "arrangement": "wet-lease"}]});
    life.step(parted, 4, "split", json!({"lot": id, "into": [vertical]}));
    let horizontal = json!({"described_as": "Engineering company, horizontal", "equipment": [
        {"category": "bulldozer", "quantity": 5, "serviceable": 5, "owner": "contributor", "arrangement": "wet-lease"},
        {"category": "grader", "quantity": 4, "serviceable": 4, "owner": "contributor", "arrangement": "wet-lease"},
        {"category": "excavator", "quantity": 4, "serviceable": 3, "owner": "contributor", "arrangement": "wet-lease"},
        {"category": "tipper-truck", "quantity": 14, "serviceable": 13, "owner": "contributor", "arrangement": "wet-lease"},
        {"category": "water-tanker", "quantity": 3, "serviceable": 3, "owner": "contributor", "arrangement": "wet-lease"}]});
    life.step(parted, 4, "amended", json!({"lot": id, "set": horizontal}));
    let visit = json!({"id": "aav-horizontal", "kind": "assessment-and-advisory-visit", "by": "AAV team of four (exercise)",
        "outcome": "passed", "points": []});
    life.evidence(day("2026-02-10"), 30, visit, json!({"lots": [id]}));
    level(&mut life, day("2026-03-20"), "level-2", Some(&[id.to_owned()]));
    life
}

/// The hospital grew by a second theatre; its port is no longer known since the terminal is being rebuilt.
fn amended() -> Life {
    let id = "xah-hospital-amended";
    let begun = begin("XAH", "hosp", id, 1, Goal::Level3).lot(json!({"strength": 63}));
    let (mut life, ready) = begun.ready("2024-04-10", Goal::Level3);
    let theatres = json!([
        {"category": "operating-theatre", "quantity": 2, "serviceable": 2, "owner": "contributor", "arrangement": "wet-lease"},
        {"category": "ambulance", "quantity": 4, "serviceable": 4, "owner": "contributor", "arrangement": "wet-lease"},
        {"category": "generator", "quantity": 6, "serviceable": 6, "owner": "contributor", "arrangement": "wet-lease"}]);
    let women = json!([
        {"band": "command", "women": 1, "of": 2}, {"band": "officers", "women": 5, "of": 18},
        {"band": "non-commissioned-officers", "women": 6, "of": 24}, {"band": "other-ranks", "women": 4, "of": 26}]);
    let grown = json!({"described_as": "Level 2 hospital with two operating theatres", "strength": 70, "equipment": theatres, "women": women});
    life.step(ready + 75, 5, "amended", json!({"lot": id, "set": grown}));
    // Keys of a merge patch are kept, also where they are `null`.
    life.step(ready + 160, 5, "amended", json!({"lot": id, "set": {"ports_of_embarkation": null}}));
    life
}

/// A battalion that served a year in Kessimar: people came first, equipment by sea 88 days later; it is being made ready.
fn returned() -> Life {
    let id = "xab-mechanized-returned";
    let begun = begin("XAB", "mech", id, 1, Goal::Level3)
        .lot(json!({"strength": 790, "engagement": {"teams": 3, "teams_with_women": 2}}));
    let (mut life, _) = begun.ready("2023-12-06", Goal::Level3);
    let people = day("2025-07-02");
    let came =
        |arrival: &str| json!({"units": "all", "arrival": arrival, "mission": "UN mission in Kessimar"});
    life.step(people, 2, "arrived", came("people"));
    life.step(people + 88, 5, "arrived", came("equipment"));
    let told = json!({"mission": "UN mission in Kessimar", "strength_offered": 790, "strength_delivered": 742, "serviceable": 88,
        "requested": "2025-03-03", "days_to_arrive": 121, "evaluation": "improvement-needed"});
    let first = json!({"id": "performance-1", "kind": "performance", "by": "mission headquarters (exercise)", "performance": told});
    life.evidence(people + 150, 20, first, json!({}));
    let told = json!({"mission": "UN mission in Kessimar", "strength_offered": 790, "strength_delivered": 788, "serviceable": 93,
        "requested": "2025-03-03", "days_to_arrive": 121, "evaluation": "satisfactory"});
    let second = json!({"id": "performance-2", "kind": "performance", "by": "mission headquarters (exercise)", "performance": told});
    life.evidence(people + 330, 15, second, json!({}));
    life.step(day("2026-08-14"), 6, "returned", json!({"units": "all", "reason": "end-of-tour"}))
        .vaguely(day("2026-08-10"), day("2026-08-17"));
    life
}

/// The first of two pledges that speak of the same company.
fn reaffirmed_first() -> Life {
    begin("XAL", "eng", "xal-engineers", 1, Goal::Level2)
        .lot(json!({"strength": 168}))
        .ready("2024-01-22", Goal::Level2)
        .0
}

/// It says again, at the second conference, what was pledged before: no second company.
fn reaffirming() -> Life {
    let begun = begin("XAL", "eng", "xal-engineers-reaffirmed", 1, Goal::Announced);
    let lot = json!([{"id": "xal-engineers-reaffirmed", "described_as": "Engineering company", "unit_type": "engineering-company", "units": 1}]);
    let begun = begun.pledged(
        json!({"title": "Engineering company, as pledged before", "reaffirms": "xal-engineers", "lots": lot}),
    );
    begun.announced("2025-05-14", "Pledges made at the second capability conference (exercise)")
}

/// Helicopters of one State, flown in by another, paid in part by a third that has not agreed.
fn joint() -> Life {
    let contributors = json!([
        {"state": "XAT", "roles": ["lead", "troops", "equipment"], "agreed": true},
        {"state": "XAO", "roles": ["lift"], "agreed": true},
        {"state": "XAL", "roles": ["funding"], "agreed": false},
    ]);
    let begun = begin("XAT", "uth", "xat-helicopters-joint", 1, Goal::Level2);
    let begun = begun
        .pledged(json!({"title": "Utility helicopter unit, a joint pledge", "contributors": contributors}));
    begun.ready("2024-06-03", Goal::Level2).0
}

/// Announced in a speech, looked for in the system, not found; then offered at last.
fn absent() -> Life {
    let begun = begin("XAN", "infco", "xan-company-observed-absent", 1, Goal::Offered);
    let mut life = begun.announced("2024-09-25", "Speech in the General Assembly (exercise)");
    let looked = day("2025-10-20");
    life.step(looked, 1, "observed-absent", json!({"system": "un-pcrs"}));
    life.cite(source(
        "List of pledges handed out in the Special Committee (exercise)",
        looked,
        "copy-of-official",
    ));
    life.step(day("2026-10-05"), 3, "offered", json!({"units": "all"}));
    life
}

/// A first visit that was not passed, its points closed one by one, and a second that was.
fn failed_visit() -> Life {
    let begun = begin("XAQ", "fpu", "xaq-police-second-visit", 1, Goal::Level1);
    let (mut life, _) = begun.ready("2024-02-05", Goal::Level1);
    let points = |closed: Option<&str>| {
        let open = |text: &str| with(json!({"text": text}), json!({"closed": closed}));
        json!([
            open("Public order vehicles: two of four out of order."),
            open("Course on public order management not yet held."),
            open("Working knowledge of the operations manual.")
        ])
    };
    let visit = |id: &str, outcome: &str, closed: Option<&str>| json!({"id": id, "kind": "assessment-and-advisory-visit", "by": "AAV team of four (exercise)", "outcome": outcome, "points": points(closed)});
    life.evidence(day("2025-03-10"), 24, visit("aav-1", "not-passed", None), json!({}));
    life.evidence(day("2026-01-19"), 28, visit("aav-2", "passed", Some("2025-11-28")), json!({}));
    level(&mut life, day("2026-03-02"), "level-2", None);
    for (module, by, share, date) in [
        ("public-order-management", "external", 100, "2025-11-14"),
        ("prevention-of-sexual-exploitation-and-abuse", "external", 100, "2025-12-05"),
        ("core-pre-deployment", "peer", 100, "2025-12-12"),
    ] {
        let training = json!({"module": module, "share": share, "validator": by});
        life.evidence(
            day(date),
            9,
            json!({"id": format!("{module}-2"), "kind": "training", "training": training}),
            json!({}),
        );
    }
    life
}

/// The rapid deployment level in the order seen in public sources: agreement first, verification ten days later.
fn rapid() -> Life {
    let mut begun =
        begin("XAU", "fp", "xau-force-protection-rapid", 1, Goal::Level3).lot(json!({"strength": 160}));
    if let Some(lot) = begun.pledge["lots"][0].as_object_mut() {
        // Its arrival rests on the sixty days that the State undertook.
        lot.remove("stages");
    }
    let (mut life, ready) = begun.ready("2023-12-06", Goal::Level3);
    let signed = ready + 60;
    let agreement = json!({"id": "rdl-agreement", "kind": "agreement", "document": "rdl-agreement", "by": "United Nations and XAU"});
    life.evidence(signed, 1, agreement, json!({}));
    let visit = json!({"id": "verification-visit", "kind": "verification-visit", "by": "verification team (exercise)", "outcome": "passed", "points": []});
    life.evidence(signed + 14, 6, visit, json!({})).vaguely(signed + 10, signed + 14);
    level(&mut life, signed + 31, "rapid-deployment", None);
    // The same unit stands in a regional scheme too.
    let regional = json!({"units": "all", "scheme": "valley-standby", "level": "at-ten-days"});
    life.step(signed + 45, 3, "level-recorded", regional);
    life.cite(source("List of the Valley standby desk (exercise)", signed + 45, "official"));
    life
}

/// A source says that two of four police units reached Level 2, and not which.
fn some_of_them() -> Life {
    let begun = begin("XAC", "fpu", "xac-police-two-of-four", 4, Goal::Level1);
    let (mut life, _) = begun.ready("2024-03-18", Goal::Level1);
    let told = day("2026-04-16");
    life.step(told, 1, "level-recorded", json!({"units": 2, "scheme": "un-pcrs", "level": "level-2"}));
    life.cite(source("Quarterly capability paper of the exercise, second quarter of 2026", told, "official"));
    life
}

/// "Helicopters": nobody said how many units, and airframes are not units.
fn open_number() -> Life {
    let lot = json!([{"id": "xas-helicopters-open", "described_as": "Up to six medium helicopters with crews", "unit_type": "utility-helicopter-unit",
        "equipment": [{"category": "helicopter", "quantity": 6, "owner": "contributor", "arrangement": "letter-of-assist"}],
        "ports_of_embarkation": ["XASAP"]}]);
    let begun = begin("XAS", "uth", "xas-helicopters-open", 1, Goal::Announced);
    let begun = begun.pledged(json!({"title": "Up to six medium helicopters", "lots": lot, "conditions": ["A letter of assist is agreed before the decision."]}));
    begun.announced("2025-05-14", "Pledges made at the second capability conference (exercise)")
}
