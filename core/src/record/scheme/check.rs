//! What can be wrong with a scheme beyond its shape.

use std::collections::{BTreeMap, BTreeSet};

use super::super::evidence::EvidenceKind;
use super::{DEEPEST_RULE, Level, LevelRequirement, LevelRule, Scheme};
use crate::words::Catalogue;
use crate::words::catalogue::{Vocabulary, repeated, repeated_at};
use crate::words::document::{Parts, in_words};
use crate::words::finding::{Code, Finding};
use crate::words::value::{LevelId, nearest};

/// More levels than any scheme has.
const MOST_LEVELS: usize = 64;
/// So many parts of rules may have to be looked at for one level, those of levels that it names among them.
const MOST_PARTS: u64 = 10_000;

pub(super) fn check(scheme: &Scheme, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    if scheme.levels.len() > MOST_LEVELS {
        let message = format!("There are {} levels; {MOST_LEVELS} are allowed.", scheme.levels.len());
        let finding = Finding::new(Code::TooLarge, "/levels", message);
        return findings.push(finding.help("Make several schemes of it."));
    }
    if scheme.levels.is_empty() {
        let message = "A scheme without levels says nothing of how ready a unit is.";
        let finding = Finding::new(Code::RuleAsksNothing, "/levels", message);
        findings.push(finding.help("Give it at least one level."));
    }
    repeated(scheme.levels.iter().map(|level| level.id.to_string()), "/levels", findings);
    let ranks = scheme.levels.iter().enumerate().map(|(i, level)| (format!("/levels/{i}/rank"), level.rank));
    check_ranks(ranks, findings);
    for (i, level) in scheme.levels.iter().enumerate() {
        for (j, requirement) in level.requires.iter().enumerate() {
            let path = format!("/levels/{i}/requires/{j}");
            check_requirement(requirement, &path, catalogue, findings);
            check_levels(&requirement.rule, &format!("{path}/rule"), scheme, findings);
        }
        let titles = level.requires.iter().map(|requirement| requirement.title.to_string());
        repeated(titles, &format!("/levels/{i}/requires"), findings);
        if let Some(commitment) = &level.commitment
            && commitment.preferred.is_some_and(|preferred| preferred > commitment.days)
        {
            let path = format!("/levels/{i}/commitment/preferred");
            let message = format!("More days are preferred than the {} at most.", commitment.days);
            let finding = Finding::new(Code::DaysNotOrdered, path, message);
            findings.push(finding.help("Put the smaller number under `preferred`."));
        }
    }
    // Of levels that cannot be told apart, nobody could say which requires which.
    let ids: BTreeSet<&LevelId> = scheme.levels.iter().map(|level| &level.id).collect();
    if ids.len() == scheme.levels.len() {
        let before = findings.len();
        check_circles(scheme, findings);
        if findings.len() == before {
            check_parts_of_levels(scheme, findings);
        }
    }
}

/// A level that is named by many ways is looked at by each of them: together these must stay few.
fn check_parts_of_levels(scheme: &Scheme, findings: &mut Vec<Finding>) {
    let mut known = BTreeMap::new();
    for (i, level) in scheme.levels.iter().enumerate() {
        let parts = parts_of(level, scheme, &mut known);
        if parts > MOST_PARTS {
            let message = format!(
                "More than {MOST_PARTS} parts of rules would have to be looked at for the level `{}`.",
                level.id
            );
            let finding = Finding::new(Code::TooLarge, format!("/levels/{i}/requires"), message);
            return findings
                .push(finding.help("Let it name fewer levels; each brings all that it requires."));
        }
    }
}

/// How many parts of rules are looked at for a level of a scheme without circles.
fn parts_of<'s>(level: &'s Level, scheme: &'s Scheme, known: &mut BTreeMap<&'s LevelId, u64>) -> u64 {
    if let Some(parts) = known.get(&level.id) {
        return *parts;
    }
    let mut parts = 0_u64;
    for requirement in scheme.including(level).into_iter().flat_map(|level| &level.requires) {
        let mut rules = vec![&requirement.rule];
        while let Some(rule) = rules.pop() {
            rules.extend(rule.parts());
            let other = match rule {
                LevelRule::Level(asked) => scheme.level(&asked.level),
                _ => None,
            };
            let within = other.map_or(0, |other| parts_of(other, scheme, known));
            parts = parts.saturating_add(within).saturating_add(1);
        }
    }
    known.insert(&level.id, parts);
    parts
}

