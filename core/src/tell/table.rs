//! Typed rows and columns, and how they look as text and as HTML.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::words::value::words;

words! {
    /// What a column holds.
    pub enum Kind {
        /// Text; days are text too, in the form year-month-day.
        Text = "text",
        /// Whole numbers.
        Number = "number",
    }
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its name, as a key.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// A cell. Absent is not zero and not empty: it is Unknown, or there is nothing to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number.
    Number(i64),
    /// Absent.
    Absent,
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Absent, Self::Text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<Option<u32>> for Cell {
    fn from(number: Option<u32>) -> Self {
        number.map_or(Self::Absent, Self::from)
    }
}

/// Rows and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    title: &'static str,
    columns: Cow<'static, [Column]>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table. Rows are as long as there are columns: shorter ones are filled with absent cells, longer ones cut.
    pub(super) fn new(
        title: &'static str,
        columns: &'static [Column],
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Self {
        let fit = |mut row: Vec<Cell>| {
            row.resize(columns.len(), Cell::Absent);
            row
        };
        Self { title, columns: Cow::Borrowed(columns), rows: rows.into_iter().map(fit).collect() }
    }

    /// The same with the columns of these names only, in the order in which they stand, and the rows that are to be kept.
    pub(super) fn part(&self, names: &[&str], keep: impl Fn(&Row<'_>) -> bool) -> Self {
        let kept: Vec<usize> = (0..self.columns.len())
            .filter(|place| self.columns.get(*place).is_some_and(|column| names.contains(&column.name)))
            .collect();
        let columns = kept.iter().filter_map(|place| self.columns.get(*place).copied()).collect();
        let rows = self.rows.iter().filter(|cells| keep(&Row { columns: &self.columns, cells }));
        let cells = |row: &Vec<Cell>| kept.iter().filter_map(|place| row.get(*place).cloned()).collect();
        Self { title: self.title, columns: Cow::Owned(columns), rows: rows.map(cells).collect() }
    }

    /// The same with the numbers in these columns rounded down to whole steps, under a title that says so; what is less than a step
    /// is absent.
    pub(super) fn in_steps(self, title: &'static str, names: &[&str], step: u32) -> Self {
        let step = i64::from(step);
        let coarse = |(column, cell): (&Column, Cell)| match cell {
            Cell::Number(number) if names.contains(&column.name) => {
                let whole = number.checked_rem(step).map(|rest| number.saturating_sub(rest));
                whole.filter(|whole| *whole >= step).map_or(Cell::Absent, Cell::Number)
            }
            cell => cell,
        };
        let columns = self.columns;
        let rows = self.rows.into_iter().map(|row| columns.iter().zip(row).map(coarse).collect()).collect();
        Self { title, columns, rows }
    }

    /// What the table shows.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows, each with a cell for every column.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// The table as text in aligned columns, for a terminal.
    pub fn to_text(&self) -> String {
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Absent => "\u{2013}".to_owned(),
        };
        let cells: Vec<Vec<String>> = self.rows.iter().map(|row| row.iter().map(text).collect()).collect();
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(i, column)| {
                let longest =
                    cells.iter().filter_map(|row| row.get(i)).map(|cell| cell.chars().count()).max();
                longest.unwrap_or_default().max(column.name.len())
            })
            .collect();
        let line = |cells: Vec<&str>| {
            let padded =
                cells.iter().zip(&widths).zip(self.columns.iter()).map(
                    |((cell, width), column)| match column.kind {
                        Kind::Number => format!("{cell:>width$}"),
                        Kind::Text => format!("{cell:<width$}"),
                    },
                );
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        let mut lines = vec![
            line(self.columns.iter().map(|column| column.name).collect()),
            line(rule.iter().map(String::as_str).collect()),
        ];
        lines.extend(cells.iter().map(|row| line(row.iter().map(String::as_str).collect())));
        if self.rows.is_empty() {
            lines.push("(none)".to_owned());
        }
        lines.join("\n")
    }

    /// The table as an HTML table with a caption, for a notebook or a page.
    pub fn to_html(&self) -> String {
        let mut html = format!("<table><caption>{}</caption><thead><tr>", escaped(self.title));
        for column in self.columns.iter() {
            html.push_str(&format!("<th scope=\"col\">{}</th>", escaped(&column.name.replace('_', " "))));
        }
        html.push_str("</tr></thead><tbody>");
        for row in &self.rows {
            html.push_str("<tr>");
            for cell in row {
                match cell {
                    Cell::Text(text) => html.push_str(&format!("<td>{}</td>", escaped(text))),
                    Cell::Number(number) => {
                        html.push_str(&format!("<td style=\"text-align:right\">{number}</td>"))
                    }
                    Cell::Absent => html.push_str("<td aria-label=\"not stated\">\u{2013}</td>"),
                }
            }
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table>");
        html
    }
}

/// A row of a table.
pub(super) struct Row<'t> {
    columns: &'t [Column],
    cells: &'t [Cell],
}

impl Row<'_> {
    /// Whether there is a column of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// The text in a column; `None` where it is absent, or no text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let place = self.columns.iter().position(|column| column.name == name)?;
        match self.cells.get(place)? {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// As a list of rows, each an object by column; absent cells are left out.
impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Entry<'t>(&'t [Column], &'t [Cell]);
        impl Serialize for Entry<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                for (column, cell) in self.0.iter().zip(self.1).filter(|(_, cell)| **cell != Cell::Absent) {
                    map.serialize_entry(column.name, cell)?;
                }
                map.end()
            }
        }
        serializer.collect_seq(self.rows.iter().map(|row| Entry(&self.columns, row)))
    }
}

/// Several things in one cell; absent where there is none.
pub(super) fn joined<T: ToString>(between: &str, parts: impl IntoIterator<Item = T>) -> Cell {
    let parts: Vec<String> = parts.into_iter().map(|part| part.to_string()).collect();
    (!parts.is_empty()).then(|| parts.join(between)).into()
}

pub(super) fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Columns by name and kind.
macro_rules! columns {
    ($( $name:ident : $kind:ident ),+ $(,)?) => {
        &[$( $crate::tell::table::Column { name: stringify!($name), kind: $crate::tell::table::Kind::$kind } ),+]
    };
}
pub(super) use columns;

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = columns![lot: Text, units: Number];

    #[test]
    fn absent_is_neither_zero_nor_empty() -> Result<(), serde_json::Error> {
        let table = Table::new("Lots", COLUMNS, [vec!["a <b>".into(), 0u32.into()], vec!["c".into()]]);
        assert_eq!(serde_json::to_string(&table)?, r#"[{"lot":"a <b>","units":0},{"lot":"c"}]"#);
        assert_eq!(table.to_text(), "lot    units\n-----  -----\na <b>      0\nc          \u{2013}");
        assert!(table.to_html().contains("<td>a &lt;b&gt;</td>"));
        Ok(())
    }
}
