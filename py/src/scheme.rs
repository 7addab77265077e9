//! Readiness schemes.

use std::path::PathBuf;

use pyo3::prelude::*;

use pledgebook::tell;

use crate::convert::{file, hashed, refused};
use crate::record::{Catalogue, or_shipped};
use crate::table::Table;

/// The scheme given, or UN PCRS.
pub(crate) fn or_un_pcrs(given: Option<&Scheme>) -> PyResult<pledgebook::Scheme> {
    given.map_or_else(pledgebook::Scheme::un_pcrs, |given| Ok(given.0.clone())).map_err(refused)
}

/// A readiness scheme.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(PartialEq)]
pub(crate) struct Scheme(pledgebook::Scheme);

#[pymethods]
impl Scheme {
    /// The UN Peacekeeping Capability Readiness System, as far as public sources tell.
    #[staticmethod]
    fn un_pcrs() -> PyResult<Self> {
        pledgebook::Scheme::un_pcrs().map(Self).map_err(refused)
    }

    /// A scheme that is shipped, by its id, as far as public sources tell of it.
    #[staticmethod]
    fn shipped(id: &str) -> PyResult<Self> {
        pledgebook::Scheme::shipped(id).map(Self).map_err(refused)
    }

    /// The ids of the schemes that are shipped.
    #[staticmethod]
    fn shipped_ids() -> Vec<&'static str> {
        pledgebook::Scheme::shipped_ids().collect()
    }

    /// Reads a `pledgebook.scheme/2` file, or one of an older version.
    #[staticmethod]
    #[pyo3(signature = (path, catalogue = None))]
    fn read(path: PathBuf, catalogue: Option<&Catalogue>) -> PyResult<Self> {
        Self::from_json(&file(path)?, catalogue)
    }

    /// Reads a `pledgebook.scheme/2` text, or one of an older version.
    #[staticmethod]
    #[pyo3(signature = (text, catalogue = None))]
    fn from_json(text: &str, catalogue: Option<&Catalogue>) -> PyResult<Self> {
        pledgebook::Scheme::read_with(text, &or_shipped(catalogue)).map(Self).map_err(refused)
    }

    #[staticmethod]
    fn _restore(text: &str) -> PyResult<Self> {
        pledgebook::Scheme::restore(text).map(Self).map_err(refused)
    }

    /// What each level requires, its rules as sentences; the lowest level first.
    #[getter]
    fn rules(&self) -> Table {
        Table(tell::rules(&self.0))
    }

    /// The canonical text.
    fn to_json(&self) -> PyResult<String> {
        self.0.to_json().map_err(refused)
    }

    fn __hash__(&self) -> PyResult<u64> {
        self.to_json().map(hashed)
    }

    fn __repr__(&self) -> String {
        format!("Scheme({})", self.0.id)
    }
}
