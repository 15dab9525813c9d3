//! Witness complexes: few landmarks, and many points that bear witness.

use crate::control::{Control, Monitor};
use crate::diagram::Diagrams;
use crate::engine::complex::{Complex, Simplices};
use crate::engine::known::Known;
use crate::engine::listed;
use crate::error::{Error, InvalidInput};
use crate::input::PointCloud;
use crate::settings::{
    Settings, dimension_method, representative_methods, settings_methods, zero_length_method,
};

/// Which points are witnesses of a simplex.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WitnessKind {
    /// Those to which the vertices of the simplex are nearer than all other landmarks.
    #[default]
    Weak,
    /// Those to which every vertex of the simplex is as near as the nearest landmark.
    Strong,
}

/// The relaxed witness filtration of landmarks and witnesses.
///
/// At relaxation a, a point w is a *weak* witness of a simplex if d(w, p)^2 <= d(w, q)^2 + a^2 for every vertex p of
/// it and every other landmark q, and a *strong* one if that holds for every landmark q. A simplex enters at the
/// least a at which it and all its faces have a witness each. Without relaxation (`max_relaxation(0.0)`) that is the
/// witness complex itself. Values are a, or a^2 with [`squared`](Self::squared).
///
/// Cost: each simplex is tried against each witness; landmarks by the dozen, witnesses by the thousand.
/// Source: de Silva, Carlsson, "Topological estimation using witness complexes", SPBG 2004; the squared relaxation is
/// that of GUDHI's witness complexes.
///
/// ```
/// use tda_core::{PointCloud, Witness};
///
/// let circle = |count: u32| (0..count).flat_map(move |i| {
///     let a = f64::from(i) * std::f64::consts::TAU / f64::from(count);
///     [a.cos(), a.sin()]
/// }).collect::<Vec<f64>>();
/// let (witnesses, landmarks) = (circle(60), circle(6));
/// let (witnesses, landmarks) = (PointCloud::from_rows(&witnesses, 2)?, PointCloud::from_rows(&landmarks, 2)?);
/// let diagrams = Witness::new().compute(&landmarks, &witnesses)?;
/// assert_eq!(diagrams.betti_numbers(0.1), [1, 1]);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Witness {
    kind: WitnessKind,
    max_dimension: usize,
    max_relaxation: f64,
    squared: bool,
    settings: Settings,
}

impl Default for Witness {
    fn default() -> Self {
        Self::new()
    }
}

impl Witness {
    /// Weak witnesses, dimensions 0 and 1 over Z/2, any relaxation, on one thread, without limits.
    #[must_use]
    pub fn new() -> Self {
        let (kind, settings) = (WitnessKind::Weak, Settings::default());
        Witness { kind, max_dimension: 1, max_relaxation: f64::INFINITY, squared: false, settings }
    }

    /// Which points are witnesses. Default weak.
    #[must_use]
    pub fn kind(mut self, kind: WitnessKind) -> Self {
        self.kind = kind;
        self
    }

    dimension_method!();

    /// The largest relaxation a, not squared, itself included. Default infinite.
    #[must_use]
    pub fn max_relaxation(mut self, max_relaxation: f64) -> Self {
        self.max_relaxation = max_relaxation;
        self
    }

    /// Whether values are a^2 instead of a. Default false.
    #[must_use]
    pub fn squared(mut self, squared: bool) -> Self {
        self.squared = squared;
        self
    }

    settings_methods!();
    representative_methods!();
    zero_length_method!();

