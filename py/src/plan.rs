//! Matching: plans and certificates.

use std::path::PathBuf;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PySequence, PyString, PyTuple};

use pledgebook::plan::sourcing::Changes;
use pledgebook::tell;
use pledgebook::words::finding::Malformed;
use pledgebook::words::value::{Days, Percent};

use crate::convert::{
    Dictionary, Found, Rebuilt, counted, file, findings, hashed, id, json, object, refused, whole_number,
    whole_numbers, wrong_type,
};
use crate::record::{Mission, View};
use crate::table::Table;
use crate::told::{self, Told};
use crate::work::within;

/// Matches what is on offer to what the missions require, under the `pledgebook.match-options/1` given (dictionaries,
/// or JSON text). Ctrl-C stops it, and so does `cancel` (a `threading.Event`) once it is set: that raises `cancelled`.
#[pyfunction]
#[pyo3(name = "match", signature = (view, missions: "list[Mission]", options: "dict[str, Any] | str | None" = None, *,
    cancel: "Any" = None))]
pub(crate) fn r#match(
    py: Python<'_>,
    view: &View,
    missions: &Bound<'_, PyAny>,
    options: Option<&Bound<'_, PyAny>>,
    cancel: Option<Py<PyAny>>,
) -> PyResult<Plan> {
    let missions = list_of_missions(missions)?;
    let options = match options {
        None => pledgebook::MatchOptions::default(),
        Some(options) => {
            pledgebook::MatchOptions::read_with(&json(options)?, view.0.catalogue()).map_err(refused)?
        }
    };
    let view = &view.0;
    within(py, None, cancel, |work| pledgebook::match_missions_within(view, &missions, &options, work))
        .map(Plan)
}

/// The missions as they were given.
fn list_of_missions(missions: &Bound<'_, PyAny>) -> PyResult<Vec<pledgebook::Mission>> {
    let pass = "a list of missions, such as `[mission]`";
    let list = missions.cast::<PySequence>().ok().filter(|list| !list.is_instance_of::<PyString>());
    let list = list.ok_or_else(|| wrong_type("missions", missions, "a list", pass))?;
    let mission = |(i, one): (usize, PyResult<Bound<'_, PyAny>>)| {
        let one = one?;
        let mission = one.cast::<Mission>().map(|mission| mission.get().0.clone());
        mission.map_err(|_| wrong_type(&format!("missions[{i}]"), &one, "a mission", pass))
    };
    list.try_iter()?.enumerate().map(mission).collect()
}

fn most_given(most: &Bound<'_, PyAny>) -> PyResult<usize> {
    whole_number("most", most)
}

fn days_given(days: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
    whole_numbers("days", days)
}

fn shares_given(shares: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
    whole_numbers("shares", shares)
}

/// The best plan under the stated rules, with its gaps, its questions and its proof.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(PartialEq)]
pub(crate) struct Plan(pledgebook::Plan);

#[pymethods]
impl Plan {
    /// Every requirement, with how far it is covered.
    #[getter]
    fn coverage(&self) -> Table {
        Table(tell::coverage(&self.0))
    }

    /// The proposed matches: sourcing options, for people to decide on.
    #[getter]
    fn proposals(&self) -> Table {
        Table(tell::proposals(&self.0))
    }

