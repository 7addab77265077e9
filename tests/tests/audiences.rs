//! What leaves for an audience holds nothing that is withheld from it, nor do two answers differ by it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pledgebook::record::Journal;
use pledgebook::tell::{AudienceRules, Reader, SENTENCE, Table, told, told_of_plan, withheld_from};
use pledgebook::words::value::Hash;
use pledgebook::{MatchOptions, Mission, Plan, Registry, Scheme, View, match_missions};
use serde_json::{Value, json};

const DAY: &str = "2026-11-24";

fn shipped(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data").join(file);
    serde_json::from_str(&fs::read_to_string(path).expect("a shipped file")).expect("JSON")
}

/// Words that stand in what is withheld, and nowhere else.
const SOUNDING: &str = "quartz";
const ACTION: &str = "obsidian";
const DECISION: &str = "feldspar";
const COMMENT: &str = "malachite";
const GUIDANCE: &str = "porphyry";

/// The exercise, and on one day more what is withheld from this State: a sounding of its own pledge, an action item and a
/// decision for the Secretariat, and a comment on another's pledge.
fn with_withheld(own: &str, other: &str) -> Registry {
    with_more(own, other, true)
}

fn with_more(own: &str, other: &str, reserved: bool) -> Registry {
    let mut registry = Registry::read(&shipped("exercise/registry.json").to_string()).expect("the exercise");
    let event = |id: &str, what: Value| {
        json!({"id": id, "valid": {"earliest": "2026-11-20", "latest": "2026-11-20"}, "what": what, "sources": [],
               "reconstructed": false})
    };
    let events = json!([
        event(
            "w-1",
            json!({"event": "consultation-opened", "pledge": own, "kind": "informal-sounding", "text": SOUNDING})
        ),
        event("w-2", json!({"event": "action-noted", "text": ACTION, "owner": "desk-3", "about": own})),
        event(
            "w-3",
            json!({"event": "decision-noted", "mission": "orvanda", "requirement": "armed-helicopters",
                            "decision": "gap-accepted", "by": DECISION, "reason": DECISION})
        ),
        event("w-4", json!({"event": "commented", "pledge": other, "text": COMMENT})),
        event("w-5", json!({"event": "commented", "pledge": own, "text": COMMENT})),
        event("w-6", json!({"event": "reserved", "pledge": own, "units": "all", "mission": "orvanda"})),
    ]);
    let kept = if reserved { 6 } else { 5 };
    let events: Vec<&Value> = events.as_array().expect("a list").iter().take(kept).collect();
    let known = registry.events().last().expect("events").known;
    registry
        .record(&json!(events).to_string(), known, "desk-3".parse().expect("an id"))
        .expect("sound events");
    registry
}

/// The mission of the exercise, with guidance on who is not to be selected, or without.
fn mission(guided: Option<&str>) -> Mission {
    let mut mission = shipped("exercise/mission-orvanda.json");
    mission.as_object_mut().expect("a document").remove("selection_guidance");
    if let Some(state) = guided {
        mission["selection_guidance"] = json!([{"states": [state], "guidance": "discuss-first", "basis": GUIDANCE, "entered_by": "planner-1"}]);
    }
    let mission = Mission::read(&mission.to_string()).expect("the mission");
    mission.starting("2026-12-01".parse().expect("a day"))
}

fn plan(view: &View, guided: Option<&str>) -> Plan {
    match_missions(view, &[mission(guided)], &MatchOptions::default()).expect("a plan")
}

fn reader(text: &str) -> Reader {
    text.parse().expect("a reader")
}

/// Everything that is told to a reader, in every form.
fn all_told(view: &View, plan: &Plan, by: &str) -> String {
    let (rules, scheme) = (AudienceRules::shipped().unwrap(), Scheme::un_pcrs().unwrap());
    let each = [told(view, &scheme, &rules, reader(by)), told_of_plan(plan, &rules, reader(by))];
    each.map(|told| [told.to_json().unwrap(), told.to_text(), told.to_html()].join("\n")).join("\n")
}

