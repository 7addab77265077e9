//! The level that the evidence on file supports, and what of each level's requirements it meets.

use super::holds::{Case, Held, Leaf, sooner};
use crate::record::{Level, LevelRequirement, LotState, OnFile, Scheme};
use crate::words::value::{Day, LevelId, Met};

/// What a level requires, and whether the evidence on file meets it.
#[derive(Clone, Debug)]
pub struct RequirementOnFile<'a> {
    /// The level that requires it.
    pub level: &'a Level,
    /// The requirement.
    pub requirement: &'a LevelRequirement,
    /// Whether the evidence on file meets it; Unknown where there is none.
    pub met: Met,
    /// The parts of its rule, each with the evidence that decides.
    pub leaves: Vec<Leaf<'a>>,
}

impl<'a> RequirementOnFile<'a> {
    /// The evidence that decides, each piece once.
    pub fn decided_by(&self) -> Vec<&'a OnFile> {
        let mut pieces: Vec<&OnFile> = Vec::new();
        for file in self.leaves.iter().filter_map(|leaf| leaf.evidence) {
            if !pieces.iter().any(|other| std::ptr::eq(*other, file)) {
                pieces.push(file);
            }
        }
        pieces
    }
}

/// The level that the evidence on file supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supported {
    /// The highest level all of whose requirements are met; absent: none.
    pub at_least: Option<LevelId>,
    /// The highest level none of whose requirements is unmet; absent: none.
    pub at_most: Option<LevelId>,
}

/// How a lot stands with all levels of a scheme, on a day.
pub(super) struct Standing<'a> {
    /// Every requirement that is for units of this type, by level from the lowest.
    pub(super) requirements: Vec<RequirementOnFile<'a>>,
    /// The highest level all of whose requirements are met.
    pub(super) at_least: Option<&'a Level>,
    /// The highest level none of whose requirements is unmet.
    pub(super) at_most: Option<&'a Level>,
    /// The first day on which that may be otherwise with nothing more recorded.
    pub(super) next: Option<Day>,
}

impl<'a> Standing<'a> {
    pub(super) fn on(lot: &'a LotState, scheme: &'a Scheme, on: Day) -> Self {
        let case = Case { lot, scheme, on, deep: 0 };
        let mut levels: Vec<&Level> = scheme.levels.iter().collect();
        levels.sort_by_key(|level| level.rank);
        let mut standing = Self { requirements: Vec::new(), at_least: None, at_most: None, next: None };
        // What is asked by the levels so far that build on each other; `None`: nothing of units of this type.
        let mut below: Option<Held> = None;
        for level in levels {
            let mut asked = if level.builds_on_lower { below } else { None };
            for requirement in &level.requires {
                let mut leaves = Vec::with_capacity(1);
                if let Some(held) = case.requirement(requirement, &mut |leaf| leaves.push(leaf)) {
                    asked = Some(asked.map_or(held, |all| all.and(held)));
                    standing.requirements.push(RequirementOnFile {
                        level,
                        requirement,
                        met: held.met,
                        leaves,
                    });
                }
            }
            let all = asked.unwrap_or(Held { met: Met::Unknown, next: None });
            match all.met {
                Met::Met => (standing.at_least, standing.at_most) = (Some(level), Some(level)),
                Met::Unknown => standing.at_most = Some(level),
                Met::Unmet => {}
            }
            standing.next = sooner(standing.next, all.next);
            below = asked;
        }
        standing
    }

    pub(super) fn supported(&self) -> Supported {
        let id = |level: Option<&Level>| level.map(|level| level.id.clone());
        Supported { at_least: id(self.at_least), at_most: id(self.at_most) }
    }

    /// What a level requires and is not on file as met, those included on which it builds: its own first, the nearest
    /// below it next.
    pub(super) fn not_met(&self, level: &Level, scheme: &Scheme) -> Vec<&RequirementOnFile<'a>> {
        let mut found = Vec::new();
        for included in scheme.including(level) {
            let of_it = self.requirements.iter().filter(|each| std::ptr::eq(each.level, included));
            found.extend(of_it.filter(|each| each.met != Met::Met));
        }
        found
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
        let scheme = scheme(builds)?;
        let found = Standing::on(lot(&view)?.1, &scheme, view.valid()).supported();
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
