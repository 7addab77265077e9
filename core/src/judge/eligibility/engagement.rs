//! Each unit can engage with communities.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::words::value::Figure;

/// **Engagement.** Engagement teams with women in them are counted in all units of the lot together, and must reach the
/// number for each unit: without women in them, half of a community is not spoken with. Where nobody said how many teams
/// have women in them, there are no more such teams than teams.
///
/// Source: the roundtable of 7 September 2016 asked for engagement with communities by group, and for more training on
/// it; the number stands in the requirement.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Engagement);
    if let Some(teams) = case.requirement.engagement_teams {
        gate.need(format!("{teams} engagement teams with women in each unit"));
        let (what, units) = ("engagement teams with women", case.lot.units());
        let engagement = case.lot.lot.engagement.as_ref();
        match engagement.and_then(|engagement| engagement.teams_with_women.as_ref()) {
            None => {
                let all = engagement.and_then(|engagement| engagement.teams.as_ref()).and_then(Figure::known);
                gate.between(0, all, units, teams.get(), what);
            }
            with_women => gate.figure(with_women, units, teams.get(), what),
        }
    }
    gate.judgement()
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_lot;
    use super::*;
    use crate::words::finding::Error;
    use crate::words::value::Met;

    /// What the rule says on two units that bring this, where each must have one team with women.
    fn teams(engagement: &str) -> Result<(Met, String, Option<i64>), Error> {
        let lot = format!(r#", "units": 2, "engagement": {{{engagement}}}"#);
        of_lot(Rule::Engagement, &lot, NEED)
    }

    const NEED: &str = r#", "engagement_teams": 1"#;

    #[test]
    fn only_teams_with_women_count() -> Result<(), Error> {
        let judgement = teams(r#""teams": 4, "teams_with_women": 2"#)?;
        assert_eq!(judgement, (Met::Met, "engagement teams with women: 2 in 2 units".to_owned(), Some(0)));
        assert_eq!(teams(r#""teams": 4, "teams_with_women": 1"#)?.2, Some(-1));
        Ok(())
    }

    #[test]
    fn there_are_no_more_teams_with_women_than_teams() -> Result<(), Error> {
        assert_eq!(teams(r#""teams": 2"#)?.0, Met::Unknown);
        assert_eq!(teams(r#""teams": 1"#)?.0, Met::Unmet);
        assert_eq!(teams(r#""teams": 0"#)?.0, Met::Unmet, "declared none");
        Ok(())
    }

    #[test]
    fn silence_is_a_question() -> Result<(), Error> {
        let silent = of_lot(Rule::Engagement, r#", "units": 2"#, NEED)?;
        assert_eq!(
            (silent.0, silent.1.starts_with("engagement teams with women: not stated")),
            (Met::Unknown, true)
        );
        assert_eq!(teams(r#""interpreters": 3"#)?.0, Met::Unknown);
        Ok(())
    }
}
