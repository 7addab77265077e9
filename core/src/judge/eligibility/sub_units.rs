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
