//! What is supply on a day: the lots of pledges of a kind that brings units, whose offer has not ended.

use crate::record::{LotState, PledgeKind, PledgeState, View};
use crate::words::value::{Day, ImpreciseDay, Met};

/// The lots that count as supply on the day of the view. Left out are pledges of a kind that is no supply, pledges that
/// only say an earlier one again (their units are counted there), and those whose offer has ended by then. One whose end
/// is known only within bounds stays until the bounds are past.
pub(crate) fn supply(view: &View) -> impl Iterator<Item = (&PledgeState, &LotState)> {
    of_kinds(view, PledgeKind::is_supply)
}

/// The lots of pledges of some kinds, counted once, whose offer has not ended by the day of the view.
pub(crate) fn of_kinds(
    view: &View,
    kinds: fn(PledgeKind) -> bool,
) -> impl Iterator<Item = (&PledgeState, &LotState)> {
    view.lots().filter(move |(pledge, _)| {
        kinds(pledge.pledge.kind)
            && view.counted_in(pledge).is_none()
            && offer_stands(pledge, view.valid()).0 != Met::Unmet
    })
}

/// Whether the offer of a pledge stands on a day, with what is on record about its end; a move of that end which is
/// known ahead counts.
pub(crate) fn offer_stands(pledge: &PledgeState, day: Day) -> (Met, String) {
    let mut ends = vec![pledge.offered_until];
    for later in &pledge.later_deadlines {
        if later.from <= day {
            ends.clear();
        }
        if later.earliest.is_none_or(|earliest| earliest <= day) {
            ends.push(Some(later.until));
        }
    }
    let stands = |until: &Option<ImpreciseDay>| match until {
        Some(until) if until.latest().is_some_and(|latest| latest < day) => Met::Unmet,
        Some(until) if until.earliest().is_none_or(|earliest| earliest < day) => Met::Unknown,
        _ => Met::Met,
    };
    let first = ends.first().map_or(Met::Met, stands);
    let agreed = if ends.iter().all(|until| stands(until) == first) { first } else { Met::Unknown };
    let named =
        ends.iter().map(|until| until.map_or_else(|| "without an end".into(), |day| format!("until {day}")));
    (agreed, format!("offered {}", named.collect::<Vec<String>>().join(", or ")))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TOLD, Told};
    use super::*;
    use crate::words::finding::Error;

    fn counts(told: Told<'_>) -> Result<bool, Error> {
        Ok(supply(&told.view()?).next().is_some())
    }

    #[test]
    fn an_offer_counts_through_its_last_day() -> Result<(), Error> {
        let until = |on| Told {
            pledge: r#""offered_until": {"earliest": "2026-06-30", "latest": "2026-06-30"},"#,
            on,
            ..TOLD
        };
        assert!(counts(until("2026-06-30"))?);
        assert!(!counts(until("2026-07-01"))?);
        Ok(())
    }

    #[test]
    fn an_end_within_bounds_counts_until_they_are_past() -> Result<(), Error> {
        let until = |on| Told {
            pledge: r#""offered_until": {"earliest": "2026-06-01", "latest": "2026-06-30"},"#,
            on,
            ..TOLD
        };
        assert!(counts(until("2026-06-15"))?);
        assert!(!counts(until("2026-07-01"))?);
        Ok(())
    }

    #[test]
    fn an_end_that_was_moved_counts_as_moved() -> Result<(), Error> {
        let moved =
            r#""event": "deadline-moved", "until": {"earliest": "2026-12-31", "latest": "2026-12-31"}"#;
        let events = [("2026-06-01", moved)];
        let told = Told {
            pledge: r#""offered_until": {"earliest": "2026-06-30", "latest": "2026-06-30"},"#,
            events: &events,
            on: "2026-08-01",
            ..TOLD
        };
        assert!(counts(told)?);
        assert!(!counts(Told { events: &[], ..told })?);
        Ok(())
    }

    #[test]
    fn what_brings_no_units_is_no_supply() -> Result<(), Error> {
        assert!(counts(TOLD)?);
        assert!(!counts(Told { kind: "political-offer", ..TOLD })?);
        Ok(())
    }
}
