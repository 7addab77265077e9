//! The public record (`examples/data/public-record`) as it stood, by what was published by then. What is expected is
//! read from the tables in `sources/`, typed by hand from public pages, or stands here in words; never taken from an
//! answer of the library.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use pledgebook::judge::readiness::{assess_lot, recorded};
use pledgebook::judge::timeline::{Band, Basis, Setting, arrival};
use pledgebook::record::{
    ClockStart, Event, EvidenceKind, Grade, LotState, Outcome, PledgeKind, PledgeState, Status, What,
};
use pledgebook::tell::Reader;
use pledgebook::words::value::{Day, Met};
use pledgebook::{Registry, Scheme, View, tell};
use serde_json::{Value, json};

fn shipped(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data/public-record");
    fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn registry() -> Registry {
    Registry::read(&shipped("registry.json")).unwrap_or_else(|refused| panic!("{refused}"))
}

fn day(text: &str) -> Day {
    text.parse().unwrap_or_else(|malformed| panic!("{malformed}"))
}

/// As it stood on that day, by what was published by then.
fn as_of(text: &str) -> View {
    registry().as_of(day(text))
}

/// As it stood on one day, by what was published by the end of another.
fn view(valid: &str, known: &str) -> View {
    registry().view(day(valid), day(known).end())
}

/// A row of a table, by the names of its columns.
type Row = BTreeMap<String, String>;

fn table(file: &str) -> Vec<Row> {
    let text = shipped(&format!("sources/{file}"));
    let mut lines = text.lines().map(cells);
    let names = lines.next().expect("a line of names");
    lines.map(|cells| names.iter().cloned().zip(cells).collect()).collect()
}

/// The cells of a line; a cell with commas stands in quotation marks, and a mark within it is doubled.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        let cell = cells.last_mut().expect("there is one");
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                cell.push('"');
                signs.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    cells
}

/// The one row on this State and event that holds these words.
fn row(iso3: &str, event: &str, with: &str) -> Row {
    let rows = table("pledge_events.csv").into_iter();
    let mut found = rows
        .filter(|row| row["iso3"] == iso3 && row["event"] == event && row.values().any(|c| c.contains(with)));
    let row = found.next().unwrap_or_else(|| panic!("no row {iso3}, {event}, {with}"));
    assert!(found.next().is_none(), "several rows {iso3}, {event}, {with}");
    row
}

fn units(row: &Row) -> u32 {
    row["unit_count"].parse().expect("a number of units")
}

fn pledge<'v>(view: &'v View, id: &str) -> Option<&'v PledgeState> {
    view.pledge(&id.parse().expect("an id"))
}

fn lots<'v>(view: &'v View, id: &str) -> Vec<&'v LotState> {
    pledge(view, id).unwrap_or_else(|| panic!("{id} is not in the view")).lots.values().collect()
}

fn pcrs() -> Scheme {
    Scheme::un_pcrs().expect("the shipped scheme")
}

/// The recorded level of a lot in words: at least, at most.
fn level(lot: &LotState) -> Option<(String, String)> {
    let bounds = recorded(lot, &pcrs())?;
    let word = |level: Option<_>| {
        level.map_or("none".to_owned(), |level: pledgebook::words::value::LevelId| level.to_string())
    };
    Some((word(bounds.at_least), word(bounds.at_most)))
}

fn exactly(level: &str) -> Option<(String, String)> {
    Some((level.to_owned(), level.to_owned()))
}

const CHINA: &str = "chn-standby-force";

/// Levels recorded for some of China's units: which level, for how many, of how many.
fn in_part(view: &View) -> Vec<(String, Option<u32>, Option<u32>)> {
    let china = pledge(view, CHINA).expect("China's pledge");
    let mut found: Vec<_> = china
        .levels
        .iter()
        .filter(|recorded| recorded.level.as_str() != "level-1")
        .map(|recorded| (recorded.level.to_string(), recorded.units, recorded.of))
        .collect();
    found.sort();
    found
}

