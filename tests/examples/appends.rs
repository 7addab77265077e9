//! Durable appends: a store beside bare inserts of the same lines with the same settings.
//!
//! Alternating, so that both have the same disk at the same time; in one transaction for each line, and for a hundred. The
//! time that a book takes is said beside: it also reads and checks what is recorded, and writes and hashes the lines. Then,
//! what a single append to a book costs while its record is short, and when it has fifty thousand events.
//! `cargo run --release --package pledgebook-tests --example appends [FOLDER]` (not in memory: what a disk takes is the matter).

use std::path::PathBuf;
use std::time::{Duration, Instant};

use pledgebook::Book;
use pledgebook::record::{Appended, Head, Journal, Line, SqliteStore, Store};
use pledgebook_tests::keeping::{Folder, batch, known, secret};
use rusqlite::{Connection, TransactionBehavior};

fn main() {
    let folder = std::env::args().nth(1).map_or_else(|| PathBuf::from("target"), PathBuf::from);
    println!("durable appends to SQLite, in a folder on the disk of `{}`", folder.display());
    for (size, rounds) in [(1, 1_000), (100, 200)] {
        measure(&Folder::within(&folder), size, rounds);
    }
    for events in [0, 50_000] {
        grown(&Folder::within(&folder), events);
    }
}

/// Single appends to a record that has so many events already; every other one while somebody holds the record of before.
fn grown(folder: &Folder, events: u32) {
    let store = SqliteStore::open(folder.file("book.db")).expect("a store");
    let mut book = Book::open(store, secret("c")).expect("a book");
    let actor = || "desk-3".parse().expect("an actor");
    for round in 0..events / 1_000 {
        book.record(&batch("xaa", round, 1_000), known(), actor()).expect("it is recorded");
    }
    let mut bare = bare(&folder.file("bare.db"));
    let (mut of_bare, mut alone, mut shared) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..1_000 {
        let held = (round % 2 == 0).then(|| book.registry().clone());
        let told = batch("xab", round, 1);
        let work = || _ = book.record(&told, known(), actor()).expect("it is recorded");
        if held.is_some() { &mut shared } else { &mut alone }.push(timed(work));
        let text = book.journal().lines().last().expect("a line").as_json().to_owned();
        of_bare.push(timed(|| insert(&mut bare, &[(round + 1, text)])));
    }
    let (of_bare, alone, shared) = (told(of_bare), told(alone), told(shared));
    println!(
        "single appends to a book of {events} events: median {:.3} ms, {:.3} ms while somebody holds the record of before; \
         bare {:.3} ms",
        alone.median, shared.median, of_bare.median
    );
}

/// Lines of events as they are recorded, in batches.
fn lines(size: u32, rounds: u32) -> Journal {
    let mut book = Book::open(pledgebook::record::MemoryStore::new(), secret("a")).expect("a book");
    for round in 0..rounds {
        let events = batch("xaa", round, size);
        book.record(&events, known(), "desk-3".parse().expect("an actor")).expect("it is recorded");
    }
    book.journal().clone()
}

fn measure(folder: &Folder, size: u32, rounds: u32) {
    let journal = lines(size, rounds);
    let mut store = SqliteStore::open(folder.file("store.db")).expect("a store");
    let mut bare = bare(&folder.file("bare.db"));
    let mut book =
        Book::open(SqliteStore::open(folder.file("book.db")).expect("a store"), secret("b")).expect("a book");
    let (mut of_store, mut of_bare, mut of_book) = (Vec::new(), Vec::new(), Vec::new());
    let mut head = Head::default();
    for (round, lines) in (0..rounds).zip(journal.lines().chunks(size as usize)) {
        let by_store = |head: &mut Head, store: &mut SqliteStore| {
            let Ok(Appended::Kept(now)) = store.append(*head, lines) else { panic!("nobody else appends") };
            *head = now;
        };
        // Both are given what was made just before: the store lines, the bare insert their text.
        let lines: Vec<Line> = lines.iter().map(|line| Line::read(line.as_json()).expect("a line")).collect();
        let lines = &lines[..];
        let texts: Vec<(u32, String)> =
            lines.iter().map(|line| (line.seq(), line.as_json().to_owned())).collect();
        // Who goes first changes with each round.
        if round % 2 == 0 {
            of_store.push(timed(|| by_store(&mut head, &mut store)));
            of_bare.push(timed(|| insert(&mut bare, &texts)));
        } else {
            of_bare.push(timed(|| insert(&mut bare, &texts)));
            of_store.push(timed(|| by_store(&mut head, &mut store)));
        }
        let events = batch("xab", round, size);
        let actor = "desk-3".parse().expect("an actor");
        of_book.push(timed(|| _ = book.record(&events, known(), actor).expect("it is recorded")));
    }
    let (of_store, of_bare, of_book) = (told(of_store), told(of_bare), told(of_book));
    let bytes: usize = journal.lines().iter().map(|line| line.as_json().len()).sum();
    println!(
        "{size:4} a transaction, {rounds} times, {} bytes a line; medians of bare {:.3} ms, store {:.3} ms, book {:.3} ms",
        bytes / journal.lines().len(),
        of_bare.median,
        of_store.median,
        of_book.median
    );
    println!(
        "     store / bare: median {:.2}, mean {:.2} (bar 1.3); book / bare: median {:.2}, mean {:.2}",
        of_store.median / of_bare.median,
        of_store.mean / of_bare.mean,
        of_book.median / of_bare.median,
        of_book.mean / of_bare.mean
    );
}

/// A table with the same settings and nothing else.
fn bare(path: &str) -> Connection {
    let bare = Connection::open(path).expect("a file");
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
         CREATE TABLE journal (seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT;",
    )
    .expect("the same settings");
    bare
}

fn insert(bare: &mut Connection, texts: &[(u32, String)]) {
    let transaction =
        bare.transaction_with_behavior(TransactionBehavior::Immediate).expect("nobody else writes");
    let mut insert =
        transaction.prepare_cached("INSERT INTO journal (seq, line) VALUES (?1, ?2)").expect("SQL");
    for (seq, line) in texts {
        insert.execute((seq, line)).expect("it is inserted");
    }
    drop(insert);
    transaction.commit().expect("it is on the disk");
}

struct Told {
    median: f64,
    mean: f64,
}

fn told(mut times: Vec<Duration>) -> Told {
    times.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
    let sum: Duration = times.iter().sum();
    Told { median: milliseconds(times[times.len() / 2]), mean: milliseconds(sum) / times.len() as f64 }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads a clock; no answer depends on it")]
fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}
