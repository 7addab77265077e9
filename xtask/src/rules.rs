//! `docs/rules.md`: what each rule of eligibility asks, out of the comment above it, so that a policy officer reads
//! what the code says.

use std::fs;
use std::path::Path;

use pledgebook::judge::eligibility::{RULES_VERSION, Rule};

use crate::generated::Generated;

const FOLDER: &str = "core/src/judge/eligibility";

const ABOVE: &str = "\
# Rules of eligibility

A rule looks at one lot and one unit requirement, and says **Met**, **Unmet** or **Unknown**, with what the lot has and
what the requirement needs. One Unmet rule excludes the lot. Without one, Unknown rules make it a *conditional* proposal
with a question for each; where all are Met it is a *firm* one. A rule that a requirement does not ask for says nothing.

This page is made from the comments in the code (`cargo xtask schemas`); a test keeps it current.";

/// The page.
pub(crate) fn all() -> Result<Generated, String> {
    let mut page = format!("{ABOVE} The rules are those of version {RULES_VERSION}.\n");
    for rule in Rule::ALL {
        let file = Path::new(FOLDER).join(format!("{}.rs", rule.as_str().replace('-', "_")));
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let said =
            above_judge(&text).ok_or_else(|| format!("{}: no comment above `judge`", file.display()))?;
        page.push_str(&format!("\n## `{rule}`\n\n{said}\n"));
    }
    Ok(Generated { folder: "docs", ending: "rules.md", files: [("rules.md".to_owned(), page)].into() })
}

/// The comment that stands above the function `judge`.
fn above_judge(text: &str) -> Option<String> {
    let (before, _) = text.split_once("pub(super) fn judge(")?;
    let mut lines: Vec<&str> = before.lines().rev().map_while(|line| line.strip_prefix("///")).collect();
    lines.reverse();
    let lines: Vec<&str> = lines.into_iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
