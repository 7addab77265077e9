//! Problems as columns, and solving within limits of work.

use std::convert::Infallible;
use std::fmt::Display;
use std::sync::{Mutex, MutexGuard};

use pledgebook::plan::matching::{self, GivenColumns, ReadyColumns, Strategy};
use pyo3::buffer::{Element, PyUntypedBuffer};
use pyo3::exceptions::PyRuntimeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyInt, PyList, PyMemoryView, PySequence, PyString};
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_subscript, type_hint_union};

use crate::convert::{Steps, counted, id, json, refused, wrong_type};
use crate::plan::Certificate;
use crate::work::within;

/// A column: a buffer of whole numbers, or a sequence of them.
pub(crate) struct Column<'py>(Bound<'py, PyAny>);

impl<'py> FromPyObject<'_, 'py> for Column<'py> {
    type Error = Infallible;
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        type_hint_identifier!("typing_extensions", "Buffer"),
        type_hint_subscript!(type_hint_identifier!("collections.abc", "Sequence"), PyInt::TYPE_HINT)
    );

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Result<Self, Infallible> {
        Ok(Self(value.to_owned()))
    }
}

impl Column<'_> {
    /// The numbers of the column, or a finding.
    fn read<T: TryFrom<i64> + TryFrom<u64>>(&self, given: &mut GivenColumns, name: &str) -> PyResult<Vec<T>> {
        let Ok(buffer) = PyUntypedBuffer::get(&self.0) else { return self.items(given, name) };
        if buffer.dimensions() != 1 {
            given.no_column(name, &format!("a buffer of {} dimensions", buffer.dimensions()));
            return Ok(Vec::new());
        }
        let kind = buffer.format().to_string_lossy();
        if let Some(native) = in_order_of_this_machine(&kind, buffer.item_size()) {
            given.foreign_column(name, &kind, &native);
            return Ok(Vec::new());
        }
        let py = self.0.py();
        macro_rules! first_of {
            ($($kind:ty as $wide:ty),*) => {$(
                if let Some(numbers) = numbers::<$kind, $wide, T>(py, &buffer)? {
                    return Ok(given.column(name, numbers));
                }
            )*};
        }
        first_of!(
            u32 as u64, i64 as i64, i32 as i64, u64 as u64, u16 as u64, i16 as i64, u8 as u64, i8 as i64
        );
        given.no_column(name, &format!("a buffer of the kind `{kind}`"));
        Ok(Vec::new())
    }

    fn items<T: TryFrom<i64>>(&self, given: &mut GivenColumns, name: &str) -> PyResult<Vec<T>> {
        let Ok(sequence) = self.0.cast::<PySequence>() else {
            given.no_column(name, &format!("a value of the type `{}`", self.0.get_type().name()?));
            return Ok(Vec::new());
        };
        let number = |item: PyResult<Bound<'_, PyAny>>| {
            let item = item.map_err(|broken| broken.to_string())?;
            let whole = if item.is_instance_of::<PyBool>() { None } else { item.extract::<i64>().ok() };
            whole.and_then(|whole| T::try_from(whole).ok()).ok_or_else(|| item.to_string())
        };
        Ok(given.column(name, sequence.try_iter()?.map(number)))
    }
}

/// For whole numbers whose bytes are in the order of other machines, the name that NumPy has for them in the order of
/// this one. To `as_typed` they are of the same kind, and it would read other numbers.
fn in_order_of_this_machine(kind: &str, bytes: usize) -> Option<String> {
    let whole = kind.strip_prefix(if cfg!(target_endian = "little") { ['>', '!'] } else { ['<', '<'] })?;
    let signed = match whole {
        "h" | "i" | "l" | "q" => 'i',
        "H" | "I" | "L" | "Q" => 'u',
        _ => return None,
    };
    Some(format!("{signed}{bytes}"))
}

/// The numbers of a buffer, where it is of this kind.
fn numbers<Kind: Element + Into<Wide> + Display, Wide, T: TryFrom<Wide>>(
    py: Python<'_>,
    buffer: &PyUntypedBuffer,
) -> PyResult<Option<impl Iterator<Item = Result<T, String>>>> {
    let Ok(buffer) = buffer.as_typed::<Kind>() else { return Ok(None) };
    let number = |number: Kind| T::try_from(number.into()).map_err(|_| number.to_string());
    Ok(Some(buffer.to_vec(py)?.into_iter().map(number)))
}

