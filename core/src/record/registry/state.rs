//! What a pledge is on a day, as far as the record knows.

use std::collections::BTreeMap;
use std::fmt;

use crate::words::value::{
    Count, Day, EventId, ImpreciseDay, LevelId, LotId, SchemeId, State, Text, UnitTypeId,
};

use super::super::event::{Answer, ConsultationOpened, Extent, MouKind, MouProgress};
use super::super::evidence::Evidence;
use super::super::pledge::{Lot, Pledge};
use super::tally::{Status, Tally};

/// A pledge on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PledgeState {
    /// The pledge as announced; what its lots are now is in `lots`. Its contributors are those of the day: who agreed to a
    /// part, or fell away from one, stands there once more with that part alone.
    pub pledge: Pledge,
    /// Whether it was offered without having been asked for or announced.
    pub unsolicited: bool,
    /// Its lots as they are on that day.
    pub lots: BTreeMap<LotId, LotState>,
    /// Until when it stands, as last stated.
    pub offered_until: Option<ImpreciseDay>,
    /// Every move of that day, in the order in which they hold: how often it slipped, and from when to when.
    pub moved_deadlines: Vec<MovedDeadline>,
    /// Moves of that day that are known and hold later, or perhaps later; in the order in which they hold.
    pub later_deadlines: Vec<LaterDeadline>,
    /// Levels recorded for units of the pledge, in the order in which they hold.
    pub levels: Vec<RecordedLevel>,
    /// When a source last observed that the pledge was absent from a system.
    pub observed_absent: BTreeMap<SchemeId, Day>,
    /// Why units were withdrawn, as stated.
    pub withdrawal_reasons: Vec<Text>,
    /// Why a State fell away from its part, as stated.
    pub fell_away: Vec<(State, Text)>,
    /// What its States were asked, and what they answered; in the order in which that holds.
    pub consultations: Vec<Consultation>,
    /// Events on which sources differ, as long as no correction has settled it.
    pub contradictions: Vec<Contradiction>,
    /// Remarks on the pledge, those of its States among them, in the order in which they hold.
    pub comments: Vec<Comment>,
}

/// A move of the day until which a pledge stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedDeadline {
    /// Until when the pledge stood before; absent: that was not stated.
    pub before: Option<ImpreciseDay>,
    /// Until when it stands from then on.
    pub until: ImpreciseDay,
    /// The day from which the move holds.
    pub on: Day,
    /// Why, as stated.
    pub reason: Option<Text>,
    /// The event that says so.
    pub event: EventId,
}

/// A State is asked about units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    /// The event that opened it.
    pub id: EventId,
    /// What is asked.
    pub opened: ConsultationOpened,
    /// The first day on which it may have been asked; `None`: Unknown.
    pub earliest: Option<Day>,
    /// Since when.
    pub on: Day,
    /// What was answered so far.
    pub replies: Vec<Reply>,
}

/// What a State answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The event that says so.
    pub event: EventId,
    /// The answer.
    pub answer: Answer,
    /// For which lots; `None`: for those asked about.
    pub lots: Option<Vec<LotId>>,
    /// For how many units; `None`: for those asked about.
    pub units: Option<Extent>,
    /// On which conditions; `None`: not stated.
    pub conditions: Option<Vec<Text>>,
    /// The day from which it holds.
    pub on: Day,
}

/// An event on which sources differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The event that says otherwise.
    pub event: EventId,
    /// The event on which they differ.
    pub contradicts: EventId,
    /// What that event says happened.
    pub what: &'static str,
    /// The lots that event is about; `None`: all of the pledge.
    pub lots: Option<Vec<LotId>>,
    /// What the other source says.
    pub says: Text,
    /// The day from which that holds.
    pub on: Day,
}

/// A remark on a pledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The event that says so.
    pub event: EventId,
    /// The State that makes it; `None`: it is by nobody's State.
    pub by: Option<State>,
    /// The event that it is about; `None`: the pledge.
    pub about: Option<EventId>,
    /// The remark.
    pub text: Text,
    /// The day from which it holds.
    pub on: Day,
}

