//! The proposed matches of a plan in time: the stages of each lot, for the requirement that it would serve.

use super::plan::Plan;
use super::sourced::Sourced;
use crate::judge::timeline::{Setting, Timeline, timeline};

/// A proposed match in time.
#[derive(Clone, Debug)]
pub struct InTime<'p> {
    /// The proposed match.
    pub proposal: &'p Sourced,
    /// What its timeline is asked about.
    pub setting: Setting<'p>,
    /// The stages of its lot, and when it arrives.
    pub timeline: Timeline,
}

/// In the order of the proposals. A match whose record is gone has none, which cannot be of a plan of its own view.
pub(super) fn in_time(plan: &Plan) -> Vec<InTime<'_>> {
    let sourcing = &plan.sourcing;
    let assumptions = sourcing.options.assumptions.as_deref().unwrap_or_default();
    let each = plan.proposals().iter().filter_map(|proposal| {
        let asked = sourcing.requirement(&proposal.requirement)?;
        let offered = sourcing.view.lot(&proposal.lot)?;
        let mission = asked.mission.document();
        let setting = Setting::new(&sourcing.view, offered, mission, Some(asked.start));
        let setting = setting.serving(asked.requirement);
        let timeline = timeline(&setting, &sourcing.schemes, assumptions);
        Some(InTime { proposal, setting, timeline })
    });
    each.collect()
}
