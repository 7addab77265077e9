//! Random good registries and missions that fill what may be left out: read, written and read again, nothing is lost,
//! and however keys and lists are ordered, there is one canonical text.

use std::collections::BTreeMap;
use std::fmt::Write;

use pledgebook::{Error, Mission, Registry};
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

/// Lists that are kept in the order in which they were given.
const IN_ORDER: [&str; 3] = ["findings", "points", "sources"];

const STATES: [&str; 4] = ["XAA", "XAB", "XAC", "XAD"];
const TYPES: [&str; 4] = ["engineering-company", "level-2-hospital", "signals-company", "transport-company"];
const CATEGORIES: [&str; 3] = ["crane", "excavator", "generator"];
const SUSTAINMENT: [&str; 3] = ["catering", "tentage", "water"];
const MODULES: [&str; 3] = ["child-protection", "environment", "humanitarian-law"];
const ACTIVITIES: [&str; 3] = ["convoy-escort", "night-operations", "static-guard"];
const BANDS: [&str; 4] = ["command", "officers", "non-commissioned-officers", "other-ranks"];
const LANGUAGES: [&str; 3] = ["ar", "en", "fr"];
const STEPS: [&str; 3] = ["self-certification", "state-certification", "misconduct-tracking"];
const PORTS: [&str; 3] = ["XAABC", "XAAB2", "XAACD"];
const TEXTS: [&str; 4] =
    ["A remark.", "Une remarque \u{2013} d\u{2019}usage.", "\u{4f8b}", "\"Quoted\" \\ and / more"];

/// The parts that a draw gives: each is there or not.
fn drawn(must: Value, may: Vec<(&str, Value)>, dice: &mut Dice) -> Value {
    let mut object = must;
    for (key, value) in may {
        if dice.chance(60) {
            object[key] = value;
        }
    }
    object
}

/// Some of these, each made into an item; none at all is an answer too.
fn some(dice: &mut Dice, of: &[&str], item: impl Fn(&mut Dice, &str) -> Value) -> Value {
    let mut chosen = Vec::new();
    for each in of {
        if dice.chance(50) {
            chosen.push(item(dice, each));
        }
    }
    dice.shuffle(&mut chosen);
    Value::Array(chosen)
}

fn names(dice: &mut Dice, of: &[&str]) -> Value {
    some(dice, of, |_, each| json!(each))
}

fn one(dice: &mut Dice, of: &[&str]) -> Value {
    json!(dice.one(of))
}

fn yes(dice: &mut Dice) -> Value {
    json!(dice.chance(50))
}

fn number(dice: &mut Dice, most: usize) -> Value {
    json!(dice.below(most + 1))
}

/// A number from 1, or sources that differ.
fn figure(dice: &mut Dice, most: usize) -> Value {
    if dice.chance(80) {
        return json!(1 + dice.below(most));
    }
    json!({ "conflict": [{ "value": most + 1, "by": "one source" }, { "value": most, "by": "another" }] })
}

fn day(dice: &mut Dice) -> Value {
    json!(format!("20{}-{:02}-{:02}", 10 + dice.below(20), 1 + dice.below(12), 1 + dice.below(28)))
}

fn imprecise(dice: &mut Dice) -> Value {
    let (earliest, latest) = (json!(format!("2020-01-{:02}", 1 + dice.below(28))), json!("2026-01-01"));
    drawn(json!({}), vec![("earliest", earliest), ("latest", latest)], dice)
}

fn span(dice: &mut Dice) -> Value {
    let from = 10 + dice.below(20);
    let until = json!(format!("20{}-07-01", from + 1));
    drawn(json!({ "from": format!("20{from}-03-01") }), vec![("until", until)], dice)
}

fn money(dice: &mut Dice) -> Value {
    json!({ "currency": one(dice, &["EUR", "USD"]), "minor_units": number(dice, 1_000_000) })
}

