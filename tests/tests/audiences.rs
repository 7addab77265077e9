//! What leaves for an audience holds nothing that is withheld from it, and nothing can be learned from how two answers differ.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pledgebook::record::Journal;
use pledgebook::tell::{AudienceRules, Reader, SENTENCE, told, told_of_plan, withheld_from};
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

/// The exercise without one pledge, if nothing else hangs on it.
fn without(pledge: &str) -> Option<Registry> {
    let mut document = shipped("exercise/registry.json");
    let events = document["events"].as_array_mut().expect("events");
    let mut gone: BTreeSet<String> = BTreeSet::new();
    events.retain(|event| {
        let what = &event["what"];
        let about = what["pledge"].as_str().or_else(|| what["pledge"]["id"].as_str()) == Some(pledge);
        let mends = what["corrects"].as_str().is_some_and(|id| gone.contains(id));
        if about || mends {
            gone.insert(event["id"].as_str().expect("an id").to_owned());
        }
        !(about || mends)
    });
    for (seq, event) in (1..).zip(events) {
        event["seq"] = json!(seq);
    }
    Registry::read(&document.to_string()).ok()
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

    // Nor does what others offer.
    let mut compared = 0;
    for (id, pledge) in view.pledges() {
        if compared == 5 || pledge.pledge.parties().any(|party| party.to_string() == state) {
            continue;
        }
        let Some(fewer) = without(id.as_str()) else { continue };
        let fewer = fewer.as_of(day);
        assert!(all_told(&fewer, &plan(&fewer, None), &state) == before, "without {id}");
        compared += 1;
    }
    assert_eq!(compared, 5);

    // What is its own does.
    let without_own = without(&own).expect("nothing hangs on it").as_of(day);
    assert!(all_told(&without_own, &plan(&without_own, None), &state) != before);
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
