//! Price phases: prices for all needs together, first roughly, then finer.
//!
//! A flow is *nearly best* where no step it leaves room for has a reduced cost below `-slack`. A phase takes prices that
//! were good at a coarser slack, undoes what is not nearly best at a finer one, and lets every node that is short of
//! units pull them over the cheapest arc; its own price rises until that arc is worth taking. A need raises its bid for
//! a lot at once to where its second-best way begins (as in an auction). Where costs are counted in parts, so many to
//! one that a whole way has less slack than one, a nearly best flow is best (cost scaling, after Goldberg and Tarjan;
//! the bids, after Bertsekas).
//!
//! Two short cuts keep phases cheap. A need keeps a list of its cheapest pairs, with a bound for all others: prices
//! only rise in a phase, so while two of the list are below the bound nothing else can be cheaper. A limit keeps its
//! children in a heap by a price that may be out of date, but only ever too low.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::super::network::{at, at_mut};
use super::exact::{Grain, exact};
use super::flow::{Flow, serving};
use super::instance::{Instance, Kind, NONE, Node, SOURCE, index, place};
use crate::words::finding::Error;

/// By how much a phase is finer than the one before.
const FINER: i64 = 8;
/// How many pairs a need keeps in its list.
const LISTED: usize = 12;
/// How many turns a phase may take for each node. Two limits that hand the same units to and fro raise their prices by
/// little each time; the shortest ways are better there.
const TURNS: usize = 64;
/// Prices beyond this could leave the range of whole numbers.
const LARGEST: i64 = 1 << 60;
const FAR: i64 = i64::MAX >> 1;

/// A pair with what it costs at the prices of its lot.
#[derive(Clone, Copy, Debug)]
struct Offer {
    value: i64,
    lot: Node,
    pair: u32,
    cost: i64,
}

const NO_OFFER: Offer = Offer { value: FAR, lot: NONE, pair: NONE, cost: 0 };

/// The cheapest pairs of a need, and a bound below which no other lies.
#[derive(Clone, Copy, Debug)]
struct List {
    offers: [(Node, u32, i64); LISTED],
    length: usize,
    bound: i64,
}

struct Phases<'i> {
    instance: &'i Instance,
    flow: Flow,
    /// How many parts a cost of one has.
    parts: i64,
    slack: i64,
    /// The most by which a need without another way overbids at once.
    leap: i64,
    lists: Vec<List>,
    /// By inner node: children that carry units, by what a unit of them was worth.
    heaps: Vec<BinaryHeap<Reverse<(i64, Node)>>>,
    waiting: VecDeque<Node>,
    waits: Vec<bool>,
    /// By node: whether it stands in the heap of its parent.
    in_heap: Vec<bool>,
    /// How many turns are left before it is given up.
    turns: usize,
    /// Given up: a price left the range, or it took too long.
    too_far: bool,
}

/// The best flow of an instance with its exact prices, or `None` where its costs are too large to be counted in parts.
pub(super) fn run(instance: &Instance) -> Result<Option<Flow>, Error> {
    let nodes = instance.gates.len();
    let pairs = instance.pairs.all().iter().map(|pair| pair.cost);
    let largest = pairs.chain(instance.gates.iter().map(|gate| gate.cost)).max().unwrap_or(0).max(1);
    let parts = i64::from(place(nodes)).saturating_add(1);
    if largest.saturating_mul(parts) > LARGEST >> 3 {
        return Ok(None);
    }
    let mut flow = Flow::start(instance)?;
    for price in &mut flow.prices {
        *price = price.saturating_mul(parts);
    }
    let list = List { offers: [(NONE, NONE, 0); LISTED], length: 0, bound: FAR };
    let mut phases = Phases {
        instance,
        flow,
        parts,
        slack: largest.saturating_mul(parts) >> 3,
        leap: largest.saturating_mul(parts),
        lists: vec![list; nodes],
        heaps: vec![BinaryHeap::new(); nodes],
        waiting: VecDeque::new(),
        waits: vec![false; nodes],
        in_heap: vec![false; nodes],
        turns: 0,
        too_far: false,
    };
    loop {
        phases.slack = phases.slack.max(1);
        phases.turns = nodes.saturating_mul(TURNS);
        phases.phase()?;
        if phases.too_far {
            return Ok(None);
        }
        if phases.slack <= parts {
            // Perhaps it is best already.
            let mut flow = phases.flow.clone();
            if exact(instance, &mut flow, Grain { parts, slack: phases.slack })? {
                return Ok(Some(flow));
            }
            if phases.slack == 1 {
                return Ok(None);
            }
        }
        phases.slack = phases.slack.div_euclid(FINER);
    }
}

