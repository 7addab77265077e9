//! Sourcing: from the record and the missions to the problem, and from its best solution back to what a planner
//! reads: proposed matches, gaps with their reasons, questions by State, and why a lot is not proposed.

mod asked;
mod check;
mod gap;
mod options;
mod plan;
mod questions;
mod rows;
mod under_rows;
mod why_not;

pub use gap::{Gap, TurnedAway};
pub use options::*;
pub use plan::*;
pub use questions::Question;
pub use rows::*;
pub use under_rows::{TakenFor, UnderRows};
pub use why_not::{Difference, Reason, WhyNot, WhyNotFormat};
