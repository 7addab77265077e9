//! The rules of the record (DESIGN section 3), the slow and obvious way: what is known is read from the list of
//! events, put in order, and units go from status to status one by one.
//!
//! 1. Take what became **known** by the instant asked for.
//! 2. A **correction** stands in the place of the event it corrects, or takes it back. Of several, the latest wins. A
//!    correction of a correction corrects the original. It keeps the original's number in the record and, where it
//!    gives no day of its own, its day.
//! 3. An event **holds from** its latest day; one without a latest day from the day it became known. Order by that
//!    day, then by the number in the record.
//! 4. Apply what holds by the day asked for, one event after the other. What cannot happen where it stands is refused.
//! 5. What is known only to hold from some day on cannot be known before that day.
//! 6. An event that does not hold yet, but may, leaves a **doubt** on the lots it is about.
//! 7. Where another source **contradicts** an event that stands, the level or evidence that it gave is on record for no
//!    unit surely.
//! 8. An event that surely holds later is **to come** for the lots whose units it changes, wherever those are by then.
//! 9. A State **agrees** to parts of a pledge or **falls away** from them, part by part; one at a time leads. A State **answers**
//!    what it was asked; what it was asked about a lot it was asked about what is split off.
//!
//! Each unit is one entry in a list, so none can come or go but by an announcement or an amendment.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};

/// A day, counted from 1 January 2026.
pub(crate) type Day = u32;
/// A day, and the second in it.
pub(crate) type Instant = (Day, u32);
/// The word of a status.
pub(crate) type Status = &'static str;

/// An event on record. Its place in the list is its number.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) known: Instant,
    /// Earliest and latest day; `None` is undated.
    pub(crate) valid: Option<(Option<Day>, Option<Day>)>,
    pub(crate) what: What,
}

/// How many units an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Units {
    All,
    Of(u32),
    NotStated,
}

/// What happened. Lots are `None` where the event names none.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// Lots with their number of units; `None` is Unknown. Announced, or offered without having been asked for; by one State,
    /// or jointly with another of which nobody said that it agreed.
    Announced {
        pledge: String,
        lots: Vec<(String, Option<u32>)>,
        unasked: bool,
        joint: bool,
    },
    /// Any event that moves units, or says something of a number of them: offered, accepted, arrived (all of it, the
    /// people or the equipment), renewed, and so on.
    Moved {
        word: &'static str,
        pledge: String,
        lots: Option<Vec<String>>,
        units: Units,
    },
    /// Another number of units; `None` where sources differ.
    Amended {
        pledge: String,
        lot: String,
        units: Option<u32>,
    },
    Split {
        pledge: String,
        lot: String,
        into: Vec<(String, u32)>,
    },
    /// Units of another type in the place of some.
    Substituted {
        pledge: String,
        lot: String,
        by: (String, u32),
    },
    Evidence {
        pledge: String,
        lots: Option<Vec<String>>,
        units: Units,
    },
    Level {
        pledge: String,
        lots: Option<Vec<String>>,
        units: Units,
        level: &'static str,
    },
    /// A State agreed to parts, or fell away from them.
    Part {
        agreed: bool,
        pledge: String,
        state: &'static str,
        roles: Vec<&'static str>,
    },
    /// A step of a memorandum.
    Memorandum {
        pledge: String,
        lots: Option<Vec<String>>,
    },
    /// A formal request.
    Asked {
        pledge: String,
        lots: Option<Vec<String>>,
    },
    /// What a State answered to it.
    Answered {
        pledge: String,
        asked: String,
        lots: Option<Vec<String>>,
    },
    /// Changes neither status nor level nor evidence.
    Remark {
        pledge: String,
    },
    /// Another source says otherwise about this event.
    Contradicted {
        pledge: String,
        contradicts: String,
    },
    Corrected {
        corrects: String,
        instead: Option<Box<What>>,
    },
}

