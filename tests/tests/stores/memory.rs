//! The store in memory.

use pledgebook::Book;
use pledgebook::record::MemoryStore;
use pledgebook_tests::keeping::{AnyStore, record, secret};

use super::{Place, contract};

impl Place for MemoryStore {
    fn handle(&self) -> AnyStore {
        Box::new(self.clone())
    }

    fn told(&self) -> Option<(&str, &str)> {
        None
    }
}

#[test]
fn a_store_in_memory_holds_to_the_contract() {
    contract::holds(&|| Box::new(MemoryStore::new()));
}

#[test]
fn a_full_store_keeps_nothing_by_halves() {
    let mut book = Book::open(MemoryStore::with_room_for(4), secret("a")).unwrap();
    record(&mut book, "a", 0).unwrap();
    let before = book.registry().to_json().unwrap();
    let full = record(&mut book, "a", 1).unwrap_err();
    assert_eq!(full.code().as_str(), "store-full");
    assert_eq!(book.registry().to_json().unwrap(), before);
    assert_eq!(book.journal().size(), 1);
    // A batch of three still has room, once there is nothing of the one before.
    record(&mut book, "a", 2).unwrap();
    assert_eq!(book.refresh().unwrap(), 0);
}