/// A problem as columns of whole numbers, for millions of pairs: requirements, lots and limits go by their places.
#[pyclass(frozen, module = "pledgebook")]
pub(crate) struct Columns {
    ready: ReadyColumns,
    sizes: [usize; 3],
}

#[pymethods]
impl Columns {
    /// Checks the columns and puts the pairs in order. `needs` and `lots` are units by requirement and by lot;
    /// `requirement` and `lot` are the places of each pair. What a unit costs is either one figure, `cost` by pair and
    /// `shortage` by requirement; or the levels, `class_` by requirement, and `unknown`, `late`, `substitute` and
    /// `preference` by pair. A limit has its `side`, `members`, `at_most`, and `at_least` where it asks for some.
    ///
    /// A column is anything with the buffer protocol that holds whole numbers of 1, 2, 4 or 8 bytes in the order of this
    /// machine, such as an array of NumPy, or a sequence of numbers.
    #[new]
    #[pyo3(signature = (*, needs, lots, requirement, lot, cost = None, shortage = None, class_ = None, unknown = None,
        late = None, substitute = None, preference = None, limits: "list[dict[str, Any]] | None" = None))]
    #[expect(clippy::too_many_arguments, reason = "they have names in Python")]
    fn new(
        py: Python<'_>,
        needs: Column<'_>,
        lots: Column<'_>,
        requirement: Column<'_>,
        lot: Column<'_>,
        cost: Option<Column<'_>>,
        shortage: Option<Column<'_>>,
        class_: Option<Column<'_>>,
        unknown: Option<Column<'_>>,
        late: Option<Column<'_>>,
        substitute: Option<Column<'_>>,
        preference: Option<Column<'_>>,
        limits: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let limits = limits.map(|limits| list_of_limits(&limits)).transpose()?.unwrap_or_default();
        let mut given = GivenColumns::default();
        let one = [
            cost.map(|column| column.read(&mut given, "cost")).transpose()?,
            shortage.map(|column| column.read(&mut given, "shortage")).transpose()?,
        ];
        let mut level =
            |column: Option<Column<'_>>, name| column.map(|one| one.read(&mut given, name)).transpose();
        let levels = [
            level(class_, "class")?,
            level(unknown, "unknown")?,
            level(late, "late")?,
            level(substitute, "substitute")?,
            level(preference, "preference")?,
        ];
        let columns = matching::Columns {
            needs: needs.read(&mut given, "needs")?,
            lots: lots.read(&mut given, "lots")?,
            requirement: requirement.read(&mut given, "requirement")?,
            lot: lot.read(&mut given, "lot")?,
            costs: given.cost_of_unit(one, levels),
            limits: read_limits(py, &mut given, limits)?,
        };
        let sizes = [columns.needs.len(), columns.lots.len(), columns.lot.len()];
        let ready = py.detach(|| given.ready(columns)).map_err(refused)?;
        Ok(Self { ready, sizes })
    }

    fn __repr__(&self) -> String {
        let [needs, lots, pairs] = self.sizes;
        let needs = counted(needs, "requirement", "requirements");
        let (lots, pairs) = (counted(lots, "lot", "lots"), counted(pairs, "pair", "pairs"));
        format!("Columns({needs}, {lots}, {pairs})")
    }
}

/// The limits as they were given, each a dictionary.
fn list_of_limits<'py>(limits: &Bound<'py, PyAny>) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let wanted = "a list of dictionaries";
    let pass = r#"a list such as `[{"side": "supply", "members": [0, 1], "at_most": 3}]`"#;
    let list = limits.cast::<PySequence>().ok().filter(|list| !list.is_instance_of::<PyString>());
    let list = list.ok_or_else(|| wrong_type("limits", limits, wanted, pass))?;
    let limit = |(i, limit): (usize, PyResult<Bound<'py, PyAny>>)| {
        limit?
            .cast_into()
            .map_err(|other| wrong_type(&format!("limits[{i}]"), &other.into_inner(), "a dictionary", pass))
    };
    list.try_iter()?.enumerate().map(limit).collect()
}

