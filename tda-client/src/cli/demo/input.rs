//! What the demo computes on: sunspots, the user's own points, or a job that takes its time.

use std::path::{Path, PathBuf};

use tda_core::PointCloud;
use tda_events::{ErrorKind, InputData, limits::INLINE_BYTES_MAX};

use super::super::{Failure, points::read_matrix};

/// Yearly mean numbers of sunspots, 1700 to 2008; see `data/README.md` for the source.
const SUNSPOTS: &str = include_str!("../../../data/sunspots-yearly.csv");
/// Years in a window: about one solar cycle.
const WINDOW_YEARS: usize = 10;

/// Points with what the demo says about them.
#[derive(Debug)]
pub(super) struct DemoInput {
    name: String,
    dimensions: u32,
    coordinates: Vec<f64>,
    max_dimension: u32,
    kind: Kind,
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Own,
    Seeded,
    Sunspots,
}

impl DemoInput {
    /// Windows of ten years of the square roots of the yearly sunspot numbers, each centred on its mean. A cycle in
    /// the series is a loop among these points (sliding windows: Perea and Harer, Found. Comput. Math. 2015).
    pub(super) fn sunspots() -> Result<Self, Failure> {
        let roots = SUNSPOTS.lines().skip(1).map(|line| {
            let number = line.split(',').nth(1).and_then(|cell| cell.parse::<f64>().ok());
            number
                .map(f64::sqrt)
                .ok_or_else(|| Failure::new(ErrorKind::Internal, "the sunspots are unreadable"))
        });
        let roots = roots.collect::<Result<Vec<_>, _>>()?;
        let coordinates = roots.windows(WINDOW_YEARS).flat_map(centred).collect();
        Ok(Self {
            name: "sunspots 1700-2008: 300 windows of ten years".into(),
            dimensions: 10,
            coordinates,
            max_dimension: 1,
            kind: Kind::Sunspots,
        })
    }

    /// The user's points; they travel inside the event, so they must fit it.
    pub(super) fn of_file(file: &PathBuf) -> Result<Self, Failure> {
        let matrix = read_matrix(file)?;
        let name =
            Path::new(file).file_name().map_or_else(|| "points".into(), |n| n.to_string_lossy().into_owned());
        let dimensions = u32::try_from(matrix.columns).unwrap_or(u32::MAX);
        // Said here, where rows and columns are still those of the file.
        PointCloud::from_rows(&matrix.values, matrix.columns)
            .map_err(|error| Failure::new(ErrorKind::InvalidInput, format!("{}: {error}", file.display())))?;
        let size_bytes = 8 * matrix.values.len();
        if size_bytes > INLINE_BYTES_MAX {
            let message = format!(
                "{}: {size_bytes} bytes of points, an event carries {INLINE_BYTES_MAX}",
                file.display()
            );
            return Err(Failure::new(ErrorKind::LimitExceeded, message).advise(
                "take fewer points, or compute them without events: tda compute vietoris-rips FILE",
            ));
        }
        Ok(Self {
            name: format!("{name}: {} points in {dimensions} dimensions", matrix.rows),
            dimensions,
            coordinates: matrix.values,
            max_dimension: 1,
            kind: Kind::Own,
        })
    }

    /// Pseudo-random points in a cube, the same in every run: seconds of work on any machine of today.
    pub(super) fn long_job() -> Self {
        let mut state = LONG_JOB_SEED;
        let coordinates =
            (0..LONG_JOB_POINTS * LONG_JOB_DIMENSIONS).map(|_| random_unit(&mut state)).collect();
        Self {
            name: format!(
                "{LONG_JOB_POINTS} points in a cube of {LONG_JOB_DIMENSIONS} dimensions (seed {LONG_JOB_SEED})"
            ),
            dimensions: LONG_JOB_DIMENSIONS,
            coordinates,
            max_dimension: 3,
            kind: Kind::Seeded,
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn max_dimension(&self) -> u32 {
        self.max_dimension
    }

    pub(super) fn data(&self) -> InputData {
        InputData::inline_points(self.name.as_str(), self.dimensions, self.coordinates.clone())
    }

    /// What the longest loop is, where that is known.
    pub(super) fn loop_name(&self) -> &'static str {
        match self.kind {
            Kind::Sunspots => "the solar cycle",
            Kind::Seeded => "the longest of many short ones",
            Kind::Own => "the longest loop",
        }
    }
}

const LONG_JOB_SEED: u64 = 20_261_121;
/// Some seconds of work.
const LONG_JOB_POINTS: u32 = 800;
const LONG_JOB_DIMENSIONS: u32 = 6;

fn centred(window: &[f64]) -> Vec<f64> {
    #[allow(clippy::cast_precision_loss, reason = "ten")]
    let mean = window.iter().sum::<f64>() / window.len() as f64;
    window.iter().map(|value| value - mean).collect()
}

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), scaled to [0, 1).
#[allow(clippy::cast_precision_loss, reason = "53 bits fit a double")]
fn random_unit(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_loop_of_the_sunspots_is_the_solar_cycle() {
        let input = DemoInput::sunspots().expect("the data are part of the library");
        let cloud = PointCloud::from_vec(input.coordinates, 10).expect("valid");
        let diagrams = tda_core::VietorisRips::new().compute(&cloud).expect("computes");
        let mut loops = diagrams.dimension(1).expect("computed").to_vec();
        loops.sort_by(|a, b| b.persistence().total_cmp(&a.persistence()));
        assert_eq!(
            (format!("{:.3}", loops[0].birth), format!("{:.3}", loops[0].death)),
            ("2.262".into(), "8.708".into())
        );
        assert!(loops[0].persistence() > 7.0 * loops[1].persistence());
    }
}
