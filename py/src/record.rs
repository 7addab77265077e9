//! The record: registry, views, missions.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDateTime};

use pledgebook::tell;
use pledgebook::words::value::Days;

use crate::convert::{
    DayGiven, Dictionary, InstantGiven, Rebuilt, counted, date, file, hashed, id, json, object, refused,
    whole_number,
};
use crate::journal::{Journal, written};
use crate::scheme::{Scheme, or_un_pcrs};
use crate::store::{Kept, or_drawn};
use crate::table::Table;
use crate::told::{self, Told};

const NO_SECRET: &str = "a journal is written with a secret of 32 bytes, such as of `secrets.token_bytes(32)`; only a registry that \
     is kept in a file has one already";

/// States and unit types that documents are checked against.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(PartialEq)]
pub(crate) struct Catalogue(Arc<pledgebook::words::Catalogue>);

/// The catalogue given, or the shipped one.
pub(crate) fn or_shipped(given: Option<&Catalogue>) -> Arc<pledgebook::words::Catalogue> {
    given.map_or_else(pledgebook::words::Catalogue::shipped, |given| Arc::clone(&given.0))
}

#[pymethods]
impl Catalogue {
    /// What is shipped: Member States, observer States, exercise States XAA to XAZ, and unit types.
    #[staticmethod]
    fn shipped() -> Self {
        Self(pledgebook::words::Catalogue::shipped())
    }

    /// The shipped catalogue with the entries of a `pledgebook.catalogue/1` file added or replaced.
    #[staticmethod]
    fn read(path: PathBuf) -> PyResult<Self> {
        Self::from_json(&file(path)?)
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

    /// All entries as a `pledgebook.catalogue/1` text.
    fn to_json(&self) -> PyResult<String> {
        self.0.to_json().map_err(refused)
    }

    fn __repr__(&self) -> String {
        let states = counted(self.0.states().count(), "State", "States");
        format!("Catalogue({states}, {})", counted(self.0.unit_types().count(), "unit type", "unit types"))
    }
}

/// What has been recorded. Recording adds events; nothing is ever lost or overwritten.
#[pyclass(frozen, module = "pledgebook")]
pub(crate) struct Registry(Mutex<Kept>);

impl Registry {
    pub(crate) fn of(registry: pledgebook::Registry) -> Self {
        Self(Mutex::new(Kept::Memory(registry)))
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // A refused recording changes nothing, so what a panicking thread leaves behind is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is recorded; a copy shares the events. Whoever waits for the lock, while a disk is written, lets others run.
    fn registry(&self, py: Python<'_>) -> pledgebook::Registry {
        py.detach(|| self.lock().registry().clone())
    }
}

#[pymethods]
impl Registry {
    /// An empty registry.
    #[new]
    #[pyo3(signature = (catalogue = None))]
    fn new(catalogue: Option<&Catalogue>) -> Self {
        Self::of(pledgebook::Registry::with(or_shipped(catalogue)))
    }

    /// Opens a record that is kept in a file (SQLite), which is created where there is none; several processes may have it
    /// open. What `record` says is recorded is on the disk. With `read_only`, for a file that cannot or must not be written.
    ///
    /// Contents that are withheld later cannot be guessed for a secret of 32 bytes, which is drawn at each opening and kept
    /// nowhere; give one of your own only where `secrets` must not be asked.
    #[staticmethod]
    #[pyo3(signature = (path, *, read_only = false, catalogue = None, secret = None))]
    fn open(
        py: Python<'_>,
        path: PathBuf,
        read_only: bool,
        catalogue: Option<&Catalogue>,
        secret: Option<&[u8]>,
    ) -> PyResult<Self> {
        let (secret, catalogue) = (or_drawn(py, secret)?, or_shipped(catalogue));
        let opened = py.detach(|| Kept::open(path, secret, read_only, catalogue));
        opened.map(|kept| Self(Mutex::new(kept))).map_err(refused)
    }

