//! States, by code.

use std::fmt;
use std::str::FromStr;

use super::text_value;
use crate::words::finding::{Code, Malformed};

/// A State, by its ISO 3166-1 alpha-3 code, or an exercise State by a user-assigned one (XAA to XAZ).
///
/// The code says nothing on status; whether it names a Member State, an observer or a user's addition is in the
/// [catalogue](crate::words::catalogue::Catalogue), against which every document is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct State([u8; 3]);

impl State {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether this is one of the codes XAA to XAZ, which ISO leaves to users and which stand for invented States.
    pub fn is_exercise(self) -> bool {
        matches!(self.0, [b'X', b'A', b'A'..=b'Z'])
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for State {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Self(code)),
            _ => Err(Malformed::new(
                Code::MalformedState,
                format!("`{}` is not a State code.", super::clipped(text)),
                "A State is named by its three-letter code in capitals, such as `RWA`.",
            )),
        }
    }
}

text_value!(
    State,
    about = "A State, by its ISO 3166-1 alpha-3 code; XAA to XAZ are States of exercises.",
    pattern = "^[A-Z]{3}$",
    longest = 3
);
