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

use super::fault;
use super::flow::Flow;
use super::network::{Kind, Node, SOURCE};
use super::numbers::Numbers;
use super::problem::{Limit, Problem, Side};
use super::rows::{Rows, at, index, put};
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
    let walk = Walk::of(solution);
    let (mut groups, supply_bound) = walk.supply_groups();
    groups.extend(walk.demand_groups(&supply_bound)?);
    let mut shortfalls = Vec::with_capacity(groups.len());
    for group in groups {
        shortfalls.push(group.named(solution)?);
    }
    shortfalls.sort_by(|a, b| a.requirements.cmp(&b.requirements));
    Ok(shortfalls)
}

/// A group by nodes.
struct Group {
    side: Side,
    requirements: BTreeSet<Node>,
    lots: Vec<Node>,
    limits: BTreeSet<Node>,
    kept: u32,
    capacity: u32,
}

impl Group {
    fn of(side: Side) -> Self {
        let (requirements, limits) = (BTreeSet::new(), BTreeSet::new());
        Self { side, requirements, lots: Vec::new(), limits, kept: 0, capacity: 0 }
    }

    fn named(self, Solution { problem, numbers, solved, .. }: &Solution) -> Result<Shortfall, Error> {
        let shape = &numbers.shape;
        let (mut requirements, mut short, mut needs) = (Vec::new(), Vec::new(), 0_u32);
        let nowhere = || fault("a group has a member that is nowhere");
        for need in &self.requirements {
            let requirement = problem.requirements.get(index(shape.need_place(*need))).ok_or_else(nowhere)?;
            needs = needs.saturating_add(requirement.units.get());
            if let units @ 1.. = solved.flow.through(*need) {
                short.push(Shortage { requirement: requirement.id.clone(), units: Count::new(units)? });
            }
            requirements.push(requirement.id.clone());
        }
        let lots = self.lots.iter().map(|lot| {
            let lot = problem.lots.get(index(shape.lot_place(*lot))).ok_or_else(nowhere)?;
            Ok(lot.id.clone())
        });
        let lots = lots.collect::<Result<_, Error>>()?;
        let held = problem.limits.iter().zip(&shape.limits).filter(|(_, node)| self.limits.contains(node));
        let limits = held.map(|(limit, _)| limit.id().clone()).collect();
        let Self { side, kept, capacity, .. } = self;
        let deficit = needs.checked_sub(capacity).ok_or_else(|| fault("a group has more than it needs"))?;
        Ok(Shortfall { side, requirements, short, lots, limits, needs, kept, capacity, deficit })
    }
}

/// What the walks look at.
struct Walk<'s> {
    numbers: &'s Numbers,
    flow: &'s Flow<i64>,
    /// By node: the units needed below it.
    below: Vec<u32>,
}

impl<'s> Walk<'s> {
    fn of(Solution { numbers, solved, .. }: &'s Solution) -> Self {
        Self { numbers, flow: &solved.flow, below: numbers.shape.needed_below(&numbers.needed) }
    }

    fn has_room(&self, node: Node) -> bool {
        self.flow.through(node) < at(&self.numbers.gates, node).most
    }

    fn is_short(&self, need: &Node) -> bool {
        self.flow.through(*need) > 0
    }

    /// The nodes from which a unit could come to a node, among lots, needs and supply limits.
    fn into(&self, node: Node, mut from: impl FnMut(Node)) {
        let shape = &self.numbers.shape;
        match shape.kind(node) {
            Kind::Need => self.numbers.pairs.row(shape.need_place(node)).iter().for_each(|lot| from(*lot)),
            kind => {
                if node != SOURCE && self.has_room(node) {
                    from(shape.parent(node));
                }
                if kind == Kind::Lot {
                    self.flow.uses(node).for_each(|one| from(one.need));
                }
                let carries = |child: &&Node| at(&shape.supply, **child) || shape.kind(**child) == Kind::Lot;
                let children = shape.children(node).iter().filter(carries);
                children.filter(|child| self.flow.through(**child) > 0).for_each(|child| from(*child));
            }
        }
    }

