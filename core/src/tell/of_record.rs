//! Tables of what is on record.

use super::happened::summary;
use super::table::{Cell, Column, Table, columns, joined, yes_no};
use crate::record::{Change, HistoryEntry, PledgeState, Source, View};
use crate::words::value::{Figure, PledgeId};
use crate::words::{Catalogue, Code, Error};

pub(super) const PLEDGES: &[Column] = columns![
    pledge: Text, lot: Text, state: Text, kind: Text, described_as: Text, unit_type: Text, units: Text,
    strength: Text, status: Text, conditions: Text, offered_until: Text, observed_absent: Text, counted_in: Text,
];

/// Every lot on the day of the view, with its units by status.
pub fn pledges(view: &View) -> Table {
    let rows = view.lots().map(|(pledge, state)| {
        let lot = &state.lot;
        vec![
            pledge.pledge.id.as_str().into(),
            lot.id.as_str().into(),
            pledge.lead().map(|state| state.to_string()).into(),
            pledge.pledge.kind.as_str().into(),
            lot.described_as.as_str().into(),
            lot.unit_type.as_ref().map(|id| id.to_string()).into(),
            lot.units.as_ref().map(Figure::to_string).into(),
            lot.strength.as_ref().map(Figure::to_string).into(),
            state.tally.to_string().into(),
            conditions(pledge),
            pledge.offered_until.map(|until| until.to_string()).into(),
            joined("; ", pledge.observed_absent.iter().map(|(system, day)| format!("{system} on {day}"))),
            view.counted_in(pledge).map(|earlier| earlier.pledge.id.to_string()).into(),
        ]
    });
    Table::new("Pledges", PLEDGES, rows)
}

fn conditions(pledge: &PledgeState) -> Cell {
    match &pledge.pledge.conditions {
        Some(conditions) if conditions.is_empty() => "declared unconditional".into(),
        Some(conditions) => joined("; ", conditions.iter().map(ToString::to_string)),
        None => Cell::Absent,
    }
}

pub(super) const HISTORY: &[Column] = columns![
    seq: Number, from: Text, valid: Text, known: Text, event: Text, what: Text, place: Text, reconstructed: Text,
    source: Text, reference: Text, published: Text, grade: Text, actor: Text, id: Text,
];

/// Everything known on a pledge by the view's instant, in the order in which it holds.
///
/// # Errors
/// A pledge on which nothing was known by then.
pub fn history(view: &View, pledge: &PledgeId) -> Result<Table, Error> {
    let rows = view.history(pledge)?.into_iter().map(|HistoryEntry { event, from, place }| {
        let sources = event.sources.iter();
        let each = |part: fn(&Source) -> Option<String>| joined("; ", sources.clone().filter_map(part));
        vec![
            event.seq.into(),
            from.to_string().into(),
            event.valid.map(|valid| valid.to_string()).into(),
            event.known.to_string().into(),
            event.what.word().into(),
            summary(&event).into(),
            place.as_str().into(),
            yes_no(event.reconstructed).into(),
            each(|source| Some(source.title.to_string())),
            each(|source| source.reference.as_ref().map(ToString::to_string)),
            each(|source| source.published.map(|published| published.to_string())),
            each(|source| source.grade.map(|grade| grade.to_string())),
            event.actor.as_str().into(),
            event.id.as_str().into(),
        ]
    });
    Ok(Table::new("History", HISTORY, rows))
}

pub(super) const CHANGES: &[Column] =
    columns![pledge: Text, lot: Text, field: Text, before: Text, after: Text];

/// What is different between two views.
pub fn changes(changes: &[Change]) -> Table {
    let rows = changes.iter().map(|change| {
        vec![
            change.pledge.as_str().into(),
            change.lot.as_ref().map(ToString::to_string).into(),
            change.field.clone().into(),
            change.before.clone().into(),
            change.after.clone().into(),
        ]
    });
    Table::new("Changes", CHANGES, rows)
}

pub(super) const STATES: &[Column] =
    columns![code: Text, name: Text, admitted: Text, group: Text, membership: Text, note: Text];

/// The States of a catalogue.
pub fn states(catalogue: &Catalogue) -> Table {
    let rows = catalogue.states().map(|entry| {
        vec![
            entry.code.as_str().into(),
            entry.name.as_str().into(),
            entry.admitted.map(|day| day.to_string()).into(),
            entry.group.map(|group| group.to_string()).into(),
            entry.membership.as_str().into(),
            entry.note.as_ref().map(ToString::to_string).into(),
        ]
    });
    Table::new("States", STATES, rows)
}

pub(super) const UNIT_TYPES: &[Column] =
    columns![id: Text, name: Text, component: Text, function: Text, note: Text, source: Text];

/// The unit types of a catalogue.
pub fn unit_types(catalogue: &Catalogue) -> Table {
    let rows = catalogue.unit_types().map(|entry| {
        vec![
            entry.id.as_str().into(),
            entry.name.as_str().into(),
            entry.component.as_str().into(),
            entry.function.as_str().into(),
            entry.note.as_ref().map(ToString::to_string).into(),
            entry.source.as_str().into(),
        ]
    });
    Table::new("Unit types", UNIT_TYPES, rows)
}

pub(super) const CODES: &[Column] = columns![code: Text, meaning: Text];

/// The catalogue of codes that findings carry.
pub fn codes() -> Table {
    let rows = Code::ALL.iter().map(|code| vec![code.as_str().into(), code.meaning().into()]);
    Table::new("Codes", CODES, rows)
}
