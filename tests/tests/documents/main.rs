//! Readers under fire: whatever the text, they read it or refuse it with findings that a person can follow, the same
//! each time, and never panic. Good documents have one canonical text.

mod faults;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use pledgebook::words::document::canonical;
use pledgebook::{
    Certificate, Code, Error, MatchOptions, Mission, Problem, Registry, Scheme, match_missions,
};
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

/// A kind of document: a good one, and its reader, which gives back the canonical text.
struct Kind {
    name: &'static str,
    good: String,
    read: fn(&str) -> Result<String, Error>,
}

fn shipped(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"))
}

const OPTIONS: &str = r#"{
    "format": "pledgebook.match-options/1",
    "limits": [
        {"id": "two-a-state", "reason": "A mixed force.", "at_most": 2, "scope": {"of": "each-state"}},
        {"id": "from-xaa", "at_most": 1, "scope": {"of": "state", "state": "XAA"}},
        {"id": "engineers", "at_most": 3, "scope": {"of": "requirements", "requirements": ["exercise/engineers"]}}
    ],
    "assumptions": [
        {"id": "plain", "text": "Ninety days.", "author": "A desk", "days": 90},
        {"id": "level-2", "text": "Seventy days.", "author": "A desk", "days": 70,
         "level": {"scheme": "un-pcrs", "level": "level-2"}}
    ],
    "preferences": [{"lot": "xaa-engineers", "number": 1}, {"requirement": "exercise/hospital", "lot": "xac-hospital", "number": 2}]
}"#;

fn small() -> (Registry, Mission) {
    let registry = Registry::read(&shipped("examples/data/small/registry.json")).expect("a good registry");
    (registry, Mission::read(&shipped("examples/data/small/mission.json")).expect("a good mission"))
}

/// The events of the small registry as a caller would record them.
fn entries() -> String {
    let registry: Value = serde_json::from_str(&shipped("examples/data/small/registry.json")).expect("JSON");
    let mut events = registry["events"].as_array().expect("a list").clone();
    for event in &mut events {
        for key in ["seq", "known", "actor"] {
            event.as_object_mut().expect("an event").remove(key);
        }
    }
    Value::Array(events).to_string()
}

fn record(text: &str) -> Result<String, Error> {
    let mut registry = Registry::new();
    let before = registry.clone();
    let outcome = registry.record(text, "2026-11-23T09:00:00Z".parse()?, "desk-3".parse()?);
    if outcome.is_err() {
        assert_eq!(registry.events(), before.events(), "what was refused changed the record");
    }
    outcome.and_then(|_| registry.to_json())
}

fn kinds() -> Vec<Kind> {
    let (registry, mission) = small();
    let day = |text: &str| text.parse().expect("a day");
    let options = MatchOptions::read(OPTIONS).expect("good options");
    let plan =
        match_missions(&registry.as_of(day("2026-11-23")), &[mission.starting(day("2026-12-01"))], &options);
    let plan = plan.unwrap_or_else(|refused| panic!("{refused}"));
    let kind = |name, good: String, read| Kind { name, good, read };
    vec![
        kind("registry", shipped("examples/data/small/registry.json"), |text| {
            Registry::read(text)?.to_json()
        }),
        kind("mission", shipped("examples/data/small/mission.json"), |text| Mission::read(text)?.to_json()),
        kind("scheme", shipped("core/schemes/un-pcrs.json"), |text| canonical(&Scheme::read(text)?)),
        kind("match options", OPTIONS.to_owned(), |text| MatchOptions::read(text)?.to_json()),
        kind("problem", canonical(plan.problem()).expect("a text"), |text| canonical(&Problem::read(text)?)),
        kind("certificate", canonical(plan.certificate()).expect("a text"), |text| {
            canonical(&Certificate::read(text)?)
        }),
    ]
}

