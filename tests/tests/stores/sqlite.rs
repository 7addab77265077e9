//! The store in a SQLite file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use pledgebook::record::{Appended, Head, Journal, SqliteStore, Store};
use pledgebook::{Book, Error, Registry};
use pledgebook_tests::dice::Dice;
use pledgebook_tests::keeping::{AnyStore, Folder, known, record, secret, size_of};
use rusqlite::Connection;

use super::{Place, contract, killed, read};

/// A file in a folder of its own.
struct File {
    _folder: Folder,
    path: String,
}

impl File {
    fn new() -> Self {
        Self::of(Folder::new())
    }

    /// One where a file is opened thousands of times: in memory, where the machine has such a folder.
    fn in_memory() -> Self {
        let shared = Path::new("/dev/shm");
        Self::of(if shared.is_dir() { Folder::within(shared) } else { Folder::new() })
    }

    fn of(folder: Folder) -> Self {
        let path = folder.file("book.db");
        Self { _folder: folder, path }
    }

    /// The file of this ending beside it.
    fn beside(&self, ending: &str) -> String {
        format!("{}{ending}", self.path)
    }
}

impl Place for File {
    fn handle(&self) -> AnyStore {
        Box::new(SqliteStore::open(&self.path).unwrap())
    }

    fn told(&self) -> Option<(&str, &str)> {
        Some(("sqlite", &self.path))
    }
}

#[test]
fn a_sqlite_file_holds_to_the_contract() {
    contract::holds(&|| Box::new(File::new()));
}

#[test]
fn a_sqlite_file_outlives_writers_that_are_killed() {
    killed::survives(&File::new(), "lines", 75, 750);
}

#[test]
fn a_sqlite_file_outlives_those_who_are_killed_while_they_make_it() {
    killed::survives_while_it_is_made(&|| Box::new(File::new()), 40);
}

#[test]
fn a_book_outlives_writers_that_are_killed() {
    killed::survives(&File::new(), "book", 25, 250);
}

/// A book with so many batches by one writer, closed.
fn closed(batches: u32) -> (File, Journal) {
    let file = File::new();
    let mut book = Book::open(SqliteStore::open(&file.path).unwrap(), secret("a")).unwrap();
    for number in 0..batches {
        record(&mut book, "a", number).unwrap();
    }
    let journal = book.journal().clone();
    drop(book);
    assert!(!Path::new(&file.beside("-wal")).exists(), "whoever closes it last leaves one file");
    (file, journal)
}

/// The code of a refusal, which has a place and says what to do.
fn code<T>(outcome: Result<T, Error>, path: &str) -> String {
    let error = outcome.err().expect("it is refused");
    let finding = &error.findings()[0];
    assert_eq!(finding.path, path, "{error}");
    assert!(
        finding.message.ends_with('.') && finding.help.as_ref().is_some_and(|help| help.ends_with('.')),
        "{error}"
    );
    finding.code.to_string()
}

/// What is served of a file that was cut or altered: the first of the lines that were kept, or none and a finding.
fn served(path: &str, kept: &Journal) -> Result<usize, String> {
    let read = SqliteStore::open(path).and_then(|mut store| {
        let mut journal = Journal::new();
        journal.read_on(store.read(0)?).map(|()| journal)
    });
    match read {
        Ok(journal) => {
            let lines = journal.lines();
            assert_eq!(lines, &kept.lines()[..lines.len()], "what is served was kept");
            Ok(lines.len())
        }
        Err(error) => {
            let finding = &error.findings()[0];
            // The file, and what to do; or the number of the event.
            let event: Option<u32> = finding.path.split('/').nth(1).and_then(|event| event.parse().ok());
            let of_the_file = finding.path == path && finding.help.is_some();
            assert!(of_the_file || event.is_some_and(|event| event <= kept.size() + 1), "{error}");
            Err(finding.code.to_string())
        }
    }
}

const PAGE: usize = 4_096;

