//! `schemas/` is generated from the Rust types and committed, so that a change of format shows in review.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::steps::Said;

const FOLDER: &str = "schemas";

/// Every schema: file name in `schemas/`, JSON text.
pub(crate) fn all() -> Vec<(String, String)> {
    Vec::new()
}

/// Makes `schemas/` what the Rust types say.
pub(crate) fn write() -> Said {
    let wanted: BTreeMap<String, String> = all().into_iter().collect();
    for name in found()?.keys().filter(|name| !wanted.contains_key(*name)) {
        let file = Path::new(FOLDER).join(name);
        fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    for (name, text) in &wanted {
        let file = Path::new(FOLDER).join(name);
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(format!("{} files", wanted.len()))
}

/// Fails where `schemas/` is not what the Rust types say.
pub(crate) fn check() -> Said {
    let wanted: BTreeMap<String, String> = all().into_iter().collect();
    let found = found()?;
    let names: BTreeSet<&String> = wanted.keys().chain(found.keys()).collect();
    let drifted: Vec<&str> =
        names.into_iter().filter(|name| wanted.get(*name) != found.get(*name)).map(String::as_str).collect();
    if drifted.is_empty() {
        return Ok(format!("{} files", wanted.len()));
    }
    Err(format!(
        "not what the Rust types say: {}\nRun `cargo xtask schemas` and read the difference before you commit it.",
        drifted.join(", ")
    ))
}

fn found() -> Result<BTreeMap<String, String>, String> {
    let in_folder = |error: std::io::Error| format!("{FOLDER}/: {error}");
    fs::create_dir_all(FOLDER).map_err(in_folder)?;
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(FOLDER).map_err(in_folder)? {
        let path = entry.map_err(in_folder)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(name, fs::read_to_string(&path).map_err(in_folder)?);
        }
    }
    Ok(files)
}
