//! The journal: every change to it is found, at the event where it was made; and it is the record, to the byte.

use std::fs;
use std::path::Path;

use pledgebook::record::{Content, Journal, Line, What};
use pledgebook::words::value::Hash;
use pledgebook::{Error, Registry};
use pledgebook_tests::dice::Dice;

fn exercise() -> Registry {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data/exercise/registry.json");
    Registry::read(&fs::read_to_string(file).unwrap()).unwrap()
}

fn secret() -> Hash {
    Hash::of(&[b"a secret of this test"])
}

/// A journal of so many events that say little.
fn journal(size: u32) -> Journal {
    let mut journal = Journal::new();
    for number in 0..size {
        let known = format!("2026-{:02}-{:02}T09:00:00Z", 1 + number / 90, 1 + number % 90 / 4);
        let text = format!(r#"{{"id":"event-{number}","units":{number}}}"#);
        journal.append(known.parse().unwrap(), "desk-3".parse().unwrap(), &text, secret()).unwrap();
    }
    journal
}

/// What a line shows.
fn shown(line: &Line) -> &str {
    match line.content() {
        Content::Open { text, .. } => text,
        Content::Withheld(hash) => panic!("{hash} is withheld"),
    }
}

fn flipped(lines: &[u8], bit: usize) -> Vec<u8> {
    let mut lines = lines.to_vec();
    lines[bit / 8] ^= 1 << (bit % 8);
    lines
}

/// The number of the event that an error names first, and its code.
fn named(error: &Error) -> (String, String) {
    let first = &error.findings()[0];
    let event = first.path.split('/').nth(1).unwrap_or_default().to_owned();
    (event, first.code.to_string())
}

#[test]
fn every_bit_of_a_journal_matters_and_the_event_is_named() {
    let journal = journal(40);
    let lines = journal.to_lines().into_bytes();
    assert_eq!(Journal::read(&lines).unwrap(), journal);
    let first = lines.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for bit in 0..first * 8 {
        let error = Journal::read(flipped(&lines, bit)).unwrap_err();
        assert_eq!(named(&error), (String::new(), "format-unsupported".to_owned()));
    }
    // The lines before the changed one are read once; whether they stand there or not, the reader comes to that line.
    let (mut so_far, mut rest) = (Journal::new(), &lines[first..]);
    for event in 1..=40 {
        let line = rest.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for bit in 0..line * 8 {
            let mut read = so_far.clone();
            let error = read.read_on(flipped(rest, bit)).expect_err("a bit is missed");
            assert_eq!(named(&error).0, event.to_string(), "bit {bit}");
            assert_eq!(read, so_far);
        }
        so_far.read_on(&rest[..line]).unwrap();
        rest = &rest[line..];
    }
    assert_eq!(so_far, journal);
}

#[test]
fn ten_thousand_bits_of_a_long_journal_matter_too() {
    let journal = journal(1_000);
    let text = journal.to_lines();
    let mut dice = Dice::new(7);
    // The lines before the changed one are read once; whether they stand there or not, the reader comes to that line.
    let mut so_far = Journal::new();
    let mut rest = text.split_inclusive('\n').skip(1).map(str::as_bytes);
    for event in 1..=1_000 {
        let line = rest.next().unwrap();
        for _ in 0..10 {
            let error = so_far.clone().read_on(flipped(line, dice.below(line.len() * 8))).unwrap_err();
            assert_eq!(named(&error).0, event.to_string());
        }
        so_far.read_on(line).unwrap();
    }
    assert_eq!(so_far, journal);
    for _ in 0..50 {
        let bit = dice.below(text.len() * 8);
        let event = text.as_bytes()[..bit / 8].iter().filter(|byte| **byte == b'\n').count();
        let error = Journal::read(flipped(text.as_bytes(), bit)).unwrap_err();
        assert_eq!(named(&error).0, if event == 0 { String::new() } else { event.to_string() });
    }
}

#[test]
fn lines_that_are_moved_taken_out_or_put_in_are_found() {
    let text = journal(9).to_lines();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let with = |change: fn(&mut Vec<&str>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        named(&Journal::read(lines.concat()).unwrap_err())
    };
    let broken = |event: &str| (event.to_owned(), "journal-broken".to_owned());
    assert_eq!(with(|lines| lines.swap(3, 4)), broken("3"));
    assert_eq!(with(|lines| _ = lines.remove(5)), broken("5"));
    assert_eq!(with(|lines| lines.insert(5, lines[4])), broken("5"));
    // An event that is written anew breaks the line after it, since its own head is sound.
    let mut other = Journal::new();
    for (place, line) in journal(9).lines().iter().enumerate() {
        let text =
            if place == 4 { shown(line).replace("event-4", "event-x") } else { shown(line).to_owned() };
        other.append(line.known(), line.actor().clone(), &text, secret()).unwrap();
    }
    let other = other.to_lines();
    let mut mixed = lines.clone();
    let forged = other.split_inclusive('\n').nth(5).unwrap();
    mixed[5] = forged;
    assert_eq!(named(&Journal::read(mixed.concat()).unwrap_err()), broken("6"));
}

#[test]
fn a_torn_end_is_set_aside_and_a_missing_one_shows_against_a_checkpoint() {
    let journal = journal(12);
    let text = journal.to_lines();
    let last = text.trim_end().rfind('\n').unwrap() + 1;
    for end in last..text.len() {
        let (good, error) = Journal::read_good(&text[..end]);
        assert_eq!(good.lines(), &journal.lines()[..11]);
        match error {
            // Cut between two lines, it is a journal as whole as any other.
            None => assert_eq!(end, last),
            Some(error) => assert_eq!(named(&error), ("12".to_owned(), "journal-torn".to_owned())),
        }
        assert_eq!(good.continues(&journal.checkpoint()).unwrap_err().code().as_str(), "checkpoint-differs");
        assert!(journal.continues(&good.checkpoint()).is_ok());
    }
}

#[test]
fn proofs_hold_against_published_checkpoints_only() {
    let long = journal(40);
    let checkpoint = long.checkpoint();
    for first in 0..=40 {
        let earlier = journal(first);
        let proof = long.consistency(first).unwrap();
        assert!(checkpoint.goes_on_from(&earlier.checkpoint(), &proof));
        let mut other = earlier.checkpoint();
        other.root = Hash::of(&[b"other"]);
        assert!(!checkpoint.goes_on_from(&other, &proof) || first == 0);
    }
    for line in long.lines() {
        let proof = long.inclusion(line.seq()).unwrap();
        assert!(checkpoint.includes(line, &proof));
        assert!(!journal(39).checkpoint().includes(line, &proof));
        let other = Line::read(&line.as_json().replace("desk-3", "desk-4")).unwrap();
        assert!(!checkpoint.includes(&other, &proof));
    }
    assert_eq!(long.inclusion(0).unwrap_err().code().as_str(), "not-found");
    assert_eq!(long.consistency(41).unwrap_err().code().as_str(), "not-found");
}

#[test]
fn the_record_goes_into_a_journal_and_comes_back() {
    let registry = exercise();
    let mut journal = Journal::new();
    let size = u32::try_from(registry.events().len()).unwrap();
    assert_eq!(registry.write_to(&mut journal, secret()).unwrap(), size);
    assert_eq!(registry.write_to(&mut journal, secret()).unwrap(), 0);
    let read = Journal::read(journal.to_lines()).unwrap();
    let mut back = Registry::from_journal(&read).unwrap();
    assert_eq!(back.to_json().unwrap(), registry.to_json().unwrap());
    // The record goes on, and so does its journal.
    let pledge = registry.events().iter().find_map(|event| match &event.what {
        What::Announced(announced) => Some(announced.pledge.id.clone()),
        _ => None,
    });
    let what = format!(r#"{{"event": "commented", "pledge": "{}", "text": "Seen."}}"#, pledge.unwrap());
    let remark = format!(r#"[{{"id": "remark", "what": {what}, "sources": [], "reconstructed": false}}]"#);
    let known = registry.events().last().unwrap().known;
    back.record(&remark, known, "desk-3".parse().unwrap()).unwrap();
    let before = journal.checkpoint();
    assert_eq!(back.write_to(&mut journal, Hash::of(&[b"another secret"])).unwrap(), 1);
    journal.continues(&before).unwrap();
    // The record without the remark is not that of the journal any more.
    assert_eq!(registry.write_to(&mut journal, secret()).unwrap_err().code().as_str(), "journal-broken");
}

#[test]
fn what_is_withheld_cannot_be_read_and_is_still_bound() {
    let registry = exercise();
    let mut journal = Journal::new();
    registry.write_to(&mut journal, secret()).unwrap();
    let others = (1..=journal.size()).filter(|seq| *seq != 3).collect();
    let shown = journal.withhold(&others).unwrap();
    assert_eq!(shown.checkpoint(), journal.checkpoint());
    let text = shown.to_lines();
    for (event, line) in registry.events().iter().zip(journal.lines()) {
        let Content::Open { salt, .. } = line.content() else { panic!("nothing is withheld") };
        let told = text.contains(&format!("\"id\":\"{}\"", event.id)) || text.contains(&salt.to_string());
        assert_eq!(told, event.seq == 3, "event {}", event.seq);
    }
    assert_eq!(Journal::read(&text).unwrap(), shown);
    let refused = Registry::from_journal(&shown).unwrap_err();
    assert_eq!((refused.code().as_str(), refused.findings()[0].path.as_str()), ("content-withheld", "/1"));
    // The same content under another secret has another hash: it cannot be guessed.
    let mut other = Journal::new();
    registry.write_to(&mut other, Hash::of(&[b"another secret"])).unwrap();
    assert_ne!(other.lines()[0].content().hash(), journal.lines()[0].content().hash());
}

#[test]
fn a_line_that_two_readers_could_read_otherwise_is_refused() {
    let known = "2026-01-06T09:00:00Z".parse().unwrap();
    let refused = |text: &str| {
        let mut journal = Journal::new();
        let error = journal.append(known, "desk-3".parse().unwrap(), text, secret()).unwrap_err();
        assert_eq!(journal, Journal::new());
        error.code().to_string()
    };
    assert_eq!(refused(r#"{"a":1,"a":2}"#), "duplicate-key");
    assert_eq!(refused(r#"{"a":{"b":1,"b":1}}"#), "duplicate-key");
    for number in ["-0", "1.0", "1e2", "9007199254740992", "123456789012345678901234567890"] {
        assert_eq!(refused(&format!(r#"{{"a":[{number}]}}"#)), "malformed-number");
    }
    assert_eq!(refused(r#"{"b":1,"a":2}"#), "not-of-this-kind");
    assert_eq!(refused(r#"{ "a":1}"#), "not-of-this-kind");
    assert_eq!(refused("{"), "not-json");
}

#[test]
fn what_is_withheld_and_what_is_wrong_have_the_number_of_their_event() {
    let journal = journal(5);
    let missing = journal.withhold(&[2, 0, 6].into()).unwrap_err();
    assert_eq!(missing.findings().len(), 2);
    assert_eq!(missing.code().as_str(), "not-found");
    // These bodies are no events of a record.
    let error = Registry::from_journal(&journal).unwrap_err();
    assert!(error.findings().iter().all(|finding| finding.path.starts_with("/1")), "{error}");
    let mut twice = Journal::new();
    let mut written = Journal::new();
    exercise().write_to(&mut written, secret()).unwrap();
    for line in written.lines().iter().take(3).chain(written.lines().first()) {
        twice.append(written.lines()[2].known(), line.actor().clone(), shown(line), secret()).unwrap();
    }
    let error = Registry::from_journal(&twice).unwrap_err();
    assert!(error.findings().iter().any(|finding| finding.path == "/4/id"), "{error}");
}

#[test]
fn a_body_with_its_lists_in_another_order_is_the_same_event() {
    let registry = exercise();
    let (mut journal, mut written) = (Journal::new(), Journal::new());
    registry.write_to(&mut written, secret()).unwrap();
    let mut turned = 0;
    for line in written.lines() {
        let other = shown(line).replace(r#"["lead","troops"]"#, r#"["troops","lead"]"#);
        turned += usize::from(other != shown(line));
        journal.append(line.known(), line.actor().clone(), &other, secret()).unwrap();
    }
    assert!(turned > 0, "the exercise has no list that could stand in another order");
    assert_eq!(Registry::from_journal(&journal).unwrap().to_json().unwrap(), registry.to_json().unwrap());
    assert_eq!(registry.write_to(&mut journal, secret()).unwrap(), 0);
}
