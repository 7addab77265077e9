//! Rules and evidence as plain values, with their written form and their meaning, told as the definition has it: nothing
//! here looks at how the library does it.

use serde_json::{Value, json};

/// A day, counted from 1 January 2026.
pub(crate) type Day = i64;

pub(crate) fn written(day: Day) -> String {
    let first: pledgebook::words::value::Day = "2020-01-01".parse().expect("a day");
    let from_2020 = u32::try_from(day + 2_192).expect("a day after 2020");
    first.later(from_2020).expect("a day").to_string()
}

pub(crate) enum Rule {
    All(Vec<Rule>),
    Any(Vec<Rule>),
    AtLeast(usize, Vec<Rule>),
    Evidence {
        kind: &'static str,
        document: Option<&'static str>,
        passed: bool,
        no_open: Option<u8>,
        within: Option<i64>,
    },
    Training {
        module: &'static str,
        share: Option<i64>,
        validator: Option<u8>,
        within: Option<i64>,
    },
    Level(usize),
}

pub(crate) struct Requirement {
    pub(crate) rule: Rule,
    pub(crate) types: Option<Vec<&'static str>>,
}

pub(crate) struct Level {
    pub(crate) requires: Vec<Requirement>,
    pub(crate) builds: bool,
}

#[derive(Clone)]
pub(crate) struct Piece {
    pub(crate) kind: &'static str,
    pub(crate) document: Option<&'static str>,
    pub(crate) earliest: Option<Day>,
    pub(crate) latest: Day,
    pub(crate) outcome: Option<bool>,
    /// What was found: how grave (absent: not stated), and when it was closed.
    pub(crate) points: Option<Vec<(Option<u8>, Option<Day>)>>,
    pub(crate) until: Option<Day>,
    pub(crate) training: Option<(&'static str, Option<i64>, Option<u8>)>,
    /// Whether it is of all units of the lot.
    pub(crate) of_all: bool,
}

pub(crate) const SEVERITIES: [&str; 3] = ["minor", "major", "critical"];
const VALIDATORS: [&str; 3] = ["self", "peer", "external"];

/// `{key: value}` with the keys that have a value.
fn object(members: &[(&str, Option<Value>)]) -> Value {
    let there = members.iter().filter_map(|(key, value)| Some(((*key).to_owned(), value.clone()?)));
    Value::Object(there.collect())
}

impl Rule {
    pub(crate) fn json(&self) -> Value {
        let each = |rules: &[Rule]| Value::from(rules.iter().map(Rule::json).collect::<Vec<_>>());
        match self {
            Self::All(of) => json!({ "all": each(of) }),
            Self::Any(of) => json!({ "any": each(of) }),
            Self::AtLeast(number, of) => json!({ "at_least": { "number": number, "of": each(of) } }),
            Self::Evidence { kind, document, passed, no_open, within } => object(&[
                ("evidence", Some(json!(kind))),
                ("document", document.map(|document| json!(document))),
                ("passed", passed.then(|| json!(true))),
                ("no_open", no_open.map(|least| json!(SEVERITIES[usize::from(least)]))),
                ("within_days", within.map(|days| json!(days))),
            ]),
            Self::Training { module, share, validator, within } => object(&[
                ("training", Some(json!(module))),
                ("share", share.map(|share| json!(share))),
                ("validator", validator.map(|by| json!(VALIDATORS[usize::from(by)]))),
                ("within_days", within.map(|days| json!(days))),
            ]),
            Self::Level(level) => json!({ "level": format!("level-{level}") }),
        }
    }
}

impl Piece {
    pub(crate) fn json(&self, id: &str) -> Value {
        let points = self.points.as_ref().map(|points| {
            let point = |(severity, closed): &(Option<u8>, Option<Day>)| {
                object(&[
                    ("text", Some(json!("To be mended."))),
                    ("severity", severity.map(|is| json!(SEVERITIES[usize::from(is)]))),
                    ("closed", closed.map(|day| json!(written(day)))),
                ])
            };
            Value::from(points.iter().map(point).collect::<Vec<_>>())
        });
        let training = self.training.map(|(module, share, validator)| {
            object(&[
                ("module", Some(json!(module))),
                ("share", share.map(|share| json!(share))),
                ("validator", validator.map(|by| json!(VALIDATORS[usize::from(by)]))),
            ])
        });
        object(&[
            ("id", Some(json!(id))),
            ("kind", Some(json!(self.kind))),
            ("document", self.document.map(|document| json!(document))),
            ("outcome", self.outcome.map(|passed| json!(if passed { "passed" } else { "not-passed" }))),
            ("points", points),
            ("valid_until", self.until.map(|day| json!(written(day)))),
            ("training", training),
        ])
    }
}

/// Met, Unmet, Unknown.
pub(crate) type Answer = Option<bool>;

pub(crate) const MET: Answer = Some(true);
pub(crate) const UNMET: Answer = Some(false);
pub(crate) const UNKNOWN: Answer = None;

pub(crate) fn all(answers: impl IntoIterator<Item = Answer>) -> Answer {
    let answers: Vec<Answer> = answers.into_iter().collect();
    if answers.contains(&UNMET) {
        return UNMET;
    }
    if answers.contains(&UNKNOWN) { UNKNOWN } else { MET }
}

/// Whatever the Unknown ones turn out to be: are so many met, or too few?
pub(crate) fn so_many(needed: usize, answers: &[Answer]) -> Answer {
    let met = answers.iter().filter(|answer| **answer == MET).count();
    let unmet = answers.iter().filter(|answer| **answer == UNMET).count();
    if met >= needed {
        MET
    } else if answers.len() - unmet < needed {
        UNMET
    } else {
        UNKNOWN
    }
}

pub(crate) struct World<'w> {
    pub(crate) levels: &'w [Level],
    /// In the order in which they hold, and of one day in that in which they were recorded.
    pub(crate) pieces: &'w [Piece],
    pub(crate) unit_type: Option<&'static str>,
    pub(crate) on: Day,
}

