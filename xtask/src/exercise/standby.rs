//! A scheme that a user made: the invented regional standby of the exercise, which asks for what its record has.

use pledgebook::Scheme;
use serde_json::{Value, json};

/// The file, by name.
pub(crate) fn file() -> (String, String) {
    let document = json!({
        "format": "pledgebook.scheme/2",
        "id": "valley-standby",
        "title": "Valley regional standby (invented for the exercise)",
        "owner": "the Valley standby desk",
        "levels": levels(),
        "renewal": {"first_after_months": 24, "then_every_months": 12, "source": "Valley standby terms (exercise)"},
        "sources": [{"title": "Valley standby terms (invented for the exercise)", "grade": "official"}],
    });
    let scheme = Scheme::read(&document.to_string());
    let scheme =
        scheme.unwrap_or_else(|error| panic!("valley-standby.json: {error}\n{:?}", error.findings()));
    let text = serde_json::to_string_pretty(&scheme).expect("a scheme is written as JSON");
    ("valley-standby.json".to_owned(), format!("{text}\n"))
}

fn level(id: &str, rank: u32, builds: bool, meaning: &str, requires: Value) -> Value {
    let title = format!("{}{}", id[..1].to_ascii_uppercase(), id[1..].replace('-', " "));
    json!({"id": id, "title": title, "meaning": meaning, "rank": rank, "builds_on_lower": builds, "requires": requires,
        "source": "Valley standby terms (exercise)"})
}

fn requires(title: &str, rule: Value) -> Value {
    json!({"title": title, "rule": rule, "source": "Valley standby terms (exercise)", "illustrative": true})
}

fn document(name: &str) -> Value {
    json!({"evidence": "document", "document": name})
}

fn levels() -> Value {
    let police = requires(
        "Public order, for police units",
        json!({"training": "public-order-management", "share": 80, "validator": "external"}),
    );
    let police = super::calendar::with(police, json!({"unit_types": ["formed-police-unit"]}));
    let mut at_ten_days = level(
        "at-ten-days",
        40,
        false,
        "On the move ten days after the mandate, whatever other level the unit has.",
        json!([
            requires("Agreement", json!({"evidence": "agreement", "document": "rdl-agreement"})),
            requires(
                "Assessed, and verified in the last two years",
                json!({"all": [{"level": "assessed"}, {"evidence": "verification-visit", "passed": true, "no_open": "major",
                    "within_days": 730}]}),
            ),
        ]),
    );
    at_ten_days["commitment"] = json!({"days": 30, "preferred": 10, "clock": "mandate"});
    json!([
        level(
            "listed",
            10,
            true,
            "On the list, with two papers.",
            json!([
                requires("Note verbale", document("note-verbale")),
                requires("Table of organization", document("table-of-organization")),
            ])
        ),
        level(
            "assessed",
            20,
            true,
            "Seen on the ground not too long ago, and protected against abuse.",
            json!([
                requires(
                    "A visit or an inspection",
                    json!({"any": [
                        {"evidence": "assessment-and-advisory-visit", "passed": true, "no_open": "critical", "within_days": 1095},
                        {"evidence": "coe-inspection", "passed": true, "within_days": 730},
                    ]})
                ),
                requires(
                    "Prevention of sexual exploitation and abuse",
                    json!({"training": "prevention-of-sexual-exploitation-and-abuse", "share": 80, "validator": "peer"}),
                ),
            ])
        ),
        level(
            "on-call",
            30,
            true,
            "Two of four preparations made.",
            json!([
                police,
                requires(
                    "Preparations",
                    json!({"at_least": {"number": 2, "of": [
                        {"evidence": "exercise", "passed": true, "within_days": 1095},
                        document("sur-alignment"),
                        {"evidence": "agreement", "document": "rdl-agreement"},
                        {"training": "humanitarian-law", "share": 80, "validator": "peer"},
                    ]}})
                ),
            ])
        ),
        at_ten_days,
    ])
}
