//! A complex written out dimension by dimension, each in order of entry.

use super::complex::Complex;
use crate::control::Monitor;
use crate::engine::sort::sort;
use crate::error::Error;
use crate::filtration::Filtration;

/// The simplices of one dimension. Pairing asks only for their order among themselves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Level {
    /// Ascending.
    pub(crate) values: Vec<f64>,
    /// Facets in the level below, one behind the other, the k-th one without vertex k; none for vertices.
    pub(crate) facets: Vec<u32>,
    /// Vertices, one behind the other, ascending in each simplex.
    pub(crate) vertices: Vec<u32>,
}

/// A filtered simplicial complex, by dimension.
#[derive(Clone, Debug)]
pub(crate) struct Levels {
    pub(crate) levels: Vec<Level>,
}

impl Level {
    /// Puts simplices of `width` vertices in order of their values, facets by the places they have now.
    /// `places_below` tells where each facet went; the places of this level are returned. All has been charged but
    /// for what is needed on the way.
    pub(crate) fn sorted(
        values: &[f64],
        facets: &[u32],
        vertices: &[u32],
        places_below: &[u32],
        monitor: &mut Monitor<'_>,
    ) -> Result<(Self, Vec<u32>), Error> {
        let count = values.len();
        let width = vertices.len() / count.max(1);
        let bytes = count * size_of::<u128>();
        monitor.charge(
            bytes
                + count * size_of::<u32>()
                + (size_of_val(values) + size_of_val(facets) + size_of_val(vertices)),
        )?;
        let mut keys: Vec<u128> = Vec::with_capacity(count);
        for (place, &value) in (0_u32..).zip(values) {
            let bits = value.to_bits();
            let ascending = if bits >> 63 == 0 { bits | 1 << 63 } else { !bits };
            keys.push(u128::from(ascending) << 32 | u128::from(place));
            monitor.tick(2)?;
        }
        sort(&mut keys, monitor)?;
        let mut level = Level {
            values: Vec::with_capacity(count),
            facets: Vec::with_capacity(facets.len()),
            vertices: Vec::with_capacity(vertices.len()),
        };
        let mut places = vec![0; count];
        for (place, &key) in (0_u32..).zip(&keys) {
            #[expect(clippy::cast_possible_truncation, reason = "the low bits are the place")]
            let from = key as u32 as usize;
            places[from] = place;
            level.values.push(values[from]);
            let range = from * width..(from + 1) * width;
            if !facets.is_empty() {
                level.facets.extend(facets[range.clone()].iter().map(|&facet| places_below[facet as usize]));
            }
            level.vertices.extend_from_slice(&vertices[range]);
            monitor.tick(40)?;
        }
        monitor.release(bytes);
        Ok((level, places))
    }
}

impl Levels {
    /// The dimension of the complex.
    pub(crate) fn dimension(&self) -> usize {
        self.levels.len().saturating_sub(1)
    }

    /// Number of simplices of all dimensions.
    pub(crate) fn len(&self) -> usize {
        self.levels.iter().map(|level| level.values.len()).sum()
    }

    /// Gives vertex `v` the name `names[v]`, and puts vertices and facets in the order of the names.
    pub(crate) fn rename(&mut self, names: &[u32], monitor: &mut Monitor<'_>) -> Result<(), Error> {
        for (dimension, level) in self.levels.iter_mut().enumerate() {
            let width = dimension + 1;
            let mut order: Vec<(u32, u32)> = Vec::with_capacity(width);
            for simplex in 0..level.values.len() {
                let range = simplex * width..(simplex + 1) * width;
                let vertices = &mut level.vertices[range.clone()];
                let facets = level.facets.get_mut(range).unwrap_or_default();
                order.clear();
                order.extend(
                    (0..width).map(|k| (names[vertices[k] as usize], facets.get(k).copied().unwrap_or(0))),
                );
                order.sort_unstable();
                vertices.iter_mut().zip(&order).for_each(|(vertex, &(name, _))| *vertex = name);
                facets.iter_mut().zip(&order).for_each(|(facet, &(_, old))| *facet = old);
                monitor.tick(50)?;
            }
        }
        Ok(())
    }

    /// The vertices of a simplex of `dimension`.
    pub(crate) fn vertices(&self, dimension: usize, simplex: u32) -> &[u32] {
        &self.levels[dimension].vertices[simplex as usize * (dimension + 1)..][..dimension + 1]
    }

    /// The same complex in one list: by value, then dimension.
    pub(crate) fn merged(&self, monitor: &mut Monitor<'_>) -> Result<Complex, Error> {
        let count: usize = self.levels.iter().map(|level| level.values.len()).sum();
        let numbers: usize = self.levels.iter().map(|level| level.vertices.len()).sum();
        monitor.charge(count * 20 + numbers * 8)?;
        let mut next = vec![0_usize; self.levels.len()];
        let mut places: Vec<Vec<u32>> =
            self.levels.iter().map(|l| Vec::with_capacity(l.values.len())).collect();
        let (mut values, mut starts) = (Vec::with_capacity(count), vec![0]);
        let (mut vertices, mut facets) = (Vec::with_capacity(numbers), Vec::with_capacity(numbers));
        for place in 0..count {
            let value = |dimension: usize| self.levels[dimension].values.get(next[dimension]).copied();
            let first = (0..next.len()).filter_map(|d| value(d).map(|v| (v, d)));
            let Some((value, dimension)) = first.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            else {
                break;
            };
            let range = next[dimension] * (dimension + 1)..(next[dimension] + 1) * (dimension + 1);
            next[dimension] += 1;
            #[expect(clippy::cast_possible_truncation, reason = "the number of simplices is checked")]
            places[dimension].push(place as u32);
            values.push(value);
            vertices.extend_from_slice(&self.levels[dimension].vertices[range.clone()]);
            starts.push(vertices.len());
            match dimension {
                0 => facets.push(u32::MAX),
                _ => facets.extend(
                    self.levels[dimension].facets[range].iter().map(|&f| places[dimension - 1][f as usize]),
                ),
            }
            monitor.tick(50)?;
        }
        Ok(Complex::from_parts(values, starts, vertices, facets))
    }
}

impl Levels {
    /// A complex in one list, taken apart.
    pub(crate) fn of(complex: &Complex, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let mut levels: Vec<Level> = Vec::new();
        let mut places = Vec::with_capacity(complex.len());
        let mut numbers = 0;
        for simplex in 0..complex.len() {
            let dimension = complex.dimension_of(simplex);
            if levels.len() <= dimension {
                levels.resize_with(dimension + 1, Level::default);
            }
            let level = &mut levels[dimension];
            places.push(u32::try_from(level.values.len()).unwrap_or(u32::MAX));
            level.values.push(complex.value_of(simplex));
            level.vertices.extend_from_slice(complex.vertices(simplex));
            level.facets.extend(complex.facets(simplex).iter().map(|&facet| places[facet as usize]));
            numbers += 2 * (dimension + 1);
            monitor.tick(30)?;
        }
        monitor.charge(complex.len() * 12 + numbers * 4)?;
        Ok(Levels { levels })
    }
}
