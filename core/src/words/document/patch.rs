//! What a merge patch does to one key.

use serde::{Serialize, Serializer};

use super::lift::{Lift, Lifter};
use super::tree::{Node, Value};

/// A change to a value that may be Unknown, as in a JSON merge patch (RFC 7396): an absent key keeps it, `null` takes
/// it back to Unknown, anything else is set in its place. Nowhere else may `null` stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// It stays as it was.
    #[default]
    Keep,
    /// It is Unknown from now on.
    Unset,
    /// It is this from now on.
    Set(T),
}

impl<T> Patch<T> {
    /// The value that is set, if one is.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Unset => None,
        }
    }

    pub(crate) fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Unset => None,
        }
    }
}

impl<T: Clone> Patch<T> {
    /// Makes the change.
    pub(crate) fn apply(&self, to: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Unset => *to = None,
            Self::Set(value) => *to = Some(value.clone()),
        }
    }
}

impl<T: Lift> Lift for Patch<T> {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        match node.value {
            Value::Null => Some(Self::Unset),
            _ => T::lift(node, at).map(Self::Set),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::Keep)
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

#[cfg(feature = "schemas")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Patch<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Patch_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        // `const`, because nulls that schemars adds for options are taken out of the schemas.
        let set = generator.subschema_for::<T>();
        schemars::json_schema!({ "oneOf": [set, { "const": null }] })
    }
}
