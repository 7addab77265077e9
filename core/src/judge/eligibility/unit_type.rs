//! The unit type is the one asked for, or one accepted in its place.

use super::{Case, Judgement, Rule};
use crate::words::value::Met;

/// **Unit type.** The requirement names a type, and may accept others in its place, each with a rank. A lot whose
/// type nobody stated could be anything of the right component: Unknown, and a question to the State.
pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let catalogue = case.view.catalogue();
    let need = catalogue.name_of_type(&case.requirement.unit_type);
    let (lot, rule) = (&case.lot.lot, Rule::UnitType);
    let component = lot.component_by(catalogue);
    if let Some(component) = component.filter(|component| *component != case.requirement.component) {
        let have = format!("a {component} unit");
        return Judgement::new(rule, Met::Unmet, have, format!("{need} ({})", case.requirement.component));
    }
    match &lot.unit_type {
        Some(id) => {
            let have = catalogue.name_of_type(id);
            match case.requirement.rank_of(id) {
                Some(0) => Judgement::new(rule, Met::Met, have, need),
                Some(rank) => Judgement::new(
                    rule,
                    Met::Met,
                    format!("{have}, accepted in its place (rank {rank})"),
                    need,
                ),
                None => Judgement::new(rule, Met::Unmet, have, need),
            }
        }
        None => {
            let question = format!("Is any of these of the type {need}: \"{}\"?", lot.described_as);
            Judgement::unknown(rule, "not stated", need, question)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::says;
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::Error;

    /// What it says on a lot with these members, where a military engineering unit serves too.
    fn unit_type(lot: &str) -> Result<(Met, String, String), Error> {
        let substitutes = r#", "substitutes": [{"unit_type": "military-engineering-unit", "rank": 3}]"#;
        let judgement = says(Rule::UnitType, Told { lot, ..TOLD }, substitutes)?;
        assert_eq!(judgement.met == Met::Unknown, judgement.question.is_some());
        Ok((judgement.met, judgement.have, judgement.need))
    }

    fn is(met: Met, have: &str, need: &str) -> (Met, String, String) {
        (met, have.to_owned(), need.to_owned())
    }

    #[test]
    fn the_type_asked_for_and_those_accepted_in_its_place_are_met() -> Result<(), Error> {
        let (asked, other) =
            ("engineering company", "military engineering unit, accepted in its place (rank 3)");
        assert_eq!(unit_type(r#", "unit_type": "engineering-company""#)?, is(Met::Met, asked, asked));
        assert_eq!(unit_type(r#", "unit_type": "military-engineering-unit""#)?, is(Met::Met, other, asked));
        Ok(())
    }

    #[test]
    fn another_type_or_component_is_unmet() -> Result<(), Error> {
        let (hospital, asked) = ("level 2 hospital", "engineering company");
        assert_eq!(unit_type(r#", "unit_type": "level-2-hospital""#)?, is(Met::Unmet, hospital, asked));
        let military = "engineering company (military)";
        assert_eq!(
            unit_type(r#", "unit_type": "formed-police-unit""#)?,
            is(Met::Unmet, "a police unit", military)
        );
        assert_eq!(unit_type(r#", "component": "police""#)?, is(Met::Unmet, "a police unit", military));
        Ok(())
    }

    #[test]
    fn a_type_that_nobody_stated_is_a_question() -> Result<(), Error> {
        for lot in ["", r#", "component": "military""#] {
            assert_eq!(unit_type(lot)?, is(Met::Unknown, "not stated", "engineering company"));
        }
        Ok(())
    }
}
