//! Lifting values from the tree, collecting every finding on the way.

use std::ops::RangeInclusive;

use super::MOST_FINDINGS;
use super::tree::{Member, Node, Value};
use crate::words::finding::{Code, Finding, Malformed};
use crate::words::value::{clipped, nearest};

/// A value that can be read from a place in a document.
pub trait Lift: Sized {
    /// The value, or `None` after at least one finding was reported.
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self>;

    /// What an absent key means; `None` where the key must be there.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether the key is left out in writing.
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T: Lift> Lift for Option<T> {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        T::lift(node, at).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Lift> Lift for Vec<T> {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        let Value::List(items) = &node.value else { return at.wrong_type(node, "a list") };
        let mut lifted = Vec::with_capacity(items.len());
        for (i, item) in items.iter().enumerate() {
            at.path.push(Step::Index(i));
            lifted.extend(T::lift(item, at));
            at.path.pop();
        }
        (lifted.len() == items.len()).then_some(lifted)
    }
}

enum Step<'k> {
    Key(&'k str),
    Index(usize),
}

/// Where the reading stands, and what was found so far.
#[derive(Default)]
pub struct Lifter<'k> {
    path: Vec<Step<'k>>,
    findings: Vec<(usize, Finding)>,
    /// The key that names the variant of a tagged value, known to the object that is lifted next.
    tag: Option<&'static str>,
}

impl Lifter<'_> {
    pub(super) fn into_findings(self) -> Vec<(usize, Finding)> {
        self.findings
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Key(key) => pointer.push_str(&escaped(key)),
                Step::Index(i) => pointer.push_str(&i.to_string()),
            }
        }
        pointer
    }

    /// Reports what is wrong at a place in the text.
    fn report(&mut self, at: usize, malformed: Malformed) {
        if self.findings.len() <= MOST_FINDINGS {
            let finding = malformed.at(self.pointer());
            self.findings.push((at, finding));
        }
    }

    /// The same, of what stands under a key there.
    fn report_under(&mut self, key: &str, at: usize, malformed: Malformed) {
        if self.findings.len() <= MOST_FINDINGS {
            let finding = malformed.at(format!("{}/{}", self.pointer(), escaped(key)));
            self.findings.push((at, finding));
        }
    }

    /// Reports what is wrong with the value at a node.
    pub(crate) fn refuse<T>(&mut self, node: &Node<'_>, malformed: Malformed) -> Option<T> {
        self.report(node.at, malformed);
        None
    }

    /// The format of a document within another; the outermost is read before all else.
    pub(crate) fn format(&mut self, node: &Node<'_>, wanted: &str) -> Option<()> {
        let found = self.text(node)?;
        if found == wanted {
            return Some(());
        }
        let message = format!("This is a `{}`, and a `{wanted}` is read here.", clipped(found));
        self.refuse(node, Malformed::new(Code::FormatUnsupported, message, format!("Write `\"{wanted}\"`.")))
    }

    /// Reports a value of another type.
    pub(crate) fn wrong_type<T>(&mut self, node: &Node<'_>, wanted: &str) -> Option<T> {
        self.report_type(node, wanted);
        None
    }

    /// (Apart from `wrong_type`, so that it is compiled once.)
    fn report_type(&mut self, node: &Node<'_>, wanted: &str) {
        let found = match &node.value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        };
        let help = match (&node.value, wanted) {
            (Value::Null, _) => "Leave the key out where nothing is known.",
            (_, "a list") => "A list stands in square brackets, also where it has one item.",
            (_, "an object") => "An object stands in braces, each of its keys with a value.",
            (_, "a text") => "A text stands in quotation marks.",
            (_, "true or false") => "Write `true` or `false`, without quotation marks.",
            _ => "Write a number in digits, without quotation marks.",
        };
        let message = format!("Here stands {found}; it should be {wanted}.");
        self.report(node.at, Malformed::new(Code::WrongType, message, help));
    }

    /// The text at a node.
    pub(crate) fn text<'n>(&mut self, node: &'n Node<'_>) -> Option<&'n str> {
        match &node.value {
            Value::Text(text) => Some(text),
            _ => self.wrong_type(node, "a text"),
        }
    }

    /// The whole number at a node, within bounds; `3.0` is read as 3.
    pub(crate) fn whole(&mut self, node: &Node<'_>, bounds: RangeInclusive<i64>) -> Option<i64> {
        let Value::Number(written) = &node.value else { return self.wrong_type(node, "a whole number") };
        match whole(written).filter(|number| bounds.contains(number)) {
            Some(number) => Some(number),
            None => self.refuse(
                node,
                Malformed::new(
                    Code::MalformedNumber,
                    format!("{} is not a whole number within bounds.", clipped(written)),
                    format!("Allowed are {} to {}.", bounds.start(), bounds.end()),
                ),
            ),
        }
    }

    /// Finds what stands under each known key of the object at a node, in the order of the keys. `false` where an unknown
    /// or a repeated key was reported.
    pub(crate) fn members<'n, 't>(
        &mut self,
        node: &'n Node<'t>,
        known: &'static [&'static str],
        found: &mut [Option<&'n Node<'t>>],
    ) -> Option<bool> {
        let tag = self.tag.take();
        let mut unread = tag;
        let Value::Object(members) = &node.value else { return self.wrong_type(node, "an object") };
        let mut sound = true;
        for Member { key, at, node } in members {
            let place = known.iter().position(|known| known == key);
            match place.and_then(|place| found.get_mut(place)) {
                Some(slot) if slot.is_none() => *slot = Some(node),
                None if unread == Some(key) => unread = None,
                slot => {
                    sound = false;
                    let is_known = slot.is_some() || tag == Some(key);
                    self.report_under(key, *at, unexpected(key, is_known, known));
                }
            }
        }
        Some(sound)
    }

    /// The value under a key of an object, its meaning where it is absent, or `None` after a finding.
    pub(crate) fn field<T: Lift>(
        &mut self,
        object: &Node<'_>,
        key: &'static str,
        value: Option<&Node<'_>>,
    ) -> Option<T> {
        let Some(node) = value else {
            return T::absent().or_else(|| self.missing(object.at, key));
        };
        self.path.push(Step::Key(key));
        let lifted = T::lift(node, self);
        self.path.pop();
        lifted
    }

    /// The word under the key that names a tagged value's variant.
    pub(crate) fn tag<'n>(&mut self, node: &'n Node<'_>, key: &'static str) -> Option<&'n str> {
        let Value::Object(members) = &node.value else { return self.wrong_type(node, "an object") };
        match members.iter().find(|member| member.key == key) {
            Some(Member { node: Node { value: Value::Text(word), .. }, .. }) => {
                self.tag = Some(key);
                Some(word)
            }
            Some(member) => {
                self.path.push(Step::Key(key));
                let refused = self.wrong_type(&member.node, "a text");
                self.path.pop();
                refused
            }
            None => self.missing(node.at, key),
        }
    }

    fn missing<T>(&mut self, at: usize, key: &str) -> Option<T> {
        self.report_missing(at, key);
        None
    }

    /// (Apart from `missing`, so that it is compiled once.)
    fn report_missing(&mut self, at: usize, key: &str) {
        self.report(at, Malformed::new(Code::MissingKey, format!("The key `{key}` is missing."), "Add it."));
    }

    /// Reports a tag word that names no variant, at the word, and forgets the tag.
    pub(crate) fn refuse_tag<T>(
        &mut self,
        node: &Node<'_>,
        key: &'static str,
        malformed: Malformed,
    ) -> Option<T> {
        self.tag = None;
        let Value::Object(members) = &node.value else { return self.refuse(node, malformed) };
        let word = members.iter().find(|member| member.key == key).map_or(node.at, |member| member.node.at);
        self.report_under(key, word, malformed);
        None
    }
}

