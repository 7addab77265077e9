//! A store in PostgreSQL, for services on several machines.
//!
//! One table holds the journals of many, each under a name (a stream). A writer takes a lock of its stream for the time of
//! a transaction, compares, and appends; the key of the table holds even where somebody writes without the lock. Triggers
//! refuse to change or to delete a line, whatever program asks.

use postgres::error::SqlState;
use postgres::{Client, GenericClient, IsolationLevel, NoTls, Transaction};

use super::{Appended, Head, Line, Next, Store, newer, stands};
use crate::words::finding::{Code, Error, Finding};

/// The version of what stands in the database.
const VERSION: i32 = 1;

/// How long to wait for others who write, where the connection does not say.
const PATIENCE: &str = "10s";

const DAMAGED: &str = "Record nothing more; compare it with a backup and with a published checkpoint.";

/// What the trigger does.
const KEEPS_LINES: &str = "BEGIN RAISE EXCEPTION 'a line of a journal is never changed or deleted'; END";

const SCHEMA: &str = "
CREATE TABLE pledgebook_format (version integer NOT NULL);
INSERT INTO pledgebook_format (version) VALUES (1);
CREATE TABLE pledgebook_journal (
    stream text NOT NULL,
    seq integer NOT NULL CHECK (seq > 0),
    line text NOT NULL,
    PRIMARY KEY (stream, seq)
);
CREATE FUNCTION pledgebook_keeps_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a line of a journal is never changed or deleted'; END $$;
CREATE TRIGGER pledgebook_keeps_lines BEFORE UPDATE OR DELETE OR TRUNCATE ON pledgebook_journal
    FOR EACH STATEMENT EXECUTE FUNCTION pledgebook_keeps_lines();
";

/// Whether the trigger of the table is ours, is switched on, and is the only one, and no rule rewrites what is written. Its type
/// is before (2), delete (8), update (16) and truncate (32), by statement; it has no condition, and holds for all columns.
const SOUND: &str = "
SELECT NOT EXISTS (SELECT FROM pg_rewrite WHERE ev_class = 'pledgebook_journal'::regclass)
    AND count(*) = 1
    AND bool_and(tgname = 'pledgebook_keeps_lines' AND tgtype = 58 AND tgenabled IN ('O', 'A')
        AND tgqual IS NULL AND cardinality(tgattr::smallint[]) = 0 AND btrim(prosrc, E' \\n') = $1)
FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE tgrelid = 'pledgebook_journal'::regclass AND NOT tgisinternal";

/// A store in PostgreSQL.
pub struct PostgresStore {
    client: Client,
    stream: String,
    name: String,
}

impl std::fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostgresStore").field("stream", &self.stream).finish_non_exhaustive()
    }
}

/// Why something was not done: PostgreSQL said no, or we did.
enum Failed {
    Postgres(postgres::Error),
    Found(Error),
}

impl From<postgres::Error> for Failed {
    fn from(error: postgres::Error) -> Self {
        Self::Postgres(error)
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Found(error)
    }
}

impl PostgresStore {
    /// Connects without encryption, as to a socket of the same machine (`host=/run/postgresql dbname=pledges user=desk`), and
    /// opens the journal of this name.
    ///
    /// # Errors
    /// As [`PostgresStore::open`].
    pub fn connect(parameters: &str, stream: &str) -> Result<Self, Error> {
        let client = Client::connect(parameters, NoTls).map_err(|error| refused(&called(stream), &error))?;
        Self::open(client, stream)
    }

    /// Opens the journal of this name by a connection that the caller made, such as an encrypted one. Where the tables are
    /// missing they are made.
    ///
    /// # Errors
    /// `format-unsupported` for tables of a later version, `store-busy`, `store-read-only`, `store-full`, `store-damaged`, and
    /// `store-failed` for the rest.
    pub fn open(client: Client, stream: &str) -> Result<Self, Error> {
        let mut store = Self { client, stream: stream.to_owned(), name: called(stream) };
        store.settle().map_err(|failed| store.refused(failed))?;
        Ok(store)
    }

