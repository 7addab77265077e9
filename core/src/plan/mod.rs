//! Planning: which lots could serve which unit requirements, what is missing, why, and what would close the gap.

pub mod advice;
pub mod coverage;
pub mod matching;
pub mod sourcing;

pub use matching::{Certificate, Problem, solve};
pub use sourcing::{MatchOptions, Plan, match_missions, match_missions_within};