impl Phases<'_> {
    fn phase(&mut self) -> Result<(), Error> {
        self.undo_gates()?;
        for node in 0..place(self.instance.gates.len()) {
            if self.instance.kind(node)? == Kind::Need {
                self.undo_need(node)?;
            }
        }
        self.fill_heaps()?;
        for node in 0..place(self.instance.gates.len()) {
            self.wait(node)?;
        }
        while let Some(node) = self.waiting.pop_front() {
            self.too_far |= self.turns == 0;
            self.turns = self.turns.saturating_sub(1);
            *at_mut(&mut self.waits, index(node))? = false;
            match self.instance.kind(node)? {
                Kind::Need => self.bid(node)?,
                Kind::Lot => self.pull_into_lot(node)?,
                Kind::Inner => self.pull_into_inner(node)?,
            }
            if self.too_far {
                return Ok(());
            }
        }
        // A need may have bid higher since it had all of a lot; the lot is worth that now.
        for node in 0..place(self.instance.gates.len()) {
            match self.instance.kind(node)? {
                Kind::Lot => self.follow_uses(node)?,
                Kind::Need => self.price_empty_lots(node)?,
                Kind::Inner => {}
            }
        }
        Ok(())
    }

    /// An empty lot is as dear as it takes for nobody to want it.
    fn price_empty_lots(&mut self, need: Node) -> Result<(), Error> {
        for pair in self.instance.pairs.of_node(need) {
            if self.instance.gate(pair.lot)?.most == 0 {
                let price = self.flow.price(need)?.wrapping_sub(pair.cost.wrapping_mul(self.parts));
                self.raise(pair.lot, price)?;
            }
        }
        Ok(())
    }

    /// A lot that is used up is worth its least use.
    fn follow_uses(&mut self, lot: Node) -> Result<(), Error> {
        let full = self.flow.through(lot)? == self.instance.gate(lot)?.most;
        let mut worth = FAR;
        for (_, one) in self.flow.uses(lot) {
            worth = worth.min(self.flow.price(one.need)?.wrapping_sub(one.cost.wrapping_mul(self.parts)));
        }
        if full && worth < FAR && *at(&self.flow.in_hand, index(lot))? <= 0 {
            self.raise(lot, worth)?;
        }
        Ok(())
    }

    /// A node that is short of units waits for its turn.
    fn wait(&mut self, node: Node) -> Result<(), Error> {
        let waits = at_mut(&mut self.waits, index(node))?;
        if !*waits && *at(&self.flow.in_hand, index(node))? < 0 {
            *waits = true;
            self.waiting.push_back(node);
        }
        Ok(())
    }

    fn take(&mut self, node: Node, units: u32) -> Result<(), Error> {
        self.flow.hand(node, 0_i64.saturating_sub(units.into()))?;
        self.wait(node)
    }

    fn raise(&mut self, node: Node, price: i64) -> Result<(), Error> {
        let known = at_mut(&mut self.flow.prices, index(node))?;
        *known = price.max(*known);
        self.too_far |= price > LARGEST;
        Ok(())
    }

    /// What a unit costs through the gate of a node.
    fn through_gate(&self, node: Node) -> Result<i64, Error> {
        let gate = self.instance.gate(node)?;
        Ok(gate.cost.wrapping_mul(self.parts).wrapping_add(self.flow.price(gate.parent)?))
    }

    /// Lets units more through the gate of a node.
    fn open(&mut self, node: Node, units: u32) -> Result<(), Error> {
        let gate = self.instance.gate(node)?;
        let through = at_mut(&mut self.flow.through, index(node))?;
        let least = *through <= gate.least;
        *through = through.saturating_add(units);
        if least {
            self.enter_heap(node)?;
        }
        self.flow.hand(node, units.into())?;
        self.take(gate.parent, units)
    }

    /// Lets units fewer through the gate of a node.
    fn shut(&mut self, node: Node, units: u32) -> Result<(), Error> {
        let gate = self.instance.gate(node)?;
        let through = at_mut(&mut self.flow.through, index(node))?;
        *through = through.saturating_sub(units);
        self.flow.hand(gate.parent, units.into())?;
        self.take(node, units)
    }

    /// What a unit is worth to the parent of a node, if it gave it back.
    fn worth_back(&self, node: Node) -> Result<i64, Error> {
        let cost = self.instance.gate(node)?.cost.wrapping_mul(self.parts);
        Ok(self.flow.price(node)?.wrapping_sub(cost))
    }

    fn enter_heap(&mut self, node: Node) -> Result<(), Error> {
        if std::mem::replace(at_mut(&mut self.in_heap, index(node))?, true) {
            return Ok(());
        }
        let worth = self.worth_back(node)?;
        let parent = self.instance.gate(node)?.parent;
        at_mut(&mut self.heaps, index(parent))?.push(Reverse((worth, node)));
        Ok(())
    }

    fn fill_heaps(&mut self) -> Result<(), Error> {
        self.heaps.iter_mut().for_each(BinaryHeap::clear);
        self.in_heap.fill(false);
        for node in 1..place(self.instance.gates.len()) {
            if self.flow.through(node)? > self.instance.gate(node)?.least {
                self.enter_heap(node)?;
            }
        }
        Ok(())
    }

    /// Gates that are not nearly best are shut or opened. A lot of which nothing is used follows its limit down instead.
    fn undo_gates(&mut self) -> Result<(), Error> {
        for node in 1..place(self.instance.gates.len()) {
            let gate = self.instance.gate(node)?;
            let kind = self.instance.kind(node)?;
            if kind == Kind::Need {
                continue;
            }
            let through = self.flow.through(node)?;
            let limit = self.flow.price(gate.parent)?;
            if kind == Kind::Lot && through < gate.most {
                let price = at_mut(&mut self.flow.prices, index(node))?;
                *price = limit.min(*price);
            }
            let reduced = limit.wrapping_sub(self.flow.price(node)?);
            if reduced < 0_i64.saturating_sub(self.slack) && through < gate.most {
                self.open(node, gate.most.saturating_sub(through))?;
            } else if reduced > self.slack && through > gate.least {
                self.shut(node, through.saturating_sub(gate.least))?;
            }
        }
        Ok(())
    }

    /// A need takes the price of its cheapest way, and leaves what is dearer.
    fn undo_need(&mut self, need: Node) -> Result<(), Error> {
        let gate = self.instance.gate(need)?;
        let short = self.through_gate(need)?;
        let mut cheapest = self.list(need)?;
        if self.flow.through(need)? < gate.most {
            cheapest = cheapest.min(short);
        }
        if cheapest >= FAR {
            return Ok(());
        }
        *at_mut(&mut self.flow.prices, index(need))? = cheapest.wrapping_add(self.slack);
        let too_dear = cheapest.wrapping_add(self.slack.wrapping_mul(2));
        let through = self.flow.through(need)?;
        if short > too_dear && through > gate.least {
            self.shut(need, through.saturating_sub(gate.least))?;
        }
        for (pair, place_of) in self.instance.pairs.of_node(need).iter().zip(self.instance.pairs.range(need))
        {
            if pair.cost.wrapping_mul(self.parts).wrapping_add(self.flow.price(pair.lot)?) > too_dear {
                let units = self.flow.used(pair.lot, place(place_of));
                if units > 0 {
                    self.flow.free(pair.lot, place(place_of), units)?;
                    self.flow.hand(pair.lot, units.into())?;
                    self.take(need, units)?;
                }
            }
        }
        Ok(())
    }

    /// Lists the cheapest pairs of a need, and gives what the cheapest costs.
    fn list(&mut self, need: Node) -> Result<i64, Error> {
        let mut best = [NO_OFFER; LISTED];
        let (mut length, mut bound) = (0_usize, FAR);
        for (pair, place_of) in self.instance.pairs.of_node(need).iter().zip(self.instance.pairs.range(need))
        {
            let value = pair.cost.wrapping_mul(self.parts).wrapping_add(self.flow.price(pair.lot)?);
            if value >= bound {
                continue;
            }
            let offer = Offer { value, lot: pair.lot, pair: place(place_of), cost: pair.cost };
            let mut at_place = length;
            while at_place > 0 && best.get(at_place.wrapping_sub(1)).is_some_and(|other| other.value > value)
            {
                at_place = at_place.wrapping_sub(1);
            }
            if at_place == LISTED {
                bound = value;
                continue;
            }
            if length == LISTED {
                // The dearest goes, and bounds all that are not listed.
                bound = best.last().map_or(bound, |last| last.value);
            } else {
                length = length.wrapping_add(1);
            }
            if let Some(tail) = best.get_mut(at_place..length) {
                tail.rotate_right(1);
                if let Some(first) = tail.first_mut() {
                    *first = offer;
                }
            }
        }
        let list = at_mut(&mut self.lists, index(need))?;
        for (kept, offer) in list.offers.iter_mut().zip(&best) {
            *kept = (offer.lot, offer.pair, offer.cost);
        }
        (list.length, list.bound) = (length, bound);
        Ok(best.first().map_or(FAR, |first| first.value))
    }

    /// The two cheapest ways of a need to a unit that it does not have: the better, and what the other costs.
    fn two_cheapest(&mut self, need: Node) -> Result<(Offer, i64), Error> {
        let mut fresh = false;
        loop {
            let (mut first, mut second) = (NO_OFFER, FAR);
            let gate = self.instance.gate(need)?;
            if self.flow.through(need)? < gate.most {
                first.value = self.through_gate(need)?;
            }
            let list = at(&self.lists, index(need))?;
            for (lot, pair, cost) in list.offers.iter().take(list.length) {
                let value = cost.wrapping_mul(self.parts).wrapping_add(self.flow.price(*lot)?);
                if value < second && !self.holds_all(need, *lot, *pair)? {
                    if value < first.value {
                        second = first.value;
                        first = Offer { value, lot: *lot, pair: *pair, cost: *cost };
                    } else {
                        second = value;
                    }
                }
            }
            if second <= list.bound {
                return Ok((first, second));
            }
            if fresh {
                return if first.value <= list.bound {
                    Ok((first, list.bound))
                } else {
                    self.look_at_all(need)
                };
            }
            self.list(need)?;
            fresh = true;
        }
    }

    fn look_at_all(&self, need: Node) -> Result<(Offer, i64), Error> {
        let (mut first, mut second) = (NO_OFFER, FAR);
        if self.flow.through(need)? < self.instance.gate(need)?.most {
            first.value = self.through_gate(need)?;
        }
        for (pair, place_of) in self.instance.pairs.of_node(need).iter().zip(self.instance.pairs.range(need))
        {
            let value = pair.cost.wrapping_mul(self.parts).wrapping_add(self.flow.price(pair.lot)?);
            if value < second && !self.holds_all(need, pair.lot, place(place_of))? {
                if value < first.value {
                    second = first.value;
                    first = Offer { value, lot: pair.lot, pair: place(place_of), cost: pair.cost };
                } else {
                    second = value;
                }
            }
        }
        Ok((first, second))
    }

    /// Whether a need has every unit of a lot already; of an empty lot it has.
    fn holds_all(&self, need: Node, lot: Node, pair: u32) -> Result<bool, Error> {
        let most = self.instance.gate(lot)?.most;
        Ok(most == 0
            || self.flow.uses(lot).any(|(_, one)| one.need == need && one.pair == pair && one.units >= most))
    }

    /// A need that is short bids for units, one lot after the other.
    fn bid(&mut self, need: Node) -> Result<(), Error> {
        loop {
            let missing = 0_i64.saturating_sub(*at(&self.flow.in_hand, index(need))?);
            let Some(missing) = u32::try_from(missing).ok().filter(|units| *units > 0) else { return Ok(()) };
            let (offer, second) = self.two_cheapest(need)?;
            if offer.value >= FAR || self.too_far {
                self.too_far = true;
                return Ok(());
            }
            if offer.lot == NONE {
                self.raise(need, offer.value.wrapping_add(self.slack))?;
                let room = self.instance.gate(need)?.most.saturating_sub(self.flow.through(need)?);
                self.open(need, missing.min(room))?;
                continue;
            }
            self.bid_for(need, missing, offer, second)?;
        }
    }

    fn bid_for(&mut self, need: Node, missing: u32, offer: Offer, second: i64) -> Result<(), Error> {
        let lot = offer.lot;
        let gate = self.instance.gate(lot)?;
        let through = self.flow.through(lot)?;
        let in_hand = u32::try_from(*at(&self.flow.in_hand, index(lot))?).unwrap_or(0);
        if in_hand == 0 && through < gate.most {
            // A unit that lies unused costs at least what its limit costs.
            let limit = self.flow.price(gate.parent)?;
            if self.flow.price(lot)? < limit {
                self.raise(lot, limit)?;
                if offer.cost.wrapping_mul(self.parts).wrapping_add(limit) > second {
                    return Ok(());
                }
            }
            let units = missing.min(gate.most.saturating_sub(through));
            self.open(lot, units)?;
            return self.have(need, offer, second, units);
        }
        if in_hand > 0 {
            return self.have(need, offer, second, missing.min(in_hand));
        }
        // The use that is worth least gives way.
        let least = self.least_use(lot, offer.pair)?;
        let Some((_, other, pair, units)) = least else {
            self.too_far = true;
            return Ok(());
        };
        let units = missing.min(units);
        self.flow.free(lot, pair, units)?;
        self.take(other, units)?;
        self.flow.hand(lot, units.into())?;
        self.have(need, offer, second, units)
    }

    /// A need has units of a lot now. It bids up to where its second-best way begins, or the next unit of the same lot.
    fn have(&mut self, need: Node, offer: Offer, second: i64, units: u32) -> Result<(), Error> {
        self.flow.hand(offer.lot, 0_i64.saturating_sub(units.into()))?;
        self.flow.serve(offer.lot, serving(need, offer.pair, offer.cost, units))?;
        self.flow.hand(need, units.into())?;
        let room = self.flow.through(offer.lot)? < self.instance.gate(offer.lot)?.most;
        let next = if room || *at(&self.flow.in_hand, index(offer.lot))? > 0 {
            offer.value
        } else {
            self.least_use(offer.lot, offer.pair)?
                .map_or(FAR, |(worth, ..)| offer.cost.wrapping_mul(self.parts).wrapping_add(worth))
        };
        let bid = second.min(next).min(offer.value.wrapping_add(self.leap));
        self.raise(need, bid.max(offer.value).wrapping_add(self.slack))?;
        self.follow_uses(offer.lot)
    }

    /// The use of a lot that is worth least, but for that of one pair.
    fn least_use(&self, lot: Node, but_for: u32) -> Result<Option<(i64, Node, u32, u32)>, Error> {
        let mut least: Option<(i64, Node, u32, u32)> = None;
        for (_, one) in self.flow.uses(lot).filter(|(_, one)| one.pair != but_for) {
            let worth = self.flow.price(one.need)?.wrapping_sub(one.cost.wrapping_mul(self.parts));
            if least.is_none_or(|(other, ..)| worth < other) {
                least = Some((worth, one.need, one.pair, one.units));
            }
        }
        Ok(least)
    }

    /// A lot that has passed on more than it has takes units from its limit, or from the uses worth least.
    fn pull_into_lot(&mut self, lot: Node) -> Result<(), Error> {
        loop {
            let missing = 0_i64.saturating_sub(*at(&self.flow.in_hand, index(lot))?);
            let Some(missing) = u32::try_from(missing).ok().filter(|units| *units > 0) else { return Ok(()) };
            let gate = self.instance.gate(lot)?;
            let room = gate.most.saturating_sub(self.flow.through(lot)?);
            let mut least = (if room > 0 { self.flow.price(gate.parent)? } else { FAR }, NONE, NONE, room);
            for (_, one) in self.flow.uses(lot) {
                let worth = self.flow.price(one.need)?.wrapping_sub(one.cost.wrapping_mul(self.parts));
                if worth < least.0 {
                    least = (worth, one.need, one.pair, one.units);
                }
            }
            let (worth, need, pair, units) = least;
            if worth >= FAR {
                self.too_far = true;
                return Ok(());
            }
            self.raise(lot, worth.wrapping_add(self.slack))?;
            let units = missing.min(units);
            if need == NONE {
                self.open(lot, units)?;
            } else {
                self.flow.free(lot, pair, units)?;
                self.flow.hand(lot, units.into())?;
                self.take(need, units)?;
            }
        }
    }

    /// A limit, or the source, takes units from above, or back from the child to which they are worth least.
    fn pull_into_inner(&mut self, node: Node) -> Result<(), Error> {
        loop {
            let missing = 0_i64.saturating_sub(*at(&self.flow.in_hand, index(node))?);
            let Some(missing) = u32::try_from(missing).ok().filter(|units| *units > 0) else { return Ok(()) };
            let child = self.least_child(node)?;
            let gate = self.instance.gate(node)?;
            let room = if node == SOURCE { 0 } else { gate.most.saturating_sub(self.flow.through(node)?) };
            let above = if room > 0 { self.flow.price(gate.parent)? } else { FAR };
            match child {
                Some((worth, child)) if worth < above => {
                    self.raise(node, worth.wrapping_add(self.slack))?;
                    let carried = self.flow.through(child)?.saturating_sub(self.instance.gate(child)?.least);
                    self.shut(child, missing.min(carried))?;
                }
                _ if room > 0 => {
                    self.raise(node, above.wrapping_add(self.slack))?;
                    self.open(node, missing.min(room))?;
                }
                _ => {
                    self.too_far = true;
                    return Ok(());
                }
            }
            if self.too_far {
                return Ok(());
            }
        }
    }

    /// The child that carries units to which they are worth least.
    fn least_child(&mut self, node: Node) -> Result<Option<(i64, Node)>, Error> {
        while let Some(Reverse((worth, child))) = at(&self.heaps, index(node))?.peek().copied() {
            let carries = self.flow.through(child)? > self.instance.gate(child)?.least;
            let now = self.worth_back(child)?;
            if carries && now <= worth {
                return Ok(Some((worth, child)));
            }
            let heap = at_mut(&mut self.heaps, index(node))?;
            heap.pop();
            if carries {
                heap.push(Reverse((now, child)));
            } else {
                *at_mut(&mut self.in_heap, index(child))? = false;
            }
        }
        Ok(None)
    }
}
