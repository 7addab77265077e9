//! The store in memory.

use pledgebook::record::MemoryStore;
use pledgebook::{Book, Registry};
use pledgebook_tests::keeping::{AnyStore, known, record, secret};

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
    // A view remembers what it folded; what was taken back again must not stay in that.
    let day = known().day();
    assert_eq!(book.registry().as_of(day).pledges().count(), 1);
    let before = book.registry().to_json().unwrap();
    let full = record(&mut book, "a", 1).unwrap_err();
    assert_eq!(full.code().as_str(), "store-full");
    assert_eq!(book.registry().to_json().unwrap(), before);
    assert_eq!(book.journal().size(), 1);
    // A batch of three still has room, once there is nothing of the one before.
    record(&mut book, "a", 2).unwrap();
    assert_eq!(book.refresh().unwrap(), 0);
    let pledges =
        |registry: &Registry| registry.as_of(day).pledges().map(|(id, _)| id.to_string()).collect::<Vec<_>>();
    let anew = Registry::read(&book.registry().to_json().unwrap()).unwrap();
    assert_eq!(pledges(book.registry()), pledges(&anew));
    assert_eq!(pledges(&anew).len(), 4);
}
