//! What leaves the library for people: typed tables, the same in every language.

mod of_plan;
mod of_record;
mod table;

pub use of_plan::{coverage, proposals, questions, shortfalls};
pub use of_record::{assessments, changes, codes, history, pledges, states, unit_types};
pub use table::{Cell, Column, Kind, Table};
