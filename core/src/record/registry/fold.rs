//! Folding a timeline into what a pledge is, and finding what cannot have happened.

use crate::words::document::{CollectInOrder, Patch};
use crate::words::finding::Code;
use crate::words::value::{Count, Day, Figure, LotId};

use super::super::event::{
    Amended, Arrived, EvidenceRecorded, Extent, LevelRecorded, Moved, Returned, Split, What, Withdrawn,
};
use super::super::pledge::{Lot, Pledge};
use super::state::{Doubt, LotState, OnFile, PledgeState, RecordedLevel};
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

/// From which statuses an event takes units, in the order of preference, and which status it gives them.
/// This is the whole state machine of a unit, as far as the public record needs it.
fn transition(what: &What) -> Option<(&'static [Status], Status)> {
    use Status::{
        Announced, Available, Deployed, Moving, Offered, Reconstituting, Reserved, Suspended, Withdrawn,
    };
    Some(match what {
        What::Offered(_) => (&[Announced], Offered),
        What::Accepted(_) => (&[Offered, Announced], Available),
        What::Arrived(_) => (&[Moving, Reserved, Available, Offered, Announced, Deployed], Deployed),
        What::Returned(_) => (&[Deployed], Reconstituting),
        What::Withdrawn(_) => {
            (&[Announced, Offered, Available, Reserved, Suspended, Reconstituting], Withdrawn)
        }
        _ => return None,
    })
}

/// What the pledge is on a day: the events that hold by then are applied in order; those within whose bounds the
/// day lies become doubts. Faults are collected, and a faulty event is passed over.
pub(crate) fn fold(timeline: &[Stood<'_>], on: Day, faults: &mut Vec<Fault>) -> Option<PledgeState> {
    let mut state: Option<PledgeState> = None;
    for stood in timeline.iter().filter(|stood| stood.from <= on) {
        if let Err(fault) = apply(&mut state, stood) {
            faults.push(fault);
        }
    }
    if let Some(state) = &mut state {
        for stood in
            timeline.iter().filter(|stood| on < stood.from && stood.earliest.is_none_or(|day| day <= on))
        {
            doubt(state, stood);
        }
    }
    state
}

fn apply(state: &mut Option<PledgeState>, stood: &Stood<'_>) -> Result<(), Fault> {
    let fault = |code, message, help| Fault { seq: stood.event.seq, code, message, help };
    let Some(state) = state else {
        if let What::Announced(announced) = stood.what {
            *state = Some(begin(&announced.pledge));
            return Ok(());
        }
        let message =
            format!("`{}` holds from {}, before its pledge is announced.", stood.what.word(), stood.from);
        return Err(fault(
            Code::NotFound,
            message,
            "Record the announcement, with a day no later than this event's.",
        ));
    };
    match stood.what {
        What::Announced(announced) => {
            let message = format!("The pledge `{}` was announced before.", announced.pledge.id);
            return Err(fault(
                Code::EventNotPossible,
                message,
                "Amend it, or announce another pledge under its own id.",
            ));
        }
        What::Offered(Moved { lots, units, .. })
        | What::Accepted(Moved { lots, units, .. })
        | What::Withdrawn(Withdrawn { lots, units, .. })
        | What::Arrived(Arrived { lots, units, .. })
        | What::Returned(Returned { lots, units, .. }) => {
            change_status(state, stood, lots.as_deref(), *units)?
        }
        What::Acknowledged(moved) => drop(scope(state, stood, moved.lots.as_deref())?),
        What::Renewed(moved) => {
            for lot in scope(state, stood, moved.lots.as_deref())? {
                lot.renewed = Some(stood.from);
            }
        }
        What::Amended(amended) => amend(state, stood, amended)?,
        What::Split(split) => split_lot(state, stood, split)?,
        What::EvidenceRecorded(recorded) => record_evidence(state, stood, recorded)?,
        What::LevelRecorded(recorded) => record_level(state, stood, recorded)?,
        What::ObservedAbsent(observed) => {
            state.observed_absent.insert(observed.system.clone(), stood.from);
        }
        What::DeadlineMoved(moved) => {
            state.moved_deadlines.extend(state.offered_until.replace(moved.until));
        }
        What::Commented(_) | What::Corrected(_) => {}
    }
    Ok(())
}

fn begin(pledge: &Pledge) -> PledgeState {
    let lots = pledge.lots.iter().map(|lot| {
        let tally = Tally::all(Status::Announced, lot.units.as_ref().and_then(Figure::known));
        (lot.id.clone(), LotState::new(lot.clone(), tally))
    });
    PledgeState {
        pledge: pledge.clone(),
        lots: lots.collect_map(),
        offered_until: pledge.offered_until,
        moved_deadlines: Vec::new(),
        levels: Vec::new(),
        observed_absent: Default::default(),
        withdrawal_reasons: Vec::new(),
    }
}

impl LotState {
    fn new(lot: Lot, tally: Tally) -> Self {
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
            missions: Vec::new(),
            doubts: Vec::new(),
        }
    }
}

