//! What changes a lot itself: an amendment, and a split into lots of their own.

use crate::words::document::{Patch, put_in_order_by};
use crate::words::finding::Code;
use crate::words::value::{Count, Figure};

use super::super::event::{Amended, Split, Substituted};
use super::super::pledge::Lot;
use super::fold::{Fault, no_such_change, scope};
use super::machine::Phase;
use super::state::{LotState, OnFile, PledgeState, RecordedLevel, Substitution};
use super::tally::Tally;
use super::timeline::Stood;

pub(super) fn amend(state: &mut PledgeState, stood: &Stood<'_>, amended: &Amended) -> Result<(), Fault> {
    let lots = [amended.lot.clone()];
    for lot in scope(state, stood, Some(&lots))? {
        if amended.set.units != Patch::Keep {
            // Units of a lot that had none are no more than announced.
            let none = (lot.units() == Some(0)).then_some(Phase::Announced);
            let Some(phase) = lot.tally.only_phase().or(none) else {
                let message =
                    format!("The units of lot `{}` have several statuses: {}.", amended.lot, lot.tally);
                let help = "Split the lot first, then amend the part that is meant.";
                return Err(stood.fault(Code::EventNotPossible, message, help));
            };
            let before = lot.units();
            lot.tally = Tally::all(phase, amended.set.units.value().and_then(Figure::known));
            if let Some(before) = before
                && lot.units().is_none_or(|now| before < now)
            {
                unsettle(lot, before);
            }
        }
        lot.lot.amend(&amended.set);
    }
    Ok(())
}

/// Units came to the `before` ones that a lot had: what was recorded for all of those is from now on recorded for
/// some.
fn unsettle(lot: &mut LotState, before: u32) {
    let now = lot.units();
    let more = now.and_then(|now| now.checked_sub(before));
    let levels = std::mem::take(&mut lot.recorded).into_values().map(|level| {
        let of = level.of.zip(more).and_then(|(of, more)| of.checked_add(more));
        RecordedLevel { of, ..level }
    });
    lot.possibly.extend(levels);
    put_in_order_by(&mut lot.possibly, |a, b| a.since.cmp(&b.since));
    let evidence = std::mem::take(&mut lot.evidence).into_iter();
    let units = Count::new(before).ok();
    lot.possible_evidence
        .extend(evidence.map(|on_file| OnFile { units: on_file.units.or(units), ..on_file }));
    put_in_order_by(&mut lot.possible_evidence, |a, b| a.on.cmp(&b.on));
}

pub(super) fn split_lot(state: &mut PledgeState, stood: &Stood<'_>, split: &Split) -> Result<(), Fault> {
    if let Some(there) = split.into.iter().find(|lot| state.lots.contains_key(&lot.id)) {
        let message = format!("The pledge has a lot `{}` already.", there.id);
        return Err(stood.fault(Code::DuplicateId, message, "Give the new lot its own id."));
    }
    let Some(parent) = state.lots.get_mut(&split.lot) else {
        let message = format!("The pledge has no lot `{}` on {}.", split.lot, stood.from);
        return Err(stood.fault(Code::NotFound, message, "Name one of its lots."));
    };
    let mut rest = parent.clone();
    let mut parts = Vec::new();
    for lot in &split.into {
        let Some(units) = lot.units.as_ref().and_then(Figure::known) else {
            let message = format!("The new lot `{}` does not say how many units it has.", lot.id);
            let help = "Units are conserved by a split: give the number.";
            return Err(stood.fault(Code::EventNotPossible, message, help));
        };
        let phase = rest
            .tally
            .split_off(units)
            .map_err(|stuck| no_such_change(stood, "split off", &split.lot, stuck, &parent.tally))?;
        let tally = Tally::all(phase, Some(units));
        let mut part = lot.clone();
        part.inherit(&parent.lot);
        parts.push((lot.id.clone(), LotState { lot: part, tally, ..parent.clone() }));
    }
    rest.lot.forget_counts();
    rest.lot.strength = left_over(&rest.lot, &split.into);
    rest.lot.units = rest.tally.total().and_then(|units| Count::new(units).ok()).map(Figure::Known);
    // Where every unit became part of a new lot, there is no old one.
    if rest.units() == Some(0) && !split.into.is_empty() {
        state.lots.remove(&split.lot);
    } else {
        *parent = rest;
    }
    state.lots.extend(parts);
    // What a State was asked and answered about the lot, it was asked and answered about its parts.
    for asked in &mut state.consultations {
        let replies = asked.replies.iter_mut().filter_map(|reply| reply.lots.as_mut());
        for lots in asked.opened.lots.iter_mut().chain(replies).filter(|lots| lots.contains(&split.lot)) {
            lots.extend(split.into.iter().map(|lot| lot.id.clone()));
        }
    }
    Ok(())
}

/// The persons that stay with a lot after a split; Unknown where any of the parts does not say how many it takes.
fn left_over(rest: &Lot, parts: &[Lot]) -> Option<Figure> {
    let known = |lot: &Lot| lot.strength.as_ref().and_then(Figure::known);
    let taken = parts.iter().try_fold(0u32, |sum, part| sum.checked_add(known(part)?))?;
    Count::new(known(rest)?.checked_sub(taken)?).ok().map(Figure::Known)
}

/// Units of another type come in the place of some of a lot, one for one.
pub(super) fn substitute(
    state: &mut PledgeState,
    stood: &Stood<'_>,
    substituted: &Substituted,
) -> Result<(), Fault> {
    let Substituted { pledge, lot, by, reason } = substituted;
    let before = state.lots.get(lot).map(|lot| lot.lot.clone());
    let split = Split { pledge: pledge.clone(), lot: lot.clone(), into: vec![Lot::clone(by)] };
    split_lot(state, stood, &split)?;
    if let (Some(before), Some(new)) = (before, state.lots.get_mut(&by.id)) {
        let in_place_of = Substitution {
            event: stood.event.id.clone(),
            lot: lot.clone(),
            unit_type: before.unit_type,
            described_as: before.described_as,
            units: new.units().unwrap_or_default(),
            on: stood.from,
            reason: reason.clone(),
        };
        // What is on record about units of the other type says nothing about these, but where they are.
        let kept = LotState::new(Lot::clone(by), new.tally.clone());
        let LotState { registered, returned, returns, returned_from, missions, .. } = new.clone();
        let LotState { reservations, ready_by, suspended_because, .. } = new.clone();
        let in_place_of = Some(in_place_of);
        *new = LotState {
            registered,
            returned,
            returns,
            returned_from,
            missions,
            reservations,
            ready_by,
            suspended_because,
            in_place_of,
            ..kept
        };
    }
    Ok(())
}
