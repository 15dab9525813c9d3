//! What every family can be told, and what happens around its computation.

use std::{
    ffi::OsStr,
    io::IsTerminal,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::{Args, ValueEnum};
use tda_core::{Control, Diagrams};
use tda_events::ErrorKind;

use super::{
    super::Failure,
    output::{self, Output},
    progress::Bar,
};
use crate::plot::{self, Picture};

#[derive(Debug, Args)]
pub(super) struct Common {
    /// Coefficients are the integers modulo this prime.
    #[arg(long, value_name = "PRIME", default_value_t = 2)]
    pub(super) field: u32,
    /// Threads; all cores by default. The result never depends on it.
    #[arg(long)]
    threads: Option<usize>,
    /// Stop with an error past this much memory.
    #[arg(long, value_name = "BYTES")]
    pub(super) memory_limit_bytes: Option<u64>,
    /// Stop with an error past this much time.
    #[arg(long, value_name = "SECONDS")]
    time_limit_seconds: Option<f64>,
    /// Tell the simplices (or pixels) of birth and death too; for --output json.
    #[arg(long)]
    pub(super) pairs: bool,
    /// How the intervals are written to stdout; npz is for NumPy.
    #[arg(long, value_enum, default_value_t = Output::Table)]
    output: Output,
    /// Draw a picture into this file, .svg or .png.
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// What the picture shows.
    #[arg(long, value_enum, default_value_t = PictureKind::Diagram)]
    picture: PictureKind,
    /// Print one JSON line to stderr: engine, reason, seconds of each stage, columns, peak bytes.
    #[arg(long)]
    stats: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PictureKind {
    /// A bar an interval.
    Barcode,
    /// How many classes live at each value.
    Betti,
    /// Birth against death.
    Diagram,
}

impl Common {
    pub(super) fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.unwrap_or_else(cores)
    }

    pub(super) fn time_limit(&self) -> Result<Option<Duration>, Failure> {
        let read = |seconds| {
            Duration::try_from_secs_f64(seconds)
                .map_err(|error| Failure::usage(format!("--time-limit-seconds {seconds}: {error}")))
        };
        self.time_limit_seconds.map(read).transpose()
    }

    /// Computes; where somebody looks at stderr, with a bar on it.
    pub(super) fn watch(
        &self,
        compute: impl FnOnce(&Control) -> Result<Diagrams, tda_core::Error>,
    ) -> Result<Diagrams, Failure> {
        if !std::io::stderr().is_terminal() {
            return Ok(compute(&Control::new())?);
        }
        let bar = Bar::default();
        let drawn = bar.clone();
        let found = compute(&Control::new().on_progress(move |progress| drawn.draw(progress)));
        bar.clear();
        Ok(found?)
    }

    /// Draws, tells and writes what was asked for.
    pub(super) fn finish(&self, family: &str, file: &Path, diagrams: &Diagrams) -> Result<(), Failure> {
        if let Some(path) = &self.plot {
            let bytes = self.draw(path, diagrams, &format!("{family} of {}", name_of(file)))?;
            let failed = |error| Failure::new(ErrorKind::NotFound, format!("{}: {error}", path.display()));
            std::fs::write(path, bytes).map_err(failed)?;
        }
        if self.stats {
            eprintln!("{}", output::stats_json(diagrams));
        }
        output::write(diagrams, self.output)
    }

    fn draw(&self, path: &Path, diagrams: &Diagrams, title: &str) -> Result<Vec<u8>, Failure> {
        let picture = match self.picture {
            PictureKind::Barcode => Picture::Barcode,
            PictureKind::Betti => Picture::BettiCurves,
            PictureKind::Diagram => Picture::Diagram,
        };
        let bars = output::bars_of(diagrams);
        match path.extension().map(OsStr::to_ascii_lowercase) {
            Some(extension) if extension == "svg" => Ok(plot::svg(picture, &bars, title)?.into_bytes()),
            Some(extension) if extension == "png" => Ok(plot::png(picture, &bars, title)?),
            _ => Err(Failure::usage(format!("--plot {}: .svg and .png are drawn", path.display()))),
        }
    }
}

/// The last part of a path.
fn name_of(file: &Path) -> String {
    file.file_name().map_or_else(|| "stdin".into(), |name| name.to_string_lossy().into_owned())
}

/// Tells a family's builder what all can be told.
macro_rules! configured {
    ($common:expr, $family:expr) => {{
        let common = &$common;
        let mut family = $family.field(common.field).threads(common.threads()).pairs(common.pairs);
        if let Some(limit) = common.memory_limit_bytes {
            family = family.memory_limit_bytes(limit);
        }
        if let Some(limit) = common.time_limit()? {
            family = family.time_limit(limit);
        }
        family
    }};
}

pub(super) use configured;
