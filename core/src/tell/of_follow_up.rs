//! Tables of lessons and recommendations.

use super::table::{Column, Table, columns, joined, yes_no};
use crate::record::FollowUp;
use crate::words::value::{Day, Text};

pub(super) const LESSONS: &[Column] = columns![
    lesson: Text, on: Text, pledge: Text, lots: Text, mission: Text, text: Text, public_extract: Text,
    definitions: Text,
];

/// Every lesson, with the deployment it comes from and what may be told of it in public.
pub fn lessons(follow_up: &FollowUp) -> Table {
    let rows = follow_up.lessons.iter().map(|lesson| {
        vec![
            lesson.id.as_str().into(),
            lesson.on.to_string().into(),
            lesson.pledge.as_ref().map(ToString::to_string).into(),
            joined(", ", lesson.lots.iter().flatten()),
            lesson.mission.as_ref().map(Text::to_string).into(),
            lesson.text.as_str().into(),
            lesson.public_extract.as_ref().map(Text::to_string).into(),
            joined(
                "; ",
                lesson.definitions.iter().flatten().map(|each| format!("{}: {}", each.term, each.meaning)),
            ),
        ]
    });
    Table::new("Lessons", LESSONS, rows)
}

pub(super) const RECOMMENDATIONS: &[Column] = columns![
    recommendation: Text, made_on: Text, made_by: Text, owner: Text, text: Text, decision: Text, due: Text,
    done: Text, overdue: Text, query: Text, latest: Text, latest_on: Text,
];

/// Where every recommendation stands on a day.
pub fn recommendations(follow_up: &FollowUp, day: Day) -> Table {
    let rows = follow_up.standing(day).map(|standing| {
        let recommendation = standing.recommendation;
        let overdue = standing.due.map(|due| yes_no(due < day && !standing.done).to_owned());
        vec![
            recommendation.id.as_str().into(),
            recommendation.on.to_string().into(),
            recommendation.made_by.as_str().into(),
            recommendation.owner.as_str().into(),
            recommendation.text.as_str().into(),
            standing.decision.as_str().into(),
            standing.due.map(|due| due.to_string()).into(),
            yes_no(standing.done).into(),
            overdue.into(),
            recommendation.query.as_ref().map(Text::to_string).into(),
            standing.latest.map(|update| update.text.to_string()).into(),
            standing.latest.map(|update| update.on.to_string()).into(),
        ]
    });
    Table::new("Recommendations", RECOMMENDATIONS, rows)
}

pub(super) const PROGRESS: &[Column] = columns![
    recommendation: Text, owner: Text, on: Text, news: Text, decision: Text, due: Text, done: Text,
];

/// What moved on which recommendation after one day and until another, that day included; what an update does not change
/// is absent.
pub fn progress(follow_up: &FollowUp, since: Day, until: Day) -> Table {
    let rows = follow_up.news(since, until).map(|(recommendation, update)| {
        vec![
            recommendation.id.as_str().into(),
            recommendation.owner.as_str().into(),
            update.on.to_string().into(),
            update.text.as_str().into(),
            update.decision.map(|decision| decision.to_string()).into(),
            update.due.map(|due| due.to_string()).into(),
            update.done.map(|done| yes_no(done).to_owned()).into(),
        ]
    });
    Table::new("Progress", PROGRESS, rows)
}
