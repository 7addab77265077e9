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
