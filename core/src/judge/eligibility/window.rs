//! It can stay for as long as it is needed.

use super::{Case, Judgement, Rule};
use crate::words::value::{Met, Span};

/// **Window.** One window of availability must hold every day from arrival until the requirement ends: the days it
/// is needed for count from the needed-by day or from arrival, whichever is later. Where arrival is Unknown, it is
/// taken to be the needed-by day. Windows that nobody stated are Unknown; an empty list means at no time.
pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let needed_by = case.requirement.needed_by.get();
    let arrival = case.arrival.as_ref().map_or(needed_by, super::Arrival::complete);
    let from = case.start.later(arrival);
    let until =
        case.start.later(arrival.max(needed_by)).and_then(|day| day.later(case.requirement.hold_for.get()));
    let (Some(from), Some(until)) = (from, until) else {
        let question = "Until when could the unit stay?";
        return Judgement::unknown(Rule::Window, "a stay beyond the calendar", "a shorter stay", question);
    };
    // A requirement that holds for no day still needs the day of arrival.
    let until = if from < until { until } else { from.later(1).unwrap_or(from) };
    let need = format!("{from} until {until}");
    let stay = Span::new(from, Some(until));
    match (&case.lot.lot.windows, stay) {
        (Some(windows), Ok(stay)) => {
            let have = match windows.as_slice() {
                [] => "declared available at no time".to_owned(),
                windows => windows.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
            };
            let holds = windows.iter().any(|window| window.holds(stay));
            Judgement::new(Rule::Window, Met::known(holds), have, need)
        }
        _ => Judgement::unknown(
            Rule::Window,
            "not stated",
            need.clone(),
            format!("Could the unit serve in the mission from {need}?"),
        ),
    }
}
