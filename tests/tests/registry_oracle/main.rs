//! The registry against a naive replay of the rules (`replay.rs`; reading it teaches them), on random records.

mod batches;
mod conservation;
mod draw;
mod replay;

use pledgebook::record::{Consultation, LotState, OnFile, Phase, Role, Status};
use pledgebook::words::value::{Day, Instant, LotId};
use pledgebook::{Registry, View};
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

use replay::{Event, Lot, Pledge, Pledges, Request, Units, What, can_be, could_be, replay as replayed};

const LAST: u32 = 70;

fn day(number: u32) -> Day {
    let first: Day = "2026-01-01".parse().expect("a day");
    first.later(number).expect("within the calendar")
}

fn number(day: Day) -> u32 {
    u32::try_from(day.since(self::day(0))).expect("after the first day")
}

fn instant((number, second): replay::Instant) -> Instant {
    let (hours, minutes) = (second / 3600, second / 60 % 60);
    format!("{}T{hours:02}:{minutes:02}:{:02}Z", day(number), second % 60).parse().expect("an instant")
}

/// Events in the words of the library.
mod told {
    use super::*;

    pub(crate) fn entry(event: &Event) -> Value {
        let mut entry = json!({
            "id": event.id, "what": what(&event.what, &event.id), "sources": [], "reconstructed": false
        });
        if let Some((earliest, latest)) = event.valid {
            entry["valid"] = bounds(earliest, latest);
        }
        entry
    }

    pub(crate) fn entries(events: &[Event]) -> String {
        Value::from_iter(events.iter().map(entry)).to_string()
    }

    /// A whole record as a document.
    pub(crate) fn record(events: &[Event]) -> Value {
        let events = events.iter().zip(1..).map(|(event, seq)| {
            let mut entry = entry(event);
            entry["seq"] = json!(seq);
            entry["known"] = json!(instant(event.known));
            entry["actor"] = json!("desk");
            entry
        });
        json!({ "format": "pledgebook.registry/2", "events": Value::from_iter(events) })
    }

    fn bounds(earliest: Option<u32>, latest: Option<u32>) -> Value {
        let mut bounds = json!({});
        for (key, bound) in [("earliest", earliest), ("latest", latest)] {
            if let Some(number) = bound {
                bounds[key] = json!(day(number));
            }
        }
        bounds
    }

