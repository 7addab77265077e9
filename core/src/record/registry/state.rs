//! What a pledge is on a day, as far as the record knows.

use std::collections::BTreeMap;
use std::fmt;

use crate::words::value::{Count, Day, EventId, ImpreciseDay, LevelId, LotId, SchemeId, State, Text};

use super::super::event::Arrival;
use super::super::evidence::Evidence;
use super::super::pledge::{Lot, Pledge};
use super::tally::{Status, Tally};

/// A pledge on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PledgeState {
    /// The pledge as announced; what its lots are now is in `lots`.
    pub pledge: Pledge,
    /// Its lots as they are on that day.
    pub lots: BTreeMap<LotId, LotState>,
    /// Until when it stands, as last stated.
    pub offered_until: Option<ImpreciseDay>,
    /// Earlier such days that were moved.
    pub moved_deadlines: Vec<ImpreciseDay>,
    /// Moves of that day that are known and hold later, or perhaps later; in the order in which they hold.
    pub later_deadlines: Vec<LaterDeadline>,
    /// Levels recorded for units of the pledge, in the order in which they hold.
    pub levels: Vec<RecordedLevel>,
    /// When a source last observed that the pledge was absent from a system.
    pub observed_absent: BTreeMap<SchemeId, Day>,
    /// Why units were withdrawn, as stated.
    pub withdrawal_reasons: Vec<Text>,
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
    /// What has arrived of its moving units; the other part is still to come.
    pub arrived_in_part: Option<Arrival>,
    /// The missions its units are or were in, as sources name them.
    pub missions: Vec<Text>,
    /// What may or may not have happened by that day.
    pub doubts: Vec<NotYet>,
    /// What is known to happen later and changes the status or number of its units, or what they are.
    pub to_come: Vec<NotYet>,
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
    /// Whether it changes what the units are: their type, component, windows or stages.
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
