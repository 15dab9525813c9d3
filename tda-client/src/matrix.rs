//! Tables of numbers from files: `.npy`, `.csv` and whitespace-separated text.

pub(crate) mod npy;

/// A table of f64, row-major.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Matrix {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) values: Vec<f64>,
}

/// Numbers on a grid of any number of axes, row-major.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "jobs hold tables only"))]
pub(crate) struct Array {
    pub(crate) shape: Vec<usize>,
    pub(crate) values: Vec<f64>,
}

#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "jobs hold tables only"))]
impl Array {
    /// Reads an array; only `.npy` has more or fewer than two axes.
    pub(crate) fn parse(bytes: &[u8], format: TableFormat) -> Result<Self, MatrixError> {
        if format == TableFormat::Npy {
            return npy::parse_array(bytes);
        }
        let Matrix { rows, columns, values } = Matrix::parse(bytes, format)?;
        Ok(Array { shape: vec![rows, columns], values })
    }
}

/// Why bytes are no table of numbers. Rows and columns count from 1, as editors show them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MatrixError {
    /// Nothing in it.
    #[error("there are no numbers in it")]
    Empty,
    /// An array of another shape.
    #[error("the array has {dimensions} dimension(s); two are needed, (points, coordinates)")]
    NotTwoDimensional {
        /// Dimensions found.
        dimensions: usize,
    },
    /// A cell that is no number.
    #[error("row {row}, column {column}: `{text}` is no number")]
    NotANumber {
        /// Row, from 1.
        row: usize,
        /// Column, from 1.
        column: usize,
        /// The cell, cut to 40 characters.
        text: String,
    },
    /// A row of another length than the first.
    #[error("row {row} has {found} number(s), the rows above have {expected}")]
    Ragged {
        /// Row, from 1.
        row: usize,
        /// Numbers in it.
        found: usize,
        /// Numbers in the first row.
        expected: usize,
    },
    /// An `.npy` of a kind that is not read, or a broken one.
    #[error("not a readable .npy: {reason}")]
    Npy {
        /// What is wrong.
        reason: String,
    },
}

/// Which reader a file name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableFormat {
    Csv,
    Npy,
    Text,
}

impl TableFormat {
    /// By the extension; `None` where it says nothing.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "npy" => Some(Self::Npy),
            "txt" | "dat" | "xyz" => Some(Self::Text),
            _ => None,
        }
    }

    /// By the first bytes: `.npy` has a magic number, and a comma in the first line means CSV.
    pub(crate) fn sniff(bytes: &[u8]) -> Self {
        if npy::has_magic(bytes) {
            return Self::Npy;
        }
        let first_line = bytes.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
        if first_line.unwrap_or_default().contains(&b',') { Self::Csv } else { Self::Text }
    }
}

impl Matrix {
    /// Reads a table. A first row of names (in CSV and text) is skipped.
    pub(crate) fn parse(bytes: &[u8], format: TableFormat) -> Result<Self, MatrixError> {
        match format {
            TableFormat::Csv => Self::parse_csv(bytes),
            TableFormat::Npy => npy::parse(bytes),
            TableFormat::Text => Self::parse_text(bytes),
        }
    }

    fn parse_csv(bytes: &[u8]) -> Result<Self, MatrixError> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .comment(Some(b'#'))
            .from_reader(bytes);
        let mut table = Table::default();
        for (index, record) in reader.byte_records().enumerate() {
            let record = record.map_err(|error| MatrixError::NotANumber {
                row: index + 1,
                column: 1,
                text: error.to_string(),
            })?;
            let line =
                record.position().map_or(index + 1, |p| usize::try_from(p.line()).unwrap_or(usize::MAX));
            table.push(line, record.iter())?;
        }
        table.finish()
    }

    fn parse_text(bytes: &[u8]) -> Result<Self, MatrixError> {
        let mut table = Table::default();
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let line = line.trim_ascii();
            if !line.is_empty() && line[0] != b'#' {
                table.push(index + 1, line.split(u8::is_ascii_whitespace).filter(|cell| !cell.is_empty()))?;
            }
        }
        table.finish()
    }
}

/// Rows on their way in.
#[derive(Default)]
struct Table {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
    header_seen: bool,
}

impl Table {
    fn push<'a>(&mut self, line: usize, cells: impl Iterator<Item = &'a [u8]>) -> Result<(), MatrixError> {
        let before = self.values.len();
        for (index, cell) in cells.enumerate() {
            match parse_number(cell) {
                Some(value) => self.values.push(value),
                // A row of names above the numbers.
                None if self.rows == 0 && index == 0 && !self.header_seen => {
                    self.header_seen = true;
                    return Ok(());
                }
                None => {
                    let text = String::from_utf8_lossy(cell).chars().take(40).collect();
                    return Err(MatrixError::NotANumber { row: line, column: index + 1, text });
                }
            }
        }
        let found = self.values.len() - before;
        if self.rows == 0 {
            self.columns = found;
        } else if found != self.columns {
            return Err(MatrixError::Ragged { row: line, found, expected: self.columns });
        }
        self.rows += 1;
        Ok(())
    }

    fn finish(self) -> Result<Matrix, MatrixError> {
        if self.values.is_empty() {
            return Err(MatrixError::Empty);
        }
        Ok(Matrix { rows: self.rows, columns: self.columns, values: self.values })
    }
}

/// A number, NaN and infinities included: the engine names the row and column of a value that it refuses.
fn parse_number(cell: &[u8]) -> Option<f64> {
    std::str::from_utf8(cell).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Matrix, MatrixError> {
        Matrix::parse(text.as_bytes(), TableFormat::sniff(text.as_bytes()))
    }

    #[test]
    fn csv_and_text_read_the_same_numbers() {
        let expected = Matrix { rows: 2, columns: 2, values: vec![1.0, 2.5, -3.0, 4e-2] };
        assert_eq!(parse("x,y\n1,2.5\n-3, 4e-2\n").as_ref(), Ok(&expected));
        assert_eq!(parse("# by hand\n1 2.5\n\n-3\t4e-2").as_ref(), Ok(&expected));
    }

    #[test]
    fn bad_cells_are_named() {
        assert_eq!(
            parse("1,2\n3,four"),
            Err(MatrixError::NotANumber { row: 2, column: 2, text: "four".into() })
        );
        assert_eq!(parse("1,2\n3"), Err(MatrixError::Ragged { row: 2, found: 1, expected: 2 }));
        assert_eq!(parse("a,b\nc,d"), Err(MatrixError::NotANumber { row: 2, column: 1, text: "c".into() }));
        assert_eq!(parse(""), Err(MatrixError::Empty));
    }
}
