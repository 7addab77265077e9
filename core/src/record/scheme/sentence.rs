//! Rules in plain English: one sentence for each.

use std::fmt::Write;

use super::{EvidenceAsked, LevelRequirement, LevelRule, Scheme, TrainingAsked};
use crate::record::evidence::{EvidenceKind, PointSeverity};
use crate::record::validator::Validator;
use crate::words::value::{LevelId, Text};

/// Short forms that are written in capitals where they stand in a name.
const CAPITALS: [&str; 11] = ["aav", "coe", "eu", "mou", "pcrs", "pdv", "rdl", "sur", "un", "unsas", "vv"];

/// A name made for machines, as people write it: `rdl-agreement` is `RDL agreement`.
pub(crate) fn spoken(name: &str) -> String {
    let words = name.split('-').map(|word| match CAPITALS.contains(&word) {
        true => word.to_ascii_uppercase(),
        false => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A kind of evidence in words, with its article: `a`, `verification visit (VV)`.
fn article_and_kind(kind: EvidenceKind) -> (&'static str, &'static str) {
    match kind {
        EvidenceKind::Document => ("the ", "document"),
        EvidenceKind::Agreement => ("the ", "agreement"),
        EvidenceKind::AssessmentAndAdvisoryVisit => ("an ", "assessment and advisory visit (AAV)"),
        EvidenceKind::VerificationVisit => ("a ", "verification visit (VV)"),
        EvidenceKind::PreDeploymentVisit => ("a ", "pre-deployment visit (PDV)"),
        EvidenceKind::CoeInspection => ("an ", "inspection of contingent-owned equipment (COE)"),
        EvidenceKind::Exercise => ("an ", "exercise"),
        EvidenceKind::Training => ("", "training"),
        EvidenceKind::HumanRightsScreening => ("", "human-rights screening"),
        EvidenceKind::MisconductVetting => ("", "misconduct vetting"),
        EvidenceKind::Performance => ("an ", "evaluation of performance"),
    }
}

/// A piece of evidence of this kind, in words and without an article: `verification visit (VV)`, `document "note verbale"`.
pub(crate) fn piece(kind: EvidenceKind, document: Option<&Text>) -> String {
    let (_, kind) = article_and_kind(kind);
    match document {
        Some(document) => format!("{kind} \"{}\"", spoken(document.as_str())),
        None => kind.to_owned(),
    }
}

/// The same with its article: `a verification visit (VV)`, `the document "note verbale"`.
pub(crate) fn a_piece(kind: EvidenceKind, document: Option<&Text>) -> String {
    let (article, _) = article_and_kind(kind);
    format!("{article}{}", piece(kind, document))
}

/// How many parts stand in words one after another: within others they need brackets.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Outermost,
    Within,
}

/// The title of a level, for those who have the scheme.
type Titles<'t> = &'t dyn Fn(&LevelId) -> String;

impl LevelRequirement {
    /// Its rule as one sentence, as that of a requirement of this scheme.
    pub fn sentence(&self, scheme: &Scheme) -> String {
        let types = self.unit_types.iter().flatten().map(|id| spoken(id.as_str())).collect::<Vec<_>>();
        let only = match types.as_slice() {
            [] => String::new(),
            [only] => format!("For units of the type {only}: "),
            several => format!("For units of the types {}: ", several.join(", ")),
        };
        let said = format!("{only}{}.", self.rule.of(scheme));
        let mut signs = said.chars();
        signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
    }
}

impl LevelRule {
    /// What it asks for, as part of a sentence; levels by their ids.
    pub fn in_words(&self) -> String {
        self.said(Place::Outermost, &|level| level.to_string())
    }

    /// The same, with the titles that levels have in a scheme.
    pub fn of(&self, scheme: &Scheme) -> String {
        let title = |id: &LevelId| match scheme.level(id) {
            Some(level) => level.title.in_sentence().to_owned(),
            None => id.to_string(),
        };
        self.said(Place::Outermost, &title)
    }

    fn said(&self, place: Place, titles: Titles<'_>) -> String {
        let parts: Vec<String> = self.parts().iter().map(|part| part.said(Place::Within, titles)).collect();
        let said = match self {
            Self::All(_) => parts.join(", and "),
            Self::Any(_) => parts.join(", or "),
            Self::AtLeast(of) => format!("at least {} of these: {}", of.at_least.number, parts.join("; ")),
            Self::Evidence(asked) => return asked.in_words(),
            Self::Training(asked) => return asked.in_words(),
            Self::Level(asked) => return format!("all that {} requires is met", titles(&asked.level)),
        };
        if place == Place::Within { format!("({said})") } else { said }
    }
}

impl EvidenceAsked {
    fn in_words(&self) -> String {
        let mut said = a_piece(self.evidence, self.document.as_ref());
        said.push_str(match (self.evidence, self.passed == Some(true)) {
            (EvidenceKind::Agreement, false) => " is signed",
            (EvidenceKind::Agreement, true) => " is signed and was found in order",
            (EvidenceKind::Document, true) => " is on file and was found in order",
            (EvidenceKind::Exercise, false) => " was held",
            (EvidenceKind::Document | EvidenceKind::Training | EvidenceKind::Performance, false) => {
                " is on file"
            }
            (_, false) => " took place",
            (_, true) => " was passed",
        });
        if let Some(days) = self.within_days {
            let _ = write!(said, " within the last {days} days");
        }
        said.push_str(match self.no_open {
            Some(PointSeverity::Critical) => ", with no critical finding open",
            Some(PointSeverity::Major) => ", with no critical or major finding open",
            Some(PointSeverity::Minor) => ", with no finding open",
            None => "",
        });
        said
    }
}

impl TrainingAsked {
    fn in_words(&self) -> String {
        let who = match self.share.map(|share| share.get()) {
            Some(100) => "all persons are".to_owned(),
            Some(share) => format!("at least {share} % of persons are"),
            None => "persons are".to_owned(),
        };
        let mut said = format!("{who} trained in {}", spoken(self.training.as_str()));
        if let Some(days) = self.within_days {
            let _ = write!(said, " within the last {days} days");
        }
        said.push_str(match self.validator {
            Some(Validator::External) => ", validated from outside",
            Some(Validator::Peer) => ", validated by another contributor or from outside",
            Some(Validator::SelfValidated) => ", validated by their State or by others",
            None => "",
        });
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::document::read_part;
    use crate::words::finding::Error;

    fn said(rule: &str) -> Result<String, Error> {
        read_part::<LevelRule>(rule, |_, _| {}).map(|rule| rule.in_words())
    }

    #[test]
    fn a_rule_reads_as_a_sentence() -> Result<(), Error> {
        for (rule, sentence) in [
            (
                r#"{"evidence": "document", "document": "note-verbale"}"#,
                "the document \"note verbale\" is on file",
            ),
            (
                r#"{"evidence": "agreement", "document": "rdl-agreement"}"#,
                "the agreement \"RDL agreement\" is signed",
            ),
            (
                r#"{"evidence": "verification-visit", "passed": true, "no_open": "major", "within_days": 365}"#,
                "a verification visit (VV) was passed within the last 365 days, with no critical or major finding open",
            ),
            (
                r#"{"training": "humanitarian-law", "share": 80, "validator": "peer"}"#,
                "at least 80 % of persons are trained in humanitarian law, validated by another contributor or from outside",
            ),
            (
                r#"{"any": [{"level": "level-1"}, {"all": [{"evidence": "exercise"}, {"evidence": "coe-inspection"}]}]}"#,
                "all that level-1 requires is met, or (an exercise was held, and an inspection of contingent-owned \
                 equipment (COE) took place)",
            ),
            (
                r#"{"at_least": {"number": 1, "of": [{"evidence": "exercise", "passed": true},
                    {"evidence": "document", "document": "x", "passed": true}]}}"#,
                "at least 1 of these: an exercise was passed; the document \"x\" is on file and was found in order",
            ),
        ] {
            assert_eq!(said(rule)?, sentence);
        }
        Ok(())
    }
}
