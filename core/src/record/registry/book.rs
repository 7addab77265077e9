//! A book: a registry that is kept in a store.

#[cfg(feature = "store-sqlite")]
use std::path::Path;
use std::sync::Arc;

use super::journal::entry_of;
use super::{Receipt, Registry};
use crate::record::event::Entry;
#[cfg(feature = "store-sqlite")]
use crate::record::journal::SqliteStore;
use crate::record::journal::{Appended, Head, Journal, Line, Store};
use crate::words::Catalogue;
use crate::words::document;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{ActorId, Hash, Instant};

/// A registry that is kept in a store: what it says is recorded is there for good.
///
/// It is a type of its own, for recording is another promise here, and can fail in other ways, than in a registry that lives
/// in memory; whoever only reads takes the [`Registry`] in it, which stays as it is until the next `record` or `refresh`.
///
/// ```
/// use pledgebook::record::{Book, MemoryStore};
/// use pledgebook::words::value::Hash;
///
/// let store = MemoryStore::new();
/// let secret = || Hash::of(&[b"32 bytes, drawn anew by whoever opens it"]);
/// let mut desk_3 = Book::open(store.clone(), secret())?;
/// let mut desk_4 = Book::open(store, secret())?;
///
/// let announced = |state: &str| format!(r#"[{{
///     "id": "{state}-1", "what": {{"event": "announced", "pledge": {{
///         "id": "{state}-engineers", "kind": "formed-unit", "title": "An engineering company",
///         "contributors": [{{"state": "XAA", "roles": ["lead"]}}],
///         "lots": [{{"id": "{state}-engineers", "described_as": "engineering company", "units": 1}}]}}}},
///     "sources": [], "reconstructed": false}}]"#);
/// let known = "2026-01-06T09:00:00Z".parse()?;
/// desk_3.record(&announced("xaa"), known, "desk-3".parse()?)?;
/// // The other book has not read this yet; it does so before it adds its own.
/// let receipt = desk_4.record(&announced("xab"), known, "desk-4".parse()?)?;
/// assert_eq!((receipt.recorded, receipt.head), (1, 2));
/// assert_eq!(desk_3.refresh()?, 1);
/// assert_eq!(desk_3.registry().events(), desk_4.registry().events());
/// # Ok::<(), pledgebook::Error>(())
/// ```
#[derive(Debug)]
pub struct Book<S> {
    registry: Registry,
    journal: Journal,
    store: S,
    secret: Hash,
}

impl<S: Store> Book<S> {
    /// Reads a store whole, and checks it against its chain, every event against the record, and the shipped catalogue.
    ///
    /// The secret is 32 bytes that the caller draws anew each time it opens a store. The salts of what is recorded from then
    /// on are made of it, so that contents which are withheld later cannot be guessed; it is kept nowhere, and what was
    /// recorded is read without it.
    ///
    /// # Errors
    /// What kept the store from answering, the first bad event, and what a registry refuses.
    pub fn open(store: S, secret: Hash) -> Result<Self, Error> {
        Self::open_with(store, secret, Catalogue::shipped())
    }

    /// Reads a store as [`Book::open`] does, against a catalogue of one's own.
    ///
    /// # Errors
    /// As [`Book::open`].
    pub fn open_with(mut store: S, secret: Hash, catalogue: Arc<Catalogue>) -> Result<Self, Error> {
        let mut journal = Journal::new();
        journal.read_on(store.read(0)?).map_err(without_lines)?;
        let registry = Registry::from_journal_with(&journal, catalogue)?;
        Ok(Self { registry, journal, store, secret })
    }

