//! A simplicial complex written out, its simplices in order of entry.

use rustc_hash::FxHashMap;

use crate::control::Monitor;
use crate::engine::sort::sort_by;
use crate::error::{Error, InvalidInput};
use crate::filtration::{Filtration, SimplexIndex};

/// Stands where a vertex has no facet.
const NO_FACET: u32 = u32::MAX;

/// Simplices with values, one behind the other, in any order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Simplices {
    vertices: Vec<u32>,
    /// Where the vertices of each simplex end.
    ends: Vec<usize>,
    values: Vec<f64>,
}

impl Simplices {
    /// Adds a simplex, charged to `monitor`. Its vertices are ascending, or directed along the edges; every face must
    /// be added too, with a value that is not larger.
    pub(crate) fn add(
        &mut self,
        vertices: &[u32],
        value: f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let before = self.bytes();
        self.push(vertices, value);
        monitor.simplices_done += 1;
        monitor.charge(self.bytes() - before)?;
        monitor.tick(50)
    }

    fn push(&mut self, vertices: &[u32], value: f64) {
        self.vertices.extend_from_slice(vertices);
        self.ends.push(self.vertices.len());
        self.values.push(value);
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// Bytes that the list takes.
    pub(crate) fn bytes(&self) -> usize {
        self.vertices.len() * size_of::<u32>() + self.len() * (size_of::<usize>() + size_of::<f64>())
    }

    pub(crate) fn vertices(&self, simplex: usize) -> &[u32] {
        let start = simplex.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.vertices[start..self.ends[simplex]]
    }

    /// The same simplices at other values, which must not change their order.
    pub(crate) fn with_values(
        mut self,
        change: impl Fn(f64) -> f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        for value in &mut self.values {
            *value = change(*value);
            monitor.tick(5)?;
        }
        Ok(self)
    }

    pub(crate) fn value(&self, simplex: usize) -> f64 {
        self.values[simplex]
    }
}

/// A filtered simplicial complex: simplices in order of entry, with their vertices and facets.
///
/// Facet k of a simplex lacks its vertex k, so its sign in the boundary is (-1)^k.
#[derive(Clone, Debug)]
pub(crate) struct Complex {
    values: Vec<f64>,
    /// Where vertices and facets of each simplex start; one more at the end.
    starts: Vec<usize>,
    vertices: Vec<u32>,
    facets: Vec<u32>,
}

impl Complex {
    /// Puts simplices in order: by value, then dimension, then vertices. The list is freed and given back.
    pub(crate) fn sorted(simplices: Simplices, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let mut order: Vec<u32> = Vec::new();
        Self::check_count(simplices.len())?;
        monitor.charge(simplices.len() * size_of::<u32>())?;
        #[expect(clippy::cast_possible_truncation, reason = "the count is checked")]
        order.extend(0..simplices.len() as u32);
        sort_by(&mut order, monitor, |&a, &b| {
            let (a, b) = (a as usize, b as usize);
            let (of_a, of_b) = (simplices.vertices(a), simplices.vertices(b));
            let by_value = simplices.value(a).total_cmp(&simplices.value(b));
            by_value.then(of_a.len().cmp(&of_b.len())).then_with(|| of_a.cmp(of_b))
        })?;
        let complex = Self::in_order(simplices, &order, monitor);
        monitor.release(size_of_val(order.as_slice()));
        complex
    }

