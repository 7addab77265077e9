//! What the States pledged: the stories, then what each profile offers, round after round.

use pledgebook::record::Event;
use serde_json::{Value, json};

use super::SHIPPED;
use super::calendar::{day, on, with};
use super::draw::Draw;
use super::life::Life;
use super::lots::{Goal, lot};
use super::states::{PROFILES, Profile};
use super::trail::{Of, announcement, later, levels, papers, people};
use super::units::Kind;
use super::{offers, stories};

/// The lives of so many pledges.
pub(crate) fn lives(pledges: usize) -> impl Iterator<Item = Vec<Event>> {
    let rounds = (1..).flat_map(|round| {
        PROFILES.iter().flat_map(move |profile| {
            profile.offers.split(' ').enumerate().map(move |(i, name)| {
                let before = profile.offers.split(' ').take(i).filter(|other| *other == name).count();
                let several = profile.offers.split(' ').filter(|other| *other == name).count();
                (profile, name, (round - 1) * several + before + 1)
            })
        })
    });
    let thin = pledges > SHIPPED;
    let drawn = rounds.map(move |(profile, name, number)| life(profile, name, number, thin));
    stories::all().into_iter().chain(drawn).take(pledges).map(Life::events)
}

fn life(profile: &Profile, name: &str, number: usize, thin: bool) -> Life {
    let code = profile.code.to_lowercase();
    let id = format!("{code}-{name}-{number}");
    let mut draw = Draw::of(&id);
    let (announced, said) = announcement(profile.code, &mut draw);
    if let Some(pledge) = offers::offer(profile, name, &id, &mut draw) {
        let mut life = Life::announced(&pledge, announced, said);
        if pledge["kind"] != "political-offer" && draw.chance(80) {
            let offered = announced + profile.days(draw.between(20, 110));
            if pledge["lots"] != json!([]) {
                life.step(offered, 3, "offered", json!({"units": "all"}));
                life.step(offered + 30, 3, "accepted", json!({"units": "all"}));
            }
        }
        return life;
    }
    let kind = Kind::named(name).unwrap_or_else(|| panic!("`{name}` is neither a unit nor another offer"));
    units(profile, kind, &id, (announced, said), thin, &mut draw)
}

fn units(profile: &Profile, kind: &Kind, id: &str, said: (u32, Value), thin: bool, draw: &mut Draw) -> Life {
    let goal = match draw.between(1, 100) {
        1..=7 => Goal::Announced,
        8..=14 => Goal::Offered,
        _ if !draw.chance(profile.ready) => Goal::Level1,
        _ if draw.chance(profile.rapid) => Goal::Rapid,
        _ if draw.chance(35) => Goal::Level3,
        _ => Goal::Level2,
    };
    let many = if kind.is_heavy() { draw.between(1, 100) } else { 1 };
    let count = if many > 95 {
        3
    } else if many > 55 {
        2
    } else {
        1
    };
    let all_ahead = goal < Goal::Level2 || draw.chance(60);
    let mut lots = Vec::new();
    for i in 0..count {
        let units = if i == 0 && count == 1 && draw.chance(20) { kind.units } else { 1 };
        let name = if count == 1 { id.to_owned() } else { format!("{id}{}", ["a", "b", "c"][i]) };
        let goal = if i == 0 || all_ahead { goal } else { Goal::Level1 };
        lots.push(lot(profile, kind, &name, units, goal, draw));
    }
    let ahead = (!all_ahead && count > 1).then(|| vec![format!("{id}a")]);
    let strength = match &ahead {
        Some(_) => lots[0]["strength"].as_u64(),
        None => lots.iter().map(|lot| lot["strength"].as_u64()).sum(),
    };
    let pledge = pledge(profile, kind, id, lots, draw);
    let mut life = Life::announced(&pledge, said.0, said.1);
    let strength = u32::try_from(strength.unwrap_or_default()).unwrap_or_default();
    let ends = pledge["offered_until"]["latest"].as_str().map(day);
    let of = Of { profile, ends, police: kind.is_police(), strength, goal, ahead, thin };
    if let Some(accepted) = papers(&mut life, &of, said.0, draw) {
        people(&mut life, &of, accepted, draw);
        let ready = levels(&mut life, &of, accepted, draw);
        later(&mut life, &of, ready, draw);
    }
    life
}

fn pledge(profile: &Profile, kind: &Kind, id: &str, lots: Vec<Value>, draw: &mut Draw) -> Value {
    let title = match lots.as_slice() {
        [one] => one["described_as"].as_str().unwrap_or_default().to_owned(),
        several => format!("{} {}", super::lots::number(several.len() as u32), kind.plural),
    };
    let mut contributors = vec![json!({"state": profile.code, "roles": ["lead", "troops"]})];
    if draw.chance(7) {
        let partner = draw.one(PROFILES).code;
        if partner != profile.code {
            let role = *draw.one(&["equipment", "lift", "training", "funding"]);
            let agreed = draw.chance(70).then_some(true);
            let partner = json!({"state": partner, "roles": [role]});
            contributors.push(with(partner, json!({"agreed": agreed})));
        }
    }
    let conditions = match draw.between(1, 100) {
        1..=52 => Some(json!([])),
        53..=89 => None,
        _ => Some(json!([draw.one(&[
            "Approval by parliament for each mission.",
            "A partner carries the equipment to the port of entry.",
            "A letter of assist is agreed before the decision.",
            "The contributor commands the sector in which it serves.",
        ])])),
    };
    let until = match draw.between(1, 100) {
        1..=26 => Some(*draw.one(&["2027-12-31", "2028-06-30", "2028-12-31"])),
        // Some offers ran out, and nobody said more.
        27..=30 => Some("2026-06-30"),
        _ => None,
    };
    let until = until.map(|text| on(day(text)));
    let team = matches!(kind.name, "eod" | "dog" | "uas" | "isr");
    let pledge = json!({
        "id": id, "kind": if team { "specialised-team" } else { "formed-unit" }, "title": title,
        "contributors": contributors, "lots": lots,
    });
    let until = until.map(|day| json!({"earliest": day, "latest": day}));
    with(pledge, json!({"conditions": conditions, "offered_until": until}))
}
