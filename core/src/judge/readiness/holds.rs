//! What the evidence on file says of a rule on a day: Met, Unmet or Unknown.
//!
//! Evidence that is absent is Unknown, evidence that says otherwise is Unmet. The latest evidence of its kind that is of
//! all units counts; where evidence on some units is as new and says otherwise, it is Unknown, for it may be about these.

use super::trained;
use crate::record::{
    EvidenceAsked, Level, LevelRequirement, LevelRule, LotState, OnFile, Outcome, PointSeverity, Scheme,
};
use crate::words::value::{Day, Days, LevelId, Met};

/// An answer on a day, and the first day on which it may be another with nothing more recorded; `None`: there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) met: Met,
    pub(super) next: Option<Day>,
}

impl Held {
    pub(super) const ALWAYS: Self = Self { met: Met::Met, next: None };

    fn always(met: Met) -> Self {
        Self { met, next: None }
    }

    /// Met until a day, from which it is Unmet; without a day: for good.
    fn until(day: Option<Day>) -> Self {
        Self { met: Met::Met, next: day }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { met: self.met.and(other.met), next: sooner(self.next, other.next) }
    }

    fn or(self, other: Self) -> Self {
        Self { met: self.met.or(other.met), next: sooner(self.next, other.next) }
    }
}

pub(super) fn sooner(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

/// Why a piece of evidence, or its absence, does not decide that a rule is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why<'a> {
    /// It is met.
    Met,
    /// Nothing of its kind is on file.
    NothingOnFile,
    /// What is on file is about some units, and nobody said which.
    OfSomeUnits,
    /// It was not passed.
    NotPassed,
    /// It is not stated how it came out.
    OutcomeNotStated,
    /// It counted until this day.
    RanOut(Day),
    /// It was young enough until this day.
    TooOld(Day),
    /// On which day it took place is known only within bounds, so that it may be too old.
    PerhapsTooOld,
    /// Findings of it are open.
    FindingsOpen,
    /// What it found, or how grave that is, is not stated.
    FindingsNotStated,
    /// Fewer persons were trained.
    ShareTooSmall,
    /// Which share was trained is not stated.
    ShareNotStated,
    /// It was validated less strictly.
    ValidatedLess,
    /// Who validated it is not stated.
    ValidatorNotStated,
    /// Evidence on some units, as new, says otherwise.
    SomeUnitsOtherwise(&'a OnFile),
    /// The other level's requirements are not all met.
    OtherLevel,
}

/// A part of a rule that is about one piece of evidence, or about another level, and what is on file on it.
#[derive(Clone, Copy, Debug)]
pub struct Leaf<'a> {
    /// The part.
    pub rule: &'a LevelRule,
    /// Whether it is met.
    pub met: Met,
    /// The evidence that decides; `None`: there is none on file.
    pub evidence: Option<&'a OnFile>,
    /// Why it is not met.
    pub why: Why<'a>,
    /// The day on which it is asked about.
    pub on: Day,
}

/// What is judged: a lot by a scheme, on a day.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) lot: &'a LotState,
    pub(super) scheme: &'a Scheme,
    pub(super) on: Day,
    /// How many levels are asked about within each other.
    pub(super) deep: usize,
}

/// Takes the parts of a rule as they are judged.
pub(super) type Leaves<'l, 'a> = &'l mut dyn FnMut(Leaf<'a>);

impl<'a> Case<'a> {
    /// Whether a requirement is met; `None` where it is not for units of this type. Where the type of the units is not
    /// stated, one that is for some types is met or Unknown.
    pub(super) fn requirement(
        &self,
        requirement: &'a LevelRequirement,
        leaves: Leaves<'_, 'a>,
    ) -> Option<Held> {
        let applies = match (&requirement.unit_types, &self.lot.lot.unit_type) {
            (None, _) => Met::Met,
            (Some(types), Some(of_lot)) => Met::known(types.contains(of_lot)),
            (Some(_), None) => Met::Unknown,
        };
        match applies {
            Met::Unmet => None,
            Met::Met => Some(self.rule(&requirement.rule, leaves)),
            Met::Unknown => Some(self.rule(&requirement.rule, leaves).or(Held::always(Met::Unknown))),
        }
    }

