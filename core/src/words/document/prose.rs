//! Documents in words: for a history or a list of differences, where a table of its own would say no more.

use serde::Serialize;
use serde_json::Value;

/// What a part of a document says: its keys and values in the order of the keys, lists with semicolons.
pub(crate) fn in_words<T: Serialize + ?Sized>(part: &T) -> String {
    serde_json::to_value(part).map(|value| said(&value)).unwrap_or_default()
}

fn said(value: &Value) -> String {
    match value {
        Value::Null => "Unknown".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "none".to_owned(),
        Value::Array(items) => items.iter().map(said).collect::<Vec<_>>().join("; "),
        Value::Object(members) => {
            // Sorted here, because another crate may switch serde_json to insertion order.
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by_key(|(key, _)| *key);
            let each = |(key, value): (&String, &Value)| format!("{} {}", key.replace('_', " "), said(value));
            sorted.into_iter().map(each).collect::<Vec<_>>().join(", ")
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
