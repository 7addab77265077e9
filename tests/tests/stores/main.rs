//! Stores: what is acknowledged is there, whatever happens; and what every store does, each of them does.

mod contract;
mod killed;
mod memory;
mod postgres;
mod room;
mod server;
mod sqlite;

use std::collections::BTreeMap;

use pledgebook::record::{Content, Journal};
use pledgebook_tests::keeping::{AnyStore, id, size_of};
use serde_json::Value;

/// Makes handles of one store, each of its own.
trait Place: Sync {
    fn handle(&self) -> AnyStore;

    /// How other processes open it, where they can: its kind and its place.
    fn told(&self) -> Option<(&str, &str)>;
}

/// What a store holds, read by a handle of its own and checked against its chain.
fn read(place: &dyn Place) -> Journal {
    let mut journal = Journal::new();
    let lines = place.handle().read(0).expect("the store can be read");
    journal.read_on(lines).expect("what it serves is whole");
    journal
}

/// How many batches of each writer a journal has; each of them whole, in the order in which it was recorded, and once.
fn batches(journal: &Journal) -> BTreeMap<String, u32> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in journal.lines() {
        let Content::Open { text, .. } = line.content() else { panic!("nothing is withheld") };
        let body: Value = serde_json::from_str(text).expect("JSON");
        let id = body["id"].as_str().expect("an id").to_owned();
        let writer = id.split('-').next().expect("a writer").to_owned();
        found.entry(writer).or_default().push(id);
    }
    let mut batches = BTreeMap::new();
    for (writer, ids) in found {
        let mut whole = 0;
        let mut expected = Vec::new();
        while expected.len() < ids.len() {
            expected.extend((0..size_of(whole)).map(|place| id(&writer, whole, place)));
            whole += 1;
        }
        assert_eq!(ids, expected, "a batch of {writer} is torn, lost, or there twice");
        batches.insert(writer, whole);
    }
    batches
}
