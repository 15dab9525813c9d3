//! Time and memory against the size of the input, beside the peers, and the picture of it.

use anyhow::Result;

use super::{
    Arguments, inputs, install,
    install::Programs,
    measure::{OutOfTheRace, once},
    results::Point,
};
use crate::{process, workspace};

/// One curve for each program: the sizes, and how a size becomes an input.
struct Series {
    name: &'static str,
    sizes: &'static [u64],
    task: &'static str,
    peers: &'static [&'static str],
    input: fn(u64) -> String,
}

const SERIES: [Series; 3] = [
    Series {
        name: "H1 of points in the cube",
        sizes: &[500, 1000, 2000, 4000, 8000, 16_000],
        task: r#"{"family": "rips", "max_dimension": 1}"#,
        peers: &["redzed-tda", "tda_core", "gudhi", "ripser"],
        input: |points| format!("kind = 'cube'\nseed = 1\ndimensions = 3\npoints = {points}"),
    },
    Series {
        name: "H2 of points in the cube",
        sizes: &[500, 1000, 2000, 4000, 8000, 16_000],
        task: r#"{"family": "rips", "max_dimension": 2}"#,
        peers: &["tda_core", "redzed-tda", "gudhi"],
        input: |points| format!("kind = 'cube'\nseed = 1\ndimensions = 3\npoints = {points}"),
    },
    Series {
        name: "cubical noise, V, n^3 voxels",
        sizes: &[16, 32, 64, 128, 256],
        task: r#"{"family": "cubical", "construction": "V"}"#,
        peers: &["cripser", "gudhi"],
        input: |side| format!("kind = 'noise'\nseed = 1\nshape = [{side}, {side}, {side}]"),
    },
];

pub(super) fn measure(arguments: &Arguments, programs: &Programs) -> Result<Vec<Point>> {
    let mut points = Vec::new();
    for series in &SERIES {
        let peers = arguments.peers.of(series.peers);
        let mut out = OutOfTheRace::new();
        for &size in series.sizes {
            let input = inputs::generated(&toml::from_str(&(series.input)(size))?, 1, programs)?;
            for name in ["ours"].iter().chain(peers) {
                if out.contains_key(*name) {
                    continue;
                }
                match once(name, series.task, &input, programs, arguments.bounds())? {
                    Ok(run) => {
                        let megabytes = run.peak_growth_bytes as f64 / 1e6;
                        println!(
                            "{}, {size}: {name} {:.3} s, {megabytes:.0} MB",
                            series.name, run.cpu_seconds
                        );
                        let (series, program) = (series.name.to_owned(), (*name).to_owned());
                        points.push(Point { series, program, size, cpu_seconds: run.cpu_seconds, megabytes });
                    }
                    Err(why) => {
                        println!("{}, {size}: {name} stopped, {why}", series.name);
                        out.insert((*name).to_owned(), why);
                    }
                }
            }
        }
    }
    if !arguments.dry {
        draw(&points, programs)?;
    }
    Ok(points)
}

/// The picture beside the report.
fn draw(points: &[Point], programs: &Programs) -> Result<()> {
    let figures = super::folder().join("scaling.json");
    std::fs::write(&figures, serde_json::to_string(points)?)?;
    debug_assert!(install::sources().join("scaling.py").exists());
    process::run(
        programs.script("scaling.py").arg(figures).arg(workspace::root().join("benches/scaling.svg")),
    )
}
