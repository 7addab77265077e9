//! The optimum of public instances by the engine.
//!
//! `cargo run -p pledgebook-tests --release --example optimum -- FILE [EXPECTED] ...` takes DIMACS `.min` files and
//! assignments of the OR-Library, each with the optimum it should have, if that is known. The engine knows no general
//! networks. A flow becomes a matching for it, with a requirement for each arc; where there are more than 10,000 of these,
//! the plain solver of the tests takes the flow as it is, and the line says so.

use std::process::ExitCode;

use pledgebook_tests::instances::{Flow, Instance};
use pledgebook_tests::network;

/// So many arcs become a matching.
const ARCS: usize = 10_000;

fn optimum(text: &str) -> Result<(Option<i64>, &'static str), String> {
    match Flow::read(text) {
        Ok(flow) if flow.arcs.len() > ARCS => Ok((network::optimum(&flow), " by the plain solver")),
        _ => Ok((Instance::read(text)?.optimum()?, "")),
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut words = words.iter().peekable();
    let mut all_well = words.peek().is_some();
    while let Some(file) = words.next() {
        let expected = words.next_if(|word| word.parse::<i64>().is_ok());
        let text = std::fs::read_to_string(file).map_err(|error| error.to_string());
        let (found, how) = match text.and_then(|text| optimum(&text)) {
            Ok((Some(optimum), how)) => (optimum.to_string(), how),
            Ok((None, how)) => ("no solution".to_owned(), how),
            Err(why) => (why, ""),
        };
        let verdict = match expected {
            None => "",
            Some(expected) if *expected == found => ", as expected",
            Some(expected) => {
                all_well = false;
                &format!(", where {expected} was expected")
            }
        };
        println!("{file}: {found}{how}{verdict}");
    }
    if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
