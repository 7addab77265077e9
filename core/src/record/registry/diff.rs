//! What is different between two views.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::words::document::CollectInOrder;
use crate::words::value::{LotId, PledgeId};

use super::super::event::Extent;
use super::super::pledge::Contributor;
use super::state::{Agreement, LotState, OnFile, PledgeState, RecordedLevel, Reservation, Substitution};
use super::view::View;

/// One thing that is different. An absent side means that it was Unknown, or that the pledge or lot was not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The pledge.
    pub pledge: PledgeId,
    /// The lot; absent: the pledge as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotId>,
    /// What is different.
    pub field: String,
    /// What it was in the first view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it is in the second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What is different in `b` from `a`, by pledge, lot and field.
pub fn diff(a: &View, b: &View) -> Vec<Change> {
    let (before, after) = (facts(a), facts(b));
    let keys = before.keys().chain(after.keys()).cloned().collect_set();
    let mut changes = Vec::new();
    for key in keys {
        let (old, new) = (before.get(&key), after.get(&key));
        if old != new {
            let (pledge, lot, field) = key;
            changes.push(Change { pledge, lot, field, before: old.cloned(), after: new.cloned() });
        }
    }
    changes
}

type Facts = BTreeMap<(PledgeId, Option<LotId>, String), String>;

fn facts(view: &View) -> Facts {
    let mut facts = Facts::new();
    for (id, state) in view.pledges() {
        let mut of_pledge = |field: &str, value: Option<String>| {
            facts.extend(value.map(|value| ((id.clone(), None, field.to_owned()), value)));
        };
        of_pledge("title", Some(state.pledge.title.to_string()));
        of_pledge("offered until", state.offered_until.map(|until| until.to_string()));
        let later = state.later_deadlines.iter().map(|later| format!("{} from {}", later.until, later.from));
        of_pledge("offered until, to come", joined(later));
        let moved = state.moved_deadlines.iter().map(|moved| {
            let before = moved.before.map_or_else(|| "not stated".to_owned(), |before| before.to_string());
            format!("{before} to {} on {}", moved.until, moved.on)
        });
        of_pledge("offered until, moved", joined(moved));
        of_pledge("says again", state.pledge.reaffirms.as_ref().map(ToString::to_string));
        of_pledge("contributors", joined(state.pledge.contributors.iter().map(contributor)));
        let differ =
            state.contradictions.iter().map(|differ| format!("{}: {}", differ.contradicts, differ.says));
        of_pledge("sources differ on", joined(differ));
        let comments = state.comments.iter().map(|comment| match comment.by {
            Some(by) => format!("{by}: {}", comment.text),
            None => comment.text.to_string(),
        });
        of_pledge("comments", joined(comments));
        of_pledge("levels recorded", levels(state));
        let absent = state.observed_absent.iter().map(|(system, day)| format!("{system} on {day}"));
        of_pledge("observed absent from", joined(absent));
        for (lot, state) in &state.lots {
            for (field, value) in lot_facts(state) {
                facts.extend(value.map(|value| ((id.clone(), Some(lot.clone()), field), value)));
            }
        }
    }
    facts
}

fn lot_facts(state: &LotState) -> Vec<(String, Option<String>)> {
    let on_file = |list: &[OnFile]| joined(list.iter().map(|on_file| on_file.evidence.id.to_string()));
    let facts = [
        ("described as", Some(state.lot.described_as.to_string())),
        ("status", Some(state.tally.to_string())),
        ("recorded level", joined(state.recorded.values().map(in_words))),
        ("evidence", on_file(&state.evidence)),
        ("evidence on some units", on_file(&state.possible_evidence)),
        ("last renewed", state.renewed.map(|day| day.to_string())),
        ("selected or reserved for", joined(state.reservations.iter().map(reservation))),
        ("memorandum or letter", joined(state.agreements.iter().map(agreement))),
        ("ready again", state.ready_by.map(|day| day.to_string())),
        ("suspended because", state.suspended_because.as_ref().map(ToString::to_string)),
        ("lapsed because", state.lapsed_because.as_ref().map(ToString::to_string)),
        ("missions", joined(state.missions.iter())),
        ("in the place of", state.in_place_of.as_ref().map(substitution)),
        ("in doubt", joined(state.doubts.iter())),
        ("to come", joined(state.to_come.iter())),
    ];
    let parts = state.lot.in_words().into_iter().map(|(part, said)| (part, Some(said)));
    facts.into_iter().map(|(field, value)| (field.to_owned(), value)).chain(parts).collect()
}

fn levels(state: &PledgeState) -> Option<String> {
    joined(state.levels.iter().map(in_words))
}

fn contributor(contributor: &Contributor) -> String {
    let roles = contributor.roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
    let agreed = match contributor.has_agreed() {
        Some(true) => "agreed",
        Some(false) => "not agreed",
        None => "not stated",
    };
    format!("{} ({roles}): {agreed}", contributor.state)
}

fn reservation(reservation: &Reservation) -> String {
    let word = if reservation.selected { "selected" } else { "reserved" };
    let units = match reservation.units {
        Extent::All => "all units".to_owned(),
        Extent::Of(count) if count.get() == 1 => "1 unit".to_owned(),
        Extent::Of(count) => format!("{count} units"),
    };
    let mission = reservation.mission.as_ref().map_or("a mission not stated", |mission| mission.as_str());
    format!("{units} {word} for {mission} on {}", reservation.on)
}

fn agreement(agreement: &Agreement) -> String {
    let kind = agreement.kind.map_or("instrument not stated", |kind| kind.as_str());
    format!("{kind} {} on {}", agreement.step, agreement.on)
}

fn substitution(substitution: &Substitution) -> String {
    format!("{} of {} ({})", substitution.units, substitution.lot, substitution.described_as)
}

fn in_words(recorded: &RecordedLevel) -> String {
    let units = match recorded.units {
        Some(1) => "1 unit".to_owned(),
        Some(units) => format!("{units} units"),
        None => "an unknown number of units".to_owned(),
    };
    format!("{} {} for {units} since {}", recorded.scheme, recorded.level, recorded.since)
}

fn joined(parts: impl Iterator<Item = impl ToString>) -> Option<String> {
    let parts: Vec<String> = parts.map(|part| part.to_string()).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
