//! Problems as columns, and solving within limits of work.

use std::fmt::Display;
use std::rc::Rc;

use js_sys::{
    Array, BigInt64Array, BigUint64Array, Float64Array, Int8Array, Int16Array, Int32Array, JSON, Number,
    Object, Reflect, Uint8Array, Uint16Array, Uint32Array,
};
use pledgebook::plan::matching::{self, GivenColumns, ReadyColumns, Strategy, Work};
use pledgebook::{Error, Problem};
use wasm_bindgen::prelude::*;

use crate::convert::{Lent, Refused, fields, json, kind, lent, list};
use crate::plan::Certificate;
use crate::work::Limits;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A column: whole numbers, one after another. */
export type Column =
  | Uint32Array | Int32Array | Uint16Array | Int16Array | Uint8Array | Int8Array
  | BigInt64Array | BigUint64Array | Float64Array | number[];

/** At most so many units over members by their places, and at least so many, as far as can be. */
export interface ColumnLimit {
  side: "supply" | "demand";
  members: Column;
  at_most: number;
  at_least?: number;
}

interface Pairs {
  /** Units needed, by requirement. */
  needs: Column;
  /** Units, by lot. */
  lots: Column;
  /** By pair: the place of its requirement. */
  requirement: Column;
  /** By pair: the place of its lot. */
  lot: Column;
  limits?: ColumnLimit[];
}

/** Columns of a problem. What a unit costs is either one figure, or goes by levels. */
export type GivenColumns =
  | (Pairs & {
      /** By pair. */
      cost: Column;
      /** By requirement: what a unit costs that it is short of. */
      shortage: Column;
    })
  | (Pairs & {
      /** By requirement: its class of importance, from 1. */
      class: Column;
      /** By pair: how many rules are Unknown. */
      unknown: Column;
      /** By pair: days late. */
      late: Column;
      /** By pair: the rank of the substitute. */
      substitute: Column;
      /** By pair: the caller's preference. */
      preference: Column;
    });

/** How a problem is solved. The plan does not depend on the strategy. */
export interface SolveOptions extends WorkOptions {
  strategy?: "auto" | "paths" | "phases";
}

/** A lot or a requirement has so many units from now on, by its place; or a limit allows so many. */
export type ColumnChange =
  | { lot: number; units: number }
  | { requirement: number; units: number }
  | { limit: number; at_most: number };

/** How the best plan differs after a change. */
export interface ColumnDifference {
  /** What it costs more on each level, or less where below zero; the most important level first. */
  value: [level: string, cost: number | bigint][];
  /** The pairs that differ, by their place among those given. */
  moves: [pair: number, before: number, after: number][];
  /** The requirements of which more or fewer units are short. */
  short: [requirement: number, before: number, after: number][];
}

/** Solves a `pledgebook.problem/1` exactly, whose answer is its certificate; or columns. */
export function solve(problem: Columns, options?: SolveOptions | null): ColumnPlan;
export function solve(problem: Types.Problem | string, options?: SolveOptions | null): Certificate;
"#;

/// A problem as columns of whole numbers, for millions of pairs: requirements, lots and limits go by their places.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Columns(Rc<ReadyColumns>);

#[wasm_bindgen]
impl Columns {
    /// Checks the columns and puts the pairs in order.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "GivenColumns")] columns: &JsValue,
    ) -> Result<Columns, Refused> {
        let mut given = GivenColumns::default();
        let all = fields("columns", columns)?;
        let known = |name: &str| name == "limits" || GivenColumns::NAMES.contains(&name);
        all.keys().filter(|name| !known(name)).for_each(|name| given.no_such_column(name));
        let one = ["cost", "shortage"].map(|name| all.get(name).map(|column| read(&mut given, name, column)));
        let levels = ["class", "unknown", "late", "substitute", "preference"]
            .map(|name| all.get(name).map(|column| counts(&mut given, name, column)));
        let [needs, lots, requirement, lot] = ["needs", "lots", "requirement", "lot"]
            .map(|name| counts(&mut given, name, all.get(name).unwrap_or(&JsValue::UNDEFINED)));
        let costs = given.cost_of_unit(one, levels);
        let limits = match all.get("limits") {
            None => Vec::new(),
            Some(limits) => read_limits(&mut given, limits)?,
        };
        let columns = matching::Columns { needs, lots, requirement, lot, costs, limits };
        Ok(Self(Rc::new(given.ready(columns)?)))
    }

    /// Another handle on it, to be freed on its own.
    #[wasm_bindgen(skip_typescript)]
    pub fn copied(&self) -> Self {
        self.clone()
    }
}

