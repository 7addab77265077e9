//! Tables of progress: what is usable now, women against dated targets, what was delivered of what was offered, and what
//! became known since a day.

use super::happened::summary;
use super::of_record::bounds_in_words;
use super::table::{Cell, Column, Table, columns, joined, yes_no};
use crate::judge::delivery::{self, Delivered, Measure};
use crate::judge::people::{self, Trained};
use crate::judge::readiness::usable_now as usable;
use crate::plan::Plan;
use crate::record::{Event, LotState, PledgeState, Scheme, Source, UndertakenBy, View, What};
use crate::words::catalogue::Vocabulary;
use crate::words::value::{Day, Met, PledgeId};

pub(super) const USABLE_NOW: &[Column] = columns![
    function: Text, unit_type: Text, name: Text, enabler: Text, level: Text, level_title: Text, available: Number,
    not_counted: Number, lots: Number, states: Number, last_verified: Text, never_verified: Number, renewal_overdue: Number,
];

/// Units available on the day of the view by unit type and recorded level, enabling types first; one level a row. The
/// level is absent where it is known only within bounds; its title says which.
pub fn usable_now(view: &View, scheme: &Scheme) -> Table {
    let rows = usable(view, scheme).into_iter().map(|row| {
        let of_type = row.unit_type.as_ref().and_then(|id| view.catalogue().unit_type(id));
        let title = row.level.as_ref().map(|bounds| bounds_in_words(bounds, scheme));
        let level = row.level.as_ref().and_then(|bounds| bounds.level()).map(ToString::to_string);
        vec![
            of_type.map(|entry| entry.function.to_string()).into(),
            row.unit_type.as_ref().map(ToString::to_string).into(),
            of_type.map(|entry| entry.name.to_string()).into(),
            of_type.map(|entry| yes_no(entry.is_enabler()).to_owned()).into(),
            level.into(),
            title.unwrap_or_else(|| "no level recorded".to_owned()).into(),
            row.available.into(),
            row.not_counted.into(),
            row.lots.into(),
            u32::try_from(row.states.len()).unwrap_or(u32::MAX).into(),
            row.last_verified.map(|day| day.to_string()).into(),
            row.never_verified.into(),
            row.renewal_overdue.into(),
        ]
    });
    Table::new("Usable now", USABLE_NOW, rows)
}

pub(super) const WOMEN: &[Column] = columns![
    component: Text, target_group: Text, group: Text, band: Text, women: Number, of: Number, lots: Number, not_stated: Number,
    target_percent: Number, target_by: Text, target_source: Text,
];

/// Women among the persons of the lots and the individuals on offer, by component, the group that a target is set for, regional group of the
/// State, and band of rank; the row without a band is of all ranks, beside the next dated target.
///
/// `women` and `of` are sums over the `lots` for which both are on record; `not_stated` counts the other lots.
pub fn women(view: &View) -> Table {
    let rows = people::women(view).into_iter().map(|(of, row)| {
        let of_all = of.band.is_none().then_some(of.target_group).flatten();
        let target = of_all.and_then(|group| people::next_target(view, group));
        vec![
            word(of.component),
            word(of.target_group),
            word(of.group),
            word(of.band),
            row.women.into(),
            row.of.into(),
            row.lots.into(),
            row.not_stated.into(),
            target.map(|target| target.percent.get()).into(),
            target.map(|target| target.by.to_string()).into(),
            target.map(|target| target.source.to_string()).into(),
        ]
    });
    Table::new("Women", WOMEN, rows)
}

fn word(value: Option<impl ToString>) -> Cell {
    value.map(|value| value.to_string()).into()
}

pub(super) const TRAINING: &[Column] = columns![
    pledge: Text, lot: Text, state: Text, module: Text, module_name: Text, trained: Text, on_file: Text,
];

/// How far every lot on offer is trained in every module of the catalogue on the day of the view: `external`, `peer` or
/// `self` where all persons are trained and it was validated so; `not-all`; or `unknown`, with what is on file.
pub fn training(view: &View) -> Table {
    let rows = people::training(view).into_iter().map(|((pledge, lot), row)| {
        let mut cells = of_lot(pledge, lot);
        let name = view.catalogue().name_of_term(Vocabulary::TrainingModule, row.module.as_str());
        cells.extend([
            row.module.as_str().into(),
            name.into(),
            row.trained.as_str().into(),
            row.on_file.into(),
        ]);
        cells
    });
    Table::new("Training", TRAINING, rows)
}

pub(super) const TRAINING_BY_MODULE: &[Column] = columns![
    module: Text, module_name: Text, component: Text, lots: Number, external: Number, peer: Number, own: Number,
    not_all: Number, unknown: Number,
];

/// Lots on offer by module and component, and by how far they are trained: all persons, validated from outside
/// (`external`), by a peer, or by the State's `own` word; not all; unknown. Each lot counts once in a row.
pub fn training_by_module(view: &View) -> Table {
    let rows = people::training_by_module(view).into_iter().map(|((module, component), counts)| {
        let name = view.catalogue().name_of_term(Vocabulary::TrainingModule, module.as_str());
        let lots = counts.values().copied().fold(0, u32::saturating_add);
        let mut cells = vec![module.as_str().into(), name.into(), word(component), lots.into()];
        let of = |trained: &Trained| counts.get(trained).copied().unwrap_or_default().into();
        cells.extend(Trained::ALL.iter().map(of));
        cells
    });
    Table::new("Training by module", TRAINING_BY_MODULE, rows)
}

