//! The level that the evidence on file supports.

use crate::record::{EvidenceKind, Level, LevelRequirement, LotState, OnFile, Outcome, Scheme};
use crate::words::value::{Day, LevelId, Met, Text};

/// What a level requires, and whether the evidence on file meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementOnFile {
    /// The requirement in words.
    pub title: Text,
    /// Whether the evidence on file meets it; Unknown where there is none.
    pub met: Met,
}

/// The level that the evidence on file supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supported {
    /// The highest level all of whose requirements are met; absent: none.
    pub at_least: Option<LevelId>,
    /// The highest level none of whose requirements is unmet; absent: none.
    pub at_most: Option<LevelId>,
}

pub(super) fn supported(lot: &LotState, scheme: &Scheme, on: Day) -> Supported {
    let highest = |wanted: fn(Met) -> bool| {
        let fits = |level: &&Level| {
            wanted(on_file(lot, level, scheme, on).iter().fold(Met::Met, |all, one| all.and(one.met)))
        };
        scheme.levels.iter().filter(fits).max_by_key(|level| level.rank).map(|level| level.id.clone())
    };
    Supported { at_least: highest(|met| met == Met::Met), at_most: highest(|met| met != Met::Unmet) }
}

/// Everything a level requires, with what the levels below it require where it builds on them.
pub(super) fn on_file(lot: &LotState, level: &Level, scheme: &Scheme, on: Day) -> Vec<RequirementOnFile> {
    let mut requirements = Vec::new();
    let mut builds = true;
    let mut levels: Vec<&Level> = scheme.levels.iter().filter(|other| other.rank <= level.rank).collect();
    levels.sort_by_key(|level| std::cmp::Reverse(level.rank));
    for level in levels {
        if !builds {
            break;
        }
        requirements.extend(level.requires.iter().map(|requirement| RequirementOnFile {
            title: requirement.title.clone(),
            met: met(lot, requirement, on),
        }));
        builds = level.builds_on_lower;
    }
    requirements
}

/// The latest evidence of the kind decides. None on file is Unknown, and so is evidence that may be about other
/// units of the pledge, or whose outcome nobody stated.
fn met(lot: &LotState, requirement: &LevelRequirement, on: Day) -> Met {
    let fits = |on_file: &&OnFile| {
        on_file.evidence.kind == requirement.evidence && on_file.evidence.document == requirement.document
    };
    let Some(latest) = lot.evidence.iter().filter(fits).max_by_key(|on_file| on_file.on) else {
        return Met::Unknown;
    };
    if latest.evidence.valid_until.is_some_and(|until| until < on) {
        return Met::Unmet;
    }
    match (latest.evidence.outcome, latest.evidence.kind) {
        (Some(Outcome::Passed), _) => Met::Met,
        (Some(Outcome::NotPassed), _) => Met::Unmet,
        // A document or agreement that was received is on file; it needs no outcome.
        (None, EvidenceKind::Document | EvidenceKind::Agreement) => Met::Met,
        (None, _) => Met::Unknown,
    }
}
