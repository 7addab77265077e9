//! Lots as States describe them: what each kind of unit brings, with the gaps that lists have in practice.

use serde_json::{Value, json};

use super::calendar::{day, on, with};
use super::draw::Draw;
use super::states::Profile;
use super::units::Kind;

/// How far a State means to bring a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Goal {
    Announced,
    Offered,
    Level1,
    Level2,
    Level3,
    Rapid,
}

impl Goal {
    /// The id of the level in PCRS, once it is one.
    pub(crate) fn level(self) -> Option<&'static str> {
        match self {
            Self::Announced | Self::Offered => None,
            Self::Level1 => Some("level-1"),
            Self::Level2 => Some("level-2"),
            Self::Level3 => Some("level-3"),
            Self::Rapid => Some("rapid-deployment"),
        }
    }
}

/// A lot of `units` units of a kind, from this State.
pub(crate) fn lot(
    profile: &Profile,
    kind: &Kind,
    id: &str,
    units: u32,
    goal: Goal,
    draw: &mut Draw,
) -> Value {
    let worded = *draw.one(kind.worded);
    let described = if units == 1 { worded.to_owned() } else { format!("{} {}", number(units), kind.plural) };
    let strength = (0..units).map(|_| draw.between(kind.strength.0, kind.strength.1)).sum::<u32>();
    let form = if worded.contains("another contributor") { "sub-unit" } else { "whole" };
    let stated = goal.level().filter(|_| draw.chance(45));
    let lot = json!({
        "id": id, "described_as": described, "units": units, "unit_type": kind.unit_type, "form": form,
        "strength": strength,
    });
    let more = json!({
        "sub_units": parts(kind),
        "stated_levels": stated.map(|level| json!([{"scheme": "un-pcrs", "level": level}])),
        "windows": windows(kind, draw),
        "stages": stages(profile, kind, goal, draw),
        "self_sustainment": self_sustainment(draw),
        "operational_only_with": draw.chance(60).then(|| json!(kind.needs)),
        "caveats": caveats(profile, kind, draw),
        "held_for": held_for(draw),
        "ports_of_embarkation": ports(profile, kind),
        "women": women(profile, kind, strength, draw),
        "languages": languages(profile, strength, draw),
        "engagement": engagement(kind, units, draw),
        "equipment": equipment(kind, units, draw),
    });
    with(lot, more)
}

pub(crate) fn number(units: u32) -> &'static str {
    ["No", "One", "Two", "Three", "Four"].get(units as usize).copied().unwrap_or("Several")
}

fn parts(kind: &Kind) -> Option<Value> {
    let part = |(unit_type, number, fewest): &(&str, u32, u32)| json!({"unit_type": unit_type, "number": number, "min_deployable": fewest});
    (!kind.parts.is_empty()).then(|| kind.parts.iter().map(part).collect())
}

/// When it can be away: mostly from some month on for two years or more, rest taken out.
fn windows(kind: &Kind, draw: &mut Draw) -> Option<Value> {
    let from = ["2026-06-01", "2026-09-01", "2026-10-01", "2026-12-01", "2027-01-01", "2027-02-01"];
    let from = *draw.one(&from);
    let until = *draw.one(&["2028-10-01", "2029-01-01", "2029-07-01"]);
    let few = matches!(kind.name, "uth" | "armed" | "gunship" | "medevac" | "air" | "hosp");
    Some(match draw.between(1, 100) {
        1..=14 => return None,
        15..=52 => json!([{"from": from, "until": until}]),
        53..=78 => json!([{"from": from}]),
        79..=86 => json!([{"from": "2027-07-01", "until": "2029-07-01"}]),
        87..=93 => json!([{"from": "2026-09-01", "until": "2027-09-01"}, {"from": "2028-09-01"}]),
        // Airframes and surgeons are promised for shorter times.
        _ if few => json!([{"from": "2026-10-01", "until": "2028-07-01"}]),
        _ => json!([{"from": "2026-03-01", "until": "2027-06-01"}]),
    })
}