    /// Simplices in the order that is given, faces first. The list is freed and given back.
    pub(crate) fn in_order(
        simplices: Simplices,
        order: &[u32],
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        let numbers = simplices.vertices.len();
        monitor.charge(numbers * 8 + order.len() * (16 + size_of::<(&[u32], u32)>() * 8 / 7))?;
        let mut places: FxHashMap<&[u32], u32> = FxHashMap::default();
        places.reserve(order.len());
        let mut complex = Complex {
            values: Vec::with_capacity(order.len()),
            starts: vec![0],
            vertices: Vec::with_capacity(numbers),
            facets: Vec::with_capacity(numbers),
        };
        let mut facet: Vec<u32> = Vec::new();
        for (place, &simplex) in (0_u32..).zip(order) {
            let vertices = simplices.vertices(simplex as usize);
            for left_out in 0..vertices.len() {
                facet.clear();
                facet.extend(vertices.iter().enumerate().filter(|&(k, _)| k != left_out).map(|(_, &v)| v));
                complex.facets.push(places.get(facet.as_slice()).copied().unwrap_or(NO_FACET));
            }
            complex.vertices.extend_from_slice(vertices);
            complex.starts.push(complex.vertices.len());
            complex.values.push(simplices.value(simplex as usize));
            places.insert(vertices, place);
            monitor.tick(100 * vertices.len())?;
        }
        let listed_bytes = simplices.bytes();
        drop(simplices);
        monitor.release(order.len() * size_of::<(&[u32], u32)>() * 8 / 7 + listed_bytes);
        Ok(complex)
    }

    /// Whether there are so few highest simplices, of a dimension at most one above `max_dimension`, that no simplex
    /// below need have more than two of them.
    pub(crate) fn may_be_without_branches(&self, max_dimension: usize) -> bool {
        let widths = || self.starts.windows(2).map(|ends| ends[1] - ends[0]);
        let widest = widths().max().unwrap_or(0);
        let of_width = |width: usize| widths().filter(|&w| w == width).count();
        (2..=4).contains(&widest)
            && widest <= max_dimension + 2
            && of_width(widest) * widest <= of_width(widest - 1) * 2
    }

    fn check_count(simplices: usize) -> Result<(), Error> {
        let points_max = crate::input::POINTS_MAX;
        if simplices > points_max {
            return Err(InvalidInput::TooManyPoints { points: simplices, points_max }.into());
        }
        Ok(())
    }

    /// A complex whose parts are known: `starts` has one more entry than `values`, `vertices` and `facets` are as
    /// long as the last start says.
    pub(crate) fn from_parts(
        values: Vec<f64>,
        starts: Vec<usize>,
        vertices: Vec<u32>,
        facets: Vec<u32>,
    ) -> Self {
        debug_assert!(starts.len() == values.len() + 1 && vertices.len() == facets.len());
        Complex { values, starts, vertices, facets }
    }

    /// Ascending vertices of a simplex.
    #[inline]
    pub(crate) fn vertices(&self, simplex: usize) -> &[u32] {
        &self.vertices[self.starts[simplex]..self.starts[simplex + 1]]
    }

    /// The facets of a simplex, the k-th one without its vertex k; none for a vertex.
    #[inline]
    pub(crate) fn facets(&self, simplex: usize) -> &[u32] {
        let facets = &self.facets[self.starts[simplex]..self.starts[simplex + 1]];
        if facets.len() == 1 { &[] } else { facets }
    }

    #[inline]
    pub(crate) fn dimension_of(&self, simplex: usize) -> usize {
        self.starts[simplex + 1] - self.starts[simplex] - 1
    }

    #[inline]
    pub(crate) fn value_of(&self, simplex: usize) -> f64 {
        self.values[simplex]
    }
}

impl Filtration for Complex {
    fn len(&self) -> usize {
        self.values.len()
    }

    fn dimension(&self, simplex: SimplexIndex) -> usize {
        self.dimension_of(simplex.get())
    }

    fn value(&self, simplex: SimplexIndex) -> f64 {
        self.value_of(simplex.get())
    }

    fn boundary(&self, simplex: SimplexIndex) -> impl Iterator<Item = SimplexIndex> {
        let mut facets = self.facets(simplex.get()).to_vec();
        facets.sort_unstable();
        facets.into_iter().map(|facet| SimplexIndex::new(facet as usize))
    }
}
