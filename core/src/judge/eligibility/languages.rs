//! Enough persons speak the languages that are asked for.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::record::{LanguageSkill, Proficiency};
use crate::words::value::Figure;

/// **Languages.** Counted are the persons who speak a language at least as well as asked for; the persons of all units
/// together must reach the number for each unit. A language that a stated list does not name is not spoken. Persons whose
/// number or proficiency nobody stated may speak it so well, or not: Unknown where that decides.
///
/// Source: assessment visits found language gaps (Viet Nam, 2017), and francophone units were named as a gap
/// (Vancouver, 2017). The steps of proficiency are ours.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Languages);
    for needed in case.requirement.languages.iter().flatten() {
        let (language, least) = (&needed.language, needed.proficiency);
        gate.need(format!("{} persons in each unit with {least} `{language}`", needed.persons));
        let what = format!("persons with {least} `{language}`");
        let each = needed.persons.get();
        let Some(skills) = &case.lot.lot.languages else {
            gate.figure(None, case.lot.units(), each, &what);
            continue;
        };
        let spoken: Vec<&LanguageSkill> = skills.iter().filter(|skill| skill.language == *language).collect();
        let (at_least, at_most) = speakers(&spoken, least);
        gate.between(at_least, at_most, case.lot.units(), each, &what);
    }
    gate.judgement()
}

/// How many persons speak so well, at least and at most; at most Unknown where nobody said how many may.
fn speakers(skills: &[&LanguageSkill], least: Proficiency) -> (u32, Option<u32>) {
    let (mut at_least, mut at_most) = (0u32, Some(0u32));
    for skill in skills.iter().filter(|skill| skill.proficiency.is_none_or(|well| least <= well)) {
        let persons = skill.persons.as_ref().and_then(Figure::known);
        if skill.proficiency.is_some() {
            at_least = at_least.saturating_add(persons.unwrap_or_default());
        }
        at_most = at_most.zip(persons).and_then(|(sum, persons)| sum.checked_add(persons));
    }
    (at_least, at_most)
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_lot;
    use super::*;
    use crate::words::finding::Error;
    use crate::words::value::Met;

    /// What the rule says on two units that speak this, where five persons in each must speak working French.
    fn french(skills: &str) -> Result<(Met, String, Option<i64>), Error> {
        let lot = format!(r#", "units": 2, "languages": [{skills}]"#);
        of_lot(Rule::Languages, &lot, NEED)
    }

    const NEED: &str = r#", "languages": [{"language": "fr", "proficiency": "working", "persons": 5}]"#;

    fn skill(proficiency: &str, persons: u32) -> String {
        format!(r#"{{"language": "fr", "proficiency": "{proficiency}", "persons": {persons}}}"#)
    }

    #[test]
    fn who_speaks_it_as_well_or_better_counts() -> Result<(), Error> {
        let judgement = french(&[skill("working", 6), skill("fluent", 4), skill("basic", 50)].join(","))?;
        assert_eq!(judgement, (Met::Met, "persons with working `fr`: 10 in 2 units".to_owned(), Some(0)));
        assert_eq!(french(&skill("fluent", 9))?.2, Some(-1));
        assert_eq!(french(&skill("basic", 50))?.2, Some(-10));
        Ok(())
    }

    #[test]
    fn what_nobody_stated_is_a_question_where_it_decides() -> Result<(), Error> {
        let unstated = |persons: u32| format!(r#"{{"language": "fr", "persons": {persons}}}"#);
        assert_eq!(french(&unstated(10))?.0, Met::Unknown);
        assert_eq!(french(&unstated(9))?.0, Met::Unmet, "too few, however well");
        assert_eq!(french(&[unstated(9), skill("fluent", 10)].join(","))?.0, Met::Met, "ten do");
        let some = r#"{"language": "fr", "proficiency": "fluent"}"#;
        assert_eq!(french(some)?.1, "persons with working `fr`: not stated in 2 units");
        assert_eq!(french(some)?.0, Met::Unknown);
        let some_basic = r#"{"language": "fr", "proficiency": "basic"}"#;
        assert_eq!(french(some_basic)?.0, Met::Unmet);
        Ok(())
    }

    #[test]
    fn a_stated_list_is_all_that_is_spoken() -> Result<(), Error> {
        assert_eq!(french("")?.0, Met::Unmet, "declared none");
        assert_eq!(french(r#"{"language": "ar", "proficiency": "fluent", "persons": 90}"#)?.0, Met::Unmet);
        let silent = of_lot(Rule::Languages, r#", "units": 2"#, NEED)?;
        assert_eq!(silent, (Met::Unknown, "persons with working `fr`: not stated".to_owned(), None));
        assert_eq!(
            of_lot(Rule::Languages, r#", "languages": []"#, NEED)?.0,
            Met::Unmet,
            "of any number of units"
        );
        Ok(())
    }
}
