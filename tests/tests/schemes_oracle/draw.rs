//! Random schemes and records: small, so that pieces of evidence meet each other, and near in time, so that days matter.

use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

use super::naive::{Day, Level, Piece, Requirement, Rule, written};

/// How many lots a record has, each in a pledge of its own.
pub(crate) const LOTS: usize = 8;

const KINDS: [&str; 5] = ["document", "agreement", "verification-visit", "exercise", "coe-inspection"];
const DOCUMENTS: [&str; 2] = ["letter", "plan"];
const MODULES: [&str; 2] = ["humanitarian-law", "use-of-force"];
const TYPES: [&str; 2] = ["infantry-company", "engineering-company"];

pub(crate) struct Drawn {
    pub(crate) levels: Vec<Level>,
    pub(crate) types: Vec<Option<&'static str>>,
    /// The day of asking.
    pub(crate) on: Day,
    /// All that is recorded of each lot, in the order of recording.
    recorded: Vec<Vec<Piece>>,
    /// What of it is there on the day of asking, in the order in which it holds.
    pub(crate) on_file: Vec<Vec<Piece>>,
}

fn maybe<T>(dice: &mut Dice, of_a_hundred: usize, draw: impl FnOnce(&mut Dice) -> T) -> Option<T> {
    dice.chance(of_a_hundred).then(|| draw(dice))
}

fn below(dice: &mut Dice, bound: usize) -> i64 {
    i64::try_from(dice.below(bound)).expect("a small number")
}

fn severity(dice: &mut Dice) -> u8 {
    u8::try_from(dice.below(3)).expect("a small number")
}

fn rule(dice: &mut Dice, deep: usize, level: usize) -> Rule {
    let parts = |dice: &mut Dice| {
        let many = 1 + dice.below(3);
        let mut parts: Vec<Rule> = (0..many).map(|_| rule(dice, deep + 1, level)).collect();
        // Equal parts are refused.
        let mut told = std::collections::BTreeSet::new();
        parts.retain(|part| told.insert(part.json().to_string()));
        parts
    };
    match dice.below(if deep < 3 { 10 } else { 6 }) {
        0 if level > 0 => Rule::Level(dice.below(level)),
        1 | 2 => {
            let module = *dice.one(&MODULES);
            Rule::Training {
                module,
                share: maybe(dice, 60, |dice| 50 + 25 * below(dice, 3)),
                validator: maybe(dice, 60, severity),
                within: maybe(dice, 30, |dice| 10 + below(dice, 40)),
            }
        }
        6 | 7 => Rule::All(parts(dice)),
        8 => Rule::Any(parts(dice)),
        9 => {
            let of = parts(dice);
            Rule::AtLeast(1 + dice.below(of.len()), of)
        }
        _ => {
            let kind = *dice.one(&KINDS);
            Rule::Evidence {
                kind,
                document: document(dice, kind),
                passed: dice.chance(60),
                no_open: maybe(dice, 35, severity),
                within: maybe(dice, 35, |dice| 5 + below(dice, 50)),
            }
        }
    }
}

fn document(dice: &mut Dice, kind: &str) -> Option<&'static str> {
    ["document", "agreement"].contains(&kind).then(|| *dice.one(&DOCUMENTS))
}

/// A piece of evidence of about the day of asking.
fn piece(dice: &mut Dice, on: Day) -> Piece {
    let kind = if dice.chance(25) { "training" } else { *dice.one(&KINDS) };
    let latest = on + 4 - below(dice, 40);
    let training = (kind == "training").then(|| {
        (*dice.one(&MODULES), maybe(dice, 80, |dice| 25 + 25 * below(dice, 4)), maybe(dice, 80, severity))
    });
    Piece {
        kind,
        document: document(dice, kind),
        earliest: match dice.below(10) {
            0 => None,
            1 | 2 => Some(latest - below(dice, 12)),
            _ => Some(latest),
        },
        latest,
        outcome: maybe(dice, 75, |dice| dice.chance(75)),
        points: maybe(dice, 60, |dice| {
            let many = dice.below(3);
            let point = |dice: &mut Dice| {
                (maybe(dice, 85, severity), maybe(dice, 70, |dice| on + 8 - below(dice, 30)))
            };
            (0..many).map(|_| point(dice)).collect()
        }),
        until: maybe(dice, 35, |dice| on + 30 - below(dice, 50)),
        training,
        of_all: dice.chance(85),
    }
}

