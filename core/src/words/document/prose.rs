//! Documents in words: for a history or a list of differences, where a table of its own would say no more.

use serde::Serialize;

use super::canonical::canonical;
use super::tree::{Node, Tree, Value};

/// What a part of a document says: its keys and values in the order of the keys, lists with semicolons.
pub(crate) fn in_words<T: Serialize + ?Sized>(part: &T) -> String {
    canonical(part).map(|text| words_of(&text)).unwrap_or_default()
}

fn words_of(canonical: &str) -> String {
    Tree::parse(canonical).map(|tree| said(tree.root())).unwrap_or_default()
}

fn said(node: &Node<'_>) -> String {
    match &node.value {
        Value::Null => "Unknown".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => (*number).to_owned(),
        Value::Text(text) => text.clone().into_owned(),
        Value::List(items) if items.is_empty() => "none".to_owned(),
        Value::List(items) => items.iter().map(said).collect::<Vec<_>>().join("; "),
        Value::Object(members) => {
            let each = members
                .iter()
                .map(|member| format!("{} {}", member.key.replace('_', " "), said(&member.node)));
            each.collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_said_by_its_keys() {
        let part =
            serde_json::json!({ "category": "crane", "quantity": 2, "lent_to": ["XAA", "XAB"], "sold": [] });
        assert_eq!(in_words(&part), "category crane, lent to XAA; XAB, quantity 2, sold none");
    }
}
