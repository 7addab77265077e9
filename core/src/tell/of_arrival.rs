//! The arrival table: sentences that can be acted on, in the order of their days.

use super::of_timeline::{acting, completes, on};
use super::table::{Cell, Column, Table, columns, joined};
use crate::judge::timeline::{Band, StageInTime, Standing, undertakings_about};
use crate::plan::Plan;
use crate::plan::coverage::{By, GapByDay, Waiting, gaps_by_day, units_about, waiting};
use crate::plan::sourcing::{Certainty, InTime};
use crate::record::{
    Mission, StageKind, UndertakenBy, Undertaking, UndertakingKind, UndertakingStatus, UnitRequirement,
};
use crate::words::value::{Day, Met, words};

words! {
    /// What a row of the arrival table tells.
    pub enum Tells {
        /// As of which day the table is told, and which day is day 0.
        About = "about",
        /// Units arrive.
        Arrival = "arrival",
        /// Somebody has to act by a day.
        Step = "step",
        /// Somebody has to say what is not on record.
        Question = "question",
        /// Somebody has undertaken something.
        Undertaking = "undertaking",
        /// Units are missing, or cannot operate.
        Gap = "gap",
    }
}

words! {
    /// What the day of a row of the arrival table means.
    pub enum DayMeans {
        /// The day of asking.
        AsOf = "as-of",
        /// The latest day on which people and equipment are there.
        ThereBy = "there-by",
        /// The last day on which it is surely in time.
        CompleteBy = "complete-by",
        /// After that day it is too late.
        TooLateAfter = "too-late-after",
        /// The day on which it is due.
        Due = "due",
        /// The first day of a gap.
        MissingFrom = "missing-from",
    }
}

impl Tells {
    /// On the same day, what arrives stands first.
    fn rank(self) -> usize {
        Self::ALL.iter().position(|other| *other == self).unwrap_or_default()
    }
}

pub(super) const ARRIVAL_TABLE: &[Column] = columns![
    mission: Text, day: Text, day_means: Text, tells: Text, who: Text, requirement: Text, lot: Text, sentence: Text,
];

/// A row that is still to be put in its place.
struct Row {
    mission: String,
    day: Option<(Day, DayMeans)>,
    tells: Tells,
    /// Who, requirement, lot and sentence.
    cells: [Cell; 4],
}

/// Who has to do what by when, what arrives when, and what is missing from when until when: one sentence each, in the order
/// of the days. Of each mission the first row says as of which day. A step stands here where a day is set for it, arrival hangs
/// on it, or others than the State act; a question where arrival is not known for want of what nobody recorded.
pub fn arrival_table(plan: &Plan) -> Table {
    let mut rows: Vec<Row> = plan.missions().iter().map(|mission| about(plan, mission)).collect();
    let waiting = waiting(plan);
    for each in plan.in_time() {
        of_match(plan, &each, &waiting, &mut rows);
    }
    for mission in plan.missions() {
        let open = mission.document().undertakings.iter().flatten();
        for undertaking in open.filter(|each| each.status != UndertakingStatus::Verified) {
            let due = undertaking.due.and_then(|due| mission.start()?.later(due.get()));
            let about = joined(", ", undertaking.requirements.iter().flatten());
            let who = undertakes(undertaking).into();
            let sentence = undertaken(plan, mission, undertaking, due).into();
            rows.push(Row {
                mission: mission.document().id.to_string(),
                day: due.map(|due| (due, DayMeans::Due)),
                tells: Tells::Undertaking,
                cells: [who, about, Cell::Absent, sentence],
            });
        }
    }
    rows.extend(gaps_by_day(plan, By::Requirement).into_iter().map(|gap| of_gap(plan, gap)));
    crate::words::document::put_in_order(&mut rows, |Row { mission, day, tells, cells }| {
        let day = match (tells, day) {
            (Tells::About, _) => String::new(),
            (_, Some((day, _))) => day.to_string(),
            (_, None) => "9999".to_owned(),
        };
        format!("{mission}\u{0}{day}\u{0}{}\u{0}{cells:?}", tells.rank())
    });
    let rows = rows.into_iter().map(|Row { mission, day, tells, cells }| {
        let means = day.map(|(_, means)| means.as_str().to_owned());
        let day = day.map(|(day, _)| day.to_string());
        let first: [Cell; 4] = [mission.into(), day.into(), means.into(), tells.as_str().into()];
        first.into_iter().chain(cells).collect()
    });
    Table::new("Arrival table", ARRIVAL_TABLE, rows)
}