    /// The groups bound on the supply side, and for every node whether it is in one.
    fn supply_groups(&self) -> (Vec<Group>, Vec<bool>) {
        let shape = &self.numbers.shape;
        let open = self.open();
        let mut met = vec![false; shape.nodes()];
        let mut joined = Joined::new(shape.end);
        for need in shape.all_needs().filter(|need| self.is_short(need) && !at(&open, *need)) {
            let mut walk = vec![need];
            while let Some(node) = walk.pop() {
                if at(&met, node) {
                    continue;
                }
                put(&mut met, node, true);
                self.into(node, |from| {
                    joined.join(from, node);
                    walk.push(from);
                });
            }
        }
        let mut groups: BTreeMap<Node, Group> = BTreeMap::new();
        for node in (1..shape.end).filter(|node| at(&met, *node)) {
            let root = joined.root(node);
            let group = groups.entry(root).or_insert_with(|| Group::of(Side::Supply));
            let kind = shape.kind(node);
            if kind == Kind::Need {
                group.requirements.insert(node);
                continue;
            }
            if kind == Kind::Lot {
                group.lots.push(node);
            }
            if joined.root(shape.parent(node)) != root {
                group.capacity = group.capacity.saturating_add(at(&self.numbers.gates, node).most);
                if kind == Kind::Inner {
                    group.limits.insert(node);
                }
            }
        }
        (groups.into_values().collect(), met)
    }

    /// For every node whether a unit could still come there from the source.
    fn open(&self) -> Vec<bool> {
        let shape = &self.numbers.shape;
        let mut steps = Vec::new();
        for node in (1..shape.end).filter(|node| shape.kind(*node) != Kind::Inner || at(&shape.supply, *node))
        {
            self.into(node, |from| steps.push((from, node)));
        }
        let after = Rows::of(shape.nodes(), steps.into_iter());
        let mut open = vec![false; shape.nodes()];
        let mut walk = vec![SOURCE];
        while let Some(node) = walk.pop() {
            if !at(&open, node) {
                put(&mut open, node, true);
                walk.extend(after.row(node));
            }
        }
        open
    }

    /// The demand limits around a node, from the inside out.
    fn around(&self, node: Node) -> impl Iterator<Item = Node> + use<'s> {
        let shape = &self.numbers.shape;
        let outer = move |node: &Node| Some(shape.parent(*node)).filter(|parent| *parent != SOURCE);
        std::iter::successors(outer(&node), outer)
    }

    /// The groups bound by demand limits: one for each outermost of those that refuse a unit.
    fn demand_groups(&self, supply_bound: &[bool]) -> Result<Vec<Group>, Error> {
        let Self { numbers, flow, below } = self;
        let units: BTreeMap<Node, u32> = numbers
            .shape
            .limits
            .iter()
            .zip(&numbers.limits)
            .map(|(node, units)| (*node, units.at_most))
            .collect_map();
        let at_most = |limit: Node| units.get(&limit).copied().unwrap_or_default();
        let is_full =
            |limit: &Node| at(below, *limit).saturating_sub(flow.through(*limit)) == at_most(*limit);
        let mut binding = BTreeSet::new();
        for need in numbers.shape.all_needs().filter(|need| self.is_short(need) && !at(supply_bound, *need)) {
            let full = self.around(need).find(is_full);
            binding.insert(full.ok_or_else(|| fault("a requirement is short and nothing binds it"))?);
        }
        let mut groups: BTreeMap<Node, Group> = BTreeMap::new();
        for limit in &binding {
            let outermost =
                self.around(*limit).filter(|outer| binding.contains(outer)).last().unwrap_or(*limit);
            groups.entry(outermost).or_insert_with(|| Group::of(Side::Demand)).limits.insert(*limit);
        }
        for need in numbers.shape.all_needs() {
            for limit in self.around(need) {
                let Some(group) = groups.get_mut(&limit) else { continue };
                if at(supply_bound, need) {
                    let covered = at(below, need).saturating_sub(flow.through(need));
                    group.kept = group.kept.saturating_add(covered);
                } else {
                    group.requirements.insert(need);
                }
            }
        }
        for (limit, group) in &mut groups {
            group.capacity = at_most(*limit).saturating_sub(group.kept);
        }
        Ok(groups.into_values().collect())
    }
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
