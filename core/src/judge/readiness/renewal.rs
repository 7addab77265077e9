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
///
/// Who renews early loses nothing: the first renewal is never due before the end of the first months. It is judged on
/// the day `on`, not ahead of it: until it is due, a renewal that is not on record is not missing.
pub fn renewal_due(lot: &LotState, scheme: &Scheme, on: Day) -> Option<RenewalDue> {
    let duty = scheme.renewal.as_ref()?;
    let registered = lot.registered?;
    let first = registered.months_later(duty.first_after_months.get())?;
    let (since, due) = match lot.renewed.filter(|renewed| *renewed > registered) {
        Some(renewed) => (renewed, first.max(renewed.months_later(duty.then_every_months.get())?)),
        None => (registered, first),
    };
    Some(RenewalDue { since, due, overdue: due < on })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ACCEPTED, TOLD, Told, lot};
    use super::*;
    use crate::words::finding::{Code, Error};

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
    fn an_early_renewal_brings_nothing_forward() -> Result<(), Error> {
        let events = [ACCEPTED, ("2026-03-01", RENEWED)];
        assert_eq!(
            due(&events, "2026-12-31")?,
            is("2026-03-01", "2027-02-01", false),
            "not 1 September 2026"
        );
        let events = [ACCEPTED, ("2026-03-01", RENEWED), ("2026-09-01", RENEWED)];
        assert_eq!(due(&events, "2026-12-31")?, is("2026-09-01", "2027-03-01", false));
        Ok(())
    }

    #[test]
    fn registering_more_units_does_not_make_the_others_newer() -> Result<(), Error> {
        let one = r#""event": "accepted", "lots": ["l"], "units": 1"#;
        let events = [("2026-02-01", one), ("2026-06-01", one)];
        assert_eq!(due(&events, "2026-06-01")?, is("2026-02-01", "2027-02-01", false));
        Ok(())
    }

    #[test]
    fn a_renewal_is_of_all_units_of_a_lot() -> Result<(), Error> {
        let of = |units: u32, lot: &str| {
            let renewed = format!(r#""event": "renewed", "lots": ["l"], "units": {units}"#);
            let events = [ACCEPTED, ("2026-08-31", renewed.as_str())];
            let told = Told { events: &events, lot, ..TOLD };
            told.view().map(|_| ()).map_err(|refused| refused.findings().first().map(|found| found.code))
        };
        assert_eq!(of(2, TOLD.lot), Ok(()));
        assert_eq!(of(1, TOLD.lot), Err(Some(Code::EventNotPossible)), "which one?");
        assert_eq!(of(3, TOLD.lot), Err(Some(Code::UnitsNotConserved)));
        assert_eq!(of(2, ""), Err(Some(Code::EventNotPossible)), "of an unknown number, two are some");
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
