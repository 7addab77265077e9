//! The engine: stage by stage, each in whole numbers, each on what the stages before it leave open.
//!
//! The levels on which plans are compared are gathered into stages, as many levels as one 64-bit number can hold without
//! any sum leaving its range. A stage is a minimum-cost flow. The flows that are as good as its best are again the flows
//! of a network ([`face`](super::face)), and on this face the next stage looks for its own best.
//!
//! Two strategies find the flow of a stage, and both end in the same exact prices: shortest ways ([`paths`]), and price
//! phases ([`scaling`]) where many needs compete for few lots.

mod exact;
mod lists;
mod onward;
mod paths;
mod reduction;
mod scaling;
mod stages;
mod work;

pub(super) use self::exact::{Rough, exact};
pub(super) use self::lists::MANY;
use self::onward::onward;
pub(super) use self::paths::{Paths, undo, undo_gate};
use self::stages::levels;
pub(super) use self::stages::{Stage, stages};
pub use self::work::Work;
use super::face::narrow;
use super::fault;
use super::flow::Flow;
use super::network::Instance;
use super::numbers::Numbers;
use super::rows::{at, index, place, put};
use super::tie::settle;
use super::unique::unique;
use crate::words::finding::Error;
use crate::words::value::words;

words! {
    /// How the best flow of a stage is found; the plan is the same.
    pub enum Strategy {
        /// Shortest ways; price phases where ways grow long, or where much is needed that cannot be there.
        Auto = "auto",
        /// Shortest ways only.
        Paths = "paths",
        /// Price phases; shortest ways where costs are too large for these, or where they take too many turns.
        Phases = "phases",
    }
}

/// How many times all pairs may be looked at before ways count as long, and where levels are gathered, so that phases would
/// be many.
const LONG: u64 = 2;
const LONG_GATHERED: u64 = 32;
/// The same where bids left less than one unit in so many to be brought: there is enough for most.
const LONG_IN_PLENTY: u64 = 8;
const PLENTY: i64 = 4;
/// So many looks are never too many, and so many pairs are few.
const FEW: u64 = 10_000;
/// So few pairs are not worth phases, in a stage of one level; in one of several, few are not.
const VERY_FEW: u64 = 1_000;

/// The best flow over the pairs of a problem, with the exact prices of each stage.
#[derive(Clone, Debug)]
pub(super) struct Solved {
    pub(super) flow: Flow<i64>,
    pub(super) stages: Vec<Stage>,
    /// By stage, and by node.
    pub(super) prices: Vec<Vec<i64>>,
    /// Whether no other flow is as good before the tie.
    pub(super) unique: bool,
}

impl Solved {
    /// The units over each pair.
    pub(super) fn units(&self, numbers: &Numbers) -> Vec<u32> {
        let mut units = vec![0; numbers.pairs.all().len()];
        for lot in numbers.shape.all_lots() {
            for one in self.flow.uses(lot) {
                put(&mut units, one.pair, one.units);
            }
        }
        units
    }

    /// The price of a node on every level.
    pub(super) fn figures(&self, node: u32) -> Vec<i64> {
        let mut figures = Vec::new();
        for (stage, prices) in self.stages.iter().zip(&self.prices) {
            stage.unpack(prices.get(index(node)).copied().unwrap_or_default(), &mut figures);
        }
        figures
    }
}

/// The one best flow of a problem.
pub(super) fn solve(numbers: &Numbers, strategy: Strategy, work: &mut Work<'_>) -> Result<Solved, Error> {
    work.count(0)?;
    let gathered = stages(numbers);
    // Phases take the longer the larger the numbers are, so for these levels are not gathered.
    let few = u64::try_from(numbers.pairs.all().len()).is_ok_and(|pairs| pairs <= FEW);
    let stages = match strategy {
        Strategy::Paths => gathered.clone(),
        Strategy::Auto if few => gathered.clone(),
        _ => levels(numbers),
    };
    let mut all_prices = Vec::with_capacity(stages.len());
    let first = stages.first().ok_or_else(|| fault("a problem has no levels"))?;
    let mut face = first.instance(numbers);
    let mut flow = Flow::start(&face);
    let mut is_unique = false;
    for (i, stage) in stages.iter().enumerate() {
        if i > 0 {
            stage.price(numbers, &mut face);
        }
        if stage.is_tie() {
            is_unique = unique(&face, &flow);
        }
        // The pure strategies begin each stage anew, and so prove what Auto takes over.
        let onward = if i > 0 && strategy == Strategy::Auto { onward(&face, &flow) } else { None };
        let mended = onward.map_or(Ok(None), |before| mended(&face, before, work))?;
        flow = match mended {
            Some(flow) => flow,
            None => best_of(&face, strategy, stage.levels.len() > 1, work)?,
        };
        all_prices.push(flow.prices.clone());
        narrow(&mut face, &flow);
        flow = flow.rehome(&face);
    }
    settle(&face, &mut flow);
    let flow = flow.on_edges(&face);
    let prices = gather(&stages, all_prices, &gathered);
    Ok(Solved { flow, stages: gathered, prices, unique: is_unique })
}

