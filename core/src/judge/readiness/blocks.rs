//! What blocks the next level: the least that is still to be done for each requirement, in order of effort, and by whom.

use super::holds::{Leaf, Why};
use super::supported::{RequirementOnFile, Standing};
use crate::record::{EvidenceKind, LevelRule, Scheme, Validator};
use crate::words::value::{LevelId, Met, words};

words! {
    /// How much effort a step takes, from the least to the most. The order is ours, for illustration: papers can be sent
    /// tomorrow, a visit needs travel and money.
    pub enum Effort {
        /// To say what is known and not on record.
        Answer = "answer",
        /// To send a document.
        Document = "document",
        /// To sign an agreement.
        Agreement = "agreement",
        /// To close findings.
        Findings = "findings",
        /// To train, and have it validated.
        Training = "training",
        /// To screen and vet.
        Screening = "screening",
        /// To hold an exercise.
        Exercise = "exercise",
        /// To visit or inspect.
        Visit = "visit",
        /// To be in a mission and be evaluated.
        Deployment = "deployment",
    }
}

words! {
    /// Who owes a step.
    pub enum OwedBy {
        /// The Member State that pledges.
        MemberState = "member-state",
        /// The Member State, and whoever keeps the scheme.
        Both = "member-state-and-owner",
        /// Another Member State.
        AnotherState = "another-state",
        /// A body outside the State, such as the United Nations.
        OutsideBody = "outside-body",
        /// Whoever keeps the scheme and records its levels; for UN PCRS the Secretariat.
        Owner = "owner",
    }
}

/// The one table of what evidence of a kind takes and who owes it, ours for illustration. Training that others have to
/// validate is owed by these ([`training_owed_by`]); findings are closed by the Member State, whatever found them.
pub const OWED: [(EvidenceKind, Effort, OwedBy); 11] = [
    (EvidenceKind::Document, Effort::Document, OwedBy::MemberState),
    (EvidenceKind::Agreement, Effort::Agreement, OwedBy::Both),
    (EvidenceKind::Training, Effort::Training, OwedBy::MemberState),
    (EvidenceKind::HumanRightsScreening, Effort::Screening, OwedBy::Both),
    (EvidenceKind::MisconductVetting, Effort::Screening, OwedBy::Owner),
    (EvidenceKind::Exercise, Effort::Exercise, OwedBy::MemberState),
    (EvidenceKind::AssessmentAndAdvisoryVisit, Effort::Visit, OwedBy::Owner),
    (EvidenceKind::VerificationVisit, Effort::Visit, OwedBy::Owner),
    (EvidenceKind::PreDeploymentVisit, Effort::Visit, OwedBy::Owner),
    (EvidenceKind::CoeInspection, Effort::Visit, OwedBy::Owner),
    (EvidenceKind::Performance, Effort::Deployment, OwedBy::Owner),
];

/// One step towards a requirement.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The part of the rule that is not met, with what is on file on it.
    pub leaf: Leaf<'a>,
    /// How much effort it takes.
    pub effort: Effort,
    /// Who owes it.
    pub owed_by: OwedBy,
}

impl<'a> Step<'a> {
    /// The step that a part takes; none for one that is met. One about another level takes the steps of that level.
    pub fn of(leaf: &Leaf<'a>) -> Option<Self> {
        let (effort, owed_by) = match leaf.rule {
            _ if leaf.met == Met::Met => return None,
            LevelRule::Evidence(asked) => owed(asked.evidence),
            LevelRule::Training(asked) => (Effort::Training, training_owed_by(asked.validator)),
            _ => return None,
        };
        let (effort, owed_by) = match leaf.why {
            Why::FindingsOpen => (Effort::Findings, OwedBy::MemberState),
            // Whether persons were trained again the State knows, whoever validates it.
            Why::RanOut(_) | Why::TooOld(_) if matches!(leaf.rule, LevelRule::Training(_)) => {
                (Effort::Answer, OwedBy::MemberState)
            }
            Why::OfSomeUnits
            | Why::OutcomeNotStated
            | Why::PerhapsTooOld
            | Why::FindingsNotStated
            | Why::ShareNotStated
            | Why::ValidatorNotStated
            | Why::SomeUnitsOtherwise(_) => (Effort::Answer, owed_by),
            _ => (effort, owed_by),
        };
        Some(Self { leaf: *leaf, effort, owed_by })
    }
}

