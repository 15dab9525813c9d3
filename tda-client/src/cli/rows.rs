//! Rows on stdout: a table for people, an object a line for programs.

use std::io::{self, Write};

use serde_json::Value;

use super::stream::Output;

/// Rows of as many cells as there are columns, each with its object.
pub(super) struct Rows<const N: usize> {
    columns: [&'static str; N],
    rows: Vec<([String; N], Value)>,
}

impl<const N: usize> Rows<N> {
    pub(super) fn new(columns: [&'static str; N]) -> Self {
        Self { columns, rows: Vec::new() }
    }

    pub(super) fn push(&mut self, cells: [String; N], object: Value) {
        self.rows.push((cells, object));
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn print(&self, output: Output) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match output {
            Output::Json => {
                for (_, object) in &self.rows {
                    writeln!(out, "{object}")?;
                }
            }
            Output::Text => {
                let widths = self.widths();
                let head = self.columns.map(str::to_owned);
                for cells in std::iter::once(&head).chain(self.rows.iter().map(|(cells, _)| cells)) {
                    let line: Vec<_> =
                        cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
                    writeln!(out, "{}", line.join("  ").trim_end())?;
                }
            }
        }
        out.flush()
    }

    fn widths(&self) -> [usize; N] {
        let mut widths = self.columns.map(str::len);
        for (cells, _) in &self.rows {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.chars().count());
            }
        }
        widths
    }
}

/// A cell for something that may not be there.
pub(super) fn or_dash(cell: Option<impl ToString>) -> String {
    cell.map_or_else(|| "-".to_owned(), |cell| cell.to_string())
}
