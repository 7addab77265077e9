//! What a record must be: contiguous, in the order of knowing, each event possible where it stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::Catalogue;
use crate::words::document::{Parts, put_in_order, put_in_order_by};
use crate::words::finding::{Code, Finding};
use crate::words::value::{Day, EventId, LotId, PledgeId};

use super::super::event::{Event, Extent, What};
use super::super::item::Part;
use super::super::pledge::{Lot, Pledge};
use super::fold::fold;
use super::reaffirmed;
use super::timeline::{ByPledge, Named, by_pledge, standing};

/// The day after every other: folding up to it applies the whole timeline.
fn last_day() -> Option<Day> {
    Day::new(2199, 12, 31).ok()
}

/// Where each of some events stands; they are in the order of their numbers.
pub(super) struct Places<'e> {
    events: &'e [&'e Event],
    paths: &'e [String],
}

impl<'e> Places<'e> {
    /// The events, each with its path.
    pub(super) fn each(&self) -> impl Iterator<Item = (&'e Event, &'e str)> {
        self.events.iter().copied().zip(self.paths.iter().map(String::as_str))
    }

    /// The path of the event with this number.
    pub(super) fn get(&self, seq: u32) -> Option<&'e str> {
        let place = self.events.partition_point(|event| event.seq <= seq).checked_sub(1)?;
        let there = self.events.get(place).is_some_and(|event| event.seq == seq);
        self.paths.get(place).filter(|_| there).map(String::as_str)
    }
}

/// Finds fault with the order of a document's events: their numbers, instants and ids.
pub(super) fn order(events: &[&Event], places: &[String], findings: &mut Vec<Finding>) {
    let mut ids: BTreeSet<&EventId> = BTreeSet::new();
    let mut previous: Option<&Event> = None;
    for (&event, path) in events.iter().zip(places) {
        let expected = previous.map_or(1, |previous| previous.seq.saturating_add(1));
        if event.seq != expected {
            let message = format!("The event has the number {}; the next is {expected}.", event.seq);
            let finding = Finding::new(Code::SeqNotContiguous, format!("{path}/seq"), message);
            findings.push(finding.help("Number the events from 1 without gaps."));
        }
        if let Some(previous) = previous.filter(|previous| event.known < previous.known) {
            let message = format!(
                "It became known at {}, before the event that precedes it ({}).",
                event.known, previous.known
            );
            let finding = Finding::new(Code::KnownDecreases, format!("{path}/known"), message);
            findings.push(finding.help("Correct the instant, or number the events in the order of knowing."));
        }
        if !ids.insert(&event.id) {
            let message = format!("The id `{}` stands twice.", event.id);
            let finding = Finding::new(Code::DuplicateId, format!("{path}/id"), message);
            findings.push(finding.help("Give each its own id, or keep one."));
        }
        previous = Some(event);
    }
}

/// Finds fault with events that follow `before` sound ones. `places` has the path of each of the new ones.
pub(super) fn events(
    events: &[&Event],
    pledges: &ByPledge<'_>,
    before: usize,
    places: &[String],
    catalogue: &Catalogue,
    findings: &mut Vec<Finding>,
) {
    let named = Named::among(events);
    let mut touched: BTreeSet<&PledgeId> = BTreeSet::new();
    let place_of = Places { events: events.get(before..).unwrap_or_default(), paths: places };
    for (event, path) in place_of.each() {
        check_valid(event, path, findings);
        check_what(&event.what, catalogue, &format!("{path}/what"), findings);
        touched.extend(pledge_of(event, &named, path, findings));
    }
    check_lots(pledges, &place_of, findings);
    reaffirmed::known_by_then(pledges, &place_of, findings);
    reaffirmed::stands(pledges, &place_of, findings);
    check_possible(pledges, &touched, &place_of, findings);
}

/// A record was sound at every instant, not only at its last: what became known later does not mend what the record
/// said before, and a view of that time would show it.
///
/// As long as events become known in the order in which they hold, a sound whole has sound beginnings. So only what
/// was known just before a correction, or before an event that holds earlier than one known already, is folded.
pub(super) fn instants(
    events: &[&Event],
    pledges: &ByPledge<'_>,
    places: &[String],
    findings: &mut Vec<Finding>,
) {
    let Some(last) = last_day() else { return };
    let named = Named::among(events);
    let place_of = Places { events, paths: places };
    for events in pledges.values() {
        let mut known = 0_usize;
        let mut latest: Option<Day> = None;
        for learned in events.chunk_by(|a, b| a.known == b.known) {
            let mends = |event: &&Event| {
                matches!(event.what, What::Corrected(_)) || Some(event.holds_from()) < latest
            };
            if learned.iter().any(mends) {
                let mut faults = Vec::new();
                fold(&standing(events.get(..known).unwrap_or_default()), last, &mut faults);
                for fault in faults {
                    let Some(path) = place_of.get(fault.seq) else { continue };
                    if names_no_lot(path, findings) {
                        continue;
                    }
                    let path = format!("{path}/what");
                    if !findings.iter().any(|found| found.path == path && found.code == fault.code) {
                        let message = format!("By what was known then: {}", fault.message);
                        findings.push(Finding::new(fault.code, path, message).help(fault.help));
                    }
                }
            }
            known = known.saturating_add(learned.len());
            latest = learned.iter().map(|event| event.holds_from()).chain(latest).max();
        }
    }
    // So are the owners of lots, and the pledges that are said again: a correction may take back a lot that another
    // pledge has been given meanwhile, or the pledge that another one says again.
    let mut known = 0_usize;
    for learned in events.chunk_by(|a, b| a.known == b.known) {
        let gave_lots = |event: &&Event| {
            let What::Corrected(corrected) = &event.what else { return false };
            named.root(corrected).is_some_and(|root| gives_lots(&root.what))
        };
        if learned.iter().any(gave_lots) {
            let before = by_pledge(events.get(..known).unwrap_or_default());
            check_lots(&before, &place_of, findings);
            reaffirmed::stands(&before, &place_of, findings);
        }
        known = known.saturating_add(learned.len());
    }
}

