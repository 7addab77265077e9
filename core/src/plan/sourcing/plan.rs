//! The plan: what could be proposed, what is missing and why, what must be asked, and the proof.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::asked::{Asked, Sourcing};
use super::gap::{Gap, gaps};
use super::options::MatchOptions;
use super::questions::{Question, questions};
use super::under_rows::{UnderRows, under_rows};
use super::why_not::{WhyNot, why_not};
use crate::judge::eligibility::{Eligibility, RULES_VERSION, Rule};
use crate::plan::matching::{Certificate, Problem, Proposal, Solution, solve};
use crate::record::{Mission, UnitRequirement, View};
use crate::words::document::{CollectInOrder, canonical, format_tag, hash};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{
    Day, Instant, LotId, Met, MissionId, PledgeId, RequirementId, SchemeId, SlotId, State, words,
};

format_tag!(
    /// The format of a plan.
    PlanFormat = "pledgebook.plan/1"
);

words! {
    /// Whether a proposed match depends on something nobody recorded.
    pub enum Certainty {
        /// Every rule is met by what is on record.
        Firm = "firm",
        /// Some rule is Unknown: a question has to be answered first.
        Conditional = "conditional",
    }
}

/// A proposed match: units of a lot for a unit requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Sourced {
    /// The requirement.
    pub requirement: SlotId,
    /// The lot.
    pub lot: LotId,
    /// Its pledge.
    pub pledge: PledgeId,
    /// The State that answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// How many units.
    pub units: u32,
    /// Firm or conditional.
    pub certainty: Certainty,
    /// The rules that are Unknown.
    pub unknown: Vec<Rule>,
    /// Days from the clock start until people and equipment have arrived; absent: Unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival: Option<u32>,
    /// Days from the clock start until the people have arrived; absent: Unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people_arrive: Option<u32>,
    /// Days from the clock start until the equipment has arrived; absent: Unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equipment_arrives: Option<u32>,
    /// What the arrival rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival_basis: Option<String>,
    /// Days after the needed-by day.
    pub days_late: u32,
    /// How far the unit type is from the one asked for; 0 is that type.
    pub substitute_rank: u32,
}

/// How far a unit requirement is covered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Coverage {
    /// The requirement.
    pub requirement: SlotId,
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
    sourcing: Arc<Sourcing>,
    solution: Arc<Solution>,
    document: Arc<PlanDocument>,
}

/// Matches what is on offer to what the missions require.
///
/// Every plan exists: what cannot be covered is a result with its reasons, not an error.
///
/// # Errors
/// A mission without a clock start or named twice; options that name a level, a mission, a requirement or a lot that
/// is not there; limits that are not nested: every finding at once.
pub fn match_missions(view: &View, missions: &[Mission], options: &MatchOptions) -> Result<Plan, Error> {
    let sourcing = Sourcing::new(view, missions, options)?;
    let problem = sourcing.problem()?;
    let solution = solve(&problem)?;
    let firm = solve(&problem.firm_only())?;
    let proposals = sourced(&sourcing, solution.proposals())?;
    let document = PlanDocument {
        format: PlanFormat,
        identity: identity(&sourcing, solution.problem())?,
        coverage: coverage(&sourcing, &proposals, &solution, &firm),
        shortfalls: gaps(&sourcing, &solution)?,
        questions: questions(&sourcing, &proposals),
        proposals,
        unique: solution.unique(),
        certificate: solution.certificate()?,
        firm_only: firm.certificate()?,
        under_rows: under_rows(&sourcing, &solution)?,
    };
    Ok(Plan { sourcing: Arc::new(sourcing), solution: Arc::new(solution), document: Arc::new(document) })
}

impl PartialEq for Plan {
    /// Plans are equal where they are the same answer.
    fn eq(&self, other: &Self) -> bool {
        self.document == other.document
    }
}

impl Plan {
    /// The whole answer.
    pub fn document(&self) -> &PlanDocument {
        &self.document
    }

    /// The proposed matches, by requirement and lot.
    pub fn proposals(&self) -> &[Sourced] {
        &self.document.proposals
    }

