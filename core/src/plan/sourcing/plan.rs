//! The plan: what could be proposed, what is missing and why, what must be asked, and the proof.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::asked::{Asked, Sourcing};
use super::gap::{Gap, gaps};
use super::in_time::{InTime, in_time};
use super::marginal::{MarginalValue, marginal_values};
use super::options::MatchOptions;
use super::questions::{Question, questions};
use super::rotation::Tour;
use super::sourced::{Certainty, Sourced, sourced};
use super::under_rows::{UnderRows, under_rows};
use super::waivers::{LeastWaivers, least_waivers};
use super::what_if::{Changes, HeldUnits, Holding, WhatIf, what_if};
use super::why_not::{WhyNot, why_not, why_others_not};
use crate::judge::eligibility::RULES_VERSION;
use crate::plan::matching::{Certificate, Problem, Solution, Strategy, Work, solve_within};
use crate::record::{Mission, UnitRequirement, View};
use crate::words::document::{CollectInOrder, canonical, format_tag, hash};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Day, Instant, LotId, MissionId, RequirementId, SchemeId, SlotId};

format_tag!(
    /// The format of a plan.
    PlanFormat = "pledgebook.plan/1"
);

/// How far a unit requirement, or one tour of it, is covered. A requirement of several tours is covered on a day as far
/// as the tour of that day is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Coverage {
    /// The requirement, or the tour of it.
    pub requirement: SlotId,
    /// Which tour, where several follow each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tour: Option<Tour>,
    /// In words.
    pub title: String,
    /// Its priority class.
    pub class: u32,
    /// Units needed.
    pub needed: u32,
    /// Units covered by proposals that are firm.
    pub firm: u32,
    /// Units covered by proposals that are conditional.
    pub conditional: u32,
    /// Units not covered.
    pub short: u32,
    /// Units that would be covered if only firm pairs were used.
    pub firm_only: u32,
    /// The requirements that must be filled first, as the mission says.
    pub enablers: Vec<SlotId>,
    /// Which of them, or of those that they wait for in turn, are short in this plan: until they are covered, units
    /// that are present are not operational.
    pub waits_for: Vec<SlotId>,
}

/// A mission as it was asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct MissionAsked {
    /// Its id.
    pub id: MissionId,
    /// The day on which its clock starts.
    pub start: Day,
    /// The hash of its document.
    pub hash: String,
}

/// What the answer is an answer to; two answers with the same identity are the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Identity {
    /// The day asked about.
    pub valid: Day,
    /// The instant whose knowledge was used.
    pub known: Instant,
    /// The missions.
    pub missions: Vec<MissionAsked>,
    /// The hash of the problem.
    pub problem: String,
    /// The hash of the catalogue.
    pub catalogue: String,
    /// The hash of each scheme.
    pub schemes: BTreeMap<SchemeId, String>,
    /// The hash of the limits, assumptions and preferences.
    pub options: String,
    /// The version of the rules of eligibility.
    pub rules: &'static str,
    /// The hash of what is supposed beyond all of these; absent: nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supposed: Option<String>,
}

/// A plan as it leaves the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct PlanDocument {
    /// The format.
    pub format: PlanFormat,
    /// What it is an answer to.
    pub identity: Identity,
    /// Every requirement, with how far it is covered.
    pub coverage: Vec<Coverage>,
    /// The proposed matches.
    pub proposals: Vec<Sourced>,
    /// What is not covered, and why.
    pub shortfalls: Vec<Gap>,
    /// What must be asked: of contributors by State, then of the host State and the Secretariat.
    pub questions: Vec<Question>,
    /// Whether no other plan is as good, before the neutral tie rule.
    pub unique: bool,
    /// The proof that no plan is better under the stated rules.
    pub certificate: Certificate,
    /// The same for the best plan of firm pairs only.
    pub firm_only: Certificate,
    /// The plan that keeps the rows asked for; absent where none is asked for. All else in this document knows nothing of
    /// them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under_rows: Option<UnderRows>,
}

/// The answer to a match: the best plan under the stated rules, with its gaps, its questions and its proof.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) sourcing: Arc<Sourcing>,
    /// The problem before units were held.
    pub(super) base: Arc<Problem>,
    /// The units held in the problem that was solved.
    pub(super) held: Arc<Vec<HeldUnits>>,
    pub(super) solution: Arc<Solution>,
    firm: Arc<Solution>,
    document: Arc<PlanDocument>,
    /// The plan that was asked, and what was supposed on it.
    pub(super) origin: Option<Arc<(Plan, Changes)>>,
}

/// Matches what is on offer to what the missions require.
///
/// Every plan exists: what cannot be covered is a result with its reasons, not an error.
///
/// # Errors
/// A mission without a clock start or named twice; options that name a level, a mission, a requirement or a lot that
/// is not there; limits that are not nested: every finding at once.
pub fn match_missions(view: &View, missions: &[Mission], options: &MatchOptions) -> Result<Plan, Error> {
    match_missions_within(view, missions, options, &mut Work::default())
}

