//! Diagrams as a table, JSON, CSV or arrays.

use std::io::{Cursor, Write};

use clap::ValueEnum;
use serde_json::{Value, json};
use tda_core::{Diagrams, Stage};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::super::Failure;
use crate::{matrix::npy, plot::Bars};

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Output {
    Table,
    Json,
    Csv,
    Npz,
}

pub(super) fn write(diagrams: &Diagrams, output: Output) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match output {
        Output::Table => write_table(diagrams, &mut out),
        Output::Json => writeln!(out, "{}", intervals_json(diagrams)),
        Output::Csv => write_csv(diagrams, &mut out),
        Output::Npz => write_npz(diagrams, &mut out),
    }?;
    Ok(out.flush()?)
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

pub(super) fn stats_json(diagrams: &Diagrams) -> Value {
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
    let expected = diagrams.plan().expected.map(|cost| json!({"seconds": cost.seconds, "bytes": cost.bytes}));
    json!({
        "engine": diagrams.plan().engine,
        "reason": diagrams.plan().reason,
        "expected": expected,
        "seconds": seconds,
        "edges": stats.edges,
        "dimensions": dimensions,
        "peak_bytes": stats.peak_bytes,
    })
}

fn intervals_json(diagrams: &Diagrams) -> Value {
    let end = |value: f64| match value {
        f64::INFINITY => json!("inf"),
        f64::NEG_INFINITY => json!("-inf"),
        finite => json!(finite),
    };
    let dimensions: Vec<_> = bars_of(diagrams)
        .iter()
        .map(|bars| {
            let intervals: Vec<_> =
                bars.intervals.iter().map(|(birth, death)| json!([end(*birth), end(*death)])).collect();
            let mut all = json!({"dimension": bars.dimension, "intervals": intervals});
            if let Ok(pairs) = diagrams.pairs(bars.dimension) {
                let pair = |index| json!([pairs.birth(index), pairs.death(index)]);
                all["pairs"] = (0..pairs.len()).map(pair).collect();
            }
            all
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