    /// The proposed matches of one mission, with the requirement of each.
    pub fn proposals_of<'p>(
        &'p self,
        mission: &'p Mission,
    ) -> impl Iterator<Item = (&'p UnitRequirement, &'p Sourced)> {
        let slot = |requirement: &UnitRequirement| SlotId::new(&mission.document().id, &requirement.id);
        mission.document().requirements.iter().flat_map(move |requirement| {
            let slot = slot(requirement);
            let of_slot = self.proposals().iter().filter(move |proposal| proposal.requirement == slot);
            of_slot.map(move |proposal| (requirement, proposal))
        })
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
        let mut named = self.sourcing.requirements().filter(|asked| asked.requirement.id == id);
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
        why_not(&self.sourcing, &self.solution, requirement, lot)
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
    })
}

pub(super) fn sourced(sourcing: &Sourcing, proposed: &[Proposal]) -> Result<Vec<Sourced>, Error> {
    let lost = |what: &str| Error::one(Finding::new(Code::Internal, "", format!("The plan lost `{what}`.")));
    let mut proposals = Vec::new();
    for proposal in proposed {
        let asked =
            sourcing.requirement(&proposal.requirement).ok_or_else(|| lost(proposal.requirement.as_str()))?;
        let (pledge, lot) = sourcing.view.lot(&proposal.lot).ok_or_else(|| lost(proposal.lot.as_str()))?;
        let eligibility: Eligibility = sourcing.judge(asked, pledge, lot);
        let unknown: Vec<Rule> = eligibility.with(Met::Unknown).map(|judgement| judgement.rule).collect();
        let arrival = eligibility.arrival.as_ref();
        let day = arrival.map(|arrival| arrival.complete());
        proposals.push(Sourced {
            requirement: proposal.requirement.clone(),
            lot: proposal.lot.clone(),
            pledge: pledge.pledge.id.clone(),
            state: pledge.lead(),
            units: proposal.units.get(),
            certainty: if unknown.is_empty() { Certainty::Firm } else { Certainty::Conditional },
            unknown,
            arrival: day,
            people_arrive: arrival.map(|arrival| arrival.people),
            equipment_arrives: arrival.map(|arrival| arrival.equipment),
            arrival_basis: arrival.map(|arrival| arrival.basis.to_string()),
            days_late: day.map_or(0, |day| day.saturating_sub(asked.requirement.needed_by.get())),
            substitute_rank: eligibility.substitute,
        });
    }
    Ok(proposals)
}

fn coverage(
    sourcing: &Sourcing,
    proposals: &[Sourced],
    solution: &Solution,
    firm: &Solution,
) -> Vec<Coverage> {
    let row = |asked: Asked<'_>| {
        let slot = asked.slot();
        let of = |certainty| {
            let here = proposals.iter().filter(|p| p.requirement == slot && p.certainty == certainty);
            here.map(|proposal| proposal.units).fold(0, u32::saturating_add)
        };
        let needed = asked.requirement.units.get();
        Coverage {
            title: asked.requirement.title.to_string(),
            class: asked.requirement.class,
            needed,
            firm: of(Certainty::Firm),
            conditional: of(Certainty::Conditional),
            short: short_of(solution, &slot),
            firm_only: needed.saturating_sub(short_of(firm, &slot)),
            enablers: enablers(&asked),
            waits_for: waits_for(sourcing, &asked, solution),
            requirement: slot,
        }
    };
    sourcing.requirements().map(row).collect()
}

/// The requirements that must be filled before this one.
fn enablers(asked: &Asked<'_>) -> Vec<SlotId> {
    let ids = asked.requirement.enablers.iter().flatten();
    ids.map(|id| SlotId::new(&asked.mission.document().id, id)).collect()
}

/// The requirements that must be filled before this one, directly or through one another, and are short.
fn waits_for(sourcing: &Sourcing, asked: &Asked<'_>, solution: &Solution) -> Vec<SlotId> {
    let mut first: BTreeSet<SlotId> = BTreeSet::new();
    let mut open = enablers(asked);
    while let Some(slot) = open.pop() {
        if let Some(asked) = sourcing.requirement(&slot)
            && first.insert(slot)
        {
            open.extend(enablers(&asked));
        }
    }
    first.into_iter().filter(|slot| short_of(solution, slot) > 0).collect()
}

fn short_of(solution: &Solution, slot: &SlotId) -> u32 {
    solution
        .shortages()
        .iter()
        .find(|shortage| shortage.requirement == *slot)
        .map_or(0, |short| short.units.get())
}
