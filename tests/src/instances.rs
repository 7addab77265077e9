//! Public instances with known optima: DIMACS minimum-cost flow, and assignment as the OR-Library has it.
//!
//! The library reads neither; here they become matching problems in columns, so that the engine is held against optima
//! that it did not produce. The files are copies of research data whose licence was not confirmed, so they are not part of
//! the project: they lie in a folder `shared/instances` beside the repository, where there is one.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use pledgebook::plan::matching::{Columns, Costs};

/// The folder of the public instances, looked for from this crate upwards.
pub fn folder() -> Option<PathBuf> {
    let places = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    places.map(|place| place.join("shared/instances")).find(|folder| folder.join("README.md").is_file())
}

/// A matching problem made of an instance of another kind.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The problem. The instance has a solution if and only if none of its needs stays short.
    pub columns: Columns,
    /// What the instance costs beyond the pairs of the problem.
    pub beside: i64,
}

impl Instance {
    /// What a text holds: a flow where it has a line for the problem, as DIMACS wants it, else an assignment.
    pub fn read(text: &str) -> Result<Self, String> {
        let is_flow = text.lines().any(|line| line.split_whitespace().next() == Some("p"));
        if is_flow { Flow::read(text)?.matching() } else { assignment(text) }
    }

    /// The optimum by the engine, or nothing where the instance has no solution.
    pub fn optimum(self) -> Result<Option<i64>, String> {
        let costs = self.columns.costs.clone();
        let plan = self.columns.solve().map_err(|error| error.to_string())?;
        if !plan.verify() {
            return Err("the certificate does not hold".to_owned());
        }
        if plan.short().iter().any(|short| *short > 0) {
            return Ok(None);
        }
        // Counted again from the units, which nothing but the instance says how to price.
        let by_pair: Vec<i64> = match costs {
            Costs::One { pair, .. } => pair,
            Costs::Levels { preference, .. } => preference.into_iter().map(i64::from).collect(),
        };
        let each = plan.units().into_iter().zip(by_pair).map(|(units, cost)| i64::from(units) * cost);
        Ok(Some(each.sum::<i64>() + self.beside))
    }

    /// The same with its costs on the last level of a matching problem, where a unit short outweighs all of them.
    pub fn by_levels(mut self) -> Option<Self> {
        let Costs::One { pair, shortage } = self.columns.costs else { return None };
        let preference = pair.into_iter().map(u32::try_from).collect::<Result<Vec<_>, _>>().ok()?;
        let none = vec![0; preference.len()];
        self.columns.costs = Costs::Levels {
            class: vec![1; shortage.len()],
            unknown: none.clone(),
            late: none.clone(),
            substitute: none,
            preference,
        };
        Some(self)
    }
}

/// A minimum-cost flow.
#[derive(Clone, Debug)]
pub struct Flow {
    /// By node, what comes in there from outside; what leaves is less than nothing.
    pub supply: Vec<i64>,
    /// The arcs.
    pub arcs: Vec<Arc>,
}

/// An arc of a flow.
#[derive(Clone, Copy, Debug)]
pub struct Arc {
    /// The node it leaves.
    pub tail: usize,
    /// The node it leads to.
    pub head: usize,
    /// The least flow it must have.
    pub low: i64,
    /// The most flow it may have.
    pub most: i64,
    /// What a unit costs.
    pub cost: i64,
}

