//! An ordered map of which a copy costs nothing, and which can go on while others hold what it was.

use std::cmp::Ordering;
use std::sync::Arc;

/// A balanced tree whose nodes are shared between its copies: a change copies the few nodes on the way to it, and those
/// only where another copy still holds them.
#[derive(Debug)]
pub(super) struct Tree<K, V>(Option<Arc<Node<K, V>>>);

#[derive(Debug)]
struct Node<K, V> {
    entry: Arc<(K, V)>,
    /// The length of the longest way down.
    height: u32,
    less: Tree<K, V>,
    more: Tree<K, V>,
}

impl<K, V> Clone for Tree<K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, V> Clone for Node<K, V> {
    fn clone(&self) -> Self {
        let (entry, less, more) = (Arc::clone(&self.entry), self.less.clone(), self.more.clone());
        Self { entry, height: self.height, less, more }
    }
}

impl<K, V> Default for Tree<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K, V> Tree<K, V> {
    fn height(&self) -> u32 {
        self.0.as_ref().map_or(0, |node| node.height)
    }

    /// Shows every entry, in the order of the keys.
    pub(super) fn each<'t>(&'t self, see: &mut dyn FnMut(&'t K, &'t V)) {
        if let Some(node) = &self.0 {
            node.less.each(see);
            let (key, value) = &*node.entry;
            see(key, value);
            node.more.each(see);
        }
    }
}

impl<K: Ord, V> Tree<K, V> {
    /// What stands under a key.
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        let mut at = self;
        while let Some(node) = &at.0 {
            at = match key.cmp(&node.entry.0) {
                Ordering::Less => &node.less,
                Ordering::Equal => return Some(&node.entry.1),
                Ordering::Greater => &node.more,
            };
        }
        None
    }
}

impl<K: Ord + Clone, V> Tree<K, V> {
    /// Puts a value under a key, in the place of the one that stands there, if any, which `make` is given.
    pub(super) fn put(&mut self, key: &K, make: &mut dyn FnMut(Option<&V>) -> V) {
        let Some(node) = &mut self.0 else {
            let (less, more) = Default::default();
            let entry = Arc::new((key.clone(), make(None)));
            *self = Self(Some(Arc::new(Node { entry, height: 1, less, more })));
            return;
        };
        let node = Arc::make_mut(node);
        match key.cmp(&node.entry.0) {
            Ordering::Less => node.less.put(key, make),
            Ordering::Equal => {
                node.entry = Arc::new((key.clone(), make(Some(&node.entry.1))));
                return;
            }
            Ordering::Greater => node.more.put(key, make),
        }
        node.balance();
    }
}

impl<K, V> Node<K, V> {
    fn measure(&mut self) {
        self.height = self.less.height().max(self.more.height()).saturating_add(1);
    }

    /// Sees to it that the two sides differ by one at most in their height.
    fn balance(&mut self) {
        let (less, more) = (self.less.height(), self.more.height());
        if less > more.saturating_add(1) {
            if let Some(low) = &mut self.less.0
                && low.more.height() > low.less.height()
            {
                Arc::make_mut(low).raise_more();
            }
            self.raise_less();
        } else if more > less.saturating_add(1) {
            if let Some(low) = &mut self.more.0
                && low.less.height() > low.more.height()
            {
                Arc::make_mut(low).raise_less();
            }
            self.raise_more();
        } else {
            self.measure();
        }
    }

    /// The node below on the side of lesser keys comes into the place of this one, and this one below it.
    fn raise_less(&mut self) {
        let Some(mut below) = self.less.0.take() else { return };
        let raised = Arc::make_mut(&mut below);
        self.less = std::mem::take(&mut raised.more);
        self.measure();
        std::mem::swap(self, raised);
        self.more = Tree(Some(below));
        self.measure();
    }

    fn raise_more(&mut self) {
        let Some(mut below) = self.more.0.take() else { return };
        let raised = Arc::make_mut(&mut below);
        self.more = std::mem::take(&mut raised.less);
        self.measure();
        std::mem::swap(self, raised);
        self.less = Tree(Some(below));
        self.measure();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The same as a map, and balanced.
    fn sound(tree: &Tree<u32, u32>) -> BTreeMap<u32, u32> {
        fn height(tree: &Tree<u32, u32>) -> u32 {
            let Some(node) = &tree.0 else { return 0 };
            let (less, more) = (height(&node.less), height(&node.more));
            assert!(less.abs_diff(more) <= 1, "one side is {less} high, the other {more}");
            assert_eq!(node.height, less.max(more).saturating_add(1));
            node.height
        }
        height(tree);
        let (mut map, mut before) = (BTreeMap::new(), None);
        tree.each(&mut |key, value| {
            assert!(before < Some(*key), "{key} stands behind {before:?}");
            before = Some(*key);
            map.insert(*key, *value);
        });
        map
    }

    #[test]
    fn a_copy_stays_as_it_is_when_another_goes_on() {
        let mut held = Vec::new();
        for step in [1_u32, 7, 613] {
            let (mut tree, mut map) = (Tree::default(), BTreeMap::new());
            for i in 0..500_u32 {
                // Upwards, in leaps, and all over the place; every fourth key a second time.
                let key = i.saturating_sub(i % 4 / 3).wrapping_mul(step) % 977;
                let mut add = |before: Option<&u32>| before.copied().unwrap_or_default().saturating_add(i);
                tree.put(&key, &mut add);
                let before = map.get(&key).copied();
                map.insert(key, add(before.as_ref()));
                if i % 25 == 0 {
                    held.push((tree.clone(), map.clone()));
                }
            }
            held.push((tree, map));
        }
        for (tree, map) in &held {
            assert_eq!(sound(tree), *map);
            assert!((0..1_000).all(|key| tree.get(&key) == map.get(&key)));
        }
    }
}
