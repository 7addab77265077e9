//! One event in a journal: who recorded it and when, what was recorded, and the hash of everything up to it.

use super::merkle;
use crate::words::document::{Opaque, document, restore};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{ActorId, Hash, Instant};

/// The first line of a journal.
pub(super) const FORMAT: &str = "pledgebook.journal/1";

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The canonical text, and the salt that keeps it from being guessed by its hash.
    Open {
        /// The canonical text of the event, without what stands in its place already.
        text: String,
        /// The salt.
        salt: Hash,
    },
    /// Only the hash is shown.
    Withheld(Hash),
}

impl Content {
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

/// An event in a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1 without gaps.
    pub seq: u32,
    /// When it became known.
    pub known: Instant,
    /// Who recorded it.
    pub actor: ActorId,
    /// What was recorded.
    pub content: Content,
    /// The hash of all lines up to this one.
    pub head: Hash,
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
    pub(super) fn after(head: Hash, seq: u32, known: Instant, actor: ActorId, content: Content) -> Self {
        let mut line = Self { seq, known, actor, content, head };
        line.head = line.head_after(head);
        line
    }

    /// The leaf of this line in the tree. Its data are `pledgebook.journal/1`, the number, the instant and the actor as they
    /// are written, each with a zero byte behind it, and the hash of the content.
    pub fn leaf(&self) -> Hash {
        let header = format!("{FORMAT}\0{}\0{}\0{}\0", self.seq, self.known, self.actor);
        merkle::leaf(&[header.as_bytes(), self.content.hash().as_bytes()].concat())
    }

    /// The head after this line: the hash of `pledgebook.head/1`, a zero byte, the head before it, and its leaf.
    pub(super) fn head_after(&self, before: Hash) -> Hash {
        Hash::of(&[b"pledgebook.head/1\0", before.as_bytes(), self.leaf().as_bytes()])
    }

    /// The line as it is written: canonical JSON.
    pub fn to_json(&self) -> String {
        let Self { seq, known, actor, content, head } = self;
        match content {
            Content::Open { text, salt } => format!(
                r#"{{"actor":"{actor}","body":{text},"head":"{head}","known":"{known}","salt":"{salt}","seq":{seq}}}"#
            ),
            Content::Withheld(hash) => format!(
                r#"{{"actor":"{actor}","head":"{head}","known":"{known}","seq":{seq},"withheld":"{hash}"}}"#
            ),
        }
    }

    /// The line that a text is, to the byte, without the line break at its end. Whether it stands in a journal is not said by it.
    ///
    /// # Errors
    /// What is not a line as a journal writes it.
    pub fn read(text: &str) -> Result<Self, Error> {
        let LineRead { actor, body, head, known, salt, seq, withheld } = restore(text)?;
        let content = match (body, salt, withheld) {
            (Some(body), Some(salt), None) => Content::Open { text: body.as_str().to_owned(), salt },
            (None, None, Some(hash)) => Content::Withheld(hash),
            _ => {
                let message = "A line has its `body` and its `salt`, or else what is `withheld`.";
                return Err(Error::one(Finding::new(Code::NotOfThisKind, "", message)));
            }
        };
        let line = Self { seq, known, actor, content, head };
        if line.to_json() != text {
            let message = "The line is not written as a journal writes it.";
            let finding = Finding::new(Code::JournalBroken, "", message);
            return Err(Error::one(finding.help("Compare it with another copy, byte by byte.")));
        }
        Ok(line)
    }
}
