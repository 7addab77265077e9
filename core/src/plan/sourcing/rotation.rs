//! Rotation: a requirement that lasts longer than a tour is served by tours that follow each other, and a lot serves
//! one tour in each of its windows of availability.
//!
//! Every tour is a slot of the problem. The first has the id of the requirement, the next ones have `.2`, `.3` and so on
//! behind it: `mission/requirement.2`. A tour begins on the needed-by day or whole tours after it, and may begin as many
//! days late as the requirement itself; the last one ends with the requirement. Where a match has a requirement with
//! several tours, a lot with several windows stands in the problem once for each: the first under its own id, the next
//! ones as `lot.w2`, `lot.w3`. Windows are disjoint, with rest taken out, and a window holds the whole stay; so the tours
//! of a unit never overlap, and between two of them lies its rest.

use serde::Serialize;

use crate::record::{LotState, Mission, UnitRequirement, View};
use crate::words::document::put_in_order_by;
use crate::words::finding::{Code, Finding};
use crate::words::value::{Days, LotId, SlotId, Span};

/// One of several tours that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Tour {
    /// Its number, from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
    /// The day after the clock start on which it begins.
    pub from: u32,
    /// The day after the clock start on which the next one takes over, or the requirement ends.
    pub until: u32,
}

impl std::fmt::Display for Tour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { number, of, from, until } = self;
        write!(f, "tour {number} of {of}, days {from} to {until}")
    }
}

/// A unit requirement as the problem knows it: the whole, or one tour of it.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) id: SlotId,
    /// The place of its mission in the list.
    pub(super) mission: usize,
    /// The requirement; that of a tour has the tour's own days and units.
    pub(super) requirement: UnitRequirement,
    pub(super) tour: Option<Tour>,
}

/// The slots of every mission, in the order of their requirements.
pub(super) fn slots(missions: &[Mission]) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (mission, of) in missions.iter().enumerate() {
        for requirement in &of.document().requirements {
            slots.extend(tours(of, requirement).into_iter().filter_map(|(requirement, tour)| {
                let id = SlotId::new(&of.document().id, &requirement.id);
                let id = match tour {
                    Some(Tour { number: 2.., .. }) => format!("{id}.{}", tour?.number).parse().ok()?,
                    _ => id,
                };
                Some(Slot { id, mission, requirement, tour })
            }));
        }
    }
    slots
}

/// A requirement by its tours; where there is one only, as it is.
fn tours(mission: &Mission, requirement: &UnitRequirement) -> Vec<(UnitRequirement, Option<Tour>)> {
    let of = requirement.tours();
    if of < 2 {
        return vec![(requirement.clone(), None)];
    }
    let (length, begins) = (requirement.tour_days.unwrap_or_default(), requirement.needed_by.get());
    let ends = begins.saturating_add(requirement.hold_for.get());
    let tours = (1..=of).filter_map(|number| {
        let from = begins.saturating_add(length.saturating_mul(number.saturating_sub(1)));
        let until = from.saturating_add(length).min(ends);
        let units = if number == 1 {
            requirement.units.get()
        } else {
            mission.document().units_on_day(requirement, from)
        };
        let later = from.saturating_sub(begins);
        let days = |days: u32| Days::new(days).ok();
        let of_tour = UnitRequirement {
            needed_by: days(from)?,
            latest_by: match requirement.latest_by {
                Some(latest) => Some(days(latest.get().saturating_add(later))?),
                None => None,
            },
            hold_for: days(until.saturating_sub(from))?,
            units: crate::words::value::Count::new(units).ok()?,
            ..requirement.clone()
        };
        Some((of_tour, Some(Tour { number, of, from, until })))
    });
    tours.collect()
}

/// A lot in one of its windows.
#[derive(Clone, Debug)]
pub(super) struct InWindow {
    pub(super) id: LotId,
    pub(super) lot: LotState,
    pub(super) window: Span,
}

/// The lots with several windows, where some slot is one of several tours: each in each of its windows, by day.
pub(super) fn in_windows(view: &View, slots: &[Slot]) -> Vec<InWindow> {
    if slots.iter().all(|slot| slot.tour.is_none()) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (_, lot) in view.lots() {
        let mut windows = lot.lot.windows.clone().unwrap_or_default();
        if windows.len() < 2 {
            continue;
        }
        put_in_order_by(&mut windows, Span::cmp);
        for (number, window) in (1_u32..).zip(windows) {
            // An id that cannot be made is found by the check; see `check`.
            let Some(id) = id_in_window(&lot.lot.id, number) else { continue };
            let mut lot = lot.clone();
            lot.lot.windows = Some(vec![window]);
            all.push(InWindow { id, lot, window });
        }
    }
    all
}

fn id_in_window(lot: &LotId, number: u32) -> Option<LotId> {
    if number == 1 { Some(lot.clone()) } else { format!("{lot}.w{number}").parse().ok() }
}

/// Finds lots whose windows cannot have ids of their own.
pub(super) fn check(view: &View, slots: &[Slot], findings: &mut Vec<Finding>) {
    if slots.iter().all(|slot| slot.tour.is_none()) {
        return;
    }
    for (_, lot) in view.lots() {
        let windows = (2_u32..).zip(lot.lot.windows.iter().flatten().skip(1));
        for (number, _) in windows {
            let id = id_in_window(&lot.lot.id, number);
            if id.as_ref().is_none_or(|id| view.lot(id).is_some()) {
                let message = format!(
                    "`{}.w{number}`, for a window of that lot, is too long, or another lot.",
                    lot.lot.id
                );
                let finding = Finding::new(Code::DuplicateId, format!("/lots/{}", lot.lot.id), message);
                findings.push(finding.help("Give one of the lots another id."));
            }
        }
    }
}
