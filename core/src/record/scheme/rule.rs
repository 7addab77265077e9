//! The rules of a scheme: what must be on file for a level, in a small language that reads like the guideline it states.
//!
//! | written | means |
//! |---|---|
//! | `{"all": [...]}` | all of these |
//! | `{"any": [...]}` | at least one of these |
//! | `{"at_least": {"number": 2, "of": [...]}}` | at least so many of these |
//! | `{"evidence": "document", "document": "note-verbale"}` | a piece of evidence of this kind |
//! | `{"evidence": "verification-visit", "passed": true, "no_open": "critical", "within_days": 365}` | the same, as it must have come out |
//! | `{"training": "humanitarian-law", "share": 80, "validator": "external"}` | training in this module |
//! | `{"level": "level-1"}` | all that another level of the scheme requires |
//!
//! What is answered is Met, Unmet or Unknown (`judge::readiness`).

use crate::words::document::{Lift, Lifter, Node, document, put_in_order};
use crate::words::finding::{Code, Malformed};
use crate::words::value::{Count, Days, LevelId, ModuleId, Percent, Text};

use super::super::evidence::{EvidenceKind, PointSeverity};
use super::super::validator::Validator;

/// How deep rules may stand in each other: what is nested deeper, nobody reads.
pub const DEEPEST_RULE: usize = 4;

/// What must be so for a level.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum LevelRule {
    /// All of some rules.
    All(AllOf),
    /// One of some rules, or more.
    Any(AnyOf),
    /// So many of some rules.
    AtLeast(SoManyOf),
    /// A piece of evidence.
    Evidence(EvidenceAsked),
    /// Training.
    Training(TrainingAsked),
    /// All that another level requires.
    Level(LevelAsked),
}

document! {
    /// All of these must be met.
    pub struct AllOf {
        /// The rules; their order says nothing.
        pub all: Vec<LevelRule>,
    }
}

document! {
    /// At least one of these must be met.
    pub struct AnyOf {
        /// The rules; their order says nothing.
        pub any: Vec<LevelRule>,
    }
}

document! {
    /// At least so many of some rules must be met.
    pub struct SoManyOf {
        /// How many, and of which.
        pub at_least: NumberOf,
    }
}

document! {
    /// How many of which rules.
    pub struct NumberOf {
        /// At least so many.
        pub number: Count,
        /// The rules; their order says nothing.
        pub of: Vec<LevelRule>,
    }
}

document! {
    /// A piece of evidence must be on file for all units, valid on the day, and not have come out otherwise. The latest of
    /// its kind counts.
    pub struct EvidenceAsked {
        /// The kind.
        pub evidence: EvidenceKind,
        /// Which document or agreement; absent for kinds that name none.
        pub document: Option<Text>,
        /// Whether it must be stated that it was passed; absent: it counts unless it is stated that it was not.
        pub passed: Option<bool>,
        /// No finding of this severity, or of a higher one, may be open; absent: open findings do not matter.
        pub no_open: Option<PointSeverity>,
        /// It must be of one of the last so many days before the day that is asked about, or of that day; absent: its age
        /// does not matter.
        pub within_days: Option<Days>,
    }
}

document! {
    /// Persons must be trained, shown by evidence that is valid on the day and was not called into question since.
    pub struct TrainingAsked {
        /// The module.
        pub training: ModuleId,
        /// At least this share of persons; absent: any.
        pub share: Option<Percent>,
        /// Validated at least so: by themselves, by another contributor (peer), or from outside (external); absent: any.
        pub validator: Option<Validator>,
        /// Trained within so many days before the day that is asked about; absent: whenever.
        pub within_days: Option<Days>,
    }
}

document! {
    /// All that another level of the scheme requires must be met.
    pub struct LevelAsked {
        /// The level.
        pub level: LevelId,
    }
}

impl LevelRule {
    /// The keys by one of which a rule is told.
    pub const KEYS: [&'static str; 6] = ["all", "any", "at_least", "evidence", "training", "level"];

    /// The rules it consists of.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All(of) => &of.all,
            Self::Any(of) => &of.any,
            Self::AtLeast(of) => &of.at_least.of,
            Self::Evidence(_) | Self::Training(_) | Self::Level(_) => &[],
        }
    }

    pub(super) fn normalise(&mut self) {
        let parts = match self {
            Self::All(of) => &mut of.all,
            Self::Any(of) => &mut of.any,
            Self::AtLeast(of) => &mut of.at_least.of,
            Self::Evidence(_) | Self::Training(_) | Self::Level(_) => return,
        };
        parts.iter_mut().for_each(Self::normalise);
        put_in_order(parts, Self::in_words);
    }
}

impl Lift for LevelRule {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        if !node.is_object() {
            return at.wrong_type(node, "an object");
        }
        match Self::KEYS.into_iter().find(|key| node.has(key)) {
            Some("all") => Lift::lift(node, at).map(Self::All),
            Some("any") => Lift::lift(node, at).map(Self::Any),
            Some("at_least") => Lift::lift(node, at).map(Self::AtLeast),
            Some("evidence") => Lift::lift(node, at).map(Self::Evidence),
            Some("training") => Lift::lift(node, at).map(Self::Training),
            Some(_) => Lift::lift(node, at).map(Self::Level),
            None => {
                let message = "A rule says what it asks for under one key, and this one has none of those.";
                let help = format!("Known are {}.", Self::KEYS.map(|key| format!("`{key}`")).join(", "));
                at.refuse(node, Malformed::new(Code::MissingKey, message, help))
            }
        }
    }
}
