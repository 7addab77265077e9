//! Why requirements are short: what competes, for what, and how much is missing.
//!
//! From a requirement that is short, walk the network backwards over the steps the flow leaves room for, among lots,
//! pairs and supply limits. Whoever is met could hand over a unit, directly or through others. If the source is
//! not met, nothing can come: every gate on the border is full, and no unit leaves for a requirement outside. So
//! the requirements met are served by the lots met only, these cannot give more than the gates on the border let
//! through, and every unit of that is used (a minimum cut; for lots alone, a set that violates Hall's condition).
//! No plan could cover more of these requirements together.
//!
//! If the source is met, a unit could come, and it is a demand limit that refuses it: the innermost full one around
//! the requirement. The requirements it holds compete for what it allows.
//!
//! Groups that share anything are merged, so those that remain are independent, and their deficits add up to all units
//! short. A requirement that is bound on both sides counts on the supply side. Where a demand limit also holds
//! requirements of a supply group, their units are taken off what it allows: they are explained there.

use std::collections::{BTreeMap, BTreeSet};

use super::network::{Network, SINK, SOURCE, What, at, at_mut, fault};
use super::problem::{Limit, Problem, Side};
use super::solution::{Proposal, Shortage, Solution};
use super::unique::Joined;
use crate::words::document::{CollectInOrder, document};
use crate::words::finding::Error;
use crate::words::value::{Count, LimitId, LotId, SlotId};

document! {
    /// A group of requirements that compete for less than they need. `deficit = needs - capacity`, and the plan
    /// uses the capacity fully.
    pub struct Shortfall {
        /// What binds: lots and supply limits, or demand limits.
        pub side: Side,
        /// The requirements that compete.
        pub requirements: Vec<SlotId>,
        /// Those of them that are short, and of how many units.
        pub short: Vec<Shortage>,
        /// Supply side: all lots that can serve them.
        pub lots: Vec<LotId>,
        /// The limits that bind. The supply limits hold lots of this group; lots in none of them count by
        /// their units.
        pub limits: Vec<LimitId>,
        /// The units they need together.
        pub needs: u32,
        /// Demand side: units under the limits that go to requirements explained in another group.
        pub kept: u32,
        /// The units they can have together.
        pub capacity: u32,
        /// The units missing.
        pub deficit: u32,
    }
}

/// The groups of a solution, by their first requirement.
pub(super) fn shortfalls(solution: &Solution) -> Result<Vec<Shortfall>, Error> {
    let network = &solution.network;
    let (mut groups, supply_bound) = supply_groups(network)?;
    groups.extend(demand_groups(network, &supply_bound)?);
    let mut shortfalls = Vec::with_capacity(groups.len());
    for group in groups {
        shortfalls.push(group.named(solution)?);
    }
    shortfalls.sort_by(|a, b| a.requirements.cmp(&b.requirements));
    Ok(shortfalls)
}

/// A group by places in the lists of the problem.
struct Group {
    side: Side,
    /// The gates of the requirements.
    requirements: BTreeSet<usize>,
    lots: Vec<usize>,
    limits: BTreeSet<usize>,
    kept: u32,
    capacity: u32,
}

impl Group {
    fn of(side: Side) -> Self {
        let (requirements, limits) = (BTreeSet::new(), BTreeSet::new());
        Self { side, requirements, lots: Vec::new(), limits, kept: 0, capacity: 0 }
    }

