//! From the list of events to what stands: known by then, not superseded, in the order in which it held.
//!
//! The rules of the record (DESIGN section 3): take the events with `known` no later than the day asked for; drop
//! those that were superseded, where the latest correction wins; order by (valid, seq); fold. A correction of a
//! correction corrects what that one corrected. What is put in the place of an event keeps the event's `seq`, so
//! that mending an entry does not move it behind its neighbours of the same day.

use std::collections::BTreeMap;

use crate::words::document::{CollectInOrder, put_in_order_by};
use crate::words::value::{Day, EventId, PledgeId};

use super::super::event::{Corrected, Event, What};

/// Something that happened, as the record has it after corrections.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stood<'e> {
    /// The event that says so: the original, or the correction that stands in its place.
    pub(crate) event: &'e Event,
    /// The event in whose place it stands; itself, where it corrects none.
    pub(crate) root: &'e EventId,
    /// What happened.
    pub(crate) what: &'e What,
    /// The first day on which it may have held; absent: Unknown since when.
    pub(crate) earliest: Option<Day>,
    /// The day from which it holds.
    pub(crate) from: Day,
    /// Its place among events of the same day.
    pub(crate) seq: u32,
}

/// The events that corrections name, by id: few, where a map of all would be most of the work of reading a record.
pub(crate) struct Named<'e>(BTreeMap<&'e EventId, &'e Event>);

impl<'e> Named<'e> {
    /// Those among these events.
    pub(crate) fn among(events: &[&'e Event]) -> Self {
        let named = |event: &&'e Event| match &event.what {
            What::Corrected(corrected) => Some(&corrected.corrects),
            _ => None,
        };
        let named = events.iter().filter_map(named).collect_set();
        Self(
            events.iter().map(|event| (&event.id, *event)).filter(|(id, _)| named.contains(id)).collect_map(),
        )
    }

    /// The event that a correction names.
    pub(crate) fn by(&self, corrected: &Corrected) -> Option<&'e Event> {
        self.0.get(&corrected.corrects).copied()
    }

    /// The event that a correction corrects in the end. A correction can only name what was recorded before it, so
    /// the way back is never longer than the record.
    pub(crate) fn root(&self, corrected: &Corrected) -> Option<&'e Event> {
        let mut target = self.by(corrected)?;
        while let What::Corrected(earlier) = &target.what {
            let next = self.by(earlier)?;
            if next.seq >= target.seq {
                return None;
            }
            target = next;
        }
        Some(target)
    }
}

/// Events by the pledge that they are about, a correction by that of the event it corrects.
pub(crate) type ByPledge<'e> = BTreeMap<&'e PledgeId, Vec<&'e Event>>;

/// These events by their pledges.
pub(crate) fn by_pledge<'e>(events: &[&'e Event]) -> ByPledge<'e> {
    let named = Named::among(events);
    let mut pledges = ByPledge::new();
    for &event in events {
        let root = match &event.what {
            What::Corrected(corrected) => named.root(corrected),
            _ => Some(event),
        };
        if let Some(pledge) = root.and_then(|root| root.what.pledge()) {
            pledges.entry(pledge).or_default().push(event);
        }
    }
    pledges
}

/// What stands of the events about a pledge, in the order of (valid, seq).
pub(crate) fn standing<'e>(events: &[&'e Event]) -> Vec<Stood<'e>> {
    standing_of(events, |event| event.what.pledge().is_some())
}

/// What stands of those events that are of this kind, in the order of (valid, seq).
pub(super) fn standing_of<'e>(events: &[&'e Event], is_one: impl Fn(&Event) -> bool) -> Vec<Stood<'e>> {
    let mut latest: BTreeMap<&EventId, &Event> = BTreeMap::new();
    let mut corrections = events.iter().filter(|event| matches!(event.what, What::Corrected(_))).peekable();
    if corrections.peek().is_some() {
        let named = Named::among(events);
        for event in corrections {
            if let What::Corrected(corrected) = &event.what
                && let Some(root) = named.root(corrected)
            {
                latest.insert(&root.id, event);
            }
        }
    }
    let mut timeline = Vec::new();
    for event in events.iter().filter(|event| is_one(event)) {
        match latest.get(&event.id) {
            None => timeline.push(stood(event, &event.what, event)),
            Some(correction) => {
                if let What::Corrected(Corrected { instead: Some(instead), .. }) = &correction.what {
                    timeline.push(stood(correction, &instead.what, event));
                }
            }
        }
    }
    put_in_order_by(&mut timeline, |a, b| (a.from, a.seq).cmp(&(b.from, b.seq)));
    timeline
}

/// `said_by` tells what happened, in the place of `root`; a correction without a day keeps the day of what it
/// corrects.
fn stood<'e>(said_by: &'e Event, what: &'e What, root: &'e Event) -> Stood<'e> {
    let dated = if said_by.valid.is_some() { said_by } else { root };
    let earliest = dated.valid.and_then(|valid| valid.earliest());
    Stood { event: said_by, root: &root.id, what, earliest, from: dated.holds_from(), seq: root.seq }
}
