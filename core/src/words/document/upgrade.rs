//! Upgrades: a document of an older version is read as what it is today.
//!
//! A version of a format changes when what an older library reads changes. Each step leads from one version to the next
//! and works on the tree, before anything is lifted from it; so every place that a finding names is still one in the text
//! as it was given. What is written is always the newest version, and nothing is upgraded in a file unasked.

use std::borrow::Cow;

use super::tree::{Member, Node, Tree, Value};
use crate::words::finding::{Code, Error, Finding};

/// What leads from one version of a format to the next.
#[derive(Clone, Copy, Debug)]
pub struct Upgrade {
    /// The older format.
    pub from: &'static str,
    /// The next.
    pub to: &'static str,
    /// Makes a document of the older format into one of the next, but for its tag; it tells what the older format never
    /// had, for that is no document of it.
    pub(crate) step: Step,
}

pub(crate) type Step = fn(&mut Node<'_>, &mut Vec<Finding>);

impl Tree<'_> {
    /// Takes the steps from the version of this document to the newest; one of another kind, or of a version nobody
    /// knows, is left as it is.
    pub(super) fn upgrade(&mut self, upgrades: &[Upgrade]) -> Result<(), Error> {
        let mut findings = Vec::new();
        take_steps(self.root_mut(), upgrades, &mut findings);
        self.unless_sound(findings)
    }

    /// The same for the documents that stand in a list of this one.
    pub(super) fn upgrade_within(&mut self, (list, upgrades): &Within) -> Result<(), Error> {
        let mut findings = Vec::new();
        if let Some(documents) = self.root_mut().under(list) {
            for (i, item) in documents.items().enumerate() {
                let mut of_item = Vec::new();
                take_steps(item, upgrades, &mut of_item);
                let at = |found: Finding| Finding { path: format!("/{list}/{i}{}", found.path), ..found };
                findings.extend(of_item.into_iter().map(at));
            }
        }
        self.unless_sound(findings)
    }
}

/// The key of a list of documents within another, and the steps from their older versions.
pub type Within = (&'static str, &'static [Upgrade]);

fn take_steps(node: &mut Node<'_>, upgrades: &[Upgrade], findings: &mut Vec<Finding>) {
    for upgrade in upgrades {
        if node.under("format").is_none_or(|format| format.says() != Some(upgrade.from)) {
            continue;
        }
        (upgrade.step)(node, findings);
        if !findings.is_empty() {
            return;
        }
        if let Some(format) = node.under("format") {
            format.value = Value::Text(Cow::Borrowed(upgrade.to));
        }
    }
}

impl<'t> Node<'t> {
    /// What stands under a key here.
    pub(crate) fn under(&mut self, key: &str) -> Option<&mut Self> {
        match &mut self.value {
            Value::Object(members) => {
                members.iter_mut().find(|Member { key: k, .. }| k == key).map(|m| &mut m.node)
            }
            _ => None,
        }
    }

    /// The items of the list that stands here.
    pub(crate) fn items(&mut self) -> impl Iterator<Item = &mut Self> {
        match &mut self.value {
            Value::List(items) => items.iter_mut(),
            _ => Default::default(),
        }
    }

    /// Puts a key into the object that stands here.
    pub(crate) fn add(&mut self, key: &'static str, value: bool) {
        let at = self.at;
        if let Value::Object(members) = &mut self.value {
            let node = Node { at, value: Value::Bool(value) };
            members.push(Member { key: Cow::Borrowed(key), at, node });
        }
    }

    /// Moves some keys of the object that stands here into an object of their own, under a new key. A finding on one of them
    /// keeps its line and column, and has the new path.
    pub(crate) fn gather(&mut self, under: &'static str, keys: &[&str]) {
        let at = self.at;
        if let Value::Object(members) = &mut self.value {
            let all = std::mem::take(members);
            let (moved, kept): (Vec<_>, Vec<_>) = all.into_iter().partition(|m| keys.contains(&&*m.key));
            *members = kept;
            let node = Node { at, value: Value::Object(moved) };
            members.push(Member { key: Cow::Borrowed(under), at, node });
        }
    }

    /// The text that stands here.
    pub(crate) fn says(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The finding on a word or key that came only with a later version.
pub(crate) fn came_later(path: String, code: Code, name: &str, format: &str) -> Finding {
    let message = format!("`{name}` came with `{format}`.");
    Finding::new(code, path, message).help(format!("Write `\"format\": \"{format}\"`."))
}
