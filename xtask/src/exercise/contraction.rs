//! The third mission: one that grows smaller. Units go home, some are replaced, some change their flag.

use serde_json::{Value, json};

use super::calendar::with;
use super::missions::{Promise, Row, Task, invented, requirements, tasks, undertakings, usual_gates};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("battalion-hills-next", "Infantry battalion, hills (replacement)", "infantry-battalion", 1, 1, 150, 210, "level-2", &["protect"]),
    ("battalion-coast", "Infantry battalion, coast (rotation)", "infantry-battalion", 1, 2, 120, 180, "level-2", &["protect"]),
    ("reserve-company", "Quick reaction force company in its place", "quick-reaction-force-company", 1, 1, 120, 180, "level-2", &["protect"]),
    ("company-rehatted", "Infantry company of the regional force, to change its flag", "infantry-company", 2, 1, 45, 120, "level-1", &["protect"]),
    ("guard-company", "Force protection company for what remains", "force-protection-company", 1, 1, 120, 200, "level-2", &["protect"]),
    ("police-town", "Formed police units, towns", "formed-police-unit", 2, 1, 100, 170, "level-2", &["police-handover"]),
    ("police-handover", "Formed police unit for the hand-over", "formed-police-unit", 1, 2, 150, 230, "level-2", &["police-handover"]),
    ("tactical-police", "Special weapons and tactics police unit", "swat-police-unit", 1, 3, 120, 220, "level-1", &["police-handover"]),
    ("engineers-closing", "Engineering company, closing of camps", "engineering-company", 1, 1, 110, 180, "level-2", &["close-camps"]),
    ("engineers-environment", "Engineering unit, soil and waste", "military-engineering-unit", 1, 3, 160, 240, "level-1", &["close-camps"]),
    ("transport-home", "Transport company, road moves to the port", "transport-company", 1, 1, 110, 180, "level-2", &["close-camps"]),
    ("logistics-base", "Logistics unit, rear base", "logistics-unit", 1, 2, 120, 200, "level-1", &["close-camps"]),
    ("hospital-last", "Level 2 hospital until the end", "level-2-hospital", 1, 1, 120, 180, "level-2", &["protect"]),
    ("helicopters-last", "Utility helicopter unit until the end", "utility-helicopter-unit", 1, 1, 120, 180, "level-2", &["protect", "close-camps"]),
    ("aircraft", "Transport aircraft unit", "transport-aircraft-unit", 1, 3, 120, 200, "level-2", &["close-camps"]),
    ("disposal-ammunition", "Explosive ordnance disposal unit, ammunition stores", "explosive-ordnance-disposal-unit", 1, 1, 100, 170, "level-2", &["close-camps"]),
    ("dogs", "Canine platoon", "canine-platoon", 1, 4, 90, 180, "level-1", &["close-camps"]),
    ("signals-small", "Signals company, reduced", "signals-company", 1, 3, 120, 210, "level-1", &["protect"]),
    ("coast-watch", "Patrol vessel", "surface-ship", 1, 4, 150, 240, "level-1", &["protect"]),
    ("military-police-last", "Military police unit", "military-police-unit", 1, 4, 120, 200, "level-1", &["close-camps"]),
];

fn gates(id: &str) -> Value {
    let more = match id {
        "battalion-hills-next" => {
            json!({"strength_at_least": 650, "engagement_teams": 1, "enablers": ["hospital-last"], "rest": 180,
            "languages": [{"language": "en", "proficiency": "working", "persons": 40}]})
        }
        "battalion-coast" => {
            json!({"strength_at_least": 650, "rest": 180, "languages": [{"language": "en", "proficiency": "working", "persons": 40}]})
        }
        "reserve-company" => {
            json!({"substitutes": [{"unit_type": "light-quick-reaction-force", "rank": 1}, {"unit_type": "quick-reaction-force", "rank": 1}, {"unit_type": "reconnaissance-unit", "rank": 3}]})
        }
        "company-rehatted" => {
            json!({"forms": ["whole", "sub-unit"], "sur": "SUR/KES/INF/7, as agreed with the regional force"})
        }
        "guard-company" => json!({"substitutes": [{"unit_type": "infantry-company", "rank": 1}]}),
        "police-town" | "police-handover" => {
            json!({"strength_at_least": 140, "women": [{"share": 8}], "languages": [{"language": "en", "proficiency": "working", "persons": 8}]})
        }
        "engineers-closing" => {
            json!({"equipment": [{"category": "excavator", "quantity": 2}, {"category": "tipper-truck", "quantity": 6}], "enablers": ["disposal-ammunition"]})
        }
        "engineers-environment" => {
            json!({"training": [{"module": "environment", "share": 10, "validator": "peer"}], "substitutes": [{"unit_type": "engineering-company", "rank": 1}]})
        }
        "transport-home" => {
            json!({"equipment": [{"category": "cargo-truck", "quantity": 30}, {"category": "crane", "quantity": 1}]})
        }
        "hospital-last" => {
            json!({"equipment": [{"category": "operating-theatre", "quantity": 1}], "women": [{"share": 15}]})
        }
        "helicopters-last" => {
            json!({"equipment": [{"category": "helicopter", "quantity": 3}], "enablers": ["logistics-base"]})
        }
        "dogs" => json!({"substitutes": [{"unit_type": "explosive-ordnance-disposal-unit", "rank": 3}]}),
        _ => json!({}),
    };
    // Who changes its flag was trained and checked under other rules.
    let there = id.ends_with("-rehatted");
    let usual = if there { json!({"screening": ["state-certification"]}) } else { usual_gates() };
    with(usual, more)
}

