//! Points or distances, from a file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tda_core::{DistanceMatrix, Metric, PointCloud, SparseDistances};
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
    /// The distance between points.
    #[arg(long, value_enum, default_value_t = MetricName::Euclidean)]
    metric: MetricName,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MetricName {
    Chebyshev,
    Cosine,
    Euclidean,
    Hamming,
    /// Latitude and longitude in radians.
    Haversine,
    Manhattan,
}

impl From<MetricName> for Metric {
    fn from(name: MetricName) -> Self {
        match name {
            MetricName::Chebyshev => Metric::Chebyshev,
            MetricName::Cosine => Metric::Cosine,
            MetricName::Euclidean => Metric::Euclidean,
            MetricName::Hamming => Metric::Hamming,
            MetricName::Haversine => Metric::Haversine,
            MetricName::Manhattan => Metric::Manhattan,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Numbers {
    /// Coordinates, one point a row.
    Points,
    /// A square matrix of distances.
    Distances,
    /// The lower triangle, row by row, as Ripser reads it.
    LowerDistances,
    /// Lines of two points and their distance, as Ripser reads them; other pairs are not connected.
    Sparse,
}

/// What was read.
pub(super) enum InputKind {
    Distances(DistanceMatrix<'static>),
    Points(PointCloud<'static>),
    Sparse(SparseDistances),
}

impl Input {
    pub(super) fn read(&self) -> Result<InputKind, Failure> {
        Ok(match self.numbers {
            Numbers::LowerDistances => {
                let entries = all_numbers(&read_bytes(&self.file)?, &self.file)?;
                InputKind::Distances(DistanceMatrix::from_lower_vec(entries)?)
            }
            Numbers::Points => {
                InputKind::Points(cloud(read_matrix(&self.file)?)?.metric(self.metric.into())?)
            }
            Numbers::Sparse => InputKind::Sparse(self.sparse()?),
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

impl Input {
    /// Three numbers a line; points are numbered from zero, and there are as many as the largest number says.
    fn sparse(&self) -> Result<SparseDistances, Failure> {
        let matrix = read_matrix(&self.file)?;
        let failed = |message: String| {
            Failure::new(ErrorKind::InvalidInput, format!("{}: {message}", self.file.display()))
                .advise("a line of sparse distances is: point, point, distance; points are numbered from 0")
        };
        if matrix.columns != 3 {
            return Err(failed(format!("{} numbers a line", matrix.columns)));
        }
        let (mut rows, mut columns, mut distances) = (Vec::new(), Vec::new(), Vec::new());
        for (line, entry) in matrix.values.chunks_exact(3).enumerate() {
            let point = |number: f64| {
                let is_one = number >= 0.0 && number.fract() == 0.0 && number < f64::from(u32::MAX);
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a whole number below 2^32"
                )]
                let point = number as usize;
                is_one.then_some(point).ok_or_else(|| failed(format!("entry {line}: {number} is no point")))
            };
            rows.push(point(entry[0])?);
            columns.push(point(entry[1])?);
            distances.push(entry[2]);
        }
        let points = rows.iter().chain(&columns).max().map_or(0, |largest| largest + 1);
        Ok(SparseDistances::from_coo(points, &rows, &columns, &distances)?)
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
