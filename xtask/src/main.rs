//! The project's one command: `cargo xtask test` does everything that CI does, with the same words.

mod bench;
mod demo;
mod exercise;
mod generated;
mod machine;
mod page;
mod program;
mod python;
mod readiness;
mod rules;
mod rust;
mod schemas;
mod setup;
mod stamp;
mod steps;
mod types;
mod web;
mod workspace;
mod write_exercise;

use std::process::ExitCode;

use steps::Steps;

const HELP: &str = "\
cargo xtask <command>

  test           every check: format, lints, Rust, schemas, Python wheel, web package, browser
  demo           the same job in Python, JavaScript and Rust; the three answers must be equal;
                 and dist/pledgebook-exercise.html, to open in a browser
  build-python   the wheel, into dist/
  build-web      the npm package, into wasm/pkg/ and, packed, into dist/
  bench          the library beside its peers, with medians and ratios; not part of `test`
  schemas        write schemas/ and wasm/js/types.d.ts from the Rust types
  exercise       write examples/data/exercise/, the same bytes every time;
                 with --pledges N --to FOLDER a larger one, for benchmarks

Needed: Rust, Python 3.11 or later with venv and pip, Node 20 or later with npm, a C compiler.
The rest is installed on first use: the browser target of Rust, a Python environment in .venv,
npm modules, and for `test` Chromium and PostgreSQL (by apt-get, as root).
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let Err(problem) = workspace::enter() {
        eprintln!("{problem}");
        return ExitCode::FAILURE;
    }
    let mut steps = Steps::default();
    match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        ["test"] => test(&mut steps),
        ["demo"] => demo::run(&mut steps),
        ["bench"] => bench::run_all(&mut steps),
        ["build-python"] => {
            python::build(&mut steps);
        }
        ["build-web"] => {
            web::compile(&mut steps).package(&mut steps);
        }
        ["exercise", rest @ ..] => {
            steps.step("exercise", || write_exercise::write(rest));
        }
        ["schemas"] => {
            steps.step("schemas", || schemas::all().write());
            steps.step("page of the rules", || rules::all()?.write());
            steps.step("page of the events", || machine::all()?.write());
            steps.step("page of the schemes", || readiness::all()?.write());
            let modules = steps.step("npm modules", || setup::npm_modules(web::TESTS));
            steps.after(modules, "TypeScript types", || types::all()?.write());
        }
        _ => {
            eprintln!("`cargo xtask {}` is not a command.\n\n{HELP}", words.join(" "));
            return ExitCode::FAILURE;
        }
    }
    steps.finish()
}

/// A failed part never hides the others: all run, unless they need what failed.
fn test(steps: &mut Steps) {
    rust::test(steps);
    steps.step("schemas are current", || schemas::all().check());
    steps.step("page of the rules is current", || rules::all()?.check());
    steps.step("page of the events is current", || machine::all()?.check());
    steps.step("page of the schemes is current", || readiness::all()?.check());
    steps.step("exercise is current", || write_exercise::shipped().check());
    let modules = steps.step("npm modules", || setup::npm_modules(web::TESTS));
    steps.after(modules, "TypeScript types are current", || types::all()?.check());

    let web = web::compile(steps);
    let wheel = python::build(steps);
    let package = web.package(steps);
    python::test(steps, wheel);
    web::test(steps, package);
}
