//! Counts, days as a length, and figures on which sources may differ.

use std::fmt;

use serde::Serialize;

use super::Text;
use crate::words::finding::{Code, Malformed};

macro_rules! whole_number {
    ($(#[doc = $doc:literal])+ $name:ident, at_most $most:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        pub struct $name(u32);

        impl $name {
            /// The largest.
            pub const MOST: u32 = $most;
            /// The largest, as such a number.
            pub const LARGEST: Self = Self($most);

            /// The number, if it is within bounds.
            pub fn new(number: u32) -> Result<Self, Malformed> {
                if number <= Self::MOST {
                    return Ok(Self(number));
                }
                Err(Malformed::new(
                    Code::MalformedNumber,
                    format!("{number} is too large."),
                    format!("At most {} is allowed here.", Self::MOST),
                ))
            }

            /// The number.
            pub fn get(self) -> u32 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
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
                    "type": "integer",
                    "minimum": 0,
                    "maximum": $most,
                })
            }
        }
    };
}

whole_number! {
    /// How many: units, or persons.
    Count, at_most 1_000_000
}

whole_number! {
    /// A length of time in days.
    Days, at_most 36_500
}

whole_number! {
    /// A share of a hundred.
    Percent, at_most 100
}

/// One value that a source gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Reported {
    /// The value.
    pub value: Count,
    /// Who gives it.
    pub by: Text,
}

/// A number on record. An absent figure is Unknown; sources that differ make it Unknown too, with all of them kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub enum Figure {
    /// One number.
    Known(Count),
    /// Two or more sources that differ.
    Conflict(Conflict),
}

/// The values of sources that differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Conflict {
    /// Each value with who gives it; at least two that differ.
    conflict: Vec<Reported>,
}

impl Figure {
    /// A conflict of sources, by value and source; refused where nothing differs.
    pub fn conflict(mut reported: Vec<Reported>) -> Result<Self, Malformed> {
        reported.sort_by(|a, b| (a.value, &a.by).cmp(&(b.value, &b.by)));
        let differ = reported.first().map(|r| r.value) != reported.last().map(|r| r.value);
        if differ {
            return Ok(Self::Conflict(Conflict { conflict: reported }));
        }
        Err(Malformed::new(
            Code::ConflictWithoutDifference,
            "The sources of a conflict must give at least two different values.",
            "Write the one number instead, and name its sources in the event.",
        ))
    }

    /// The number, where there is just one.
    pub fn known(&self) -> Option<u32> {
        match self {
            Self::Known(count) => Some(count.get()),
            Self::Conflict(_) => None,
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(count) => write!(f, "{count}"),
            Self::Conflict(Conflict { conflict }) => {
                write!(f, "unknown (conflict:")?;
                for (i, Reported { value, by }) in conflict.iter().enumerate() {
                    write!(f, "{} {value} by {by}", if i == 0 { "" } else { ";" })?;
                }
                write!(f, ")")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(value: u32, by: &str) -> Result<Reported, Malformed> {
        Ok(Reported { value: Count::new(value)?, by: by.parse()? })
    }

    #[test]
    fn a_conflict_keeps_every_source_and_is_no_number() -> Result<(), Malformed> {
        let figure = Figure::conflict(vec![reported(2, "one outlet")?, reported(1, "another")?])?;
        assert_eq!(figure.known(), None);
        assert_eq!(figure.to_string(), "unknown (conflict: 1 by another; 2 by one outlet)");
        Ok(())
    }

    #[test]
    fn sources_that_agree_are_no_conflict() -> Result<(), Malformed> {
        assert!(Figure::conflict(vec![reported(2, "a")?, reported(2, "b")?]).is_err());
        assert!(Figure::conflict(vec![]).is_err());
        Ok(())
    }
}