fn read_limits(
    py: Python<'_>,
    given: &mut GivenColumns,
    limits: Vec<Bound<'_, PyDict>>,
) -> PyResult<Vec<matching::ColumnLimit>> {
    let (mut all_members, rest) = (Vec::with_capacity(limits.len()), PyList::empty(py));
    for (i, limit) in limits.into_iter().enumerate() {
        let (limit, name) = (limit.copy()?, format!("limits/{i}/members"));
        let members = limit.call_method1("pop", ("members", py.None()))?;
        all_members.push(Column(members).read(given, &name)?);
        rest.append(limit)?;
    }
    Ok(given.limits(&json(&rest)?, all_members))
}

/// The best plan for columns.
#[pyclass(frozen, module = "pledgebook")]
pub(crate) struct ColumnPlan(matching::ColumnPlan);

#[pymethods]
impl ColumnPlan {
    /// The units over each pair, in the order in which the pairs were given.
    #[getter]
    fn units<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyMemoryView>> {
        memory(py, &py.detach(|| self.0.units()))
    }

    /// The units that each requirement is short of.
    #[getter]
    fn short<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyMemoryView>> {
        memory(py, &py.detach(|| self.0.short()))
    }

    /// What the plan costs on each level, the most important level first.
    fn value(&self) -> Vec<(String, i64)> {
        self.0.levels().into_iter().zip(self.0.value()).collect()
    }

    /// Whether no other plan is as good, before the neutral tie rule.
    #[getter]
    fn unique(&self) -> bool {
        self.0.unique()
    }

    /// How many steps of work it took.
    #[getter]
    fn steps(&self) -> u64 {
        self.0.steps()
    }

    /// Whether the plan keeps to its bounds and its prices prove it best. No solver is used.
    fn verify(&self, py: Python<'_>) -> bool {
        py.detach(|| self.0.verify())
    }

    /// Makes the plan ready for changes, each of which costs far less than a solve. This plan stays as it is.
    fn what_if(&self, py: Python<'_>) -> PyResult<ColumnWhatIf> {
        let what_if = py.detach(|| self.0.what_if()).map_err(refused)?;
        Ok(ColumnWhatIf { what_if: Mutex::new(what_if), levels: self.0.levels() })
    }

    fn __repr__(&self) -> String {
        format!("ColumnPlan({:?})", self.value())
    }
}

/// A plan that changes are tried on, one after another. Each starts from the plan after the last.
#[pyclass(frozen, module = "pledgebook")]
pub(crate) struct ColumnWhatIf {
    what_if: Mutex<matching::ColumnWhatIf>,
    levels: Vec<String>,
}

#[pymethods]
impl ColumnWhatIf {
    /// Makes all these changes at once, each to how things stand now: `{"lot": 17, "units": 0}`, which withdraws the
    /// lot, `{"requirement": 3, "units": 2}`, or `{"limit": 0, "at_most": 5}`. What is not possible changes nothing.
    #[pyo3(signature = (changes: "list[dict[str, int]]", *, steps = None, cancel: "Any" = None))]
    fn change(
        &self,
        py: Python<'_>,
        changes: &Bound<'_, PyAny>,
        steps: Option<Steps>,
        cancel: Option<Py<PyAny>>,
    ) -> PyResult<ColumnDifference> {
        let changes = matching::ColumnChange::read_list(&json(changes)?).map_err(refused)?;
        let mut what_if = self.held()?;
        let what_if = &mut *what_if;
        let difference =
            within(py, steps.map(|steps| steps.0), cancel, |work| what_if.change(&changes, work))?;
        Ok(self.told(difference))
    }

