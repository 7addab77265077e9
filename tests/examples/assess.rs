//! What it costs to assess ten thousand lots with twenty pieces of evidence each.
//!
//! `cargo run --release -p pledgebook-tests --example assess -- [PLEDGES]` makes a record of ten lots for each pledge, and prints
//! how long an assessment of all takes, by UN PCRS and by a scheme with more rules, and then the tables. No test asserts a
//! time.

// The time it takes is what this tool is for; the core has no clock.
#![allow(clippy::disallowed_methods)]

use std::time::Instant;

use pledgebook::judge::readiness::assess;
use pledgebook::words::value::Days;
use pledgebook::{Registry, Scheme, View, tell};
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

const PAPERS: [&str; 7] = [
    "note-verbale",
    "table-of-organization",
    "major-equipment-list",
    "self-sustainment-list",
    "basic-training-certification",
    "human-rights-screening-certification",
    "sur-alignment",
];

fn main() {
    let pledges = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(1_000);
    let registry = Registry::read(&record(pledges)).expect("the record is sound");
    let view = registry.as_of("2026-11-23".parse().expect("a day"));
    let pieces: usize = view.lots().map(|(_, lot)| lot.evidence.len() + lot.possible_evidence.len()).sum();
    println!("{} lots with {pieces} pieces of evidence", view.lots().count());
    let river = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/schemes/river.json"));
    let river = Scheme::read(&river.expect("the scheme")).expect("it is sound");
    for scheme in [Scheme::un_pcrs().expect("it is shipped"), river] {
        let mut times: Vec<f64> = (0..7).map(|_| assessed(&view, &scheme)).collect();
        times.sort_by(f64::total_cmp);
        println!(
            "{:16} assess {:8.1} ms (median of 7; {:.1} to {:.1})",
            scheme.id, times[3], times[0], times[6]
        );
        let tables: [(&str, &dyn Fn() -> tell::Table); 4] = [
            ("assessments", &|| tell::assessments(&view, &scheme)),
            ("blocks", &|| tell::blocks(&view, &scheme)),
            ("falls back on", &|| tell::falls_back_on(&view, &scheme)),
            ("verification due", &|| tell::verification_due(&view, &scheme, Days::new(90).expect("days"))),
        ];
        for (name, table) in tables {
            let begun = Instant::now();
            let rows = table().rows().len();
            println!("  table {name:17} {:8.1} ms, {rows} rows", begun.elapsed().as_secs_f64() * 1e3);
        }
    }
}

fn assessed(view: &View, scheme: &Scheme) -> f64 {
    let begun = Instant::now();
    let lots = assess(view, scheme);
    let took = begun.elapsed().as_secs_f64() * 1e3;
    assert!(!lots.is_empty());
    took
}

/// Twenty pieces of evidence on all lots of each pledge, some of which run out.
fn record(pledges: usize) -> String {
    let dice = &mut Dice::new(1);
    let mut events: Vec<Value> = Vec::new();
    for i in 0..pledges {
        let pledge = format!("p{i}");
        let mut record = |day: usize, what: Value| {
            let seq = events.len() + 1;
            let day = format!("2026-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
            events.push(json!({ "id": format!("e{seq}"), "seq": seq, "known": "2026-11-01T00:00:00Z",
                "valid": { "earliest": day, "latest": day }, "actor": "desk", "what": what, "sources": [],
                "reconstructed": false }));
        };
        let lots: Vec<Value> = (0..10)
            .map(|j| json!({ "id": format!("p{i}-{j}"), "described_as": "A company", "unit_type": "infantry-company", "units": 2 }))
            .collect();
        record(
            0,
            json!({ "event": "announced", "pledge": { "id": pledge, "kind": "formed-unit", "title": "A pledge",
            "contributors": [{ "state": "XAA", "roles": ["lead"] }], "lots": lots } }),
        );
        record(1, json!({ "event": "accepted", "pledge": pledge, "units": "all" }));
        record(
            2,
            json!({ "event": "level-recorded", "pledge": pledge, "units": "all", "scheme": "un-pcrs", "level": "level-1" }),
        );
        let papers = PAPERS.into_iter().map(Some).chain(std::iter::repeat(None));
        for (piece, paper) in papers.take(20).enumerate() {
            let day = 3 + dice.below(250);
            let until = (!dice.chance(60)).then(|| format!("2027-{:02}-01", 1 + dice.below(12)));
            let mut evidence = match piece {
                0..=6 => json!({ "kind": "document", "document": paper }),
                7 | 8 => json!({ "kind": "agreement", "document": "rdl-agreement" }),
                9 | 10 => json!({ "kind": "verification-visit", "outcome": "passed" }),
                11 | 12 => {
                    json!({ "kind": "training", "training": { "module": "humanitarian-law", "share": 90, "validator": "peer" } })
                }
                13 => {
                    json!({ "kind": "training", "training": { "module": "prevention-of-sexual-exploitation-and-abuse",
                    "share": 100, "validator": "external" } })
                }
                14 => json!({ "kind": "exercise", "outcome": "passed" }),
                15 => json!({ "kind": "coe-inspection", "outcome": "passed",
                    "points": [{ "text": "To be mended.", "severity": "minor" }] }),
                16 => json!({ "kind": "document", "document": "letter" }),
                17 => json!({ "kind": "document", "document": "language-statement" }),
                _ => json!({ "kind": "assessment-and-advisory-visit", "outcome": "passed",
                    "points": [{ "text": "To be mended.", "severity": "major", "closed": "2026-12-01" }] }),
            };
            evidence["id"] = json!(format!("x{i}-{piece}"));
            if let Some(until) = until {
                evidence["valid_until"] = json!(until);
            }
            record(
                day,
                json!({ "event": "evidence-recorded", "pledge": pledge, "units": "all", "evidence": evidence }),
            );
        }
    }
    json!({ "format": "pledgebook.registry/2", "events": events }).to_string()
}