#[test]
fn on_1_october_2017_china_has_28_units_registered_at_level_1() {
    let registered = row("CHN", "registered", "28 units in 10 categories");
    let view = as_of("2017-10-01");
    let china = lots(&view, CHINA);
    assert_eq!(china.iter().map(|lot| lot.units()).sum::<Option<u32>>(), Some(units(&registered)));
    assert_eq!(units(&registered), 28);
    for lot in &china {
        assert_eq!(lot.tally.only(), Some(Status::Available), "{}", lot.lot.id);
        assert_eq!(lot.registered, Some(day(&registered["date"])), "{}", lot.lot.id);
        assert_eq!(level(lot), exactly("level-1"), "{}", lot.lot.id);
        assert!(
            lot.evidence.is_empty() && lot.possible_evidence.is_empty(),
            "no assessment was published yet"
        );
    }
    // The press named six infantry battalions the week before the Ministry's 28 units were published.
    let infantry = row("CHN", "registered", "part of the 28 units");
    assert_eq!(infantry["unit_type"], "infantry battalion");
    assert_eq!(of_type(&view, "infantry-battalion"), Some(units(&infantry)));
    let before = as_of("2017-09-28");
    assert_eq!(of_type(&before, "infantry-battalion"), Some(units(&infantry)));
    let sum = lots(&before, CHINA).iter().map(|lot| lot.units()).sum::<Option<u32>>();
    assert_eq!(sum, None, "the number of all units was not published on 28 September 2017");
}

/// Units of one type in China's standby force.
fn of_type(view: &View, id: &str) -> Option<u32> {
    let lots = lots(view, CHINA).into_iter();
    lots.filter(|lot| lot.lot.unit_type.as_ref().is_some_and(|t| t.as_str() == id)).map(LotState::units).sum()
}

#[test]
fn before_28_september_2017_china_has_announced_a_force_of_unknown_units() {
    for text in ["2015-09-28", "2016-12-31", "2017-09-27"] {
        let view = as_of(text);
        let [lot] = lots(&view, CHINA)[..] else { panic!("one lot on {text}") };
        assert_eq!((lot.units(), lot.tally.uncounted()), (None, Some(Status::Announced)), "{text}");
        assert_eq!(lot.lot.strength.as_ref().and_then(|strength| strength.known()), Some(8000));
        assert_eq!(level(lot), None, "{text}");
    }
    assert!(pledge(&as_of("2015-09-27"), CHINA).is_none());
}

#[test]
fn on_1_april_2019_chinas_units_passed_an_assessment_in_unknown_number_and_stand_at_level_1() {
    let passed = row("CHN", "assessment passed", "");
    assert_eq!((passed["unit_count"].as_str(), passed["source_published"].as_str()), ("", "2018-11-30"));
    let assessments = |view: &View| {
        let lots = lots(view, CHINA);
        assert_eq!(lots.iter().map(|lot| lot.units()).sum::<Option<u32>>(), Some(28));
        for lot in &lots {
            assert_eq!(lot.tally.only(), Some(Status::Available), "{}", lot.lot.id);
            assert_eq!(level(lot), exactly("level-1"), "{}: no level was published with it", lot.lot.id);
            assert!(lot.evidence.is_empty(), "{}: nobody said that it is about all units", lot.lot.id);
        }
        lots[0].possible_evidence.clone()
    };
    for view in [as_of("2018-11-30"), as_of("2019-04-01"), view("2019-04-01", "2018-11-30")] {
        let [assessment] = &assessments(&view)[..] else { panic!("one assessment on {}", view.valid()) };
        assert_eq!(assessment.evidence.kind, EvidenceKind::AssessmentAndAdvisoryVisit);
        assert_eq!(assessment.evidence.outcome, Some(Outcome::Passed));
        assert_eq!(assessment.units, None, "the number of units is Unknown");
        assert_eq!(assessment.on, day("2018-10-31"), "it holds from the end of the month the source names");
        assert!(in_part(&view).is_empty());
    }
    for view in [as_of("2018-11-29"), view("2019-04-01", "2018-11-29")] {
        assert!(assessments(&view).is_empty(), "not published by 29 November 2018");
    }
}

