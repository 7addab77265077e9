//! The words everything else is said in: findings, small values that cannot be wrong, strict documents, and the
//! reference data they are checked against.

pub mod catalogue;
pub mod document;
pub mod finding;
pub mod value;

pub use catalogue::Catalogue;
pub use document::Document;
pub use finding::{Code, Error, Finding, Severity};
