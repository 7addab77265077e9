//! The certificate: a plan with prices that prove it best, checked without a solver.
//!
//! **Why prices prove it** (weak duality, which needs only addition and order, so it holds for figures compared
//! lexicographically as for numbers: these form an ordered group). Take any plan. Each requirement's need is covered
//! or short. A unit short costs at least the requirement's price; a unit covered costs at least that price less the
//! prices of its lot and of the limits that hold it. Lots and limits let no more units through than they have, and
//! their prices are not negative. So no plan costs less than
//!
//! ```text
//! sum(need * price(requirement)) - sum(units * price(lot)) - sum(at_most * price(limit))
//! ```
//!
//! and a plan that costs exactly this is best. A limit that asks for at least so many units may have a price below zero,
//! down to what a unit below its floor costs; it then counts with the units that it asks for. Whether a plan is the only
//! best one can be read off the same prices (see [`unique`](super::unique)).
//!
//! A certificate proves what it says, not that a certain program said it. If it is altered and sealed anew so that
//! it states another truth, it holds: the prices that prove a plan are often not the only ones (a limit of zero units
//! may have any price that is high enough), and the figures of pairs the plan does not use may be worse.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::cost::{Cost, Levels};
use super::face::close;
use super::flow::Flow;
use super::network::Kind;
use super::numbers::Numbers;
use super::pairs::Pair;
use super::prices::{Prices, PricesByPlace};
use super::problem::{Limit, Problem};
use super::rows::{at, index, place, put};
use super::solution::{Proposal, Shortage, Solution};
use super::unique::unique;
use crate::words::document::{self, CollectInOrder, Document, document, format_tag, hash, put_in_order};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{LotId, SlotId, Text};

format_tag!(
    /// The format of a certificate.
    CertificateFormat = "pledgebook.certificate/1"
);

document! {
    /// A plan with what proves it best.
    pub struct Certificate {
        /// The format.
        pub format: CertificateFormat,
        /// The problem, in canonical order.
        pub problem: Problem,
        /// What is proposed, by requirement and lot.
        pub proposals: Vec<Proposal>,
        /// What stays short, by requirement.
        pub shortages: Vec<Shortage>,
        /// The cost of the plan, in the order of the problem's levels.
        pub value: Cost,
        /// The prices that prove it.
        pub prices: Prices,
        /// Whether no other plan is as good before the tie.
        pub unique: bool,
        /// SHA-256 of the canonical text of all else.
        pub seal: Text,
    }
}

impl Certificate {
    /// Reads a certificate strictly, with all findings at once. That it can be read does not say that it holds.
    pub fn read(text: &str) -> Result<Self, Error> {
        document::read(text, &())
    }

    /// The certificate of a solution.
    pub(super) fn sealed(solution: &Solution, prices: Prices) -> Result<Self, Error> {
        let mut certificate = Self {
            format: CertificateFormat,
            problem: solution.problem().clone(),
            proposals: solution.proposals().to_vec(),
            shortages: solution.shortages().to_vec(),
            value: solution.value().clone(),
            prices,
            unique: solution.unique(),
            seal: "unsealed".parse()?,
        };
        certificate.seal = certificate.seal_of_all_else()?.parse()?;
        Ok(certificate)
    }

    /// The seal that belongs to everything but the seal.
    pub fn seal_of_all_else(&self) -> Result<String, Error> {
        let mut all = serde_json::to_value(self)
            .map_err(|error| Error::one(Finding::new(Code::Internal, "", error.to_string())))?;
        if let Some(members) = all.as_object_mut() {
            members.remove("seal");
        }
        hash(&all)
    }

    /// Whether everything it states is true.
    pub fn verify(&self) -> bool {
        self.faults().is_empty()
    }

    /// What is not true of what it states. No solver is used: only sums, comparisons and one walk for `unique`.
    pub fn faults(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.check(&(), &mut findings);
        if findings.is_empty() {
            self.check_order(&mut findings);
        }
        if findings.is_empty() {
            self.check_seal(&mut findings);
            self.check_plan(&mut findings);
            self.check_value(&mut findings);
            self.check_prices(&mut findings);
        }
        // What is left to check takes the plan for best.
        if findings.is_empty() {
            self.check_unique(&mut findings);
        }
        findings
    }

