//! Coverage by day beside its definition: every day is looked at, straight from the proposals and the mission. Ten thousand
//! small problems, each told by one of the six ways in turn, and a hundred larger ones, each told by all six; what no dice
//! show, the reasons, in problems of two units.

mod drawn;
mod naive;

use std::collections::BTreeSet;

use pledgebook::Plan;
use pledgebook::plan::coverage::{
    By, FirstDay, GapByDay, NoDay, Step, What, coverage_by_day, first_days, gaps_by_day, waiting,
};
use pledgebook::record::UnitRequirement;
use pledgebook::words::value::Percent;
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

use drawn::{LARGE, SMALL, drawn, planned};
use naive::{Days, Units, ceiling, every_day, figures, keys, units};

const SHARES: [u32; 4] = [25, 50, 75, 100];

fn told(step: &Step) -> Vec<u32> {
    let three = |there: pledgebook::plan::coverage::There| {
        [there.surely.firm, there.surely.conditional, there.perhaps]
    };
    let mut row = vec![step.needed];
    row.extend([step.people, step.equipment, step.complete, step.persons].into_iter().flat_map(three));
    row.extend([step.operational.firm, step.operational.conditional, step.persons_unknown]);
    row.extend([step.short, step.not_operational]);
    row
}

/// What was seen of what can go wrong.
#[derive(Debug, Default)]
struct Seen {
    gaps: u32,
    waits: u32,
    perhaps: u32,
    reached: u32,
    ceilings_of_none: u32,
    /// Units that can operate later than they are there, and those that never can.
    later: [u32; 2],
}

