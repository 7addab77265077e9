//! Stores: where the lines of a journal are kept, so that they are still there after a crash.
//!
//! The contract is small and synchronous. A store appends lines only behind the head that the caller expects; where others
//! were first, that is an answer and no error: the caller reads what is new, and may try again. What comes out of a store
//! is checked against its chain by [`Journal::read_on`](super::Journal::read_on), whatever the store is.

mod memory;
#[cfg(feature = "store-postgres")]
mod postgres;
#[cfg(feature = "store-sqlite")]
mod sqlite;

use super::{Journal, Line};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::Hash;

#[cfg(feature = "store-postgres")]
pub use self::postgres::PostgresStore;
#[cfg(feature = "store-sqlite")]
pub use self::sqlite::SqliteStore;
pub use memory::MemoryStore;

/// Where a journal stands: how many events it has, and the head of its last line (zeros where there is none).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// How many events it has.
    pub size: u32,
    /// The head of the last line.
    pub hash: Hash,
}

impl Head {
    /// Where a journal stands.
    pub fn of(journal: &Journal) -> Self {
        Self { size: journal.size(), hash: journal.head() }
    }

    /// Where a journal stands after these lines.
    ///
    /// # Errors
    /// `journal-broken` at the first line that does not follow.
    fn after(self, lines: &[Line]) -> Result<Self, Error> {
        lines.iter().try_fold(self, |before, line| {
            let seq = before.size.saturating_add(1);
            if line.seq() != seq || !line.follows(before.hash) {
                let message = format!("This line does not follow the first {} of the journal.", before.size);
                let finding = Finding::new(Code::JournalBroken, format!("/{seq}"), message);
                return Err(Error::one(finding.help("Append to the journal that the store holds.")));
            }
            Ok(Self { size: seq, hash: line.head() })
        })
    }

    /// Where a store stands whose last line is this one.
    #[cfg(any(feature = "store-sqlite", feature = "store-postgres"))]
    fn at(seq: i64, text: &[u8]) -> Result<Self, Error> {
        let line = str::from_utf8(text).ok().and_then(|text| Line::read(text).ok());
        match line.filter(|line| i64::from(line.seq()) == seq) {
            Some(line) => Ok(Self { size: line.seq(), hash: line.head() }),
            None => {
                let message = format!("The line of event {seq} is not what was recorded.");
                let finding = Finding::new(Code::JournalBroken, format!("/{seq}"), message);
                Err(Error::one(
                    finding.help("Compare it with another copy; the events before it may be good."),
                ))
            }
        }
    }
}

/// What came of appending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Appended {
    /// The lines are kept, and the store stands here now.
    Kept(Head),
    /// Others were first: the store stands here, and nothing was appended.
    Conflict(Head),
}

/// Where the lines of a journal are kept.
///
/// What is appended is there for good when `append` returns `Kept`, all of it; where the store or its machine fails before,
/// all of it or nothing is there. Several may use one store at once, each by its own handle.
///
/// ```
/// use pledgebook::record::{Appended, Head, Journal, MemoryStore, Store};
/// use pledgebook::words::value::Hash;
///
/// let mut journal = Journal::new();
/// let secret = Hash::of(&[b"32 bytes that nobody else knows"]);
/// journal.append("2026-01-06T09:00:00Z".parse()?, "desk-3".parse()?, r#"{"id":"xaa-1"}"#, secret)?;
///
/// let mut store = MemoryStore::new();
/// let before = store.head()?;
/// assert_eq!(store.append(before, journal.lines())?, Appended::Kept(Head::of(&journal)));
/// // Whoever expects the head of before reads what is new, and tries again behind it.
/// assert_eq!(store.append(before, journal.lines())?, Appended::Conflict(Head::of(&journal)));
/// let mut read = Journal::new();
/// read.read_on(store.read(0)?)?;
/// assert_eq!(read, journal);
/// # Ok::<(), pledgebook::Error>(())
/// ```
pub trait Store {
    /// What the store is called in findings: its file, or its name.
    fn name(&self) -> &str;

    /// Where it stands.
    ///
    /// # Errors
    /// What kept the store from answering.
    fn head(&mut self) -> Result<Head, Error>;

    /// The lines behind the first so many, as text, each with its line break.
    ///
    /// # Errors
    /// What kept the store from answering.
    fn read(&mut self, after: u32) -> Result<Vec<u8>, Error>;

    /// Appends lines if the store stands where the caller expects it to.
    ///
    /// # Errors
    /// `journal-broken` where the lines do not follow what is expected, and nothing is appended then. What kept the store
    /// from answering: then it is not said whether they are kept, and whoever reads the store again will see.
    fn append(&mut self, expected: Head, lines: &[Line]) -> Result<Appended, Error>;

    /// Appends what follows from the lines behind the first so many, while no other can append. Whoever lost a race goes
    /// this way, for a slow writer could lose against a fast one for ever.
    ///
    /// # Errors
    /// As [`Store::append`], what `next` refuses, and `checkpoint-differs` where the store does not stand where `next` says:
    /// nothing is appended then.
    fn append_in_turn(&mut self, after: u32, next: &mut Next<'_>) -> Result<Head, Error>;
}

/// Makes of the lines that are new where the store stands now, and the lines to append there.
pub type Next<'a> = dyn FnMut(Vec<u8>) -> Result<(Head, Vec<Line>), Error> + 'a;

impl<S: Store + ?Sized> Store for Box<S> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn head(&mut self) -> Result<Head, Error> {
        (**self).head()
    }

    fn read(&mut self, after: u32) -> Result<Vec<u8>, Error> {
        (**self).read(after)
    }

    fn append(&mut self, expected: Head, lines: &[Line]) -> Result<Appended, Error> {
        (**self).append(expected, lines)
    }

    fn append_in_turn(&mut self, after: u32, next: &mut Next<'_>) -> Result<Head, Error> {
        (**self).append_in_turn(after, next)
    }
}

/// Checks that a store stands where what was made of its lines says it does; it does not where lines went missing.
fn stands(name: &str, stands: Head, expected: Head) -> Result<(), Error> {
    if stands == expected {
        return Ok(());
    }
    let message = format!(
        "It has {} events; {} were there when it was read, or others stand in their place.",
        stands.size, expected.size
    );
    let finding = Finding::new(Code::CheckpointDiffers, name, message);
    Err(Error::one(finding.help("Record nothing more; compare the store with a published checkpoint.")))
}

/// A store of another kind, or of a version that this library does not read.
#[cfg(any(feature = "store-sqlite", feature = "store-postgres"))]
fn unsupported(name: &str, message: String, help: &str) -> Error {
    Error::one(Finding::new(Code::FormatUnsupported, name, message).help(help))
}

/// A store of a later version.
#[cfg(any(feature = "store-sqlite", feature = "store-postgres"))]
fn newer(name: &str, found: i64, known: i64) -> Error {
    let message = format!(
        "It was made by a later version: it has the format {found}, and this library reads up to {known}."
    );
    unsupported(name, message, "Update this library; nothing was changed.")
}