fn gives_lots(what: &What) -> bool {
    matches!(what, What::Announced(_) | What::Split(_))
}

/// An event without a latest day holds by the day it became known, so it cannot begin later than that.
fn check_valid(event: &Event, path: &str, findings: &mut Vec<Finding>) {
    let known = event.known.day();
    if let Some(valid) = event.valid.filter(|valid| valid.latest().is_none())
        && let Some(earliest) = valid.earliest().filter(|earliest| known < *earliest)
    {
        let message = format!(
            "Without a latest day it holds by {known}, when it became known, but not before {earliest}."
        );
        let finding = Finding::new(Code::SpanReversed, format!("{path}/valid"), message);
        findings.push(finding.help("Give the latest day; what is still to come needs one."));
    }
}

/// The pledge an event touches; for a correction, that of the event it corrects.
fn pledge_of<'e>(
    event: &'e Event,
    named: &Named<'e>,
    path: &str,
    findings: &mut Vec<Finding>,
) -> Option<&'e PledgeId> {
    let What::Corrected(corrected) = &event.what else { return event.what.pledge() };
    let earlier = named.by(corrected).filter(|earlier| earlier.seq < event.seq);
    let root = earlier.and_then(|_| named.root(corrected));
    let Some(root) = root else {
        let message = format!("No earlier event has the id `{}`.", corrected.corrects);
        let finding = Finding::new(Code::NotFound, format!("{path}/what/corrects"), message);
        findings.push(finding.help("A correction names the id of an event recorded before it."));
        return None;
    };
    let pledge = root.what.pledge();
    if let Some(instead) = corrected.instead.as_ref().filter(|instead| instead.what.pledge() != pledge) {
        let message = format!(
            "The event corrected is about another pledge than this `{}`, or this is a correction too.",
            instead.what.word()
        );
        let help = "Take the event back without `instead`, and record what happened as an event of its own.";
        findings
            .push(Finding::new(Code::EventNotPossible, format!("{path}/what/instead"), message).help(help));
    }
    pledge
}

/// A lot belongs to the pledge that had it first.
fn check_lots(pledges: &ByPledge<'_>, place_of: &Places<'_>, findings: &mut Vec<Finding>) {
    let mut lots: Vec<(u32, usize, &LotId, &PledgeId, &str)> = Vec::new();
    for (&pledge, events) in pledges {
        for stood in standing(events) {
            let corrected = matches!(stood.event.what, What::Corrected(_));
            let (list, under) = match (stood.what, corrected) {
                (What::Announced(announced), false) => (&announced.pledge.lots, "what/pledge/lots"),
                (What::Announced(announced), true) => {
                    (&announced.pledge.lots, "what/instead/what/pledge/lots")
                }
                (What::Split(split), false) => (&split.into, "what/into"),
                (What::Split(split), true) => (&split.into, "what/instead/what/into"),
                _ => continue,
            };
            lots.extend(list.iter().enumerate().map(|(i, lot)| (stood.event.seq, i, &lot.id, pledge, under)));
        }
    }
    put_in_order_by(&mut lots, Ord::cmp);
    let mut owners: BTreeMap<&LotId, &PledgeId> = BTreeMap::new();
    for (seq, i, lot, pledge, under) in lots {
        let owner = *owners.entry(lot).or_insert(pledge);
        if owner != pledge {
            let path = place_of.get(seq).unwrap_or_default();
            let message = format!("The lot `{lot}` belongs to the pledge `{owner}`.");
            let path = format!("{path}/{under}/{i}/id");
            if !findings.iter().any(|found| found.path == path && found.code == Code::DuplicateId) {
                let finding = Finding::new(Code::DuplicateId, path, message);
                findings.push(finding.help("Lot ids are unique in the registry."));
            }
        }
    }
}