#[test]
fn a_file_cut_at_any_byte_of_its_last_page_is_whole_or_refused() {
    let (file, journal) = closed(12);
    let whole = fs::read(&file.path).unwrap();
    assert!(whole.len() > 3 * PAGE && whole.len() % PAGE == 0);
    let cut = File::in_memory();
    for end in whole.len() - PAGE..whole.len() {
        fs::write(&cut.path, &whole[..end]).unwrap();
        let refused = served(&cut.path, &journal).expect_err("something of it is missing");
        assert!(["store-damaged", "not-json"].contains(&refused.as_str()), "cut at {end}: {refused}");
        assert_eq!(fs::read(&cut.path).unwrap(), whole[..end], "it is left as it is");
    }
    fs::write(&cut.path, &whole).unwrap();
    assert_eq!(served(&cut.path, &journal), Ok(journal.lines().len()));
}

#[test]
fn a_log_cut_at_any_byte_of_its_last_page_loses_the_last_batch_and_no_other() {
    let file = File::new();
    let mut book = Book::open(SqliteStore::open(&file.path).unwrap(), secret("a")).unwrap();
    for number in 0..6 {
        record(&mut book, "a", number).unwrap();
    }
    let (whole, log) = (fs::read(&file.path).unwrap(), fs::read(file.beside("-wal")).unwrap());
    let frame = PAGE + 24;
    assert_eq!((log.len() - 32) % frame, 0);
    let before = journal_size(6) - size_of(5) as usize;
    let cut = File::in_memory();
    for end in log.len() - frame..=log.len() {
        fs::write(&cut.path, &whole).unwrap();
        fs::write(cut.beside("-wal"), &log[..end]).unwrap();
        let kept = if end == log.len() { journal_size(6) } else { before };
        assert_eq!(served(&cut.path, book.journal()), Ok(kept), "cut at {end} of {}", log.len());
        assert!(!Path::new(&cut.beside("-wal")).exists());
    }
}

/// How many events so many batches have.
fn journal_size(batches: u32) -> usize {
    (0..batches).map(|number| size_of(number) as usize).sum()
}

#[test]
fn a_file_with_a_bit_flipped_serves_nothing_else() {
    let (file, journal) = closed(12);
    let whole = fs::read(&file.path).unwrap();
    let altered = File::in_memory();
    let mut dice = Dice::new(5);
    let mut said = BTreeMap::new();
    for _ in 0..1_000 {
        let bit = dice.below(whole.len() * 8);
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&altered.path, &bytes).unwrap();
        let served = served(&altered.path, &journal);
        *said.entry(served).or_insert(0) += 1;
        let _ = fs::remove_file(altered.beside("-wal"));
        let _ = fs::remove_file(altered.beside("-shm"));
    }
    println!("{said:?}");
    // Some bits are of no use to anyone; one in a line never is.
    assert!(
        said.keys()
            .all(|served| served.as_ref().map_or_else(|code| code != "store-failed", |size| *size == 30))
    );
}

#[test]
fn what_is_no_book_is_refused_and_left_as_it_is() {
    let file = File::new();
    let path = &file.path;
    for bytes in
        [&b"xy"[..], b"hello", &[b'{'; 100], &[b' '; 5_000], b"SQLite format 3\0 and no more than that"]
    {
        fs::write(path, bytes).unwrap();
        assert_eq!(code(SqliteStore::open(path), path), "format-unsupported", "{} bytes", bytes.len());
        assert_eq!(code(SqliteStore::open_read_only(path), path), "format-unsupported");
        assert_eq!(fs::read(path).unwrap(), bytes);
    }
    let other = File::new();
    Connection::open(&other.path).unwrap().execute_batch("CREATE TABLE ships (name TEXT)").unwrap();
    let bytes = fs::read(&other.path).unwrap();
    assert_eq!(code(SqliteStore::open(&other.path), &other.path), "format-unsupported");
    assert_eq!(fs::read(&other.path).unwrap(), bytes);
    let (later, _) = closed(1);
    Connection::open(&later.path).unwrap().execute_batch("PRAGMA user_version = 2").unwrap();
    let bytes = fs::read(&later.path).unwrap();
    for opened in [SqliteStore::open(&later.path), SqliteStore::open_read_only(&later.path)] {
        let message = opened.as_ref().unwrap_err().findings()[0].message.clone();
        assert_eq!(code(opened, &later.path), "format-unsupported");
        assert_eq!(
            message,
            "It was made by a later version: it has the format 2, and this library reads up to 1."
        );
    }
    assert_eq!(fs::read(&later.path).unwrap(), bytes);
    let empty = File::new();
    fs::write(&empty.path, b"").unwrap();
    assert_eq!(code(SqliteStore::open_read_only(&empty.path), &empty.path), "format-unsupported");
    assert_eq!(
        SqliteStore::open(&empty.path).unwrap().head().unwrap(),
        Head::default(),
        "as if it were not there"
    );
}

