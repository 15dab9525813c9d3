//! Alpha: a simplex of the Delaunay triangulation enters with its smallest empty sphere.

use super::triangulated;
use crate::control::{Control, Monitor};
use crate::diagram::Diagrams;
use crate::error::{Error, InvalidInput};
use crate::geometry::faces::Faces;
use crate::geometry::number::scaled;
use crate::geometry::orthosphere::{attached, squared_radius};
use crate::geometry::triangulation::{Points, Triangulation};
use crate::input::PointCloud;
use crate::settings::{Settings, representative_methods, settings_methods, zero_length_method};

/// The alpha filtration of points on a line, in the plane or in space: it has the homotopy type of balls that grow around them.
///
/// Values are radii, or squared radii if [`squared`](Self::squared). A simplex of the Delaunay triangulation enters
/// with the radius of the smallest sphere around it that is empty: its own smallest sphere if no point is inside,
/// else that of the first simplex that it is a face of. All decisions are exact, and each value is the f64 nearest
/// to the true square: spheres that are equal are equal in f64 too, however many points lie on them. Where more
/// points lie on a sphere than it takes to span it, any of the possible triangulations gives the same diagrams; the
/// one taken depends on the coordinates alone. A point that repeats another is no vertex, nor are points on a line
/// or plane a special case.
///
/// Source: Edelsbrunner and Mücke, "Three-dimensional alpha shapes", 1994.
///
/// ```
/// use tda_core::{Alpha, PointCloud};
///
/// // The corners of a square: the loop is born when the balls meet, and filled when they reach the middle.
/// let cloud = PointCloud::from_rows(&[0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0], 2)?;
/// let diagrams = Alpha::new().squared(true).compute(&cloud)?;
/// let [loop_] = diagrams.dimension(1)? else { panic!("one loop") };
/// assert_eq!((loop_.birth, loop_.death), (0.25, 0.5));
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Alpha {
    squared: bool,
    weights: Option<Vec<f64>>,
    periodic: Option<Vec<f64>>,
    settings: Settings,
}

impl Alpha {
    /// Radii of points without weights, in open space.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether values are squared radii, as GUDHI and CGAL have them. Default false.
    #[must_use]
    pub fn squared(mut self, squared: bool) -> Self {
        self.squared = squared;
        self
    }

    /// A weight for each point, the square of a radius that it starts with: the Delaunay triangulation becomes the
    /// regular one, and a sphere must be orthogonal to those around its points.
    ///
    /// Squared values are those of the spheres' powers, the weight's negative for a point, and may be below zero.
    /// Without [`squared`](Self::squared) a value below zero is less the root of its size. A point hidden by the
    /// weights of others is no vertex.
    #[must_use]
    pub fn weights(mut self, weights: &[f64]) -> Self {
        self.weights = Some(weights.to_vec());
        self
    }

    /// Joins opposite sides of a box with these sides, one for each coordinate: space becomes a torus. Coordinates
    /// count modulo the sides.
    ///
    /// So that a point and its copies are exactly one side apart, coordinates and sides are first rounded to a
    /// multiple of 2^-51 of the longest side. Diagrams then go up to the dimension of the points.
    #[must_use]
    pub fn periodic(mut self, sides: &[f64]) -> Self {
        self.periodic = Some(sides.to_vec());
        self
    }

    settings_methods!();
    representative_methods!();
    zero_length_method!();

