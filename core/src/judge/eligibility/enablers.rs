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
                format!("Who provides {name} by day {}?", case.requirement.needed_by),
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

#[cfg(test)]
mod tests {
    use super::super::testing::{Asks, asked};
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::Error;
    use crate::words::value::Met;

    /// What the rule says on a lot that needs a level 2 hospital, where the mission asks for one by this day.
    fn hospital(needed_by: &str) -> Result<Option<Judgement>, Error> {
        let lot = r#", "units": 1, "operational_only_with": ["level-2-hospital"]"#;
        let others = format!(
            r#", {{"id": "hospital", "title": "H", "units": 1, "class": 1, "basis": "B", "component": "military",
                "unit_type": "level-2-hospital", "needed_by": {needed_by}, "hold_for": 100}}"#
        );
        let others = if needed_by.is_empty() { "" } else { &others };
        asked(Rule::Enablers, Told { lot, ..TOLD }, Asks { others, ..Asks::default() })
    }

    fn met(needed_by: &str) -> Result<Option<Met>, Error> {
        Ok(hospital(needed_by)?.map(|judgement| judgement.met))
    }

    #[test]
    fn the_mission_asks_for_it_no_later() -> Result<(), Error> {
        assert_eq!(met("60")?, Some(Met::Met));
        assert_eq!(met("61")?, Some(Met::Unknown));
        let late = hospital("61")?.and_then(|judgement| judgement.question);
        assert_eq!(late.as_deref(), Some("Who provides level 2 hospital by day 60?"));
        Ok(())
    }

    #[test]
    fn what_nobody_asks_for_is_a_question_to_the_secretariat() -> Result<(), Error> {
        let none = hospital("")?;
        let have = none.as_ref().map(|judgement| judgement.have.as_str());
        assert_eq!(have, Some("level 2 hospital: no requirement of the mission asks for it"));
        assert_eq!(none.and_then(|judgement| judgement.asks), Some(Addressee::Secretariat));
        Ok(())
    }

    #[test]
    fn a_unit_is_not_its_own_enabler() -> Result<(), Error> {
        let own = Told { lot: r#", "operational_only_with": ["engineering-company"]"#, ..TOLD };
        let judgement = asked(Rule::Enablers, own, Asks::default())?;
        assert_eq!(judgement.map(|judgement| judgement.met), Some(Met::Unknown));
        Ok(())
    }

    #[test]
    fn a_unit_that_needs_none_and_one_that_does_not_say_ask_nothing() -> Result<(), Error> {
        for lot in ["", r#", "operational_only_with": []"#] {
            assert_eq!(asked(Rule::Enablers, Told { lot, ..TOLD }, Asks::default())?, None, "{lot}");
        }
        Ok(())
    }
}