/// What a lot is on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lot {
    /// The status of each unit that was counted, in order.
    pub(crate) units: Vec<Status>,
    /// The status of the rest, whose number nobody stated.
    pub(crate) rest: Option<Status>,
    /// The level, and the event that says so.
    pub(crate) level: Option<(&'static str, String)>,
    pub(crate) possible_levels: Vec<&'static str>,
    /// The events that say so.
    pub(crate) evidence: Vec<String>,
    pub(crate) possible_evidence: Vec<String>,
    pub(crate) registered: Option<Day>,
    pub(crate) renewed: Option<Day>,
    /// The events in doubt, in the order in which they would hold.
    pub(crate) doubts: Vec<String>,
    /// The events to come, in the order in which they hold.
    pub(crate) to_come: Vec<String>,
    /// The steps of memoranda, by their events.
    pub(crate) memoranda: Vec<String>,
}

/// The lots that are named, if any are.
pub(crate) type Named = Option<BTreeSet<String>>;

/// A formal request by its event, and the answers by theirs; each with the lots that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) id: String,
    pub(crate) about: Named,
    pub(crate) answers: Vec<(String, Named)>,
}

/// What a pledge is on a day: its lots, and who stands behind them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pledge {
    pub(crate) lots: BTreeMap<String, Lot>,
    /// Whether a State agreed to a part; `None`: nobody said so.
    pub(crate) parts: BTreeMap<(String, String), Option<bool>>,
    pub(crate) asked: Vec<Request>,
}

impl Deref for Pledge {
    type Target = BTreeMap<String, Lot>;

    fn deref(&self) -> &Self::Target {
        &self.lots
    }
}

impl DerefMut for Pledge {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.lots
    }
}

/// The pledges on a day.
pub(crate) type Pledges = BTreeMap<String, Pledge>;

/// Something that happened, after corrections.
struct Stands<'e> {
    id: &'e str,
    /// The event in whose place it stands, or itself.
    root: &'e str,
    what: &'e What,
    earliest: Option<Day>,
    from: Day,
}

/// The record as it stood on `day`, by what was known at `known`; or why it cannot be.
pub(crate) fn replay(events: &[Event], day: Day, known: Instant) -> Result<Pledges, String> {
    let timeline = timeline(events, known);
    let mut pledges = applied(&timeline, day)?;
    let later = timeline.partition_point(|event| event.from <= day);
    let mut shown = pledges.clone();
    contradict(&mut shown, &timeline[..later]);
    for (i, event) in timeline.iter().enumerate().skip(later) {
        let before = pledges.clone();
        apply(&mut pledges, event).map_err(|why| format!("{}: {why}", event.id))?;
        for (pledge, lots) in shown.clone() {
            for lot in lots.keys() {
                let (were, are) = (family(lot, &timeline[later..i]), family(lot, &timeline[later..=i]));
                let changes = units_of(&before[&pledge], &were) != units_of(&pledges[&pledge], &are);
                let may_hold = event.earliest <= Some(day);
                let noted = shown.get_mut(&pledge).and_then(|lots| lots.get_mut(lot)).expect("it is shown");
                let about = is_about(event.what, &pledge, &were);
                // Units of another type in their place may be as many, and are not the same; nor are those behind which a State
                // stands no more.
                let others = about
                    && matches!(event.what, What::Substituted { .. } | What::Part { agreed: false, .. });
                if may_hold && about {
                    noted.doubts.push(event.id.to_owned());
                } else if !may_hold && (changes || others) {
                    noted.to_come.push(event.id.to_owned());
                }
            }
        }
    }
    Ok(shown)
}

