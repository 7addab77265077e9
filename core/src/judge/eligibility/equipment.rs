//! Each unit brings the serviceable equipment that is asked for.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::record::Equipment;
use crate::words::catalogue::Vocabulary;
use crate::words::value::Figure;

/// **Equipment.** Counted is what is serviceable, whoever owns it and under whichever arrangement; the pieces of all
/// units together must reach the number for each unit. A category that is not named in a stated list is not there. Pieces
/// with no word on their serviceability may be serviceable, all or none of them: Unknown where that decides.
///
/// Source: lists of major equipment belong to every pledge (PCRS guidelines, annex C); units have arrived below
/// standard (5 of 17 battalions under 90 % serviceability, by an undated sentence: a weak source).
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Equipment);
    for needed in case.requirement.equipment.iter().flatten() {
        let name = case.view.catalogue().name_of_term(Vocabulary::Equipment, needed.category.as_str());
        let what = format!("serviceable pieces ({name})");
        gate.need(format!("{} {what} in each unit", needed.quantity));
        let Some(list) = &case.lot.lot.equipment else {
            gate.figure(None, case.lot.units(), needed.quantity.get(), &what);
            continue;
        };
        let entries: Vec<&Equipment> =
            list.iter().filter(|entry| entry.category == needed.category).collect();
        let serviceable = |entry: &Equipment| entry.serviceable.as_ref().and_then(Figure::known);
        let least = entries.iter().filter_map(|entry| serviceable(entry)).fold(0, u32::saturating_add);
        let most = entries.iter().try_fold(0u32, |sum, entry| {
            sum.checked_add(serviceable(entry).or_else(|| entry.quantity.known())?)
        });
        gate.between(least, most, case.lot.units(), needed.quantity.get(), &what);
    }
    gate.judgement()
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_lot;
    use super::*;
    use crate::words::finding::Error;
    use crate::words::value::Met;

    /// What the rule says on two units that bring this, where each must bring two serviceable excavators.
    fn excavators(list: &str) -> Result<(Met, String, Option<i64>), Error> {
        let lot = format!(r#", "units": 2, "equipment": [{list}]"#);
        of_lot(Rule::Equipment, &lot, r#", "equipment": [{"category": "excavator", "quantity": 2}]"#)
    }

    fn entry(more: &str) -> String {
        format!(r#"{{"category": "excavator", {more}}}"#)
    }

    #[test]
    fn what_is_serviceable_counts_whoever_owns_it() -> Result<(), Error> {
        let judgement = excavators(&entry(r#""quantity": 6, "serviceable": 4"#))?;
        assert_eq!(judgement, (Met::Met, "serviceable pieces (excavator): 4 in 2 units".to_owned(), Some(0)));
        assert_eq!(excavators(&entry(r#""quantity": 6, "serviceable": 3"#))?.2, Some(-1));
        let owners = ["contributor", "united-nations"]
            .map(|owner| entry(&format!(r#""quantity": 2, "serviceable": 2, "owner": "{owner}""#)));
        assert_eq!(excavators(&owners.join(","))?.0, Met::Met);
        Ok(())
    }

    #[test]
    fn without_a_word_on_serviceability_the_quantity_is_an_upper_bound() -> Result<(), Error> {
        let judgement = excavators(&entry(r#""quantity": 4"#))?;
        assert_eq!(
            judgement,
            (Met::Unknown, "serviceable pieces (excavator): 0 to 4 in 2 units".to_owned(), None)
        );
        let few = excavators(&entry(r#""quantity": 3"#))?;
        assert_eq!(
            few,
            (Met::Unmet, "serviceable pieces (excavator): 0 to 3 in 2 units".to_owned(), Some(-1))
        );
        let enough = [r#""quantity": 9, "owner": "other""#, r#""quantity": 5, "serviceable": 4"#].map(entry);
        assert_eq!(excavators(&enough.join(","))?.0, Met::Met, "four are, whatever the rest");
        let differ = r#""quantity": {"conflict": [{"value": 1, "by": "a"}, {"value": 2, "by": "b"}]}"#;
        assert_eq!(excavators(&entry(differ))?.0, Met::Unknown);
        Ok(())
    }

    #[test]
    fn a_stated_list_is_all_there_is_and_silence_is_a_question() -> Result<(), Error> {
        let none = (Met::Unmet, "serviceable pieces (excavator): 0 in 2 units".to_owned(), Some(-4));
        assert_eq!(excavators("")?, none);
        assert_eq!(excavators(r#"{"category": "crane", "quantity": 9, "serviceable": 9}"#)?, none);
        let need = r#", "equipment": [{"category": "excavator", "quantity": 2}]"#;
        let silent = of_lot(Rule::Equipment, r#", "units": 2"#, need)?;
        assert_eq!(silent, (Met::Unknown, "serviceable pieces (excavator): not stated".to_owned(), None));
        let none = of_lot(Rule::Equipment, r#", "equipment": []"#, need)?;
        assert_eq!(none.0, Met::Unmet, "none, in any number of units");
        Ok(())
    }

    #[test]
    fn the_tightest_of_several_categories_is_the_margin() -> Result<(), Error> {
        let lot = r#", "units": 1, "equipment": [{"category": "excavator", "quantity": 5, "serviceable": 5},
            {"category": "grader", "quantity": 2, "serviceable": 1}]"#;
        let need = r#", "equipment": [{"category": "excavator", "quantity": 1}, {"category": "grader", "quantity": 1}]"#;
        assert_eq!(of_lot(Rule::Equipment, lot, need)?.2, Some(0));
        Ok(())
    }
}
