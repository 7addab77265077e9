//! Folding a timeline into what a pledge is, and finding what cannot have happened.

use crate::words::document::CollectInOrder;
use crate::words::finding::Code;
use crate::words::value::{Day, Figure, LotId};

use super::super::event::{
    Announced, Arrived, EvidenceRecorded, Extent, LevelRecorded, Moved, ReHatted, Reserved, Selected, SetOut,
    What, Withdrawn,
};
use super::super::pledge::{Lot, Pledge};
use super::ahead::look_ahead;
use super::machine::{Phase, steps};
use super::parties::{agree, consult, differ, fall_away, note};
use super::reshape::{amend, split_lot, substitute};
use super::state::{Agreement, LotState, MovedDeadline, OnFile, PledgeState, RecordedLevel, Reservation};
use super::tally::{Status, Stuck, Tally};
use super::timeline::Stood;

/// An event that cannot have happened in the place where the record has it.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) seq: u32,
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

/// What the pledge is on a day: the events that hold by then are applied in order; of what is known and holds later,
/// or perhaps later, it keeps what it changes. Faults are collected, and a faulty event is passed over.
pub(crate) fn fold(timeline: &[Stood<'_>], on: Day, faults: &mut Vec<Fault>) -> Option<PledgeState> {
    let mut state: Option<PledgeState> = None;
    let (by_then, later) = timeline.split_at(timeline.partition_point(|stood| stood.from <= on));
    for stood in by_then {
        if let Err(fault) = begin_or_apply(&mut state, stood) {
            faults.push(fault);
        }
    }
    if let Some(state) = &mut state {
        differ(state, by_then);
        look_ahead(state, later, on);
    }
    state
}

pub(super) fn begin_or_apply(state: &mut Option<PledgeState>, stood: &Stood<'_>) -> Result<(), Fault> {
    match (&mut *state, stood.what) {
        (Some(state), _) => apply(state, stood),
        (None, What::Announced(Announced { pledge })) => {
            *state = Some(begin(pledge, Phase::Announced));
            Ok(())
        }
        (None, What::UnsolicitedOffer(Announced { pledge })) => {
            *state = Some(begin(pledge, Phase::Offered));
            Ok(())
        }
        (None, what) => {
            let message =
                format!("`{}` holds from {}, before its pledge is announced.", what.word(), stood.from);
            let help = "Record the announcement, with a day no later than this event's.";
            Err(stood.fault(Code::NotFound, message, help))
        }
    }
}

/// Applies an event to what the pledge is before it.
pub(super) fn apply(state: &mut PledgeState, stood: &Stood<'_>) -> Result<(), Fault> {
    match stood.what {
        What::Announced(Announced { pledge }) | What::UnsolicitedOffer(Announced { pledge }) => {
            let message = format!("The pledge `{}` began before.", pledge.id);
            let help = "Amend it, or begin another pledge under its own id.";
            return Err(stood.fault(Code::EventNotPossible, message, help));
        }
        What::Acknowledged(moved) => {
            let (_, of) = covers(&scope(state, stood, moved.lots.as_deref())?, Some(moved.units));
            check_number(stood, Some(moved.units), of)?;
        }
        What::Renewed(moved) => renew(state, stood, moved)?,
        What::Amended(amended) => amend(state, stood, amended)?,
        What::Split(split) => split_lot(state, stood, split)?,
        What::Substituted(substituted) => substitute(state, stood, substituted)?,
        What::EvidenceRecorded(recorded) => record_evidence(state, stood, recorded)?,
        What::LevelRecorded(recorded) => record_level(state, stood, recorded)?,
        What::MouStep(step) => {
            let agreement = Agreement {
                event: stood.event.id.clone(),
                kind: step.instrument,
                step: step.step,
                mission: step.mission.clone(),
                on: stood.from,
            };
            for lot in scope(state, stood, step.lots.as_deref())? {
                lot.agreements.push(agreement.clone());
            }
        }
        What::PartAgreed(part) => agree(state, stood, part)?,
        What::PartFellAway(part) => fall_away(state, stood, part)?,
        What::ObservedAbsent(observed) => {
            state.observed_absent.insert(observed.system.clone(), stood.from);
        }
        What::DeadlineMoved(moved) => state.moved_deadlines.push(MovedDeadline {
            before: state.offered_until.replace(moved.until),
            until: moved.until,
            on: stood.from,
            reason: moved.reason.clone(),
            event: stood.event.id.clone(),
        }),
        What::ConsultationOpened(_) | What::ConsultationAnswered(_) => consult(state, stood)?,
        What::Contradicted(_) | What::Commented(_) => note(state, stood),
        What::Corrected(_) => {}
        what => {
            if let Some((lots, Some(units))) = what.of_units() {
                change_status(state, stood, lots, units)?;
            }
        }
    }
    Ok(())
}

fn begin(pledge: &Pledge, phase: Phase) -> PledgeState {
    let lots = pledge.lots.iter().map(|lot| {
        let tally = Tally::all(phase, lot.units.as_ref().and_then(Figure::known));
        (lot.id.clone(), LotState::new(lot.clone(), tally))
    });
    PledgeState {
        pledge: pledge.clone(),
        unsolicited: phase == Phase::Offered,
        lots: lots.collect_map(),
        offered_until: pledge.offered_until,
        moved_deadlines: Vec::new(),
        later_deadlines: Vec::new(),
        levels: Vec::new(),
        observed_absent: Default::default(),
        withdrawal_reasons: Vec::new(),
        fell_away: Vec::new(),
        consultations: Vec::new(),
        contradictions: Vec::new(),
        comments: Vec::new(),
    }
}

impl LotState {
    pub(super) fn new(lot: Lot, tally: Tally) -> Self {
        Self {
            lot,
            tally,
            recorded: Default::default(),
            possibly: Vec::new(),
            evidence: Vec::new(),
            possible_evidence: Vec::new(),
            registered: None,
            renewed: None,
            returned: None,
            returns: Vec::new(),
            returned_from: None,
            reservations: Vec::new(),
            agreements: Vec::new(),
            ready_by: None,
            suspended_because: None,
            lapsed_because: None,
            in_place_of: None,
            missions: Vec::new(),
            doubts: Vec::new(),
            to_come: Vec::new(),
        }
    }
}

impl Stood<'_> {
    /// Says that this event cannot have happened.
    pub(super) fn fault(&self, code: Code, message: String, help: &'static str) -> Fault {
        Fault { seq: self.event.seq, code, message, help }
    }
}

