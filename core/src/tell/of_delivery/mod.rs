//! Tables of what came of pledges: when anything was last said on them and what is due, what was offered, recorded,
//! verified and deployed within a span of days, and where what was found differs from what was pledged.

mod on_time;

use std::collections::BTreeMap;

use self::on_time::{Case, OnTime};
use super::of_readiness::bounds_in_words;
use super::table::{Cell, Column, Table, columns, joined, yes_no};
use crate::judge::readiness::{is_verification, recorded, renewal_due};
use crate::record::{Event, Extent, Happened, LotState, PledgeState, Scheme, Source, Status, View, What};
use crate::words::finding::{Error, Malformed};
use crate::words::value::{Day, ImpreciseDay, LotId, Span, State, UnitTypeId};

pub(super) const FRESHNESS: &[Column] = columns![
    pledge: Text, lot: Text, state: Text, status: Text, last_said: Text, last_event: Text, days_since: Number,
    renewal_due: Text, renewal_overdue: Text, offered_until: Text, deadline_moved: Number,
];

/// When anything was last said on each lot by the day of the view, and what is due: by the day on which it became known,
/// for saying is what keeps a register fresh.
pub fn freshness(view: &View, scheme: &Scheme) -> Table {
    let said = last_said(view);
    let rows = view.lots().map(|(pledge, lot)| {
        let last = said.get(&lot.lot.id);
        let renewal = renewal_due(lot, scheme, view.valid());
        let days = last.and_then(|(day, _)| u32::try_from(view.valid().since(*day)).ok());
        vec![
            pledge.pledge.id.as_str().into(),
            lot.lot.id.as_str().into(),
            pledge.lead().map(|state| state.to_string()).into(),
            lot.tally.to_string().into(),
            last.map(|(day, _)| day.to_string()).into(),
            last.map(|(_, word)| (*word).to_owned()).into(),
            days.into(),
            renewal.map(|renewal| renewal.due.to_string()).into(),
            renewal.map(|renewal| yes_no(renewal.overdue).to_owned()).into(),
            pledge.offered_until.map(|until| until.to_string()).into(),
            number(pledge.moved_deadlines.len()),
        ]
    });
    Table::new("Freshness", FRESHNESS, rows)
}

/// The day on which something last became known about each lot, no later than the day of the view, and what it was.
fn last_said(view: &View) -> BTreeMap<LotId, (Day, &'static str)> {
    let mut said: BTreeMap<LotId, (Day, &'static str)> = BTreeMap::new();
    for (id, pledge) in view.pledges() {
        let events = view.events_of(id).into_iter().filter(|event| event.known.day() <= view.valid());
        for event in events {
            let about = |lot: &&LotId| event.what.named().is_none_or(|named| named.contains(lot));
            for lot in pledge.lots.keys().filter(about) {
                said.insert(lot.clone(), (event.known.day(), event.what.word()));
            }
        }
    }
    said
}

/// Who reads a table: rows of one State are for that State and the Secretariat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Anybody: no row names a State.
    Public,
    /// A State: rows of its own.
    State(State),
    /// The Secretariat: rows of every State.
    Secretariat,
}

impl std::str::FromStr for Reader {
    type Err = Malformed;

    /// Reads `public`, `secretariat`, or the code of a State.
    ///
    /// # Errors
    /// Another word.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        match text {
            "public" => Ok(Self::Public),
            "secretariat" => Ok(Self::Secretariat),
            _ => text.parse().map(Self::State).map_err(|malformed: Malformed| {
                let help = "A reader is `public`, `secretariat`, or a State by its code, such as `RWA`.";
                Malformed::new(malformed.code, malformed.message, help)
            }),
        }
    }
}

impl std::fmt::Display for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::State(state) => state.fmt(f),
            Self::Secretariat => f.write_str("secretariat"),
        }
    }
}

impl Reader {
    fn sees(self, state: State) -> bool {
        match self {
            Self::Public => false,
            Self::State(own) => own == state,
            Self::Secretariat => true,
        }
    }
}

/// The days from one up to another, which is not among them.
///
/// # Errors
/// The other day is not later.
pub fn between(since: Day, until: Day) -> Result<Span, Error> {
    Span::new(since, Some(until)).map_err(Error::from)
}

/// Below this many, a share is a count only: it would say more of a few States than of a practice.
pub const FEWEST_FOR_A_RATE: u32 = 10;

pub(super) const DELIVERED: &[Column] = columns![
    year: Number, unit_type: Text, level: Text, state: Text, offered: Number, recorded: Number, verified: Number,
    deployed: Number, not_counted: Number, on_time: Number, on_time_of: Number, on_time_percent: Number,
];