    /// Puts this record into a new file, and gives the registry that is kept there; see `open`.
    #[pyo3(signature = (path, *, secret = None))]
    fn keep(&self, py: Python<'_>, path: PathBuf, secret: Option<&[u8]>) -> PyResult<Self> {
        let secret = or_drawn(py, secret)?;
        let registry = self.registry(py);
        let kept = py.detach(|| Kept::begin(path, secret, registry));
        kept.map(|kept| Self(Mutex::new(kept))).map_err(refused)
    }

    /// Reads what other processes have recorded in the file since, and gives how many events these were; what was read is
    /// the same until then, or until this registry records.
    fn refresh(&self, py: Python<'_>) -> PyResult<u32> {
        py.detach(|| self.lock().refresh()).map_err(refused)
    }

    /// Reads a `pledgebook.registry/2` file.
    #[staticmethod]
    #[pyo3(signature = (path, catalogue = None))]
    fn read(py: Python<'_>, path: PathBuf, catalogue: Option<&Catalogue>) -> PyResult<Self> {
        Self::from_json(py, &file(path)?, catalogue)
    }

    /// Reads a `pledgebook.registry/2` text.
    #[staticmethod]
    #[pyo3(signature = (text, catalogue = None))]
    fn from_json(py: Python<'_>, text: &str, catalogue: Option<&Catalogue>) -> PyResult<Self> {
        let catalogue = or_shipped(catalogue);
        let read = py.detach(|| pledgebook::Registry::read_with(text, catalogue));
        read.map(Self::of).map_err(refused)
    }

    /// Records events (a list of dictionaries, or JSON text) that became known at `known`: all of them, or none.
    /// Gives how many are new, how many were there before, and the number of the last event.
    #[pyo3(signature = (events: "list[dict[str, Any]] | str", *, known, actor) -> "dict[str, int]")]
    fn record<'py>(
        &self,
        py: Python<'py>,
        events: &Bound<'py, PyAny>,
        known: InstantGiven,
        actor: &str,
    ) -> PyResult<Dictionary<'py>> {
        let (events, actor) = (json(events)?, id(actor)?);
        object(py, &py.detach(|| self.lock().record(&events, known.0, actor)).map_err(refused)?)
    }

    /// The register as it stood on the day `valid`, by what was known at `known`; by default at the end of that day.
    #[pyo3(signature = (valid, known = None))]
    fn as_of(&self, py: Python<'_>, valid: DayGiven, known: Option<InstantGiven>) -> View {
        let known = known.map_or_else(|| valid.0.end(), |given| given.0);
        View(py.detach(|| self.lock().registry().view(valid.0, known)))
    }

    /// The record as a journal, a new one or one that it goes on from: lines of which each is bound to all before it. The
    /// secret of 32 bytes, drawn anew for each journal, keeps what is withheld from being guessed. Without a secret, the
    /// journal of the file that it is kept in.
    #[pyo3(signature = (secret = None, onto = None))]
    fn journal(&self, py: Python<'_>, secret: Option<&[u8]>, onto: Option<&Journal>) -> PyResult<Journal> {
        let Some(secret) = secret else {
            let kept = py.detach(|| self.lock().journal().cloned()).filter(|_| onto.is_none());
            return kept.map(Journal::of).ok_or_else(|| PyValueError::new_err(NO_SECRET));
        };
        written(py, &self.registry(py), secret, onto)
    }

