//! Evidence: what was received, visited, exercised or signed, by whom, and how it came out.

use super::item::{Part, keyed, part};
use super::validator::Validator;
use crate::words::Catalogue;
use crate::words::catalogue::Vocabulary;
use crate::words::document::document;
use crate::words::finding::{Code, Finding};
use crate::words::value::{
    Count, Day, Days, EquipmentId, EvidenceId, Figure, ModuleId, Percent, Text, VisitId, words,
};

words! {
    /// What kind of evidence it is.
    pub enum EvidenceKind {
        /// A document received.
        Document = "document",
        /// An agreement signed.
        Agreement = "agreement",
        /// An assessment and advisory visit (AAV).
        AssessmentAndAdvisoryVisit = "assessment-and-advisory-visit",
        /// A verification visit (VV).
        VerificationVisit = "verification-visit",
        /// A pre-deployment visit (PDV).
        PreDeploymentVisit = "pre-deployment-visit",
        /// An inspection of contingent-owned equipment (COE).
        CoeInspection = "coe-inspection",
        /// An exercise.
        Exercise = "exercise",
        /// Training that units received.
        Training = "training",
        /// A step of human-rights screening.
        HumanRightsScreening = "human-rights-screening",
        /// A step of misconduct vetting.
        MisconductVetting = "misconduct-vetting",
        /// How units did in an earlier or present deployment.
        Performance = "performance",
    }
}

words! {
    /// How it came out.
    pub enum Outcome {
        /// In order.
        Passed = "passed",
        /// Not in order.
        NotPassed = "not-passed",
    }
}

words! {
    /// How grave a finding is, from the least to the gravest.
    pub enum PointSeverity {
        /// To be mended in time.
        Minor = "minor",
        /// To be mended before the units deploy.
        Major = "major",
        /// The units cannot do what they are for until it is mended.
        Critical = "critical",
    }
}

document! {
    /// One thing that an assessment found to be mended: a finding.
    pub struct OpenPoint {
        /// What is to be mended.
        pub text: Text,
        /// How grave it is; absent: not stated.
        pub severity: Option<PointSeverity>,
        /// When it was closed; absent: not known to be closed.
        pub closed: Option<Day>,
    }
}

document! {
    /// Who visited: bodies and a number, never persons.
    pub struct Team {
        /// The bodies that sent them, such as `Office of Military Affairs`; absent: not stated.
        pub bodies: Option<Vec<Text>>,
        /// How many they were; absent: not stated.
        pub size: Option<Count>,
    }
}

document! {
    /// The list by which something was assessed.
    pub struct Checklist {
        /// Its name, such as `AAV checklist, engineering`.
        pub name: Text,
        /// Its version; absent: not stated.
        pub version: Option<Text>,
    }
}

document! {
    /// A piece of evidence. When it took place is the valid day of its event.
    pub struct Evidence {
        /// Its id.
        pub id: EvidenceId,
        /// What kind it is.
        pub kind: EvidenceKind,
        /// Which document or agreement, such as `note-verbale`; absent for visits and exercises.
        pub document: Option<Text>,
        /// The visit in which it was found, where events tell of several pledges that one visit was to: with the same name it
        /// counts once; absent: the event is all of it.
        pub visit: Option<VisitId>,
        /// Who assessed, inspected or received; a body, never a person.
        pub by: Option<Text>,
        /// Who visited; for visits, inspections and exercises only.
        pub team: Option<Team>,
        /// By which list; for visits, inspections and exercises only; absent: not stated.
        pub checklist: Option<Checklist>,
        /// How it came out; absent: not stated.
        pub outcome: Option<Outcome>,
        /// What it found to be mended; absent: not stated, empty: nothing.
        pub points: Option<Vec<OpenPoint>>,
        /// The last day on which it counts; absent: no end stated.
        pub valid_until: Option<Day>,
        /// Its symbol or number.
        pub reference: Option<Text>,
        /// SHA-256 of the document on file.
        pub hash: Option<Text>,
        /// What was trained; for the kind `training` only.
        pub training: Option<Training>,
        /// Which check was made; for screening and vetting only.
        pub check: Option<Check>,
        /// What was delivered; for the kind `performance` only.
        pub performance: Option<Performance>,
    }
}

document! {
    /// Training that units received.
    pub struct Training {
        /// What was taught.
        pub module: ModuleId,
        /// The share of persons trained; absent: not stated.
        pub share: Option<Percent>,
        /// Who validated it; absent: not stated.
        pub validator: Option<Validator>,
    }
}

words! {
    /// The steps of human-rights screening and misconduct vetting that public sources name.
    pub enum CheckStep {
        /// Each member certifies for themselves.
        SelfCertification = "self-certification",
        /// The State certifies.
        StateCertification = "state-certification",
        /// The procedure of the Office of the High Commissioner for Human Rights (OHCHR).
        OhchrProcedure = "ohchr-procedure",
        /// The check in the misconduct tracking system.
        MisconductTracking = "misconduct-tracking",
    }
}

