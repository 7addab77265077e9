//! What the gates of a requirement have in common: several parts, each Met, Unmet or Unknown, that make one judgement.

use super::{Addressee, Judgement, Rule};
use crate::words::value::{Figure, Met};

/// A judgement that is put together from parts.
pub(super) struct Gate {
    rule: Rule,
    met: Met,
    have: Vec<String>,
    need: Vec<String>,
    questions: Vec<String>,
    margins: Vec<i64>,
    asks: Addressee,
    asked: Option<Addressee>,
}

impl Gate {
    /// A gate of which nothing is known yet.
    pub(super) fn new(rule: Rule) -> Self {
        let (have, need, questions, margins) = Default::default();
        Self {
            rule,
            met: Met::Met,
            have,
            need,
            questions,
            margins,
            asks: Addressee::Contributor,
            asked: None,
        }
    }

    /// From here on, the questions go to another than the contributor.
    pub(super) fn ask(&mut self, asks: Addressee) {
        self.asks = asks;
    }

    pub(super) fn need(&mut self, need: impl Into<String>) {
        self.need.push(need.into());
    }

    /// Adds what the lot has for one part, and whether that is enough.
    pub(super) fn have(&mut self, met: bool, have: impl Into<String>) {
        self.met = self.met.and(Met::known(met));
        self.have.push(have.into());
    }

    /// Adds what the lot has for one part, by how much that is more or less than needed.
    pub(super) fn counted(&mut self, margin: i64, have: impl Into<String>) {
        self.have(margin >= 0, have);
        self.margins.push(margin);
    }

    /// Adds a part that nobody can decide yet, with what would decide it.
    pub(super) fn unknown(&mut self, have: impl Into<String>, question: impl Into<String>) {
        self.met = self.met.and(Met::Unknown);
        self.have.push(have.into());
        self.questions.push(question.into());
        // Questions to several go to the Secretariat: none of the others is shown what another is asked.
        let asked = self.asked.filter(|asked| *asked != self.asks).map(|_| Addressee::Secretariat);
        self.asked = asked.or(Some(self.asks));
    }

    /// Adds a figure that must reach a number in each unit; `units` is how many units share it. `what` names what is
    /// counted, as in `3 excavators`.
    pub(super) fn figure(&mut self, figure: Option<&Figure>, units: Option<u32>, each: u32, what: &str) {
        let question = format!("How many {what} are there in each unit (needed: {each})?");
        let Some(figure) = figure else {
            return self.unknown(format!("{what}: not stated"), question);
        };
        let (Some(have), Some(units)) = (figure.known(), units) else {
            let of = if units.is_none() { ", in an unknown number of units" } else { "" };
            return self.unknown(format!("{what}: {figure}{of}"), question);
        };
        let margin = i64::from(have).saturating_sub(i64::from(each).saturating_mul(i64::from(units)));
        let of = if units == 1 { String::new() } else { format!(" in {units} units") };
        self.counted(margin, format!("{what}: {have}{of}"));
    }

    /// The judgement; none where the requirement asks nothing.
    pub(super) fn judgement(self) -> Option<Judgement> {
        if self.need.is_empty() {
            return None;
        }
        let (have, need) = (self.have.join("; "), self.need.join("; "));
        let mut judgement = Judgement::new(self.rule, self.met, have, need);
        if self.met == Met::Unknown {
            judgement.question = Some(self.questions.join(" "));
            judgement.asks = self.asked;
        }
        // What is not counted has no margin, and then the whole has none.
        if self.margins.len() == self.have.len() && self.met != Met::Unknown {
            judgement.margin = self.margins.into_iter().min();
        }
        Some(judgement)
    }
}
