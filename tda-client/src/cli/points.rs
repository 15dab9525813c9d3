//! Tables of numbers named on the command line.

use std::{
    io::{Cursor, Read},
    path::Path,
};

use tda_events::ErrorKind;

use super::Failure;
use crate::matrix::{Array, Matrix, MatrixError, TableFormat};

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
    let array = read_array(file)?;
    let dimensions = array.shape.len();
    let &[rows, columns] = array.shape.as_slice() else {
        return Err(named(file)(MatrixError::NotTwoDimensional { dimensions }));
    };
    Ok(Matrix { rows, columns, values: array.values })
}

/// Reads an array of any number of axes from .npy and .npz, of two from other files.
pub(super) fn read_array(file: &Path) -> Result<Array, Failure> {
    let bytes = read_bytes(file)?;
    if bytes.starts_with(b"PK") {
        return read_npz(&bytes, file);
    }
    let format = TableFormat::of(&file.to_string_lossy()).unwrap_or_else(|| TableFormat::sniff(&bytes));
    Array::parse(&bytes, format).map_err(named(file))
}

fn named(file: &Path) -> impl Fn(MatrixError) -> Failure + '_ {
    |error| Failure::new(ErrorKind::InvalidInput, format!("{}: {error}", file.display()))
}

/// The only array of an archive as `numpy.savez` writes it.
fn read_npz(bytes: &[u8], file: &Path) -> Result<Array, Failure> {
    let failed =
        |message: String| Failure::new(ErrorKind::InvalidInput, format!("{}: {message}", file.display()));
    let broken = |error: zip::result::ZipError| failed(format!("not a readable .npz: {error}"));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() != 1 {
        let names = archive.file_names().collect::<Vec<_>>().join(", ");
        return Err(failed(format!("it holds {} arrays: {names}", archive.len()))
            .advise("save the one that is meant as .npy"));
    }
    let entry = archive.by_index(0).map_err(broken)?;
    let mut array = Vec::new();
    let read = entry.take(FILE_BYTES_MAX + 1).read_to_end(&mut array);
    if read.map_err(|error| failed(error.to_string()))? as u64 > FILE_BYTES_MAX {
        let message = format!("{} unfolds to over {FILE_BYTES_MAX} bytes", file.display());
        return Err(Failure::new(ErrorKind::LimitExceeded, message));
    }
    Array::parse(&array, TableFormat::Npy).map_err(named(file))
}
