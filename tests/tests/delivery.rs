//! What came of pledges: counts with their denominators, rows of a State for that State, no share of a few, no delay
//! without a request; how fresh the record is, and what is due. Expected numbers are counted by hand.

use pledgebook::tell::{Reader, between, delivered, freshness, performance};
use pledgebook::{Registry, Scheme, View};
use serde_json::{Value, json};

fn entry(id: &str, day: &str, what: &Value) -> Value {
    json!({ "id": id, "valid": { "earliest": day, "latest": day }, "what": what, "sources": [], "reconstructed": false })
}

/// So many pledges of one unit at the rapid deployment level, which commits to 60 days. Each was requested on 1 March
/// 2026 and came after so many days; without a number, no request is on record.
fn book(days: &[Option<u32>]) -> Registry {
    let mut registry = Registry::new();
    let mut entries = Vec::new();
    for (i, days) in days.iter().enumerate() {
        let id = format!("p{i}");
        let state = if i == 0 { "XAA" } else { "XAB" };
        let pledge = json!({ "id": id, "kind": "formed-unit", "title": "A company",
            "contributors": [{ "state": state, "roles": ["lead"] }],
            "lots": [{ "id": id, "described_as": "a company", "unit_type": "engineering-company", "units": 1 }] });
        let mut performance = json!({ "mission": "A mission", "days_to_arrive": days.unwrap_or(300) });
        if days.is_some() {
            performance["requested"] = json!("2026-03-01");
        }
        let evidence =
            json!({ "id": format!("{id}-tour"), "kind": "performance", "performance": performance });
        for (step, day, what) in [
            ("announced", "2025-06-01", json!({ "event": "announced", "pledge": pledge })),
            ("accepted", "2025-07-01", json!({ "event": "accepted", "pledge": id, "units": "all" })),
            (
                "level",
                "2025-08-01",
                json!({ "event": "level-recorded", "pledge": id, "units": "all", "scheme": "un-pcrs", "level": "rapid-deployment" }),
            ),
            ("arrived", "2026-06-01", json!({ "event": "arrived", "pledge": id, "units": "all" })),
            (
                "tour",
                "2026-07-01",
                json!({ "event": "evidence-recorded", "pledge": id, "units": "all", "evidence": evidence }),
            ),
        ] {
            entries.push(entry(&format!("{id}-{step}"), day, &what));
        }
    }
    let known = "2026-08-01T12:00:00Z".parse().expect("an instant");
    let text = Value::from_iter(entries).to_string();
    registry
        .record(&text, known, "desk".parse().expect("an id"))
        .unwrap_or_else(|refused| panic!("{refused}"));
    registry
}

fn rows(view: &View, span: (&str, &str), reader: Reader) -> Vec<Value> {
    rows_by(&Scheme::un_pcrs().expect("the scheme"), view, span, reader)
}

fn rows_by(scheme: &Scheme, view: &View, (since, until): (&str, &str), reader: Reader) -> Vec<Value> {
    let span = between(since.parse().expect("a day"), until.parse().expect("a day")).expect("a span");
    let table = delivered(view, scheme, span, reader);
    serde_json::to_value(table).expect("JSON").as_array().expect("rows").clone()
}

fn at(registry: &Registry, day: &str) -> View {
    registry.as_of(day.parse().expect("a day"))
}

const ALL: (&str, &str) = ("2020-01-01", "2030-01-01");

fn sum(rows: &[Value], column: &str) -> i64 {
    rows.iter().filter(|row| row["state"].is_null()).filter_map(|row| row[column].as_i64()).sum()
}

#[test]
fn a_share_stands_from_ten_on_and_has_its_denominator() {
    for (cases, percent) in [(9, None), (10, Some(70)), (13, Some(76))] {
        // Three come after 61 days or more, one of them only by a day; two have no request on record.
        let mut days: Vec<Option<u32>> = vec![Some(60); cases - 3];
        days.extend([Some(61), Some(90), Some(300), None, None]);
        let view = at(&book(&days), "2026-12-31");
        let rows = rows(&view, ALL, Reader::Public);
        let counts = ["offered", "recorded", "deployed", "on_time", "on_time_of", "not_counted"]
            .map(|c| sum(&rows, c));
        let (all, cases) = (days.len() as i64, cases as i64);
        assert_eq!(counts, [all, all, all, cases - 3, cases, 0], "{rows:?}");
        let share: Vec<i64> = rows.iter().filter_map(|row| row["on_time_percent"].as_i64()).collect();
        assert_eq!(share, percent.into_iter().collect::<Vec<_>>(), "{cases}");
    }
}