/// What must happen between request and arrival. A unit at the rapid deployment level mostly leaves it at its promise.
fn stages(profile: &Profile, kind: &Kind, goal: Goal, draw: &mut Draw) -> Option<Value> {
    if draw.chance(if goal == Goal::Rapid { 70 } else { 25 }) {
        return None;
    }
    let rapid = goal == Goal::Rapid;
    let ready = u32::from(goal < Goal::Level3) * 15;
    let mut days = |least: u32, most: u32, fast: u32| {
        let days = profile.days(draw.between(least, most));
        if rapid { fast } else { days }
    };
    let decision = days(12, 30, 7);
    let mou = days(18, 36, 10);
    let preparation = days(12, 24, 10) + ready;
    let training = days(20, 32, 14) + ready;
    let clearances = days(8, 16, 8);
    let sea = days(25, 45, 28);
    let air = days(4, 10, 4);
    // Some lists leave the longest step open.
    let sea = (rapid || !draw.chance(8)).then_some(sea);
    let lift = if kind.is_heavy() {
        ("sea-lift", "Sea lift and onward movement")
    } else {
        ("air-cargo", "Air cargo")
    };
    let carried = if kind.is_heavy() { sea } else { Some(air + 6) };
    let stage = |id: &str, title: &str, branch: &str, days: Value, after: &[&str], more: Value| {
        let days = json!({"days": days});
        with(with(json!({"id": id, "title": title, "branch": branch, "after": after}), days), more)
    };
    let decision_by = *draw.one(&["Decision of the cabinet", "Decision in capital", "Mandate of parliament"]);
    // A ship may be there a week earlier than planned.
    let sailing = |days: u32| json!({"least": days.saturating_sub(7), "most": days});
    let carried = if kind.is_heavy() { carried.map(sailing) } else { carried.map(|days| json!(days)) };
    let port = |code: &str| profile.port(code);
    let cargo = if kind.is_heavy() { port("PT") } else { port("AP") };
    let prepared = match kind.name {
        "hosp" => json!({"evidence": "document", "document": "hospital-equipment-list"}),
        _ => json!({"evidence": "coe-inspection"}),
    };
    // Whoever flies waits for what the host clears.
    let flies = kind.equipment.iter().any(|(what, ..)| *what == "helicopter");
    let cleared = json!({"kind": "clearance", "undertaking": flies.then_some("clearances")});
    Some(json!([
        stage(
            "decision",
            decision_by,
            "both",
            json!(decision),
            &[],
            json!({"kind": "decision", "completed_by": {"event": "consultation-answered"}})
        ),
        stage(
            "mou",
            "Memorandum of understanding",
            "both",
            json!(mou),
            &["decision"],
            json!({"kind": "mou", "completed_by": {"event": "mou-step"}})
        ),
        stage(
            "preparation",
            "Preparation of equipment",
            "equipment",
            json!(preparation),
            &["decision"],
            json!({"kind": "equipment-preparation", "completed_by": prepared})
        ),
        stage(
            "training",
            "Pre-deployment training",
            "people",
            json!(training),
            &["decision"],
            json!({"kind": "training", "completed_by": {"evidence": "pre-deployment-visit"}})
        ),
        stage("clearances", "Visas, overflight and customs", "both", json!(clearances), &["mou"], cleared),
        stage(
            lift.0,
            lift.1,
            "equipment",
            json!(carried),
            &["preparation", "clearances"],
            json!({"kind": "lift", "from": cargo})
        ),
        stage(
            "air-lift",
            "Air lift of people",
            "people",
            json!(air),
            &["training", "clearances"],
            json!({"kind": "lift", "from": port("AP")})
        ),
    ]))
}

fn self_sustainment(draw: &mut Draw) -> Option<Value> {
    if draw.chance(15) {
        return None;
    }
    let usual =
        ["catering", "communications", "electrical", "laundry-and-cleaning", "medical", "tentage", "water"];
    let seldom = ["accommodation", "field-defence-stores", "internet", "minor-engineering", "welfare"];
    let mut list: Vec<Value> = Vec::new();
    for category in usual {
        let by = if draw.chance(93) { "unit" } else { *draw.one(&["united-nations", "nobody"]) };
        list.push(json!({"category": category, "by": by}));
    }
    for category in seldom {
        if draw.chance(55) {
            let by = *draw.one(&["unit", "unit", "united-nations"]);
            list.push(json!({"category": category, "by": by}));
        }
    }
    Some(Value::Array(list))
}

const CAVEATS: &[(&str, &[&str], bool)] = &[
    ("Not to take part in detention beyond handing over on the spot.", &["detention"], false),
    ("No crowd control by military units.", &["crowd-control"], false),
    ("No operations by night beyond the defence of its own base.", &["night-operations"], false),
    (
        "Not to be used in joint operations with host forces without a decision in capital.",
        &["joint-operations-with-host-forces"],
        false,
    ),
    ("Patrols stay within 60 kilometres of a level 2 hospital.", &["patrol-beyond-base-area"], false),
    ("Flights by night for the evacuation of casualties only.", &["night-operations"], true),
    (
        "Instrument flights only between surveyed sites; no landing in contact.",
        &["use-of-force-to-protect-civilians"],
        true,
    ),
];

fn caveats(profile: &Profile, kind: &Kind, draw: &mut Draw) -> Option<Value> {
    let flies = kind.equipment.iter().any(|(what, ..)| *what == "helicopter");
    if draw.chance(profile.caveats) {
        let fits: Vec<_> = CAVEATS.iter().filter(|caveat| caveat.2 == flies).collect();
        let (text, activities, _) = *draw.one(&fits);
        let declared = on(day("2025-06-01") + draw.between(0, 300));
        let caveat = json!({"text": text, "activities": activities, "declared": "before-mou",
            "declared_on": {"earliest": declared, "latest": declared}});
        return Some(json!([caveat]));
    }
    draw.chance(65).then(|| json!([]))
}

