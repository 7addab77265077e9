//! Tables of how units would arrive: their stages in time.

use super::table::{Cell, Column, Table, columns, joined, yes_no};
use crate::judge::timeline::{Setting, Slack, StageInTime, Standing, Timeline, timeline as in_time};
use crate::plan::Plan;
use crate::record::{CompletedBy, Completes, Mission, Scheme, UndertakenBy, View};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Day, LotId, Met, SlotId, State, Text, nearest};

pub(super) const TIMELINE: &[Column] = columns![
    requirement: Text, state: Text, lot: Text, stage: Text, title: Text, kind: Text, branch: Text, acts: Text,
    after: Text, from_port: Text, to_port: Text, completed_by: Text, complete: Text, done_on: Text, shown_by: Text,
    days_at_least: Number, days_at_most: Number, begins_from: Number, begins_by: Number, ends_from: Number,
    ends_by: Number, begins_from_on: Text, begins_by_on: Text, ends_from_on: Text, ends_by_on: Text,
    must_end_by: Text, too_late_after: Text, slack_at_least: Number, slack_at_most: Number, critical: Text,
];

/// The stages of a lot in time: who acts, what shows that a stage is complete, when it begins and ends, by how many days
/// it may slip, and whether arrival hangs on it. With a mission, for its clock and what was undertaken for it; days of the
/// calendar where its clock has started.
///
/// # Errors
/// A lot that the view does not have.
pub fn timeline(view: &View, lot: &LotId, mission: Option<&Mission>) -> Result<Table, Error> {
    let (pledge, lot) = view.lot(lot).ok_or_else(|| {
        let near = nearest(lot.as_str(), view.lots().map(|(_, lot)| lot.lot.id.as_str()));
        let finding = Finding::new(Code::NotFound, "/lot", format!("The view has no lot `{lot}`."));
        Error::one(match near {
            Some(near) => finding.help(format!("Did you mean `{near}`?")),
            None => finding,
        })
    })?;
    let setting = match mission {
        Some(mission) => Setting::new(view, (pledge, lot), mission.document(), mission.start()),
        None => Setting::alone(view, (pledge, lot)),
    };
    let line = in_time(&setting, &Vec::<Scheme>::new(), &[]);
    let rows = rows(&line, &setting, None, pledge.lead());
    Ok(Table::new("Timeline", TIMELINE, rows))
}

/// The stages in time of every lot of a view, as they are without a mission.
pub(super) fn stages(view: &View) -> Table {
    let rows = view.lots().flat_map(|(pledge, lot)| {
        let setting = Setting::alone(view, (pledge, lot));
        rows(&in_time(&setting, &Vec::<Scheme>::new(), &[]), &setting, None, pledge.lead())
    });
    Table::new("Stages", TIMELINE, rows)
}

/// The stages in time of every proposed match, for its requirement: by when each has to end so that it is met.
pub fn timelines(plan: &Plan) -> Table {
    let rows = plan.in_time().into_iter().flat_map(|each| {
        rows(&each.timeline, &each.setting, Some(&each.proposal.requirement), each.proposal.state)
    });
    Table::new("Timelines", TIMELINE, rows)
}