impl Drawn {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        let many = 2 + dice.below(3);
        let requirement = |dice: &mut Dice, level: usize| Requirement {
            rule: rule(dice, 1, level),
            types: maybe(dice, 15, |dice| vec![*dice.one(&TYPES)]),
        };
        let mut levels: Vec<Level> = Vec::new();
        for level in 0..many {
            let requires = (0..dice.below(3)).map(|_| requirement(dice, level)).collect();
            levels.push(Level { requires, builds: dice.chance(70) });
        }
        let on = 40 + below(dice, 100);
        let types = (0..LOTS).map(|_| maybe(dice, 80, |dice| *dice.one(&TYPES))).collect();
        let pieces = |dice: &mut Dice| (0..dice.below(10)).map(|_| piece(dice, on)).collect::<Vec<_>>();
        let recorded: Vec<Vec<Piece>> = (0..LOTS).map(|_| pieces(dice)).collect();
        let on_file = recorded.iter().map(|pieces| on_file(pieces, on)).collect();
        Self { levels, types, on, recorded, on_file }
    }

    pub(crate) fn scheme(&self) -> String {
        let levels = self.levels.iter().enumerate().map(|(i, level)| {
            let requires = level.requires.iter().enumerate().map(|(j, requirement)| {
                let mut told = json!({ "title": format!("requirement {j}"), "rule": requirement.rule.json(),
                    "source": "Drawn", "illustrative": true });
                if let Some(types) = &requirement.types {
                    told["unit_types"] = json!(types);
                }
                told
            });
            json!({ "id": format!("level-{i}"), "title": format!("Level {i}"), "meaning": "Drawn.", "rank": 10 * (i + 1),
                "builds_on_lower": level.builds, "requires": requires.collect::<Vec<_>>(), "source": "Drawn" })
        });
        json!({ "format": "pledgebook.scheme/2", "id": "drawn", "title": "Drawn", "sources": [],
            "levels": levels.collect::<Vec<_>>() })
        .to_string()
    }

    pub(crate) fn registry(&self) -> String {
        let mut events = Vec::new();
        let mut record = |valid: Value, what: Value| {
            let seq = events.len() + 1;
            events.push(
                json!({ "id": format!("e{seq}"), "seq": seq, "known": "2027-01-01T00:00:00Z", "valid": valid,
                "actor": "desk", "what": what, "sources": [], "reconstructed": false }),
            );
        };
        for (i, pieces) in self.recorded.iter().enumerate() {
            let begun = written(-400);
            let mut lot = json!({ "id": format!("lot-{i}"), "described_as": "A unit", "units": 2 });
            if let Some(is) = self.types[i] {
                lot["unit_type"] = json!(is);
            }
            let pledge = json!({ "id": format!("pledge-{i}"), "kind": "formed-unit", "title": "A pledge",
                "contributors": [{ "state": "XAA", "roles": ["lead"] }], "lots": [lot] });
            record(
                json!({ "earliest": begun, "latest": begun }),
                json!({ "event": "announced", "pledge": pledge }),
            );
            for (j, piece) in pieces.iter().enumerate() {
                let mut valid = json!({ "latest": written(piece.latest) });
                if let Some(earliest) = piece.earliest {
                    valid["earliest"] = json!(written(earliest));
                }
                let mut what = json!({ "event": "evidence-recorded", "pledge": format!("pledge-{i}"),
                    "evidence": piece.json(&format!("p{i}-{j}")) });
                what["units"] = if piece.of_all { json!("all") } else { json!(1) };
                record(valid, what);
            }
        }
        json!({ "format": "pledgebook.registry/2", "events": events }).to_string()
    }
}

/// What holds on a day, in the order in which it does; of one day in that in which it was recorded.
fn on_file(recorded: &[Piece], on: Day) -> Vec<Piece> {
    let mut there: Vec<&Piece> = recorded.iter().filter(|piece| piece.latest <= on).collect();
    there.sort_by_key(|piece| piece.latest);
    there.into_iter().cloned().collect()
}
