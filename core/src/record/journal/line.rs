//! One event in a journal: who recorded it and when, what was recorded, and the hash of everything up to it.

use std::ops::Range;
use std::sync::Arc;

use super::merkle;
use crate::words::document::{Opaque, document, restore};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{ActorId, Hash, Instant};

/// The first line of a journal.
pub(super) const FORMAT: &str = "pledgebook.journal/1";

/// What was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content<'l> {
    /// The canonical text, and the salt that keeps it from being guessed by its hash.
    Open {
        /// The canonical text of the event, without what stands in its place already.
        text: &'l str,
        /// The salt.
        salt: Hash,
    },
    /// Only the hash is shown.
    Withheld(Hash),
}

impl Content<'_> {
    /// The hash that stands for the content: of `pledgebook.body/1`, a zero byte, the 32 bytes of the salt, and the text.
    pub fn hash(&self) -> Hash {
        match self {
            Self::Open { text, salt } => {
                Hash::of(&[b"pledgebook.body/1\0", salt.as_bytes(), text.as_bytes()])
            }
            Self::Withheld(hash) => *hash,
        }
    }
}

/// An event in a journal, as it is written. It cannot be changed, so what it says, its text and its hashes always go
/// together; whether it stands in a journal is not said by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    seq: u32,
    known: Instant,
    actor: ActorId,
    shown: Shown,
    leaf: Hash,
    head: Hash,
    text: Arc<str>,
}

/// What a line shows of its content.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    /// It stands at this place of the text.
    Open {
        at: Range<usize>,
        salt: Hash,
    },
    Withheld(Hash),
}

document! {
    struct LineRead {
        actor: ActorId,
        body: Option<Opaque>,
        head: Hash,
        known: Instant,
        salt: Option<Hash>,
        seq: u32,
        withheld: Option<Hash>,
    }
}

impl Line {
    /// The line that follows.
    pub(super) fn after(
        before: Hash,
        seq: u32,
        known: Instant,
        actor: ActorId,
        content: Content<'_>,
    ) -> Self {
        Self::write(seq, known, actor, content, |leaf| head_after(before, leaf))
    }

    fn write(
        seq: u32,
        known: Instant,
        actor: ActorId,
        content: Content<'_>,
        head: impl FnOnce(Hash) -> Hash,
    ) -> Self {
        let instant = known.to_string();
        let header = format!("{FORMAT}\0{seq}\0{instant}\0{actor}\0");
        let leaf = merkle::leaf(&[header.as_bytes(), content.hash().as_bytes()].concat());
        let head = head(leaf);
        let mut text = format!(r#"{{"actor":"{actor}","#);
        let shown = match content {
            Content::Open { text: body, salt } => {
                text.reserve(body.len().saturating_add(256));
                text.push_str(r#""body":"#);
                let from = text.len();
                text.push_str(body);
                let at = from..text.len();
                text.push_str(&format!(
                    r#","head":"{head}","known":"{instant}","salt":"{salt}","seq":{seq}}}"#
                ));
                Shown::Open { at, salt }
            }
            Content::Withheld(hash) => {
                text.push_str(&format!(
                    r#""head":"{head}","known":"{instant}","seq":{seq},"withheld":"{hash}"}}"#
                ));
                Shown::Withheld(hash)
            }
        };
        Self { seq, known, actor, shown, leaf, head, text: text.into() }
    }

    /// Its number, from 1 without gaps.
    pub fn seq(&self) -> u32 {
        self.seq
    }

    /// When it became known.
    pub fn known(&self) -> Instant {
        self.known
    }

    /// Who recorded it.
    pub fn actor(&self) -> &ActorId {
        &self.actor
    }

    /// What was recorded.
    pub fn content(&self) -> Content<'_> {
        match &self.shown {
            Shown::Open { at, salt } => {
                Content::Open { text: self.text.get(at.clone()).unwrap_or_default(), salt: *salt }
            }
            Shown::Withheld(hash) => Content::Withheld(*hash),
        }
    }

    /// The hash of all lines up to this one.
    pub fn head(&self) -> Hash {
        self.head
    }

    /// The leaf of this line in the tree. Its data are `pledgebook.journal/1`, the number, the instant and the actor as they
    /// are written, each with a zero byte behind it, and the hash of the content.
    pub fn leaf(&self) -> Hash {
        self.leaf
    }

    /// Whether it is the line behind those that have this head.
    pub(super) fn follows(&self, before: Hash) -> bool {
        self.head == head_after(before, self.leaf)
    }

    /// The same line with its content withheld.
    pub(super) fn withheld(&self) -> Self {
        let content = Content::Withheld(self.content().hash());
        Self::write(self.seq, self.known, self.actor.clone(), content, |_| self.head)
    }

    /// The line as it is written: canonical JSON.
    pub fn as_json(&self) -> &str {
        &self.text
    }

    /// The same text, to keep.
    #[cfg(feature = "store-sqlite")]
    pub(super) fn shared(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The line that a text is, to the byte, without the line break at its end. Whether it stands in a journal is not said by it.
    ///
    /// # Errors
    /// What is not a line as a journal writes it.
    pub fn read(text: &str) -> Result<Self, Error> {
        let LineRead { actor, body, head, known, salt, seq, withheld } = restore(text)?;
        let content = match (&body, salt, withheld) {
            (Some(body), Some(salt), None) => Content::Open { text: body.as_str(), salt },
            (None, None, Some(hash)) => Content::Withheld(hash),
            _ => {
                let message = "A line has its `body` and its `salt`, or else what is `withheld`.";
                return Err(Error::one(Finding::new(Code::NotOfThisKind, "", message)));
            }
        };
        let line = Self::write(seq, known, actor, content, |_| head);
        if line.as_json() != text {
            let message = "The line is not written as a journal writes it.";
            let finding = Finding::new(Code::JournalBroken, "", message);
            return Err(Error::one(finding.help("Compare it with another copy, byte by byte.")));
        }
        Ok(line)
    }
}

/// The head after a line: the hash of `pledgebook.head/1`, a zero byte, the head before it, and its leaf.
fn head_after(before: Hash, leaf: Hash) -> Hash {
    Hash::of(&[b"pledgebook.head/1\0", before.as_bytes(), leaf.as_bytes()])
}