    fn what(what: &What, id: &str) -> Value {
        let with = |mut value: Value, lots: &Option<Vec<String>>, units: Units| {
            if let Some(lots) = lots {
                value["lots"] = json!(lots);
            }
            match units {
                Units::All => value["units"] = json!("all"),
                Units::Of(number) => value["units"] = json!(number),
                Units::NotStated => {}
            }
            value
        };
        let lot = |name: &String, units: Option<u32>| {
            let mut lot = json!({ "id": name, "described_as": "a unit" });
            if let Some(units) = units {
                lot["units"] = json!(units);
            }
            lot
        };
        match what {
            What::Announced { pledge, lots, unasked, joint } => json!({
                "event": if *unasked { "unsolicited-offer" } else { "announced" }, "pledge": {
                "id": pledge, "kind": "formed-unit", "title": "Units",
                "contributors": if *joint {
                    json!([{ "state": "XAA", "roles": ["lead"] }, { "state": "XAB", "roles": ["troops"] }])
                } else {
                    json!([{ "state": "XAA", "roles": ["lead"] }])
                },
                "lots": Value::from_iter(lots.iter().map(|(name, units)| lot(name, *units))),
            }}),
            What::Moved { word, pledge, lots, units } => {
                let (event, arrival) = word.split_once(": ").unzip();
                let mut value = json!({ "event": event.unwrap_or(word), "pledge": pledge });
                if *word == "re-hatted" {
                    value["mission"] = json!("Another mission");
                }
                if let Some(arrival) = arrival {
                    value["arrival"] = json!(arrival);
                }
                with(value, lots, *units)
            }
            What::Amended { pledge, lot, units } => {
                let units = units.map_or_else(
                    || json!({ "conflict": [{ "value": 1, "by": "one" }, { "value": 2, "by": "another" }] }),
                    |units| json!(units),
                );
                json!({ "event": "amended", "pledge": pledge, "lot": lot, "set": { "units": units } })
            }
            What::Split { pledge, lot: from, into } => json!({
                "event": "split", "pledge": pledge, "lot": from,
                "into": Value::from_iter(into.iter().map(|(name, units)| lot(name, Some(*units)))),
            }),
            What::Substituted { pledge, lot: from, by: (name, units) } => json!({
                "event": "substituted", "pledge": pledge, "lot": from, "by": lot(name, Some(*units)),
            }),
            What::Contradicted { pledge, contradicts } => json!({
                "event": "contradicted", "pledge": pledge, "contradicts": contradicts, "says": "Not so.",
            }),
            What::Evidence { pledge, lots, units } => {
                let evidence = json!({ "id": format!("{id}-paper"), "kind": "document" });
                let value = json!({ "event": "evidence-recorded", "pledge": pledge, "evidence": evidence });
                with(value, lots, *units)
            }
            What::Level { pledge, lots, units, level } => {
                let value = json!({ "event": "level-recorded", "pledge": pledge, "scheme": "un-pcrs", "level": level });
                with(value, lots, *units)
            }
            What::Part { agreed, pledge, state, roles } => json!({
                "event": if *agreed { "part-agreed" } else { "part-fell-away" }, "pledge": pledge, "state": state, "roles": roles,
            }),
            What::Memorandum { pledge, lots } => {
                let value = json!({ "event": "mou-step", "pledge": pledge, "step": "agreed" });
                with(value, lots, Units::NotStated)
            }
            What::Asked { pledge, lots } => {
                let value =
                    json!({ "event": "consultation-opened", "pledge": pledge, "kind": "formal-request" });
                with(value, lots, Units::NotStated)
            }
            What::Answered { pledge, asked, lots } => {
                let value = json!({
                    "event": "consultation-answered", "pledge": pledge, "consultation": asked, "answer": "agreed"
                });
                with(value, lots, Units::NotStated)
            }
            What::Remark { pledge } => json!({ "event": "commented", "pledge": pledge, "text": "A remark." }),
            What::Corrected { corrects, instead } => {
                let mut value = json!({ "event": "corrected", "corrects": corrects });
                if let Some(instead) = instead {
                    value["instead"] = json!({ "what": self::what(instead, id) });
                }
                value
            }
        }
    }
}

/// A view in the words of the replay. Units are listed in the order of their statuses, which is all that counts.
fn seen(view: &View) -> Pledges {
    let word = |phase: Phase| match phase {
        Phase::PeopleThere => "moving: people",
        Phase::EquipmentThere => "moving: equipment",
        _ => phase.as_str(),
    };
    let events = |files: &[OnFile]| sorted(files.iter().map(|file| file.event.to_string()));
    let lot = |state: &LotState| Lot {
        units: Phase::ALL
            .iter()
            .flat_map(|phase| (0..state.tally.counted_in(*phase)).map(|_| word(*phase)))
            .collect(),
        rest: state.tally.uncounted_in().map(word),
        level: state
            .recorded
            .values()
            .next()
            .map(|recorded| (level(recorded.level.as_str()), recorded.event.to_string())),
        possible_levels: sorted(state.possibly.iter().map(|recorded| level(recorded.level.as_str()))),
        evidence: events(&state.evidence),
        possible_evidence: events(&state.possible_evidence),
        registered: state.registered.map(number),
        renewed: state.renewed.map(number),
        doubts: state.doubts.iter().map(|doubt| doubt.event.to_string()).collect(),
        to_come: state.to_come.iter().map(|to_come| to_come.event.to_string()).collect(),
        memoranda: state.agreements.iter().map(|step| step.event.to_string()).collect(),
    };
    let named =
        |lots: &Option<Vec<LotId>>| lots.as_ref().map(|lots| lots.iter().map(LotId::to_string).collect());
    let request = |asked: &Consultation| Request {
        id: asked.id.to_string(),
        about: named(&asked.opened.lots),
        answers: asked.replies.iter().map(|reply| (reply.event.to_string(), named(&reply.lots))).collect(),
    };
    let mut pledges = Pledges::new();
    for (id, pledge) in view.pledges() {
        let lots = pledge.lots.values().map(|state| (state.lot.id.to_string(), lot(state))).collect();
        let parts = pledge.pledge.contributors.iter().flat_map(|contributor| {
            let part =
                |role: &Role| ((contributor.state.to_string(), role.to_string()), contributor.has_agreed());
            contributor.roles.iter().map(part)
        });
        let (parts, asked) = (parts.collect(), pledge.consultations.iter().map(request).collect());
        pledges.insert(id.to_string(), Pledge { lots, parts, asked });
    }
    pledges
}

