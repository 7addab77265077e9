//! stub
pub mod words;
pub mod record;
pub mod judge;
pub use record::*;
pub use words::{Code, Error, Finding};
