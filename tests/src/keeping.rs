//! What the tests of stores and their children in other processes share: which store is meant, and what is recorded.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use pledgebook::record::{Appended, Head, Journal, PostgresStore, SqliteStore, Store};
use pledgebook::words::value::{Hash, Instant};
use pledgebook::{Book, Error};

/// A store by its kind and its place, as it is handed to other processes.
pub type AnyStore = Box<dyn Store + Send>;

/// A handle of its own on the store of this kind at this place.
///
/// # Panics
/// Where the kind is not known.
pub fn store(kind: &str, place: &str) -> Result<AnyStore, Error> {
    match kind {
        "sqlite" => Ok(Box::new(SqliteStore::open(place)?)),
        "postgres" => {
            let (parameters, stream) = place.split_once('|').expect("parameters|stream");
            Ok(Box::new(PostgresStore::connect(parameters, stream)?))
        }
        _ => panic!("`{kind}` is no kind of store"),
    }
}

/// A secret that is one's own.
pub fn secret(writer: &str) -> Hash {
    Hash::of(&[b"a secret of ", writer.as_bytes()])
}

/// The instant at which everything here becomes known.
pub fn known() -> Instant {
    "2026-11-26T09:00:00Z".parse().expect("an instant")
}

/// How many events a batch has: one to four.
pub fn size_of(batch: u32) -> u32 {
    1 + batch * 7 % 4
}

/// The id of an event.
pub fn id(writer: &str, batch: u32, place: u32) -> String {
    format!("{writer}-{batch}-{place}")
}

/// A batch of events: each announces a pledge of its own.
pub fn batch(writer: &str, batch: u32, size: u32) -> String {
    let event = |place| {
        let id = id(writer, batch, place);
        format!(
            r#"{{"id": "{id}", "what": {{"event": "announced", "pledge": {{
                "id": "{id}", "kind": "formed-unit", "title": "An engineering company",
                "contributors": [{{"state": "XAA", "roles": ["lead"]}}],
                "lots": [{{"id": "{id}", "described_as": "engineering company", "units": 1}}]}}}},
                "sources": [], "reconstructed": false}}"#
        )
    };
    format!("[{}]", (0..size).map(event).collect::<Vec<_>>().join(","))
}

/// Appends a batch to the journal that a store holds; where others were first, behind what they appended.
pub fn append(store: &mut AnyStore, journal: &mut Journal, writer: &str, number: u32) -> Result<(), Error> {
    loop {
        journal.read_on(store.read(journal.size())?)?;
        let mut longer = journal.clone();
        for place in 0..size_of(number) {
            let text = format!(r#"{{"id":"{}"}}"#, id(writer, number, place));
            longer.append(known(), "desk-3".parse()?, &text, secret(writer))?;
        }
        let new = longer.lines().get(journal.lines().len()..).unwrap_or_default();
        if matches!(store.append(Head::of(journal), new)?, Appended::Kept(_)) {
            *journal = longer;
            return Ok(());
        }
    }
}

/// Records a batch in a book.
pub fn record<S: Store>(book: &mut Book<S>, writer: &str, number: u32) -> Result<u32, Error> {
    let events = batch(writer, number, size_of(number));
    Ok(book.record(&events, known(), "desk-3".parse().expect("an actor"))?.head)
}

/// A folder of its own, that goes when it is dropped.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A new one.
    ///
    /// # Panics
    /// Where none can be made.
    #[expect(clippy::new_without_default, reason = "it makes a folder")]
    pub fn new() -> Self {
        Self::within(&env::temp_dir())
    }

    /// A new one in another folder.
    ///
    /// # Panics
    /// Where none can be made.
    pub fn within(folder: &Path) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = folder.join(format!("pledgebook-{}-{number}", process::id()));
        fs::create_dir_all(&folder).expect("a folder for what is temporary");
        Self(folder)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A file in it, as text.
    ///
    /// # Panics
    /// Where the path is no text.
    pub fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a plain path").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
