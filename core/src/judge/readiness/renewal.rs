//! When a pledge must be renewed: offers go stale, and a register that does not say so misleads.

use crate::record::{LotState, Scheme};
use crate::words::value::Day;

/// A renewal that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenewalDue {
    /// The day of the registration or of the last renewal.
    pub since: Day,
    /// The day by which it is to be renewed.
    pub due: Day,
    /// Whether that day has passed without a renewal on record.
    pub overdue: bool,
}

/// The next renewal of a registered lot, by the duty of the scheme; none where the scheme has no such duty, or the
/// lot was not registered.
pub fn renewal_due(lot: &LotState, scheme: &Scheme, on: Day) -> Option<RenewalDue> {
    let duty = scheme.renewal.as_ref()?;
    let registered = lot.registered?;
    let (since, months) = match lot.renewed.filter(|renewed| *renewed > registered) {
        Some(renewed) => (renewed, duty.then_every_months),
        None => (registered, duty.first_after_months),
    };
    let due = since.months_later(months.get())?;
    Some(RenewalDue { since, due, overdue: due < on })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ACCEPTED, TOLD, Told, lot};
    use super::*;
    use crate::words::finding::Error;

    const RENEWED: &str = r#""event": "renewed", "units": "all""#;

    fn due(events: &[(&str, &str)], on: &str) -> Result<Option<(String, String, bool)>, Error> {
        let view = Told { events, on, ..TOLD }.view()?;
        let due = renewal_due(lot(&view)?.1, &Scheme::un_pcrs()?, view.valid());
        Ok(due.map(|due| (due.since.to_string(), due.due.to_string(), due.overdue)))
    }

    fn is(since: &str, due: &str, overdue: bool) -> Option<(String, String, bool)> {
        Some((since.to_owned(), due.to_owned(), overdue))
    }

    #[test]
    fn it_is_due_a_year_after_registration_and_then_every_half_year() -> Result<(), Error> {
        assert_eq!(due(&[], "2026-06-30")?, None, "announced is not registered");
        let events = [ACCEPTED, ("2026-08-31", RENEWED)];
        assert_eq!(due(&events, "2026-08-30")?, is("2026-02-01", "2027-02-01", false));
        // A month that is too short ends it on its last day.
        assert_eq!(due(&events, "2026-08-31")?, is("2026-08-31", "2027-02-28", false));
        Ok(())
    }

    #[test]
    fn it_is_overdue_from_the_day_after() -> Result<(), Error> {
        assert_eq!(due(&[ACCEPTED], "2027-02-01")?, is("2026-02-01", "2027-02-01", false));
        assert_eq!(due(&[ACCEPTED], "2027-02-02")?, is("2026-02-01", "2027-02-01", true));
        Ok(())
    }

    #[test]
    fn registering_anew_begins_anew() -> Result<(), Error> {
        let part = |word: &str| format!(r#""event": "{word}", "lots": ["l"], "units": 1"#);
        let (first, second) = (part("accepted"), part("accepted"));
        let events =
            [("2026-02-01", first.as_str()), ("2026-05-01", RENEWED), ("2026-06-01", second.as_str())];
        assert_eq!(due(&events, "2026-05-31")?, is("2026-05-01", "2026-11-01", false));
        assert_eq!(due(&events, "2026-06-01")?, is("2026-06-01", "2027-06-01", false));
        Ok(())
    }

    #[test]
    fn a_scheme_without_the_duty_asks_for_nothing() -> Result<(), Error> {
        let view = Told { events: &[ACCEPTED], ..TOLD }.view()?;
        let scheme = Scheme { renewal: None, ..Scheme::un_pcrs()? };
        assert_eq!(renewal_due(lot(&view)?.1, &scheme, view.valid()), None);
        Ok(())
    }
}
