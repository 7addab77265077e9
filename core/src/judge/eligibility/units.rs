//! The number of units is known.

use super::{Case, Judgement, Rule, units_on_offer};
use crate::record::Status;
use crate::words::value::{Figure, Met};

const ON_OFFER: [Status; 3] = [Status::Available, Status::Offered, Status::Announced];

/// **Units.** A lot whose number of units nobody stated, or on which sources differ, offers one unit under the
/// condition that there is one; how many there are is a question to the State. Where some of them were counted, as by
/// an acceptance of two, it offers those, and the rest of unknown number does not make them doubtful.
pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let need = format!("a known number of units ({} needed)", case.requirement.units);
    match case.lot.units() {
        Some(_) => {
            let free = units_on_offer(case.lot);
            Judgement::new(Rule::Units, Met::Met, format!("{free} on offer"), need)
        }
        None if ON_OFFER.iter().any(|status| case.lot.tally.counted(*status) > 0) => {
            let free = units_on_offer(case.lot);
            Judgement::new(Rule::Units, Met::Met, format!("{free} on offer, others of unknown number"), need)
        }
        None => {
            let have = case.lot.lot.units.as_ref().map_or_else(|| "not stated".to_owned(), Figure::to_string);
            Judgement::unknown(Rule::Units, have, need, "How many units are on offer?")
        }
    }
}
