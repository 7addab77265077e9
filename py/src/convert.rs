//! Arguments in, errors out.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::path::PathBuf;

use pledgebook::record::no_such_event;
use pledgebook::words::document::canonical;
use pledgebook::words::finding::{Code, Malformed};
use pledgebook::words::value::{Day, Instant};
use pledgebook::{Error, Finding};
use pyo3::exceptions::{PyOSError, PyRuntimeError};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyDict, PyInt, PyString, PyTzInfo, PyTzInfoAccess};
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_union};
use serde::Serialize;

/// A refusal as `PledgebookError`, with every finding.
pub(crate) fn refused(error: Error) -> PyErr {
    let raised = Python::attach(|py| {
        let class = py.import("pledgebook.errors")?.getattr("PledgebookError")?;
        let findings = findings(py, error.findings())?;
        PyResult::Ok(PyErr::from_value(class.call1((error.code().as_str(), error.to_string(), findings))?))
    });
    raised.unwrap_or_else(|broken| broken)
}

/// A finding as Python has it.
#[derive(FromPyObject)]
#[pyo3(transparent)]
pub(crate) struct Found<'py>(Bound<'py, PyAny>);

impl<'py> IntoPyObject<'py> for Found<'py> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = Infallible;
    const OUTPUT_TYPE: PyStaticExpr = type_hint_identifier!("pledgebook.errors", "Finding");

    fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Infallible> {
        Ok(self.0)
    }
}

pub(crate) fn findings<'py>(py: Python<'py>, found: &[Finding]) -> PyResult<Vec<Found<'py>>> {
    let text = canonical(found).map_err(|broken| PyRuntimeError::new_err(broken.to_string()))?;
    py.import("pledgebook.errors")?.getattr("_findings")?.call1((text,))?.extract()
}

/// The text of a file.
pub(crate) fn file(path: PathBuf) -> PyResult<String> {
    std::fs::read_to_string(&path).map_err(|error| PyOSError::new_err(format!("{}: {error}", path.display())))
}

/// JSON text as it is; anything else as `json.dumps` writes it, and whole numbers of other kinds as Python's own.
pub(crate) fn json(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let Ok(text) = value.cast::<PyString>() else {
        let others = PyDict::new(value.py());
        others.set_item("default", wrap_pyfunction!(own_number, value.py())?)?;
        return value.py().import("json")?.call_method("dumps", (value,), Some(&others))?.extract();
    };
    Ok(text.to_string())
}

/// A whole number of another kind, such as one of NumPy, as Python's own. True or false is none.
#[pyfunction]
fn own_number<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    value.py().import("operator")?.call_method1("index", (value,)).or_else(|_| {
        let message = format!("A value of the type `{}` does not go into JSON.", value.get_type().name()?);
        let help = "Pass texts, whole numbers, `True` and `False`, lists and dictionaries; a day as a text, such as `2026-03-01`.";
        Err(refused(Malformed::new(Code::WrongType, message, help).into()))
    })
}

/// An argument of another type than is wanted, as a finding that names it.
pub(crate) fn wrong_type(argument: &str, value: &Bound<'_, PyAny>, wanted: &str, pass: &str) -> PyErr {
    let kind = value.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string());
    let message = format!("The argument `{argument}` is of the type `{kind}`; it should be {wanted}.");
    refused(Malformed::new(Code::WrongType, message, format!("Pass {pass}.")).into())
}

