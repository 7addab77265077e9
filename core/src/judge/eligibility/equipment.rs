//! Each unit brings the serviceable equipment that is asked for.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::record::Equipment;
use crate::words::catalogue::Vocabulary;
use crate::words::value::{Count, Figure};

/// **Equipment.** Counted is what is serviceable, whoever owns it and under whichever arrangement; the pieces of all
/// units together must reach the number for each unit. A category that is not named in a stated list is not there. A
/// quantity with no word on its serviceability is Unknown where it would be enough.
///
/// Source: lists of major equipment belong to every pledge (PCRS guidelines, annex C); units have arrived below
/// standard (5 of 17 battalions under 90 % serviceability, by an undated sentence: a weak source).
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Equipment);
    for needed in case.requirement.equipment.iter().flatten() {
        let name = case.view.catalogue().name_of_term(Vocabulary::Equipment, needed.category.as_str());
        gate.need(format!("{} serviceable {name} in each unit", needed.quantity));
        let Some(list) = &case.lot.lot.equipment else {
            gate.figure(None, case.lot.units(), needed.quantity.get(), &format!("serviceable {name}"));
            continue;
        };
        let entries: Vec<&Equipment> =
            list.iter().filter(|entry| entry.category == needed.category).collect();
        let serviceable = sum(entries.iter().map(|entry| entry.serviceable.as_ref()));
        let quantity = sum(entries.iter().map(|entry| Some(&entry.quantity)));
        let each = needed.quantity.get();
        let enough = |most: u32| case.lot.units().is_some_and(|units| most >= each.saturating_mul(units));
        match (serviceable, quantity) {
            (None, Some(most)) if !enough(most.get()) => {
                gate.figure(Some(&Figure::Known(most)), case.lot.units(), each, &format!("{name}, in all"));
            }
            (serviceable, _) => {
                let figure = serviceable.map(Figure::Known);
                gate.figure(figure.as_ref(), case.lot.units(), each, &format!("serviceable {name}"));
            }
        }
    }
    gate.judgement()
}

/// The sum of figures, where each is known.
fn sum<'a>(figures: impl Iterator<Item = Option<&'a Figure>>) -> Option<Count> {
    let add = |sum: u32, figure: Option<&Figure>| sum.checked_add(figure.and_then(Figure::known)?);
    let sum = figures.into_iter().try_fold(0u32, add)?;
    Count::new(sum).ok()
}