/// The same within a budget of work. How long a plan under rows is searched for is said by the options and is no part of
/// that budget, but the caller is asked there, too, whether to stop.
///
/// # Errors
/// The same; `work-limit` where the budget is used up; `cancelled`.
pub fn match_missions_within(
    view: &View,
    missions: &[Mission],
    options: &MatchOptions,
    work: &mut Work<'_>,
) -> Result<Plan, Error> {
    let sourcing = Sourcing::new(view, missions, options)?;
    let problem = sourcing.problem(None, work)?;
    let holding = Holding::none(problem.clone());
    Plan::made(sourcing, problem, holding, None, work)
}

/// Solves a problem, from an earlier solution where there is one: any start ends at the same plan.
pub(super) fn solved(problem: &Problem, before: Option<&Solution>) -> Result<Solution, Error> {
    solved_within(problem, before, &mut Work::default())
}

/// The same within a budget of work.
pub(super) fn solved_within(
    problem: &Problem,
    before: Option<&Solution>,
    work: &mut Work<'_>,
) -> Result<Solution, Error> {
    match before {
        Some(before) => before.again(problem, work),
        None => solve_within(problem, Strategy::Auto, work),
    }
}

impl PartialEq for Plan {
    /// Plans are equal where they are the same answer.
    fn eq(&self, other: &Self) -> bool {
        self.document == other.document
    }
}

impl Plan {
    /// The plan for a question.
    pub(super) fn made(
        sourcing: Sourcing,
        base: Problem,
        holding: Holding,
        before: Option<&Self>,
        work: &mut Work<'_>,
    ) -> Result<Self, Error> {
        let solution = solved_within(&holding.problem, before.map(|before| &*before.solution), work)?;
        Self::of(sourcing, base, holding, solution, before, work)
    }

    /// The plan for a question whose problem is solved.
    pub(super) fn of(
        sourcing: Sourcing,
        base: Problem,
        holding: Holding,
        solution: Solution,
        before: Option<&Self>,
        work: &mut Work<'_>,
    ) -> Result<Self, Error> {
        let held = holding.held;
        let firm = holding.problem.firm_only();
        let firm = solved_within(&firm, before.map(|before| &*before.firm), work)?;
        let proposals = sourced(&sourcing, solution.proposals(), &held)?;
        let under_rows = under_rows(&sourcing, &base, &solution, &held, work)?;
        let document = PlanDocument {
            format: PlanFormat,
            identity: identity(&sourcing, solution.problem())?,
            coverage: coverage(&sourcing, &proposals, (&solution, &firm), &held),
            shortfalls: gaps(&sourcing, &solution, work)?,
            questions: questions(&sourcing, &proposals),
            proposals,
            unique: solution.unique(),
            certificate: solution.certificate()?,
            firm_only: firm.certificate()?,
            under_rows,
        };
        Ok(Self {
            sourcing: Arc::new(sourcing),
            base: Arc::new(base),
            held: Arc::new(held),
            solution: Arc::new(solution),
            firm: Arc::new(firm),
            document: Arc::new(document),
            origin: None,
        })
    }

    /// What the best plan would be if these changes were made, and how it differs from this one. This plan stays as it is:
    /// to go back is to keep using it.
    ///
    /// # Errors
    /// Changes that name what is not there, or that cannot be: every finding at once.
    pub fn what_if(&self, changes: &Changes) -> Result<WhatIf, Error> {
        what_if(self, changes, &mut Work::default())
    }

    /// The same within a budget of work, as for [`match_missions_within`].
    ///
    /// # Errors
    /// The same; `work-limit` where the budget is used up; `cancelled`.
    pub fn what_if_within(&self, changes: &Changes, work: &mut Work<'_>) -> Result<WhatIf, Error> {
        what_if(self, changes, work)
    }

    /// The plan that was asked what would be if, and the changes, where this plan is of what would be.
    pub fn origin(&self) -> Option<(&Self, &Changes)> {
        self.origin.as_deref().map(|(plan, changes)| (plan, changes))
    }