    /// The numbers of the events whose content a reader is not shown in a journal, by the `pledgebook.audience-rules/1` given
    /// or by those shipped; see `Journal.withhold`.
    #[pyo3(signature = (reader, *, rules: "dict[str, Any] | str | None" = None))]
    fn withheld_from(
        &self,
        py: Python<'_>,
        reader: &str,
        rules: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<BTreeSet<u32>> {
        Ok(tell::withheld_from(&self.registry(py), &told::rules(rules)?, id(reader)?))
    }

    /// The canonical text of the whole record.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.registry(py).to_json().map_err(refused)
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        py.detach(|| self.lock().registry().events().len())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Rebuilt<'py, (String, Catalogue)> {
        if py.detach(|| self.lock().journal().is_some()) {
            return Err(PyTypeError::new_err("a registry in a file is opened again, not pickled"));
        }
        let registry = self.registry(py);
        let catalogue = Catalogue(Arc::new(registry.catalogue().clone()));
        let text = registry.to_json().map_err(refused)?;
        Ok((py.get_type::<Self>().getattr("from_json")?, (text, catalogue)))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("Registry({})", counted(self.__len__(py), "event", "events"))
    }
}

/// The register as it stood on one day, by what was known at one instant.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(Clone, PartialEq)]
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
    fn known<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDateTime>> {
        date(py, self.0.known())
    }

    /// Every lot, with its units by status.
    #[getter]
    fn pledges(&self) -> Table {
        Table(tell::pledges(&self.0))
    }

    /// The level of every lot: as stated, as recorded and as supported by the evidence; by UN PCRS, or by a scheme.
    #[pyo3(signature = (scheme = None))]
    fn assess(&self, scheme: Option<&Scheme>) -> PyResult<Table> {
        Ok(Table(tell::assessments(&self.0, &or_un_pcrs(scheme)?)))
    }

    /// Every requirement of every level for each lot: its rule as a sentence, whether it is met, and the evidence that
    /// decides; by UN PCRS, or by a scheme.
    #[pyo3(signature = (scheme = None))]
    fn on_file(&self, scheme: Option<&Scheme>) -> PyResult<Table> {
        Ok(Table(tell::on_file(&self.0, &or_un_pcrs(scheme)?)))
    }

    /// What blocks the next level of each lot, step by step in order of effort, with who owes it; by UN PCRS, or by a scheme.
    #[pyo3(signature = (scheme = None))]
    fn blocks(&self, scheme: Option<&Scheme>) -> PyResult<Table> {
        Ok(Table(tell::blocks(&self.0, &or_un_pcrs(scheme)?)))
    }

    /// The levels that fall with nothing more recorded, the first to fall first, with the reason; by UN PCRS, or by a scheme.
    #[pyo3(signature = (scheme = None))]
    fn falls_back_on(&self, scheme: Option<&Scheme>) -> PyResult<Table> {
        Ok(Table(tell::falls_back_on(&self.0, &or_un_pcrs(scheme)?)))
    }

    /// The lots whose verification has run out, or does so within so many days; by UN PCRS, or by a scheme.
    #[pyo3(signature = (within: "int", scheme = None))]
    fn verification_due(&self, within: &Bound<'_, PyAny>, scheme: Option<&Scheme>) -> PyResult<Table> {
        let within =
            Days::new(whole_number("within", within)?).map_err(|malformed| refused(malformed.into()))?;
        Ok(Table(tell::verification_due(&self.0, &or_un_pcrs(scheme)?, within)))
    }

    /// Every visit, inspection and exercise on record, each once.
    #[getter]
    fn visits(&self) -> Table {
        Table(tell::visits(&self.0))
    }

    /// The stages of a lot in time: who acts, what shows that a stage is complete, when it begins and ends, by how many days
    /// it may slip; with a mission, by its clock and by what was undertaken for it.
    #[pyo3(signature = (lot, mission = None))]
    fn timeline(&self, lot: &str, mission: Option<&Mission>) -> PyResult<Table> {
        let mission = mission.map(|mission| &mission.0);
        tell::timeline(&self.0, &id(lot)?, mission).map(Table).map_err(refused)
    }

    /// Units available now by unit type and recorded level, enabling types first; by UN PCRS, or by a scheme.
    #[pyo3(signature = (scheme = None))]
    fn usable_now(&self, scheme: Option<&Scheme>) -> PyResult<Table> {
        Ok(Table(tell::usable_now(&self.0, &or_un_pcrs(scheme)?)))
    }

    /// Women among the persons on offer, by component, regional group and band of rank, against dated targets.
    #[getter]
    fn women(&self) -> Table {
        Table(tell::women(&self.0))
    }

    /// How far every lot on offer is trained in every module, and who validated it.
    #[getter]
    fn training(&self) -> Table {
        Table(tell::training(&self.0))
    }

    /// Lots on offer by training module and by how far they are trained.
    #[getter]
    fn training_by_module(&self) -> Table {
        Table(tell::training_by_module(&self.0))
    }

    /// How human-rights screening and misconduct vetting of every lot on offer stand, step by step.
    #[getter]
    fn checks(&self) -> Table {
        Table(tell::checks(&self.0))
    }

    /// What was delivered of what was offered: counts with intervals, by function and measure.
    #[getter]
    fn performance(&self) -> Table {
        Table(tell::performance(&self.0))
    }

    /// When anything was last said on each lot, and what is due; by UN PCRS, or by a scheme.
    #[pyo3(signature = (scheme = None))]
    fn freshness(&self, scheme: Option<&Scheme>) -> PyResult<Table> {
        Ok(Table(tell::freshness(&self.0, &or_un_pcrs(scheme)?)))
    }

    /// What was offered, recorded, verified and deployed from one day up to another, by year, unit type and level. Rows of
    /// one State are for a `reader`: that State, or `"secretariat"`.
    #[pyo3(signature = (since, until, *, reader = "public", scheme = None))]
    fn delivered(
        &self,
        since: DayGiven,
        until: DayGiven,
        reader: &str,
        scheme: Option<&Scheme>,
    ) -> PyResult<Table> {
        let span = tell::between(since.0, until.0).map_err(refused)?;
        Ok(Table(tell::delivered(&self.0, &or_un_pcrs(scheme)?, span, id(reader)?)))
    }

    /// Where what was found differs from what was pledged, with the sources of both.
    #[getter]
    fn pledged_and_found(&self) -> Table {
        Table(tell::pledged_and_found(&self.0))
    }

    /// What a reader (`"public"`, `"secretariat"`, or the code of a State) is told of it, by the `pledgebook.audience-rules/1`
    /// given (a dictionary, or JSON text) or by those shipped.
    #[pyo3(signature = (reader, *, rules: "dict[str, Any] | str | None" = None, scheme = None))]
    fn told(
        &self,
        reader: &str,
        rules: Option<&Bound<'_, PyAny>>,
        scheme: Option<&Scheme>,
    ) -> PyResult<Told> {
        Ok(Told(tell::told(&self.0, &or_un_pcrs(scheme)?, &told::rules(rules)?, id(reader)?)))
    }

    /// What States were asked, and what they answered.
    #[getter]
    fn consultations(&self) -> Table {
        Table(tell::consultations(&self.0))
    }

    /// What is to be done.
    #[getter]
    fn actions(&self) -> Table {
        Table(tell::actions(&self.0))
    }

    /// What was decided: gaps accepted and waivers granted.
    #[getter]
    fn decisions(&self) -> Table {
        Table(tell::decisions(&self.0))
    }

    /// Every event that became known after this day, with its sources.
    fn recorded_since(&self, day: DayGiven) -> Table {
        Table(tell::recorded_since(&self.0, day.0))
    }

    /// Everything known on a pledge, in the order in which it holds.
    fn history(&self, pledge: &str) -> PyResult<Table> {
        Ok(Table(tell::history(&self.0, &id(pledge)?).map_err(refused)?))
    }

    /// What is different in this view from an earlier one.
    fn diff(&self, earlier: &Self) -> Table {
        Table(tell::changes(&pledgebook::record::diff(&earlier.0, &self.0)))
    }

    fn __hash__(&self) -> u64 {
        hashed((self.0.valid().to_string(), self.0.known().to_string()))
    }

    /// The record as it was known then, asked again.
    fn __reduce__<'py>(&self, py: Python<'py>) -> Rebuilt<'py, (Registry, String, String)> {
        let registry = Registry::of(self.0.registry());
        let (valid, known) = (self.0.valid().to_string(), self.0.known().to_string());
        Ok((py.get_type::<Registry>().getattr("as_of")?, (registry, valid, known)))
    }

    fn __repr__(&self) -> String {
        let (valid, known) = (self.0.valid(), self.0.known());
        let pledges = counted(self.0.pledges().count(), "pledge", "pledges");
        format!("View(valid={valid}, known={known}, {pledges})")
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
        pledgebook::Mission::read_with(text, &or_shipped(catalogue)).map(Self).map_err(refused)
    }

    #[staticmethod]
    fn _restore(text: &str, start: Option<DayGiven>) -> PyResult<Self> {
        let mission = pledgebook::Mission::restore(text).map_err(refused)?;
        Ok(Self(start.map_or_else(|| mission.clone(), |day| mission.starting(day.0))))
    }

    /// The same mission with its clock started on this day.
    fn starting(&self, day: DayGiven) -> Self {
        Self(self.0.starting(day.0))
    }

    /// The same mission in one of its scenarios: its requirements are those of the scenario.
    fn under(&self, scenario: &str) -> PyResult<Self> {
        self.0.under(&id(scenario)?).map(Self).map_err(refused)
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
    fn document<'py>(&self, py: Python<'py>) -> PyResult<Dictionary<'py>> {
        object(py, self.0.document())
    }

    /// The canonical text of its document.
    fn to_json(&self) -> PyResult<String> {
        self.0.to_json().map_err(refused)
    }

    fn __hash__(&self) -> PyResult<u64> {
        Ok(hashed((self.to_json()?, self.0.start().map(|day| day.to_string()))))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Rebuilt<'py, (String, Option<String>)> {
        let start = self.0.start().map(|day| day.to_string());
        Ok((py.get_type::<Self>().getattr("_restore")?, (self.to_json()?, start)))
    }

    fn __repr__(&self) -> String {
        let start = self.0.start().map_or_else(|| "not started".to_owned(), |day| format!("starting {day}"));
        let document = self.0.document();
        let requirements = counted(document.requirements.len(), "requirement", "requirements");
        format!("Mission({}, {requirements}, {start})", document.id)
    }
}

