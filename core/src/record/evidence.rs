//! Evidence: what was received, visited, exercised or signed, by whom, and how it came out.

use crate::words::document::document;
use crate::words::value::{Day, EvidenceId, Text, words};

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

document! {
    /// One thing that an assessment found to be mended.
    pub struct OpenPoint {
        /// What is to be mended.
        pub text: Text,
        /// When it was closed; absent: not known to be closed.
        pub closed: Option<Day>,
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
        /// Who assessed, inspected or received; a body, never a person.
        pub by: Option<Text>,
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
    }
}
