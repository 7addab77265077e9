//! Coverage by day beside its definition: every day is looked at, straight from the proposals and the mission.

use std::collections::BTreeSet;

use pledgebook::plan::coverage::{By, FirstDay, Step, What, coverage_by_day, first_days, gaps_by_day};
use pledgebook::plan::sourcing::Sourced;
use pledgebook::record::UnitRequirement;
use pledgebook::words::value::{Percent, UnitTypeId};
use pledgebook::{MatchOptions, Mission, Plan, Registry, match_missions};
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

const TYPES: [&str; 3] = ["engineering-company", "level-2-hospital", "infantry-battalion"];
const SHARES: [u32; 4] = [25, 50, 75, 100];
/// Past every day of these cases.
const LAST: u32 = 500;

fn below(dice: &mut Dice, bound: usize) -> u32 {
    u32::try_from(dice.below(bound)).expect("a small number")
}

fn plan(dice: &mut Dice) -> Plan {
    let mut events: Vec<Value> = Vec::new();
    let mut record = |what: Value| {
        let id = format!("e{}", events.len());
        let valid = json!({"earliest": "2026-01-05", "latest": "2026-01-05"});
        events.push(json!({"id": id, "valid": valid, "what": what, "sources": [], "reconstructed": false}));
    };
    for i in 0..1 + dice.below(5) {
        let length = |dice: &mut Dice| match below(dice, 6) {
            0 => Value::Null,
            1 => json!({"least": below(dice, 60)}),
            2 => {
                let least = below(dice, 60);
                json!({"least": least, "most": least + below(dice, 50)})
            }
            _ => json!(below(dice, 90)),
        };
        let stage = |id: &str, days: Value| {
            let mut stage = json!({"id": id, "branch": id, "after": []});
            if !days.is_null() {
                stage["days"] = days;
            }
            stage
        };
        let units = 1 + below(dice, 3);
        let mut lot = json!({"id": format!("l{i}"), "described_as": "units", "units": units,
            "unit_type": dice.one(&TYPES), "windows": [{"from": "2026-01-01"}], "caveats": [], "held_for": []});
        if dice.chance(85) {
            lot["stages"] = json!([stage("people", length(dice)), stage("equipment", length(dice))]);
        }
        if dice.chance(70) {
            lot["strength"] = json!(below(dice, 400));
        }
        if dice.chance(50) {
            lot["operational_only_with"] = json!([dice.one(&TYPES)]);
        }
        let pledge = format!("p{i}");
        record(json!({"event": "announced", "pledge": {"id": pledge, "kind": "formed-unit", "title": "P",
            "contributors": [{"state": "XAA", "roles": ["lead"]}], "lots": [lot]}}));
        record(json!({"event": "accepted", "pledge": pledge, "units": "all"}));
    }
    let count = 1 + dice.below(4);
    let requirement = |i: usize, dice: &mut Dice| {
        let needed_by = below(dice, 80);
        let enablers: Vec<String> =
            (0..count).filter(|j| *j != i && dice.below(4) == 0).map(|j| format!("r{j}")).collect();
        let serves: Vec<&str> = ["a", "b"].into_iter().filter(|_| dice.chance(60)).collect();
        json!({"id": format!("r{i}"), "title": "R", "component": dice.one(&["military", "police"]), "class": 1,
            "unit_type": dice.one(&TYPES), "units": 1 + below(dice, 3), "needed_by": needed_by,
            "latest_by": needed_by + below(dice, 60), "hold_for": below(dice, 200), "basis": "B",
            "enablers": enablers, "serves": serves})
    };
    let requirements: Vec<Value> = (0..count).map(|i| requirement(i, dice)).collect();
    let reductions: Vec<Value> = match dice.below(3) {
        0 => vec![json!({"requirement": "r0", "units": 1, "by": below(dice, 300), "basis": "B"})],
        _ => Vec::new(),
    };
    let ceiling =
        |dice: &mut Dice| json!({"persons": below(dice, 900), "from": below(dice, 100), "basis": "B"});
    let mut ceilings = Vec::new();
    if dice.chance(60) {
        ceilings.push(ceiling(dice));
    }
    if dice.chance(40) {
        let mut military = ceiling(dice);
        military["component"] = json!("military");
        ceilings.push(military);
    }
    let task = |id: &str| json!({"id": id, "paragraph": "1", "objective": "O", "instruments": []});
    let mission = json!({"format": "pledgebook.mission/1", "id": "m", "title": "M", "led_by": "UN", "clock": "request",
        "host": {"name": "An invented host", "fictional": true}, "sources": [], "tasks": [task("a"), task("b")],
        "requirements": requirements, "reductions": reductions, "ceilings": ceilings});
    let known = "2026-06-01T00:00:00Z".parse().expect("an instant");
    let mut registry = Registry::new();
    let text = Value::Array(events).to_string();
    registry.record(&text, known, "desk".parse().expect("an actor")).expect("a sound record");
    let view = registry.view("2026-06-01".parse().expect("a day"), known);
    let mission = Mission::read(&mission.to_string()).expect("a mission");
    let mission = mission.starting("2026-07-01".parse().expect("a day"));
    match_missions(&view, &[mission], &MatchOptions::default()).expect("a plan")
}

