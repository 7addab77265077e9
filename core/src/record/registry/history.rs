//! The history of a pledge: every event about it, superseded ones included, in the order in which they hold.

use crate::words::document::{CollectInOrder, put_in_order_by};
use crate::words::value::{Day, words};

use super::super::event::{Event, What};
use super::timeline::{Named, standing};

words! {
    /// Whether an event still stands.
    pub enum Place {
        /// It stands.
        Stands = "stands",
        /// A correction stands in its place, or took it back.
        Superseded = "superseded",
    }
}

/// An event in the history of a pledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The event.
    pub event: Event,
    /// The day from which it holds.
    pub from: Day,
    /// Whether it still stands.
    pub place: Place,
}

/// The history that these events about a pledge make.
pub(super) fn history(events: &[&Event]) -> Vec<HistoryEntry> {
    let named = Named::among(events);
    let stands = standing(events).into_iter().map(|stood| (stood.event.seq, stood.from)).collect_map();
    let root = |event: &Event| match &event.what {
        What::Corrected(corrected) => named.root(corrected).map(|root| root.seq),
        _ => None,
    };
    let latest = events.iter().filter_map(|event| Some((root(event)?, event.seq))).collect_map();
    // A correction that only takes something back stands although it puts nothing in the timeline, until it is
    // corrected itself.
    let takes_back = |event: &Event| {
        matches!(&event.what, What::Corrected(corrected) if corrected.instead.is_none())
            && root(event).and_then(|root| latest.get(&root)) == Some(&event.seq)
    };
    let mut entries: Vec<HistoryEntry> = events
        .iter()
        .map(|&event| {
            let day = stands.get(&event.seq).copied();
            let place = if day.is_some() || takes_back(event) { Place::Stands } else { Place::Superseded };
            HistoryEntry { event: event.clone(), from: day.unwrap_or_else(|| event.holds_from()), place }
        })
        .collect();
    put_in_order_by(&mut entries, |a, b| (a.from, a.event.seq).cmp(&(b.from, b.event.seq)));
    entries
}