#[rustfmt::skip]
const TASKS: &[Task] = &[
    ("protect", "8 (a)", "Protect civilians where the mission still is, and say in time where it will no longer be.", &["protective", "non-military"], &["patrol-beyond-base-area", "use-of-force-to-protect-civilians", "casualty-evacuation"]),
    ("police-handover", "8 (b)", "Hand over the safety of the towns to the police of Kessimar, district by district.", &["protective", "non-military"], &["crowd-control", "joint-operations-with-host-forces"]),
    ("close-camps", "8 (c)", "Close camps without damage to soil, water and neighbours.", &["protective"], &["convoy-escort", "explosive-clearance"]),
    ("settlement", "8 (d)", "Accompany the commission on land and return.", &["political", "non-military"], &[]),
    ("human-rights-office", "8 (e)", "Hand over the watch on human rights to the national commission.", &["non-military"], &[]),
    ("region", "9", "Keep the neighbours at one table on the border trade.", &["political"], &[]),
];

#[rustfmt::skip]
const PROMISES: &[Promise] = &[
    ("consent", "host-state", "consent", "Kessimar consents to the mission until its end.", "Exchange of letters, 2 June 2026", "verified", "2026-06-02", 0),
    ("sofa-lasts", "host-state", "status-of-forces", "The status-of-forces agreement lasts until the last person has left.", "Exchange of letters, 2 June 2026", "stated", "2026-06-02", 0),
    ("export-of-equipment", "host-state", "clearances", "Equipment of contributors leaves without duties.", "Exchange of letters, 2 June 2026", "open", "", 60),
    ("land-given-back", "host-state", "land", "Camps are taken back as they are after a joint inspection.", "Paragraph 11", "stated", "2026-10-21", 45),
    ("police-in-towns", "host-state", "other", "600 police officers for the three first districts.", "Paragraph 8 (b)", "stated", "2026-09-15", 90),
    ("rehatting", "host-state", "contributor-acceptance", "Companies of the regional force stay under the flag of the United Nations.", "Exchange of letters, 12 October 2026", "verified", "2026-11-05", 0),
    ("reimbursement", "united-nations", "other", "Reimbursement in arrears since the second quarter is paid by quarter's end.", "Letter to contributors, 1 October 2026", "stated", "2026-10-01", 31),
    ("ships", "united-nations", "other", "Two ships for equipment that goes home.", "Movement plan of the exercise", "stated", "2026-11-09", 80),
    ("soil", "united-nations", "other", "Soil and water of every camp are tested before it is closed.", "Paragraph 8 (c)", "verified", "2026-11-02", 0),
    ("stay-until-relieved", "contributor", "other", "The battalion of the hills stays until it is relieved.", "Letter of XAE, 14 October 2026", "stated", "2026-10-14", 210),
    ("early-return", "contributor", "other", "To bring the mechanized battalion home three months later than planned.", "Letter of XAF, 4 November 2026", "refused", "2026-11-04", 0),
];

fn about(id: &str) -> Value {
    match id {
        "rehatting" => json!({"states": ["XAE", "XAV"], "requirements": ["company-rehatted"]}),
        "ships" => json!({"requirements": ["transport-home"]}),
        "stay-until-relieved" => json!({"states": ["XAE"], "requirements": ["battalion-hills-next"]}),
        "early-return" => json!({"states": ["XAF"], "requirements": []}),
        "export-of-equipment" => {
            json!({"requirements": ["transport-home", "aircraft"]})
        }
        "police-in-towns" => json!({"requirements": ["police-town", "police-handover"]}),
        "land-given-back" => json!({"requirements": ["engineers-closing", "engineers-environment"]}),
        _ => json!({}),
    }
}

