//! It can stay for as long as it is needed.

use super::{Case, Judgement, Rule};
use crate::judge::timeline::Band;
use crate::words::value::{Met, Span};

/// **Window.** One window of availability must hold every day from arrival until the requirement ends: the days it
/// is needed for count from the needed-by day or from arrival, whichever is later, and end when planned reductions take
/// all its units. Where the day of arrival is known within bounds, a window that holds the stay on some of these days only
/// is Unknown. Where its latest day is Unknown, it is taken to be the needed-by day, or the earliest day of arrival if that
/// is later. Windows that nobody stated are Unknown; an empty list means at no time.
pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let Some(stay) = stay(case) else {
        let question = "Until when could the unit stay?";
        return Judgement::unknown(Rule::Window, "a stay beyond the calendar", "a shorter stay", question);
    };
    let need = stay.to_string();
    let ask = |have: String| {
        let question = format!("Could the unit serve in the mission from {need}?");
        Judgement::unknown(Rule::Window, have, need.clone(), question)
    };
    let Some(windows) = &case.lot.lot.windows else { return ask("not stated".to_owned()) };
    let have = match windows.as_slice() {
        [] => "declared available at no time".to_owned(),
        windows => windows.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
    };
    if windows.iter().any(|window| window.holds(stay)) {
        Judgement::new(Rule::Window, Met::Met, have, need)
    } else if windows.iter().any(|window| may_hold(case, *window)) {
        ask(have)
    } else {
        Judgement::new(Rule::Window, Met::Unmet, have, need)
    }
}

/// Whether a window holds the stay of some day on which the unit may arrive: of the first one in the window, for from
/// there on stays only end later.
fn may_hold(case: &Case<'_>, window: Span) -> bool {
    let (first, last) = arrives(case);
    let in_window = window.from().since(case.start).max(first.into());
    let day = u32::try_from(in_window).ok().filter(|day| *day <= last);
    day.and_then(|day| days_from(case, day, day)).is_some_and(|stay| window.holds(stay))
}

/// The days from arrival until the requirement ends: from the earliest day of arrival to the end that goes with the
/// latest; `None` where they lie beyond the calendar.
pub(super) fn stay(case: &Case<'_>) -> Option<Span> {
    let (first, last) = arrives(case);
    days_from(case, first, last)
}

/// The first and the last day after the clock start on which it may arrive.
fn arrives(case: &Case<'_>) -> (u32, u32) {
    let needed_by = case.requirement.needed_by.get();
    match case.arrival.as_ref().map(super::Arrival::complete) {
        Some(Band { at_least, at_most: Some(most) }) => (at_least, most),
        Some(Band { at_least, at_most: None }) => (at_least.max(needed_by), at_least.max(needed_by)),
        None => (needed_by, needed_by),
    }
}

