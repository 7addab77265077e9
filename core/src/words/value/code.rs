//! Codes that other bodies assign: their shape is checked here, not whether they are assigned.

use std::fmt;
use std::str::FromStr;

use super::text_value;
use crate::words::finding::{Code, Malformed};

macro_rules! code {
    (
        $(#[doc = $doc:literal])+
        $name:ident, is = $is:literal, help = $help:literal, fits = $fits:expr,
        pattern = $pattern:literal, longest = $longest:literal
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(Box<str>);

        impl $name {
            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = Malformed;

            fn from_str(text: &str) -> Result<Self, Malformed> {
                let fits: fn(&[u8]) -> bool = $fits;
                if fits(text.as_bytes()) {
                    return Ok(Self(text.into()));
                }
                let message = format!("`{}` is not {}.", super::clipped(text), $is);
                Err(Malformed::new(Code::MalformedCode, message, $help))
            }
        }

        text_value!(
            $name,
            about = concat!($( $doc ),+).trim_ascii(),
            pattern = $pattern,
            longest = $longest
        );
    };
}

code!(
    /// A language, by its ISO 639 code of two or three small letters, such as `fr`.
    Language,
    is = "a language code",
    help = "A language is named by its ISO 639 code in small letters, such as `fr`.",
    fits = |code| matches!(code.len(), 2 | 3) && code.iter().all(u8::is_ascii_lowercase),
    pattern = "^[a-z]{2,3}$",
    longest = 3
);

code!(
    /// A port, airport or inland terminal, by its UN/LOCODE without a space, such as `GHTEM`.
    Port,
    is = "a UN/LOCODE",
    help = "A place is named by its UN/LOCODE: two capitals for the country, then three capitals or digits 2 to 9.",
    fits = |code| match code {
        [a, b, place @ ..] => {
            let letters = a.is_ascii_uppercase() && b.is_ascii_uppercase();
            letters && place.len() == 3 && place.iter().all(|c| matches!(c, b'A'..=b'Z' | b'2'..=b'9'))
        }
        _ => false,
    },
    pattern = "^[A-Z]{2}[A-Z2-9]{3}$",
    longest = 5
);

code!(
    /// A currency, by its ISO 4217 code, such as `USD`.
    Currency,
    is = "a currency code",
    help = "A currency is named by its ISO 4217 code of three capitals, such as `USD`.",
    fits = |code| code.len() == 3 && code.iter().all(u8::is_ascii_uppercase),
    pattern = "^[A-Z]{3}$",
    longest = 3
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_shape() {
        assert!(["fr", "swa"].iter().all(|code| code.parse::<Language>().is_ok()));
        assert!(["FR", "f", "fren", "fr-FR"].iter().all(|code| code.parse::<Language>().is_err()));
        assert!(["GHTEM", "XAP2A"].iter().all(|code| code.parse::<Port>().is_ok()));
        assert!(
            ["GH TEM", "GHTE", "GHT0M", "ghtem", "1HTEM"].iter().all(|code| code.parse::<Port>().is_err())
        );
        assert!("USD".parse::<Currency>().is_ok() && "usd".parse::<Currency>().is_err());
    }
}
