//! The second mission: a regional protection force with sharp deadlines, for the capital of Orvanda.

use serde_json::{Value, json};

use super::calendar::with;
use super::missions::{Promise, Row, Task, invented, requirements, tasks, undertakings, usual_gates};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("advance-guard", "Force protection company, advance party", "force-protection-company", 1, 1, 30, 60, "rapid-deployment", &["secure-capital"]),
    ("reaction", "Quick reaction force", "quick-reaction-force", 1, 1, 45, 60, "rapid-deployment", &["secure-capital", "respond"]),
    ("engineers-airport", "Engineering company, airport and camps", "engineering-company", 1, 1, 45, 75, "level-3", &["secure-airport"]),
    ("battalion-airport", "Infantry battalion, airport and roads", "infantry-battalion", 1, 1, 60, 75, "rapid-deployment", &["secure-airport"]),
    ("battalion-city", "Infantry battalion, city", "infantry-battalion", 1, 1, 60, 90, "level-3", &["secure-capital", "respond"]),
    ("battalion-mechanized", "Mechanized battalion, reserve", "mechanized-infantry-battalion", 1, 2, 75, 100, "level-3", &["respond"]),
    ("companies", "Infantry companies for the composite battalion", "infantry-company", 4, 2, 75, 110, "level-2", &["secure-capital"]),
    ("field-hospital", "Level 2 hospital, deployable by air", "level-2-hospital", 1, 1, 45, 75, "level-3", &["respond"]),
    ("lift-helicopters", "Utility helicopter unit", "utility-helicopter-unit", 1, 1, 60, 90, "level-3", &["respond"]),
    ("casualty-helicopters", "Medical evacuation helicopter unit", "medical-evacuation-helicopter-unit", 1, 1, 45, 75, "level-2", &["respond"]),
    ("disposal", "Explosive ordnance disposal unit", "explosive-ordnance-disposal-unit", 1, 1, 60, 90, "level-3", &["secure-airport"]),
    ("police-city", "Formed police units", "formed-police-unit", 2, 2, 60, 100, "level-3", &["crowds"]),
    ("signals-force", "Signals company", "signals-company", 1, 2, 60, 90, "level-3", &["secure-capital"]),
    ("fuel-and-supply", "Logistics unit", "logistics-unit", 1, 2, 60, 100, "level-2", &["secure-airport"]),
];

fn gates(id: &str) -> Value {
    let more = match id {
        "advance-guard" => {
            json!({"sur": "Generic SUR for rapid deployment (exercise)", "substitutes": [{"unit_type": "light-quick-reaction-force", "rank": 1}, {"unit_type": "infantry-company", "rank": 2}]})
        }
        "reaction" => {
            json!({"sur": "Generic SUR for rapid deployment (exercise)", "equipment": [{"category": "armoured-personnel-carrier", "quantity": 8}],
            "substitutes": [{"unit_type": "quick-reaction-force-company", "rank": 1}, {"unit_type": "light-quick-reaction-force", "rank": 2}]})
        }
        "engineers-airport" => {
            json!({"equipment": [{"category": "bulldozer", "quantity": 2}, {"category": "grader", "quantity": 2}], "substitutes": [{"unit_type": "military-engineering-unit", "rank": 1}]})
        }
        "battalion-airport" | "battalion-city" => {
            json!({"strength_at_least": 650, "enablers": ["field-hospital"], "rest": 120,
            "substitutes": [{"unit_type": "mechanized-infantry-battalion", "rank": 1}], "languages": [{"language": "fr", "proficiency": "working", "persons": 12}]})
        }
        "battalion-mechanized" => {
            json!({"equipment": [{"category": "armoured-personnel-carrier", "quantity": 40}], "enablers": ["fuel-and-supply"]})
        }
        "companies" => json!({"forms": ["whole", "sub-unit"], "strength_at_least": 140}),
        "field-hospital" => {
            json!({"equipment": [{"category": "operating-theatre", "quantity": 1}], "self_sustainment": ["electrical", "water"]})
        }
        "lift-helicopters" => {
            json!({"equipment": [{"category": "helicopter", "quantity": 3}], "enablers": ["fuel-and-supply"]})
        }
        "casualty-helicopters" => {
            json!({"equipment": [{"category": "helicopter", "quantity": 2}], "substitutes": [{"unit_type": "utility-helicopter-unit", "rank": 2}], "enablers": ["field-hospital"]})
        }
        "police-city" => {
            json!({"equipment": [{"category": "public-order-vehicle", "quantity": 3}], "women": [{"share": 6}]})
        }
        _ => json!({}),
    };
    with(usual_gates(), more)
}

