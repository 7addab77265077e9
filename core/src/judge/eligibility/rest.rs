//! The unit has been home long enough since its last tour.

use super::gate::Gate;
use super::window::stay;
use super::{Case, Judgement, Rule};

/// **Rest.** Where a requirement sets days of rest, so many must lie between the last return on record and arrival. A
/// lot that was in a mission and whose return is not on record is Unknown, and so is one of several units of which some
/// returned too late: others may have been home for longer. One that never deployed has nothing to rest from.
///
/// Source: after a tour a unit is reconstituting, not available (practice note); the days stand in the requirement.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Rest);
    let days = case.requirement.rest?;
    gate.need(format!("{days} days home before arrival"));
    let arrival = stay(case).map(|stay| stay.from());
    match (case.lot.returned, arrival) {
        (Some(returned), Some(arrival)) => {
            let home = arrival.since(returned);
            let margin = home.saturating_sub(i64::from(days.get()));
            let have = format!("returned on {returned}, {home} days before arrival");
            if margin < 0 && case.lot.units() != Some(1) {
                gate.unknown(have, format!("Which units have been home for {days} days by {arrival}?"));
            } else {
                gate.counted(margin, have);
            }
        }
        (None, _) if case.lot.missions.is_empty() => gate.have(true, "no tour on record"),
        _ => gate.unknown("its last return is not on record", "When did the unit return from its last tour?"),
    }
    gate.judgement()
}
