//! What is generated from the Rust types is committed, so that a change of format shows in review.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::steps::Said;

/// The files of a folder that are generated: those with this ending, and no others.
pub(crate) struct Generated {
    pub(crate) folder: &'static str,
    pub(crate) ending: &'static str,
    /// What the Rust types say, by file name.
    pub(crate) files: BTreeMap<String, String>,
}

impl Generated {
    /// Makes the files what the Rust types say.
    pub(crate) fn write(&self) -> Said {
        let in_file = |name: &str| Path::new(self.folder).join(name);
        for name in self.found()?.keys().filter(|name| !self.files.contains_key(*name)) {
            fs::remove_file(in_file(name)).map_err(|error| format!("{name}: {error}"))?;
        }
        for (name, text) in &self.files {
            fs::write(in_file(name), text).map_err(|error| format!("{name}: {error}"))?;
        }
        Ok(self.count())
    }

    /// Fails where the files are not what the Rust types say.
    pub(crate) fn check(&self) -> Said {
        if self.files.is_empty() {
            return Err(format!("nothing was generated for {}/", self.folder));
        }
        let found = self.found()?;
        let names: BTreeSet<&String> = self.files.keys().chain(found.keys()).collect();
        let differ = |name: &&String| self.files.get(*name) != found.get(*name);
        let drifted: Vec<&str> = names.into_iter().filter(differ).map(String::as_str).collect();
        if drifted.is_empty() {
            return Ok(self.count());
        }
        Err(format!(
            "not what the Rust types say, in {}/: {}\nRun `cargo xtask schemas` and read the difference before you \
             commit it.",
            self.folder,
            drifted.join(", ")
        ))
    }

    fn count(&self) -> String {
        let number = self.files.len();
        format!("{number} {}", if number == 1 { "file" } else { "files" })
    }

    fn found(&self) -> Result<BTreeMap<String, String>, String> {
        let in_folder = |error: std::io::Error| format!("{}/: {error}", self.folder);
        fs::create_dir_all(self.folder).map_err(in_folder)?;
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(self.folder).map_err(in_folder)? {
            let path = entry.map_err(in_folder)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(self.ending) {
                files.insert(name, fs::read_to_string(&path).map_err(in_folder)?);
            }
        }
        Ok(files)
    }
}
