//! `cargo xtask exercise`: writes the shipped exercise, or a larger one into a folder of one's own.

use std::path::Path;

use crate::exercise;
use crate::generated::Generated;
use crate::steps::Said;

/// Where the shipped exercise is.
const SHIPPED: &str = "examples/data/exercise";

/// What is shipped, to be held against what is committed.
pub(crate) fn shipped() -> Generated {
    Generated { folder: SHIPPED, ending: ".json", files: exercise::files(exercise::SHIPPED) }
}

/// Writes an exercise; `words` are `--pledges N` and `--to FOLDER`, both or neither.
pub(crate) fn write(words: &[&str]) -> Said {
    let (pledges, folder) = match words {
        [] => (exercise::SHIPPED, Path::new(SHIPPED)),
        ["--pledges", number, "--to", folder] | ["--to", folder, "--pledges", number] => {
            let number = number.parse().map_err(|_| format!("`{number}` is not a number of pledges"))?;
            (number, Path::new(*folder))
        }
        _ => {
            return Err(
                "say `cargo xtask exercise`, or `cargo xtask exercise --pledges N --to FOLDER`".to_owned()
            );
        }
    };
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut sizes = Vec::new();
    for (name, text) in exercise::files(pledges) {
        let path = folder.join(&name);
        std::fs::write(&path, &text).map_err(|error| format!("{}: {error}", path.display()))?;
        sizes.push(format!("{name} ({} kB)", text.len() / 1_000));
    }
    Ok(format!("{pledges} pledges in {}: {}", folder.display(), sizes.join(", ")))
}