pub(super) fn check_parts(parts: &Parts<'_>, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    repeated_at(parts.ids::<LevelId>("/levels", "id"), findings);
    check_ranks(parts.at("/levels/*/rank"), findings);
    for (path, requirement) in parts.at::<LevelRequirement>("/levels/*/requires/*") {
        check_requirement(&requirement, &path, catalogue, findings);
    }
}

fn check_ranks(ranks: impl IntoIterator<Item = (String, u32)>, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (path, rank) in ranks {
        if !seen.insert(rank) {
            let message = format!("Another level has the rank {rank} too.");
            let finding = Finding::new(Code::RankNotUnique, path, message);
            findings.push(finding.help("Give each level its own rank; a higher one is readier."));
        }
    }
}

/// What can be told of a requirement without the other levels.
fn check_requirement(
    requirement: &LevelRequirement,
    path: &str,
    catalogue: &Catalogue,
    findings: &mut Vec<Finding>,
) {
    let types = requirement.unit_types.as_deref();
    for (k, id) in types.unwrap_or_default().iter().enumerate() {
        catalogue.check_unit_type(id, format!("{path}/unit_types/{k}"), findings);
    }
    if types.is_some_and(<[_]>::is_empty) {
        let message = "A requirement for no unit type asks nothing of anybody.";
        let finding = Finding::new(Code::RuleAsksNothing, format!("{path}/unit_types"), message);
        findings.push(finding.help("Name the unit types, or leave the key out where it is for all."));
    }
    repeated(
        types.unwrap_or_default().iter().map(ToString::to_string),
        &format!("{path}/unit_types"),
        findings,
    );
    check_rule(&requirement.rule, &format!("{path}/rule"), 1, catalogue, findings);
}

fn check_rule(rule: &LevelRule, path: &str, deep: usize, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    if deep > DEEPEST_RULE {
        let message = format!("Rules stand more than {DEEPEST_RULE} deep in each other.");
        let finding = Finding::new(Code::TooLarge, path, message);
        return findings.push(finding.help("Make requirements of their own of its parts."));
    }
    let never = |path: String, message: String, help: &str| {
        Finding::new(Code::RuleNeverMet, path, message).help(help.to_owned())
    };
    let nothing = |path: String, message: &str| {
        Finding::new(Code::RuleAsksNothing, path, message.to_owned())
            .help("Name what is asked for, or take it out.")
    };
    let parts = match rule {
        LevelRule::All(of) => {
            if of.all.is_empty() {
                findings.push(nothing(format!("{path}/all"), "All of nothing is met whatever is on file."));
            }
            "all"
        }
        LevelRule::Any(of) => {
            if of.any.is_empty() {
                let message = "One of nothing is never met.".to_owned();
                findings.push(never(format!("{path}/any"), message, "Name what would do."));
            }
            "any"
        }
        LevelRule::AtLeast(of) => {
            let (number, there) = (of.at_least.number.get(), of.at_least.of.len());
            let path = format!("{path}/at_least/number");
            if number == 0 {
                findings.push(nothing(path, "At least none is met whatever is on file."));
            } else if usize::try_from(number).map_or(true, |number| number > there) {
                let message = format!("At least {number} of {there} are asked for.");
                findings.push(never(path, message, "Lower the number, or name more of which it counts."));
            }
            "at_least/of"
        }
        LevelRule::Evidence(asked) => {
            if [EvidenceKind::HumanRightsScreening, EvidenceKind::MisconductVetting].contains(&asked.evidence)
            {
                let message =
                    "Of screening and vetting each step has its own answer, and a rule names no step.";
                let finding = Finding::new(Code::NotOfThisKind, format!("{path}/evidence"), message);
                findings.push(finding.help("Ask for the certificate as a document."));
            }
            if asked.passed == Some(false) {
                let message = "A level cannot ask that something was not passed.".to_owned();
                let help = "Write `true`, or leave the key out where it need not be stated.";
                findings.push(never(format!("{path}/passed"), message, help));
            }
            ""
        }
        LevelRule::Training(asked) => {
            let path = format!("{path}/training");
            catalogue.check_term(Vocabulary::TrainingModule, asked.training.as_str(), &path, findings);
            ""
        }
        LevelRule::Level(_) => "",
    };
    repeated(rule.parts().iter().map(in_words), &format!("{path}/{parts}"), findings);
    for (k, part) in rule.parts().iter().enumerate() {
        check_rule(part, &format!("{path}/{parts}/{k}"), deep.saturating_add(1), catalogue, findings);
    }
}