#[test]
fn the_span_takes_its_first_day_and_not_its_last() {
    let view = at(&book(&[Some(60); 2]), "2026-12-31");
    let counted = |since, until| {
        let rows = rows(&view, (since, until), Reader::Public);
        ["offered", "recorded", "deployed", "on_time_of"].map(|column| sum(&rows, column))
    };
    assert_eq!(counted("2025-06-01", "2025-07-01"), [2, 0, 0, 0]);
    assert_eq!(counted("2025-06-02", "2025-07-02"), [0, 2, 0, 0]);
    // Requested on 1 March, arrived sixty days later: 30 April.
    assert_eq!(counted("2026-04-30", "2026-05-01"), [0, 0, 0, 2]);
    assert_eq!(counted("2026-05-01", "2027-01-01"), [0, 0, 2, 0]);
    let reversed = between("2026-01-02".parse().expect("a day"), "2026-01-01".parse().expect("a day"));
    assert_eq!(reversed.expect_err("it ends before it begins").code().as_str(), "span-reversed");
}

#[test]
fn rows_of_a_state_are_for_that_state_and_the_secretariat() {
    let view = at(&book(&[Some(60), Some(61), None]), "2026-12-31");
    let states = |reader| {
        let mut states: Vec<String> = rows(&view, ALL, reader)
            .iter()
            .filter_map(|row| Some(row["state"].as_str()?.to_owned()))
            .collect();
        states.dedup();
        states.sort();
        states.dedup();
        states
    };
    assert!(states(Reader::Public).is_empty());
    assert_eq!(states("XAA".parse().expect("a reader")), ["XAA"]);
    assert!(states("XAC".parse().expect("a reader")).is_empty());
    assert_eq!(states("secretariat".parse().expect("a reader")), ["XAA", "XAB"]);
    let (all, none) = (rows(&view, ALL, Reader::Secretariat), rows(&view, ALL, Reader::Public));
    let without: Vec<Value> = all.into_iter().filter(|row| row["state"].is_null()).collect();
    assert_eq!(without, none, "the rows of all are the same for every reader");
    assert!("nobody".parse::<Reader>().is_err());
}

#[test]
fn a_second_look_counts_nothing_twice() {
    // The same evidence again, on all lots of a pledge of two: one deployment.
    let mut registry = book(&[Some(60)]);
    let split = json!({ "event": "amended", "pledge": "p0", "lot": "p0", "set": { "units": 1 } });
    let text = json!([entry("again", "2026-07-02", &split)]).to_string();
    let known = "2026-08-02T12:00:00Z".parse().expect("an instant");
    registry
        .record(&text, known, "desk".parse().expect("an id"))
        .unwrap_or_else(|refused| panic!("{refused}"));
    let rows = rows(&at(&registry, "2026-12-31"), ALL, Reader::Public);
    assert_eq!(["offered", "deployed", "on_time_of"].map(|column| sum(&rows, column)), [1, 1, 1]);
}

/// The first and the last day on which something may have happened.
type Bounds<'d> = (&'d str, &'d str);