/// The lots an event touches: those it names, or all of the pledge.
fn scope<'s>(
    state: &'s mut PledgeState,
    stood: &Stood<'_>,
    lots: Option<&[LotId]>,
) -> Result<Vec<&'s mut LotState>, Fault> {
    if let Some(missing) = lots.unwrap_or_default().iter().find(|id| !state.lots.contains_key(*id)) {
        let message = format!("The pledge `{}` has no lot `{missing}` on {}.", state.pledge.id, stood.from);
        return Err(Fault {
            seq: stood.event.seq,
            code: Code::NotFound,
            message,
            help: "Name one of its lots.",
        });
    }
    Ok(state.lots.values_mut().filter(|lot| lots.is_none_or(|ids| ids.contains(&lot.lot.id))).collect())
}

fn change_status(
    state: &mut PledgeState,
    stood: &Stood<'_>,
    lots: Option<&[LotId]>,
    units: Extent,
) -> Result<(), Fault> {
    let Some((from, to)) = transition(stood.what) else { return Ok(()) };
    let seq = stood.event.seq;
    let mut touched = scope(state, stood, lots)?;
    let mut changed = false;
    for lot in &mut touched {
        match lot.tally.change(units, from, to) {
            Ok(()) => changed = true,
            // All units of all lots: those that cannot are left as they are, as long as some can.
            Err(_) if lots.is_none() && units == Extent::All => continue,
            Err(stuck) => return Err(no_such_change(seq, stood.what.word(), &lot.lot.id, stuck, &lot.tally)),
        }
        match stood.what {
            What::Accepted(_) => lot.registered = Some(stood.from),
            What::Returned(_) => lot.returned = Some(stood.from),
            What::Arrived(Arrived { mission: Some(mission), .. }) if !lot.missions.contains(mission) => {
                lot.missions.push(mission.clone());
            }
            _ => {}
        }
    }
    if !changed {
        let message =
            format!("No unit of the pledge has a status from which it could be {}.", stood.what.word());
        return Err(Fault { seq, code: Code::EventNotPossible, message, help: "See the pledge's history." });
    }
    if let What::Withdrawn(Withdrawn { reason: Some(reason), .. }) = stood.what {
        state.withdrawal_reasons.push(reason.clone());
    }
    Ok(())
}

fn no_such_change(seq: u32, word: &str, lot: &LotId, stuck: Stuck, tally: &Tally) -> Fault {
    match stuck {
        Stuck::None => Fault {
            seq,
            code: Code::EventNotPossible,
            message: format!("No unit of lot `{lot}` can be {word}: it has {tally}."),
            help: "See the pledge's history.",
        },
        Stuck::Only(there) => Fault {
            seq,
            code: Code::UnitsNotConserved,
            message: format!("Of lot `{lot}` only {there} can be {word}: it has {tally}."),
            help: "Lower the number, or record first what brought the other units there.",
        },
    }
}

fn amend(state: &mut PledgeState, stood: &Stood<'_>, amended: &Amended) -> Result<(), Fault> {
    let lots = [amended.lot.clone()];
    for lot in scope(state, stood, Some(&lots))? {
        if amended.set.units != Patch::Keep {
            let Some(status) = lot.tally.only() else {
                let message =
                    format!("The units of lot `{}` have several statuses: {}.", amended.lot, lot.tally);
                let help = "Split the lot first, then amend the part that is meant.";
                return Err(Fault { seq: stood.event.seq, code: Code::EventNotPossible, message, help });
            };
            let units = amended.set.units.value().and_then(Figure::known);
            lot.tally = Tally::all(status, units);
        }
        lot.lot.amend(&amended.set);
    }
    Ok(())
}