/// Folds the whole timeline of every touched pledge; what cannot have happened is a finding at the event itself,
/// or, where an event that was there before becomes impossible, at the first new event of the pledge.
fn check_possible(
    pledges: &ByPledge<'_>,
    touched: &BTreeSet<&PledgeId>,
    place_of: &Places<'_>,
    findings: &mut Vec<Finding>,
) {
    let Some(last) = last_day() else { return };
    for (pledge, events) in pledges {
        if !touched.contains(pledge) {
            continue;
        }
        let timeline = standing(events);
        let mut faults = Vec::new();
        fold(&timeline, last, &mut faults);
        for fault in faults {
            let own = place_of.get(fault.seq);
            // Units of no lot in particular are refused where they are read: moving them says nothing more.
            if own.is_some_and(|path| names_no_lot(path, findings)) {
                continue;
            }
            let first = timeline.iter().find_map(|stood| place_of.get(stood.event.seq));
            let id = events.iter().find(|event| event.seq == fault.seq).map(|event| event.id.to_string());
            let message = match own {
                Some(_) => fault.message,
                None => format!(
                    "The event `{}` would become impossible: {}",
                    id.unwrap_or_default(),
                    fault.message
                ),
            };
            let path = own.or(first).or(place_of.paths.first().map(String::as_str)).unwrap_or_default();
            findings.push(Finding::new(fault.code, format!("{path}/what"), message).help(fault.help));
        }
    }
}

/// Whether the event at this place has a number of units and not the one lot they are of.
fn names_no_lot(path: &str, findings: &[Finding]) -> bool {
    let units = ["what/units", "what/instead/what/units"].map(|units| format!("{path}/{units}"));
    findings.iter().any(|found| found.code == Code::EventNotPossible && units.contains(&found.path))
}

/// Finds fault with the meaning of what happened, before any other event is looked at.
fn check_what(what: &What, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
    let named = what.lots().unwrap_or_default().iter().map(LotId::to_string);
    crate::words::catalogue::repeated(named, &format!("{path}/lots"), findings);
    let (lots, units) = match what {
        What::Announced(announced) => {
            announced.pledge.check(catalogue, &format!("{path}/pledge"), findings);
            return;
        }
        What::Amended(amended) => {
            amended.set.check(catalogue, &format!("{path}/set"), findings);
            return;
        }
        What::Split(split) => {
            split.into.check(catalogue, &format!("{path}/into"), findings);
            return;
        }
        What::EvidenceRecorded(recorded) => {
            recorded.evidence.check(catalogue, &format!("{path}/evidence"), findings);
            return;
        }
        What::Corrected(corrected) => {
            if let Some(instead) = &corrected.instead {
                check_what(&instead.what, catalogue, &format!("{path}/instead/what"), findings);
            }
            return;
        }
        What::Offered(moved) | What::Acknowledged(moved) | What::Accepted(moved) | What::Renewed(moved) => {
            (&moved.lots, moved.units)
        }
        What::Arrived(arrived) => (&arrived.lots, arrived.units),
        What::Returned(returned) => (&returned.lots, returned.units),
        What::Withdrawn(withdrawn) => (&withdrawn.lots, withdrawn.units),
        _ => return,
    };
    if matches!(units, Extent::Of(_)) && lots.as_ref().is_none_or(|lots| lots.len() != 1) {
        let message = "A number of units is given, but not the one lot they are of.";
        let help = "Name one lot in `lots`, or write \"all\".";
        findings.push(Finding::new(Code::EventNotPossible, format!("{path}/units"), message).help(help));
    }
}

/// Finds fault with the parts of events that read on their own, where a list of events does not. `at` is the pattern
/// that leads to each event.
pub(super) fn parts(parts: &Parts<'_>, at: &str, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    for (path, event) in parts.at::<Event>(at) {
        check_valid(&event, &path, findings);
    }
    for what in ["what", "what/instead/what"].map(|what| format!("{at}/{what}")) {
        for (path, what) in parts.at::<What>(&what) {
            check_what(&what, catalogue, &path, findings);
        }
        for (path, pledge) in parts.at::<Pledge>(&format!("{what}/pledge")) {
            pledge.check(catalogue, &path, findings);
        }
        for lots in ["pledge/lots/*", "into/*"] {
            for (path, lot) in parts.at::<Lot>(&format!("{what}/{lots}")) {
                lot.check(catalogue, &path, findings);
            }
        }
        let states = format!("{what}/pledge/contributors/*/state");
        let types = ["pledge/lots/*", "into/*", "set"].map(|part| format!("{what}/{part}/unit_type"));
        catalogue.check_names(parts, &[&states], &types.each_ref().map(String::as_str), findings);
    }
}

/// Puts lists within an event whose order says nothing into the canonical order.
pub(super) fn normalise(what: &mut What) {
    match what {
        What::Announced(announced) => announced.pledge.normalise(),
        What::Amended(amended) => amended.set.normalise(),
        What::Split(split) => split.into.normalise(),
        What::Corrected(corrected) => {
            if let Some(instead) = &mut corrected.instead {
                normalise(&mut instead.what);
            }
        }
        _ => {}
    }
    if let Some(lots) = what.lots_mut() {
        put_in_order(lots, LotId::to_string);
    }
}