    fn settle(&mut self) -> Result<(), Failed> {
        let patience: String = self.client.query_one("SHOW lock_timeout", &[])?.try_get(0)?;
        if patience == "0" {
            self.client.batch_execute(&format!("SET lock_timeout = '{PATIENCE}'"))?;
        }
        // A commit that may be lost is no commit; stronger settings are left as they are.
        let commits: String = self.client.query_one("SHOW synchronous_commit", &[])?.try_get(0)?;
        if commits == "off" {
            self.client.batch_execute("SET synchronous_commit = on")?;
        }
        let mut transaction = writing(&mut self.client)?;
        if !is_there(&mut transaction)? {
            transaction.batch_execute("SELECT pg_advisory_xact_lock(hashtextextended('pledgebook', 0))")?;
            if !is_there(&mut transaction)? {
                transaction.batch_execute(SCHEMA)?;
            }
        }
        let version: Option<i32> =
            transaction.query_one("SELECT max(version) FROM pledgebook_format", &[])?.try_get(0)?;
        let damaged = |message: &str| {
            let finding = Finding::new(Code::StoreDamaged, &self.name, message);
            Err(Error::one(finding.help(DAMAGED)).into())
        };
        match version {
            Some(version) if version > VERSION => {
                Err(newer(&self.name, version.into(), VERSION.into()).into())
            }
            Some(_) => {
                let sound: bool = transaction.query_one(SOUND, &[&KEEPS_LINES])?.try_get(0)?;
                transaction.commit()?;
                if sound { Ok(()) } else { damaged("The triggers of its table were changed.") }
            }
            None => damaged("The version of its tables is gone."),
        }
    }

    fn refused(&self, failed: Failed) -> Error {
        match failed {
            Failed::Postgres(error) => refused(&self.name, &error),
            Failed::Found(error) => error,
        }
    }

    /// Takes the lock of the stream, so that what is read then stays until what is written is behind it; and writes all or
    /// nothing.
    fn in_turn<T>(
        &mut self,
        work: impl FnOnce(&mut Transaction<'_>, &str) -> Result<T, Failed>,
    ) -> Result<T, Failed> {
        let mut transaction = writing(&mut self.client)?;
        let lock = "SELECT pg_advisory_xact_lock(hashtextextended('pledgebook/' || $1, 0))";
        transaction.execute(lock, &[&self.stream])?;
        let done = work(&mut transaction, &self.stream)?;
        transaction.commit()?;
        Ok(done)
    }
}

impl Store for PostgresStore {
    fn name(&self) -> &str {
        &self.name
    }

    fn head(&mut self) -> Result<Head, Error> {
        head(&mut self.client, &self.stream).map_err(|failed| self.refused(failed))
    }

    fn read(&mut self, after: u32) -> Result<Vec<u8>, Error> {
        read(&mut self.client, &self.stream, after).map_err(|error| refused(&self.name, &error))
    }

    fn append(&mut self, expected: Head, lines: &[Line]) -> Result<Appended, Error> {
        let after = expected.after(lines)?;
        let appended = self.in_turn(|transaction, stream| {
            let found = head(transaction, stream)?;
            if found != expected {
                return Ok(Appended::Conflict(found));
            }
            insert(transaction, stream, lines)?;
            Ok(Appended::Kept(after))
        });
        match appended {
            // Somebody wrote without the lock, and was first all the same.
            Err(Failed::Postgres(error)) if error.code() == Some(&SqlState::UNIQUE_VIOLATION) => {
                Ok(Appended::Conflict(self.head()?))
            }
            appended => appended.map_err(|failed| self.refused(failed)),
        }
    }

