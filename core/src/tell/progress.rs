//! Tables of progress: what is usable now, women against dated targets, what was delivered of what was offered, and what
//! became known since a day.

use std::collections::BTreeMap;

use super::happened::summary;
use super::of_readiness::bounds_in_words;
use super::table::{Cell, Column, Table, columns, joined, yes_no};
use crate::judge::eligibility::units_on_offer;
use crate::judge::readiness::{supply, usable_now as usable};
use crate::record::{
    Evaluation, Event, Lot, Performance, PledgeState, RankBand, Scheme, Source, View, What, WomenInBand,
};
use crate::words::catalogue::{Component, Group, TargetGroup, WomenTarget};
use crate::words::value::{Day, EvidenceId, Figure, PledgeId};

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
    component: Text, group: Text, band: Text, women: Number, of: Number, lots: Number, not_stated: Number,
    target_percent: Number, target_by: Text, target_source: Text,
];

/// Women among the persons of the lots on offer, by component, regional group of the State, and band of rank; the row
/// without a band is of all ranks, beside the next dated target for formed units.
///
/// `women` and `of` are sums over the `lots` for which both are on record; `not_stated` counts the other lots.
pub fn women(view: &View) -> Table {
    type Key = (Option<Component>, Option<Group>, Option<RankBand>);
    let mut counts: BTreeMap<Key, Women> = BTreeMap::new();
    for (pledge, state) in supply(view).filter(|(_, lot)| units_on_offer(lot) > 0) {
        let lot = &state.lot;
        let of_state = pledge.lead().and_then(|state| view.catalogue().state(state));
        let key = (lot.component_by(view.catalogue()), of_state.and_then(|entry| entry.group));
        let bands = RankBand::ALL.iter().map(|band| (Some(*band), in_band(lot, *band)));
        for (band, counted) in bands.chain([(None, in_all(lot))]) {
            counts.entry((key.0, key.1, band)).or_default().add(counted);
        }
    }
    let rows = counts.into_iter().map(|((component, group, band), row)| {
        let target = match (band, component.and_then(TargetGroup::of_units)) {
            (None, Some(of)) => next_target(view, of),
            _ => None,
        };
        vec![
            component.map(|component| component.to_string()).into(),
            group.map(|group| group.to_string()).into(),
            band.map(|band| band.to_string()).into(),
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

#[derive(Default)]
struct Women {
    women: u32,
    of: u32,
    lots: u32,
    not_stated: u32,
}

impl Women {
    fn add(&mut self, counted: Option<(u32, u32)>) {
        let Some((women, of)) = counted else {
            self.not_stated = self.not_stated.saturating_add(1);
            return;
        };
        self.women = self.women.saturating_add(women);
        self.of = self.of.saturating_add(of);
        self.lots = self.lots.saturating_add(1);
    }
}

fn in_band(lot: &Lot, band: RankBand) -> Option<(u32, u32)> {
    let WomenInBand { women, of, .. } = lot.women.iter().flatten().find(|each| each.band == band)?;
    Some((women.known()?, of.as_ref()?.known()?))
}

fn in_all(lot: &Lot) -> Option<(u32, u32)> {
    Some((lot.women_in_all()?, lot.strength.as_ref().and_then(Figure::known)?))
}

/// The first target that is still to be reached on the day of the view; after all of them, the last.
fn next_target(view: &View, group: TargetGroup) -> Option<&WomenTarget> {
    let of_group = || view.catalogue().women_targets().iter().filter(|target| target.group == group);
    let ahead = of_group().filter(|target| target.by >= view.valid()).min_by_key(|target| target.by);
    ahead.or_else(|| of_group().max_by_key(|target| target.by))
}

pub(super) const PERFORMANCE: &[Column] = columns![
    function: Text, deployments: Number, strength_stated: Number, strength_as_offered: Number,
    serviceable_stated: Number, serviceable_90: Number, arrival_stated: Number, days_least: Number,
    days_most: Number, evaluated: Number, satisfactory: Number, improvement_needed: Number,
    unsatisfactory: Number,
];

/// What was delivered of what was offered, in counts by function of the units, each beside how many deployments say it.
/// `serviceable_90`: at least nine tenths of the major equipment serviceable. Days count from the request, where its day
/// is on record. No State is named.
pub fn performance(view: &View) -> Table {
    // A piece of evidence may be on several lots of its pledge.
    let mut pieces: BTreeMap<(&PledgeId, &EvidenceId), (Option<String>, &Performance)> = BTreeMap::new();
    for (pledge, lot) in view.lots() {
        let of_type = lot.lot.unit_type.as_ref().and_then(|id| view.catalogue().unit_type(id));
        let function = of_type.map(|entry| entry.function.to_string());
        for file in lot.evidence.iter().chain(&lot.possible_evidence) {
            if let Some(performance) = &file.evidence.performance {
                let piece = (&pledge.pledge.id, &file.evidence.id);
                pieces.entry(piece).or_insert((function.clone(), performance));
            }
        }
    }
    let mut by_function: BTreeMap<Option<String>, Vec<&Performance>> = BTreeMap::new();
    for (function, performance) in pieces.into_values() {
        by_function.entry(function).or_default().push(performance);
    }
    Table::new(
        "Performance",
        PERFORMANCE,
        by_function.into_iter().map(|(function, all)| counted(function, &all)),
    )
}

fn counted(function: Option<String>, all: &[&Performance]) -> Vec<Cell> {
    let known = |figure: &Option<Figure>| figure.as_ref().and_then(Figure::known);
    let strengths: Vec<(u32, u32)> = all
        .iter()
        .filter_map(|each| known(&each.strength_offered).zip(known(&each.strength_delivered)))
        .collect();
    let serviceable: Vec<u32> = all.iter().filter_map(|each| Some(each.serviceable?.get())).collect();
    let days: Vec<u32> = all
        .iter()
        .filter_map(|each| each.requested.and(each.days_to_arrive).map(|days| days.get()))
        .collect();
    let evaluations: Vec<Evaluation> = all.iter().filter_map(|each| each.evaluation).collect();
    let evaluated = |how: Evaluation| number(evaluations.iter().filter(|each| **each == how).count());
    vec![
        function.into(),
        number(all.len()),
        number(strengths.len()),
        number(strengths.iter().filter(|(offered, delivered)| delivered >= offered).count()),
        number(serviceable.len()),
        number(serviceable.iter().filter(|percent| **percent >= 90).count()),
        number(days.len()),
        days.iter().min().copied().into(),
        days.iter().max().copied().into(),
        number(evaluations.len()),
        evaluated(Evaluation::Satisfactory),
        evaluated(Evaluation::ImprovementNeeded),
        evaluated(Evaluation::Unsatisfactory),
    ]
}

fn number(count: usize) -> Cell {
    u32::try_from(count).unwrap_or(u32::MAX).into()
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
