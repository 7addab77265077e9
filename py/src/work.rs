//! Work that a caller can stop.

use pledgebook::Error;
use pledgebook::plan::matching::Work;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::convert::{refused, wrong_type};

/// Works while other threads run, within so many steps, until a signal raises or `cancel` is set.
pub(crate) fn within<T: Send>(
    py: Python<'_>,
    steps: Option<u64>,
    cancel: Option<Py<PyAny>>,
    answer: impl FnOnce(&mut Work<'_>) -> Result<T, Error> + Send,
) -> PyResult<T> {
    if let Some(event) = &cancel {
        asked_before_work(event.bind(py))?;
    }
    let mut raised = None;
    let asked = |py: Python<'_>| {
        py.check_signals()?;
        cancel.as_ref().map_or(Ok(false), |event| event.call_method0(py, "is_set")?.is_truthy(py))
    };
    let answer = py.detach(|| {
        let mut stop = || {
            let asked = Python::attach(asked);
            asked.unwrap_or_else(|error| {
                raised = Some(error);
                true
            })
        };
        let mut work = Work::until(&mut stop);
        work.at_most = steps;
        answer(&mut work)
    });
    raised.map_or_else(|| answer.map_err(refused), Err)
}

/// What cannot be asked whether it is set is refused at once, not when it would have been asked.
fn asked_before_work(event: &Bound<'_, PyAny>) -> PyResult<()> {
    let is_set = event.getattr_opt("is_set")?;
    if is_set.is_some_and(|is_set| is_set.is_callable()) && !event.is_instance_of::<PyType>() {
        return Ok(());
    }
    let pass = "a `threading.Event`, or another object with a method `is_set`";
    Err(wrong_type("cancel", event, "an event that can be set", pass))
}
