//! It arrives in time.

use super::{Case, Judgement, Rule};
use crate::words::value::Met;

/// **Arrival.** People and equipment must have arrived by the latest day of the requirement, counted from the clock
/// start. Where the day of arrival is known within bounds, it is Met if even the latest is in time, Unmet if even the
/// earliest is too late, and Unknown between. Where a lot has no stages, no commitment at its recorded level and no planning
/// assumption applies, its arrival is Unknown. Who commits to a number of days is taken to come on the last of them.
///
/// Source: the Rapid Deployment Level commits to 60 days from the request; other levels commit to none.
pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let latest = case.requirement.latest().get();
    let need = match case.requirement.needed_by.get() {
        needed if needed == latest => format!("by day {latest}"),
        needed => format!("by day {needed}, at the latest by day {latest}"),
    };
    let ask = |have: String| {
        let question = format!(
            "Within how many days of the {} could people and equipment arrive (needed {need})?",
            case.clock
        );
        Judgement::unknown(Rule::Arrival, have, need.clone(), question)
    };
    let Some(arrival) = &case.arrival else {
        return ask(format!("not known; no stages on record, no time committed from the {}", case.clock));
    };
    let band = arrival.complete();
    let have = match band.at_most {
        Some(_) => format!("{band} {}", arrival.basis),
        None => format!("{band}, {}{}", arrival.basis, open_lengths(case)),
    };
    let margin = |day: u32| i64::from(latest).saturating_sub(i64::from(day));
    match band.at_most {
        _ if latest < band.at_least => {
            Judgement::new(Rule::Arrival, Met::Unmet, have, need).margin(margin(band.at_least))
        }
        Some(most) if most <= latest => {
            Judgement::new(Rule::Arrival, Met::Met, have, need).margin(margin(most))
        }
        _ => ask(have),
    }
}

/// Which stages have no length on record, in words.
fn open_lengths(case: &Case<'_>) -> String {
    let stages = case.lot.lot.stages.iter().flatten();
    let open = stages
        .filter(|stage| stage.undertaking.is_none() && stage.days.is_none_or(|days| days.most().is_none()));
    let open: Vec<&str> = open.map(|stage| stage.id.as_str()).collect();
    if open.is_empty() {
        return String::new();
    }
    format!("; no length on record for these stages: {}", open.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{says, says_from};
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::Error;

    const RAPID: (&str, &str) = (
        "2026-02-01",
        r#""event": "level-recorded", "scheme": "un-pcrs", "level": "rapid-deployment", "units": "all""#,
    );

    fn stages(days: &str) -> String {
        format!(r#", "units": 1, "stages": [{{"id": "all", "branch": "both"{days}, "after": []}}]"#)
    }

    #[test]
    fn it_must_arrive_by_the_latest_day_and_the_margin_is_in_days() -> Result<(), Error> {
        let by = |more: &str| says(Rule::Arrival, Told { events: &[RAPID], ..TOLD }, more);
        let judgement = by("")?;
        assert_eq!((judgement.met, judgement.margin), (Met::Met, Some(0)));
        assert_eq!(judgement.have, "day 60 by the commitment of un-pcrs rapid-deployment");
        assert_eq!(judgement.need, "by day 60");
        let judgement = by(r#", "needed_by": 30, "latest_by": 90"#)?;
        assert_eq!((judgement.met, judgement.margin), (Met::Met, Some(30)), "late, and still of use");
        assert_eq!(judgement.need, "by day 30, at the latest by day 90");
        let judgement = by(r#", "needed_by": 59"#)?;
        assert_eq!((judgement.met, judgement.margin), (Met::Unmet, Some(-1)));
        Ok(())
    }

    #[test]
    fn without_a_time_it_is_a_question_that_names_the_clock() -> Result<(), Error> {
        let judgement = says_from("mandate", Rule::Arrival, Told { events: &[RAPID], ..TOLD }, "", &[])?;
        assert_eq!((judgement.met, judgement.margin), (Met::Unknown, None), "60 days from a request");
        assert_eq!(judgement.have, "not known; no stages on record, no time committed from the mandate");
        assert!(judgement.question.is_some_and(|question| question.contains("days of the mandate")));
        let judgement = says(Rule::Arrival, Told { lot: &stages(""), ..TOLD }, "")?;
        assert_eq!(judgement.met, Met::Unknown);
        assert_eq!(
            judgement.have,
            "not before day 0, latest unknown, by its stages; no length on record for these stages: all"
        );
        Ok(())
    }

    #[test]
    fn its_own_stages_come_before_what_its_level_commits_to() -> Result<(), Error> {
        let lot = stages(r#", "days": 61"#);
        let judgement = says(Rule::Arrival, Told { lot: &lot, events: &[RAPID], ..TOLD }, "")?;
        assert_eq!((judgement.met, judgement.have.as_str()), (Met::Unmet, "day 61 by its stages"));
        Ok(())
    }
}
