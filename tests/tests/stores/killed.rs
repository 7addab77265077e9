//! Writers that are killed: what they said is kept is there, whole, and nothing else is served.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

use pledgebook::Registry;
use pledgebook_tests::dice::Dice;

use super::{Place, batches, read};

const SIGKILL: i32 = 9;

/// So many batches a writer records at most; then it waits to be killed.
const MOST: &str = "12";

/// A process that records batches until it is killed.
struct Writer {
    name: String,
    process: Child,
    says: BufReader<ChildStdout>,
    /// How many batches it said are kept.
    kept: u32,
}

impl Writer {
    fn start(place: &dyn Place, name: String, what: &str) -> Self {
        let (kind, at) = place.told().expect("a store of several processes");
        let mut keeper = Command::new(env!("CARGO_BIN_EXE_keeper"));
        keeper.args([kind, at, &name, MOST, what]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = keeper.spawn().expect("the keeper starts");
        let says = BufReader::new(process.stdout.take().expect("its output"));
        Self { name, process, says, kept: 0 }
    }

    /// Listens until it has said so much; false where it says no more.
    fn listen(&mut self, until: u32) -> bool {
        while self.kept < until {
            let mut said = String::new();
            // A line that is not whole was not said.
            if self.says.read_line(&mut said).expect("text") == 0 || !said.ends_with('\n') {
                return false;
            }
            assert_eq!(said.trim().parse(), Ok(self.kept), "the batches are numbered in order");
            self.kept += 1;
        }
        true
    }

    /// Kills it where it stands, and hears what it had said by then.
    fn kill(&mut self) {
        self.process.kill().expect("it can be killed");
        let ended = self.process.wait().expect("it ends");
        assert_eq!(ended.signal(), Some(SIGKILL), "{} ended by itself: {ended}", self.name);
        self.listen(u32::MAX);
    }
}

/// Starts two writers at a time and kills both, so many times over and until so many batches are kept.
pub(crate) fn survives(place: &dyn Place, what: &str, rounds: u32, appends: u32) {
    let mut dice = Dice::new(11);
    let mut told: BTreeMap<String, u32> = BTreeMap::new();
    let (mut round, mut unsaid) = (0, 0);
    while round < rounds || told.values().sum::<u32>() < appends {
        let start = |side| Writer::start(place, format!("w{round}{side}"), what);
        let mut writers = ["a", "b"].map(start);
        for writer in &mut writers {
            // Now and then while it opens the store, else after some batches: in the middle of the next.
            let until = if dice.chance(15) { 0 } else { 1 + u32::try_from(dice.below(9)).unwrap() };
            assert!(writer.listen(until), "{} stopped by itself", writer.name);
            let longest = if until == 0 { 30_000 } else { 4_000 };
            thread::sleep(Duration::from_micros(u64::try_from(dice.below(longest)).unwrap()));
            writer.kill();
            told.insert(writer.name.clone(), writer.kept);
        }
        let journal = read(place);
        if what == "book" {
            Registry::from_journal(&journal).expect("a record that could be recorded");
        }
        let found = batches(&journal);
        unsaid = 0;
        for (writer, kept) in &told {
            let there = found.get(writer).copied().unwrap_or_default();
            assert!(there >= *kept, "{writer} said that {kept} batches are kept, and {there} are there");
            assert!(there <= kept + 1, "{writer} had one more under way, and {there} are there of {kept}");
            unsaid += there - kept;
        }
        assert!(found.keys().all(|writer| told.contains_key(writer)));
        round += 1;
    }
    let (kills, kept) = (round * 2, told.values().sum::<u32>());
    println!(
        "{kills} kills: {kept} batches acknowledged, all there; {unsaid} there and not yet acknowledged"
    );
}

/// Kills writers while they make a store, or right after; then it opens, and has what they said it has.
pub(crate) fn survives_while_it_is_made(new: &dyn Fn() -> Box<dyn Place>, kills: u32) {
    let mut dice = Dice::new(12);
    let mut made = 0;
    for _ in 0..kills {
        let place = new();
        let mut writer = Writer::start(&*place, "a".to_owned(), "lines");
        thread::sleep(Duration::from_micros(u64::try_from(dice.below(25_000)).unwrap()));
        writer.kill();
        made += u32::from(writer.kept > 0);
        let there = batches(&read(&*place)).get("a").copied().unwrap_or_default();
        assert!(there == writer.kept || there == writer.kept + 1, "{there} batches of {}", writer.kept);
    }
    println!("{kills} kills while a store was made, {made} of them after its first batch");
}