fn days_from(case: &Case<'_>, first: u32, last: u32) -> Option<Span> {
    let from = case.start.later(first)?;
    let until = case.start.later(case.mission.leaves(case.requirement, last))?;
    // A requirement that holds for no day, or has ended by then, still needs the day of arrival.
    let until = if from < until { until } else { from.later(1)? };
    Span::new(from, Some(until)).ok()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Asks, asked, says};
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::Error;

    /// What it says on a lot that arrives after so many days, if known, with these windows, if stated.
    fn window(arrival: &str, windows: Option<&str>, more: &str) -> Result<Judgement, Error> {
        let windows = windows.map(|list| format!(r#", "windows": [{list}]"#)).unwrap_or_default();
        let stages = match arrival {
            "" => String::new(),
            days => {
                format!(r#", "stages": [{{"id": "all", "branch": "both", "days": {days}, "after": []}}]"#)
            }
        };
        let lot = format!(r#", "units": 1{windows}{stages}"#);
        let judgement = says(Rule::Window, Told { lot: &lot, ..TOLD }, more)?;
        assert_eq!(judgement.met == Met::Unknown, judgement.question.is_some());
        Ok(judgement)
    }

    fn met(arrival: &str, windows: &str) -> Result<Met, Error> {
        Ok(window(arrival, Some(windows), "")?.met)
    }

    /// The clock starts on 1 July 2026; day 60 is 30 August, and 100 days later is 8 December.
    #[test]
    fn one_window_must_hold_from_arrival_until_it_is_no_longer_needed() -> Result<(), Error> {
        let exact = r#"{"from": "2026-08-30", "until": "2026-12-08"}"#;
        let judgement = window("60", Some(exact), "")?;
        assert_eq!((judgement.met, judgement.need.as_str()), (Met::Met, "2026-08-30 until 2026-12-08"));
        assert_eq!(judgement.have, "2026-08-30 until 2026-12-08");
        assert_eq!(met("60", r#"{"from": "2026-08-31", "until": "2026-12-08"}"#)?, Met::Unmet);
        assert_eq!(met("60", r#"{"from": "2026-08-30", "until": "2026-12-07"}"#)?, Met::Unmet);
        assert_eq!(met("60", r#"{"from": "2026-01-01"}"#)?, Met::Met, "without an end");
        let two = r#"{"from": "2026-08-01", "until": "2026-10-01"}, {"from": "2026-10-01"}"#;
        assert_eq!(met("60", two)?, Met::Unmet, "two windows are two stays");
        Ok(())
    }

    #[test]
    fn who_comes_early_stays_from_then_and_who_comes_late_stays_as_long() -> Result<(), Error> {
        assert_eq!(window("10", Some(""), "")?.need, "2026-07-11 until 2026-12-08");
        assert_eq!(window("70", Some(""), "")?.need, "2026-09-09 until 2026-12-18");
        assert_eq!(
            window("", Some(""), "")?.need,
            "2026-08-30 until 2026-12-08",
            "arrival Unknown: the needed-by day"
        );
        assert_eq!(window("60", Some(""), r#", "hold_for": 0"#)?.need, "2026-08-30 until 2026-08-31");
        Ok(())
    }

    #[test]
    fn a_planned_reduction_of_all_its_units_ends_the_stay() -> Result<(), Error> {
        let need = |requirement: &str, reductions: &str| -> Result<Option<String>, Error> {
            let mission = format!(r#", "reductions": [{reductions}]"#);
            let asks = Asks { requirement, mission: &mission, ..Asks::default() };
            Ok(asked(Rule::Window, TOLD, asks)?.map(|judgement| judgement.need))
        };
        let leave = |units: u32, by: u32| {
            format!(r#"{{"requirement": "r", "units": {units}, "by": {by}, "basis": "B"}}"#)
        };
        let one = need("", &leave(1, 91))?;
        assert_eq!(one.as_deref(), Some("2026-08-30 until 2026-09-30"), "day 91");
        let after = need("", &leave(1, 200))?;
        assert_eq!(after.as_deref(), Some("2026-08-30 until 2026-12-08"), "it has left by then");
        let two = r#", "units": 2"#;
        let some = need(two, &leave(1, 91))?;
        assert_eq!(some.as_deref(), Some("2026-08-30 until 2026-12-08"), "one of two");
        let all = need(two, &[leave(1, 91), leave(1, 92)].join(","))?;
        assert_eq!(all.as_deref(), Some("2026-08-30 until 2026-10-01"), "day 92");
        Ok(())
    }

    #[test]
    fn windows_that_nobody_stated_are_a_question_and_an_empty_list_is_an_answer() -> Result<(), Error> {
        let unstated = window("60", None, "")?;
        assert_eq!((unstated.met, unstated.have.as_str()), (Met::Unknown, "not stated"));
        let none = window("60", Some(""), "")?;
        assert_eq!((none.met, none.have.as_str()), (Met::Unmet, "declared available at no time"));
        Ok(())
    }

    #[test]
    fn a_stay_beyond_the_calendar_is_a_question() -> Result<(), Error> {
        let long = r#", "needed_by": 36500, "hold_for": 36500"#;
        assert_eq!(window("36500", Some(""), long)?.met, Met::Unknown);
        Ok(())
    }
}
