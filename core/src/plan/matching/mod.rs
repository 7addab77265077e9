//! Matching: which lots meet which unit requirements, exactly, and why nothing better exists.
//!
//! [`solve`] takes a [`Problem`] and gives the one best plan under the stated rules; the order of the rules is in
//! [`Problem::levels`], and the last of them, a neutral tie, leaves exactly one plan. The [`Certificate`] proves it
//! to anyone; [`Shortfall`]s say why requirements stay short; [`Forced`] says what using another pair would cost.

mod certificate;
mod cost;
mod engine;
mod forced;
mod nest;
mod network;
mod prices;
mod problem;
mod queue;
mod rows;
mod search;
mod shortfall;
mod solution;
mod tie;
mod unique;

pub use certificate::{Certificate, CertificateFormat};
pub use cost::Cost;
pub use forced::{Forced, Move};
pub(super) use nest::{Held, Nest};
pub use prices::{LimitPrice, LotPrice, Prices, RequirementPrice};
pub use problem::*;
pub use rows::*;
pub use shortfall::Shortfall;
pub use solution::{Proposal, Shortage, Solution, solve};
pub use tie::tie;
