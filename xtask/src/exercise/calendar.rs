//! Days of the exercise, counted from 1 November 2023, and small helpers for JSON.

use pledgebook::words::value::Day;
use serde_json::{Value, json};

/// The day on which the exercise is played: 23 November 2026. Nothing became known later.
pub(crate) const TODAY: u32 = 1_118;

/// The day so many days after the first.
pub(crate) fn on(day: u32) -> String {
    let first = Day::new(2023, 11, 1).expect("the first day exists");
    first.later(day).expect("the exercise ends before the calendar does").to_string()
}

/// The number of a day that is written out.
pub(crate) fn day(text: &str) -> u32 {
    let first = Day::new(2023, 11, 1).expect("the first day exists");
    let day: Day = text.parse().expect("a day of the exercise");
    u32::try_from(day.since(first)).expect("a day after the first")
}

/// Exactly this day.
pub(crate) fn exactly(day: u32) -> Value {
    json!({"earliest": on(day), "latest": on(day)})
}

/// An object with the members of another put in; what is `null` there is left out.
pub(crate) fn with(mut object: Value, more: Value) -> Value {
    if let (Value::Object(members), Value::Object(more)) = (&mut object, more) {
        members.extend(more.into_iter().filter(|(_, value)| !value.is_null()));
    }
    object
}
