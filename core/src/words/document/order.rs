//! The canonical order of lists whose order says nothing.

use std::mem::take;

/// Puts a list into the order of a text key, and equal keys into the order they had.
///
/// The sort itself is on keys and places, whatever the list holds: one sort in the browser package instead of one for
/// every type.
pub(crate) fn put_in_order<T>(items: &mut Vec<T>, key: impl Fn(&T) -> String) {
    let mut order: Vec<(String, usize)> = items.iter().map(key).zip(0..).collect();
    order.sort_unstable();
    let mut taken: Vec<Option<T>> = take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|(_, place)| taken.get_mut(place).and_then(Option::take)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_keep_their_order() {
        let mut items = vec![("b", 1), ("a", 2), ("b", 0), ("a", 1)];
        put_in_order(&mut items, |item| item.0.to_owned());
        assert_eq!(items, [("a", 2), ("a", 1), ("b", 1), ("b", 0)]);
    }
}
