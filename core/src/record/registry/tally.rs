//! How many units of a lot have which status. Units are conserved: what leaves one status enters another.

use std::collections::BTreeMap;
use std::fmt;

use crate::words::value::words;

use super::super::event::Extent;
use super::machine::{Phase, Step};

words! {
    /// The status of a unit in the record.
    pub enum Status {
        /// Announced in public; not in a system.
        Announced = "announced",
        /// Submitted to the system; not accepted yet.
        Offered = "offered",
        /// Accepted (registered), at home.
        Available = "available",
        /// Held for a mission.
        Reserved = "reserved",
        /// On the way.
        Moving = "moving",
        /// In a mission.
        Deployed = "deployed",
        /// Returned from a tour, being made ready again.
        Reconstituting = "reconstituting",
        /// Suspended.
        Suspended = "suspended",
        /// Withdrawn by the State.
        Withdrawn = "withdrawn",
        /// Lapsed.
        Lapsed = "lapsed",
    }
}

/// Units by status. Where the number of units is Unknown, what is left after the counted ones has one status too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counted: BTreeMap<Phase, u32>,
    uncounted: Option<Phase>,
}

/// Why units could not change their status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stuck {
    /// No unit has a status from which this could happen.
    None,
    /// Only so many have.
    Only(u32),
}

impl Tally {
    /// All units in one phase; `None` units are Unknown in number.
    pub(super) fn all(phase: Phase, units: Option<u32>) -> Self {
        let mut tally = Self::default();
        match units {
            Some(units) => tally.put(phase, units),
            None => tally.uncounted = Some(phase),
        }
        tally
    }

    /// How many counted units have this status.
    pub fn counted(&self, status: Status) -> u32 {
        let of_status = self.counted.iter().filter(|(phase, _)| phase.status() == status);
        of_status.fold(0, |sum, (_, units)| sum.saturating_add(*units))
    }

    /// The status of the units beyond the counted ones, where their number is Unknown.
    pub fn uncounted(&self) -> Option<Status> {
        self.uncounted.map(Phase::status)
    }

    /// How many counted units are in this phase.
    pub fn counted_in(&self, phase: Phase) -> u32 {
        self.counted.get(&phase).copied().unwrap_or_default()
    }

    /// The phase of the units beyond the counted ones, where their number is Unknown.
    pub fn uncounted_in(&self) -> Option<Phase> {
        self.uncounted
    }

    /// Whether any unit, counted or not, has this status.
    pub fn has(&self, status: Status) -> bool {
        self.counted.keys().copied().chain(self.uncounted).any(|phase| phase.status() == status)
    }

    /// The number of units in all statuses; `None` where the number of units is Unknown.
    pub fn total(&self) -> Option<u32> {
        let sum = self.counted.values().try_fold(0u32, |sum, units| sum.checked_add(*units));
        if self.uncounted.is_some() { None } else { sum }
    }

    /// The one status that all units have, if there is one.
    pub fn only(&self) -> Option<Status> {
        self.one_of(Phase::status)
    }

    /// The one phase that all units are in, if there is one.
    pub(super) fn only_phase(&self) -> Option<Phase> {
        self.one_of(|phase| phase)
    }

    fn one_of<T: PartialEq>(&self, of: impl Fn(Phase) -> T) -> Option<T> {
        let mut all = self.counted.keys().copied().chain(self.uncounted).map(of);
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }

    /// Whether both have the same units in the same statuses, whatever their phases.
    pub(super) fn same_statuses(&self, other: &Self) -> bool {
        let by_status = |status: &Status| self.counted(*status) == other.counted(*status);
        self.uncounted() == other.uncounted() && Status::ALL.iter().all(by_status)
    }

    /// Moves units as the rows of an event say, one row after the other; all of them, or nothing.
    pub(super) fn change(&mut self, extent: Extent, steps: &[&Step]) -> Result<(), Stuck> {
        let before = self.clone();
        let from = || steps.iter().flat_map(|step| step.from);
        let there = from().map(|phase| before.counted_in(*phase)).fold(0, u32::saturating_add);
        let uncounted_moves = before.uncounted.is_some_and(|phase| from().any(|from| *from == phase));
        if there == 0 && !uncounted_moves {
            return Err(Stuck::None);
        }
        let wanted = match extent {
            Extent::All => there,
            Extent::Of(count) => count.get(),
        };
        if wanted > there && !uncounted_moves {
            return Err(Stuck::Only(there));
        }
        let mut left = wanted;
        for step in steps {
            for phase in step.from {
                let taken = before.counted_in(*phase).min(left);
                left = left.saturating_sub(taken);
                self.take(*phase, taken);
                self.put(step.to.unwrap_or(*phase), taken);
            }
            let Some(rest) = before.uncounted.filter(|phase| step.from.contains(phase)) else { continue };
            match (extent, step.to) {
                (Extent::All, to) => self.uncounted = Some(to.unwrap_or(rest)),
                // Units of the rest are counted when they are moved; those that stay are not singled out.
                (Extent::Of(_), Some(to)) => self.put(to, std::mem::take(&mut left)),
                (Extent::Of(_), None) => left = 0,
            }
        }
        Ok(())
    }

    /// Takes so many units out, to become a lot of their own; only while all are in one phase.
    pub(super) fn split_off(&mut self, units: u32) -> Result<Phase, Stuck> {
        let phase = self.only_phase().ok_or(Stuck::None)?;
        let there = self.counted_in(phase);
        if self.uncounted.is_none() && there < units {
            return Err(Stuck::Only(there));
        }
        self.take(phase, units.min(there));
        Ok(phase)
    }

    /// These units and those of another tally together.
    pub(super) fn and(mut self, other: &Self) -> Self {
        other.counted.iter().for_each(|(phase, units)| self.put(*phase, *units));
        self.uncounted = self.uncounted.or(other.uncounted);
        self
    }

    fn put(&mut self, phase: Phase, units: u32) {
        if units > 0 {
            let there = self.counted.entry(phase).or_default();
            *there = there.saturating_add(units);
        }
    }

    fn take(&mut self, phase: Phase, units: u32) {
        let left = self.counted_in(phase).saturating_sub(units);
        if left == 0 {
            self.counted.remove(&phase);
        } else {
            self.counted.insert(phase, left);
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.counted.is_empty() && self.uncounted.is_none() {
            return f.write_str("no units");
        }
        let counted = Status::ALL.iter().filter_map(|status| match self.counted(*status) {
            0 => None,
            units => Some(format!("{units} {status}")),
        });
        let uncounted = self.uncounted().map(|status| format!("an unknown number {status}"));
        f.write_str(&counted.chain(uncounted).collect::<Vec<_>>().join(", "))
    }
}