    /// All lists stand in their order, as reading puts them; and prices stand for exactly what the problem holds, so that
    /// they can be read side by side.
    fn check_order(&self, findings: &mut Vec<Finding>) {
        let mut in_order = self.clone();
        in_order.normalise();
        if *self != in_order {
            findings.push(untrue("", "Its lists do not stand in their order.".into()));
        }
        let (problem, prices) = (&self.problem, &self.prices);
        let requirements = prices.requirements.iter().map(|one| &one.requirement);
        let lots = prices.lots.iter().map(|one| &one.lot);
        let limits = prices.limits.iter().map(|one| &one.limit);
        let same = [
            ("requirements", requirements.eq(problem.requirements.iter().map(|one| &one.id))),
            ("lots", lots.eq(problem.lots.iter().map(|one| &one.id))),
            ("limits", limits.eq(problem.limits.iter().map(Limit::id))),
        ];
        for (list, _) in same.into_iter().filter(|(_, same)| !same) {
            let message = format!("Prices must stand for exactly the {list} of the problem, in their order.");
            findings.push(untrue(format!("/prices/{list}"), message));
        }
    }

    fn check_seal(&self, findings: &mut Vec<Finding>) {
        match self.seal_of_all_else() {
            Ok(seal) if seal == self.seal.as_str() => {}
            Ok(seal) => {
                findings.push(untrue("/seal", format!("The seal of this certificate would be {seal}.")))
            }
            Err(error) => findings.extend_from_slice(error.findings()),
        }
    }

    /// The plan keeps to pairs, needs, lots and limits, and its shortages are what is left of the needs.
    fn check_plan(&self, findings: &mut Vec<Finding>) {
        let problem = &self.problem;
        let mut over_pairs: BTreeMap<_, u64> =
            problem.pairs.iter().map(|pair| ((&pair.requirement, &pair.lot), 0)).collect_map();
        let (mut used, mut covered) = (BTreeMap::new(), BTreeMap::new());
        for (i, Proposal { requirement, lot, units }) in self.proposals.iter().enumerate() {
            let path = format!("/proposals/{i}");
            let units = u64::from(units.get());
            match over_pairs.get_mut(&(requirement, lot)) {
                _ if units == 0 => findings.push(untrue(path, "A proposal has at least one unit.".into())),
                None => findings.push(untrue(path, format!("`{lot}` is not eligible for `{requirement}`."))),
                Some(stated @ 0) => *stated = units,
                Some(_) => findings.push(untrue(path, format!("`{lot}` for `{requirement}` stands twice."))),
            }
            add(&mut used, lot, units);
            add(&mut covered, requirement, units);
        }
        let counted = |id: &str, units: u64, most: u64| {
            (units > most).then(|| {
                untrue("/proposals", format!("{units} units count towards `{id}`, which has {most}."))
            })
        };
        for lot in &problem.lots {
            findings.extend(counted(lot.id.as_str(), sum(&used, [&lot.id]), lot.units.get().into()));
        }
        for limit in &problem.limits {
            let units = counted_by(limit, &used, &covered);
            findings.extend(counted(limit.id().as_str(), units, limit.at_most().get().into()));
        }
        let mut short = Vec::new();
        for requirement in &problem.requirements {
            let (units, need) = (sum(&covered, [&requirement.id]), u64::from(requirement.units.get()));
            findings.extend(counted(requirement.id.as_str(), units, need));
            short.extend(Some((&requirement.id, need.saturating_sub(units))).filter(|(_, short)| *short > 0));
        }
        if !self.shortages.iter().map(|short| (&short.requirement, u64::from(short.units.get()))).eq(short) {
            findings.push(untrue(
                "/shortages",
                "The shortages are not what the proposals leave of the needs.".into(),
            ));
        }
    }

    /// The value, recounted from proposals and shortages.
    fn check_value(&self, findings: &mut Vec<Finding>) {
        match self.recounted() {
            Ok(value) if value == self.value => {}
            Ok(value) => findings.push(untrue("/value", format!("The plan costs {:?}.", value.figures()))),
            Err(error) => findings.extend_from_slice(error.findings()),
        }
    }

