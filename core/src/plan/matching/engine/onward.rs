//! From one stage to the next: the flow that is there, at prices that leave most of it alone.
//!
//! Flows of a face differ by rings of steps. Prices that fall along every step that lies on no ring allow all these steps,
//! whatever the next stage counts. So where few nodes lie on rings, only there is anything undone and brought again.

use super::super::flow::Flow;
use super::super::network::{Instance, Node};
use super::super::rows::{Rows, at, index, place, put};
use super::super::unique::{Joined, Ways, each_step};

/// One node on rings in so many is few, and so many always are.
const FEW_OF_ALL: u32 = 64;
const FEW: u32 = 16;
/// Prices beyond this could leave the range of whole numbers.
const LARGEST: i64 = 1 << 60;

/// A flow of a face with prices to start from; `None` where much of it may change.
pub(super) fn onward(face: &Instance<i64>, flow: &Flow<i64>) -> Option<Flow<i64>> {
    let mut flow = flow.rehome(face);
    let nodes = face.shape.end;
    // Steps both ways are joined to trees; going along one and back changes nothing.
    let mut joined = Joined::new(nodes);
    let (mut trees, mut steps) = (Vec::new(), Vec::new());
    each_step(face, &flow, |from, to, ways| match ways {
        Ways::Both(cost, back) => {
            if cost == back && joined.join(from, to) {
                trees.push((from, (to, cost)));
                trees.push((to, (from, cost.wrapping_neg())));
            } else {
                steps.push((from, to, cost));
                steps.push((to, from, back.wrapping_neg()));
            }
            true
        }
        Ways::One(cost) => {
            steps.push((from, to, cost));
            true
        }
    });
    price_trees(&mut flow.prices, &mut joined, nodes, &trees);
    let mut steepest = 0_i64;
    for (from, to, cost) in &mut steps {
        let length = cost.wrapping_add(flow.price(*from)).wrapping_sub(flow.price(*to));
        steepest = steepest.max(length.saturating_abs());
        (*from, *to) = (joined.root(*from), joined.root(*to));
    }
    let trees: Vec<Node> = (0..nodes).map(|node| joined.root(node)).collect();
    let after = Rows::of(index(nodes), steps.iter().map(|(from, to, _)| (*from, *to)));
    let rings = Rings::of(&after, &trees);
    if rings.on_rings > nodes.div_euclid(FEW_OF_ALL).max(FEW) {
        return None;
    }
    // What a step leads to is found before it, and stands lower.
    let drop = steepest.saturating_add(1);
    if drop.saturating_mul(nodes.into()) > LARGEST {
        return None;
    }
    for (price, tree) in flow.prices.iter_mut().zip(trees) {
        *price = price.wrapping_add(drop.wrapping_mul(at(&rings.found, tree).into()));
    }
    Some(flow)
}

/// Prices at which the steps of trees cost nothing.
fn price_trees(prices: &mut [i64], joined: &mut Joined, nodes: Node, steps: &[(Node, (Node, i64))]) {
    let steps = Rows::of(index(nodes), steps.iter().copied());
    let mut waiting: Vec<(Node, Node)> =
        (0..nodes).filter(|node| joined.root(*node) == *node).map(|node| (node, node)).collect();
    while let Some((node, before)) = waiting.pop() {
        for (to, cost) in steps.row(node).iter().filter(|(to, _)| *to != before) {
            put(prices, *to, at(prices, node).wrapping_add(*cost));
            waiting.push((*to, node));
        }
    }
}

/// The rings of a graph: which nodes lead to each other (strong components, after Tarjan).
struct Rings {
    /// By node: the number of its component; what it leads to has a lower one, or the same.
    found: Vec<u32>,
    /// How many nodes are with others in one component.
    on_rings: u32,
}

impl Rings {
    fn of(after: &Rows<Node>, nodes: &[Node]) -> Self {
        let all = index(after.rows());
        let mut rings = Self { found: vec![0; all], on_rings: 0 };
        // By node, counted from 1: when it was reached, and the first reached that it leads to.
        let (mut reached, mut first) = (vec![0_u32; all], vec![0_u32; all]);
        let (mut time, mut components) = (0_u32, 0_u32);
        let (mut way, mut open): (Vec<(Node, u32)>, Vec<Node>) = (Vec::new(), Vec::new());
        for root in nodes.iter().copied() {
            if at(&reached, root) == 0 {
                way.push((root, 0));
            }
            while let Some((node, next)) = way.last_mut() {
                let node = *node;
                if *next == 0 {
                    time = time.saturating_add(1);
                    put(&mut reached, node, time);
                    put(&mut first, node, time);
                    open.push(node);
                }
                let to = after.row(node).get(index(*next)).copied();
                *next = next.saturating_add(1);
                if let Some(to) = to {
                    if at(&reached, to) == 0 {
                        way.push((to, 0));
                    } else if at(&rings.found, to) == 0 {
                        let earlier = at(&first, node).min(at(&reached, to));
                        put(&mut first, node, earlier);
                    }
                    continue;
                }
                way.pop();
                if let Some((before, _)) = way.last() {
                    let earlier = at(&first, *before).min(at(&first, node));
                    put(&mut first, *before, earlier);
                }
                if at(&first, node) == at(&reached, node) {
                    components = components.saturating_add(1);
                    let start = open.iter().rposition(|one| *one == node).unwrap_or(0);
                    let members = open.split_off(start);
                    for member in &members {
                        put(&mut rings.found, *member, components);
                    }
                    if members.len() > 1 {
                        rings.on_rings = rings.on_rings.saturating_add(place(members.len()));
                    }
                }
            }
        }
        rings
    }
}
