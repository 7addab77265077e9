//! The store in PostgreSQL, against a real server.

use std::sync::atomic::{AtomicU32, Ordering};

use pledgebook::record::{Journal, PostgresStore, Store};
use pledgebook::{Book, Error};
use pledgebook_tests::keeping::{AnyStore, record, secret};
use postgres::{Client, NoTls};

use super::server::Server;
use super::{Place, contract, killed, read};

/// A journal in a server's database.
struct Stream {
    server: String,
    told: String,
    name: String,
}

impl Stream {
    /// A new one.
    fn of(server: &Server) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("book-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let server = server.parameters();
        Self { told: format!("{server}|{name}"), server, name }
    }

    fn open(&self) -> Result<PostgresStore, Error> {
        PostgresStore::connect(&self.server, &self.name)
    }
}

impl Place for Stream {
    fn handle(&self) -> AnyStore {
        Box::new(self.open().unwrap())
    }

    fn told(&self) -> Option<(&str, &str)> {
        Some(("postgres", &self.told))
    }
}

#[test]
fn a_postgres_journal_holds_to_the_contract() {
    let server = Server::start();
    contract::holds(&|| Box::new(Stream::of(&server)));
    journals_of_two_names_are_two(&server);
    lines_are_never_changed(&server);
    tables_without_their_triggers_are_refused(&server);
    what_stands_in_the_way_is_said(&server);
}

#[test]
fn a_postgres_journal_outlives_writers_that_are_killed() {
    let server = Server::start();
    killed::survives(&Stream::of(&server), "book", 15, 60);
}

#[test]
fn a_postgres_journal_outlives_a_server_that_crashes() {
    let server = Server::start();
    let stream = Stream::of(&server);
    for round in 0..4 {
        let mut book = Book::open(stream.open().unwrap(), secret("a")).unwrap();
        for number in 0..5 {
            record(&mut book, &format!("w{round}"), number).unwrap();
        }
        let kept = book.journal().clone();
        server.crash();
        let lost = record(&mut book, &format!("w{round}"), 5).unwrap_err();
        assert_eq!(lost.code().as_str(), "store-failed", "{lost}");
        assert!(lost.findings()[0].help.is_some());
        assert_eq!(*book.journal(), kept, "in the book nothing has changed");
        assert_eq!(stream.open().unwrap_err().code().as_str(), "store-failed");
        server.up();
        assert_eq!(read(&stream), kept);
    }
}

fn journals_of_two_names_are_two(server: &Server) {
    let (one, two) = (Stream::of(server), Stream::of(server));
    let mut book = Book::open(one.open().unwrap(), secret("a")).unwrap();
    record(&mut book, "a", 0).unwrap();
    assert_eq!(read(&two), Journal::new());
    assert_eq!(read(&one), *book.journal());
}

fn lines_are_never_changed(server: &Server) {
    let stream = Stream::of(server);
    let mut book = Book::open(stream.open().unwrap(), secret("a")).unwrap();
    record(&mut book, "a", 1).unwrap();
    let mut client = Client::connect(&stream.server, NoTls).unwrap();
    for change in [
        "UPDATE pledgebook_journal SET line = replace(line, 'XAA', 'XAB')",
        "DELETE FROM pledgebook_journal WHERE seq = 4",
        "TRUNCATE pledgebook_journal",
    ] {
        let refused = client.batch_execute(change).unwrap_err();
        assert!(refused.as_db_error().unwrap().message().contains("never changed"), "{refused}");
    }
    assert_eq!(read(&stream), *book.journal());
    // Whoever owns the tables can switch that off; the chain shows it.
    client
        .batch_execute(&format!(
            "ALTER TABLE pledgebook_journal DISABLE TRIGGER ALL;
             UPDATE pledgebook_journal SET line = replace(line, 'XAA', 'XAB') WHERE stream = '{}' AND seq = 3;
             ALTER TABLE pledgebook_journal ENABLE TRIGGER ALL;",
            stream.name
        ))
        .unwrap();
    let broken = Book::open(stream.open().unwrap(), secret("a")).unwrap_err();
    assert_eq!((broken.code().as_str(), broken.findings()[0].path.as_str()), ("journal-broken", "/3"));
}

