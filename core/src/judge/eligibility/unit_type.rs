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
