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