fn stage(dice: &mut Dice, id: &str) -> Value {
    let days = match dice.below(3) {
        0 => number(dice, 90),
        1 => json!({ "least": number(dice, 40) }),
        _ => json!({ "least": number(dice, 40), "most": 40 + dice.below(50) }),
    };
    let completed_by = match dice.below(6) {
        0 => json!({ "event": one(dice, &["consultation-answered", "mou-step"]) }),
        1 => json!({ "evidence": "coe-inspection" }),
        2 => drawn(json!({ "evidence": "document" }), vec![("document", one(dice, &TEXTS))], dice),
        3 => drawn(json!({ "evidence": "training" }), vec![("module", one(dice, &MODULES))], dice),
        kind => {
            let kind = ["human-rights-screening", "misconduct-vetting"][kind - 4];
            drawn(json!({ "evidence": kind }), vec![("step", one(dice, &STEPS))], dice)
        }
    };
    let carried = *dice.one(&["lift", "port"]);
    let mut may = vec![
        ("title", one(dice, &TEXTS)),
        ("days", days),
        ("clock", one(dice, &["request", "mandate", "approval"])),
        ("by", names(dice, &["contributor", "host-state", "united-nations"])),
        ("completed_by", completed_by),
        ("undertaking", one(dice, &["consent", "clearances", "land", "other"])),
    ];
    if dice.chance(40) {
        may.extend([("kind", json!(carried)), ("from", one(dice, &PORTS)), ("to", one(dice, &PORTS))]);
    } else {
        may.push(("kind", one(dice, &["decision", "mou", "training", "visit", "clearance", "other"])));
    }
    let must = json!({ "id": id, "branch": one(dice, &["people", "equipment", "both"]), "after": [] });
    drawn(must, may, dice)
}

fn lot(dice: &mut Dice, id: &str) -> Value {
    let women = some(dice, &BANDS, |dice, band| {
        drawn(json!({ "band": band, "women": figure(dice, 9) }), vec![("of", json!(40))], dice)
    });
    let equipment = some(dice, &CATEGORIES, |dice, category| {
        let may = vec![
            ("serviceable", figure(dice, 4)),
            ("owner", one(dice, &["contributor", "united-nations", "other"])),
            ("arrangement", one(dice, &["wet-lease", "dry-lease", "un-owned", "letter-of-assist"])),
        ];
        drawn(json!({ "category": category, "quantity": 6 }), may, dice)
    });
    let sub_units = some(dice, &TYPES, |dice, unit_type| {
        let may = vec![("min_deployable", number(dice, 2))];
        drawn(json!({ "unit_type": unit_type, "number": 3 }), may, dice)
    });
    // The same level may be stated more than once.
    let stated = some(dice, &["level-1", "level-2", "level-2"], |dice, level| {
        let may = vec![("on", imprecise(dice))];
        drawn(json!({ "scheme": "un-pcrs", "level": level }), may, dice)
    });
    let caveats = some(dice, &TEXTS, |dice, text| {
        let may = vec![
            ("activities", names(dice, &ACTIVITIES)),
            ("area", one(dice, &TEXTS)),
            ("until", day(dice)),
            ("declared_on", imprecise(dice)),
            ("declared", one(dice, &["before-mou", "after-mou"])),
        ];
        drawn(json!({ "text": text }), may, dice)
    });
    let held = some(dice, &TEXTS, |dice, framework| {
        let may = vec![("span", span(dice)), ("goes_first", yes(dice))];
        drawn(json!({ "framework": framework }), may, dice)
    });
    let languages = some(dice, &LANGUAGES, |dice, language| {
        let may =
            vec![("proficiency", one(dice, &["basic", "working", "fluent"])), ("persons", figure(dice, 50))];
        drawn(json!({ "language": language }), may, dice)
    });
    let engagement = vec![
        ("teams", json!(5)),
        ("teams_with_women", figure(dice, 5)),
        ("interpreters", figure(dice, 3)),
        ("groups", names(dice, &TEXTS)),
    ];
    let mut stages = some(dice, &["decision", "move"], stage);
    let both = stages.as_array().is_some_and(|stages| stages.len() == 2);
    for stage in stages.as_array_mut().into_iter().flatten().filter(|stage| both && stage["id"] == "move") {
        // Only a stage that waits for no other has a clock of its own.
        if stage.as_object().is_some_and(|stage| !stage.contains_key("clock")) {
            stage["after"] = json!(["decision"]);
        }
    }
    let sustainment = some(
        dice,
        &SUSTAINMENT,
        |dice, category| json!({ "category": category, "by": one(dice, &["unit", "united-nations", "host-state", "nobody"]) }),
    );
    let windows = names(dice, &["2026", "2027", "2028"]);
    let windows = windows.as_array().into_iter().flatten().map(|year| {
        let year = year.as_str().expect("a year");
        json!({ "from": format!("{year}-02-01"), "until": format!("{year}-11-01") })
    });
    let may = vec![
        ("windows", windows.collect()),
        ("units", figure(dice, 9)),
        ("unit_type", one(dice, &TYPES)),
        ("component", one(dice, &["military", "police", "civilian"])),
        ("form", one(dice, &["whole", "composite", "sub-unit"])),
        ("sub_units", sub_units),
        ("stated_levels", stated),
        ("stages", stages),
        ("self_sustainment", sustainment),
        ("operational_only_with", names(dice, &TYPES)),
        ("caveats", caveats),
        ("held_for", held),
        ("ports_of_embarkation", names(dice, &PORTS)),
        ("strength", json!(540)),
        ("women", women),
        ("languages", languages),
        ("engagement", drawn(json!({}), engagement, dice)),
        ("equipment", equipment),
    ];
    drawn(json!({ "id": id, "described_as": one(dice, &TEXTS) }), may, dice)
}

