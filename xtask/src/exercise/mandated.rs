//! The first mission: a multidimensional one with a mandate of many tasks, in Orvanda.

use serde_json::{Value, json};

use super::calendar::with;
use super::missions::{Promise, Row, Task, invented, requirements, tasks, undertakings, usual_gates};

const BASIS: &str = "Planning assumption, concept of operations of the exercise";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("signals", "Signals company, headquarters and sectors", "signals-company", 1, 1, 75, 120, "level-2", &["protect-civilians"]),
    ("engineers-horizontal", "Engineering companies, roads and camps", "engineering-company", 3, 1, 120, 180, "level-2", &["access", "camps-of-displaced"]),
    ("engineers-vertical", "Military engineering unit, construction", "military-engineering-unit", 1, 2, 150, 210, "level-2", &["camps-of-displaced"]),
    ("hospital-capital", "Level 2 hospital, capital", "level-2-hospital", 1, 1, 90, 130, "level-2", &["protect-civilians"]),
    ("hospital-east", "Level 2 hospital, east", "level-2-hospital", 1, 1, 120, 180, "level-2", &["protect-civilians"]),
    ("medical-evacuation", "Medical evacuation helicopter unit", "medical-evacuation-helicopter-unit", 1, 1, 90, 150, "level-2", &["protect-civilians"]),
    ("helicopters", "Utility helicopter units", "utility-helicopter-unit", 2, 1, 120, 180, "level-2", &["protect-civilians", "access"]),
    ("armed-helicopters", "Armed helicopter unit", "armed-utility-helicopter-unit", 1, 2, 150, 210, "level-2", &["protect-civilians"]),
    ("explosives", "Explosive ordnance disposal units", "explosive-ordnance-disposal-unit", 2, 1, 100, 160, "level-2", &["mine-action"]),
    ("transport", "Transport companies", "transport-company", 2, 2, 120, 180, "level-2", &["access"]),
    ("logistics", "Logistics unit", "logistics-unit", 1, 2, 110, 160, "level-1", &["access"]),
    ("battalion-capital", "Infantry battalion, capital", "infantry-battalion", 1, 1, 90, 150, "level-2", &["protect-civilians", "justice-security"]),
    ("battalions-east", "Infantry battalions, east", "infantry-battalion", 2, 1, 120, 180, "level-2", &["protect-civilians", "camps-of-displaced", "weapons-embargo"]),
    ("battalion-north", "Infantry battalion, north", "infantry-battalion", 1, 2, 160, 240, "level-2", &["protect-civilians", "weapons-embargo"]),
    ("battalion-west", "Infantry battalion, west", "infantry-battalion", 1, 3, 210, 300, "level-1", &["protect-civilians"]),
    ("reserve", "Quick reaction force of the mission", "quick-reaction-force", 1, 1, 90, 150, "level-2", &["protect-civilians"]),
    ("reconnaissance", "Reconnaissance company", "reconnaissance-unit", 1, 3, 150, 210, "level-2", &["weapons-embargo"]),
    ("drones", "Unmanned aerial system units", "unmanned-aerial-system-unit", 2, 2, 120, 180, "level-2", &["weapons-embargo", "protect-civilians"]),
    ("police-capital", "Formed police units, capital", "formed-police-unit", 3, 1, 90, 150, "level-2", &["justice-security", "elections"]),
    ("police-east", "Formed police units, east", "formed-police-unit", 2, 2, 140, 200, "level-2", &["camps-of-displaced"]),
    ("police-river", "Riverine police unit", "riverine-police-unit", 1, 3, 180, 240, "level-1", &["river"]),
    ("military-police", "Military police unit", "military-police-unit", 1, 3, 120, 180, "level-1", &["justice-security"]),
    ("guard", "Force protection company, headquarters", "force-protection-company", 1, 2, 75, 140, "level-2", &["protect-civilians"]),
    ("surveillance", "Intelligence, surveillance and reconnaissance unit", "intelligence-surveillance-reconnaissance-unit", 1, 3, 150, 210, "level-2", &["weapons-embargo"]),
];

