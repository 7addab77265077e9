//! Tables of coverage by day: what is there against what is needed, the gaps, and the first days of shares.

use super::table::{Cell, Column, Table, columns, joined};
use crate::plan::Plan;
use crate::plan::coverage::{By, coverage_by_day as by_day, first_days as firsts, gaps_by_day as gaps};
use crate::words::value::{Day, MissionId, Percent};

pub(super) const COVERAGE_BY_DAY: &[Column] = columns![
    mission: Text, of: Text, from: Number, until: Number, from_on: Text, until_on: Text, needed: Number,
    people_firm: Number, people_conditional: Number, people_perhaps: Number, equipment_firm: Number,
    equipment_conditional: Number, equipment_perhaps: Number, complete_firm: Number, complete_conditional: Number,
    complete_perhaps: Number, operational_firm: Number, operational_conditional: Number, short: Number,
    not_operational: Number,
    persons_firm: Number, persons_conditional: Number, persons_perhaps: Number, persons_unknown: Number,
    ceiling: Number,
];

/// What is there against what is needed, from each day on which something changes until the day before the next one.
/// `perhaps` counts what is there besides, if it comes early in its bounds, or leaves late; `operational` are units whose
/// enablers are there too.
pub fn coverage_by_day(plan: &Plan, by: By) -> Table {
    let rows = by_day(plan, by).into_iter().map(|step| {
        vec![
            step.mission.as_str().into(),
            step.of.as_str().into(),
            step.from.into(),
            step.until.into(),
            on(plan, &step.mission, Some(step.from)),
            on(plan, &step.mission, step.until),
            step.needed.into(),
            step.people.surely.firm.into(),
            step.people.surely.conditional.into(),
            step.people.perhaps.into(),
            step.equipment.surely.firm.into(),
            step.equipment.surely.conditional.into(),
            step.equipment.perhaps.into(),
            step.complete.surely.firm.into(),
            step.complete.surely.conditional.into(),
            step.complete.perhaps.into(),
            step.operational.firm.into(),
            step.operational.conditional.into(),
            step.short.into(),
            step.not_operational.into(),
            step.persons.surely.firm.into(),
            step.persons.surely.conditional.into(),
            step.persons.perhaps.into(),
            step.persons_unknown.into(),
            step.ceiling.into(),
        ]
    });
    Table::new("Coverage by day", COVERAGE_BY_DAY, rows)
}

pub(super) const GAPS_BY_DAY: &[Column] = columns![
    mission: Text, of: Text, from: Number, until: Number, from_on: Text, until_on: Text, needed: Number, there: Number,
    short: Number, not_operational: Number, reasons: Text,
];

/// From when until the day before when units are needed and not there, or there and not operational, and why.
pub fn gaps_by_day(plan: &Plan, by: By) -> Table {
    let rows = gaps(plan, by).into_iter().map(|gap| {
        let day = |day: Option<Day>| Cell::from(day.map(|day| day.to_string()));
        vec![
            gap.mission.as_str().into(),
            gap.of.as_str().into(),
            gap.from.into(),
            gap.until.into(),
            day(gap.days.0),
            day(gap.days.1),
            gap.needed.into(),
            gap.there.into(),
            gap.short.into(),
            gap.not_operational.into(),
            joined("; ", gap.reasons),
        ]
    });
    Table::new("Gaps by day", GAPS_BY_DAY, rows)
}

pub(super) const FIRST_DAYS: &[Column] = columns![
    mission: Text, of: Text, what: Text, share: Number, number: Number, firm: Number, with_conditional: Number,
    firm_on: Text, with_conditional_on: Text, no_day: Text,
];

/// The first day on which a share of what is needed is there: by what is firm, and with what is conditional; and why there is
/// none, where even with that there is none.
pub fn first_days(plan: &Plan, by: By, shares: &[Percent]) -> Table {
    let rows = firsts(plan, by, shares).into_iter().map(|first| {
        vec![
            first.mission.as_str().into(),
            first.of.as_str().into(),
            first.what.as_str().into(),
            first.share.get().into(),
            first.number.into(),
            first.firm.into(),
            first.with_conditional.into(),
            on(plan, &first.mission, first.firm),
            on(plan, &first.mission, first.with_conditional),
            first.no_day.map(|why| why.as_str().to_owned()).into(),
        ]
    });
    Table::new("First days", FIRST_DAYS, rows)
}

fn on(plan: &Plan, mission: &MissionId, day: Option<u32>) -> Cell {
    let mission = plan.missions().iter().find(|each| each.document().id == *mission);
    let on = mission.and_then(|mission| mission.start()?.later(day?));
    on.map(|day| day.to_string()).into()
}
