//! The registry: every event that was recorded, and views of what they come to.

mod ahead;
mod around;
mod book;
mod check;
mod diff;
mod events;
mod fold;
mod history;
mod index;
mod journal;
mod machine;
mod matters;
mod parties;
mod reaffirmed;
mod reshape;
mod snapshots;
mod state;
mod tally;
mod timeline;
mod tree;
mod upgrades;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::event::{Entry, Event, What};
use crate::words::Catalogue;
use crate::words::document::{self, Document, Parts, Upgrade, document, format_tag, put_in_order_by};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{ActorId, Day, EventId, Instant, PledgeId};

use around::Around;
pub use book::Book;
pub use diff::{Change, diff};
pub use events::{Events, EventsIter};
pub use history::{HistoryEntry, Place};
use index::Index;
pub use machine::{MACHINE, Needs, Phase, Step};
pub use matters::{ActionItem, NotedDecision};
pub use state::*;
pub use tally::{Status, Tally};
pub use view::{Happened, View};

format_tag!(
    /// The format of a registry.
    RegistryFormat = "pledgebook.registry/2"
);

document! {
    /// A registry as a document: its events. Their order in the list says nothing; `seq` does.
    pub struct RegistryDocument {
        /// The format.
        pub format: RegistryFormat,
        /// The events.
        pub events: Vec<Event>,
    }
}

impl Document for RegistryDocument {
    const FORMAT: &'static str = RegistryFormat::TEXT;
    const UPGRADES: &'static [Upgrade] = upgrades::UPGRADES;
    type Context = Catalogue;

    fn check(&self, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        let mut events: Vec<(usize, &Event)> = self.events.iter().enumerate().collect();
        put_in_order_by(&mut events, |(_, a), (_, b)| a.seq.cmp(&b.seq));
        let places: Vec<String> = events.iter().map(|(i, _)| format!("/events/{i}")).collect();
        let events: Vec<&Event> = events.into_iter().map(|(_, event)| event).collect();
        check::order(&events, &places, findings);
        let all = Around::all(events);
        check::events(&all, &places, catalogue, findings);
        check::instants(&all.events, &all.pledges, &places, findings);
    }

    fn check_parts(parts: &Parts<'_>, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        check::parts(parts, "/events/*", catalogue, findings);
    }

    fn normalise(&mut self) {
        put_in_order_by(&mut self.events, |a, b| a.seq.cmp(&b.seq));
        self.events.iter_mut().for_each(|event| check::normalise(&mut event.what));
    }
}

/// What has been recorded, kept in memory. Nothing in it is ever lost or overwritten: corrections are events.
///
/// ```
/// use pledgebook::Registry;
///
/// # fn main() -> Result<(), pledgebook::Error> {
/// let mut registry = Registry::new();
/// let events = r#"[{
///     "id": "xaa-1", "valid": {"earliest": "2026-01-05", "latest": "2026-01-05"},
///     "what": {"event": "announced", "pledge": {
///         "id": "xaa-engineers", "kind": "formed-unit", "title": "An engineering company",
///         "contributors": [{"state": "XAA", "roles": ["lead"]}],
///         "lots": [{"id": "xaa-engineers", "described_as": "engineering company",
///                   "unit_type": "engineering-company", "units": 1}]}},
///     "sources": [], "reconstructed": false}]"#;
/// let receipt = registry.record(events, "2026-01-06T09:00:00Z".parse()?, "desk-3".parse()?)?;
/// assert_eq!((receipt.recorded, receipt.already), (1, 0));
/// assert_eq!(registry.as_of("2026-01-05".parse()?).pledges().count(), 0, "not known before it was recorded");
/// assert_eq!(registry.as_of("2026-01-06".parse()?).pledges().count(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Registry {
    catalogue: Arc<Catalogue>,
    events: Events,
    index: Arc<Index>,
}

/// What came of recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Receipt {
    /// How many events are new in the record.
    pub recorded: u32,
    /// How many were there before, with the same content.
    pub already: u32,
    /// The number of the last event in the record.
    pub head: u32,
}

impl Default for Registry {
    fn default() -> Self {
        Self::new()
    }
}

impl Registry {
    /// An empty registry with the shipped catalogue.
    pub fn new() -> Self {
        Self::with(Catalogue::shipped())
    }

    /// An empty registry with a catalogue of one's own.
    pub fn with(catalogue: Arc<Catalogue>) -> Self {
        Self { catalogue, events: Events::default(), index: Arc::default() }
    }

    /// Reads a `pledgebook.registry/2` document, or one of version 1, against the shipped catalogue.
    pub fn read(text: &str) -> Result<Self, Error> {
        Self::read_with(text, Catalogue::shipped())
    }

    /// Reads a `pledgebook.registry/2` document, or one of version 1, against a catalogue of one's own.
    pub fn read_with(text: &str, catalogue: Arc<Catalogue>) -> Result<Self, Error> {
        let RegistryDocument { events, .. } = document::read(text, &*catalogue)?;
        Ok(Self { catalogue, events: events.into(), index: Arc::default() })
    }

