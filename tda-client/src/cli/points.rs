//! Tables of numbers named on the command line.

use std::{io::Read, path::Path};

use tda_events::ErrorKind;

use super::Failure;
use crate::matrix::{Matrix, TableFormat};

/// No input file is larger: past it, points belong into a store that a job names.
const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024 * 1024;

/// Reads all of `file`, or of stdin for `-`.
pub(super) fn read_bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let failed =
        |error: std::io::Error| Failure::new(ErrorKind::NotFound, format!("{}: {error}", file.display()));
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).map_err(failed)?.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)
    };
    if read.map_err(failed)? as u64 > FILE_BYTES_MAX {
        let message = format!("{} is over the limit of {FILE_BYTES_MAX} bytes", file.display());
        return Err(Failure::new(ErrorKind::LimitExceeded, message));
    }
    Ok(bytes)
}

/// Reads a table of numbers; its kind is told by the extension, else by the first bytes.
pub(super) fn read_matrix(file: &Path) -> Result<Matrix, Failure> {
    let bytes = read_bytes(file)?;
    let format = TableFormat::of(&file.to_string_lossy()).unwrap_or_else(|| TableFormat::sniff(&bytes));
    Matrix::parse(&bytes, format)
        .map_err(|error| Failure::new(ErrorKind::InvalidInput, format!("{}: {error}", file.display())))
}
