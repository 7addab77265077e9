//! The tables that can be opened to an audience.

use super::super::of_delivery::FEWEST_FOR_A_RATE;
use super::super::table::{Column, Table};
use super::super::{
    of_arrival, of_consultation, of_coverage, of_delivery, of_mission, of_plan, of_readiness, of_record,
    of_timeline, progress,
};
use crate::plan::Plan;
use crate::plan::coverage::By;
use crate::record::{Scheme, View};
use crate::words::value::{Days, Percent};

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

/// A table that says who is meant, by its columns.
type Named<T> = (&'static str, &'static [Column], T);

impl Known {
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known.name == column)
    }

    /// Whether each of its rows is about one pledge, or one lot.
    pub(super) fn has_owners(&self) -> bool {
        self.has("pledge") || self.has("lot")
    }

    /// What all rows of it are for those who are not the Secretariat: counts of persons in whole tens, rounded down. Fewer than ten are
    /// not told, for they could be known. This keeps a single answer coarse, and no more: who may add persons of its own, or compares
    /// the sum with its parts, can find out where a count goes on to the next ten.
    pub(super) fn coarse(&self, table: Table) -> Table {
        match PERSONS.iter().find(|(name, ..)| *name == self.name) {
            Some((_, columns, title)) => table.in_steps(title, columns, FEWEST_FOR_A_RATE),
            None => table,
        }
    }
}

/// The tables that count persons, in which columns, and how they are called where the counts are told in whole tens. Each count is
/// rounded by itself: 19 of 109 are told as 10 of 100, so neither a share nor whether a target or ceiling is kept can be seen.
const PERSONS: [(&str, &[&str], &str); 3] = [
    (
        "coverage_by_day",
        &["persons_firm", "persons_conditional", "persons_perhaps"],
        "Coverage by day; persons in whole tens, rounded down, none below ten; not to be held against the ceiling",
    ),
    (
        "leadership_posts",
        &["women_on_short_list", "short_list"],
        "Leadership posts; persons in whole tens, rounded down, none below ten; no share can be formed from them",
    ),
    (
        "women",
        &["women", "of"],
        "Women; in whole tens, rounded down, none below ten; no share can be formed from them",
    ),
];

/// So many days ahead a verification is told to be due: a quarter of a year, in which a visit can be prepared.
const AHEAD: u32 = 90;

/// The shares of which the first day is told, in per cent.
const SHARES: [u32; 4] = [25, 50, 75, 100];

/// Every table that can be opened, by name.
pub(super) fn known() -> impl Iterator<Item = Known> {
    let of_view =
        OF_VIEW.iter().map(|(name, columns, made)| Known { name, columns, made: Made::OfView(*made) });
    let of_plan =
        OF_PLAN.iter().map(|(name, columns, made)| Known { name, columns, made: Made::OfPlan(*made) });
    of_view.chain(of_plan)
}

const OF_VIEW: &[Named<OfView>] = &[
    ("actions", of_consultation::ACTIONS, |view, _| of_consultation::actions(view)),
    ("assessments", of_readiness::ASSESSMENTS, of_readiness::assessments),
    ("blocks", of_readiness::BLOCKS, of_readiness::blocks),
    ("checks", progress::CHECKS, |view, _| progress::checks(view)),
    ("consultations", of_consultation::CONSULTATIONS, |view, _| of_consultation::consultations(view)),
    ("decisions", of_consultation::DECISIONS, |view, _| of_consultation::decisions(view)),
    ("falls_back_on", of_readiness::FALLS_BACK_ON, of_readiness::falls_back_on),
    ("freshness", of_delivery::FRESHNESS, of_delivery::freshness),
    ("on_file", of_readiness::ON_FILE, of_readiness::on_file),
    ("performance", progress::PERFORMANCE, |view, _| progress::performance(view)),
    ("pledged_and_found", of_delivery::PLEDGED_AND_FOUND, |view, _| of_delivery::pledged_and_found(view)),
    ("pledges", of_record::PLEDGES, |view, _| of_record::pledges(view)),
    ("stages", of_timeline::TIMELINE, |view, _| of_timeline::stages(view)),
    ("training", progress::TRAINING, |view, _| progress::training(view)),
    ("training_by_module", progress::TRAINING_BY_MODULE, |view, _| progress::training_by_module(view)),
    ("usable_now", progress::USABLE_NOW, progress::usable_now),
    ("verification_due", of_readiness::VERIFICATION_DUE, |view, scheme| {
        of_readiness::verification_due(view, scheme, Days::new(AHEAD).unwrap_or_default())
    }),
    ("visits", of_readiness::VISITS, |view, _| of_readiness::visits(view)),
    ("women", progress::WOMEN, |view, _| progress::women(view)),
];

const OF_PLAN: &[Named<OfPlan>] = &[
    ("arrival_table", of_arrival::ARRIVAL_TABLE, of_arrival::arrival_table),
    ("communication_objectives", of_mission::COMMUNICATION_OBJECTIVES, of_mission::communication_objectives),
    ("cost_shares", of_mission::COST_SHARES, of_mission::cost_shares),
    ("coverage", of_plan::COVERAGE, of_plan::coverage),
    ("coverage_by_day", of_coverage::COVERAGE_BY_DAY, |plan| {
        of_coverage::coverage_by_day(plan, By::Requirement)
    }),
    ("first_days", of_coverage::FIRST_DAYS, |plan| {
        let shares: Vec<Percent> = SHARES.into_iter().filter_map(|share| Percent::new(share).ok()).collect();
        of_coverage::first_days(plan, By::Mission, &shares)
    }),
    ("gaps_by_day", of_coverage::GAPS_BY_DAY, |plan| of_coverage::gaps_by_day(plan, By::Requirement)),
    ("leadership_posts", of_mission::LEADERSHIP_POSTS, of_mission::leadership_posts),
    ("proposals", of_plan::PROPOSALS, of_plan::proposals),
    ("questions", of_plan::QUESTIONS, of_plan::questions),
    ("shortfalls", of_plan::SHORTFALLS, of_plan::shortfalls),
    ("tasks", of_mission::TASKS, of_mission::tasks),
    ("timelines", of_timeline::TIMELINE, of_timeline::timelines),
    ("undertakings", of_mission::UNDERTAKINGS, of_mission::undertakings),
    ("undertakings_kept", progress::PERFORMANCE, progress::undertakings_kept),
];