pub(super) const CHECKS: &[Column] = columns![
    pledge: Text, lot: Text, state: Text, check: Text, step: Text, cleared: Text, on_file: Text,
];

/// How the human-rights screening and the misconduct vetting of every lot on offer stand on the day of the view, step by
/// step: cleared `yes`, `no` or `unknown`, with who certified it and when. It is about units, never about a person.
pub fn checks(view: &View) -> Table {
    let rows = people::checks(view).into_iter().map(|((pledge, lot), row)| {
        let mut cells = of_lot(pledge, lot);
        let cleared = match row.cleared {
            Met::Unknown => "unknown",
            known => yes_no(known == Met::Met),
        };
        cells.extend([
            row.kind.as_str().into(),
            row.step.as_str().into(),
            cleared.into(),
            row.on_file.into(),
        ]);
        cells
    });
    Table::new("Screening and vetting", CHECKS, rows)
}

fn of_lot(pledge: &PledgeState, lot: &LotState) -> Vec<Cell> {
    vec![pledge.pledge.id.as_str().into(), lot.lot.id.as_str().into(), word(pledge.lead())]
}

pub(super) const PERFORMANCE: &[Column] = columns![
    by: Text, of: Text, measure: Text, counted: Number, reached: Number, least_percent: Number, most_percent: Number,
    not_stated: Number, days_least: Number, days_most: Number,
];

/// What contributors delivered of what they had offered, by function of the units (`of`) and by measure: persons and
/// equipment as offered, nine tenths of the major equipment serviceable, arrival within the days undertaken, a
/// satisfactory evaluation.
///
/// `reached` of `counted` deployments, beside how many say nothing (`not_stated`), and the shares between which the
/// practice lies with 95 % confidence, in per cent. Days count from the request, where its day is on record. No State is
/// named, and nothing is summed up to a score.
pub fn performance(view: &View) -> Table {
    let rows = delivery::performance(view).into_iter();
    let rows = rows.map(|((function, measure), row)| {
        measured(UndertakenBy::Contributor, function.into(), measure, &row)
    });
    Table::new("Performance", PERFORMANCE, rows)
}

/// How the undertakings for the missions of a plan were kept by the day of the view: by whom and of which kind (`of`), in
/// the columns of [`performance`].
pub fn undertakings_kept(plan: &Plan) -> Table {
    let kept = delivery::undertakings_kept(plan.missions(), plan.view().valid()).into_iter();
    let rows = kept.map(|((by, kind), row)| measured(by, kind.as_str().into(), Measure::Undertaking, &row));
    Table::new("Performance", PERFORMANCE, rows)
}

fn measured(by: UndertakenBy, of: Cell, measure: Measure, row: &Delivered) -> Vec<Cell> {
    let interval = row.interval();
    vec![
        by.as_str().into(),
        of,
        measure.as_str().into(),
        row.counted.into(),
        row.reached.into(),
        interval.map(|(least, _)| least.get()).into(),
        interval.map(|(_, most)| most.get()).into(),
        row.not_stated.into(),
        row.days.map(|(least, _)| least).into(),
        row.days.map(|(_, most)| most).into(),
    ]
}

pub(super) const RECORDED: &[Column] = columns![
    known: Text, valid: Text, pledge: Text, state: Text, event: Text, what: Text, source: Text, reference: Text,
    published: Text, grade: Text, actor: Text, id: Text,
];

/// Every event that became known after this day and by the instant of the view, with its sources.
pub fn recorded_since(view: &View, day: Day) -> Table {
    let since = view.events().iter().filter(|event| event.known.day() > day);
    let rows = since.map(|event| {
        let pledge = pledge_of(view, event);
        let lead = pledge.and_then(|id| view.pledge(id)).and_then(PledgeState::lead);
        let each = |part: fn(&Source) -> Option<String>| joined("; ", event.sources.iter().filter_map(part));
        vec![
            event.known.to_string().into(),
            event.valid.map(|valid| valid.to_string()).into(),
            pledge.map(ToString::to_string).into(),
            lead.map(|state| state.to_string()).into(),
            event.what.word().into(),
            summary(event).into(),
            each(|source| Some(source.title.to_string())),
            each(|source| source.reference.as_ref().map(ToString::to_string)),
            each(|source| source.published.map(|published| published.to_string())),
            each(|source| source.grade.map(|grade| grade.to_string())),
            event.actor.as_str().into(),
            event.id.as_str().into(),
        ]
    });
    Table::new("On record since", RECORDED, rows)
}

/// The pledge an event is about; a correction is about that of the event it corrects.
fn pledge_of<'v>(view: &'v View, event: &'v Event) -> Option<&'v PledgeId> {
    let mut about = event;
    // A correction is recorded after what it corrects, so this ends.
    while let What::Corrected(corrected) = &about.what {
        let before = view.events().iter().take_while(|other| other.seq < about.seq);
        about = before.filter(|other| other.id == corrected.corrects).last()?;
    }
    about.what.pledge()
}