fn rows(
    line: &Timeline,
    setting: &Setting<'_>,
    requirement: Option<&SlotId>,
    state: Option<State>,
) -> Vec<Vec<Cell>> {
    let row = |each: &StageInTime| {
        let stage = &each.stage;
        let begins = each.begins;
        let day = |days: Option<u32>| on(setting, days.map(i64::from)).map(|day| day.to_string());
        let (complete, done_on, shown_by) = match &each.standing {
            Standing::Open if each.overdue => ("overdue", None, None),
            Standing::Open => ("no", None, None),
            Standing::Perhaps(shown) => ("perhaps", shown.on, Some(shown.by.clone())),
            Standing::Complete(shown) => ("yes", shown.on, Some(shown.by.clone())),
        };
        let latest = each.latest.map(|latest| latest.complete);
        let is_complete = begins.is_none();
        vec![
            requirement.map(SlotId::to_string).into(),
            state.map(|state| state.to_string()).into(),
            setting.lot.lot.id.as_str().into(),
            stage.id.as_str().into(),
            stage.title.as_ref().map(Text::to_string).into(),
            stage.kind.map(|kind| kind.to_string()).into(),
            stage.branch.as_str().into(),
            joined(" and ", each.acts.iter().map(|by| acting(*by))),
            joined(", ", &stage.after),
            stage.from.as_ref().map(ToString::to_string).into(),
            stage.to.as_ref().map(ToString::to_string).into(),
            stage.completed_by.as_ref().map(completes).into(),
            complete.into(),
            done_on.map(|day| day.to_string()).into(),
            shown_by.into(),
            (!is_complete).then_some(each.days.at_least).into(),
            each.days.at_most.filter(|_| !is_complete).into(),
            begins.map(|band| band.at_least).into(),
            begins.and_then(|band| band.at_most).into(),
            (!is_complete).then_some(each.ends.at_least).into(),
            each.ends.at_most.filter(|_| !is_complete).into(),
            day(begins.map(|band| band.at_least)).into(),
            day(begins.and_then(|band| band.at_most)).into(),
            day((!is_complete).then_some(each.ends.at_least)).into(),
            day(each.ends.at_most.filter(|_| !is_complete)).into(),
            latest.and_then(|latest| the_day(setting, latest.surely?)).into(),
            latest.and_then(|latest| the_day(setting, latest.at_best?)).into(),
            each.slack.map(|slack| slack.days.at_least).into(),
            each.slack.and_then(|slack| slack.days.at_most).into(),
            each.slack.map(|slack| critical(slack).to_owned()).into(),
        ]
    };
    line.stages.iter().map(row).collect()
}

/// A day counted from the clock start, in the calendar.
pub(super) fn on(setting: &Setting<'_>, days: Option<i64>) -> Option<Day> {
    let (start, days) = (setting.start?, days?);
    match u32::try_from(days) {
        Ok(later) => start.later(later),
        Err(_) => u32::try_from(days.saturating_neg()).ok().and_then(|days| start.earlier(days)),
    }
}

/// A day in the calendar, or after the clock start where that is not known.
fn the_day(setting: &Setting<'_>, days: i64) -> Option<String> {
    match setting.start {
        Some(_) => on(setting, Some(days)).map(|day| day.to_string()),
        None => Some(format!("day {days}")),
    }
}

/// Who acts, in words.
pub(super) fn acting(by: UndertakenBy) -> &'static str {
    match by {
        UndertakenBy::Contributor => "the State",
        UndertakenBy::HostState => "the host State",
        UndertakenBy::UnitedNations => "the United Nations",
    }
}

/// What shows that a stage is complete, in words.
pub(super) fn completes(by: &CompletedBy) -> String {
    let said = |text: &str| text.replace('-', " ");
    match (by.evidence, &by.document, by.event) {
        (Some(_), Some(document), _) => format!("the document `{document}`"),
        (Some(kind), None, _) => match (&by.module, by.step) {
            (Some(module), _) => {
                format!("{} of all persons in {}", said(kind.as_str()), said(module.as_str()))
            }
            (None, Some(step)) => format!("{} ({})", said(kind.as_str()), said(step.as_str())),
            (None, None) => said(kind.as_str()),
        },
        (None, _, Some(Completes::MouStep)) => "signature of the memorandum or letter".to_owned(),
        (None, _, _) => "agreement to the formal request".to_owned(),
    }
}

fn critical(slack: Slack) -> &'static str {
    match slack.critical() {
        Met::Met => yes_no(true),
        Met::Unmet => yes_no(false),
        Met::Unknown => "unknown",
    }
}
