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

#[cfg(test)]
mod tests {
    use super::super::testing::says;
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::Error;

    fn units(told: Told<'_>) -> Result<(Met, String), Error> {
        let judgement = says(Rule::Units, told, "")?;
        assert_eq!(judgement.need, "a known number of units (1 needed)");
        assert_eq!(judgement.met == Met::Unknown, judgement.question.is_some());
        Ok((judgement.met, judgement.have))
    }

    #[test]
    fn a_known_number_is_met() -> Result<(), Error> {
        assert_eq!(units(TOLD)?, (Met::Met, "2 on offer".to_owned()));
        Ok(())
    }

    #[test]
    fn no_number_and_several_numbers_are_questions() -> Result<(), Error> {
        assert_eq!(units(Told { lot: "", ..TOLD })?, (Met::Unknown, "not stated".to_owned()));
        let differ = r#", "units": {"conflict": [{"value": 1, "by": "one"}, {"value": 2, "by": "another"}]}"#;
        let differ = units(Told { lot: differ, ..TOLD })?;
        assert_eq!(differ, (Met::Unknown, "unknown (conflict: 1 by one; 2 by another)".to_owned()));
        Ok(())
    }

    #[test]
    fn units_that_were_counted_are_known_whatever_the_rest() -> Result<(), Error> {
        let two = ("2026-02-01", r#""event": "accepted", "lots": ["l"], "units": 2"#);
        let counted = units(Told { lot: "", events: &[two], ..TOLD })?;
        assert_eq!(counted, (Met::Met, "2 on offer, others of unknown number".to_owned()));
        Ok(())
    }
}
