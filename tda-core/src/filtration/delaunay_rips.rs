//! Delaunay-Rips: the Delaunay triangulation, each simplex with its longest edge.

use super::triangulated;
use crate::control::{Control, Monitor};
use crate::diagram::Diagrams;
use crate::error::{Error, InvalidInput};
use crate::geometry::triangulation::{Points, Triangulation};
use crate::input::PointCloud;
use crate::settings::{Settings, representative_methods, settings_methods, zero_length_method};

/// The Delaunay triangulation of points on a line, in the plane or in space, filtered by longest edges.
///
/// Small and quick to compute, and close to the Vietoris-Rips filtration for most points, but not the same: its
/// diagrams are neither those of [`VietorisRips`](crate::VietorisRips) nor stable. Values are edge lengths (diameters, not
/// radii), each exactly a distance of the input. In dimension 0 both agree, since the Delaunay triangulation holds a
/// shortest spanning tree.
///
/// Where many points lie on one sphere, diagrams depend on which triangulation of them is taken; the one taken
/// depends on their coordinates alone.
///
/// Source: Mishra and Motta, "Stability and machine learning applications of persistent homology using the
/// Delaunay-Rips complex", 2023.
///
/// ```
/// use tda_core::{DelaunayRips, PointCloud};
///
/// let cloud = PointCloud::from_rows(&[0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0], 2)?;
/// let diagrams = DelaunayRips::new().compute(&cloud)?;
/// let [loop_] = diagrams.dimension(1)? else { panic!("one loop") };
/// assert_eq!((loop_.birth, loop_.death), (1.0, 2.0_f64.sqrt()));
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct DelaunayRips {
    settings: Settings,
}

impl DelaunayRips {
    /// All dimensions, on one thread, without limits.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    settings_methods!();
    representative_methods!();
    zero_length_method!();

    /// The diagrams of dimension 0 to one below that of the space.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for points of more than three coordinates or with other than Euclidean distances, points too far apart for an f64, a
    /// field that is none, or no threads; [`Error::LimitExceeded`] and [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, cloud: &PointCloud<'_>) -> Result<Diagrams, Error> {
        self.compute_with(cloud, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, cloud: &PointCloud<'_>, control: &Control) -> Result<Diagrams, Error> {
        let points = Points { cloud, weights: None, sides: None };
        triangulated::diagrams(&points, &self.settings, control, |triangulation, monitor| {
            diameters(cloud, triangulation, monitor)
        })
    }
}

/// The longest edge of each simplex, by dimension: that of an edge, then the longest among the facets.
fn diameters(
    cloud: &PointCloud<'_>,
    triangulation: &Triangulation,
    monitor: &mut Monitor<'_>,
) -> Result<Vec<Vec<f64>>, Error> {
    let mut all: Vec<Vec<f64>> = Vec::new();
    for faces in &triangulation.faces {
        monitor.charge(faces.len() * size_of::<f64>())?;
        let mut level = Vec::with_capacity(faces.len());
        for simplex in 0..faces.len() {
            let range = simplex * faces.width..(simplex + 1) * faces.width;
            level.push(match faces.width {
                1 => 0.0,
                2 => {
                    let point = |place: usize| {
                        triangulation.points[faces.vertices[range.start + place] as usize] as usize
                    };
                    let (row, other) = (point(0), point(1));
                    let length = cloud.distance(row, other);
                    if length.is_infinite() {
                        return Err(InvalidInput::DistanceOverflow { row, other }.into());
                    }
                    length
                }
                _ => {
                    let below = &all[faces.width - 2];
                    faces.facets[range].iter().map(|&facet| below[facet as usize]).fold(0.0, f64::max)
                }
            });
            monitor.tick(20)?;
        }
        all.push(level);
    }
    Ok(all)
}
