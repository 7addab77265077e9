//! The registry as a journal, and back.

use super::{Registry, RegistryDocument, RegistryFormat, normal};
use crate::record::event::{Entry, Event};
use crate::record::journal::{Content, Journal, Line};
use crate::words::Catalogue;
use crate::words::document::{self, Document};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::Hash;
use std::sync::Arc;

impl Registry {
    /// Adds to a journal the events that it does not have yet, and gives how many these were. What is withheld in the journal
    /// cannot be compared with this record: there only the instant and the actor are.
    ///
    /// # Errors
    /// `journal-broken` where what the journal shows is not of this record; nothing has changed then.
    pub fn write_to(&self, journal: &mut Journal, secret: Hash) -> Result<u32, Error> {
        let mut added = journal.clone();
        for (event, line) in self.events.iter().zip(journal.lines()) {
            let same = match line.content() {
                Content::Open { text, .. } => normal(document::restore(text)?) == normal(event.entry()),
                Content::Withheld(_) => true,
            };
            if !same || (event.known, &event.actor) != (line.known(), line.actor()) {
                return Err(other(line.seq()));
            }
        }
        if journal.lines().len() > self.events.len() {
            return Err(other(u32::try_from(self.events.len()).unwrap_or(u32::MAX).saturating_add(1)));
        }
        for event in self.events.iter().skip(journal.lines().len()) {
            let text = document::canonical(&event.entry())?;
            added.append_written(event.known, event.actor.clone(), &text, secret)?;
        }
        let more = added.size().saturating_sub(journal.size());
        *journal = added;
        Ok(more)
    }

    /// The record that a journal holds, against the shipped catalogue.
    ///
    /// # Errors
    /// `content-withheld` where an event is not shown; what a registry refuses, with the number of the event as the path.
    pub fn from_journal(journal: &Journal) -> Result<Self, Error> {
        Self::from_journal_with(journal, Catalogue::shipped())
    }

    /// The record that a journal holds, against a catalogue of one's own.
    ///
    /// # Errors
    /// `content-withheld` where an event is not shown; what a registry refuses, with the number of the event as the path.
    pub fn from_journal_with(journal: &Journal, catalogue: Arc<Catalogue>) -> Result<Self, Error> {
        let events = journal.lines().iter().map(event).collect::<Result<Vec<Event>, Error>>()?;
        let mut document = RegistryDocument { format: RegistryFormat, events };
        let mut findings = Vec::new();
        document.check(&catalogue, &mut findings);
        for finding in &mut findings {
            // Events stand in the document in the order of their numbers, counted from 0.
            let place = finding.path.strip_prefix("/events/").and_then(|rest| rest.split_once('/'));
            if let Some((place, rest)) = place
                && let Ok(place) = place.parse::<u32>()
            {
                finding.path = format!("/{}/{rest}", place.saturating_add(1));
            }
        }
        Error::unless_sound(findings)?;
        document.normalise();
        Ok(Self { catalogue, events: document.events.into(), index: Arc::default() })
    }
}

/// What was recorded in a line.
pub(super) fn entry_of(line: &Line) -> Result<Entry, Error> {
    let Content::Open { text, .. } = line.content() else {
        let message = format!("The content of event {} is withheld.", line.seq());
        let finding = Finding::new(Code::ContentWithheld, format!("/{}", line.seq()), message);
        return Err(Error::one(finding.help("Ask who keeps the journal for the whole of it.")));
    };
    document::restore(text).map_err(|error| placed(&error, line.seq()))
}

fn event(line: &Line) -> Result<Event, Error> {
    let Entry { id, valid, what, sources, reconstructed } = entry_of(line)?;
    let (seq, known, actor) = (line.seq(), line.known(), line.actor().clone());
    Ok(Event { id, seq, known, valid, actor, what, sources, reconstructed })
}

/// Findings on the body of an event, with its number; places in its text would lead nowhere.
fn placed(error: &Error, seq: u32) -> Error {
    let place = |finding: &Finding| Finding {
        path: format!("/{seq}{}", finding.path),
        line: None,
        column: None,
        ..finding.clone()
    };
    Error::unless_sound(error.findings().iter().map(place).collect()).err().unwrap_or_else(|| error.clone())
}

fn other(seq: u32) -> Error {
    let message = format!("The journal has another event {seq} than this record.");
    let finding = Finding::new(Code::JournalBroken, format!("/{seq}"), message);
    Error::one(finding.help("Write to the journal of this record, or begin a new one."))
}
