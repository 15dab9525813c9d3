//! Explicit: every simplex is given, with its value and its facets.

use super::{Filtration, SimplexIndex};
use crate::control::{Control, Limits, Monitor, Stage};
use crate::diagram::{Diagrams, Plan, Stats};
use crate::engine::twist;
use crate::error::{Error, InvalidInput};

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
#[derive(Clone, Debug)]
pub struct ExplicitFiltration {
    values: Vec<f64>,
    dimensions: Vec<u32>,
    facets: Vec<u32>,
    /// Where the facets of each simplex start; one more at the end.
    starts: Vec<usize>,
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
        let mut filtration = ExplicitFiltration {
            values: Vec::new(),
            dimensions: Vec::new(),
            facets: Vec::new(),
            starts: vec![0],
        };
        for (&value, boundary) in values.iter().zip(boundaries) {
            filtration.push(value, boundary.as_ref())?;
        }
        Ok(filtration)
    }

    fn push(&mut self, value: f64, boundary: &[usize]) -> Result<(), Error> {
        let simplex = self.len();
        if !value.is_finite() || self.values.last().is_some_and(|&last| value < last) {
            return Err(InvalidInput::Value { simplex, value }.into());
        }
        let dimension = boundary.len().saturating_sub(1);
        let is_below = |&&facet: &&usize| facet < simplex && self.dimensions[facet] as usize + 1 == dimension;
        if let Some(&facet) = boundary.iter().find(|facet| !is_below(facet)) {
            return Err(InvalidInput::BoundaryFacet { simplex, facet }.into());
        }
        if boundary.len() == 1 || !self.is_simplex_boundary(boundary) {
            return Err(InvalidInput::BoundaryShape { simplex, facets: boundary.len() }.into());
        }
        #[expect(clippy::cast_possible_truncation, reason = "positions below the checked count")]
        self.facets.extend(boundary.iter().map(|&facet| facet as u32));
        let start = self.starts[simplex];
        self.facets[start..].sort_unstable();
        self.starts.push(self.facets.len());
        #[expect(clippy::cast_possible_truncation, reason = "below the number of simplices")]
        self.dimensions.push(dimension as u32);
        self.values.push(value);
        Ok(())
    }

    /// Whether the facets are distinct and share their own facets two by two.
    fn is_simplex_boundary(&self, boundary: &[usize]) -> bool {
        let mut facets = boundary.to_vec();
        facets.sort_unstable();
        let mut ridges: Vec<u32> =
            boundary.iter().flat_map(|&facet| self.facets_of(facet)).copied().collect();
        ridges.sort_unstable();
        let in_pairs = ridges.chunks(2).all(|pair| pair.len() == 2 && pair[0] == pair[1]);
        let distinct = ridges.chunks(2).is_sorted_by(|a, b| a[0] < b[0]);
        facets.is_sorted_by(|a, b| a < b) && in_pairs && distinct
    }

    fn facets_of(&self, simplex: usize) -> &[u32] {
        &self.facets[self.starts[simplex]..self.starts[simplex + 1]]
    }

    /// The diagrams of dimension 0 to `max_dimension`.
    ///
    /// # Errors
    /// None at present.
    pub fn compute(&self, max_dimension: usize) -> Result<Diagrams, Error> {
        self.compute_with(max_dimension, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// [`Error::Cancelled`].
    pub fn compute_with(&self, max_dimension: usize, control: &Control) -> Result<Diagrams, Error> {
        let mut monitor = Monitor::start(control, Limits::default())?;
        monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
        let (intervals, dimensions) = twist::reduce_with_twist(self, max_dimension, &mut monitor)?;
        let reason = format!("{} simplices are given one by one", self.len());
        let (stage_seconds, peak_bytes) = monitor.finish();
        let stats = Stats { stage_seconds, dimensions, edges: 0, peak_bytes };
        Ok(Diagrams::sorted(intervals, Plan { engine: "twist reduction", reason }, stats))
    }
}

impl Filtration for ExplicitFiltration {
    fn len(&self) -> usize {
        self.values.len()
    }

    fn dimension(&self, simplex: SimplexIndex) -> usize {
        self.dimensions[simplex.get()] as usize
    }

    fn value(&self, simplex: SimplexIndex) -> f64 {
        self.values[simplex.get()]
    }

    fn boundary(&self, simplex: SimplexIndex) -> impl Iterator<Item = SimplexIndex> {
        self.facets_of(simplex.get()).iter().map(|&facet| SimplexIndex::new(facet as usize))
    }
}