/// What became of units within a span of days, by year, unit type and the level that was recorded then: `offered` when
/// their pledge began, `recorded` (accepted), `verified` by a visit that was passed, `deployed` as often as they arrived.
/// `not_counted` are lots of which as much is said without a known number.
///
/// `on_time` counts, for each formal request and each of its lots, that people had arrived within the days that the level of the lot
/// commits to; `on_time_of` how often that can be said. Days count from the formal request on record until the people of all units
/// that it asked for are in the mission, by the arrivals on record after it; equipment may come later. A source that says when people
/// had arrived counts only where no arrival after that request is on record, whenever it was published; and from the day of a request
/// that it names itself only where none on record is clearly meant. Without a request there is no delay. Where days are known within
/// bounds that do not say, or a source says not which lots, nothing is counted.
/// A percentage stands only from ten on. Rows without a State are of all; those of one State are for their reader.
pub fn delivered(view: &View, scheme: &Scheme, span: Span, reader: Reader) -> Table {
    let mut counts: BTreeMap<Key, Delivered> = BTreeMap::new();
    let mut on_time = OnTime::default();
    let mut cases: Vec<(Case, Whose)> = Vec::new();
    let mut add = |on: Day, whose: &Whose, delivered: &Delivered| {
        if on < span.from() || span.until().is_some_and(|until| until <= on) {
            return;
        }
        let lead = whose.lead.filter(|lead| reader.sees(*lead));
        for state in std::iter::once(None).chain(lead.map(Some)) {
            let key = (on.parts().0, whose.unit_type.clone(), whose.level.clone(), state);
            counts.entry(key).or_default().add(delivered);
        }
    };
    view.walk(&mut |happened| {
        if !happened.after.pledge.kind.is_supply() || view.counted_in(happened.after).is_some() {
            return;
        }
        for lot in happened.after.lots.values() {
            let delivered = moved(happened, lot);
            if delivered != Delivered::default() {
                add(happened.on, &Whose::of(happened.after, lot, scheme), &delivered);
            }
        }
        cases.extend(on_time.see(happened, scheme).into_iter().filter_map(|case| {
            let whose = Whose::of(happened.after, happened.after.lots.get(&case.lot)?, scheme);
            Some((case, whose))
        }));
    });
    for (case, whose) in cases {
        if on_time.counts(&case) {
            let timed = Delivered { on_time: case.on_time.into(), on_time_of: 1, ..Delivered::default() };
            add(case.arrived, &whose, &timed);
        }
    }
    let rows = counts.into_iter().map(|((year, unit_type, level, state), row)| {
        let enough = row.on_time_of >= FEWEST_FOR_A_RATE;
        let percent = row.on_time.saturating_mul(100).checked_div(row.on_time_of).filter(|_| enough);
        vec![
            Cell::Number(year.into()),
            unit_type.map(|id| id.to_string()).into(),
            level.into(),
            state.map(|state| state.to_string()).into(),
            row.offered.into(),
            row.recorded.into(),
            row.verified.into(),
            row.deployed.into(),
            row.not_counted.into(),
            row.on_time.into(),
            row.on_time_of.into(),
            percent.into(),
        ]
    });
    Table::new("Delivered", DELIVERED, rows)
}

type Key = (i32, Option<UnitTypeId>, Option<String>, Option<State>);

/// What a lot was, and whose, when something came of it.
struct Whose {
    unit_type: Option<UnitTypeId>,
    level: Option<String>,
    lead: Option<State>,
}

impl Whose {
    fn of(pledge: &PledgeState, lot: &LotState, scheme: &Scheme) -> Self {
        let level = recorded(lot, scheme).map(|bounds| bounds_in_words(&bounds, scheme));
        Self { unit_type: lot.lot.unit_type.clone(), level, lead: pledge.lead() }
    }
}

#[derive(Clone, Default, PartialEq)]
struct Delivered {
    offered: u32,
    recorded: u32,
    verified: u32,
    deployed: u32,
    not_counted: u32,
    on_time: u32,
    on_time_of: u32,
}

impl Delivered {
    fn add(&mut self, other: &Self) {
        let each = [
            (&mut self.offered, other.offered),
            (&mut self.recorded, other.recorded),
            (&mut self.verified, other.verified),
            (&mut self.deployed, other.deployed),
            (&mut self.not_counted, other.not_counted),
            (&mut self.on_time, other.on_time),
            (&mut self.on_time_of, other.on_time_of),
        ];
        each.into_iter().for_each(|(sum, more)| *sum = sum.saturating_add(more));
    }
}