/// What single requirements ask for beside the usual.
fn gates(id: &str) -> Value {
    let usual = usual_gates();
    let more = match id {
        "engineers-horizontal" => json!({"sur": "SUR/ORV/ENG/1", "strength_at_least": 140, "equipment": [
            {"category": "bulldozer", "quantity": 2}, {"category": "grader", "quantity": 2}, {"category": "tipper-truck", "quantity": 8}],
            "self_sustainment": ["catering", "tentage", "water"], "substitutes": [{"unit_type": "military-engineering-unit", "rank": 1}]}),
        "engineers-vertical" => {
            json!({"sur": "SUR/ORV/ENG/2", "equipment": [{"category": "crane", "quantity": 1}, {"category": "excavator", "quantity": 3}],
            "substitutes": [{"unit_type": "engineering-company", "rank": 2}]})
        }
        "hospital-capital" => json!({"sur": "SUR/ORV/MED/1", "strength_at_least": 60, "equipment": [
            {"category": "operating-theatre", "quantity": 1}, {"category": "ambulance", "quantity": 2}],
            "substitutes": [{"unit_type": "level-3-hospital", "rank": 1}], "languages": [{"language": "fr", "proficiency": "working", "persons": 4}]}),
        "hospital-east" => {
            json!({"sur": "SUR/ORV/MED/2", "strength_at_least": 60, "equipment": [{"category": "operating-theatre", "quantity": 1}],
            "enablers": ["medical-evacuation"]})
        }
        "medical-evacuation" => {
            json!({"equipment": [{"category": "helicopter", "quantity": 2}], "substitutes": [{"unit_type": "utility-helicopter-unit", "rank": 3}],
            "enablers": ["hospital-capital"]})
        }
        "helicopters" => {
            json!({"sur": "SUR/ORV/AVN/1", "equipment": [{"category": "helicopter", "quantity": 3}]})
        }
        "armed-helicopters" => {
            json!({"equipment": [{"category": "helicopter", "quantity": 3}], "substitutes": [{"unit_type": "attack-helicopter-unit", "rank": 1}]})
        }
        "explosives" => {
            json!({"equipment": [{"category": "explosive-detection-set", "quantity": 6}, {"category": "protective-equipment-set", "quantity": 8}]})
        }
        "transport" => json!({"equipment": [{"category": "cargo-truck", "quantity": 30}]}),
        "battalion-capital" => {
            json!({"sur": "SUR/ORV/INF/1", "strength_at_least": 650, "forms": ["whole", "composite"], "engagement_teams": 2,
            "languages": [{"language": "fr", "proficiency": "working", "persons": 30}], "substitutes": [{"unit_type": "composite-infantry-battalion", "rank": 1}],
            "women": [{"share": 4}], "self_sustainment": ["catering", "medical", "water"], "rest": 180})
        }
        "battalions-east" => {
            json!({"sur": "SUR/ORV/INF/2", "strength_at_least": 650, "engagement_teams": 2, "enablers": ["hospital-east", "helicopters"],
            "sub_units": [{"unit_type": "infantry-company", "number": 3}], "languages": [{"language": "fr", "proficiency": "working", "persons": 20}],
            "substitutes": [{"unit_type": "mechanized-infantry-battalion", "rank": 1}], "rest": 180})
        }
        "battalion-north" => {
            json!({"sur": "SUR/ORV/INF/2", "strength_at_least": 650, "substitutes": [{"unit_type": "mechanized-infantry-battalion", "rank": 1}],
            "equipment": [{"category": "armoured-personnel-carrier", "quantity": 16}], "enablers": ["transport"], "rest": 180})
        }
        "reserve" => {
            json!({"equipment": [{"category": "armoured-personnel-carrier", "quantity": 8}], "substitutes": [
            {"unit_type": "quick-reaction-force-company", "rank": 1}, {"unit_type": "light-quick-reaction-force", "rank": 2}, {"unit_type": "special-forces-company", "rank": 4}]})
        }
        "police-capital" => {
            json!({"sur": "SUR/ORV/FPU/1", "strength_at_least": 140, "women": [{"share": 8}, {"band": "officers", "share": 5}],
            "languages": [{"language": "fr", "proficiency": "working", "persons": 15}], "engagement_teams": 1, "training": [
                {"module": "core-pre-deployment", "share": 100, "validator": "self"},
                {"module": "prevention-of-sexual-exploitation-and-abuse", "share": 100, "validator": "peer"},
                {"module": "public-order-management", "share": 80, "validator": "external"}]})
        }
        "police-east" => {
            json!({"sur": "SUR/ORV/FPU/1", "strength_at_least": 140, "equipment": [{"category": "public-order-vehicle", "quantity": 2}]})
        }
        "police-river" => json!({"equipment": [{"category": "patrol-boat", "quantity": 6}]}),
        "guard" => json!({"substitutes": [{"unit_type": "infantry-company", "rank": 1}]}),
        "surveillance" => json!({"substitutes": [{"unit_type": "unmanned-aerial-system-unit", "rank": 2}]}),
        _ => json!({}),
    };
    with(usual, more)
}

