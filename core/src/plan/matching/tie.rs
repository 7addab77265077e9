//! The tie: neutral, reproducible, and the same for every algorithm.
//!
//! Where plans are equal on every level that means something, a number drawn from the ids decides, so that no
//! State gains by its place in a list. Should even those sums be equal, the plan is the one whose units, read over
//! the pairs in the order of (requirement, lot), are lexicographically the greatest. That names one plan, whatever
//! finds it.

use sha2::{Digest, Sha256};

use super::flow::Flow;
use super::network::{Instance, Kind, NONE, Node};
use super::price::Price;
use super::rows::{Rows, index, put};
use super::unique::unique;
use crate::words::value::{LotId, SlotId};

/// The largest tie.
pub(super) const LARGEST: u32 = 0x7fff_ffff;

/// The tie of a pair: the first 31 bits (the first four bytes as a big-endian number, without its lowest bit) of
/// SHA-256 over these bytes: `pledgebook.tie/1`, a zero byte, the requirement's id, a zero byte, the lot's id.
pub fn tie(requirement: &SlotId, lot: &LotId) -> u32 {
    of_bytes(&[requirement.as_str().as_bytes(), b"\0", lot.as_str().as_bytes()])
}

fn of_bytes(pair: &[&[u8]]) -> u32 {
    let mut digest = Sha256::new();
    digest.update(b"pledgebook.tie/1\0");
    pair.iter().for_each(|part| digest.update(part));
    let first = digest.finalize().iter().take(4).fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    first >> 1
}

/// What requirements and lots are called, by their places.
#[derive(Clone, Debug)]
pub(super) enum Names {
    /// By their ids.
    Ids(Vec<SlotId>, Vec<LotId>),
    /// By their places, in six digits: `r/000012` and `000345`.
    Places,
    /// Not at all, to test what only equal sums can show.
    #[cfg(test)]
    Unnamed,
}

impl Names {
    /// The tie of a pair.
    pub(super) fn tie(&self, requirement: u32, lot: u32) -> u32 {
        match self {
            Self::Ids(requirements, lots) => {
                let ids = requirements.get(index(requirement)).zip(lots.get(index(lot)));
                ids.map_or(0, |(requirement, lot)| tie(requirement, lot))
            }
            Self::Places => of_bytes(&[b"r/", &digits(requirement), b"\0", &digits(lot)]),
            #[cfg(test)]
            Self::Unnamed => 0,
        }
    }
}

/// A place in six digits; problems have fewer than a million requirements, and fewer lots.
fn digits(place: u32) -> [u8; 6] {
    let mut left = place;
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = digit.wrapping_add(u8::try_from(left % 10).unwrap_or(0));
        left = left.div_euclid(10);
    }
    digits
}

/// Moves a best flow to the one best plan, on the face that is left after the last level.
///
/// Pairs are visited in order. Each is raised as far as cycles allow, which change no cost; what was settled before is
/// not touched again.
pub(super) fn settle<C: Price>(face: &Instance<C>, flow: &mut Flow<C>) {
    if unique(face, flow) {
        return;
    }
    let of_need = |need| face.pairs_of(need).map(move |(pair, one)| (one.lot, (pair, need)));
    let by_lot: Vec<_> = face.shape.all_needs().flat_map(of_need).collect();
    let settler = Settler { face, by_lot: Rows::of(index(face.shape.needs), by_lot.into_iter()) };
    for need in face.shape.all_needs() {
        for (pair, one) in face.pairs_of(need) {
            while let Some(way) = settler.way(flow, pair, need, one.lot) {
                let room = way.iter().map(|step| settler.room(flow, *step)).min().unwrap_or(0);
                for step in way.into_iter().chain([Step::Pair(pair, one.lot, need)]) {
                    settler.push(flow, step, room);
                }
            }
        }
    }
}

