//! The journal: the record as lines, each bound to all before it.
//!
//! A line has a number, an instant, an actor and a body. Its leaf is the hash of these, with the body under a hash of its
//! own that is salted: a body can be withheld, and nobody can guess it from its hash. The head of a line binds it to the
//! head before. The leaves make a tree whose root is published as a checkpoint (RFC 9162).
//!
//! To this room a body is a text and nothing more; what it says is read by the registry.
//!
//! **What it does not show.** Whoever can write the text can write a line and all after it anew, whole and sound. Only a
//! checkpoint that was published elsewhere shows that, or that lines are missing at the end.

mod checkpoint;
mod line;
mod merkle;
mod store;

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{ActorId, Hash, Instant};

pub use checkpoint::{
    Checkpoint, CheckpointFormat, Consistency, ConsistencyFormat, Inclusion, InclusionFormat,
};
pub use line::{Content, Line};
#[cfg(feature = "store-postgres")]
pub use store::PostgresStore;
#[cfg(feature = "store-sqlite")]
pub use store::SqliteStore;
pub use store::{Appended, Head, MemoryStore, Next, Store};

/// The largest journal, in events.
const MOST: u32 = 1 << 24;

/// The record as lines, each bound to all before it: a change shows, by itself where only lines were touched, and against
/// a published checkpoint where all that follows was made anew. What that proves and what it does not
/// stands in `docs/what-the-journal-shows.md`.
///
/// ```
/// use pledgebook::record::Journal;
/// use pledgebook::words::value::Hash;
///
/// let mut journal = Journal::new();
/// let secret = Hash::of(&[b"32 bytes that nobody else knows"]);
/// journal.append("2026-01-06T09:00:00Z".parse()?, "desk-3".parse()?, r#"{"id":"xaa-1"}"#, secret)?;
/// let published = journal.checkpoint();
///
/// journal.append("2026-01-07T09:00:00Z".parse()?, "desk-3".parse()?, r#"{"id":"xaa-2"}"#, secret)?;
/// let text = journal.to_lines();
/// let read = Journal::read(&text)?;
/// read.continues(&published)?;
/// let proof = read.inclusion(2)?;
/// assert!(read.checkpoint().includes(&read.lines()[1], &proof));
///
/// let forged = text.replace("xaa-1", "xab-1");
/// let error = Journal::read(&forged).unwrap_err();
/// assert_eq!((error.code().as_str(), error.findings()[0].path.as_str()), ("journal-broken", "/1"));
/// # Ok::<(), pledgebook::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    lines: Vec<Line>,
    leaves: Vec<Hash>,
}

impl Journal {
    /// A journal without events.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an event. Its salt is the hash of `pledgebook.salt/1`, a zero byte, the secret, and its number; a secret is
    /// drawn by the caller anew for each journal, is known to nobody else, and can be forgotten afterwards.
    ///
    /// # Errors
    /// An instant before the last one, a text that is not canonical JSON (`not-of-this-kind`, or why it cannot be read), or
    /// too many events; nothing has changed then.
    pub fn append(
        &mut self,
        known: Instant,
        actor: ActorId,
        text: &str,
        secret: Hash,
    ) -> Result<&Line, Error> {
        let line = self.line_after(known, actor, text, secret)?;
        let line = Line::read(line.as_json()).map_err(|error| match error.code() {
            Code::JournalBroken => {
                let finding = Finding::new(Code::NotOfThisKind, "", "The text is not canonical JSON.");
                Error::one(finding.help("Write keys in order and no white space."))
            }
            _ => error,
        })?;
        self.push(line)
    }

    /// Adds an event whose text was written by this library, and so is canonical.
    pub(crate) fn append_written(
        &mut self,
        known: Instant,
        actor: ActorId,
        text: &str,
        secret: Hash,
    ) -> Result<&Line, Error> {
        let line = self.line_after(known, actor, text, secret)?;
        self.push(line)
    }

    fn line_after(&self, known: Instant, actor: ActorId, text: &str, secret: Hash) -> Result<Line, Error> {
        let seq = self.size().saturating_add(1);
        room_for(seq)?;
        if let Some(last) = self.lines.last().filter(|last| known < last.known()) {
            let message = format!("{known} is before the last line of the journal ({}).", last.known());
            return Err(Error::one(Finding::new(Code::KnownDecreases, "", message)));
        }
        let salt = Hash::of(&[b"pledgebook.salt/1\0", secret.as_bytes(), seq.to_string().as_bytes()]);
        Ok(Line::after(self.head(), seq, known, actor, Content::Open { text, salt }))
    }

