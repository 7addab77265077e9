//! The arrival table: sentences that can be acted on, in the order of their days.

use super::of_timeline::{acting, completes, on};
use super::table::{Cell, Column, Table, columns, joined};
use crate::judge::timeline::{Band, StageInTime, Standing, undertakings_about};
use crate::plan::Plan;
use crate::plan::coverage::{By, gaps_by_day, units_about};
use crate::plan::sourcing::{Certainty, InTime};
use crate::record::{
    Mission, StageKind, UndertakenBy, Undertaking, UndertakingKind, UndertakingStatus, UnitRequirement,
};
use crate::words::value::{Day, Met, words};

words! {
    /// What a row of the arrival table tells.
    pub enum Tells {
        /// Units arrive.
        Arrival = "arrival",
        /// Somebody has to act by a day.
        Step = "step",
        /// Somebody has undertaken something.
        Undertaking = "undertaking",
        /// Units are missing, or cannot operate.
        Gap = "gap",
    }
}

impl Tells {
    /// On the same day, what arrives stands first.
    fn rank(self) -> usize {
        Self::ALL.iter().position(|other| *other == self).unwrap_or_default()
    }
}

pub(super) const ARRIVAL_TABLE: &[Column] = columns![
    mission: Text, day: Text, tells: Text, who: Text, requirement: Text, lot: Text, sentence: Text,
];

/// Who has to do what by when, what arrives when, and what is missing from when until when: one sentence each, in the order
/// of the days. A step stands here where a day is set for it, arrival hangs on it, or others than the State act.
pub fn arrival_table(plan: &Plan) -> Table {
    let mut rows: Vec<(String, Option<Day>, Tells, Vec<Cell>)> = Vec::new();
    for each in plan.in_time() {
        let mission = each.setting.mission.map(|mission| mission.id.to_string()).unwrap_or_default();
        let requirement = each.setting.requirement.map(|requirement| requirement.id.to_string());
        let lot = Some(each.proposal.lot.to_string());
        let state = each.proposal.state.map(|state| state.to_string());
        let cells = |who: Option<String>, sentence: String| {
            vec![who.into(), requirement.clone().into(), lot.clone().into(), sentence.into()]
        };
        let last = each.proposal.arrival.and_then(|day| each.setting.start?.later(day));
        rows.push((mission.clone(), last, Tells::Arrival, cells(state.clone(), arrives(plan, &each))));
        for stage in each.timeline.stages.iter().filter(|stage| is_told(stage)) {
            let latest = stage.latest.and_then(|latest| latest.complete.surely.or(latest.complete.at_best));
            let who = match stage.acts.as_slice() {
                [] => None,
                acts => Some(who(acts, state.as_deref())),
            };
            let by = on(&each.setting, latest);
            rows.push((mission.clone(), by, Tells::Step, cells(who, step(&each, stage))));
        }
    }
    for mission in plan.missions() {
        let open = mission.document().undertakings.iter().flatten();
        for undertaking in open.filter(|each| each.status != UndertakingStatus::Verified) {
            let due = undertaking.due.and_then(|due| mission.start()?.later(due.get()));
            let about = joined(", ", undertaking.requirements.iter().flatten());
            let who = undertakes(undertaking).into();
            let sentence = undertaken(plan, mission, undertaking, due).into();
            let id = mission.document().id.to_string();
            rows.push((id, due, Tells::Undertaking, vec![who, about, Cell::Absent, sentence]));
        }
    }
    for gap in gaps_by_day(plan, By::Requirement) {
        let mission = plan.missions().iter().find(|each| each.document().id == gap.mission);
        let asked =
            mission.and_then(|each| each.document().requirements.iter().find(|r| r.id.as_str() == gap.of));
        let day = |day: Option<Day>, number: u32| match day {
            Some(day) => day.to_string(),
            None => format!("day {number}"),
        };
        let (from, until) = (day(gap.days.0, gap.from), day(gap.days.1, gap.until));
        let title = asked.map_or_else(|| gap.of.clone(), |asked| asked.title.to_string());
        let are = |number: u32| if number == 1 { "is" } else { "are" };
        let (short, waiting) = (gap.short, gap.not_operational);
        let missing = format!("{short} of the {} needed {} not there", units(gap.needed), are(short));
        let what = match (short, waiting) {
            (0, waiting) => format!("{waiting} of the {} needed cannot operate", units(gap.needed)),
            (_, 0) => missing,
            (_, waiting) => format!("{missing}, and {waiting} cannot operate"),
        };
        let why =
            if gap.reasons.is_empty() { String::new() } else { format!(": {}", gap.reasons.join("; ")) };
        let over = mission
            .zip(asked)
            .is_some_and(|(mission, asked)| mission.document().units_on_day(asked, gap.until) == 0);
        let over = if over { " (when the need ends)" } else { "" };
        let sentence = format!("{title}: from {from} until {until}{over}, {what}{why}.");
        let cells = vec![Cell::Absent, gap.of.into(), Cell::Absent, sentence.into()];
        rows.push((gap.mission.to_string(), gap.days.0, Tells::Gap, cells));
    }
    crate::words::document::put_in_order(&mut rows, |(mission, day, tells, cells)| {
        let day = day.map_or_else(|| "9999".to_owned(), |day| day.to_string());
        format!("{mission}\u{0}{day}\u{0}{}\u{0}{cells:?}", tells.rank())
    });
    let rows = rows.into_iter().map(|(mission, day, tells, cells)| {
        let first: Vec<Cell> =
            vec![mission.into(), day.map(|day| day.to_string()).into(), tells.as_str().into()];
        first.into_iter().chain(cells).collect()
    });
    Table::new("Arrival table", ARRIVAL_TABLE, rows)
}

