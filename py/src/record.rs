//! The record: registry, views, missions, schemes.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict};

use pledgebook::tell;

use crate::convert::{date, day, file, id, instant, json, loads, refused};
use crate::table::Table;

/// States and unit types that documents are checked against.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(PartialEq)]
pub(crate) struct Catalogue(Arc<pledgebook::words::Catalogue>);

#[pymethods]
impl Catalogue {
    /// What is shipped: Member States, observer States, exercise States XAA to XAZ, and unit types.
    #[staticmethod]
    fn shipped() -> Self {
        Self(pledgebook::words::Catalogue::shipped())
    }

    /// The shipped catalogue with the entries of a `pledgebook.catalogue/1` text added or replaced.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        pledgebook::words::Catalogue::read(text).map(|catalogue| Self(Arc::new(catalogue))).map_err(refused)
    }

    /// The States.
    #[getter]
    fn states(&self) -> Table {
        Table(tell::states(&self.0))
    }

    /// The unit types.
    #[getter]
    fn unit_types(&self) -> Table {
        Table(tell::unit_types(&self.0))
    }
}

/// What has been recorded. Recording adds events; nothing is ever lost or overwritten.
#[pyclass(frozen, module = "pledgebook")]
pub(crate) struct Registry(Mutex<pledgebook::Registry>);

impl Registry {
    fn lock(&self) -> MutexGuard<'_, pledgebook::Registry> {
        // A refused recording changes nothing, so what a panicking thread leaves behind is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read_text(py: Python<'_>, text: &str, catalogue: Option<&Catalogue>) -> PyResult<Self> {
        let catalogue =
            catalogue.map_or_else(pledgebook::words::Catalogue::shipped, |given| Arc::clone(&given.0));
        let read = py.detach(|| pledgebook::Registry::read_with(text, catalogue));
        read.map(|registry| Self(Mutex::new(registry))).map_err(refused)
    }
}

#[pymethods]
impl Registry {
    /// An empty registry.
    #[new]
    #[pyo3(signature = (catalogue = None))]
    fn new(catalogue: Option<&Catalogue>) -> Self {
        let catalogue =
            catalogue.map_or_else(pledgebook::words::Catalogue::shipped, |given| Arc::clone(&given.0));
        Self(Mutex::new(pledgebook::Registry::with(catalogue)))
    }

    /// Reads a `pledgebook.registry/1` file.
    #[staticmethod]
    #[pyo3(signature = (path, catalogue = None))]
    fn read(py: Python<'_>, path: PathBuf, catalogue: Option<&Catalogue>) -> PyResult<Self> {
        Self::read_text(py, &file(path)?, catalogue)
    }

    /// Reads a `pledgebook.registry/1` text.
    #[staticmethod]
    #[pyo3(signature = (text, catalogue = None))]
    fn from_json(py: Python<'_>, text: &str, catalogue: Option<&Catalogue>) -> PyResult<Self> {
        Self::read_text(py, text, catalogue)
    }

    /// Records events (a list of dictionaries, or JSON text) that became known at `known`: all of them, or none.
    /// Gives how many are new, how many were there before, and the number of the last event.
    #[pyo3(signature = (events: "list[dict[str, object]] | str", *, known: "str | datetime.datetime", actor) -> "dict[str, int]")]
    fn record<'py>(
        &self,
        py: Python<'py>,
        events: &Bound<'py, PyAny>,
        known: &Bound<'py, PyAny>,
        actor: &str,
    ) -> PyResult<Bound<'py, PyDict>> {
        let (events, known, actor) = (json(events)?, instant(known)?, id(actor)?);
        let receipt = py.detach(|| self.lock().record(&events, known, actor)).map_err(refused)?;
        let dict = PyDict::new(py);
        dict.set_item("recorded", receipt.recorded)?;
        dict.set_item("already", receipt.already)?;
        dict.set_item("head", receipt.head)?;
        Ok(dict)
    }

    /// The register as it stood on the day `valid`, by what was known at `known`; by default at the end of that day.
    #[pyo3(signature = (valid: "str | datetime.date", known: "str | datetime.datetime | None" = None))]
    fn as_of(
        &self,
        py: Python<'_>,
        valid: &Bound<'_, PyAny>,
        known: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<View> {
        let valid = day(valid)?;
        let known = known.map_or_else(|| Ok(valid.end()), instant)?;
        Ok(View(py.detach(|| self.lock().view(valid, known))))
    }

    /// The canonical text of the whole record.
    fn to_json(&self) -> PyResult<String> {
        self.lock().to_json().map_err(refused)
    }

    fn __len__(&self) -> usize {
        self.lock().events().len()
    }

    fn __repr__(&self) -> String {
        format!("Registry({} events)", self.__len__())
    }
}

