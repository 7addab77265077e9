//! The answer: a plan that keeps the rows, and what no plan under them can be better than.

use super::super::certificate::Certificate;
use super::super::cost::{Cost, Levels};
use super::super::engine::{Strategy, Work};
use super::super::fault;
use super::super::problem::Problem;
use super::super::solution::{Proposal, Shortage, Solution, solve_within};
use super::document::SideRows;
use super::model::{Candidate, Model, OF_ROWS};
use super::search::search;
use crate::words::document::{self, CollectInOrder, Document, document, format_tag};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, LimitId, Text};

format_tag!(
    /// The format of a plan under side rows.
    BoundedFormat = "pledgebook.bounded/1"
);

document! {
    /// A plan under side rows, with what is proven of it.
    pub struct Bounded {
        /// The format.
        pub format: BoundedFormat,
        /// The rows.
        pub rows: SideRows,
        /// What is proposed, by requirement and lot.
        pub proposals: Vec<Proposal>,
        /// What stays short, by requirement.
        pub shortages: Vec<Shortage>,
        /// The names of the levels: those of the rows, then those of the problem.
        pub levels: Vec<Text>,
        /// What the plan costs on each level.
        pub value: Cost,
        /// What no plan under the rows can be better than, level by level; it ends with the first level on which it is
        /// below the value.
        pub proven: Cost,
        /// How the plan stands to each row.
        pub standings: Vec<RowStanding>,
        /// The steps of the search: one for each node, and for each pivot and branch of a linear program one look at each
        /// of its columns and lines.
        pub steps: i64,
        /// Whether the work limit ended the search.
        pub ended: bool,
        /// The best plan without the rows, with what proves it: no plan under the rows is better. Absent where it
        /// stands beside this answer, as in a plan for missions.
        pub without_rows: Option<Certificate>,
    }
}

document! {
    /// How a plan stands to a row.
    pub struct RowStanding {
        /// The row.
        pub row: LimitId,
        /// Whether the plan keeps it.
        pub kept: bool,
        /// What is counted: a sum of weights or units, the part of a share, groups or sets in use, units that are needed
        /// together, or units of all parts.
        pub reached: i64,
        /// What it is counted of: the whole of a share, units that need others, or the units of a whole.
        pub of: Option<i64>,
        /// By how much a floor is missed; absent where it is not.
        pub short: Option<i64>,
        /// What the best plan without rows reaches.
        pub reached_without: i64,
        /// Whether the best plan without rows keeps it; where it does not, the row has changed the plan.
        pub kept_without: bool,
    }
}

/// Solves a problem under side rows, within a budget of work; see the module's page for what is proven.
///
/// The budget is that of the search: the plan without rows is always found. It is looked at between linear programs, the
/// last of which may pass it; when it is used up, the best plan so far is the answer, with what is proven by then.
///
/// # Errors
/// A problem or rows that are not sound, rows that name what the problem does not have, sums that leave the range of
/// exact integers: every finding at once. `cancelled`.
pub fn solve_with_rows(problem: &Problem, rows: &SideRows, work: &mut Work<'_>) -> Result<Bounded, Error> {
    let mut findings = Vec::new();
    problem.check(&(), &mut findings);
    rows.check(&(), &mut findings);
    Error::unless_sound(findings)?;
    let limit = work.at_most.take();
    let solution = solve_within(problem, Strategy::Auto, work);
    work.at_most = limit;
    solution?.under_rows(rows, work)
}

impl Solution {
    /// The best plan under side rows, from this one; see [`solve_with_rows`].
    ///
    /// # Errors
    /// The same.
    pub fn under_rows(&self, rows: &SideRows, work: &mut Work<'_>) -> Result<Bounded, Error> {
        let mut findings = Vec::new();
        rows.check(&(), &mut findings);
        if findings.is_empty() {
            rows.check_against(self.problem(), &mut findings);
        }
        Error::unless_sound(findings)?;
        bounded(self, rows, work)
    }
}

