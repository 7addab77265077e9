//! What a record must be: contiguous, in the order of knowing, each event possible where it stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::Catalogue;
use crate::words::document::{Parts, put_in_order, put_in_order_by};
use crate::words::finding::{Code, Finding};
use crate::words::value::{Day, EventId, LotId, PledgeId};

use super::super::event::{Announced, Corrected, Event, Extent, What};
use super::super::item::Part;
use super::super::pledge::{Lot, Pledge};
use super::around::Around;
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

/// Finds fault with the new ones of some events. `places` has the path of each of them.
pub(super) fn events(
    around: &Around<'_>,
    places: &[String],
    catalogue: &Catalogue,
    findings: &mut Vec<Finding>,
) {
    let Around { events, before, pledges, .. } = around;
    let named = Named::among(events);
    let mut touched: BTreeSet<&PledgeId> = BTreeSet::new();
    let place_of = Places { events: events.get(*before..).unwrap_or_default(), paths: places };
    for (event, path) in place_of.each() {
        check_valid(event, path, findings);
        check_what(&event.what, catalogue, &format!("{path}/what"), findings);
        let pledge = pledge_of(event, &named, path, findings);
        check_named(event, (events, pledge.and_then(|pledge| pledges.get(pledge))), path, findings);
        touched.extend(pledge);
    }
    check_lots(pledges, &place_of, findings);
    reaffirmed::known_by_then(around, &place_of, findings);
    reaffirmed::stands(around.again(), &place_of, findings);
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
    what.brings().is_some()
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
    let another = |what: &What| what.pledge() != pledge || matches!(what, What::Corrected(_));
    if let Some(instead) = corrected.instead.as_ref().filter(|instead| another(&instead.what)) {
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

/// What an event says about another, and on whose word: the event is on record and about the same pledge, and the State
/// takes part in that.
fn check_named(
    event: &Event,
    (all, of_pledge): (&[&Event], Option<&Vec<&Event>>),
    path: &str,
    findings: &mut Vec<Finding>,
) {
    // A matter of no pledge may name any other; few do.
    let among = of_pledge.map_or(all, Vec::as_slice);
    let before = among.iter().filter(|before| before.seq < event.seq);
    let (what, under) = match &event.what {
        What::Corrected(Corrected { instead: Some(instead), .. }) => (&*instead.what, "what/instead/what"),
        what => (what, "what"),
    };
    if let Some((id, key)) = what.names() {
        let fits = |named: &What| match what {
            What::ActionUpdated(_) => matches!(named, What::ActionNoted(_)),
            _ => !matches!(named, What::Corrected(_) | What::Contradicted(_)),
        };
        if !before.clone().any(|before| before.id == *id && fits(&before.what)) {
            let message = format!("No earlier event `{id}` is what `{}` could be about.", what.word());
            let finding = Finding::new(Code::NotFound, format!("{path}/{under}/{key}"), message);
            findings.push(finding.help(match what {
                What::ActionUpdated(_) => "Name the event that noted the action item.",
                _ => "Name an event on the same pledge that was recorded before, and is no correction.",
            }));
        }
    }
    for (what, under) in [(&event.what, "what"), (what, under)] {
        let Some(by) = what.said_by() else { continue };
        let takes_part = |event: &&&Event| {
            let what = match &event.what {
                What::Corrected(Corrected { instead: Some(instead), .. }) => &*instead.what,
                what => what,
            };
            match what {
                What::PartAgreed(part) => part.state == by,
                _ => what.begins().is_some_and(|pledge| pledge.contributors.iter().any(|c| c.state == by)),
            }
        };
        let path = format!("{path}/{under}/by");
        let known = of_pledge.is_some() && before.clone().any(|event| takes_part(&event));
        if !known && !findings.iter().any(|found| found.path == path) {
            let message = format!("{by} takes no part in the pledge that this is about.");
            let finding = Finding::new(Code::EventNotPossible, path, message);
            let help = "A State speaks on what is held on it; leave `by` out, or name a contributor.";
            findings.push(finding.help(help));
        }
    }
}

/// A lot belongs to the pledge that had it first.
fn check_lots(pledges: &ByPledge<'_>, place_of: &Places<'_>, findings: &mut Vec<Finding>) {
    let mut lots: Vec<(u32, usize, &LotId, &PledgeId, String)> = Vec::new();
    for (&pledge, events) in pledges {
        for stood in standing(events) {
            let Some((list, key)) = stood.what.brings() else { continue };
            let corrected = matches!(stood.event.what, What::Corrected(_));
            let under = if corrected { "what/instead/what" } else { "what" };
            for (i, lot) in list.iter().enumerate() {
                // A list has numbers, and a single lot stands under its key.
                let place = if key.ends_with('/') { format!("{key}{i}") } else { key.to_owned() };
                lots.push((stood.event.seq, i, &lot.id, pledge, format!("{under}/{place}")));
            }
        }
    }
    put_in_order_by(&mut lots, Ord::cmp);
    let mut owners: BTreeMap<&LotId, &PledgeId> = BTreeMap::new();
    for (seq, _, lot, pledge, under) in lots {
        let owner = *owners.entry(lot).or_insert(pledge);
        if owner != pledge {
            let path = place_of.get(seq).unwrap_or_default();
            let message = format!("The lot `{lot}` belongs to the pledge `{owner}`.");
            let path = format!("{path}/{under}/id");
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
    match what {
        What::Announced(Announced { pledge }) | What::UnsolicitedOffer(Announced { pledge }) => {
            pledge.check(catalogue, &format!("{path}/pledge"), findings);
        }
        What::Amended(amended) => amended.set.check(catalogue, &format!("{path}/set"), findings),
        What::Split(split) => split.into.check(catalogue, &format!("{path}/into"), findings),
        What::Substituted(substituted) => substituted.by.check(catalogue, &format!("{path}/by"), findings),
        What::EvidenceRecorded(recorded) => {
            recorded.evidence.check(catalogue, &format!("{path}/evidence"), findings);
        }
        What::PartAgreed(part) | What::PartFellAway(part) => {
            part.state.check(catalogue, &format!("{path}/state"), findings);
            part.roles.check(catalogue, &format!("{path}/roles"), findings);
            if part.roles.is_empty() {
                let finding =
                    Finding::new(Code::EventNotPossible, format!("{path}/roles"), "No part is named.");
                findings.push(finding.help("Name at least one role."));
            }
        }
        What::Corrected(corrected) => {
            if let Some(instead) = &corrected.instead {
                check_what(&instead.what, catalogue, &format!("{path}/instead/what"), findings);
            }
        }
        _ => {}
    }
    if let Some(by) = what.said_by() {
        by.check(catalogue, &format!("{path}/by"), findings);
    }
    // A level or a piece of evidence may be of units that nobody can tell apart; to move units, one must know of which lot.
    let Some((lots, Some(Extent::Of(_)))) = what.of_units() else { return };
    let moves = !matches!(what, What::EvidenceRecorded(_) | What::LevelRecorded(_));
    if moves && lots.is_none_or(|lots| lots.len() != 1) {
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
        for lots in ["pledge/lots/*", "into/*", "by"] {
            for (path, lot) in parts.at::<Lot>(&format!("{what}/{lots}")) {
                lot.check(catalogue, &path, findings);
            }
        }
        let states = ["pledge/contributors/*/state", "state", "by"].map(|part| format!("{what}/{part}"));
        let types = ["pledge/lots/*", "into/*", "by", "set"].map(|part| format!("{what}/{part}/unit_type"));
        let [states, types] =
            [&states[..], &types[..]].map(|list| list.iter().map(String::as_str).collect::<Vec<_>>());
        catalogue.check_names(parts, &states, &types, findings);
    }
}

/// Puts lists within an event whose order says nothing into the canonical order.
pub(super) fn normalise(what: &mut What) {
    match what {
        What::Announced(Announced { pledge }) | What::UnsolicitedOffer(Announced { pledge }) => {
            pledge.normalise()
        }
        What::Amended(amended) => amended.set.normalise(),
        What::Split(split) => split.into.normalise(),
        What::Substituted(substituted) => substituted.by.normalise(),
        What::PartAgreed(part) | What::PartFellAway(part) => part.roles.normalise(),
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
