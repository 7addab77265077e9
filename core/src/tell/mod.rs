//! What leaves the library for people: typed tables, the same in every language.

mod audience;
mod happened;
mod of_arrival;
mod of_consultation;
mod of_coverage;
mod of_delivery;
mod of_follow_up;
mod of_mission;
mod of_plan;
mod of_readiness;
mod of_record;
mod of_rows;
mod of_timeline;
mod of_what_if;
mod progress;
mod table;

pub use audience::{
    Audience, AudienceRules, Only, Opening, SENTENCE, Told, told, told_of_plan, withheld_from,
};
pub use of_arrival::{DayMeans, Tells, arrival_table};
pub use of_consultation::{actions, consultations, decisions};
pub use of_coverage::{coverage_by_day, first_days, gaps_by_day};
pub use of_delivery::{FEWEST_FOR_A_RATE, Reader, between, delivered, freshness, pledged_and_found};
pub use of_follow_up::{lessons, progress, recommendations};
pub use of_mission::{
    arrivals, communication_objectives, cost_shares, leadership_posts, reimbursement, tasks,
    training_support, undertakings,
};
pub use of_plan::{coverage, proposals, questions, shortfalls};
pub use of_readiness::{assessments, blocks, falls_back_on, on_file, rules, verification_due, visits};
pub use of_record::{changes, codes, history, pledges, states, unit_types};
pub use of_rows::{ToldUnderRows, under_rows};
pub use of_timeline::{timeline, timelines};
pub use of_what_if::{marginal_values, waivers, what_if, why_others_not};
pub use progress::{
    checks, performance, recorded_since, training, training_by_module, undertakings_kept, usable_now, women,
};
pub use table::{Cell, Column, Kind, Table};

/// Every kind of table with its columns, for those who make types of them in other languages.
pub const TABLES: &[(&str, &[Column])] = &[
    ("Actions", of_consultation::ACTIONS),
    ("ArrivalTable", of_arrival::ARRIVAL_TABLE),
    ("Arrivals", of_mission::ARRIVALS),
    ("Assessments", of_readiness::ASSESSMENTS),
    ("Blocks", of_readiness::BLOCKS),
    ("Changes", of_record::CHANGES),
    ("Codes", of_record::CODES),
    ("CommunicationObjectives", of_mission::COMMUNICATION_OBJECTIVES),
    ("CostShares", of_mission::COST_SHARES),
    ("Consultations", of_consultation::CONSULTATIONS),
    ("Checks", progress::CHECKS),
    ("Coverage", of_plan::COVERAGE),
    ("CoverageByDay", of_coverage::COVERAGE_BY_DAY),
    ("Decisions", of_consultation::DECISIONS),
    ("Delivered", of_delivery::DELIVERED),
    ("FallsBackOn", of_readiness::FALLS_BACK_ON),
    ("FirstDays", of_coverage::FIRST_DAYS),
    ("Freshness", of_delivery::FRESHNESS),
    ("GapsByDay", of_coverage::GAPS_BY_DAY),
    ("History", of_record::HISTORY),
    ("LeadershipPosts", of_mission::LEADERSHIP_POSTS),
    ("Lessons", of_follow_up::LESSONS),
    ("Performance", progress::PERFORMANCE),
    ("MarginalValues", of_what_if::MARGINAL_VALUES),
    ("OnFile", of_readiness::ON_FILE),
    ("PledgedAndFound", of_delivery::PLEDGED_AND_FOUND),
    ("Pledges", of_record::PLEDGES),
    ("Progress", of_follow_up::PROGRESS),
    ("Proposals", of_plan::PROPOSALS),
    ("Questions", of_plan::QUESTIONS),
    ("Recommendations", of_follow_up::RECOMMENDATIONS),
    ("Recorded", progress::RECORDED),
    ("Reimbursement", of_mission::REIMBURSEMENT),
    ("Rules", of_readiness::RULES),
    ("Shortfalls", of_plan::SHORTFALLS),
    ("ShortUnderRows", of_rows::SHORT_UNDER_ROWS),
    ("Standings", of_rows::STANDINGS),
    ("States", of_record::STATES),
    ("Tasks", of_mission::TASKS),
    ("Timeline", of_timeline::TIMELINE),
    ("Training", progress::TRAINING),
    ("TrainingByModule", progress::TRAINING_BY_MODULE),
    ("TrainingSupport", of_mission::TRAINING_SUPPORT),
    ("Undertakings", of_mission::UNDERTAKINGS),
    ("UnitTypes", of_record::UNIT_TYPES),
    ("UsableNow", progress::USABLE_NOW),
    ("VerificationDue", of_readiness::VERIFICATION_DUE),
    ("Visits", of_readiness::VISITS),
    ("Waivers", of_what_if::WAIVERS),
    ("WhatIf", of_what_if::WHAT_IF),
    ("WhyOthersNot", of_what_if::WHY_OTHERS_NOT),
    ("Women", progress::WOMEN),
];
