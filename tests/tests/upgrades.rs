//! Older documents. For every older version there is one document with all that it could say, and what it is upgraded to;
//! what is upgraded says the same. One of a version that is not there yet is refused, and told what to do.
//!
//! `PLEDGEBOOK_VECTORS=write` writes what is expected; a golden file is written once, and never changes after its release.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pledgebook::record::What;
use pledgebook::{Error, MatchOptions, Registry, Scheme, tell};
use serde_json::{Value, json};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("upgrades").join(name)
}

fn first() -> String {
    fs::read_to_string(golden("registry-1.json")).expect("the golden file")
}

/// The events of version 1, from its published schema.
const FIRST: [&str; 16] = [
    "accepted",
    "acknowledged",
    "amended",
    "announced",
    "arrived",
    "commented",
    "corrected",
    "deadline-moved",
    "evidence-recorded",
    "level-recorded",
    "observed-absent",
    "offered",
    "renewed",
    "returned",
    "split",
    "withdrawn",
];

#[test]
fn a_registry_of_version_1_is_read_as_its_golden_file() {
    let upgraded = Registry::read(&first()).and_then(|registry| registry.to_json()).expect("it is read");
    let path = golden("registry-1.upgraded.json");
    if std::env::var("PLEDGEBOOK_VECTORS").as_deref() == Ok("write") && !path.exists() {
        fs::write(&path, &upgraded).expect("the golden file");
    }
    assert_eq!(upgraded, fs::read_to_string(&path).expect("the golden file"));
    assert_eq!(
        Registry::read(&upgraded).and_then(|registry| registry.to_json()).expect("it is read"),
        upgraded
    );
}

/// Independently of any golden file: the upgrade changes the tag and nothing else, and the document has every event.
#[test]
fn the_upgrade_changes_the_tag_and_no_event() {
    let (before, after): (Value, Value) = (
        serde_json::from_str(&first()).expect("JSON"),
        serde_json::from_str(&Registry::read(&first()).and_then(|r| r.to_json()).expect("it is read"))
            .expect("JSON"),
    );
    assert_eq!(
        (&before["format"], &after["format"]),
        (&json!("pledgebook.registry/1"), &json!("pledgebook.registry/2"))
    );
    let (before, after) =
        (before["events"].as_array().expect("a list"), after["events"].as_array().expect("a list"));
    let words: BTreeSet<&str> = before.iter().filter_map(|event| event["what"]["event"].as_str()).collect();
    assert_eq!(words.into_iter().collect::<Vec<_>>(), FIRST, "the golden file has them all");
    assert_eq!(before.len(), after.len());
    for event in after {
        let same = before.iter().find(|old| old["id"] == event["id"]).expect("it was there");
        for key in ["seq", "known", "valid", "actor", "sources", "reconstructed"] {
            assert_eq!(same[key], event[key], "{key} of {}", event["id"]);
        }
        assert_eq!(same["what"]["event"], event["what"]["event"]);
    }
    // By hand: of four companies one was split off and withdrawn, one of the other three is back from its tour.
    let view = Registry::read(&first()).expect("it is read").as_of("2026-12-31".parse().expect("a day"));
    let text = tell::pledges(&view).to_text();
    assert!(text.contains("2 available, 1 reconstituting") && text.contains("1 withdrawn"), "{text}");
}

fn refused(document: &Value) -> Vec<(String, String, String)> {
    let error: Error = Registry::read(&document.to_string()).expect_err("it is refused");
    let told = error.findings().iter();
    told.map(|found| (found.code.to_string(), found.path.clone(), found.help.clone().unwrap_or_default()))
        .collect()
}

fn with(format: &str, what: Value) -> Value {
    json!({ "format": format, "events": [
        { "id": "e1", "seq": 1, "known": "2026-01-02T09:00:00Z", "actor": "desk", "sources": [], "reconstructed": false,
          "what": { "event": "announced", "pledge": { "id": "p", "kind": "formed-unit", "title": "P",
            "contributors": [{ "state": "XAA", "roles": ["lead"] }],
            "lots": [{ "id": "l", "described_as": "L", "units": 2 }] } } },
        { "id": "e2", "seq": 2, "known": "2026-01-03T09:00:00Z", "actor": "desk", "sources": [], "reconstructed": false,
          "what": what },
    ]})
}

