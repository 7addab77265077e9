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
/// units of the pledge, or whose outcome nobody stated. Where such evidence on some units is as new and says otherwise,
/// it is Unknown too: it may be about these.
fn met(lot: &LotState, requirement: &LevelRequirement, on: Day) -> Met {
    let fits = |on_file: &&OnFile| {
        on_file.evidence.kind == requirement.evidence && on_file.evidence.document == requirement.document
    };
    let Some(latest) = lot.evidence.iter().filter(fits).max_by_key(|on_file| on_file.on) else {
        return Met::Unknown;
    };
    let decided = says(latest, on);
    let mut newer = lot.possible_evidence.iter().filter(fits).filter(|possible| latest.on <= possible.on);
    if newer.all(|possible| says(possible, on) == decided) { decided } else { Met::Unknown }
}

/// What one piece of evidence says on the day.
fn says(on_file: &OnFile, on: Day) -> Met {
    if on_file.evidence.valid_until.is_some_and(|until| until < on) {
        return Met::Unmet;
    }
    match (on_file.evidence.outcome, on_file.evidence.kind) {
        (Some(Outcome::Passed), _) => Met::Met,
        (Some(Outcome::NotPassed), _) => Met::Unmet,
        // A document or agreement that was received is on file; it needs no outcome.
        (None, EvidenceKind::Document | EvidenceKind::Agreement) => Met::Met,
        (None, _) => Met::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TOLD, Told, lot};
    use super::*;
    use crate::words::finding::Error;

    /// Two levels: a paper for the first, a visit for the second.
    fn scheme(builds: bool) -> Result<Scheme, Error> {
        Scheme::read(&format!(
            r#"{{"format": "pledgebook.scheme/1", "id": "s", "title": "S", "sources": [], "levels": [
                {{"id": "one", "title": "One", "meaning": "M", "rank": 1, "builds_on_lower": true, "source": "S",
                  "requires": [{{"title": "Paper", "evidence": "document", "document": "paper", "source": "S",
                                 "illustrative": true}}]}},
                {{"id": "two", "title": "Two", "meaning": "M", "rank": 2, "builds_on_lower": {builds}, "source": "S",
                  "requires": [{{"title": "Visit", "evidence": "verification-visit", "source": "S",
                                 "illustrative": true}}]}}]}}"#
        ))
    }

    fn evidence(rest: &str) -> String {
        format!(r#""event": "evidence-recorded", "evidence": {{"id": "x", {rest}}}, "units": "all""#)
    }

    fn paper() -> String {
        evidence(r#""kind": "document", "document": "paper""#)
    }

    fn visit(rest: &str) -> String {
        evidence(&format!(r#""kind": "verification-visit"{rest}"#))
    }

    /// The supported level, at least and at most, as text; `-` is none.
    fn levels(events: &[(&str, &str)], on: &str, builds: bool) -> Result<(String, String), Error> {
        let view = Told { events, on, ..TOLD }.view()?;
        let found = supported(lot(&view)?.1, &scheme(builds)?, view.valid());
        let word = |level: Option<LevelId>| level.map_or("-".to_owned(), |level| level.to_string());
        Ok((word(found.at_least), word(found.at_most)))
    }

    fn are(least: &str, most: &str) -> (String, String) {
        (least.to_owned(), most.to_owned())
    }

    const ON: &str = "2026-06-30";

    #[test]
    fn evidence_carries_a_level_and_its_absence_does_not_deny_one() -> Result<(), Error> {
        assert_eq!(levels(&[], ON, true)?, are("-", "two"));
        assert_eq!(levels(&[("2026-02-01", &paper())], ON, true)?, are("one", "two"));
        let passed = visit(r#", "outcome": "passed""#);
        assert_eq!(
            levels(&[("2026-02-01", &paper()), ("2026-03-01", &passed)], ON, true)?,
            are("two", "two")
        );
        assert_eq!(
            levels(&[("2026-02-01", &paper()), ("2026-03-01", &passed)], "2026-02-28", true)?,
            are("one", "two")
        );
        Ok(())
    }

    #[test]
    fn a_visit_counts_by_how_it_came_out_and_the_latest_counts() -> Result<(), Error> {
        let (passed, failed) = (visit(r#", "outcome": "passed""#), visit(r#", "outcome": "not-passed""#));
        let paper = paper();
        let after = |first: &str, second: &str| {
            levels(&[("2026-02-01", &paper), ("2026-03-01", first), ("2026-04-01", second)], ON, true)
        };
        assert_eq!(after(&passed, &failed)?, are("one", "one"));
        assert_eq!(after(&failed, &passed)?, are("two", "two"));
        assert_eq!(after(&passed, &visit(""))?, are("one", "two"), "how it came out is not stated");
        Ok(())
    }

    #[test]
    fn newer_evidence_on_some_units_that_says_otherwise_decides_nothing() -> Result<(), Error> {
        let (passed, failed) = (visit(r#", "outcome": "passed""#), visit(r#", "outcome": "not-passed""#));
        let some = |all: &str| all.replace("\"all\"", "1");
        let after =
            |first: &str, second: &str| levels(&[("2026-03-01", first), ("2026-04-01", second)], ON, false);
        assert_eq!(after(&passed, &some(&failed))?, are("-", "two"));
        assert_eq!(after(&failed, &some(&passed))?, are("-", "two"));
        assert_eq!(after(&passed, &some(&passed))?, are("two", "two"));
        assert_eq!(after(&some(&failed), &passed)?, are("two", "two"), "older");
        Ok(())
    }

    #[test]
    fn evidence_ends_after_its_last_day() -> Result<(), Error> {
        let paper = evidence(r#""kind": "document", "document": "paper", "valid_until": "2026-05-31""#);
        assert_eq!(levels(&[("2026-02-01", &paper)], "2026-05-31", true)?, are("one", "two"));
        assert_eq!(levels(&[("2026-02-01", &paper)], "2026-06-01", true)?, are("-", "-"));
        Ok(())
    }

    #[test]
    fn evidence_on_some_units_or_of_another_kind_decides_nothing() -> Result<(), Error> {
        let some = paper().replace("\"all\"", "1");
        assert_eq!(levels(&[("2026-02-01", &some)], ON, true)?, are("-", "two"));
        let other = paper().replace("\"paper\"", "\"other-paper\"");
        assert_eq!(levels(&[("2026-02-01", &other)], ON, true)?, are("-", "two"));
        Ok(())
    }

    #[test]
    fn a_level_that_does_not_build_on_the_lower_stands_by_itself() -> Result<(), Error> {
        let passed = visit(r#", "outcome": "passed""#);
        assert_eq!(levels(&[("2026-03-01", &passed)], ON, false)?, are("two", "two"));
        assert_eq!(levels(&[("2026-03-01", &passed)], ON, true)?, are("-", "two"));
        Ok(())
    }
}
