//! Units held where they are to be: a problem in which no plan can move them.
//!
//! Held units leave their lot, their requirement and every limit that counts them, and stand beside as a lot and a
//! requirement of their own, with one pair between them. Every best plan uses that pair, for nothing else can use either;
//! so the best plan of the new problem is the best of those plans that hold the units, and its certificate proves it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::plan::matching::{Limit, Lot, Problem, Proposal, Requirement};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, LimitId, LotId, MissionId, SlotId};

/// Units of a pair.
pub(in crate::plan::sourcing) type Units = BTreeMap<(SlotId, LotId), u32>;

/// Units held for a requirement, and how they stand in the problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct HeldUnits {
    /// The requirement.
    pub requirement: SlotId,
    /// The lot.
    pub lot: LotId,
    /// How many units.
    pub units: u32,
    /// The requirement's part in the problem that has just these units.
    pub as_requirement: SlotId,
    /// The lot's part in the problem that has just these units.
    pub as_lot: LotId,
}

/// A problem with units held.
#[derive(Clone, Debug)]
pub(in crate::plan::sourcing) struct Holding {
    pub(in crate::plan::sourcing) problem: Problem,
    pub(in crate::plan::sourcing) held: Vec<HeldUnits>,
}

/// Why units cannot be held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CannotHold {
    NotEligible,
    Needs(u32),
    Has(u32),
    Limit(LimitId, u32),
}

impl Holding {
    /// The problem as it is.
    pub(in crate::plan::sourcing) fn none(problem: Problem) -> Self {
        Self { problem, held: Vec::new() }
    }

    /// Holds units of a pair in a problem; on failure the problem is as it was.
    pub(super) fn hold(
        &mut self,
        requirement: &SlotId,
        lot: &LotId,
        units: u32,
    ) -> Result<Result<(), CannotHold>, Error> {
        match self.room(requirement, lot, units) {
            Ok(()) => self.take(requirement, lot, units).map(Ok),
            Err(refused) => Ok(Err(refused)),
        }
    }

    fn room(&self, requirement: &SlotId, lot: &LotId, units: u32) -> Result<(), CannotHold> {
        let problem = &self.problem;
        if !problem.pairs.iter().any(|pair| pair.requirement == *requirement && pair.lot == *lot) {
            return Err(CannotHold::NotEligible);
        }
        let needs = problem.requirements.iter().find(|each| each.id == *requirement);
        let has = problem.lots.iter().find(|each| each.id == *lot);
        let needs = needs.map_or(0, |each| each.units.get());
        let has = has.map_or(0, |each| each.units.get());
        if needs < units {
            return Err(CannotHold::Needs(needs));
        }
        if has < units {
            return Err(CannotHold::Has(has));
        }
        let counted = problem.limits.iter().filter(|limit| limit.holds(requirement, lot));
        let full = counted.into_iter().find(|limit| limit.at_most().get() < units);
        full.map_or(Ok(()), |limit| Err(CannotHold::Limit(limit.id().clone(), limit.at_most().get())))
    }

    fn take(&mut self, requirement: &SlotId, lot: &LotId, units: u32) -> Result<(), Error> {
        let (as_requirement, as_lot) = self.names(requirement)?;
        let less = |count: &mut Count| {
            *count = Count::new(count.get().saturating_sub(units))?;
            Ok::<(), Error>(())
        };
        let problem = &mut self.problem;
        for limit in problem.limits.iter_mut().filter(|limit| limit.holds(requirement, lot)) {
            let (at_most, at_least) = match limit {
                Limit::Supply(limit) => (&mut limit.at_most, &mut limit.at_least),
                Limit::Demand(limit) => (&mut limit.at_most, &mut limit.at_least),
            };
            less(at_most)?;
            at_least.as_mut().map_or(Ok(()), less)?;
        }
        let mut class = 1;
        for each in problem.requirements.iter_mut().filter(|each| each.id == *requirement) {
            less(&mut each.units)?;
            class = each.class;
        }
        for each in problem.lots.iter_mut().filter(|each| each.id == *lot) {
            less(&mut each.units)?;
        }
        let pair = problem.pairs.iter().find(|pair| pair.requirement == *requirement && pair.lot == *lot);
        if let Some(mut pair) = pair.cloned() {
            pair.requirement = as_requirement.clone();
            pair.lot = as_lot.clone();
            problem.pairs.push(pair);
        }
        problem.requirements.push(Requirement {
            id: as_requirement.clone(),
            class,
            units: Count::new(units)?,
        });
        problem.lots.push(Lot { id: as_lot.clone(), units: Count::new(units)? });
        let (requirement, lot) = (requirement.clone(), lot.clone());
        self.held.push(HeldUnits { requirement, lot, units, as_requirement, as_lot });
        Ok(())
    }

    /// Names that the problem does not have yet.
    fn names(&self, requirement: &SlotId) -> Result<(SlotId, LotId), Error> {
        let mission: MissionId = requirement.as_str().split('/').next().unwrap_or_default().parse()?;
        let (slots, lots) = (self.problem.requirements.iter(), self.problem.lots.iter());
        let slots: Vec<&str> = slots.map(|each| each.id.as_str()).collect();
        let lots: Vec<&str> = lots.map(|each| each.id.as_str()).collect();
        for number in 1..=u32::MAX {
            let (slot, lot) = (format!("{mission}/held-{number}"), format!("held-{number}"));
            if !slots.contains(&slot.as_str()) && !lots.contains(&lot.as_str()) {
                return Ok((slot.parse()?, lot.parse()?));
            }
        }
        Err(Error::one(Finding::new(Code::Internal, "", "No name is left for held units.")))
    }
}

/// The units of each pair in a plan, held units among those of the pair that they are of.
pub(in crate::plan::sourcing) fn units_of(proposals: &[Proposal], held: &[HeldUnits]) -> Units {
    let mut units = Units::new();
    for Proposal { requirement, lot, units: number } in proposals {
        let of = held.iter().find(|each| each.as_lot == *lot && each.as_requirement == *requirement);
        let of = of.map_or((requirement, lot), |held| (&held.requirement, &held.lot));
        let sum = units.entry((of.0.clone(), of.1.clone())).or_default();
        *sum = sum.saturating_add(number.get());
    }
    units
}

impl CannotHold {
    /// What stands against it, as a finding on a change.
    pub(super) fn finding(&self, (requirement, lot, units): (&SlotId, &LotId, u32), path: &str) -> Finding {
        let message = format!("{} of `{lot}` cannot be held for `{requirement}`", super::units(units));
        let (why, help) = match self {
            Self::NotEligible => {
                ("it is not eligible".to_owned(), "See why-not; a rule of the requirement can be waived.")
            }
            Self::Needs(number) => {
                (format!("{} left to be covered there", is(*number)), "Hold fewer, or change the need.")
            }
            Self::Has(number) => (format!("{} on offer and not held", is(*number)), "Hold fewer."),
            Self::Limit(id, number) => (
                format!("the limit `{id}` leaves room for {}", super::units(*number)),
                "Hold fewer, or raise the limit.",
            ),
        };
        Finding::new(Code::ChangeNotPossible, path, format!("{message}: {why}.")).help(help)
    }
}

fn is(number: u32) -> String {
    format!("{} {}", super::units(number), if number == 1 { "is" } else { "are" })
}