#[test]
fn version_1_never_had_what_came_later() {
    let hint = "Write `\"format\": \"pledgebook.registry/2\"`.";
    let later: Vec<&&str> = What::WORDS.iter().filter(|word| !FIRST.contains(*word)).collect();
    assert!(later.len() > 15);
    for word in later {
        let found = refused(&with("pledgebook.registry/1", json!({ "event": word, "pledge": "p" })));
        assert_eq!(
            found,
            [("unknown-word".to_owned(), "/events/1/what/event".to_owned(), hint.to_owned())],
            "{word}"
        );
    }
    let until = json!({ "latest": "2027-01-01" });
    let moved = json!({ "event": "deadline-moved", "pledge": "p", "until": until, "reason": "R" });
    let corrected = json!({ "event": "corrected", "corrects": "e1", "by": "XAA", "instead": { "what":
        { "event": "commented", "pledge": "p", "text": "T", "by": "XAA" } } });
    for (what, paths) in [
        (moved, vec!["/events/1/what/reason"]),
        (corrected, vec!["/events/1/what/by", "/events/1/what/instead/what/by"]),
    ] {
        let found = refused(&with("pledgebook.registry/1", what.clone()));
        assert_eq!(found.iter().map(|(_, path, _)| path.as_str()).collect::<Vec<_>>(), paths);
        assert!(found.iter().all(|(code, _, help)| code == "unknown-key" && help == hint));
        assert!(Registry::read(&with("pledgebook.registry/2", what).to_string()).is_ok() || paths.len() == 2);
    }
    let suspended = json!({ "event": "withdrawn", "pledge": "p", "units": "all" });
    assert!(Registry::read(&with("pledgebook.registry/1", suspended).to_string()).is_ok());
}

#[test]
fn one_from_the_future_is_refused_politely() {
    for version in ["3", "99"] {
        let format = format!("pledgebook.registry/{version}");
        let found = refused(&json!({ "format": format, "events": [], "what-we-do-not-know": true }));
        let help = "A later version of the library wrote it: read it with that, or ask for a `pledgebook.registry/2`.";
        assert_eq!(found, [("format-unsupported".to_owned(), "/format".to_owned(), help.to_owned())]);
    }
    let never = refused(&json!({ "format": "pledgebook.registry/0", "events": [] }));
    assert_eq!(never[0].2, "It should begin with `\"format\": \"pledgebook.registry/2\"`.");
}

/// A finding in an older document has its place in the text as it was given.
#[test]
fn places_are_those_of_the_older_text() {
    let text = first().replace("\"roles\": [\n", "\"rolls\": [\n");
    let error = Registry::read(&text).expect_err("a key is wrong");
    let finding = error.findings().iter().find(|found| found.path.ends_with("/rolls")).expect("the key");
    let line = text.lines().nth(finding.line.expect("a place") as usize - 1).expect("a line");
    assert!(line.contains("rolls"), "{line}");
}

fn first_scheme() -> String {
    fs::read_to_string(golden("scheme-1.json")).expect("the golden file")
}

/// The scheme of the United Nations as it was shipped in version 1. Today's says the same, and who keeps it.
#[test]
fn a_scheme_of_version_1_says_the_same_in_rules() {
    let upgraded = Scheme::read(&first_scheme()).and_then(|scheme| scheme.to_json()).expect("it is read");
    let path = golden("scheme-1.upgraded.json");
    if std::env::var("PLEDGEBOOK_VECTORS").as_deref() == Ok("write") && !path.exists() {
        fs::write(&path, &upgraded).expect("the golden file");
    }
    assert_eq!(upgraded, fs::read_to_string(&path).expect("the golden file"));
    let mut today = Scheme::un_pcrs().expect("the shipped scheme");
    today.owner = None;
    assert_eq!(upgraded, today.to_json().expect("a text"));
    // By hand: a paper counts when it is on file, a visit when it was passed.
    let upgraded: Value = serde_json::from_str(&upgraded).expect("JSON");
    let rule = |place: &str| upgraded.pointer(place).expect(place).clone();
    assert_eq!(
        rule("/levels/3/requires/0/rule"),
        json!({ "evidence": "agreement", "document": "rdl-agreement" })
    );
    assert_eq!(
        rule("/levels/3/requires/1/rule"),
        json!({ "evidence": "verification-visit", "passed": true })
    );
}

