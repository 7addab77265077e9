//! What an event says, in a few words.

use crate::record::{Event, Evidence, Extent, What};
use crate::words::value::{Figure, LotId, State, Text};

/// What happened, in a few words.
pub(super) fn summary(event: &Event) -> String {
    of_what(&event.what)
}

fn of_what(what: &What) -> String {
    if let Some((lots, units)) = what.of_units() {
        let (before, after) = around(what);
        return format!("{before}{}{}{after}", extent(units), scope(lots));
    }
    match what {
        What::Announced(begun) | What::UnsolicitedOffer(begun) => begun.pledge.title.to_string(),
        What::Amended(amended) => {
            let set = amended.set.in_words().into_iter();
            let parts = set.map(|(part, said)| format!("{part}: {said}"));
            format!("{}: {}", amended.lot, parts.collect::<Vec<_>>().join("; "))
        }
        What::Split(split) => {
            let parts = split.into.iter().map(|lot| format!("{} ({})", lot.id, units(lot.units.as_ref())));
            format!("from {}: {}", split.lot, parts.collect::<Vec<_>>().join(", "))
        }
        What::Substituted(substituted) => {
            let by = &substituted.by;
            let why = because(substituted.reason.as_ref());
            let described = &by.described_as;
            format!(
                "in the place of {}: {} ({}, {described}){why}",
                substituted.lot,
                by.id,
                units(by.units.as_ref())
            )
        }
        What::MouStep(step) => {
            let instrument =
                step.instrument.map_or("instrument not stated", |instrument| instrument.as_str());
            format!(
                "{instrument} {}{}{}",
                step.step,
                scope(step.lots.as_deref()),
                mission(step.mission.as_ref())
            )
        }
        What::PartAgreed(part) | What::PartFellAway(part) => {
            let roles: Vec<&str> = part.roles.iter().map(|role| role.as_str()).collect();
            format!("{} as {}{}", part.state, roles.join(", "), because(part.reason.as_ref()))
        }
        What::ConsultationOpened(opened) => {
            let units = opened.units.map(|units| format!(", {units} units")).unwrap_or_default();
            let mission =
                opened.mission.as_ref().map(|mission| format!(" for {mission}")).unwrap_or_default();
            let by = opened.reply_by.map(|by| format!(", reply by {by}")).unwrap_or_default();
            let text = opened.text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
            format!("{}{}{mission}{units}{by}{text}", opened.kind, scope(opened.lots.as_deref()))
        }
        What::ConsultationAnswered(answered) => {
            let units = answered.units.map(|units| format!(", {}", extent(Some(units)))).unwrap_or_default();
            let conditions =
                answered.conditions.iter().flatten().map(ToString::to_string).collect::<Vec<_>>();
            let on =
                if conditions.is_empty() { String::new() } else { format!(": {}", conditions.join("; ")) };
            format!(
                "{} to {}{}{units}{on}",
                answered.answer,
                answered.consultation,
                scope(answered.lots.as_deref())
            )
        }
        What::ActionNoted(noted) => format!("{}: {}", noted.owner, noted.text),
        What::ActionUpdated(updated) => {
            let text = updated.text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
            let done = if updated.done == Some(true) { ", done" } else { "" };
            format!("{}{done}{text}", updated.action)
        }
        What::DecisionNoted(noted) => {
            format!(
                "{} for {} of {}, by {}: {}",
                noted.decision, noted.requirement, noted.mission, noted.by, noted.reason
            )
        }
        What::ObservedAbsent(observed) => format!("not in {}", observed.system),
        What::DeadlineMoved(moved) => format!("until {}{}", moved.until, because(moved.reason.as_ref())),
        What::Corrected(corrected) => {
            let on_word = on_word(corrected.by);
            match &corrected.instead {
                Some(instead) => {
                    format!("{} was wrong{on_word}; instead: {}", corrected.corrects, instead.what.word())
                }
                None => format!("{} was wrong{on_word} and is taken back", corrected.corrects),
            }
        }
        What::Contradicted(contradicted) => {
            format!("sources differ on {}: {}", contradicted.contradicts, contradicted.says)
        }
        What::Commented(commented) => {
            let about = commented.about.as_ref().map(|about| format!(" on {about}")).unwrap_or_default();
            match commented.by {
                Some(by) => format!("{by}{about}: {}", commented.text),
                None if about.is_empty() => commented.text.to_string(),
                None => format!("{}: {}", about.trim_start(), commented.text),
            }
        }
        _ => String::new(),
    }
}

