//! One measured run of the engine: reads an array, computes, prints what it took as TOML.
//!
//! Beside the figures it can write the intervals for a comparison, show progress, or stop computations at random
//! moments and print how long each took to return.

mod cancel;
mod memory;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use cpu_time::ProcessTime;
use tda_core::{Control, Diagrams, DistanceMatrix, PointCloud, VietorisRips};

/// Runs shorter than this are repeated in the same process.
const SHORT: Duration = Duration::from_millis(50);
/// How often.
const REPETITIONS: u32 = 200;

#[derive(Parser)]
pub(crate) struct Arguments {
    /// A .npy file: points row by row, or with --distances a square matrix.
    input: PathBuf,
    #[arg(long)]
    distances: bool,
    #[arg(long, default_value_t = 1)]
    max_dimension: usize,
    #[arg(long)]
    threshold: Option<f64>,
    /// Where to write the intervals: dimension, birth, death on a line.
    #[arg(long)]
    intervals: Option<PathBuf>,
    /// Print progress with the seconds passed on stderr.
    #[arg(long)]
    progress: bool,
    /// Instead of measuring, stop this many computations at random moments.
    #[arg(long)]
    cancel: Option<u32>,
}

/// Numbers as they lie in memory before the clock starts.
pub(crate) struct Input {
    numbers: Vec<f64>,
    columns: usize,
    distances: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let input = read(&arguments.input, arguments.distances)?;
    let rips = VietorisRips::new().max_dimension(arguments.max_dimension);
    let rips = arguments.threshold.map_or(rips.clone(), |threshold| rips.threshold(threshold));
    match arguments.cancel {
        Some(times) => cancel::measure(&input, &rips, times),
        None => measure(&arguments, &input, &rips),
    }
}

fn read(path: &Path, distances: bool) -> Result<Input> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let array = npyz::NpyFile::new(std::io::BufReader::new(file))?;
    ensure!(array.order() == npyz::Order::C, "{} is not in row order", path.display());
    let &[_, columns] = array.shape() else { anyhow::bail!("{} is not an array of rows", path.display()) };
    Ok(Input { columns: usize::try_from(columns)?, numbers: array.into_vec()?, distances })
}

/// From the numbers in memory to diagrams, checks and distances included.
pub(crate) fn compute(
    input: &Input,
    rips: &VietorisRips,
    control: &Control,
) -> Result<Diagrams, tda_core::Error> {
    if input.distances {
        rips.compute_with(&DistanceMatrix::from_dense(&input.numbers, input.columns)?, control)
    } else {
        rips.compute_with(&PointCloud::from_rows(&input.numbers, input.columns)?, control)
    }
}

fn measure(arguments: &Arguments, input: &Input, rips: &VietorisRips) -> Result<()> {
    let control = if arguments.progress { printing() } else { Control::new() };
    let memory = memory::Growth::start();
    let (wall, cpu) = (Instant::now(), ProcessTime::now());
    let diagrams = compute(input, rips, &control)?;
    let (mut seconds, mut cpu_seconds) = (wall.elapsed(), cpu.elapsed());
    let peak_growth_bytes = memory.peak_bytes();
    if seconds < SHORT {
        let (wall, cpu) = (Instant::now(), ProcessTime::now());
        for _ in 0..REPETITIONS {
            compute(input, rips, &control)?;
        }
        (seconds, cpu_seconds) = (wall.elapsed() / REPETITIONS, cpu.elapsed() / REPETITIONS);
    }
    println!("seconds = {}", seconds.as_secs_f64());
    println!("cpu_seconds = {}", cpu_seconds.as_secs_f64());
    println!("peak_growth_bytes = {}", peak_growth_bytes.unwrap_or(0));
    println!("counts = {:?}", diagrams.dimensions().map(<[_]>::len).collect::<Vec<_>>());
    eprintln!("{}\n{:?}", diagrams.plan(), diagrams.stats());
    if let Some(path) = &arguments.intervals {
        std::fs::write(path, lines(&diagrams)?)?;
    }
    Ok(())
}

fn printing() -> Control {
    let start = Instant::now();
    Control::new().on_progress(move |progress| {
        eprintln!("{:.3} {progress} {:.4}", start.elapsed().as_secs_f64(), progress.fraction);
    })
}

fn lines(diagrams: &Diagrams) -> Result<String> {
    let mut text = String::new();
    for (dimension, intervals) in diagrams.dimensions().enumerate() {
        for interval in intervals {
            writeln!(text, "{dimension} {} {}", interval.birth, interval.death)?;
        }
    }
    Ok(text)
}