fn bounded(solution: &Solution, rows: &SideRows, work: &mut Work<'_>) -> Result<Bounded, Error> {
    let mut rows = rows.clone();
    rows.normalise();
    let problem = solution.problem();
    let levels = Levels::of(problem);
    let model = Model::of(problem, &levels, &rows)?;

    let without = units_of(problem, solution.proposals());
    let floor: Vec<i64> =
        OF_ROWS.iter().map(|_| 0).chain(solution.value().figures().iter().copied()).collect();
    let nothing = vec![0; problem.pairs.len()];
    let start: Vec<Candidate> =
        [without.clone(), nothing].into_iter().filter_map(|units| model.candidate(units)).collect();
    // Where the best plan of all keeps every row, it is the best under them, whatever other plans there are.
    let kept = start.iter().find(|candidate| candidate.units == without && candidate.value == floor);
    let found = match kept {
        Some(best) => super::search::Found { best: best.clone(), proven: floor, steps: 0, ended: false },
        None => {
            search(&model, start, &floor, work)?.ok_or_else(|| fault("the empty plan breaks a ceiling"))?
        }
    };

    let (proposals, shortages) = plan(problem, &found.best.units)?;
    let pairs = model.standings(&found.best.units).into_iter().zip(model.standings(&without));
    let standings = rows.rows.iter().zip(pairs).map(|(row, (with, without))| RowStanding {
        row: row.id.clone(),
        kept: with.kept,
        reached: with.reached,
        of: with.of,
        short: Some(with.short).filter(|short| *short > 0),
        reached_without: without.reached,
        kept_without: without.kept,
    });
    Ok(Bounded {
        format: BoundedFormat,
        standings: standings.collect(),
        rows,
        proposals,
        shortages,
        levels: names(&levels)?,
        value: Cost::from(found.best.value),
        proven: Cost::from(found.proven),
        steps: i64::try_from(found.steps).unwrap_or(i64::MAX),
        ended: found.ended,
        without_rows: Some(solution.certificate()?),
    })
}

fn names(levels: &Levels) -> Result<Vec<Text>, Error> {
    let names = OF_ROWS.into_iter().map(String::from).chain(levels.names());
    names.map(|name| Ok(name.parse()?)).collect()
}

/// The units of each pair of a problem in canonical order.
fn units_of(problem: &Problem, proposals: &[Proposal]) -> Vec<i64> {
    let proposed = proposals.iter().map(|one| ((&one.requirement, &one.lot), one.units.get())).collect_map();
    let units = |pair: &super::super::problem::Pair| proposed.get(&(&pair.requirement, &pair.lot)).copied();
    problem.pairs.iter().map(|pair| i64::from(units(pair).unwrap_or(0))).collect()
}

fn plan(problem: &Problem, units: &[i64]) -> Result<(Vec<Proposal>, Vec<Shortage>), Error> {
    let count = |units: i64| Ok::<_, Error>(Count::new(u32::try_from(units).unwrap_or(u32::MAX))?);
    let mut short = problem
        .requirements
        .iter()
        .map(|requirement| (&requirement.id, i64::from(requirement.units.get())))
        .collect_map();
    let mut proposals = Vec::new();
    for (pair, units) in problem.pairs.iter().zip(units).filter(|(_, units)| **units > 0) {
        let (requirement, lot) = (pair.requirement.clone(), pair.lot.clone());
        proposals.push(Proposal { requirement, lot, units: count(*units)? });
        short.get_mut(&pair.requirement).into_iter().for_each(|short| *short = short.saturating_sub(*units));
    }
    let mut shortages = Vec::new();
    for (requirement, units) in short.into_iter().filter(|(_, units)| *units > 0) {
        shortages.push(Shortage { requirement: requirement.clone(), units: count(units)? });
    }
    Ok((proposals, shortages))
}

impl Bounded {
    /// Reads an answer strictly, with all findings at once. That it can be read does not say that it holds.
    pub fn read(text: &str) -> Result<Self, Error> {
        document::read(text, &())
    }

    /// The first level on which better may be possible: its name, the figure of this plan, and what is proven.
    pub fn gap(&self) -> Option<(&str, i64, i64)> {
        let figures = self.value.figures().iter().zip(self.proven.figures());
        let mut levels = self.levels.iter().zip(figures);
        levels
            .find(|(_, (value, proven))| proven < value)
            .map(|(level, (value, proven))| (level.as_str(), *value, *proven))
    }

    /// Whether it is proven that no plan under the rows is better, on any level.
    pub fn is_best(&self) -> bool {
        !self.ended && self.value == self.proven
    }

    /// What is proven, in a sentence.
    pub fn sentence(&self) -> String {
        let broken = self.standings.iter().filter(|standing| !standing.kept).count();
        let kept = match broken {
            0 => String::new(),
            1 => " One floor cannot be kept, and is missed by as little as can be.".to_owned(),
            more => format!(" {more} floors cannot all be kept, and are missed by as little as can be."),
        };
        let steps = if self.steps == 1 { "1 step".to_owned() } else { format!("{} steps", self.steps) };
        match self.gap() {
            None if self.ended => {
                format!(
                    "The plan found is as good as any under these rows; which of its equals is the plan was not settled in {steps}.{kept}"
                )
            }
            None => {
                format!("No plan under these rows is better; this is proven on every level (gap 0).{kept}")
            }
            Some(("tie", ..)) => format!(
                "No plan under these rows is better on any level before the neutral tie; which of its equals is the \
                 plan was not settled in {steps}.{kept}"
            ),
            Some((level, value, proven)) => {
                let what = in_words(level);
                let gap = value.saturating_sub(proven);
                format!(
                    "The plan found has {value} {what}; no plan under these rows has fewer than {proven} (gap \
                     {gap}). The work limit ended the search after {steps}.{kept}"
                )
            }
        }
    }

