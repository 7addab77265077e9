//! What each event does to the units of its lots, one by one.

use std::collections::BTreeMap;

use super::{Lot, Named, Pledge, Pledges, Request, Stands, Status, Units, What};

pub(super) fn apply(pledges: &mut Pledges, event: &Stands<'_>) -> Result<(), String> {
    let (from, id) = (event.from, event.id.to_owned());
    match event.what {
        What::Announced { pledge, lots, unasked, joint } => {
            let first = if *unasked { "offered" } else { "announced" };
            let mut begun = BTreeMap::new();
            for (name, units) in lots {
                let counted = vec![first; units.unwrap_or(0) as usize];
                let rest = if units.is_none() { Some(first) } else { None };
                let lot = Lot { units: counted, rest, ..Lot::default() };
                if begun.insert(name.clone(), lot).is_some() {
                    return Err(format!("the lot {name} stands twice"));
                }
            }
            let parts = [("XAA", "lead", Some(true)), ("XAB", "troops", None)]
                .into_iter()
                .take(1 + usize::from(*joint));
            let parts =
                parts.map(|(state, part, agreed)| ((state.to_owned(), part.to_owned()), agreed)).collect();
            match pledges.insert(pledge.clone(), Pledge { lots: begun, parts, asked: Vec::new() }) {
                None => Ok(()),
                Some(_) => Err(format!("{pledge} was announced before")),
            }
        }
        What::Moved { word, pledge, lots, units } => {
            let (mut moved, lots_there) = (false, scope(pledges, pledge, lots)?);
            let number_fits = is_all(&lots_there, *units);
            for lot in lots_there {
                match path(word, lot.registered.is_some()) {
                    None if *word == "renewed" && number_fits == Ok(true) => lot.renewed = Some(from),
                    None if *word == "acknowledged" && number_fits.is_ok() => {}
                    None if word.starts_with("arrived: ") => match arrive_in_part(lot, *units, word) {
                        Ok(()) => moved = true,
                        Err(_) if lots.is_none() && *units == Units::All => {}
                        Err(why) => return Err(why),
                    },
                    None => return Err(format!("so many units cannot be {word}")),
                    Some((path, to)) => match move_units(lot, *units, path, to) {
                        Ok(()) => {
                            moved = true;
                            if *word == "accepted" && lot.registered.is_none() {
                                lot.registered = Some(from);
                            }
                        }
                        // "All units of all lots" means those that can, as long as there are any.
                        Err(_) if lots.is_none() && *units == Units::All => {}
                        Err(why) => return Err(why),
                    },
                }
            }
            if moved || ["renewed", "acknowledged"].contains(word) {
                Ok(())
            } else {
                Err(format!("no unit can be {word}"))
            }
        }
        What::Amended { pledge, lot, units } => {
            for lot in scope(pledges, pledge, &Some(vec![lot.clone()]))? {
                let none = lot.units.is_empty() && lot.rest.is_none();
                let status = if none { "announced" } else { only_status(lot)? };
                let before = (lot.units.len(), lot.rest);
                lot.units = vec![status; units.unwrap_or(0) as usize];
                lot.rest = if units.is_none() { Some(status) } else { None };
                // Where others may have come to those that were counted, what all of them had some of them have.
                if before.1.is_none() && (lot.rest.is_some() || lot.units.len() > before.0) {
                    lot.possible_levels.extend(lot.level.take().map(|(level, _)| level));
                    lot.possible_evidence.append(&mut lot.evidence);
                }
            }
            Ok(())
        }
        What::Split { pledge, lot, into } => split(pledges, pledge, lot, into),
        What::Substituted { pledge, lot, by } => {
            split(pledges, pledge, lot, std::slice::from_ref(by))?;
            let new = pledges.get_mut(pledge).and_then(|lots| lots.get_mut(&by.0)).ok_or("no such lot")?;
            // What was on record of the others is not of these; they are registered where the others were.
            let (units, registered) = (std::mem::take(&mut new.units), new.registered);
            *new = Lot { units, registered, ..Lot::default() };
            Ok(())
        }
        What::Evidence { pledge, lots, units } => {
            let lots = scope(pledges, pledge, lots)?;
            let all = is_all(&lots, *units)?;
            for lot in lots {
                if all {
                    lot.evidence.push(id.clone());
                } else {
                    lot.possible_evidence.push(id.clone());
                }
            }
            Ok(())
        }
        What::Level { pledge, lots, units, level } => {
            let lots = scope(pledges, pledge, lots)?;
            let all = is_all(&lots, *units)?;
            for lot in lots {
                if all {
                    lot.level = Some((level, id.clone()));
                    lot.possible_levels.clear();
                } else {
                    lot.possible_levels.push(level);
                }
            }
            Ok(())
        }
        What::Part { agreed, pledge, state, roles } => {
            let parts = &mut pledges.get_mut(pledge).ok_or(format!("{pledge} is not announced"))?.parts;
            // Who stands for a part: whoever has it and did not say no.
            let stands = |role: &str| -> Vec<String> {
                let of_role =
                    parts.iter().filter(|((_, part), agreed)| part == role && **agreed != Some(false));
                of_role.map(|((state, _), _)| state.clone()).collect()
            };
            if *agreed && roles.contains(&"lead") && stands("lead").iter().any(|other| other != state) {
                return Err("another State leads".to_owned());
            }
            if let Some(role) =
                roles.iter().find(|role| !agreed && !stands(role).iter().any(|by| by == state))
            {
                return Err(format!("{state} does not stand for {role}"));
            }
            for role in roles {
                parts.insert(((*state).to_owned(), (*role).to_owned()), Some(*agreed));
            }
            Ok(())
        }
        What::Memorandum { pledge, lots } => {
            scope(pledges, pledge, lots)?.into_iter().for_each(|lot| lot.memoranda.push(id.clone()));
            Ok(())
        }
        What::Asked { pledge, lots } => {
            scope(pledges, pledge, lots)?;
            let request = Request { id: event.root.to_owned(), about: named(lots), answers: Vec::new() };
            pledges.entry(pledge.clone()).or_default().asked.push(request);
            Ok(())
        }
        What::Answered { pledge, asked, lots } => {
            scope(pledges, pledge, lots)?;
            let requests = &mut pledges.entry(pledge.clone()).or_default().asked;
            let request = requests.iter_mut().find(|request| request.id == *asked).ok_or("nobody asked")?;
            request.answers.push((id, named(lots)));
            Ok(())
        }
        What::Remark { pledge } | What::Contradicted { pledge, .. } => {
            pledges.get(pledge).map(|_| ()).ok_or(format!("{pledge} is not announced"))
        }
        What::Corrected { .. } => unreachable!("a correction stands for what it puts in place"),
    }
}

