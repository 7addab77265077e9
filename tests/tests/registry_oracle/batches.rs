//! However a record is told - at once, one by one, in random batches, or read - it is the same record, and refuses the same
//! with the same words. What is kept beside the events to add to them fast must never show.

use pledgebook::Registry;
use pledgebook::words::finding::Finding;
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

use crate::replay::{Event, Instant};
use crate::{day, draw, instant, text, told, whole};

/// An event that is told, and the instant at which it becomes known.
type Told = (Value, Instant);

/// A random event; beside those of the oracle, what only hangs on ids: pledges that say others again or have lots of others,
/// remarks, corrections on the word of a State, action items.
fn drawn(dice: &mut Dice, before: &mut Vec<Event>, all: &[Told], known: Instant) -> Value {
    let id = format!("x{}", all.len());
    let named = match all.is_empty() || dice.chance(4) {
        true => "nobody-knows".to_owned(),
        false => dice.one(all).0["id"].as_str().expect("an id").to_owned(),
    };
    let pledges = ["p", "q", "r", "s", "t"];
    let pledge = *dice.one(&pledges);
    let what = match dice.below(20) {
        0..3 => {
            let lots = [pledge, *dice.one(&pledges)].map(|of| format!("{of}-{}", 1 + dice.below(2)));
            let mut announced = json!({
                "id": pledge, "kind": "formed-unit", "title": "Units",
                "contributors": [{ "state": dice.one(&["XAA", "XAB"]), "roles": ["lead"] }],
                "lots": [{ "id": lots[usize::from(dice.chance(25))], "described_as": "a unit", "units": 2 }],
            });
            if dice.chance(60) {
                announced["reaffirms"] = json!(dice.one(&pledges));
            }
            let announced = json!({ "event": "announced", "pledge": announced });
            if dice.chance(70) { announced } else { corrected(&named, Some(announced)) }
        }
        3 => corrected(&named, None),
        4 => {
            let mut remark =
                json!({ "event": "commented", "pledge": pledge, "text": "Seen.", "about": named });
            if dice.chance(50) {
                remark["by"] = json!(dice.one(&["XAA", "XAB"]));
            }
            remark
        }
        5 => json!({ "event": "action-noted", "text": "Ask.", "owner": "An office" }),
        6 => {
            let updated = json!({ "event": "action-updated", "action": named, "done": dice.chance(50) });
            if dice.chance(80) { updated } else { corrected(&named, Some(updated)) }
        }
        _ => {
            let event = draw::event(dice, before, known);
            let entry = told::entry(&event);
            before.push(event);
            return entry;
        }
    };
    let mut entry = json!({ "id": id, "what": what, "sources": [], "reconstructed": false });
    if dice.chance(60) {
        let on = day(known.0.saturating_sub(u32::try_from(dice.below(9)).expect("small")));
        entry["valid"] = json!({ "earliest": on, "latest": on });
    }
    entry
}

fn corrected(id: &str, instead: Option<Value>) -> Value {
    let mut what = json!({ "event": "corrected", "corrects": id });
    if let Some(instead) = instead {
        what["instead"] = json!({ "what": instead });
    }
    what
}

fn tell(registry: &mut Registry, events: &[Told]) -> Result<(), Vec<Finding>> {
    let Some((_, known)) = events.first() else { return Ok(()) };
    let entries = Value::from_iter(events.iter().map(|(entry, _)| entry.clone())).to_string();
    let recorded = registry.record(&entries, instant(*known), "desk".parse().expect("an actor"));
    recorded.map(|_| ()).map_err(|refused| refused.findings().to_vec())
}

/// The events in batches of those that became known together, each cut at random.
fn batches<'t>(events: &'t [Told], dice: &mut Dice) -> Vec<&'t [Told]> {
    let mut batches = Vec::new();
    for mut together in events.chunk_by(|(_, a), (_, b)| a == b) {
        while !together.is_empty() {
            let (batch, rest) = together.split_at(1 + dice.below(together.len()));
            batches.push(batch);
            together = rest;
        }
    }
    batches
}

fn recorded_in(batches: &[&[Told]], seed: u64) -> Registry {
    let mut registry = Registry::new();
    for batch in batches {
        tell(&mut registry, batch).unwrap_or_else(|refused| panic!("seed {seed}: {refused:#?}"));
    }
    registry
}

