//! What the engine adds and compares: one whole number, or several that are compared one after the other.

use std::fmt::Debug;

/// A cost or a price. Bounds are checked before anything is added; see [`stages`](super::engine::stages).
pub(super) trait Price: Copy + Ord + Default + Debug {
    /// Nothing.
    const ZERO: Self;
    /// Beyond every cost there is.
    const FAR: Self;
    /// Below every cost there is.
    const LOW: Self;

    /// The sum.
    #[must_use]
    fn plus(self, other: Self) -> Self;

    /// The difference.
    #[must_use]
    fn minus(self, other: Self) -> Self;

    /// The least that is more.
    #[must_use]
    fn next(self) -> Self;

    /// The same in a small number, where it is one.
    fn as_small(self) -> Option<u32>;

    /// What a small number stands for.
    fn from_small(small: u32) -> Self;
}

impl Price for i64 {
    const ZERO: Self = 0;
    const FAR: Self = Self::MAX >> 1;
    const LOW: Self = Self::MIN >> 1;

    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }

    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }

    fn next(self) -> Self {
        self.wrapping_add(1)
    }

    fn as_small(self) -> Option<u32> {
        u32::try_from(self).ok()
    }

    fn from_small(small: u32) -> Self {
        small.into()
    }
}

/// Whole numbers side by side, compared from the first on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Words<const N: usize>(pub(super) [i64; N]);

impl<const N: usize> Words<N> {
    /// The first so many; nothing instead of the others.
    pub(super) fn first(mut self, count: usize) -> Self {
        self.0.iter_mut().skip(count).for_each(|word| *word = 0);
        self
    }
}

impl<const N: usize> Default for Words<N> {
    fn default() -> Self {
        Self::ZERO
    }
}

impl<const N: usize> Price for Words<N> {
    const ZERO: Self = Self([0; N]);
    const FAR: Self = Self([i64::MAX >> 1; N]);
    const LOW: Self = Self([i64::MIN >> 1; N]);

    fn plus(mut self, other: Self) -> Self {
        for (sum, figure) in self.0.iter_mut().zip(other.0) {
            *sum = sum.wrapping_add(figure);
        }
        self
    }

    fn minus(mut self, other: Self) -> Self {
        for (difference, figure) in self.0.iter_mut().zip(other.0) {
            *difference = difference.wrapping_sub(figure);
        }
        self
    }

    /// Several numbers are no small one.
    fn as_small(self) -> Option<u32> {
        None
    }

    fn from_small(_: u32) -> Self {
        Self::ZERO
    }

    fn next(mut self) -> Self {
        if let Some(last) = self.0.last_mut() {
            *last = last.wrapping_add(1);
        }
        self
    }
}
