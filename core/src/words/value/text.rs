//! Free text for people.

use std::fmt;
use std::str::FromStr;

use super::text_value;
use crate::words::finding::{Code, Malformed};

/// A text for people: 1 to 2,000 characters, without control characters and without those that turn the
/// direction of writing, which could make a text read as what it is not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(Box<str>);

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as a part of a sentence: without the full stop at its end.
    pub(crate) fn in_sentence(&self) -> &str {
        self.0.trim_end().trim_end_matches('.')
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Text {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let refuse = |message: String, help: &str| Err(Malformed::new(Code::MalformedText, message, help));
        if text.trim().is_empty() {
            return refuse("The text is empty.".into(), "Leave the key out where nothing is known.");
        }
        let length = text.chars().count();
        if length > 2_000 {
            return refuse(
                format!("The text has {length} characters; 2000 are allowed."),
                "Shorten it, or refer to a document.",
            );
        }
        match text.chars().find(|&c| c.is_control() || turns_direction(c)) {
            Some(c) => refuse(
                format!("The text holds the character U+{:04X}, which is not allowed.", u32::from(c)),
                "Take out control characters, line breaks and marks that turn the direction of writing.",
            ),
            None => Ok(Self(text.into())),
        }
    }
}

text_value!(
    Text,
    about = "A text for people: 1 to 2,000 characters, without control characters or marks that turn the direction of writing.",
    pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*[^\\s\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069][^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$",
    longest = 2000
);

pub(super) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_refuses_what_deceives_the_eye() {
        assert!("Bataillon d\u{2019}infanterie".parse::<Text>().is_ok());
        for bad in ["", "  ", "a\nb", "a\u{202e}b", "a\u{0}"] {
            assert!(bad.parse::<Text>().is_err(), "{bad:?}");
        }
        assert!("x".repeat(2_001).parse::<Text>().is_err());
    }
}
