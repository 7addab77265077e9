//! Judging what is on record: the levels of lots, when they would arrive, whether they fit a requirement,
//! what their people are trained and cleared for, and what was delivered of what was undertaken.

pub mod delivery;
pub mod eligibility;
pub mod people;
pub mod readiness;
pub mod timeline;