    fn named(self, Solution { problem, network, .. }: &Solution) -> Result<Shortfall, Error> {
        let (mut requirements, mut short, mut needs) = (Vec::new(), Vec::new(), 0_u32);
        for gate in &self.requirements {
            let edge = network.edge(*gate)?;
            let What::Requirement(place) = edge.what else { continue };
            let requirement = at(&problem.requirements, place)?.id.clone();
            needs = needs.saturating_add(edge.capacity);
            if let Some(units @ 1..) = edge.capacity.checked_sub(edge.flow) {
                short.push(Shortage { requirement: requirement.clone(), units: Count::new(units)? });
            }
            requirements.push(requirement);
        }
        let lots = self
            .lots
            .iter()
            .map(|lot| Ok(at(&problem.lots, *lot)?.id.clone()))
            .collect::<Result<_, Error>>()?;
        let limits = self.limits.iter().map(|limit| Ok(at(&problem.limits, *limit)?.id().clone()));
        let limits = limits.collect::<Result<_, Error>>()?;
        let Self { side, kept, capacity, .. } = self;
        let deficit = needs.checked_sub(capacity).ok_or_else(|| fault("a group has more than it needs"))?;
        Ok(Shortfall { side, requirements, short, lots, limits, needs, kept, capacity, deficit })
    }
}

