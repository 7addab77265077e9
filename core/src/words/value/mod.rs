//! Small values that cannot be wrong: each is made by reading it, and reading refuses what is not one.

mod code;
mod count;
mod day;
mod hash;
mod id;
mod met;
mod money;
mod span;
mod state;
mod text;

use std::str::FromStr;

use super::finding::Malformed;

pub use code::{Currency, Language, Port};
pub use count::{Count, Days, Figure, Percent, Reported};
pub use day::{Day, ImpreciseDay, Instant};
pub use hash::Hash;
pub use id::*;
pub use met::Met;
pub use money::Money;
pub use span::Span;
pub use state::State;
pub use text::Text;

/// A value that stands in documents as one JSON string.
pub trait TextValue: FromStr<Err = Malformed> {}

/// Serde and schema of a value that stands as one string.
macro_rules! text_value {
    ($name:ident, about = $about:expr, pattern = $pattern:literal, longest = $longest:literal) => {
        impl $crate::words::value::TextValue for $name {}

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        #[cfg(feature = "schemas")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": $about,
                    "type": "string",
                    "pattern": $pattern,
                    "maxLength": $longest,
                })
            }
        }
    };
}
use text_value;

/// A closed vocabulary: an enum whose variants stand in documents as the given words.
macro_rules! words {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident { $( $(#[$note:meta])* $variant:ident = $word:literal, )+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
        #[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
        $vis enum $name { $( $(#[$note])* #[serde(rename = $word)] $variant, )+ }

        impl $name {
            /// Every word, in the order of the vocabulary.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];

            /// The word as it stands in documents.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::words::finding::Malformed;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                const WORDS: &[&str] = &[$( $word, )+];
                let place = $crate::words::value::place_of(text, WORDS)?;
                // Every word has its value in the same place.
                Self::ALL.get(place).copied().ok_or_else(|| $crate::words::value::not_a_word(text, WORDS))
            }
        }

        impl $crate::words::value::TextValue for $name {}
    };
}
pub(crate) use words;

/// The place of a word in its vocabulary. (A function, so that it is compiled once.)
pub(crate) fn place_of(text: &str, words: &[&'static str]) -> Result<usize, Malformed> {
    words.iter().position(|word| *word == text).ok_or_else(|| not_a_word(text, words))
}

/// The refusal of a word outside a vocabulary, with the nearest word as the hint.
pub(crate) fn not_a_word(text: &str, words: &[&'static str]) -> Malformed {
    use super::finding::Code;
    let help = match nearest(text, words.iter().copied()) {
        Some(word) => format!("Did you mean `{word}`?"),
        None => format!("Allowed: {}.", words.join(", ")),
    };
    Malformed::new(Code::UnknownWord, format!("`{}` is not a word known here.", clipped(text)), help)
}

/// The one of `words` that is nearest to `text`, if it is near enough to be meant.
pub(crate) fn nearest<'a>(text: &str, mut words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(text, &mut words)
}

fn nearest_of<'a>(text: &str, words: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = text.chars().take(64).flat_map(char::to_lowercase).collect();
    words
        .map(|word| (distance(&typed, &word.chars().flat_map(char::to_lowercase).collect::<Vec<_>>()), word))
        .filter(|(distance, word)| *distance <= 1 || distance.saturating_mul(3) <= word.chars().count())
        .min()
        .map(|(_, word)| word)
}

/// Levenshtein distance, row by row.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut before = i.saturating_add(1);
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (right, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal.saturating_add(usize::from(left != right));
            diagonal = *cell;
            before = replaced.min(before.saturating_add(1)).min(cell.saturating_add(1));
            *cell = before;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// A text short enough to stand in a message, without characters that would make the message read as another.
pub(crate) fn clipped(text: &str) -> String {
    let (most, dots) = if text.chars().count() <= 80 { (80, "") } else { (77, "...") };
    let deceives = |c: char| c.is_control() || text::turns_direction(c);
    let shown = text.chars().take(most).map(|c| if deceives(c) { '\u{fffd}' } else { c });
    shown.chain(dots.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_suggested_only_when_it_is_near() {
        let words = ["announced", "accepted", "withdrawn"];
        assert_eq!(nearest("anounced", words.into_iter()), Some("announced"));
        assert_eq!(nearest("Accepted", words.into_iter()), Some("accepted"));
        assert_eq!(nearest("deployed", words.into_iter()), None);
    }

    #[test]
    fn what_is_shown_of_a_text_deceives_nobody() {
        assert_eq!(clipped("a\u{202e}b\nc"), "a\u{fffd}b\u{fffd}c");
        assert_eq!(clipped(&"x".repeat(80)), "x".repeat(80));
        assert_eq!(clipped(&"x".repeat(81)), format!("{}...", "x".repeat(77)));
    }

    #[test]
    fn distance_counts_single_edits() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("kitten"), &chars("sitting")), 3);
        assert_eq!(distance(&chars(""), &chars("abc")), 3);
    }
}