/// A lot on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotState {
    /// What it is.
    pub lot: Lot,
    /// Its units by status.
    pub tally: Tally,
    /// The level recorded for all its units, by scheme.
    pub recorded: BTreeMap<SchemeId, RecordedLevel>,
    /// Levels recorded for some units of the pledge, where it is Unknown whether these are among them.
    pub possibly: Vec<RecordedLevel>,
    /// Evidence on file for all its units.
    pub evidence: Vec<OnFile>,
    /// Evidence on file for some units of the pledge, where it is Unknown whether these are among them.
    pub possible_evidence: Vec<OnFile>,
    /// The day from which its first registration holds; units registered later do not make the others newer.
    pub registered: Option<Day>,
    /// The day from which the last renewal of all its units holds.
    pub renewed: Option<Day>,
    /// The day from which the last return of units from a mission holds.
    pub returned: Option<Day>,
    /// The first day on which that return may have held; `None`: Unknown, or none is on record.
    pub returned_from: Option<Day>,
    /// The days from which all returns of units from missions hold, in that order.
    pub returns: Vec<Day>,
    /// What it was reserved and selected for, as long as any of its units is.
    pub reservations: Vec<Reservation>,
    /// How far its memoranda and letters have come, in the order in which that holds.
    pub agreements: Vec<Agreement>,
    /// By when its units that are being made ready again are to be ready, where that is stated.
    pub ready_by: Option<ImpreciseDay>,
    /// Why its units are suspended, as last stated.
    pub suspended_because: Option<Text>,
    /// Why units of it lapsed, as last stated.
    pub lapsed_because: Option<Text>,
    /// What was pledged, where its units come in the place of others.
    pub in_place_of: Option<Substitution>,
    /// The missions its units are or were in, as sources name them.
    pub missions: Vec<Text>,
    /// What may or may not have happened by that day.
    pub doubts: Vec<NotYet>,
    /// What is known to happen later and changes the status or number of its units, or what they are.
    pub to_come: Vec<NotYet>,
}

/// What units were reserved or selected for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// The event that says so.
    pub event: EventId,
    /// Whether they were selected, not only reserved.
    pub selected: bool,
    /// How many.
    pub units: Extent,
    /// The mission, as the source names it.
    pub mission: Option<Text>,
    /// The day from which it holds.
    pub on: Day,
    /// Until when they are to be held.
    pub until: Option<ImpreciseDay>,
}

/// A step of a memorandum of understanding or a letter of assist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The event that says so.
    pub event: EventId,
    /// The instrument; `None`: not stated.
    pub kind: Option<MouKind>,
    /// How far it has come.
    pub step: MouProgress,
    /// The mission, as the source names it.
    pub mission: Option<Text>,
    /// The day from which it holds.
    pub on: Day,
}

/// What was pledged where other units come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// The event that says so.
    pub event: EventId,
    /// The lot that was pledged.
    pub lot: LotId,
    /// Its unit type; `None`: not stated.
    pub unit_type: Option<UnitTypeId>,
    /// How it was described.
    pub described_as: Text,
    /// How many units are replaced.
    pub units: u32,
    /// The day from which that holds.
    pub on: Day,
    /// Why, as stated.
    pub reason: Option<Text>,
}

/// A level that the system's owner recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedLevel {
    /// The scheme.
    pub scheme: SchemeId,
    /// The level.
    pub level: LevelId,
    /// For how many units; `None`: not stated.
    pub units: Option<u32>,
    /// Of how many; `None`: Unknown.
    pub of: Option<u32>,
    /// The day from which it holds.
    pub since: Day,
    /// The event that says so.
    pub event: EventId,
}

/// Evidence with the day it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnFile {
    /// The evidence.
    pub evidence: Evidence,
    /// The first day on which it may have taken place; `None`: Unknown.
    pub earliest: Option<Day>,
    /// The day from which it holds.
    pub on: Day,
    /// For how many units; `None`: all, or not stated.
    pub units: Option<Count>,
    /// The event that says so.
    pub event: EventId,
}

/// An event that is known and does not hold yet on the day, or perhaps not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotYet {
    /// The event.
    pub event: EventId,
    /// What happens.
    pub what: &'static str,
    /// The status it gives to units; absent: it is about something else.
    pub status: Option<Status>,
    /// The level it records; absent: it is about something else.
    pub level: Option<(SchemeId, LevelId)>,
    /// Whether it changes what the units are (their type, component, windows or stages) or who stands behind them.
    pub amends: bool,
    /// The units of the lot by status after it, those included that became lots of their own meanwhile.
    pub then: Tally,
    /// Since when it may hold; `None`: Unknown.
    pub earliest: Option<Day>,
    /// From when it holds.
    pub from: Day,
}

/// A move of the day until which a pledge stands, which does not hold yet, or perhaps not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaterDeadline {
    /// The event.
    pub event: EventId,
    /// Until when the pledge stands from then on.
    pub until: ImpreciseDay,
    /// Since when that may hold; `None`: Unknown.
    pub earliest: Option<Day>,
    /// From when it holds.
    pub from: Day,
}

impl fmt::Display for NotYet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, from) = (self.what.replace('-', " "), self.from);
        match self.earliest {
            Some(earliest) if earliest == from => write!(f, "{what} on {from}")?,
            Some(earliest) => write!(f, "{what} some day from {earliest} to {from}")?,
            None => write!(f, "{what} some day to {from}")?,
        }
        write!(f, " (event `{}`)", self.event)
    }
}

impl PledgeState {
    /// The State that answers for the pledge.
    pub fn lead(&self) -> Option<State> {
        self.pledge.lead()
    }
}

impl LotState {
    /// The number of units in all statuses; `None` where it is Unknown.
    pub fn units(&self) -> Option<u32> {
        self.tally.total()
    }
}