/// Lessons from deployments, and recommendations with what became of them.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(PartialEq)]
pub(crate) struct FollowUp(pledgebook::FollowUp);

#[pymethods]
impl FollowUp {
    /// Reads a `pledgebook.follow-up/1` file.
    #[staticmethod]
    fn read(path: PathBuf) -> PyResult<Self> {
        Self::from_json(&file(path)?)
    }

    /// Reads a `pledgebook.follow-up/1` text.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        pledgebook::FollowUp::read(text).map(Self).map_err(refused)
    }

    /// Every lesson, with the deployment it comes from.
    #[getter]
    fn lessons(&self) -> Table {
        Table(tell::lessons(&self.0))
    }

    /// Where every recommendation stands on a day.
    fn recommendations(&self, on: DayGiven) -> Table {
        Table(tell::recommendations(&self.0, on.0))
    }

    /// What moved on which recommendation after one day and until another.
    fn progress(&self, since: DayGiven, until: DayGiven) -> Table {
        Table(tell::progress(&self.0, since.0, until.0))
    }

    /// The canonical text.
    fn to_json(&self) -> PyResult<String> {
        self.0.to_json().map_err(refused)
    }

    fn __hash__(&self) -> PyResult<u64> {
        self.to_json().map(hashed)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Rebuilt<'py, (String,)> {
        Ok((py.get_type::<Self>().getattr("from_json")?, (self.to_json()?,)))
    }

    fn __repr__(&self) -> String {
        let lessons = counted(self.0.lessons.len(), "lesson", "lessons");
        let recommendations = counted(self.0.recommendations.len(), "recommendation", "recommendations");
        format!("FollowUp({lessons}, {recommendations})")
    }
}
