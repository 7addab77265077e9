//! A tree over the leaves of a journal: one hash for all of them, and short proofs against it (RFC 9162, section 2.1).

use crate::words::value::Hash;

/// The hash of a leaf.
pub(super) fn leaf(data: &[u8]) -> Hash {
    Hash::of(&[&[0], data])
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[1], left.as_bytes(), right.as_bytes()])
}

/// The two parts of a tree of more than one leaf: the left one has the largest power of two that is smaller than all.
fn parts(leaves: &[Hash]) -> Option<(&[Hash], &[Hash])> {
    let left = leaves.len().checked_next_power_of_two()?.wrapping_shr(1);
    if leaves.len() > 1 { leaves.split_at_checked(left) } else { None }
}

/// The hash of a tree.
pub(super) fn root(leaves: &[Hash]) -> Hash {
    match (parts(leaves), leaves) {
        (Some((left, right)), _) => node(&root(left), &root(right)),
        (None, [leaf]) => *leaf,
        (None, _) => Hash::of(&[]),
    }
}

/// What proves that the leaf at a place, counted from 0, belongs to the tree.
pub(super) fn inclusion(leaves: &[Hash], place: usize) -> Vec<Hash> {
    let Some((left, right)) = parts(leaves) else { return Vec::new() };
    let (mut proof, other) = match place.checked_sub(left.len()) {
        None => (inclusion(left, place), right),
        Some(place) => (inclusion(right, place), left),
    };
    proof.push(root(other));
    proof
}

/// What proves that a tree goes on from the tree of its first so many leaves.
pub(super) fn consistency(leaves: &[Hash], first: usize) -> Vec<Hash> {
    fn part(leaves: &[Hash], first: usize, is_whole: bool) -> Vec<Hash> {
        let Some((left, right)) = parts(leaves).filter(|_| first < leaves.len()) else {
            return if is_whole { Vec::new() } else { vec![root(leaves)] };
        };
        let (mut proof, other) = match first.checked_sub(left.len()).filter(|more| *more > 0) {
            None => (part(left, first, is_whole), right),
            Some(more) => (part(right, more, false), left),
        };
        proof.push(root(other));
        proof
    }
    if first == 0 { Vec::new() } else { part(leaves, first, true) }
}

/// Whether a proof shows that a leaf stands at a place, counted from 0, in a tree of so many leaves (2.1.3.2).
pub(super) fn includes(leaf: Hash, place: u32, size: u32, root: Hash, proof: &[Hash]) -> bool {
    let Some(mut last) = size.checked_sub(1).filter(|last| place <= *last) else { return false };
    let (mut place, mut hash) = (place, leaf);
    for other in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node(other, &hash);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            hash = node(&hash, other);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && hash == root
}

/// A tree: how many leaves it has, and its hash.
pub(super) type Size = (u32, Hash);

/// Whether a proof shows that a tree goes on from a smaller one (2.1.4.2).
pub(super) fn goes_on((first, first_root): Size, (second, second_root): Size, proof: &[Hash]) -> bool {
    if first == 0 || first >= second {
        let empty = first == 0 && first_root == Hash::of(&[]);
        return proof.is_empty()
            && first <= second
            && (empty || (first == second && first_root == second_root));
    }
    let mut proof = proof.iter().copied();
    // A tree that is whole is its own first step.
    let Some(start) = (if first.is_power_of_two() { Some(first_root) } else { proof.next() }) else {
        return false;
    };
    let (mut place, mut last) = (first.wrapping_sub(1), second.wrapping_sub(1));
    while place & 1 == 1 {
        (place, last) = (place >> 1, last >> 1);
    }
    let (mut old, mut new) = (start, start);
    for other in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            (old, new) = (node(&other, &old), node(&other, &new));
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            new = node(&new, &other);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && old == first_root && new == second_root
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first inputs, and the roots over them, of the tests of Certificate Transparency, as they are widely published.
    #[test]
    fn the_roots_are_the_published_ones() {
        let inputs: [&[u8]; 4] = [&[], &[0], &[0x10], &[0x20, 0x21]];
        let leaves: Vec<Hash> = inputs.into_iter().map(leaf).collect();
        let known = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ];
        for (size, known) in known.into_iter().enumerate() {
            assert_eq!(root(leaves.get(..size).unwrap_or_default()).to_string(), known);
        }
    }

    #[test]
    fn every_proof_holds_and_no_other_does() {
        let leaves: Vec<Hash> = (0..40_u8).map(|number| leaf(&[number])).collect();
        for size in 1..=40_u8 {
            let tree = leaves.get(..usize::from(size)).unwrap_or_default();
            let whole = root(tree);
            for (place, leaf) in (0..size).zip(tree) {
                let proof = inclusion(tree, place.into());
                assert!(includes(*leaf, place.into(), size.into(), whole, &proof));
                let other = Hash::of(&[b"other"]);
                assert!(!includes(other, place.into(), size.into(), whole, &proof));
                assert!(!includes(*leaf, u32::from(place) ^ 1, size.into(), whole, &proof) || size == 1);
                let longer = [&*proof, &[other]].concat();
                assert!(!includes(*leaf, place.into(), size.into(), whole, &longer));
            }
            for first in 0..=size {
                let old = root(leaves.get(..usize::from(first)).unwrap_or_default());
                let proof = consistency(tree, first.into());
                let (old, new) = ((u32::from(first), old), (u32::from(size), whole));
                assert!(goes_on(old, new, &proof), "{first} of {size}");
                if first > 0 {
                    let other = Hash::of(&[b"other"]);
                    assert!(!goes_on((old.0, other), new, &proof));
                    assert!(!goes_on(old, (new.0, other), &proof));
                    assert!(!goes_on(old, new, &[&*proof, &[other]].concat()));
                }
            }
        }
    }
}
