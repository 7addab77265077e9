//! `cargo xtask bench`: the library beside its peers, reading an exercise far larger than the one that is shipped,
//! matching instances up to four million pairs, and keeping events in a file.
//!
//! Outside CI, and no test asserts a time: the ratios are for people, on a machine with nothing else to do.

use crate::exercise;
use crate::program::{cargo, program, run};
use crate::python;
use crate::setup::{self, PEERS_PYTHON};
use crate::steps::{Said, Steps};
use crate::web;
use crate::workspace;

const PLEDGES: usize = 10_000;

/// All measurements.
pub(crate) fn run_all(steps: &mut Steps) {
    steps.step("durable appends", || {
        let appends =
            ["run", "--quiet", "--release", "--package", "pledgebook-tests", "--example", "appends"];
        Ok(format!("\n{}", run(cargo(appends))?))
    });
    let wheel = python::build(steps);
    let peers = steps.step("peers", setup::peers);
    let installed = steps.after(wheel && peers, "Python wheel, beside them", || python::put(PEERS_PYTHON));
    steps.announce("writing the exercise, about half a minute");
    let written = steps.step("exercise", write);
    steps.after(installed && written, "reading", || {
        let reading = program(PEERS_PYTHON, ["tests/peers/reading.py", &folder()?]);
        Ok(format!("\n{}", run(reading)?))
    });
    steps.announce("matching, about half an hour");
    steps.after(installed, "matching", || {
        let matching = program(PEERS_PYTHON, ["tests/peers/matching.py"]);
        Ok(format!("\n{}", run(matching)?))
    });
    steps.after(installed, "what-if", || {
        Ok(format!("\n{}", run(program(PEERS_PYTHON, ["tests/peers/what_if.py"]))?))
    });
    let web = web::compile(steps).package(steps);
    steps.after(installed && web, "wasm beside native", || {
        Ok(format!("\n{}", run(program(PEERS_PYTHON, ["tests/peers/wasm.py"]))?))
    });
}

/// The exercise, written anew each time: its generator may have changed.
fn write() -> Said {
    let folder = folder()?;
    let in_folder = |error: std::io::Error| format!("{folder}: {error}");
    if std::fs::exists(&folder).map_err(in_folder)? {
        std::fs::remove_dir_all(&folder).map_err(in_folder)?;
    }
    std::fs::create_dir_all(&folder).map_err(in_folder)?;
    for (name, text) in exercise::files(PLEDGES) {
        std::fs::write(format!("{folder}/{name}"), text).map_err(in_folder)?;
    }
    Ok(format!("{PLEDGES} pledges"))
}

fn folder() -> Result<String, String> {
    Ok(workspace::target()?.join("bench").display().to_string())
}