/// What an event says of the units of a lot.
fn moved(happened: &Happened<'_>, lot: &LotState) -> Delivered {
    let before = happened.before.and_then(|before| before.lots.get(&lot.lot.id));
    let into = |status: Status| {
        let there = before.map(|before| before.tally.counted(status)).unwrap_or_default();
        lot.tally.counted(status).saturating_sub(there)
    };
    // What was counted before is not said of anew; a rest of Unknown number is no number.
    let uncounted = |status: Status| {
        let was = before.and_then(|before| before.tally.uncounted()) == Some(status);
        u32::from(lot.tally.uncounted() == Some(status) && !was)
    };
    let mut delivered = Delivered::default();
    match happened.what {
        What::Announced(_) | What::UnsolicitedOffer(_) => {
            delivered.offered = lot.units().unwrap_or_default();
            delivered.not_counted = u32::from(lot.units().is_none());
        }
        What::Accepted(_) => {
            delivered.recorded = into(Status::Available);
            delivered.not_counted = uncounted(Status::Available);
        }
        What::Arrived(_) => {
            delivered.deployed = into(Status::Deployed);
            delivered.not_counted = uncounted(Status::Deployed);
        }
        What::EvidenceRecorded(evidence) if is_verification(&evidence.evidence) => {
            let named = evidence.lots.as_ref();
            if named.is_none_or(|lots| lots.contains(&lot.lot.id)) {
                let only = named.map_or(happened.after.lots.len(), Vec::len) == 1;
                let units = match evidence.units {
                    Some(Extent::All) => lot.units(),
                    Some(Extent::Of(count)) if only => Some(count.get()),
                    None => lot.units().filter(|units| only && *units == 1),
                    Some(Extent::Of(_)) => None,
                };
                delivered.verified = units.unwrap_or_default();
                delivered.not_counted = u32::from(units.is_none());
            }
        }
        _ => {}
    }
    delivered
}

pub(super) const PLEDGED_AND_FOUND: &[Column] = columns![
    pledge: Text, lot: Text, state: Text, difference: Text, pledged: Text, found: Text, on: Text, times: Number,
    source: Text, reference: Text, published: Text, grade: Text, events: Text,
];

/// Where what was found differs from what was pledged, each with the sources of both: `never-registered` (announced, and
/// no registration on record), `deadline-moved`, `deployed-unregistered` (in a mission, and no registration on record),
/// `another-type` and `another-strength`. A delay is not among them: time in a pool is none, and the day of a request is
/// rarely public.
pub fn pledged_and_found(view: &View) -> Table {
    let mut rows = Vec::new();
    for (_, pledge) in view.pledges() {
        let events = view.events_of(&pledge.pledge.id);
        if !pledge.moved_deadlines.is_empty() {
            rows.push(deadline_moved(pledge, &events));
        }
        if !pledge.pledge.kind.is_supply() || view.counted_in(pledge).is_some() {
            continue;
        }
        for lot in pledge.lots.values() {
            rows.extend(lot_found(view.valid(), pledge, lot, &events));
        }
    }
    Table::new("Pledged and found", PLEDGED_AND_FOUND, rows)
}

fn deadline_moved(pledge: &PledgeState, events: &[&Event]) -> Vec<Cell> {
    let first = pledge.moved_deadlines.first().and_then(|moved| moved.before);
    let ids = pledge.moved_deadlines.iter().map(|moved| moved.event.as_str());
    let told: Vec<&Event> = begun(events)
        .into_iter()
        .chain(events.iter().copied().filter(|event| ids.clone().any(|id| id == event.id.as_str())))
        .collect();
    let pledged = first.map_or_else(|| "no day stated".to_owned(), |until| format!("until {until}"));
    let found = pledge.offered_until.map_or_else(String::new, |until| format!("until {until}"));
    let on = pledge.moved_deadlines.last().map(|moved| moved.on);
    let times = u32::try_from(pledge.moved_deadlines.len()).ok();
    difference((pledge, None), "deadline-moved", (pledged, found), (on, times), &told)
}

