//! Lists one behind the other, and reads that cannot fail.
//!
//! The engine reads its own numbers millions of times. A read that leads nowhere gives nothing (zero) instead of a panic;
//! a fault of ours shows up where the answer is proved, not here.

/// The item at a place, or nothing.
pub(super) fn at<T: Copy + Default>(items: &[T], place: u32) -> T {
    items.get(index(place)).copied().unwrap_or_default()
}

/// Puts an item in its place.
pub(super) fn put<T>(items: &mut [T], place: u32, item: T) {
    if let Some(old) = items.get_mut(index(place)) {
        *old = item;
    }
}

/// A place in a list, from the number that is kept of it.
pub(super) fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// The number that is kept of a place; the limits on problems keep it in range.
pub(super) fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Items with each in its new place.
pub(super) fn moved<T: Copy + Default>(items: &[T], places: &[u32]) -> Vec<T> {
    let mut moved = vec![T::default(); items.len()];
    for (item, place) in items.iter().zip(places) {
        put(&mut moved, *place, *item);
    }
    moved
}

/// Lists by row, one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Rows<T> {
    /// The items by row, in the order in which they come.
    pub(super) fn of(rows: usize, each: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut next = vec![0_u32; rows.saturating_add(1)];
        for (row, _) in each.clone() {
            let count = at(&next, row);
            put(&mut next, row, count.saturating_add(1));
        }
        let mut sum = 0_u32;
        for count in &mut next {
            (*count, sum) = (sum, sum.saturating_add(*count));
        }
        let starts = next.clone();
        let mut items = vec![T::default(); index(sum)];
        for (row, item) in each {
            let here = at(&next, row);
            put(&mut items, here, item);
            put(&mut next, row, here.saturating_add(1));
        }
        Self { starts, items }
    }

    /// Rows of items that stand in order already, with where each row starts.
    pub(super) fn in_order(starts: Vec<u32>, items: Vec<T>) -> Self {
        Self { starts, items }
    }

    /// The same rows of other items.
    pub(super) fn map<U>(self, to: impl FnMut(T) -> U) -> Rows<U> {
        Rows { starts: self.starts, items: self.items.into_iter().map(to).collect() }
    }

    /// The items of a row.
    #[inline]
    pub(super) fn row(&self, row: u32) -> &[T] {
        self.items.get(index(self.start(row))..index(self.start(row.saturating_add(1)))).unwrap_or_default()
    }

    /// The items of a row, to change them.
    pub(super) fn row_mut(&mut self, row: u32) -> &mut [T] {
        let (start, end) = (self.start(row), self.start(row.saturating_add(1)));
        self.items.get_mut(index(start)..index(end)).unwrap_or_default()
    }

    /// Where a row starts among all items.
    pub(super) fn start(&self, row: u32) -> u32 {
        at(&self.starts, row)
    }

    /// Where the rows start.
    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> u32 {
        place(self.starts.len().saturating_sub(1))
    }

    /// All items.
    pub(super) fn all(&self) -> &[T] {
        &self.items
    }

    /// An item by its place among all.
    pub(super) fn get(&self, place: u32) -> T {
        at(&self.items, place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_the_order_in_which_items_come() {
        let rows = Rows::of(3, [(2, 20), (0, 0), (2, 21), (0, 1)].into_iter());
        assert_eq!((rows.row(0), rows.row(1), rows.row(2)), (&[0, 1][..], &[][..], &[20, 21][..]));
        assert_eq!((rows.rows(), rows.start(2), rows.get(1), rows.get(9)), (3, 2, 1, 0));
    }
}