fn pledge(dice: &mut Dice, id: &str) -> Value {
    let courses = some(dice, &["law", "care"], |dice, course| {
        let may = vec![
            ("language", one(dice, &LANGUAGES)),
            ("seats", figure(dice, 40)),
            ("dates", span(dice)),
            ("payer", one(dice, &TEXTS)),
            ("validator", one(dice, &["self", "peer", "external"])),
            ("taken_by", names(dice, &STATES)),
            ("outcome", one(dice, &TEXTS)),
        ];
        drawn(json!({ "id": course, "module": one(dice, &MODULES) }), may, dice)
    });
    let funding = some(dice, &TEXTS, |dice, purpose| {
        let may = vec![("amount", money(dice)), ("paid", yes(dice))];
        drawn(json!({ "purpose": purpose }), may, dice)
    });
    let lift = some(dice, &["air", "sea", "land"], |dice, mode| {
        let may = vec![("persons", number(dice, 300)), ("tonnes", number(dice, 900)), ("dates", span(dice))];
        drawn(json!({ "mode": mode }), may, dice)
    });
    let lots = some(dice, &["one", "two", "three"], |dice, lot_id| lot(dice, &format!("{id}-{lot_id}")));
    let partners = some(dice, &STATES[1..], |dice, state| {
        let roles = names(dice, &["troops", "equipment", "lift", "training", "funding"]);
        let may = vec![("agreed", yes(dice))];
        drawn(json!({ "state": state, "roles": roles }), may, dice)
    });
    let mut contributors = vec![json!({ "state": "XAA", "roles": ["troops", "lead"] })];
    contributors.extend(partners.as_array().into_iter().flatten().cloned());
    let must = json!({
        "id": id, "kind": one(dice, &["formed-unit", "training", "political-offer"]), "title": one(dice, &TEXTS),
        "contributors": contributors, "lots": lots,
    });
    let may = vec![
        ("conditions", names(dice, &TEXTS)),
        ("offered_until", imprecise(dice)),
        ("courses", courses),
        ("funding", funding),
        ("lift", lift),
    ];
    let mut pledge = drawn(must, may, dice);
    if id == "bravo" && dice.chance(60) {
        pledge["reaffirms"] = json!("alpha");
    }
    pledge
}