/// Whoever owns the tables can change what keeps the lines, and take it back; until then nobody opens them.
fn tables_without_their_triggers_are_refused(server: &Server) {
    let stream = Stream::of(server);
    let mut book = Book::open(stream.open().unwrap(), secret("a")).unwrap();
    record(&mut book, "a", 1).unwrap();
    let mut owner = Client::connect(&stream.server, NoTls).unwrap();
    let trigger = |name: &str, of: &str| {
        format!(
            "CREATE TRIGGER {name} BEFORE {of} ON pledgebook_journal \
             FOR EACH STATEMENT EXECUTE FUNCTION pledgebook_keeps_lines()"
        )
    };
    let (name, of) = ("pledgebook_keeps_lines", "UPDATE OR DELETE OR TRUNCATE");
    let drop = format!("DROP TRIGGER {name} ON pledgebook_journal");
    let (again, narrow, another) = (
        format!("{drop}; {}", trigger(name, of)),
        format!("{drop}; {}", trigger(name, "UPDATE OR DELETE")),
        trigger("and_another", "INSERT"),
    );
    let condition = again.replace("EXECUTE", "WHEN (false) EXECUTE").replace(" OR TRUNCATE", "");
    let function = |does: &str| {
        format!("CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\n{does} $$")
    };
    let raise = "BEGIN RAISE EXCEPTION 'a line of a journal is never changed or deleted'; END";
    let switch = |how: &str| format!("ALTER TABLE pledgebook_journal {how} TRIGGER {name}");
    for (change, back) in [
        (drop.clone(), trigger(name, of)),
        (narrow, again.clone()),
        (condition, again),
        (another, "DROP TRIGGER and_another ON pledgebook_journal".to_owned()),
        (switch("DISABLE"), switch("ENABLE")),
        (switch("ENABLE REPLICA"), switch("ENABLE ALWAYS")),
        (function("BEGIN RETURN NULL; END"), function(raise)),
        (
            "CREATE RULE lost AS ON INSERT TO pledgebook_journal DO INSTEAD NOTHING".to_owned(),
            "DROP RULE lost ON pledgebook_journal".to_owned(),
        ),
    ] {
        owner.batch_execute(&change).unwrap();
        let refused = stream.open().map(|_| ()).unwrap_err();
        assert_eq!(refused.code().as_str(), "store-damaged", "{change}: {refused}");
        assert_eq!(refused.findings()[0].path, format!("postgres/{}", stream.name));
        owner.batch_execute(&back).unwrap();
        assert_eq!(read(&stream), *book.journal(), "after {back}");
    }
}

fn what_stands_in_the_way_is_said(server: &Server) {
    let stream = Stream::of(server);
    let mut book = Book::open(stream.open().unwrap(), secret("a")).unwrap();
    record(&mut book, "a", 0).unwrap();
    let mut owner = Client::connect(&stream.server, NoTls).unwrap();
    // Someone who may only read.
    owner
        .batch_execute("CREATE USER reader; GRANT SELECT ON pledgebook_journal, pledgebook_format TO reader;")
        .unwrap();
    let reader = stream.server.replace("user=keeper", "user=reader");
    let mut read_only =
        Book::open(PostgresStore::connect(&reader, &stream.name).unwrap(), secret("b")).unwrap();
    assert_eq!(read_only.journal(), book.journal());
    let refused = record(&mut read_only, "b", 0).unwrap_err();
    assert_eq!(refused.code().as_str(), "store-read-only", "{refused}");
    assert_eq!(refused.findings()[0].path, format!("postgres/{}", stream.name));
    // Someone who holds the lock for too long.
    let mut holder = Client::connect(&stream.server, NoTls).unwrap();
    let lock = "SELECT pg_advisory_lock(hashtextextended('pledgebook/' || $1, 0))";
    holder.execute(lock, &[&stream.name]).unwrap();
    let impatient = format!("{} options='-c lock_timeout=10'", stream.server);
    let client = Client::connect(&impatient, NoTls).unwrap();
    let mut waiting = PostgresStore::open(client, &stream.name).unwrap();
    let stands = waiting.head().unwrap();
    let busy = waiting.append(stands, &[]).unwrap_err();
    assert_eq!(busy.code().as_str(), "store-busy", "{busy}");
    drop(holder);
    // A later version of the tables.
    owner.batch_execute("UPDATE pledgebook_format SET version = 2").unwrap();
    let later = stream.open().unwrap_err();
    assert_eq!(later.code().as_str(), "format-unsupported", "{later}");
    owner.batch_execute("UPDATE pledgebook_format SET version = 1").unwrap();
    assert_eq!(read(&stream), *book.journal());
    // No server at this place.
    let nowhere = PostgresStore::connect("host=/nowhere user=keeper", "a").unwrap_err();
    assert_eq!(nowhere.code().as_str(), "store-failed");
}