#[rustfmt::skip]
const TASKS: &[Task] = &[
    ("secure-capital", "4 (a)", "Guard routes into and within the capital so that people move safely.", &["protective"], &["static-guard", "patrol-beyond-base-area", "night-operations"]),
    ("secure-airport", "4 (b)", "Guard the airport and the works that the capital lives on.", &["protective"], &["static-guard", "explosive-clearance"]),
    ("respond", "4 (c)", "Answer promptly to anyone who attacks civilians, camps or humanitarian workers.", &["protective"], &["use-of-force-to-protect-civilians", "night-operations", "casualty-evacuation"]),
    ("crowds", "4 (d)", "Keep demonstrations peaceful together with the police of the city.", &["protective", "non-military"], &["crowd-control", "joint-operations-with-host-forces"]),
    ("ceasefire-talks", "3", "Support the talks of the region on the ceasefire.", &["political"], &[]),
    ("markets", "5", "Speak with market committees on opening hours and safe roads.", &["non-military"], &[]),
];

#[rustfmt::skip]
const PROMISES: &[Promise] = &[
    ("consent", "host-state", "consent", "Orvanda consents to the force in principle.", "Communiqué of the region, 30 October 2026", "stated", "2026-10-30", 0),
    ("arms-of-force", "host-state", "consent", "Orvanda accepts the arms that the force is to carry.", "Paragraph 7", "open", "", 15),
    ("airport", "host-state", "land", "Use of the northern apron of the airport.", "Paragraph 8", "refused", "2026-11-19", 0),
    ("camp", "host-state", "land", "Land for one camp beside the airport road.", "Paragraph 8", "stated", "2026-11-10", 20),
    ("visas", "host-state", "clearances", "Visas within three days.", "Paragraph 9", "open", "", 10),
    ("acceptance", "host-state", "contributor-acceptance", "Contributors of the region.", "Communiqué of the region, 30 October 2026", "verified", "2026-11-12", 0),
    ("air-lift", "united-nations", "other", "Strategic air lift of the first battalion.", "Paragraph 12", "stated", "2026-11-15", 45),
    ("rations", "united-nations", "other", "Rations for sixty days in place before the advance party.", "Paragraph 12", "verified", "2026-11-21", 25),
    ("decision", "contributor", "other", "Decision in capital within seven days of the request.", "Meeting of contributors, 17 November 2026", "stated", "2026-11-17", 7),
    ("reserve-of-region", "contributor", "other", "A company of the regional standby brigade for the first ninety days.", "Meeting of contributors, 17 November 2026", "refused", "2026-11-20", 0),
];

fn about(id: &str) -> Value {
    match id {
        "airport" => json!({"requirements": ["engineers-airport", "battalion-airport", "lift-helicopters"]}),
        "acceptance" => json!({"states": ["XAC", "XAD", "XAE", "XAF", "XAU", "XAV"]}),
        "decision" => json!({"states": ["XAC", "XAD", "XAF", "XAU"]}),
        "reserve-of-region" => json!({"states": ["XAE"], "requirements": ["companies"]}),
        "air-lift" => json!({"requirements": ["battalion-airport"]}),
        _ => json!({}),
    }
}

