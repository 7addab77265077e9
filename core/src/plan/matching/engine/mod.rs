//! The engine: stage by stage, each in whole numbers, each on what the stages before it leave open.
//!
//! The levels on which plans are compared are gathered into stages, as many levels as one 64-bit number can hold without
//! any sum leaving its range. A stage is a minimum-cost flow. The flows that are as good as its best are again the flows
//! of a network: where a gate or a pair has a reduced cost, it must let through its least or its most; where it has none,
//! it is open (complementary slackness). On this face the next stage looks for its own best.
//!
//! Two strategies find the flow of a stage, and both end in the same exact prices: shortest ways ([`paths`]), and price
//! phases ([`scaling`]) where many needs compete for few lots.

mod exact;
mod flow;
mod instance;
mod paths;
mod scaling;
mod stages;

use self::exact::{WHOLE, exact};
use self::flow::Flow;
use self::instance::{Instance, Kind, index, place};
use self::paths::Paths;
use self::stages::stages;
use super::cost::{Cost, Levels};
use super::network::{Network, SINK, at, at_mut, fault};
use crate::words::finding::Error;

/// Fills a network that carries nothing with a best flow, and gives the potentials that prove it.
pub(super) fn run(network: &mut Network, levels: Levels) -> Result<Vec<Cost>, Error> {
    let mut instance = Instance::of(network)?;
    let nodes = network.nodes();
    let mut figures = vec![Vec::with_capacity(levels.count()); nodes];
    let stages = stages(network, levels);
    for (i, stage) in stages.iter().enumerate() {
        stage.price(network, &mut instance)?;
        let flow = solve(&instance)?;
        for (price, figures) in flow.prices.iter().zip(&mut figures) {
            stage.unpack(*price, figures);
        }
        if i.saturating_add(1) == stages.len() {
            fill(network, &instance, &flow)?;
        }
        narrow(&mut instance, &flow)?;
    }
    let source = figures.first().cloned().unwrap_or_default();
    if let Some(sink) = figures.get_mut(SINK) {
        *sink = source;
    }
    Ok(figures.into_iter().map(Cost::from).collect())
}

/// The best flow of a stage, with its exact prices.
fn solve(instance: &Instance) -> Result<Flow, Error> {
    let pairs = u64::try_from(instance.pairs.all().len()).unwrap_or(u64::MAX);
    let mut flow = Flow::start(instance)?;
    // Where supply is scarce, ways grow long; then prices are found for all needs together.
    let worth_a_try = pairs.saturating_mul(12).max(100_000);
    if Paths::new(instance.gates.len()).run(instance, &mut flow, worth_a_try)? {
        return proved(instance, flow);
    }
    if let Some(flow) = scaling::run(instance)? {
        return Ok(flow);
    }
    let mut flow = Flow::start(instance)?;
    Paths::new(instance.gates.len()).run(instance, &mut flow, u64::MAX)?;
    proved(instance, flow)
}

fn proved(instance: &Instance, mut flow: Flow) -> Result<Flow, Error> {
    match exact(instance, &mut flow, WHOLE)? {
        true => Ok(flow),
        false => Err(fault("a flow that should be best is not")),
    }
}

/// Leaves open what a later stage may choose among.
fn narrow(instance: &mut Instance, flow: &Flow) -> Result<(), Error> {
    for node in 1..place(instance.gates.len()) {
        let reduced = flow.reduced(instance, node)?;
        let gate = at_mut(&mut instance.gates, index(node))?;
        match reduced.signum() {
            1 => gate.most = gate.least,
            -1 => gate.least = gate.most,
            _ => {}
        }
    }
    instance
        .pairs
        .retain(|need, pair| Ok(pair.cost.saturating_add(flow.price(pair.lot)?) == flow.price(need)?))
}