/// Levels that are named are there.
fn check_levels(rule: &LevelRule, path: &str, scheme: &Scheme, findings: &mut Vec<Finding>) {
    let parts = match rule {
        LevelRule::All(_) => "all",
        LevelRule::Any(_) => "any",
        LevelRule::AtLeast(_) => "at_least/of",
        LevelRule::Evidence(_) | LevelRule::Training(_) => return,
        LevelRule::Level(asked) => {
            if scheme.level(&asked.level).is_none() {
                let message = format!("The scheme has no level `{}`.", asked.level);
                let finding = Finding::new(Code::NotFound, format!("{path}/level"), message);
                let ids = scheme.levels.iter().map(|level| level.id.as_str());
                findings.push(match nearest(asked.level.as_str(), ids) {
                    Some(near) => finding.help(format!("Did you mean `{near}`?")),
                    None => finding.help("Name one of its levels."),
                });
            }
            return;
        }
    };
    for (k, part) in rule.parts().iter().enumerate() {
        check_levels(part, &format!("{path}/{parts}/{k}"), scheme, findings);
    }
}

/// Levels that require each other can never be reached: a level requires those that its rules name, and, where it
/// builds on them, those below it. Each circle is one finding, at its lowest level.
fn check_circles(scheme: &Scheme, findings: &mut Vec<Finding>) {
    let requires: BTreeMap<&LevelId, BTreeSet<&LevelId>> =
        scheme.levels.iter().map(|level| (&level.id, required_by(level, scheme))).collect();
    let mut told: BTreeSet<&LevelId> = BTreeSet::new();
    let mut by_rank: Vec<(usize, &Level)> = scheme.levels.iter().enumerate().collect();
    by_rank.sort_by_key(|(_, level)| level.rank);
    for (i, level) in by_rank {
        let reached = all_from(&level.id, &requires);
        if !reached.contains(&level.id) || told.contains(&level.id) {
            continue;
        }
        told.extend(reached.iter().filter(|other| all_from(other, &requires).contains(&level.id)));
        let message =
            format!("The level `{}` requires itself, by way of what it names or builds on.", level.id);
        let finding = Finding::new(Code::LevelCycle, format!("/levels/{i}/requires"), message);
        findings.push(finding.help("Let a level name lower ones only."));
    }
}

fn required_by<'s>(level: &'s Level, scheme: &'s Scheme) -> BTreeSet<&'s LevelId> {
    let mut required = BTreeSet::new();
    let mut rules: Vec<&LevelRule> = level.requires.iter().map(|requirement| &requirement.rule).collect();
    while let Some(rule) = rules.pop() {
        rules.extend(rule.parts());
        if let LevelRule::Level(asked) = rule {
            required.insert(&asked.level);
        }
    }
    if level.builds_on_lower {
        let below = scheme.levels.iter().filter(|other| other.rank < level.rank);
        required.extend(below.max_by_key(|other| other.rank).map(|other| &other.id));
    }
    required
}

/// Every level that is required from here, at any remove.
fn all_from<'s>(
    from: &LevelId,
    requires: &BTreeMap<&'s LevelId, BTreeSet<&'s LevelId>>,
) -> BTreeSet<&'s LevelId> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&LevelId> = requires.get(from).into_iter().flatten().copied().collect();
    while let Some(level) = next.pop() {
        if reached.insert(level) {
            next.extend(requires.get(level).into_iter().flatten().copied());
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many levels, each of which builds on the one below it and names it besides.
    fn chain(levels: usize) -> String {
        let level = |i: usize| {
            let rule = match i.checked_sub(1) {
                None => r#"{"evidence": "exercise"}"#.to_owned(),
                Some(below) => format!(r#"{{"level": "l{below}"}}"#),
            };
            format!(
                r#"{{"id": "l{i}", "title": "L{i}", "meaning": "M", "rank": {i}, "builds_on_lower": true, "source": "S",
                    "requires": [{{"title": "T", "rule": {rule}, "source": "S", "illustrative": true}}]}}"#
            )
        };
        let levels: Vec<String> = (0..levels).map(level).collect();
        let levels = levels.join(",");
        format!(
            r#"{{"format": "pledgebook.scheme/2", "id": "s", "title": "S", "sources": [], "levels": [{levels}]}}"#
        )
    }

    #[test]
    fn levels_that_are_reached_by_too_many_ways_are_refused() {
        // Twice as many ways for each level: of ten levels about a thousand, of forty a million million.
        assert!(Scheme::read(&chain(10)).is_ok());
        for (levels, path) in [(40, "/levels/13/requires"), (65, "/levels")] {
            let refused = Scheme::read(&chain(levels)).err();
            let found = refused.iter().flat_map(|error| error.findings());
            let found: Vec<_> = found.map(|finding| (finding.code, finding.path.as_str())).collect();
            assert_eq!(found, [(Code::TooLarge, path)]);
        }
    }
}