    /// The plan that keeps the rows asked for, which stands beside this one; `None` where no rows are asked for. A dictionary:
    /// `summary`, `proven` (a sentence), `short` (units), and the tables `shortages`, `proposals` and `standings`.
    #[getter]
    fn under_rows<'py>(&self, py: Python<'py>) -> PyResult<Option<Dictionary<'py>>> {
        let Some(told) = tell::under_rows(&self.0) else { return Ok(None) };
        let tables =
            [("shortages", told.shortages), ("proposals", told.proposals), ("standings", told.standings)];
        let mut of_rows = Dictionary::new();
        for (name, table) in tables {
            of_rows.insert(name.to_owned(), Bound::new(py, Table(table))?.into_any());
        }
        of_rows.insert("summary".to_owned(), told.summary.into_pyobject(py)?.into_any());
        of_rows.insert("proven".to_owned(), told.proven.into_pyobject(py)?.into_any());
        of_rows.insert("short".to_owned(), told.short.into_pyobject(py)?.into_any());
        Ok(Some(of_rows))
    }

    /// What a reader (`"public"`, `"secretariat"`, or the code of a State) is told of it, by the `pledgebook.audience-rules/1`
    /// given (a dictionary, or JSON text) or by those shipped.
    #[pyo3(signature = (reader, *, rules: "dict[str, Any] | str | None" = None))]
    fn told(&self, reader: &str, rules: Option<&Bound<'_, PyAny>>) -> PyResult<Told> {
        Ok(Told(tell::told_of_plan(&self.0, &told::rules(rules)?, id(reader)?)))
    }

    /// What is not covered, and why.
    #[getter]
    fn shortfalls(&self) -> Table {
        Table(tell::shortfalls(&self.0))
    }

    /// What must be asked, by State.
    #[getter]
    fn questions(&self) -> Table {
        Table(tell::questions(&self.0))
    }

    /// Every mandate task with what stands behind it, and whether that is only force.
    #[getter]
    fn tasks(&self) -> Table {
        Table(tell::tasks(&self.0))
    }

    /// What the host State, the United Nations and contributors undertook, and how far it has come.
    #[getter]
    fn undertakings(&self) -> Table {
        Table(tell::undertakings(&self.0))
    }

    /// How those undertakings were kept by the day of the view: counts with intervals, by whom and of which kind.
    #[getter]
    fn undertakings_kept(&self) -> Table {
        Table(tell::undertakings_kept(&self.0))
    }

    /// The posts of the missions' leadership: how they are being filled, never who holds them.
    #[getter]
    fn leadership_posts(&self) -> Table {
        Table(tell::leadership_posts(&self.0))
    }

    /// What the missions are to tell whom, and how they can answer.
    #[getter]
    fn communication_objectives(&self) -> Table {
        Table(tell::communication_objectives(&self.0))
    }

    /// Who carries which part of the cost of which activity.
    #[getter]
    fn cost_shares(&self) -> Table {
        Table(tell::cost_shares(&self.0))
    }

    /// What reimbursement for personnel of the proposed matches would come to in a month.
    #[getter]
    fn reimbursement(&self) -> Table {
        Table(tell::reimbursement(&self.0))
    }

    /// Who lacks the training that is asked for, and which courses of other States teach it.
    #[getter]
    fn training_support(&self) -> Table {
        Table(tell::training_support(&self.0))
    }

    /// Units and persons there on days after the clock start, people and equipment apart, against need and ceiling.
    #[pyo3(signature = (days: "list[int]" = vec![30, 60, 90, 180]))]
    fn arrivals(&self, #[pyo3(from_py_with = days_given)] days: Vec<u32>) -> PyResult<Table> {
        let days: Result<Vec<Days>, Malformed> = days.into_iter().map(Days::new).collect();
        Ok(Table(tell::arrivals(&self.0, &days.map_err(|malformed| refused(malformed.into()))?)))
    }

    /// The stages in time of every proposed match: by when each has to end so that the requirement is met.
    #[getter]
    fn timelines(&self) -> Table {
        Table(tell::timelines(&self.0))
    }

    /// What is there against what is needed, from each day on which something changes: by `"requirement"`, `"mission"`,
    /// `"component"`, `"unit-type"`, `"function"` or `"task"`; people and equipment apart, firm and conditional apart.
    #[pyo3(signature = (by = "mission"))]
    fn coverage_by_day(&self, by: &str) -> PyResult<Table> {
        Ok(Table(tell::coverage_by_day(&self.0, id(by)?)))
    }

    /// From when until when units are not there, or are there and cannot operate, and why.
    #[pyo3(signature = (by = "requirement"))]
    fn gaps_by_day(&self, by: &str) -> PyResult<Table> {
        Ok(Table(tell::gaps_by_day(&self.0, id(by)?)))
    }

    /// The first day on which these shares, in percent, of what is needed are there, or of the persons under a ceiling.
    #[pyo3(signature = (by = "mission", shares: "list[int]" = vec![25, 50, 75, 100]))]
    fn first_days(&self, by: &str, #[pyo3(from_py_with = shares_given)] shares: Vec<u32>) -> PyResult<Table> {
        let shares: Result<Vec<Percent>, Malformed> = shares.into_iter().map(Percent::new).collect();
        let shares = shares.map_err(|malformed| refused(malformed.into()))?;
        Ok(Table(tell::first_days(&self.0, id(by)?, &shares)))
    }

    /// Who has to do what by when, what arrives when, and what is missing: one sentence each, in the order of the days.
    #[getter]
    fn arrival_table(&self) -> Table {
        Table(tell::arrival_table(&self.0))
    }

    /// Whether no other plan is as good, before the neutral tie rule.
    #[getter]
    fn unique(&self) -> bool {
        self.0.document().unique
    }

    /// Why a lot does not serve a requirement (`"mission/requirement"`, or just its id where there is one mission).
    fn why_not<'py>(&self, py: Python<'py>, requirement: &str, lot: &str) -> PyResult<Dictionary<'py>> {
        let (requirement, lot) = (self.0.slot(requirement).map_err(refused)?, id(lot)?);
        let answer = py.detach(|| self.0.why_not(&requirement, &lot)).map_err(refused)?;
        object(py, &answer)
    }

    /// Why lots do not serve a requirement, those that come nearest first; the last row says how many are left out.
    #[pyo3(signature = (requirement, most: "int" = 20))]
    fn why_others_not(
        &self,
        py: Python<'_>,
        requirement: &str,
        #[pyo3(from_py_with = most_given)] most: usize,
    ) -> PyResult<Table> {
        let slot = self.0.slot(requirement).map_err(refused)?;
        let (told, left_out) = py.detach(|| self.0.why_others_not(&slot, most)).map_err(refused)?;
        Ok(Table(tell::why_others_not(&slot, &told, left_out)))
    }

    /// What the best plan would be after changes (a `pledgebook.what-if/1`, a list of changes, or one; dictionaries, or
    /// JSON text). This plan stays as it is. It is stopped as a match is.
    #[pyo3(signature = (changes: "dict[str, Any] | list[dict[str, Any]] | str", *, cancel: "Any" = None))]
    fn what_if(
        &self,
        py: Python<'_>,
        changes: &Bound<'_, PyAny>,
        cancel: Option<Py<PyAny>>,
    ) -> PyResult<WhatIf> {
        let changes = Changes::read_any(&json(changes)?).map_err(refused)?;
        within(py, None, cancel, |work| self.0.what_if_within(&changes, work)).map(WhatIf)
    }

    /// The least that would have to be waived to close as many gaps as waivers can close, as a dictionary. It is stopped as a
    /// match is.
    #[pyo3(signature = (*, cancel: "Any" = None))]
    fn least_waivers<'py>(&self, py: Python<'py>, cancel: Option<Py<PyAny>>) -> PyResult<Dictionary<'py>> {
        object(py, &within(py, None, cancel, |work| self.0.least_waivers_within(work))?)
    }

    /// What one unit more or less of each lot, each limit and each need would change, where it changes something; or of the
    /// lot, the limit or the requirement of this id, even where it changes nothing. It is stopped as a match is.
    #[pyo3(signature = (of = None, *, cancel: "Any" = None))]
    fn marginal_values(
        &self,
        py: Python<'_>,
        of: Option<&str>,
        cancel: Option<Py<PyAny>>,
    ) -> PyResult<Table> {
        let values = within(py, None, cancel, |work| self.0.marginal_values_within(of, work))?;
        Ok(Table(tell::marginal_values(&values)))
    }

    /// The problem that was solved, as lists and dictionaries.
    #[getter]
    fn problem<'py>(&self, py: Python<'py>) -> PyResult<Dictionary<'py>> {
        object(py, self.0.problem())
    }

    /// The proof that no plan is better under the stated rules.
    #[getter]
    fn certificate(&self) -> Certificate {
        Certificate(self.0.certificate().clone())
    }

    /// The proof of the best plan of firm matches only.
    #[getter]
    fn firm_only(&self) -> Certificate {
        Certificate(self.0.document().firm_only.clone())
    }

    /// The canonical text of the answer.
    fn to_json(&self) -> PyResult<String> {
        self.0.to_json().map_err(refused)
    }

    /// SHA-256 of the canonical text: equal for equal answers, in every language.
    fn hash(&self) -> PyResult<String> {
        self.0.hash().map_err(refused)
    }

    fn __hash__(&self) -> PyResult<u64> {
        self.hash().map(hashed)
    }

    /// The question, asked again.
    fn __reduce__<'py>(&self, py: Python<'py>) -> Rebuilt<'py, Bound<'py, PyTuple>> {
        if let Some((plan, changes)) = self.0.origin() {
            let what_if = plan.what_if(changes).map(WhatIf).map_err(refused)?;
            let of = py.import("operator")?.getattr("attrgetter")?.call1(("plan",))?;
            return Ok((of, (what_if,).into_pyobject(py)?));
        }
        let missions: Vec<Mission> = self.0.missions().iter().cloned().map(Mission).collect();
        let arguments = (View(self.0.view().clone()), missions, self.0.options().to_json().map_err(refused)?);
        Ok((py.import("pledgebook")?.getattr("match")?, arguments.into_pyobject(py)?))
    }

    fn __repr__(&self) -> String {
        let matches = counted(self.0.proposals().len(), "proposed match", "proposed matches");
        let gaps = counted(self.0.shortfalls().len(), "gap", "gaps");
        let questions = counted(self.0.questions().len(), "question", "questions");
        let under = self.0.under_rows().map(|under| format!("; under rows: {}", under.in_brief()));
        format!("Plan({matches}, {gaps}, {questions}{})", under.unwrap_or_default())
    }
}