#[test]
fn a_record_is_the_same_however_it_is_told() {
    let (mut refusals, mut made_impossible, mut told_again, mut owned) = (0, 0, 0, 0);
    for seed in 70_000..70_120 {
        let mut dice = Dice::new(seed);
        let mut one_by_one = Registry::new();
        let (mut before, mut events, mut refused): (Vec<Event>, Vec<Told>, Vec<(Value, Instant)>) =
            Default::default();
        let mut held = Vec::new();
        // In every other record all becomes known at once, so that it can be told at once.
        let at_once = seed % 2 == 0;
        let mut known = (20, 0);
        for _ in 0..30 {
            if !at_once && dice.chance(40) {
                known.0 += 1;
            }
            let (drawn_before, view) = (before.len(), one_by_one.view(day(25), instant(known)));
            let entry = drawn(&mut dice, &mut before, &events, known);
            let told = [(entry, known)];
            let unchanged = text(&one_by_one);
            match tell(&mut one_by_one, &told) {
                Ok(()) => {
                    held.push((events.len(), view));
                    events.extend(told);
                }
                Err(findings) => {
                    before.truncate(drawn_before);
                    assert_eq!(
                        text(&one_by_one),
                        unchanged,
                        "seed {seed}: what was refused changed the record"
                    );
                    // Whoever has the record from elsewhere, or looks at all of it, refuses it with the same words.
                    let mut read = Registry::read(&unchanged).expect("a record is read as it is written");
                    assert_eq!(tell(&mut read, &told).expect_err("it is refused"), findings, "seed {seed}");
                    let batches = batches(&events, &mut dice);
                    let mut in_batches = recorded_in(&batches, seed);
                    assert_eq!(
                        tell(&mut in_batches, &told).expect_err("it is refused"),
                        findings,
                        "seed {seed}"
                    );
                    refusals += 1;
                    let says = |words: &str| findings.iter().any(|finding| finding.message.contains(words));
                    made_impossible += u32::from(says("would become impossible"));
                    told_again += u32::from(says("says again") || says("say one another again"));
                    owned += u32::from(says("belongs to the pledge"));
                    refused.extend(told);
                }
            }
        }
        let written = text(&one_by_one);
        let in_batches = recorded_in(&batches(&events, &mut dice), seed);
        let read = Registry::read(&written).expect("a record is read as it is written");
        let mut others = vec![in_batches, read];
        if at_once {
            others.push(recorded_in(&[&events], seed));
        }
        for other in &others {
            assert_eq!(text(other), written, "seed {seed}");
            for on in [12, 20, 25, 60] {
                let [one, another] =
                    [&one_by_one, other].map(|registry| registry.view(day(on), instant((60, 0))));
                assert_eq!(whole(&one), whole(&another), "seed {seed}");
                assert_eq!((one.actions(), one.decisions()), (another.actions(), another.decisions()));
            }
        }
        // What was seen on the way stays what it was, whatever was recorded since.
        for (size, view) in held.iter().step_by(7) {
            assert_eq!(view.events().len(), *size, "seed {seed}");
            let then = recorded_in(&batches(&events[..*size], &mut dice), seed);
            assert_eq!(whole(view), whole(&then.view(view.valid(), view.known())), "seed {seed}");
        }
        // A bad event in a batch of good ones is found there, and takes them with it.
        if let Some((bad, known)) = refused.last() {
            let mut batch: Vec<Told> = vec![(bad.clone(), *known)];
            batch.extend((0..dice.below(3)).map(|i| {
                let remark = json!({ "event": "action-noted", "text": "Ask.", "owner": "An office" });
                let entry = json!({ "id": format!("good-{i}"), "what": remark, "sources": [], "reconstructed": false });
                (entry, *known)
            }));
            let answers: Vec<_> = others.iter_mut().map(|other| tell(other, &batch)).collect();
            assert!(answers.windows(2).all(|two| two[0] == two[1]), "seed {seed}: {answers:#?}");
        }
    }
    let seen = (refusals, made_impossible, told_again, owned);
    assert!(refusals > 600 && made_impossible > 60 && told_again > 15 && owned > 15, "{seen:?}");
}
