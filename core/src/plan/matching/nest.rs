//! Limits that nest: of any two on one side, one holds the other, or they share nothing.
//!
//! Nested limits stay a flow, one gate behind another. Limits that cross do not, and the best plan under them would
//! no longer come out in whole units by itself.

use std::cmp::Reverse;

/// A limit as the indices of its members.
pub(crate) struct Held {
    /// The index of the limit.
    pub(crate) limit: usize,
    /// The indices of the lots or requirements it holds.
    pub(crate) members: Vec<usize>,
}

/// The nesting of the limits on one side.
pub(crate) struct Nest {
    /// The limits with their place among these of the one directly around them; outer limits come first.
    pub(crate) limits: Vec<(usize, Option<usize>)>,
    /// For every lot or requirement, the place of the innermost limit that holds it.
    pub(crate) innermost: Vec<Option<usize>>,
    /// Pairs of limits that cross.
    pub(crate) crossing: Vec<(usize, usize)>,
}

impl Nest {
    /// Larger limits are placed first. A limit nests exactly when all its members have the same innermost limit so
    /// far: whatever was placed before and shares a member with it is at least as large, so it must hold them all.
    pub(crate) fn of(mut held: Vec<Held>, count: usize) -> Self {
        held.sort_by_key(|one| (Reverse(one.members.len()), one.limit));
        let mut nest = Self { limits: Vec::new(), innermost: vec![None; count], crossing: Vec::new() };
        for Held { limit, members } in held {
            let within = || members.iter().filter_map(|member| nest.innermost.get(*member).copied());
            let (outermost, around) = (within().min().flatten(), within().max().flatten());
            if let Some(other) = around.filter(|_| outermost != around) {
                nest.crossing.extend(nest.limits.get(other).map(|(other, _)| (limit, *other)));
                continue;
            }
            let place = nest.limits.len();
            nest.limits.push((limit, around));
            for member in members {
                if let Some(innermost) = nest.innermost.get_mut(member) {
                    *innermost = Some(place);
                }
            }
        }
        nest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nest(sets: &[&[usize]]) -> Nest {
        let held = |(limit, members): (usize, &&[usize])| Held { limit, members: members.to_vec() };
        Nest::of(sets.iter().enumerate().map(held).collect(), 6)
    }

    #[test]
    fn limits_stand_inside_the_smallest_that_holds_them() {
        let nest = nest(&[&[0], &[0, 1, 2], &[3], &[0, 1, 2], &[], &[2, 1]]);
        assert_eq!(nest.crossing, []);
        assert_eq!(nest.limits, [(1, None), (3, Some(0)), (5, Some(1)), (0, Some(1)), (2, None), (4, None)]);
        assert_eq!(nest.innermost, [Some(3), Some(2), Some(2), Some(4), None, None]);
    }

    #[test]
    fn limits_that_cross_are_named() {
        assert_eq!(nest(&[&[0, 1], &[1, 2]]).crossing, [(1, 0)]);
        assert_eq!(nest(&[&[0, 1, 2], &[0, 1], &[2, 3]]).crossing, [(2, 0)]);
    }
}