fn evidence(dice: &mut Dice, id: &str) -> Value {
    let kind = *dice.one(&["document", "training", "misconduct-vetting", "performance"]);
    let mut must = json!({ "id": id, "kind": kind });
    match kind {
        "training" => {
            let may =
                vec![("share", number(dice, 100)), ("validator", one(dice, &["self", "peer", "external"]))];
            must["training"] = drawn(json!({ "module": one(dice, &MODULES) }), may, dice);
        }
        "misconduct-vetting" => {
            let may = vec![("cleared", yes(dice))];
            must["check"] = drawn(json!({ "step": one(dice, &STEPS) }), may, dice);
        }
        "performance" => {
            let may = vec![
                ("strength_offered", figure(dice, 200)),
                ("strength_delivered", figure(dice, 200)),
                ("serviceable", number(dice, 100)),
                ("requested", day(dice)),
                ("days_to_arrive", number(dice, 400)),
                ("evaluation", one(dice, &["satisfactory", "improvement-needed", "unsatisfactory"])),
            ];
            must["performance"] = drawn(json!({ "mission": one(dice, &TEXTS) }), may, dice);
        }
        _ => {}
    }
    let points = some(dice, &TEXTS, |dice, text| {
        let may = vec![("closed", day(dice))];
        drawn(json!({ "text": text }), may, dice)
    });
    let may = vec![
        ("document", one(dice, &TEXTS)),
        ("by", one(dice, &TEXTS)),
        ("outcome", one(dice, &["passed", "not-passed"])),
        ("points", points),
        ("valid_until", day(dice)),
        ("reference", one(dice, &TEXTS)),
        ("hash", one(dice, &TEXTS)),
    ];
    drawn(must, may, dice)
}

/// Pledges, and what became known of them afterwards.
fn registry(dice: &mut Dice) -> Value {
    let mut whats = Vec::new();
    for id in ["alpha", "bravo"] {
        let announced = pledge(dice, id);
        let first = announced["lots"][0]["id"].clone();
        whats.push(json!({ "event": "announced", "pledge": announced }));
        let recorded = evidence(dice, &format!("{id}-paper"));
        whats.push(json!({ "event": "evidence-recorded", "pledge": id, "evidence": recorded }));
        if first.is_string() {
            let mut set = lot(dice, "set");
            let members = set.as_object_mut().expect("an object");
            for key in ["id", "strength", "women"] {
                members.remove(key);
            }
            if dice.chance(50) {
                members.insert("caveats".to_owned(), Value::Null);
            }
            whats.push(json!({ "event": "amended", "pledge": id, "lot": first, "set": set }));
            let level = json!({ "event": "level-recorded", "pledge": id, "lots": [first], "scheme": "un-pcrs", "level": "level-1" });
            whats.push(level);
        }
        whats.push(json!({ "event": "commented", "pledge": id, "text": one(dice, &TEXTS) }));
    }
    let events = whats.into_iter().enumerate().map(|(i, what)| {
        let source = vec![("reference", one(dice, &TEXTS)), ("published", imprecise(dice))];
        let source = drawn(json!({ "title": one(dice, &TEXTS) }), source, dice);
        json!({
            "id": format!("event-{i}"), "seq": i + 1, "known": "2026-02-01T09:00:00Z", "actor": "exercise",
            "valid": { "latest": "2026-01-31" }, "what": what, "sources": [source], "reconstructed": yes(dice),
        })
    });
    json!({ "format": "pledgebook.registry/2", "events": events.collect::<Vec<_>>() })
}

fn requirement(dice: &mut Dice, id: &str) -> Value {
    let must = json!({
        "id": id, "title": one(dice, &TEXTS), "component": one(dice, &["military", "police"]), "unit_type": TYPES[0],
        "units": 1 + dice.below(9), "class": 1 + dice.below(9), "needed_by": number(dice, 90), "hold_for": number(dice, 400),
        "basis": one(dice, &TEXTS),
    });
    let substitutes = some(
        dice,
        &TYPES[1..],
        |dice, unit_type| json!({ "unit_type": unit_type, "rank": 1 + dice.below(1_000) }),
    );
    let languages = some(
        dice,
        &LANGUAGES,
        |dice, language| json!({ "language": language, "proficiency": one(dice, &["basic", "fluent"]), "persons": number(dice, 20) }),
    );
    let training = some(
        dice,
        &MODULES,
        |dice, module| json!({ "module": module, "share": number(dice, 100), "validator": one(dice, &["self", "peer", "external"]) }),
    );
    let may = vec![
        ("sur", one(dice, &TEXTS)),
        ("substitutes", substitutes),
        ("latest_by", json!(90 + dice.below(90))),
        ("minimum_level", json!({ "scheme": "un-pcrs", "level": "level-2" })),
        ("serves", names(dice, &["protect", "observe"])),
        ("forms", names(dice, &["whole", "composite", "sub-unit"])),
        ("strength_at_least", number(dice, 500)),
        (
            "sub_units",
            some(dice, &TYPES, |dice, each| json!({ "unit_type": each, "number": number(dice, 4) })),
        ),
        (
            "equipment",
            some(dice, &CATEGORIES, |dice, each| json!({ "category": each, "quantity": number(dice, 4) })),
        ),
        ("self_sustainment", names(dice, &SUSTAINMENT)),
        ("languages", languages),
        ("training", training),
        ("screening", names(dice, &STEPS)),
        ("vetting", names(dice, &STEPS)),
        ("women", some(dice, &BANDS, |dice, band| json!({ "band": band, "share": number(dice, 100) }))),
        ("engagement_teams", number(dice, 3)),
        ("enablers", names(dice, if id == "first" { &["second"] } else { &["first"] })),
        ("rest", number(dice, 365)),
    ];
    drawn(must, may, dice)
}