#[rustfmt::skip]
const TASKS: &[Task] = &[
    ("good-offices", "12 (a)", "Support the talks on the transitional charter with all parties.", &["political"], &[]),
    ("protect-civilians", "12 (b)", "Protect civilians under threat of physical violence, by presence, by dialogue and, last, by force.", &["political", "protective", "non-military"],
        &["patrol-beyond-base-area", "night-operations", "use-of-force-to-protect-civilians"]),
    ("camps-of-displaced", "12 (c)", "Make the surroundings of the camps of displaced people safe, for women who fetch wood and water first.", &["protective", "non-military"], &["patrol-beyond-base-area", "crowd-control"]),
    ("access", "12 (d)", "Keep the roads to the east open for humanitarian access.", &["protective"], &["convoy-escort"]),
    ("justice-security", "12 (e)", "Help police, courts and prisons of the capital to work again.", &["protective", "non-military"], &["detention", "joint-operations-with-host-forces"]),
    ("human-rights", "12 (f)", "Watch, report and help to end violations of human rights.", &["non-military"], &[]),
    ("mine-action", "12 (g)", "Clear roads and markets of explosive remnants and teach of their danger.", &["non-military", "protective"], &["explosive-clearance"]),
    ("weapons-embargo", "13", "Watch the embargo on weapons on the northern border.", &["protective"], &["patrol-beyond-base-area", "night-operations"]),
    ("river", "14", "Keep the lower Sarre river free for boats of traders.", &["protective"], &["river-operations"]),
    ("elections", "15", "Help to prepare local elections in which women and young people stand.", &["political", "non-military"], &["static-guard"]),
    ("reconciliation", "16", "Support local peace committees that the districts themselves have called.", &["political", "non-military"], &[]),
];

fn guidance(id: &str) -> Value {
    match id {
        "protect-civilians" => {
            json!({"guidance": ["Rules of engagement of the exercise, 4 November 2026", "Handbook on protection of civilians of the exercise"],
            "exercises": [
                {"title": "Market day: a crowd, a rumour, a patrol of twelve", "on": "2026-09-18", "contributors": ["XAA", "XAC", "XAD", "XAJ", "XAP"],
                 "findings": ["Two contributors read the rule on warning shots otherwise than the others.", "Who may call for the reserve by night was not clear to three of five."]},
                {"title": "A camp at dusk: dialogue before presence", "on": "2026-10-30", "contributors": ["XAB", "XAC", "XAE", "XAQ"], "findings": []}]})
        }
        "justice-security" => json!({"guidance": ["Directive on detention of the exercise"], "exercises": [
            {"title": "Handing over of persons held", "on": "2026-10-02", "contributors": ["XAC", "XAG"], "findings": ["A register of handing over is missing in the draft directive."]}]}),
        "weapons-embargo" => json!({"exercises": []}),
        _ => json!({}),
    }
}

