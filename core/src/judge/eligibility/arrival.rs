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