/// What must hold of every reader and every text.
fn lawful(name: &str, read: fn(&str) -> Result<String, Error>, text: &str) -> Result<(), ()> {
    let outcome = read(text);
    assert_eq!(outcome, read(text), "{name}: the same text was read differently\n{text}");
    let json = serde_json::from_str::<Value>(text);
    let refused = match outcome {
        Ok(once) => {
            assert!(json.is_ok(), "{name}: read what is no JSON\n{text}");
            if name != "events" {
                assert_eq!(read(&once).as_ref(), Ok(&once), "{name}: the canonical text is no fixed point");
            }
            return Ok(());
        }
        Err(refused) => refused,
    };
    assert!(!refused.findings().is_empty(), "{name}: refused without a finding\n{text}");
    let lines: Vec<&str> = text.split('\n').collect();
    let codes: BTreeSet<Code> = refused.findings().iter().map(|found| found.code).collect();
    assert!(!codes.contains(&Code::Internal), "{name}: {refused}\n{text}");
    for found in refused.findings() {
        let told = format!("{name}: {found}\n{text}");
        assert!(!found.message.is_empty() && found.message.ends_with(['.', '?', ')']), "{told}");
        for said in std::iter::once(&found.message).chain(&found.help).chain([&found.path]) {
            assert!(!said.chars().any(deceives), "{told}");
            assert!(said.chars().count() < 1_000, "{told}");
        }
        let (Some(line), Some(column)) = (found.line, found.column) else { panic!("no place: {told}") };
        let line = usize::try_from(line).ok().and_then(|line| lines.get(line - 1));
        let line = line.unwrap_or_else(|| panic!("no such line: {told}"));
        assert!(column >= 1 && column as usize <= line.chars().count() + 1, "no such column: {told}");
        assert!(found.path.is_empty() || found.path.starts_with('/'), "{told}");
        if let Ok(json) = &json {
            // A key that stands twice, or that was cut short to be shown, cannot be pointed at.
            let pointed = codes.contains(&Code::DuplicateKey)
                || found.path.contains("...")
                || found.path.contains('\u{fffd}')
                || found.code == Code::FormatUnsupported
                || json.pointer(&found.path).is_some();
            assert!(pointed, "the path leads nowhere: {told}");
        }
    }
    // serde_json decides what is JSON, but for our bound on depth and its own on the size of numbers.
    match json {
        Ok(_) => assert!(!codes.contains(&Code::NotJson), "{name}: {refused}\n{text}"),
        Err(error) if error.to_string().contains("out of range") => {}
        Err(_) => assert!(
            codes.contains(&Code::NotJson) || codes.contains(&Code::TooLarge),
            "{name}: {refused}\n{text}"
        ),
    }
    Err(())
}

/// Whether a character would make a message read as what it is not.
fn deceives(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Texts that have broken readers before.
const NASTY: [&str; 34] = [
    "null",
    "true",
    "-",
    "-0",
    "0.0",
    "3.0",
    "3.5",
    "1e9",
    "1e999",
    "-1",
    "4294967296",
    "9007199254740993",
    "123456789012345678901234567890",
    "\"\"",
    "\" \"",
    "\"\\ud800\"",
    "\"\\u202e\"",
    "\"\u{202e}abc\"",
    "\"\u{430}bc\"",
    "\"a\\nb\"",
    "\"\\u0000\"",
    "\u{feff}",
    "\u{0}",
    "[",
    "]",
    "{",
    "}",
    "{}",
    "[]",
    ",",
    ":",
    "\"",
    "\\",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
];

/// The text with a few characters or stretches changed.
fn scratched(dice: &mut Dice, text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(3) {
        let at = dice.below(chars.len().max(1));
        let end = (at + dice.below(12)).min(chars.len());
        match dice.below(6) {
            0 => drop(chars.drain(at..end)),
            1 => {
                let again: Vec<char> = chars[at..end].to_vec();
                chars.splice(at..at, again);
            }
            2 => drop(chars.splice(at..end, dice.one(&NASTY).chars())),
            3 => drop(chars.splice(at..at, dice.one(&NASTY).chars())),
            4 => chars.truncate(at),
            _ => {
                let c = char::from_u32(u32::try_from(dice.below(0x250)).expect("small")).unwrap_or(' ');
                chars.splice(at..(at + 1).min(chars.len()), [c]);
            }
        }
    }
    chars.into_iter().collect()
}

/// Every place in a document, as a JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| places(item, &format!("{at}/{i}"), found))
        }
        Value::Object(members) => {
            for (key, member) in members {
                places(member, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}

/// The document with a few values changed: still JSON, but seldom what it should be.
fn distorted(dice: &mut Dice, text: &str) -> String {
    let mut document: Value = serde_json::from_str(text).expect("a good document");
    for _ in 0..=dice.below(3) {
        let mut all = Vec::new();
        places(&document, "", &mut all);
        let there = dice.one(&all).clone();
        let from = dice.one(&all).clone();
        let other = document.pointer(&from).expect("it was listed").clone();
        let place = document.pointer_mut(&there).expect("it was listed");
        match dice.below(9) {
            0 => *place = Value::Null,
            1 => *place = json!(dice.below(5)),
            2 => {
                *place = json!(
                    ["", "xaa", "XBZ", "Lot 1", "2026-02-30", "\u{202e}x", "level-9", "all"][dice.below(8)]
                )
            }
            3 => *place = json!([]),
            4 => *place = json!({}),
            5 => *place = other,
            6 => *place = json!([place.clone()]),
            7 => {
                if let Value::Object(members) = place {
                    let keys: Vec<String> = members.keys().cloned().collect();
                    if !keys.is_empty() {
                        let key = dice.one(&keys);
                        let member = members.remove(key);
                        if dice.chance(50) {
                            members.insert(format!("{key}~/x"), member.unwrap_or_default());
                        }
                    }
                }
            }
            _ => {
                if let Value::Array(items) = place {
                    items.extend(items.clone());
                }
            }
        }
    }
    // A key twice, now and then.
    let text = if dice.chance(50) { document.to_string() } else { format!("{document:#}") };
    if dice.chance(8) { text.replacen("\"id\":", "\"id\": \"x\", \"id\":", 1 + dice.below(3)) } else { text }
}

#[test]
fn no_text_is_too_strange_to_be_read_or_refused_in_order() {
    let mut dice = Dice::new(1);
    for Kind { name, good, read } in kinds() {
        assert_eq!(lawful(name, read, &good), Ok(()), "{name}: the good one");
        let (mut sound, mut refused) = (0, 0);
        for i in 0..500 {
            let text = if i % 2 == 0 { scratched(&mut dice, &good) } else { distorted(&mut dice, &good) };
            match lawful(name, read, &text) {
                Ok(()) => sound += 1,
                Err(()) => refused += 1,
            }
        }
        assert!(refused > 200, "{name}: {sound} read, {refused} refused");
    }
}

#[test]
fn events_to_be_recorded_are_read_or_refused_in_order() {
    let (mut dice, good) = (Dice::new(2), entries());
    assert_eq!(lawful("events", record, &good), Ok(()));
    for i in 0..500 {
        let text = if i % 2 == 0 { scratched(&mut dice, &good) } else { distorted(&mut dice, &good) };
        let _ = lawful("events", record, &text);
    }
}

#[test]
fn random_bytes_and_pieces_of_json_are_refused() {
    let mut dice = Dice::new(3);
    let kinds = kinds();
    for i in 0..1_500 {
        let length = dice.below(60);
        let text = if i % 2 == 0 {
            let bytes: Vec<u8> =
                (0..length).map(|_| u8::try_from(dice.below(256)).expect("a byte")).collect();
            String::from_utf8_lossy(&bytes).into_owned()
        } else {
            (0..length / 4).map(|_| *dice.one(&NASTY)).collect()
        };
        let Kind { name, read, .. } = dice.one(&kinds);
        assert_eq!(lawful(name, *read, &text), Err(()), "{name}: {text}");
        assert!(lawful("events", record, &text).is_err() || text.trim() == "[]", "{text}");
    }
}

#[test]
fn another_kind_of_document_is_one_clear_finding() {
    let kinds = kinds();
    for Kind { name, read, .. } in &kinds {
        for other in kinds.iter().filter(|other| other.name != *name) {
            let refused = read(&other.good).expect_err("another kind");
            let codes: Vec<Code> = refused.findings().iter().map(|found| found.code).collect();
            assert_eq!(codes, [Code::FormatUnsupported], "{name} reads {}: {refused}", other.name);
        }
    }
}

/// The document with keys in another order, white space, and whole numbers spelled as tables spell them.
fn spelled(dice: &mut Dice, value: &Value, text: &mut String) {
    let space = |dice: &mut Dice| *dice.one(&["", " ", "\n\t"]);
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            dice.shuffle(&mut members);
            text.push('{');
            for (i, (key, member)) in members.into_iter().enumerate() {
                let comma = if i == 0 { "" } else { "," };
                write!(text, "{comma}{}{}:{}", space(dice), json!(key), space(dice)).expect("a text");
                spelled(dice, member, text);
            }
            write!(text, "{}}}", space(dice)).expect("a text");
        }
        Value::Array(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                write!(text, "{}{}", if i == 0 { "" } else { "," }, space(dice)).expect("a text");
                spelled(dice, item, text);
            }
            text.push(']');
        }
        Value::Number(number) => write!(text, "{number}{}", dice.one(&["", ".0", ".000"])).expect("a text"),
        Value::String(plain) if dice.chance(20) => {
            let escaped: String = plain.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
            write!(text, "\"{escaped}\"").expect("a text");
        }
        other => write!(text, "{other}").expect("a text"),
    }
}

