//! What every store does.

use std::process::{Command, Stdio};
use std::thread;

use pledgebook::record::{Appended, Head, Journal, Line};
use pledgebook::{Book, Registry};
use pledgebook_tests::keeping::{batch, known, record, secret};

use super::{Place, batches, read};

/// All of it, on a new store each time.
pub(crate) fn holds(new: &dyn Fn() -> Box<dyn Place>) {
    appends_behind_the_head_only(&*new());
    takes_no_lines_that_do_not_follow(&*new());
    gives_back_what_it_was_given(&*new());
    of_two_writers_one_wins_and_the_other_can_try_again(&*new());
    books_see_what_others_record(&*new());
    is_raced_for_by_threads(&*new());
    if new().told().is_some() {
        is_raced_for_by_processes(&*new());
    }
}

/// A journal of so many events that say little.
fn journal(size: u32) -> Journal {
    let mut journal = Journal::new();
    add(&mut journal, size);
    journal
}

fn add(journal: &mut Journal, size: u32) {
    for _ in 0..size {
        let text = format!(r#"{{"id":"event-{}","text":"Brücke\n\u0000' ; --"}}"#, journal.size());
        let text = text.replace("\\u0000", "");
        journal.append(known(), "desk-3".parse().unwrap(), &text, secret("contract")).unwrap();
    }
}

fn appends_behind_the_head_only(place: &dyn Place) {
    let mut store = place.handle();
    assert_eq!(store.head().unwrap(), Head::default());
    assert_eq!(store.read(0).unwrap(), b"");
    let five = journal(5);
    assert_eq!(store.append(Head::default(), five.lines()).unwrap(), Appended::Kept(Head::of(&five)));
    assert_eq!(store.head().unwrap(), Head::of(&five));
    let other = Head { hash: secret("another head"), ..Head::of(&five) };
    let mut seven = five.clone();
    add(&mut seven, 2);
    let new = &seven.lines()[5..];
    for wrong in [Head::default(), Head::of(&journal(4))] {
        assert_eq!(
            store.append(wrong, &journal(9).lines()[wrong.size as usize..]).unwrap(),
            Appended::Conflict(Head::of(&five))
        );
    }
    assert_eq!(store.append(other, &[]).unwrap(), Appended::Conflict(Head::of(&five)));
    assert_eq!(store.append(Head::of(&five), &[]).unwrap(), Appended::Kept(Head::of(&five)));
    assert_eq!(store.append(Head::of(&five), new).unwrap(), Appended::Kept(Head::of(&seven)));
    assert_eq!(read(place), seven);
}

fn takes_no_lines_that_do_not_follow(place: &dyn Place) {
    let mut store = place.handle();
    let nine = journal(9);
    let _ = store.append(Head::default(), &nine.lines()[..4]).unwrap();
    let four = store.head().unwrap();
    let mut swapped = nine.lines()[4..].to_vec();
    swapped.swap(1, 2);
    let mut altered = nine.lines()[4..].to_vec();
    altered[2] = Line::read(&altered[2].as_json().replace("desk-3", "desk-4")).unwrap();
    for (lines, path) in [(&nine.lines()[5..], "/5"), (&swapped[..], "/6"), (&altered[..], "/7")] {
        let error = store.append(four, lines).unwrap_err();
        assert_eq!((error.code().as_str(), error.findings()[0].path.as_str()), ("journal-broken", path));
    }
    // Nor where the store does not stand where the lines that it gave say it does.
    let five = Head::of(&journal(5));
    let lost = store.append_in_turn(5, &mut |_| Ok((five, nine.lines()[5..].to_vec()))).unwrap_err();
    assert_eq!(lost.code().as_str(), "checkpoint-differs");
    let refused = store.append_in_turn(0, &mut |_| Err(lost.clone())).unwrap_err();
    assert_eq!(refused, lost);
    assert_eq!(read(place).lines(), &nine.lines()[..4]);
    let mut seen = Vec::new();
    let kept = store.append_in_turn(3, &mut |new| {
        seen = new;
        Ok((four, nine.lines()[4..].to_vec()))
    });
    assert_eq!(
        (kept.unwrap(), seen),
        (Head::of(&nine), (nine.lines()[3].as_json().to_owned() + "\n").into_bytes())
    );
    assert_eq!(read(place), nine);
}

fn gives_back_what_it_was_given(place: &dyn Place) {
    let mut store = place.handle();
    let nine = journal(9);
    let _ = store.append(Head::default(), nine.lines()).unwrap();
    for handle in [&mut store, &mut place.handle()] {
        for after in 0..=9_u32 {
            let lines = &nine.lines()[after as usize..];
            let text: String = lines.iter().map(|line| line.as_json().to_owned() + "\n").collect();
            assert_eq!(handle.read(after).unwrap(), text.as_bytes());
        }
        assert_eq!(handle.read(10).unwrap(), b"");
        assert_eq!(handle.read(u32::MAX).unwrap(), b"");
    }
}

fn of_two_writers_one_wins_and_the_other_can_try_again(place: &dyn Place) {
    let (mut first, mut second) = (place.handle(), place.handle());
    let (expected, also_expected) = (first.head().unwrap(), second.head().unwrap());
    let mut mine = journal(3);
    assert_eq!(first.append(expected, mine.lines()).unwrap(), Appended::Kept(Head::of(&mine)));
    let Appended::Conflict(stands) = second.append(also_expected, journal(2).lines()).unwrap() else {
        panic!("the first won")
    };
    assert_eq!(stands, Head::of(&mine));
    let mut theirs = Journal::new();
    theirs.read_on(second.read(0).unwrap()).unwrap();
    add(&mut theirs, 2);
    assert_eq!(second.append(stands, &theirs.lines()[3..]).unwrap(), Appended::Kept(Head::of(&theirs)));
    // And the other way round.
    let Appended::Conflict(stands) = first.append(Head::of(&mine), &[]).unwrap() else {
        panic!("the second was first now")
    };
    mine.read_on(first.read(3).unwrap()).unwrap();
    assert_eq!((stands, &mine), (Head::of(&mine), &theirs));
}

fn books_see_what_others_record(place: &dyn Place) {
    let open = |writer| Book::open(place.handle(), secret(writer)).unwrap();
    let (mut one, mut two) = (open("one"), open("two"));
    assert_eq!(record(&mut one, "one", 0).unwrap(), 1);
    assert_eq!(record(&mut two, "two", 0).unwrap(), 2, "it read the other's first");
    assert_eq!((one.refresh().unwrap(), one.refresh().unwrap()), (1, 0));
    assert_eq!(one.registry().to_json().unwrap(), two.registry().to_json().unwrap());
    assert_eq!(one.journal(), two.journal());
    // The same again is passed over, by whoever says it; another event under this id is refused.
    assert_eq!(record(&mut two, "one", 0).unwrap(), 2);
    let other = batch("one", 0, 1).replace("\"units\": 1", "\"units\": 2");
    let mut late = open("late");
    assert_eq!(record(&mut one, "one", 1).unwrap(), 6, "four events in the second batch");
    let refused = late.record(&other, known(), "desk-3".parse().unwrap()).unwrap_err();
    assert_eq!(refused.code().as_str(), "event-id-reused");
    // What another one recorded meanwhile is found in the way too, though this book had not read it yet.
    let reused = batch("one", 1, 1).replace("\"units\": 1", "\"units\": 2");
    let refused = late.record(&reused, known(), "desk-3".parse().unwrap()).unwrap_err();
    assert_eq!(refused.code().as_str(), "event-id-reused");
    // And what is possible only by what another one recorded meanwhile is recorded.
    let remark = r#"[{"id": "remark", "what": {"event": "commented", "pledge": "one-1-0", "text": "Seen."},
        "sources": [], "reconstructed": false}]"#;
    let receipt = two.record(remark, known(), "desk-3".parse().unwrap()).unwrap();
    assert_eq!((receipt.recorded, receipt.head), (1, 7));
    one.refresh().unwrap();
    let earlier = "2026-11-26T08:59:59Z".parse().unwrap();
    let refused = late.record(&batch("early", 0, 1), earlier, "desk-3".parse().unwrap()).unwrap_err();
    assert_eq!(refused.code().as_str(), "known-decreases");
    late.refresh().unwrap();
    assert_eq!(late.journal(), one.journal());
    assert_eq!(read(place), *one.journal());
    assert_eq!(
        Registry::from_journal(&read(place)).unwrap().to_json().unwrap(),
        one.registry().to_json().unwrap()
    );
    let copied = Book::begin(place.handle(), secret("again"), one.registry().clone()).err().unwrap();
    assert_eq!(copied.code().as_str(), "checkpoint-differs", "{copied}");
}