fn counts(given: &mut GivenColumns, name: &str, column: &JsValue) -> Vec<u32> {
    match column.dyn_ref::<Uint32Array>() {
        Some(column) => column.to_vec(),
        None => read(given, name, column),
    }
}

/// The numbers of a column, or a finding.
fn read<T: TryFrom<i64>>(given: &mut GivenColumns, name: &str, column: &JsValue) -> Vec<T> {
    match numbers(column) {
        Some(numbers) => given.column(name, numbers.map(|number| narrow(number?))),
        None => {
            given.no_column(name, &format!("a value of the type `{}`", kind(column)));
            Vec::new()
        }
    }
}

type Numbers = Box<dyn Iterator<Item = Result<i64, String>>>;

fn numbers(column: &JsValue) -> Option<Numbers> {
    macro_rules! first_of {
        ($($array:ty),*) => {$(
            if let Some(array) = column.dyn_ref::<$array>() {
                return Some(Box::new(array.to_vec().into_iter().map(narrow)));
            }
        )*};
    }
    first_of!(
        Uint32Array,
        Int32Array,
        BigInt64Array,
        BigUint64Array,
        Uint16Array,
        Int16Array,
        Uint8Array,
        Int8Array
    );
    if let Some(array) = column.dyn_ref::<Float64Array>() {
        return Some(Box::new(array.to_vec().into_iter().map(whole)));
    }
    let items = Array::is_array(column).then(|| column.unchecked_ref::<Array>().to_vec())?;
    Some(Box::new(items.into_iter().map(|item| item.as_f64().ok_or_else(|| kind(&item)).and_then(whole))))
}

fn narrow<T: TryFrom<N>, N: Copy + Display>(number: N) -> Result<T, String> {
    T::try_from(number).map_err(|_| number.to_string())
}

fn whole(number: f64) -> Result<i64, String> {
    match number.fract() == 0.0 && number.abs() < 9e15 {
        true => Ok(number as i64),
        false => Err(Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()),
    }
}

fn read_limits(given: &mut GivenColumns, limits: &JsValue) -> Result<Vec<matching::ColumnLimit>, Refused> {
    let (mut all_members, rest) = (Vec::new(), Array::new());
    for (i, limit) in list("limits", limits, "a list")?.iter().enumerate() {
        let members = Reflect::get(&limit, &"members".into()).unwrap_or_default();
        all_members.push(counts(given, &format!("limits/{i}/members"), &members));
        let limit = Object::assign(&Object::new(), limit.unchecked_ref());
        Reflect::delete_property(&limit, &"members".into()).ok();
        rest.push(&limit);
    }
    let text = JSON::stringify(&rest).map(String::from).unwrap_or_default();
    Ok(given.limits(&text, all_members))
}

/// The best plan for columns.
#[wasm_bindgen]
pub struct ColumnPlan(matching::ColumnPlan);

#[wasm_bindgen]
impl ColumnPlan {
    /// The units over each pair, in the order in which the pairs were given.
    pub fn units(&self) -> Vec<u32> {
        self.0.units()
    }

    /// The units that each requirement is short of.
    pub fn short(&self) -> Vec<u32> {
        self.0.short()
    }

    /// What the plan costs on each level, the most important level first: a number, or a `bigint` where a number would
    /// not be exact.
    #[wasm_bindgen(unchecked_return_type = "[level: string, cost: number | bigint][]")]
    pub fn value(&self) -> Array {
        by_level(&self.0.levels(), &self.0.value())
    }

    /// Whether no other plan is as good, before the neutral tie rule.
    #[wasm_bindgen(getter)]
    pub fn unique(&self) -> bool {
        self.0.unique()
    }

    /// How many steps of work it took.
    #[wasm_bindgen(getter)]
    pub fn steps(&self) -> f64 {
        self.0.steps() as f64
    }

    /// Whether the plan keeps to its bounds and its prices prove it best. No solver is used.
    pub fn verify(&self) -> bool {
        self.0.verify()
    }

