//! The store in a SQLite file.

use pledgebook::record::SqliteStore;
use pledgebook_tests::keeping::{AnyStore, Folder};

use super::{Place, contract, killed};

/// A file in a folder of its own.
struct File {
    _folder: Folder,
    path: String,
}

impl File {
    fn new() -> Self {
        let folder = Folder::new();
        let path = folder.file("book.db");
        Self { _folder: folder, path }
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
    killed::survives(&File::new(), "lines", 60, 700);
}

#[test]
fn a_book_outlives_writers_that_are_killed() {
    killed::survives(&File::new(), "book", 40, 300);
}