#[test]
fn a_place_where_no_file_can_be_is_said() {
    let folder = Folder::new();
    let missing = folder.file("missing/book.db");
    assert_eq!(code(SqliteStore::open(&missing), &missing), "not-found");
    assert_eq!(code(SqliteStore::open_read_only(&missing), &missing), "not-found");
    let itself = folder.path().to_str().unwrap();
    assert_eq!(code(SqliteStore::open(itself), itself), "store-failed");
    assert_eq!(code(SqliteStore::open_read_only(itself), itself), "not-found");
    for nowhere in [":memory:", ""] {
        assert_eq!(code(SqliteStore::open(nowhere), nowhere), "store-failed", "nothing would be kept there");
    }
}

#[test]
fn lines_are_never_changed_and_a_file_without_its_triggers_is_refused() {
    let (file, journal) = closed(3);
    let other = Connection::open(&file.path).unwrap();
    for change in [
        "UPDATE journal SET line = replace(line, 'XAA', 'XAB')",
        "DELETE FROM journal WHERE seq = 8",
        "INSERT OR REPLACE INTO journal (seq, line) VALUES (8, '{}')",
        "REPLACE INTO journal (seq, line) VALUES (1, '{}')",
        "INSERT INTO journal (seq, line) VALUES (100, '{}')",
        "INSERT INTO journal (line) VALUES ('{}')",
    ] {
        let refused = other.execute(change, []).unwrap_err();
        assert!(refused.to_string().contains("journal"), "{change}: {refused}");
    }
    assert_eq!(read(&file), journal);
    // Whoever writes to the file can take the triggers away.
    other.execute_batch("DROP TRIGGER journal_keeps_lines").unwrap();
    assert_eq!(code(SqliteStore::open(&file.path), &file.path), "store-damaged");
}

