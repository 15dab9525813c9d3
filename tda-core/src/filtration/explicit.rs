//! Explicit: every simplex is given, with its value and its facets.

use super::{Filtration, SimplexIndex};
use crate::control::Control;
use crate::diagram::Diagrams;
use crate::engine::complex::Complex;
use crate::engine::listed;
use crate::error::{Error, InvalidInput};
use crate::settings::{Settings, representative_methods, settings_methods, zero_length_method};

/// A filtration written out simplex by simplex, for anything that has no family of its own.
///
/// ```
/// use tda_core::ExplicitFiltration;
///
/// // A triangle without its inside.
/// let values = [0.0, 0.0, 0.0, 1.0, 2.0, 3.0];
/// let boundaries = [&[][..], &[], &[], &[0, 1], &[1, 2], &[0, 2]];
/// let diagrams = ExplicitFiltration::new(&values, &boundaries)?.compute(1)?;
/// assert_eq!(diagrams.betti_numbers(3.0), [1, 1]);
/// # Ok::<(), tda_core::Error>(())
/// ```
///
/// A vertex is known by its position among all simplices: pairs and representatives name simplices so.
#[derive(Clone, Debug)]
pub struct ExplicitFiltration {
    complex: Complex,
    settings: Settings,
}

impl ExplicitFiltration {
    /// Simplices in their order of entry: `values[i]` is when simplex `i` enters, `boundaries[i]` lists its facets
    /// by their positions, in any order, none for a vertex.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when there are no simplices or not as many boundaries as values; when a value is not
    /// finite or below an earlier one; when a boundary names a simplex that is not an earlier one of the dimension
    /// below, or is not the boundary of a simplex.
    pub fn new<B: AsRef<[usize]>>(values: &[f64], boundaries: &[B]) -> Result<Self, Error> {
        if values.is_empty() {
            return Err(InvalidInput::Empty.into());
        }
        if values.len() != boundaries.len() {
            return Err(
                InvalidInput::BoundaryCount { values: values.len(), boundaries: boundaries.len() }.into()
            );
        }
        if values.len() > crate::input::POINTS_MAX {
            let (points, points_max) = (values.len(), crate::input::POINTS_MAX);
            return Err(InvalidInput::TooManyPoints { points, points_max }.into());
        }
        let mut draft =
            Draft { values: Vec::new(), starts: vec![0], vertices: Vec::new(), facets: Vec::new() };
        for (&value, boundary) in values.iter().zip(boundaries) {
            draft.push(value, boundary.as_ref())?;
        }
        let Draft { values, starts, vertices, facets } = draft;
        let complex = Complex::from_parts(values, starts, vertices, facets);
        Ok(ExplicitFiltration { complex, settings: Settings::default() })
    }

    settings_methods!();
    representative_methods!();
    zero_length_method!();

    /// The diagrams of dimension 0 to `max_dimension`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a field that is none, or no threads; [`Error::LimitExceeded`] and
    /// [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, max_dimension: usize) -> Result<Diagrams, Error> {
        self.compute_with(max_dimension, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, max_dimension: usize, control: &Control) -> Result<Diagrams, Error> {
        let what = "simplices given one by one";
        listed::reduce(&self.complex, &self.settings, max_dimension, control, what)
    }
}

/// The complex as far as it was read.
struct Draft {
    values: Vec<f64>,
    starts: Vec<usize>,
    vertices: Vec<u32>,
    facets: Vec<u32>,
}

impl Draft {
    fn push(&mut self, value: f64, boundary: &[usize]) -> Result<(), Error> {
        let simplex = self.values.len();
        if !value.is_finite() || self.values.last().is_some_and(|&last| value < last) {
            return Err(InvalidInput::Value { simplex, value }.into());
        }
        let size = boundary.len();
        let is_below = |&&facet: &&usize| facet < simplex && self.vertices_of(facet).len() + 1 == size;
        if let Some(&facet) = boundary.iter().find(|facet| !is_below(facet)) {
            return Err(InvalidInput::BoundaryFacet { simplex, facet }.into());
        }
        let Some((vertices, facets)) = self.orient(simplex, boundary) else {
            return Err(InvalidInput::BoundaryShape { simplex, facets: size }.into());
        };
        self.vertices.extend(vertices);
        self.facets.extend(facets);
        self.starts.push(self.vertices.len());
        self.values.push(value);
        Ok(())
    }

    /// The vertices of a simplex, ascending, and its facets, each at the place of the vertex that it lacks; nothing
    /// if the facets do not share their own facets two by two, as those of a simplex do.
    fn orient(&self, simplex: usize, boundary: &[usize]) -> Option<(Vec<u32>, Vec<u32>)> {
        if boundary.is_empty() {
            return Some((vec![u32::try_from(simplex).ok()?], vec![u32::MAX]));
        }
        let mut vertices: Vec<u32> =
            boundary.iter().flat_map(|&facet| self.vertices_of(facet)).copied().collect();
        vertices.sort_unstable();
        vertices.dedup();
        if vertices.len() != boundary.len() || boundary.len() == 1 {
            return None;
        }
        let lacked = |facet: usize| vertices.iter().position(|v| !self.vertices_of(facet).contains(v));
        let mut facets = vec![None; vertices.len()];
        for &facet in boundary {
            facets[lacked(facet)?] = Some(u32::try_from(facet).ok()?);
        }
        let facets: Vec<u32> = facets.into_iter().collect::<Option<_>>()?;
        self.shares_ridges(&facets).then_some((vertices, facets))
    }

    /// Whether every two facets have the one facet in common that lacks both their vertices.
    fn shares_ridges(&self, facets: &[u32]) -> bool {
        let ridges = |facet: u32| &self.facets[self.starts[facet as usize]..self.starts[facet as usize + 1]];
        // Facet j lacks vertex j; without vertex i too it is the ridge at place i, or i - 1 where j comes before.
        facets.len() == 2
            || (0..facets.len())
                .flat_map(|j| (0..j).map(move |i| (i, j)))
                .all(|(i, j)| ridges(facets[i])[j - 1] == ridges(facets[j])[i])
    }

    fn vertices_of(&self, simplex: usize) -> &[u32] {
        &self.vertices[self.starts[simplex]..self.starts[simplex + 1]]
    }
}

impl Filtration for ExplicitFiltration {
    fn len(&self) -> usize {
        self.complex.len()
    }

    fn dimension(&self, simplex: SimplexIndex) -> usize {
        self.complex.dimension(simplex)
    }

    fn value(&self, simplex: SimplexIndex) -> f64 {
        self.complex.value(simplex)
    }

    fn boundary(&self, simplex: SimplexIndex) -> impl Iterator<Item = SimplexIndex> {
        self.complex.boundary(simplex)
    }
}
