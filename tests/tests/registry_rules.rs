//! Rules of the record, one by one, on records of a few events. What is expected follows from the meaning of the
//! events alone.

use pledgebook::record::{LotState, View, diff};
use pledgebook::tell;
use pledgebook::words::value::Figure;
use pledgebook::{Error, Registry};
use serde_json::{Value, json};

/// A pledge `p` with one lot `l`, and what happened to it from 2 January 2026 on, a day each; all known at the end of
/// the year.
fn registry(lot: &Value, events: &[Value]) -> Result<Registry, Error> {
    let mut whole = json!({ "id": "l", "described_as": "companies", "unit_type": "engineering-company" });
    whole.as_object_mut().expect("an object").extend(lot.as_object().expect("an object").clone());
    let announced = json!({ "event": "announced", "pledge": {
        "id": "p", "kind": "formed-unit", "title": "Companies", "lots": [whole],
        "contributors": [{ "state": "XAA", "roles": ["lead"] }],
    }});
    let entries = std::iter::once(&announced).chain(events).enumerate().map(|(i, what)| {
        let day = format!("2026-01-{:02}", i + 1);
        let mut what = what.clone();
        if what["event"] != "announced" {
            what["pledge"] = json!("p");
        }
        json!({ "id": format!("e{i}"), "valid": { "earliest": day, "latest": day }, "what": what,
                "sources": [], "reconstructed": false })
    });
    let mut registry = Registry::new();
    let known = "2026-12-31T00:00:00Z".parse()?;
    registry.record(&Value::from_iter(entries).to_string(), known, "desk".parse()?)?;
    Ok(registry)
}

/// The view on the last day, and that on the day before the last event.
fn views(lot: &Value, events: &[Value]) -> Result<(View, View), Error> {
    let registry = registry(lot, events)?;
    let known = "2026-12-31T00:00:00Z".parse()?;
    let before = format!("2026-01-{:02}", events.len());
    Ok((registry.view("2026-12-31".parse()?, known), registry.view(before.parse()?, known)))
}

fn view(lot: &Value, events: &[Value]) -> View {
    views(lot, events).unwrap_or_else(|refused| panic!("{refused}")).0
}

fn lot<'v>(view: &'v View, id: &str) -> Option<&'v LotState> {
    view.lot(&id.parse().expect("an id")).map(|(_, lot)| lot)
}

/// The status of the units of the lot `l` after these events.
fn status(units: u32, events: &[Value]) -> String {
    lot(&view(&json!({ "units": units }), events), "l").expect("the lot").tally.to_string()
}

fn refused(lot: &Value, events: &[Value]) -> Vec<&'static str> {
    let codes = |error: Error| error.findings().iter().map(|finding| finding.code.as_str()).collect();
    registry(lot, events).map_or_else(codes, |_| Vec::new())
}

fn accepted() -> Value {
    json!({ "event": "accepted", "units": "all" })
}

fn level(units: Option<Value>) -> Value {
    let mut level = json!({ "event": "level-recorded", "scheme": "un-pcrs", "level": "level-2" });
    if let Some(units) = units {
        level["units"] = units;
    }
    level
}

fn evidence() -> Value {
    json!({ "event": "evidence-recorded", "units": "all", "evidence": { "id": "paper", "kind": "document" } })
}

fn amended(set: Value) -> Value {
    json!({ "event": "amended", "lot": "l", "set": set })
}

#[test]
fn what_was_recorded_for_all_units_is_not_recorded_for_those_that_came_later() {
    let conflict = json!({ "conflict": [{ "value": 2, "by": "one" }, { "value": 3, "by": "another" }] });
    for (units, spreads) in [(json!(1), true), (json!(2), true), (json!(3), false), (conflict, false)] {
        let amended = amended(json!({ "units": units }));
        let view = view(&json!({ "units": 2 }), &[level(Some(json!("all"))), evidence(), amended]);
        let lot = lot(&view, "l").expect("the lot");
        assert_eq!(lot.recorded.len(), usize::from(spreads), "{units}");
        assert_eq!(lot.possibly.len(), usize::from(!spreads), "{units}");
        assert_eq!(lot.evidence.len(), usize::from(spreads), "{units}");
        assert_eq!(lot.possible_evidence.len(), usize::from(!spreads), "{units}");
        if let Some(possibly) = lot.possibly.first() {
            let now = lot.lot.units.as_ref().and_then(Figure::known);
            assert_eq!((possibly.units, possibly.of), (Some(2), now), "two units reached it");
        }
    }
}

#[test]
fn a_level_without_a_number_is_that_of_the_only_unit() {
    for (units, sure) in [(1, true), (2, false)] {
        let view = view(&json!({ "units": units }), &[level(None)]);
        assert_eq!(lot(&view, "l").expect("the lot").recorded.len(), usize::from(sure), "{units}");
    }
}

#[test]
fn a_number_of_units_is_no_larger_than_there_are_whatever_happened() {
    for event in ["acknowledged", "renewed"] {
        let of = |units: u32| [accepted(), json!({ "event": event, "lots": ["l"], "units": units })];
        assert_eq!(refused(&json!({ "units": 2 }), &of(3)), ["units-not-conserved"], "{event}");
        assert!(refused(&json!({ "units": 2 }), &of(2)).is_empty(), "{event}");
    }
}

fn arrived(units: u32, arrival: &str) -> Value {
    json!({ "event": "arrived", "lots": ["l"], "units": units, "arrival": arrival })
}

