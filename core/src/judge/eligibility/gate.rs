//! What the gates of a requirement have in common: several parts, each Met, Unmet or Unknown, that make one judgement.

use super::{Addressee, Ask, Judgement, Rule};
use crate::words::value::{Figure, Met};

/// A judgement that is put together from parts.
pub(super) struct Gate {
    rule: Rule,
    met: Met,
    have: Vec<String>,
    need: Vec<String>,
    questions: Vec<Ask>,
    margins: Vec<i64>,
    asks: Addressee,
}

impl Gate {
    /// A gate of which nothing is known yet.
    pub(super) fn new(rule: Rule) -> Self {
        let (have, need, questions, margins) = Default::default();
        Self { rule, met: Met::Met, have, need, questions, margins, asks: Addressee::Contributor }
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
        let have = have.into();
        self.met = self.met.and(Met::Unknown);
        self.have.push(have.clone());
        self.questions.push(Ask { asks: self.asks, have, question: question.into() });
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
            let texts: Vec<&str> = self.questions.iter().map(|ask| ask.question.as_str()).collect();
            judgement.question = Some(texts.join(" "));
            // One addressee is shown all that is on record; of several, each only what it is asked about.
            match apart(&self.questions).as_slice() {
                [one] => judgement.asks = Some(one.asks),
                several => {
                    judgement.asks = Some(Addressee::Secretariat);
                    judgement.apart = several.to_vec();
                }
            }
        }
        // What is not counted has no margin, and then the whole has none.
        if self.margins.len() == self.have.len() && self.met != Met::Unknown {
            judgement.margin = self.margins.into_iter().min();
        }
        Some(judgement)
    }
}

/// The questions to each addressee, put together.
fn apart(questions: &[Ask]) -> Vec<Ask> {
    let of = |asks: Addressee| {
        let to_it = questions.iter().filter(|ask| ask.asks == asks);
        let (have, question): (Vec<&str>, Vec<&str>) =
            to_it.map(|ask| (ask.have.as_str(), ask.question.as_str())).unzip();
        (!question.is_empty()).then(|| Ask { asks, have: have.join("; "), question: question.join(" ") })
    };
    Addressee::ALL.iter().filter_map(|asks| of(*asks)).collect()
}

fn question(what: &str, each: u32) -> String {
    format!("How many {what} are there in each unit (needed: {each})?")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(parts: impl FnOnce(&mut Gate)) -> Judgement {
        let mut gate = Gate::new(Rule::Equipment);
        gate.need("something");
        parts(&mut gate);
        gate.judgement().unwrap_or_else(|| Judgement::new(Rule::Equipment, Met::Unmet, "nothing", "nothing"))
    }

    #[test]
    fn a_gate_that_needs_nothing_asks_nothing() {
        let mut gate = Gate::new(Rule::Equipment);
        gate.have(false, "nothing");
        assert_eq!(gate.judgement(), None);
    }

    #[test]
    fn the_margin_is_the_tightest_where_every_part_is_counted() {
        let judgement = judged(|gate| {
            gate.counted(3, "a");
            gate.counted(0, "b");
        });
        assert_eq!((judgement.met, judgement.margin, judgement.have.as_str()), (Met::Met, Some(0), "a; b"));
        let judgement = judged(|gate| {
            gate.counted(3, "a");
            gate.have(true, "b");
        });
        assert_eq!(judgement.margin, None);
    }

    #[test]
    fn what_is_unmet_asks_nothing_more() {
        let judgement = judged(|gate| {
            gate.unknown("a", "A?");
            gate.have(false, "b");
        });
        assert_eq!((judgement.met, judgement.question, judgement.asks), (Met::Unmet, None, None));
    }

    #[test]
    fn of_several_each_is_asked_apart_and_the_secretariat_knows_all() {
        use Addressee::{Contributor, HostState, Secretariat};
        let asked = |addressees: &[Addressee]| {
            let judgement = judged(|gate| {
                gate.have(true, "given");
                for (asks, name) in addressees.iter().zip(["a", "b", "c"]) {
                    gate.ask(*asks);
                    gate.unknown(name, format!("{name}?"));
                }
            });
            let apart = judgement.asked().into_iter().map(|ask| (ask.asks, ask.have, ask.question));
            (judgement.asks, judgement.question.clone(), apart.collect::<Vec<_>>())
        };
        let ask = |asks, have: &str, question: &str| (asks, have.to_owned(), question.to_owned());
        let one = asked(&[HostState, HostState]);
        assert_eq!((one.0, one.2), (Some(HostState), vec![ask(HostState, "given; a; b", "a? b?")]));
        let several = asked(&[HostState, Contributor, HostState]);
        assert_eq!((several.0, several.1.as_deref()), (Some(Secretariat), Some("a? b? c?")));
        assert_eq!(several.2, [ask(Contributor, "b", "b?"), ask(HostState, "a; c", "a? c?")]);
    }

    #[test]
    fn bounds_decide_where_they_can() {
        let between = |least, most, units| {
            let judgement = judged(|gate| gate.between(least, most, units, 2, "cranes"));
            (judgement.met, judgement.margin, judgement.have)
        };
        let said = |met, margin, have: &str| (met, margin, have.to_owned());
        assert_eq!(between(4, Some(4), Some(2)), said(Met::Met, Some(0), "cranes: 4 in 2 units"));
        assert_eq!(between(2, None, Some(1)), said(Met::Met, Some(0), "cranes: at least 2"));
        assert_eq!(between(1, Some(3), Some(1)), said(Met::Unknown, None, "cranes: 1 to 3"));
        assert_eq!(between(0, Some(1), Some(1)), said(Met::Unmet, Some(-1), "cranes: 0 to 1"));
        assert_eq!(between(0, None, Some(1)), said(Met::Unknown, None, "cranes: not stated"));
        let unknown = "cranes: 9, in an unknown number of units";
        assert_eq!(between(9, Some(9), None), said(Met::Unknown, None, unknown));
        let most = u32::MAX;
        assert_eq!(between(most, Some(most), Some(most)).0, Met::Unmet, "no sum leaves its range");
    }
}