fn mission(dice: &mut Dice) -> Value {
    let host = vec![("state", json!("XAZ")), ("ports_of_entry", names(dice, &PORTS))];
    let must = json!({
        "format": "pledgebook.mission/1", "id": "exercise", "title": one(dice, &TEXTS), "led_by": "UN", "clock": "mandate",
        "host": drawn(json!({ "name": "Exercise host", "fictional": true }), host, dice),
        "requirements": [requirement(dice, "first"), requirement(dice, "second")], "sources": [{ "title": "B" }, { "title": "A" }],
    });
    let mut tasks = Vec::new();
    for id in ["protect", "observe"] {
        let exercises = some(dice, &TEXTS, |dice, title| {
            let may = vec![("findings", names(dice, &TEXTS))];
            drawn(json!({ "title": title, "on": day(dice), "contributors": names(dice, &STATES) }), may, dice)
        });
        let may = vec![
            ("activities", names(dice, &ACTIVITIES)),
            ("guidance", names(dice, &TEXTS)),
            ("exercises", exercises),
        ];
        let instruments = names(dice, &["political", "protective", "non-military"]);
        let task = json!({ "id": id, "paragraph": "Paragraph 9", "objective": one(dice, &TEXTS), "instruments": instruments });
        tasks.push(drawn(task, may, dice));
    }
    let requirements = ["first", "second"];
    let ceilings = some(dice, &["military", "police"], |dice, component| {
        let may = vec![("from", number(dice, 90))];
        drawn(json!({ "component": component, "persons": number(dice, 9_000), "basis": "A cap." }), may, dice)
    });
    let reductions = some(dice, &requirements, |dice, requirement| {
        let may = vec![("replaced_by", one(dice, &requirements))];
        drawn(
            json!({ "requirement": requirement, "units": 1, "by": number(dice, 400), "basis": "A plan." }),
            may,
            dice,
        )
    });
    let undertakings = some(dice, &["consent", "land", "clearances"], |dice, kind| {
        let may = vec![
            ("states", names(dice, &STATES)),
            ("requirements", names(dice, &requirements)),
            ("due", number(dice, 90)),
            ("since", day(dice)),
        ];
        let status = one(dice, &["refused", "open", "stated", "verified"]);
        drawn(
            json!({ "id": kind, "by": "host-state", "kind": kind, "text": one(dice, &TEXTS), "basis": "A letter.", "status": status }),
            may,
            dice,
        )
    });
    let guidance = some(dice, &TEXTS, |dice, basis| {
        let may = vec![("requirements", names(dice, &requirements))];
        drawn(
            json!({ "states": names(dice, &STATES), "guidance": "discuss-first", "basis": basis, "entered_by": "desk-1" }),
            may,
            dice,
        )
    });
    let posts = some(dice, &["Chief of Staff", "Head of Mission"], |dice, role| {
        let may = vec![
            ("vacant_since", day(dice)),
            ("advertised", yes(dice)),
            ("panel_advice", yes(dice)),
            ("acting_days", number(dice, 90)),
            ("assessment_done", yes(dice)),
            ("short_list", json!({ "women": number(dice, 3), "of": 5 })),
        ];
        drawn(json!({ "role": role }), may, dice)
    });
    let aims = some(dice, &TEXTS, |dice, message| {
        let may = vec![("feedback_channel", one(dice, &TEXTS)), ("responded", yes(dice))];
        drawn(
            json!({ "mandate_reference": "Paragraph 10", "message": message, "audience": "All", "language": one(dice, &LANGUAGES), "channel": "Radio" }),
            may,
            dice,
        )
    });
    let scenarios = some(dice, &["dry", "wet"], |dice, id| {
        let with = some(dice, &["first", "third"], requirement);
        let may = vec![("without", names(dice, &requirements)), ("with", with)];
        drawn(json!({ "id": id, "title": one(dice, &TEXTS), "assumes": one(dice, &TEXTS) }), may, dice)
    });
    let costs = some(dice, &TEXTS, |dice, activity| {
        let may = vec![("amount", money(dice)), ("share", number(dice, 100))];
        drawn(
            json!({ "activity": activity, "payer": "XAA", "status": one(dice, &["proposed", "agreed", "paid"]) }),
            may,
            dice,
        )
    });
    let may = vec![
        ("ceilings", ceilings),
        ("reductions", reductions),
        ("undertakings", undertakings),
        ("selection_guidance", guidance),
        ("leadership_posts", posts),
        ("communication_objectives", aims),
        ("scenarios", scenarios),
        ("cost_shares", costs),
    ];
    let mut mission = drawn(must, may, dice);
    mission["tasks"] = Value::Array(tasks);
    mission
}

