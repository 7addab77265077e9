//! A process that keeps events in a store, for tests that race with others and kill some.
//!
//! `keeper KIND PLACE WRITER COUNT book` records so many batches, `... lines` appends them to the journal alone; it says of
//! each that it is kept, and stays until its input ends.

use std::io::{Read, Write, stdin, stdout};

use pledgebook::record::Journal;
use pledgebook::{Book, Error};
use pledgebook_tests::keeping::{append, record, secret, store};

fn main() -> Result<(), Error> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [kind, place, writer, count, what] = words.as_slice() else { panic!("five words are needed") };
    let count: u32 = count.parse().expect("a number");
    let mut store = store(kind, place)?;
    if what == "lines" {
        let mut journal = Journal::new();
        for number in 0..count {
            append(&mut store, &mut journal, writer, number)?;
            say(number);
        }
    } else {
        let mut book = Book::open(store, secret(writer))?;
        for number in 0..count {
            record(&mut book, writer, number)?;
            say(number);
        }
    }
    stdin().read_to_end(&mut Vec::new()).expect("an input that ends");
    Ok(())
}

fn say(number: u32) {
    println!("{number}");
    stdout().flush().expect("someone listens");
}
