//! The events of a record, as a list that can go on while others hold what it was.

use std::iter::FusedIterator;
use std::sync::Arc;

use crate::words::value::Instant;

use super::super::event::Event;

/// How many events stand in one block.
const BLOCK: usize = 64;

/// The events of a record, in the order in which they were recorded.
///
/// A copy costs next to nothing, however many they are, and stays as it is when events are added to another: all events
/// but the last few stand in blocks that are shared and never change.
#[derive(Clone, Default)]
pub struct Events {
    /// Whole blocks.
    blocks: Arc<Vec<Arc<Vec<Arc<Event>>>>>,
    /// What stands behind them: less than a block.
    last: Vec<Arc<Event>>,
}

impl Events {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.blocks.len().saturating_mul(BLOCK).saturating_add(self.last.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The event at a place, counted from 0; one place before its number.
    pub fn get(&self, place: usize) -> Option<&Event> {
        self.shared(place).map(|event| &**event)
    }

    /// The event of a number, to be shared.
    pub(super) fn numbered(&self, seq: u32) -> Option<&Arc<Event>> {
        self.shared(usize::try_from(seq).ok()?.checked_sub(1)?)
    }

    /// The event at a place, to be shared.
    pub(super) fn shared(&self, place: usize) -> Option<&Arc<Event>> {
        let (block, within) = (place / BLOCK, place % BLOCK);
        match self.blocks.get(block) {
            Some(block) => block.get(within),
            None => self.last.get(place.checked_sub(self.blocks.len().saturating_mul(BLOCK))?),
        }
    }

    /// The first.
    pub fn first(&self) -> Option<&Event> {
        self.get(0)
    }

    /// The last.
    pub fn last(&self) -> Option<&Event> {
        self.get(self.len().checked_sub(1)?)
    }

    /// All of them, in order.
    pub fn iter(&self) -> EventsIter<'_> {
        EventsIter { events: self, from: 0, to: self.len() }
    }

    /// Puts an event behind the others.
    pub(super) fn push(&mut self, event: Arc<Event>) {
        self.last.push(event);
        if self.last.len() == BLOCK {
            Arc::make_mut(&mut self.blocks).push(Arc::new(std::mem::take(&mut self.last)));
        }
    }

    /// How many of them were known at an instant.
    pub(super) fn known_by(&self, known: Instant) -> usize {
        let is_known = |event: &&Arc<Event>| event.known <= known;
        let whole = self.blocks.partition_point(|block| block.last().is_some_and(|last| is_known(&last)));
        let rest = self.blocks.get(whole).map_or(&self.last, |block| block);
        whole.saturating_mul(BLOCK).saturating_add(rest.partition_point(|event| is_known(&event)))
    }

    /// The first so many of them.
    pub(super) fn up_to(&self, length: usize) -> Self {
        if length >= self.len() {
            return self.clone();
        }
        let (whole, more) = (length / BLOCK, length % BLOCK);
        let begun = self.blocks.get(whole).map_or(&self.last, |block| block);
        Self {
            blocks: Arc::new(self.blocks.iter().take(whole).cloned().collect()),
            last: begun.iter().take(more).cloned().collect(),
        }
    }
}

impl From<Vec<Event>> for Events {
    fn from(list: Vec<Event>) -> Self {
        let mut events = Self::default();
        list.into_iter().for_each(|event| events.push(Arc::new(event)));
        events
    }
}

impl PartialEq for Events {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other)
    }
}

impl std::fmt::Debug for Events {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<'e> IntoIterator for &'e Events {
    type Item = &'e Event;
    type IntoIter = EventsIter<'e>;

    fn into_iter(self) -> EventsIter<'e> {
        self.iter()
    }
}

/// Goes through the events of a record.
#[derive(Clone, Debug)]
pub struct EventsIter<'e> {
    events: &'e Events,
    from: usize,
    to: usize,
}

impl<'e> Iterator for EventsIter<'e> {
    type Item = &'e Event;

    fn next(&mut self) -> Option<&'e Event> {
        self.nth(0)
    }

    fn nth(&mut self, skipped: usize) -> Option<&'e Event> {
        let at = self.from.saturating_add(skipped);
        self.from = at.saturating_add(1).min(self.to);
        if at < self.to { self.events.get(at) } else { None }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.to.saturating_sub(self.from);
        (left, Some(left))
    }
}

impl DoubleEndedIterator for EventsIter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.from == self.to {
            return None;
        }
        self.to = self.to.checked_sub(1)?;
        self.events.get(self.to)
    }
}

impl ExactSizeIterator for EventsIter<'_> {}
impl FusedIterator for EventsIter<'_> {}
