//! Matching: which lots meet which unit requirements, exactly, and why nothing better exists.
//!
//! [`solve`] takes a [`Problem`] and gives the one best plan under the stated rules; the order of the rules is in
//! [`Problem::levels`], and the last of them, a neutral tie, leaves exactly one plan. The [`Certificate`] proves it
//! to anyone; [`Shortfall`]s say why requirements stay short; [`Forced`] says what using another pair would cost.

mod certificate;
mod column_what_if;
mod columns;
mod cost;
mod engine;
mod face;
mod figures;
mod flow;
mod forced;
mod given;
mod kept;
mod nest;
mod network;
mod numbers;
mod pairs;
mod price;
mod prices;
mod problem;
mod proof;
mod rows;
mod shortfall;
mod sides;
mod solution;
mod tie;
mod unique;
mod warm;

use crate::words::finding::{Code, Error, Finding};

pub use certificate::{Certificate, CertificateFormat};
pub use column_what_if::{ColumnChange, ColumnDifference, ColumnWhatIf};
pub use columns::{ColumnLimit, ColumnPlan, Columns, Costs, ReadyColumns};
pub use cost::Cost;
pub use engine::{Strategy, Work};
pub use forced::{Forced, Move};
pub use given::GivenColumns;
pub(super) use nest::{Held, Nest};
pub use prices::{LimitPrice, LotPrice, Prices, RequirementPrice};
pub use problem::*;
pub use shortfall::Shortfall;
pub use sides::*;
pub use solution::{Proposal, Shortage, Solution, solve, solve_within};
pub use tie::tie;

/// The matching itself is at fault: a finding instead of a panic.
fn fault(what: &str) -> Error {
    Error::one(Finding::new(Code::Internal, "", format!("In matching, {what}.")).help("Please report it."))
}
