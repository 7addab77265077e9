//! The optimum of public instances by the engine.
//!
//! `cargo run -p pledgebook-tests --release --example optimum -- FILE [EXPECTED] ...` takes DIMACS `.min` files and
//! assignments of the OR-Library, each with the optimum it should have, if that is known.

use std::process::ExitCode;

use pledgebook_tests::instances::Instance;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut words = words.iter().peekable();
    let mut all_well = words.peek().is_some();
    while let Some(file) = words.next() {
        let expected = words.next_if(|word| word.parse::<i64>().is_ok());
        let text = std::fs::read_to_string(file).map_err(|error| error.to_string());
        let optimum = text.and_then(|text| Instance::read(&text)?.optimum());
        let found = match optimum {
            Ok(Some(optimum)) => optimum.to_string(),
            Ok(None) => "no solution".to_owned(),
            Err(why) => why,
        };
        let verdict = match expected {
            None => "",
            Some(expected) if *expected == found => ", as expected",
            Some(expected) => {
                all_well = false;
                &format!(", where {expected} was expected")
            }
        };
        println!("{file}: {found}{verdict}");
    }
    if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
