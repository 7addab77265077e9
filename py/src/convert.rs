//! Arguments in, errors out.

use std::path::PathBuf;

use pledgebook::Error;
use pledgebook::words::value::{Day, Instant};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict, PyString};

mod raised {
    #![allow(missing_docs, reason = "made by the macro; documented in pledgebook/errors.py")]
    pyo3::import_exception!(pledgebook.errors, PledgebookError);
    pyo3::import_exception!(pledgebook.errors, Finding);
}

/// A refusal as `PledgebookError`, with every finding.
pub(crate) fn refused(error: Error) -> PyErr {
    let findings: PyResult<Vec<Py<PyAny>>> = Python::attach(|py| {
        let finding = py.import("pledgebook.errors")?.getattr("Finding")?;
        let make = |found: &pledgebook::Finding| {
            let severity = match found.severity {
                pledgebook::words::Severity::Refused => "refused",
                pledgebook::words::Severity::Warning => "warning",
            };
            let fields = (
                found.code.as_str(),
                severity,
                &found.path,
                &found.message,
                &found.help,
                found.line,
                found.column,
            );
            finding.call1(fields).map(Bound::unbind)
        };
        error.findings().iter().map(make).collect()
    });
    match findings {
        Ok(findings) => {
            raised::PledgebookError::new_err((error.code().as_str(), error.to_string(), findings))
        }
        Err(broken) => broken,
    }
}

/// The text of a file.
pub(crate) fn file(path: PathBuf) -> PyResult<String> {
    std::fs::read_to_string(&path).map_err(|error| PyOSError::new_err(format!("{}: {error}", path.display())))
}

/// JSON text as it is; anything else as `json.dumps` writes it.
pub(crate) fn json(value: &Bound<'_, PyAny>) -> PyResult<String> {
    match value.cast::<PyString>() {
        Ok(text) => Ok(text.to_string()),
        Err(_) => value.py().import("json")?.call_method1("dumps", (value,))?.extract(),
    }
}

/// JSON text of an object as Python's own dictionary.
pub(crate) fn loads<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyDict>> {
    Ok(py.import("json")?.call_method1("loads", (text,))?.cast_into()?)
}

/// A day from `datetime.date` or from text.
pub(crate) fn day(value: &Bound<'_, PyAny>) -> PyResult<Day> {
    value.str()?.to_string().parse().map_err(|malformed| refused(Error::from(malformed)))
}

/// An instant from an aware `datetime.datetime` or from text.
pub(crate) fn instant(value: &Bound<'_, PyAny>) -> PyResult<Instant> {
    let text = if value.is_instance_of::<PyString>() {
        value.to_string()
    } else {
        let utc = value.py().import("datetime")?.getattr("timezone")?.getattr("utc")?;
        value
            .call_method1("astimezone", (utc,))?
            .call_method1("strftime", ("%Y-%m-%dT%H:%M:%SZ",))?
            .extract()?
    };
    text.parse().map_err(|malformed| refused(Error::from(malformed)))
}

/// A day as `datetime.date`.
pub(crate) fn date(py: Python<'_>, day: Day) -> PyResult<Bound<'_, PyDate>> {
    let (year, month, day) = day.parts();
    PyDate::new(py, year, u8::try_from(month)?, u8::try_from(day)?)
}

/// An id, or a refusal.
pub(crate) fn id<T: std::str::FromStr<Err = pledgebook::words::finding::Malformed>>(
    text: &str,
) -> PyResult<T> {
    text.parse().map_err(|malformed| refused(Error::from(malformed)))
}