fn split(pledges: &mut Pledges, pledge: &str, lot: &String, into: &[(String, u32)]) -> Result<(), String> {
    scope(pledges, pledge, &Some(vec![lot.clone()]))?;
    let lots = pledges.get_mut(pledge).ok_or("no such pledge")?;
    for (name, units) in into {
        let parent = lots.get_mut(lot).ok_or("no such lot")?;
        let status = only_status(parent)?;
        let mut part = Lot { units: Vec::new(), rest: None, ..parent.clone() };
        for _ in 0..*units {
            // A unit of the rest is counted when it is taken out.
            let unit = parent.units.pop().or(parent.rest).ok_or("more units than there are")?;
            assert_eq!(unit, status);
            part.units.push(unit);
        }
        if lots.insert(name.clone(), part).is_some() {
            return Err(format!("the lot {name} is there"));
        }
    }
    for about in lots.asked.iter_mut().flat_map(|request| {
        std::iter::once(&mut request.about).chain(request.answers.iter_mut().map(|(_, about)| about))
    }) {
        if let Some(about) = about.as_mut().filter(|about| about.contains(lot)) {
            about.extend(into.iter().map(|(part, _)| part.clone()));
        }
    }
    let left = &lots[lot];
    if !into.is_empty() && left.units.is_empty() && left.rest.is_none() {
        lots.remove(lot);
    }
    Ok(())
}

fn named(lots: &Option<Vec<String>>) -> Named {
    lots.as_ref().map(|lots| lots.iter().cloned().collect())
}

/// The lots an event is about: those it names, or all of the pledge.
fn scope<'p>(
    pledges: &'p mut Pledges,
    pledge: &str,
    lots: &Option<Vec<String>>,
) -> Result<Vec<&'p mut Lot>, String> {
    let there = pledges.get_mut(pledge).ok_or(format!("{pledge} is not announced"))?;
    if let Some(missing) = lots.iter().flatten().find(|name| !there.contains_key(*name)) {
        return Err(format!("there is no lot {missing}"));
    }
    let named = |name: &String| lots.as_ref().is_none_or(|lots| lots.contains(name));
    Ok(there.iter_mut().filter(|(name, _)| named(name)).map(|(_, lot)| lot).collect())
}

