//! Sourcing: from the record and the missions to the problem, and from its best solution back to what a planner
//! reads: proposed matches, gaps with their reasons, questions by State, and why a lot is not proposed.

mod asked;
mod check;
mod gap;
mod in_time;
mod marginal;
mod options;
mod plan;
mod questions;
mod rotation;
mod rows;
mod sourced;
mod under_rows;
mod waivers;
mod what_if;
mod why_not;

pub use gap::{Gap, TurnedAway};
pub use in_time::InTime;
pub use marginal::{MarginOf, MarginalValue};
pub use options::*;
pub use plan::*;
pub use questions::Question;
pub use rotation::Tour;
pub use rows::*;
pub use sourced::{Certainty, Sourced};
pub use under_rows::{TakenFor, UnderRows};
pub use waivers::{LeastWaivers, LeastWaiversFormat, RuleWaived, Waiver};
pub use what_if::*;
pub use why_not::{Difference, Reason, WhyNot, WhyNotFormat};
