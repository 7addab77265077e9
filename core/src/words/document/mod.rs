//! Documents: strict, bounded reading that finds everything at once and says where, and canonical writing.
//!
//! One reader serves good and bad documents alike: the text becomes a bounded tree with places, and each type is
//! lifted from it. (A second, faster reader would have to agree with this one on `null`, on repeated keys and on
//! arrays standing for objects; one reader cannot disagree with itself.)

mod canonical;
mod lift;
mod opaque;
mod order;
mod parts;
mod patch;
mod prose;
mod tree;
mod upgrade;
mod values;

use serde::Serialize;

use super::finding::{Error, Finding};
pub use canonical::{canonical, hash};
pub use lift::{Lift, Lifter};
pub(crate) use lift::{document, tagged};
pub use opaque::Opaque;
pub(crate) use order::{CollectInOrder, put_in_order, put_in_order_by};
pub use parts::Parts;
pub use patch::Patch;
pub(crate) use prose::in_words;
pub use tree::Node;
use tree::Tree;
pub(crate) use upgrade::came_later;
pub use upgrade::{Upgrade, Within};

/// The largest document, in bytes.
pub const LARGEST: usize = 64 << 20;
/// The deepest nesting of lists and objects.
pub const DEEPEST: u32 = 32;
/// How many findings are shown before the reader stops listing them.
pub const MOST_FINDINGS: usize = 1_000;

/// A document that names its kind and version in its first key, `"format": "pledgebook.<kind>/<version>"`.
pub trait Document: Lift + Serialize {
    /// The format read and written, such as `pledgebook.mission/1`.
    const FORMAT: &'static str;
    /// The steps from older versions of the format to this one, the oldest first.
    const UPGRADES: &'static [Upgrade] = &[];
    /// Lists of documents within this one that may be of older versions, each with the steps from these.
    const WITHIN: &'static [Within] = &[];
    /// What its meaning is checked against, such as the catalogue.
    type Context;

    /// Adds what is wrong with the meaning, beyond what the shape of each value already guarantees.
    fn check(&self, context: &Self::Context, findings: &mut Vec<Finding>);

    /// Adds what is wrong with the meaning of single parts, of a document that cannot be read as a whole. Only what is
    /// wrong whatever the other parts say is found here: a reference may lead to the very part that does not read.
    /// A document that means something only as a whole has no such parts.
    fn check_parts(_parts: &Parts<'_>, _context: &Self::Context, _findings: &mut Vec<Finding>) {}

    /// Puts lists whose order says nothing into the canonical order.
    fn normalise(&mut self);
}

/// Reads a document strictly; nothing is guessed or dropped, and what is found wrong has its place.
///
/// Found at once are all faults of shape and, with them, the faults of meaning of every part that reads on its own.
/// What ties parts together (order, references, units conserved) is checked where every part reads. A text that is
/// no JSON, or a document of another format, has just that one finding. One of an older version is upgraded as it is read.
pub fn read<D: Document>(text: &str, context: &D::Context) -> Result<D, Error> {
    let mut tree = Tree::parse(text)?;
    tree.upgrade(D::UPGRADES)?;
    D::WITHIN.iter().try_for_each(|within| tree.upgrade_within(within))?;
    tree.expect_format(D::FORMAT)?;
    let mut document: D = tree.lift(|parts, findings| D::check_parts(parts, context, findings))?;
    // A tree is several times as large as its text, and only findings need it again.
    drop(tree);
    let mut findings = Vec::new();
    document.check(context, &mut findings);
    if !findings.is_empty() {
        Tree::parse(text)?.unless_sound(findings)?;
    }
    document.normalise();
    Ok(document)
}

/// Reads a value that is part of a request and has no format of its own, such as a list of events. Where it cannot be
/// read, `check_parts` adds what is wrong with single parts of it.
pub(crate) fn read_part<T: Lift>(
    text: &str,
    check_parts: impl FnOnce(&Parts<'_>, &mut Vec<Finding>),
) -> Result<T, Error> {
    Tree::parse(text)?.lift(check_parts)
}

/// Reads back what was read before, such as from a pickle: its shape is checked again, its meaning was checked then.
pub(crate) fn restore<T: Lift>(text: &str) -> Result<T, Error> {
    read_part(text, |_, _| {})
}

/// Adds places in the text to findings that only have paths.
pub(crate) fn place(error: Error, text: &str) -> Error {
    match Tree::parse(text) {
        Ok(tree) => error.placed(&|path| tree.place(path)),
        Err(_) => error,
    }
}

/// The format tag of a document: a value with one possible text.
macro_rules! format_tag {
    ($(#[doc = $doc:literal])+ $name:ident = $text:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name;

        impl $name {
            /// The format as it stands in documents.
            pub const TEXT: &'static str = $text;
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($text)
            }
        }

        impl $crate::words::document::Lift for $name {
            fn lift(
                node: &$crate::words::document::Node<'_>,
                at: &mut $crate::words::document::Lifter<'_>,
            ) -> Option<Self> {
                at.format(node, $text).map(|()| Self)
            }
        }

        #[cfg(feature = "schemas")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": concat!($( $doc ),+).trim_ascii(),
                    "type": "string",
                    "const": $text,
                })
            }
        }
    };
}
pub(crate) use format_tag;
