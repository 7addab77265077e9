//! What would be if: changes supposed on a plan, and how the best plan differs then.
//!
//! The plan that is asked stays as it is, so that going back is to keep using it; the plan after the changes can be asked
//! again, with all that was supposed before.

mod answer;
mod apply;
mod budget;
mod change;
mod events;
mod hold;
mod supposed;
mod told;

use std::sync::Arc;

pub use answer::{
    LevelValue, MovedUnits, ProposalChange, ShortageChange, ToldChange, Turn, WhatIfAnswer,
    WhatIfAnswerFormat,
};
pub use change::*;
pub use hold::HeldUnits;
pub(super) use hold::{Holding, units_of};
pub(super) use supposed::Supposed;
pub(super) use told::{days, lot_in_words, requirement, sentence, shortage};

use super::plan::Plan;
use crate::plan::matching::{Problem, Work};
use crate::words::document::canonical;
use crate::words::finding::{Error, Finding};
use crate::words::value::{LotId, SlotId};

/// What would be if: the plan after the changes, and how it differs from the one that was asked.
#[derive(Clone, Debug)]
pub struct WhatIf {
    plan: Plan,
    document: Arc<WhatIfAnswer>,
}

impl PartialEq for WhatIf {
    /// Answers are equal where they are the same answer.
    fn eq(&self, other: &Self) -> bool {
        self.document == other.document
    }
}

impl WhatIf {
    /// The plan after the changes. What is supposed stays supposed where it is asked again; only how many units may move
    /// is said anew with each question.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The proposed matches that differ, and all else that does.
    pub fn document(&self) -> &WhatIfAnswer {
        &self.document
    }

    /// The canonical text of how it differs.
    pub fn to_json(&self) -> Result<String, Error> {
        canonical(&*self.document)
    }
}

/// Supposes changes on a plan.
pub(super) fn what_if(plan: &Plan, changes: &Changes, work: &mut Work<'_>) -> Result<WhatIf, Error> {
    let applied = apply::applied(&plan.sourcing, changes)?;
    let base = applied.problem(&plan.base, work)?;
    let offset = plan.sourcing.supposed.changes.len();
    let start = pinned(&applied.sourcing, &base, offset)?;
    let (mut after, moved) = match changes.at_most_moved {
        None => (Plan::made(applied.sourcing, base, start, Some(plan), work)?, None),
        Some(at_most) => {
            let present = units_of(plan.solution.proposals(), &plan.held);
            let (at, most) = (at_most.get(), budget::MOST_STEPS);
            let found = budget::within(&start, &present, at, &plan.solution, most, work)?;
            let after = Plan::of(applied.sourcing, base, found.holding, found.solution, Some(plan), work)?;
            (after, Some((at_most.get(), found.fewest, found.bound)))
        }
    };
    let document = answer::answer(plan, &after, changes, moved)?;
    after.origin = Some(Arc::new((plan.clone(), changes.clone())));
    Ok(WhatIf { plan: after, document: Arc::new(document) })
}

/// Holds the units that are pinned, those of earlier questions included; the later of two pins of the same stands.
pub(super) fn pinned(
    sourcing: &super::asked::Sourcing,
    base: &Problem,
    offset: usize,
) -> Result<Holding, Error> {
    let mut pins: Vec<(SlotId, LotId, u32, String)> = Vec::new();
    for (i, change) in sourcing.supposed.changes.iter().enumerate() {
        let Change::Pin(pin) = change else { continue };
        let path = i.checked_sub(offset).map_or_else(|| "/changes".to_owned(), |i| format!("/changes/{i}"));
        // A lot with several windows serves in the first that fits.
        let fits = |lot: &LotId| {
            base.pairs.iter().any(|pair| pair.requirement == pin.requirement && pair.lot == *lot)
        };
        let windows = sourcing.offers().filter(|offer| offer.lot.lot.id == pin.lot).map(|offer| offer.id);
        let lot = windows.into_iter().find(|id| fits(id)).unwrap_or(&pin.lot);
        pins.retain(|(slot, held, ..)| (slot, held) != (&pin.requirement, lot));
        pins.push((pin.requirement.clone(), lot.clone(), pin.units.get(), path));
    }
    let mut holding = Holding::none(base.clone());
    let mut findings: Vec<Finding> = Vec::new();
    for (slot, lot, units, path) in pins {
        if let Err(refused) = holding.hold(&slot, &lot, units)? {
            findings.push(refused.finding((&slot, &lot, units), &path));
        }
    }
    Error::unless_sound(findings)?;
    Ok(holding)
}

pub(super) fn units(number: u32) -> String {
    if number == 1 { "1 unit".to_owned() } else { format!("{number} units") }
}
