//! What leaves the library for people: typed tables, the same in every language.

mod of_plan;
mod of_record;
mod table;

pub use of_plan::{coverage, proposals, questions, shortfalls};
pub use of_record::{assessments, changes, codes, history, pledges, states, unit_types};
pub use table::{Cell, Column, Kind, Table};

/// Every kind of table with its columns, for those who make types of them in other languages.
pub const TABLES: &[(&str, &[Column])] = &[
    ("Assessments", of_record::ASSESSMENTS),
    ("Changes", of_record::CHANGES),
    ("Codes", of_record::CODES),
    ("Coverage", of_plan::COVERAGE),
    ("History", of_record::HISTORY),
    ("Pledges", of_record::PLEDGES),
    ("Proposals", of_plan::PROPOSALS),
    ("Questions", of_plan::QUESTIONS),
    ("Shortfalls", of_plan::SHORTFALLS),
    ("States", of_record::STATES),
    ("UnitTypes", of_record::UNIT_TYPES),
];
