//! What a new machine lacks, installed on first use. Each says in a sentence what to do where it cannot.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{program, run};
use crate::stamp::Stamp;
use crate::steps::Said;

/// Rust's name for the browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The Python of the project's own environment.
pub(crate) const PYTHON: &str = ".venv/bin/python";

/// The Python of the environment with the peers that the library is measured beside.
pub(crate) const PEERS_PYTHON: &str = ".venv-peers/bin/python";

/// Rust's standard library for the browser.
pub(crate) fn wasm_target() -> Said {
    let mut ask = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    ask.args(["--print", "target-libdir", "--target", WASM]);
    if Path::new(run(ask)?.trim()).is_dir() {
        return Ok("there already".to_owned());
    }
    let added = run(program("rustup", ["target", "add", WASM]));
    added.map(|_| "added".to_owned()).map_err(|problem| {
        format!(
            "{problem}\nRust's standard library for {WASM} is not on this machine and could not be added, so the \
             web package was not built or tested.\nInstall it (`rustup target add {WASM}`, or the package of your \
             distribution) and run this again."
        )
    })
}

/// The Python environment in `.venv`, with the versions of `tests/python/requirements.txt`.
pub(crate) fn python() -> Said {
    environment(".venv", "tests/python/requirements.txt")
}

/// The Python environment in `.venv-peers`, with the versions of `tests/peers/requirements.txt`.
pub(crate) fn peers() -> Said {
    environment(".venv-peers", "tests/peers/requirements.txt")
}

fn environment(folder: &str, requirements: &str) -> Said {
    let python = &format!("{folder}/bin/python");
    let version = run(program("python3", ["--version"]))
        .map_err(|problem| format!("{problem}\nInstall Python 3.11 or later, with venv and pip."))?;
    let too_old = "import sys; sys.exit(sys.version_info < (3, 11))";
    run(program("python3", ["-c", too_old]))
        .map_err(|_| format!("{} is too old: 3.11 or later is needed, as `python3`.", version.trim()))?;

    let stamp = Stamp::new(folder, &[requirements], &version)?;
    if stamp.is_current() && run(program(python, ["-c", "import pip"])).is_ok() {
        return Ok("there already".to_owned());
    }
    run(program("python3", ["-m", "venv", "--clear", folder]))
        .map_err(|problem| format!("{problem}\nOn Debian and Ubuntu: `apt-get install python3-venv`."))?;
    run(program(
        python,
        ["-m", "pip", "install", "--disable-pip-version-check", "--requirement", requirements],
    ))?;
    stamp.set()?;
    Ok("installed".to_owned())
}

/// The npm modules of `folder`, just as its lock file says.
pub(crate) fn npm_modules(folder: &str) -> Said {
    let (manifest, lock) = (format!("{folder}/package.json"), format!("{folder}/package-lock.json"));
    let version = run(program("node", ["--version"]))
        .map_err(|problem| format!("{problem}\nInstall Node 20 or later, with npm."))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|text| text.parse().ok());
    if major.is_none_or(|major: u32| major < 20) {
        return Err(format!("Node {} is too old: 20 or later is needed.", version.trim()));
    }
    let stamp = Stamp::new(&format!("{folder}/node_modules"), &[&manifest, &lock], &version)?;
    if stamp.is_current() {
        return Ok("there already".to_owned());
    }
    run(npm(["ci", "--ignore-scripts", "--prefix", folder]))?;
    stamp.set()?;
    Ok("installed".to_owned())
}

/// npm, without its remarks about funding and audits.
pub(crate) fn npm<const N: usize>(arguments: [&str; N]) -> Command {
    let mut npm = program("npm", arguments);
    npm.args(["--no-audit", "--no-fund", "--no-update-notifier"]);
    npm
}

/// Where Chromium is: the variable `CHROMIUM`, else the search path.
pub(crate) fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}

/// A browser for the page tests, by apt-get where it is missing and the user is root.
pub(crate) fn browser() -> Said {
    const INSTALL: [&str; 4] = ["install", "--yes", "--no-install-recommends", "chromium"];
    if chromium().is_none() {
        if !is_root() {
            return Err(
                "Chromium is missing. Install it (on Debian: `sudo apt-get install chromium`), or set the \
                        variable CHROMIUM to a Chromium or Chrome program, and run this again."
                    .to_owned(),
            );
        }
        run(apt(["update"])).and_then(|_| run(apt(INSTALL))).map_err(|problem| {
            format!("{problem}\nInstall Chromium another way, set the variable CHROMIUM to it, and run this again.")
        })?;
    }
    let found = chromium().ok_or("apt-get installed Chromium, but no `chromium` is on the search path")?;
    // The last line: a wrapper script may have remarks of its own before it.
    run(program(found, ["--version"])).map(|said| said.lines().last().unwrap_or_default().trim().to_owned())
}

/// A PostgreSQL server for the tests of stores, which start one of their own; by apt-get where it is missing and the user is
/// root.
pub(crate) fn postgres() -> Said {
    const INSTALL: [&str; 4] = ["install", "--yes", "--no-install-recommends", "postgresql"];
    let missing = "PostgreSQL's server programs (`initdb`, `pg_ctl`) are missing, and the tests of stores fail without them";
    if initdb().is_none() {
        if !is_root() {
            return Err(format!(
                "{missing}. Install them (on Debian: `sudo apt-get install postgresql`), or put the folder they are in on \
                 the search path, and run this again."
            ));
        }
        run(apt(["update"])).and_then(|_| run(apt(INSTALL))).map_err(|problem| {
            format!("{problem}\n{missing}. Install them another way, and run this again.")
        })?;
    }
    let found = initdb().ok_or("apt-get installed PostgreSQL, but there is no `initdb`")?;
    run(program(found, ["--version"])).map(|said| said.trim().to_owned())
}

/// Where `initdb` is: on the search path, or where Debian has it.
fn initdb() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let folders = std::env::split_paths(&path).chain(versions.map(|version| version.path().join("bin")));
    folders.map(|folder| folder.join("initdb")).find(|file| file.is_file())
}

fn is_root() -> bool {
    run(program("id", ["-u"])).is_ok_and(|id| id.trim() == "0")
}

fn apt<const N: usize>(arguments: [&str; N]) -> Command {
    let mut apt = program("apt-get", arguments);
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}
