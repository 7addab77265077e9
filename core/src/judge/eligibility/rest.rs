//! The unit has been home long enough since its last tour.

use super::gate::Gate;
use super::window::stay;
use super::{Case, Judgement, Rule};

/// **Rest.** Where a requirement sets days of rest, so many must lie between the last return on record and arrival. A
/// lot that was in a mission and whose return is not on record is Unknown, and so is one of several units of which some
/// returned too late: others may have been home for longer. So is a return whose day is known within bounds, where it
/// is too late by the last of them only. One that never deployed has nothing to rest from.
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
            let perhaps =
                case.lot.returned_from.is_none_or(|from| arrival.since(from) >= i64::from(days.get()));
            if margin < 0 && case.lot.units() != Some(1) {
                gate.unknown(have, format!("Which units have been home for {days} days by {arrival}?"));
            } else if margin < 0 && perhaps {
                let have = format!("returned by {returned}, the day is not known exactly");
                gate.unknown(have, "On which day did the unit return from its last tour?");
            } else {
                gate.counted(margin, have);
            }
        }
        (None, _) if case.lot.missions.is_empty() => gate.have(true, "no tour on record"),
        _ => gate.unknown("its last return is not on record", "When did the unit return from its last tour?"),
    }
    gate.judgement()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Asks, asked, says};
    use super::*;
    use crate::judge::readiness::testing::{ACCEPTED, TOLD, Told};
    use crate::words::finding::Error;
    use crate::words::value::Met;

    const NEED: &str = r#", "rest": 180"#;

    /// What the rule says on a lot of so many units, one of which was in a mission and returned on this day, if it did.
    /// It would arrive on 30 August 2026.
    fn home(units: u32, returned: &str) -> Result<Judgement, Error> {
        let lot =
            format!(r#", "unit_type": "engineering-company", "component": "military", "units": {units}"#);
        let arrived = r#""event": "arrived", "lots": ["l"], "units": 1, "mission": "Another mission""#;
        let back = r#""event": "returned", "lots": ["l"], "units": 1"#;
        let mut events = vec![ACCEPTED, ("2026-02-02", arrived)];
        events.extend((!returned.is_empty()).then_some((returned, back)));
        says(Rule::Rest, Told { lot: &lot, events: &events, ..TOLD }, NEED)
    }

    #[test]
    fn days_at_home_count_from_the_last_return_to_arrival() -> Result<(), Error> {
        let enough = home(1, "2026-03-03")?;
        let have = "returned on 2026-03-03, 180 days before arrival";
        assert_eq!((enough.met, enough.have.as_str(), enough.margin), (Met::Met, have, Some(0)));
        let short = home(1, "2026-03-04")?;
        assert_eq!((short.met, short.margin), (Met::Unmet, Some(-1)));
        Ok(())
    }

    #[test]
    fn of_several_units_others_may_have_been_home_for_longer() -> Result<(), Error> {
        let short = home(2, "2026-03-04")?;
        let question = "Which units have been home for 180 days by 2026-08-30?";
        assert_eq!((short.met, short.question.as_deref()), (Met::Unknown, Some(question)));
        assert_eq!(home(2, "2026-03-03")?.met, Met::Met, "all of them, then");
        Ok(())
    }

    #[test]
    fn a_return_within_bounds_is_too_late_only_where_it_is_by_its_first_day() -> Result<(), Error> {
        let perhaps = home(1, "2026-03-03/2026-03-20")?;
        let question = "On which day did the unit return from its last tour?";
        assert_eq!((perhaps.met, perhaps.question.as_deref()), (Met::Unknown, Some(question)));
        assert_eq!(home(1, "2026-03-04/2026-03-20")?.met, Met::Unmet);
        assert_eq!(home(1, "2026-02-20/2026-03-03")?.met, Met::Met);
        Ok(())
    }

    #[test]
    fn a_tour_without_a_return_is_a_question_and_no_tour_is_none() -> Result<(), Error> {
        assert_eq!(home(2, "")?.met, Met::Unknown);
        let never = says(Rule::Rest, TOLD, NEED)?;
        assert_eq!((never.met, never.have.as_str()), (Met::Met, "no tour on record"));
        assert_eq!(asked(Rule::Rest, TOLD, Asks::default())?, None, "no days of rest were set");
        Ok(())
    }
}
