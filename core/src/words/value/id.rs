//! Ids: lowercase ASCII, so that two that look alike are alike.

use std::fmt;
use std::str::FromStr;

use super::text_value;
use crate::words::finding::{Code, Malformed};

fn check(text: &str) -> Result<(), Malformed> {
    let head = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let body = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-._".contains(&b));
    if head && body && text.len() <= 64 {
        return Ok(());
    }
    Err(Malformed::new(
        Code::MalformedId,
        format!("`{}` is not an id.", super::clipped(text)),
        "An id begins with a lowercase letter or digit, goes on with those and `-`, `.`, `_`, and has at most 64 characters.",
    ))
}

macro_rules! ids {
    ($( $(#[doc = $doc:literal])+ $name:ident, )+) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = Malformed;

            fn from_str(text: &str) -> Result<Self, Malformed> {
                check(text).map(|()| Self(text.into()))
            }
        }

        text_value!(
            $name,
            about = concat!($( $doc ),+).trim_ascii(),
            pattern = "^[a-z0-9][a-z0-9._-]{0,63}$",
            longest = 64
        );
    )+ };
}

ids! {
    /// Names a pledge in the registry.
    PledgeId,
    /// Names a lot; unique in the registry, not only in its pledge.
    LotId,
    /// Names an event; given by the caller, and so the key that makes recording it twice harmless.
    EventId,
    /// Names a piece of evidence.
    EvidenceId,
    /// Names a visit, also where it is told of several pledges, by an event for each.
    VisitId,
    /// Names a stage in a lot's timeline.
    StageId,
    /// Names a mission.
    MissionId,
    /// Names a unit requirement in its mission.
    RequirementId,
    /// Names a readiness scheme, such as `un-pcrs`.
    SchemeId,
    /// Names a level in its scheme.
    LevelId,
    /// Names a unit type in the catalogue.
    UnitTypeId,
    /// Names a limit on a match.
    LimitId,
    /// Names a planning assumption.
    AssumptionId,
    /// Names who recorded an event: a desk or a system, never a person.
    ActorId,
    /// Names a term of the catalogue.
    TermId,
    /// Names a category of equipment in the catalogue.
    EquipmentId,
    /// Names a category of self-sustainment in the catalogue.
    SelfSustainmentId,
    /// Names a training module in the catalogue.
    ModuleId,
    /// Names an activity in the catalogue, such as `night-operations`: what a task may ask for, and a caveat may touch.
    ActivityId,
    /// Names a mandate task in its mission.
    TaskId,
    /// Names an undertaking in its mission.
    UndertakingId,
    /// Names a scenario in its mission.
    ScenarioId,
    /// Names a course of training that a State offers.
    CourseId,
    /// Names a lesson.
    LessonId,
    /// Names a recommendation.
    RecommendationId,
}

/// Names a unit requirement across missions: `mission/requirement`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlotId(Box<str>);

impl SlotId {
    /// The requirement of this mission.
    pub fn new(mission: &MissionId, requirement: &RequirementId) -> Self {
        Self(format!("{mission}/{requirement}").into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SlotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for SlotId {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let parts = text
            .split_once('/')
            .filter(|(mission, requirement)| !mission.is_empty() && !requirement.is_empty());
        let Some((mission, requirement)) = parts else {
            let message = format!("`{}` does not name a mission and a requirement.", super::clipped(text));
            return Err(Malformed::new(Code::MalformedId, message, "Write `mission/requirement`."));
        };
        check(mission)?;
        check(requirement)?;
        Ok(Self(text.into()))
    }
}

text_value!(
    SlotId,
    about = "Names a unit requirement across missions: `mission/requirement`.",
    pattern = "^[a-z0-9][a-z0-9._-]{0,63}/[a-z0-9][a-z0-9._-]{0,63}$",
    longest = 129
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_lowercase_ascii_up_to_64() {
        for good in ["a", "0", "chn-standby-force", "req_4.b", &"x".repeat(64)] {
            assert!(good.parse::<LotId>().is_ok(), "{good}");
        }
        for bad in ["", "-a", "A", "lot 1", "\u{0430}bc", "a\u{202e}", &"x".repeat(65)] {
            assert!(bad.parse::<LotId>().is_err(), "{bad}");
        }
    }
}