    /// The least that would have to be waived to close as many gaps as waivers can close: which rules
    /// ([`WAIVABLE`](crate::judge::eligibility::WAIVABLE)), for which lots and requirements. A waiver counts for each unit.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn least_waivers(&self) -> Result<LeastWaivers, Error> {
        least_waivers(self, &mut Work::default())
    }

    /// The same within a budget of work, as for [`match_missions_within`].
    ///
    /// # Errors
    /// `work-limit` where the budget is used up; `cancelled`.
    pub fn least_waivers_within(&self, work: &mut Work<'_>) -> Result<LeastWaivers, Error> {
        least_waivers(self, work)
    }

    /// What one unit more or less of each lot, each limit and each need would change in this plan: only of those where one
    /// of both changes something.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn marginal_values(&self) -> Result<Vec<MarginalValue>, Error> {
        marginal_values(self, None, &mut Work::default())
    }

    /// The same of one lot, limit or requirement, by its id, whether it changes something or not: of each window of the lot,
    /// of the limit on each State, of each tour of the requirement.
    ///
    /// # Errors
    /// What is no part of this plan's problem.
    pub fn marginal_values_of(&self, id: &str) -> Result<Vec<MarginalValue>, Error> {
        marginal_values(self, Some(id), &mut Work::default())
    }

    /// The same of one, or of all, within a budget of work, as for [`match_missions_within`].
    ///
    /// # Errors
    /// What is no part of this plan's problem; `work-limit` where the budget is used up; `cancelled`.
    pub fn marginal_values_within(
        &self,
        of: Option<&str>,
        work: &mut Work<'_>,
    ) -> Result<Vec<MarginalValue>, Error> {
        marginal_values(self, of, work)
    }

    /// Why lots do not serve a requirement, those that come nearest first, and how many more there are than `most`.
    ///
    /// # Errors
    /// A requirement that this match does not have.
    pub fn why_others_not(&self, requirement: &SlotId, most: usize) -> Result<(Vec<WhyNot>, u32), Error> {
        why_others_not(&self.sourcing, &self.solution, &self.held, requirement, most)
    }

    /// The whole answer.
    pub fn document(&self) -> &PlanDocument {
        &self.document
    }

    /// The proposed matches, by requirement and lot.
    pub fn proposals(&self) -> &[Sourced] {
        &self.document.proposals
    }

    /// The proposed matches of one mission, with the requirement of each; that of a tour has the tour's own days.
    pub fn proposals_of<'p>(
        &'p self,
        mission: &'p Mission,
    ) -> impl Iterator<Item = (&'p UnitRequirement, &'p Sourced)> {
        let of_mission = move |asked: &Asked<'_>| asked.mission.document().id == mission.document().id;
        self.sourcing.requirements().filter(of_mission).flat_map(move |asked| {
            let slot = asked.slot();
            let of_slot = self.proposals().iter().filter(move |proposal| proposal.requirement == slot);
            of_slot.map(move |proposal| (asked.requirement, proposal))
        })
    }

    /// The proposed matches with the stages of their lots in time, for the mission and the requirement that each serves.
    pub fn in_time(&self) -> Vec<InTime<'_>> {
        in_time(self)
    }

    /// Every requirement, with how far it is covered.
    pub fn coverage(&self) -> &[Coverage] {
        &self.document.coverage
    }

    /// What is not covered, in independent groups.
    pub fn shortfalls(&self) -> &[Gap] {
        &self.document.shortfalls
    }

    /// What must be asked: of contributors by State, then of the host State and the Secretariat.
    pub fn questions(&self) -> &[Question] {
        &self.document.questions
    }

    /// The plan that keeps the rows asked for, if any are.
    pub fn under_rows(&self) -> Option<&UnderRows> {
        self.document.under_rows.as_ref()
    }

    /// The proof that no plan is better under the stated rules.
    pub fn certificate(&self) -> &Certificate {
        &self.document.certificate
    }

    /// The problem that was solved.
    pub fn problem(&self) -> &Problem {
        self.solution.problem()
    }

    /// What it was asked about: the missions, by id.
    pub fn missions(&self) -> &[Mission] {
        &self.sourcing.missions
    }

    /// What it was asked to respect.
    pub fn options(&self) -> &MatchOptions {
        &self.sourcing.options
    }

    /// The view of the record that was asked.
    pub fn view(&self) -> &View {
        &self.sourcing.view
    }

    /// The requirement that a person means by `mission/requirement`, or by the requirement's id alone where just one
    /// mission of the match has it.
    pub fn slot(&self, text: &str) -> Result<SlotId, Error> {
        if text.contains('/') {
            return Ok(text.parse()?);
        }
        let id: RequirementId = text.parse()?;
        let whole = |asked: &Asked<'_>| asked.requirement.id == id && asked.slot() == asked.whole();
        let mut named = self.sourcing.requirements().filter(whole);
        match (named.next(), named.next()) {
            (Some(asked), None) => Ok(asked.slot()),
            (first, _) => {
                let count = if first.is_some() { "several missions have" } else { "no mission has" };
                let message = format!("In this match {count} a requirement `{id}`.");
                let finding = Finding::new(Code::NotFound, "/requirement", message);
                Err(Error::one(finding.help("Write `mission/requirement`.")))
            }
        }
    }

    /// Why a lot does not serve a requirement in this plan.
    ///
    /// # Errors
    /// A requirement or a lot that this match does not have.
    pub fn why_not(&self, requirement: &SlotId, lot: &LotId) -> Result<WhyNot, Error> {
        why_not(&self.sourcing, &self.solution, &self.held, requirement, lot)
    }

    /// The canonical text of the answer.
    pub fn to_json(&self) -> Result<String, Error> {
        canonical(&*self.document)
    }

    /// SHA-256 of the canonical text: equal for equal answers, in every language.
    pub fn hash(&self) -> Result<String, Error> {
        hash(&*self.document)
    }
}

