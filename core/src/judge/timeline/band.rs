//! A number of days that may be known only within bounds.

use std::fmt;

/// Days after the clock start, or a number of days: at least so many, and at most so many where that is known. An end
/// that is Unknown stays open; it is never guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// At least.
    pub at_least: u32,
    /// At most; `None`: Unknown.
    pub at_most: Option<u32>,
}

impl Band {
    /// Just so many.
    pub fn exactly(days: u32) -> Self {
        Self { at_least: days, at_most: Some(days) }
    }

    /// So many or more.
    pub fn from(days: u32) -> Self {
        Self { at_least: days, at_most: None }
    }

    /// The number, where both ends are the same.
    pub fn known(self) -> Option<u32> {
        self.at_most.filter(|most| *most == self.at_least)
    }

    /// Both one after the other.
    #[must_use]
    pub fn and_then(self, other: Self) -> Self {
        let most = self.at_most.zip(other.at_most);
        Self {
            at_least: self.at_least.saturating_add(other.at_least),
            at_most: most.map(|(one, other)| one.saturating_add(other)),
        }
    }

    /// The later of both.
    #[must_use]
    pub fn later(self, other: Self) -> Self {
        let most = self.at_most.zip(other.at_most);
        Self { at_least: self.at_least.max(other.at_least), at_most: most.map(|(one, other)| one.max(other)) }
    }

    /// The same, perhaps earlier: from that day on.
    #[must_use]
    pub(super) fn perhaps_from(self, days: u32) -> Self {
        Self { at_least: self.at_least.min(days), at_most: self.at_most }
    }
}

/// As a day after the clock start.
impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.at_least, self.at_most) {
            (least, Some(most)) if least == most => write!(f, "day {least}"),
            (least, Some(most)) => write!(f, "day {least} to {most}"),
            (least, None) => write!(f, "not before day {least}, latest unknown"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_end_stays_open_and_takes_nothing_from_the_other() {
        let (short, open) = (Band { at_least: 3, at_most: Some(9) }, Band::from(5));
        assert_eq!(short.and_then(open), Band::from(8));
        assert_eq!(short.later(open), Band::from(5));
        assert_eq!(short.later(Band::exactly(7)), Band { at_least: 7, at_most: Some(9) });
        assert_eq!((short.known(), open.known(), Band::exactly(4).known()), (None, None, Some(4)));
        assert_eq!(short.perhaps_from(1), Band { at_least: 1, at_most: Some(9) });
    }

    #[test]
    fn it_is_said_as_a_day() {
        let said = |least, most| Band { at_least: least, at_most: most }.to_string();
        assert_eq!(said(4, Some(4)), "day 4");
        assert_eq!(said(4, Some(6)), "day 4 to 6");
        assert_eq!(said(4, None), "not before day 4, latest unknown");
    }
}
