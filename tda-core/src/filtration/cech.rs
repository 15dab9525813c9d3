//! Čech: balls grow around points, and a simplex enters when its balls meet.

use crate::control::{Control, Monitor};
use crate::diagram::Diagrams;
use crate::engine::cliques;
use crate::engine::complex::{Complex, Simplices};
use crate::engine::edges::{edges_within, enclosing_radius};
use crate::engine::graph::{Graph, SparseGraph};
use crate::engine::known::Known;
use crate::engine::listed;
use crate::error::{Error, InvalidInput};
use crate::geometry::circumsphere::inner_radius;
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
/// of the facets, which contains the simplex. Where the centre lies is decided exactly, and a radius is the root of the
/// f64 nearest to its square, as in [`Alpha`](crate::Alpha): balls that are equal have equal values, in whatever order
/// points are given, and no interval comes from rounding alone.
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
    /// [`Error::InvalidInput`] for a radius that is negative or NaN, other than Euclidean distances, a field that is none, or no threads;
    /// [`Error::LimitExceeded`] and [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, cloud: &PointCloud<'_>) -> Result<Diagrams, Error> {
        self.compute_with(cloud, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, cloud: &PointCloud<'_>, control: &Control) -> Result<Diagrams, Error> {
        cloud.check_euclidean()?;
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
            let edges = edges_within(cloud, 2.0 * radius * (1.0 + ROUNDING), monitor)?;
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
    let mut balls = Balls { cloud, known: Vec::new() };
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
                    return Ok(balls.value(clique).is_some());
                }
                monitor.tick(RADIUS_UNITS << size.min(20))?;
                if let Some(value) = balls.radius(clique).filter(|&value| value <= radius_max) {
                    balls.keep(clique, value, monitor)?;
                    simplices.add(clique, value, monitor)?;
                }
                Ok(true)
            })?;
            if simplices.len() == before {
                break;
            }
        }
    }
    let bytes: usize = balls.known.iter().map(Known::bytes).sum();
    drop(balls);
    monitor.release(bytes);
    Complex::sorted(simplices, monitor)
}

/// Work of one radius: that of an edge, doubled with each further vertex.
const RADIUS_UNITS: usize = 500;

/// Smallest enclosing balls of the simplices found so far.
struct Balls<'a> {
    cloud: &'a PointCloud<'a>,
    /// By number of vertices, from two on.
    known: Vec<Known>,
}

impl Balls<'_> {
    fn value(&self, simplex: &[u32]) -> Option<f64> {
        self.known.get(simplex.len() - 2)?.value(simplex)
    }

    fn keep(&mut self, simplex: &[u32], value: f64, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let at = simplex.len() - 2;
        if self.known.len() == at {
            self.known.push(Known::new(simplex.len(), self.cloud.points(), monitor)?);
        }
        self.known[at].push(simplex, value, monitor)
    }

    /// The radius of the smallest enclosing ball; nothing if a facet is not there.
    fn radius(&self, simplex: &[u32]) -> Option<f64> {
        let largest = match simplex.len() {
            2 => 0.0,
            size => self.known.get(size - 3)?.largest_of_facets(simplex)?,
        };
        let (width, coordinates) = (self.cloud.dimensions(), self.cloud.coordinates());
        if simplex.len() > width + 1 {
            return Some(largest);
        }
        let row = |&vertex: &u32| &coordinates[vertex as usize * width..][..width];
        let points: Vec<&[f64]> = simplex.iter().map(row).collect();
        // Both are rounded correctly, so that the larger ball never has the smaller radius.
        Some(inner_radius(&points).unwrap_or(largest))
    }
}