    fn append_in_turn(&mut self, after: u32, next: &mut Next<'_>) -> Result<Head, Error> {
        let appended = self.in_turn(|transaction, stream| {
            let (expected, lines) = next(read(transaction, stream, after)?)?;
            stands(&called(stream), head(transaction, stream)?, expected)?;
            let after = expected.after(&lines)?;
            insert(transaction, stream, &lines)?;
            Ok(after)
        });
        appended.map_err(|failed| self.refused(failed))
    }
}

/// A transaction of which each statement sees what was committed before it, whatever the server is set to: what is compared
/// must be what stands once the lock is ours.
fn writing(client: &mut Client) -> Result<Transaction<'_>, postgres::Error> {
    client.build_transaction().isolation_level(IsolationLevel::ReadCommitted).read_only(false).start()
}

fn is_there(transaction: &mut Transaction<'_>) -> Result<bool, postgres::Error> {
    transaction.query_one("SELECT to_regclass('pledgebook_journal') IS NOT NULL", &[])?.try_get(0)
}

fn head(client: &mut impl GenericClient, stream: &str) -> Result<Head, Failed> {
    let last = "SELECT seq, line FROM pledgebook_journal WHERE stream = $1 ORDER BY seq DESC LIMIT 1";
    match client.query_opt(last, &[&stream])? {
        Some(row) => Ok(Head::at(row.try_get::<_, i32>(0)?.into(), row.try_get::<_, &str>(1)?.as_bytes())?),
        None => Ok(Head::default()),
    }
}

fn read(client: &mut impl GenericClient, stream: &str, after: u32) -> Result<Vec<u8>, postgres::Error> {
    let behind = "SELECT line FROM pledgebook_journal WHERE stream = $1 AND seq > $2::bigint ORDER BY seq";
    let mut text = String::new();
    for row in client.query(behind, &[&stream, &i64::from(after)])? {
        text.push_str(row.try_get(0)?);
        text.push('\n');
    }
    Ok(text.into_bytes())
}

fn insert(transaction: &mut Transaction<'_>, stream: &str, lines: &[Line]) -> Result<(), postgres::Error> {
    let numbers: Vec<i64> = lines.iter().map(|line| line.seq().into()).collect();
    let texts: Vec<&str> = lines.iter().map(Line::as_json).collect();
    let insert = "INSERT INTO pledgebook_journal (stream, seq, line) \
                  SELECT $1, * FROM unnest($2::bigint[], $3::text[])";
    transaction.execute(insert, &[&stream, &numbers, &texts])?;
    Ok(())
}

fn called(stream: &str) -> String {
    format!("postgres/{stream}")
}

/// What PostgreSQL said, as a finding.
fn refused(name: &str, error: &postgres::Error) -> Error {
    let told = error.as_db_error().map_or_else(|| error.to_string(), |told| told.message().to_owned());
    let again =
        "what was acknowledged is there, and what is there already is passed over when it is recorded again.";
    let (code, message, help) = match error.code().map(SqlState::code) {
        Some("53100") => (
            Code::StoreFull,
            format!("The server has no room on its disk ({told})."),
            format!("Make room: {again}"),
        ),
        Some("25006" | "42501") => (
            Code::StoreReadOnly,
            format!("It may be read but not written ({told})."),
            "Connect to the server that takes writes, as a user who may insert.".to_owned(),
        ),
        Some("55P03" | "57014" | "40P01" | "40001") => (
            Code::StoreBusy,
            format!("Others keep it locked ({told})."),
            "Try again; if it stays so, look in `pg_stat_activity` for who holds the lock.".to_owned(),
        ),
        Some("XX000" | "XX001" | "XX002" | "42703" | "42P01") => {
            (Code::StoreDamaged, format!("It is not as it was written ({told})."), DAMAGED.to_owned())
        }
        _ => (
            Code::StoreFailed,
            format!("PostgreSQL failed ({told})."),
            format!("Look at the server, then open the store again: {again}"),
        ),
    };
    Error::one(Finding::new(code, name, message).help(help))
}