fn is_told(stage: &StageInTime) -> bool {
    let open = stage.begins.is_some();
    let hangs = stage.slack.is_some_and(|slack| slack.critical() != Met::Unmet);
    let others = stage.acts.iter().any(|by| *by != UndertakenBy::Contributor);
    open && (hangs || others || stage.overdue || stage.stage.kind == Some(StageKind::Decision))
}

/// When people and equipment arrive, against the days of the requirement.
fn arrives(plan: &Plan, each: &InTime<'_>) -> String {
    let proposal = each.proposal;
    let described = plan.view().lot(&proposal.lot).map(|(_, lot)| lot.lot.described_as.to_string());
    let state = proposal.state.map_or_else(|| "Unknown State".to_owned(), |state| state.to_string());
    let certainty = match proposal.certainty {
        Certainty::Firm => "firm".to_owned(),
        Certainty::Conditional => {
            let open = proposal.unknown.iter().map(|rule| rule.title()).collect::<Vec<_>>();
            format!("conditional, open: {}", open.join(", "))
        }
    };
    let when = match &each.timeline.arrival {
        None => "it is not known when they arrive".to_owned(),
        Some(_) => {
            let band = |latest: Option<u32>, from: Option<u32>| match (latest, from) {
                (Some(latest), from) => {
                    Some(Band { at_least: from.unwrap_or(latest), at_most: Some(latest) })
                }
                (None, Some(from)) => Some(Band::from(from)),
                (None, None) => None,
            };
            let people = band(proposal.people_arrive, proposal.people_arrive_from);
            let equipment = band(proposal.equipment_arrives, proposal.equipment_arrives_from);
            let said = |band: Option<Band>| {
                band.map_or_else(|| "nobody knows when".to_owned(), |b| between(each, b))
            };
            if people == equipment {
                format!("people and equipment arrive {}", said(people))
            } else {
                format!("people arrive {}, equipment {}", said(people), said(equipment))
            }
        }
    };
    let needed = each.setting.requirement.map_or_else(String::new, |asked| needed(each, asked));
    let path = path(each);
    format!(
        "{} of {} ({}, {}): {when}; {needed}{path}.",
        described.unwrap_or_else(|| proposal.lot.to_string()),
        state,
        units(proposal.units),
        certainty
    )
}

