//! What is known and does not hold yet: what may hold already on the day asked for, and what is to come.

use std::collections::BTreeMap;

use crate::words::value::{Day, LotId};

use super::super::event::What;
use super::super::pledge::Lot;
use super::fold::apply;
use super::machine::leads_to;
use super::state::{LaterDeadline, NotYet, PledgeState};
use super::tally::Tally;
use super::timeline::Stood;

/// Notes on a pledge, as it is on a day, the known events that hold after it. They are applied to a copy, so that
/// each lot is told what becomes of its units; of a record that is sound none fails.
pub(super) fn look_ahead(state: &mut PledgeState, later: &[Stood<'_>], on: Day) {
    if later.is_empty() {
        return;
    }
    let mut ahead = state.clone();
    // Which lot of the day each lot comes from: a unit that is split off is still one of its units.
    let mut origins: BTreeMap<LotId, LotId> = state.lots.keys().map(|id| (id.clone(), id.clone())).collect();
    let mut before = tallies(&ahead, &origins);
    for stood in later {
        if apply(&mut ahead, stood).is_err() {
            continue;
        }
        let in_doubt = stood.earliest.is_none_or(|day| day <= on);
        let parted = match stood.what {
            What::Split(split) => Some(&split.lot),
            What::Substituted(substituted) => Some(&substituted.lot),
            _ => None,
        };
        if let Some(origin) = parted.and_then(|lot| origins.get(lot)).cloned()
            && let Some((lots, _)) = stood.what.brings()
        {
            origins.extend(lots.iter().map(|lot| (lot.id.clone(), origin.clone())));
        }
        if let What::DeadlineMoved(moved) = stood.what {
            state.later_deadlines.push(LaterDeadline {
                event: stood.event.id.clone(),
                until: moved.until,
                earliest: stood.earliest,
                from: stood.from,
            });
        }
        let after = tallies(&ahead, &origins);
        for (id, lot) in &mut state.lots {
            let then = after.get(id).cloned().unwrap_or_default();
            let moves = !before.get(id).is_some_and(|before| before.same_statuses(&then));
            let about = is_about(stood.what, id, &origins);
            let not_yet = NotYet { then, ..not_yet(stood) };
            if in_doubt && about {
                lot.doubts.push(not_yet);
            } else if !in_doubt && (moves || about && not_yet.amends) {
                lot.to_come.push(not_yet);
            }
        }
        before = after;
    }
}

fn not_yet(stood: &Stood<'_>) -> NotYet {
    NotYet {
        event: stood.event.id.clone(),
        what: stood.what.word(),
        status: leads_to(stood.what),
        level: match stood.what {
            What::LevelRecorded(recorded) => Some((recorded.scheme.clone(), recorded.level.clone())),
            _ => None,
        },
        amends: match stood.what {
            What::Amended(amended) => amended.set.reshapes(),
            What::Split(split) => split.into.iter().any(Lot::restates),
            What::Substituted(_) | What::PartFellAway(_) => true,
            _ => false,
        },
        then: Tally::default(),
        earliest: stood.earliest,
        from: stood.from,
    }
}

/// The units of each lot of the day by status, with those that were split off since.
fn tallies(ahead: &PledgeState, origins: &BTreeMap<LotId, LotId>) -> BTreeMap<LotId, Tally> {
    let mut tallies: BTreeMap<LotId, Tally> = BTreeMap::new();
    for (id, lot) in &ahead.lots {
        if let Some(origin) = origins.get(id) {
            let sum = tallies.entry(origin.clone()).or_default();
            *sum = std::mem::take(sum).and(&lot.tally);
        }
    }
    tallies
}

/// Whether an event is about the status, level, evidence or kind of units that belong to a lot of the day.
fn is_about(what: &What, lot: &LotId, origins: &BTreeMap<LotId, LotId>) -> bool {
    let named = match what {
        What::Acknowledged(_) => return false,
        What::PartFellAway(_) => None,
        What::Amended(amended) => Some(std::slice::from_ref(&amended.lot)),
        What::Split(split) => Some(std::slice::from_ref(&split.lot)),
        What::Substituted(substituted) => Some(std::slice::from_ref(&substituted.lot)),
        _ => match what.of_units() {
            Some((lots, _)) => lots,
            None => return false,
        },
    };
    named.is_none_or(|named| named.iter().any(|id| origins.get(id) == Some(lot)))
}
