//! Tables of a plan.

use super::table::{Cell, Column, Table, columns, joined};
use crate::plan::Plan;
use crate::plan::sourcing::Sourced;
use crate::record::NotedDecision;
use crate::words::value::{ImpreciseDay, SlotId, State};

pub(super) const COVERAGE: &[Column] = columns![
    requirement: Text, title: Text, class: Number, needed: Number, firm: Number, conditional: Number, short: Number,
    firm_only: Number, enablers: Text, waits_for: Text,
];

/// Every requirement with how far it is covered.
pub fn coverage(plan: &Plan) -> Table {
    let rows = plan.coverage().iter().map(|row| {
        vec![
            row.requirement.as_str().into(),
            row.title.as_str().into(),
            row.class.into(),
            row.needed.into(),
            row.firm.into(),
            row.conditional.into(),
            row.short.into(),
            row.firm_only.into(),
            joined(", ", row.enablers.iter().map(ToString::to_string)),
            joined(", ", row.waits_for.iter().map(ToString::to_string)),
        ]
    });
    Table::new("Coverage", COVERAGE, rows)
}

pub(super) const PROPOSALS: &[Column] = columns![
    requirement: Text, state: Text, state_name: Text, pledge: Text, lot: Text, units: Number, certainty: Text,
    unknown: Text, arrival: Number, people_arrive_from: Number, people_arrive: Number,
    equipment_arrives_from: Number, equipment_arrives: Number, arrival_basis: Text, days_late: Number, substitute_rank: Number,
    tour: Text, window: Text,
];

/// The proposed matches.
pub fn proposals(plan: &Plan) -> Table {
    proposed("Proposed matches", plan, plan.proposals())
}

pub(super) fn proposed(title: &'static str, plan: &Plan, proposals: &[Sourced]) -> Table {
    let rows = proposals.iter().map(|proposal| {
        vec![
            proposal.requirement.as_str().into(),
            proposal.state.map(|state| state.to_string()).into(),
            name(plan, proposal.state),
            proposal.pledge.as_str().into(),
            proposal.lot.as_str().into(),
            proposal.units.into(),
            proposal.certainty.as_str().into(),
            proposal.unknown.iter().map(|rule| rule.as_str()).collect::<Vec<_>>().join(", ").into(),
            proposal.arrival.into(),
            proposal.people_arrive_from.into(),
            proposal.people_arrive.into(),
            proposal.equipment_arrives_from.into(),
            proposal.equipment_arrives.into(),
            proposal.arrival_basis.clone().into(),
            proposal.days_late.into(),
            proposal.substitute_rank.into(),
            proposal.tour.map(|tour| tour.to_string()).into(),
            proposal.window.map(|window| window.to_string()).into(),
        ]
    });
    Table::new(title, PROPOSALS, rows)
}

pub(super) const SHORTFALLS: &[Column] = columns![requirements: Text, needed: Number, available: Number, deficit: Number, sentence: Text, turned_away: Text, decisions: Text];

/// What is not covered, in independent groups, with the decisions on record about it: a gap accepted, a waiver granted.
/// They change no match.
pub fn shortfalls(plan: &Plan) -> Table {
    let decisions = plan.view().decisions();
    let rows = plan.shortfalls().iter().map(|gap| {
        let requirements = gap.shortfall.requirements.iter().map(ToString::to_string);
        let turned_away = gap
            .turned_away
            .iter()
            .map(|row| format!("{} by {} ({})", lots(row.lots), row.rule, row.requirement));
        let turned_away: Vec<String> = turned_away.collect();
        vec![
            requirements.collect::<Vec<_>>().join(", ").into(),
            gap.shortfall.needs.into(),
            gap.shortfall.capacity.into(),
            gap.shortfall.deficit.into(),
            gap.sentence.as_str().into(),
            (!turned_away.is_empty()).then(|| turned_away.join("; ")).into(),
            decided(plan, &decisions, &gap.shortfall.requirements),
        ]
    });
    Table::new("Shortfalls", SHORTFALLS, rows)
}

pub(super) const QUESTIONS: &[Column] = columns![
    asks: Text, state: Text, state_name: Text, pledge: Text, lot: Text, rule: Text, question: Text, on_record: Text, units: Number,
    requirements: Text,
];

/// What must be asked: of contributors by State, then of the host State and the Secretariat.
pub fn questions(plan: &Plan) -> Table {
    let rows = plan.questions().iter().map(|question| {
        let requirements = question.requirements.iter().map(ToString::to_string);
        vec![
            question.asks.as_str().into(),
            question.state.map(|state| state.to_string()).into(),
            name(plan, question.state),
            question.pledge.as_str().into(),
            question.lot.as_str().into(),
            question.rule.as_str().into(),
            question.text.as_str().into(),
            question.have.as_str().into(),
            question.units.into(),
            requirements.collect::<Vec<_>>().join(", ").into(),
        ]
    });
    Table::new("Questions", QUESTIONS, rows)
}

/// The decisions that hold on the day of the view and are about these requirements, in words.
fn decided(plan: &Plan, decisions: &[NotedDecision], requirements: &[SlotId]) -> Cell {
    let about = |decision: &&NotedDecision| {
        let slot = SlotId::new(&decision.noted.mission, &decision.noted.requirement);
        decision.holds(plan.view().valid()) && requirements.contains(&slot)
    };
    let said = decisions.iter().filter(about).map(|NotedDecision { noted, .. }| {
        let what = noted.decision.as_str().replace('-', " ");
        let units = noted.units.map(|units| format!(" for {units} of its units")).unwrap_or_default();
        let until = noted.until.and_then(ImpreciseDay::latest);
        let until = until.map(|until| format!(" until {until}")).unwrap_or_default();
        format!("{}: {what}{units}{until}, by {}: {}", noted.requirement, noted.by, noted.reason)
    });
    joined("; ", said)
}

fn lots(number: u32) -> String {
    if number == 1 { "1 lot".to_owned() } else { format!("{number} lots") }
}

fn name(plan: &Plan, state: Option<State>) -> Cell {
    state.map(|state| plan.view().catalogue().name_of(state)).into()
}
