//! Half-open spans of days.

use std::fmt;

use serde::Serialize;

use super::Day;
use crate::words::finding::{Code, Malformed};

/// The days from `from` up to, and without, `until`; without an end where `until` is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Span {
    /// The first day.
    from: Day,
    /// The first day after it; absent: it has no end.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Day>,
}

impl Span {
    /// The days from `from` up to, and without, `until`; refused if that is no day at all.
    pub fn new(from: Day, until: Option<Day>) -> Result<Self, Malformed> {
        match until {
            Some(until) if until <= from => Err(Malformed::new(
                Code::SpanReversed,
                format!("The span ends on {until}, not after it begins on {from}."),
                "The last day is not part of a span: end it on the day after.",
            )),
            _ => Ok(Self { from, until }),
        }
    }

    /// The first day.
    pub fn from(self) -> Day {
        self.from
    }

    /// The first day after it, if it ends.
    pub fn until(self) -> Option<Day> {
        self.until
    }

    /// Whether every day of `other` lies in this span.
    pub fn holds(self, other: Self) -> bool {
        self.from <= other.from
            && match (self.until, other.until) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(mine), Some(theirs)) => theirs <= mine,
            }
    }

    /// Whether a day lies in both.
    pub fn meets(self, other: Self) -> bool {
        let begins_before_end = |a: Self, b: Self| b.until.is_none_or(|until| a.from < until);
        begins_before_end(self, other) && begins_before_end(other, self)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.until {
            Some(until) => f.pad(&format!("{} until {until}", self.from)),
            None => f.pad(&format!("{} onwards", self.from)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, until: Option<&str>) -> Result<Span, Malformed> {
        Span::new(from.parse()?, until.map(str::parse).transpose()?)
    }

    #[test]
    fn spans_are_half_open() -> Result<(), Malformed> {
        let january = span("2026-01-01", Some("2026-02-01"))?;
        let february = span("2026-02-01", Some("2026-03-01"))?;
        let open = span("2026-01-15", None)?;
        assert!(!january.meets(february) && january.meets(open) && open.meets(february));
        assert!(open.holds(february) && !open.holds(january) && !february.holds(open));
        assert!(span("2026-01-01", Some("2026-01-01")).is_err());
        Ok(())
    }
}