    fn recounted(&self) -> Result<Cost, Error> {
        let levels = Levels::of(&self.problem);
        let classes =
            self.problem.requirements.iter().map(|requirement| (&requirement.id, requirement.class));
        let classes = classes.collect_map();
        let class = |id| classes.get(id).copied().unwrap_or_default();
        let pairs = self.problem.pairs.iter().map(|pair| ((&pair.requirement, &pair.lot), pair));
        let pairs = pairs.collect_map();
        let mut value = Cost::zero(levels.count());
        for Shortage { requirement, units } in &self.shortages {
            value = value.plus(&levels.shortage(class(requirement)).times(units.get())?)?;
        }
        let (mut used, mut covered) = (BTreeMap::new(), BTreeMap::new());
        for Proposal { requirement, lot, units } in &self.proposals {
            if let Some(pair) = pairs.get(&(requirement, lot)) {
                value = value.plus(&levels.pair(pair, class(requirement)).times(units.get())?)?;
            }
            add(&mut used, lot, units.get().into());
            add(&mut covered, requirement, units.get().into());
        }
        for limit in self.problem.limits.iter().filter(|limit| limit.at_least() > 0) {
            let below = u64::from(limit.at_least()).saturating_sub(counted_by(limit, &used, &covered));
            value = value.plus(&levels.below_floor().times(u32::try_from(below).unwrap_or(u32::MAX))?)?;
        }
        Ok(value)
    }

    /// The prices are allowed, and add up to the value.
    fn check_prices(&self, findings: &mut Vec<Finding>) {
        if let Err(error) = self.check_bounds(findings) {
            findings.extend_from_slice(error.findings());
        }
        let (problem, prices) = (&self.problem, &self.prices);
        let mut proven = vec![0_i128; self.value.figures().len()];
        for (requirement, price) in problem.requirements.iter().zip(&prices.requirements) {
            add_times(&mut proven, &price.price, requirement.units.get().into());
        }
        for (lot, price) in problem.lots.iter().zip(&prices.lots) {
            add_times(&mut proven, &price.price, i128::from(lot.units.get()).saturating_neg());
        }
        let zero = Cost::zero(self.value.figures().len());
        for (limit, price) in problem.limits.iter().zip(&prices.limits) {
            let has_floor = limit.at_least() > 0 && price.price < zero;
            let units = if has_floor { limit.at_least() } else { limit.at_most().get() };
            add_times(&mut proven, &price.price, i128::from(units).saturating_neg());
        }
        if !self.value.figures().iter().copied().map(i128::from).eq(proven.iter().copied()) {
            findings.push(untrue(
                "/prices",
                format!("The prices prove that no plan costs less than {proven:?}."),
            ));
        }
    }

    fn check_bounds(&self, findings: &mut Vec<Finding>) -> Result<(), Error> {
        let (problem, prices) = (&self.problem, &self.prices);
        let levels = Levels::of(problem);
        let zero = Cost::zero(levels.count());
        // What a unit gives up at its lot and at the limits that hold it, by lot and by requirement.
        let mut at_lot = BTreeMap::new();
        for (i, (lot, price)) in problem.lots.iter().zip(&prices.lots).enumerate() {
            if price.price < zero {
                findings.push(untrue(
                    format!("/prices/lots/{i}/price"),
                    "The price of a lot is not negative.".into(),
                ));
            }
            at_lot.insert(&lot.id, price.price.clone());
        }
        let mut at_requirement = BTreeMap::new();
        for (i, (requirement, price)) in problem.requirements.iter().zip(&prices.requirements).enumerate() {
            if price.price > levels.shortage(requirement.class) {
                let message = "A requirement's price is at most the cost of leaving it short.".into();
                findings.push(untrue(format!("/prices/requirements/{i}/price"), message));
            }
            at_requirement.insert(&requirement.id, (requirement.class, &price.price, zero.clone()));
        }
        for (i, (limit, price)) in problem.limits.iter().zip(&prices.limits).enumerate() {
            let price = &price.price;
            let lowest = if limit.at_least() > 0 { zero.minus(&levels.below_floor())? } else { zero.clone() };
            if *price < lowest {
                let message =
                    "The price of a limit is not negative, but for the cost of a unit below its floor.";
                findings.push(untrue(format!("/prices/limits/{i}/price"), message.into()));
            }
            match limit {
                Limit::Supply(limit) => {
                    for lot in &limit.members {
                        if let Some(sum) = at_lot.get_mut(lot) {
                            *sum = sum.plus(price)?;
                        }
                    }
                }
                Limit::Demand(limit) => {
                    for requirement in &limit.members {
                        if let Some((_, _, sum)) = at_requirement.get_mut(requirement) {
                            *sum = sum.plus(price)?;
                        }
                    }
                }
            }
        }
        for (i, pair) in problem.pairs.iter().enumerate() {
            let requirement = at_requirement.get(&pair.requirement);
            let (Some(given), Some((class, price, limited))) = (at_lot.get(&pair.lot), requirement) else {
                continue;
            };
            if **price > levels.pair(pair, *class).plus(given)?.plus(limited)? {
                let message =
                    format!("`{}` for `{}` would cost less than the prices say.", pair.lot, pair.requirement);
                findings.push(untrue(format!("/problem/pairs/{i}"), message));
            }
        }
        Ok(())
    }

