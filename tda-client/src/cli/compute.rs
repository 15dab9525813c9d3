//! `tda compute`: diagrams of numbers in a file, no broker anywhere.

use std::{
    io::{Cursor, Write},
    path::PathBuf,
    time::Duration,
};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use tda_core::{Diagrams, DistanceMatrix, PointCloud, Stage, VietorisRips};
use tda_events::ErrorKind;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    Failure,
    points::{read_bytes, read_matrix},
};
use crate::{
    matrix::npy,
    plot::{Bars, diagram_svg},
};

/// Compute persistence diagrams.
#[derive(Debug, Args)]
pub(super) struct Compute {
    #[command(subcommand)]
    filtration: Filtration,
}

#[derive(Debug, Subcommand)]
enum Filtration {
    /// Vietoris-Rips: grow balls around points, or edges of a distance matrix.
    VietorisRips(Rips),
}

#[derive(Debug, Args)]
struct Rips {
    /// Points, one a row (.npy, .csv or text), or distances with --input distances; - reads stdin.
    file: PathBuf,
    /// What the numbers are.
    #[arg(long, value_enum, default_value_t = InputKind::Points)]
    input: InputKind,
    /// Highest homology dimension.
    #[arg(long, value_name = "D", default_value_t = 1)]
    max_dimension: usize,
    /// Longest edge, inclusive; without it the enclosing radius, past which nothing changes.
    #[arg(long, value_name = "VALUE")]
    threshold: Option<f64>,
    /// Threads; all cores by default. The result never depends on it.
    #[arg(long)]
    threads: Option<usize>,
    /// Stop with an error past this much memory.
    #[arg(long, value_name = "BYTES")]
    memory_limit_bytes: Option<u64>,
    /// Stop with an error past this much time.
    #[arg(long, value_name = "SECONDS")]
    time_limit_seconds: Option<f64>,
    /// How the intervals are written to stdout; npz is for NumPy.
    #[arg(long, value_enum, default_value_t = Output::Table)]
    output: Output,
    /// Draw the persistence diagram into this SVG file.
    #[arg(long, value_name = "FILE.svg")]
    plot: Option<PathBuf>,
    /// Print one JSON line to stderr: engine, reason, seconds of each stage, columns, peak bytes.
    #[arg(long)]
    stats: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum InputKind {
    /// Coordinates, one point a row.
    Points,
    /// A square matrix of distances.
    Distances,
    /// The lower triangle, row by row, as Ripser reads it.
    LowerDistances,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Output {
    Table,
    Json,
    Csv,
    Npz,
}

impl Compute {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self.filtration {
            Filtration::VietorisRips(rips) => rips.run(),
        }
    }
}

impl Rips {
    fn run(self) -> Result<(), Failure> {
        let diagrams = self.compute()?;
        if let Some(file) = &self.plot {
            let svg = diagram_svg(&bars_of(&diagrams), &format!("Vietoris-Rips of {}", self.file.display()));
            let failed = |error| Failure::new(ErrorKind::NotFound, format!("{}: {error}", file.display()));
            std::fs::write(file, svg).map_err(failed)?;
        }
        if self.stats {
            eprintln!("{}", stats_json(&diagrams));
        }
        let mut out = std::io::stdout().lock();
        match self.output {
            Output::Table => write_table(&diagrams, &mut out),
            Output::Json => writeln!(out, "{}", intervals_json(&diagrams)),
            Output::Csv => write_csv(&diagrams, &mut out),
            Output::Npz => write_npz(&diagrams, &mut out),
        }?;
        Ok(out.flush()?)
    }

