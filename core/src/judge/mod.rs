//! Judging what is on record: the levels of lots, when they would arrive, and whether they fit a requirement.

pub mod eligibility;
pub mod readiness;
pub mod timeline;
