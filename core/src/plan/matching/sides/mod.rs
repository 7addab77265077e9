//! Side rows: what breaks the network, by branch and bound over exact bounds.
//!
//! [`solve_with_rows`] takes a problem and [`SideRows`] and gives a [`Bounded`] plan: it keeps the rows, and the
//! answer says level by level what no plan under them can be better than. The order of plans is that of the problem
//! ([`Problem::levels`]), with two levels before it: how many floors of rows are not kept, and by how much in all. So
//! rows that cannot be kept are a result with its numbers, as gaps are; ceilings and conditions are always kept, for
//! using less keeps them. Among plans that are equal to the last figure, the greater units in the order of the pairs
//! decide, as they do without rows: the plan follows from the definition, not from the search.
//!
//! **What is proven, and by what.** The best plan without rows (a network, proven by its certificate) is a bound from
//! the start, and the answer at once where it keeps them. Beyond it the search asks a linear program for prices of
//! all that is held, rounds them to whole numbers, and adds up in whole numbers what these prove; no rounding in
//! floating point is ever believed. What is proven by searching is not proven by the answer alone, as a certificate
//! is; [`Bounded::faults`] rechecks all else.

mod answer;
mod document;
mod domain;
mod model;
mod program;
mod relaxed;
mod search;

pub use answer::{Bounded, BoundedFormat, RowStanding, solve_with_rows};
pub use document::*;