    /// Takes the last changes back that were not taken back yet; `None` where there are none.
    #[pyo3(signature = (*, steps = None, cancel: "Any" = None))]
    fn undo(
        &self,
        py: Python<'_>,
        steps: Option<Steps>,
        cancel: Option<Py<PyAny>>,
    ) -> PyResult<Option<ColumnDifference>> {
        let mut what_if = self.held()?;
        let what_if = &mut *what_if;
        let difference = within(py, steps.map(|steps| steps.0), cancel, |work| what_if.undo(work))?;
        Ok(difference.map(|difference| self.told(difference)))
    }

    /// The best plan as things stand now.
    fn plan(&self, py: Python<'_>) -> PyResult<ColumnPlan> {
        let what_if = self.held()?;
        let what_if = &*what_if;
        py.detach(|| what_if.plan()).map(ColumnPlan).map_err(refused)
    }

    fn __repr__(&self) -> String {
        format!("ColumnWhatIf(compared by {})", self.levels.join(", "))
    }
}

impl ColumnWhatIf {
    /// One call at a time: `cancel` may ask this very object, which would wait for itself.
    fn held(&self) -> PyResult<MutexGuard<'_, matching::ColumnWhatIf>> {
        self.what_if
            .try_lock()
            .map_err(|_| PyRuntimeError::new_err("another call on this what-if is not over"))
    }

    fn told(&self, difference: matching::ColumnDifference) -> ColumnDifference {
        ColumnDifference { difference, levels: self.levels.clone() }
    }
}

/// How the best plan differs after a change.
#[pyclass(frozen, module = "pledgebook")]
pub(crate) struct ColumnDifference {
    difference: matching::ColumnDifference,
    levels: Vec<String>,
}

#[pymethods]
impl ColumnDifference {
    /// What the plan costs more on each level, or less where below zero; the most important level first.
    fn value(&self) -> Vec<(String, i64)> {
        self.levels.iter().cloned().zip(self.difference.value.iter().copied()).collect()
    }

    /// The pairs that differ, by their place among those given, with the units before and after.
    #[getter]
    fn moves(&self) -> Vec<(u32, u32, u32)> {
        self.difference.moves.clone()
    }

    /// The requirements of which more or fewer units are short, with the units before and after.
    #[getter]
    fn short(&self) -> Vec<(u32, u32, u32)> {
        self.difference.short.clone()
    }

    fn __repr__(&self) -> String {
        format!("ColumnDifference({:?})", self.value())
    }
}

/// Numbers of 4 bytes that NumPy reads where they stand.
fn memory<'py>(py: Python<'py>, numbers: &[u32]) -> PyResult<Bound<'py, PyMemoryView>> {
    let bytes = PyBytes::new_with(py, numbers.len() * 4, |bytes| {
        bytes.chunks_exact_mut(4).zip(numbers).for_each(|(to, from)| to.copy_from_slice(&from.to_ne_bytes()));
        Ok(())
    })?;
    Ok(PyMemoryView::from(&bytes)?.call_method1("cast", ("I",))?.cast_into()?)
}

/// What the answer is goes by what is asked.
#[derive(IntoPyObject)]
pub(crate) enum Solved {
    Problem(Certificate),
    Columns(ColumnPlan),
}

/// Solves a `pledgebook.problem/1` (dictionaries, or JSON text), whose answer is its certificate, or columns.
#[pyfunction]
#[pyo3(signature = (problem: "Columns | dict[str, Any] | str", *, steps = None, strategy = "auto", cancel: "Any" = None))]
pub(crate) fn solve(
    py: Python<'_>,
    problem: &Bound<'_, PyAny>,
    steps: Option<Steps>,
    strategy: &str,
    cancel: Option<Py<PyAny>>,
) -> PyResult<Solved> {
    let strategy: Strategy = id(strategy)?;
    if let Ok(columns) = problem.cast::<Columns>() {
        let columns = &columns.get().ready;
        return within(py, steps.map(|steps| steps.0), cancel, |work| columns.solve_within(strategy, work))
            .map(|plan| Solved::Columns(ColumnPlan(plan)));
    }
    let problem = pledgebook::Problem::read(&json(problem)?).map_err(refused)?;
    within(py, steps.map(|steps| steps.0), cancel, |work| {
        matching::solve_within(&problem, strategy, work)?.certificate()
    })
    .map(|certificate| Solved::Problem(Certificate(certificate)))
}