    fn push(&mut self, line: Line) -> Result<&Line, Error> {
        self.leaves.push(line.leaf());
        self.lines.push(line);
        self.lines.last().ok_or_else(|| Error::one(Finding::new(Code::Internal, "", "A line is lost.")))
    }

    /// Reads a journal, and checks every line of it.
    ///
    /// # Errors
    /// The first bad event, with its number as the path: `journal-broken`, `journal-torn` at the end, or what keeps the line
    /// from being read; `format-unsupported` for another format.
    pub fn read(lines: impl AsRef<[u8]>) -> Result<Self, Error> {
        match Self::read_good(lines) {
            (journal, None) => Ok(journal),
            (_, Some(error)) => Err(error),
        }
    }

    /// The good events before the first bad one, and what is wrong with that one.
    pub fn read_good(lines: impl AsRef<[u8]>) -> (Self, Option<Error>) {
        let mut journal = Self::new();
        let lines = lines.as_ref();
        let Some(rest) = lines.strip_prefix(first_line().as_bytes()) else {
            let message = format!("The first line of a journal is `{}`.", first_line().trim_end());
            let finding = Finding::new(Code::FormatUnsupported, "", message);
            let finding = finding.help("Pass the lines of a journal as they were written.");
            return (journal, Some(Error::one(Finding { line: Some(1), column: Some(1), ..finding })));
        };
        let error = journal.read_on(rest).err();
        (journal, error)
    }

    /// Reads lines that follow, such as those that another process wrote, as far as they are good.
    ///
    /// # Errors
    /// The first bad event, as in [`Journal::read`]; the good ones before it are kept.
    pub fn read_on(&mut self, lines: impl AsRef<[u8]>) -> Result<(), Error> {
        for line in lines.as_ref().split_inclusive(|byte| *byte == b'\n') {
            let seq = self.size().saturating_add(1);
            let line = self.next(seq, line).map_err(|error| placed(&error, seq))?;
            self.push(line)?;
        }
        Ok(())
    }

    /// The line that follows, if it is this one.
    fn next(&self, seq: u32, line: &[u8]) -> Result<Line, Error> {
        room_for(seq)?;
        let Some(whole) = line.strip_suffix(b"\n") else {
            let message = format!("The line of event {seq} was not written whole.");
            let finding = Finding::new(Code::JournalTorn, "", message);
            let help = format!("The {} events before it are good; set the rest aside.", self.size());
            return Err(Error::one(finding.help(help)));
        };
        let broken = |message: String| {
            let finding = Finding::new(Code::JournalBroken, "", message);
            Error::one(finding.help("Compare it with another copy; the events before it are good."))
        };
        let Ok(text) = str::from_utf8(whole) else {
            return Err(broken(format!("The line of event {seq} is not text in UTF-8.")));
        };
        let line = Line::read(text)?;
        match self.lines.last() {
            _ if line.seq() != seq => {
                Err(broken(format!("Event {} stands where event {seq} belongs.", line.seq())))
            }
            Some(last) if line.known() < last.known() => {
                Err(broken(format!("Event {seq} became known before event {}.", last.seq())))
            }
            _ if !line.follows(self.head()) => {
                Err(broken(format!("Event {seq} is not what was recorded, or a line before it is not.")))
            }
            _ => Ok(line),
        }
    }

    /// The journal as text: JSON, line by line.
    pub fn to_lines(&self) -> String {
        let mut text = first_line();
        for line in &self.lines {
            text.push_str(line.as_json());
            text.push('\n');
        }
        text
    }

    /// Its lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Takes back the lines behind the first so many: those that no store kept.
    pub(crate) fn truncate(&mut self, size: u32) {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        self.lines.truncate(size);
        self.leaves.truncate(size);
    }

