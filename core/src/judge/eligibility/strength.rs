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
