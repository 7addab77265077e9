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
        for upgrade in upgrades {
            let is =
                self.root_mut().under("format").is_some_and(|format| format.says() == Some(upgrade.from));
            if !is {
                continue;
            }
            let mut findings = Vec::new();
            (upgrade.step)(self.root_mut(), &mut findings);
            self.unless_sound(findings)?;
            if let Some(format) = self.root_mut().under("format") {
                format.value = Value::Text(Cow::Borrowed(upgrade.to));
            }
        }
        Ok(())
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