/// What an event about units says before and after their number.
fn around(what: &What) -> (String, String) {
    let mut before = String::new();
    let after = match what {
        What::EvidenceRecorded(recorded) => {
            before = format!("{}; ", evidence(&recorded.evidence));
            String::new()
        }
        What::LevelRecorded(recorded) => {
            before = format!("{} {}: ", recorded.scheme, recorded.level);
            String::new()
        }
        What::Arrived(arrived) => {
            let mission = arrived.mission.as_ref().map_or("a mission not stated", Text::as_str);
            let part = match arrived.arrival {
                Some(part) => format!(" ({part})"),
                None => String::new(),
            };
            format!(" in {mission}{part}")
        }
        What::Withdrawn(withdrawn) => {
            format!(": {}", withdrawn.reason.as_ref().map_or("reason not stated", Text::as_str))
        }
        What::Suspended(suspended) => because(suspended.reason.as_ref()),
        What::Lapsed(lapsed) => because(lapsed.reason.as_ref()),
        What::Reserved(reserved) => {
            let until = reserved.until.map(|until| format!(" until {until}")).unwrap_or_default();
            format!("{}{until}", mission(reserved.mission.as_ref()))
        }
        What::Selected(selected) => mission(selected.mission.as_ref()),
        What::Moving(moving) => mission(moving.mission.as_ref()),
        What::ReHatted(re_hatted) => format!(" to {}", re_hatted.mission),
        What::Reconstituting(reconstituting) => {
            reconstituting.ready_by.map(|day| format!(", ready {day}")).unwrap_or_default()
        }
        What::Returned(returned) => returned.reason.map(|reason| format!(": {reason}")).unwrap_or_default(),
        _ => String::new(),
    };
    (before, after)
}

pub(super) fn extent(units: Option<Extent>) -> String {
    match units {
        Some(Extent::All) => "all units".to_owned(),
        Some(Extent::Of(count)) if count.get() == 1 => "1 unit".to_owned(),
        Some(Extent::Of(count)) => format!("{count} units"),
        None => "number of units not stated".to_owned(),
    }
}

fn scope(lots: Option<&[LotId]>) -> String {
    match lots {
        Some(lots) => format!(" of {}", lots.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        None => String::new(),
    }
}

fn units(units: Option<&Figure>) -> String {
    units.map_or_else(|| "?".to_owned(), Figure::to_string)
}

fn mission(mission: Option<&Text>) -> String {
    mission.map(|mission| format!(" for {mission}")).unwrap_or_default()
}

fn because(reason: Option<&Text>) -> String {
    reason.map(|reason| format!(": {reason}")).unwrap_or_default()
}

fn on_word(by: Option<State>) -> String {
    by.map(|by| format!(", as {by} says")).unwrap_or_default()
}

/// A piece of evidence: its kind, and what it says of it.
fn evidence(evidence: &Evidence) -> String {
    let Evidence { kind, training, check, performance, document, outcome, .. } = evidence;
    let mut said = vec![kind.to_string()];
    if let Some(training) = training {
        let share = training.share.map(|share| format!("{share} % trained"));
        let by = training.validator.map(|by| format!("validated by {by}"));
        said.extend(std::iter::once(training.module.to_string()).chain(share).chain(by));
    }
    if let Some(check) = check {
        let cleared = match check.cleared {
            Some(true) => "cleared",
            Some(false) => "not cleared",
            None => "under way",
        };
        said.extend([check.step.to_string(), cleared.to_owned()]);
    }
    if let Some(performance) = performance {
        let evaluation = performance.evaluation.map(|evaluation| evaluation.to_string());
        said.extend(std::iter::once(performance.mission.to_string()).chain(evaluation));
    }
    said.extend(document.as_ref().map(ToString::to_string));
    said.extend(outcome.map(|outcome| outcome.to_string()));
    said.join(", ")
}