/// The mission.
pub(crate) fn mission() -> Value {
    let known = |id: &str| match id {
        "protect" => {
            json!({"guidance": ["Plan on civilians in districts that the mission leaves (exercise)"], "exercises": [
            {"title": "The patrol that comes no more: what neighbours were told", "on": "2026-10-09", "contributors": ["XAB", "XAE", "XAF", "XAP"],
             "findings": ["People learned of the closing of a camp from trucks and not from the mission."]}]})
        }
        "police-handover" => json!({"exercises": []}),
        _ => json!({}),
    };
    let reductions = json!([
        {"requirement": "police-town", "units": 1, "by": 300, "replaced_by": "police-handover", "basis": "Drawdown plan, phase 2"},
        {"requirement": "signals-small", "units": 1, "by": 330, "basis": "Drawdown plan, phase 2"},
    ]);
    let longer = requirements(
        &[(
            "battalion-hills-next",
            "Infantry battalions, hills (replacement and reserve)",
            "infantry-battalion",
            2,
            1,
            150,
            210,
            "level-2",
            &["protect"],
        )],
        365,
        "Planning assumption for this scenario",
        gates,
    );
    let scenarios = json!([
        {"id": "faster", "title": "Home by the summer", "assumes": "Cash allows six months only; phase 2 is brought forward.", "without": ["battalion-coast", "coast-watch", "aircraft", "police-handover"]},
        {"id": "halt", "title": "The drawdown is halted", "assumes": "Fighting in the hills; the Council halts phase 1 for a year.", "without": ["reserve-company", "engineers-environment"], "with": longer},
    ]);
    let posts = json!([
        {"role": "Special Representative", "advertised": true, "panel_advice": true, "assessment_done": true},
        {"role": "Force Commander", "vacant_since": "2026-09-30", "advertised": false, "acting_days": 54},
        {"role": "Police Commissioner", "advertised": true, "panel_advice": true, "assessment_done": false, "short_list": {"women": 3, "of": 5}},
    ]);
    let told = json!([
        {"mandate_reference": "8 (a)", "message": "When each camp closes, and who is responsible from then on.", "audience": "villages within a day's walk of the camps", "language": "qke", "channel": "meetings with elders and women's groups", "feedback_channel": "the same meetings, answered within two weeks", "responded": true},
        {"mandate_reference": "8 (b)", "message": "Whom to call in the towns.", "audience": "people of the three first districts", "language": "en", "channel": "radio"},
        {"mandate_reference": "8 (c)", "message": "Contracts that end, and help to find other work.", "audience": "national staff and their families", "language": "en", "channel": "town halls", "feedback_channel": "staff union", "responded": false},
    ]);
    let guided = json!([
        {"states": ["XAG"], "requirements": ["police-town", "police-handover"], "guidance": "discuss-first", "basis": "Talks on a bilateral police agreement with Kessimar.", "entered_by": "kessimar-planning-desk"},
    ]);
    let shares = json!([
        {"activity": "Training of police of Kessimar", "payer": "XAO", "amount": {"currency": "USD", "minor_units": 250000000}, "status": "paid"},
        {"activity": "Training of police of Kessimar", "payer": "UN development entity (exercise)", "amount": {"currency": "USD", "minor_units": 90000000}, "status": "agreed"},
        {"activity": "Ships for equipment that goes home", "payer": "United Nations", "share": 100, "status": "proposed"},
    ]);
    json!({
        "format": "pledgebook.mission/1", "id": "kessimar", "title": "United Nations mission in Kessimar, phase of drawdown (exercise)",
        "host": {"name": "Kessimar", "state": "XAY", "fictional": true, "ports_of_entry": ["XAYPT", "XAYAP"]},
        "led_by": "UN", "clock": "request",
        "requirements": requirements(ROWS, 270, "Drawdown plan of the exercise, 30 September 2026", gates),
        "sources": invented("Resolution on Kessimar, 18 June 2026"),
        "tasks": tasks(TASKS, known),
        "ceilings": [
            {"component": "military", "persons": 6400, "basis": "Paragraph 5"},
            {"component": "military", "persons": 4200, "from": 210, "basis": "Paragraph 6: after phase 1"},
            {"component": "police", "persons": 900, "basis": "Paragraph 5"},
            {"component": "police", "persons": 500, "from": 330, "basis": "Paragraph 6: after phase 2"},
        ],
        "reductions": reductions,
        "undertakings": undertakings(PROMISES, about),
        "selection_guidance": guided, "leadership_posts": posts, "communication_objectives": told,
        "scenarios": scenarios, "cost_shares": shares,
    })
}