    fn check_unique(&self, findings: &mut Vec<Finding>) {
        match self.is_unique() {
            Ok(unique) if unique == self.unique => {}
            Ok(unique) => {
                let message = if unique { "No other plan" } else { "Another plan" };
                findings.push(untrue("/unique", format!("{message} is as good before the tie.")));
            }
            Err(error) => findings.extend_from_slice(error.findings()),
        }
    }

    fn is_unique(&self) -> Result<bool, Error> {
        let numbers = self.problem.numbers();
        let shape = numbers.shape.clone();
        let prices = PricesByPlace::unnamed(&self.prices).of_nodes(&numbers)?;
        let before_tie = numbers.figures.before_tie();
        let price = |node: u32| prices.get(index(node)).map_or(&[][..], Cost::figures);
        // What stands on the levels before the tie, as one sign: of what a step costs, less the rise of the price.
        let sign = |cost: &Cost, from: u32, to: u32| {
            let figures = cost.figures().iter().zip(price(from)).zip(price(to)).take(before_tie);
            figures.map(|((cost, from), to)| cost.saturating_add(*from).cmp(to)).find(|sign| sign.is_ne())
        };
        let mut face = numbers.instance(|_| 0_i64);
        let floor = numbers.figures.floor_cost();
        let free = Cost::zero(floor.figures().len());
        let against = free.minus(&floor)?;
        let mut floors = vec![false; shape.nodes()];
        for (node, units) in shape.limits.iter().zip(&numbers.limits) {
            put(&mut floors, *node, units.at_least > 0);
        }
        for (node, gate) in (0..).zip(&mut face.gates).skip(1) {
            let (first, rest) = match (shape.kind(node), at(&floors, node), at(&shape.supply, node)) {
                (Kind::Need, ..) => {
                    let short = numbers.figures.short_cost(shape.need_place(node));
                    (short.clone(), short)
                }
                (_, false, _) => (free.clone(), free.clone()),
                (_, true, true) => (against.clone(), free.clone()),
                (_, true, false) => (free.clone(), floor.clone()),
            };
            let rise = |cost: &Cost| sign(cost, gate.parent, node).map_or(Ordering::Equal, Ordering::reverse);
            let (first, rest) = (rise(&first), rise(&rest));
            close(gate, first, rest);
        }
        let tight = |need: u32, pair: Pair<i64>, edge: u32| {
            let cost = numbers.figures.pair_cost(edge, need, shape.lot_place(pair.lot));
            sign(&cost, pair.lot, shape.need(need)).is_none()
        };
        Arc::make_mut(&mut face.pairs).retain(tight);
        Ok(unique(&face, &self.flow(&numbers).rehome(&face)))
    }

