//! The tables that can be opened to an audience.

use super::super::table::{Column, Table};
use super::super::{of_consultation, of_delivery, of_mission, of_plan, of_readiness, of_record, progress};
use crate::plan::Plan;
use crate::record::{Scheme, View};

/// A table by its name.
pub(super) struct Known {
    pub(super) name: &'static str,
    pub(super) columns: &'static [Column],
    pub(super) made: Made,
}

/// From what a table is made.
#[derive(Clone, Copy)]
pub(super) enum Made {
    OfView(OfView),
    OfPlan(OfPlan),
}

type OfView = fn(&View, &Scheme) -> Table;
type OfPlan = fn(&Plan) -> Table;

impl Known {
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known.name == column)
    }
}

/// Every table that can be opened, by name.
pub(super) fn known() -> impl Iterator<Item = Known> {
    let of_view: [(&str, &[Column], OfView); 10] = [
        ("actions", of_consultation::ACTIONS, |view, _| of_consultation::actions(view)),
        ("assessments", of_readiness::ASSESSMENTS, of_readiness::assessments),
        ("consultations", of_consultation::CONSULTATIONS, |view, _| of_consultation::consultations(view)),
        ("decisions", of_consultation::DECISIONS, |view, _| of_consultation::decisions(view)),
        ("freshness", of_delivery::FRESHNESS, of_delivery::freshness),
        ("performance", progress::PERFORMANCE, |view, _| progress::performance(view)),
        ("pledged_and_found", of_delivery::PLEDGED_AND_FOUND, |view, _| of_delivery::pledged_and_found(view)),
        ("pledges", of_record::PLEDGES, |view, _| of_record::pledges(view)),
        ("usable_now", progress::USABLE_NOW, progress::usable_now),
        ("women", progress::WOMEN, |view, _| progress::women(view)),
    ];
    let of_plan: [(&str, &[Column], OfPlan); 9] = [
        (
            "communication_objectives",
            of_mission::COMMUNICATION_OBJECTIVES,
            of_mission::communication_objectives,
        ),
        ("cost_shares", of_mission::COST_SHARES, of_mission::cost_shares),
        ("coverage", of_plan::COVERAGE, of_plan::coverage),
        ("leadership_posts", of_mission::LEADERSHIP_POSTS, of_mission::leadership_posts),
        ("proposals", of_plan::PROPOSALS, of_plan::proposals),
        ("questions", of_plan::QUESTIONS, of_plan::questions),
        ("shortfalls", of_plan::SHORTFALLS, of_plan::shortfalls),
        ("tasks", of_mission::TASKS, of_mission::tasks),
        ("undertakings", of_mission::UNDERTAKINGS, of_mission::undertakings),
    ];
    let of_view = of_view.map(|(name, columns, made)| Known { name, columns, made: Made::OfView(made) });
    let of_plan = of_plan.map(|(name, columns, made)| Known { name, columns, made: Made::OfPlan(made) });
    of_view.into_iter().chain(of_plan)
}