/// The groups bound on the supply side, and for every node whether it is in one.
fn supply_groups(network: &Network) -> Result<(Vec<Group>, Vec<bool>), Error> {
    let open = open(network)?;
    let mut met = vec![false; network.nodes()];
    let mut joined = Joined::new(network.nodes());
    for edge in network.edges() {
        let short = matches!(edge.what, What::Requirement(_)) && edge.flow < edge.capacity;
        if !short || *at(&open, edge.from)? {
            continue;
        }
        let mut walk = vec![edge.from];
        while let Some(node) = walk.pop() {
            if std::mem::replace(at_mut(&mut met, node)?, true) {
                continue;
            }
            for step in network.into(node)? {
                if on_supply_side(network.edge(step.edge)?.what) {
                    joined.join(step.from, node)?;
                    walk.push(step.from);
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for (gate, edge) in network.edges().iter().enumerate() {
        let inside = if on_supply_side(edge.what) { edge.to } else { edge.from };
        if edge.what == What::Pair || edge.what == What::Return || !*at(&met, inside)? {
            continue;
        }
        let root = joined.root(inside)?;
        let group = groups.entry(root).or_insert_with(|| Group::of(Side::Supply));
        let on_border = joined.root(edge.from)? != root;
        match edge.what {
            What::Requirement(_) => drop(group.requirements.insert(gate)),
            What::Lot(place) => group.lots.push(place),
            What::SupplyLimit(place) if on_border => drop(group.limits.insert(place)),
            _ => {}
        }
        if on_border {
            group.capacity = group.capacity.saturating_add(edge.capacity);
        }
    }
    Ok((groups.into_values().collect(), met))
}

/// For every node whether a unit could still come there from the source.
fn open(network: &Network) -> Result<Vec<bool>, Error> {
    let mut open = vec![false; network.nodes()];
    let mut walk = vec![SOURCE];
    while let Some(node) = walk.pop() {
        if !std::mem::replace(at_mut(&mut open, node)?, true) {
            for step in network.out_of(node)? {
                if on_supply_side(network.edge(step.edge)?.what) {
                    walk.push(step.to);
                }
            }
        }
    }
    Ok(open)
}

fn on_supply_side(what: What) -> bool {
    matches!(what, What::Pair | What::Lot(_) | What::SupplyLimit(_))
}

/// The groups bound by demand limits: one for each outermost of those that refuse a unit.
fn demand_groups(network: &Network, supply_bound: &[bool]) -> Result<Vec<Group>, Error> {
    let mut binding = BTreeSet::new();
    for edge in network.edges() {
        let short = matches!(edge.what, What::Requirement(_)) && edge.flow < edge.capacity;
        if short && !*at(supply_bound, edge.from)? {
            binding.insert(full_gate(network, edge.to)?);
        }
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for gate in &binding {
        let mut outermost = *gate;
        let mut node = network.edge(*gate)?.to;
        while node != SINK {
            let gate = network.gate(node)?;
            outermost = if binding.contains(&gate) { gate } else { outermost };
            node = network.edge(gate)?.to;
        }
        let group = groups.entry(outermost).or_insert_with(|| Group::of(Side::Demand));
        if let What::DemandLimit(limit) = network.edge(*gate)?.what {
            group.limits.insert(limit);
        }
    }
    for (requirement, edge) in network.edges().iter().enumerate() {
        if !matches!(edge.what, What::Requirement(_)) {
            continue;
        }
        let mut node = edge.to;
        while node != SINK {
            let gate = network.gate(node)?;
            if let Some(group) = groups.get_mut(&gate) {
                if *at(supply_bound, edge.from)? {
                    group.kept = group.kept.saturating_add(edge.flow);
                } else {
                    group.requirements.insert(requirement);
                }
            }
            node = network.edge(gate)?.to;
        }
    }
    for (gate, group) in &mut groups {
        group.capacity = network.edge(*gate)?.capacity.saturating_sub(group.kept);
    }
    Ok(groups.into_values().collect())
}

/// The innermost full gate from here to the sink.
fn full_gate(network: &Network, from: usize) -> Result<usize, Error> {
    let mut node = from;
    while node != SINK {
        let gate = network.gate(node)?;
        let edge = network.edge(gate)?;
        if edge.flow == edge.capacity {
            return Ok(gate);
        }
        node = edge.to;
    }
    Err(fault("a requirement is short and nothing binds it"))
}

impl Shortfall {
    /// Whether the numbers hold, recounted from the problem and the plan alone, by plain sums.
    pub fn recount(&self, problem: &Problem, proposals: &[Proposal]) -> bool {
        let competing = self.requirements.iter().collect_set();
        let limits: Vec<&Limit> =
            problem.limits.iter().filter(|limit| self.limits.contains(limit.id())).collect();
        let units = |counts: &dyn Fn(&Proposal) -> bool| -> u64 {
            proposals
                .iter()
                .filter(|proposal| counts(proposal))
                .map(|proposal| u64::from(proposal.units.get()))
                .sum()
        };
        let (mut needs, mut short) = (0_u64, Vec::new());
        for requirement in
            problem.requirements.iter().filter(|requirement| competing.contains(&requirement.id))
        {
            let need = u64::from(requirement.units.get());
            needs = needs.saturating_add(need);
            let missing = need.saturating_sub(units(&|proposal| proposal.requirement == requirement.id));
            if missing > 0 {
                short.push((&requirement.id, missing));
            }
        }
        let (capacity, kept) = match self.side {
            Side::Supply => (self.supply(problem, &competing, &limits), Some(0)),
            Side::Demand => Self::demand(&competing, &limits, proposals),
        };
        short.sort_unstable();
        let stated = self.short.iter().map(|short| (&short.requirement, u64::from(short.units.get())));
        let sound = limits.len() == self.limits.len() && limits.iter().all(|limit| limit.side() == self.side);
        sound
            && stated.eq(short)
            && u64::from(self.needs) == needs
            && Some(u64::from(self.kept)) == kept
            && Some(u64::from(self.capacity)) == capacity
            && u64::from(self.capacity) == units(&|proposal| competing.contains(&proposal.requirement))
            && Some(self.deficit) == self.needs.checked_sub(self.capacity)
    }

    /// What all lots that can serve the group can give: by limit, and by lot where no limit of the group holds it.
    fn supply(&self, problem: &Problem, competing: &BTreeSet<&SlotId>, limits: &[&Limit]) -> Option<u64> {
        let serving =
            problem.pairs.iter().filter(|pair| competing.contains(&pair.requirement)).map(|pair| &pair.lot);
        let serving = serving.collect_set();
        let mut held = BTreeSet::new();
        for limit in limits {
            if let Limit::Supply(limit) = limit {
                held.extend(&limit.members);
            }
        }
        let free = problem.lots.iter().filter(|lot| serving.contains(&lot.id) && !held.contains(&lot.id));
        let free: u64 = free.map(|lot| u64::from(lot.units.get())).sum();
        let limited: u64 = limits.iter().map(|limit| u64::from(limit.at_most().get())).sum();
        let all = serving.into_iter().eq(&self.lots);
        all.then_some(limited.saturating_add(free))
    }
    /// What the outermost limit allows beyond the units kept by requirements of other groups, and those units.
    fn demand(
        competing: &BTreeSet<&SlotId>,
        limits: &[&Limit],
        proposals: &[Proposal],
    ) -> (Option<u64>, Option<u64>) {
        let outermost = limits.iter().filter_map(|limit| match limit {
            Limit::Demand(limit) => Some(limit),
            Limit::Supply(_) => None,
        });
        let Some(outermost) = outermost.max_by_key(|limit| limit.members.len()) else { return (None, None) };
        let members = outermost.members.iter().collect_set();
        let others =
            proposals.iter().map(|proposal| (&proposal.requirement, u64::from(proposal.units.get())));
        let others = others
            .filter(|(requirement, _)| members.contains(requirement) && !competing.contains(requirement));
        let kept: u64 = others.map(|(_, units)| units).sum();
        let capacity = u64::from(outermost.at_most.get()).checked_sub(kept);
        (capacity.filter(|_| competing.is_subset(&members)), Some(kept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::matching::solve;

    fn groups(parts: &str) -> Result<Vec<Shortfall>, Error> {
        let problem = Problem::read(&format!(r#"{{"format": "pledgebook.problem/1", {parts}}}"#))?;
        let solution = solve(&problem)?;
        let groups = solution.shortfalls()?;
        assert!(groups.iter().all(|group| group.recount(&problem, solution.proposals())));
        Ok(groups)
    }

    fn numbers(group: &Shortfall) -> (Side, u32, u32, u32, u32) {
        (group.side, group.needs, group.kept, group.capacity, group.deficit)
    }

    #[test]
    fn a_requirement_that_nothing_can_serve_stands_alone() -> Result<(), Error> {
        let groups = groups(
            r#""requirements": [{"id": "m/a", "class": 1, "units": 2}, {"id": "m/b", "class": 1, "units": 1}],
            "lots": [{"id": "l", "units": 1}], "limits": [],
            "pairs": [{"requirement": "m/b", "lot": "l", "unknown": 0, "late": 0, "substitute": 0, "preference": 0}]"#,
        )?;
        assert_eq!(groups.iter().map(numbers).collect::<Vec<_>>(), [(Side::Supply, 2, 0, 0, 2)]);
        assert!(groups.iter().all(|group| group.lots.is_empty() && group.limits.is_empty()));
        Ok(())
    }

    /// `m/a` matters most and takes the only unit that `m/c` could have, and with it the only unit that the limit
    /// leaves to `m/b`. Two units could be covered in all, but not while `m/a` is.
    #[test]
    fn units_that_a_more_important_requirement_keeps_are_counted_once() -> Result<(), Error> {
        let groups = groups(
            r#""requirements": [{"id": "m/a", "class": 1, "units": 1}, {"id": "m/b", "class": 2, "units": 1},
                {"id": "m/c", "class": 2, "units": 1}],
            "lots": [{"id": "l1", "units": 1}, {"id": "l2", "units": 1}],
            "limits": [{"id": "k", "side": "demand", "members": ["m/a", "m/b"], "at_most": 1}],
            "pairs": [{"requirement": "m/a", "lot": "l1", "unknown": 0, "late": 0, "substitute": 0, "preference": 0},
                {"requirement": "m/b", "lot": "l2", "unknown": 0, "late": 0, "substitute": 0, "preference": 0},
                {"requirement": "m/c", "lot": "l1", "unknown": 0, "late": 0, "substitute": 0, "preference": 0}]"#,
        )?;
        let wanted = [(Side::Supply, 2, 0, 1, 1), (Side::Demand, 1, 1, 0, 1)];
        assert_eq!(groups.iter().map(numbers).collect::<Vec<_>>(), wanted);
        Ok(())
    }
}
