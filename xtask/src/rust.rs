//! Format, lints, tests and documentation of the Rust code.

use crate::program::{cargo, closing, run};
use crate::setup;
use crate::steps::{Said, Steps};

/// All checks of the Rust code.
pub(crate) fn test(steps: &mut Steps) {
    steps.step("format", || {
        let checked = run(cargo(["fmt", "--all", "--", "--check", "--color", "never"]));
        checked.map(|_| String::new()).map_err(|problem| format!("{problem}\nRun `cargo fmt --all`."))
    });
    steps.announce("lints of all Rust code, about a minute on a new machine");
    steps.step("lints", || {
        let everything = ["clippy", "--quiet", "--workspace", "--all-targets", "--all-features"];
        let mut clippy = cargo(everything);
        clippy.args(["--", "-D", "warnings"]);
        run(clippy).map(|_| String::new())
    });
    steps.step("PostgreSQL", setup::postgres);
    steps.step("Rust tests", unit_tests);
    steps.step("Rust examples in docs", || {
        let output = run(cargo(["test", "--doc", "--all-features"]))?;
        closing(&output, |line| line.starts_with("test result:"))
    });
    steps.step("Rust documentation", || {
        let mut doc = cargo(["doc", "--quiet", "--workspace", "--no-deps", "--all-features"]);
        doc.env("RUSTDOCFLAGS", "-D warnings");
        run(doc).map(|_| String::new())
    });
}

/// Nextest where the machine has it, else cargo's own runner.
fn unit_tests() -> Said {
    if run(cargo(["nextest", "--version"])).is_ok() {
        let output =
            run(cargo(["nextest", "run", "--all-features", "--no-fail-fast", "--no-tests", "fail"]))?;
        return closing(&output, |line| line.trim_start().starts_with("Summary ["));
    }
    let output = run(cargo(["test", "--all-features", "--no-fail-fast", "--lib", "--bins", "--tests"]))?;
    let lines = closing(&output, |line| line.starts_with("test result:"))?;
    if lines.lines().skip(1).all(|line| line.contains(" 0 passed")) {
        return Err(format!("no test was run:\n\n{output}"));
    }
    Ok(lines)
}
