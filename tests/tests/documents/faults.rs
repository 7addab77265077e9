//! Faults planted in good documents: all are found at once, each at its place, and nothing is found that is not there.

use std::collections::BTreeSet;

use pledgebook::words::Catalogue;
use pledgebook::words::document::canonical;
use pledgebook::{Code, Error, MatchOptions, Mission, Registry, Scheme};
use serde_json::{Map, Value, json};

use super::{Kind, OPTIONS, entries, kinds, places, record, shipped};

/// One thing that is wrong in a document: what to change, and where and how it is found.
type Fault = (fn(&mut Value), Code, &'static str);

fn remove(value: &mut Value, key: &str) {
    value.as_object_mut().map(|members: &mut Map<String, Value>| members.remove(key));
}

/// Every non-empty choice of these faults gives at least these findings, at once.
fn all_at_once(good: &str, faults: &[Fault], read: fn(&str) -> Result<String, Error>) {
    for chosen in 1..(1_usize << faults.len()) {
        let mut document: Value = serde_json::from_str(good).expect("a good document");
        let mut planted = BTreeSet::new();
        for (_, (change, code, path)) in faults.iter().enumerate().filter(|(i, _)| chosen & (1 << i) != 0) {
            change(&mut document);
            planted.insert((*code, path.to_string()));
        }
        let refused = read(&document.to_string()).expect_err("faults were planted");
        assert!(refused.findings().iter().all(|found| found.line.is_some()), "no place: {refused}");
        let found = refused.findings().iter().map(|found| (found.code, found.path.clone())).collect();
        assert!(planted.is_subset(&found), "planted {planted:?}\nfound {found:?}");
    }
}

#[test]
fn every_fault_in_the_shape_of_a_document_is_found_at_once() {
    let faults: [Fault; 9] = [
        (|m| m["requirements"][0]["units"] = json!("four"), Code::WrongType, "/requirements/0/units"),
        (|m| remove(&mut m["requirements"][1], "hold_for"), Code::MissingKey, "/requirements/1"),
        (|m| m["requirements"][0]["colour"] = json!(1), Code::UnknownKey, "/requirements/0/colour"),
        (|m| m["host"]["fictional"] = Value::Null, Code::WrongType, "/host/fictional"),
        (|m| m["clock"] = json!("requests"), Code::UnknownWord, "/clock"),
        (
            |m| m["requirements"][0]["needed_by"] = json!(1.5),
            Code::MalformedNumber,
            "/requirements/0/needed_by",
        ),
        (|m| m["title"] = json!("a\u{202e}b"), Code::MalformedText, "/title"),
        (|m| m["host"]["state"] = json!("xaz"), Code::MalformedState, "/host/state"),
        (|m| m["requirements"][1]["id"] = json!("h\u{43e}spital"), Code::MalformedId, "/requirements/1/id"),
    ];
    all_at_once(&shipped("examples/data/small/mission.json"), &faults, |text| Mission::read(text)?.to_json());
}

#[test]
fn every_fault_in_the_meaning_of_a_document_is_found_at_once() {
    let faults: [Fault; 5] = [
        (|m| m["host"]["state"] = json!("XBZ"), Code::StateUnknown, "/host/state"),
        (
            |m| m["requirements"][0]["unit_type"] = json!("engineers"),
            Code::UnitTypeUnknown,
            "/requirements/0/unit_type",
        ),
        (|m| m["requirements"][1]["class"] = json!(0), Code::MalformedNumber, "/requirements/1/class"),
        (
            |m| m["requirements"][0]["latest_by"] = json!(10),
            Code::DaysNotOrdered,
            "/requirements/0/latest_by",
        ),
        (|m| m["requirements"][1]["id"] = json!("engineers"), Code::DuplicateId, "/requirements/1"),
    ];
    all_at_once(&shipped("examples/data/small/mission.json"), &faults, |text| Mission::read(text)?.to_json());

    // Events of the small registry: 0 to 2 announce, 3 to 5 accept, 6 to 8 record levels.
    let faults: [Fault; 9] = [
        (
            |r| r["events"][4]["what"]["lots"] = json!(["xab-engineers", "xab-engineers"]),
            Code::DuplicateId,
            "/events/4/what/lots/1",
        ),
        (
            |r| r["events"][0]["what"]["pledge"]["contributors"][0]["state"] = json!("XBZ"),
            Code::StateUnknown,
            "/events/0/what/pledge/contributors/0/state",
        ),
        (
            |r| r["events"][0]["what"]["pledge"]["contributors"][0]["roles"] = json!([]),
            Code::LeadNotSingle,
            "/events/0/what/pledge/contributors",
        ),
        (
            |r| r["events"][1]["what"]["pledge"]["lots"][0]["unit_type"] = json!("engineers"),
            Code::UnitTypeUnknown,
            "/events/1/what/pledge/lots/0/unit_type",
        ),
        (
            |r| {
                r["events"][1]["what"]["pledge"]["lots"][0]["windows"] =
                    json!([{"from": "2026-01-01"}, {"from": "2027-01-01"}])
            },
            Code::WindowsOverlap,
            "/events/1/what/pledge/lots/0/windows/1",
        ),
        (|r| r["events"][3]["what"]["units"] = json!(1), Code::EventNotPossible, "/events/3/what/units"),
        (|r| r["events"][5]["what"]["pledge"] = json!("nobody"), Code::NotFound, "/events/5/what"),
        (|r| r["events"][7]["id"] = json!("xaa-announced"), Code::DuplicateId, "/events/7/id"),
        (
            |r| r["events"][8]["known"] = json!("2026-08-31T09:00:00Z"),
            Code::KnownDecreases,
            "/events/8/known",
        ),
    ];
    all_at_once(&shipped("examples/data/small/registry.json"), &faults, |text| {
        Registry::read(text)?.to_json()
    });
}

/// Faults of shape among faults of meaning, in the same part and in others.
#[test]
fn a_fault_of_shape_hides_no_fault_of_meaning() {
    let faults: [Fault; 7] = [
        (|m| m["title"] = json!(""), Code::MalformedText, "/title"),
        (|m| remove(&mut m["requirements"][1], "hold_for"), Code::MissingKey, "/requirements/1"),
        (|m| m["host"]["fictional"] = Value::Null, Code::WrongType, "/host/fictional"),
        (|m| m["host"]["state"] = json!("XBZ"), Code::StateUnknown, "/host/state"),
        (|m| m["requirements"][0]["class"] = json!(0), Code::MalformedNumber, "/requirements/0/class"),
        (
            |m| m["requirements"][1]["unit_type"] = json!("hospitals"),
            Code::UnitTypeUnknown,
            "/requirements/1/unit_type",
        ),
        (|m| m["requirements"][1]["id"] = json!("engineers"), Code::DuplicateId, "/requirements/1"),
    ];
    all_at_once(&shipped("examples/data/small/mission.json"), &faults, |text| Mission::read(text)?.to_json());

    let faults: [Fault; 8] = [
        (|r| r["events"][0]["sources"] = json!({}), Code::WrongType, "/events/0/sources"),
        (
            |r| r["events"][0]["what"]["pledge"]["contributors"][0]["state"] = json!("XBZ"),
            Code::StateUnknown,
            "/events/0/what/pledge/contributors/0/state",
        ),
        (
            |r| r["events"][1]["what"]["pledge"]["title"] = Value::Null,
            Code::WrongType,
            "/events/1/what/pledge/title",
        ),
        (
            |r| r["events"][1]["what"]["pledge"]["lots"][0]["unit_type"] = json!("engineers"),
            Code::UnitTypeUnknown,
            "/events/1/what/pledge/lots/0/unit_type",
        ),
        (
            |r| {
                r["events"][1]["what"]["pledge"]["lots"][0]["windows"] =
                    json!([{"from": "2026-01-01"}, {"from": "2027-01-01"}])
            },
            Code::WindowsOverlap,
            "/events/1/what/pledge/lots/0/windows/1",
        ),
        (
            |r| r["events"][2]["what"]["pledge"]["contributors"] = json!([]),
            Code::LeadNotSingle,
            "/events/2/what/pledge/contributors",
        ),
        (|r| r["events"][3]["what"]["units"] = json!(1), Code::EventNotPossible, "/events/3/what/units"),
        (|r| r["events"][4]["what"]["event"] = json!("acepted"), Code::UnknownWord, "/events/4/what/event"),
    ];
    let registry = shipped("examples/data/small/registry.json");
    all_at_once(&registry, &faults, |text| Registry::read(text)?.to_json());

    let faults: [Fault; 4] = [
        (|e| e[0]["sources"] = json!({}), Code::WrongType, "/0/sources"),
        (
            |e| e[0]["what"]["pledge"]["contributors"][0]["state"] = json!("XBZ"),
            Code::StateUnknown,
            "/0/what/pledge/contributors/0/state",
        ),
        (
            |e| e[1]["what"]["pledge"]["lots"][0]["unit_type"] = json!("engineers"),
            Code::UnitTypeUnknown,
            "/1/what/pledge/lots/0/unit_type",
        ),
        (|e| e[3]["what"]["units"] = json!(1), Code::EventNotPossible, "/3/what/units"),
    ];
    all_at_once(&entries(), &faults, record);

    let faults: [Fault; 5] = [
        (|o| o["limits"][0]["at_most"] = json!("two"), Code::WrongType, "/limits/0/at_most"),
        (|o| o["limits"][1]["scope"]["state"] = json!("XBZ"), Code::StateUnknown, "/limits/1/scope/state"),
        (|o| o["limits"][2]["id"] = json!("from-xaa"), Code::DuplicateId, "/limits/2"),
        (|o| o["assumptions"][0]["days"] = json!(-1), Code::MalformedNumber, "/assumptions/0/days"),
        (
            |o| o["preferences"][1]["number"] = json!(1_000_001),
            Code::MalformedNumber,
            "/preferences/1/number",
        ),
    ];
    all_at_once(OPTIONS, &faults, |text| MatchOptions::read(text)?.to_json());

    let faults: [Fault; 3] = [
        (|s| s["title"] = json!(7), Code::WrongType, "/title"),
        (|s| s["levels"][1]["rank"] = s["levels"][0]["rank"].clone(), Code::RankNotUnique, "/levels/1/rank"),
        (|s| s["levels"][2]["id"] = s["levels"][0]["id"].clone(), Code::DuplicateId, "/levels/2"),
    ];
    all_at_once(&shipped("core/schemes/un-pcrs.json"), &faults, |text| canonical(&Scheme::read(text)?));

    let catalogue = r#"{"format": "pledgebook.catalogue/1", "unit_types": [],
        "states": [{"code": "XBA", "name": "One", "membership": "other"}, {"code": "XBB", "name": "Two", "membership": "other"}]}"#;
    let faults: [Fault; 2] = [
        (|c| c["states"][0]["membership"] = json!("othr"), Code::UnknownWord, "/states/0/membership"),
        (|c| c["states"][1]["code"] = json!("XBA"), Code::DuplicateId, "/states/1"),
    ];
    all_at_once(catalogue, &faults, |text| Catalogue::read(text)?.to_json());
}

/// What hangs on a part that does not read is not said to be wrong: the mending of that part may show it to be right.
#[test]
fn one_fault_of_shape_is_one_finding() {
    let events = Kind { name: "events", good: entries(), read: record };
    for Kind { name, good, read } in kinds().into_iter().chain([events]) {
        let document: Value = serde_json::from_str(&good).expect("a good document");
        let mut all = Vec::new();
        places(&document, "", &mut all);
        // Long documents say the same over and over.
        let step = all.len().div_ceil(400);
        for there in all.iter().step_by(step) {
            let mut document = document.clone();
            *document.pointer_mut(there).expect("it was listed") = Value::Null;
            let refused = read(&document.to_string()).expect_err("null is no value");
            let found: Vec<&str> = refused.findings().iter().map(|found| found.path.as_str()).collect();
            let format = if there.is_empty() && name != "events" { "/format" } else { there };
            assert_eq!(found, [format], "{name}: {refused}");
        }
    }
}