const WRITERS: [&str; 3] = ["a", "b", "c"];

fn is_raced_for_by_threads(place: &dyn Place) {
    thread::scope(|scope| {
        for writer in WRITERS {
            scope.spawn(move || {
                let mut book = Book::open(place.handle(), secret(writer)).unwrap();
                for number in 0..20 {
                    record(&mut book, writer, number).unwrap();
                }
            });
        }
    });
    all_are_there(place, 20);
}

fn is_raced_for_by_processes(place: &dyn Place) {
    let (kind, at) = place.told().expect("a store of several processes");
    let keeper = |writer: &&str| {
        let mut keeper = Command::new(env!("CARGO_BIN_EXE_keeper"));
        keeper
            .args([kind, at, writer, "20", "book"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("the keeper starts")
    };
    let mut keepers: Vec<_> = WRITERS.iter().map(keeper).collect();
    for keeper in &mut keepers {
        assert!(keeper.wait().expect("it ends").success());
    }
    all_are_there(place, 20);
}

/// All events of all writers are there once, and their numbers have no gap: the journal reads.
fn all_are_there(place: &dyn Place, each: u32) {
    let journal = read(place);
    Registry::from_journal(&journal).unwrap();
    let expected = WRITERS.map(|writer| (writer.to_owned(), each)).into();
    assert_eq!(batches(&journal), expected);
}