/// A State of the exercise with a pledge of its own alone, that pledge, and the pledge of another.
fn two_pledges(view: &View) -> (String, String, String) {
    let alone = |state: &str| {
        view.pledges().find(|(_, pledge)| {
            let parties: Vec<String> = pledge.pledge.parties().map(|party| party.to_string()).collect();
            parties == [state]
        })
    };
    let own = alone("XAA").expect("a pledge of XAA").0.to_string();
    let other = alone("XAB").expect("a pledge of XAB").0.to_string();
    ("XAA".to_owned(), own, other)
}

fn exercise() -> Registry {
    Registry::read(&shipped("exercise/registry.json").to_string()).expect("the exercise")
}

#[test]
fn nothing_withheld_stands_in_anything_that_is_told() {
    let (state, own, other) = two_pledges(&exercise().as_of(DAY.parse().unwrap()));
    let registry = with_withheld(&own, &other);
    let view = registry.as_of(DAY.parse().unwrap());
    let plan = plan(&view, Some("XAC"));
    let withheld = [SOUNDING, ACTION, DECISION, COMMENT, GUIDANCE];

    // It is there: the Secretariat sees what its tables have, and the record has all of it.
    let secretariat = all_told(&view, &plan, "secretariat");
    assert!([SOUNDING, ACTION, DECISION].iter().all(|word| secretariat.contains(word)));
    let whole = registry.to_json().unwrap() + &plan.missions()[0].to_json().unwrap();
    assert!(withheld.iter().all(|word| whole.contains(word)));

    for by in ["public", &state] {
        let told = all_told(&view, &plan, by);
        for word in withheld {
            assert!(!told.contains(word), "{by} is told of {word}");
        }
        // And no State but those that take part in its pledges, and no pledge that is another's.
        let of_own = view.pledges().map(|(_, pledge)| pledge.pledge.parties().map(|party| party.to_string()));
        let of_own =
            of_own.map(|parties| parties.collect::<Vec<_>>()).filter(|all| all.iter().any(|one| one == by));
        let partners: BTreeSet<String> = of_own.flatten().collect();
        let words = told.split(|c: char| !c.is_ascii_alphanumeric());
        for named in words.filter(|word| word.len() == 3 && word.starts_with("XA")) {
            assert!(partners.contains(named), "{by} is told of {named}");
        }
        for (id, pledge) in view.pledges() {
            let takes_part = pledge.pledge.parties().any(|party| party.to_string() == by);
            let quoted = format!("\"{id}\"");
            assert!(takes_part || !told.contains(&quoted), "{by} is told of {id}");
        }
    }
    assert!(all_told(&view, &plan, &state).contains(&own));
}

#[test]
fn a_journal_for_an_audience_shows_only_what_is_open_to_it_and_proves_all() {
    let (state, own, other) = two_pledges(&exercise().as_of(DAY.parse().unwrap()));
    let registry = with_withheld(&own, &other);
    let mut journal = Journal::new();
    registry.write_to(&mut journal, Hash::of(&[b"a secret of the exercise"])).unwrap();
    let rules = AudienceRules::shipped().unwrap();
    let whole = journal.to_lines();
    for by in ["public", &state, "secretariat"] {
        let given = journal.withhold(&withheld_from(&registry, &rules, reader(by))).unwrap();
        let last = u32::try_from(registry.events().len()).unwrap();
        let proofs = serde_json::to_string(&(
            given.checkpoint(),
            given.inclusion(last).unwrap(),
            given.consistency(last / 2).unwrap(),
        ));
        let lines = given.to_lines() + &proofs.unwrap();
        for word in [SOUNDING, ACTION, DECISION, COMMENT] {
            assert!(whole.contains(word));
            assert_eq!(lines.contains(word), by == "secretariat", "{by}: {word}");
        }
        assert_eq!(lines.contains(&own), by != "public", "{by}");
        assert_eq!(lines.contains(&other), by == "secretariat", "{by}");
        assert_eq!(given.checkpoint(), journal.checkpoint(), "the same journal");
    }
}