#[test]
fn people_and_equipment_that_arrive_apart_are_those_of_one_unit() {
    let (people, equipment) = (|units| arrived(units, "people"), |units| arrived(units, "equipment"));
    for (events, expected) in [
        (vec![people(1)], "1 available, 1 moving"),
        (vec![people(1), equipment(1)], "1 available, 1 deployed"),
        (vec![equipment(1), people(1)], "1 available, 1 deployed"),
        (vec![people(1), people(1)], "2 moving"),
        (vec![people(1), equipment(2)], "1 moving, 1 deployed"),
        (vec![people(1), equipment(2), people(1)], "2 deployed"),
        (vec![people(1), arrived(1, "both")], "1 available, 1 deployed"),
        (vec![arrived(2, "both"), people(2)], "2 deployed"),
        (vec![people(2), json!({ "event": "returned", "units": "all" })], "2 reconstituting"),
    ] {
        let events: Vec<Value> = std::iter::once(accepted()).chain(events).collect();
        assert_eq!(status(2, &events), expected, "{events:?}");
    }
    assert_eq!(refused(&json!({ "units": 2 }), &[accepted(), people(3)]), ["units-not-conserved"]);
}

#[test]
fn units_of_a_lot_that_had_none_are_announced() {
    assert_eq!(status(0, &[amended(json!({ "units": 3 }))]), "3 announced");
    assert_eq!(
        status(2, &[accepted(), amended(json!({ "units": 0 })), amended(json!({ "units": 1 }))]),
        "1 announced"
    );
}

fn whole() -> Value {
    json!({
        "units": 2, "component": "military", "strength": 300, "windows": [{ "from": "2026-01-01" }],
        "stages": [{ "id": "move", "branch": "both", "days": 30, "after": [] }],
        "stated_levels": [{ "scheme": "un-pcrs", "level": "level-1" }],
    })
}

#[test]
fn a_split_hands_on_what_it_does_not_say() {
    let part = json!({ "id": "m", "described_as": "one of them", "units": 1, "windows": [] });
    let view = view(&whole(), &[json!({ "event": "split", "lot": "l", "into": [part] })]);
    let (old, new) = (&lot(&view, "l").expect("the lot").lot, &lot(&view, "m").expect("the new lot").lot);
    assert_eq!((&new.unit_type, new.component), (&old.unit_type, old.component));
    assert_eq!((&new.stages, &new.stated_levels), (&old.stages, &old.stated_levels));
    assert!(new.stages.is_some() && new.stated_levels.is_some());
    assert_eq!(new.windows, Some(Vec::new()), "said anew");
    assert_eq!(new.strength, None, "the persons are those of other units too");
}

#[test]
fn a_lot_of_which_every_unit_was_split_off_is_there_no_more() {
    let part = |id: &str| json!({ "id": id, "described_as": "one of them", "units": 1 });
    let split = |parts: &[Value]| json!({ "event": "split", "lot": "l", "into": parts });
    let after = view(&whole(), &[split(&[part("m"), part("n")])]);
    assert_eq!(after.lots().map(|(_, lot)| lot.lot.id.to_string()).collect::<Vec<_>>(), ["m", "n"]);
    assert!(lot(&view(&whole(), &[split(&[part("m")])]), "l").is_some(), "one is left");
}

#[test]
fn a_difference_and_a_history_name_whatever_an_amendment_changed() {
    let stage = json!({ "id": "lift", "branch": "people", "days": 1, "after": [] });
    for (set, field, before, after) in [
        (json!({ "stages": [stage] }), "stages", "move (both, 30 days)", "lift (people, 1 day)"),
        (json!({ "windows": [] }), "windows", "2026-01-01 onwards", "none"),
        (json!({ "component": "police" }), "component", "military", "police"),
        (
            json!({ "stated_levels": [{ "scheme": "un-pcrs", "level": "level-2" }] }),
            "stated levels",
            "un-pcrs level-1",
            "un-pcrs level-2",
        ),
    ] {
        let (now, earlier) = views(&whole(), &[amended(set)]).unwrap_or_else(|refused| panic!("{refused}"));
        let changes = diff(&earlier, &now);
        let change = changes.iter().find(|change| change.field == field).expect(field);
        assert_eq!((change.before.as_deref(), change.after.as_deref()), (Some(before), Some(after)));
        let history = tell::history(&now, &"p".parse().expect("an id")).expect("a known pledge").to_text();
        assert!(history.contains(after), "{field}: {history}");
    }
}

#[test]
fn a_difference_names_evidence_on_some_units() {
    let mut some = evidence();
    some["units"] = json!(1);
    let (now, earlier) = views(&whole(), &[some]).unwrap_or_else(|refused| panic!("{refused}"));
    let fields: Vec<_> = diff(&earlier, &now).into_iter().map(|change| change.field).collect();
    assert_eq!(fields, ["evidence on some units"]);
}

#[test]
fn overlapping_windows_are_found_however_many_there_are() {
    let day = |n: u32| format!("{:04}-{:02}-{:02}", 2026 + n / 300, 1 + n / 25 % 12, 1 + n % 25);
    let mut windows: Vec<Value> =
        (0..4_000).map(|n| json!({ "from": day(2 * n), "until": day(2 * n + 1) })).collect();
    let with = |windows: &[Value]| refused(&json!({ "units": 1, "windows": windows }), &[]);
    assert!(with(&windows).is_empty());
    windows.push(json!({ "from": day(100), "until": day(105) }));
    assert_eq!(with(&windows), ["windows-overlap"; 3], "it meets those of the days 100, 102 and 104");
    windows.pop();
    windows.insert(0, json!({ "from": day(7_990) }));
    assert_eq!(with(&windows), ["windows-overlap"; 5], "one without an end meets all that follow");
}