/// As of which day the table is told.
fn about(plan: &Plan, mission: &Mission) -> Row {
    let (on, document) = (plan.view().valid(), mission.document());
    let start = match mission.start() {
        None => "days are counted from a day that is not set".to_owned(),
        Some(start) => match start.since(on) {
            0 => "this is day 0".to_owned(),
            1 => format!("day 0 is {start}, tomorrow"),
            ahead @ 1.. => format!("day 0 is {start}, in {ahead} days"),
            _ => format!("day 0 was {start}, this is day {}", on.since(start)),
        },
    };
    let sentence = format!("{}: as on record on {on}; {start}.", document.title);
    Row {
        mission: document.id.to_string(),
        day: Some((on, DayMeans::AsOf)),
        tells: Tells::About,
        cells: [Cell::Absent, Cell::Absent, Cell::Absent, sentence.into()],
    }
}

/// When the units of a match arrive, what has to be done for it, and what has to be said.
fn of_match(plan: &Plan, each: &InTime<'_>, waiting: &[Waiting], rows: &mut Vec<Row>) {
    let mission = each.setting.mission.map(|mission| mission.id.to_string()).unwrap_or_default();
    let requirement = each.setting.requirement.map(|requirement| requirement.id.to_string());
    let state = each.proposal.state.map(|state| state.to_string());
    let mut add = |tells, day, who: Option<String>, sentence: String| {
        let lot = Cell::from(each.proposal.lot.to_string());
        let cells = [who.into(), requirement.clone().into(), lot, sentence.into()];
        rows.push(Row { mission: mission.clone(), day, tells, cells });
    };
    let last = each.proposal.arrival.and_then(|day| each.setting.start?.later(day));
    let day = last.map(|last| (last, DayMeans::ThereBy));
    add(Tells::Arrival, day, state.clone(), arrives(plan, each, waiting));
    for stage in each.timeline.stages.iter().filter(|stage| is_told(stage)) {
        let latest = stage.latest.map(|latest| latest.complete);
        let surely = latest.and_then(|latest| latest.surely).map(|day| (day, DayMeans::CompleteBy));
        let best = latest.and_then(|latest| latest.at_best).map(|day| (day, DayMeans::TooLateAfter));
        let day = surely.or(best).and_then(|(day, means)| Some((on(&each.setting, Some(day))?, means)));
        let who = match stage.acts.as_slice() {
            [] => settles(stage, state.as_deref()),
            acts => Some(who(acts, state.as_deref())),
        };
        add(Tells::Step, day, who, step(each, stage));
    }
    if each.timeline.arrival.is_none() {
        let asked = each.setting.requirement.map_or_else(String::new, |asked| asked.title.to_string());
        let by = each.timeline.by.map(|day| format!(", {}", the(each, day))).unwrap_or_default();
        let sentence = format!(
            "{} must say which steps its units take until they arrive, and how many days each: of {} nothing is on \
             record that tells, and whether it serves {asked} by its latest day{by} cannot be seen without it.",
            state.clone().unwrap_or_else(|| "The State".to_owned()),
            each.proposal.lot
        );
        add(Tells::Question, Some((each.setting.on, DayMeans::AsOf)), state.clone(), sentence);
    }
}