/// A store inserts many lines with one statement, and its own connection has no triggers; whatever the number, the file is the
/// same for others.
#[test]
fn any_number_of_lines_is_appended_at_once() {
    let file = File::new();
    let mut store = SqliteStore::open(&file.path).unwrap();
    let mut journal = Journal::new();
    for many in [1, 15, 16, 17, 0, 32, 33, 100] {
        let before = Head::of(&journal);
        for _ in 0..many {
            let text = format!(r#"{{"id":"event-{}"}}"#, journal.size());
            journal.append(known(), "desk-3".parse().unwrap(), &text, secret("a")).unwrap();
        }
        let new = &journal.lines()[before.size as usize..];
        assert_eq!(store.append(before, new).unwrap(), Appended::Kept(Head::of(&journal)), "{many}");
        assert_eq!(store.head().unwrap(), Head::of(&journal));
        assert_eq!(read(&file), journal);
        if many > 0 {
            // The same again is not behind the head, whoever asks.
            for handle in [&mut store, &mut SqliteStore::open(&file.path).unwrap()] {
                assert_eq!(handle.append(before, new).unwrap(), Appended::Conflict(Head::of(&journal)));
            }
        }
    }
    let other = Connection::open(&file.path).unwrap();
    for change in [
        "INSERT OR REPLACE INTO journal (seq, line) VALUES (40, '{}')",
        "INSERT INTO journal (seq, line) VALUES (216, '{}')",
        "DELETE FROM journal",
    ] {
        let refused = other.execute(change, []).unwrap_err();
        assert!(refused.to_string().contains("journal"), "{change}: {refused}");
    }
    assert_eq!(read(&file), journal);
}

/// Changes a file as somebody does who knows how.
fn forge(path: &str, sql: &str) {
    let forger = Connection::open(path).unwrap();
    let mut triggers =
        forger.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name").unwrap();
    let triggers: Vec<String> =
        triggers.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    forger
        .execute_batch(
            "DROP TRIGGER journal_goes_on; DROP TRIGGER journal_keeps_lines; DROP TRIGGER journal_loses_none",
        )
        .unwrap();
    forger.execute_batch(sql).unwrap();
    forger.execute_batch(&triggers.join(";")).unwrap();
}

#[test]
fn what_was_forged_shows_by_the_chain_and_a_missing_end_by_a_checkpoint() {
    let (file, journal) = closed(3);
    forge(&file.path, "UPDATE journal SET line = replace(line, 'XAA', 'XAB') WHERE seq = 4");
    let broken = Registry::open(&file.path, secret("b")).unwrap_err();
    assert_eq!((broken.code().as_str(), broken.findings()[0].path.as_str()), ("journal-broken", "/4"));
    assert_eq!(broken.findings()[0].line, None);
    let (file, _) = closed(3);
    let mut open = Registry::open(&file.path, secret("b")).unwrap();
    forge(&file.path, "DELETE FROM journal WHERE seq > 5");
    let shorter = Registry::open(&file.path, secret("b")).unwrap();
    assert_eq!(shorter.journal().size(), 5);
    assert_eq!(
        shorter.journal().continues(&journal.checkpoint()).unwrap_err().code().as_str(),
        "checkpoint-differs"
    );
    // A book that has read more than is there notices by itself.
    let lost = record(&mut open, "b", 0);
    assert_eq!(code(lost, &file.path), "checkpoint-differs");
}

#[test]
fn who_waits_too_long_for_others_is_told() {
    let (file, journal) = closed(2);
    let mut store = SqliteStore::open(&file.path).unwrap();
    store.wait_at_most(20).unwrap();
    let other = Connection::open(&file.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let head = store.head().unwrap();
    assert_eq!(head, Head::of(&journal), "reading goes on");
    assert_eq!(code(store.append(head, &[]), &file.path), "store-busy");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(store.append(head, &[]).unwrap(), Appended::Kept(head));
}

/// A name that leads to another file while a book is open: nothing more goes where nobody would look for it.
#[cfg(unix)]
#[test]
fn a_file_that_was_replaced_under_an_open_book_is_noticed() {
    for replaced in [true, false] {
        let folder = Folder::new();
        let (file, copy, aside) = (folder.file("book.db"), folder.file("copy.db"), folder.file("aside.db"));
        let mut book = Book::open(SqliteStore::open(&file).unwrap(), secret("a")).unwrap();
        record(&mut book, "a", 0).unwrap();
        let kept = book.journal().size();
        let copying = Connection::open(&file).unwrap();
        copying.execute("VACUUM INTO ?1", [&copy]).unwrap();
        drop(copying);
        fs::rename(&file, &aside).unwrap();
        if replaced {
            fs::rename(&copy, &file).unwrap();
        }
        for error in [record(&mut book, "a", 1).unwrap_err(), book.refresh().unwrap_err()] {
            assert_eq!(
                (error.code().as_str(), error.findings()[0].path.as_str()),
                ("checkpoint-differs", file.as_str())
            );
        }
        assert_eq!(book.journal().size(), kept, "nothing has changed in the book");
        // Put back, it is the book that it was.
        fs::rename(&aside, &file).unwrap();
        record(&mut book, "a", 1).unwrap();
        assert_eq!(read(&File { _folder: folder, path: file }).lines(), book.journal().lines());
    }
}
