//! A store in memory: for tests, and for what need not outlive the process.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Appended, Head, Line, Next, Store, stands};
use crate::words::finding::{Code, Error, Finding};

/// A store in memory. A clone is another handle of the same store.
#[derive(Clone, Debug)]
pub struct MemoryStore {
    lines: Arc<Mutex<Vec<Line>>>,
    room: u32,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::with_room_for(u32::MAX)
    }
}

impl MemoryStore {
    /// A store without events.
    pub fn new() -> Self {
        Self::default()
    }

    /// A store that is full after so many events: to see what a program does then.
    pub fn with_room_for(events: u32) -> Self {
        Self { lines: Arc::default(), room: events }
    }

    fn keep(&self, kept: &mut Vec<Line>, lines: &[Line], after: Head) -> Result<Head, Error> {
        if after.size > self.room {
            let message = format!("It has room for {} events.", self.room);
            let finding = Finding::new(Code::StoreFull, self.name(), message);
            return Err(Error::one(finding.help("Record into a store with more room.")));
        }
        kept.extend_from_slice(lines);
        Ok(after)
    }

    fn lines(&self) -> MutexGuard<'_, Vec<Line>> {
        // Lines are only ever put behind those that are there, so what a panicking thread leaves behind is whole.
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn text(lines: &[Line], after: u32) -> Vec<u8> {
    let after = usize::try_from(after).unwrap_or(usize::MAX);
    let text = lines.iter().skip(after).flat_map(|line| [line.as_json(), "\n"]);
    text.collect::<String>().into_bytes()
}

fn head(lines: &[Line]) -> Head {
    lines.last().map_or_else(Head::default, |last| Head { size: last.seq(), hash: last.head() })
}

impl Store for MemoryStore {
    fn name(&self) -> &str {
        "memory"
    }

    fn head(&mut self) -> Result<Head, Error> {
        Ok(head(&self.lines()))
    }

    fn read(&mut self, after: u32) -> Result<Vec<u8>, Error> {
        Ok(text(&self.lines(), after))
    }

    fn append(&mut self, expected: Head, lines: &[Line]) -> Result<Appended, Error> {
        let after = expected.after(lines)?;
        let mut kept = self.lines();
        let found = head(&kept);
        if found != expected {
            return Ok(Appended::Conflict(found));
        }
        self.keep(&mut kept, lines, after).map(Appended::Kept)
    }

    fn append_in_turn(&mut self, after: u32, next: &mut Next<'_>) -> Result<Head, Error> {
        let mut kept = self.lines();
        let (expected, lines) = next(text(&kept, after))?;
        stands(self.name(), head(&kept), expected)?;
        let after = expected.after(&lines)?;
        self.keep(&mut kept, &lines, after)
    }
}