    /// The diagrams of dimension 0 to the maximum. Vertices are the landmarks.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when landmarks and witnesses have not the same number of coordinates or other than Euclidean distances, for a relaxation
    /// that is negative or NaN, a field that is none, or no threads; [`Error::LimitExceeded`] and
    /// [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, landmarks: &PointCloud<'_>, witnesses: &PointCloud<'_>) -> Result<Diagrams, Error> {
        self.compute_with(landmarks, witnesses, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(
        &self,
        landmarks: &PointCloud<'_>,
        witnesses: &PointCloud<'_>,
        control: &Control,
    ) -> Result<Diagrams, Error> {
        if self.max_relaxation.is_nan() || self.max_relaxation < 0.0 {
            return Err(InvalidInput::Threshold { threshold: self.max_relaxation }.into());
        }
        landmarks.check_euclidean()?;
        witnesses.check_euclidean()?;
        if landmarks.dimensions() != witnesses.dimensions() {
            let (dimensions, others) = (landmarks.dimensions(), witnesses.dimensions());
            return Err(InvalidInput::DimensionsDiffer { dimensions, others }.into());
        }
        let what = match self.kind {
            WitnessKind::Weak => "weak witness complex",
            WitnessKind::Strong => "strong witness complex",
        };
        listed::diagrams(&self.settings, self.max_dimension, control, what, |monitor| {
            let squares_max = self.max_relaxation * self.max_relaxation;
            let table = Table::new(landmarks, witnesses, self.kind, monitor)?;
            let simplices = table.simplices(self.max_dimension.saturating_add(1), squares_max, monitor)?;
            let value = |square: f64| if self.squared { square } else { square.sqrt() };
            let simplices = simplices.with_values(value, monitor)?;
            Complex::sorted(simplices, monitor)
        })
    }
}

/// For each witness the landmarks, nearest first, with the squares of their distances.
struct Table {
    kind: WitnessKind,
    landmarks: usize,
    /// A row of all landmarks for each witness.
    nearest: Vec<(f64, u32)>,
    /// A row of squares for each witness, by landmark.
    squares: Vec<f64>,
}

impl Table {
    fn new(
        landmarks: &PointCloud<'_>,
        witnesses: &PointCloud<'_>,
        kind: WitnessKind,
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        let count = landmarks.points();
        let mut table = Table { kind, landmarks: count, nearest: Vec::new(), squares: Vec::new() };
        let width = landmarks.dimensions();
        for witness in witnesses.coordinates().chunks_exact(width) {
            monitor.charge(count * (size_of::<(f64, u32)>() + size_of::<f64>()))?;
            monitor.tick(count * (width + 60))?;
            let square =
                |landmark: &[f64]| landmark.iter().zip(witness).map(|(x, y)| (x - y) * (x - y)).sum::<f64>();
            let start = table.nearest.len();
            table.squares.extend(landmarks.coordinates().chunks_exact(width).map(square));
            if let Some(other) = table.squares[start..].iter().position(|square| !square.is_finite()) {
                return Err(InvalidInput::DistanceOverflow { row: start / count, other }.into());
            }
            table.nearest.extend(table.squares[start..].iter().copied().zip(0..));
            table.nearest[start..].sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        }
        Ok(table)
    }

    /// The least square of a relaxation at which somebody is a witness of the simplex itself.
    fn relaxation(&self, simplex: &[u32]) -> f64 {
        let rows = self.nearest.chunks_exact(self.landmarks).zip(self.squares.chunks_exact(self.landmarks));
        let of_one = |(nearest, squares): (&[(f64, u32)], &[f64])| {
            let farthest = simplex.iter().map(|&vertex| squares[vertex as usize]).fold(0.0, f64::max);
            let rival = match self.kind {
                WitnessKind::Strong => nearest.first(),
                WitnessKind::Weak => nearest.iter().find(|(_, landmark)| !simplex.contains(landmark)),
            };
            rival.map_or(0.0, |&(square, _)| (farthest - square).max(0.0))
        };
        rows.map(of_one).fold(f64::INFINITY, f64::min)
    }

    /// Every simplex up to `dimension` with a value up to `squares_max`, a dimension at a time.
    fn simplices(
        &self,
        dimension: usize,
        squares_max: f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<Simplices, Error> {
        let mut simplices = Simplices::default();
        let cost = self.nearest.len() / self.landmarks.max(1) * 10;
        let mut last = Known::new(1, self.landmarks, monitor)?;
        for vertex in (0..).take(self.landmarks) {
            monitor.tick(cost)?;
            let value = self.relaxation(&[vertex]);
            if value <= squares_max {
                simplices.add(&[vertex], value, monitor)?;
                last.push(&[vertex], value, monitor)?;
            }
        }
        let mut longer = Vec::new();
        for size in 2..=dimension.saturating_add(1).min(self.landmarks) {
            let before = simplices.len();
            let mut next = Known::new(size, self.landmarks, monitor)?;
            for simplex in last.iter() {
                let after = simplex.last().map_or(0, |&vertex| vertex + 1);
                for vertex in (after..).take(self.landmarks.saturating_sub(after as usize)) {
                    longer.clear();
                    longer.extend(simplex);
                    longer.push(vertex);
                    monitor.tick(cost)?;
                    let Some(of_faces) = last.largest_of_facets(&longer) else { continue };
                    let value = self.relaxation(&longer).max(of_faces);
                    if value <= squares_max {
                        simplices.add(&longer, value, monitor)?;
                        next.push(&longer, value, monitor)?;
                    }
                }
            }
            monitor.release(last.bytes());
            last = next;
            if simplices.len() == before {
                break;
            }
        }
        monitor.release(last.bytes());
        Ok(simplices)
    }
}
