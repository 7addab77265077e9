//! Whether people are trained as asked for, by the evidence on file: one answer for the levels of schemes, for the gates
//! of requirements, for stages and for the tables of training.
//!
//! A certificate that ran out, or training longer ago than a rule asks for, is Unknown and not Unmet: it says until when a
//! paper counts, and nothing of what the people can do since. Whether they were trained again the State knows, and nobody
//! recorded. What is about the file itself is told otherwise: a document, an agreement or a visit that ran out is Unmet, for
//! who keeps the file would have the next one.

use super::holds::{Held, Together, Why, YES, none_on_file, sooner, unknown, unmet, valid, young};
use crate::record::{EvidenceKind, LotState, OnFile, Outcome, TrainingAsked};
use crate::words::value::{Day, Met};

/// What the evidence on file says on training, which piece decides, and why.
pub(crate) fn trained<'a>(
    lot: &'a LotState,
    asked: &TrainingAsked,
    on: Day,
) -> (Met, Option<&'a OnFile>, Why<'a>) {
    trained_by(lot.evidence.iter(), lot.possible_evidence.iter(), asked, on)
}

/// The same of these pieces of evidence alone: those on all units, and those on some.
pub(crate) fn trained_by<'a>(
    of_all: impl Iterator<Item = &'a OnFile> + Clone,
    of_some: impl DoubleEndedIterator<Item = &'a OnFile> + Clone,
    asked: &TrainingAsked,
    on: Day,
) -> (Met, Option<&'a OnFile>, Why<'a>) {
    let (held, file, why) = held_by(of_all, of_some, asked, on);
    (held.met, file, why)
}

/// The latest evidence on the module that is enough, and after which none was not passed; else the latest. A later and
/// weaker one takes nothing back. A failure of some units since leaves it Unknown.
pub(super) fn held_by<'a>(
    of_all: impl Iterator<Item = &'a OnFile> + Clone,
    of_some: impl DoubleEndedIterator<Item = &'a OnFile> + Clone,
    asked: &TrainingAsked,
    on: Day,
) -> (Held, Option<&'a OnFile>, Why<'a>) {
    let fits = |file: &&OnFile| {
        let training = file.evidence.training.as_ref();
        file.evidence.kind == EvidenceKind::Training
            && training.is_some_and(|training| training.module == asked.training)
    };
    let of_all = || of_all.clone().filter(fits);
    let failed = |file: &&OnFile| file.evidence.outcome == Some(Outcome::NotPassed);
    let last_failed = of_all().filter(failed).map(|file| file.on).max();
    let (mut next, mut latest, mut good) = (None, None, None);
    for file in of_all() {
        let (held, why) = says(file, asked, on);
        next = sooner(next, held.next);
        let newer = |other: Option<(&OnFile, Met, Why<'_>)>| other.is_none_or(|(o, ..)| o.on <= file.on);
        if newer(latest) {
            latest = Some((file, held.met, why));
        }
        if held.met == Met::Met && last_failed < Some(file.on) && newer(good) {
            good = Some((file, held.met, why));
        }
    }
    let Some((file, mut met, mut why)) = good.or(latest) else {
        let some_units = of_some.clone().any(|file| fits(&file));
        return (Held { met: Met::Unknown, next: None }, None, none_on_file(some_units));
    };
    let since = |other: &&OnFile| file.on <= other.on;
    let mut otherwise = of_some.rev().filter(fits).filter(failed);
    if let (Met::Met, Some(otherwise)) = (met, otherwise.find(since)) {
        (met, why) = (Met::Unknown, Why::SomeUnitsOtherwise(otherwise));
    }
    (Held { met, next }, Some(file), why)
}

/// What one piece of evidence on training says on a day.
fn says<'a>(file: &'a OnFile, asked: &TrainingAsked, on: Day) -> (Held, Why<'a>) {
    if file.evidence.outcome == Some(Outcome::NotPassed) {
        return unmet(Why::NotPassed);
    }
    let Together { held, why } = Together::new().and(valid(file, on)).and(young(file, asked.within_days, on));
    if held.met != Met::Met {
        return (Held { met: Met::Unknown, next: held.next }, why);
    }
    let training = file.evidence.training.as_ref();
    let share = match (asked.share, training.and_then(|training| training.share)) {
        (None, _) => YES,
        (Some(_), None) => unknown(Why::ShareNotStated),
        (Some(asked), Some(share)) if share < asked => unmet(Why::ShareTooSmall),
        (Some(_), Some(_)) => YES,
    };
    let validator = match (asked.validator, training.and_then(|training| training.validator)) {
        (None, _) => YES,
        (Some(_), None) => unknown(Why::ValidatorNotStated),
        (Some(asked), Some(by)) if by < asked => unmet(Why::ValidatedLess),
        (Some(_), Some(_)) => YES,
    };
    let Together { held, why } = Together { held, why }.and(share).and(validator);
    (held, why)
}