    /// Puts a registry into a store that has no events yet.
    ///
    /// # Errors
    /// `checkpoint-differs` where the store has events, and what keeps it from keeping these.
    pub fn begin(mut store: S, secret: Hash, registry: Registry) -> Result<Self, Error> {
        let mut journal = Journal::new();
        registry.write_to(&mut journal, secret)?;
        match store.append(Head::default(), journal.lines())? {
            Appended::Kept(_) => Ok(Self { registry, journal, store, secret }),
            Appended::Conflict(stands) => {
                let message = format!("It has {} events already.", stands.size);
                let finding = Finding::new(Code::CheckpointDiffers, store.name(), message);
                Err(Error::one(finding.help("Name a store that is not there yet, or record into this one.")))
            }
        }
    }

    /// What is recorded, as far as it was read.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The same as a journal: for checkpoints to publish, and for proofs.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The store.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// Records a list of events as [`Registry::record`] does; they are kept in the store when this returns. Where others
    /// recorded meanwhile, that is read first, and the events are checked against it.
    ///
    /// # Errors
    /// What [`Registry::record`] refuses; what kept the store from answering: it is not known then whether the events are kept, and
    /// recording the same again is safe, for what is there already is passed over. In this book nothing has changed.
    pub fn record(&mut self, events: &str, known: Instant, actor: ActorId) -> Result<Receipt, Error> {
        self.keep(|registry| registry.record(events, known, actor.clone()))
    }

    /// Records events as [`Book::record`] does, from Rust values.
    ///
    /// # Errors
    /// As [`Book::record`].
    pub fn append(&mut self, entries: Vec<Entry>, known: Instant, actor: &ActorId) -> Result<Receipt, Error> {
        self.keep(|registry| registry.append(entries.clone(), known, actor))
    }

    fn keep(&mut self, record: impl Fn(&mut Registry) -> Result<Receipt, Error>) -> Result<Receipt, Error> {
        let before = (self.registry.clone(), Head::of(&self.journal));
        let receipt = match record(&mut self.registry) {
            Ok(receipt) => receipt,
            // It may be possible by what others have recorded since.
            Err(_) if self.refresh()? > 0 => return self.keep_in_turn(record),
            Err(refused) => return Err(refused),
        };
        let size = before.1.size;
        let written = self.registry.write_on(&mut self.journal, self.secret);
        // Where nothing is new, the store still says whether what was read is there.
        let appended = written.and_then(|()| self.store.append(before.1, behind(&self.journal, size)));
        let lost = match appended {
            Ok(Appended::Kept(_)) => return Ok(receipt),
            Ok(Appended::Conflict(_)) => None,
            Err(error) => Some(error),
        };
        self.registry = before.0;
        self.journal.truncate(size);
        match lost {
            Some(error) => Err(error),
            None => self.keep_in_turn(record),
        }
    }

    /// Reads what others have recorded and records behind it, while no other can.
    fn keep_in_turn(
        &mut self,
        record: impl Fn(&mut Registry) -> Result<Receipt, Error>,
    ) -> Result<Receipt, Error> {
        let Self { registry, journal, store, secret } = self;
        let (mut before, mut receipt) = ((registry.clone(), journal.size()), None);
        let kept = store.append_in_turn(journal.size(), &mut |new| {
            take_on(registry, journal, new)?;
            let stands = Head::of(journal);
            before = (registry.clone(), stands.size);
            receipt = Some(record(registry)?);
            registry.write_on(journal, *secret)?;
            Ok((stands, behind(journal, stands.size).to_vec()))
        });
        if kept.is_err() {
            // What others recorded stays: it was read from the store.
            *registry = before.0;
            journal.truncate(before.1);
        }
        kept?;
        receipt.ok_or_else(|| Error::one(Finding::new(Code::Internal, "", "The store asked for no lines.")))
    }

    /// Reads what others have recorded since, and gives how many events these were.
    ///
    /// # Errors
    /// What kept the store from answering, the first bad event, and what a registry refuses; nothing has changed then.
    pub fn refresh(&mut self) -> Result<u32, Error> {
        let before = self.journal.size();
        let new = self.store.read(before)?;
        take_on(&mut self.registry, &mut self.journal, new)?;
        Ok(self.journal.size().saturating_sub(before))
    }
}

