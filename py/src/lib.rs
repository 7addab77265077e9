//! Python bindings of pledgebook: thin wrappers, conversions and errors, no logic.

mod columns;
mod convert;
mod journal;
mod plan;
mod record;
mod scheme;
mod store;
mod table;
mod told;
mod work;

/// The compiled part of the package `pledgebook`.
#[pyo3::pymodule(gil_used = false)]
mod _core {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::columns::{ColumnDifference, ColumnPlan, ColumnWhatIf, Columns, solve};
    #[pymodule_export]
    use crate::journal::Journal;
    #[pymodule_export]
    use crate::plan::{Certificate, Plan, WhatIf, r#match};
    #[pymodule_export]
    use crate::record::{Catalogue, FollowUp, Mission, Registry, View};
    #[pymodule_export]
    use crate::scheme::Scheme;
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::told::{Told, audience_rules};

    /// The version of the package.
    #[pyfunction]
    fn version() -> &'static str {
        pledgebook::VERSION
    }

    /// The catalogue of codes that findings carry, each with its meaning.
    #[pyfunction]
    fn codes() -> Table {
        Table(pledgebook::tell::codes())
    }
}
