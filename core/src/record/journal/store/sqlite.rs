//! A store in a SQLite file, for one machine: several processes may use the file at once.
//!
//! Write-ahead log and full synchronisation: a commit returns when it is on the disk. The lines stand in one table, as the
//! journal writes them; triggers of the file refuse to change or to delete one, whatever other program asks. A store itself only
//! inserts what it has compared with the head under the write lock, and is not slowed down by them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::config::DbConfig;
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, params_from_iter};

use super::{Appended, Head, Line, Next, Store, newer, stands, unsupported};
use crate::words::finding::{Code, Error, Finding};

/// "Pldg" in ASCII: says whose file this is, to `file` and to other programs.
const APPLICATION: i64 = 0x506c_6467;

/// The version of what stands in the file.
const VERSION: i64 = 1;

/// How long to wait for others who write, in milliseconds.
const PATIENCE: u32 = 10_000;

/// What the file holds, by name. A file with a trigger more or less, or with another table of this name, is not ours.
const SCHEMA: [(&str, &str); 4] = [
    ("journal", "CREATE TABLE journal (seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT"),
    (
        "journal_goes_on",
        "CREATE TRIGGER journal_goes_on BEFORE INSERT ON journal \
         WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal) \
         BEGIN SELECT raise(ABORT, 'the next line of a journal has the next number'); END",
    ),
    (
        "journal_keeps_lines",
        "CREATE TRIGGER journal_keeps_lines BEFORE UPDATE ON journal \
         BEGIN SELECT raise(ABORT, 'a line of a journal is never changed'); END",
    ),
    (
        "journal_loses_none",
        "CREATE TRIGGER journal_loses_none BEFORE DELETE ON journal \
         BEGIN SELECT raise(ABORT, 'a line of a journal is never deleted'); END",
    ),
];

const LAST: &str = "SELECT seq, line FROM journal ORDER BY seq DESC LIMIT 1";

/// A store in a SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
    name: String,
    file: Option<File>,
    last: Last,
}

/// The last line as it was seen or written here, and where the store stood behind it: while the file ends with these bytes, it
/// stands there still, and they need not be read again.
type Last = Option<(Arc<str>, Head)>;

/// Which file was opened: where a name can lead to another one while it is open.
#[derive(Debug, PartialEq, Eq)]
struct File {
    path: PathBuf,
    /// The device, and the number of the file on it.
    number: (u64, u64),
}

impl File {
    /// The file at this path; `None`: none is there, or files have no numbers here.
    #[cfg(unix)]
    fn at(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        // In full, for a program may change its folder.
        let path = std::path::absolute(path).ok()?;
        let found = path.metadata().ok()?;
        Some(Self { number: (found.dev(), found.ino()), path })
    }

    #[cfg(not(unix))]
    fn at(_: &Path) -> Option<Self> {
        None
    }
}

/// Why something was not done: SQLite said no, or we did.
enum Failed {
    Sqlite(rusqlite::Error),
    Found(Error),
}

impl From<rusqlite::Error> for Failed {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Found(error)
    }
}