#[test]
fn however_it_is_spelled_a_document_has_one_canonical_text() {
    let mut dice = Dice::new(4);
    for Kind { name, good, read } in kinds() {
        let once = read(&good).unwrap_or_else(|refused| panic!("{name}: {refused}"));
        let plain: Value = serde_json::from_str(&once).expect("JSON");
        assert_eq!(plain.to_string(), once, "{name}: keys in order, no white space");
        let document: Value = serde_json::from_str(&good).expect("JSON");
        for _ in 0..20 {
            let mut text = String::new();
            spelled(&mut dice, &document, &mut text);
            assert_eq!(read(&text).as_ref(), Ok(&once), "{name}");
        }
    }
    for number in ["3.5", "3e0", "30e-1", "0.3e1"] {
        let text = shipped("examples/data/small/mission.json")
            .replace("\"units\": 4", &format!("\"units\": {number}"));
        let refused = Mission::read(&text).expect_err(number);
        assert_eq!(refused.code(), Code::MalformedNumber, "{number}");
    }
}

#[test]
fn a_byte_order_mark_is_named() {
    for Kind { name, good, read } in kinds() {
        let refused = read(&format!("\u{feff}{good}")).expect_err("a mark");
        let [found] = refused.findings() else { panic!("{name}: {refused}") };
        assert_eq!((found.code, found.line, found.column), (Code::NotJson, Some(1), Some(1)), "{name}");
        assert!(
            found.help.as_deref().is_some_and(|help| help.contains("without a byte order mark")),
            "{found}"
        );
    }
}