    /// Records a list of events (JSON, each an [`Entry`]) that became known at `known`, all of them or none.
    ///
    /// An event whose id is on record with the same content is passed over, so that a caller may try again. An id
    /// used for something else, an instant before the last one on record, and whatever cannot have happened is
    /// refused, with every finding.
    pub fn record(&mut self, events: &str, known: Instant, actor: ActorId) -> Result<Receipt, Error> {
        let entries: Vec<Entry> = document::read_part(events, |parts, findings| {
            check::parts(parts, "/*", &self.catalogue, findings);
        })?;
        self.append(entries, known, &actor).map_err(|error| document::place(error, events))
    }

    /// Records events as [`Registry::record`] does, from Rust values.
    pub fn append(&mut self, entries: Vec<Entry>, known: Instant, actor: &ActorId) -> Result<Receipt, Error> {
        let mut findings = Vec::new();
        let Told { mut new, already, places } = self.told(entries, known, actor, &mut findings);
        // Trying again with what is on record already is no fault, whatever was learned since.
        let last = self.events.last().map(|last| last.known);
        if let Some(last) = last.filter(|last| known < *last && !new.is_empty()) {
            let message = format!("These became known at {known}, before the last event on record ({last}).");
            let help =
                "What is learned later is known later: record it with the instant at which it was learned.";
            findings.push(Finding::new(Code::KnownDecreases, "", message).help(help));
        }
        // Checked as they are written, so that a finding names the place where the caller wrote it; put in order after.
        let around = Around::added(&new, &self.events, &self.index);
        check::events(&around, &places, &self.catalogue, &mut findings);
        Error::unless_sound(findings)?;
        let pledges = around.pledges_of_new();
        new.iter_mut().for_each(|event| check::normalise(&mut event.what));
        let recorded = u32::try_from(new.len()).unwrap_or(u32::MAX);
        if recorded > 0 {
            let new: Vec<(Arc<Event>, Option<PledgeId>)> =
                new.into_iter().map(Arc::new).zip(pledges).collect();
            self.index = Arc::new(self.index.and(&self.events, &new));
            new.into_iter().for_each(|(event, _)| self.events.push(event));
        }
        let head = u32::try_from(self.events.len()).unwrap_or(u32::MAX);
        Ok(Receipt { recorded, already, head })
    }

    /// Which of these entries are new, as events of this record.
    fn told(
        &self,
        entries: Vec<Entry>,
        known: Instant,
        actor: &ActorId,
        findings: &mut Vec<Finding>,
    ) -> Told {
        let (mut new, mut already, mut places) = (Vec::<Event>::new(), 0_u32, Vec::new());
        let mut told: BTreeMap<EventId, usize> = BTreeMap::new();
        for (i, entry) in entries.into_iter().enumerate() {
            let before = match told.get(&entry.id) {
                Some(place) => new.get(*place),
                None => self.index.event(&self.events, &entry.id),
            };
            match before.map(|before| normal(before.entry()) == normal(entry.clone())) {
                Some(true) => already = already.saturating_add(1),
                Some(false) => {
                    let message = format!("The id `{}` was used for another event.", entry.id);
                    let help =
                        "Give the new event its own id; to mend the earlier one, record a correction of it.";
                    findings.push(Finding::new(Code::EventIdReused, format!("/{i}/id"), message).help(help));
                }
                None => {
                    told.insert(entry.id.clone(), new.len());
                    let seq = self.events.len().saturating_add(new.len()).saturating_add(1);
                    let seq = u32::try_from(seq).unwrap_or(u32::MAX);
                    let Entry { id, valid, what, sources, reconstructed } = entry;
                    let actor = actor.clone();
                    new.push(Event { id, seq, known, valid, actor, what, sources, reconstructed });
                    places.push(format!("/{i}"));
                }
            }
        }
        Told { new, already, places }
    }

    /// The register as it was known at the end of a day, and as it stood on that day.
    pub fn as_of(&self, day: Day) -> View {
        self.view(day, day.end())
    }

    /// The register as it stood on the day `valid`, by what was known at the instant `known`.
    pub fn view(&self, valid: Day, known: Instant) -> View {
        View::new(self, valid, known)
    }

    /// Every event on record, in the order in which they were recorded.
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// The catalogue it is checked against.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The canonical text of the whole record.
    pub fn to_json(&self) -> Result<String, Error> {
        let events = self.events.iter().cloned().collect();
        document::canonical(&RegistryDocument { format: RegistryFormat, events })
    }
}

/// What was told: the events of it that are new, the path of each, and how many there were before.
struct Told {
    new: Vec<Event>,
    already: u32,
    places: Vec<String>,
}

/// An entry with its lists in the canonical order.
fn normal(mut entry: Entry) -> Entry {
    check::normalise(&mut entry.what);
    entry
}
