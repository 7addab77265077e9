//! Whether prices prove a flow best, stage by stage, in one pass over gates and pairs.
//!
//! The units are counted again from what each need has of each lot. Then no step that the flow leaves room for may cost
//! less than nothing against the prices: with costs compared stage by stage this is what it takes (complementary
//! slackness), and nothing is searched.

use std::cmp::Ordering;

use super::engine::{Solved, Stage};
use super::network::{Gate, Node, SOURCE};
use super::numbers::Numbers;
use super::rows::{at, index, put};

/// Whether the plan keeps to its bounds and its prices prove it best.
pub(super) fn proves(numbers: &Numbers, solved: &Solved) -> bool {
    let Some(through) = counted(numbers, solved) else { return false };
    let stages: Vec<(&Stage, &[i64])> =
        solved.stages.iter().zip(&solved.prices).map(|(stage, prices)| (stage, &**prices)).collect();
    let gates: Vec<Vec<Gate<i64>>> =
        stages.iter().map(|(stage, _)| numbers.priced(|figure| stage.number(figure))).collect();
    let gate_allows = |node: Node| {
        let through = at(&through, node);
        let parent = numbers.shape.parent(node);
        // How the rise of the price compares with what a unit costs, on the first stage that tells.
        let rise = |of: fn(&Gate<i64>, u32) -> Option<i64>| {
            let mut order = None;
            for ((_, prices), gates) in stages.iter().zip(&gates) {
                let gate = gates.get(index(node))?;
                let rise = at(prices, node).saturating_sub(at(prices, parent));
                order = Some(rise.cmp(&of(gate, through)?));
                if order != Some(Ordering::Equal) {
                    break;
                }
            }
            order
        };
        rise(|gate, through| gate.more(through).map(|(cost, _)| cost)) != Some(Ordering::Greater)
            && rise(|gate, through| gate.last(through).map(|(cost, _)| cost)) != Some(Ordering::Less)
    };
    let pair = |pair: u32, need: Node, lot: Node| {
        let (requirement, place) = (numbers.shape.need_place(need), numbers.shape.lot_place(lot));
        let signs = stages.iter().map(|(stage, prices)| {
            let cost = stage.of_pair(&numbers.figures, pair, requirement, place);
            cost.saturating_add(at(prices, lot)).cmp(&at(prices, need))
        });
        signs.into_iter().find(|sign| sign.is_ne()).unwrap_or(Ordering::Equal)
    };
    (1..numbers.shape.end).all(gate_allows)
        && numbers.shape.all_needs().all(|need| {
            let row = numbers.shape.need_place(need);
            let mut pairs = (numbers.pairs.start(row)..).zip(numbers.pairs.row(row));
            pairs.all(|(one, lot)| pair(one, need, *lot) != Ordering::Less)
        })
        && solved
            .flow
            .all_uses(&numbers.shape)
            .all(|(lot, one)| pair(one.pair, one.need, lot) != Ordering::Greater)
}

/// The units through each gate, counted from the uses of lots; nothing where they do not keep to the bounds.
fn counted(numbers: &Numbers, solved: &Solved) -> Option<Vec<u32>> {
    let shape = &numbers.shape;
    let mut through = vec![0_u32; shape.nodes()];
    let mut carry = |node: Node, units: u32| {
        let mut node = node;
        while node != SOURCE {
            let sum = at(&through, node).saturating_add(units);
            put(&mut through, node, sum);
            node = shape.parent(node);
        }
    };
    let mut covered = vec![0_u32; numbers.needed.len()];
    for (lot, one) in solved.flow.all_uses(shape) {
        let row = shape.need_place(one.need);
        let first = numbers.pairs.start(row);
        let here = one.pair.checked_sub(first)?;
        if numbers.pairs.row(row).get(index(here)) != Some(&lot) {
            return None;
        }
        carry(lot, one.units);
        let sum = at(&covered, row).saturating_add(one.units);
        put(&mut covered, row, sum);
    }
    for ((need, needed), covered) in shape.all_needs().zip(&numbers.needed).zip(&covered) {
        carry(need, needed.checked_sub(*covered)?);
    }
    let kept = |(gate, units): (&Gate<i64>, &u32)| (gate.least..=gate.most).contains(units);
    numbers.gates.iter().zip(&through).skip(1).all(kept).then_some(through)
}
