//! How older registry documents are read. Bodies in a journal have no version: what an event may say is only ever added
//! to, so each that was once recorded is read as it is.

use crate::words::document::{Node, Upgrade, came_later};
use crate::words::finding::{Code, Finding};

/// From version 1 on.
pub(super) const UPGRADES: &[Upgrade] =
    &[Upgrade { from: "pledgebook.registry/1", to: "pledgebook.registry/2", step: second }];

/// The events that version 1 had. Those that came since would not be understood by a library that reads version 1.
const FIRST: [&str; 16] = [
    "announced",
    "offered",
    "acknowledged",
    "accepted",
    "amended",
    "split",
    "evidence-recorded",
    "level-recorded",
    "renewed",
    "arrived",
    "returned",
    "withdrawn",
    "observed-absent",
    "deadline-moved",
    "corrected",
    "commented",
];

/// What events of version 1 say only since version 2.
const MORE: [(&str, &str); 4] =
    [("deadline-moved", "reason"), ("corrected", "by"), ("commented", "by"), ("commented", "about")];

/// Version 2 has more events and says more in four of the old ones; every event of version 1 means the same in it.
fn second(root: &mut Node<'_>, findings: &mut Vec<Finding>) {
    let Some(events) = root.under("events") else { return };
    for (i, event) in events.items().enumerate() {
        let Some(what) = event.under("what") else { continue };
        let path = format!("/events/{i}/what");
        said(what, &path, findings);
        if let Some(instead) = what.under("instead").and_then(|instead| instead.under("what")) {
            said(instead, &format!("{path}/instead/what"), findings);
        }
    }
}

fn said(what: &mut Node<'_>, path: &str, findings: &mut Vec<Finding>) {
    const SECOND: &str = super::RegistryFormat::TEXT;
    let Some(word) = what.under("event").and_then(|word| word.says().map(str::to_owned)) else { return };
    let later = super::What::WORDS.contains(&word.as_str()) && !FIRST.contains(&word.as_str());
    if later {
        findings.push(came_later(format!("{path}/event"), Code::UnknownWord, &word, SECOND));
    }
    for (_, key) in MORE.iter().filter(|(event, key)| *event == word && what.has(key)) {
        findings.push(came_later(format!("{path}/{key}"), Code::UnknownKey, key, SECOND));
    }
}
