//! What the unit cannot operate without is required too.

use super::gate::Gate;
use super::{Addressee, Case, Judgement, Rule};
use crate::words::value::UnitTypeId;

/// **Enablers.** Some units are operational only with others, such as a hospital with helicopters for evacuation. Each
/// type that the lot names must be asked for by some requirement of the mission, needed no later than this one. Where
/// none asks for it, it is Unknown who would provide it: a question to the Secretariat, not to the State. Whether that
/// requirement is filled is seen in the plan: present is not operational.
///
/// Source: enablers are what is missing most (helicopters 56 short of 137 in 2011, named again in 2017 and 2022).
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Enablers);
    gate.ask(Addressee::Secretariat);
    for unit_type in case.lot.lot.operational_only_with.iter().flatten() {
        let name = case.view.catalogue().name_of_type(unit_type);
        gate.need(format!("{name} in the mission by day {}", case.requirement.needed_by));
        match earliest(case, unit_type) {
            Some(day) if day <= case.requirement.needed_by.get() => {
                gate.have(true, format!("{name}: required by day {day}"));
            }
            Some(day) => gate.unknown(
                format!("{name}: required by day {day} only"),
                format!("Who provides {name} until day {day}?"),
            ),
            None => gate.unknown(
                format!("{name}: no requirement of the mission asks for it"),
                format!("Who provides {name}?"),
            ),
        }
    }
    gate.judgement()
}

/// The earliest day by which a requirement of the mission asks for the type.
fn earliest(case: &Case<'_>, unit_type: &UnitTypeId) -> Option<u32> {
    let others = case.mission.requirements.iter().filter(|other| other.id != case.requirement.id);
    others.filter(|other| other.unit_type == *unit_type).map(|other| other.needed_by.get()).min()
}