/// The exercise without one pledge and those that say it again.
fn without(pledge: &str) -> Registry {
    let mut document = shipped("exercise/registry.json");
    let events = document["events"].as_array_mut().expect("events");
    let mut gone: BTreeSet<String> = BTreeSet::new();
    let mut pledges = BTreeSet::from([pledge.to_owned()]);
    events.retain(|event| {
        let what = &event["what"];
        if what["pledge"]["reaffirms"].as_str().is_some_and(|again| pledges.contains(again)) {
            pledges.extend(what["pledge"]["id"].as_str().map(str::to_owned));
        }
        let about = what["pledge"].as_str().or_else(|| what["pledge"]["id"].as_str());
        let about = about.is_some_and(|about| pledges.contains(about));
        let mends = what["corrects"].as_str().is_some_and(|id| gone.contains(id));
        if about || mends {
            gone.insert(event["id"].as_str().expect("an id").to_owned());
        }
        !(about || mends)
    });
    for (seq, event) in (1..).zip(events) {
        event["seq"] = json!(seq);
    }
    Registry::read(&document.to_string()).expect("nothing else hangs on it")
}

#[test]
fn two_answers_differ_only_by_what_is_the_readers_own() {
    let day = DAY.parse().unwrap();
    let registry = exercise();
    let view = registry.as_of(day);
    let (state, own, other) = two_pledges(&view);
    let before = all_told(&view, &plan(&view, None), &state);

    // What is withheld changes nothing, whoever is left out by guidance.
    let more = with_withheld(&own, &other).as_of(day);
    for guided in [None, Some("XAA"), Some("XAC")] {
        assert!(all_told(&more, &plan(&more, guided), &state) == before, "{guided:?}");
    }
    // The counts that the public is told change with a reservation, and with nothing else that is withheld.
    let more = with_more(&own, &other, false).as_of(day);
    let public = all_told(&view, &plan(&view, None), "public");
    assert!(all_told(&more, &plan(&more, Some("XAC")), "public") == public);

    // Nor does what others offer, nor what they said again.
    let of_others =
        view.pledges().filter(|(_, pledge)| pledge.pledge.parties().all(|party| party.to_string() != state));
    let again = view.pledges().filter_map(|(_, pledge)| pledge.pledge.reaffirms.as_ref());
    let compared: Vec<&str> =
        of_others.map(|(id, _)| id.as_str()).take(4).chain(again.map(|id| id.as_str())).collect();
    assert_eq!(compared.len(), 5);
    for id in compared {
        let fewer = without(id).as_of(day);
        assert!(all_told(&fewer, &plan(&fewer, None), &state) == before, "without {id}");
    }

    // What is its own does.
    let without_own = without(&own).as_of(day);
    assert!(all_told(&without_own, &plan(&without_own, None), &state) != before);
}

/// A State says again what another State pledged: what it is told of its own hangs on its own words, and on nothing of the other.
#[test]
fn nothing_of_a_pledge_that_is_said_again_by_another_state_is_told() {
    let day = DAY.parse().unwrap();
    let (state, _, other) = two_pledges(&exercise().as_of(day));
    let mut alone = exercise();
    let another =
        alone.as_of(day).pledges().map(|(id, _)| id.to_string()).find(|id| id.starts_with("xac-")).unwrap();
    let entry = |id: &str, what: Value| {
        json!({"id": id, "valid": {"earliest": "2026-11-20", "latest": "2026-11-20"}, "what": what, "sources": [],
               "reconstructed": false})
    };
    let of_own = |reaffirms: &str| {
        let pledge = json!({"id": "w-own", "kind": "formed-unit", "title": "As pledged together", "reaffirms": reaffirms,
            "contributors": [{"state": state, "roles": ["lead"]}],
            "lots": [{"id": "w-own", "described_as": "engineering company", "unit_type": "engineering-company", "units": 2,
                "strength": 200, "women": [{"band": "officers", "women": 14, "of": 40}]}]});
        let visit = json!({"id": "w-visit", "kind": "verification-visit", "outcome": "passed", "valid_until": "2026-12-20"});
        vec![
            entry("w-1", json!({"event": "announced", "pledge": pledge})),
            entry("w-2", json!({"event": "accepted", "pledge": "w-own", "units": "all"})),
            entry(
                "w-3",
                json!({"event": "evidence-recorded", "pledge": "w-own", "units": "all", "evidence": visit}),
            ),
        ]
    };
    let more = |registry: &mut Registry, events: Vec<Value>| {
        let known = registry.events().last().expect("events").known;
        let recorded = registry.record(&json!(events).to_string(), known, "desk-3".parse().expect("an id"));
        recorded.unwrap_or_else(|refused| panic!("{refused}"));
        registry.as_of(day)
    };
    let mut again = alone.clone();
    let view = more(&mut again, of_own(&other));
    let told = all_told(&view, &plan(&view, None), &state);
    assert!(told.contains("w-own") && !told.contains(&other), "its own, and not whose it was first");

    let differs = |view: &View| all_told(view, &plan(view, None), &state) != told;
    let of_another = more(&mut alone.clone(), of_own(&another));
    assert!(!differs(&of_another), "whose pledge it says again");
    for (id, what) in [
        ("w-4", json!({"event": "commented", "pledge": other, "text": COMMENT})),
        ("w-5", json!({"event": "withdrawn", "pledge": other, "units": "all", "reason": DECISION})),
    ] {
        let changed = more(&mut again, vec![entry(id, what)]);
        assert!(!differs(&changed), "{id}: what became of it there");
    }
    // Nor does the public count it twice.
    let public = |view: &View| all_told(view, &plan(view, None), "public");
    assert!(public(&view) == public(&alone.as_of(day)));
    assert!(differs(&more(&mut alone, vec![])), "its own word does");
}