fn held_for(draw: &mut Draw) -> Option<Value> {
    if draw.chance(9) {
        let framework =
            *draw.one(&["Regional standby brigade", "National reserve", "Regional rapid reaction roster"]);
        let half = if draw.chance(50) { ("2027-01-01", "2027-07-01") } else { ("2027-07-01", "2028-01-01") };
        let held = json!({"framework": framework, "span": {"from": half.0, "until": half.1}});
        return Some(json!([with(held, json!({"goes_first": draw.chance(60).then(|| draw.chance(40))}))]));
    }
    draw.chance(50).then(|| json!([]))
}

fn ports(profile: &Profile, kind: &Kind) -> Value {
    let air = profile.port("AP");
    if kind.is_heavy() { json!([air, profile.port("PT")]) } else { json!([air]) }
}

/// Women by band of rank; some lists give the officers only, some nothing.
fn women(profile: &Profile, kind: &Kind, strength: u32, draw: &mut Draw) -> Option<Value> {
    let usual = i32::try_from(draw.between(kind.women.0, kind.women.1)).unwrap_or_default();
    let share = u32::try_from((usual + profile.women).max(0)).unwrap_or_default().min(25);
    let command = (strength / 60).clamp(2, 12);
    let (officers, sergeants) = (strength * 7 / 100, strength * 28 / 100);
    let others = strength - command - officers - sergeants;
    let all = strength * share / 100;
    let in_command = u32::from(draw.chance(40)).min(all);
    let in_officers = (officers * (share + 2) / 100).min(all - in_command);
    let in_sergeants = (sergeants * share * 8 / 1_000).min(all - in_command - in_officers);
    let in_others = (all - in_command - in_officers - in_sergeants).min(others);
    let band = |band: &str, women: u32, of: u32| json!({"band": band, "women": women, "of": of});
    let mut bands = vec![
        band("command", in_command, command),
        band("officers", in_officers, officers),
        band("non-commissioned-officers", in_sergeants, sergeants),
        band("other-ranks", in_others, others),
    ];
    match draw.between(1, 100) {
        1..=15 => return None,
        16..=27 => bands.truncate(2),
        _ => {}
    }
    Some(Value::Array(bands))
}

fn languages(profile: &Profile, strength: u32, draw: &mut Draw) -> Option<Value> {
    if draw.chance(10) {
        return None;
    }
    let mut list = Vec::new();
    for (i, language) in profile.languages.iter().enumerate() {
        let (how, persons) = match i {
            0 => ("fluent", strength),
            _ => ("working", strength * draw.between(12, 35) / 100),
        };
        list.push(json!({"language": language, "proficiency": how, "persons": persons}));
    }
    for (language, how, chance) in [("fr", "working", 30), ("en", "working", 60)] {
        if !profile.languages.contains(&language) && draw.chance(chance) {
            let persons = (strength * draw.between(3, 9) / 100).max(2);
            list.push(json!({"language": language, "proficiency": how, "persons": persons}));
        }
    }
    Some(Value::Array(list))
}

fn engagement(kind: &Kind, units: u32, draw: &mut Draw) -> Option<Value> {
    if kind.teams.1 == 0 || draw.chance(18) {
        return None;
    }
    let teams = draw.between(kind.teams.0, kind.teams.1) * units;
    let women = (teams * draw.between(45, 100)).div_ceil(100).min(teams);
    let groups = [
        "local women's associations",
        "youth groups",
        "elders and chiefs",
        "displaced families",
        "market traders",
    ];
    let first = *draw.one(&groups);
    let mut named = vec![first];
    named.extend(draw.chance(50).then(|| *draw.one(&groups)).filter(|other| *other != first));
    let more = json!({
        "interpreters": draw.chance(60).then(|| draw.between(0, 2) * units),
        "groups": draw.chance(60).then_some(named),
    });
    Some(with(json!({"teams": teams, "teams_with_women": women}), more))
}

fn equipment(kind: &Kind, units: u32, draw: &mut Draw) -> Option<Value> {
    if draw.chance(7) {
        return None;
    }
    let state_of = draw.between(86, 100);
    let counted = draw.chance(85);
    let mut list = Vec::new();
    for (category, least, most) in kind.equipment {
        let pieces = (0..units).map(|_| draw.between(*least, *most)).sum::<u32>();
        let serviceable = if pieces < 5 { pieces } else { (pieces * state_of).div_ceil(100) };
        let arrangement = match *category {
            "helicopter" | "transport-aircraft" | "unmanned-aerial-system" | "ship" => "letter-of-assist",
            _ => "wet-lease",
        };
        let piece = json!({"category": category, "quantity": pieces, "owner": "contributor", "arrangement": arrangement});
        list.push(with(piece, json!({"serviceable": counted.then_some(serviceable)})));
    }
    Some(Value::Array(list))
}