/// The lots an event touches: those it names, or all of the pledge.
pub(super) fn scope<'s>(
    state: &'s mut PledgeState,
    stood: &Stood<'_>,
    lots: Option<&[LotId]>,
) -> Result<Vec<&'s mut LotState>, Fault> {
    if let Some(missing) = lots.unwrap_or_default().iter().find(|id| !state.lots.contains_key(*id)) {
        let message = format!("The pledge `{}` has no lot `{missing}` on {}.", state.pledge.id, stood.from);
        return Err(stood.fault(Code::NotFound, message, "Name one of its lots."));
    }
    Ok(state.lots.values_mut().filter(|lot| lots.is_none_or(|ids| ids.contains(&lot.lot.id))).collect())
}

fn change_status(
    state: &mut PledgeState,
    stood: &Stood<'_>,
    lots: Option<&[LotId]>,
    units: Extent,
) -> Result<(), Fault> {
    let mut touched = scope(state, stood, lots)?;
    let mut changed = false;
    for lot in &mut touched {
        let steps = steps(stood.what, lot.registered.is_some());
        match lot.tally.change(units, &steps) {
            Ok(()) => changed = true,
            // All units of all lots: those that cannot are left as they are, as long as some can.
            Err(_) if lots.is_none() && units == Extent::All => continue,
            Err(stuck) => {
                return Err(no_such_change(stood, stood.what.word(), &lot.lot.id, stuck, &lot.tally));
            }
        }
        remember(lot, stood, units);
    }
    if !changed {
        let message =
            format!("No unit of the pledge has a status from which it could be {}.", stood.what.word());
        return Err(stood.fault(Code::EventNotPossible, message, "See the pledge's history."));
    }
    if let What::Withdrawn(Withdrawn { reason: Some(reason), .. }) = stood.what {
        state.withdrawal_reasons.push(reason.clone());
    }
    Ok(())
}

/// What an event says of a lot beside the status that it gives to its units.
fn remember(lot: &mut LotState, stood: &Stood<'_>, units: Extent) {
    match stood.what {
        What::Accepted(_) => lot.registered = lot.registered.or(Some(stood.from)),
        What::Returned(_) => {
            lot.returned = Some(stood.from);
            lot.returns.push(stood.from);
            // A return behind another was not before it.
            lot.returned_from = lot.returned_from.max(stood.earliest);
        }
        What::Arrived(Arrived { mission: Some(mission), .. })
        | What::Moving(SetOut { mission: Some(mission), .. })
        | What::ReHatted(ReHatted { mission, .. })
            if !lot.missions.contains(mission) =>
        {
            lot.missions.push(mission.clone());
        }
        What::Reserved(Reserved { mission, .. }) | What::Selected(Selected { mission, .. }) => {
            let until = match stood.what {
                What::Reserved(reserved) => reserved.until,
                _ => None,
            };
            lot.reservations.push(Reservation {
                event: stood.event.id.clone(),
                selected: matches!(stood.what, What::Selected(_)),
                units,
                mission: mission.clone(),
                on: stood.from,
                until,
            });
        }
        What::Suspended(suspended) => lot.suspended_because.clone_from(&suspended.reason),
        What::Reconstituting(reconstituting) => lot.ready_by = reconstituting.ready_by,
        What::Lapsed(lapsed) => lot.lapsed_because.clone_from(&lapsed.reason),
        _ => {}
    }
    // What was said of units in a status is over with the last of them.
    if !lot.tally.has(Status::Reserved) {
        lot.reservations.clear();
    }
    if !lot.tally.has(Status::Reconstituting) {
        lot.ready_by = None;
    }
    if !lot.tally.has(Status::Suspended) {
        lot.suspended_because = None;
    }
    if !lot.tally.has(Status::Lapsed) {
        lot.lapsed_because = None;
    }
}

