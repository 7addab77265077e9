//! A part of a document that is kept as it is, whatever it says.

use super::canonical::write;
use super::lift::{Lift, Lifter};
use super::tree::Node;
use crate::words::finding::{Code, Malformed};

/// The canonical text of any value.
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
        let mut text = String::new();
        match write(node, &mut text) {
            Ok(()) => Some(Self(text)),
            Err(_) => {
                let message = "A number here is not whole.";
                at.refuse(node, Malformed::new(Code::MalformedNumber, message, "Write whole numbers only."))
            }
        }
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
