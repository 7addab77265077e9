//! Each unit has the form and the parts that are asked for.

use super::gate::Gate;
use super::{Case, Judgement, Rule};

/// **Sub-units and composition.** Where a requirement accepts only some forms - whole units, composite units of several
/// contributors, sub-units - the lot's form must be among them. Where it asks for parts, such as three infantry
/// companies and a support company, each unit must have at least so many of each; a part that is not named in a stated
/// composition is not there.
///
/// Source: a battalion may be generated as companies of several contributors, and a requirement may accept whole,
/// composite or sub-units (practice note).
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let (lot, catalogue) = (&case.lot.lot, case.view.catalogue());
    let mut gate = Gate::new(Rule::SubUnits);
    let forms = case.requirement.forms.as_deref().unwrap_or_default();
    if !forms.is_empty() {
        let named: Vec<&str> = forms.iter().map(|form| form.as_str()).collect();
        let named = named.join(" or ");
        match lot.form {
            Some(form) => gate.have(forms.contains(&form), format!("form: {form}")),
            None => gate.unknown("form: not stated", format!("Is each unit {named}?")),
        }
        gate.need(format!("{named} units"));
    }
    for needed in case.requirement.sub_units.iter().flatten() {
        let name = catalogue.name_of_type(&needed.unit_type);
        gate.need(format!("{} x {name} in each unit", needed.number));
        let Some(parts) = &lot.sub_units else {
            let question =
                format!("How many {name} sub-units does each unit have (needed: {})?", needed.number);
            gate.unknown(format!("{name}: not stated"), question);
            continue;
        };
        let part = parts.iter().find(|part| part.unit_type == needed.unit_type);
        let there = part.map_or(0, |part| part.number.get());
        let margin = i64::from(there).saturating_sub(i64::from(needed.number.get()));
        gate.counted(margin, format!("{name}: {there}"));
    }
    gate.judgement()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{of_lot, says};
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::Error;
    use crate::words::value::Met;

    #[test]
    fn the_form_is_one_of_those_accepted() -> Result<(), Error> {
        let form = |form: &str| -> Result<(Met, String), Error> {
            let (met, have, _) = of_lot(Rule::SubUnits, form, r#", "forms": ["whole", "composite"]"#)?;
            Ok((met, have))
        };
        assert_eq!(form(r#", "form": "composite""#)?, (Met::Met, "form: composite".to_owned()));
        assert_eq!(form(r#", "form": "sub-unit""#)?, (Met::Unmet, "form: sub-unit".to_owned()));
        assert_eq!(form("")?, (Met::Unknown, "form: not stated".to_owned()));
        Ok(())
    }

    #[test]
    fn a_part_that_is_not_named_in_a_stated_composition_is_not_there() -> Result<(), Error> {
        let parts = |parts: &str| {
            let need = r#", "sub_units": [{"unit_type": "infantry-company", "number": 3}]"#;
            of_lot(Rule::SubUnits, parts, need)
        };
        let of = |number: u32| {
            format!(r#", "sub_units": [{{"unit_type": "infantry-company", "number": {number}}}]"#)
        };
        assert_eq!(parts(&of(3))?, (Met::Met, "infantry company: 3".to_owned(), Some(0)));
        assert_eq!(parts(&of(2))?, (Met::Unmet, "infantry company: 2".to_owned(), Some(-1)));
        let other = r#", "sub_units": [{"unit_type": "signals-company", "number": 3}]"#;
        assert_eq!(parts(other)?, (Met::Unmet, "infantry company: 0".to_owned(), Some(-3)));
        assert_eq!(parts(r#", "sub_units": []"#)?.0, Met::Unmet, "none that are named");
        assert_eq!(parts("")?, (Met::Unknown, "infantry company: not stated".to_owned(), None));
        Ok(())
    }

    #[test]
    fn one_part_that_is_missing_outweighs_one_that_nobody_stated() -> Result<(), Error> {
        let need = r#", "forms": ["whole"], "sub_units": [{"unit_type": "infantry-company", "number": 1}]"#;
        let judgement = says(Rule::SubUnits, Told { lot: r#", "sub_units": []"#, ..TOLD }, need)?;
        assert_eq!((judgement.met, judgement.question), (Met::Unmet, None));
        assert_eq!(judgement.need, "whole units; 1 x infantry company in each unit");
        Ok(())
    }
}
