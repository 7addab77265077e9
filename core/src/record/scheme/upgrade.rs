//! How older schemes are read.

use crate::record::evidence::EvidenceKind;
use crate::words::document::{Node, Upgrade, came_later};
use crate::words::finding::{Code, Finding};

/// From version 1 on.
pub(super) const UPGRADES: &[Upgrade] =
    &[Upgrade { from: "pledgebook.scheme/1", to: "pledgebook.scheme/2", step: second }];

/// What a scheme and a requirement say only since version 2.
const OF_SCHEME: [&str; 2] = ["owner", "ended"];
const OF_REQUIREMENT: [&str; 2] = ["rule", "unit_types"];

/// A requirement of version 1 was one piece of evidence, and visits and the like had to be passed; in version 2 it has a
/// rule, which can say so.
fn second(root: &mut Node<'_>, findings: &mut Vec<Finding>) {
    const SECOND: &str = super::SchemeFormat::TEXT;
    for key in OF_SCHEME.into_iter().filter(|key| root.has(key)) {
        findings.push(came_later(format!("/{key}"), Code::UnknownKey, key, SECOND));
    }
    let Some(levels) = root.under("levels") else { return };
    for (i, level) in levels.items().enumerate() {
        if let Some(commitment) = level.under("commitment") {
            let path = format!("/levels/{i}/commitment");
            if commitment.has("preferred") {
                findings.push(came_later(format!("{path}/preferred"), Code::UnknownKey, "preferred", SECOND));
            }
            let both = super::ClockStart::MandateAndApproval.as_str();
            if commitment.under("clock").is_some_and(|clock| clock.says() == Some(both)) {
                findings.push(came_later(format!("{path}/clock"), Code::UnknownWord, both, SECOND));
            }
        }
        let Some(requires) = level.under("requires") else { continue };
        for (j, requirement) in requires.items().enumerate() {
            let path = format!("/levels/{i}/requires/{j}");
            for key in OF_REQUIREMENT.into_iter().filter(|key| requirement.has(key)) {
                findings.push(came_later(format!("{path}/{key}"), Code::UnknownKey, key, SECOND));
            }
            said(requirement, &path, findings);
        }
    }
}

/// Moves what a requirement of version 1 asks for into its rule. What does not read is told here, in the words of that
/// version and at its place.
fn said(requirement: &mut Node<'_>, path: &str, findings: &mut Vec<Finding>) {
    let Some(kind) = requirement.under("evidence") else {
        let finding = Finding::new(Code::MissingKey, path, "The key `evidence` is missing.");
        return findings.push(finding.help("Add it."));
    };
    match kind.says().map(str::parse::<EvidenceKind>) {
        Some(Ok(EvidenceKind::Document | EvidenceKind::Agreement)) => {}
        Some(Ok(_)) => requirement.add("passed", true),
        Some(Err(malformed)) => return findings.push(malformed.at(format!("{path}/evidence"))),
        None => {
            let finding =
                Finding::new(Code::WrongType, format!("{path}/evidence"), "Here should stand a text.");
            return findings.push(finding.help("A text stands in quotation marks."));
        }
    }
    requirement.gather("rule", &["evidence", "document", "passed"]);
}
