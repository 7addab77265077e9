//! Tables of what a planner asks of a plan: what would be if, what would have to be waived, what one unit is worth, and
//! why others do not serve.

use super::table::{Cell, Column, Table, columns, joined};
use crate::plan::sourcing::{Difference, LeastWaivers, MarginalValue, WhatIfAnswer, WhyNot};
use crate::words::value::{Met, SlotId};

pub(super) const WHAT_IF: &[Column] = columns![
    turn: Text, requirement: Text, state: Text, pledge: Text, lot: Text, before: Number, after: Number, sentence: Text,
];

/// The proposed matches that differ after changes.
pub fn what_if(answer: &WhatIfAnswer) -> Table {
    let rows = answer.proposals.iter().map(|one| {
        vec![
            one.turn.as_str().into(),
            one.requirement.as_str().into(),
            one.state.map(|state| state.to_string()).into(),
            one.pledge.as_str().into(),
            one.lot.as_str().into(),
            one.before.into(),
            one.after.into(),
            one.sentence.as_str().into(),
        ]
    });
    Table::new("Proposed matches that differ", WHAT_IF, rows)
}

pub(super) const WAIVERS: &[Column] = columns![
    requirement: Text, state: Text, pledge: Text, lot: Text, units: Number, rules: Text, days: Number, unknown: Text,
    sentence: Text,
];

/// What would have to be waived.
pub fn waivers(answer: &LeastWaivers) -> Table {
    let rows = answer.waivers.iter().map(|one| {
        vec![
            one.requirement.as_str().into(),
            one.state.map(|state| state.to_string()).into(),
            one.pledge.as_str().into(),
            one.lot.as_str().into(),
            one.units.into(),
            joined(", ", one.rules.iter().map(|waived| waived.rule)),
            one.days.into(),
            joined(", ", &one.unknown),
            one.sentence.as_str().into(),
        ]
    });
    Table::new("What would have to be waived", WAIVERS, rows)
}

pub(super) const MARGINAL_VALUES: &[Column] = columns![
    of: Text, id: Text, more: Text, less: Text, sentence: Text,
];

/// What one unit more or less would change.
pub fn marginal_values(values: &[MarginalValue]) -> Table {
    let levels = |differences: &[Difference]| {
        joined("; ", differences.iter().map(|each| format!("{} {:+}", each.level, each.by)))
    };
    let rows = values.iter().map(|value| {
        vec![
            value.of.as_str().into(),
            value.id.as_str().into(),
            levels(&value.more),
            levels(value.less.as_deref().unwrap_or_default()),
            value.sentence.as_str().into(),
        ]
    });
    Table::new("One unit more or less", MARGINAL_VALUES, rows)
}

pub(super) const WHY_OTHERS_NOT: &[Column] = columns![
    requirement: Text, lot: Text, reason: Text, unmet: Text, unknown: Text, days_too_late: Number, difference: Text,
    sentence: Text,
];

/// Why lots do not serve a requirement. Where others are left out, the last row says how many.
pub fn why_others_not(requirement: &SlotId, answers: &[WhyNot], left_out: u32) -> Table {
    let more = match left_out {
        0 => None,
        1 => Some("1 more lot does not serve it.".to_owned()),
        more => Some(format!("{more} more lots do not serve it.")),
    };
    let last = more.map(|more| {
        let before = (1..WHY_OTHERS_NOT.len().saturating_sub(1)).map(|_| Cell::Absent);
        std::iter::once(requirement.as_str().into()).chain(before).chain([more.into()]).collect()
    });
    let rows = answers.iter().map(|answer| {
        let rules = |met| answer.judgements.iter().filter(move |each| each.met == met).map(|each| each.rule);
        let difference = answer.difference.iter().flatten().find(|each| each.level != "tie");
        vec![
            answer.requirement.as_str().into(),
            answer.lot.as_str().into(),
            answer.reason.as_str().into(),
            joined(", ", rules(Met::Unmet)),
            joined(", ", rules(Met::Unknown)),
            answer.days_too_late.into(),
            difference.map(|each| format!("{} {:+}", each.level, each.by)).into(),
            answer.sentence.as_str().into(),
        ]
    });
    Table::new("Why others do not serve", WHY_OTHERS_NOT, rows.chain(last))
}