/// Options that have a scheme of version 1 in them are read too.
#[test]
fn an_older_scheme_within_match_options_is_read() {
    let scheme: Value = serde_json::from_str(&first_scheme()).expect("JSON");
    let options = |scheme: Value| {
        let options = json!({ "format": "pledgebook.match-options/1", "schemes": [scheme] }).to_string();
        MatchOptions::read(&options)
    };
    let read = options(scheme.clone()).expect("it is read");
    assert_eq!(read.schemes, Some(vec![Scheme::read(&first_scheme()).expect("it is read")]));
    let mut wrong = scheme;
    wrong["levels"][0]["requires"][0]["evidence"] = json!("hearsay");
    let refused = options(wrong).expect_err("it is refused");
    assert_eq!(refused.findings()[0].path, "/schemes/0/levels/0/requires/0/evidence");
}

/// What a scheme of version 1 never had is told at its place, with what to write; so is what does not read in it.
#[test]
fn a_scheme_of_version_1_is_refused_in_its_own_words() {
    let hint = "Write `\"format\": \"pledgebook.scheme/2\"`.";
    type Changed = (fn(&mut Value), &'static str, &'static str);
    let cases: [Changed; 8] = [
        (|s| s["owner"] = json!("A desk"), "unknown-key", "/owner"),
        (|s| s["ended"] = json!({ "latest": "2020-01-01" }), "unknown-key", "/ended"),
        (|s| s["levels"][1]["requires"][0]["rule"] = json!({}), "unknown-key", "/levels/1/requires/0/rule"),
        (
            |s| s["levels"][1]["requires"][0]["unit_types"] = json!([]),
            "unknown-key",
            "/levels/1/requires/0/unit_types",
        ),
        (
            |s| s["levels"][3]["commitment"]["preferred"] = json!(30),
            "unknown-key",
            "/levels/3/commitment/preferred",
        ),
        (
            |s| s["levels"][3]["commitment"]["clock"] = json!("mandate-and-approval"),
            "unknown-word",
            "/levels/3/commitment/clock",
        ),
        (
            |s| s["levels"][1]["requires"][0]["evidence"] = json!("vist"),
            "unknown-word",
            "/levels/1/requires/0/evidence",
        ),
        (
            |s| s["levels"][1]["requires"][0]["evidence"] = json!(7),
            "wrong-type",
            "/levels/1/requires/0/evidence",
        ),
    ];
    for (i, (change, code, path)) in cases.into_iter().enumerate() {
        let mut scheme: Value = serde_json::from_str(&first_scheme()).expect("JSON");
        change(&mut scheme);
        let refused = Scheme::read(&scheme.to_string()).expect_err("it is refused");
        let [finding] = refused.findings() else { panic!("{path}: {refused}") };
        assert_eq!((finding.code.as_str(), finding.path.as_str()), (code, path));
        assert!(finding.line.is_some(), "{path}");
        assert!(i >= 6 || finding.help.as_deref() == Some(hint), "{path}: {finding:?}");
    }
    let mut without: Value = serde_json::from_str(&first_scheme()).expect("JSON");
    without["levels"][1]["requires"][0].as_object_mut().expect("an object").remove("evidence");
    let refused = Scheme::read(&without.to_string()).expect_err("it is refused");
    assert_eq!(refused.findings()[0].message, "The key `evidence` is missing.");
}