    /// The diagrams of dimension 0 to one below that of the space, in a periodic box to that of the space.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for points of more than three coordinates or with other than Euclidean distances, weights that are not finite or not
    /// one a point, sides that are none, points too sparse for their periodic box, a field that is none, or no
    /// threads; [`Error::LimitExceeded`] and [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, cloud: &PointCloud<'_>) -> Result<Diagrams, Error> {
        self.compute_with(cloud, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, cloud: &PointCloud<'_>, control: &Control) -> Result<Diagrams, Error> {
        let points = Points { cloud, weights: self.weights.as_deref(), sides: self.periodic.as_deref() };
        triangulated::diagrams(&points, &self.settings, control, |triangulation, monitor| {
            let powers = powers(triangulation, self.weights.is_some(), monitor)?;
            let exponent = i64::from(triangulation.exponent);
            let value = |power: f64| match self.squared {
                true => scaled(power, 2 * exponent),
                false => scaled(power.abs().sqrt().copysign(power), exponent),
            };
            let mut values = powers;
            for (faces, level) in triangulation.faces.iter().zip(&mut values) {
                for (simplex, power) in level.iter_mut().enumerate() {
                    *power = value(*power);
                    // A radius may fit where its square does not.
                    if !power.is_finite() {
                        return Err(overflow(triangulation, faces, simplex));
                    }
                    monitor.tick(20)?;
                }
            }
            Ok(values)
        })
    }
}

/// A simplex has a sphere that is too large.
fn overflow(triangulation: &Triangulation, faces: &Faces, simplex: usize) -> Error {
    let vertex = faces.vertices[simplex * faces.width];
    InvalidInput::RadiusOverflow { row: triangulation.points[vertex as usize] as usize }.into()
}

/// The squared radius with which each simplex enters, by dimension: less than zero where weights are large.
///
/// Goes down from the cells. The smallest of what its cofaces have is what a simplex has that is attached to one of
/// them; any other one has its own sphere, which is never larger.
fn powers(
    triangulation: &Triangulation,
    is_weighted: bool,
    monitor: &mut Monitor<'_>,
) -> Result<Vec<Vec<f64>>, Error> {
    let mut powers = Vec::new();
    let count: usize = triangulation.faces.iter().map(Faces::len).sum();
    monitor.charge(count * size_of::<f64>())?;
    let mut from_above = None;
    for faces in triangulation.faces.iter().rev() {
        let below = faces.width.checked_sub(2).map(|below| &triangulation.faces[below]);
        let mut level = Level {
            powers: from_above.take().unwrap_or_else(|| vec![Entry::TOP; faces.len()]),
            below: below.map_or(Vec::new(), |below| vec![Entry::TOP; below.len()]),
        };
        match faces.width {
            1 if !is_weighted => level.powers.fill(Entry { power: 0.0, is_attached: false }),
            1 => level.fill::<1>(triangulation, false, monitor)?,
            2 => level.fill::<2>(triangulation, is_weighted, monitor)?,
            3 => level.fill::<3>(triangulation, true, monitor)?,
            _ => level.fill::<4>(triangulation, true, monitor)?,
        }
        powers.push(level.powers.into_iter().map(|entry| entry.power).collect());
        from_above = Some(level.below);
    }
    powers.reverse();
    Ok(powers)
}

/// What is known of a simplex: the least value of its cofaces, and whether it is attached to one of them.
#[derive(Clone, Copy)]
struct Entry {
    power: f64,
    is_attached: bool,
}

impl Entry {
    const TOP: Self = Entry { power: f64::INFINITY, is_attached: false };
}

/// The simplices of one dimension and, being filled, those of the one below.
struct Level {
    powers: Vec<Entry>,
    below: Vec<Entry>,
}

impl Level {
    fn fill<const V: usize>(
        &mut self,
        triangulation: &Triangulation,
        may_attach: bool,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let faces = &triangulation.faces[V - 1];
        for (simplex, entry) in self.powers.iter_mut().enumerate() {
            let sites = triangulation.placed::<V>(simplex);
            if !entry.is_attached {
                entry.power = entry.power.min(squared_radius(sites) + 0.0);
            }
            if !entry.power.is_finite() {
                return Err(overflow(triangulation, faces, simplex));
            }
            if V > 1 {
                let attached = if may_attach { attached(sites) } else { [false; V] };
                for (&facet, is_attached) in faces.facets[simplex * V..][..V].iter().zip(attached) {
                    let below = &mut self.below[facet as usize];
                    below.power = below.power.min(entry.power);
                    below.is_attached |= is_attached;
                }
            }
            monitor.tick(100 << V)?;
        }
        Ok(())
    }
}
