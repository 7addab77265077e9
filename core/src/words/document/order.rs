//! Ordered lists, maps and sets, made without a sort of their own for every type.
//!
//! The standard library compiles its sorts anew for each type that is sorted, and `collect()` sorts before it fills a
//! map or a set. Together they were a quarter of the browser package.

use std::collections::{BTreeMap, BTreeSet};
/// Puts a list into the order of a text key, and equal keys into the order they had.
///
/// The sort itself is on keys and places, whatever the list holds.
pub(crate) fn put_in_order<T>(items: &mut [T], key: impl Fn(&T) -> String) {
    for (place, from) in swaps(items.iter().map(key).collect()) {
        items.swap(place, from);
    }
}

/// The swaps that, one after the other, put a list with these keys into their order.
fn swaps(keys: Vec<String>) -> Vec<(usize, usize)> {
    let mut order: Vec<(String, usize)> = keys.into_iter().zip(0..).collect();
    order.sort_unstable();
    let from: Vec<usize> = order.into_iter().map(|(_, from)| from).collect();
    let mut swaps = Vec::new();
    for place in 0..from.len() {
        // What belongs here was swapped away if it came from a place before this one.
        let mut at = from.get(place).copied().unwrap_or(place);
        while at < place {
            at = from.get(at).copied().unwrap_or(place);
        }
        if at != place {
            swaps.push((place, at));
        }
    }
    swaps
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