#[test]
fn on_1_june_2023_13_units_are_at_level_2_and_6_at_level_3_and_nobody_said_which() {
    let second = row("CHN", "elevated", "13 of the 28 units");
    let third = row("CHN", "elevated", "L2 to L3");
    assert_eq!((units(&second), second["to_level"].as_str()), (13, "L2"));
    assert_eq!((units(&third), third["to_level"].as_str()), (6, "L3"));
    assert_eq!(second["source_published"], "2020-09-23");
    let second = ("level-2".to_owned(), Some(units(&second)), Some(28));
    let third = ("level-3".to_owned(), Some(units(&third)), Some(28));
    for view in [as_of("2020-09-23"), as_of("2023-06-01")] {
        assert_eq!(in_part(&view), [second.clone(), third.clone()]);
        for lot in lots(&view, CHINA) {
            assert_eq!(lot.tally.only(), Some(Status::Available));
            let bounds = Some(("level-1".to_owned(), "level-3".to_owned()));
            assert_eq!(level(lot), bounds, "{}: which units they are is Unknown", lot.lot.id);
        }
    }
    assert!(in_part(&as_of("2020-09-22")).is_empty(), "published on 23 September 2020");

    // The two times: what held on 1 April 2019 as we know it since, and as it was known then.
    assert_eq!(in_part(&view("2019-04-01", "2023-06-01")), std::slice::from_ref(&second));
    assert_eq!(in_part(&view("2018-10-31", "2020-09-23")), [second]);
    assert!(in_part(&view("2018-09-30", "2023-06-01")).is_empty(), "valid from October 2018");
    assert!(in_part(&view("2019-04-01", "2019-04-01")).is_empty());
    // Within the month it is Unknown; and so is Level 3 until the day it was stated.
    let doubts = |view: &View| {
        let lot = lots(view, CHINA)[0];
        let levels = lot.doubts.iter().filter_map(|doubt| doubt.level.as_ref());
        levels.map(|(_, level)| level.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(doubts(&view("2018-10-15", "2023-06-01")), ["level-2", "level-3"]);
    assert_eq!(doubts(&view("2019-04-01", "2023-06-01")), ["level-3"]);
    assert!(doubts(&as_of("2023-06-01")).is_empty());
}

#[test]
fn canadas_quick_reaction_force_is_announced_and_was_seen_to_be_absent() {
    const FORCE: &str = "can-quick-reaction-force";
    let announced = row("CAN", "announced", "quick reaction force");
    let absent = row("CAN", "observed not registered", "");
    assert_eq!((units(&announced), announced["source_published"].as_str()), (1, "2019-07-09"));
    for text in ["2017-10-01", "2019-04-01", "2019-07-08"] {
        assert!(pledge(&as_of(text), FORCE).is_none(), "{text}: the page is of 9 July 2019");
    }
    let observed = |view: &View| pledge(view, FORCE).expect("Canada's pledge").observed_absent.clone();
    for view in [as_of("2019-07-09"), as_of("2023-06-01"), as_of("2026-11-23")] {
        let [lot] = lots(&view, FORCE)[..] else { panic!("one lot") };
        assert_eq!((lot.units(), lot.tally.only()), (Some(1), Some(Status::Announced)));
        assert_eq!((lot.registered, level(lot)), (None, None));
        let observed = observed(&view);
        let seen: Vec<_> = observed.iter().map(|(system, on)| (system.as_str(), *on)).collect();
        assert_eq!(seen, [("un-pcrs", day(&absent["date"]))]);
    }
    // It held from the ministerial on, before which nothing was pledged; the absence was seen on one day.
    assert!(observed(&view("2017-11-15", "2019-07-09")).is_empty());
    assert!(observed(&view("2019-07-08", "2019-07-09")).is_empty());
    assert!(pledge(&view("2017-11-14", "2019-07-09"), FORCE).is_none());
    // The five years ran to November 2022, and were moved to March 2026 in a page of 13 April 2023.
    let until = |view: &View| {
        let until = pledge(view, FORCE).expect("Canada's pledge").offered_until.expect("a day");
        (until.earliest(), until.latest())
    };
    let november = (Some(day("2022-11-01")), Some(day("2022-11-30")));
    assert_eq!(until(&as_of("2023-04-12")), november);
    assert_eq!(until(&as_of("2023-06-01")), (Some(day("2026-03-01")), Some(day("2026-03-31"))));
    let moved = &pledge(&as_of("2023-06-01"), FORCE).expect("Canada's pledge").moved_deadlines.clone();
    let before = moved.iter().map(|moved| moved.before.map(|until| (until.earliest(), until.latest())));
    assert_eq!(before.collect::<Vec<_>>(), [Some(november)]);
}

#[test]
fn spains_offer_is_withdrawn_and_its_condition_is_on_record() {
    const OFFER: &str = "esp-2015-summit";
    let withdrawn = row("ESP", "withdrawn", "");
    assert_eq!(
        (withdrawn["source_published"].as_str(), withdrawn["mission"].as_str()),
        ("2016-06-17", "UNIFIL")
    );
    for text in ["2016-06-17", "2017-10-01", "2019-04-01", "2023-06-01"] {
        let view = as_of(text);
        let spain = pledge(&view, OFFER).expect("Spain's offer");
        assert_eq!(spain.pledge.kind, PledgeKind::PoliticalOffer, "units of no stated type are never supply");
        let conditions = spain.pledge.conditions.as_deref().expect("a condition");
        assert!(
            conditions.iter().any(|condition| condition.as_str().contains("command of the mission (UNIFIL)"))
        );
        assert!(spain.withdrawal_reasons.iter().any(|reason| reason.as_str().contains("command")), "{text}");
        let [lot] = lots(&view, OFFER)[..] else { panic!("one lot") };
        assert_eq!((lot.units(), lot.tally.only()), (None, Some(Status::Withdrawn)), "{text}");
    }
    assert!(pledge(&as_of("2016-06-16"), OFFER).is_none());
}

#[test]
fn a_visit_elevates_nothing() {
    let visits = table("pledge_events.csv");
    let visits = visits.iter().filter(|row| row["event"] == "assessment and advisory visit");
    assert_eq!(visits.count(), 5, "the rows that tell of a visit");
    // The same record without its visits has the same levels.
    let mut document: Value = serde_json::from_str(&shipped("registry.json")).expect("JSON");
    let events = document["events"].as_array_mut().expect("a list");
    let all = events.len();
    events.retain(|event| event["what"]["evidence"]["kind"] != "assessment-and-advisory-visit");
    assert_eq!(all - events.len(), 5, "Brazil's two army units are one visit; China's assessment is one too");
    for (event, seq) in events.iter_mut().zip(1..) {
        event["seq"] = json!(seq);
    }
    let without = Registry::read(&document.to_string()).unwrap_or_else(|refused| panic!("{refused}"));
    for text in ["2017-10-01", "2019-04-01", "2021-08-01", "2023-06-01"] {
        let (with, without) = (as_of(text), without.as_of(day(text)));
        let levels = |view: &View| -> BTreeMap<String, _> {
            view.lots().map(|(_, lot)| (lot.lot.id.to_string(), level(lot))).collect()
        };
        assert_eq!(levels(&with), levels(&without), "{text}");
    }
    // Visited in June 2017: on file, and at no level.
    let view = as_of("2017-10-01");
    for id in ["vnm-hospital", "vnm-military-engineering"] {
        let [lot] = lots(&view, id)[..] else { panic!("one lot") };
        assert_eq!((lot.evidence.len(), level(lot)), (1, None), "{id}");
        assert_eq!(lot.evidence[0].evidence.outcome, None, "{id}: how it came out is not stated");
    }
}

#[test]
fn brazil_reached_level_2_43_days_after_the_visit() {
    let visit = row("BRA", "assessment and advisory visit", "mechanized infantry battalion");
    let elevated = row("BRA", "elevated", "mechanized infantry battalion");
    assert!(visit["note"].contains("12-20 July 2021"), "the visit ended on 20 July");
    let expected = day(&elevated["date"]).since(day("2021-07-20"));
    assert_eq!(expected, 43);
    let derived = |view: &View, id: &str| {
        let lot = view.lot(&id.parse().expect("an id")).expect("the lot").1;
        let recorded = lot.recorded.values().next().expect("a level");
        assert_eq!(recorded.level.as_str(), "level-2");
        recorded.since.since(lot.evidence.last().expect("a visit").on)
    };
    for id in ["bra-mechanized-infantry", "bra-engineering"] {
        assert_eq!(derived(&as_of("2023-06-01"), id), expected, "{id}");
    }
    // The library derives the days from the events: no event says them, and none are told before the level was published.
    let told = |text: &str| {
        let visits = serde_json::to_value(tell::visits(&as_of(text))).expect("JSON");
        let rows = visits.as_array().expect("rows").clone();
        let army = rows.into_iter().find(|row| row["visit"] == "bra-2021-07-army-visit").expect("the visit");
        (army["ended_on"].clone(), army["days_to_level"].clone())
    };
    assert_eq!(told("2023-06-01"), (json!("2021-07-20"), json!(expected)));
    assert_eq!(told("2021-09-08"), (json!("2021-07-20"), json!(expected)));
    assert_eq!(told("2021-09-07"), (json!("2021-07-20"), Value::Null));
    assert!(!shipped("registry.json").contains("days_to_level"));
    // By the day: visited and at Level 1, until the certification of 1 September was published on the 8th.
    for text in ["2021-08-01", "2021-09-07"] {
        for lot in lots(&as_of(text), "bra-army") {
            assert_eq!((lot.evidence.len(), level(lot)), (1, exactly("level-1")), "{text}");
        }
    }
    assert_eq!(level(lots(&as_of("2021-09-08"), "bra-army")[0]), exactly("level-2"));
    assert_eq!(level(lots(&view("2021-08-31", "2021-09-08"), "bra-army")[0]), exactly("level-1"));
}

#[test]
fn bhutan_is_at_the_rapid_deployment_level_by_agreement() {
    const COMPANY: &str = "btn-force-protection";
    let agreement = row("BTN", "agreement signed", "");
    assert_eq!((units(&agreement), agreement["to_level"].as_str()), (1, "RDL"));
    assert!(pledge(&as_of("2017-12-01"), COMPANY).is_none(), "the page is of 2 December 2017");
    for text in ["2017-12-02", "2019-04-01", "2023-06-01"] {
        let view = as_of(text);
        let [lot] = lots(&view, COMPANY)[..] else { panic!("one lot") };
        assert_eq!((lot.units(), lot.tally.only()), (Some(1), Some(Status::Available)));
        assert_eq!(level(lot), exactly("rapid-deployment"));
        assert_eq!(lot.evidence[0].evidence.kind, EvidenceKind::Agreement);
        // "Deploy within 60 days of SG request": from a request, and from nothing else.
        let company = pledge(&view, COMPANY).expect("Bhutan's pledge");
        let from_request = Setting::alone(&view, (company, lot));
        let days = arrival(&from_request, &[pcrs()], &[]).expect("a committed time");
        let committed = matches!(days.basis, Basis::Commitment(..));
        assert_eq!((days.complete(), committed), (Band::exactly(60), true));
        let from_mandate = Setting { clock: ClockStart::Mandate, ..from_request };
        assert_eq!(arrival(&from_mandate, &[pcrs()], &[]), None);
        // The verification visit rests on a weak copy and is not on record, so the evidence does not show the level.
        let pcrs = pcrs();
        let assessed = assess_lot(&view, pledge(&view, COMPANY).expect("Bhutan's pledge"), lot, &pcrs);
        assert_eq!(assessed.supported.at_least, None, "three columns, never blended");
        let top = pcrs.levels.last().expect("a level");
        assert_eq!(assessed.supported.at_most.as_ref(), Some(&top.id), "Unknown is not unmet");
        assert!(assessed.blocks_next.is_empty(), "there is no higher level");
    }
    // The unit that went to MINUSCA is a pledge of its own: no source links the two.
    let view = as_of("2023-06-01");
    let [lot] = lots(&view, "btn-light-quick-reaction-force")[..] else { panic!("one lot") };
    assert_eq!((lot.tally.only(), level(lot)), (Some(Status::Deployed), None));
    assert_eq!(lot.missions.iter().map(|mission| mission.as_str()).collect::<Vec<_>>(), ["MINUSCA"]);
}

/// The level of real pledges on chosen days: as recorded, as supported, and what is on file on the assessment visit that
/// Level 2 requires; each with the reason in what had been published by then.
#[test]
fn levels_of_real_pledges_on_chosen_days_have_their_reasons() {
    let scheme = pcrs();
    let table =
        |rows: tell::Table| serde_json::to_value(rows).expect("JSON").as_array().expect("rows").clone();
    let whole_range = "none to Rapid Deployment Level, not known which";
    for (text, lot, recorded, visit, why) in [
        (
            "2017-10-01",
            "chn-infantry",
            Some("Level 1"),
            "no assessment and advisory visit (AAV) on file",
            "28 units registered",
        ),
        (
            "2018-12-01",
            "chn-infantry",
            Some("Level 1"),
            "assessment and advisory visit (AAV) on file for some units only, not said for which",
            "passed, by how many units was not stated",
        ),
        (
            "2020-09-23",
            "chn-infantry",
            Some("Level 1 to Level 3, not known which"),
            "assessment and advisory visit (AAV) on file for some units only, not said for which",
            "13 of 28 to Level 2, 6 of 28 to Level 3",
        ),
        (
            "2017-10-01",
            "vnm-hospital",
            None,
            "assessment and advisory visit (AAV) of 2017-06-30: how it came out is not stated",
            "visited, and no outcome published",
        ),
        (
            "2019-02-18",
            "vnm-military-engineering",
            Some("Level 1"),
            "assessment and advisory visit (AAV) of 2017-06-27: how it came out is not stated",
            "registered after the visit",
        ),
        (
            "2021-08-01",
            "bra-engineering",
            Some("Level 1"),
            "assessment and advisory visit (AAV) of 2021-07-20: how it came out is not stated",
            "visited, not yet certified",
        ),
        (
            "2021-09-08",
            "bra-engineering",
            Some("Level 2"),
            "assessment and advisory visit (AAV) of 2021-07-20: how it came out is not stated",
            "certified on 1 September; that the visit was passed, the page does not say",
        ),
        (
            "2019-04-01",
            "btn-force-protection",
            Some("Rapid Deployment Level"),
            "no assessment and advisory visit (AAV) on file",
            "by the agreement",
        ),
    ] {
        let view = as_of(text);
        let of_lot = |row: &&Value| row["lot"] == lot;
        let levels = table(tell::assessments(&view, &scheme));
        let level = levels.iter().find(of_lot).unwrap_or_else(|| panic!("{lot} on {text}"));
        assert_eq!(level["recorded"].as_str(), recorded, "{lot} on {text}: {why}");
        assert_eq!(level["supported"], whole_range, "{lot} on {text}: six papers are not public");
        let on_file = table(tell::on_file(&view, &scheme));
        let found = on_file.iter().filter(of_lot).find(|row| row["level"] == "Level 2").expect("the visit");
        assert_eq!(found["on_file"], visit, "{lot} on {text}: {why}");
        assert_eq!(found["met"], "unknown", "{lot} on {text}: {why}");
    }
    // Who owes what: Viet Nam's hospital on 1 October 2017 has six papers to send for Level 1. Its engineers, at Level 1,
    // wait for the Secretariat to say how the visit came out, which takes less than another visit.
    let blocks = table(tell::blocks(&as_of("2019-02-18"), &scheme));
    let first = blocks.iter().find(|row| row["lot"] == "vnm-military-engineering").expect("a step");
    assert_eq!(first["to_do"], "Say how the assessment and advisory visit (AAV) of 2017-06-27 came out.");
    assert_eq!((&first["owed_by"], &first["next_level"]), (&json!("the UN Secretariat"), &json!("Level 2")));
    // Registered on 2 December 2017 at the latest: a renewal was due a year later.
    let falls = table(tell::falls_back_on(&as_of("2018-06-01"), &scheme));
    let bhutan = falls.iter().find(|row| row["lot"] == "btn-force-protection").expect("Bhutan's company");
    assert_eq!((&bhutan["falls_back_on"], &bhutan["falls_to"]), (&json!("2018-12-03"), &json!("not known")));
    // Brazil's two army units are one visit, and the two quick reaction companies are another.
    let visits = table(tell::visits(&as_of("2023-06-01")));
    assert_eq!(visits.iter().filter(|row| row["states"] == "BRA").count(), 2);
}

#[test]
fn every_event_has_a_source_stronger_than_a_weak_copy() {
    let weak: Vec<String> = ["pledge_events.csv", "ministerial_pledges.csv"]
        .iter()
        .flat_map(|file| table(file))
        .filter(|row| row["source_grade"] == "weak copy")
        .map(|row| row["source_url"].clone())
        .collect();
    assert_eq!(weak.len(), 6);
    for event in registry().events() {
        assert!(!event.sources.is_empty(), "{} has no source", event.id);
        for source in &event.sources {
            assert!(source.grade.is_some_and(|grade| grade != Grade::WeakCopy), "{}", event.id);
            let reference = source.reference.as_ref().expect("where it is found").as_str();
            assert!(!weak.iter().any(|url| url == reference), "{}", event.id);
        }
    }
}

/// The words of the events that may tell of a row.
fn words_of(event: &str) -> &'static [&'static str] {
    match event {
        "announced" => &["announced"],
        "registered" => &["accepted", "amended"],
        "elevated" => &["level-recorded"],
        "agreement signed" | "assessment and advisory visit" | "assessment passed" | "verification visit" => {
            &["evidence-recorded"]
        }
        "deployed" => &["arrived"],
        "rotated" => &["commented"],
        "observed not registered" => &["observed-absent"],
        "deadline extended" => &["deadline-moved"],
        "withdrawn" => &["withdrawn"],
        other => panic!("a row tells of `{other}`"),
    }
}

/// The first and the last day of a date that may be a year or a month only.
fn bounds(date: &str) -> (Day, Day) {
    let last = |month: &str| {
        ["31", "30", "29", "28"]
            .iter()
            .find_map(|day| format!("{date}{month}-{day}").parse().ok())
            .expect("a day")
    };
    match date.len() {
        4 => (day(&format!("{date}-01-01")), last("-12")),
        7 => (day(&format!("{date}-01")), last("")),
        _ => (day(date), day(date)),
    }
}

fn lead(registry: &Registry, event: &Event) -> Option<String> {
    let pledge = event.what.pledge()?;
    let announced = registry.events().iter().find_map(|event| match &event.what {
        What::Announced(announced) if announced.pledge.id == *pledge => announced.pledge.lead(),
        _ => None,
    });
    announced.map(|state| state.to_string())
}

#[test]
fn every_row_is_on_record_from_the_day_of_its_publication() {
    let registry = registry();
    let import = day("2026-11-23");
    let mut told = 0;
    for row in table("pledge_events.csv").iter().filter(|row| row["source_grade"] != "weak copy") {
        let by_row = |event: &&Event| {
            words_of(&row["event"]).contains(&event.what.word())
                && lead(&registry, event).as_deref() == Some(&row["iso3"])
                && event
                    .sources
                    .iter()
                    .any(|s| s.reference.as_ref().is_some_and(|r| r.as_str() == row["source_url"]))
        };
        let found: Vec<&Event> = registry.events().iter().filter(by_row).collect();
        let place = format!("{} {} {}", row["date"], row["iso3"], row["event"]);
        // Of one page with several rows, at least one event has the day of this row.
        let holds = found.iter().find(|event| match (row["date_precision"].as_str(), event.valid) {
            ("unknown", valid) => valid.is_none(),
            ("by", Some(valid)) => {
                valid.earliest().is_none() && valid.latest() <= Some(bounds(&row["date"]).1)
            }
            ("day", Some(valid)) => {
                valid.earliest() <= Some(day(&row["date"])) && valid.latest() >= Some(day(&row["date"]))
            }
            (_, Some(valid)) => {
                let (first, last) = bounds(&row["date"]);
                (valid.earliest(), valid.latest()) == (Some(first), Some(last))
            }
            (_, None) => false,
        });
        let event = holds.unwrap_or_else(|| panic!("{place}: no event of {} has its day", found.len()));
        // One cell is read differently, as `left-out.md` says.
        let published = match row["source_published"].as_str() {
            "" => import,
            "2017" => day("2021-07-12"),
            date => bounds(date).1,
        };
        assert_eq!(event.known.day(), published, "{place}");
        assert!(event.reconstructed || published == import, "{place}");
        told += 1;
    }
    assert_eq!(told, 37, "39 rows, two of them from weak copies alone");
}

#[test]
fn announced_is_not_registered() {
    // Pledged at ministerials and in no later row: at no level, and never available.
    let view = as_of("2026-11-23");
    for id in ["rwa-units", "npl-units", "chn-police-squad", "ken-helicopters", "rwa-hospital"] {
        for lot in lots(&view, id) {
            assert_eq!(lot.tally.only(), Some(Status::Announced), "{id}");
            assert_eq!((lot.registered, level(lot)), (None, None), "{id}");
            let pcrs = pcrs();
            let assessed = assess_lot(&view, pledge(&view, id).expect("the pledge"), lot, &pcrs);
            assert!(assessed.blocks_next.iter().all(|block| block.requirement.met == Met::Unknown), "{id}");
        }
    }
    // Nepal stated a level; nobody recorded it.
    let stated = view.lot(&"npl-special-forces".parse().expect("an id")).map(|(pledge, lot)| {
        let pcrs = pcrs();
        let assessed = assess_lot(&view, pledge, lot, &pcrs);
        (assessed.stated.map(|level| level.to_string()), assessed.recorded.is_none())
    });
    assert_eq!(stated, Some((Some("rapid-deployment".to_owned()), true)));
}

/// Where what was found differs from what was pledged: the rows of one kind, by their lots, or pledges where there is none.
fn differences(view: &View, kind: &str) -> BTreeMap<String, Value> {
    let rows = serde_json::to_value(tell::pledged_and_found(view)).expect("JSON");
    let rows = rows.as_array().expect("rows").clone();
    for row in &rows {
        for key in ["state", "pledged", "found", "source", "reference", "grade", "events"] {
            assert!(row[key].as_str().is_some_and(|cell| !cell.is_empty()), "{key} of {row}");
        }
    }
    let named = |row: Value| {
        let name = if row["lot"].is_string() { &row["lot"] } else { &row["pledge"] };
        (name.as_str().expect("a name").to_owned(), row)
    };
    rows.into_iter().filter(|row| row["difference"] == kind).map(named).collect()
}

#[test]
fn what_was_announced_and_never_seen_registered_is_told_with_its_sources() {
    let view = as_of("2026-11-23");
    let found = differences(&view, "never-registered");
    // Three rows of the table tell that a unit was not in the system on a day.
    let absent: Vec<Row> = table("pledge_events.csv")
        .into_iter()
        .filter(|row| row["event"] == "observed not registered")
        .collect();
    let seen =
        |state: &str| found.values().filter(|row| row["state"] == state && row["on"].is_string()).count();
    for row in &absent {
        assert_eq!(seen(&row["iso3"]), 1, "{row:?}");
        let told = found
            .values()
            .find(|told| told["state"] == row["iso3"] && told["on"].is_string())
            .expect("a row");
        assert_eq!(told["on"], row["date"], "{row:?}");
        assert!(told["reference"].as_str().is_some_and(|text| text.contains(&row["source_url"])), "{told}");
    }
    assert_eq!(found.values().filter(|row| row["on"].is_string()).count(), absent.len());
    let force = &found["can-quick-reaction-force"];
    assert_eq!(force["found"], "not in un-pcrs as observed on 2019-07-09");
    assert!(differences(&as_of("2019-07-08"), "never-registered").keys().all(|lot| !lot.starts_with("can-")));
    // What any row says was registered, or is at a level, is not among them.
    for row in
        table("pledge_events.csv").iter().filter(|row| ["registered", "elevated"].contains(&&*row["event"]))
    {
        for lot in lots(&view, if row["iso3"] == "CHN" { CHINA } else { continue }) {
            assert!(!found.contains_key(lot.lot.id.as_str()), "{}", lot.lot.id);
        }
    }
    assert!(!found.contains_key("vnm-military-engineering"), "registered on 18 February 2019");
}

#[test]
fn whose_deadline_moved_and_how_often_is_told() {
    let rows = table("pledge_events.csv");
    let extended =
        rows.iter().filter(|row| row["event"] == "deadline extended" && row["source_grade"] != "weak copy");
    let states: Vec<&str> = extended.map(|row| row["iso3"].as_str()).collect();
    assert_eq!(states, ["CAN"], "the other extension rests on a weak copy and is not on record");
    let found = differences(&as_of("2026-11-23"), "deadline-moved");
    let [moved] = &found.values().collect::<Vec<_>>()[..] else { panic!("one pledge: {found:?}") };
    assert_eq!((&moved["state"], &moved["times"]), (&json!("CAN"), &json!(1)));
    assert_eq!(moved["pledged"], "until 2022-11-01 to 2022-11-30");
    assert_eq!(moved["found"], "until 2026-03-01 to 2026-03-31");
    assert!(differences(&as_of("2023-04-12"), "deadline-moved").is_empty(), "published on 13 April 2023");
}

#[test]
fn deployments_that_no_registration_led_to_are_told_and_no_delay_is_invented() {
    let view = as_of("2026-11-23");
    let rows = table("pledge_events.csv");
    let registered = |row: &Row| {
        rows.iter().any(|other| {
            other["event"] == "registered"
                && other["iso3"] == row["iso3"]
                && other["unit_type"] == row["unit_type"]
        })
    };
    // One deployment came from a level, which is only given to what is in the system.
    let expected: Vec<&str> = rows
        .iter()
        .filter(|row| row["event"] == "deployed" && !registered(row) && row["from_level"].is_empty())
        .map(|row| row["mission"].as_str())
        .collect();
    let found = differences(&view, "deployed-unregistered");
    let mut missions: Vec<&str> = found
        .values()
        .filter_map(|row| row["found"].as_str()?.strip_prefix("in ")?.split(',').next())
        .collect();
    let mut expected = expected;
    missions.sort_unstable();
    expected.sort_unstable();
    assert_eq!(missions, expected);
    // No request of these States is public, so no deployment is early or late, and no column could say so.
    let span = tell::between(day("2010-01-01"), day("2027-01-01")).expect("a span");
    let delivered =
        serde_json::to_value(tell::delivered(&view, &pcrs(), span, Reader::Secretariat)).expect("JSON");
    let delivered = delivered.as_array().expect("rows");
    assert!(
        delivered.iter().all(|row| row["on_time_of"] == 0 && row["on_time_percent"].is_null()),
        "{delivered:?}"
    );
    let deployed: i64 = delivered
        .iter()
        .filter(|row| row["state"].is_null())
        .filter_map(|row| row["deployed"].as_i64())
        .sum();
    assert_eq!(
        deployed,
        rows.iter().filter(|row| row["event"] == "deployed").count() as i64,
        "each with one unit"
    );
}