/// Units leave the statuses of `path`, from the first of them first; units of the rest are counted last.
fn move_units(lot: &mut Lot, units: Units, path: &[Status], to: Status) -> Result<(), String> {
    let mut movable: Vec<usize> = Vec::new();
    for status in path {
        movable.extend((0..lot.units.len()).filter(|i| lot.units[*i] == *status));
    }
    let rest_moves = lot.rest.is_some_and(|status| path.contains(&status));
    if movable.is_empty() && !rest_moves {
        return Err(format!("no unit can be {to}"));
    }
    match units {
        Units::All => {
            for i in movable {
                lot.units[i] = to;
            }
            if rest_moves {
                lot.rest = Some(to);
            }
        }
        Units::Of(number) => {
            let mut movable = movable.into_iter();
            for _ in 0..number {
                match movable.next() {
                    Some(i) => lot.units[i] = to,
                    None if rest_moves => lot.units.push(to),
                    None => return Err(format!("fewer than {number} units can be {to}")),
                }
            }
        }
        Units::NotStated => unreachable!("what moves units states how many"),
    }
    Ok(())
}

/// People or equipment arrived: units that have the other part there are deployed, others wait for it; the event may
/// also speak of units that are there already, and those stay as they are.
fn arrive_in_part(lot: &mut Lot, units: Units, word: &str) -> Result<(), String> {
    let (waits, begins) = match word {
        "arrived: people" => ("moving: equipment", "moving: people"),
        _ => ("moving: people", "moving: equipment"),
    };
    let groups: [(&[Status], Option<Status>); 3] = [
        (&[waits], Some("deployed")),
        (&["moving", "selected", "reserved", "available", "offered", "announced"], Some(begins)),
        (&[begins, "deployed"], None),
    ];
    let before = lot.units.clone();
    let mut left = match units {
        Units::Of(number) => number as usize,
        _ => before.len(),
    };
    let mut spoken_of = false;
    for (group, to) in groups {
        for i in group.iter().flat_map(|status| (0..before.len()).filter(|i| before[*i] == *status)) {
            spoken_of = true;
            if left > 0 {
                left -= 1;
                lot.units[i] = to.unwrap_or(before[i]);
            }
        }
        let Some(rest) = lot.rest.filter(|status| group.contains(status)) else { continue };
        spoken_of = true;
        match (units, to) {
            (Units::Of(_), Some(to)) => lot.units.extend(vec![to; std::mem::take(&mut left)]),
            (Units::Of(_), None) => left = 0,
            (_, to) => lot.rest = Some(to.unwrap_or(rest)),
        }
    }
    let enough = left == 0 || units == Units::All;
    if spoken_of && enough { Ok(()) } else { Err(format!("not so many units can have {word}")) }
}

fn only_status(lot: &Lot) -> Result<Status, String> {
    let mut statuses: Vec<Status> = lot.units.iter().copied().chain(lot.rest).collect();
    statuses.dedup();
    match statuses[..] {
        [one] => Ok(one),
        _ => Err("the units do not have one status".to_owned()),
    }
}

/// Whether an event is about every unit of its lots.
fn is_all(lots: &[&mut Lot], units: Units) -> Result<bool, String> {
    let total: usize = lots.iter().map(|lot| lot.units.len()).sum();
    let counted = lots.iter().all(|lot| lot.rest.is_none());
    match units {
        Units::All => Ok(true),
        Units::Of(number) if counted && number as usize > total => {
            Err("more units than there are".to_owned())
        }
        Units::Of(number) => Ok(counted && number as usize == total),
        // One unit has no others beside it.
        Units::NotStated => Ok(counted && total == 1),
    }
}

/// From which statuses an event takes units, the first of them first, and which it gives them. Units of a lot that was
/// never registered come back as no more than offered.
fn path(word: &str, registered: bool) -> Option<(&'static [Status], Status)> {
    let home = if registered { "available" } else { "offered" };
    Some(match word {
        "offered" => (&["announced", "lapsed"], "offered"),
        "accepted" => (&["offered", "announced"], "available"),
        "reserved" => (&["available"], "reserved"),
        "selected" => (&["reserved", "available", "offered", "announced"], "selected"),
        "released" => (&["reserved", "selected"], home),
        "suspended" => (&["available", "reserved", "selected"], "suspended"),
        "resumed" => (&["suspended"], home),
        "moving" => (&["selected", "reserved", "available", "offered", "announced"], "moving"),
        "arrived" => (
            &[
                "moving: people",
                "moving: equipment",
                "moving",
                "selected",
                "reserved",
                "available",
                "offered",
                "announced",
                "deployed",
            ],
            "deployed",
        ),
        "re-hatted" => (&["deployed"], "deployed"),
        "returned" => (&["deployed", "moving: people", "moving: equipment", "moving"], "reconstituting"),
        "reconstituting" => (&["available"], "reconstituting"),
        "reconstituted" => (&["reconstituting"], home),
        "withdrawn" => (
            &["announced", "offered", "available", "reserved", "selected", "suspended", "reconstituting"],
            "withdrawn",
        ),
        "lapsed" => (&["announced", "offered", "available", "suspended", "reconstituting"], "lapsed"),
        _ => return None,
    })
}
