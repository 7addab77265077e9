//! What changes a lot itself: an amendment, and a split into lots of their own.

use crate::words::document::{Patch, put_in_order_by};
use crate::words::finding::Code;
use crate::words::value::{Count, Figure};

use super::super::event::{Amended, Split};
use super::super::pledge::Lot;
use super::fold::{Fault, no_such_change, scope};
use super::state::{LotState, OnFile, PledgeState, RecordedLevel};
use super::tally::{Status, Tally};
use super::timeline::Stood;

pub(super) fn amend(state: &mut PledgeState, stood: &Stood<'_>, amended: &Amended) -> Result<(), Fault> {
    let lots = [amended.lot.clone()];
    for lot in scope(state, stood, Some(&lots))? {
        if amended.set.units != Patch::Keep {
            // Units of a lot that had none are no more than announced.
            let none = (lot.units() == Some(0)).then_some(Status::Announced);
            let Some(status) = lot.tally.only().or(none) else {
                let message =
                    format!("The units of lot `{}` have several statuses: {}.", amended.lot, lot.tally);
                let help = "Split the lot first, then amend the part that is meant.";
                return Err(stood.fault(Code::EventNotPossible, message, help));
            };
            let before = lot.units();
            lot.tally = Tally::all(status, amended.set.units.value().and_then(Figure::known));
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
        let status = rest
            .tally
            .split_off(units)
            .map_err(|stuck| no_such_change(stood, "split off", &split.lot, stuck, &parent.tally))?;
        let tally = Tally::all(status, Some(units));
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
    Ok(())
}

/// The persons that stay with a lot after a split; Unknown where any of the parts does not say how many it takes.
fn left_over(rest: &Lot, parts: &[Lot]) -> Option<Figure> {
    let known = |lot: &Lot| lot.strength.as_ref().and_then(Figure::known);
    let taken = parts.iter().try_fold(0u32, |sum, part| sum.checked_add(known(part)?))?;
    Count::new(known(rest)?.checked_sub(taken)?).ok().map(Figure::Known)
}