    fn compute(&self) -> Result<Diagrams, Failure> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut rips =
            VietorisRips::new().max_dimension(self.max_dimension).threads(self.threads.unwrap_or(cores));
        if let Some(threshold) = self.threshold {
            rips = rips.threshold(threshold);
        }
        if let Some(bytes) = self.memory_limit_bytes {
            rips = rips.memory_limit_bytes(bytes);
        }
        if let Some(seconds) = self.time_limit_seconds {
            let limit = Duration::try_from_secs_f64(seconds)
                .map_err(|error| Failure::usage(format!("--time-limit-seconds {seconds}: {error}")))?;
            rips = rips.time_limit(limit);
        }
        match self.input {
            InputKind::LowerDistances => {
                let entries = numbers(&read_bytes(&self.file)?, &self.file)?;
                Ok(rips.compute(&DistanceMatrix::from_lower_vec(entries)?)?)
            }
            InputKind::Points => {
                let matrix = read_matrix(&self.file)?;
                Ok(rips.compute(&PointCloud::from_vec(matrix.values, matrix.columns)?)?)
            }
            InputKind::Distances => {
                let matrix = read_matrix(&self.file)?;
                if matrix.rows != matrix.columns {
                    let (rows, columns) = (matrix.rows, matrix.columns);
                    let message = format!("{}: {rows} rows and {columns} columns", self.file.display());
                    return Err(Failure::new(ErrorKind::InvalidInput, message)
                        .advise("a distance matrix is square; points are read with --input points"));
                }
                Ok(rips.compute(&DistanceMatrix::from_dense_vec(matrix.values, matrix.columns)?)?)
            }
        }
    }
}

/// All numbers of a text, whatever its lines: Ripser's lower triangle has rows of rising length.
fn numbers(bytes: &[u8], file: &std::path::Path) -> Result<Vec<f64>, Failure> {
    let bad = |word: &str| {
        let message =
            format!("{}: `{}` is no number", file.display(), word.chars().take(40).collect::<String>());
        Failure::new(ErrorKind::InvalidInput, message)
    };
    let text = std::str::from_utf8(bytes).map_err(|_| bad("(bytes that are no text)"))?;
    let words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    words.map(|word| word.parse().map_err(|_| bad(word))).collect()
}

pub(super) fn bars_of(diagrams: &Diagrams) -> Vec<Bars> {
    diagrams
        .dimensions()
        .enumerate()
        .map(|(dimension, intervals)| Bars {
            dimension,
            intervals: intervals.iter().map(|interval| (interval.birth, interval.death)).collect(),
        })
        .collect()
}

fn stats_json(diagrams: &Diagrams) -> serde_json::Value {
    let stats = diagrams.stats();
    let seconds: serde_json::Map<_, _> = Stage::ALL
        .iter()
        .zip(stats.stage_seconds)
        .map(|(stage, s)| (stage.name().to_owned(), json!(s)))
        .collect();
    let dimensions: Vec<_> = stats
        .dimensions
        .iter()
        .map(|d| json!({"simplices": d.simplices, "columns": d.columns, "additions": d.additions}))
        .collect();
    json!({
        "engine": diagrams.plan().to_string(),
        "seconds": seconds,
        "edges": stats.edges,
        "dimensions": dimensions,
        "peak_bytes": stats.peak_bytes,
    })
}

fn intervals_json(diagrams: &Diagrams) -> serde_json::Value {
    let end = |value: f64| if value.is_finite() { json!(value) } else { json!("inf") };
    let dimensions: Vec<_> = bars_of(diagrams)
        .iter()
        .map(|bars| {
            let intervals: Vec<_> =
                bars.intervals.iter().map(|(birth, death)| json!([end(*birth), end(*death)])).collect();
            json!({"dimension": bars.dimension, "intervals": intervals})
        })
        .collect();
    json!({"dimensions": dimensions})
}

fn write_table(diagrams: &Diagrams, out: &mut impl Write) -> std::io::Result<()> {
    for bars in bars_of(diagrams) {
        writeln!(out, "H{}: {} intervals", bars.dimension, bars.intervals.len())?;
        for (birth, death) in bars.intervals {
            writeln!(out, "  [{birth}, {death})")?;
        }
    }
    Ok(())
}

fn write_csv(diagrams: &Diagrams, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "dimension,birth,death")?;
    for bars in bars_of(diagrams) {
        for (birth, death) in bars.intervals {
            writeln!(out, "{},{birth},{death}", bars.dimension)?;
        }
    }
    Ok(())
}

/// One array of shape (k, 2) a dimension, named `h0`, `h1`, ...; stored, as `numpy.savez` does.
fn write_npz(diagrams: &Diagrams, out: &mut impl Write) -> std::io::Result<()> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for bars in bars_of(diagrams) {
        archive.start_file(format!("h{}.npy", bars.dimension), stored)?;
        npy::write_pairs(&bars.intervals, &mut archive)?;
    }
    out.write_all(archive.finish()?.get_ref())
}
