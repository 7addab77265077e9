//! Tables of the missions of a plan: their tasks, what was undertaken for them, their posts, messages and costs.

use super::table::{Cell, Column, Table, columns, joined, yes_no};
use crate::plan::Plan;
use crate::plan::advice::training_support as support;
use crate::plan::coverage::{arrivals as on_days, proposed_persons, units_about};
use crate::plan::sourcing::Coverage;
use crate::record::{
    Course, Instrument, MandateTask, Mission, MissionDocument, UndertakingStatus, UnitRequirement,
};
use crate::words::catalogue::{Rate, Vocabulary};
use crate::words::value::{Days, Money, PledgeId, SlotId, Span, State, Text};

pub(super) const ARRIVALS: &[Column] = columns![
    mission: Text, day: Number, on: Text, needed: Number, people_firm: Number, people_conditional: Number,
    equipment_firm: Number, equipment_conditional: Number, complete_firm: Number, complete_conditional: Number,
    persons_firm: Number, persons_conditional: Number, persons_unknown: Number, arrival_unknown: Number,
    ceiling: Number,
];

/// Units and persons that each mission would have on these days after its clock start, people and equipment apart,
/// against what it needs and the ceiling.
pub fn arrivals(plan: &Plan, days: &[Days]) -> Table {
    let rows = on_days(plan, days).into_iter().map(|row| {
        vec![
            row.mission.as_str().into(),
            row.day.into(),
            row.on.map(|day| day.to_string()).into(),
            row.needed.into(),
            row.people.firm.into(),
            row.people.conditional.into(),
            row.equipment.firm.into(),
            row.equipment.conditional.into(),
            row.complete.firm.into(),
            row.complete.conditional.into(),
            row.persons.firm.into(),
            row.persons.conditional.into(),
            row.persons_unknown.into(),
            row.arrival_unknown.into(),
            row.ceiling.into(),
        ]
    });
    Table::new("Arrivals", ARRIVALS, rows)
}

pub(super) const TASKS: &[Column] = columns![
    mission: Text, task: Text, paragraph: Text, objective: Text, instruments: Text, only_force: Text,
    requirements: Text, needed: Number, firm: Number, conditional: Number, short: Number, guidance: Text,
    exercises: Text, contributors: Text,
];

/// Every mandate task with what stands behind it: its instruments, the units that serve it and how far they are covered,
/// the guidance on it, and the scenario exercises held with contributors.
///
/// A task has only force behind it where every instrument named for it is `protective`; where none is named, that is
/// Unknown.
pub fn tasks(plan: &Plan) -> Table {
    let rows = each(plan, |document| document.tasks.as_deref()).map(|(mission, task)| {
        let id = &mission.document().id;
        let serving: Vec<&UnitRequirement> =
            mission.document().requirements.iter().filter(|each| serves(each, task)).collect();
        let slots: Vec<SlotId> = serving.iter().map(|each| SlotId::new(id, &each.id)).collect();
        let covered = plan.coverage().iter().filter(|row| slots.contains(&row.requirement));
        let sum = |part: fn(&Coverage) -> u32| covered.clone().map(part).fold(0, u32::saturating_add);
        let force = task.instruments.iter().all(|each| *each == Instrument::Protective);
        let exercises = task.exercises.iter().flatten();
        let present = exercises.clone().flat_map(|each| &each.contributors).map(|state| state.as_str());
        vec![
            id.as_str().into(),
            task.id.as_str().into(),
            task.paragraph.as_str().into(),
            task.objective.as_str().into(),
            joined(", ", &task.instruments),
            (!task.instruments.is_empty()).then(|| yes_no(force).to_owned()).into(),
            joined(", ", serving.iter().map(|each| &each.id)),
            sum(|row| row.needed).into(),
            sum(|row| row.firm).into(),
            sum(|row| row.conditional).into(),
            sum(|row| row.short).into(),
            joined("; ", task.guidance.iter().flatten()),
            joined("; ", exercises.map(|each| format!("{} ({})", each.title, each.on))),
            joined(", ", std::collections::BTreeSet::from_iter(present)),
        ]
    });
    Table::new("Mandate tasks", TASKS, rows)
}

fn serves(requirement: &UnitRequirement, task: &MandateTask) -> bool {
    requirement.serves.iter().flatten().any(|id| *id == task.id)
}