impl SqliteStore {
    /// Opens a file, or creates it where there is none; its folder must be there. SQLite keeps two more files beside it while
    /// it is in use (`-wal` and `-shm`). Open it anew in each process: a handle must not be carried through a fork.
    ///
    /// # Errors
    /// `not-found` for a missing folder, `format-unsupported` for a file that is no database, that is another program's or of
    /// a later version, `store-read-only`, `store-busy`, `store-full`, `store-damaged`, and `store-failed` for the rest.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.is_dir()) {
            let message = "The folder of this file is not there.";
            let finding = Finding::new(Code::NotFound, path.display().to_string(), message);
            return Err(Error::one(finding.help("Make the folder first, or look at its name.")));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut store = Self::connect(path, path, flags)?;
        store.settle().map_err(|failed| store.refused(failed))?;
        store.file = File::at(path);
        Ok(store)
    }

    /// Opens a file that is there, to read it only; it may lie where nothing can be written.
    ///
    /// # Errors
    /// As [`SqliteStore::open`], and `not-found` where there is no such file. Appending is `store-read-only` then.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        if !path.is_file() {
            let finding = Finding::new(Code::NotFound, path.display().to_string(), "There is no such file.");
            return Err(Error::one(finding.help("Look at its name; to make a new one, open it to record.")));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let mut store = Self::connect(path, path, flags)?;
        let mut empty = store.is_empty();
        let waits = path.with_file_name(format!("{}-wal", path.file_name().unwrap_or_default().display()));
        if !waits.exists() && empty.as_ref().is_err_and(needs_to_write) {
            // Nothing waits beside the file, and nothing can be put there: it is read as it lies.
            store = Self::connect(&as_it_lies(path), path, flags | OpenFlags::SQLITE_OPEN_URI)?;
            empty = store.is_empty();
        }
        let sound = empty.and_then(|empty| match empty {
            true => Err(unsupported(&store.name, "It is an empty database.".to_owned(), OTHER).into()),
            false => store.check(),
        });
        sound.map_err(|failed| store.refused(failed))?;
        store.file = File::at(path);
        Ok(store)
    }

    /// Waits for others who write no longer than so many milliseconds; ten seconds where nothing else is said.
    ///
    /// # Errors
    /// `store-failed`.
    pub fn wait_at_most(&mut self, milliseconds: u32) -> Result<(), Error> {
        let setting = format!("PRAGMA busy_timeout = {}", milliseconds.min(86_400_000));
        self.connection.execute_batch(&setting).map_err(|error| refused(&self.name, &error))
    }

    fn connect(path: &Path, called: &Path, flags: OpenFlags) -> Result<Self, Error> {
        let name = called.display().to_string();
        let opened = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX);
        let connection = opened.map_err(|error| refused(&name, &error))?;
        // What triggers look at, line by line, is known here once for all lines: they are there for other programs.
        let set = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false);
        set.map_err(|error| refused(&name, &error))?;
        let mut store = Self { connection, name, file: None, last: None };
        store.wait_at_most(PATIENCE)?;
        Ok(store)
    }

    /// Whether nothing stands in the file yet, all of it looked at as of one moment: another process may be creating it.
    fn is_empty(&mut self) -> Result<bool, Failed> {
        let moment = self.connection.transaction()?;
        is_empty(&moment, &self.name)
    }

    /// Makes a new file ours, and sets how it is written.
    fn settle(&mut self) -> Result<(), Failed> {
        if self.connection.is_readonly(rusqlite::MAIN_DB)? {
            let message = "The file can be read but not written.";
            let finding = Finding::new(Code::StoreReadOnly, &self.name, message);
            return Err(Error::one(finding.help(READ_ONLY)).into());
        }
        // Looked at before anything is changed: the file may be another program's.
        let empty = self.is_empty()?;
        self.write_ahead()?;
        self.connection.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;",
        )?;
        if empty {
            self.create()?;
        }
        self.check()
    }

    /// Sets the write-ahead log. While others set it too, SQLite does not wait for them here; it does for the write lock.
    fn write_ahead(&mut self) -> Result<(), Failed> {
        let mut tries = 0_u32;
        loop {
            let set =
                self.connection.query_one("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0));
            match set {
                Ok(mode) if mode == "wal" => return Ok(()),
                Ok(mode) => {
                    let message = format!("SQLite cannot keep a write-ahead log here, only `{mode}`.");
                    let finding = Finding::new(Code::StoreFailed, &self.name, message);
                    let help = "Name a file on a disk of this machine; not memory, and no network drive.";
                    return Err(Error::one(finding.help(help)).into());
                }
                Err(error) if busy(&error) && tries < 1_000 => {
                    tries = tries.saturating_add(1);
                    self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?.rollback()?;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Puts the table, the triggers and the marks into the file, all at once; unless another process was first.
    fn create(&mut self) -> Result<(), Failed> {
        let name = &self.name;
        in_turn(&mut self.connection, |connection| {
            if is_empty(connection, name)? {
                for (_, sql) in SCHEMA {
                    connection.execute_batch(sql)?;
                }
                let marks =
                    format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};");
                connection.execute_batch(&marks)?;
            }
            Ok(())
        })
    }

    /// Checks that the table and the triggers are ours: others could lose what they are given.
    fn check(&self) -> Result<(), Failed> {
        let named =
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' OR name = 'journal' ORDER BY name";
        let mut statement = self.connection.prepare(named)?;
        let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let found: Vec<(String, String)> = found.collect::<Result<_, _>>()?;
        if found.iter().map(|(name, sql)| (name.as_str(), sql.as_str())).eq(SCHEMA) {
            return Ok(());
        }
        let message = "Its table or its triggers were changed.";
        let finding = Finding::new(Code::StoreDamaged, &self.name, message);
        Err(Error::one(finding.help(DAMAGED)).into())
    }

    /// Checks that the file that was opened still stands under its name: SQLite would go on with it wherever it was put.
    fn in_place(&self) -> Result<(), Error> {
        let Some(opened) = &self.file else { return Ok(()) };
        let now = File::at(&opened.path);
        if now.as_ref() == Some(opened) {
            return Ok(());
        }
        let message = match now {
            Some(_) => "Another file was put in its place since it was opened.",
            None => "It is not in its place any more.",
        };
        let help = "Close it, see which file is the record, and open that one: what was acknowledged is in the one that was opened.";
        Err(Error::one(Finding::new(Code::CheckpointDiffers, &self.name, message).help(help)))
    }

    fn refused(&self, failed: Failed) -> Error {
        match failed {
            Failed::Sqlite(error) => refused(&self.name, &error),
            Failed::Found(error) => error,
        }
    }
}

impl Store for SqliteStore {
    fn name(&self) -> &str {
        &self.name
    }

    fn head(&mut self) -> Result<Head, Error> {
        self.in_place()?;
        head(&self.connection, &self.last).map_err(|failed| self.refused(failed))
    }

    fn read(&mut self, after: u32) -> Result<Vec<u8>, Error> {
        self.in_place()?;
        read(&self.connection, after).map_err(|error| refused(&self.name, &error))
    }

    fn append(&mut self, expected: Head, lines: &[Line]) -> Result<Appended, Error> {
        let after = expected.after(lines)?;
        self.in_place()?;
        let last = &self.last;
        let appended = in_turn(&mut self.connection, |connection| {
            let found = head(connection, last)?;
            if found != expected {
                return Ok(Appended::Conflict(found));
            }
            insert(connection, lines)?;
            Ok(Appended::Kept(after))
        });
        let appended = appended.map_err(|failed| self.refused(failed))?;
        if let (Appended::Kept(after), Some(line)) = (appended, lines.last()) {
            self.last = Some((line.shared(), after));
        }
        Ok(appended)
    }

    fn append_in_turn(&mut self, after: u32, next: &mut Next<'_>) -> Result<Head, Error> {
        self.in_place()?;
        let (name, last) = (&self.name, &self.last);
        let appended = in_turn(&mut self.connection, |connection| {
            let (expected, lines) = next(read(connection, after)?)?;
            stands(name, head(connection, last)?, expected)?;
            let after = expected.after(&lines)?;
            insert(connection, &lines)?;
            Ok(after)
        });
        appended.map_err(|failed| self.refused(failed))
    }
}

/// Whether nothing stands in a file yet; another program's file and one of a later version are refused.
fn is_empty(connection: &Connection, name: &str) -> Result<bool, Failed> {
    let number = |sql| connection.query_one(sql, [], |row| row.get::<_, i64>(0));
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    let things = number("SELECT count(*) FROM sqlite_schema")?;
    match (application, version, things) {
        (0, 0, 0) => Ok(true),
        (APPLICATION, VERSION, _) => Ok(false),
        (APPLICATION, later, _) if later > VERSION => Err(newer(name, later, VERSION).into()),
        _ => Err(unsupported(name, "It is a database of another program.".to_owned(), OTHER).into()),
    }
}

fn head(connection: &Connection, known: &Last) -> Result<Head, Failed> {
    let mut last = connection.prepare_cached(LAST)?;
    let mut rows = last.query([])?;
    let Some(row) = rows.next()? else { return Ok(Head::default()) };
    let (seq, text) = (row.get::<_, i64>(0)?, row.get_ref(1)?.as_bytes().map_err(rusqlite::Error::from)?);
    match known {
        Some((line, head)) if i64::from(head.size) == seq && line.as_bytes() == text => Ok(*head),
        _ => Ok(Head::at(seq, text)?),
    }
}

fn read(connection: &Connection, after: u32) -> Result<Vec<u8>, rusqlite::Error> {
    let mut behind = connection.prepare_cached("SELECT line FROM journal WHERE seq > ?1 ORDER BY seq")?;
    let mut rows = behind.query([after])?;
    let mut text = Vec::new();
    while let Some(row) = rows.next()? {
        text.extend_from_slice(row.get_ref(0)?.as_bytes()?);
        text.push(b'\n');
    }
    Ok(text)
}

/// So many lines go with one statement.
const TOGETHER: usize = 16;

/// Inserts lines, for the transaction that it is called in to keep or to take back: one that fails takes back nothing by itself.
fn insert(connection: &Connection, lines: &[Line]) -> Result<(), Failed> {
    let (together, rest) = lines.as_chunks::<TOGETHER>();
    if !together.is_empty() {
        let places = ["(?, ?)"; TOGETHER].join(", ");
        let mut insert = connection.prepare_cached(&format!("{INSERT}{places}"))?;
        for lines in together {
            insert.execute(params_from_iter(lines.iter().flat_map(values)))?;
        }
    }
    if !rest.is_empty() {
        let mut insert = connection.prepare_cached(&format!("{INSERT}(?, ?)"))?;
        for line in rest {
            insert.execute(params_from_iter(values(line)))?;
        }
    }
    Ok(())
}

const INSERT: &str = "INSERT OR FAIL INTO journal (seq, line) VALUES ";

/// What stands in a row.
fn values(line: &Line) -> [ToSqlOutput<'_>; 2] {
    [ToSqlOutput::from(line.seq()), ToSqlOutput::from(line.as_json())]
}

/// Takes the write lock, so that what is read then stays until what is written is behind it; and writes all or nothing.
fn in_turn<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Connection) -> Result<T, Failed>,
) -> Result<T, Failed> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

const READ_ONLY: &str = "Open it to read only, or allow writing to the file and its folder.";
const DAMAGED: &str = "Keep the file as it is, and open the last good copy.";
const OTHER: &str = "Name a file of Pledgebook, or one that is not there yet.";

/// What SQLite said, as a finding.
fn refused(name: &str, error: &rusqlite::Error) -> Error {
    let told = error.to_string();
    let (code, message, help) = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => {
            (Code::FormatUnsupported, "It is no SQLite database.".to_owned(), OTHER)
        }
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            (Code::StoreReadOnly, "The file can be read but not written.".to_owned(), READ_ONLY)
        }
        Some(ErrorCode::CannotOpen) => (
            Code::StoreFailed,
            format!("SQLite cannot open it ({told})."),
            "Look whether it is a file, and whether it and its folder may be read and written.",
        ),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            Code::StoreBusy,
            "Another process keeps it locked.".to_owned(),
            "Try again; if it stays so, look which process has it open.",
        ),
        Some(ErrorCode::DiskFull) => (
            Code::StoreFull,
            "There is no room on the disk.".to_owned(),
            "Make room and record again: what was acknowledged is there, and what is there already is passed over.",
        ),
        _ if damaged(error) => (Code::StoreDamaged, format!("SQLite finds it damaged ({told})."), DAMAGED),
        _ => (
            Code::StoreFailed,
            format!("SQLite failed ({told})."),
            "Look at the disk and its limits; then open it again: what was acknowledged is there.",
        ),
    };
    Error::one(Finding::new(code, name, message).help(help))
}

/// Whether the file is not as it was written; one that ends too early is a failure to read for SQLite.
fn damaged(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    match error {
        FromSqlConversionFailure(..)
        | IntegralValueOutOfRange(..)
        | InvalidColumnType(..)
        | Utf8Error(..) => true,
        _ => {
            let short = error.sqlite_extended_error_code() == Some(rusqlite::ffi::SQLITE_IOERR_SHORT_READ);
            short || error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt)
        }
    }
}

fn busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Whether SQLite would have to write beside the file, if only to read it.
fn needs_to_write(failed: &Failed) -> bool {
    let Failed::Sqlite(error) = failed else { return false };
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

/// The name by which SQLite reads a file without a log beside it and without locks.
fn as_it_lies(path: &Path) -> PathBuf {
    let mut name = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                name.push(char::from(byte))
            }
            _ => name.push_str(&format!("%{byte:02x}")),
        }
    }
    name.push_str("?immutable=1");
    name.into()
}
