//! SQLite files on a disk that is full, under a limit, and where nothing can be written.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::{Command, Output};

use pledgebook::Book;
use pledgebook::record::{Journal, SqliteStore, Store};
use pledgebook_tests::keeping::{Folder, record, secret};

use super::batches;
use super::server::{is_root, user};

const KEEPER: &str = env!("CARGO_BIN_EXE_keeper");

fn lines(said: &Output) -> Vec<String> {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(said.status.success(), "{}{}", text(&said.stdout), text(&said.stderr));
    text(&said.stdout).lines().map(str::to_owned).collect()
}

/// A shell of its own with a disk of its own, small and in memory, in the folder that is its first argument.
fn with_small_disk(then: &str) -> Command {
    let mut shell = Command::new("unshare");
    // Root of its own space is enough, where the system gives it.
    shell.arg(if is_root() { "-m" } else { "-rm" });
    shell.args(["sh", "-c", &format!("mount -t tmpfs -o size=512k tmpfs \"$1\" && {then}"), "sh"]);
    shell
}

#[test]
fn a_full_disk_is_said_and_what_was_acknowledged_is_there() {
    let folder = Folder::new();
    let mut probe = with_small_disk("true");
    if !probe.arg(folder.path()).status().is_ok_and(|ended| ended.success()) {
        eprintln!(
            "NOT TESTED: a disk that is full. This system lets nobody here mount one (`unshare`, `mount -t tmpfs`); \
             run the tests as root, or on a system with user namespaces. A file under a limit is tested all the same."
        );
        return;
    }
    let mut full = with_small_disk("exec \"$2\" sqlite \"$1/book.db\" a 0 full");
    let said = lines(&full.arg(folder.path()).arg(KEEPER).output().expect("it starts"));
    let (numbers, end) = said.split_at(said.len() - 2);
    assert!(numbers.len() > 20, "{said:?}");
    assert!(numbers.iter().enumerate().all(|(number, said)| number.to_string() == *said), "{said:?}");
    assert_eq!(end, ["store-full".to_owned(), numbers.len().to_string()], "once there is room it goes on");
}

#[test]
fn a_file_at_its_limit_is_said_and_what_was_acknowledged_is_there() {
    let folder = Folder::new();
    let path = folder.file("book.db");
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 500; exec \"$0\" \"$@\"", KEEPER]);
    let said = lines(&limited.args(["sqlite", &path, "a", "0", "limited"]).output().expect("it starts"));
    let kept = said.len() - 1;
    assert!(kept > 20, "{said:?}");
    assert_eq!(said[kept], "store-failed");
    let mut journal = Journal::new();
    journal.read_on(SqliteStore::open(&path).unwrap().read(0).unwrap()).unwrap();
    assert_eq!(batches(&journal), [("a".to_owned(), u32::try_from(kept).unwrap())].into());
}

#[test]
fn a_file_that_cannot_be_written_is_read_and_says_so() {
    let folder = Folder::new();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let path = folder.file("inner/book.db");
    let keeper = folder.file("keeper");
    fs::copy(KEEPER, &keeper).unwrap();
    let set = |path: &str, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set(folder.path().to_str().unwrap(), 0o755);
    let look = || {
        let mut look = Command::new(&keeper);
        look.args(["sqlite", &path, "b", "0", "look"]).current_dir("/");
        // Root writes wherever it likes; so somebody else looks.
        if is_root() {
            let (id, group) = user("nobody").expect("somebody else");
            look.uid(id).gid(group);
        }
        lines(&look.output().expect("it starts"))
    };
    let mut book = Book::open(SqliteStore::open(&path).unwrap(), secret("a")).unwrap();
    record(&mut book, "a", 1).unwrap();
    set(&path, 0o444);
    // While somebody else has it open for writing, and has not put its log into the file.
    set(inner.to_str().unwrap(), 0o555);
    assert_eq!(look(), ["store-read-only", "4", "store-read-only"]);
    set(inner.to_str().unwrap(), 0o755);
    drop(book);
    assert!(!inner.join("book.db-wal").exists());
    set(inner.to_str().unwrap(), 0o555);
    assert_eq!(look(), ["store-read-only", "4", "store-read-only"]);
    set(inner.to_str().unwrap(), 0o777);
    assert_eq!(look(), ["store-read-only", "4", "store-read-only"]);
}