/// Proposed units, as the plan has them.
struct Units<'p> {
    asked: &'p UnitRequirement,
    of: &'p Sourced,
    strength: Option<u32>,
    unit_type: UnitTypeId,
    only_with: Vec<UnitTypeId>,
}

fn units(plan: &Plan) -> Vec<Units<'_>> {
    let document = plan.missions()[0].document();
    let of = |of| {
        let sourced: &Sourced = of;
        let id = sourced.requirement.as_str().split('/').next_back().expect("an id");
        let asked =
            document.requirements.iter().find(|each| each.id.as_str() == id).expect("it is asked for");
        let (_, lot) = plan.view().lot(&sourced.lot).expect("a lot");
        let all = lot.lot.units.as_ref().and_then(|units| units.known()).expect("a number");
        let strength = lot.lot.strength.as_ref().and_then(|figure| figure.known());
        Units {
            asked,
            of: sourced,
            strength: strength.map(|persons| persons * sourced.units / all),
            unit_type: lot.lot.unit_type.clone().expect("a type"),
            only_with: lot.lot.operational_only_with.clone().unwrap_or_default(),
        }
    };
    plan.proposals().iter().map(of).collect()
}

/// Surely and perhaps there on a day.
fn there(plan: &Plan, units: &Units<'_>, day: u32, what: &str) -> (bool, bool) {
    let ends = |latest: Option<u32>, from: Option<u32>| (from.or(latest), latest);
    let people = ends(units.of.people_arrive, units.of.people_arrive_from);
    let equipment = ends(units.of.equipment_arrives, units.of.equipment_arrives_from);
    let later = |a: Option<u32>, b: Option<u32>| a.zip(b).map(|(a, b)| a.max(b));
    let both = (later(people.0, equipment.0), later(people.1, equipment.1));
    let arrives = match what {
        "people" => people,
        "equipment" => equipment,
        _ => both,
    };
    // These branches are Unknown together, or not at all.
    let Some(earliest) = arrives.0 else { return (false, false) };
    let document = plan.missions()[0].document();
    let leaves = |day: u32| {
        let stays = day.max(units.asked.needed_by.get()) + units.asked.hold_for.get();
        let gone = |by: u32| {
            let gone = document
                .reductions
                .iter()
                .flatten()
                .filter(|r| r.requirement == units.asked.id && r.by.get() <= by);
            gone.map(|r| r.units.get()).sum::<u32>() >= units.asked.units.get()
        };
        (0..stays)
            .find(|by| gone(*by) && document.reductions.iter().flatten().any(|r| r.by.get() == *by))
            .unwrap_or(stays)
    };
    let surely =
        arrives.1.is_some_and(|day_of| day_of <= day) && day < leaves(both.0.expect("known with its parts"));
    let perhaps = earliest <= day && both.1.is_none_or(|latest| day < leaves(latest));
    (surely, perhaps)
}

fn needed(plan: &Plan, requirement: &UnitRequirement, day: u32) -> u32 {
    let from = requirement.needed_by.get();
    if day < from || day >= from + requirement.hold_for.get() { 0 } else { left(plan, requirement, day) }
}

fn left(plan: &Plan, requirement: &UnitRequirement, day: u32) -> u32 {
    let reductions = plan.missions()[0].document().reductions.iter().flatten();
    let gone = reductions.filter(|r| r.requirement == requirement.id && r.by.get() <= day);
    requirement.units.get() - gone.map(|r| r.units.get()).sum::<u32>().min(requirement.units.get())
}

