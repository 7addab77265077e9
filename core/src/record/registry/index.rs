//! The index of a record: the events about each pledge, and what the ids in new events lead to.
//!
//! It is never the record, and is made of it where it is not there yet. A copy costs nothing, so a view keeps the one of
//! its day while the record goes on.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::words::value::{Day, EventId, LotId, PledgeId};

use super::super::event::{Corrected, Event, What};
use super::events::Events;
use super::snapshots::OfPledge;
use super::state::PledgeState;
use super::timeline::by_pledge;
use super::tree::Tree;

/// Where the events about each pledge stand, what was folded of them, and what each id leads to.
#[derive(Debug, Default)]
pub(super) struct Index {
    pledges: OnceLock<Pledges>,
    names: OnceLock<Names>,
}

type Pledges = Tree<PledgeId, Arc<OfPledge>>;

/// What ids lead to. Only who adds events needs it.
#[derive(Clone, Debug, Default)]
struct Names {
    events: Tree<EventId, Arc<Event>>,
    /// The pledges that were ever said to have a lot of this name.
    lots: Tree<LotId, Vec<PledgeId>>,
    /// The pledges that ever said this one again.
    again: Tree<PledgeId, Vec<PledgeId>>,
}

/// New events, and the pledge that each is about.
pub(super) type New = [(Arc<Event>, Option<PledgeId>)];

impl Index {
    /// The index of these events and the new ones, of which this is the index without them.
    pub(super) fn and(&self, events: &Events, new: &New) -> Self {
        let (mut pledges, mut names) = (self.pledges(events).clone(), self.names(events).clone());
        let mut grown: BTreeMap<&PledgeId, Vec<Arc<Event>>> = BTreeMap::new();
        for (event, pledge) in new {
            names.put(event, pledge.as_ref());
            if let Some(pledge) = pledge {
                grown.entry(pledge).or_default().push(Arc::clone(event));
            }
        }
        let none = OfPledge::default();
        for (pledge, new) in grown {
            pledges.put(pledge, &mut |before| {
                Arc::new(before.map_or_else(|| none.and(&new), |before| before.and(&new)))
            });
        }
        Self { pledges: OnceLock::from(pledges), names: OnceLock::from(names) }
    }

    fn pledges(&self, events: &Events) -> &Pledges {
        self.pledges.get_or_init(|| {
            let all: Vec<&Event> = events.iter().collect();
            let mut pledges = Pledges::default();
            for (id, of) in by_pledge(&all) {
                let of: Vec<Arc<Event>> =
                    of.iter().filter_map(|event| events.numbered(event.seq)).cloned().collect();
                pledges.put(id, &mut |_| Arc::new(OfPledge::default().and(&of)));
            }
            pledges
        })
    }

    fn names(&self, events: &Events) -> &Names {
        self.names.get_or_init(|| {
            let mut names = Names::default();
            self.pledges(events).each(&mut |id, of| {
                of.up_to(usize::MAX).iter().for_each(|event| names.bring(event, id));
            });
            for place in 0..events.len() {
                if let Some(event) = events.shared(place) {
                    names.events.put(&event.id, &mut |_| Arc::clone(event));
                }
            }
            names
        })
    }

    /// The pledges on a day, by the first `until` of these events.
    pub(super) fn view(
        &self,
        events: &Events,
        until: usize,
        on: Day,
    ) -> BTreeMap<PledgeId, Arc<PledgeState>> {
        let mut shown = BTreeMap::new();
        self.pledges(events)
            .each(&mut |id, of| shown.extend(of.on(on, until).map(|state| (id.clone(), state))));
        shown
    }

    /// The events about a pledge, among the first `until` of these.
    pub(super) fn events_of(&self, events: &Events, until: usize, pledge: &PledgeId) -> Vec<&Event> {
        let of = self.pledges(events).get(pledge);
        of.into_iter().flat_map(|of| of.up_to(until)).map(|event| &**event).collect()
    }

    /// The ids of all pledges.
    pub(super) fn all_pledges(&self, events: &Events) -> Vec<&PledgeId> {
        let mut all = Vec::new();
        self.pledges(events).each(&mut |id, _| all.push(id));
        all
    }

    /// The event of an id.
    pub(super) fn event(&self, events: &Events, id: &EventId) -> Option<&Event> {
        self.names(events).events.get(id).map(|event| &**event)
    }

    /// The pledges that were ever said to have this lot.
    pub(super) fn with_lot(&self, events: &Events, lot: &LotId) -> &[PledgeId] {
        self.names(events).lots.get(lot).map_or(&[], Vec::as_slice)
    }

    /// The pledges that ever said this one again.
    pub(super) fn saying_again(&self, events: &Events, pledge: &PledgeId) -> &[PledgeId] {
        self.names(events).again.get(pledge).map_or(&[], Vec::as_slice)
    }
}

impl Names {
    fn put(&mut self, event: &Arc<Event>, pledge: Option<&PledgeId>) {
        self.events.put(&event.id, &mut |_| Arc::clone(event));
        if let Some(pledge) = pledge {
            self.bring(event, pledge);
        }
    }

    /// Adds what an event on this pledge says of lots and of an earlier pledge.
    fn bring(&mut self, event: &Event, pledge: &PledgeId) {
        for lot in lots(event) {
            self.lots.put(lot, &mut |before| with(before, pledge));
        }
        if let Some(earlier) = event.what.begun().and_then(|begun| begun.reaffirms.as_ref()) {
            self.again.put(earlier, &mut |before| with(before, pledge));
        }
    }
}

/// A few pledges, with this one among them.
fn with(before: Option<&Vec<PledgeId>>, pledge: &PledgeId) -> Vec<PledgeId> {
    let mut pledges = before.cloned().unwrap_or_default();
    if !pledges.contains(pledge) {
        pledges.push(pledge.clone());
    }
    pledges
}

/// The lots that an event brings, by itself or in the place of another.
pub(super) fn lots(event: &Event) -> impl Iterator<Item = &LotId> {
    let what = match &event.what {
        What::Corrected(Corrected { instead: Some(instead), .. }) => &instead.what,
        what => what,
    };
    what.brings().into_iter().flat_map(|(lots, _)| lots).map(|lot| &lot.id)
}
