//! What it costs to open a view on a record of fifty thousand events.
//!
//! `cargo run -p pledgebook-tests --release --example views -- [PLEDGES]` makes a record of twenty events for each pledge,
//! reads it, and prints how long each kind of view took. No test asserts a time.

// The time it takes is what this tool is for; the core has no clock.
#![allow(clippy::disallowed_methods)]

use std::time::Instant;

use pledgebook::words::value::Day;
use pledgebook::{Registry, View};
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

/// What happens to every pledge, one after the other.
const LIFE: [&str; 19] = [
    "offered",
    "acknowledged",
    "accepted",
    "level-recorded",
    "evidence-recorded",
    "renewed",
    "commented",
    "suspended",
    "resumed",
    "reserved",
    "selected",
    "mou-step",
    "moving",
    "arrived",
    "re-hatted",
    "returned",
    "reconstituted",
    "deadline-moved",
    "renewed",
];

fn main() {
    let pledges = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(2_500);
    let text = record(pledges);
    println!("{} events on {pledges} pledges, {} MB", pledges * (LIFE.len() + 1), text.len() >> 20);
    let begun = Instant::now();
    let registry = Registry::read(&text).expect("the record is sound");
    println!("reading                          {:9.2} ms", begun.elapsed().as_secs_f64() * 1e3);

    let day = |number: u32| "2020-01-01".parse::<Day>().expect("a day").later(number).expect("a day");
    let show = |what: &str, times: u32, view: &mut dyn FnMut(u32) -> View| {
        let begun = Instant::now();
        let lots: usize = (0..times).map(|i| view(i).lots().count()).sum();
        let each = begun.elapsed().as_secs_f64() * 1e3 / f64::from(times);
        println!("{what:32} {each:9.2} ms   ({lots} lots seen)");
    };
    show("first view, nothing folded", 1, &mut |_| registry.as_of(day(2_000)));
    show("the same day again", 20, &mut |_| registry.as_of(day(2_000)));
    show("the days after, one by one", 60, &mut |i| registry.as_of(day(2_001 + i)));
    show("ends of months back, known today", 12, &mut |i| {
        registry.view(day(2_000 - 30 * i), day(2_000).end())
    });
    show("the same months again", 12, &mut |i| registry.view(day(2_000 - 30 * i), day(2_000).end()));
    let mut dice = Dice::new(1);
    let mut any = move |_| {
        let mut number = || u32::try_from(dice.below(2_400)).expect("a small number");
        registry.view(day(number()), day(number()).end())
    };
    show("any day, by any knowledge", 40, &mut any);
}

fn record(pledges: usize) -> String {
    let day = |number: usize| {
        let first: Day = "2020-01-01".parse().expect("a day");
        first.later(u32::try_from(number).expect("a small number")).expect("a day").to_string()
    };
    let mut events = Vec::with_capacity(pledges * (LIFE.len() + 1));
    for step in 0..=LIFE.len() {
        for pledge in 0..pledges {
            let known = step * 100 + pledge * 100 / pledges;
            let id = format!("p{pledge}");
            let what = match step.checked_sub(1).and_then(|step| LIFE.get(step)) {
                None => announced(&id),
                Some(event) => happens(event, &id, &day(known + 400)),
            };
            let valid = json!({ "earliest": day(known), "latest": day(known) });
            events.push(json!({
                "id": format!("{id}-{step}"), "seq": events.len() + 1, "known": format!("{}T12:00:00Z", day(known)),
                "valid": valid, "actor": "desk", "what": what, "reconstructed": false,
                "sources": [{ "title": "A note" }],
            }));
        }
    }
    json!({ "format": "pledgebook.registry/2", "events": events }).to_string()
}

fn announced(id: &str) -> Value {
    json!({ "event": "announced", "pledge": {
        "id": id, "kind": "formed-unit", "title": "A company", "contributors": [{ "state": "XAA", "roles": ["lead"] }],
        "lots": [{ "id": id, "described_as": "a company", "unit_type": "engineering-company", "units": 2 }],
    }})
}

fn happens(event: &str, id: &str, later: &str) -> Value {
    let mut what = json!({ "event": event, "pledge": id });
    let more = match event {
        "level-recorded" => json!({ "scheme": "un-pcrs", "level": "level-1", "units": "all" }),
        "evidence-recorded" => {
            json!({ "units": "all", "evidence": { "id": format!("{id}-paper"), "kind": "document" } })
        }
        "commented" => json!({ "text": "A remark." }),
        "mou-step" => json!({ "step": "signed" }),
        "re-hatted" => json!({ "units": "all", "mission": "A mission" }),
        "deadline-moved" => json!({ "until": { "earliest": later, "latest": later } }),
        _ => json!({ "units": "all" }),
    };
    what.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    what
}
