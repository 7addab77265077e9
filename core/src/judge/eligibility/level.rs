//! The recorded level is high enough.

use super::{Case, Judgement, Rule};
use crate::judge::readiness::{rank, recorded, stated};
use crate::record::{LevelNeeded, RecordedLevel, Scheme};
use crate::words::value::{LevelId, Met};

/// **Level.** The level that the system's owner recorded decides, not the one the State states or the one that the
/// evidence supports. No level on record is Unknown; so is a level recorded for some units of the pledge, where
/// nobody said which.
///
/// Source: only after a successful assessment and advisory visit (Level 2) is a unit considered in a selection
/// (capability requirements paper, March 2022); the minimum itself stands in the requirement.
pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let rule = Rule::Level;
    let Some(LevelNeeded { scheme, level }) = &case.requirement.minimum_level else {
        return Judgement::new(rule, Met::Met, "no level needed", "no minimum level");
    };
    let at_hand = |known: &&Scheme| known.id == *scheme && known.level(level).is_some();
    let Some(scheme) = case.schemes.iter().find(at_hand) else {
        return Judgement::unknown(
            rule,
            "the scheme with this level is not at hand",
            level.as_str(),
            "At which level is the unit registered?",
        );
    };
    let need = format!("{} or higher", title(Some(level), scheme));
    let said = stated(case.lot, scheme);
    let said = said.map(|level| format!("; stated by the State: {}", title(Some(&level), scheme)));
    let said = said.unwrap_or_default();
    let Some(bounds) = recorded(case.lot, scheme) else {
        let have = format!("no level recorded{said}");
        let question = format!("{}: is the unit registered, and at which level?", scheme.title);
        return Judgement::unknown(rule, have, need, question);
    };
    let wanted = rank(Some(level), scheme);
    let (least, most) = (rank(bounds.at_least.as_ref(), scheme), rank(bounds.at_most.as_ref(), scheme));
    let steps = |have: Option<u32>| {
        let place = |rank: Option<u32>| scheme.levels.iter().filter(|level| Some(level.rank) <= rank).count();
        let place = |rank| i64::try_from(place(rank)).unwrap_or(i64::MAX);
        place(have).saturating_sub(place(wanted))
    };
    let have = match bounds.level() {
        Some(level) => title(Some(level), scheme),
        None => {
            let among: Vec<String> =
                case.lot.possibly.iter().map(|possible| in_part(possible, scheme)).collect();
            let base = title(bounds.at_least.as_ref(), scheme);
            if among.is_empty() {
                format!("{base}, perhaps higher")
            } else {
                format!("{base}; {}", among.join("; "))
            }
        }
    };
    let have = format!("{have}{said}");
    let strange = [&bounds.at_least, &bounds.at_most];
    if strange.into_iter().flatten().any(|level| scheme.level(level).is_none()) {
        let question = format!("At which level of {} is the unit registered?", scheme.title);
        return Judgement::unknown(
            rule,
            format!("{have}; the scheme does not have this level"),
            need,
            question,
        );
    }
    if least >= wanted {
        Judgement::new(rule, Met::Met, have, need).margin(steps(least))
    } else if most < wanted {
        Judgement::new(rule, Met::Unmet, have, need).margin(steps(most))
    } else {
        let wanted = title(Some(level), scheme);
        let question =
            format!("Are these units among those at {wanted} or higher, or will they be by {}?", case.start);
        Judgement::unknown(rule, have, need, question)
    }
}

/// A level recorded for some units of a pledge, in words.
fn in_part(recorded: &RecordedLevel, scheme: &Scheme) -> String {
    let count =
        |units: Option<u32>| units.map_or_else(|| "an unknown number".to_owned(), |units| units.to_string());
    format!(
        "{} of the pledge's {} units reached {}, which ones is not stated",
        count(recorded.units),
        count(recorded.of),
        title(Some(&recorded.level), scheme)
    )
}