fn applied(timeline: &[Stands<'_>], day: Day) -> Result<Pledges, String> {
    let mut pledges = Pledges::new();
    for event in timeline.iter().filter(|event| event.from <= day) {
        apply(&mut pledges, event).map_err(|why| format!("{}: {why}", event.id))?;
    }
    Ok(pledges)
}

/// The units of every lot on each day on which anything changes, and on the day before it: between them nothing does.
pub(crate) fn day_by_day(events: &[Event], known: Instant) -> Result<Vec<(Day, Pledges)>, String> {
    let timeline = timeline(events, known);
    let changes = timeline.iter().flat_map(|event| [event.from.saturating_sub(1), event.from]);
    let days: BTreeSet<Day> = changes.chain([0]).collect();
    days.into_iter().map(|day| Ok((day, applied(&timeline, day)?))).collect()
}

/// Takes back the certainty of what sources differ on.
fn contradict(shown: &mut Pledges, by_then: &[Stands<'_>]) {
    for event in by_then {
        let What::Contradicted { pledge, contradicts } = event.what else { continue };
        if by_then.iter().any(|other| other.id == contradicts) {
            for lot in shown.get_mut(pledge).into_iter().flat_map(|pledge| pledge.values_mut()) {
                if lot.level.as_ref().is_some_and(|(_, event)| event == contradicts) {
                    lot.possible_levels.extend(lot.level.take().map(|(level, _)| level));
                }
                let (doubtful, sure) = lot.evidence.drain(..).partition(|event| event == contradicts);
                lot.evidence = sure;
                lot.possible_evidence.extend::<Vec<String>>(doubtful);
            }
        }
    }
}

/// Whether a record can be: whatever was known at one time can have happened.
pub(crate) fn can_be(events: &[Event]) -> Result<(), String> {
    let instants: BTreeSet<Instant> = events.iter().map(|event| event.known).collect();
    instants.into_iter().try_for_each(|known| could_be(events, known))
}

/// Whether what was known at `known` can have happened, and no two pledges have the same lot.
pub(crate) fn could_be(events: &[Event], known: Instant) -> Result<(), String> {
    for event in events.iter().filter(|event| event.known <= known) {
        if matches!(event.valid, Some((Some(earliest), None)) if earliest > event.known.0) {
            return Err(format!("{} is known to hold before it may", event.id));
        }
        let what = match &event.what {
            What::Corrected { instead: Some(instead), .. } => instead,
            what => what,
        };
        if let What::Moved { lots, .. }
        | What::Evidence { lots, .. }
        | What::Level { lots, .. }
        | What::Memorandum { lots, .. }
        | What::Asked { lots, .. }
        | What::Answered { lots, .. } = what
            && let Some(lots) = lots
            && lots.iter().enumerate().any(|(i, lot)| lots[..i].contains(lot))
        {
            return Err(format!("{} names a lot twice", event.id));
        }
        if let What::Moved { lots, units: Units::Of(_), .. } = what
            && lots.as_ref().is_none_or(|lots| lots.len() != 1)
        {
            return Err(format!("{} has a number of units, but not the one lot they are of", event.id));
        }
    }
    for (i, event) in events.iter().enumerate().filter(|(_, event)| event.known <= known) {
        let what = match &event.what {
            What::Corrected { instead: Some(instead), .. } => instead,
            what => what,
        };
        let What::Contradicted { pledge, contradicts } = what else { continue };
        let says = |other: &Event| {
            other.id == *contradicts
                && !matches!(other.what, What::Corrected { .. } | What::Contradicted { .. })
                && pledge_of(&other.what) == pledge
        };
        if !events[..i].iter().any(says) {
            return Err(format!("{} contradicts what is not there", event.id));
        }
    }
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for event in timeline(events, known) {
        let (pledge, lots): (_, Vec<&String>) = match event.what {
            What::Announced { pledge, lots, .. } => (pledge, lots.iter().map(|(lot, _)| lot).collect()),
            What::Substituted { pledge, by: (lot, _), .. } => (pledge, vec![lot]),
            What::Split { pledge, into, .. } => (pledge, into.iter().map(|(lot, _)| lot).collect()),
            _ => continue,
        };
        for lot in lots {
            if owners.insert(lot, pledge).is_some_and(|owner| owner != pledge) {
                return Err(format!("two pledges have the lot {lot}"));
            }
        }
    }
    replay(events, Day::MAX, known).map(|_| ())
}

fn timeline(events: &[Event], known: Instant) -> Vec<Stands<'_>> {
    let events: Vec<&Event> = events.iter().filter(|event| event.known <= known).collect();
    let mut originals: BTreeMap<&str, &str> = BTreeMap::new();
    for event in &events {
        let original = match &event.what {
            What::Corrected { corrects, .. } => originals[corrects.as_str()],
            _ => event.id.as_str(),
        };
        originals.insert(&event.id, original);
    }
    let mut stands = Vec::new();
    for event in &events {
        if matches!(event.what, What::Corrected { .. }) {
            continue;
        }
        let last = *events.iter().rfind(|other| originals[other.id.as_str()] == event.id).unwrap_or(event);
        let what = match &last.what {
            What::Corrected { instead: None, .. } => continue,
            What::Corrected { instead: Some(instead), .. } => &**instead,
            what => what,
        };
        let dated = if last.valid.is_some() { last } else { event };
        let (earliest, latest) = dated.valid.unwrap_or_default();
        // An event that nobody dated may have held since ever.
        let earliest = Some(earliest.unwrap_or(0));
        stands.push(Stands {
            id: &last.id,
            root: &event.id,
            what,
            earliest,
            from: latest.unwrap_or(dated.known.0),
        });
    }
    // They are in the order of their numbers, and this sort keeps it within a day.
    stands.sort_by_key(|event| event.from);
    stands
}

/// The pledge of an event that is no correction.
pub(crate) fn pledge_of(what: &What) -> &str {
    match what {
        What::Announced { pledge, .. }
        | What::Moved { pledge, .. }
        | What::Amended { pledge, .. }
        | What::Split { pledge, .. }
        | What::Substituted { pledge, .. }
        | What::Evidence { pledge, .. }
        | What::Level { pledge, .. }
        | What::Contradicted { pledge, .. }
        | What::Part { pledge, .. }
        | What::Memorandum { pledge, .. }
        | What::Asked { pledge, .. }
        | What::Answered { pledge, .. }
        | What::Remark { pledge } => pledge,
        What::Corrected { .. } => unreachable!("a correction has that of what it corrects"),
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

/// The lots in which the units of a lot are after these events: itself, and those that were split off.
fn family(lot: &str, events: &[Stands<'_>]) -> BTreeSet<String> {
    let mut names = BTreeSet::from([lot.to_owned()]);
    for event in events {
        let (lot, into) = match event.what {
            What::Split { lot, into, .. } => (lot, &into[..]),
            What::Substituted { lot, by, .. } => (lot, std::slice::from_ref(by)),
            _ => continue,
        };
        let ours = names.contains(lot);
        for (part, _) in into {
            if ours {
                names.insert(part.clone())
            } else {
                names.remove(part)
            };
        }
    }
    names
}

/// The units in these lots, and the status of a rest that nobody counted.
fn units_of(lots: &BTreeMap<String, Lot>, names: &BTreeSet<String>) -> (Vec<Status>, Vec<Status>) {
    let there = || names.iter().filter_map(|name| lots.get(name));
    let mut units: Vec<Status> = there().flat_map(|lot| &lot.units).copied().map(plain).collect();
    units.sort_unstable();
    (units, there().filter_map(|lot| lot.rest).map(plain).collect())
}

/// Moving is moving, whatever has arrived before, and whatever is selected is reserved.
fn plain(status: Status) -> Status {
    match status {
        "moving: people" | "moving: equipment" => "moving",
        "selected" => "reserved",
        _ => status,
    }
}

/// Whether an event is about the status, number, level or evidence of units in these lots.
fn is_about(what: &What, of: &str, names: &BTreeSet<String>) -> bool {
    let any = |pledge: &String, lots: &Option<Vec<String>>| {
        pledge == of && lots.as_ref().is_none_or(|lots| lots.iter().any(|lot| names.contains(lot)))
    };
    match what {
        What::Moved { word, .. } if *word == "acknowledged" => false,
        What::Part { agreed: false, pledge, .. } => any(pledge, &None),
        What::Moved { pledge, lots, .. }
        | What::Evidence { pledge, lots, .. }
        | What::Level { pledge, lots, .. } => any(pledge, lots),
        What::Amended { pledge, lot, .. }
        | What::Split { pledge, lot, .. }
        | What::Substituted { pledge, lot, .. } => any(pledge, &Some(vec![lot.clone()])),
        _ => false,
    }
}

fn apply(pledges: &mut Pledges, event: &Stands<'_>) -> Result<(), String> {
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