fn level(word: &str) -> &'static str {
    ["level-1", "level-2", "level-3"]
        .into_iter()
        .find(|level| *level == word)
        .expect("a level that was drawn")
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all
}

fn in_order(mut pledges: Pledges) -> Pledges {
    let place = |word: &str| {
        let word = match word {
            "moving: people" => "people-there",
            "moving: equipment" => "equipment-there",
            _ => word,
        };
        Phase::ALL.iter().position(|phase| phase.as_str() == word)
    };
    for lot in pledges.values_mut().flat_map(|pledge| pledge.values_mut()) {
        lot.units.sort_by_key(|word| place(word));
        lot.possible_levels.sort_unstable();
        lot.evidence.sort_unstable();
        lot.possible_evidence.sort_unstable();
    }
    pledges
}

/// The registry shows at this point what the replay comes to.
fn compare(registry: &Registry, events: &[Event], valid: u32, known: replay::Instant, seed: u64) {
    let shown = seen(&registry.view(day(valid), instant(known)));
    let expected = replayed(events, valid, known).map(in_order);
    assert_eq!(Ok(shown), expected, "seed {seed}: valid {valid}, known {known:?}, after\n{}", listed(events));
}

fn listed(events: &[Event]) -> String {
    events.iter().map(|event| format!("{event:?}\n")).collect()
}

fn record(registry: &mut Registry, batch: &[Event]) -> Result<(u32, u32), pledgebook::Error> {
    let known = instant(batch.first().expect("a batch has events").known);
    let receipt = registry.record(&told::entries(batch), known, "desk".parse()?)?;
    Ok((receipt.recorded, receipt.already))
}

fn text(registry: &Registry) -> String {
    registry.to_json().expect("a record can be written")
}

/// Both hold the same events; now and then their texts are compared too, which takes longer.
fn unchanged(registry: &Registry, before: &Registry, dice: &mut Dice, seed: u64) {
    assert_eq!(registry.events(), before.events(), "seed {seed}");
    if dice.chance(5) {
        assert_eq!(text(registry), text(before), "seed {seed}");
    }
}

