//! How many units of a lot have which status. Units are conserved: what leaves one status enters another.

use std::collections::BTreeMap;
use std::fmt;

use crate::words::value::{Count, words};

use super::super::event::Extent;

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
    counted: BTreeMap<Status, u32>,
    uncounted: Option<Status>,
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
    /// All units in one status; `None` units are Unknown in number.
    pub(super) fn all(status: Status, units: Option<u32>) -> Self {
        let mut tally = Self::default();
        match units {
            Some(units) => tally.put(status, units),
            None => tally.uncounted = Some(status),
        }
        tally
    }

    /// Units with this status, as far as they are counted.
    pub fn counted(&self, status: Status) -> u32 {
        self.counted.get(&status).copied().unwrap_or_default()
    }

    /// The status of units whose number is Unknown.
    pub fn uncounted(&self) -> Option<Status> {
        self.uncounted
    }

    /// The sum over all statuses; `None` where the number of units is Unknown.
    pub fn total(&self) -> Option<u32> {
        let sum = self.counted.values().try_fold(0u32, |sum, units| sum.checked_add(*units));
        if self.uncounted.is_some() { None } else { sum }
    }

    /// The one status that all units have, if there is one.
    pub fn only(&self) -> Option<Status> {
        let mut statuses = self.counted.keys().copied().chain(self.uncounted);
        let first = statuses.next()?;
        statuses.all(|status| status == first).then_some(first)
    }

    /// Moves units out of the statuses `from`, taking from the first of them first.
    pub(super) fn change(&mut self, extent: Extent, from: &[Status], to: Status) -> Result<(), Stuck> {
        let there: u32 = from.iter().map(|status| self.counted(*status)).fold(0, u32::saturating_add);
        let uncounted_moves = self.uncounted.is_some_and(|status| from.contains(&status));
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
        if extent == Extent::All && uncounted_moves {
            self.uncounted = Some(to);
        }
        let mut left = wanted;
        for status in from {
            let taken = self.counted(*status).min(left);
            left = left.saturating_sub(taken);
            self.take(*status, taken);
        }
        self.put(to, wanted);
        Ok(())
    }

    /// Moves units as [`Tally::change`] does, but only as many as there are; says how many are left to move.
    pub(super) fn change_up_to(&mut self, extent: Extent, from: &[Status], to: Status) -> Extent {
        let left = match (extent, self.change(extent, from, to)) {
            (Extent::Of(wanted), Err(Stuck::Only(there))) => {
                self.change(Extent::All, from, to).ok();
                wanted.get().saturating_sub(there)
            }
            (Extent::Of(_), Ok(())) => 0,
            _ => return extent,
        };
        Extent::Of(Count::new(left).unwrap_or_default())
    }

    /// Takes so many units out, to become a lot of their own; only while all have one status.
    pub(super) fn split_off(&mut self, units: u32) -> Result<Status, Stuck> {
        let status = self.only().ok_or(Stuck::None)?;
        let there = self.counted(status);
        if self.uncounted.is_none() && there < units {
            return Err(Stuck::Only(there));
        }
        self.take(status, units.min(there));
        Ok(status)
    }

    /// These units and those of another tally together.
    pub(super) fn and(mut self, other: &Self) -> Self {
        other.counted.iter().for_each(|(status, units)| self.put(*status, *units));
        self.uncounted = self.uncounted.or(other.uncounted);
        self
    }

    fn put(&mut self, status: Status, units: u32) {
        if units > 0 {
            let there = self.counted.entry(status).or_default();
            *there = there.saturating_add(units);
        }
    }

    fn take(&mut self, status: Status, units: u32) {
        let left = self.counted(status).saturating_sub(units);
        if left == 0 {
            self.counted.remove(&status);
        } else {
            self.counted.insert(status, left);
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.counted.is_empty() && self.uncounted.is_none() {
            return f.write_str("no units");
        }
        let counted = self.counted.iter().map(|(status, units)| format!("{units} {status}"));
        let uncounted = self.uncounted.iter().map(|status| format!("an unknown number {status}"));
        f.write_str(&counted.chain(uncounted).collect::<Vec<_>>().join(", "))
    }
}
