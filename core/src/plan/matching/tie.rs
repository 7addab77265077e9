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
            while let Some(step) = came.get(node).copied().flatten().filter(|_| node != raise.to) {
                cycle.push(step);
                node = step.from;
            }
            return Ok(Some(cycle));
        }
        for step in network.out_of(node)? {
            // Edges of pairs come first, in their order: a later edge is a later pair, or no pair.
            if step.edge > pair && step.to != raise.to && network.tight(step.edge, potentials, levels)? {
                if let Some(came @ None) = came.get_mut(step.to) {
                    *came = Some(step);
                    reached.push(step.to);
                }
            }
        }
    }
    Ok(None)
}