/// Records random events in random batches: what cannot be is refused and changes nothing, what can be is recorded,
/// and recording it again is harmless.
fn recorded(seed: u64) -> (Registry, Vec<Event>) {
    let mut dice = Dice::new(seed);
    let mut registry = Registry::new();
    let mut events: Vec<Event> = Vec::new();
    let mut known = (10, 0);
    for _ in 0..14 {
        if dice.chance(80) {
            known = (
                known.0 + dice.one(&[0, 1, 1, 3]),
                u32::try_from(dice.below(86_400)).expect("small").max(known.1),
            );
        }
        let begun = events.len();
        let mut all = events.clone();
        for _ in 0..=dice.below(3) {
            // What cannot be is drawn again a few times; the last draw is taken as it is.
            for _ in 0..6 {
                let drawn = draw::event(&mut dice, &all, known);
                all.truncate(begun.max(all.len()));
                all.push(drawn);
                if could_be(&all, known).is_ok() || dice.chance(4) {
                    break;
                }
                all.pop();
            }
        }
        if all.len() == begun {
            continue;
        }
        let (before, possible) = (registry.clone(), could_be(&all, known));
        let outcome = record(&mut registry, &all[begun..]);
        let new = u32::try_from(all.len() - begun).expect("a small batch");
        match (outcome, possible) {
            (Ok(counts), Ok(())) => {
                assert_eq!(counts, (new, 0), "seed {seed}");
                events = all;
                let after = registry.clone();
                assert_eq!(
                    record(&mut registry, &events[begun..]).ok(),
                    Some((0, new)),
                    "seed {seed}: again"
                );
                unchanged(&registry, &after, &mut dice, seed);
            }
            (Err(refused), Err(_)) => {
                assert!(!refused.findings().is_empty());
                unchanged(&registry, &before, &mut dice, seed);
            }
            (Ok(_), Err(why)) => panic!("seed {seed}: recorded, but {why}, after\n{}", listed(&all)),
            (Err(refused), Ok(())) => panic!("seed {seed}: refused, with {refused}\nafter\n{}", listed(&all)),
        }
    }
    (registry, events)
}

#[test]
fn a_view_is_what_the_replay_comes_to() {
    let (mut compared, mut seen) = (0, [0; 4]);
    for seed in 0..700 {
        let (registry, events) = recorded(seed);
        let mut dice = Dice::new(seed ^ 0xff);
        for _ in 0..6 {
            let known = if events.is_empty() { (10, 0) } else { dice.one(&events).known };
            let valid = u32::try_from(dice.below(50)).expect("small");
            compare(&registry, &events, valid, known, seed);
            compared += 1;
            // Who stands behind pledges, what was asked and answered, and memoranda are among what is compared.
            for pledge in replayed(&events, valid, known).expect("it was compared").values() {
                let answered = pledge.asked.iter().filter(|request| !request.answers.is_empty()).count();
                let fell = pledge.parts.values().filter(|agreed| **agreed == Some(false)).count();
                let joined = pledge
                    .parts
                    .iter()
                    .filter(|((state, _), agreed)| state == "XAB" && **agreed == Some(true));
                let memoranda = pledge.values().filter(|lot| !lot.memoranda.is_empty()).count();
                for (sum, more) in seen.iter_mut().zip([answered, fell, joined.count(), memoranda]) {
                    *sum += more;
                }
            }
        }
    }
    assert!(compared == 4_200 && seen.iter().all(|each| *each > 150), "{compared}: {seen:?}");
}

#[test]
fn every_instant_has_a_sound_view_and_units_are_conserved_on_every_day() {
    for seed in 10_000..10_012 {
        let (registry, events) = recorded(seed);
        let mut instants: Vec<replay::Instant> = events.iter().map(|event| event.known).collect();
        instants.dedup();
        for known in instants.into_iter().chain([(LAST, 0)]) {
            for valid in 0..LAST {
                compare(&registry, &events, valid, known, seed);
                let view = registry.view(day(valid), instant(known));
                for (_, state) in view.lots() {
                    let sum: u32 = Status::ALL.iter().map(|status| state.tally.counted(*status)).sum();
                    let stated = state.lot.units.as_ref().and_then(|units| units.known());
                    match state.tally.uncounted() {
                        None => assert_eq!(Some(sum), stated, "seed {seed}: {}", state.lot.id),
                        Some(_) => assert_eq!(stated, None, "seed {seed}: {}", state.lot.id),
                    }
                }
            }
        }
    }
}