/// One step that the flow leaves room for.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Over a gate to its node.
    Gate(Node),
    /// Back over a gate.
    Back(Node),
    /// Over a pair, from a lot to a need.
    Pair(u32, Node, Node),
    /// Back over a pair.
    PairBack(u32, Node, Node),
}

struct Settler<'f, C> {
    face: &'f Instance<C>,
    /// By lot: its pairs, with their needs.
    by_lot: Rows<(u32, Node)>,
}

impl<C: Price> Settler<'_, C> {
    /// A way from a need to a lot that leaves alone all pairs up to this one, breadth first.
    fn way(&self, flow: &Flow<C>, settled: u32, from: Node, to: Node) -> Option<Vec<Step>> {
        let mut came: Vec<Option<(Step, Node)>> = vec![None; index(self.face.shape.end)];
        let mut reached = vec![from];
        let mut next = 0_usize;
        while let Some(node) = reached.get(next).copied() {
            next = next.saturating_add(1);
            if node == to {
                let mut way = Vec::new();
                let mut node = node;
                while let Some(Some((step, before))) = came.get(index(node)).copied() {
                    way.push(step);
                    node = before;
                }
                return Some(way);
            }
            self.each_step(flow, settled, node, |step, head| {
                if head != from && matches!(came.get(index(head)), Some(None)) {
                    put(&mut came, head, Some((step, node)));
                    reached.push(head);
                }
            });
        }
        None
    }

    fn each_step(&self, flow: &Flow<C>, settled: u32, node: Node, mut step: impl FnMut(Step, Node)) {
        let shape = &self.face.shape;
        if node != 0 && self.room(flow, Step::Back(node)) > 0 {
            step(Step::Back(node), shape.parent(node));
        }
        match shape.kind(node) {
            Kind::Inner => {
                for child in shape.children(node) {
                    if self.room(flow, Step::Gate(*child)) > 0 {
                        step(Step::Gate(*child), *child);
                    }
                }
            }
            Kind::Lot => {
                for (pair, need) in self.by_lot.row(node).iter().filter(|(pair, _)| *pair > settled) {
                    step(Step::Pair(*pair, node, *need), *need);
                }
            }
            Kind::Need => {
                for (pair, one) in self.face.pairs_of(node).filter(|(pair, _)| *pair > settled) {
                    let back = Step::PairBack(pair, one.lot, node);
                    if self.room(flow, back) > 0 {
                        step(back, one.lot);
                    }
                }
            }
        }
    }

    fn room(&self, flow: &Flow<C>, step: Step) -> u32 {
        match step {
            Step::Gate(node) => self.face.gate(node).most.saturating_sub(flow.through(node)),
            Step::Back(node) => flow.through(node).saturating_sub(self.face.gate(node).least),
            Step::Pair(..) => NONE,
            Step::PairBack(pair, lot, _) => flow.used(lot, pair),
        }
    }

    fn push(&self, flow: &mut Flow<C>, step: Step, units: u32) {
        match step {
            Step::Gate(node) => flow.pass(self.face.shape.parent(node), node, units.into()),
            Step::Back(node) => {
                flow.pass(self.face.shape.parent(node), node, i64::from(units).wrapping_neg());
            }
            Step::Pair(pair, lot, need) => {
                flow.serve(lot, need, (pair, self.face.pairs.get(pair).cost), units);
                flow.hand(lot, i64::from(units).wrapping_neg());
                flow.hand(need, units.into());
            }
            Step::PairBack(pair, lot, need) => {
                flow.free(lot, pair, units);
                flow.hand(lot, units.into());
                flow.hand(need, i64::from(units).wrapping_neg());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use super::*;
    use crate::plan::matching::engine::{self, Strategy, Work};
    use crate::plan::matching::{Pair, Problem};
    use crate::words::finding::Error;

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
            let mut numbers = problem.numbers();
            numbers.unname();
            let solved = engine::solve(&numbers, Strategy::Auto, &mut Work::default())?;
            assert_eq!(Some(solved.units(&numbers)), best);
        }
        Ok(())
    }
}
