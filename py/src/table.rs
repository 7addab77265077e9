//! Tables.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use pledgebook::tell::Cell;

/// Typed rows and columns. It prints as text, shows itself in a notebook, and goes into a data frame as
/// `polars.DataFrame(table.rows())` or `pandas.DataFrame(table.rows())`.
#[pyclass(frozen, eq, module = "pledgebook")]
#[derive(PartialEq)]
pub(crate) struct Table(pub(crate) pledgebook::Table);

fn cell<'py>(py: Python<'py>, cell: &Cell) -> PyResult<Bound<'py, PyAny>> {
    Ok(match cell {
        Cell::Text(text) => text.into_pyobject(py)?.into_any(),
        Cell::Number(number) => number.into_pyobject(py)?.into_any(),
        Cell::Absent => py.None().into_bound(py),
    })
}

#[pymethods]
impl Table {
    /// What the table shows.
    #[getter]
    fn title(&self) -> &'static str {
        self.0.title()
    }

    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<&'static str> {
        self.0.columns().iter().map(|column| column.name).collect()
    }

    /// The rows as dictionaries; `None` stands for what is not stated.
    #[pyo3(signature = () -> "list[dict[str, str | int | None]]")]
    fn rows<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let row = |cells: &Vec<Cell>| {
            let dict = PyDict::new(py);
            for (column, value) in self.0.columns().iter().zip(cells) {
                dict.set_item(column.name, cell(py, value)?)?;
            }
            Ok(dict)
        };
        self.0.rows().iter().map(row).collect()
    }

    fn __len__(&self) -> usize {
        self.0.rows().len()
    }

    fn __repr__(&self) -> String {
        self.0.to_text()
    }

    fn _repr_html_(&self) -> String {
        self.0.to_html()
    }
}
