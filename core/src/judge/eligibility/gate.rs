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
        let Some(figure) = figure else {
            return self.unknown(format!("{what}: not stated"), question(what, each));
        };
        match figure.known() {
            Some(have) => self.between(have, Some(have), units, each, what),
            None => self.unknown(format!("{what}: {figure}"), question(what, each)),
        }
    }

    /// Adds a number of which only bounds are known, as `figure` does; without `most`, it may be any number from `least`
    /// on. Of an unknown number of units there is one at least, so what is too little for one is too little.
    pub(super) fn between(
        &mut self,
        least: u32,
        most: Option<u32>,
        units: Option<u32>,
        each: u32,
        what: &str,
    ) {
        let spare = |number: u32, units: u32| {
            i64::from(number).saturating_sub(i64::from(each).saturating_mul(i64::from(units)))
        };
        let number = match most {
            Some(most) if most == least => most.to_string(),
            Some(most) => format!("{least} to {most}"),
            None if least == 0 => "not stated".to_owned(),
            None => format!("at least {least}"),
        };
        let of = match units {
            None => ", in an unknown number of units".to_owned(),
            Some(1) => String::new(),
            Some(units) => format!(" in {units} units"),
        };
        let have = format!("{what}: {number}{of}");
        match (units.map(|units| spare(least, units)), most.map(|most| spare(most, units.unwrap_or(1)))) {
            (Some(margin), _) if margin >= 0 => self.counted(margin, have),
            (_, Some(margin)) if margin < 0 => self.counted(margin, have),
            _ => self.unknown(have, question(what, each)),
        }
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

fn question(what: &str, each: u32) -> String {
    format!("How many {what} are there in each unit (needed: {each})?")
}