#[test]
fn as_of_is_the_view_of_that_day_at_its_end() {
    for seed in 20_000..20_040 {
        let (registry, events) = recorded(seed);
        for valid in (0..LAST).step_by(3) {
            let (of_day, asked) = (registry.as_of(day(valid)), registry.view(day(valid), day(valid).end()));
            assert_eq!(seen(&of_day), seen(&asked));
            assert_eq!((of_day.valid(), of_day.known()), (day(valid), day(valid).end()));
            compare(&registry, &events, valid, (valid, 86_399), seed);
        }
    }
}

#[test]
fn a_record_is_the_same_record_after_writing_and_reading() {
    for seed in 30_000..30_100 {
        let (registry, events) = recorded(seed);
        let written = text(&registry);
        let again = Registry::read(&written).unwrap_or_else(|refused| panic!("seed {seed}: {refused}"));
        assert_eq!(text(&again), written, "seed {seed}");
        // The order of events in the list says nothing; their numbers do.
        let mut document = told::record(&events);
        Dice::new(seed).shuffle(document["events"].as_array_mut().expect("a list"));
        let shuffled =
            Registry::read(&document.to_string()).unwrap_or_else(|refused| panic!("seed {seed}: {refused}"));
        assert_eq!(text(&shuffled), written, "seed {seed}");
    }
}

/// A document is taken exactly if its events could have been recorded one instant after the other: a view of the
/// past must not show what could not have been recorded then.
#[test]
fn reading_a_record_takes_what_recording_it_would_take() {
    let (mut taken, mut refused) = (0, 0);
    for seed in 40_000..40_400 {
        let mut dice = Dice::new(seed);
        let (_, mut events) = recorded(seed);
        // The same events, learned in another order; ids and numbers move with them, and no event corrects a later one.
        for _ in 0..1 + dice.below(7) {
            let i = dice.below(events.len().max(2) - 1);
            if i + 1 < events.len() {
                let (a, b) = (events[i].known, events[i + 1].known);
                events.swap(i, i + 1);
                (events[i].known, events[i + 1].known) = (a, b);
            }
        }
        let place = |id: &str| events.iter().position(|event| event.id == id);
        let backwards = |(i, event): (usize, &Event)| match &event.what {
            What::Corrected { corrects, .. } => place(corrects) > Some(i),
            _ => false,
        };
        if events.iter().enumerate().any(backwards) {
            continue;
        }
        let read = Registry::read(&told::record(&events).to_string());
        match (read, can_be(&events)) {
            (Ok(_), Ok(())) => taken += 1,
            (Err(_), Err(_)) => refused += 1,
            (Ok(_), Err(why)) => panic!("seed {seed}: read, but {why}, with\n{}", listed(&events)),
            (Err(refused), Ok(())) => panic!("seed {seed}: refused, with {refused}\nof\n{}", listed(&events)),
        }
    }
    assert!(taken > 80 && refused > 20, "{taken} taken and {refused} refused: both must be tried");
}

/// Everything that a view shows, every field of every pledge and lot.
fn whole(view: &View) -> String {
    let pledges: Vec<_> = view.pledges().collect();
    let histories: Vec<_> =
        pledges.iter().map(|(id, _)| view.history(id).expect("it is in the view")).collect();
    format!("{pledges:#?}\n{histories:#?}")
}

