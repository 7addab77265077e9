//! It arrives in time.

use super::{Case, Judgement, Rule};
use crate::words::value::Met;

/// **Arrival.** People and equipment must have arrived by the latest day of the requirement, counted from the clock
/// start. Where a lot has no stages, no commitment at its recorded level and no planning assumption applies, its
/// arrival is Unknown.
///
/// Source: the Rapid Deployment Level commits to 60 days from the request; other levels commit to none.
pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let latest = case.requirement.latest().get();
    let need = match case.requirement.needed_by.get() {
        needed if needed == latest => format!("by day {latest}"),
        needed => format!("by day {needed}, at the latest by day {latest}"),
    };
    match &case.arrival {
        None => Judgement::unknown(
            Rule::Arrival,
            not_known(case),
            need.clone(),
            format!(
                "Within how many days of the {} could people and equipment arrive (needed {need})?",
                case.clock
            ),
        ),
        Some(arrival) => {
            let day = arrival.complete();
            let margin = i64::from(latest).saturating_sub(i64::from(day));
            let have = format!("day {day} {}", arrival.basis);
            Judgement::new(Rule::Arrival, Met::known(margin >= 0), have, need).margin(margin)
        }
    }
}

fn not_known(case: &Case<'_>) -> String {
    let Some(stages) = &case.lot.lot.stages else {
        return format!("not known; no stages on record, no time committed from the {}", case.clock);
    };
    let open: Vec<&str> =
        stages.iter().filter(|stage| stage.days.is_none()).map(|stage| stage.id.as_str()).collect();
    format!("not known; no length on record for these stages: {}", open.join(", "))
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
        assert_eq!(judgement.have, "not known; no length on record for these stages: all");
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
