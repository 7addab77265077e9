//! Why a lot does not serve a requirement: the four kinds of answer, on demand.

use serde::Serialize;

use super::engine::{Solution, solve};
use super::forced::{Forced, forced};
use super::problem::Problem;
use super::sourcing::Sourcing;
use crate::judge::eligibility::{Judgement, Rule};
use crate::words::document::format_tag;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{LotId, Met, SlotId, words};

format_tag!(
    /// The format of an answer to why a lot does not serve a requirement.
    WhyNotFormat = "pledgebook.why-not/1"
);

words! {
    /// The kind of reason.
    pub enum Reason {
        /// It is proposed.
        Proposed = "proposed",
        /// A rule other than arrival excludes it.
        Ineligible = "ineligible",
        /// Only arrival excludes it.
        Late = "late",
        /// Were its questions answered well, it would be proposed.
        Unknown = "unknown",
        /// It fits, and another match is preferred.
        AnotherPreferred = "another-match-preferred",
    }
}

/// Why a lot does not serve a requirement in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct WhyNot {
    /// The format.
    pub format: WhyNotFormat,
    /// The requirement.
    pub requirement: SlotId,
    /// The lot.
    pub lot: LotId,
    /// The kind of reason.
    pub reason: Reason,
    /// In one sentence.
    pub sentence: String,
    /// What every rule says.
    pub judgements: Vec<Judgement>,
    /// For a lot that is late: by how many days it would have to be earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_too_late: Option<u32>,
    /// For a lot that fits: the exact price of one more unit of it here, level by level, and what moves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced: Option<Forced>,
}

pub(super) fn why_not(
    sourcing: &Sourcing,
    problem: &Problem,
    solution: &Solution,
    requirement: &SlotId,
    lot: &LotId,
) -> Result<WhyNot, Error> {
    let missing = |path: &str, what: String| {
        Error::one(Finding::new(Code::NotInProblem, path, what).help("See the plan's coverage and the view's pledges."))
    };
    let asked = sourcing
        .requirement(requirement)
        .ok_or_else(|| missing("/requirement", format!("This match has no requirement `{requirement}`.")))?;
    let (pledge, state) =
        sourcing.view.lot(lot).ok_or_else(|| missing("/lot", format!("The view has no lot `{lot}`.")))?;
    let eligibility = sourcing.judge(asked, pledge, state);
    let unmet: Vec<&Judgement> = eligibility.with(Met::Unmet).collect();
    let arrival = |judgement: &&Judgement| judgement.rule == Rule::Arrival;
    let answer = |reason, sentence| WhyNot {
        format: WhyNotFormat,
        requirement: requirement.clone(),
        lot: lot.clone(),
        reason,
        sentence,
        judgements: eligibility.judgements.clone(),
        days_too_late: None,
        forced: None,
    };
    if !unmet.is_empty() {
        let late = unmet.iter().find(|j| arrival(j)).and_then(|judgement| judgement.margin);
        let days_too_late = late.and_then(|margin| u32::try_from(margin.saturating_neg()).ok());
        let only_late = unmet.iter().all(arrival);
        let parts: Vec<String> =
            unmet.iter().map(|j| format!("{}: it has {}, needed is {}", j.rule, j.have, j.need)).collect();
        let reason = if only_late { Reason::Late } else { Reason::Ineligible };
        return Ok(WhyNot { days_too_late, ..answer(reason, format!("{}.", parts.join("; "))) });
    }
    let proposed = solution.units_of(requirement, lot);
    if proposed > 0 {
        return Ok(answer(Reason::Proposed, format!("It is proposed, with {proposed} of its units.")));
    }
    let forced = forced(problem, solution, requirement, lot)?;
    let questions: Vec<&str> =
        eligibility.with(Met::Unknown).filter_map(|judgement| judgement.question.as_deref()).collect();
    let reason = if !questions.is_empty() && would_be_proposed(problem, requirement, lot)? {
        let sentence = format!("Open questions stand between: {}", questions.join(" "));
        answer(Reason::Unknown, sentence)
    } else {
        let sentence = match forced.forbidden_by.as_slice() {
            [] => "It fits, and another match is better under the stated rules; what moving to it would cost is listed.",
            _ => "It fits, and a limit leaves no room for it.",
        };
        answer(Reason::AnotherPreferred, sentence.to_owned())
    };
    Ok(WhyNot { forced: Some(forced), ..reason })
}

/// Whether the lot would be proposed here if none of its rules were Unknown: solved again, not guessed.
fn would_be_proposed(problem: &Problem, requirement: &SlotId, lot: &LotId) -> Result<bool, Error> {
    let mut answered = problem.clone();
    for pair in answered.pairs.iter_mut().filter(|pair| pair.lot == *lot && pair.requirement == *requirement) {
        pair.unknown = 0;
    }
    Ok(solve(&answered)?.units_of(requirement, lot) > 0)
}
