//! The journal: the record as lines that show every change, and proofs on it.

use pledgebook::record::{self, Checkpoint, Consistency, Inclusion};
use pledgebook::words::document;
use pyo3::prelude::*;

use crate::convert::{Dictionary, EventNumber, counted, json, object, refused};
use crate::record::{Catalogue, Registry, or_shipped};
use crate::store::secret;

/// The record as lines, each bound to all before it.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(PartialEq)]
pub(crate) struct Journal(record::Journal);

fn read<D: document::Document<Context = ()>>(value: &Bound<'_, PyAny>) -> PyResult<D> {
    document::read(&json(value)?, &()).map_err(refused)
}

#[pymethods]
impl Journal {
    /// Reads a journal in JSON Lines and checks every line; what is not sound names the first bad event.
    #[staticmethod]
    fn from_lines(py: Python<'_>, lines: &str) -> PyResult<Self> {
        py.detach(|| record::Journal::read(lines)).map(Self).map_err(refused)
    }

    /// The journal in JSON Lines.
    fn to_lines(&self) -> String {
        self.0.to_lines()
    }

    /// The hash of all lines.
    #[getter]
    fn head(&self) -> String {
        self.0.head().to_string()
    }

    /// The record that it holds, against the shipped catalogue or one of one's own.
    #[pyo3(signature = (catalogue = None))]
    fn registry(&self, py: Python<'_>, catalogue: Option<&Catalogue>) -> PyResult<Registry> {
        let catalogue = or_shipped(catalogue);
        let read = py.detach(|| pledgebook::Registry::from_journal_with(&self.0, catalogue));
        read.map(Registry::of).map_err(refused)
    }

    /// The line of an event, as it stands in the journal.
    fn line(&self, seq: EventNumber) -> PyResult<String> {
        Ok(self.0.line(seq.0).map_err(refused)?.as_json().to_owned())
    }

    /// What is to be published, so that a later change shows: a `pledgebook.checkpoint/1`.
    fn checkpoint<'py>(&self, py: Python<'py>) -> PyResult<Dictionary<'py>> {
        object(py, &self.0.checkpoint())
    }

    /// Checks that it goes on from a checkpoint that was published.
    #[pyo3(signature = (checkpoint: "dict[str, Any] | str"))]
    fn continues(&self, checkpoint: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.continues(&read::<Checkpoint>(checkpoint)?).map_err(refused)
    }

    /// The proof that an event stands in it: a `pledgebook.inclusion/1`.
    fn inclusion<'py>(&self, py: Python<'py>, seq: EventNumber) -> PyResult<Dictionary<'py>> {
        object(py, &self.0.inclusion(seq.0).map_err(refused)?)
    }

    /// The proof that it goes on from itself when it had so many events: a `pledgebook.consistency/1`.
    fn consistency<'py>(&self, py: Python<'py>, first: EventNumber) -> PyResult<Dictionary<'py>> {
        object(py, &self.0.consistency(first.0).map_err(refused)?)
    }

    /// Whether a proof shows that a line stands in the journal of a checkpoint.
    #[staticmethod]
    #[pyo3(signature = (checkpoint: "dict[str, Any] | str", line: "str", proof: "dict[str, Any] | str"))]
    fn includes(checkpoint: &Bound<'_, PyAny>, line: &str, proof: &Bound<'_, PyAny>) -> PyResult<bool> {
        let line = record::Line::read(line).map_err(refused)?;
        Ok(read::<Checkpoint>(checkpoint)?.includes(&line, &read::<Inclusion>(proof)?))
    }

    /// Whether a proof shows that the journal of a checkpoint goes on from that of an earlier one.
    #[staticmethod]
    #[pyo3(signature = (
        earlier: "dict[str, Any] | str", later: "dict[str, Any] | str", proof: "dict[str, Any] | str"
    ))]
    fn goes_on(
        earlier: &Bound<'_, PyAny>,
        later: &Bound<'_, PyAny>,
        proof: &Bound<'_, PyAny>,
    ) -> PyResult<bool> {
        Ok(read::<Checkpoint>(later)?.goes_on_from(&read(earlier)?, &read::<Consistency>(proof)?))
    }

    /// The same journal without the content of the events of these numbers: its checkpoint is the same.
    fn withhold(&self, py: Python<'_>, seqs: Vec<EventNumber>) -> PyResult<Self> {
        let seqs = seqs.into_iter().map(|seq| seq.0).collect();
        py.detach(|| self.0.withhold(&seqs)).map(Self).map_err(refused)
    }

    fn __len__(&self) -> usize {
        self.0.lines().len()
    }

    fn __repr__(&self) -> String {
        format!("Journal({}, head {})", counted(self.__len__(), "event", "events"), self.head())
    }
}

impl Journal {
    /// The journal that a file holds.
    pub(crate) fn of(journal: record::Journal) -> Self {
        Self(journal)
    }
}

/// A journal of a registry, begun or continued.
pub(crate) fn written(
    py: Python<'_>,
    registry: &pledgebook::Registry,
    bytes: &[u8],
    onto: Option<&Journal>,
) -> PyResult<Journal> {
    let mut journal = onto.map_or_else(record::Journal::new, |onto| onto.0.clone());
    let secret = secret(bytes)?;
    py.detach(|| registry.write_to(&mut journal, secret)).map_err(refused)?;
    Ok(Journal(journal))
}
