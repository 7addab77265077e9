//! Stamps: what was installed from which files, so that a second run installs nothing.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// A file that holds the hash of what a folder was installed from.
pub(crate) struct Stamp {
    file: PathBuf,
    hash: String,
}

impl Stamp {
    /// The stamp in `folder` for these inputs and the version of the tool that reads them.
    pub(crate) fn new(folder: &str, inputs: &[&str], tool: &str) -> Result<Self, String> {
        let mut hash = Sha256::new();
        hash.update(tool);
        for input in inputs {
            let bytes = fs::read(input).map_err(|error| format!("{input}: {error}"))?;
            hash.update(bytes.len().to_le_bytes());
            hash.update(bytes);
        }
        let hash = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { file: Path::new(folder).join(".installed-from"), hash })
    }

    /// Whether the folder was installed from just these inputs.
    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|found| found == self.hash)
    }

    /// To be called last, when the installation is complete.
    pub(crate) fn set(&self) -> Result<(), String> {
        fs::write(&self.file, &self.hash).map_err(|error| format!("{}: {error}", self.file.display()))
    }
}