fn lot_found(valid: Day, pledge: &PledgeState, lot: &LotState, events: &[&Event]) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let units = lot.units().map_or_else(|| "an unknown number of units".to_owned(), in_units);
    let of_word = |word: &str| {
        let about = |event: &&&Event| {
            event.what.word() == word && event.what.named().is_none_or(|named| named.contains(&&lot.lot.id))
        };
        begun(events).into_iter().chain(events.iter().filter(about).copied()).collect::<Vec<&Event>>()
    };
    let pledged = || format!("{units}: {}", lot.lot.described_as);
    // Who has a level in a system is in it, whether or not anybody said when it was registered.
    let in_system = lot.registered.is_some() || !lot.recorded.is_empty() || !lot.possibly.is_empty();
    let on_paper = lot.tally.has(Status::Announced) || lot.tally.has(Status::Offered);
    if !in_system && on_paper {
        let absent = pledge
            .observed_absent
            .iter()
            .map(|(system, day)| format!("not in {system} as observed on {day}"));
        let absent: Vec<String> = absent.collect();
        let found =
            if absent.is_empty() { "no registration on record".to_owned() } else { absent.join("; ") };
        let on = pledge.observed_absent.values().max().copied();
        rows.push(difference(
            (pledge, Some(lot)),
            "never-registered",
            (pledged(), found),
            (on, None),
            &of_word("observed-absent"),
        ));
    }
    let taken_back = |event: &Event| {
        events
            .iter()
            .any(|other| matches!(&other.what, What::Corrected(mended) if mended.corrects == event.id))
    };
    let arrived = events.iter().any(|event| {
        let of_lot = event.what.named().is_none_or(|named| named.contains(&&lot.lot.id));
        let by_then = event.valid.and_then(ImpreciseDay::latest).unwrap_or(event.known.day()) <= valid;
        event.what.word() == "arrived" && of_lot && by_then && !taken_back(event)
    });
    if !in_system && arrived && !lot.missions.is_empty() {
        let missions = lot.missions.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let found = format!("in {missions}, no registration on record");
        rows.push(difference(
            (pledge, Some(lot)),
            "deployed-unregistered",
            (pledged(), found),
            (None, None),
            &of_word("arrived"),
        ));
    }
    if let Some(instead) = &lot.in_place_of {
        let pledged = format!("{}: {}", in_units(instead.units), instead.described_as);
        let found = format!("{units}: {}", lot.lot.described_as);
        let told: Vec<&Event> =
            events.iter().filter(|event| event.id == instead.event).copied().chain(begun(events)).collect();
        rows.push(difference(
            (pledge, Some(lot)),
            "another-type",
            (pledged, found),
            (Some(instead.on), None),
            &told,
        ));
    }
    for file in lot.evidence.iter().chain(&lot.possible_evidence) {
        let Some(performance) = &file.evidence.performance else { continue };
        let (Some(offered), Some(came)) = (&performance.strength_offered, &performance.strength_delivered)
        else {
            continue;
        };
        if offered != came {
            let told: Vec<&Event> = events.iter().filter(|event| event.id == file.event).copied().collect();
            let words = (format!("{offered} persons"), format!("{came} persons in {}", performance.mission));
            rows.push(difference(
                (pledge, Some(lot)),
                "another-strength",
                words,
                (Some(file.on), None),
                &told,
            ));
        }
    }
    rows
}

fn in_units(units: u32) -> String {
    if units == 1 { "1 unit".to_owned() } else { format!("{units} units") }
}

/// The event with which the pledge began.
fn begun<'e>(events: &[&'e Event]) -> Option<&'e Event> {
    events.iter().copied().find(|event| event.what.begun().is_some())
}

fn difference(
    (pledge, lot): (&PledgeState, Option<&LotState>),
    word: &str,
    (pledged, found): (String, String),
    (on, times): (Option<Day>, Option<u32>),
    told: &[&Event],
) -> Vec<Cell> {
    let each = |part: fn(&Source) -> Option<String>| {
        let all = told.iter().flat_map(|event| &event.sources).filter_map(part);
        let mut named: Vec<String> = Vec::new();
        for one in all {
            if !named.contains(&one) {
                named.push(one);
            }
        }
        joined("; ", named)
    };
    vec![
        pledge.pledge.id.as_str().into(),
        lot.map(|lot| lot.lot.id.to_string()).into(),
        pledge.lead().map(|state| state.to_string()).into(),
        word.into(),
        pledged.into(),
        found.into(),
        on.map(|day| day.to_string()).into(),
        times.into(),
        each(|source| Some(source.title.to_string())),
        each(|source| source.reference.as_ref().map(ToString::to_string)),
        each(|source| source.published.map(|published| published.to_string())),
        each(|source| source.grade.map(|grade| grade.to_string())),
        joined(", ", told.iter().map(|event| event.id.to_string())),
    ]
}

fn number(count: usize) -> Cell {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}
