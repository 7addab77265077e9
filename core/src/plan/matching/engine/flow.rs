//! A flow on an instance, with the prices it is judged by.
//!
//! A step is a unit more over a gate or a pair, or a unit less over one that carries some. Against the prices a step
//! costs what its arc costs, plus the price where it begins, minus the price where it ends: its reduced cost. A flow is
//! best where no step that it leaves room for has a negative one.

use super::super::network::{at, at_mut, fault};
use super::instance::{Instance, Kind, NONE, Node, SOURCE, index, place};
use crate::words::finding::Error;

/// Units that a need has from a lot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub(super) need: Node,
    /// The place of the pair among all pairs.
    pub(super) pair: u32,
    pub(super) cost: i64,
    pub(super) units: u32,
    next: u32,
}

#[derive(Clone, Debug)]
pub(super) struct Flow {
    /// Units through the gate of each node.
    pub(super) through: Vec<u32>,
    /// Units that a node has and has not passed on; below zero, units it has passed on or needs and does not have.
    pub(super) in_hand: Vec<i64>,
    /// What a unit is worth at each node, at the prices reached so far.
    pub(super) prices: Vec<i64>,
    /// By lot: the first of its uses.
    first: Vec<u32>,
    uses: Vec<Use>,
    free: u32,
}

impl Flow {
    /// Nothing flows but what gates must let through; all units that are needed are at the source.
    pub(super) fn start(instance: &Instance) -> Result<Self, Error> {
        let nodes = instance.gates.len();
        let mut flow = Self {
            through: instance.gates.iter().map(|gate| gate.least).collect(),
            in_hand: instance.needed.iter().map(|needed| 0_i64.saturating_sub(i64::from(*needed))).collect(),
            prices: vec![0; nodes],
            first: vec![NONE; nodes],
            uses: Vec::new(),
            free: NONE,
        };
        let needed = instance.needed.iter().map(|needed| i64::from(*needed)).fold(0, i64::saturating_add);
        flow.hand(SOURCE, needed)?;
        for (node, gate) in instance.gates.iter().enumerate().skip(1) {
            let least = i64::from(gate.least);
            flow.hand(place(node), least)?;
            flow.hand(gate.parent, 0_i64.saturating_sub(least))?;
        }
        // A need is worth the cheapest way to it.
        for (node, kind) in instance.kinds.iter().enumerate() {
            if *kind == Kind::Need {
                let costs = instance.pairs.of_node(place(node)).iter().map(|pair| pair.cost);
                let short = at(&instance.gates, node)?.cost;
                *at_mut(&mut flow.prices, node)? = costs.min().map_or(short, |cost| cost.min(short));
            }
        }
        Ok(flow)
    }

    /// Gives units to a node, or takes them from it.
    pub(super) fn hand(&mut self, node: Node, units: i64) -> Result<(), Error> {
        let in_hand = at_mut(&mut self.in_hand, index(node))?;
        *in_hand = in_hand.wrapping_add(units);
        Ok(())
    }

    pub(super) fn price(&self, node: Node) -> Result<i64, Error> {
        at(&self.prices, index(node)).copied()
    }

    pub(super) fn through(&self, node: Node) -> Result<u32, Error> {
        at(&self.through, index(node)).copied()
    }

    /// What a step over the gate of a node costs against the prices.
    pub(super) fn reduced(&self, instance: &Instance, node: Node) -> Result<i64, Error> {
        let gate = instance.gate(node)?;
        Ok(gate.cost.wrapping_add(self.price(gate.parent)?).wrapping_sub(self.price(node)?))
    }

    /// The uses of a lot.
    pub(super) fn uses(&self, lot: Node) -> Uses<'_> {
        Uses { all: &self.uses, next: self.first.get(index(lot)).copied().unwrap_or(NONE) }
    }

    /// How many units a need has from a lot over a pair.
    pub(super) fn used(&self, lot: Node, pair: u32) -> u32 {
        self.uses(lot).find(|(_, one)| one.pair == pair).map_or(0, |(_, one)| one.units)
    }

    /// Adds units to a use, or begins one.
    pub(super) fn serve(&mut self, lot: Node, serving: Use) -> Result<(), Error> {
        let known = self.uses(lot).find(|(_, one)| one.pair == serving.pair).map(|(at, _)| at);
        if let Some(known) = known {
            let units = &mut at_mut(&mut self.uses, index(known))?.units;
            *units = units.saturating_add(serving.units);
            return Ok(());
        }
        let first = *at(&self.first, index(lot))?;
        let serving = Use { next: first, ..serving };
        let at_place = self.free;
        let slot = if at_place == NONE {
            self.uses.push(serving);
            place(self.uses.len().saturating_sub(1))
        } else {
            let slot = at_mut(&mut self.uses, index(at_place))?;
            self.free = slot.next;
            *slot = serving;
            at_place
        };
        *at_mut(&mut self.first, index(lot))? = slot;
        Ok(())
    }

    /// Takes units from a use, and ends it where none are left.
    pub(super) fn free(&mut self, lot: Node, pair: u32, units: u32) -> Result<(), Error> {
        let mut before = NONE;
        let mut here = *at(&self.first, index(lot))?;
        while here != NONE {
            let one = at_mut(&mut self.uses, index(here))?;
            let next = one.next;
            if one.pair == pair {
                one.units =
                    one.units.checked_sub(units).ok_or_else(|| fault("a pair carries less than is taken"))?;
                if one.units > 0 {
                    return Ok(());
                }
                one.next = self.free;
                self.free = here;
                match before {
                    NONE => *at_mut(&mut self.first, index(lot))? = next,
                    before => at_mut(&mut self.uses, index(before))?.next = next,
                }
                return Ok(());
            }
            (before, here) = (here, next);
        }
        Err(fault("a pair carries nothing"))
    }
}

/// A new use; it is linked where it begins.
pub(super) fn serving(need: Node, pair: u32, cost: i64, units: u32) -> Use {
    Use { need, pair, cost, units, next: NONE }
}

/// The uses of one lot, each with its place.
pub(super) struct Uses<'f> {
    all: &'f [Use],
    next: u32,
}

impl Iterator for Uses<'_> {
    type Item = (u32, Use);

    fn next(&mut self) -> Option<Self::Item> {
        let here = self.next;
        let one = *self.all.get(index(here))?;
        self.next = one.next;
        Some((here, one))
    }
}
