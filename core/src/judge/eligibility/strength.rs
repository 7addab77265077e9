//! Each unit has enough persons.

use super::gate::Gate;
use super::{Case, Judgement, Rule};

/// **Strength.** The persons of all units of the lot together must reach the number that the requirement sets for each
/// of them. Sources that differ are Unknown. Strength that is authorised and not present is not counted here: what came
/// in an earlier deployment is evidence of performance.
///
/// Source: what deploys is not always what was pledged (268 engineers pledged, 180 deployed); the number itself stands
/// in the requirement.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Strength);
    if let Some(least) = case.requirement.strength_at_least {
        gate.need(format!("at least {least} persons in each unit"));
        gate.figure(case.lot.lot.strength.as_ref(), case.lot.units(), least.get(), "persons");
    }
    gate.judgement()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Asks, asked, of_lot, says};
    use super::*;
    use crate::judge::readiness::testing::TOLD;
    use crate::words::finding::Error;
    use crate::words::value::Met;

    const NEED: &str = r#", "strength_at_least": 100"#;

    fn strength(lot: &str) -> Result<(Met, String, Option<i64>), Error> {
        of_lot(Rule::Strength, lot, NEED)
    }

    #[test]
    fn the_persons_of_all_units_reach_the_number_for_each() -> Result<(), Error> {
        let judgement = strength(r#", "units": 2, "strength": 200"#)?;
        assert_eq!(judgement, (Met::Met, "persons: 200 in 2 units".to_owned(), Some(0)));
        let judgement = strength(r#", "units": 2, "strength": 199"#)?;
        assert_eq!(judgement, (Met::Unmet, "persons: 199 in 2 units".to_owned(), Some(-1)));
        assert_eq!(strength(r#", "units": 1, "strength": 120"#)?.2, Some(20));
        Ok(())
    }

    #[test]
    fn what_nobody_stated_or_sources_dispute_is_a_question() -> Result<(), Error> {
        let silent = says(Rule::Strength, TOLD, NEED)?;
        assert_eq!((silent.met, silent.have.as_str()), (Met::Unknown, "persons: not stated"));
        let question = "How many persons are there in each unit (needed: 100)?";
        assert_eq!(silent.question.as_deref(), Some(question));
        let two = r#", "units": 1, "strength": {"conflict": [{"value": 90, "by": "a"}, {"value": 110, "by": "b"}]}"#;
        let judgement = strength(two)?;
        assert_eq!(judgement.0, Met::Unknown);
        assert_eq!(judgement.1, "persons: unknown (conflict: 90 by a; 110 by b)");
        Ok(())
    }

    #[test]
    fn too_few_for_one_unit_are_too_few_for_an_unknown_number() -> Result<(), Error> {
        assert_eq!(strength(r#", "strength": 500"#)?.0, Met::Unknown, "they may be six units");
        let judgement = strength(r#", "strength": 99"#)?;
        assert_eq!(
            judgement,
            (Met::Unmet, "persons: 99, in an unknown number of units".to_owned(), Some(-1))
        );
        assert_eq!(strength(r#", "strength": 0"#)?.0, Met::Unmet);
        Ok(())
    }

    #[test]
    fn no_number_asks_nothing() -> Result<(), Error> {
        assert_eq!(asked(Rule::Strength, TOLD, Asks::default())?, None);
        Ok(())
    }
}
