//! Where things are: the repository, cargo's target folder, the one version.

use std::path::PathBuf;

use serde_json::Value;

use crate::program::{cargo, run};

/// Makes the repository the working directory, so that every other path here is relative to it.
pub(crate) fn enter() -> Result<(), String> {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .ok_or("start this with `cargo xtask`, inside the repository")?;
    let root = PathBuf::from(here).join("..");
    std::env::set_current_dir(&root).map_err(|error| format!("{}: {error}", root.display()))
}

/// Cargo's target folder, wherever the user's settings put it.
pub(crate) fn target() -> Result<PathBuf, String> {
    text_at(&metadata()?, "/target_directory").map(PathBuf::from)
}

/// The version of the crate, the wheel and the npm package.
pub(crate) fn version() -> Result<String, String> {
    let metadata = metadata()?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let core = packages.into_iter().find(|package| package["name"] == "pledgebook");
    text_at(core.ok_or("no package `pledgebook` in the workspace")?, "/version")
}

/// The variable and value that keep this machine's folders out of the packages: every message of a panic names a
/// source file.
pub(crate) fn no_machine_paths() -> (&'static str, String) {
    let home = std::env::home_dir().unwrap_or_default();
    let cargo_home = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    ("CARGO_ENCODED_RUSTFLAGS", format!("--remap-path-prefix={}=cargo", cargo_home.display()))
}

fn metadata() -> Result<Value, String> {
    let text = run(cargo(["metadata", "--quiet", "--no-deps", "--format-version", "1"]))?;
    serde_json::from_str(&text).map_err(|error| format!("`cargo metadata`: {error}"))
}

fn text_at(value: &Value, place: &str) -> Result<String, String> {
    let text = value.pointer(place).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| format!("`cargo metadata` has no {place}"))
}
