//! The nodes a search has yet to settle, nearest first: a binary heap that knows where each node stands in it, so
//! that a node which comes nearer moves up instead of standing twice.

use super::cost::Cost;
use super::network::{at, at_mut};
use crate::words::finding::Error;

/// Nodes by distance, equal distances by number. The distances are the caller's; one that shrinks must be followed
/// by [`Queue::nearer`].
pub(super) struct Queue {
    nodes: Vec<usize>,
    /// Where each node stands in `nodes`, if it waits.
    places: Vec<Option<usize>>,
}

impl Queue {
    /// An empty queue for so many nodes.
    pub(super) fn new(nodes: usize) -> Self {
        Self { nodes: Vec::new(), places: vec![None; nodes] }
    }

    pub(super) fn clear(&mut self) {
        for node in self.nodes.drain(..) {
            if let Some(place) = self.places.get_mut(node) {
                *place = None;
            }
        }
    }

    /// Takes in a node, or moves it up after its distance shrank.
    pub(super) fn nearer(&mut self, node: usize, distances: &[Cost]) -> Result<(), Error> {
        let place = match *at(&self.places, node)? {
            Some(place) => place,
            None => {
                self.nodes.push(node);
                self.nodes.len().saturating_sub(1)
            }
        };
        self.up(place, node, distances)
    }

    /// Takes out the nearest node.
    pub(super) fn pop(&mut self, distances: &[Cost]) -> Result<Option<usize>, Error> {
        let (Some(nearest), Some(last)) = (self.nodes.first().copied(), self.nodes.pop()) else {
            return Ok(None);
        };
        *at_mut(&mut self.places, nearest)? = None;
        if last != nearest {
            self.down(last, distances)?;
        }
        Ok(Some(nearest))
    }

    /// Moves a node from its place towards the top.
    fn up(&mut self, mut place: usize, node: usize, distances: &[Cost]) -> Result<(), Error> {
        let key = (at(distances, node)?, node);
        while place > 0 {
            let above = place.saturating_sub(1) / 2;
            let other = *at(&self.nodes, above)?;
            if (at(distances, other)?, other) <= key {
                break;
            }
            self.put(place, other)?;
            place = above;
        }
        self.put(place, node)
    }

    /// Moves a node from the top towards its place.
    fn down(&mut self, node: usize, distances: &[Cost]) -> Result<(), Error> {
        let key = (at(distances, node)?, node);
        let mut place = 0_usize;
        loop {
            let left = place.saturating_mul(2).saturating_add(1);
            let right = left.saturating_add(1);
            let Some(mut other) = self.nodes.get(left).copied() else { break };
            let mut below = left;
            if let Some(node) = self.nodes.get(right).copied()
                && (at(distances, node)?, node) < (at(distances, other)?, other)
            {
                (other, below) = (node, right);
            }
            if key <= (at(distances, other)?, other) {
                break;
            }
            self.put(place, other)?;
            place = below;
        }
        self.put(place, node)
    }

    fn put(&mut self, place: usize, node: usize) -> Result<(), Error> {
        *at_mut(&mut self.nodes, place)? = node;
        *at_mut(&mut self.places, node)? = Some(place);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_leave_nearest_first_even_after_they_came_nearer() -> Result<(), Error> {
        let far = |figure: i64| Cost::from(vec![figure]);
        let mut distances = [5, 3, 3, 9, 1, 7].map(far);
        let mut queue = Queue::new(distances.len());
        for node in 0..distances.len() {
            queue.nearer(node, &distances)?;
        }
        *at_mut(&mut distances, 3)? = far(2);
        queue.nearer(3, &distances)?;
        let mut left = Vec::new();
        while let Some(node) = queue.pop(&distances)? {
            left.push(node);
        }
        assert_eq!(left, [4, 3, 1, 2, 0, 5]);
        Ok(())
    }
}