/// Everything that must be complete before, followed until nothing is added.
fn first<'p>(plan: &'p Plan, of: &'p UnitRequirement) -> BTreeSet<&'p str> {
    let all = &plan.missions()[0].document().requirements;
    let mut found: BTreeSet<&str> = of.enablers.iter().flatten().map(|id| id.as_str()).collect();
    loop {
        let more = all.iter().filter(|each| found.contains(each.id.as_str()) && each.id != of.id);
        let more: BTreeSet<&str> =
            more.flat_map(|each| each.enablers.iter().flatten()).map(|id| id.as_str()).collect();
        let before = found.len();
        found.extend(more);
        if found.len() == before {
            found.remove(of.id.as_str());
            return found;
        }
    }
}

fn enabled(plan: &Plan, all: &[Units<'_>], it: usize, day: u32, firm_only: bool) -> bool {
    let counts = |other: &Units<'_>| {
        (!firm_only || other.of.unknown.is_empty()) && there(plan, other, day, "complete").0
    };
    let requirements = first(plan, all[it].asked).into_iter().all(|id| {
        let asked = plan.missions()[0]
            .document()
            .requirements
            .iter()
            .find(|each| each.id.as_str() == id)
            .expect("there");
        let present = all.iter().filter(|other| other.asked.id.as_str() == id && counts(other));
        present.map(|other| other.of.units).sum::<u32>() >= left(plan, asked, day)
    });
    let types = all[it].only_with.iter().all(|unit_type| {
        all.iter().enumerate().any(|(j, other)| j != it && other.unit_type == *unit_type && counts(other))
    });
    requirements && types
}

fn keys(plan: &Plan, requirement: &UnitRequirement, by: By) -> Vec<String> {
    let function = plan
        .view()
        .catalogue()
        .unit_type(&requirement.unit_type)
        .expect("in the catalogue")
        .function
        .to_string();
    match by {
        By::Requirement => vec![requirement.id.to_string()],
        By::Mission => vec!["m".to_owned()],
        By::Component => vec![requirement.component.to_string()],
        By::UnitType => vec![requirement.unit_type.to_string()],
        By::Function => vec![function],
        By::Task => requirement.serves.iter().flatten().map(ToString::to_string).collect(),
    }
}

