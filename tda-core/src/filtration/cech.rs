//! Čech: balls grow around points, and a simplex enters when its balls meet.

use rustc_hash::FxHashMap;

use crate::control::{Control, Monitor};
use crate::diagram::Diagrams;
use crate::engine::cliques;
use crate::engine::complex::{Complex, Simplices, largest_of_facets};
use crate::engine::edges::{edges_within, enclosing_radius};
use crate::engine::graph::{Graph, SparseGraph};
use crate::engine::listed;
use crate::error::{Error, InvalidInput};
use crate::input::PointCloud;
use crate::settings::{
    Settings, dimension_method, representative_methods, settings_methods, zero_length_method,
};

/// Values this much above the enclosing radius, relatively, are taken in when no threshold is set: nothing is born or
/// dies there, and rounding must not leave a class open.
const ROUNDING: f64 = 1e-9;

/// The Čech filtration: a simplex enters at the radius at which closed balls around its points have a point in
/// common, which is the radius of their smallest enclosing ball.
///
/// Values are radii: half of those of Vietoris-Rips for edges. All simplices up to the dimension are written out, so
/// this is for some hundred points; [`Alpha`](crate::Alpha) has the same barcode in the plane and in space, much
/// faster.
///
/// A value is that of the circumscribed ball where its centre lies inside the simplex, and otherwise the largest one
/// of the facets, which contains the simplex. Points are taken in the order of their coordinates, so that the order in
/// which they are given never changes a bit.
///
/// Sources: Edelsbrunner, Harer, "Computational Topology", AMS 2010, section III.2; Gärtner, "Fast and robust smallest
/// enclosing balls", ESA 1999.
///
/// ```
/// use tda_core::{Cech, PointCloud};
///
/// // An equilateral triangle of side 1: a loop from the edges on until the balls meet in the middle.
/// let cloud = PointCloud::from_vec(vec![0.0, 0.0, 1.0, 0.0, 0.5, 0.75_f64.sqrt()], 2)?;
/// let diagrams = Cech::new().compute(&cloud)?;
/// let [hole] = diagrams.dimension(1)? else { panic!("one loop") };
/// assert!((hole.birth - 0.5).abs() < 1e-15 && (hole.death - 1.0 / 3.0_f64.sqrt()).abs() < 1e-15);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Cech {
    max_dimension: usize,
    max_radius: Option<f64>,
    settings: Settings,
}

impl Default for Cech {
    fn default() -> Self {
        Self::new()
    }
}

impl Cech {
    /// Dimensions 0 and 1 over Z/2, up to the enclosing radius, on one thread, without limits.
    #[must_use]
    pub fn new() -> Self {
        Cech { max_dimension: 1, max_radius: None, settings: Settings::default() }
    }

    dimension_method!();

    /// The largest radius, itself included. Classes alive there are essential. By default the computation goes on
    /// until one ball holds all points and nothing changes any more.
    #[must_use]
    pub fn max_radius(mut self, max_radius: f64) -> Self {
        self.max_radius = Some(max_radius);
        self
    }

    settings_methods!();
    representative_methods!();
    zero_length_method!();

    /// The diagrams of dimension 0 to the maximum.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a radius that is negative or NaN, a field that is none, or no threads;
    /// [`Error::LimitExceeded`] and [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, cloud: &PointCloud<'_>) -> Result<Diagrams, Error> {
        self.compute_with(cloud, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, cloud: &PointCloud<'_>, control: &Control) -> Result<Diagrams, Error> {
        if let Some(threshold) = self.max_radius
            && (threshold.is_nan() || threshold < 0.0)
        {
            return Err(InvalidInput::Threshold { threshold }.into());
        }
        let dimension = self.max_dimension.saturating_add(1);
        listed::diagrams(&self.settings, self.max_dimension, control, "Čech complex", |monitor| {
            // Around the point from which all others are nearest, a ball of that radius holds all.
            let enclosing = enclosing_radius(cloud, monitor, 0.25)? * (1.0 + ROUNDING);
            let radius = self.max_radius.map_or(enclosing, |radius| radius.min(enclosing));
            let edges = edges_within(cloud, 2.0 * radius, monitor)?;
            let graph = SparseGraph::new(cloud.points(), edges.iter(), monitor)?;
            complex(cloud, &graph, dimension, radius, monitor)
        })
    }
}

