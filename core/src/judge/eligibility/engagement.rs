//! Each unit can engage with communities.

use super::gate::Gate;
use super::{Case, Judgement, Rule};

/// **Engagement.** Engagement teams with women in them are counted in all units of the lot together, and must reach the
/// number for each unit: without women in them, half of a community is not spoken with.
///
/// Source: the roundtable of 7 September 2016 asked for engagement with communities by group, and for more training on
/// it; the number stands in the requirement.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Engagement);
    if let Some(teams) = case.requirement.engagement_teams {
        gate.need(format!("{teams} engagement teams with women in each unit"));
        let engagement = case.lot.lot.engagement.as_ref();
        let with_women = engagement.and_then(|engagement| engagement.teams_with_women.as_ref());
        gate.figure(with_women, case.lot.units(), teams.get(), "engagement teams with women");
    }
    gate.judgement()
}
