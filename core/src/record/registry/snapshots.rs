//! Snapshots: what pledges were on days that were asked for, kept so that the next view need not fold them again.
//!
//! A snapshot is never the record. It is what the first so many events about a pledge come to, in a span of days in
//! which nothing changes; events are only ever added, so it stays true, and it can be thrown away at any time: what is
//! not there is folded from the events.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::words::document::CollectInOrder;
use crate::words::value::{Day, EventId, PledgeId};

use super::super::event::{Event, What};
use super::fold::fold;
use super::state::PledgeState;
use super::timeline::{Stood, by_pledge, standing};

/// How many snapshots of one pledge are kept; the oldest makes way.
const KEPT: usize = 16;

/// Where the events about each pledge stand, and what was folded of them.
#[derive(Debug, Default)]
pub(super) struct Snapshots {
    /// For each pledge the places of its events in the record.
    index: OnceLock<BTreeMap<PledgeId, Vec<usize>>>,
    folded: Mutex<BTreeMap<PledgeId, Vec<Folded>>>,
}

/// What the first events about a pledge come to from one day up to another.
#[derive(Clone, Debug)]
struct Folded {
    events: usize,
    from: Option<Day>,
    until: Option<Day>,
    /// `None`: the pledge does not stand by then.
    state: Option<Arc<PledgeState>>,
}

impl Folded {
    fn shows(&self, events: usize, on: Day) -> bool {
        self.events == events
            && self.from.is_none_or(|from| from <= on)
            && self.until.is_none_or(|until| on < until)
    }
}

impl Snapshots {
    /// The pledges on a day, by the first `until` of these events.
    pub(super) fn view(
        &self,
        events: &[Event],
        until: usize,
        on: Day,
    ) -> BTreeMap<PledgeId, Arc<PledgeState>> {
        let index = self.index.get_or_init(|| indexed(events));
        let known = index.iter().filter_map(|(id, places)| {
            let number = places.partition_point(|place| *place < until);
            Some((id, places.get(..number).filter(|places| !places.is_empty())?))
        });
        let mut shown = BTreeMap::new();
        let mut missing = Vec::new();
        {
            let folded = self.folded();
            for (id, places) in known {
                let kept = folded.get(id).into_iter().flatten();
                match kept.rev().find(|folded| folded.shows(places.len(), on)) {
                    Some(Folded { state, .. }) => {
                        shown.extend(state.clone().map(|state| (id.clone(), state)))
                    }
                    None => missing.push((id, places)),
                }
            }
        }
        // Others may ask meanwhile; what both fold is the same.
        let new: Vec<(&PledgeId, Folded)> =
            missing.into_iter().map(|(id, places)| (id, folded(events, places, on))).collect();
        let mut all = self.folded();
        for (id, folded) in new {
            shown.extend(folded.state.clone().map(|state| (id.clone(), state)));
            let kept = match all.get_mut(id) {
                Some(kept) => kept,
                None => all.entry(id.clone()).or_default(),
            };
            if kept.len() >= KEPT {
                kept.remove(0);
            }
            kept.push(folded);
        }
        shown
    }

    /// The events about a pledge, among the first `until` of these.
    pub(super) fn events_of<'e>(
        &self,
        events: &'e [Event],
        until: usize,
        pledge: &PledgeId,
    ) -> Vec<&'e Event> {
        let places = self.index.get_or_init(|| indexed(events)).get(pledge);
        let places = places.into_iter().flatten().take_while(|place| **place < until);
        places.filter_map(|place| events.get(*place)).collect()
    }

    /// The same after events were added to the record: what was folded stays true.
    pub(super) fn after(&self, events: &[Event], before: usize) -> Self {
        let index = OnceLock::new();
        if let Some(known) = self.index.get() {
            let mut known = known.clone();
            let added = events.iter().enumerate().skip(before);
            let corrects = added.clone().any(|(_, event)| matches!(event.what, What::Corrected(_)));
            let mut by_id = if corrects { pledges_by_id(&known, events) } else { BTreeMap::new() };
            for (place, event) in added {
                let pledge = match &event.what {
                    What::Corrected(corrected) => by_id.get(&corrected.corrects).cloned(),
                    what => what.pledge().cloned(),
                };
                if let Some(pledge) = pledge {
                    by_id.insert(&event.id, pledge.clone());
                    known.entry(pledge).or_default().push(place);
                }
            }
            // It is new, so nothing is there yet.
            let _ = index.set(known);
        }
        Self { index, folded: Mutex::new(self.folded().clone()) }
    }

    fn folded(&self) -> MutexGuard<'_, BTreeMap<PledgeId, Vec<Folded>>> {
        // Whatever a thread that panicked left there is whole: snapshots are put in one by one.
        self.folded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The pledge of every event on record, by the id of the event.
fn pledges_by_id<'e>(
    index: &BTreeMap<PledgeId, Vec<usize>>,
    events: &'e [Event],
) -> BTreeMap<&'e EventId, PledgeId> {
    let each = index.iter().flat_map(|(pledge, places)| places.iter().map(move |place| (pledge, place)));
    each.filter_map(|(pledge, place)| Some((&events.get(*place)?.id, pledge.clone()))).collect_map()
}

fn indexed(events: &[Event]) -> BTreeMap<PledgeId, Vec<usize>> {
    let all: Vec<&Event> = events.iter().collect();
    // Numbers are contiguous from 1, so an event stands one place before its number.
    let place = |event: &&Event| usize::try_from(event.seq).unwrap_or(usize::MAX).saturating_sub(1);
    by_pledge(&all).into_iter().map(|(id, of)| (id.clone(), of.iter().map(place).collect())).collect_map()
}

fn folded(events: &[Event], places: &[usize], on: Day) -> Folded {
    let known: Vec<&Event> = places.iter().filter_map(|place| events.get(*place)).collect();
    let timeline = standing(&known);
    // A record is sound as a whole and at each of its instants, so folding it finds no fault.
    let state = fold(&timeline, on, &mut Vec::new()).map(Arc::new);
    let days = || timeline.iter().flat_map(|stood: &Stood<'_>| [Some(stood.from), stood.earliest]).flatten();
    let from = days().filter(|day| *day <= on).max();
    let until = days().filter(|day| *day > on).min();
    Folded { events: places.len(), from, until, state }
}