/// All simplices up to `dimension` whose smallest enclosing ball has a radius up to `radius_max`.
fn complex(
    cloud: &PointCloud<'_>,
    graph: &SparseGraph,
    dimension: usize,
    radius_max: f64,
    monitor: &mut Monitor<'_>,
) -> Result<Complex, Error> {
    let mut balls = Balls { cloud, values: FxHashMap::default() };
    let mut simplices = Simplices::default();
    #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
    let points = graph.points() as u32;
    // Last vertices first: every facet of a simplex is there before it, for it begins with the same vertex, or behind.
    for first in (0..points).rev() {
        simplices.add(&[first], 0.0, monitor)?;
        for size in 1..=dimension {
            let before = simplices.len();
            cliques::walk_behind(graph, first, size, |clique, _| {
                if clique.len() <= size {
                    return Ok(balls.values.contains_key(clique));
                }
                monitor.tick(100 * size * size)?;
                if let Some(value) = balls.radius(clique).filter(|&value| value <= radius_max) {
                    monitor.charge(2 * clique.len() * size_of::<u32>() + 40)?;
                    balls.values.insert(clique.into(), value);
                    simplices.add(clique, value, monitor)?;
                }
                Ok(true)
            })?;
            if simplices.len() == before {
                break;
            }
        }
    }
    let charged_bytes: usize = balls.values.keys().map(|key| 2 * key.len() * size_of::<u32>() + 40).sum();
    drop(balls);
    monitor.release(charged_bytes);
    Complex::sorted(simplices, monitor)
}

/// Smallest enclosing balls of the simplices found so far.
struct Balls<'a> {
    cloud: &'a PointCloud<'a>,
    values: FxHashMap<Box<[u32]>, f64>,
}

impl Balls<'_> {
    /// The radius of the smallest enclosing ball; nothing if a facet is not there.
    fn radius(&self, simplex: &[u32]) -> Option<f64> {
        if let &[a, b] = simplex {
            return Some(self.cloud.distance(a as usize, b as usize) / 2.0);
        }
        let largest = largest_of_facets(simplex, &self.values)?;
        Some(self.circumradius(simplex).map_or(largest, |radius| radius.max(largest)))
    }

    /// The radius of the circumscribed ball, if its centre lies inside the simplex.
    fn circumradius(&self, simplex: &[u32]) -> Option<f64> {
        if simplex.len() > self.cloud.dimensions() + 1 {
            return None;
        }
        let row = |vertex: u32| {
            let (from, width) = (vertex as usize * self.cloud.dimensions(), self.cloud.dimensions());
            &self.cloud.coordinates()[from..from + width]
        };
        let mut points: Vec<&[f64]> = simplex.iter().map(|&vertex| row(vertex)).collect();
        points.sort_by(|a, b| {
            a.iter()
                .zip(*b)
                .map(|(a, b)| a.total_cmp(b))
                .find(|o| o.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        circumradius(&points)
    }
}

/// The radius of the smallest ball with all points on its boundary, if its centre is a convex combination of them.
///
/// With differences u_i to the first point, the centre is p_0 + sum of l_i u_i where 2 G l = diag(G) for the matrix G
/// of inner products; the square of the radius is half the sum of l_i G_ii.
fn circumradius(points: &[&[f64]]) -> Option<f64> {
    let (origin, others) = points.split_first()?;
    let differences: Vec<Vec<f64>> =
        others.iter().map(|point| point.iter().zip(*origin).map(|(x, o)| x - o).collect()).collect();
    let inner = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    let size = differences.len();
    let mut rows: Vec<Vec<f64>> = differences
        .iter()
        .map(|a| {
            let mut row: Vec<f64> = differences.iter().map(|b| 2.0 * inner(a, b)).collect();
            row.push(inner(a, a));
            row
        })
        .collect();
    let squares: Vec<f64> = rows.iter().map(|row| row[size]).collect();
    let weights = solve(&mut rows)?;
    let first = 1.0 - weights.iter().sum::<f64>();
    if first < 0.0 || weights.iter().any(|&weight| weight < 0.0) {
        return None;
    }
    let radius = (weights.iter().zip(&squares).map(|(l, g)| l * g).sum::<f64>() / 2.0).sqrt();
    radius.is_finite().then_some(radius)
}

/// Solves a square system whose right sides stand in the last column, by elimination with pivots chosen in columns;
/// nothing if the matrix is singular.
fn solve(rows: &mut [Vec<f64>]) -> Option<Vec<f64>> {
    let size = rows.len();
    for column in 0..size {
        let pivot =
            (column..size).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        rows.swap(column, pivot);
        let (above, below) = rows.split_at_mut(column + 1);
        let pivot_row = &above[column];
        if pivot_row[column] == 0.0 {
            return None;
        }
        for row in below {
            let factor = row[column] / pivot_row[column];
            row[column..].iter_mut().zip(&pivot_row[column..]).for_each(|(x, p)| *x -= factor * p);
        }
    }
    let mut solution = vec![0.0; size];
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| rows[row][column] * solution[column]).sum();
        solution[row] = (rows[row][size] - known) / rows[row][row];
    }
    Some(solution)
}