#[rustfmt::skip]
const PROMISES: &[Promise] = &[
    ("consent", "host-state", "consent", "Orvanda consents to the mission.", "Letter of the transitional authority, 14 October 2026", "verified", "2026-10-14", 0),
    ("sofa", "host-state", "status-of-forces", "Status-of-forces agreement.", "Paragraph 21", "stated", "2026-11-06", 30),
    ("visas", "host-state", "clearances", "Visas on arrival and customs within five days.", "Paragraph 22", "stated", "2026-11-06", 30),
    ("flights-by-night", "host-state", "clearances", "Clearance of flights by night for the evacuation of casualties.", "Paragraph 22", "open", "", 45),
    ("land-capital", "host-state", "land", "Land for the headquarters and two camps in the capital.", "Paragraph 23", "verified", "2026-11-18", 20),
    ("land-east", "host-state", "land", "Land for three camps in the east.", "Paragraph 23", "open", "", 60),
    ("acceptance-neighbour", "host-state", "contributor-acceptance", "Units of XAG in the north.", "Note of the transitional authority, 9 November 2026", "refused", "2026-11-09", 0),
    ("acceptance-police", "host-state", "contributor-acceptance", "Formed police units of the first contributors.", "Note of the transitional authority, 9 November 2026", "stated", "2026-11-09", 30),
    ("engineers-of-un", "united-nations", "other", "Ground works for the camps by contract before units arrive.", "Deployment plan of the exercise", "stated", "2026-11-12", 75),
    ("hospital-building", "united-nations", "other", "A hard-walled building for the hospital in the capital.", "Deployment plan of the exercise", "verified", "2026-11-20", 60),
    ("fuel", "united-nations", "other", "Fuel contract for helicopters.", "Deployment plan of the exercise", "open", "", 90),
    ("mou-capital", "contributor", "other", "To sign the memorandum within thirty days of the request.", "Answer to the request, XAC", "stated", "2026-11-16", 30),
    ("caveats-told", "contributor", "other", "To tell of every caveat before the memorandum.", "Answer to the request, XAA and XAD", "verified", "2026-11-17", 0),
];

fn about(id: &str) -> Value {
    match id {
        "flights-by-night" => json!({"requirements": ["medical-evacuation", "helicopters"]}),
        "land-east" => json!({"requirements": ["battalions-east", "hospital-east", "police-east"]}),
        "land-capital" => {
            json!({"requirements": ["battalion-capital", "hospital-capital", "signals", "guard"]})
        }
        "acceptance-neighbour" => {
            json!({"states": ["XAG"], "requirements": ["battalion-north", "reconnaissance"]})
        }
        "acceptance-police" => {
            json!({"states": ["XAA", "XAB", "XAC", "XAQ"], "requirements": ["police-capital", "police-east"]})
        }
        "hospital-building" => json!({"requirements": ["hospital-capital"]}),
        "fuel" => json!({"requirements": ["helicopters", "armed-helicopters", "medical-evacuation"]}),
        "mou-capital" => json!({"states": ["XAC"], "requirements": ["battalion-capital"]}),
        "caveats-told" => json!({"states": ["XAA", "XAD"]}),
        _ => json!({}),
    }
}

fn scenarios() -> Value {
    let more = requirements(
        &[
            (
                "battalion-south",
                "Infantry battalion, south",
                "infantry-battalion",
                1,
                2,
                120,
                200,
                "level-2",
                &["protect-civilians", "camps-of-displaced"],
            ),
            (
                "police-south",
                "Formed police unit, south",
                "formed-police-unit",
                1,
                2,
                120,
                200,
                "level-2",
                &["camps-of-displaced"],
            ),
        ],
        365,
        "Planning assumption for this scenario",
        |_| usual_gates(),
    );
    json!([
        {"id": "talks-hold", "title": "The talks hold", "assumes": "The parties sign the charter by spring; the north stays quiet.",
         "without": ["armed-helicopters", "battalion-west", "surveillance"]},
        {"id": "people-flee-south", "title": "People flee to the south", "assumes": "Fighting in the east drives some 90,000 people to the south within weeks.", "with": more},
        {"id": "airport-closed", "title": "The airport is closed", "assumes": "Heavy cargo comes by river and road only for four months.", "without": ["armed-helicopters"]},
    ])
}

