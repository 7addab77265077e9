//! Lessons from deployments of the exercise, and recommendations of an invented review with what became of them.

use pledgebook::FollowUp;
use serde_json::{Value, json};

/// The file, by name.
pub(crate) fn file() -> (String, String) {
    let document = json!({
        "format": "pledgebook.follow-up/1",
        "lessons": lessons(),
        "recommendations": recommendations(),
        "sources": [{"title": "Review of the exercise, March 2024 (invented for the exercise)", "grade": "official"}],
    });
    let follow_up = FollowUp::read(&document.to_string());
    let follow_up =
        follow_up.unwrap_or_else(|error| panic!("follow-up.json: {error}\n{:?}", error.findings()));
    let text = serde_json::to_string_pretty(&follow_up).expect("a follow-up is written as JSON");
    ("follow-up.json".to_owned(), format!("{text}\n"))
}

fn lessons() -> Value {
    let mission = "UN mission in Kessimar";
    json!([
        {"id": "equipment-behind-people", "on": "2025-11-20", "pledge": "xab-mechanized-returned", "mission": mission,
         "text": "People came twelve weeks before their equipment; the battalion guarded its own camp for that time.",
         "public_extract": "People and equipment should be planned as two arrivals.",
         "definitions": [{"term": "arrival of equipment", "meaning": "nine tenths of the major equipment is serviceable in the mission"}]},
        {"id": "road-from-the-port", "on": "2026-09-15", "pledge": "xax-eng-1", "mission": mission,
         "text": "Low-loaders from the port to the camp had been promised by nobody; the plant stood at the quay for three weeks."},
        {"id": "women-at-checkpoints", "on": "2026-01-15", "pledge": "xap-fpu-2", "mission": mission,
         "text": "Two teams with women doubled what was reported to the unit by women of the district.",
         "public_extract": "Teams with women hear what others do not.",
         "definitions": [{"term": "team with women", "meaning": "at least two women in a team of six", "reference": "Guidance note of the exercise, paragraph 4"}]},
        {"id": "visit-found-it", "on": "2026-05-11", "pledge": "xag-fpu-1", "mission": mission,
         "text": "The gap in protective vests had been seen at the assessment visit and was not closed before departure.",
         "public_extract": "What a visit finds should be closed before a unit leaves home."},
        {"id": "two-languages", "on": "2026-10-30", "pledge": "xac-fpu-1", "mission": mission,
         "text": "Interpreters for the hill language were hired in the fourth month."},
    ])
}

/// After what the roundtable of 2016 asked for; the review and all that came of it are invented.
fn recommendations() -> Value {
    let made = |id: &str, owner: &str, text: &str, query: &str, updates: Value| {
        json!({"id": id, "on": "2024-03-15", "made_by": "Review of the exercise, March 2024", "owner": owner, "text": text,
            "query": query, "updates": updates})
    };
    json!([
        made(
            "standing-commitments",
            "Member States",
            "Offer units with a level and a renewal, not in words alone.",
            "usable_now",
            json!([
            {"on": "2024-06-10", "text": "Taken up at the ministerial of the exercise.", "decision": "taken-forward", "due": "2025-12-31"},
            {"on": "2025-11-20", "text": "Two thirds of pledges have a level; the day is moved.", "due": "2026-12-31"}])
        ),
        made(
            "contributors-at-the-table",
            "Secretariat",
            "Let contributors comment on what is held on them before selection.",
            "questions",
            json!([
            {"on": "2024-07-02", "text": "A trial with six contributors.", "decision": "taken-forward", "due": "2025-06-30"},
            {"on": "2025-06-12", "text": "In use for all pledges.", "done": true}])
        ),
        made(
            "tasks-beyond-force",
            "Secretariat",
            "Name political and non-military means for every task of protection.",
            "tasks",
            json!([
            {"on": "2024-09-01", "text": "Under discussion between departments."}])
        ),
        made(
            "exercises-with-contributors",
            "Secretariat",
            "Hold scenario exercises with contributors on the use of force.",
            "tasks",
            json!([
            {"on": "2024-09-01", "text": "One exercise a year for each task of protection.", "decision": "taken-forward", "due": "2026-06-30"},
            {"on": "2026-07-08", "text": "One of three was held."}])
        ),
        made(
            "women-in-command",
            "Member States",
            "Offer units with women in command.",
            "women",
            json!([
            {"on": "2024-06-10", "text": "Taken up at the ministerial of the exercise.", "decision": "taken-forward", "due": "2028-12-31"}])
        ),
        made(
            "outside-validation",
            "Member States",
            "Have training in prevention of sexual exploitation and abuse validated from outside.",
            "training_support",
            json!([
            {"on": "2024-11-05", "text": "Four States opened their courses to validators.", "decision": "taken-forward", "due": "2026-12-31"},
            {"on": "2026-10-14", "text": "Seven States now."}])
        ),
        made(
            "shared-costs",
            "Secretariat",
            "Say for every activity who pays, development entities included.",
            "cost_shares",
            json!([
            {"on": "2025-02-18", "text": "Not for activities below a threshold.", "decision": "taken-forward", "due": "2026-03-31"},
            {"on": "2026-03-30", "text": "Done for two of three missions."},
            {"on": "2026-11-02", "text": "Done for all.", "done": true}])
        ),
        made(
            "names-of-candidates",
            "Secretariat",
            "Publish names of candidates for leadership posts.",
            "leadership_posts",
            json!([
            {"on": "2024-05-20", "text": "The steps of selection are published, names are not.", "decision": "not-taken-forward"}])
        ),
    ])
}
