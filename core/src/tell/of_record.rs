//! Tables of what is on record.

use super::happened::summary;
use super::table::{Cell, Column, Table, columns, joined, yes_no};
use crate::judge::readiness::{Assessment, Bounds, assess};
use crate::record::{Change, HistoryEntry, PledgeState, RecordedLevel, Scheme, Source, View};
use crate::words::value::{Figure, LevelId, PledgeId};
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

pub(super) const ASSESSMENTS: &[Column] = columns![
    pledge: Text, lot: Text, state: Text, described_as: Text, units: Text, status: Text, stated: Text,
    recorded: Text, since: Text, recorded_in_part: Text, supported: Text, renewal_due: Text, blocks_next: Text,
    counted_in: Text,
];

/// The level of every lot by a scheme: as stated by the Member State, as recorded by the system's owner, and as
/// supported by the evidence on file.
pub fn assessments(view: &View, scheme: &Scheme) -> Table {
    let rows = assess(view, scheme).into_iter().filter_map(|assessment| {
        let (_, lot) = view.lot(&assessment.lot)?;
        let Assessment { stated, recorded, supported, blocks_next, renewal, .. } = &assessment;
        let supported = Bounds { at_least: supported.at_least.clone(), at_most: supported.at_most.clone() };
        let in_part = lot.possibly.iter().filter(|level| level.scheme == scheme.id);
        Some(vec![
            assessment.pledge.as_str().into(),
            assessment.lot.as_str().into(),
            assessment.state.map(|state| state.to_string()).into(),
            lot.lot.described_as.as_str().into(),
            lot.lot.units.as_ref().map(Figure::to_string).into(),
            lot.tally.to_string().into(),
            stated.as_ref().map(|level| title(level, scheme)).into(),
            recorded.as_ref().map(|bounds| bounds_in_words(bounds, scheme)).into(),
            lot.recorded.get(&scheme.id).map(|recorded| recorded.since.to_string()).into(),
            joined("; ", in_part.map(|level| in_part_in_words(level, scheme))),
            bounds_in_words(&supported, scheme).into(),
            renewal
                .map(|renewal| format!("{}{}", renewal.due, if renewal.overdue { ", overdue" } else { "" }))
                .into(),
            joined(
                "; ",
                blocks_next.iter().map(|requirement| format!("{} ({})", requirement.title, requirement.met)),
            ),
            assessment.counted_in.as_ref().map(ToString::to_string).into(),
        ])
    });
    Table::new("Readiness", ASSESSMENTS, rows)
}

fn title(level: &LevelId, scheme: &Scheme) -> String {
    scheme.level(level).map_or_else(|| level.to_string(), |level| level.title.to_string())
}

pub(super) fn bounds_in_words(bounds: &Bounds, scheme: &Scheme) -> String {
    let name =
        |level: &Option<LevelId>| level.as_ref().map_or_else(|| "none".to_owned(), |id| title(id, scheme));
    if bounds.at_least == bounds.at_most {
        return name(&bounds.at_least);
    }
    format!("{} to {}, not known which", name(&bounds.at_least), name(&bounds.at_most))
}

fn in_part_in_words(level: &RecordedLevel, scheme: &Scheme) -> String {
    let count =
        |units: Option<u32>| units.map_or_else(|| "an unknown number".to_owned(), |units| units.to_string());
    format!(
        "{} of {} units to {} by {}",
        count(level.units),
        count(level.of),
        title(&level.level, scheme),
        level.since
    )
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
