//! From the list of events to what stands: known by then, not superseded, in the order in which it held.
//!
//! The rules of the record (DESIGN section 3): take the events with `known` no later than the day asked for; drop
//! those that were superseded, where the latest correction wins; order by (valid, seq); fold. A correction of a
//! correction corrects what that one corrected. What is put in the place of an event keeps the event's `seq`, so
//! that mending an entry does not move it behind its neighbours of the same day.

use std::collections::BTreeMap;

use crate::words::document::CollectInOrder;
use crate::words::value::{Day, EventId, PledgeId};

use super::super::event::{Corrected, Event, What};

/// Something that happened, as the record has it after corrections.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stood<'e> {
    /// The event that says so: the original, or the correction that stands in its place.
    pub(crate) event: &'e Event,
    /// What happened.
    pub(crate) what: &'e What,
    /// The first day on which it may have held; absent: Unknown since when.
    pub(crate) earliest: Option<Day>,
    /// The day from which it holds.
    pub(crate) from: Day,
    /// Its place among events of the same day.
    pub(crate) seq: u32,
}

/// What stands of these events, by pledge, each in the order of (valid, seq).
pub(crate) fn standing(events: &[Event]) -> BTreeMap<&PledgeId, Vec<Stood<'_>>> {
    let mut latest: BTreeMap<&EventId, &Event> = BTreeMap::new();
    let by_id = events.iter().map(|event| (&event.id, event)).collect_map();
    for event in events {
        if let What::Corrected(corrected) = &event.what
            && let Some(root) = root_of(corrected, &by_id)
        {
            latest.insert(&root.id, event);
        }
    }
    let mut pledges: BTreeMap<&PledgeId, Vec<Stood<'_>>> = BTreeMap::new();
    for event in events {
        let Some(pledge) = event.what.pledge() else { continue };
        let timeline = pledges.entry(pledge).or_default();
        match latest.get(&event.id) {
            None => timeline.push(stood(event, &event.what, event)),
            Some(correction) => {
                if let What::Corrected(Corrected { instead: Some(instead), .. }) = &correction.what {
                    timeline.push(stood(correction, &instead.what, event));
                }
            }
        }
    }
    for timeline in pledges.values_mut() {
        timeline.sort_by_key(|stood| (stood.from, stood.seq));
    }
    pledges
}

/// The event that a correction corrects in the end. A correction can only name what was recorded before it, so
/// the way back is never longer than the record.
pub(crate) fn root_of<'e>(corrected: &Corrected, by_id: &BTreeMap<&EventId, &'e Event>) -> Option<&'e Event> {
    let mut target = *by_id.get(&corrected.corrects)?;
    while let What::Corrected(earlier) = &target.what {
        let next = *by_id.get(&earlier.corrects)?;
        if next.seq >= target.seq {
            return None;
        }
        target = next;
    }
    Some(target)
}

/// `said_by` tells what happened, in the place of `root`; a correction without a day keeps the day of what it
/// corrects.
fn stood<'e>(said_by: &'e Event, what: &'e What, root: &Event) -> Stood<'e> {
    let dated = if said_by.valid.is_some() { said_by } else { root };
    let earliest = dated.valid.and_then(|valid| valid.earliest());
    Stood { event: said_by, what, earliest, from: dated.holds_from(), seq: root.seq }
}
