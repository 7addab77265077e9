//! Work that a caller can stop.

use pledgebook::Error;
use pledgebook::plan::matching::Work;
use pyo3::prelude::*;

use crate::convert::refused;

/// Works while other threads run, within so many steps, until a signal raises or `cancel` is set.
pub(crate) fn within<T: Send>(
    py: Python<'_>,
    steps: Option<u64>,
    cancel: Option<Py<PyAny>>,
    answer: impl FnOnce(&mut Work<'_>) -> Result<T, Error> + Send,
) -> PyResult<T> {
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
