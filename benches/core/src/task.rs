//! What is computed on what, and the answer as every program writes it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// A family with its options; what a family has no use for keeps its default.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Task {
    pub(crate) family: String,
    pub(crate) max_dimension: usize,
    pub(crate) threshold: Option<f64>,
    /// The input is a square matrix of distances, not points.
    pub(crate) distances: bool,
    pub(crate) field: u32,
    pub(crate) cocycles: bool,
    /// `V` or `T`.
    pub(crate) construction: String,
    pub(crate) relative_error: f64,
    /// Of the Wasserstein distance.
    pub(crate) order: f64,
    /// Pixels along each side of a persistence image.
    pub(crate) resolution: usize,
    pub(crate) threads: usize,
    pub(crate) memory_limit_bytes: Option<u64>,
}

impl Default for Task {
    fn default() -> Self {
        Task {
            family: String::new(),
            max_dimension: 1,
            threshold: None,
            distances: false,
            field: 2,
            cocycles: false,
            construction: "V".to_owned(),
            relative_error: 0.0,
            order: 1.0,
            resolution: 50,
            threads: 1,
            memory_limit_bytes: None,
        }
    }
}

/// Numbers as they lie in memory before the clock starts, row by row.
pub(crate) struct Input {
    pub(crate) numbers: Vec<f64>,
    pub(crate) shape: Vec<usize>,
}

impl Input {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        let array = npyz::NpyFile::new(std::io::BufReader::new(file))?;
        ensure!(array.order() == npyz::Order::C, "{} is not in row order", path.display());
        let shape = array.shape().iter().map(|&side| Ok(usize::try_from(side)?)).collect::<Result<_>>()?;
        Ok(Input { shape, numbers: array.into_vec()? })
    }

    /// Numbers in a row.
    pub(crate) fn columns(&self) -> usize {
        self.shape.last().copied().unwrap_or(0)
    }
}

/// What a program found.
pub(crate) enum Answer {
    Numbers(Vec<f64>),
    Ours(ours::Diagrams),
    Peer(tda_core::BarcodeResult),
}

impl Answer {
    /// Intervals per dimension, or how many numbers.
    pub(crate) fn counts(&self) -> Vec<usize> {
        match self {
            Answer::Numbers(numbers) => vec![numbers.len()],
            Answer::Ours(diagrams) => diagrams.dimensions().map(<[_]>::len).collect(),
            Answer::Peer(barcode) => barcode.intervals.iter().map(Vec::len).collect(),
        }
    }

    /// Which engine did it, where it says so.
    pub(crate) fn plan(&self) -> Option<String> {
        match self {
            Answer::Ours(diagrams) => Some(diagrams.plan().to_string()),
            _ => None,
        }
    }

    /// Numbers as they are; intervals as three numbers each: dimension, birth, death. All f64, little-endian.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let mut numbers: Vec<f64> = Vec::new();
        match self {
            Answer::Numbers(found) => numbers.clone_from(found),
            Answer::Ours(diagrams) => {
                for (dimension, intervals) in diagrams.dimensions().enumerate() {
                    numbers.extend(intervals.iter().flat_map(|i| [dimension as f64, i.birth, i.death]));
                }
            }
            Answer::Peer(barcode) => {
                for (dimension, intervals) in barcode.intervals.iter().enumerate() {
                    let ends = intervals.iter().map(|i| [i.birth, i.death].map(f64::from));
                    numbers.extend(ends.flat_map(|[birth, death]| [dimension as f64, birth, death]));
                }
            }
        }
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
    }
}