fn split_lot(state: &mut PledgeState, stood: &Stood<'_>, split: &Split) -> Result<(), Fault> {
    let fault = |code, message, help| Fault { seq: stood.event.seq, code, message, help };
    if let Some(there) = split.into.iter().find(|lot| state.lots.contains_key(&lot.id)) {
        let message = format!("The pledge has a lot `{}` already.", there.id);
        return Err(fault(Code::DuplicateId, message, "Give the new lot its own id."));
    }
    let Some(parent) = state.lots.get_mut(&split.lot) else {
        let message = format!("The pledge has no lot `{}` on {}.", split.lot, stood.from);
        return Err(fault(Code::NotFound, message, "Name one of its lots."));
    };
    let mut rest = parent.clone();
    let mut parts = Vec::new();
    for lot in &split.into {
        let Some(units) = lot.units.as_ref().and_then(Figure::known) else {
            let message = format!("The new lot `{}` does not say how many units it has.", lot.id);
            return Err(fault(
                Code::EventNotPossible,
                message,
                "Units are conserved by a split: give the number.",
            ));
        };
        let status = rest.tally.split_off(units).map_err(|stuck| {
            no_such_change(stood.event.seq, "split off", &split.lot, stuck, &parent.tally)
        })?;
        let tally = Tally::all(status, Some(units));
        let mut part = lot.clone();
        part.inherit(&parent.lot);
        parts.push((lot.id.clone(), LotState { lot: part, tally, ..parent.clone() }));
    }
    rest.lot.forget_counts();
    rest.lot.strength = left_over(&rest.lot, &split.into);
    rest.lot.units = rest.tally.total().and_then(|units| Count::new(units).ok()).map(Figure::Known);
    *parent = rest;
    state.lots.extend(parts);
    Ok(())
}

/// The persons that stay with a lot after a split; Unknown where any of the parts does not say how many it takes.
fn left_over(rest: &Lot, parts: &[Lot]) -> Option<Figure> {
    let known = |lot: &Lot| lot.strength.as_ref().and_then(Figure::known);
    let taken = parts.iter().try_fold(0u32, |sum, part| sum.checked_add(known(part)?))?;
    Count::new(known(rest)?.checked_sub(taken)?).ok().map(Figure::Known)
}

/// Whether an event is about every unit in its scope, and of how many units the scope consists.
fn covers(touched: &[&mut LotState], units: Option<Extent>) -> (bool, Option<u32>) {
    let total = touched.iter().map(|lot| lot.units()).try_fold(0u32, |sum, units| sum.checked_add(units?));
    let all = match units {
        Some(Extent::All) => true,
        Some(Extent::Of(count)) => total == Some(count.get()),
        None => false,
    };
    (all, total)
}

fn record_level(state: &mut PledgeState, stood: &Stood<'_>, recorded: &LevelRecorded) -> Result<(), Fault> {
    let touched = scope(state, stood, recorded.lots.as_deref())?;
    let (all, of) = covers(&touched, recorded.units);
    check_number(stood, recorded.units, of)?;
    let units = match recorded.units {
        Some(Extent::Of(count)) => Some(count.get()),
        Some(Extent::All) => of,
        None => None,
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
    let on_file =
        OnFile { evidence: recorded.evidence.clone(), on: stood.from, units, event: stood.event.id.clone() };
    for lot in touched {
        if all { &mut lot.evidence } else { &mut lot.possible_evidence }.push(on_file.clone());
    }
    Ok(())
}

/// A number of units must not be larger than the scope, where the scope is counted.
fn check_number(stood: &Stood<'_>, units: Option<Extent>, of: Option<u32>) -> Result<(), Fault> {
    match (units, of) {
        (Some(Extent::Of(count)), Some(of)) if count.get() > of => Err(Fault {
            seq: stood.event.seq,
            code: Code::UnitsNotConserved,
            message: format!("It speaks of {count} units; there are {of}."),
            help: "Lower the number, or name more lots.",
        }),
        _ => Ok(()),
    }
}

/// Notes on every lot in its scope that an event may or may not hold yet.
fn doubt(state: &mut PledgeState, stood: &Stood<'_>) {
    let lots = match stood.what {
        What::Offered(moved) | What::Accepted(moved) | What::Renewed(moved) => &moved.lots,
        What::Withdrawn(withdrawn) => &withdrawn.lots,
        What::Arrived(arrived) => &arrived.lots,
        What::Returned(returned) => &returned.lots,
        What::EvidenceRecorded(recorded) => &recorded.lots,
        What::LevelRecorded(recorded) => &recorded.lots,
        // What does not change status, level or evidence leaves no doubt about them.
        _ => return,
    };
    let level = match stood.what {
        What::LevelRecorded(recorded) => Some((recorded.scheme.clone(), recorded.level.clone())),
        _ => None,
    };
    let doubt = Doubt {
        event: stood.event.id.clone(),
        what: stood.what.word(),
        status: transition(stood.what).map(|(_, to)| to),
        level,
        earliest: stood.earliest,
        from: stood.from,
    };
    for lot in state.lots.values_mut() {
        if lots.as_ref().is_none_or(|ids| ids.contains(&lot.lot.id)) {
            lot.doubts.push(doubt.clone());
        }
    }
}