/// The refusal of a key that stands twice, or that is not known.
fn unexpected(key: &str, is_known: bool, known: &[&'static str]) -> Malformed {
    if is_known {
        return Malformed::new(
            Code::DuplicateKey,
            format!("The key `{key}` stands twice."),
            "Keep one of them.",
        );
    }
    let help = match nearest(key, known.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("Known keys: {}.", known.join(", ")),
    };
    Malformed::new(Code::UnknownKey, format!("The key `{}` is not known here.", clipped(key)), help)
}

fn escaped(key: &str) -> String {
    clipped(key).replace('~', "~0").replace('/', "~1")
}

/// A whole number as people and tables write it: `3`, `3.0`, never `3.5` or `3e2`.
fn whole(written: &str) -> Option<i64> {
    let integer = match written.split_once('.') {
        Some((integer, fraction)) => fraction.bytes().all(|b| b == b'0').then_some(integer)?,
        None => written,
    };
    integer.parse().ok()
}

/// A struct that stands as a JSON object: absent optional keys mean Unknown, and no other keys are allowed.
macro_rules! document {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident { $( $(#[$note:meta])* $field_vis:vis $field:ident : $type:ty, )* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
        $vis struct $name { $( $(#[$note])* $field_vis $field: $type, )* }

        // By hand, because what serde derives asks of every field twice whether it is absent.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut members = serializer.serialize_map(None)?;
                // Some have no keys, and nothing to add.
                let _ = &mut members;
                $(
                    if !$crate::words::document::Lift::is_absent(&self.$field) {
                        serde::ser::SerializeMap::serialize_entry(&mut members, stringify!($field), &self.$field)?;
                    }
                )*
                serde::ser::SerializeMap::end(members)
            }
        }

        impl $crate::words::document::Lift for $name {
            fn lift(
                node: &$crate::words::document::Node<'_>,
                at: &mut $crate::words::document::Lifter<'_>,
            ) -> Option<Self> {
                const KEYS: &[&str] = &[$( stringify!($field) ),*];
                let mut found = [None; KEYS.len()];
                let sound = at.members(node, KEYS, &mut found)?;
                let [$( $field ),*] = found;
                $( let $field = at.field::<$type>(node, stringify!($field), $field); )*
                // One pattern, not a `?` for each: every one of those would be a way out with its own cleaning up.
                match (sound, $( $field, )*) {
                    (true, $( Some($field), )*) => Some(Self { $( $field, )* }),
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use document;

/// An enum of structs that stands as a JSON object whose tag key names the variant.
macro_rules! tagged {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident by $tag:literal { $( $(#[$note:meta])* $variant:ident($type:ty) = $word:literal, )+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
        #[serde(tag = $tag)]
        $vis enum $name { $( $(#[$note])* #[serde(rename = $word)] $variant($type), )+ }

        impl $name {
            /// Every tag word, in the order of the vocabulary.
            pub const WORDS: &'static [&'static str] = &[$( $word, )+];

            /// The tag word of this value.
            pub fn word(&self) -> &'static str {
                match self { $( Self::$variant(_) => $word, )+ }
            }
        }

        impl $crate::words::document::Lift for $name {
            fn lift(
                node: &$crate::words::document::Node<'_>,
                at: &mut $crate::words::document::Lifter<'_>,
            ) -> Option<Self> {
                match at.tag(node, $tag)? {
                    $( $word => <$type as $crate::words::document::Lift>::lift(node, at).map(Self::$variant), )+
                    other => {
                        let malformed = $crate::words::value::not_a_word(other, Self::WORDS);
                        at.refuse_tag(node, $tag, malformed)
                    }
                }
            }
        }
    };
}
pub(crate) use tagged;