document! {
    /// A check of the members of a unit: what was done and by whom, never on whom.
    pub struct Check {
        /// Which step.
        pub step: CheckStep,
        /// Whether all were cleared; absent: it is under way.
        pub cleared: Option<bool>,
    }
}

words! {
    /// How an evaluation in a mission came out.
    pub enum Evaluation {
        /// As agreed.
        Satisfactory = "satisfactory",
        /// With points to improve.
        ImprovementNeeded = "improvement-needed",
        /// Not as agreed.
        Unsatisfactory = "unsatisfactory",
    }
}

document! {
    /// What units delivered in a deployment, beside what had been offered.
    pub struct Performance {
        /// The mission, as the source names it.
        pub mission: Text,
        /// Persons offered; absent: not stated.
        pub strength_offered: Option<Figure>,
        /// Persons who came; absent: not stated.
        pub strength_delivered: Option<Figure>,
        /// Major equipment offered and delivered, by category; absent: not stated, empty: none was offered.
        pub equipment: Option<Vec<EquipmentDelivered>>,
        /// Major equipment that was serviceable; absent: not stated.
        pub serviceable: Option<Percent>,
        /// The day of the request; absent: not public.
        pub requested: Option<Day>,
        /// Days from the request within which arrival had been undertaken; absent: none were, or it is not stated.
        pub days_undertaken: Option<Days>,
        /// Days from the request until people had arrived; absent: not stated.
        pub days_to_arrive: Option<Days>,
        /// How it was evaluated; absent: not stated.
        pub evaluation: Option<Evaluation>,
    }
}

impl EvidenceKind {
    /// Whether somebody went and looked: a visit, an inspection or an exercise.
    pub fn is_visit(self) -> bool {
        use EvidenceKind::{
            AssessmentAndAdvisoryVisit, CoeInspection, Exercise, PreDeploymentVisit, VerificationVisit,
        };
        let visits =
            [AssessmentAndAdvisoryVisit, VerificationVisit, PreDeploymentVisit, CoeInspection, Exercise];
        visits.contains(&self)
    }

    /// Whether it is of one tour by its nature: it looks at the people who are about to go, or at what they bring, and the
    /// next time others go, with other things.
    pub fn is_of_one_tour(self) -> bool {
        matches!(self, Self::PreDeploymentVisit | Self::CoeInspection | Self::MisconductVetting)
    }
}

document! {
    /// Major equipment of one category in a deployment, in all units together.
    pub struct EquipmentDelivered {
        /// The category.
        pub category: EquipmentId,
        /// How many pieces were offered.
        pub offered: Figure,
        /// How many came.
        pub delivered: Figure,
    }
}

part!(EquipmentDelivered { category });
keyed! {
    EquipmentDelivered by |each| each.category.to_string(),
}

impl Part for Evidence {
    fn normalise(&mut self) {
        if let Some(performance) = &mut self.performance {
            performance.equipment.normalise();
        }
    }

    fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        use EvidenceKind::{HumanRightsScreening, MisconductVetting, Performance, Training};
        let screened = [HumanRightsScreening, MisconductVetting];
        for (there, key, fits) in [
            (self.training.is_some(), "training", self.kind == Training),
            (self.check.is_some(), "check", screened.contains(&self.kind)),
            (self.performance.is_some(), "performance", self.kind == Performance),
        ] {
            if there && !fits {
                let message = format!("Evidence of the kind `{}` has no `{key}`.", self.kind);
                findings.push(
                    Finding::new(Code::NotOfThisKind, format!("{path}/{key}"), message)
                        .help("Record it as evidence of its own kind."),
                );
            } else if fits && !there {
                let message = format!("Evidence of the kind `{}` says nothing without `{key}`.", self.kind);
                findings
                    .push(Finding::new(Code::MissingKey, format!("{path}/{key}"), message).help("Add it."));
            }
        }
        let of_visits = [(self.team.is_some(), "team"), (self.checklist.is_some(), "checklist")];
        for (_, key) in of_visits.into_iter().filter(|(there, _)| *there && !self.kind.is_visit()) {
            let message = format!("Evidence of the kind `{}` has no `{key}`.", self.kind);
            let finding = Finding::new(Code::NotOfThisKind, format!("{path}/{key}"), message);
            findings.push(finding.help("Record the visit as evidence of its own kind."));
        }
        if let Some(training) = &self.training {
            let (module, path) = (training.module.as_str(), format!("{path}/training/module"));
            catalogue.check_term(Vocabulary::TrainingModule, module, &path, findings);
        }
        if let Some(performance) = &self.performance {
            let path = format!("{path}/performance/equipment");
            performance.equipment.check(catalogue, &path, findings);
        }
    }
}
