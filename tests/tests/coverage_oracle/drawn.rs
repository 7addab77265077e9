//! Random records and missions, each with its plan; and a plan of a mission that is told.

use pledgebook::{MatchOptions, Mission, Plan, Registry, match_missions};
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

const TYPES: [&str; 3] = ["engineering-company", "level-2-hospital", "infantry-battalion"];

/// How large a problem is drawn.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    lots: usize,
    requirements: usize,
    /// Lengths of stages, and days by which units are needed, are below this; units are held for below twice as much.
    days: usize,
    /// Past every day of these problems.
    pub(crate) last: u32,
}

pub(crate) const SMALL: Scale = Scale { lots: 3, requirements: 3, days: 8, last: 32 };
pub(crate) const LARGE: Scale = Scale { lots: 6, requirements: 4, days: 90, last: 500 };

fn below(dice: &mut Dice, bound: usize) -> u32 {
    u32::try_from(dice.below(bound)).expect("a small number")
}

pub(crate) fn drawn(dice: &mut Dice, scale: Scale) -> Plan {
    let mut lots: Vec<Value> = Vec::new();
    for i in 0..1 + dice.below(scale.lots) {
        let length = |dice: &mut Dice| match below(dice, 6) {
            0 => Value::Null,
            1 => json!({"least": below(dice, scale.days)}),
            2 => {
                let least = below(dice, scale.days / 2);
                json!({"least": least, "most": least + below(dice, scale.days / 2)})
            }
            _ => json!(below(dice, scale.days)),
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
            "windows": [{"from": "2026-01-01"}], "caveats": [], "held_for": []});
        if dice.chance(85) {
            lot["unit_type"] = json!(dice.one(&TYPES));
        }
        if dice.chance(85) {
            lot["stages"] = json!([stage("people", length(dice)), stage("equipment", length(dice))]);
        }
        if dice.chance(70) {
            lot["strength"] = json!(below(dice, 400));
        }
        if dice.chance(50) {
            lot["operational_only_with"] = json!([dice.one(&TYPES)]);
        }
        lots.push(lot);
    }
    let count = 1 + dice.below(scale.requirements);
    let requirement = |i: usize, dice: &mut Dice| {
        let needed_by = below(dice, scale.days);
        let enablers: Vec<String> =
            (0..count).filter(|j| *j != i && dice.below(3) == 0).map(|j| format!("r{j}")).collect();
        let serves: Vec<&str> = ["a", "b"].into_iter().filter(|_| dice.chance(60)).collect();
        let unit_type = *dice.one(&TYPES);
        let others = TYPES.into_iter().filter(|other| *other != unit_type && dice.below(4) == 0);
        let others: Vec<Value> = others.map(|other| json!({"unit_type": other, "rank": 1})).collect();
        json!({"id": format!("r{i}"), "title": "R", "component": dice.one(&["military", "police"]), "class": 1,
            "unit_type": unit_type, "substitutes": others, "units": 1 + below(dice, 3), "needed_by": needed_by,
            "latest_by": needed_by + below(dice, scale.days), "hold_for": below(dice, 2 * scale.days), "basis": "B",
            "enablers": enablers, "serves": serves})
    };
    let requirements: Vec<Value> = (0..count).map(|i| requirement(i, dice)).collect();
    let reductions: Vec<Value> = match dice.below(3) {
        0 => vec![json!({"requirement": "r0", "units": 1, "by": below(dice, 3 * scale.days), "basis": "B"})],
        _ => Vec::new(),
    };
    let ceiling = |dice: &mut Dice| {
        let persons = if dice.chance(20) { 0 } else { below(dice, 900) };
        json!({"persons": persons, "from": below(dice, scale.days), "basis": "B"})
    };
    let mut ceilings = Vec::new();
    if dice.chance(60) {
        ceilings.push(ceiling(dice));
    }
    if dice.chance(40) {
        let mut military = ceiling(dice);
        military["component"] = json!("military");
        ceilings.push(military);
    }
    planned(&lots, json!({"requirements": requirements, "reductions": reductions, "ceilings": ceilings}))
}

/// A plan for a mission with these parts, of these lots.
pub(crate) fn planned(lots: &[Value], parts: Value) -> Plan {
    let mut events: Vec<Value> = Vec::new();
    let mut record = |what: Value| {
        let id = format!("e{}", events.len());
        let valid = json!({"earliest": "2026-01-05", "latest": "2026-01-05"});
        events.push(json!({"id": id, "valid": valid, "what": what, "sources": [], "reconstructed": false}));
    };
    for (i, lot) in lots.iter().enumerate() {
        let pledge = format!("p{i}");
        record(json!({"event": "announced", "pledge": {"id": pledge, "kind": "formed-unit", "title": "P",
            "contributors": [{"state": "XAA", "roles": ["lead"]}], "lots": [lot]}}));
        record(json!({"event": "accepted", "pledge": pledge, "units": "all"}));
    }
    let task = |id: &str| json!({"id": id, "paragraph": "1", "objective": "O", "instruments": []});
    let mut mission = json!({"format": "pledgebook.mission/1", "id": "m", "title": "M", "led_by": "UN",
        "clock": "request", "host": {"name": "An invented host", "fictional": true}, "sources": [],
        "tasks": [task("a"), task("b")]});
    for (key, part) in parts.as_object().expect("parts of a mission") {
        mission[key] = part.clone();
    }
    let known = "2026-06-01T00:00:00Z".parse().expect("an instant");
    let mut registry = Registry::new();
    let text = Value::Array(events).to_string();
    registry.record(&text, known, "desk".parse().expect("an actor")).expect("a sound record");
    let view = registry.view("2026-06-01".parse().expect("a day"), known);
    let mission = Mission::read(&mission.to_string()).expect("a mission");
    let mission = mission.starting("2026-07-01".parse().expect("a day"));
    // No level is asked for, and a scheme takes longer to read than all the rest.
    let options = MatchOptions { schemes: Some(Vec::new()), ..MatchOptions::default() };
    match_missions(&view, &[mission], &options).expect("a plan")
}