/// The figures of a day: needed, then firm, conditional and perhaps of people, equipment, complete and persons, then firm
/// and conditional of operational, units of Unknown strength, and what is short and what cannot operate, requirement by
/// requirement.
fn figures(plan: &Plan, all: &[Units<'_>], by: By, of: &str, day: u32) -> Vec<u32> {
    let document = plan.missions()[0].document();
    let asked = document.requirements.iter().filter(|each| keys(plan, each, by).iter().any(|key| key == of));
    let mut row = vec![0; 18];
    row[0] = asked.clone().map(|each| needed(plan, each, day)).sum();
    for each in asked {
        let (mut present, mut able) = (0, 0);
        for (i, units) in all.iter().enumerate().filter(|(_, units)| units.asked.id == each.id) {
            if there(plan, units, day, "complete").0 {
                present += units.of.units;
                able += if enabled(plan, all, i, day, false) { units.of.units } else { 0 };
            }
        }
        let needed = needed(plan, each, day);
        row[16] += needed.saturating_sub(present);
        row[17] += needed.min(present).saturating_sub(able);
    }
    for (i, each) in
        all.iter().enumerate().filter(|(_, each)| keys(plan, each.asked, by).iter().any(|key| key == of))
    {
        let firm = each.of.unknown.is_empty();
        let mut add = |at: usize, what: &str, number: u32| match there(plan, each, day, what) {
            (true, _) => row[at + usize::from(!firm)] += number,
            (false, true) => row[at + 2] += number,
            _ => {}
        };
        add(1, "people", each.of.units);
        add(4, "equipment", each.of.units);
        add(7, "complete", each.of.units);
        if let Some(persons) = each.strength {
            add(10, "people", persons);
        } else if there(plan, each, day, "people").0 {
            row[15] += each.of.units;
        }
        if there(plan, each, day, "complete").0 && enabled(plan, all, i, day, false) {
            row[13 + usize::from(!(firm && enabled(plan, all, i, day, true)))] += each.of.units;
        }
    }
    row
}

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

fn ceiling(plan: &Plan, by: By, of: &str, day: u32) -> Option<u32> {
    let document = plan.missions()[0].document();
    let set = |component: Option<&str>| {
        let mut last: Option<(u32, u32)> = None;
        for each in document.ceilings.iter().flatten() {
            let from = each.from.map_or(0, |from| from.get());
            let same = each.component.map(|component| component.to_string()).as_deref() == component;
            if same && from <= day && last.is_none_or(|(before, _)| before <= from) {
                last = Some((from, each.persons.get()));
            }
        }
        last.map(|(_, persons)| persons)
    };
    match by {
        By::Component => set(Some(of)),
        By::Mission => set(None).or_else(|| {
            let components: BTreeSet<String> =
                document.requirements.iter().map(|each| each.component.to_string()).collect();
            components.iter().map(|component| set(Some(component))).sum()
        }),
        _ => None,
    }
}

#[test]
fn steps_gaps_and_first_days_are_those_of_every_day_looked_at() {
    let mut dice = Dice::new(66);
    let (mut gaps_seen, mut waits, mut perhaps, mut reached) = (0, 0, 0, 0);
    for _ in 0..100 {
        let plan = plan(&mut dice);
        let all = units(&plan);
        let document = plan.missions()[0].document();
        for by in By::ALL.iter().copied() {
            let (steps, gaps) = (coverage_by_day(&plan, by), gaps_by_day(&plan, by));
            let shares: Vec<Percent> =
                SHARES.iter().map(|share| Percent::new(*share).expect("a share")).collect();
            let firsts = first_days(&plan, by, &shares);
            let groups: BTreeSet<String> =
                document.requirements.iter().flat_map(|each| keys(&plan, each, by)).collect();
            let named: BTreeSet<String> = steps.iter().map(|step| step.of.clone()).collect();
            assert_eq!(named, groups);
            for of in groups {
                let days: Vec<Vec<u32>> = (0..LAST).map(|day| figures(&plan, &all, by, &of, day)).collect();
                let mine: Vec<&Step> = steps.iter().filter(|step| step.of == of).collect();
                assert_eq!(mine[0].from, 0);
                for pair in mine.windows(2) {
                    assert_eq!(pair[0].until, Some(pair[1].from));
                    assert!(
                        (told(pair[0]), pair[0].ceiling) != (told(pair[1]), pair[1].ceiling),
                        "{by} {of}: nothing changes"
                    );
                }
                for (day, expected) in (0..).zip(&days) {
                    let step = mine.iter().rev().find(|step| step.from <= day).expect("a step");
                    assert!(step.until.is_none_or(|until| day < until));
                    assert_eq!(&told(step), expected, "{by} {of} on day {day}: {:?}", plan.proposals());
                    assert_eq!(step.ceiling, ceiling(&plan, by, &of, day), "{by} {of} on day {day}");
                    perhaps += expected[9];
                    let (short, waiting) = (expected[16], expected[17]);
                    let here: Vec<_> = gaps
                        .iter()
                        .filter(|gap| gap.of == of && (gap.from..gap.until).contains(&day))
                        .collect();
                    match here.as_slice() {
                        [] => assert_eq!((short, waiting), (0, 0), "{by} {of} on day {day}"),
                        [gap] => {
                            assert_eq!(
                                (gap.short, gap.not_operational),
                                (short, waiting),
                                "{by} {of} on day {day}"
                            );
                            assert!(short + waiting > 0 && !gap.reasons.is_empty(), "{gap:?}");
                            gaps_seen += 1;
                            waits += waiting;
                        }
                        _ => panic!("two gaps on day {day}"),
                    }
                }
                let most = days.iter().map(|row| row[0]).max().expect("days");
                for first in firsts.iter().filter(|first| first.of == of) {
                    let expected = |conditional: bool| {
                        let at = match first.what {
                            What::People => 1,
                            What::Equipment => 4,
                            What::Complete => 7,
                            What::PersonsOfCeiling => 10,
                            What::Operational => 13,
                        };
                        (0..LAST).find(|day| {
                            let row = &days[*day as usize];
                            let number = row[at] + if conditional { row[at + 1] } else { 0 };
                            let whole = match first.what {
                                What::PersonsOfCeiling => ceiling(&plan, by, &of, *day),
                                _ => Some(most),
                            };
                            whole.is_some_and(|whole| number * 100 >= whole * first.share.get())
                        })
                    };
                    let FirstDay { firm, with_conditional, .. } = first;
                    assert_eq!(
                        (*firm, *with_conditional),
                        (expected(false), expected(true)),
                        "{by} {first:?}"
                    );
                    reached += u32::from(firm.is_some());
                }
                if most > 0 {
                    assert!(firsts.iter().filter(|first| first.of == of).count() >= 16, "{by} {of}");
                }
            }
        }
    }
    assert!(
        gaps_seen > 2_000 && waits > 200 && perhaps > 200 && reached > 200,
        "{gaps_seen} {waits} {perhaps} {reached}"
    );
}
