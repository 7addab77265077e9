//! Days and instants, always UTC, never read from a clock.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::Serialize;

use super::text_value;
use crate::words::finding::{Code, Malformed};

/// A calendar day (Gregorian, UTC), from 1900 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(NaiveDate);

impl Day {
    /// The day with this year, month and day of the month.
    pub fn new(year: i32, month: u32, day: u32) -> Result<Self, Malformed> {
        NaiveDate::from_ymd_opt(year, month, day)
            .filter(|date| (1900..2200).contains(&date.year()))
            .map(Self)
            .ok_or_else(|| malformed(&format!("{year:04}-{month:02}-{day:02}")))
    }

    /// The day this many days later, unless that leaves the calendar of this library.
    pub fn later(self, days: u32) -> Option<Self> {
        self.0.checked_add_days(Days::new(days.into())).filter(|date| date.year() < 2200).map(Self)
    }

    /// The day this many days earlier, unless that leaves the calendar of this library.
    pub fn earlier(self, days: u32) -> Option<Self> {
        self.0.checked_sub_days(Days::new(days.into())).filter(|date| date.year() >= 1900).map(Self)
    }

    /// The same day of the month so many months later, or the last day of that month.
    pub fn months_later(self, months: u32) -> Option<Self> {
        self.0.checked_add_months(Months::new(months)).filter(|date| date.year() < 2200).map(Self)
    }

    /// How many days lie between `earlier` and this day; negative if this day is the earlier one.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// The last second of the day: what was known by the end of it.
    pub fn end(self) -> Instant {
        let end = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
        Instant(NaiveDateTime::new(self.0, end))
    }

    /// The day as year, month and day of the month.
    pub fn parts(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day()))
    }
}

impl FromStr for Day {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match text.as_bytes() {
            [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
                let number = |digits: &[u8]| {
                    str::from_utf8(digits).ok().and_then(digits_only).ok_or_else(|| malformed(text))
                };
                let year = i32::try_from(number(&[*y1, *y2, *y3, *y4])?).map_err(|_| malformed(text))?;
                Self::new(year, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
            }
            _ => Err(malformed(text)),
        }
    }
}

text_value!(
    Day,
    about = "A calendar day, such as `2026-11-23`; it must exist.",
    pattern = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    longest = 10
);

/// A second in time (UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(NaiveDateTime);

impl Instant {
    /// The day it lies in.
    pub fn day(self) -> Day {
        Day(self.0.date())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, time) = (self.day(), self.0.time());
        f.pad(&format!("{day}T{:02}:{:02}:{:02}Z", time.hour(), time.minute(), time.second()))
    }
}

impl FromStr for Instant {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let parse = || {
            let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
            let day: Day = date.parse().ok()?;
            let [h1, h2, b':', m1, m2, b':', s1, s2] = time.as_bytes() else { return None };
            let number = |digits: [&u8; 2]| str::from_utf8(&digits.map(|b| *b)).ok().and_then(digits_only);
            let time = NaiveTime::from_hms_opt(number([h1, h2])?, number([m1, m2])?, number([s1, s2])?)?;
            Some(Self(NaiveDateTime::new(day.0, time)))
        };
        parse().ok_or_else(|| {
            Malformed::new(
                Code::MalformedDay,
                format!("`{}` is not an instant.", super::clipped(text)),
                "An instant is written in UTC to the second, such as `2026-11-23T09:00:00Z`.",
            )
        })
    }
}

text_value!(
    Instant,
    about = "A second in UTC, such as `2026-11-23T09:00:00Z`.",
    pattern = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$",
    longest = 20
);

/// A day that may be known only within bounds. From `latest` on the event holds; from `earliest` until `latest`
/// it is Unknown whether it does. A missing `latest` means: no later than the day the event became known. A missing
/// `earliest` means: Unknown since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ImpreciseDay {
    /// The first day on which it may hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<Day>,
    /// The day from which it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<Day>,
}

impl ImpreciseDay {
    /// A day within these bounds; refused if they are reversed.
    pub fn new(earliest: Option<Day>, latest: Option<Day>) -> Result<Self, Malformed> {
        match (earliest, latest) {
            (Some(from), Some(to)) if to < from => Err(Malformed::new(
                Code::SpanReversed,
                format!("The latest day {to} lies before the earliest {from}."),
                "Exchange them.",
            )),
            _ => Ok(Self { earliest, latest }),
        }
    }

    /// Exactly this day.
    pub fn on(day: Day) -> Self {
        Self { earliest: Some(day), latest: Some(day) }
    }

    /// The first day on which it may hold.
    pub fn earliest(self) -> Option<Day> {
        self.earliest
    }

    /// The day from which it holds, if one is given.
    pub fn latest(self) -> Option<Day> {
        self.latest
    }
}

impl fmt::Display for ImpreciseDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.earliest, self.latest) {
            (Some(from), Some(to)) if from == to => f.pad(&from.to_string()),
            (Some(from), Some(to)) => f.pad(&format!("{from} to {to}")),
            (None, Some(to)) => f.pad(&format!("by {to}")),
            (Some(from), None) => f.pad(&format!("since {from} or later")),
            (None, None) => f.pad("undated"),
        }
    }
}

fn digits_only(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn malformed(text: &str) -> Malformed {
    Malformed::new(
        Code::MalformedDay,
        format!("`{}` is not a day.", super::clipped(text)),
        "A day is written year-month-day and must exist, such as `2026-11-23`.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_must_exist() {
        for good in ["2024-02-29", "1900-01-01", "2199-12-31"] {
            assert_eq!(good.parse::<Day>().map(|d| d.to_string()).as_deref(), Ok(good));
        }
        for bad in
            ["2023-02-29", "2023-2-9", "1899-12-31", "2200-01-01", "2023-02-0x", "+023-02-01", "2023-02-01Z"]
        {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_instant_is_utc_to_the_second() {
        let end = "2018-11-30".parse::<Day>().map(Day::end).map(|i| i.to_string());
        assert_eq!(end.as_deref(), Ok("2018-11-30T23:59:59Z"));
        for bad in [
            "2018-11-30",
            "2018-11-30T09:00:00",
            "2018-11-30T24:00:00Z",
            "2018-11-30T9:00:00Z",
            "2018-11-30T09:00:60Z",
        ] {
            assert!(bad.parse::<Instant>().is_err(), "{bad}");
        }
    }

    #[test]
    fn days_between_count_over_leap_years() {
        let day = |text: &str| text.parse::<Day>();
        assert_eq!(day("2021-09-01").and_then(|a| day("2021-07-20").map(|b| a.since(b))), Ok(43));
        assert_eq!(
            day("2024-02-28").map(|d| d.later(2).map(|d| d.to_string())),
            Ok(Some("2024-03-01".into()))
        );
        assert_eq!(day("2199-12-31").map(|d| d.later(1)), Ok(None));
        assert_eq!(
            day("2024-03-01").map(|d| d.earlier(2).map(|d| d.to_string())),
            Ok(Some("2024-02-28".into()))
        );
        assert_eq!(day("1900-01-01").map(|d| d.earlier(1)), Ok(None));
    }
}