fn needed(each: &InTime<'_>, asked: &UnitRequirement) -> String {
    let (first, last) = (asked.needed_by.get(), asked.latest().get());
    let by = format!("needed for {} by {}", asked.title, the(each, first));
    if first == last { by } else { format!("{by}, at the latest by {}", the(each, last)) }
}

/// What the latest day of arrival hangs on.
fn path(each: &InTime<'_>) -> String {
    let stages = each.timeline.critical_path.iter().map(|id| {
        let found = each.timeline.stages.iter().find(|stage| stage.stage.id == *id);
        found.map_or_else(|| id.to_string(), named)
    });
    let stages: Vec<String> = stages.collect();
    match (stages.as_slice(), &each.proposal.arrival_basis) {
        ([], Some(basis)) if each.timeline.stages.is_empty() => format!("; {basis}"),
        ([], _) => String::new(),
        (stages, _) => format!("; it hangs on {}", stages.join(", then ")),
    }
}

/// A stage with its length.
fn named(stage: &StageInTime) -> String {
    let days = match (stage.days.at_least, stage.days.at_most) {
        (0, None) => "length not on record".to_owned(),
        (least, None) => format!("{least} days or more"),
        (0, Some(0)) => "as undertaken".to_owned(),
        (1, Some(1)) => "1 day".to_owned(),
        (least, Some(most)) if least == most => format!("{most} days"),
        (least, Some(most)) => format!("{least} to {most} days"),
    };
    format!("{} ({days})", title(stage))
}

fn title(stage: &StageInTime) -> String {
    let title = stage.stage.title.as_ref().map(|title| title.in_sentence().to_owned());
    title.unwrap_or_else(|| stage.stage.id.to_string())
}

/// What has to be done by when so that the requirement is met.
fn step(each: &InTime<'_>, stage: &StageInTime) -> String {
    let state = each.proposal.state.map(|state| state.to_string());
    let acts = match stage.acts.as_slice() {
        [] => "Somebody (it is not on record who)".to_owned(),
        acts => capitalised(who(acts, state.as_deref())),
    };
    let what = format!("\u{201c}{}\u{201d} of {}", title(stage), each.proposal.lot);
    let asked = each.setting.requirement.map_or_else(String::new, |asked| asked.title.to_string());
    let late = |days: i64| match on(&each.setting, Some(days)) {
        Some(day) if day < each.setting.on => format!("{day} (day {days}, which has passed)"),
        Some(on) => format!("{on} (day {days})"),
        None => format!("day {days}"),
    };
    let latest = stage.latest.map(|latest| latest.complete);
    let last_day = each.timeline.by.map(|day| format!(", {}", the(each, day))).unwrap_or_default();
    let by = match latest.map(|latest| (latest.surely, latest.at_best)) {
        Some((Some(surely), Some(best))) if surely == best => {
            let follows = i64::from(each.timeline.by.unwrap_or_default()).saturating_sub(surely);
            let follows =
                if follows == 0 { String::new() } else { format!(", for what follows takes {follows} days") };
            format!(
                "{acts} must complete {what} by {} to serve {asked} by its latest day{last_day}{follows}",
                late(surely)
            )
        }
        Some((Some(surely), Some(best))) => format!(
            "{acts} must complete {what} by {} to serve {asked} surely by its latest day{last_day}; after {} it is too late",
            late(surely),
            late(best)
        ),
        Some((None, Some(best))) => format!(
            "{acts} must complete {what} to serve {asked} by its latest day{last_day}: after {} it is too late, and by when it is surely in time is not known",
            late(best)
        ),
        _ => format!(
            "{acts} must complete {what}, and {asked} cannot be served in time: other steps end too late"
        ),
    };
    let shown = match (&stage.standing, &stage.stage.completed_by) {
        (Standing::Perhaps(shown), _) => format!("; it may be complete by {}", shown.by),
        (_, Some(by)) if stage.overdue => {
            format!("; it was planned to be complete by now, and {} is not on record", completes(by))
        }
        (_, Some(by)) => format!("; not on record yet: {}", completes(by)),
        _ => String::new(),
    };
    let waits = stage.stage.undertaking.filter(|_| stage.begins.is_some()).map(|kind| waits_for(each, kind));
    format!("{by}; planned to end {}{shown}{}.", between(each, stage.ends), waits.unwrap_or_default())
}