/// Carries the flow into the network.
fn fill(network: &mut Network, instance: &Instance, flow: &Flow) -> Result<(), Error> {
    for node in 0..place(instance.gates.len()) {
        if *at(&instance.kinds, index(node))? == Kind::Lot {
            for (_, one) in flow.uses(node) {
                network.carry(index(instance.pairs.get(one.pair)?.edge), one.units)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::matching::Problem;

    /// A coin that falls the same way each time the tests run.
    struct Coin(u64);

    impl Coin {
        fn below(&mut self, bound: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33).checked_rem(bound).unwrap_or_default()
        }
    }

    /// Few lots for many needs, with limits on both sides.
    fn problem(coin: &mut Coin) -> Result<Problem, Error> {
        let (needs, lots) = (coin.below(12).saturating_add(2), coin.below(14).saturating_add(2));
        let list = |items: Vec<String>| items.join(",");
        let requirements = (0..needs).map(|i| {
            format!(
                r#"{{"id": "m/{i}", "class": {}, "units": {}}}"#,
                coin.below(3).saturating_add(1),
                coin.below(4)
            )
        });
        let requirements = list(requirements.collect());
        let lot = (0..lots).map(|i| format!(r#"{{"id": "l{i}", "units": {}}}"#, coin.below(4)));
        let lot = list(lot.collect());
        let mut pairs = Vec::new();
        for (i, j) in (0..needs).flat_map(|i| (0..lots).map(move |j| (i, j))) {
            if coin.below(3) > 0 {
                pairs.push(format!(
                    r#"{{"requirement": "m/{i}", "lot": "l{j}", "unknown": {}, "late": {}, "substitute": {}, "preference": {}}}"#,
                    coin.below(2), coin.below(40), coin.below(3), coin.below(2)
                ));
            }
        }
        let (half_lots, third) = (lots.div_euclid(2), lots.div_euclid(3));
        let members = |name: &str, count: u64| list((0..count).map(|i| format!("\"{name}{i}\"")).collect());
        let limits = [
            format!(
                r#"{{"id": "outer", "side": "supply", "members": [{}], "at_most": {}}}"#,
                members("l", half_lots),
                coin.below(8)
            ),
            format!(
                r#"{{"id": "inner", "side": "supply", "members": [{}], "at_most": {}}}"#,
                members("l", third),
                coin.below(4)
            ),
            format!(
                r#"{{"id": "all", "side": "demand", "members": [{}], "at_most": {}}}"#,
                members("m/", needs),
                coin.below(20)
            ),
            format!(
                r#"{{"id": "some", "side": "demand", "members": [{}], "at_most": {}}}"#,
                members("m/", needs.div_euclid(2)),
                coin.below(9)
            ),
        ];
        Problem::read(&format!(
            r#"{{"format": "pledgebook.problem/1", "requirements": [{requirements}], "lots": [{lot}], "pairs": [{}], "limits": [{}]}}"#,
            list(pairs),
            limits.join(",")
        ))
    }

    /// What a strategy comes to: the value of each stage, and the exact prices of the last.
    fn stages_by(
        problem: &Problem,
        strategy: fn(&Instance) -> Result<Flow, Error>,
    ) -> Result<Vec<(i64, Vec<i64>)>, Error> {
        let levels = Levels::of(problem);
        let network = Network::of(problem, levels)?;
        let mut instance = Instance::of(&network)?;
        let mut found = Vec::new();
        for stage in stages(&network, levels) {
            stage.price(&network, &mut instance)?;
            let flow = strategy(&instance)?;
            let mut value = 0_i64;
            for node in 0..place(instance.gates.len()) {
                let cost = |cost: i64, units: u32| cost.saturating_mul(units.into());
                value = value.saturating_add(cost(instance.gate(node)?.cost, flow.through(node)?));
                value = flow
                    .uses(node)
                    .fold(value, |sum, (_, one)| sum.saturating_add(cost(one.cost, one.units)));
            }
            narrow(&mut instance, &flow)?;
            found.push((value, flow.prices));
        }
        Ok(found)
    }

    fn by_paths(instance: &Instance) -> Result<Flow, Error> {
        let mut flow = Flow::start(instance)?;
        Paths::new(instance.gates.len()).run(instance, &mut flow, u64::MAX)?;
        proved(instance, flow)
    }

    /// By price phases; where costs are too large for these, by ways.
    fn by_phases(instance: &Instance) -> Result<Flow, Error> {
        scaling::run(instance)?.map_or_else(|| by_paths(instance), Ok)
    }

    #[test]
    fn both_strategies_end_at_one_value_on_every_stage() -> Result<(), Error> {
        let mut coin = Coin(7);
        let mut in_phases = 0_u32;
        for round in 0..400 {
            let mut problem = problem(&mut coin)?;
            crate::words::document::Document::normalise(&mut problem);
            let network = Network::of(&problem, Levels::of(&problem))?;
            let mut instance = Instance::of(&network)?;
            if let Some(stage) = stages(&network, Levels::of(&problem)).first() {
                stage.price(&network, &mut instance)?;
                in_phases = in_phases.saturating_add(u32::from(scaling::run(&instance)?.is_some()));
            }
            let (paths, phases) = (stages_by(&problem, by_paths)?, stages_by(&problem, by_phases)?);
            let values =
                |found: &[(i64, Vec<i64>)]| found.iter().map(|(value, _)| *value).collect::<Vec<_>>();
            assert_eq!(values(&paths), values(&phases), "round {round}: {problem:?}");
            // Up to the neutral tie at its end, one flow is left, and with it one set of prices.
        }
        assert!(in_phases > 300, "price phases were tried {in_phases} times");
        Ok(())
    }
}
