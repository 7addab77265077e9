//! **Pledgebook**: what Member States have offered for peace operations, and the engine that answers: against
//! this mission, what can come, when, what is missing, why, and what would close the gap.
//!
//! The house has five wings, and each may use only those above it:
//!
//! | wing | what lives there |
//! |---|---|
//! | [`words`] | findings, values that cannot be wrong, documents, reference data |
//! | [`record`] | pledges, evidence, missions, schemes, and the registry of events with its two times |
//! | [`judge`] | readiness by level, arrival, and eligibility, one rule a file |
//! | [`plan`] | matching: the problem, its exact optimum, the certificate, gaps, why-not |
//! | [`tell`] | tables that leave the library |
//!
//! The core is pure: no clock, no file, no randomness. The day comes in as an argument, and the same question
//! gives the same bytes in Rust, Python and the browser.
//!
//! ```
//! use pledgebook::{MatchOptions, Mission, Registry, match_missions};
//!
//! # fn main() -> Result<(), pledgebook::Error> {
//! let registry = Registry::read(include_str!("../../examples/data/small/registry.json"))?;
//! let mission = Mission::read(include_str!("../../examples/data/small/mission.json"))?;
//! let view = registry.as_of("2026-11-23".parse()?);
//! let plan = match_missions(&view, &[mission.starting("2026-12-01".parse()?)], &MatchOptions::default())?;
//! assert!(plan.certificate().verify());
//! # Ok(())
//! # }
//! ```

pub mod judge;
pub mod plan;
pub mod record;
pub mod tell;
pub mod words;

pub use plan::{Certificate, MatchOptions, Plan, Problem, match_missions, match_missions_within, solve};
pub use record::{Book, FollowUp, Mission, Registry, Scheme, View};
pub use tell::Table;
pub use words::{Code, Error, Finding};

/// The version of this package, as in its manifest. It is not part of the identity of an answer.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