pub(super) fn no_such_change(
    stood: &Stood<'_>,
    word: &str,
    lot: &LotId,
    stuck: Stuck,
    tally: &Tally,
) -> Fault {
    match stuck {
        Stuck::None => stood.fault(
            Code::EventNotPossible,
            format!("No unit of lot `{lot}` can be {word}: it has {tally}."),
            "See the pledge's history.",
        ),
        Stuck::Only(there) => stood.fault(
            Code::UnitsNotConserved,
            format!("Of lot `{lot}` only {there} can be {word}: it has {tally}."),
            "Lower the number, or record first what brought the other units there.",
        ),
    }
}

/// A renewal is of all units of a lot: nobody could say which of them a renewal of some is of.
fn renew(state: &mut PledgeState, stood: &Stood<'_>, moved: &Moved) -> Result<(), Fault> {
    let touched = scope(state, stood, moved.lots.as_deref())?;
    let (all, of) = covers(&touched, Some(moved.units));
    check_number(stood, Some(moved.units), of)?;
    if !all {
        let message = "It renews some units of a lot, and does not say which.".to_owned();
        let help = "Split the lot first, then renew the part that is meant.";
        return Err(stood.fault(Code::EventNotPossible, message, help));
    }
    touched.into_iter().for_each(|lot| lot.renewed = Some(stood.from));
    Ok(())
}

/// Whether an event is about every unit in its scope, and of how many units the scope consists.
fn covers(touched: &[&mut LotState], units: Option<Extent>) -> (bool, Option<u32>) {
    let total = touched.iter().map(|lot| lot.units()).try_fold(0u32, |sum, units| sum.checked_add(units?));
    let all = match units {
        Some(Extent::All) => true,
        Some(Extent::Of(count)) => total == Some(count.get()),
        // Of a single unit there are no others.
        None => total == Some(1),
    };
    (all, total)
}

fn record_level(state: &mut PledgeState, stood: &Stood<'_>, recorded: &LevelRecorded) -> Result<(), Fault> {
    let touched = scope(state, stood, recorded.lots.as_deref())?;
    let (all, of) = covers(&touched, recorded.units);
    check_number(stood, recorded.units, of)?;
    let units = match recorded.units {
        Some(Extent::Of(count)) => Some(count.get()),
        _ if all => of,
        _ => None,
    };
    let level = RecordedLevel {
        scheme: recorded.scheme.clone(),
        level: recorded.level.clone(),
        units,
        of,
        since: stood.from,
        event: stood.event.id.clone(),
    };
    for lot in touched {
        if all {
            lot.possibly.retain(|possible| possible.scheme != recorded.scheme);
            lot.recorded.insert(recorded.scheme.clone(), level.clone());
        } else {
            lot.possibly.push(level.clone());
        }
    }
    state.levels.push(level);
    Ok(())
}

fn record_evidence(
    state: &mut PledgeState,
    stood: &Stood<'_>,
    recorded: &EvidenceRecorded,
) -> Result<(), Fault> {
    let touched = scope(state, stood, recorded.lots.as_deref())?;
    let (all, of) = covers(&touched, recorded.units);
    check_number(stood, recorded.units, of)?;
    let units = match recorded.units {
        Some(Extent::Of(count)) => Some(count),
        _ => None,
    };
    let on_file = OnFile {
        evidence: recorded.evidence.clone(),
        earliest: stood.earliest,
        on: stood.from,
        units,
        event: stood.event.id.clone(),
    };
    for lot in touched {
        if all { &mut lot.evidence } else { &mut lot.possible_evidence }.push(on_file.clone());
    }
    Ok(())
}

/// A number of units must not be larger than the scope, where the scope is counted.
fn check_number(stood: &Stood<'_>, units: Option<Extent>, of: Option<u32>) -> Result<(), Fault> {
    match (units, of) {
        (Some(Extent::Of(count)), Some(of)) if count.get() > of => Err(stood.fault(
            Code::UnitsNotConserved,
            format!("It speaks of {count} units; there are {of}."),
            "Lower the number, or name more lots.",
        )),
        _ => Ok(()),
    }
}