/// The document with its keys, and the lists whose order says nothing, in another order.
fn spelled(dice: &mut Dice, value: &Value, under: &str, text: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            dice.shuffle(&mut members);
            for (i, (key, member)) in members.into_iter().enumerate() {
                write!(text, "{}{}:", if i == 0 { "{" } else { "," }, json!(key)).expect("a text");
                spelled(dice, member, key, text);
            }
            text.push_str(if value == &json!({}) { "{}" } else { "}" });
        }
        Value::Array(items) => {
            let mut items: Vec<_> = items.iter().collect();
            if !IN_ORDER.contains(&under) {
                dice.shuffle(&mut items);
            }
            text.push('[');
            for (i, item) in items.into_iter().enumerate() {
                text.push_str(if i == 0 { "" } else { "," });
                spelled(dice, item, under, text);
            }
            text.push(']');
        }
        other => write!(text, "{other}").expect("a text"),
    }
}

/// The document with every list in one order: what it says, whatever the order.
fn said(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<_, _> =
                members.iter().map(|(key, member)| (key.clone(), said(member))).collect();
            members.into_iter().collect()
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(said).collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        other => other.clone(),
    }
}

/// What must hold of a good document, as far as it is read and written.
fn lossless(seed: u64, document: &Value, read: fn(&str) -> Result<String, Error>) {
    let text = document.to_string();
    let once = read(&text).unwrap_or_else(|refused| panic!("seed {seed}: {refused}\n{text}"));
    assert_eq!(read(&once).as_ref(), Ok(&once), "seed {seed}: read again\n{text}");
    let kept: Value = serde_json::from_str(&once).expect("JSON");
    assert_eq!(said(&kept), said(document), "seed {seed}: something was lost or added");
    let mut dice = Dice::new(seed);
    for _ in 0..4 {
        let mut other = String::new();
        spelled(&mut dice, document, "", &mut other);
        assert_eq!(read(&other).as_ref(), Ok(&once), "seed {seed}: in another order\n{other}");
    }
}

#[test]
fn a_registry_comes_back_whole_in_whatever_order_it_was_written() {
    for seed in 0..150 {
        let document = registry(&mut Dice::new(seed));
        lossless(seed, &document, |text| Registry::read(text)?.to_json());
    }
}

#[test]
fn a_mission_comes_back_whole_in_whatever_order_it_was_written() {
    for seed in 0..150 {
        let document = mission(&mut Dice::new(seed));
        lossless(seed, &document, |text| Mission::read(text)?.to_json());
    }
}