pub(super) const UNDERTAKINGS: &[Column] = columns![
    mission: Text, undertaking: Text, by: Text, kind: Text, text: Text, basis: Text, due: Text, status: Text,
    since: Text, overdue: Text, states: Text, requirements: Text, units: Number,
];

/// What the host State, the United Nations and contributors undertook, how far it has come, whether it is overdue on
/// the day of the view, and how many proposed units it is about: while it is open or only stated, they hang on it.
///
/// Overdue is what is still open, or stated and not verified, after the day on which it was due.
pub fn undertakings(plan: &Plan) -> Table {
    let rows = each(plan, |document| document.undertakings.as_deref()).map(|(mission, undertaking)| {
        let due = undertaking.due.and_then(|days| mission.start()?.later(days.get()));
        let kept = undertaking.status == UndertakingStatus::Verified;
        vec![
            mission.document().id.as_str().into(),
            undertaking.id.as_str().into(),
            undertaking.by.as_str().into(),
            undertaking.kind.as_str().into(),
            undertaking.text.as_str().into(),
            undertaking.basis.as_str().into(),
            due.map(|day| day.to_string()).into(),
            undertaking.status.as_str().into(),
            undertaking.since.map(|day| day.to_string()).into(),
            due.map(|day| yes_no(!kept && day < plan.view().valid()).to_owned()).into(),
            joined(", ", undertaking.states.iter().flatten()),
            joined(", ", undertaking.requirements.iter().flatten()),
            units_about(plan, mission, undertaking).into(),
        ]
    });
    Table::new("Undertakings", UNDERTAKINGS, rows)
}

pub(super) const LEADERSHIP_POSTS: &[Column] = columns![
    mission: Text, role: Text, vacant_since: Text, vacant_days: Number, advertised: Text, panel_advice: Text,
    acting_days: Number, assessment_done: Text, women_on_short_list: Number, short_list: Number,
];

/// The posts of each mission's leadership: how they are being filled, never who holds them.
pub fn leadership_posts(plan: &Plan) -> Table {
    let rows = each(plan, |document| document.leadership_posts.as_deref()).map(|(mission, post)| {
        let vacant = post.vacant_since.map(|since| plan.view().valid().since(since).max(0));
        vec![
            mission.document().id.as_str().into(),
            post.role.as_str().into(),
            post.vacant_since.map(|day| day.to_string()).into(),
            vacant.and_then(|days| u32::try_from(days).ok()).into(),
            said(post.advertised),
            said(post.panel_advice),
            post.acting_days.map(Days::get).into(),
            said(post.assessment_done),
            post.short_list.as_ref().map(|list| list.women.get()).into(),
            post.short_list.as_ref().map(|list| list.of.get()).into(),
        ]
    });
    Table::new("Leadership posts", LEADERSHIP_POSTS, rows)
}

pub(super) const COMMUNICATION_OBJECTIVES: &[Column] = columns![
    mission: Text, mandate_reference: Text, audience: Text, message: Text, language: Text, channel: Text,
    feedback_channel: Text, responded: Text,
];

/// What each mission is to tell whom, how they can answer, and whether that was answered.
pub fn communication_objectives(plan: &Plan) -> Table {
    let rows = each(plan, |document| document.communication_objectives.as_deref()).map(|(mission, aim)| {
        vec![
            mission.document().id.as_str().into(),
            aim.mandate_reference.as_str().into(),
            aim.audience.as_str().into(),
            aim.message.as_str().into(),
            aim.language.to_string().into(),
            aim.channel.as_str().into(),
            aim.feedback_channel.as_ref().map(Text::to_string).into(),
            said(aim.responded),
        ]
    });
    Table::new("Communication objectives", COMMUNICATION_OBJECTIVES, rows)
}

pub(super) const COST_SHARES: &[Column] =
    columns![mission: Text, activity: Text, payer: Text, amount: Text, share: Number, status: Text];

/// Who carries which part of the cost of which activity, as on record.
pub fn cost_shares(plan: &Plan) -> Table {
    let rows = each(plan, |document| document.cost_shares.as_deref()).map(|(mission, cost)| {
        vec![
            mission.document().id.as_str().into(),
            cost.activity.as_str().into(),
            cost.payer.as_str().into(),
            cost.amount.as_ref().map(Money::to_string).into(),
            cost.share.map(|share| share.get()).into(),
            cost.status.as_str().into(),
        ]
    });
    Table::new("Cost shares", COST_SHARES, rows)
}