/// The lines behind the first so many.
fn behind(journal: &Journal, size: u32) -> &[Line] {
    journal.lines().get(usize::try_from(size).unwrap_or(usize::MAX)..).unwrap_or_default()
}

/// Takes on what others recorded: all of it, or nothing.
fn take_on(registry: &mut Registry, journal: &mut Journal, new: Vec<u8>) -> Result<(), Error> {
    let before = (registry.clone(), journal.size());
    let read = journal.read_on(new).map_err(without_lines);
    let taken = read.and_then(|()| registry.take_on(behind(journal, before.1)));
    if taken.is_err() {
        *registry = before.0;
        journal.truncate(before.1);
    }
    taken
}

impl Registry {
    /// Opens a book in a SQLite file, which is created where there is none; several processes may have it open at once. The
    /// secret is drawn anew by the caller, each time (see [`Book::open`]).
    ///
    /// # Errors
    /// As [`SqliteStore::open`] and [`Book::open`].
    #[cfg(feature = "store-sqlite")]
    pub fn open(path: impl AsRef<Path>, secret: Hash) -> Result<Book<SqliteStore>, Error> {
        Book::open(SqliteStore::open(path)?, secret)
    }

    /// Writes to a journal that is this record's own the events that it does not have yet.
    fn write_on(&self, journal: &mut Journal, secret: Hash) -> Result<(), Error> {
        for event in self.events.iter().skip(journal.lines().len()) {
            let text = document::canonical(&event.entry())?;
            journal.append_written(event.known, event.actor.clone(), &text, secret)?;
        }
        Ok(())
    }

    /// Takes on lines that others recorded: what became known at one instant by one actor, together.
    fn take_on(&mut self, lines: &[Line]) -> Result<(), Error> {
        for recorded in lines.chunk_by(|a, b| (a.known(), a.actor()) == (b.known(), b.actor())) {
            let Some(first) = recorded.first() else { continue };
            let entries = recorded.iter().map(entry_of).collect::<Result<Vec<Entry>, Error>>()?;
            let numbered = |error: Error| numbered(&error, first.seq());
            let receipt = self.append(entries, first.known(), first.actor()).map_err(numbered)?;
            if receipt.already > 0 {
                let message = format!("An event from {} on stands twice in the journal.", first.seq());
                let finding = Finding::new(Code::DuplicateId, format!("/{}/id", first.seq()), message);
                return Err(Error::one(finding.help("Ask who keeps the journal.")));
            }
        }
        Ok(())
    }
}

/// Findings on some events, with their numbers in the journal in place of those in the list.
fn numbered(error: &Error, first: u32) -> Error {
    let place = |finding: &Finding| {
        let mut steps = finding.path.splitn(3, '/').skip(1);
        let place = steps.next().and_then(|place| place.parse::<u32>().ok());
        let rest = steps.next().map(|rest| format!("/{rest}")).unwrap_or_default();
        let path = place.map(|place| format!("/{}{rest}", first.saturating_add(place)));
        Finding {
            path: path.unwrap_or_else(|| finding.path.clone()),
            line: None,
            column: None,
            ..finding.clone()
        }
    };
    let findings = error.findings().iter().map(place).collect();
    Error::unless_sound(findings).err().unwrap_or_else(|| error.clone())
}

/// A store has no lines and columns that lead anywhere: its findings have the number of the event.
fn without_lines(error: Error) -> Error {
    let place = |finding: &Finding| {
        let help = "Compare it with another copy; the events before it are good.";
        let help = finding.help.clone().or_else(|| Some(help.to_owned()));
        Finding { line: None, column: None, help, ..finding.clone() }
    };
    let findings = error.findings().iter().map(place).collect();
    Error::unless_sound(findings).err().unwrap_or(error)
}
