//! A part of a document that is kept as it is, whatever it says.

use super::canonical::write;
use super::lift::{Lift, Lifter};
use super::tree::{Node, Value};
use crate::words::finding::{Code, Malformed};

/// The largest whole number that every reader of JSON reads as the same.
const MOST: i64 = (1 << 53) - 1;

/// The canonical text of any value: keys in the order of their bytes and none twice, whole numbers within 2^53, no white space.
/// So every reader reads the same from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opaque(String);

impl Opaque {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Lift for Opaque {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        if let Some(malformed) = ambiguous(node) {
            return at.refuse(node, malformed);
        }
        let mut text = String::new();
        write(node, &mut text).ok()?;
        Some(Self(text))
    }
}

/// What two readers could read otherwise.
fn ambiguous(node: &Node<'_>) -> Option<Malformed> {
    match &node.value {
        Value::Number(written) => {
            let whole = written.parse().ok().filter(|number: &i64| (-MOST..=MOST).contains(number));
            let same = whole.is_some_and(|number| number.to_string() == **written);
            let help = "Write whole numbers within 2^53, without a sign before 0.";
            (!same).then(|| {
                Malformed::new(Code::MalformedNumber, "A number here is not whole, or too large.", help)
            })
        }
        Value::List(items) => items.iter().find_map(ambiguous),
        Value::Object(members) => {
            let mut keys: Vec<&str> = members.iter().map(|member| &*member.key).collect();
            keys.sort_unstable();
            let twice = keys.iter().zip(keys.iter().skip(1)).find(|(one, other)| one == other);
            let twice = twice.map(|(key, _)| {
                let message = format!("The key `{}` stands twice.", crate::words::value::clipped(key));
                Malformed::new(Code::DuplicateKey, message, "Keep one of them.")
            });
            twice.or_else(|| members.iter().find_map(|member| ambiguous(&member.node)))
        }
        Value::Null | Value::Bool(_) | Value::Text(_) => None,
    }
}

impl serde::Serialize for Opaque {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value: serde_json::Value = serde_json::from_str(&self.0).map_err(serde::ser::Error::custom)?;
        value.serialize(serializer)
    }
}

#[cfg(feature = "schemas")]
impl schemars::JsonSchema for Opaque {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Opaque".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!(true)
    }
}