/// Snapshots are only faster: whatever was asked before, and whatever was recorded since, a view is byte for byte the one
/// that is folded from nothing.
#[test]
fn a_view_from_snapshots_is_the_one_folded_from_nothing() {
    let (mut compared, mut again) = (0, 0);
    for seed in 50_000..50_060 {
        let (_, events) = recorded(seed);
        let mut dice = Dice::new(seed ^ 0xabc);
        let mut registry = Registry::new();
        let batches: Vec<&[Event]> = events.chunk_by(|a, b| a.known == b.known).collect();
        let mut asked: Vec<(Day, Instant)> = Vec::new();
        for batch in batches {
            let before = registry.clone();
            record(&mut registry, batch).expect("it was recorded before");
            let known = batch[0].known;
            asked.push((day(u32::try_from(dice.below(50)).expect("small")), instant(known)));
            let written = text(&registry);
            for _ in 0..4 {
                let (valid, known) = *dice.one(&asked);
                let fresh = Registry::read(&written).expect("it was written");
                assert_eq!(
                    whole(&registry.view(valid, known)),
                    whole(&fresh.view(valid, known)),
                    "seed {seed}"
                );
                compared += 1;
            }
            // A copy that did not go on shows what it showed, though both began with the same snapshots.
            let (valid, known) = *dice.one(&asked);
            let fresh = Registry::read(&text(&before)).expect("it was written");
            assert_eq!(whole(&before.view(valid, known)), whole(&fresh.view(valid, known)), "seed {seed}");
            again += 1;
        }
    }
    assert!(compared > 1_200 && again > 300, "{compared}, {again}");
}

fn announced(id: &str, known: u32, pledge: &str, lot: &str) -> Event {
    let lots = vec![(lot.to_owned(), Some(1))];
    let what = What::Announced { pledge: pledge.to_owned(), lots, unasked: false, joint: false };
    Event { id: id.to_owned(), known: (known, 0), valid: Some((Some(1), Some(1))), what }
}

#[test]
fn trying_again_is_harmless_whatever_was_learned_since() {
    let (first, second) = (announced("e1", 10, "p", "p-1"), announced("e2", 12, "q", "q-1"));
    let mut registry = Registry::new();
    for event in [&first, &second] {
        assert_eq!(record(&mut registry, std::slice::from_ref(event)).ok(), Some((1, 0)));
    }
    let before = text(&registry);
    assert_eq!(
        record(&mut registry, std::slice::from_ref(&first)).ok(),
        Some((0, 1)),
        "an old batch once more"
    );
    assert_eq!(text(&registry), before);

    let late = announced("e3", 11, "r", "r-1");
    let refused =
        record(&mut registry, &[late]).expect_err("it became known before the last event on record");
    assert_eq!(
        refused.findings().iter().map(|found| found.code.as_str()).collect::<Vec<_>>(),
        ["known-decreases"]
    );
    let other = announced("e1", 13, "r", "r-1");
    let refused = record(&mut registry, &[other]).expect_err("the id was used for something else");
    assert_eq!(
        refused.findings().iter().map(|found| found.code.as_str()).collect::<Vec<_>>(),
        ["event-id-reused"]
    );
    assert_eq!(text(&registry), before);
}

#[test]
fn a_lot_has_one_pledge_at_every_instant() {
    let back = What::Corrected { corrects: "e1".to_owned(), instead: None };
    let back = |known| Event { id: "e2".to_owned(), known: (known, 0), valid: None, what: back.clone() };
    // Taken back before another pledge has it: sound. Taken back after: two pledges had it for a day.
    let sound = [announced("e1", 10, "p", "the-lot"), back(11), announced("e3", 12, "q", "the-lot")];
    let [first, _, other] = sound.clone();
    let unsound = [first, Event { known: (11, 0), ..other }, back(12)];
    for (events, can) in [(sound, true), (unsound, false)] {
        assert_eq!(can_be(&events).is_ok(), can);
        assert_eq!(Registry::read(&told::record(&events).to_string()).is_ok(), can, "{}", listed(&events));
    }
}

#[test]
fn a_correction_stays_with_its_pledge() {
    let mut registry = Registry::new();
    record(&mut registry, &[announced("e1", 10, "p", "p-1")]).expect("sound");
    let instead = Some(Box::new(announced("", 0, "q", "q-1").what));
    let what = What::Corrected { corrects: "e1".to_owned(), instead };
    let refused = record(&mut registry, &[Event { id: "e2".to_owned(), known: (11, 0), valid: None, what }])
        .expect_err("another pledge");
    assert_eq!(refused.findings().len(), 1, "{refused}");
    assert_eq!(refused.findings()[0].path, "/0/what/instead");
}
