//! A view: the register as it stood on one day, by what was known at one instant.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::words::Catalogue;
use crate::words::document::CollectInOrder;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{ActorId, Day, EventId, Instant, LotId, PledgeId, nearest};

use super::super::event::{Entry, Event, What};
use super::Registry;
use super::events::Events;
use super::fold::{begin_or_apply, fold};
use super::history::{HistoryEntry, history};
use super::matters::{ActionItem, NotedDecision, actions, decisions};
use super::state::{LotState, PledgeState};
use super::timeline::standing;

/// The register as it stood on the day `valid`, by what was known at `known`. It does not change.
#[derive(Clone, Debug)]
pub struct View {
    /// The record, perhaps with more than was known by then.
    registry: Registry,
    /// What was known by then.
    events: Events,
    valid: Day,
    known: Instant,
    pledges: Arc<BTreeMap<PledgeId, Arc<PledgeState>>>,
}

/// Something that happened to a pledge, as the record has it after corrections.
#[derive(Clone, Copy, Debug)]
pub struct Happened<'v> {
    /// The event that says so.
    pub event: &'v Event,
    /// What happened.
    pub what: &'v What,
    /// The first day on which it may have held; `None`: Unknown.
    pub earliest: Option<Day>,
    /// The day from which it holds.
    pub on: Day,
    /// The pledge before it; `None`: it begins with it.
    pub before: Option<&'v PledgeState>,
    /// The pledge after it.
    pub after: &'v PledgeState,
}

impl PartialEq for View {
    /// Views are equal where they show the same day, by the same knowledge.
    fn eq(&self, other: &Self) -> bool {
        let shown = |view: &Self| (view.valid, view.known);
        shown(self) == shown(other) && self.events == other.events && self.catalogue() == other.catalogue()
    }
}

impl View {
    pub(super) fn new(registry: &Registry, valid: Day, known: Instant) -> Self {
        let until = registry.events.known_by(known);
        let pledges = Arc::new(registry.index.view(&registry.events, until, valid));
        Self { events: registry.events.up_to(until), registry: registry.clone(), valid, known, pledges }
    }

    /// The day it shows.
    pub fn valid(&self) -> Day {
        self.valid
    }

    /// The instant whose knowledge it shows.
    pub fn known(&self) -> Instant {
        self.known
    }

    /// The catalogue its record is checked against.
    pub fn catalogue(&self) -> &Catalogue {
        self.registry.catalogue()
    }

    /// The record as it was known at that instant.
    pub fn registry(&self) -> Registry {
        if self.events.len() == self.registry.events.len() {
            return self.registry.clone();
        }
        let catalogue = Arc::clone(&self.registry.catalogue);
        Registry { catalogue, events: self.events.clone(), index: Arc::default() }
    }

    /// The events known by then, in the order in which they were recorded.
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// The view of the same record with these events added, all known at the instant of this view: what if they had
    /// happened? The record itself is not changed. Only the pledges they touch are folded again.
    ///
    /// # Errors
    /// Events that cannot have happened, as [`Registry::append`] refuses them.
    pub(crate) fn supposing(&self, entries: Vec<Entry>, actor: &ActorId) -> Result<Self, Error> {
        let mut registry = self.registry();
        let before = registry.events().len();
        registry.append(entries, self.known, actor)?;
        let added = registry.events.iter().skip(before);
        let touched = added.filter_map(|event| event.what.pledge()).collect_set();
        let mut pledges = BTreeMap::clone(&self.pledges);
        for id in touched {
            let of_pledge = registry.index.events_of(&registry.events, usize::MAX, id);
            if let Some(state) = fold(&standing(&of_pledge), self.valid, &mut Vec::new()) {
                pledges.insert(id.clone(), Arc::new(state));
            }
        }
        let (events, pledges) = (registry.events.clone(), Arc::new(pledges));
        Ok(Self { registry, events, pledges, ..self.clone() })
    }

    /// Every pledge announced by that day, by id.
    pub fn pledges(&self) -> impl Iterator<Item = (&PledgeId, &PledgeState)> {
        self.pledges.iter().map(|(id, state)| (id, &**state))
    }

    /// The events about a pledge that were known by then, in the order in which they were recorded.
    pub(crate) fn events_of(&self, pledge: &PledgeId) -> Vec<&Event> {
        self.registry.index.events_of(&self.registry.events, self.events.len(), pledge)
    }

    /// What is to be done, as it stands on the day of the view, by the event that noted it.
    pub fn actions(&self) -> BTreeMap<EventId, ActionItem> {
        actions(self.events(), self.valid)
    }

    /// What was decided by the day of the view, in the order in which it holds; what has ended is still among it.
    pub fn decisions(&self) -> Vec<NotedDecision> {
        decisions(self.events(), self.valid)
    }

    /// Goes through what holds by the day of the view, pledge by pledge in the order in which it holds, with the pledge
    /// before and after each event.
    pub fn walk(&self, see: &mut dyn FnMut(&Happened<'_>)) {
        for id in self.pledges.keys() {
            let events = self.events_of(id);
            let mut state: Option<PledgeState> = None;
            for stood in standing(&events).iter().filter(|stood| stood.from <= self.valid) {
                let before = state.clone();
                // Of a record that is sound none fails.
                if begin_or_apply(&mut state, stood).is_ok()
                    && let Some(after) = &state
                {
                    let (event, what, earliest, on) = (stood.event, stood.what, stood.earliest, stood.from);
                    see(&Happened { event, what, earliest, on, before: before.as_ref(), after });
                }
            }
        }
    }

    /// The pledge of this id.
    pub fn pledge(&self, id: &PledgeId) -> Option<&PledgeState> {
        self.pledges.get(id).map(|state| &**state)
    }

    /// The pledge in which the units of this one are counted, where it only says an earlier one again: that one, or
    /// the one which that one says again in turn, as far as they are in the view.
    pub fn counted_in(&self, pledge: &PledgeState) -> Option<&PledgeState> {
        // A record has no circle; the number of pledges bounds the way all the same.
        let said_again = std::iter::successors(self.said_again(pledge), |earlier| self.said_again(earlier));
        said_again.take(self.pledges.len()).last()
    }

    fn said_again(&self, pledge: &PledgeState) -> Option<&PledgeState> {
        self.pledge(pledge.pledge.reaffirms.as_ref()?)
    }

    /// Every lot with its pledge, by the ids of both.
    pub fn lots(&self) -> impl Iterator<Item = (&PledgeState, &LotState)> {
        self.pledges().flat_map(|(_, pledge)| pledge.lots.values().map(move |lot| (pledge, lot)))
    }

    /// The lot of this id, with its pledge.
    pub fn lot(&self, id: &LotId) -> Option<(&PledgeState, &LotState)> {
        self.pledges().find_map(|(_, pledge)| pledge.lots.get(id).map(|lot| (pledge, lot)))
    }

    /// Everything known by then on a pledge, the announced future included.
    ///
    /// # Errors
    /// A pledge on which nothing was known by then.
    pub fn history(&self, pledge: &PledgeId) -> Result<Vec<HistoryEntry>, Error> {
        let entries = history(&self.events_of(pledge));
        if entries.is_empty() {
            let known = self.events().iter().filter_map(|event| event.what.pledge()).map(PledgeId::as_str);
            let message = format!("The view has no pledge `{pledge}`.");
            let finding = Finding::new(Code::NotFound, "/pledge", message);
            return Err(Error::one(match nearest(pledge.as_str(), known) {
                Some(near) => finding.help(format!("Did you mean `{near}`?")),
                None => finding,
            }));
        }
        Ok(entries)
    }
}