fn identity(sourcing: &Sourcing, problem: &Problem) -> Result<Identity, Error> {
    let missions =
        sourcing.missions.iter().filter_map(|mission| mission.start().map(|start| (mission, start)));
    let asked = missions.map(|(mission, start)| {
        Ok(MissionAsked { id: mission.document().id.clone(), start, hash: hash(mission.document())? })
    });
    let schemes = sourcing.schemes.iter().map(|scheme| Ok((scheme.id.clone(), hash(scheme)?)));
    Ok(Identity {
        valid: sourcing.view.valid(),
        known: sourcing.view.known(),
        missions: asked.collect::<Result<_, Error>>()?,
        problem: hash(problem)?,
        catalogue: sourcing.view.catalogue().hash()?,
        schemes: schemes.collect::<Result<Vec<_>, Error>>()?.into_iter().collect_map(),
        options: hash(&sourcing.options)?,
        rules: RULES_VERSION,
        supposed: match sourcing.supposed.changes.as_slice() {
            [] => None,
            changes => Some(hash(&Changes::of(changes.to_vec()))?),
        },
    })
}

fn coverage(
    sourcing: &Sourcing,
    proposals: &[Sourced],
    (solution, firm): (&Solution, &Solution),
    held: &[HeldUnits],
) -> Vec<Coverage> {
    let row = |asked: Asked<'_>| {
        let slot = asked.slot();
        let of = |certainty| {
            let here = proposals.iter().filter(|p| p.requirement == slot && p.certainty == certainty);
            here.map(|proposal| proposal.units).fold(0, u32::saturating_add)
        };
        let needed = asked.requirement.units.get();
        Coverage {
            tour: asked.tour,
            title: asked.title(),
            class: asked.requirement.class,
            needed,
            firm: of(Certainty::Firm),
            conditional: of(Certainty::Conditional),
            short: short_of(solution, held, &slot),
            firm_only: needed.saturating_sub(short_of(firm, held, &slot)),
            enablers: enablers(sourcing, &asked),
            waits_for: waits_for(sourcing, &asked, solution, held),
            requirement: slot,
        }
    };
    sourcing.requirements().map(row).collect()
}

/// The requirements that must be filled before this one; of their tours, those that meet its days.
fn enablers(sourcing: &Sourcing, asked: &Asked<'_>) -> Vec<SlotId> {
    let ids = asked.requirement.enablers.iter().flatten();
    let days = |asked: &Asked<'_>| {
        let from = asked.requirement.needed_by.get();
        (from, from.saturating_add(asked.requirement.hold_for.get()))
    };
    let meets = |other: &Asked<'_>| {
        let ((from, until), (begins, ends)) = (days(asked), days(other));
        other.tour.is_none() || (begins < until && from < ends)
    };
    let of = |id: &RequirementId| {
        let here = |other: &Asked<'_>| {
            other.mission.document().id == asked.mission.document().id && other.requirement.id == *id
        };
        sourcing.requirements().filter(here).filter(meets).map(|other| other.slot()).collect::<Vec<_>>()
    };
    ids.flat_map(of).collect()
}

/// The requirements that must be filled before this one, directly or through one another, and are short.
fn waits_for(sourcing: &Sourcing, asked: &Asked<'_>, solution: &Solution, held: &[HeldUnits]) -> Vec<SlotId> {
    let mut first: BTreeSet<SlotId> = BTreeSet::new();
    let mut open = enablers(sourcing, asked);
    while let Some(slot) = open.pop() {
        if let Some(asked) = sourcing.requirement(&slot)
            && first.insert(slot)
        {
            open.extend(enablers(sourcing, &asked));
        }
    }
    first.into_iter().filter(|slot| short_of(solution, held, slot) > 0).collect()
}

/// The units that a requirement is short of, those held for it included where they are (in a plan of firm pairs).
pub(super) fn short_of(solution: &Solution, held: &[HeldUnits], slot: &SlotId) -> u32 {
    let of = |of: &SlotId| {
        *of == *slot || held.iter().any(|held| held.as_requirement == *of && held.requirement == *slot)
    };
    let short = solution.shortages().iter().filter(|shortage| of(&shortage.requirement));
    short.map(|short| short.units.get()).fold(0, u32::saturating_add)
}