impl Flow {
    /// Reads DIMACS `.min`: `p min NODES ARCS`, `n NODE SUPPLY`, `a TAIL HEAD LOW MOST COST`, and `c` before remarks.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut flow = Self { supply: Vec::new(), arcs: Vec::new() };
        let mut promised = None;
        for line in text.lines() {
            let wrong = |why: &str| format!("`{line}`: {why}");
            let mut words = line.split_whitespace();
            let kind = words.next().unwrap_or("c");
            match kind {
                "p" => {
                    let [nodes, arcs] = numbers(words.skip(1)).map_err(|why| wrong(&why))?;
                    flow.supply = vec![0; nodes];
                    promised = Some(arcs);
                }
                "n" => {
                    let [node, supply] = numbers(words).map_err(|why| wrong(&why))?;
                    *flow.at(node).ok_or_else(|| wrong("there is no such node"))? = supply;
                }
                "a" => {
                    let [tail, head, low, most, cost] = numbers(words).map_err(|why| wrong(&why))?;
                    if flow.at(tail).is_none() || flow.at(head).is_none() {
                        return Err(wrong("there is no such node"));
                    }
                    let node =
                        |number: i64| usize::try_from(number - 1).map_err(|error| wrong(&error.to_string()));
                    flow.arcs.push(Arc { tail: node(tail)?, head: node(head)?, low, most, cost });
                }
                _ => {}
            }
        }
        if promised != Some(flow.arcs.len()) {
            return Err(format!("{} arcs, where {promised:?} were promised", flow.arcs.len()));
        }
        Ok(flow)
    }

    fn at(&mut self, node: i64) -> Option<&mut i64> {
        self.supply.get_mut(usize::try_from(node - 1).ok()?)
    }

    /// The flow as a matching problem.
    ///
    /// An arc of `most` units is a need of as many: a lot that stands for its tail serves them at the cost of the arc,
    /// which says that so many flow, and a lot that stands for its head serves the others for nothing, which says that
    /// they do not flow. So the lot of a node has what comes in from outside and all that arcs could bring.
    /// What an arc must have flows beforehand; an arc with a cost below nothing flows in full, and may flow back.
    pub fn matching(&self) -> Result<Instance, String> {
        let mut supply = self.supply.clone();
        if supply.iter().sum::<i64>() != 0 {
            return Err("as much must come in as goes out".to_owned());
        }
        // No more than this can flow over an arc without a bound, if no way round costs less than nothing.
        let all: i64 = supply.iter().filter(|supply| **supply > 0).sum();
        let (mut needs, mut requirement, mut lot, mut pair) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut beside, mut dearest) = (0, 0);
        for arc in &self.arcs {
            let most = if arc.most < 0 { all } else { arc.most } - arc.low;
            let back = arc.cost < 0;
            let beforehand = arc.low + if back { most } else { 0 };
            beside += beforehand * arc.cost;
            supply[arc.tail] -= beforehand;
            supply[arc.head] += beforehand;
            let (tail, head) = if back { (arc.head, arc.tail) } else { (arc.tail, arc.head) };
            if most < 0 {
                return Err(format!("{arc:?} must have more than it may have"));
            }
            if most == 0 || tail == head {
                continue;
            }
            supply[head] += most;
            dearest = dearest.max(arc.cost.abs());
            let need = number(needs.len())?;
            needs.push(number(most)?);
            requirement.extend([need, need]);
            lot.extend([number(tail)?, number(head)?]);
            pair.extend([arc.cost.abs(), 0]);
        }
        let lots = supply.iter().map(|units| number(*units)).collect::<Result<Vec<_>, _>>()?;
        // A unit short is dearer than any way over all nodes.
        let shortage = vec![(dearest + 1) * i64::from(number(lots.len())?); needs.len()];
        let costs = Costs::One { pair, shortage };
        Ok(Instance { columns: Columns { needs, lots, requirement, lot, costs, limits: Vec::new() }, beside })
    }
}

/// An assignment as the OR-Library has it: how many, then all costs row by row; or `row column cost` for those allowed.
fn assignment(text: &str) -> Result<Instance, String> {
    let all = text.split_whitespace().map(parsed::<i64>).collect::<Result<Vec<_>, _>>()?;
    let (many, given) = all.split_first().ok_or("an empty file")?;
    let many = parsed::<usize>(&many.to_string())?;
    let (mut requirement, mut lot, mut pair) = (Vec::new(), Vec::new(), Vec::new());
    if given.len() == many * many {
        for (place, cost) in given.iter().enumerate() {
            requirement.push(number(place / many)?);
            lot.push(number(place % many)?);
            pair.push(*cost);
        }
    } else {
        let (triples, rest) = given.as_chunks::<3>();
        if !rest.is_empty() {
            return Err(format!("{} numbers are neither {many} x {many} costs nor triples", given.len()));
        }
        for [row, column, cost] in triples {
            requirement.push(number(*row - 1)?);
            lot.push(number(*column - 1)?);
            pair.push(*cost);
        }
    }
    let dearest = pair.iter().map(|cost| cost.abs()).max().unwrap_or(0);
    let shortage = vec![(2 * dearest + 1) * i64::from(number(many)?); many];
    let costs = Costs::One { pair, shortage };
    let columns =
        Columns { needs: vec![1; many], lots: vec![1; many], requirement, lot, costs, limits: Vec::new() };
    Ok(Instance { columns, beside: 0 })
}

fn numbers<'t, const N: usize, T: FromStr<Err: std::fmt::Display>>(
    words: impl Iterator<Item = &'t str>,
) -> Result<[T; N], String> {
    let all = words.map(parsed).collect::<Result<Vec<T>, String>>()?;
    let many = all.len();
    all.try_into().map_err(|_| format!("{many} numbers, where {N} were expected"))
}

fn parsed<T: FromStr<Err: std::fmt::Display>>(word: &str) -> Result<T, String> {
    word.parse().map_err(|error| format!("`{word}`: {error}"))
}

fn number<T: TryInto<u32, Error: std::fmt::Display>>(number: T) -> Result<u32, String> {
    number.try_into().map_err(|error| format!("a number leaves the range of the columns: {error}"))
}
