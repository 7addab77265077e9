//! Random events: mostly such as could happen, on two pledges of few lots, so that they meet each other.

use pledgebook_tests::dice::Dice;

use crate::replay::{Day, Event, Instant, Units, What, pledge_of};

const PLEDGES: [&str; 2] = ["p", "q"];
const STATES: [&str; 2] = ["XAA", "XAB"];
const ROLES: [&str; 3] = ["lead", "troops", "lift"];
/// One more than the largest number of a kind of event.
const KINDS: usize = 118;
const LEVELS: [&str; 3] = ["level-1", "level-2", "level-3"];

/// An event that becomes known at `known`, after `before`.
pub(crate) fn event(dice: &mut Dice, before: &[Event], known: Instant) -> Event {
    let id = format!("e{}", before.len() + 1);
    let what = if !before.is_empty() && dice.chance(22) {
        let corrected = dice.one(before);
        let root = root(before, corrected);
        let pledge = pledge_of(&root.what).to_owned();
        // Most corrections say the same with another number or day.
        let again = matches!(root.what, What::Announced { .. }).then_some(0);
        let kind =
            if dice.chance(70) { again.unwrap_or_else(|| dice.below(KINDS)) } else { dice.below(KINDS) };
        let instead = dice.chance(65).then(|| Box::new(what(dice, before, &pledge, kind)));
        What::Corrected { corrects: corrected.id.clone(), instead }
    } else {
        let pledge = *dice.one(&PLEDGES);
        let begun =
            before.iter().any(|e| matches!(&e.what, What::Announced { pledge: p, .. } if p == pledge));
        let kind = if begun || dice.chance(5) { dice.below(KINDS) } else { 0 };
        what(dice, before, pledge, kind)
    };
    let announces = matches!(what, What::Announced { .. });
    Event { id, known, valid: valid(dice, known.0, announces), what }
}

/// The event that a correction corrects in the end.
fn root<'e>(events: &'e [Event], of: &'e Event) -> &'e Event {
    match &of.what {
        What::Corrected { corrects, .. } => {
            root(events, events.iter().find(|event| event.id == *corrects).expect("it was drawn before"))
        }
        _ => of,
    }
}

fn what(dice: &mut Dice, before: &[Event], pledge: &str, kind: usize) -> What {
    let known_lots = lots_of(before, pledge);
    let pledge = pledge.to_owned();
    let lot = |dice: &mut Dice| match known_lots.is_empty() || dice.chance(3) {
        true => format!("{pledge}-none"),
        false => dice.one(&known_lots).clone(),
    };
    match kind {
        0..3 => {
            let lots = (1..=1 + dice.below(2)).map(|i| {
                let units = if dice.chance(75) { Some(draw_units(dice, 5)) } else { None };
                (format!("{pledge}-{i}"), units)
            });
            let lots = lots.collect();
            What::Announced { lots, pledge: pledge.clone(), unasked: dice.chance(20), joint: dice.chance(50) }
        }
        3..60 => {
            let words = [
                "offered",
                "accepted",
                "accepted",
                "accepted",
                "reserved",
                "selected",
                "selected",
                "released",
                "suspended",
                "resumed",
                "moving",
                "moving",
                "arrived",
                "arrived",
                "arrived: people",
                "arrived: people",
                "arrived: equipment",
                "arrived: equipment",
                "re-hatted",
                "returned",
                "returned",
                "reconstituting",
                "reconstituted",
                "withdrawn",
                "withdrawn",
                "lapsed",
                "renewed",
                "acknowledged",
            ];
            let (lots, units) = part(dice, lot);
            let units = if units == Units::NotStated { Units::All } else { units };
            What::Moved { word: dice.one::<&str>(&words), pledge: pledge.clone(), lots, units }
        }
        60..66 => {
            let units = if dice.chance(75) { Some(draw_units(dice, 6)) } else { None };
            What::Amended { lot: lot(dice), pledge: pledge.clone(), units }
        }
        66..69 => {
            let by = (format!("{pledge}-t{}", before.len()), 1 + draw_units(dice, 1));
            What::Substituted { lot: lot(dice), pledge: pledge.clone(), by }
        }
        69..74 => {
            let free = before.len();
            // Now and then a name that another pledge may have.
            let stem = if dice.chance(92) { pledge.clone() } else { "x".to_owned() };
            let many = if dice.chance(90) { 1 + dice.below(2) } else { 0 };
            let mut into: Vec<(String, u32)> = Vec::new();
            for i in 0..many {
                into.push((format!("{stem}-s{free}-{i}"), 1 + draw_units(dice, 2)));
            }
            if many == 0 {
                into.push(("x-both".to_owned(), 1));
            }
            What::Split { lot: lot(dice), pledge: pledge.clone(), into }
        }
        74..84 => {
            let (lots, units) = part(dice, lot);
            What::Evidence { pledge: pledge.clone(), lots, units }
        }
        84..96 => {
            let (lots, units) = part(dice, lot);
            What::Level { pledge: pledge.clone(), lots, units, level: dice.one::<&str>(&LEVELS) }
        }
        96..98 if !before.is_empty() => {
            What::Contradicted { pledge: pledge.clone(), contradicts: dice.one(before).id.clone() }
        }
        100..106 => {
            let (state, role) = (*dice.one(&STATES), *dice.one(&ROLES));
            let another = dice.chance(20).then(|| *dice.one(&ROLES)).filter(|another| *another != role);
            let roles = std::iter::once(role).chain(another).collect();
            What::Part { agreed: dice.chance(50), pledge, state, roles }
        }
        106..109 => What::Memorandum { lots: part(dice, lot).0, pledge },
        109..113 => What::Asked { lots: part(dice, lot).0, pledge },
        113..118 => {
            let asked: Vec<&Event> = before.iter().filter(|event| asks(&event.what, &pledge)).collect();
            match asked.is_empty() || dice.chance(5) {
                true if before.is_empty() || dice.chance(90) => {
                    What::Asked { lots: part(dice, lot).0, pledge }
                }
                true => What::Answered { asked: dice.one(before).id.clone(), lots: None, pledge },
                false => {
                    let asked = root(before, dice.one::<&Event>(&asked)).id.clone();
                    What::Answered { asked, lots: part(dice, lot).0, pledge }
                }
            }
        }
        _ => What::Remark { pledge },
    }
}