/// What would be if: the plan after changes, and how it differs from the one that was asked.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(PartialEq)]
pub(crate) struct WhatIf(pledgebook::plan::sourcing::WhatIf);

#[pymethods]
impl WhatIf {
    /// The plan after the changes; it can be asked again.
    #[getter]
    fn plan(&self) -> Plan {
        Plan(self.0.plan().clone())
    }

    /// All that differs, in one sentence.
    #[getter]
    fn summary(&self) -> String {
        self.0.document().summary.clone()
    }

    /// The proposed matches that differ.
    #[getter]
    fn differences(&self) -> Table {
        Table(tell::what_if(self.0.document()))
    }

    /// The whole answer, as lists and dictionaries.
    #[getter]
    fn document<'py>(&self, py: Python<'py>) -> PyResult<Dictionary<'py>> {
        object(py, self.0.document())
    }

    /// The canonical text of the answer.
    fn to_json(&self) -> PyResult<String> {
        self.0.to_json().map_err(refused)
    }

    fn __hash__(&self) -> PyResult<u64> {
        self.to_json().map(hashed)
    }

    /// The question, asked again.
    fn __reduce__<'py>(&self, py: Python<'py>) -> Rebuilt<'py, (Plan, String)> {
        let (plan, changes) =
            self.0.plan().origin().ok_or_else(|| PyRuntimeError::new_err("an answer lost its question"))?;
        let arguments = (Plan(plan.clone()), changes.to_json().map_err(refused)?);
        Ok((py.get_type::<Plan>().getattr("what_if")?, arguments))
    }

    fn __repr__(&self) -> String {
        format!("WhatIf({:?})", self.0.document().summary)
    }
}