/// The register as it stood on one day, by what was known at one instant.
#[pyclass(frozen, module = "pledgebook")]
pub(crate) struct View(pub(crate) pledgebook::View);

#[pymethods]
impl View {
    /// The day it shows.
    #[getter]
    fn valid<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.0.valid())
    }

    /// The instant whose knowledge it shows.
    #[getter]
    fn known(&self) -> String {
        self.0.known().to_string()
    }

    /// Every lot, with its units by status.
    #[getter]
    fn pledges(&self) -> Table {
        Table(tell::pledges(&self.0))
    }

    /// The level of every lot: as stated, as recorded and as supported by the evidence; by UN PCRS, or by a scheme.
    #[pyo3(signature = (scheme = None))]
    fn assess(&self, scheme: Option<&Scheme>) -> PyResult<Table> {
        let scheme =
            scheme.map_or_else(pledgebook::Scheme::un_pcrs, |given| Ok(given.0.clone())).map_err(refused)?;
        Ok(Table(tell::assessments(&self.0, &scheme)))
    }

    /// Everything known on a pledge, in the order in which it holds.
    fn history(&self, pledge: &str) -> PyResult<Table> {
        Ok(Table(tell::history(&self.0, &id(pledge)?)))
    }

    /// What is different in this view from an earlier one.
    fn diff(&self, earlier: &Self) -> Table {
        Table(tell::changes(&pledgebook::record::diff(&earlier.0, &self.0)))
    }

    fn __repr__(&self) -> String {
        format!(
            "View(valid={}, known={}, {} pledges)",
            self.0.valid(),
            self.0.known(),
            self.0.pledges().count()
        )
    }
}

/// What a mission requires.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(PartialEq)]
pub(crate) struct Mission(pub(crate) pledgebook::Mission);

#[pymethods]
impl Mission {
    /// Reads a `pledgebook.mission/1` file.
    #[staticmethod]
    #[pyo3(signature = (path, catalogue = None))]
    fn read(path: PathBuf, catalogue: Option<&Catalogue>) -> PyResult<Self> {
        Self::from_json(&file(path)?, catalogue)
    }

    /// Reads a `pledgebook.mission/1` text.
    #[staticmethod]
    #[pyo3(signature = (text, catalogue = None))]
    fn from_json(text: &str, catalogue: Option<&Catalogue>) -> PyResult<Self> {
        let catalogue =
            catalogue.map_or_else(pledgebook::words::Catalogue::shipped, |given| Arc::clone(&given.0));
        pledgebook::Mission::read_with(text, &catalogue).map(Self).map_err(refused)
    }

    /// The same mission with its clock started on this day.
    #[pyo3(signature = (day: "str | datetime.date"))]
    fn starting(&self, day: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self(self.0.starting(crate::convert::day(day)?)))
    }

    /// Its id.
    #[getter]
    fn id(&self) -> &str {
        self.0.document().id.as_str()
    }

    /// The day on which its clock starts.
    #[getter]
    fn start<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        self.0.start().map(|start| date(py, start)).transpose()
    }

    /// Its document as lists and dictionaries.
    #[getter]
    fn document<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        loads(py, &self.to_json()?)
    }

    /// The canonical text of its document.
    fn to_json(&self) -> PyResult<String> {
        self.0.to_json().map_err(refused)
    }

    fn __hash__(&self) -> PyResult<u64> {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        (self.to_json()?, self.0.start().map(|day| day.to_string())).hash(&mut hasher);
        Ok(hasher.finish())
    }

    fn __repr__(&self) -> String {
        let start = self.0.start().map_or_else(|| "not started".to_owned(), |day| format!("starting {day}"));
        let document = self.0.document();
        format!("Mission({}, {} requirements, {start})", document.id, document.requirements.len())
    }
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

    /// Reads a `pledgebook.scheme/1` file.
    #[staticmethod]
    fn read(path: PathBuf) -> PyResult<Self> {
        Self::from_json(&file(path)?)
    }

    /// Reads a `pledgebook.scheme/1` text.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        pledgebook::Scheme::read(text).map(Self).map_err(refused)
    }

    fn __repr__(&self) -> String {
        format!("Scheme({})", self.0.id)
    }
}