/// A pledge of two units at the rapid deployment level, with these events after the level was recorded, each on a day or
/// within days.
fn pledged(events: &[(Bounds<'_>, Value)]) -> View {
    pledged_in(&[("p", 2)], events)
}

/// The same with lots of so many units.
fn pledged_in(lots: &[(&str, u32)], events: &[(Bounds<'_>, Value)]) -> View {
    let lots = lots.iter().map(|(id, units)| {
        json!({ "id": id, "described_as": "a company", "unit_type": "engineering-company", "units": units })
    });
    let pledge = json!({ "id": "p", "kind": "formed-unit", "title": "Companies",
        "contributors": [{ "state": "XAA", "roles": ["lead"] }], "lots": Value::from_iter(lots) });
    let level = json!({ "event": "level-recorded", "units": "all", "scheme": "un-pcrs", "level": "rapid-deployment" });
    let mut entries = vec![entry("begun", "2025-01-01", &json!({ "event": "announced", "pledge": pledge }))];
    let before = [json!({ "event": "accepted", "units": "all" }), level]
        .map(|what| (("2025-01-02", "2025-01-02"), what));
    for (i, ((earliest, latest), what)) in before.iter().chain(events).enumerate() {
        let mut what = what.clone();
        what["pledge"] = json!("p");
        let mut entry = entry(&format!("e{i}"), latest, &what);
        entry["valid"] = json!({ "earliest": earliest, "latest": latest });
        entries.push(entry);
    }
    let mut registry = Registry::new();
    let known = "2027-01-01T12:00:00Z".parse().expect("an instant");
    let recorded =
        registry.record(&Value::from_iter(entries).to_string(), known, "desk".parse().expect("an id"));
    recorded.unwrap_or_else(|refused| panic!("{refused}"));
    at(&registry, "2027-01-01")
}

/// What is told of it: on time, of how many, and in which year.
fn asked(events: &[(Bounds<'_>, Value)]) -> Vec<[Option<i64>; 3]> {
    timed(&pledged(events))
}

fn timed(view: &View) -> Vec<[Option<i64>; 3]> {
    let rows = rows(view, ALL, Reader::Public);
    let timed = rows.iter().filter(|row| row["on_time_of"].as_i64() > Some(0));
    timed.map(|row| ["on_time", "on_time_of", "year"].map(|column| row[column].as_i64())).collect()
}

fn request<'d>(day: Bounds<'d>, more: Value) -> (Bounds<'d>, Value) {
    let mut what = json!({ "event": "consultation-opened", "kind": "formal-request" });
    what.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    (day, what)
}

fn arrived<'d>(day: Bounds<'d>, units: Value) -> (Bounds<'d>, Value) {
    (day, json!({ "event": "arrived", "lots": ["p"], "units": units, "mission": "A mission" }))
}

fn source(more: Value) -> (Bounds<'static>, Value) {
    let mut performance = json!({ "mission": "A mission" });
    performance.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let evidence = json!({ "id": "tour", "kind": "performance", "performance": performance });
    (
        ("2026-12-01", "2026-12-01"),
        json!({ "event": "evidence-recorded", "units": "all", "evidence": evidence }),
    )
}

/// Days count from the formal request on record: by hand, sixty days from 1 March 2026 end on 30 April.
#[test]
fn days_count_from_the_formal_request_and_no_delay_is_invented_without_one() {
    let (march, all) = (on("2026-03-01"), || json!("all"));
    let (in_time, late) = ([Some(1), Some(1), Some(2026)], [Some(0), Some(1), Some(2026)]);
    let formal = || request(march, json!({}));
    // The event of arrival alone, no evidence: the sixtieth day is in time, the next is not.
    assert_eq!(asked(&[formal(), arrived(on("2026-04-30"), all())]), [in_time]);
    assert_eq!(asked(&[formal(), arrived(on("2026-05-01"), all())]), [late]);
    // Nobody was formally asked: there is no request, and no delay, however long the units were in a pool.
    assert!(asked(&[arrived(on("2026-11-01"), all())]).is_empty());
    let sounded = request(march, json!({ "kind": "informal-sounding" }));
    assert!(asked(&[sounded, arrived(on("2026-11-01"), all())]).is_empty());
    // Not before all that was asked for is there; and where one of two was asked for, one is enough.
    let (one, two) = (arrived(on("2026-04-01"), json!(1)), arrived(on("2026-06-01"), json!(1)));
    assert_eq!(asked(&[formal(), one.clone(), two.clone()]), [late]);
    assert!(asked(&[formal(), one.clone()]).is_empty());
    assert_eq!(asked(&[request(march, json!({ "units": 1 })), one, two]), [in_time]);
    // Days known within bounds decide where all of them say the same.
    let may = |from, until| asked(&[formal(), arrived((from, until), all())]);
    assert_eq!(may("2026-04-01", "2026-04-30"), [in_time]);
    assert_eq!(may("2026-05-01", "2026-05-30"), [late]);
    assert!(may("2026-04-30", "2026-05-01").is_empty());
    let asked_some_day = request(("2026-02-20", "2026-03-01"), json!({}));
    assert!(asked(&[asked_some_day, arrived(on("2026-04-30"), all())]).is_empty());
    // A source that has another day of the request: its arrival counts from the request on record, and once.
    let from_january = || source(json!({ "requested": "2026-01-01", "days_to_arrive": 100 }));
    assert_eq!(asked(&[from_january()]), [late], "by the source alone");
    assert_eq!(asked(&[formal(), from_january()]), [in_time], "it was there on 11 April, 41 days after");
    assert_eq!(asked(&[formal(), arrived(on("2026-04-30"), all()), from_january()]), [in_time], "once");
    // A source that counts from a request whose day it does not give: that of the record.
    assert_eq!(asked(&[formal(), source(json!({ "days_to_arrive": 61 }))]), [late]);
    assert!(asked(&[source(json!({ "days_to_arrive": 61 }))]).is_empty());
    // Of several requests the one for this mission is meant; where none names it, nobody can say which.
    let others = |mission| request(on("2026-04-01"), json!({ "mission": mission }));
    assert!(asked(&[formal(), others("another"), arrived(on("2026-04-30"), all())]).is_empty());
    assert!(
        asked(&[others("another"), arrived(on("2026-04-30"), all())]).is_empty(),
        "another, or another name"
    );
    let of_this = |day| request(on(day), json!({ "mission": "orvanda" }));
    let there = |day| {
        let (day, mut what) = arrived(on(day), all());
        what["mission"] = json!("orvanda");
        (day, what)
    };
    assert_eq!(asked(&[of_this("2026-01-01"), others("another"), there("2026-04-30")]), [late]);
    assert_eq!(asked(&[others("another"), of_this("2026-04-02"), there("2026-04-30")]), [in_time]);
}

/// A day that is known.
fn on(day: &str) -> Bounds<'_> {
    (day, day)
}

/// Units of these lots arrive, or something of them does, in a mission.
fn came<'d>(day: &'d str, lots: &[&str], units: Value, more: Value) -> (Bounds<'d>, Value) {
    let mut what = json!({ "event": "arrived", "lots": lots, "units": units });
    what.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    (on(day), what)
}

fn all_home(day: &str) -> [(Bounds<'_>, Value); 2] {
    ["returned", "reconstituted"].map(|event| (on(day), json!({ "event": event, "units": "all" })))
}

/// What was asked before the units came home was for the tour before, however long ago.
#[test]
fn a_request_is_for_the_tour_that_follows_it() {
    // Asked on 1 March 2025, there on 1 April, 31 days later; home on 1 December. In 2026 a source has another request, on
    // 1 June, and forty days: 11 July.
    let second = source(json!({ "requested": "2026-06-01", "days_to_arrive": 40, "days_undertaken": 60 }));
    let tours = |more: &[(Bounds<'static>, Value)]| {
        let first = [request(on("2025-03-01"), json!({})), arrived(on("2025-04-01"), json!("all"))];
        let again = [arrived(on("2026-07-11"), json!("all")), second.clone()];
        [first.as_slice(), &all_home("2025-12-01"), more, &again].concat()
    };
    let in_time = |year| [Some(1), Some(1), Some(year)];
    assert_eq!(asked(&tours(&[])), [in_time(2025), in_time(2026)]);
    assert_eq!(undertaken(&tours(&[])), [Some(1), Some(1), Some(0), Some(40), Some(40)]);
    // A request on record for the second tour, on 1 May: 71 days until 11 July, in both tables.
    let anew = [request(on("2026-05-01"), json!({}))];
    assert_eq!(asked(&tours(&anew)), [in_time(2025), [Some(0), Some(1), Some(2026)]]);
    assert_eq!(undertaken(&tours(&anew)), [Some(1), Some(0), Some(0), Some(71), Some(71)]);
    // That they came home from the second tour changes nothing.
    let home = [tours(&[]), all_home("2026-12-20").to_vec()].concat();
    assert_eq!(asked(&home), [in_time(2025), in_time(2026)]);
    assert_eq!(undertaken(&home), [Some(1), Some(1), Some(0), Some(40), Some(40)]);
}

/// Nobody can say on 1 May that people arrived on 4 August, 156 days after 1 March: it counts from another day.
#[test]
fn days_that_end_after_their_source_are_not_from_the_request_on_record() {
    let told = |day| {
        let (_, what) =
            source(json!({ "days_to_arrive": 156, "days_undertaken": 160, "mission": "Another one" }));
        [request(on("2026-03-01"), json!({})), (on(day), what)]
    };
    for early in ["2026-05-01", "2026-08-03"] {
        assert!(asked(&told(early)).is_empty(), "{early}");
        assert_eq!(undertaken(&told(early)), [Some(0), Some(0), Some(1), None, None], "{early}");
    }
    assert_eq!(asked(&told("2026-08-04")), [[Some(0), Some(1), Some(2026)]]);
    assert_eq!(undertaken(&told("2026-08-04")), [Some(1), Some(1), Some(0), Some(156), Some(156)]);
}

/// A request has the id of a mission, a source its own words for it.
#[test]
fn a_source_names_the_mission_of_a_request_in_its_own_words() {
    let formal = |day, mission| request(on(day), json!({ "mission": mission }));
    let party = |more: Value| {
        let mut more = more;
        more["mission"] = json!("UN mission in Orvanda, advance party");
        source(more)
    };
    let (in_time, late) = ([Some(1), Some(1), Some(2026)], [Some(0), Some(1), Some(2026)]);
    // By the source's own days there on 30 April, 100 days after 20 January; 60 days after the request of 1 March.
    let own = || json!({ "requested": "2026-01-20", "days_to_arrive": 100 });
    assert_eq!(asked(&[formal("2026-03-01", "orvanda"), party(own())]), [in_time]);
    assert_eq!(
        asked(&[formal("2026-03-01", "orvanda"), formal("2026-04-01", "another"), party(own())]),
        [in_time]
    );
    // Another mission is named, or the same by another name: the source's own days, if it has both.
    assert_eq!(asked(&[formal("2026-03-01", "orvand"), party(own())]), [late]);
    assert!(asked(&[formal("2026-03-01", "orvand"), party(json!({ "days_to_arrive": 100 }))]).is_empty());
    // Requests for two missions that are both named: nobody can say which.
    let both = [
        formal("2026-03-01", "orvanda"),
        formal("2026-03-02", "advance"),
        party(json!({ "days_to_arrive": 40 })),
    ];
    assert!(asked(&both).is_empty());
}

/// Lots of one request are judged each by its own level and its own arrival. By hand: 1 March and 40 days are 10 April, 61 are
/// 1 May, 90 are 30 May, 100 are 9 June.
#[test]
fn each_lot_of_a_request_is_in_time_by_itself() {
    let mut scheme: Value =
        serde_json::from_str(include_str!("../../core/schemes/un-pcrs.json")).expect("the scheme");
    scheme["levels"][2]["commitment"] = json!({ "days": 90, "clock": "request" });
    let scheme = Scheme::read(&scheme.to_string()).expect("a scheme");
    let of_b = json!({ "event": "level-recorded", "lots": ["b"], "units": "all", "scheme": "un-pcrs", "level": "level-3" });
    let told = |events: &[(Bounds<'_>, Value)]| {
        let begun =
            [(on("2025-02-01"), of_b.clone()), request(on("2026-03-01"), json!({ "lots": ["a", "b"] }))];
        let view = pledged_in(&[("a", 1), ("b", 1)], &[begun.as_slice(), events].concat());
        let rows = rows_by(&scheme, &view, ALL, Reader::Public);
        (sum(&rows, "on_time"), sum(&rows, "on_time_of"))
    };
    let there = |day, lot| came(day, &[lot], json!("all"), json!({}));
    assert_eq!(told(&[there("2026-04-10", "a"), there("2026-05-30", "b")]), (2, 2));
    assert_eq!(told(&[there("2026-04-10", "a"), there("2026-06-09", "b")]), (1, 2));
    assert_eq!(
        told(&[there("2026-05-01", "a"), there("2026-05-30", "b")]),
        (1, 2),
        "and the other way round"
    );
    assert_eq!(told(&[there("2026-04-10", "a")]), (1, 1), "of the other nothing is on record");
    assert_eq!(told(&[came("2026-05-01", &["a", "b"], json!("all"), json!({}))]), (1, 2), "together");
    // One piece of evidence on all units of both; and one that says not of which of them.
    let (day, of_all) = source(json!({ "days_to_arrive": 70 }));
    let mut of_one = of_all.clone();
    of_one["units"] = json!(1);
    assert_eq!(told(&[(day, of_all)]), (1, 2));
    assert_eq!(told(&[(day, of_one)]), (0, 0));
}

/// Units that came since the request, and not for another mission.
#[test]
fn units_count_for_the_request_that_they_follow() {
    let one = |day, mission: &str| came(day, &["p"], json!(1), json!({ "mission": mission }));
    let (in_time, late) = ([Some(1), Some(1), Some(2026)], [Some(0), Some(1), Some(2026)]);
    // One unit is asked for, and then the other: 31 days, and 92.
    for named in [json!({ "units": 1 }), json!({ "units": 1, "mission": "orvanda" })] {
        let formal = |day| request(on(day), named.clone());
        let both = [
            formal("2026-03-01"),
            one("2026-04-01", "Orvanda"),
            formal("2026-05-01"),
            one("2026-08-01", "Orvanda"),
        ];
        assert_eq!(asked(&both), [[Some(1), Some(2), Some(2026)]], "{named}");
        // A source that has the second one too is not a third.
        let again = source(json!({ "requested": "2026-05-01", "days_to_arrive": 92 }));
        assert_eq!(asked(&[both.as_slice(), &[again]].concat()), [[Some(1), Some(2), Some(2026)]], "{named}");
    }
    // One of three is in another mission when two are asked for; the second of them comes after 60 days, or 61.
    let two = |more: &[(Bounds<'static>, Value)]| {
        let before = [
            one("2026-02-01", "Mission in Ardania"),
            request(on("2026-03-01"), json!({ "units": 2, "mission": "belisia" })),
        ];
        timed(&pledged_in(&[("p", 3)], &[before.as_slice(), more].concat()))
    };
    let first = one("2026-04-01", "Mission in Belisia");
    assert!(two(std::slice::from_ref(&first)).is_empty());
    assert_eq!(two(&[first.clone(), one("2026-04-30", "Mission in Belisia")]), [in_time]);
    assert_eq!(two(&[first.clone(), one("2026-05-01", "Mission in Belisia")]), [late]);
    assert!(
        two(&[first, one("2026-04-30", "Mission in Ardania")]).is_empty(),
        "the other one goes elsewhere"
    );
    // All of a lot were asked for, one of which was there already.
    let rest =
        [one("2026-02-01", "Orvanda"), request(on("2026-03-01"), json!({})), one("2026-04-30", "Orvanda")];
    assert_eq!(asked(&rest), [in_time]);
}

/// People on day 40, equipment on day 95 of 60: people had arrived in time, whenever a source says so. By hand, 95 days after
/// 1 March are 4 June.
#[test]
fn people_arrive_when_the_record_says_and_a_source_fills_in() {
    let part = |day, what: &str| came(day, &["p"], json!("all"), json!({ "arrival": what }));
    let (formal, people) = (request(on("2026-03-01"), json!({})), part("2026-04-10", "people"));
    let (in_time, late) = ([Some(1), Some(1), Some(2026)], [Some(0), Some(1), Some(2026)]);
    let told = |day, days: u32| (on(day), source(json!({ "days_to_arrive": days })).1);
    let on_record = [formal.clone(), people, part("2026-06-04", "equipment")];
    assert_eq!(asked(&on_record), [in_time]);
    let turned = [formal.clone(), part("2026-04-10", "equipment"), part("2026-06-04", "people")];
    assert_eq!(asked(&turned), [late]);
    // The same facts, told between and after; and a source that says otherwise.
    for day in ["2026-05-10", "2026-07-01"] {
        for days in [40, 70] {
            let with = |facts: &[(Bounds<'static>, Value)]| asked(&[facts, &[told(day, days)]].concat());
            assert_eq!(with(&on_record), [in_time], "{day}: {days}");
            assert_eq!(with(&turned), [late], "{day}: {days}");
        }
    }
    // Nothing on record of people: the source.
    let equipment = part("2026-04-10", "equipment");
    assert_eq!(asked(&[formal.clone(), told("2026-07-01", 60), equipment.clone()]), [in_time]);
    assert_eq!(asked(&[formal, equipment, told("2026-07-01", 61)]), [late]);
}

/// How arrival was measured against the days undertaken.
fn undertaken(events: &[(Bounds<'_>, Value)]) -> [Option<i64>; 5] {
    let rows = serde_json::to_value(performance(&pledged(events))).expect("JSON");
    let mut rows = rows.as_array().expect("rows").iter().filter(|row| row["measure"] == "arrival");
    let row = rows.next().expect("a row").clone();
    ["counted", "reached", "not_stated", "days_least", "days_most"].map(|column| row[column].as_i64())
}

/// The days undertaken are held against the same request.
#[test]
fn performance_counts_from_the_formal_request_too() {
    let arrival = undertaken;
    let formal = |day: Bounds<'static>| request(day, json!({}));
    // Within 60 days of the request; the source's own request was 100 days before arrival, on 11 April.
    let of_source =
        source(json!({ "requested": "2026-01-01", "days_to_arrive": 100, "days_undertaken": 60 }));
    let counts =
        |events: &[(Bounds<'static>, Value)]| arrival(&[events, std::slice::from_ref(&of_source)].concat());
    assert_eq!(counts(&[]), [Some(1), Some(0), Some(0), Some(100), Some(100)]);
    assert_eq!(counts(&[formal(on("2026-03-01"))]), [Some(1), Some(1), Some(0), Some(41), Some(41)]);
    // The request is known within days: in time from the first of them, or not known.
    let sure = formal(("2026-02-15", "2026-03-01"));
    assert_eq!(counts(&[sure]), [Some(1), Some(1), Some(0), None, None]);
    let unsure = formal(("2026-01-15", "2026-03-01"));
    assert_eq!(counts(&[unsure]), [Some(0), Some(0), Some(1), None, None]);
    let undated = source(json!({ "days_to_arrive": 61, "days_undertaken": 60 }));
    let late = arrival(&[formal(on("2026-03-01")), undated.clone()]);
    assert_eq!(late, [Some(1), Some(0), Some(0), Some(61), Some(61)]);
    assert_eq!(arrival(&[undated]), [Some(0), Some(0), Some(1), None, None]);
}

#[test]
fn a_record_is_as_fresh_as_what_was_last_said() {
    let mut registry = book(&[None, None]);
    let comment = json!({ "event": "commented", "pledge": "p0", "text": "It stands." });
    let known = "2026-10-01T12:00:00Z".parse().expect("an instant");
    let text = json!([entry("said", "2026-05-01", &comment)]).to_string();
    registry
        .record(&text, known, "desk".parse().expect("an id"))
        .unwrap_or_else(|refused| panic!("{refused}"));
    let scheme = Scheme::un_pcrs().expect("the scheme");
    let fresh = |day: &str| {
        let rows = serde_json::to_value(freshness(&at(&registry, day), &scheme)).expect("JSON");
        let of = |row: &Value| {
            (row["days_since"].clone(), row["last_event"].clone(), row["renewal_overdue"].clone())
        };
        rows.as_array().expect("rows").iter().map(of).collect::<Vec<_>>()
    };
    // Registered on 1 July 2025; the first renewal is due after twelve months.
    let tour = (json!(31), json!("evidence-recorded"), json!("yes"));
    assert_eq!(fresh("2026-09-01"), [tour.clone(), tour]);
    let said = (json!(10), json!("commented"), json!("yes"));
    assert_eq!(fresh("2026-10-11"), [said, (json!(71), json!("evidence-recorded"), json!("yes"))]);
}
