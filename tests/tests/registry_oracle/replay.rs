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
//! Each unit is one entry in a list, so none can come or go but by an announcement or an amendment. What each kind of event does to
//! them stands in `replay/apply.rs`.

mod apply;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};

use apply::apply;

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