    pub(super) fn rule(&self, rule: &'a LevelRule, leaves: Leaves<'_, 'a>) -> Held {
        let (held, evidence, why) = match rule {
            LevelRule::All(of) => {
                return of.all.iter().fold(Held::ALWAYS, |all, part| all.and(self.rule(part, leaves)));
            }
            LevelRule::Any(of) => {
                let none = Held::always(Met::Unmet);
                return of.any.iter().fold(none, |any, part| any.or(self.rule(part, leaves)));
            }
            LevelRule::AtLeast(of) => {
                return self.at_least(of.at_least.number.get(), &of.at_least.of, leaves);
            }
            LevelRule::Evidence(asked) => self.evidence(asked),
            LevelRule::Training(asked) => {
                let lot = self.lot;
                trained::held_by(lot.evidence.iter(), lot.possible_evidence.iter(), asked, self.on)
            }
            LevelRule::Level(asked) => {
                let held = self.other_level(&asked.level);
                (held, None, if held.met == Met::Met { Why::Met } else { Why::OtherLevel })
            }
        };
        leaves(Leaf { rule, met: held.met, evidence, why, on: self.on });
        held
    }

    /// Met where so many are; Unmet where so many could not be any more.
    fn at_least(&self, number: u32, of: &'a [LevelRule], leaves: Leaves<'_, 'a>) -> Held {
        let (mut met, mut perhaps, mut next) = (0u32, 0u32, None);
        for part in of {
            let held = self.rule(part, leaves);
            next = sooner(next, held.next);
            met = met.saturating_add(u32::from(held.met == Met::Met));
            perhaps = perhaps.saturating_add(u32::from(held.met != Met::Unmet));
        }
        let met = match () {
            () if met >= number => Met::Met,
            () if perhaps < number => Met::Unmet,
            () => Met::Unknown,
        };
        Held { met, next }
    }

    /// All that a level requires, those included on which it builds.
    /// Where nothing is asked of units of this type, nothing says that they are at it.
    pub(super) fn level(&self, level: &'a Level) -> Held {
        let included = self.scheme.including(level).into_iter().flat_map(|level| &level.requires);
        let held = included.filter_map(|requirement| self.requirement(requirement, &mut |_| {}));
        held.reduce(Held::and).unwrap_or(Held::always(Met::Unknown))
    }

    /// No level of a checked scheme requires itself; of one that does, nothing is known.
    fn other_level(&self, id: &LevelId) -> Held {
        let known = self.scheme.level(id).filter(|_| self.deep <= self.scheme.levels.len());
        let within = Self { deep: self.deep.saturating_add(1), ..*self };
        known.map_or(Held::always(Met::Unknown), |level| within.level(level))
    }

    fn evidence(&self, asked: &EvidenceAsked) -> (Held, Option<&'a OnFile>, Why<'a>) {
        let fits = |file: &&OnFile| {
            file.evidence.kind == asked.evidence
                && (asked.document.is_none() || file.evidence.document == asked.document)
        };
        let some_units = || self.lot.possible_evidence.iter().filter(fits);
        let Some(latest) = self.lot.evidence.iter().filter(fits).max_by_key(|file| file.on) else {
            return (Held::always(Met::Unknown), None, none_on_file(some_units().next().is_some()));
        };
        let (mut held, mut why) = says(latest, asked, self.on);
        for newer in some_units().filter(|file| latest.on <= file.on) {
            let (otherwise, _) = says(newer, asked, self.on);
            held.next = sooner(held.next, otherwise.next);
            if otherwise.met != held.met {
                (held.met, why) = (Met::Unknown, Why::SomeUnitsOtherwise(newer));
            }
        }
        (held, Some(latest), why)
    }
}