fn title(level: Option<&LevelId>, scheme: &Scheme) -> String {
    let known = level.and_then(|id| scheme.level(id)).map(|level| level.title.to_string());
    known.or_else(|| level.map(ToString::to_string)).unwrap_or_else(|| "no level".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testing::says;
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::Error;

    const NEED: &str = r#", "minimum_level": {"scheme": "un-pcrs", "level": "level-2"}"#;

    fn recorded(level: &str, units: &str) -> String {
        format!(r#""event": "level-recorded", "scheme": "un-pcrs", "level": "{level}", "units": {units}"#)
    }

    fn level(events: &[(&str, &str)]) -> Result<Judgement, Error> {
        let judgement = says(Rule::Level, Told { events, ..TOLD }, NEED)?;
        assert_eq!(judgement.need, "Level 2 or higher");
        assert_eq!(judgement.met == Met::Unknown, judgement.question.is_some());
        Ok(judgement)
    }

    #[test]
    fn the_recorded_level_decides_with_steps_to_spare() -> Result<(), Error> {
        for (word, met, have, margin) in [
            ("level-1", Met::Unmet, "Level 1", -1),
            ("level-2", Met::Met, "Level 2", 0),
            ("rapid-deployment", Met::Met, "Rapid Deployment Level", 2),
        ] {
            let judgement = level(&[("2026-02-01", &recorded(word, "\"all\""))])?;
            assert_eq!((judgement.met, judgement.have.as_str()), (met, have));
            assert_eq!(judgement.margin, Some(margin), "{word}");
        }
        Ok(())
    }

    #[test]
    fn no_level_on_record_is_a_question_whatever_the_state_states() -> Result<(), Error> {
        assert_eq!((level(&[])?.met, level(&[])?.have.as_str()), (Met::Unknown, "no level recorded"));
        let stated = r#", "units": 1, "stated_levels": [{"scheme": "un-pcrs", "level": "level-3"}]"#;
        let judgement = says(Rule::Level, Told { lot: stated, ..TOLD }, NEED)?;
        assert_eq!(judgement.met, Met::Unknown);
        assert_eq!(judgement.have, "no level recorded; stated by the State: Level 3");
        Ok(())
    }

    #[test]
    fn a_level_of_some_units_is_a_question_unless_it_changes_nothing() -> Result<(), Error> {
        let (first, some) = (recorded("level-1", "\"all\""), recorded("level-2", "1"));
        let judgement = level(&[("2026-02-01", &first), ("2026-03-01", &some)])?;
        assert_eq!((judgement.met, judgement.margin), (Met::Unknown, None));
        assert_eq!(
            judgement.have,
            "Level 1; 1 of the pledge's 2 units reached Level 2, which ones is not stated"
        );
        let (second, some) = (recorded("level-2", "\"all\""), recorded("level-3", "1"));
        assert_eq!(level(&[("2026-02-01", &second), ("2026-03-01", &some)])?.met, Met::Met);
        let events = [("2026-02-01", first.as_str()), ("2026-06-01/2026-07-31", second.as_str())];
        let judgement = level(&events)?;
        assert_eq!((judgement.met, judgement.have.as_str()), (Met::Unknown, "Level 1, perhaps higher"));
        Ok(())
    }

    #[test]
    fn a_level_that_the_scheme_does_not_have_decides_nothing() -> Result<(), Error> {
        let strange = level(&[("2026-02-01", &recorded("level-9", "\"all\""))])?;
        assert_eq!(strange.have, "level-9; the scheme does not have this level");
        assert_eq!((strange.met, strange.margin), (Met::Unknown, None));
        for needed in [
            r#", "minimum_level": {"scheme": "another", "level": "level-2"}"#,
            r#", "minimum_level": {"scheme": "un-pcrs", "level": "level-9"}"#,
        ] {
            let events = [("2026-02-01", "level-1")].map(|(day, word)| (day, recorded(word, "\"all\"")));
            let events = events.each_ref().map(|(day, what)| (*day, what.as_str()));
            let judgement = says(Rule::Level, Told { events: &events, ..TOLD }, needed)?;
            assert_eq!(judgement.met, Met::Unknown, "{needed}");
            assert!(judgement.question.is_some());
        }
        Ok(())
    }

    #[test]
    fn where_no_level_is_asked_for_none_is_needed() -> Result<(), Error> {
        let judgement = says(Rule::Level, TOLD, "")?;
        assert_eq!((judgement.met, judgement.need.as_str()), (Met::Met, "no minimum level"));
        Ok(())
    }
}
