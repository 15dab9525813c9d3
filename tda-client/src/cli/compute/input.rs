//! Points or distances, from a file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tda_core::{DistanceMatrix, PointCloud};
use tda_events::ErrorKind;

use super::super::{
    Failure,
    points::{read_bytes, read_matrix},
};
use crate::matrix::Matrix;

#[derive(Debug, Args)]
pub(super) struct Input {
    /// Points, one a row (.npy, .npz, .csv or text), or distances with --input; - reads stdin.
    pub(super) file: PathBuf,
    /// What the numbers are.
    #[arg(long = "input", value_name = "KIND", value_enum, default_value_t = Numbers::Points)]
    numbers: Numbers,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Numbers {
    /// Coordinates, one point a row.
    Points,
    /// A square matrix of distances.
    Distances,
    /// The lower triangle, row by row, as Ripser reads it.
    LowerDistances,
}

/// What was read.
pub(super) enum InputKind {
    Distances(DistanceMatrix<'static>),
    Points(PointCloud<'static>),
}

impl Input {
    pub(super) fn read(&self) -> Result<InputKind, Failure> {
        Ok(match self.numbers {
            Numbers::LowerDistances => {
                let entries = all_numbers(&read_bytes(&self.file)?, &self.file)?;
                InputKind::Distances(DistanceMatrix::from_lower_vec(entries)?)
            }
            Numbers::Points => InputKind::Points(cloud(read_matrix(&self.file)?)?),
            Numbers::Distances => {
                let matrix = read_matrix(&self.file)?;
                if matrix.rows != matrix.columns {
                    let (rows, columns) = (matrix.rows, matrix.columns);
                    let message = format!("{}: {rows} rows and {columns} columns", self.file.display());
                    return Err(Failure::new(ErrorKind::InvalidInput, message)
                        .advise("a distance matrix is square; points are read with --input points"));
                }
                InputKind::Distances(DistanceMatrix::from_dense_vec(matrix.values, matrix.columns)?)
            }
        })
    }
}

pub(super) fn cloud(matrix: Matrix) -> Result<PointCloud<'static>, Failure> {
    Ok(PointCloud::from_vec(matrix.values, matrix.columns)?)
}

/// All numbers of a text, whatever its lines: Ripser's lower triangle has rows of rising length.
fn all_numbers(bytes: &[u8], file: &std::path::Path) -> Result<Vec<f64>, Failure> {
    let bad = |word: &str| {
        let message =
            format!("{}: `{}` is no number", file.display(), word.chars().take(40).collect::<String>());
        Failure::new(ErrorKind::InvalidInput, message)
    };
    let text = std::str::from_utf8(bytes).map_err(|_| bad("(bytes that are no text)"))?;
    let words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    words.map(|word| word.parse().map_err(|_| bad(word))).collect()
}