/// Lots of an engineering company: the persons and the women of each, all of them officers.
fn people(lots: &[(u32, u32)]) -> View {
    let entries = lots.iter().enumerate().map(|(i, (persons, women))| {
        let id = format!("p{i}");
        let lot = json!({"id": id, "described_as": "engineering company", "unit_type": "engineering-company", "units": 1,
            "strength": persons, "women": [{"band": "officers", "women": women, "of": persons}]});
        let pledge = json!({"id": id, "kind": "formed-unit", "title": "A company",
            "contributors": [{"state": "XAA", "roles": ["lead"]}], "lots": [lot]});
        json!({"id": id, "what": {"event": "announced", "pledge": pledge}, "sources": [], "reconstructed": false})
    });
    let mut registry = Registry::new();
    let known = "2026-11-01T09:00:00Z".parse().unwrap();
    registry.record(&Value::from_iter(entries).to_string(), known, "desk-3".parse().unwrap()).unwrap();
    registry.as_of(DAY.parse().unwrap())
}

/// The women and the persons that a reader is told of, row by row.
fn women(view: &View, rules: &AudienceRules, by: &str) -> Vec<[Option<i64>; 2]> {
    let told = told(view, &Scheme::un_pcrs().unwrap(), rules, reader(by));
    let rows = serde_json::to_value(told.table("women").expect("it is open")).unwrap();
    rows.as_array().unwrap().iter().map(|row| ["women", "of"].map(|column| row[column].as_i64())).collect()
}

#[test]
fn counts_of_persons_are_told_to_others_in_whole_tens() {
    let shipped = AudienceRules::shipped().unwrap();
    let told = |lots: &[(u32, u32)]| women(&people(lots), &shipped, "public");
    // One row of all ranks and one of the officers; those of other bands say nothing.
    let exact = women(&people(&[(120, 9), (31, 17)]), &shipped, "secretariat");
    assert!(exact.contains(&[Some(26), Some(151)]) && exact.contains(&[Some(0), Some(0)]), "{exact:?}");
    let row = |lots: &[(u32, u32)]| told(lots).into_iter().find(|row| row[1].is_some());
    assert_eq!(row(&[(120, 9), (31, 17)]), Some([Some(20), Some(150)]));
    assert_eq!(row(&[(120, 9)]), Some([None, Some(120)]), "fewer than ten");
    assert_eq!(row(&[(120, 0)]), Some([None, Some(120)]), "none are not told from a few");
    assert_eq!(row(&[(120, 10)]), Some([Some(10), Some(120)]));
    assert_eq!(row(&[(9, 9)]), None);
    // Whatever one lot has beside the others, two answers differ by nothing or by tens; most of the time by nothing.
    let (mut same, mut others) = (0, 0);
    for before in [0, 8, 14, 25] {
        for (persons, more) in [(1, 0), (1, 1), (9, 4), (12, 9), (19, 3)] {
            let (one, two) = (told(&[(130, before)]), told(&[(130, before), (persons, more)]));
            for (one, two) in one.into_iter().flatten().zip(two.into_iter().flatten()) {
                let (one, two) = (one.unwrap_or_default(), two.unwrap_or_default());
                assert!(one % 10 == 0 && two % 10 == 0, "{before} and {more} women: {one}, {two}");
                same += u32::from(one == two);
                others += u32::from(one != two);
            }
        }
    }
    assert!(same > 5 * others && others > 5, "{same} {others}");
    // That hides no count from whoever can move it: with six women of one's own, and not with five, fourteen of others are known.
    let border = |own: u32| row(&[(130, 14), (6, own)]).and_then(|row| row[0]);
    assert_eq!((border(5), border(6)), (Some(10), Some(20)));
    // A target of 15 per cent that 19 of 100 keep is not shown beside 10 of 100, of which nobody is to make a share.
    let table = told_to_the_public(&people(&[(100, 19)]));
    assert!(table.title().contains("no share"), "{}", table.title());
    assert!(!table.columns().iter().any(|column| column.name.starts_with("target")));
    // Nor by rules of one's own, nor to a State; and what is its own it knows.
    let own = r#"{"format": "pledgebook.audience-rules/1", "title": "Open", "events": [], "opens": [
        {"table": "women", "to": "contributor", "rows": "all", "columns": ["women", "of"]},
        {"table": "pledges", "to": "contributor", "rows": "own", "columns": ["lot", "strength"]}]}"#;
    let own = AudienceRules::read(own).unwrap();
    let view = people(&[(120, 9), (31, 17)]);
    assert_eq!(women(&view, &own, "XAB"), told(&[(120, 9), (31, 17)]));
    let of_own = json_told(&view, &own, "XAA");
    assert!(of_own.contains("\"31\""), "{of_own}");
}

