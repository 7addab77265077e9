//! A process that keeps events in a store, for tests that race with others, kill some, and let some run out of room.
//!
//! `keeper KIND PLACE WRITER COUNT WHAT`, where WHAT is
//! * `book`: records so many batches; `lines`: appends them to the journal alone. It says of each that it is kept, and stays
//!   until its input ends;
//! * `full`: records into a SQLite file until the disk is full, makes room, and records once more; `limited`: without making
//!   room;
//! * `look`: opens a SQLite file to record, then to read only, and says what came of it.

use std::fs;
use std::io::{Read, Write, stdin, stdout};

use pledgebook::record::{Journal, SqliteStore};
use pledgebook::{Book, Error};
use pledgebook_tests::keeping::{append, batch, known, record, secret, store};

fn main() -> Result<(), Error> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [kind, place, writer, count, what] = words.as_slice() else { panic!("five words are needed") };
    let count: u32 = count.parse().expect("a number");
    match what.as_str() {
        "lines" => {
            let (mut store, mut journal) = (store(kind, place)?, Journal::new());
            for number in 0..count {
                append(&mut store, &mut journal, writer, number)?;
                say(number);
            }
        }
        "book" => {
            let mut book = Book::open(store(kind, place)?, secret(writer))?;
            for number in 0..count {
                record(&mut book, writer, number)?;
                say(number);
            }
        }
        "full" | "limited" => return fill(place, writer, what == "full"),
        "look" => return look(place, writer),
        _ => panic!("`{what}` is nothing to do"),
    }
    stdin().read_to_end(&mut Vec::new()).expect("an input that ends");
    Ok(())
}

fn say(what: impl std::fmt::Display) {
    println!("{what}");
    stdout().flush().expect("someone listens");
}

fn fill(place: &str, writer: &str, make_room: bool) -> Result<(), Error> {
    let room = format!("{place}.room");
    if make_room {
        fs::write(&room, vec![b'x'; 100_000]).expect("room that can be given up");
    }
    let mut book = Book::open(SqliteStore::open(place)?, secret(writer))?;
    let mut number = 0;
    let full = loop {
        match record(&mut book, writer, number) {
            Ok(_) => say(number),
            Err(error) => break error,
        }
        number += 1;
    };
    say(full.code());
    // Nor is there room for many at once, of which some are written before that shows.
    let many = batch(writer, u32::MAX, 4_000);
    let refused = book.record(&many, known(), "desk-3".parse()?).expect_err("there is no room for them");
    assert_eq!(refused.code(), full.code());
    // What was acknowledged is there and nothing else is, for this handle and for another one.
    let kept = book.journal().clone();
    assert_eq!((book.refresh()?, book.journal()), (0, &kept));
    assert_eq!(*Book::open(SqliteStore::open_read_only(place)?, secret(writer))?.journal(), kept);
    if make_room {
        fs::remove_file(&room).expect("room");
        record(&mut book, writer, number)?;
        say(number);
        assert_eq!(Book::open(SqliteStore::open(place)?, secret(writer))?.journal(), book.journal());
    }
    Ok(())
}

fn look(place: &str, writer: &str) -> Result<(), Error> {
    say(SqliteStore::open(place).expect_err("it cannot be written").code());
    let mut book = Book::open(SqliteStore::open_read_only(place)?, secret(writer))?;
    say(book.journal().size());
    say(record(&mut book, writer, 0).expect_err("it cannot be written").code());
    Ok(())
}