/// The mission.
pub(crate) fn mission() -> Value {
    let posts = json!([
        {"role": "Special Representative", "advertised": true, "panel_advice": true, "acting_days": 0, "assessment_done": false},
        {"role": "Deputy Special Representative, political", "vacant_since": "2026-08-31", "advertised": true, "panel_advice": false, "acting_days": 84, "short_list": {"women": 2, "of": 5}},
        {"role": "Force Commander", "advertised": true, "panel_advice": true, "short_list": {"women": 1, "of": 4}},
        {"role": "Police Commissioner", "vacant_since": "2026-10-14", "advertised": true, "short_list": {"women": 2, "of": 4}},
        {"role": "Director of Mission Support", "vacant_since": "2026-10-14", "advertised": false},
    ]);
    let told = json!([
        {"mandate_reference": "12 (b)", "message": "What the mission can do for the safety of civilians, and what it cannot.", "audience": "people in the camps of the east", "language": "qor",
         "channel": "radio, and meetings with camp committees", "feedback_channel": "weekly hour of questions", "responded": true},
        {"mandate_reference": "12 (c)", "message": "Hours and routes of patrols for wood and water.", "audience": "displaced women in the river districts", "language": "qor",
         "channel": "women's associations", "feedback_channel": "engagement teams", "responded": false},
        {"mandate_reference": "15", "message": "How to stand and to vote in local elections.", "audience": "young people in the capital", "language": "fr", "channel": "telephone messages and schools"},
        {"mandate_reference": "12 (a)", "message": "Where the talks stand.", "audience": "parties and their home districts", "language": "fr", "channel": "press, in both languages", "feedback_channel": "letters to the office of the Special Representative"},
    ]);
    let shares = json!([
        {"activity": "Teaching of the danger of explosives", "payer": "UN mine action fund (exercise)", "amount": {"currency": "USD", "minor_units": 120000000}, "status": "agreed"},
        {"activity": "Accommodation for women in the camps of contingents", "payer": "XAK", "share": 60, "status": "paid"},
        {"activity": "Accommodation for women in the camps of contingents", "payer": "United Nations", "share": 40, "status": "agreed"},
        {"activity": "Local peace committees", "payer": "UN development entity (exercise)", "status": "proposed"},
    ]);
    let guided = json!([
        {"states": ["XAS"], "requirements": ["armed-helicopters"], "guidance": "discuss-first", "basis": "Note for the file, 11 November 2026: bilateral presence in the north.", "entered_by": "orvanda-planning-desk"},
    ]);
    json!({
        "format": "pledgebook.mission/1", "id": "orvanda", "title": "United Nations mission in Orvanda (exercise)",
        "host": {"name": "Orvanda", "state": "XAZ", "fictional": true, "ports_of_entry": ["XAZPT", "XAZAP"]},
        "led_by": "UN", "clock": "request",
        "requirements": requirements(ROWS, 365, BASIS, gates),
        "sources": invented("Resolution on Orvanda, 4 November 2026"),
        "tasks": tasks(TASKS, guidance),
        "ceilings": [
            {"component": "military", "persons": 7200, "basis": "Paragraph 10"},
            {"component": "police", "persons": 1400, "basis": "Paragraph 10"},
            {"component": "civilian", "persons": 900, "basis": "Budget of the exercise"},
            {"component": "military", "persons": 7800, "from": 180, "basis": "Paragraph 11: increase after review"},
        ],
        "reductions": [],
        "undertakings": undertakings(PROMISES, about),
        "selection_guidance": guided, "leadership_posts": posts, "communication_objectives": told,
        "scenarios": scenarios(), "cost_shares": shares,
    })
}
