//! Snapshots: what a pledge was on days that were asked for, kept so that the next view need not fold it again.
//!
//! A snapshot is never the record. It is what the first so many events about a pledge come to, in a span of days in
//! which nothing changes; events are only ever added, so it stays true, and it can be thrown away at any time: what is
//! not there is folded from the events.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::words::value::Day;

use super::super::event::Event;
use super::fold::fold;
use super::state::PledgeState;
use super::timeline::{Stood, standing};

/// How many snapshots of one pledge are kept; the oldest makes way.
const KEPT: usize = 16;

/// The events about a pledge, and what was folded of them.
#[derive(Debug, Default)]
pub(super) struct OfPledge {
    /// In the order of their numbers.
    events: Vec<Arc<Event>>,
    folded: Mutex<Vec<Folded>>,
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

impl OfPledge {
    /// The same with these events behind the others: what was folded stays true.
    pub(super) fn and(&self, new: &[Arc<Event>]) -> Self {
        let events = [self.events.as_slice(), new].concat();
        Self { events, folded: Mutex::new(self.folded().clone()) }
    }

    /// Those among the first so many events of the record.
    pub(super) fn up_to(&self, until: usize) -> &[Arc<Event>] {
        let among = |event: &Arc<Event>| usize::try_from(event.seq).is_ok_and(|seq| seq <= until);
        self.events.get(..self.events.partition_point(among)).unwrap_or_default()
    }

    /// The pledge on a day, by the first so many events of the record; `None`: it does not stand by then.
    pub(super) fn on(&self, day: Day, until: usize) -> Option<Arc<PledgeState>> {
        let known = self.up_to(until);
        if known.is_empty() {
            return None;
        }
        let shown = self.folded().iter().rev().find(|folded| folded.shows(known.len(), day)).cloned();
        if let Some(folded) = shown {
            return folded.state;
        }
        // Others may ask meanwhile; what both fold is the same.
        let new = folded(known, day);
        let state = new.state.clone();
        let mut kept = self.folded();
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(new);
        state
    }

    fn folded(&self) -> MutexGuard<'_, Vec<Folded>> {
        // Whatever a thread that panicked left there is whole: snapshots are put in one by one.
        self.folded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn folded(events: &[Arc<Event>], on: Day) -> Folded {
    let known: Vec<&Event> = events.iter().map(|event| &**event).collect();
    let timeline = standing(&known);
    // A record is sound as a whole and at each of its instants, so folding it finds no fault.
    let state = fold(&timeline, on, &mut Vec::new()).map(Arc::new);
    let days = || timeline.iter().flat_map(|stood: &Stood<'_>| [Some(stood.from), stood.earliest]).flatten();
    let from = days().filter(|day| *day <= on).max();
    let until = days().filter(|day| *day > on).min();
    Folded { events: events.len(), from, until, state }
}