/// Whether it is a request about this pledge, or puts one in the place of another event.
fn asks(what: &What, of: &str) -> bool {
    match what {
        What::Asked { pledge, .. } => pledge == of,
        What::Corrected { instead: Some(instead), .. } => asks(instead, of),
        _ => false,
    }
}

fn draw_units(dice: &mut Dice, most: usize) -> u32 {
    u32::try_from(dice.below(most + 1)).expect("a small number")
}

/// All lots, or some; all units, some, or not stated.
fn part(dice: &mut Dice, mut lot: impl FnMut(&mut Dice) -> String) -> (Option<Vec<String>>, Units) {
    let lots = dice.chance(60).then(|| (0..=dice.below(10) / 8).map(|_| lot(dice)).collect::<Vec<_>>());
    let units = match dice.below(10) {
        0..5 => Units::All,
        5..9 => Units::Of(draw_units(dice, 4)),
        _ => Units::NotStated,
    };
    (lots, units)
}

/// Every lot that any event gave the pledge, whether or not it is there now.
fn lots_of(events: &[Event], pledge: &str) -> Vec<String> {
    let mut found = Vec::new();
    for event in events {
        let what = match &event.what {
            What::Corrected { instead: Some(instead), .. } => instead,
            what => what,
        };
        match what {
            What::Substituted { pledge: p, by: (lot, _), .. } if p == pledge => found.push(lot.clone()),
            What::Announced { pledge: p, lots, .. } if p == pledge => {
                found.extend(lots.iter().map(|(lot, _)| lot.clone()));
            }
            What::Split { pledge: p, into, .. } if p == pledge => {
                found.extend(into.iter().map(|(lot, _)| lot.clone()));
            }
            _ => {}
        }
    }
    found
}

/// Days near the one on which it became known; an announcement lies earlier, so that there is something to come.
fn valid(dice: &mut Dice, known: Day, announces: bool) -> Option<(Option<Day>, Option<Day>)> {
    let shift = if announces { 0 } else { 8 };
    let mut day =
        |spread: usize| (known + shift).saturating_sub(u32::try_from(dice.below(spread)).expect("small"));
    let (one, other) = (day(14), day(14));
    let (from, to) = (one.min(other), one.max(other));
    Some(match dice.below(20) {
        0..10 => (Some(one), Some(one)),
        10..13 => (Some(from), Some(to)),
        13..15 => (None, Some(one)),
        15..17 => (Some(from.min(known + 1)), None),
        17 => (None, None),
        _ => return None,
    })
}
