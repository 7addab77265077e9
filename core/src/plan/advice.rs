//! Advice: which training offered by States would close which gaps in training.

use super::sourcing::Plan;
use crate::judge::eligibility::{training_decided, units_on_offer};
use crate::judge::readiness::supply;
use crate::record::{Course, Mission, PledgeState, TrainingNeeded, UnitRequirement, View};
use crate::words::document::CollectInOrder;
use crate::words::value::{Day, LotId, Met, ModuleId, PledgeId, SlotId, State};

/// A training module that a mission asks for: who lacks it, and who teaches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainingSupport {
    /// The module.
    pub module: ModuleId,
    /// The requirements that ask for it.
    pub requirements: Vec<SlotId>,
    /// Lots on offer, of a type that would serve one of them, whose evidence on file does not show it.
    pub lots_without: Vec<LotId>,
    /// The States that answer for those lots.
    pub states_without: Vec<State>,
    /// Courses that teach it, offered by States with capacity to train others.
    pub courses: Vec<(PledgeId, Option<State>, Course)>,
}

/// For every training module that the missions of a plan ask for: who lacks it, and who teaches it.
pub fn training_support(plan: &Plan) -> Vec<TrainingSupport> {
    let needs: Vec<Need<'_>> = plan.missions().iter().flat_map(needs_of).collect();
    let modules = needs.iter().map(|need| need.training.module.clone()).collect_set();
    modules.into_iter().map(|module| support(plan.view(), &needs, module)).collect()
}

struct Need<'m> {
    slot: SlotId,
    requirement: &'m UnitRequirement,
    training: &'m TrainingNeeded,
    start: Day,
}

fn needs_of<'m>(mission: &'m Mission) -> Vec<Need<'m>> {
    let Some(start) = mission.start() else { return Vec::new() };
    let of_requirement = |requirement: &'m UnitRequirement| {
        let slot = SlotId::new(&mission.document().id, &requirement.id);
        let trainings = requirement.training.iter().flatten();
        trainings.map(move |training| Need { slot: slot.clone(), requirement, training, start })
    };
    mission.document().requirements.iter().flat_map(of_requirement).collect()
}

fn support(view: &View, needs: &[Need<'_>], module: ModuleId) -> TrainingSupport {
    let needs: Vec<&Need<'_>> = needs.iter().filter(|need| need.training.module == module).collect();
    let on_offer = supply(view).filter(|(_, lot)| units_on_offer(lot) > 0);
    let without = on_offer.filter(|(_, lot)| {
        let Some(unit_type) = &lot.lot.unit_type else { return false };
        let mut serves = needs.iter().filter(|need| need.requirement.rank_of(unit_type).is_some());
        serves.any(|need| training_decided(lot, need.training, need.start).0 != Met::Met)
    });
    let without: Vec<_> = without.collect();
    let states = without.iter().filter_map(|(pledge, _)| pledge.lead()).collect_set();
    let teaches = |pledge: &PledgeState| {
        let courses = pledge.pledge.courses.clone().into_iter().flatten();
        let of_module = courses.filter(|course| course.module == module);
        let (id, state) = (pledge.pledge.id.clone(), pledge.lead());
        of_module.map(move |course| (id.clone(), state, course)).collect::<Vec<_>>()
    };
    TrainingSupport {
        requirements: needs.iter().map(|need| need.slot.clone()).collect(),
        lots_without: without.iter().map(|(_, lot)| lot.lot.id.clone()).collect(),
        states_without: states.into_iter().collect(),
        courses: view.pledges().flat_map(|(_, pledge)| teaches(pledge)).collect(),
        module,
    }
}
