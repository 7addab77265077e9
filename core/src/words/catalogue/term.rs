//! Terms that documents use and a user may add to: categories of equipment and self-sustainment, training modules,
//! activities.

use std::collections::BTreeMap;

use crate::words::document::document;
use crate::words::finding::{Code, Finding};
use crate::words::value::{TermId, Text, nearest, words};

words! {
    /// The vocabularies of the catalogue.
    pub enum Vocabulary {
        /// Categories of equipment.
        Equipment = "equipment",
        /// Categories of self-sustainment.
        SelfSustainment = "self-sustainment",
        /// Training modules.
        TrainingModule = "training-module",
        /// Activities that a task may ask for, and a caveat may touch.
        Activity = "activity",
    }
}

document! {
    /// A term that documents use.
    pub struct Term {
        /// Its id.
        pub id: TermId,
        /// Its name.
        pub name: Text,
        /// A remark.
        pub note: Option<Text>,
        /// Who names it; `illustrative` where it is only an example.
        pub source: Text,
    }
}

/// The terms of each vocabulary, by id.
pub(super) type Terms = BTreeMap<Vocabulary, BTreeMap<TermId, Term>>;

/// Finds fault with a term that is not in its vocabulary.
pub(super) fn check(terms: &Terms, of: Vocabulary, id: &str, path: &str, findings: &mut Vec<Finding>) {
    let known = terms.get(&of);
    let mut names = known.into_iter().flat_map(BTreeMap::keys).map(TermId::as_str);
    if names.clone().any(|name| name == id) {
        return;
    }
    let kind = of.as_str().replace('-', " ");
    let finding = Finding::new(Code::EntryUnknown, path, format!("The catalogue has no {kind} `{id}`."));
    findings.push(match nearest(id, &mut names) {
        Some(near) => {
            finding.help(format!("Did you mean `{near}`? Others can be added with a catalogue file."))
        }
        None => finding.help("Others can be added with a catalogue file."),
    });
}