/// The mission.
pub(crate) fn mission() -> Value {
    let exercises = |id: &str| match id {
        "respond" => json!({"guidance": ["Rules of engagement of the force (exercise)"], "exercises": [
            {"title": "A compound is surrounded by night", "on": "2026-11-13", "contributors": ["XAC", "XAD", "XAF", "XAU", "XAV"],
             "findings": ["Two contributors need a decision in capital before they act; the reserve must not hang on them.", "Radio nets of the contributors cannot be joined yet."]}]}),
        "crowds" => json!({"guidance": ["Directive on the use of force by police of the force (exercise)"]}),
        _ => json!({}),
    };
    let further = requirements(
        &[(
            "second-field-hospital",
            "Second level 2 hospital",
            "level-2-hospital",
            1,
            2,
            90,
            120,
            "level-2",
            &["respond"],
        )],
        270,
        "Planning assumption for this scenario",
        |_| usual_gates(),
    );
    let scenarios = json!([
        {"id": "airport-refused", "title": "The airport stays closed to the force", "assumes": "The refusal of the northern apron stands; everything comes by road from the border.",
         "without": ["lift-helicopters", "casualty-helicopters"], "with": further},
        {"id": "half-force", "title": "Half the force", "assumes": "Arms and contributors are accepted for the airport only.", "without": ["battalion-city", "battalion-mechanized", "police-city"]},
    ]);
    let posts = json!([
        {"role": "Commander of the force", "vacant_since": "2026-10-30", "advertised": true, "panel_advice": false, "acting_days": 0, "short_list": {"women": 1, "of": 3}},
        {"role": "Chief of staff of the force", "advertised": false, "assessment_done": false},
    ]);
    let told = json!([
        {"mandate_reference": "4 (a)", "message": "Who the force is, how it is marked, and whom to call.", "audience": "people of the capital", "language": "qor", "channel": "loudspeakers and radio", "feedback_channel": "a telephone line of its own", "responded": true},
        {"mandate_reference": "4 (d)", "message": "Rules for the use of force at demonstrations.", "audience": "student and workers' unions", "language": "fr", "channel": "meetings", "feedback_channel": "the same meetings", "responded": false},
    ]);
    let guided = json!([
        {"states": ["XAS", "XAG"], "guidance": "not-proposed", "basis": "Communiqué of the region, 30 October 2026: neighbours of Orvanda keep out of the capital.", "entered_by": "protection-force-desk"},
        {"states": ["XAW"], "requirements": ["reaction"], "guidance": "discuss-first", "basis": "The State asked to be spoken with before it is named.", "entered_by": "protection-force-desk"},
    ]);
    let shares = json!([
        {"activity": "Air lift of the advance party", "payer": "XAK", "share": 100, "status": "agreed"},
        {"activity": "Armoured vehicles on loan for the reaction force", "payer": "Trust fund for the force (exercise)", "amount": {"currency": "USD", "minor_units": 640000000}, "status": "proposed"},
    ]);
    json!({
        "format": "pledgebook.mission/1", "id": "protection-force", "title": "Regional protection force for the capital of Orvanda (exercise)",
        "host": {"name": "Orvanda", "state": "XAZ", "fictional": true, "ports_of_entry": ["XAZAP"]},
        "led_by": "UN, with contributors of the region first", "clock": "request",
        "requirements": requirements(ROWS, 270, "Paragraph 6, and planning of the exercise", gates),
        "sources": invented("Resolution on the protection force, 20 November 2026"),
        "tasks": tasks(TASKS, exercises),
        "ceilings": [{"persons": 4000, "basis": "Paragraph 6"}],
        "undertakings": undertakings(PROMISES, about),
        "selection_guidance": guided, "leadership_posts": posts, "communication_objectives": told,
        "scenarios": scenarios, "cost_shares": shares,
    })
}
