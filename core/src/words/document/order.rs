//! Ordered lists, maps and sets, made without a sort of their own for every type.
//!
//! The standard library compiles its sorts anew for each type that is sorted, and `collect()` sorts before it fills a
//! map or a set. Together they were a quarter of the browser package.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Puts a list into the order of a text key, and equal keys into the order they had.
pub(crate) fn put_in_order<T>(items: &mut [T], key: impl Fn(&T) -> String) {
    let keys: Vec<String> = items.iter().map(key).collect();
    swap_all(items, in_order(keys.len(), &|a, b| keys.get(a).cmp(&keys.get(b))));
}

/// Puts a list into the order that a comparison says, and equals into the order they had.
pub(crate) fn put_in_order_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = in_order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    swap_all(items, places);
}

/// The places of a list in the order of what stands there. (The one sort, whatever the list holds.)
fn in_order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    if !places.is_sorted_by(|a, b| compare(*a, *b) != Ordering::Greater) {
        places.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
    }
    places
}

/// Puts every item of a list into its place, given the places that they come from.
fn swap_all<T>(items: &mut [T], from: Vec<usize>) {
    for (place, mut at) in from.iter().copied().enumerate() {
        // What belongs here was swapped away if it came from a place before this one.
        while at < place {
            at = from.get(at).copied().unwrap_or(place);
        }
        if at != place {
            items.swap(place, at);
        }
    }
}

/// `collect()` for maps and sets, entry by entry. As there, the later of two equal keys stands.
pub(crate) trait CollectInOrder: Iterator + Sized {
    /// Collects pairs of key and value.
    fn collect_map<K: Ord, V>(self) -> BTreeMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = BTreeMap::new();
        map.extend(self);
        map
    }

    /// Collects members.
    fn collect_set(self) -> BTreeSet<Self::Item>
    where
        Self::Item: Ord,
    {
        let mut set = BTreeSet::new();
        set.extend(self);
        set
    }
}

impl<I: Iterator> CollectInOrder for I {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_keep_their_order() {
        let mut items = vec![("b", 1), ("a", 2), ("b", 0), ("a", 1)];
        put_in_order(&mut items, |item| item.0.to_owned());
        assert_eq!(items, [("a", 2), ("a", 1), ("b", 1), ("b", 0)]);
    }

    #[test]
    fn collected_as_collect_does() {
        let items = [("b", 1), ("a", 2), ("b", 0), ("a", 1)];
        assert_eq!(items.into_iter().collect_map(), BTreeMap::from(items));
        assert_eq!(items.into_iter().collect_set(), BTreeSet::from(items));
    }
}