pub(super) fn none_on_file(some_units: bool) -> Why<'static> {
    if some_units { Why::OfSomeUnits } else { Why::NothingOnFile }
}

/// What of several conditions together: all must be met; the first that is as the whole is says why.
pub(super) struct Together<'a> {
    pub(super) held: Held,
    pub(super) why: Why<'a>,
}

impl<'a> Together<'a> {
    pub(super) fn new() -> Self {
        Self { held: Held::ALWAYS, why: Why::Met }
    }

    pub(super) fn and(mut self, (held, why): (Held, Why<'a>)) -> Self {
        let before = self.held.met;
        self.held = self.held.and(held);
        if self.held.met != before {
            self.why = why;
        }
        self
    }
}

pub(super) const YES: (Held, Why<'static>) = (Held::ALWAYS, Why::Met);

pub(super) fn unmet(why: Why<'_>) -> (Held, Why<'_>) {
    (Held::always(Met::Unmet), why)
}

pub(super) fn unknown(why: Why<'_>) -> (Held, Why<'_>) {
    (Held::always(Met::Unknown), why)
}

/// What one piece of evidence says on a day.
fn says<'a>(file: &'a OnFile, asked: &EvidenceAsked, on: Day) -> (Held, Why<'a>) {
    let outcome = match file.evidence.outcome {
        Some(Outcome::NotPassed) => unmet(Why::NotPassed),
        None if asked.passed == Some(true) => unknown(Why::OutcomeNotStated),
        Some(Outcome::Passed) | None => YES,
    };
    let together = Together::new().and(outcome).and(valid(file, on)).and(young(file, asked.within_days, on));
    let Together { held, why } = match asked.no_open {
        None => together,
        Some(severity) => together.and(mended(file, severity, on)),
    };
    (held, why)
}

/// Whether the last day on which it counts has not passed.
pub(super) fn valid(file: &OnFile, on: Day) -> (Held, Why<'_>) {
    match file.evidence.valid_until {
        Some(until) if until < on => unmet(Why::RanOut(until)),
        Some(until) => (Held::until(until.later(1)), Why::Met),
        None => YES,
    }
}

/// Whether it took place within so many days. Where its day is known within bounds, it may be too old from the day on
/// which it would be by the earliest of them, and is by the latest.
pub(super) fn young(file: &OnFile, within: Option<Days>, on: Day) -> (Held, Why<'_>) {
    let Some(within) = within else { return YES };
    let young_until = |day: Day| day.later(within.get());
    let Some(at_most) = young_until(file.on) else { return YES };
    if at_most < on {
        return unmet(Why::TooOld(at_most));
    }
    match file.earliest.map(young_until) {
        Some(Some(at_least)) if on <= at_least => (Held::until(at_least.later(1)), Why::Met),
        Some(None) => YES,
        _ => (Held { met: Met::Unknown, next: at_most.later(1) }, Why::PerhapsTooOld),
    }
}

/// Whether no finding of this severity, or of a higher one, is open. One is closed from the day of its closing on; without
/// such a day it is open.
fn mended(file: &OnFile, severity: PointSeverity, on: Day) -> (Held, Why<'_>) {
    let Some(points) = &file.evidence.points else { return unknown(Why::FindingsNotStated) };
    let mut together = Together::new();
    for point in points.iter().filter(|point| point.severity.is_none_or(|is| severity <= is)) {
        let open = point.closed.is_none_or(|closed| on < closed);
        let (met, why) = match point.severity {
            _ if !open => continue,
            Some(_) => (Met::Unmet, Why::FindingsOpen),
            None => (Met::Unknown, Why::FindingsNotStated),
        };
        together = together.and((Held { met, next: point.closed }, why));
    }
    (together.held, together.why)
}