    /// Makes the plan ready for changes, each of which costs far less than a solve. This plan stays as it is.
    #[wasm_bindgen(js_name = whatIf)]
    pub fn what_if(&self) -> Result<ColumnWhatIf, Refused> {
        Ok(ColumnWhatIf { what_if: self.0.what_if()?, levels: self.0.levels() })
    }
}

/// A plan that changes are tried on, one after another. Each starts from the plan after the last.
#[wasm_bindgen]
pub struct ColumnWhatIf {
    what_if: matching::ColumnWhatIf,
    levels: Vec<String>,
}

#[wasm_bindgen]
impl ColumnWhatIf {
    /// Makes all these changes at once, each to how things stand now: `{lot: 17, units: 0}`, which withdraws the lot,
    /// `{requirement: 3, units: 2}`, or `{limit: 0, at_most: 5}`. What is not possible changes nothing.
    #[wasm_bindgen(unchecked_return_type = "ColumnDifference")]
    pub fn change(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ColumnChange[]")] changes: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "WorkOptions | null")] options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let changes = json("changes", changes)?;
        let changes = matching::ColumnChange::read_list(&changes).map_err(Refused::from)?;
        let limits = Limits::read("options", options, &["steps", "shouldStop"])?;
        let difference = limits.within(|work| self.what_if.change(&changes, work))?;
        Ok(self.told(&difference))
    }

    /// Takes the last changes back that were not taken back yet; `undefined` where there are none.
    #[wasm_bindgen(unchecked_return_type = "ColumnDifference | undefined")]
    pub fn undo(
        &mut self,
        #[wasm_bindgen(unchecked_optional_param_type = "WorkOptions | null")] options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let limits = Limits::read("options", options, &["steps", "shouldStop"])?;
        let difference = limits.within(|work| self.what_if.undo(work))?;
        Ok(difference.map_or(JsValue::UNDEFINED, |difference| self.told(&difference)))
    }

    /// The best plan as things stand now.
    pub fn plan(&self) -> Result<ColumnPlan, Refused> {
        Ok(ColumnPlan(self.what_if.plan()?))
    }

    fn told(&self, difference: &matching::ColumnDifference) -> JsValue {
        let triples = |of: &[(u32, u32, u32)]| -> Array {
            of.iter()
                .map(|(place, before, after)| {
                    Array::of3(&(*place).into(), &(*before).into(), &(*after).into())
                })
                .collect()
        };
        let told = Object::new();
        let parts = [
            ("value", by_level(&self.levels, &difference.value)),
            ("moves", triples(&difference.moves)),
            ("short", triples(&difference.short)),
        ];
        for (name, part) in parts {
            Reflect::set(&told, &name.into(), &part).ok();
        }
        told.into()
    }
}

/// Costs by level: numbers, or `bigint`s where a number would not be exact.
fn by_level(levels: &[String], costs: &[i64]) -> Array {
    let exact = |cost: i64| match cost.unsigned_abs() < 1 << 53 {
        true => JsValue::from(cost as f64),
        false => JsValue::from(cost),
    };
    levels.iter().zip(costs).map(|(level, cost)| Array::of2(&level.into(), &exact(*cost))).collect()
}

/// Solves a problem, whose answer is its certificate, or columns.
#[wasm_bindgen(skip_typescript)]
pub fn solve(problem: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let columns = lent("problem", problem, ("Columns", Lent::columns)).ok();
    let problem = match columns {
        Some(_) => None,
        None => Some(json("problem", problem)?),
    };
    let limits = Limits::read("options", options, &["steps", "strategy", "shouldStop"])?;
    let strategy = limits.strategy;
    limits.within(|work| match (columns, problem) {
        (Some(Columns(columns)), _) => {
            columns.solve_within(strategy, work).map(|plan| ColumnPlan(plan).into())
        }
        (None, problem) => certificate(&problem.unwrap_or_default(), strategy, work).map(JsValue::from),
    })
}

fn certificate(problem: &str, strategy: Strategy, work: &mut Work<'_>) -> Result<Certificate, Error> {
    let solution = matching::solve_within(&Problem::read(problem)?, strategy, work)?;
    solution.certificate().map(Certificate)
}