fn of_gap(plan: &Plan, gap: GapByDay) -> Row {
    let mission = plan.missions().iter().find(|each| each.document().id == gap.mission);
    let asked =
        mission.and_then(|each| each.document().requirements.iter().find(|r| r.id.as_str() == gap.of));
    let day = |day: Option<Day>, number: u32| match day {
        Some(day) => day.to_string(),
        None => format!("day {number}"),
    };
    let last = day(gap.days.1.and_then(|until| until.earlier(1)), gap.until.saturating_sub(1));
    let from = day(gap.days.0, gap.from);
    let title = asked.map_or_else(|| gap.of.clone(), |asked| asked.title.to_string());
    let are = |number: u32| if number == 1 { "is" } else { "are" };
    let (short, waiting) = (gap.short, gap.not_operational);
    let missing = format!("{short} of the {} needed {} not there", units(gap.needed), are(short));
    let what = match (short, waiting) {
        (0, waiting) => format!("{waiting} of the {} needed cannot operate", units(gap.needed)),
        (_, 0) => missing,
        (_, waiting) => format!("{missing}, and {waiting} cannot operate"),
    };
    let why = if gap.reasons.is_empty() { String::new() } else { format!(": {}", gap.reasons.join("; ")) };
    let over = mission
        .zip(asked)
        .is_some_and(|(mission, asked)| mission.document().units_on_day(asked, gap.until) == 0);
    let over = if over { ", when the need ends" } else { "" };
    let when = if last == from { format!("on {from}") } else { format!("from {from} to the end of {last}") };
    let sentence = format!("{title}: {when}{over}, {what}{why}.");
    Row {
        mission: gap.mission.to_string(),
        day: gap.days.0.map(|day| (day, DayMeans::MissingFrom)),
        tells: Tells::Gap,
        cells: [Cell::Absent, gap.of.into(), Cell::Absent, sentence.into()],
    }
}

fn is_told(stage: &StageInTime) -> bool {
    let open = stage.begins.is_some();
    let hangs = stage.slack.is_some_and(|slack| slack.critical() != Met::Unmet);
    let others = stage.acts.iter().any(|by| *by != UndertakenBy::Contributor);
    open && (hangs || others || stage.overdue || stage.stage.kind == Some(StageKind::Decision))
}

/// When people and equipment arrive, against the days of the requirement, and whether they can operate then.
fn arrives(plan: &Plan, each: &InTime<'_>, waiting: &[Waiting]) -> String {
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
    let same = |other: &&Waiting| other.requirement == proposal.requirement && other.lot == proposal.lot;
    let waits = waiting.iter().find(same).map(|waits| cannot(each, waits)).unwrap_or_default();
    format!(
        "{} of {} ({}, {}): {when}; {needed}{path}{waits}.",
        described.unwrap_or_else(|| proposal.lot.to_string()),
        state,
        units(proposal.units),
        certainty
    )
}

/// That units which are there cannot operate yet, why, and from when they can.
fn cannot(each: &InTime<'_>, waits: &Waiting) -> String {
    let reasons = waits.reasons.join(", and ");
    let they = if each.proposal.units == 1 { "it" } else { "they" };
    match waits.operates_from {
        Some(day) => format!("; when there, {they} cannot operate {reasons}: not before {}", the(each, day)),
        None => {
            format!("; when there, {they} cannot operate {reasons}; no day is known from which {they} could")
        }
    }
}

/// Who has to settle who acts, where that is not on record: what is carried, the State and the United Nations agree on.
fn settles(stage: &StageInTime, state: Option<&str>) -> Option<String> {
    let carried = matches!(stage.stage.kind, Some(StageKind::Lift | StageKind::Port));
    carried.then(|| who(&[UndertakenBy::Contributor, UndertakenBy::UnitedNations], state))
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
    let acts = match (stage.acts.as_slice(), settles(stage, state.as_deref())) {
        ([], None) => "Somebody (it is not on record who)".to_owned(),
        ([], Some(who)) => format!("Who carries is not on record and for {who} to settle; whoever does"),
        (acts, _) => capitalised(who(acts, state.as_deref())),
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
    // What is overdue has a length, or it would not be; what waits for others may have none of its own.
    let open_length =
        stage.stage.days.is_none_or(|days| days.most().is_none()) && stage.stage.undertaking.is_none();
    let length =
        if open_length { "; how long it takes at most is not on record, and to be said" } else { "" };
    let waits = stage.stage.undertaking.filter(|_| stage.begins.is_some()).map(|kind| waits_for(each, kind));
    format!("{by}; planned to end {}{length}{shown}{}.", between(each, stage.ends), waits.unwrap_or_default())
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
