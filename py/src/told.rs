//! What is told to an audience.

use std::collections::BTreeMap;

use pyo3::prelude::*;
use pyo3::types::PyDate;

use pledgebook::tell::AudienceRules;

use crate::convert::{Dictionary, date, hashed, json, object, refused};
use crate::table::Table;

/// What a reader is told: tables that are open to it, and the sentence that stands under everything told to anybody.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(PartialEq)]
pub(crate) struct Told(pub(crate) pledgebook::tell::Told);

#[pymethods]
impl Told {
    /// Who is told: `public`, `secretariat`, or the code of a State.
    #[getter]
    fn reader(&self) -> &str {
        self.0.reader()
    }

    /// The day that it is told of.
    #[getter]
    fn on<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.0.on())
    }

    /// The sentence that stands under everything that is told to anybody.
    #[getter]
    fn sentence(&self) -> &'static str {
        self.0.sentence()
    }

    /// The tables by name.
    #[getter]
    fn tables(&self) -> BTreeMap<&'static str, Table> {
        self.0.tables().map(|(name, table)| (name, Table(table.clone()))).collect()
    }

    /// The canonical text.
    fn to_json(&self) -> PyResult<String> {
        self.0.to_json().map_err(refused)
    }

    fn __hash__(&self) -> PyResult<u64> {
        self.to_json().map(hashed)
    }

    fn __repr__(&self) -> String {
        self.0.to_text()
    }

    fn _repr_html_(&self) -> String {
        self.0.to_html()
    }
}

/// The audience rules that are shipped, to read or to change.
#[pyfunction]
#[pyo3(signature = () -> "dict[str, Any]")]
pub(crate) fn audience_rules(py: Python<'_>) -> PyResult<Dictionary<'_>> {
    object(py, &AudienceRules::shipped().map_err(refused)?)
}

/// The rules given, or those shipped.
pub(crate) fn rules(given: Option<&Bound<'_, PyAny>>) -> PyResult<AudienceRules> {
    match given {
        None => AudienceRules::shipped().map_err(refused),
        Some(rules) => AudienceRules::read(&json(rules)?).map_err(refused),
    }
}
