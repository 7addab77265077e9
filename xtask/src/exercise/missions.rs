//! What the three missions have in common, and how their documents are written.

use std::collections::BTreeMap;

use pledgebook::Mission;
use serde_json::{Value, json};

use super::calendar::with;
use super::{contraction, mandated, protection};

/// The three missions, by file name.
pub(crate) fn files() -> BTreeMap<String, String> {
    let missions = [
        ("mission-orvanda.json", mandated::mission()),
        ("mission-protection-force.json", protection::mission()),
        ("mission-kessimar.json", contraction::mission()),
    ];
    missions.map(|(name, mission)| (name.to_owned(), written(name, &mission))).into()
}

fn written(name: &str, mission: &Value) -> String {
    match Mission::read(&mission.to_string()) {
        // In the order in which the types name their keys, whatever order the parts were put together in.
        Ok(mission) => {
            let text =
                serde_json::to_string_pretty(mission.document()).expect("a mission is written as JSON");
            format!("{text}\n")
        }
        Err(error) => panic!("{name}: {error}\n{:?}", error.findings()),
    }
}

/// A unit requirement as a table has it: id, title, type, units, class, needed by, latest by, lowest level, tasks.
pub(crate) type Row =
    (&'static str, &'static str, &'static str, u32, u32, u32, u32, &'static str, &'static [&'static str]);

/// Requirements out of rows; `more` adds the gates that one of them has beside the usual ones.
pub(crate) fn requirements(rows: &[Row], hold_for: u32, basis: &str, more: impl Fn(&str) -> Value) -> Value {
    let one = |row: &Row| {
        let (id, title, unit_type, units, class, needed, latest, level, tasks) = *row;
        let police = unit_type.contains("police") && !unit_type.starts_with("military");
        let row = json!({
            "id": id, "title": title, "unit_type": unit_type, "units": units, "class": class,
            "component": if police { "police" } else { "military" },
            "needed_by": needed, "latest_by": latest, "hold_for": hold_for, "basis": basis, "serves": tasks,
        });
        let level = (!level.is_empty()).then(|| json!({"scheme": "un-pcrs", "level": level}));
        with(with(row, json!({"minimum_level": level})), more(id))
    };
    rows.iter().map(one).collect()
}

/// The gates that every unit of a mission has to pass: pre-deployment training, and what the State certifies.
pub(crate) fn usual_gates() -> Value {
    json!({
        "training": [
            {"module": "core-pre-deployment", "share": 100, "validator": "self"},
            {"module": "prevention-of-sexual-exploitation-and-abuse", "share": 100, "validator": "peer"},
        ],
        "screening": ["state-certification"],
        "vetting": ["state-certification"],
    })
}

/// The sources of an invented document.
pub(crate) fn invented(title: &str) -> Value {
    json!([{"title": format!("{title} (invented for the exercise)"), "grade": "official"}])
}

/// A task: id, paragraph, objective, instruments, activities.
pub(crate) type Task =
    (&'static str, &'static str, &'static str, &'static [&'static str], &'static [&'static str]);

/// Mandate tasks; `more` adds guidance and exercises.
pub(crate) fn tasks(rows: &[Task], more: impl Fn(&str) -> Value) -> Value {
    let one = |(id, paragraph, objective, instruments, activities): &Task| {
        let task = json!({"id": id, "paragraph": paragraph, "objective": objective, "instruments": instruments, "activities": activities});
        with(task, more(id))
    };
    rows.iter().map(one).collect()
}

/// An undertaking: id, by, kind, text, basis, status, since, due. Empty and zero: not stated.
pub(crate) type Promise =
    (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, u32);

/// Undertakings; `more` adds the States and requirements they are about.
pub(crate) fn undertakings(rows: &[Promise], more: impl Fn(&str) -> Value) -> Value {
    let one = |(id, by, kind, text, basis, status, since, due): &Promise| {
        let row = json!({"id": id, "by": by, "kind": kind, "text": text, "basis": basis, "status": status});
        let when = json!({"since": (!since.is_empty()).then_some(since), "due": (*due > 0).then_some(due)});
        with(with(row, when), more(id))
    };
    rows.iter().map(one).collect()
}