impl World<'_> {
    /// The highest level that is met, and the highest that is not unmet.
    pub(crate) fn supported(&self) -> (Option<usize>, Option<usize>) {
        let answers: Vec<Answer> = (0..self.levels.len()).map(|level| self.level(level)).collect();
        (answers.iter().rposition(|met| *met == MET), answers.iter().rposition(|met| *met != UNMET))
    }

    /// Of a level that asks nothing of units of this type, nobody can say whether they are at it.
    pub(crate) fn level(&self, level: usize) -> Answer {
        if !self.asks(level) {
            return UNKNOWN;
        }
        let own = self.levels[level].requires.iter().map(|requirement| self.requirement(requirement));
        let below = (self.builds(level) && self.asks(level - 1)).then(|| self.level(level - 1));
        all(own.chain(below))
    }

    fn builds(&self, level: usize) -> bool {
        self.levels[level].builds && level > 0
    }

    fn asks(&self, level: usize) -> bool {
        let applies = |requirement: &Requirement| {
            let types = requirement.types.as_ref();
            types.is_none_or(|types| self.unit_type.is_none_or(|is| types.contains(&is)))
        };
        self.levels[level].requires.iter().any(applies) || (self.builds(level) && self.asks(level - 1))
    }

    /// A requirement that is not for units of this type is no obstacle; where the type is not known, it perhaps is none.
    pub(crate) fn requirement(&self, requirement: &Requirement) -> Answer {
        let answer = self.rule(&requirement.rule);
        match (&requirement.types, self.unit_type) {
            (None, _) => answer,
            (Some(types), Some(is)) if types.contains(&is) => answer,
            (Some(_), Some(_)) => MET,
            (Some(_), None) => {
                if answer == MET {
                    MET
                } else {
                    UNKNOWN
                }
            }
        }
    }

    fn rule(&self, rule: &Rule) -> Answer {
        let each = |of: &[Rule]| of.iter().map(|one| self.rule(one)).collect::<Vec<_>>();
        match rule {
            Rule::All(of) => so_many(of.len(), &each(of)),
            Rule::Any(of) => so_many(1, &each(of)),
            Rule::AtLeast(number, of) => so_many(*number, &each(of)),
            leaf => self.leaf(leaf),
        }
    }

    /// The last day on which the latest visit of a kind counts, by its own words or by the scheme, with whether it is the scheme
    /// that says so; by trying every age, of which rules that are drawn name none as high as the last. It must have been passed.
    pub(crate) fn counts_until(&self, kind: &str) -> Option<(Day, bool)> {
        let of_kind = self.pieces.iter().filter(|piece| piece.of_all && piece.kind == kind);
        let visit = of_kind.max_by_key(|piece| piece.latest).filter(|piece| piece.outcome == MET)?;
        let requirements = self.levels.iter().flat_map(|level| &level.requires);
        let applies = |requirement: &&Requirement| {
            let types = requirement.types.as_ref();
            types.is_none_or(|types| self.unit_type.is_none_or(|is| types.contains(&is)))
        };
        let rules: Vec<&Rule> = requirements.filter(applies).map(|requirement| &requirement.rule).collect();
        let counts = |age: i64| rules.iter().all(|rule| self.counts_at(rule, kind, age) != Some(false));
        let by_scheme = (0..60).find(|age| !counts(*age)).map(|age| visit.latest + age - 1);
        match (visit.until, by_scheme) {
            (None, None) => None,
            (Some(own), Some(scheme)) if scheme < own => Some((scheme, true)),
            (Some(own), _) => Some((own, false)),
            (None, Some(scheme)) => Some((scheme, true)),
        }
    }

    /// Whether a rule is content with evidence of a kind of that age; nothing: it does not ask for it, or not now. Where fewer
    /// than all parts would do, those that are met now speak, if they are enough.
    fn counts_at(&self, rule: &Rule, kind: &str, age: i64) -> Option<bool> {
        let (number, of) = match rule {
            Rule::Evidence { kind: asked, within, .. } => {
                return (*asked == kind).then(|| within.is_none_or(|within| age <= within));
            }
            Rule::Training { .. } | Rule::Level(_) => return None,
            Rule::All(of) => (of.len(), of),
            Rule::Any(of) => (1, of),
            Rule::AtLeast(number, of) => (*number, of),
        };
        let met: Vec<&Rule> = of.iter().filter(|part| self.rule(part) == MET).collect();
        let speak = if met.len() >= number { met } else { of.iter().collect() };
        let votes: Vec<bool> = speak.iter().filter_map(|part| self.counts_at(part, kind, age)).collect();
        let others = speak.len() - votes.len();
        let still_needed = if others >= number { 1 } else { number - others };
        let content = votes.iter().filter(|content| **content).count();
        (!votes.is_empty()).then_some(content >= still_needed)
    }

    fn leaf(&self, rule: &Rule) -> Answer {
        match rule {
            Rule::Level(level) => self.level(*level),
            Rule::Training { module, .. } => self.training(rule, module),
            Rule::Evidence { kind, document, .. } => {
                let fits = |piece: &&Piece| piece.kind == *kind && piece.document == *document;
                let of_all = self.pieces.iter().filter(|piece| piece.of_all).filter(fits);
                let Some(latest) = of_all.max_by_key(|piece| piece.latest) else { return UNKNOWN };
                let answer = self.says(latest, rule);
                let newer = |piece: &&Piece| !piece.of_all && piece.latest >= latest.latest;
                let agree = |piece: &Piece| self.says(piece, rule) == answer;
                let unsettled = !self.pieces.iter().filter(fits).filter(newer).all(agree);
                if unsettled { UNKNOWN } else { answer }
            }
            Rule::All(_) | Rule::Any(_) | Rule::AtLeast(..) => unreachable!("no leaf"),
        }
    }

    fn training(&self, rule: &Rule, module: &str) -> Answer {
        let of_module = |piece: &&Piece| piece.training.is_some_and(|(of, ..)| of == module);
        let of_all: Vec<&Piece> = self.pieces.iter().filter(|p| p.of_all).filter(of_module).collect();
        let failed_since = |of_all: bool, day: Day| {
            let failed =
                |piece: &Piece| piece.outcome == UNMET && piece.latest >= day && piece.of_all == of_all;
            self.pieces.iter().filter(of_module).any(failed)
        };
        let good = of_all
            .iter()
            .copied()
            .filter(|piece| self.says(piece, rule) == MET && !failed_since(true, piece.latest));
        match good.max_by_key(|piece| piece.latest) {
            Some(piece) if failed_since(false, piece.latest) => UNKNOWN,
            Some(_) => MET,
            None => {
                of_all.iter().max_by_key(|piece| piece.latest).map_or(UNKNOWN, |last| self.says(last, rule))
            }
        }
    }

    /// What one piece of evidence says on the day.
    fn says(&self, piece: &Piece, rule: &Rule) -> Answer {
        let valid = Some(piece.until.is_none_or(|until| self.on <= until));
        match rule {
            Rule::Evidence { passed, no_open, within, .. } => {
                let outcome = if *passed { piece.outcome } else { Some(piece.outcome != UNMET) };
                let mended = no_open.map_or(MET, |least| self.mended(piece, least));
                all([outcome, mended, valid, within.map_or(MET, |within| self.young(piece, within))])
            }
            Rule::Training { share, validator, within, .. } => {
                if piece.outcome == UNMET {
                    return UNMET;
                }
                // A paper that counts no longer, or perhaps not, says nothing of what people can do.
                let young = within.map_or(MET, |within| self.young(piece, within));
                if valid != MET || young != MET {
                    return UNKNOWN;
                }
                let (_, has, by) = piece.training.expect("it is of training");
                let enough = |asked: Option<i64>, has: Option<i64>| match (asked, has) {
                    (None, _) => MET,
                    (Some(asked), has) => has.map(|has| has >= asked),
                };
                all([enough(*share, has), enough(validator.map(i64::from), by.map(i64::from))])
            }
            _ => unreachable!("it is about evidence"),
        }
    }

    /// It took place on one of the days between its bounds: is it young enough on each of them, or on none?
    fn young(&self, piece: &Piece, within: i64) -> Answer {
        let first = piece.earliest.unwrap_or(piece.latest - 10_000);
        let (first, last) = (first + within >= self.on, piece.latest + within >= self.on);
        if first == last { Some(first) } else { UNKNOWN }
    }

    fn mended(&self, piece: &Piece, least: u8) -> Answer {
        let points = piece.points.as_ref()?;
        let open = points.iter().filter(|(_, closed)| closed.is_none_or(|day| day > self.on));
        all(open.map(|(severity, _)| match severity {
            Some(severity) if *severity < least => MET,
            Some(_) => UNMET,
            None => UNKNOWN,
        }))
    }
}