fn told_to_the_public(view: &View) -> Table {
    let told = told(view, &Scheme::un_pcrs().unwrap(), &AudienceRules::shipped().unwrap(), reader("public"));
    told.table("women").expect("it is open").clone()
}

fn json_told(view: &View, rules: &AudienceRules, by: &str) -> String {
    told(view, &Scheme::un_pcrs().unwrap(), rules, reader(by)).to_json().unwrap()
}

/// Rules that open every table of which rows are somebody's own, whole, to contributors.
fn all_that_is_own() -> AudienceRules {
    let of_view = [
        "assessments",
        "blocks",
        "checks",
        "falls_back_on",
        "freshness",
        "on_file",
        "pledged_and_found",
        "pledges",
        "stages",
        "training",
        "verification_due",
    ];
    let of_plan = ["arrival_table", "proposals", "questions", "timelines"];
    let opens = of_view.iter().chain(&of_plan).map(|table| {
        let columns = columns_of(table);
        json!({"table": table, "to": "contributor", "rows": "own", "columns": columns})
    });
    let rules = json!({"format": "pledgebook.audience-rules/1", "title": "Own", "events": [], "opens": Value::from_iter(opens)});
    AudienceRules::read(&rules.to_string()).unwrap()
}

/// The columns of a table, as the Secretariat is told of it.
fn columns_of(table: &str) -> Vec<String> {
    let empty = Registry::new().as_of(DAY.parse().unwrap());
    let rules = AudienceRules::shipped().unwrap();
    let of_view = told(&empty, &Scheme::un_pcrs().unwrap(), &rules, Reader::Secretariat);
    let of_plan = told_of_plan(
        &match_missions(&empty, &[mission(None)], &MatchOptions::default()).unwrap(),
        &rules,
        Reader::Secretariat,
    );
    let found =
        of_view.table(table).or(of_plan.table(table)).unwrap_or_else(|| panic!("there is a table {table}"));
    found.columns().iter().map(|column| column.name.to_owned()).collect()
}

