//! The tie: neutral, reproducible, and the same for every algorithm.
//!
//! Where plans are equal on every level that means something, a number drawn from the ids decides, so that no
//! State gains by its place in a list. Should even those sums be equal, the plan is the one whose units, read over
//! the pairs in the order of (requirement, lot), are lexicographically the greatest. That names one plan, whatever
//! finds it.

use sha2::{Digest, Sha256};

use super::cost::{Cost, Levels};
use super::network::{Network, Step};
use super::unique::unique;
use crate::words::finding::Error;
use crate::words::value::{LotId, SlotId};

/// The largest tie.
pub(super) const LARGEST: u32 = 0x7fff_ffff;

/// The tie of a pair: the first 31 bits (the first four bytes as a big-endian number, without its lowest bit) of
/// SHA-256 over these bytes: `pledgebook.tie/1`, a zero byte, the requirement's id, a zero byte, the lot's id.
pub fn tie(requirement: &SlotId, lot: &LotId) -> u32 {
    let mut digest = Sha256::new();
    for part in ["pledgebook.tie/1", "\0", requirement.as_str(), "\0", lot.as_str()] {
        digest.update(part.as_bytes());
    }
    let first = digest.finalize().iter().take(4).fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    first >> 1
}

/// Moves the best flow to the one best plan.
///
/// Pairs are visited in order. Each is raised as far as cycles of tight steps allow, which change no cost; what was
/// settled before is not touched again.
pub(super) fn settle(network: &mut Network, potentials: &[Cost], levels: Levels) -> Result<(), Error> {
    let levels = levels.count();
    if unique(network, potentials, levels)? {
        return Ok(());
    }
    for pair in 0..network.pairs() {
        while let Some(cycle) = cycle(network, potentials, levels, pair)? {
            let room = network.room(&cycle)?;
            network.push(&cycle, room)?;
        }
    }
    Ok(())
}

/// A cycle of tight steps that raises a pair and leaves those before it alone.
fn cycle(
    network: &Network,
    potentials: &[Cost],
    levels: usize,
    pair: usize,
) -> Result<Option<Vec<Step>>, Error> {
    let Some(raise) = network.steps_over(pair)?.find(|step| !step.back) else { return Ok(None) };
    if !network.tight(raise.edge, potentials, levels)? {
        return Ok(None);
    }
    // Breadth first from the head of the pair back to its tail.
    let mut came: Vec<Option<Step>> = vec![None; network.nodes()];
    let mut reached = vec![raise.to];
    let mut next = 0_usize;
    while let Some(node) = reached.get(next).copied() {
        next = next.saturating_add(1);
        if node == raise.from {
            let mut cycle = vec![raise];
            let mut node = node;
            while let Some(step) = came.get(node).copied().flatten() {
                cycle.push(step);
                node = step.from;
            }
            return Ok(Some(cycle));
        }
        for step in network.out_of(node)? {
            // Edges of pairs come first, in their order: a later edge is a later pair, or no pair.
            if step.edge > pair
                && step.to != raise.to
                && network.tight(step.edge, potentials, levels)?
                && let Some(came @ None) = came.get_mut(step.to)
            {
                *came = Some(step);
                reached.push(step.to);
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use super::*;
    use crate::plan::matching::{Pair, Problem, Solution};

    /// Computed outside this library, with Python's hashlib.
    #[test]
    fn the_tie_is_the_published_one() -> Result<(), Error> {
        let known = [("m/a", "l0", 715_349_754), ("m/b", "l1", 192_129_303)];
        for (requirement, lot, wanted) in
            known.into_iter().chain([("exercise-1/infantry.2", "lot_17-b", 483_562_875)])
        {
            assert_eq!(tie(&requirement.parse()?, &lot.parse()?), wanted);
        }
        Ok(())
    }

    /// Draws zeros and ones.
    struct Coin(u32);

    impl Coin {
        fn toss(&mut self) -> bool {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            self.0 >> 31 == 1
        }
    }

    /// Three requirements and three lots of one or two units; every pair, late by a day or not.
    fn problem(coin: &mut Coin) -> Result<Problem, Error> {
        let places = ["0", "1", "2"];
        let needs = places.map(|i| {
            format!(r#"{{"id": "m/{i}", "class": 1, "units": {}}}"#, if coin.toss() { 2 } else { 1 })
        });
        let lots =
            places.map(|j| format!(r#"{{"id": "l{j}", "units": {}}}"#, if coin.toss() { 2 } else { 1 }));
        let mut pair = |i, j| {
            let late = u8::from(coin.toss());
            let pair = format!(r#""requirement": "m/{i}", "lot": "l{j}", "unknown": 0, "late": {late}"#);
            format!(r#"{{{pair}, "substitute": 0, "preference": 0}}"#)
        };
        let pairs = places.map(|i| places.map(|j| pair(i, j)).join(",")).join(",");
        let lists = format!(r#""requirements": [{}], "lots": [{}]"#, needs.join(","), lots.join(","));
        Problem::read(&format!(
            r#"{{"format": "pledgebook.problem/1", {lists}, "pairs": [{pairs}], "limits": []}}"#
        ))
    }

    /// Every plan by trying all units over all pairs, with what is left of needs and lots.
    fn plans(problem: &Problem) -> Vec<Vec<u32>> {
        let mut plans: Vec<Vec<u32>> = vec![Vec::new()];
        for _ in &problem.pairs {
            plans = plans.iter().flat_map(|plan| (0..=2).map(|units| [&**plan, &[units]].concat())).collect();
            plans.retain(|plan| {
                let units = |counts: &dyn Fn(&Pair) -> bool| -> u32 {
                    problem
                        .pairs
                        .iter()
                        .zip(plan)
                        .filter(|(pair, _)| counts(pair))
                        .map(|(_, units)| *units)
                        .sum()
                };
                problem.lots.iter().all(|lot| units(&|pair| pair.lot == lot.id) <= lot.units.get())
                    && problem
                        .requirements
                        .iter()
                        .all(|need| units(&|pair| pair.requirement == need.id) <= need.units.get())
            });
        }
        plans
    }

    /// Where no hash decides, the greatest units in the order of the pairs do.
    #[test]
    fn equal_sums_leave_the_lexicographically_greatest_plan() -> Result<(), Error> {
        let mut coin = Coin(1);
        for _ in 0..60 {
            let problem = problem(&mut coin)?;
            let late = |plan: &[u32]| -> u32 {
                problem
                    .pairs
                    .iter()
                    .zip(plan)
                    .map(|(pair, units)| pair.late.get().saturating_mul(*units))
                    .sum()
            };
            let key =
                |plan: &Vec<u32>| (Reverse(plan.iter().sum::<u32>()), late(plan), Reverse(plan.clone()));
            let best = plans(&problem).into_iter().min_by_key(key);
            let levels = Levels::of(&problem).tied_by(|_, _| 0);
            let solution = Solution::of(problem, levels)?;
            assert_eq!(Some(solution.network.units().collect()), best);
        }
        Ok(())
    }
}
