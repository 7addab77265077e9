//! The Python wheel: built, checked for size, installed as users install it, tested.

use std::fs;
use std::path::PathBuf;

use crate::program::{closing, program, run};
use crate::setup::{self, PYTHON};
use crate::steps::{Said, Steps};
use crate::workspace;

const DIST: &str = "dist";
/// A quarter of it is SQLite. What stages, requests and tables for audiences ask for brought it to 4,002 kB.
const WHEEL_LIMIT: u64 = 4_250_000;

/// The environment, and the wheel in `dist/`.
pub(crate) fn build(steps: &mut Steps) -> bool {
    steps.announce("Python environment, wheel and web package, some minutes on a new machine");
    let environment = steps.step("Python environment", setup::python);
    steps.after(environment, "Python wheel", wheel)
}

/// The wheel into the environment, in place of the one before.
pub(crate) fn install(steps: &mut Steps, wheel: bool) -> bool {
    steps.after(wheel, "Python wheel installed", || put(PYTHON))
}

/// The wheel into the environment of this Python.
pub(crate) fn put(python: &str) -> Said {
    let quietly = ["-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--force-reinstall"];
    let mut pip = program(python, quietly);
    pip.arg(only_wheel()?);
    run(pip).map(|_| String::new())
}

/// Tests and type checks against the installed wheel: what ships.
pub(crate) fn test(steps: &mut Steps, wheel: bool) {
    let installed = install(steps, wheel);
    steps.after(installed, "Python tests", || {
        let cache = format!("cache_dir={}", workspace::target()?.join("pytest").display());
        // -P: only what is installed can be imported, never the folder that this is started from.
        let output = run(program(PYTHON, ["-P", "-m", "pytest", "-o", &cache, "tests/python"]))?;
        let lines = closing(&output, |line| line.starts_with("==") && line.contains(" passed"))?;
        if lines.contains("skipped") {
            return Err(format!("a test was skipped, and a part left out is not a part passed:\n\n{output}"));
        }
        Ok(lines)
    });
    steps.after(installed, "Python types, as used", || {
        let cache = workspace::target()?.join("mypy").display().to_string();
        run(program(PYTHON, ["-P", "-m", "mypy", "--strict", "--cache-dir", &cache, "tests/python/usage.py"]))
            .map(|_| String::new())
    });
    steps.after(installed, "Python types, as built", || {
        run(program(PYTHON, ["-P", "-m", "mypy.stubtest", "pledgebook"]))
            .map(|output| output.trim().to_owned())
    });
}

fn wheel() -> Said {
    for old in wheels()? {
        fs::remove_file(&old).map_err(|error| format!("{}: {error}", old.display()))?;
    }
    let build = [
        "-m",
        "maturin",
        "build",
        "--profile",
        "wheel",
        "--generate-stubs",
        "--manifest-path",
        "py/Cargo.toml",
    ];
    let mut maturin = program(PYTHON, build);
    maturin.args(["--out", DIST]).env("CARGO_TERM_COLOR", "never");
    let (name, value) = workspace::no_machine_paths();
    maturin.env(name, value);
    run(maturin)?;
    let wheel = only_wheel()?;
    let size = fs::metadata(&wheel).map_err(|error| format!("{}: {error}", wheel.display()))?.len();
    if size > WHEEL_LIMIT {
        return Err(format!("{} has {size} bytes; the limit is {WHEEL_LIMIT}", wheel.display()));
    }
    Ok(format!("{}, {} kB of {}", wheel.display(), size / 1000, WHEEL_LIMIT / 1000))
}

fn only_wheel() -> Result<PathBuf, String> {
    let mut wheels = wheels()?;
    match (wheels.pop(), wheels.is_empty()) {
        (Some(wheel), true) => Ok(wheel),
        _ => Err(format!("expected one wheel in {DIST}/")),
    }
}

fn wheels() -> Result<Vec<PathBuf>, String> {
    let in_folder = |error: std::io::Error| format!("{DIST}/: {error}");
    fs::create_dir_all(DIST).map_err(in_folder)?;
    let entries: Result<Vec<_>, _> = fs::read_dir(DIST).map_err(in_folder)?.collect();
    let files = entries.map_err(in_folder)?.into_iter().map(|entry| entry.path());
    Ok(files.filter(|file| file.extension().is_some_and(|extension| extension == "whl")).collect())
}