pub(super) const REIMBURSEMENT: &[Column] = columns![
    mission: Text, rate: Text, since: Text, source: Text, persons_firm: Number, persons_conditional: Number,
    month_firm: Text, month_conditional: Text, persons_unknown: Number,
];

/// What the reimbursement for personnel of the proposed matches would come to in a month, by the rate of the catalogue
/// in force when the clock starts; for planning only. `persons_unknown` counts units whose strength is Unknown.
pub fn reimbursement(plan: &Plan) -> Table {
    let rows = plan.missions().iter().filter_map(|mission| {
        let start = mission.start()?;
        let rates = plan.view().catalogue().personnel_rates().iter();
        let in_force = rates.filter(|rate| rate.effective.latest().is_some_and(|day| day <= start));
        let rate = in_force.max_by_key(|rate| rate.effective.latest())?;
        let (persons, unknown) = proposed_persons(plan, mission);
        Some(vec![
            mission.document().id.as_str().into(),
            rate.per_person_month.to_string().into(),
            rate.effective.to_string().into(),
            rate.source.as_str().into(),
            persons.firm.into(),
            persons.conditional.into(),
            a_month(rate, persons.firm),
            a_month(rate, persons.conditional),
            unknown.into(),
        ])
    });
    Table::new("Reimbursement of personnel", REIMBURSEMENT, rows)
}

fn a_month(rate: &Rate, persons: u32) -> Cell {
    let each = &rate.per_person_month;
    let sum = each.minor_units().checked_mul(persons.into());
    sum.and_then(|sum| Money::new(each.currency().clone(), sum).ok()).map(|money| money.to_string()).into()
}

pub(super) const TRAINING_SUPPORT: &[Column] = columns![
    module: Text, requirements: Text, lots_without: Number, states_without: Text, course: Text, offered_by: Text,
    language: Text, seats: Text, dates: Text, ended: Text, payer: Text, validator: Text, taken_by: Text, outcome: Text,
];

/// Every training module that the missions ask for: how many lots on offer lack it by the evidence on file, and which
/// courses teach it, those that ended by the day of the view marked so. In the row of a course, the State that offers it
/// is not among those that lack the module; a module without a course has one row.
pub fn training_support(plan: &Plan) -> Table {
    let rows = support(plan).into_iter().flat_map(|row| {
        let catalogue = plan.view().catalogue();
        let of_module: Vec<Cell> = vec![
            catalogue.name_of_term(Vocabulary::TrainingModule, row.module.as_str()).into(),
            joined(", ", &row.requirements),
            u32::try_from(row.lots_without.len()).unwrap_or(u32::MAX).into(),
        ];
        let others = |offering: Option<State>| {
            joined(", ", row.states_without.iter().filter(move |state| Some(**state) != offering))
        };
        let ended = |dates: Span| dates.until().is_some_and(|until| until <= plan.view().valid());
        let course = |(_, state, course): &(PledgeId, Option<State>, Course)| {
            let mut cells = of_module.clone();
            cells.extend([
                others(*state),
                course.id.as_str().into(),
                state.map(|state| state.to_string()).into(),
                course.language.as_ref().map(ToString::to_string).into(),
                course.seats.as_ref().map(ToString::to_string).into(),
                course.dates.map(|span| span.to_string()).into(),
                course.dates.map(|dates| yes_no(ended(dates)).to_owned()).into(),
                course.payer.as_ref().map(ToString::to_string).into(),
                course.validator.map(|by| by.to_string()).into(),
                joined(", ", course.taken_by.iter().flatten()),
                course.outcome.as_ref().map(ToString::to_string).into(),
            ]);
            cells
        };
        match row.courses.as_slice() {
            [] => vec![of_module.iter().cloned().chain([others(None)]).collect()],
            courses => courses.iter().map(course).collect(),
        }
    });
    Table::new("Training support", TRAINING_SUPPORT, rows)
}

/// Every item that the missions of a plan have in one of their lists.
fn each<'p, T: 'p>(
    plan: &'p Plan,
    list: fn(&'p MissionDocument) -> Option<&'p [T]>,
) -> impl Iterator<Item = (&'p Mission, &'p T)> {
    let items = move |mission| (mission, list(Mission::document(mission)).unwrap_or_default());
    plan.missions()
        .iter()
        .map(items)
        .flat_map(|(mission, items)| items.iter().map(move |item| (mission, item)))
}

fn said(answer: Option<bool>) -> Cell {
    answer.map(|answer| yes_no(answer).to_owned()).into()
}
