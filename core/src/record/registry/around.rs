//! What events touch that are added to a record: the little of it that is looked at then, however long it is.
//!
//! A record is sound before events are added. So only the pledges that new events are about can become unsound by them; and
//! beside these it is looked whose lots they name, and which pledges say each other again.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::document::CollectInOrder;
use crate::words::value::{EventId, Instant, PledgeId};

use super::super::event::{Corrected, Event, What};
use super::events::Events;
use super::index::{Index, lots};
use super::timeline::{ByPledge, by_pledge};

/// New events, and what they touch.
pub(super) struct Around<'e> {
    /// The events that new ones name and correct in the end, and behind them the new ones; in the order of their numbers.
    pub(super) events: Vec<&'e Event>,
    /// How many of these are not new.
    pub(super) before: usize,
    /// The pledges that they are about, and those that ever had a lot that they name; with all events about each.
    pub(super) pledges: ByPledge<'e>,
    /// The pledges that say each other again, where new events may change that; absent: `pledges` has them all.
    again: Option<ByPledge<'e>>,
    index: Option<(&'e Index, &'e Events)>,
}

impl<'e> Around<'e> {
    /// All events of a record that is read are new.
    pub(super) fn all(events: Vec<&'e Event>) -> Self {
        let pledges = by_pledge(&events);
        Self { events, before: 0, pledges, again: None, index: None }
    }

    /// Events that are new in a record.
    pub(super) fn added(new: &'e [Event], record: &'e Events, index: &'e Index) -> Self {
        let is_new = |event: &Event| usize::try_from(event.seq).is_ok_and(|seq| seq > record.len());
        let by_id: BTreeMap<&EventId, &Event> = new.iter().map(|event| (&event.id, event)).collect_map();
        let mut named: BTreeMap<u32, &'e Event> = BTreeMap::new();
        let mut open: Vec<&'e Event> = new.iter().collect();
        while let Some(event) = open.pop() {
            let ids = [corrects(event), names(event).filter(|_| is_new(event))];
            for id in ids.into_iter().flatten().filter(|id| !by_id.contains_key(id)) {
                if let Some(found) = index.event(record, id)
                    && named.insert(found.seq, found).is_none()
                {
                    open.push(found);
                }
            }
        }
        let before = named.len();
        let events: Vec<&Event> = named.into_values().chain(new).collect();
        let mut fresh = by_pledge(&events);
        fresh.values_mut().for_each(|events| events.retain(|event| is_new(event)));
        fresh.retain(|_, events| !events.is_empty());

        let whole = |pledge: &'e PledgeId| {
            let mut events = index.events_of(record, usize::MAX, pledge);
            events.extend(fresh.get(pledge).into_iter().flatten());
            events
        };
        let mut touched: BTreeSet<&PledgeId> = fresh.keys().copied().collect_set();
        touched.extend(new.iter().flat_map(lots).flat_map(|lot| index.with_lot(record, lot)));
        let pledges = touched.into_iter().map(|pledge| (pledge, whole(pledge))).collect_map();

        let begins = |event: &&Event| event.what.begun().is_some() || corrects(event).is_some();
        let mut open: Vec<&PledgeId> = new.iter().filter_map(earlier).collect();
        open.extend(fresh.iter().filter(|(_, events)| events.iter().any(begins)).map(|(id, _)| *id));
        let mut again = ByPledge::new();
        while let Some(pledge) = open.pop() {
            if again.contains_key(pledge) {
                continue;
            }
            let events = whole(pledge);
            open.extend(events.iter().filter_map(|event| earlier(event)));
            open.extend(index.saying_again(record, pledge));
            if !events.is_empty() {
                again.insert(pledge, events);
            }
        }
        Self { events, before, pledges, again: Some(again), index: Some((index, record)) }
    }

    /// The pledges that say each other again, as far as new events may change that.
    pub(super) fn again(&self) -> &ByPledge<'e> {
        self.again.as_ref().unwrap_or(&self.pledges)
    }

    /// The pledge that each new event is about, in their order.
    pub(super) fn pledges_of_new(&self) -> Vec<Option<PledgeId>> {
        let of = |(id, events): (&&PledgeId, &Vec<&Event>)| {
            events.iter().map(|event| (event.seq, PledgeId::clone(id))).collect::<Vec<_>>()
        };
        let mut pledges: BTreeMap<u32, PledgeId> = by_pledge(&self.events).iter().flat_map(of).collect_map();
        self.events.iter().skip(self.before).map(|event| pledges.remove(&event.seq)).collect()
    }

    /// The ids of all pledges that were known by an instant, in order. It goes through the whole record.
    pub(super) fn known_by(&self, known: Instant) -> BTreeSet<&'e PledgeId> {
        let mut all = self.pledges.clone();
        if let Some((index, record)) = self.index {
            let missing = index.all_pledges(record).into_iter().filter(|id| !self.pledges.contains_key(id));
            all.extend(missing.map(|id| (id, index.events_of(record, usize::MAX, id))));
        }
        let by_then = |events: &Vec<&Event>| known_since(events).is_some_and(|since| since <= known);
        all.into_iter().filter(|(_, events)| by_then(events)).map(|(id, _)| id).collect_set()
    }
}

/// Since when a pledge is known of which these are the events.
pub(super) fn known_since(events: &[&Event]) -> Option<Instant> {
    events.iter().find(|event| event.what.begins().is_some()).map(|event| event.known)
}

/// The id of the event that an event corrects.
fn corrects(event: &Event) -> Option<&EventId> {
    match &event.what {
        What::Corrected(corrected) => Some(&corrected.corrects),
        _ => None,
    }
}

/// The id of the event that an event is about, or what it puts in the place of another.
fn names(event: &Event) -> Option<&EventId> {
    let what = match &event.what {
        What::Corrected(Corrected { instead: Some(instead), .. }) => &instead.what,
        what => what,
    };
    what.names().map(|(id, _)| id)
}

/// The earlier pledge that an event says again.
fn earlier(event: &Event) -> Option<&PledgeId> {
    event.what.begun()?.reaffirms.as_ref()
}
