//! The page of the exercise: one HTML file with the engine and the documents in it, for any browser, offline.

use crate::program::{program, run};
use crate::steps::Steps;

const BUILD: &str = "examples/dashboard/build.mjs";
const PAGE: &str = "dist/pledgebook-exercise.html";

/// Writes the page with the package that is installed in `folder`.
pub(crate) fn write(steps: &mut Steps, installed: bool, folder: &str) -> bool {
    steps.after(installed, "page of the exercise", || {
        let package = format!("{folder}/node_modules/pledgebook");
        run(program("node", [BUILD, &package, PAGE])).map(|said| said.trim().to_owned())
    })
}