#[test]
fn the_rows_of_every_table_that_has_owners_are_cut_to_ones_own() {
    let (state, own, other) = two_pledges(&exercise().as_of(DAY.parse().unwrap()));
    let view = with_withheld(&own, &other).as_of(DAY.parse().unwrap());
    let plan = plan(&view, Some("XAC"));
    let (rules, scheme) = (all_that_is_own(), Scheme::un_pcrs().unwrap());
    let each = [told(&view, &scheme, &rules, reader(&state)), told_of_plan(&plan, &rules, reader(&state))];
    let all =
        [told(&view, &scheme, &rules, Reader::Secretariat), told_of_plan(&plan, &rules, Reader::Secretariat)];
    let takes_part = |id: &str| {
        let of = view
            .pledges()
            .find(|(pledge, state)| pledge.as_str() == id || state.lots.keys().any(|lot| lot.as_str() == id));
        of.is_some_and(|(_, pledge)| pledge.pledge.parties().any(|party| party.to_string() == state))
    };
    let mut with_rows = 0;
    for (cut, whole) in each.iter().zip(&all) {
        for (name, table) in cut.tables() {
            let rows = |table| serde_json::to_value(table).unwrap().as_array().unwrap().clone();
            let whose = |row: &Value| row["pledge"].as_str().or(row["lot"].as_str()).is_some_and(takes_part);
            let expected: Vec<Value> = rows(whole.table(name).unwrap()).into_iter().filter(whose).collect();
            assert_eq!(rows(table), expected, "{name}");
            with_rows += u32::from(!expected.is_empty());
        }
        let told = [cut.to_json().unwrap(), cut.to_text(), cut.to_html()].join("\n");
        for word in [SOUNDING, ACTION, DECISION, COMMENT, GUIDANCE] {
            assert!(!told.contains(word), "told of {word}");
        }
        for (id, _) in view.pledges().filter(|(id, _)| !takes_part(id.as_str())) {
            assert!(!told.contains(&format!("\"{id}\"")), "told of {id}");
        }
    }
    assert!(with_rows >= 10, "{with_rows}");
    let visits = r#"{"format": "pledgebook.audience-rules/1", "title": "Own", "events": [], "opens": [
        {"table": "visits", "to": "contributor", "rows": "own", "columns": []}]}"#;
    let refused = AudienceRules::read(visits).unwrap_err();
    assert_eq!(
        (refused.code().as_str(), refused.findings()[0].path.as_str()),
        ("not-of-this-kind", "/opens/0/rows")
    );
}

#[test]
fn the_sentence_stands_under_everything() {
    let empty = Registry::new().as_of(DAY.parse().unwrap());
    let view = exercise().as_of(DAY.parse().unwrap());
    let (rules, scheme) = (AudienceRules::shipped().unwrap(), Scheme::un_pcrs().unwrap());
    let nothing = AudienceRules::read(
        r#"{"format": "pledgebook.audience-rules/1", "title": "Nothing", "opens": [], "events": []}"#,
    );
    for rules in [rules, nothing.unwrap()] {
        for (view, by) in
            [(&empty, "public"), (&view, "public"), (&view, "XAA"), (&view, "XAZ"), (&view, "secretariat")]
        {
            let told = told(view, &scheme, &rules, reader(by));
            assert_eq!(told.sentence(), SENTENCE);
            assert!(told.to_text().ends_with(SENTENCE) && told.to_html().contains(SENTENCE));
            assert!(told.to_json().unwrap().contains(SENTENCE));
        }
    }
}

#[test]
fn rules_are_followed_by_table_row_and_column() {
    let rules = r#"{"format": "pledgebook.audience-rules/1", "title": "A trial", "events": [], "opens": [
        {"table": "pledges", "to": "contributor", "rows": "own", "columns": ["units", "lot"]},
        {"table": "pledges", "to": "public", "rows": "all", "columns": ["kind"],
         "only": [{"column": "kind", "values": ["specialised-team"]}]}]}"#;
    let rules = AudienceRules::read(rules).unwrap();
    let view = exercise().as_of(DAY.parse().unwrap());
    let scheme = Scheme::un_pcrs().unwrap();
    let kinds = |kind: &str| view.lots().filter(|(pledge, _)| pledge.pledge.kind.as_str() == kind).count();
    let to_public = told(&view, &scheme, &rules, Reader::Public);
    let rows = serde_json::to_value(to_public.table("pledges").unwrap()).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), kinds("specialised-team"));
    assert!(
        kinds("specialised-team") > 0
            && rows.as_array().unwrap().iter().all(|row| *row == json!({"kind": "specialised-team"}))
    );
    assert!(to_public.table("assessments").is_none());

    let to_state = told(&view, &scheme, &rules, reader("XAA"));
    let table = to_state.table("pledges").unwrap();
    assert_eq!(table.columns().iter().map(|column| column.name).collect::<Vec<_>>(), ["lot", "units"]);
    let own =
        view.lots().filter(|(pledge, _)| pledge.pledge.parties().any(|party| party.to_string() == "XAA"));
    assert_eq!(table.rows().len(), own.count());
}