/// The undertakings of a kind that a stage waits for and that are not verified, by name.
fn waits_for(each: &InTime<'_>, kind: UndertakingKind) -> String {
    let open = undertakings_about(&each.setting, kind);
    let open = open.filter(|undertaking| undertaking.status != UndertakingStatus::Verified);
    let named =
        open.map(|undertaking| format!("{} ({})", undertaking.text.in_sentence(), how_far(undertaking)));
    let named: Vec<String> = named.collect();
    let kind = kind.as_str().replace('-', " ");
    match named.as_slice() {
        [] => format!("; what was undertaken on {kind} is verified, or nothing was"),
        named => format!("; it waits for what was undertaken on {kind}: {}", named.join("; ")),
    }
}

fn how_far(undertaking: &Undertaking) -> &'static str {
    match undertaking.status {
        UndertakingStatus::Verified => "verified",
        UndertakingStatus::Refused => "refused",
        UndertakingStatus::Stated => "given in words and not verified",
        UndertakingStatus::Open => "open",
    }
}

fn capitalised(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// Who acts, a State by its code.
fn who(acts: &[UndertakenBy], state: Option<&str>) -> String {
    let name = |by: &UndertakenBy| match by {
        UndertakenBy::Contributor => state.unwrap_or(acting(*by)).to_owned(),
        other => acting(*other).to_owned(),
    };
    acts.iter().map(name).collect::<Vec<_>>().join(" and ")
}

fn undertaken(plan: &Plan, mission: &Mission, undertaking: &Undertaking, due: Option<Day>) -> String {
    let due = due.map_or_else(|| "no day set".to_owned(), |day| format!("due on {day}"));
    let number = units_about(plan, mission, undertaking);
    let hang = match number {
        0 => "no proposed unit hangs on it".to_owned(),
        1 => "1 proposed unit hangs on it".to_owned(),
        number => format!("{number} proposed units hang on it"),
    };
    let (by, text) = (capitalised(undertakes(undertaking)), undertaking.text.in_sentence());
    let said = match undertaking.status {
        UndertakingStatus::Refused => format!("{by} refused: {text}"),
        UndertakingStatus::Open => format!("{by} is to give: {text} (nothing was said yet)"),
        UndertakingStatus::Stated => format!("{by} undertook: {text} (given in words and not verified)"),
        UndertakingStatus::Verified => format!("{by} gave: {text}"),
    };
    format!("{said}; {due}; {hang}.")
}

/// Who undertook it, States by their codes.
fn undertakes(undertaking: &Undertaking) -> String {
    match (undertaking.by, &undertaking.states) {
        (UndertakenBy::Contributor, Some(states)) => {
            states.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
        }
        (UndertakenBy::Contributor, None) => "the contributors".to_owned(),
        (by, _) => acting(by).to_owned(),
    }
}

fn units(number: u32) -> String {
    if number == 1 { "1 unit".to_owned() } else { format!("{number} units") }
}

/// A day after the clock start, in the calendar too.
fn the(each: &InTime<'_>, day: u32) -> String {
    match on(&each.setting, Some(i64::from(day))) {
        Some(on) => format!("{on} (day {day})"),
        None => format!("day {day}"),
    }
}

fn between(each: &InTime<'_>, band: Band) -> String {
    match band.at_most {
        Some(most) if most == band.at_least => format!("on {}", the(each, most)),
        Some(most) => format!("between {} and {}", the(each, band.at_least), the(each, most)),
        None => format!("not before {}, latest not known", the(each, band.at_least)),
    }
}