/// Who owes training that is to be validated so: the State gives it; where its own word is not enough, whoever must
/// validate it, for without them it cannot be done.
pub fn training_owed_by(validator: Option<Validator>) -> OwedBy {
    match validator {
        None | Some(Validator::SelfValidated) => OwedBy::MemberState,
        Some(Validator::Peer) => OwedBy::AnotherState,
        Some(Validator::External) => OwedBy::OutsideBody,
    }
}

fn owed(kind: EvidenceKind) -> (Effort, OwedBy) {
    let row = OWED.iter().find(|(of, ..)| *of == kind);
    row.map_or((Effort::Visit, OwedBy::Owner), |(_, effort, by)| (*effort, *by))
}

/// A requirement that is not met, and what it takes.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// The requirement, and what is on file on it.
    pub requirement: RequirementOnFile<'a>,
    /// The least that is still to be done; of several ways, that with the least effort.
    pub steps: Vec<Step<'a>>,
}

impl<'a> Block<'a> {
    pub(super) fn of(
        requirement: &RequirementOnFile<'a>,
        standing: &Standing<'a>,
        scheme: &'a Scheme,
    ) -> Self {
        let mut steps = steps_to(requirement, &Whole { standing, scheme }, 0);
        steps.sort_by_key(|step| step.effort);
        Self { requirement: requirement.clone(), steps }
    }

    /// The effort of its hardest step.
    pub fn effort(&self) -> Effort {
        self.steps.last().map_or(Effort::Answer, |step| step.effort)
    }
}

/// What a rule still takes: whether it is met, and if not, by which steps it would be.
struct Way<'a> {
    met: Met,
    steps: Vec<Step<'a>>,
}

impl Way<'_> {
    /// Of several ways, the one whose hardest step is the least, then the one of fewer steps.
    fn effort(&self) -> (Option<Effort>, usize) {
        (self.steps.iter().map(|step| step.effort).max(), self.steps.len())
    }
}

/// How the lot stands with the whole scheme, for rules that name other levels.
struct Whole<'w, 'a> {
    standing: &'w Standing<'a>,
    scheme: &'a Scheme,
}

fn steps_to<'a>(requirement: &RequirementOnFile<'a>, whole: &Whole<'_, 'a>, deep: usize) -> Vec<Step<'a>> {
    way(&requirement.requirement.rule, &mut requirement.leaves.iter(), whole, deep).steps
}

/// The leaves come in the order in which a rule has them.
fn way<'a>(
    rule: &'a LevelRule,
    leaves: &mut std::slice::Iter<'_, Leaf<'a>>,
    whole: &Whole<'_, 'a>,
    deep: usize,
) -> Way<'a> {
    let least = match rule {
        LevelRule::All(of) => of.all.len(),
        LevelRule::Any(_) => 1,
        LevelRule::AtLeast(of) => usize::try_from(of.at_least.number.get()).unwrap_or(usize::MAX),
        LevelRule::Evidence(_) | LevelRule::Training(_) | LevelRule::Level(_) => {
            let Some(leaf) = leaves.next() else { return Way { met: Met::Unknown, steps: Vec::new() } };
            let steps = match rule {
                LevelRule::Level(asked) if leaf.met != Met::Met => to_level(&asked.level, whole, deep),
                _ => Step::of(leaf).into_iter().collect(),
            };
            return Way { met: leaf.met, steps };
        }
    };
    let mut ways: Vec<Way<'_>> = rule.parts().iter().map(|part| way(part, leaves, whole, deep)).collect();
    let there = ways.iter().filter(|way| way.met == Met::Met).count();
    let lacking = least.saturating_sub(there);
    ways.retain(|way| way.met != Met::Met);
    ways.sort_by_key(Way::effort);
    let met = if lacking == 0 { Met::Met } else { Met::Unknown };
    Way { met, steps: ways.into_iter().take(lacking).flat_map(|way| way.steps).collect() }
}

/// What another level still takes; no level of a checked scheme requires itself.
fn to_level<'a>(id: &LevelId, whole: &Whole<'_, 'a>, deep: usize) -> Vec<Step<'a>> {
    let known = whole.scheme.level(id).filter(|_| deep <= whole.scheme.levels.len());
    let lacking = known.map(|level| whole.standing.not_met(level, whole.scheme)).unwrap_or_default();
    let each = lacking.into_iter().map(|requirement| steps_to(requirement, whole, deep.saturating_add(1)));
    each.flatten().collect()
}
