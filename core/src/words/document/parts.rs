//! The parts of a document that can be read on their own, where the document as a whole cannot.

use std::fmt::Display;

use super::lift::{Lift, Lifter};
use super::tree::{Node, Value};

/// A document with a fault of shape: what does not hang on that fault can still be read, part by part, and checked.
pub struct Parts<'t> {
    root: &'t Node<'t>,
}

impl<'t> Parts<'t> {
    pub(super) fn of(root: &'t Node<'t>) -> Self {
        Self { root }
    }

    /// Whatever reads as a `T` where the pattern leads, with its path. A pattern is a JSON pointer in which `*` stands
    /// for every item of a list. What does not read is passed over: it was reported when the whole was read.
    pub(crate) fn at<T: Lift>(&self, pattern: &str) -> Vec<(String, T)> {
        let mut reached = vec![(String::new(), self.root)];
        for step in pattern.split('/').skip(1) {
            reached = reached.into_iter().flat_map(|(path, node)| below(&path, node, step)).collect();
        }
        let read = |(path, node)| Some((path, T::lift(node, &mut Lifter::default())?));
        reached.into_iter().filter_map(read).collect()
    }

    /// The items of a list, by path, with the id that each has under a key.
    pub(crate) fn ids<Id: Lift + Display>(&self, list: &str, key: &str) -> Vec<(String, String)> {
        let ids = self.at::<Id>(&format!("{list}/*/{key}")).into_iter();
        let item = |path: &str| path.rsplit_once('/').map_or("", |(item, _)| item).to_owned();
        ids.map(|(path, id)| (item(&path), id.to_string())).collect()
    }
}

/// What a step of a pattern leads to.
fn below<'t>(path: &str, node: &'t Node<'t>, step: &str) -> Vec<(String, &'t Node<'t>)> {
    match &node.value {
        Value::List(items) if step == "*" => {
            items.iter().enumerate().map(|(i, item)| (format!("{path}/{i}"), item)).collect()
        }
        Value::Object(members) => {
            let member = members.iter().find(|member| member.key == step);
            member.map(|member| (format!("{path}/{step}"), &member.node)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use crate::words::finding::Error;
    use crate::words::value::{Count, LotId};

    #[test]
    fn what_reads_is_found_with_its_path() -> Result<(), Error> {
        let tree =
            Tree::parse(r#"{"lots": [{"id": "a"}, {"id": "B", "units": 2}, {"units": 3}, 4, {"id": "c"}]}"#)?;
        let parts = tree.parts();
        let units: Vec<(String, u32)> =
            parts.at::<Count>("/lots/*/units").into_iter().map(|(path, count)| (path, count.get())).collect();
        assert_eq!(units, [("/lots/1/units".to_owned(), 2), ("/lots/2/units".to_owned(), 3)]);
        let ids = parts.ids::<LotId>("/lots", "id");
        assert_eq!(
            ids,
            [("/lots/0", "a"), ("/lots/4", "c")].map(|(path, id)| (path.to_owned(), id.to_owned()))
        );
        assert!(parts.at::<Count>("/nothing/*/here").is_empty());
        Ok(())
    }
}