fn looked_at(plan: &Plan, ways: &[By], last: u32, seen: &mut Seen) {
    let all = units(plan);
    let days = every_day(plan, &all, last);
    let all: Vec<(Units<'_>, Days)> = all.into_iter().zip(days).collect();
    check_waiting(plan, &all, seen);
    let document = plan.missions()[0].document();
    let shares: Vec<Percent> = SHARES.iter().map(|share| Percent::new(*share).expect("a share")).collect();
    for by in ways.iter().copied() {
        let (steps, gaps) = (coverage_by_day(plan, by), gaps_by_day(plan, by));
        let firsts = first_days(plan, by, &shares);
        let groups: BTreeSet<String> =
            document.requirements.iter().flat_map(|each| keys(plan, each, by)).collect();
        let named: BTreeSet<String> = steps.iter().map(|step| step.of.clone()).collect();
        assert_eq!(named, groups);
        for of in groups {
            let asked: Vec<&UnitRequirement> =
                document.requirements.iter().filter(|each| keys(plan, each, by).contains(&of)).collect();
            let rows: Vec<Vec<u32>> = (0..last).map(|day| figures(plan, &all, &asked, day)).collect();
            let ceilings: Vec<Option<u32>> = (0..last).map(|day| ceiling(plan, by, &of, day)).collect();
            let steps: Vec<&Step> = steps.iter().filter(|step| step.of == of).collect();
            let gaps: Vec<&GapByDay> = gaps.iter().filter(|gap| gap.of == of).collect();
            check_steps(&steps, &rows, &ceilings, (by, &of));
            check_gaps(&gaps, &rows, (by, &of), seen);
            let firsts: Vec<&FirstDay> = firsts.iter().filter(|first| first.of == of).collect();
            check_first_days(&firsts, &rows, &ceilings, (by, &of), seen);
            seen.perhaps += rows.iter().map(|row| row[9]).sum::<u32>();
        }
    }
}

/// Units that cannot operate on the first day on which they are surely there, and the first day on which they can.
fn check_waiting(plan: &Plan, all: &[(Units<'_>, Days)], seen: &mut Seen) {
    let day = |day: usize| u32::try_from(day).expect("a day");
    let mut expected = Vec::new();
    for (units, days) in all {
        let Some(from) = days.complete.iter().position(|there| there.0) else { continue };
        let operates = days.able.iter().position(|able| able.0);
        if operates != Some(from) {
            let of = (units.of.requirement.clone(), units.of.lot.clone());
            expected.push((of, day(from), operates.map(day)));
            seen.later[usize::from(operates.is_none())] += 1;
        }
    }
    let told = waiting(plan).into_iter();
    let mut told: Vec<_> =
        told.map(|waits| ((waits.requirement, waits.lot), waits.from, waits.operates_from)).collect();
    expected.sort();
    told.sort();
    assert_eq!(told, expected);
}

fn check_steps(steps: &[&Step], rows: &[Vec<u32>], ceilings: &[Option<u32>], at: (By, &str)) {
    assert_eq!(steps[0].from, 0);
    for pair in steps.windows(2) {
        assert_eq!(pair[0].until, Some(pair[1].from));
        let same = (told(pair[0]), pair[0].ceiling) == (told(pair[1]), pair[1].ceiling);
        assert!(!same, "nothing changes on day {}: {at:?}", pair[1].from);
    }
    for (day, (expected, ceiling)) in (0..).zip(rows.iter().zip(ceilings)) {
        let step = steps.iter().rev().find(|step| step.from <= day).expect("a step");
        assert!(step.until.is_none_or(|until| day < until));
        assert_eq!(&told(step), expected, "day {day} of {at:?}");
        assert_eq!(step.ceiling, *ceiling, "day {day} of {at:?}");
    }
}

fn check_gaps(gaps: &[&GapByDay], rows: &[Vec<u32>], at: (By, &str), seen: &mut Seen) {
    for (day, expected) in (0..).zip(rows) {
        let (short, waiting) = (expected[16], expected[17]);
        let here: Vec<_> = gaps.iter().filter(|gap| (gap.from..gap.until).contains(&day)).collect();
        match here.as_slice() {
            [] => assert_eq!((short, waiting), (0, 0), "{at:?} on day {day}"),
            [gap] => {
                assert_eq!((gap.short, gap.not_operational), (short, waiting), "{at:?} on day {day}");
                assert!(short + waiting > 0 && !gap.reasons.is_empty(), "{gap:?}");
                seen.gaps += 1;
                seen.waits += waiting;
            }
            _ => panic!("two gaps of {at:?} on day {day}"),
        }
    }
}

fn check_first_days(
    firsts: &[&FirstDay],
    rows: &[Vec<u32>],
    ceilings: &[Option<u32>],
    at: (By, &str),
    seen: &mut Seen,
) {
    let most = rows.iter().map(|row| row[0]).max().expect("days");
    for first in firsts {
        let place = match first.what {
            What::People => 1,
            What::Equipment => 4,
            What::Complete => 7,
            What::PersonsOfCeiling => 10,
            What::Operational => 13,
        };
        let whole = |day: usize| match first.what {
            What::PersonsOfCeiling => ceilings[day].unwrap_or(0),
            _ => most,
        };
        let expected = |conditional: bool| {
            let reached = |day: &usize| {
                let number = rows[*day][place] + if conditional { rows[*day][place + 1] } else { 0 };
                // Of nothing there is no share.
                whole(*day) > 0 && number * 100 >= whole(*day) * first.share.get()
            };
            (0..rows.len()).find(reached).map(|day| day as u32)
        };
        assert_eq!(
            (first.firm, first.with_conditional),
            (expected(false), expected(true)),
            "{at:?} {first:?}"
        );
        let none = (0..rows.len()).all(|day| whole(day) == 0);
        let why = if none { NoDay::CeilingOfNone } else { NoDay::NeverSoMany };
        assert_eq!(first.no_day, expected(true).is_none().then_some(why), "{at:?} {first:?}");
        seen.reached += u32::from(first.firm.is_some());
        seen.ceilings_of_none += u32::from(none);
    }
    let rows = |what: &dyn Fn(What) -> bool| firsts.iter().filter(|first| what(first.what)).count();
    let of_units = if most > 0 { 4 * SHARES.len() } else { 0 };
    assert_eq!(rows(&|what| what != What::PersonsOfCeiling), of_units, "{at:?}");
    let of_persons = if ceilings.iter().any(Option::is_some) { SHARES.len() } else { 0 };
    assert_eq!(rows(&|what| what == What::PersonsOfCeiling), of_persons, "{at:?}");
}

#[test]
fn every_day_of_ten_thousand_small_problems_is_as_defined() {
    let (mut dice, mut seen) = (Dice::new(67), Seen::default());
    for i in 0..10_000 {
        let plan = drawn(&mut dice, SMALL);
        looked_at(&plan, &By::ALL[i % By::ALL.len()..][..1], SMALL.last, &mut seen);
    }
    let Seen { gaps, waits, perhaps, reached, ceilings_of_none, later } = seen;
    let least = gaps.min(waits).min(perhaps).min(reached);
    assert!(least > 5_000 && ceilings_of_none > 200 && later.iter().all(|seen| *seen > 20), "{seen:?}");
}

#[test]
fn every_day_of_larger_problems_is_as_defined_in_all_ways() {
    let (mut dice, mut seen) = (Dice::new(66), Seen::default());
    for _ in 0..100 {
        let plan = drawn(&mut dice, LARGE);
        looked_at(&plan, By::ALL, LARGE.last, &mut seen);
    }
    let Seen { gaps, waits, perhaps, reached, .. } = seen;
    assert!(gaps > 2_000 && waits > 200 && perhaps > 200 && reached > 200, "{seen:?}");
}

/// A lot of one unit whose people and equipment arrive on that day.
fn lot(id: &str, unit_type: &str, arrives: u32) -> Value {
    let stage = json!({"id": "all", "branch": "both", "days": arrives, "after": []});
    json!({"id": id, "described_as": "a unit", "units": 1, "unit_type": unit_type, "stages": [stage],
        "windows": [{"from": "2026-01-01"}], "caveats": [], "held_for": []})
}

/// A requirement of one unit from that day on, for so many days.
fn asks(id: &str, unit_type: &str, needed_by: u32, hold_for: u32, enablers: &[&str]) -> Value {
    json!({"id": id, "title": format!("Opening of {id}"), "component": "military", "class": 1, "unit_type": unit_type,
        "units": 1, "needed_by": needed_by, "latest_by": 90, "hold_for": hold_for, "basis": "B", "enablers": enablers})
}

/// The gaps of a requirement: from when until when, units short, units that cannot operate, and why.
fn gaps_of(lots: &[Value], requirements: &[Value], of: &str) -> Vec<(u32, u32, u32, u32, String)> {
    let plan = planned(lots, json!({"requirements": requirements}));
    let gaps = gaps_by_day(&plan, By::Requirement).into_iter().filter(|gap| gap.of == of);
    gaps.map(|gap| (gap.from, gap.until, gap.short, gap.not_operational, gap.reasons.join("; "))).collect()
}

const HOSPITAL: &str = "level-2-hospital";
const ENGINEERS: &str = "engineering-company";

#[test]
fn who_opens_the_way_and_leaves_as_planned_has_done_their_part() {
    let lots = [lot("opens", ENGINEERS, 5), lot("heals", HOSPITAL, 10)];
    // The engineers are needed from day 5 to day 35, the hospital from day 10 to day 110.
    let asked = |opens| [asks("way", ENGINEERS, 5, opens, &[]), asks("care", HOSPITAL, 10, 100, &["way"])];
    assert_eq!(gaps_of(&lots, &asked(30), "care"), []);
    // Until their own last day they must be there: these arrive on day 40.
    let late = [lot("opens", ENGINEERS, 40), lot("heals", HOSPITAL, 10)];
    let until =
        "heals is there and cannot operate until \u{201c}Opening of way\u{201d} (way) is filled".to_owned();
    assert_eq!(gaps_of(&late, &asked(60), "care"), [(10, 40, 0, 1, until.clone())]);
    // Nobody comes: that the need of the way is over on day 35 does not open it.
    let never = "heals is there and cannot operate because \u{201c}Opening of way\u{201d} (way) is not sure to be filled on any day before 2026-08-05 (day 35), when its need ends";
    let gaps = [(10, 35, 0, 1, until), (35, 110, 0, 1, never.to_owned())];
    assert_eq!(gaps_of(&lots[1..], &asked(30), "care"), gaps);
}

/// What the arrival table says on the lot `heals` behind "when there".
fn when_there(plan: &Plan) -> String {
    let told = sentences(plan, "arrival").into_iter().map(|[.., said]| said);
    let told: Vec<String> =
        told.filter_map(|said| said.split_once("; when there, ").map(|(_, said)| said.to_owned())).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    told.concat()
}

#[test]
fn a_reduction_fills_a_need_that_it_leaves_and_none_that_it_takes_whole() {
    let lots = [lot("opens", ENGINEERS, 5), lot("heals", HOSPITAL, 10)];
    let reduced = |lots: &[Value], units: u32| {
        let mut way = asks("way", ENGINEERS, 5, 100, &[]);
        way["units"] = json!(units);
        let reductions = json!([{"requirement": "way", "units": 1, "by": 50, "basis": "B"}]);
        let asked = [way, asks("care", HOSPITAL, 10, 100, &["way"])];
        planned(lots, json!({"requirements": asked, "reductions": reductions}))
    };
    let operates_from = |plan: &Plan| -> Vec<u32> {
        let steps = coverage_by_day(plan, By::Requirement).into_iter().filter(|step| step.of == "care");
        steps.filter(|step| step.operational.firm > 0).map(|step| step.from).collect()
    };
    // One of two engineers is there; from day 50 on one is all that is asked for.
    let plan = reduced(&lots, 2);
    assert_eq!(operates_from(&plan), [50]);
    let until = "it cannot operate until \u{201c}Opening of way\u{201d} (way) is filled: not before 2026-08-20 (day 50).";
    assert_eq!(when_there(&plan), until);
    // The only one comes, opens the way and is taken away.
    assert_eq!(operates_from(&reduced(&lots, 1)), [10]);
    // Nobody comes: that none is asked for any more opened nothing.
    let plan = reduced(&lots[1..], 1);
    assert!(operates_from(&plan).is_empty());
    let until = "it cannot operate until \u{201c}Opening of way\u{201d} (way) is filled; no day is known from which it could.";
    assert_eq!(when_there(&plan), until);
}

#[test]
fn of_a_need_that_is_over_and_was_never_filled_the_table_says_so() {
    let mut heals = lot("heals", HOSPITAL, 40);
    heals["units"] = json!(2);
    let mut care = asks("care", HOSPITAL, 10, 100, &["way"]);
    care["units"] = json!(2);
    let plan = planned(&[heals], json!({"requirements": [asks("way", ENGINEERS, 5, 30, &[]), care]}));
    let never = "they cannot operate because \u{201c}Opening of way\u{201d} (way) is not sure to be filled on any day before \
        2026-08-05 (day 35), when its need ends; no day is known from which they could.";
    assert_eq!(when_there(&plan), never);
}

#[test]
fn what_a_unit_cannot_do_without_is_missed_from_the_day_it_leaves() {
    let mut heals = lot("heals", HOSPITAL, 10);
    heals["operational_only_with"] = json!([ENGINEERS]);
    let lots = [lot("builds", ENGINEERS, 20), heals.clone()];
    let asked = [asks("way", ENGINEERS, 20, 30, &[]), asks("care", HOSPITAL, 10, 100, &[])];
    let until = "heals is there and cannot operate until a unit of type engineering company is there";
    let since = "heals is there and cannot operate since the last unit of type engineering company left on 2026-08-20 (day 50)";
    let gaps = [(10, 20, 0, 1, until.to_owned()), (50, 110, 0, 1, since.to_owned())];
    assert_eq!(gaps_of(&lots, &asked, "care"), gaps);
    // A unit of unknown type that serves the requirement perhaps enables it: it operates conditionally.
    let mut unknown = lot("builds", ENGINEERS, 5);
    unknown.as_object_mut().expect("a lot").remove("unit_type");
    let plan = planned(&[unknown, heals], json!({"requirements": asked}));
    let mut steps = coverage_by_day(&plan, By::Requirement).into_iter().rev();
    let on_day_20 = steps.find(|step| step.of == "care" && step.from <= 20).expect("a step");
    let operational = on_day_20.operational;
    assert_eq!((operational.firm, operational.conditional), (0, 1));
}

#[test]
fn a_ceiling_of_none_has_no_shares() {
    let mut heals = lot("heals", HOSPITAL, 10);
    heals["strength"] = json!(60);
    let requirements = [asks("care", HOSPITAL, 10, 100, &[])];
    let firsts = |ceilings: Value| {
        let parts = json!({"requirements": requirements, "ceilings": ceilings});
        let plan = planned(std::slice::from_ref(&heals), parts);
        let half = [Percent::new(50).expect("a share")];
        let of_persons = first_days(&plan, By::Mission, &half).into_iter();
        let of_persons = of_persons.filter(|first| first.what == What::PersonsOfCeiling);
        of_persons.map(|first| (first.with_conditional, first.no_day)).collect::<Vec<_>>()
    };
    let ceiling = |persons: u32, from: u32| json!({"persons": persons, "from": from, "basis": "B"});
    assert_eq!(firsts(json!([ceiling(0, 0)])), [(None, Some(NoDay::CeilingOfNone))]);
    // 60 persons come on day 10; half of 120 is there from the day on which that is the ceiling.
    assert_eq!(firsts(json!([ceiling(0, 0), ceiling(120, 30)])), [(Some(30), None)]);
    assert_eq!(firsts(json!([ceiling(0, 0), ceiling(122, 30)])), [(None, Some(NoDay::NeverSoMany))]);
    assert_eq!(firsts(json!([])), []);
}

/// The sentences of the arrival table that tell this: with the day, what it means, and who acts.
fn sentences(plan: &Plan, tells: &str) -> Vec<[String; 4]> {
    let table = pledgebook::tell::arrival_table(plan);
    let rows = serde_json::to_value(&table).expect("rows");
    let rows = rows.as_array().expect("rows").iter().filter(|row| row["tells"] == tells);
    let text = |cell: &Value| cell.as_str().unwrap_or_default().to_owned();
    rows.map(|row| [&row["day"], &row["day_means"], &row["who"], &row["sentence"]].map(text)).collect()
}

#[test]
fn the_arrival_table_says_what_its_days_mean_and_who_has_to_say_what() {
    let mut heals = lot("heals", HOSPITAL, 10);
    heals["operational_only_with"] = json!([ENGINEERS]);
    let builds = lot("builds", ENGINEERS, 20);
    let mut guards = lot("guards", "infantry-battalion", 0);
    guards.as_object_mut().expect("a lot").remove("stages");
    let asked = [
        asks("way", ENGINEERS, 20, 30, &[]),
        asks("care", HOSPITAL, 10, 100, &[]),
        asks("guard", "infantry-battalion", 30, 30, &[]),
    ];
    let plan = planned(&[heals, builds, guards], json!({"requirements": asked}));
    let about = "M: as on record on 2026-06-01; day 0 is 2026-07-01, in 30 days.";
    assert_eq!(sentences(&plan, "about"), [["2026-06-01", "as-of", "", about].map(str::to_owned)]);
    // Day 10 is 11 July; the engineers are there ten days later.
    let waits = "; when there, it cannot operate until a unit of type engineering company is there: not before 2026-07-21 (day 20).";
    let arrivals = sentences(&plan, "arrival");
    let [day, means, _, said] = arrivals
        .iter()
        .find(|[.., said]| said.contains("needed for Opening of care by 2026-07-11"))
        .expect("the hospital");
    assert_eq!((day.as_str(), means.as_str()), ("2026-07-11", "there-by"));
    assert!(said.ends_with(waits), "{said}");
    assert_eq!(arrivals.iter().filter(|[.., said]| said.contains("cannot operate")).count(), 1);
    // Of the battalion nobody said which steps it takes: the State is asked on the day of asking.
    let questions = sentences(&plan, "question");
    assert_eq!(questions.len(), 1, "{questions:?}");
    let [day, means, who, said] = &questions[0];
    assert_eq!([day.as_str(), means, who], ["2026-06-01", "as-of", "XAA"]);
    assert!(said.starts_with("XAA must say which steps its units take until they arrive"), "{said}");
}
