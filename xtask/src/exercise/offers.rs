//! Pledges that are no units: people one by one, courses, money, lift, equipment, civilians, words.

use serde_json::{Value, json};

use super::draw::Draw;
use super::lots::number;
use super::states::Profile;

/// A pledge of this short name; none where the name is that of a kind of unit.
pub(crate) fn offer(profile: &Profile, name: &str, id: &str, draw: &mut Draw) -> Option<Value> {
    let language = profile.languages[0];
    let lots = |described: String, more: Value| {
        json!([super::calendar::with(json!({"id": id, "described_as": described}), more)])
    };
    let (kind, title, more) = match name {
        "staff" => {
            let persons = draw.between(6, 24);
            let women = persons * draw.between(17, 34) / 100;
            let bands = json!([{"band": "officers", "women": women, "of": persons}]);
            let lots = lots(
                "Staff officers and military observers".into(),
                json!({"strength": persons, "women": bands, "component": "military",
                "languages": [{"language": language, "proficiency": "fluent", "persons": persons}]}),
            );
            ("individuals", format!("{persons} staff officers and military observers"), json!({"lots": lots}))
        }
        "police" => {
            let persons = draw.between(10, 40);
            let women = persons * draw.between(20, 36) / 100;
            let bands = json!([{"band": "officers", "women": women, "of": persons}]);
            let lots = lots(
                "Individual police officers".into(),
                json!({"strength": persons, "women": bands, "component": "police",
                "languages": [{"language": language, "proficiency": "fluent", "persons": persons}]}),
            );
            ("individuals", format!("{persons} individual police officers"), json!({"lots": lots}))
        }
        "civilians" => {
            let field = *draw.one(&[
                "justice and corrections",
                "human rights",
                "mediation support",
                "electoral advice",
            ]);
            let lots = lots(
                format!("Experts in {field}"),
                json!({"strength": draw.between(4, 12), "component": "civilian"}),
            );
            ("civilian-expertise", format!("Roster of experts in {field}"), json!({"lots": lots}))
        }
        "course" => {
            let (module, title) = *draw.one(&[
                ("core-pre-deployment", "Train-the-trainer courses for pre-deployment training"),
                ("community-engagement", "Courses for engagement teams"),
                (
                    "prevention-of-sexual-exploitation-and-abuse",
                    "Courses on prevention of sexual exploitation and abuse",
                ),
                ("environment", "Courses for engineers on plant and environment"),
                ("public-order-management", "Courses on public order for formed police units"),
            ]);
            let taken_by =
                *draw.one(&[&["XAE"] as &[&str], &["XAE", "XAV"], &["XAG", "XAV"], &["XAD", "XAP", "XAR"]]);
            let held = json!({"id": format!("{id}-2026-1"), "module": module, "language": language, "seats": 24,
                "dates": {"from": "2026-03-02", "until": "2026-03-28"}, "payer": "the offering State", "validator": "external",
                "taken_by": taken_by,
                "outcome": format!("{} of 24 passed the course.", draw.between(19, 24))});
            let (from, until) = *draw.one(&[
                ("2026-11-30", "2026-12-18"),
                ("2027-01-11", "2027-02-06"),
                ("2027-02-15", "2027-03-05"),
                ("2027-04-06", "2027-04-30"),
            ]);
            let coming = json!({"id": format!("{id}-2027-1"), "module": module, "language": draw.one(profile.languages), "seats": draw.between(2, 4) * 10,
                "dates": {"from": from, "until": until}, "payer": draw.one(&["the offering State", "triangular partnership fund (exercise)"]),
                "validator": "external", "taken_by": []});
            ("training", title.to_owned(), json!({"courses": [held, coming], "lots": []}))
        }
        "money" => {
            let purpose = *draw.one(&[
                "Armoured ambulances for units of other contributors",
                "Language courses before deployment",
                "Travel of assessment and advisory visits",
                "Engagement teams with women: accommodation and training",
            ]);
            let amount =
                json!({"currency": "USD", "minor_units": u64::from(draw.between(4, 30)) * 10_000_000});
            let funding = json!([{"purpose": purpose, "amount": amount, "paid": draw.chance(60)}]);
            ("funding", purpose.to_owned(), json!({"funding": funding, "lots": []}))
        }
        "lift" => {
            let air = draw.chance(60);
            let (mode, persons, tonnes) = if air {
                ("air", draw.between(90, 140), draw.between(20, 70))
            } else {
                ("sea", 0, draw.between(20, 40) * 100)
            };
            let lift = super::calendar::with(
                json!({"mode": mode, "tonnes": tonnes, "dates": {"from": "2026-11-01", "until": "2027-11-01"}}),
                json!({"persons": (persons > 0).then_some(persons)}),
            );
            let title =
                if air { "Strategic air lift for units of others" } else { "Sea lift for units of others" };
            ("lift", title.to_owned(), json!({"lift": [lift], "lots": []}))
        }
        "equipment" => {
            let (category, what, pieces) = *draw.one(&[
                ("armoured-personnel-carrier", "armoured personnel carriers", 20),
                ("water-purification-plant", "water purification plants", 8),
                ("ambulance", "armoured ambulances", 12),
            ]);
            let lots = lots(
                format!("{pieces} {what} for a unit of another contributor"),
                json!({"equipment": [
                {"category": category, "quantity": pieces, "serviceable": pieces, "owner": "contributor", "arrangement": "dry-lease"}]}),
            );
            ("equipment", format!("{pieces} {what}"), json!({"lots": lots}))
        }
        "offer" => {
            let units = draw.between(2, 4);
            let lots = lots("Further units over the coming years, types to be agreed".into(), json!({}));
            ("political-offer", format!("{} more units over time", number(units)), json!({"lots": lots}))
        }
        _ => return None,
    };
    let pledge = json!({"id": id, "kind": kind, "title": title, "contributors": [{"state": profile.code, "roles": ["lead"]}]});
    Some(super::calendar::with(pledge, more))
}
