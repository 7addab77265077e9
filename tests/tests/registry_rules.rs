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
fn what_a_state_was_asked_and_answered_of_a_lot_goes_with_its_parts() {
    let asked = json!({ "event": "consultation-opened", "kind": "formal-request", "lots": ["l"] });
    let part = json!({ "id": "m", "described_as": "one of them", "units": 1 });
    let view = view(&whole(), &[asked, json!({ "event": "split", "lot": "l", "into": [part] })]);
    let (pledge, _) = view.lots().next().expect("the lot");
    let lots = pledge.consultations[0].opened.lots.iter().flatten();
    assert_eq!(lots.map(ToString::to_string).collect::<Vec<_>>(), ["l", "m"]);
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

fn of(event: &str, units: Value) -> Value {
    json!({ "event": event, "lots": ["l"], "units": units })
}

#[test]
fn what_was_reserved_or_suspended_comes_home_as_what_it_was() {
    let (reserved, selected) = (of("reserved", json!(1)), of("selected", json!(2)));
    for (events, expected) in [
        (vec![accepted(), reserved.clone()], "1 available, 1 reserved"),
        (vec![accepted(), reserved.clone(), selected.clone()], "2 reserved"),
        (vec![accepted(), reserved, of("released", json!("all"))], "2 available"),
        (vec![selected.clone(), of("released", json!("all"))], "2 offered"),
        (vec![accepted(), selected, of("moving", json!(1))], "1 reserved, 1 moving"),
        (vec![accepted(), of("suspended", json!(1))], "1 available, 1 suspended"),
        (vec![accepted(), of("suspended", json!(1)), of("resumed", json!("all"))], "2 available"),
        (vec![of("lapsed", json!(1)), of("offered", json!("all"))], "2 offered"),
        (vec![of("moving", json!(2)), arrived(1, "people"), arrived(2, "equipment")], "1 moving, 1 deployed"),
    ] {
        assert_eq!(status(2, &events), expected, "{events:?}");
    }
    for (events, code) in [
        (vec![of("reserved", json!(1))], "event-not-possible"),
        (vec![of("suspended", json!("all"))], "event-not-possible"),
        (vec![accepted(), of("released", json!("all"))], "event-not-possible"),
        (vec![accepted(), of("reserved", json!(1)), of("lapsed", json!(2))], "units-not-conserved"),
    ] {
        assert_eq!(refused(&json!({ "units": 2 }), &events), [code], "{events:?}");
    }
}

#[test]
fn after_a_tour_units_are_ready_when_it_is_said() {
    let ready = json!({ "earliest": "2026-03-01", "latest": "2026-03-31" });
    let mut events = vec![accepted(), of("arrived", json!("all")), of("returned", json!("all"))];
    assert_eq!(status(2, &events), "2 reconstituting");
    let mut again = of("reconstituting", json!("all"));
    again["ready_by"] = ready;
    assert_eq!(
        refused(&json!({ "units": 2 }), &[&events[..], &[again.clone()]].concat()),
        ["event-not-possible"]
    );
    events.push(of("reconstituted", json!(1)));
    assert_eq!(status(2, &events), "1 available, 1 reconstituting");
    let view = view(&json!({ "units": 2 }), &[&events[..], &[again]].concat());
    let lot = lot(&view, "l").expect("the lot");
    assert_eq!(lot.tally.to_string(), "2 reconstituting");
    assert_eq!(lot.ready_by.map(|day| day.to_string()).as_deref(), Some("2026-03-01 to 2026-03-31"));
}

#[test]
fn what_was_said_of_a_reservation_ends_with_it() {
    let mut selected = of("selected", json!(1));
    selected["mission"] = json!("A mission");
    let events = [accepted(), selected, of("moving", json!(1))];
    let held = |events: &[Value]| {
        lot(&view(&json!({ "units": 2 }), events), "l").expect("the lot").reservations.clone()
    };
    let [reservation] = &held(&events[..2])[..] else { panic!("one reservation") };
    assert!(reservation.selected);
    assert_eq!(reservation.mission.as_ref().map(ToString::to_string).as_deref(), Some("A mission"));
    assert!(held(&events).is_empty(), "they set out");
}

#[test]
fn units_of_another_type_have_their_status_and_nothing_else_of_those_they_stand_for() {
    let by =
        json!({ "id": "m", "described_as": "a light force", "unit_type": "infantry-battalion", "units": 1 });
    let substituted = json!({ "event": "substituted", "lot": "l", "by": by, "reason": "As agreed" });
    let (now, before) = views(&whole(), &[accepted(), level(Some(json!("all"))), evidence(), substituted])
        .unwrap_or_else(|refused| panic!("{refused}"));
    let (old, new) = (lot(&now, "l").expect("the lot"), lot(&now, "m").expect("the new lot"));
    assert_eq!(
        (old.tally.to_string(), new.tally.to_string()),
        ("1 available".to_owned(), "1 available".to_owned())
    );
    assert_eq!((old.recorded.len(), old.evidence.len()), (1, 1));
    assert_eq!((new.recorded.len(), new.evidence.len(), new.possibly.len()), (0, 0, 0));
    assert_eq!((new.registered, &new.lot.stages, &new.lot.strength), (old.registered, &None, &None));
    let lineage = new.in_place_of.as_ref().expect("what was pledged");
    assert_eq!((lineage.lot.as_str(), lineage.units), ("l", 1));
    assert_eq!(lineage.unit_type.as_ref().map(|id| id.as_str()), Some("engineering-company"));
    let changes = diff(&before, &now);
    let change = changes.iter().find(|change| change.field == "in the place of").expect("it is different");
    assert_eq!(change.after.as_deref(), Some("1 of l (companies)"));
    let too_many = json!({ "event": "substituted", "lot": "l",
        "by": { "id": "m", "described_as": "a light force", "units": 3 } });
    assert_eq!(refused(&whole(), &[too_many]), ["units-not-conserved"]);
}

#[test]
fn a_re_hatted_unit_stays_where_it_is_in_another_mission() {
    let mut first = of("arrived", json!("all"));
    first["mission"] = json!("A regional mission");
    let mut second = of("re-hatted", json!("all"));
    second["mission"] = json!("A mission of the United Nations");
    let view = view(&json!({ "units": 2 }), &[accepted(), first, second.clone()]);
    let lot = lot(&view, "l").expect("the lot");
    assert_eq!(lot.tally.to_string(), "2 deployed");
    assert_eq!(lot.missions.len(), 2);
    assert_eq!(refused(&json!({ "units": 2 }), &[accepted(), second]), ["event-not-possible"]);
}

/// The contributors of the pledge after these events, each with its parts and whether it agreed to them.
fn contributors(events: &[Value]) -> Vec<String> {
    let view = view(&json!({ "units": 1 }), events);
    let (pledge, _) = view.lot(&"l".parse().expect("an id")).expect("the lot");
    let said = |c: &pledgebook::record::Contributor| {
        let roles: Vec<&str> = c.roles.iter().map(|role| role.as_str()).collect();
        format!("{} {} {:?}", c.state, roles.join("+"), c.has_agreed())
    };
    pledge.pledge.contributors.iter().map(said).collect()
}

fn part(event: &str, state: &str, roles: &[&str]) -> Value {
    json!({ "event": event, "state": state, "roles": roles })
}

#[test]
fn the_parts_of_a_joint_pledge_fall_away_one_by_one() {
    let joined = part("part-agreed", "XAB", &["lift", "equipment"]);
    assert_eq!(
        contributors(std::slice::from_ref(&joined)),
        ["XAA lead Some(true)", "XAB equipment+lift Some(true)"]
    );
    let gone = part("part-fell-away", "XAB", &["lift"]);
    assert_eq!(
        contributors(&[joined.clone(), gone.clone()]),
        ["XAA lead Some(true)", "XAB equipment Some(true)", "XAB lift Some(false)"]
    );
    let other = part("part-agreed", "XAC", &["lift"]);
    assert_eq!(
        contributors(&[joined.clone(), gone.clone(), other])[2..],
        ["XAB lift Some(false)", "XAC lift Some(true)"]
    );
    let back = part("part-agreed", "XAB", &["lift"]);
    assert_eq!(contributors(&[joined.clone(), gone.clone(), back])[1..], ["XAB equipment+lift Some(true)"]);
    // The lead passes on only after it fell away.
    let lead = part("part-agreed", "XAB", &["lead"]);
    assert_eq!(refused(&json!({}), std::slice::from_ref(&lead)), ["lead-not-single"]);
    let no_lead = part("part-fell-away", "XAA", &["lead"]);
    let view = view(&json!({}), &[no_lead, lead]);
    let (pledge, _) = view.lot(&"l".parse().expect("an id")).expect("the lot");
    assert_eq!(pledge.lead().map(|state| state.to_string()).as_deref(), Some("XAB"));
    for never in [gone, part("part-fell-away", "XAA", &["troops"])] {
        assert_eq!(refused(&json!({}), &[never]), ["event-not-possible"]);
    }
    assert_eq!(refused(&json!({}), &[part("part-agreed", "XAB", &[])]), ["event-not-possible"]);
    assert_eq!(refused(&json!({}), &[part("part-agreed", "QQQ", &["lift"])]), ["state-unknown"]);
}

#[test]
fn a_state_speaks_on_what_is_held_on_it_and_nobody_elses() {
    let comment =
        |by: &str| json!({ "event": "commented", "text": "Two companies.", "by": by, "about": "e0" });
    let seen = view(&json!({}), &[comment("XAA")]);
    let (pledge, _) = seen.lot(&"l".parse().expect("an id")).expect("the lot");
    let [comment_] = &pledge.comments[..] else { panic!("one comment") };
    assert_eq!(comment_.by.map(|state| state.to_string()).as_deref(), Some("XAA"));
    assert_eq!(comment_.about.as_ref().map(|id| id.as_str()), Some("e0"));
    assert_eq!(refused(&json!({}), &[comment("XAB")]), ["event-not-possible"]);
    assert!(refused(&json!({}), &[part("part-agreed", "XAB", &["lift"]), comment("XAB")]).is_empty());
    let mut nowhere = comment("XAA");
    nowhere["about"] = json!("e7");
    assert_eq!(refused(&json!({}), &[nowhere]), ["not-found"]);
}

#[test]
fn a_correction_on_the_word_of_a_state_is_one_of_its_own_pledge() {
    let corrected = |by: &str| {
        json!([{
            "id": "c", "sources": [], "reconstructed": false,
            "what": { "event": "corrected", "corrects": "e1", "by": by, "reason": "It was one unit" },
        }])
    };
    let mut book =
        registry(&json!({ "units": 2 }), &[accepted()]).unwrap_or_else(|refused| panic!("{refused}"));
    let known = "2026-12-31T00:00:00Z".parse().expect("an instant");
    let mut record = |by: &str| book.record(&corrected(by).to_string(), known, "desk".parse()?);
    let refused = record("XAB").expect_err("XAB takes no part");
    assert_eq!(refused.findings()[0].path, "/0/what/by");
    assert_eq!(record("XAA").map(|receipt| receipt.recorded).unwrap_or_default(), 1);
    let history =
        tell::history(&book.as_of("2026-12-31".parse().expect("a day")), &"p".parse().expect("an id"));
    let history = history.expect("a known pledge").to_text();
    assert!(history.contains("as XAA says"), "{history}");
}

#[test]
fn sources_that_differ_stand_side_by_side_until_a_correction_settles_it() {
    let differ = |of: &str| json!({ "event": "contradicted", "contradicts": of, "says": "One unit only" });
    let events = [level(Some(json!("all"))), differ("e1")];
    let seen = view(&json!({ "units": 2 }), &events);
    let (pledge, lot) = seen.lot(&"l".parse().expect("an id")).expect("the lot");
    let [contradiction] = &pledge.contradictions[..] else { panic!("one contradiction") };
    assert_eq!((contradiction.what, contradiction.says.as_str()), ("level-recorded", "One unit only"));
    assert_eq!((lot.recorded.len(), lot.possibly.len()), (0, 1), "the level is of no unit surely");
    let mut book = registry(&json!({ "units": 2 }), &events).unwrap_or_else(|refused| panic!("{refused}"));
    let corrected = json!([{
        "id": "c", "sources": [], "reconstructed": false, "what": {
            "event": "corrected", "corrects": "e1",
            "instead": { "what": { "event": "level-recorded", "pledge": "p", "scheme": "un-pcrs", "level": "level-2",
                                   "lots": ["l"], "units": 1 } } },
    }]);
    let known = "2026-12-31T00:00:00Z".parse().expect("an instant");
    book.record(&corrected.to_string(), known, "desk".parse().expect("an id"))
        .unwrap_or_else(|refused| panic!("{refused}"));
    let settled = book.as_of("2026-12-31".parse().expect("a day"));
    let (pledge, lot) = settled.lot(&"l".parse().expect("an id")).expect("the lot");
    assert!(pledge.contradictions.is_empty());
    assert_eq!(lot.possibly.len(), 1);
    for of in ["e7", "e2"] {
        assert_eq!(refused(&json!({}), &[level(None), differ("e1"), differ(of)]), ["not-found"], "{of}");
    }
}

#[test]
fn an_offer_nobody_asked_for_begins_a_pledge_that_was_never_announced() {
    let pledge = json!({ "id": "p", "kind": "formed-unit", "title": "Companies",
        "contributors": [{ "state": "XAA", "roles": ["lead"] }],
        "lots": [{ "id": "l", "described_as": "companies", "units": 2 }] });
    let entry =
        |id: &str, what: Value| json!({ "id": id, "what": what, "sources": [], "reconstructed": false });
    let offer = json!([entry("e1", json!({ "event": "unsolicited-offer", "pledge": pledge }))]).to_string();
    let mut book = Registry::new();
    let known = "2026-12-31T00:00:00Z".parse().expect("an instant");
    let desk = || "desk".parse().expect("an id");
    book.record(&offer, known, desk()).unwrap_or_else(|refused| panic!("{refused}"));
    let view = book.as_of("2026-12-31".parse().expect("a day"));
    let (pledge, lot) = view.lot(&"l".parse().expect("an id")).expect("the lot");
    assert_eq!((pledge.unsolicited, lot.tally.to_string().as_str()), (true, "2 offered"));
    let announced =
        json!([entry("e2", json!({ "event": "announced", "pledge": pledge.pledge }))]).to_string();
    let refused = book.record(&announced, known, desk()).expect_err("it began before");
    assert_eq!(refused.findings()[0].code.as_str(), "event-not-possible");
}

#[test]
fn a_deadline_that_slips_keeps_its_history() {
    let until = |day: &str| json!({ "earliest": day, "latest": day });
    let moved =
        |day: &str, reason: &str| json!({ "event": "deadline-moved", "until": until(day), "reason": reason });
    let events = [moved("2026-06-01", "Procurement"), moved("2026-09-01", "Procurement again")];
    let view = view(&json!({}), &events);
    let (pledge, _) = view.lot(&"l".parse().expect("an id")).expect("the lot");
    let moves: Vec<String> = pledge
        .moved_deadlines
        .iter()
        .map(|m| {
            format!(
                "{:?} {} {} {:?}",
                m.before.map(|day| day.to_string()),
                m.until,
                m.on,
                m.reason.as_ref().map(|reason| reason.as_str())
            )
        })
        .collect();
    assert_eq!(
        moves,
        [
            "None 2026-06-01 2026-01-02 Some(\"Procurement\")",
            "Some(\"2026-06-01\") 2026-09-01 2026-01-03 Some(\"Procurement again\")"
        ]
    );
}

#[test]
fn a_memorandum_may_be_signed_after_arrival() {
    let step = |step: &str| json!({ "event": "mou-step", "instrument": "mou", "step": step });
    let view = view(
        &json!({ "units": 1 }),
        &[accepted(), step("under-negotiation"), of("arrived", json!("all")), step("signed")],
    );
    let lot = lot(&view, "l").expect("the lot");
    let steps: Vec<&str> = lot.agreements.iter().map(|agreement| agreement.step.as_str()).collect();
    assert_eq!(steps, ["under-negotiation", "signed"]);
    assert_eq!(lot.tally.to_string(), "1 deployed");
}

#[test]
fn an_update_that_holds_before_its_action_item_counts_from_its_first_day() {
    let entry = |id: &str, on: &str, what: Value| json!({ "id": id, "valid": { "earliest": on, "latest": on }, "what": what, "sources": [], "reconstructed": false });
    let noted = json!({ "event": "action-noted", "text": "Ask for the survey.", "owner": "Desk 3" });
    let later = json!({ "event": "action-updated", "action": "a", "owner": "Desk 5" });
    let events = json!([
        entry("a", "2026-01-10", noted),
        entry("b", "2026-01-12", later),
        entry(
            "c",
            "2026-01-08",
            json!({ "event": "action-updated", "action": "a", "owner": "Desk 4", "done": true })
        ),
    ]);
    let mut registry = Registry::new();
    let known = "2026-12-31T00:00:00Z".parse().expect("an instant");
    registry.record(&events.to_string(), known, "desk".parse().expect("an actor")).expect("it is recorded");
    let item = |on: &str| {
        let actions = registry.view(on.parse().expect("a day"), known).actions();
        actions.into_values().next().map(|item| (item.owner.to_string(), item.done))
    };
    assert_eq!(item("2026-01-09"), None, "it is not noted yet");
    assert_eq!(item("2026-01-10"), Some(("Desk 4".to_owned(), true)));
    assert_eq!(item("2026-01-12"), Some(("Desk 5".to_owned(), true)));
}