/// The whole number that an argument gives, of a kind that is not below zero.
pub(crate) fn whole_number<T: TryFrom<u64>>(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<T> {
    let pass = "a whole number, not below zero";
    let own = value.py().import("operator")?.call_method1("index", (value,));
    let Some(own) = own.ok().filter(|_| !value.is_instance_of::<PyBool>()) else {
        return Err(wrong_type(argument, value, "a whole number", pass));
    };
    let number = own.extract::<u64>().ok().and_then(|number| T::try_from(number).ok());
    let wrong = if own.lt(0)? { "below zero" } else { "too large" };
    number.ok_or_else(|| {
        let message = format!("The argument `{argument}` is {wrong}.");
        refused(Malformed::new(Code::MalformedNumber, message, format!("Pass {pass}.")).into())
    })
}

/// The whole numbers that an argument gives.
pub(crate) fn whole_numbers(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
    let Ok(numbers) = value.try_iter() else {
        return Err(wrong_type(argument, value, "a list of whole numbers", "a list, such as `[30, 60]`"));
    };
    numbers.enumerate().map(|(i, number)| whole_number(&format!("{argument}[{i}]"), &number?)).collect()
}

/// A dictionary.
pub(crate) type Dictionary<'py> = BTreeMap<String, Bound<'py, PyAny>>;

/// A document as Python's own dictionary.
pub(crate) fn object<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Dictionary<'py>> {
    let text = canonical(value).map_err(refused)?;
    py.import("json")?.call_method1("loads", (text,))?.extract()
}

/// A day from `datetime.date` or from text.
pub(crate) struct DayGiven(pub(crate) Day);

impl FromPyObject<'_, '_> for DayGiven {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(PyString::TYPE_HINT, PyDate::TYPE_HINT);

    fn extract(value: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        id(&value.str()?.to_string()).map(Self)
    }
}

/// The number of an event. One that no journal has, however large and below zero too, is a finding as another that this journal has
/// not. Python does not write out numbers of thousands of digits; of these the finding says only that.
pub(crate) struct EventNumber(pub(crate) u32);

impl FromPyObject<'_, '_> for EventNumber {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = PyInt::TYPE_HINT;

    fn extract(value: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let number = value.extract::<u32>().map(Self);
        match value.cast::<PyInt>() {
            Ok(given) if number.is_err() => Err(refused(match given.str() {
                Ok(number) => no_such_event(number),
                Err(_) => no_such_event("of a number with so many digits"),
            })),
            _ => number,
        }
    }
}

/// How many steps of work there may be.
pub(crate) struct Steps(pub(crate) u64);

impl FromPyObject<'_, '_> for Steps {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = PyInt::TYPE_HINT;

    fn extract(value: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        whole_number("steps", &value).map(Self)
    }
}

/// So many of what one or several are called.
pub(crate) fn counted(number: usize, one: &str, several: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {several}") }
}

/// An instant from an aware `datetime.datetime` or from text. One without a time zone is refused as any other text.
pub(crate) struct InstantGiven(pub(crate) Instant);

impl FromPyObject<'_, '_> for InstantGiven {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(PyString::TYPE_HINT, PyDateTime::TYPE_HINT);

    fn extract(value: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let aware = value.cast::<PyDateTime>().is_ok_and(|given| given.get_tzinfo().is_some());
        let text = match aware {
            true => {
                let utc = value.call_method1("astimezone", (PyTzInfo::utc(value.py())?,))?;
                utc.call_method1("strftime", ("%Y-%m-%dT%H:%M:%SZ",))?.to_string()
            }
            false => value.str()?.to_string(),
        };
        id(&text).map(Self)
    }
}

/// A day as `datetime.date`, or an instant as an aware `datetime.datetime`.
pub(crate) fn date<T: PyTypeInfo>(py: Python<'_>, value: impl ToString) -> PyResult<Bound<'_, T>> {
    Ok(py.get_type::<T>().call_method1("fromisoformat", (value.to_string(),))?.cast_into()?)
}

/// An id, or a refusal.
pub(crate) fn id<T: std::str::FromStr<Err = Malformed>>(text: &str) -> PyResult<T> {
    text.parse().map_err(|malformed| refused(Error::from(malformed)))
}

/// The hash of a value that is its text.
pub(crate) fn hashed(text: impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

/// What pickle calls, and with which arguments, to make a value again.
pub(crate) type Rebuilt<'py, Arguments> = PyResult<(Bound<'py, PyAny>, Arguments)>;