    /// What is not true of what it states, as far as the answer alone shows: the plan, its value, how it stands to
    /// the rows, and the bound without rows. What was proven by searching is taken as it is.
    pub fn faults(&self) -> Vec<Finding> {
        let Some(without) = &self.without_rows else {
            let message = "The best plan without rows is not here.";
            let finding = Finding::new(Code::MissingKey, "/without_rows", message);
            return vec![finding.help("Give its certificate to `faults_beside`.")];
        };
        self.faults_beside(without)
    }

    /// The same where the certificate of the best plan without rows stands beside this answer.
    pub fn faults_beside(&self, without: &Certificate) -> Vec<Finding> {
        let mut findings = without.faults();
        if findings.is_empty() {
            self.check(&(), &mut findings);
            self.rows.check_against(&without.problem, &mut findings);
        }
        if findings.is_empty() {
            self.check_against(&without.problem, &mut findings);
            // No plan under the rows is better than the best without them, so more than that may not be missing.
            let beyond =
                without.value.figures() > self.value.figures().get(OF_ROWS.len()..).unwrap_or_default();
            let keeps_all = self.value.figures().iter().take(OF_ROWS.len()).all(|figure| *figure == 0);
            if beyond && keeps_all {
                let message = "The plan would be better than the best without rows.";
                findings.push(Finding::new(Code::ProofFails, "/value", message));
            }
        }
        findings
    }

    fn check_against(&self, problem: &Problem, findings: &mut Vec<Finding>) {
        let fails = |path: &str, message: &str| Finding::new(Code::ProofFails, path, message);
        let levels = Levels::of(problem);
        let model = match Model::of(problem, &levels, &self.rows) {
            Ok(model) => model,
            Err(error) => return findings.extend(error.findings().iter().cloned()),
        };
        let units = units_of(problem, &self.proposals);
        let standings = model.standings(&units).into_iter().zip(&self.standings);
        let stated = self.standings.len() == self.rows.rows.len()
            && standings.clone().count() == self.standings.len()
            && standings.into_iter().all(|(with, stated)| {
                (with.kept, with.reached, with.of, with.short)
                    == (stated.kept, stated.reached, stated.of, stated.short.unwrap_or(0))
            });
        if !stated {
            findings.push(fails("/standings", "The plan stands to the rows otherwise than is said."));
        }
        match (model.candidate(units.clone()), plan(problem, &units)) {
            (Some(candidate), Ok((proposals, shortages))) => {
                if (&proposals, &shortages) != (&self.proposals, &self.shortages) {
                    findings.push(fails("/proposals", "The plan is not what its units say."));
                }
                if candidate.value != self.value.figures()
                    || names(&levels).ok().as_ref() != Some(&self.levels)
                {
                    findings.push(fails("/value", "The plan costs otherwise than is said."));
                }
            }
            _ => findings.push(fails("/proposals", "The plan does not keep what it must.")),
        }
        if self.proven.figures() > self.value.figures() {
            findings.push(fails("/proven", "More is said to be proven than the plan itself allows."));
        }
    }
}

fn in_words(level: &str) -> String {
    match level {
        "rows-not-kept" => "floors that are not kept".to_owned(),
        "rows-short" => "missing from floors in all".to_owned(),
        "below-floor" => "units below the floors of limits".to_owned(),
        "unknown-rules" => "rules that are Unknown in all".to_owned(),
        "days-late" => "days late in all".to_owned(),
        "substitute-rank" => "ranks of substitutes in all".to_owned(),
        "preference" => "of preference numbers in all".to_owned(),
        _ => match level.rsplit_once('-') {
            Some(("short", class)) => format!("units short in class {class}"),
            Some(("conditional", class)) => format!("conditional units in class {class}"),
            _ => format!("on the level `{level}`"),
        },
    }
}

impl Document for Bounded {
    const FORMAT: &'static str = BoundedFormat::TEXT;
    type Context = ();

    fn check(&self, (): &(), findings: &mut Vec<Finding>) {
        self.rows.check(&(), findings);
    }

    fn normalise(&mut self) {
        self.rows.normalise();
    }
}
