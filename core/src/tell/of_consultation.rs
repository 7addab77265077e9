//! Tables of what States are asked and answer, of what is to be done, and of what was decided.

use super::happened::extent;
use super::table::{Cell, Column, Table, columns, joined, yes_no};
use crate::record::{Consultation, PledgeState, View};
use crate::words::value::ImpreciseDay;

pub(super) const CONSULTATIONS: &[Column] = columns![
    consultation: Text, pledge: Text, state: Text, kind: Text, lots: Text, mission: Text, requirement: Text, units: Number,
    asked_on: Text, reply_by: Text, overdue: Text, answer: Text, answered_on: Text, accepted: Text, conditions: Text,
    text: Text,
];

/// Every consultation by the day of the view, with the latest answer; `no-reply-recorded` where there is none, which says
/// nothing of whether there was one. `overdue`: no answer is on record, and the day by which one was asked for is past.
pub fn consultations(view: &View) -> Table {
    let each =
        view.pledges().flat_map(|(_, pledge)| pledge.consultations.iter().map(move |asked| (pledge, asked)));
    let rows = each.map(|(pledge, asked)| consultation(view, pledge, asked));
    Table::new("Consultations", CONSULTATIONS, rows)
}

fn consultation(view: &View, pledge: &PledgeState, asked: &Consultation) -> Vec<Cell> {
    let (opened, reply) = (&asked.opened, asked.replies.last());
    let past = opened.reply_by.and_then(ImpreciseDay::latest).is_some_and(|latest| latest < view.valid());
    let accepted = reply.map(|reply| {
        let lots = reply.lots.iter().flatten().map(ToString::to_string).collect::<Vec<_>>();
        let units = reply.units.map(|units| extent(Some(units)));
        let parts: Vec<String> =
            units.into_iter().chain((!lots.is_empty()).then(|| format!("of {}", lots.join(", ")))).collect();
        parts.join(" ")
    });
    vec![
        asked.id.as_str().into(),
        pledge.pledge.id.as_str().into(),
        pledge.lead().map(|state| state.to_string()).into(),
        opened.kind.as_str().into(),
        joined(", ", opened.lots.iter().flatten()),
        opened.mission.as_ref().map(ToString::to_string).into(),
        opened.requirement.as_ref().map(ToString::to_string).into(),
        opened.units.map(|units| units.get()).into(),
        asked.on.to_string().into(),
        opened.reply_by.map(|by| by.to_string()).into(),
        opened.reply_by.map(|_| yes_no(past && reply.is_none()).to_owned()).into(),
        reply.map_or("no-reply-recorded", |reply| reply.answer.as_str()).into(),
        reply.map(|reply| reply.on.to_string()).into(),
        accepted.filter(|accepted| !accepted.is_empty()).into(),
        joined("; ", reply.iter().flat_map(|reply| reply.conditions.iter().flatten())),
        opened.text.as_ref().map(ToString::to_string).into(),
    ]
}

pub(super) const ACTIONS: &[Column] = columns![
    action: Text, text: Text, owner: Text, noted_on: Text, due: Text, overdue: Text, done: Text, handling: Text,
    release_approved_by: Text, pledge: Text, mission: Text, latest: Text,
];

/// What is to be done, as it stands on the day of the view. Until somebody approved its release, an item is for the
/// Secretariat only, whatever handling was noted for it.
pub fn actions(view: &View) -> Table {
    let rows = view.actions().into_iter().map(|(id, item)| {
        vec![
            id.as_str().into(),
            item.noted.text.as_str().into(),
            item.owner.as_str().into(),
            item.on.to_string().into(),
            item.due.map(|due| due.to_string()).into(),
            yes_no(item.is_overdue(view.valid())).into(),
            yes_no(item.done).into(),
            item.handling().as_str().into(),
            item.release_approved_by.as_ref().map(ToString::to_string).into(),
            item.about().map(ToString::to_string).into(),
            item.noted.mission.as_ref().map(ToString::to_string).into(),
            item.latest.as_ref().map(ToString::to_string).into(),
        ]
    });
    Table::new("Actions", ACTIONS, rows)
}

pub(super) const DECISIONS: &[Column] = columns![
    decision: Text, mission: Text, requirement: Text, units: Number, by: Text, reason: Text, on: Text, until: Text,
    holds: Text, id: Text,
];

/// What was decided by the day of the view, and whether it still holds.
pub fn decisions(view: &View) -> Table {
    let rows = view.decisions().into_iter().map(|decision| {
        let noted = &decision.noted;
        vec![
            noted.decision.as_str().into(),
            noted.mission.as_str().into(),
            noted.requirement.as_str().into(),
            noted.units.map(|units| units.get()).into(),
            noted.by.as_str().into(),
            noted.reason.as_str().into(),
            decision.on.to_string().into(),
            noted.until.map(|until| until.to_string()).into(),
            yes_no(decision.holds(view.valid())).into(),
            decision.event.as_str().into(),
        ]
    });
    Table::new("Decisions", DECISIONS, rows)
}