/// The proof that a plan is the best under the stated rules.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(PartialEq)]
pub(crate) struct Certificate(pub(crate) pledgebook::Certificate);

#[pymethods]
impl Certificate {
    /// Reads a `pledgebook.certificate/1` file. It may be false: see `verify`.
    #[staticmethod]
    fn read(path: PathBuf) -> PyResult<Self> {
        pledgebook::Certificate::read(&file(path)?).map(Self).map_err(refused)
    }

    /// Reads a `pledgebook.certificate/1` from JSON text or from dictionaries. It may be false: see `verify`.
    #[staticmethod]
    #[pyo3(signature = (certificate: "dict[str, Any] | str"))]
    fn from_json(certificate: &Bound<'_, PyAny>) -> PyResult<Self> {
        pledgebook::Certificate::read(&json(certificate)?).map(Self).map_err(refused)
    }

    /// Whether the proof holds. No solver is used.
    fn verify(&self, py: Python<'_>) -> bool {
        py.detach(|| self.0.verify())
    }

    /// Why the proof does not hold; empty where it does.
    fn faults<'py>(&self, py: Python<'py>) -> PyResult<Vec<Found<'py>>> {
        findings(py, &self.0.faults())
    }

    /// What the plan costs on each level, the most important level first.
    fn value(&self) -> Vec<(String, i64)> {
        self.0.problem.levels().into_iter().zip(self.0.value.figures().iter().copied()).collect()
    }

    /// What it proves, as lists and dictionaries: the problem, the proposals, their value and the prices.
    #[getter]
    fn document<'py>(&self, py: Python<'py>) -> PyResult<Dictionary<'py>> {
        object(py, &self.0)
    }

    /// The canonical text.
    fn to_json(&self) -> PyResult<String> {
        pledgebook::words::document::canonical(&self.0).map_err(refused)
    }

    fn __repr__(&self) -> String {
        format!("Certificate(holds: {})", self.0.verify())
    }
}