    /// The plan as a flow over all pairs.
    fn flow(&self, numbers: &Numbers) -> Flow<i64> {
        let (problem, shape) = (&self.problem, &numbers.shape);
        let mut flow = Flow::empty(&numbers.instance(|_| 0_i64));
        for Proposal { requirement, lot, units } in &self.proposals {
            let wanted = (requirement, lot);
            let pair = problem.pairs.binary_search_by(|pair| (&pair.requirement, &pair.lot).cmp(&wanted));
            let need = problem.requirements.binary_search_by(|one| one.id.cmp(requirement));
            let (Ok(pair), Ok(need)) = (pair, need) else { continue };
            let (pair, need) = (place(pair), shape.need(place(need)));
            let lot = numbers.pairs.get(pair);
            flow.serve(lot, need, (pair, 0), units.get());
            flow.hand(lot, i64::from(units.get()).saturating_neg());
            flow.hand(need, units.get().into());
            flow.carry(shape, lot, units.get());
        }
        for need in shape.all_needs() {
            let short = u32::try_from(flow.in_hand(need).saturating_neg()).unwrap_or(0);
            flow.carry(shape, need, short);
        }
        flow
    }
}

impl Document for Certificate {
    const FORMAT: &'static str = CertificateFormat::TEXT;
    type Context = ();

    fn check(&self, (): &(), findings: &mut Vec<Finding>) {
        let mut in_problem = Vec::new();
        self.problem.check(&(), &mut in_problem);
        let sound = in_problem.is_empty();
        for finding in &mut in_problem {
            finding.path.insert_str(0, "/problem");
        }
        findings.append(&mut in_problem);
        if !sound {
            return;
        }
        let levels = Levels::of(&self.problem).count();
        let Prices { requirements, lots, limits } = &self.prices;
        let requirements =
            requirements.iter().enumerate().map(|(i, one)| ("/prices/requirements", i, &one.price));
        let lots = lots.iter().enumerate().map(|(i, one)| ("/prices/lots", i, &one.price));
        let limits = limits.iter().enumerate().map(|(i, one)| ("/prices/limits", i, &one.price));
        let prices = requirements.chain(lots).chain(limits);
        let prices = prices.map(|(list, i, price)| (format!("{list}/{i}/price"), price));
        for (path, cost) in [("/value".to_owned(), &self.value)].into_iter().chain(prices) {
            let figures = cost.figures().len();
            if figures != levels {
                let message = format!("Here stand {figures} figures; this problem has {levels} levels.");
                let finding = Finding::new(Code::WrongType, path, message);
                findings.push(finding.help("Give one figure for each level of the problem."));
            }
        }
    }

    fn normalise(&mut self) {
        self.problem.normalise();
        put_in_order(&mut self.proposals, |proposal| format!("{} {}", proposal.requirement, proposal.lot));
        put_in_order(&mut self.shortages, |shortage| shortage.requirement.to_string());
        put_in_order(&mut self.prices.requirements, |price| price.requirement.to_string());
        put_in_order(&mut self.prices.lots, |price| price.lot.to_string());
        put_in_order(&mut self.prices.limits, |price| price.limit.to_string());
    }
}

fn untrue(path: impl Into<String>, message: String) -> Finding {
    Finding::new(Code::ProofFails, path, message).help("Do not rely on it: solve its problem again.")
}

fn add<'i, Id: Ord>(sums: &mut BTreeMap<&'i Id, u64>, id: &'i Id, units: u64) {
    let sum = sums.entry(id).or_default();
    *sum = sum.saturating_add(units);
}

fn sum<'i, Id: Ord + 'i>(sums: &BTreeMap<&Id, u64>, ids: impl IntoIterator<Item = &'i Id>) -> u64 {
    ids.into_iter().filter_map(|id| sums.get(id)).fold(0, |sum, units| sum.saturating_add(*units))
}

/// The units that a limit counts.
fn counted_by(limit: &Limit, used: &BTreeMap<&LotId, u64>, covered: &BTreeMap<&SlotId, u64>) -> u64 {
    match limit {
        Limit::Supply(limit) => sum(used, &limit.members),
        Limit::Demand(limit) => sum(covered, &limit.members),
    }
}

/// Sums of prices times units; 128 bits hold every sum there can be.
fn add_times(sums: &mut [i128], price: &Cost, units: i128) {
    for (sum, figure) in sums.iter_mut().zip(price.figures()) {
        *sum = sum.saturating_add(i128::from(*figure).saturating_mul(units));
    }
}
