//! A registry in memory or in a file, and what keeps contents from being guessed.

use std::path::PathBuf;
use std::sync::Arc;

use pledgebook::record::{Journal, Receipt, SqliteStore};
use pledgebook::words::Catalogue;
use pledgebook::words::value::{ActorId, Hash, Instant};
use pledgebook::{Book, Error};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// What a registry in Python is kept in.
pub(crate) enum Kept {
    Memory(pledgebook::Registry),
    File(Box<Book<SqliteStore>>),
}

impl Kept {
    /// Opens a file to record, or to read only.
    pub(crate) fn open(
        path: PathBuf,
        secret: Hash,
        read_only: bool,
        catalogue: Arc<Catalogue>,
    ) -> Result<Self, Error> {
        let store = if read_only { SqliteStore::open_read_only(path) } else { SqliteStore::open(path) };
        Book::open_with(store?, secret, catalogue).map(|book| Self::File(Box::new(book)))
    }

    /// Puts a registry into a file that has no events yet.
    pub(crate) fn begin(path: PathBuf, secret: Hash, registry: pledgebook::Registry) -> Result<Self, Error> {
        Book::begin(SqliteStore::open(path)?, secret, registry).map(|book| Self::File(Box::new(book)))
    }

    pub(crate) fn registry(&self) -> &pledgebook::Registry {
        match self {
            Self::Memory(registry) => registry,
            Self::File(book) => book.registry(),
        }
    }

    pub(crate) fn record(&mut self, events: &str, known: Instant, actor: ActorId) -> Result<Receipt, Error> {
        match self {
            Self::Memory(registry) => registry.record(events, known, actor),
            Self::File(book) => book.record(events, known, actor),
        }
    }

    /// How many events others have recorded since; in memory, nobody else does.
    pub(crate) fn refresh(&mut self) -> Result<u32, Error> {
        match self {
            Self::Memory(_) => Ok(0),
            Self::File(book) => book.refresh(),
        }
    }

    /// The journal that the file holds.
    pub(crate) fn journal(&self) -> Option<&Journal> {
        match self {
            Self::Memory(_) => None,
            Self::File(book) => Some(book.journal()),
        }
    }
}

/// A secret of 32 bytes.
pub(crate) fn secret(bytes: &[u8]) -> PyResult<Hash> {
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| {
        PyValueError::new_err(format!(
            "a secret has 32 bytes, such as of `secrets.token_bytes(32)`; these are {}",
            bytes.len()
        ))
    })?;
    Ok(Hash::from_bytes(bytes))
}

/// The secret given, or one that Python draws.
pub(crate) fn or_drawn(py: Python<'_>, given: Option<&[u8]>) -> PyResult<Hash> {
    match given {
        Some(bytes) => secret(bytes),
        None => {
            let drawn: Vec<u8> = py.import("secrets")?.call_method1("token_bytes", (32,))?.extract()?;
            secret(&drawn)
        }
    }
}