/// The prices that were found for stages of one level each, as those of stages with more.
fn gather(stages: &[Stage], prices: Vec<Vec<i64>>, gathered: &[Stage]) -> Vec<Vec<i64>> {
    if stages.len() == gathered.len() {
        return prices;
    }
    let of_level = |level| {
        let stage = stages.iter().position(|stage| stage.levels.contains(&level));
        stage.and_then(|stage| prices.get(stage)).map(Vec::as_slice).unwrap_or_default()
    };
    let nodes = place(prices.first().map_or(0, Vec::len));
    let mut all = Vec::with_capacity(gathered.len());
    for stage in gathered {
        all.push((0..nodes).map(|node| stage.number(&|level| at(of_level(level), node))).collect());
    }
    all
}

/// How many pairs there are.
fn all_pairs(face: &Instance<i64>) -> u64 {
    u64::try_from(face.pairs.len()).unwrap_or(u64::MAX)
}

/// The best flow of a stage, of one level or of several, with its exact prices.
fn best_of(
    face: &Instance<i64>,
    strategy: Strategy,
    gathered: bool,
    work: &mut Work<'_>,
) -> Result<Flow<i64>, Error> {
    let pairs = all_pairs(face);
    let few = if gathered { FEW } else { VERY_FEW };
    // Where supply is scarce, ways grow long; then prices are found for all needs together.
    let straight = match strategy {
        Strategy::Auto => pairs > few && face.is_scarce(),
        Strategy::Paths => false,
        Strategy::Phases => true,
    };
    let mut flow = Flow::start(face);
    if !straight {
        let mut paths = Paths::<i64>::new(face);
        paths.reduce(face, &mut flow);
        let missing =
            face.shape.all_needs().map(|need| flow.in_hand(need).min(0)).sum::<i64>().saturating_abs();
        let needed = face.needed.iter().map(|units| i64::from(*units)).sum::<i64>();
        let looks = match strategy {
            Strategy::Paths => u64::MAX,
            _ if missing.saturating_mul(PLENTY) <= needed => pairs.saturating_mul(LONG_IN_PLENTY),
            _ if gathered => pairs.saturating_mul(LONG_GATHERED),
            _ => pairs.saturating_mul(LONG),
        };
        if paths.run(face, &mut flow, looks.max(FEW), work)? {
            return proved(face, flow);
        }
    }
    if let Some(flow) = scaling::run(face, flow, work)? {
        return Ok(flow);
    }
    // To keep what there was before the phases would double what they keep; it is soon found again.
    let (mut flow, mut paths) = (Flow::start(face), Paths::<i64>::new(face));
    paths.reduce(face, &mut flow);
    paths.run(face, &mut flow, u64::MAX, work)?;
    proved(face, flow)
}

/// The best flow of a stage, from that of the stage before; `None` where ways grow long.
fn mended(
    face: &Instance<i64>,
    mut flow: Flow<i64>,
    work: &mut Work<'_>,
) -> Result<Option<Flow<i64>>, Error> {
    undo(face, &mut flow);
    // Where few pairs are left, nodes are most of what beginning anew costs.
    let all = all_pairs(face).saturating_add(face.shape.end.into());
    let at_most = all.saturating_mul(LONG_GATHERED).max(FEW);
    match Paths::<i64>::new(face).run(face, &mut flow, at_most, work)? {
        true => proved(face, flow).map(Some),
        false => Ok(None),
    }
}

fn proved(face: &Instance<i64>, mut flow: Flow<i64>) -> Result<Flow<i64>, Error> {
    match exact(face, &mut flow, &Rough::NOT) {
        true => Ok(flow),
        false => Err(fault("a flow that should be best is not")),
    }
}