    /// How many events it has.
    pub fn size(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    /// The head of the last line; zeros where there is none.
    pub fn head(&self) -> Hash {
        self.lines.last().map_or_else(Hash::default, Line::head)
    }

    /// What is to be published, so that a later change shows.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            format: CheckpointFormat,
            size: self.size(),
            root: merkle::root(&self.leaves),
            head: self.head(),
        }
    }

    /// Checks that this journal goes on from a checkpoint that was published.
    ///
    /// # Errors
    /// `checkpoint-differs` where events of it are missing, or others stand in their place.
    pub fn continues(&self, published: &Checkpoint) -> Result<(), Error> {
        let size = usize::try_from(published.size).unwrap_or(usize::MAX);
        let Some(leaves) = self.leaves.get(..size) else {
            let message = format!(
                "The journal has {} events; {} were there when the checkpoint was published.",
                self.size(),
                published.size
            );
            return Err(differs(message));
        };
        let head = size.checked_sub(1).and_then(|last| self.lines.get(last)).map(Line::head);
        if merkle::root(leaves) != published.root || head.unwrap_or_default() != published.head {
            let message = format!("The first {} events are not those of the checkpoint.", published.size);
            return Err(differs(message));
        }
        Ok(())
    }

    /// The proof that an event stands in this journal, as it is now.
    ///
    /// # Errors
    /// `not-found` where there is no event of this number.
    pub fn inclusion(&self, seq: u32) -> Result<Inclusion, Error> {
        let place = usize::try_from(seq).unwrap_or(usize::MAX).checked_sub(1);
        let place = place.filter(|place| *place < self.leaves.len()).ok_or_else(|| self.no_event(seq))?;
        let path = merkle::inclusion(&self.leaves, place);
        Ok(Inclusion { format: InclusionFormat, seq, size: self.size(), path })
    }

    /// The proof that this journal goes on from itself when it had so many events.
    ///
    /// # Errors
    /// `not-found` where it never had so many.
    pub fn consistency(&self, first: u32) -> Result<Consistency, Error> {
        if first > self.size() {
            return Err(self.no_event(first));
        }
        let path = merkle::consistency(&self.leaves, usize::try_from(first).unwrap_or(usize::MAX));
        Ok(Consistency { format: ConsistencyFormat, first, second: self.size(), path })
    }

    fn no_event(&self, seq: u32) -> Error {
        let message = format!("There is no event {seq}; the journal has {}.", self.size());
        Error::one(Finding::new(Code::NotFound, "", message).help("Events are counted from 1."))
    }

    /// The line of an event.
    ///
    /// # Errors
    /// `not-found` where there is no event of this number.
    pub fn line(&self, seq: u32) -> Result<&Line, Error> {
        let place = usize::try_from(seq).unwrap_or(usize::MAX).checked_sub(1);
        place.and_then(|place| self.lines.get(place)).ok_or_else(|| self.no_event(seq))
    }

    /// The same journal without the content of the events of these numbers: it has the same heads and the same checkpoint.
    ///
    /// # Errors
    /// `not-found`, with every number that it does not have; so a slip shows nothing that was to be withheld.
    pub fn withhold(&self, seqs: &BTreeSet<u32>) -> Result<Self, Error> {
        let missing = seqs.iter().filter(|seq| self.line(**seq).is_err());
        let findings = missing.flat_map(|seq| self.no_event(*seq).findings().to_vec()).collect();
        Error::unless_sound(findings)?;
        let mut journal = self.clone();
        for line in journal.lines.iter_mut().filter(|line| seqs.contains(&line.seq())) {
            *line = line.withheld();
        }
        Ok(journal)
    }
}

/// That no journal has an event of this number, for those who are given numbers of any size.
pub fn no_such_event(number: impl Display) -> Error {
    let message = format!("There is no event {number}; a journal has at most {MOST}.");
    Error::one(Finding::new(Code::NotFound, "", message).help("Events are counted from 1."))
}

/// A journal has room for so many events.
fn room_for(seq: u32) -> Result<(), Error> {
    if seq <= MOST {
        return Ok(());
    }
    let finding = Finding::new(Code::TooLarge, "", format!("A journal has at most {MOST} events."));
    Err(Error::one(finding.help("Begin another journal.")))
}

/// A journal and a checkpoint that do not belong together.
fn differs(message: String) -> Error {
    let finding = Finding::new(Code::CheckpointDiffers, "", message);
    Error::one(finding.help("Ask who keeps the journal for the events of the checkpoint."))
}

fn first_line() -> String {
    format!("{{\"format\":\"{}\"}}\n", line::FORMAT)
}

/// The findings on a line, with the number of its event as the path; the first line of a journal has none.
fn placed(error: &Error, seq: u32) -> Error {
    let place = |finding: &Finding| Finding {
        path: format!("/{seq}{}", finding.path),
        line: Some(seq.saturating_add(1)),
        column: finding.column.or(Some(1)),
        ..finding.clone()
    };
    let findings = error.findings().iter().map(place).collect();
    Error::unless_sound(findings).err().unwrap_or_else(|| error.clone())
}
