//! Pairs and cocycles: the coboundary matrix, reduced a dimension at a time.

use super::Pair;
use super::sum::{Columns, Sum};
use crate::control::Monitor;
use crate::diagram::{Chains, DimensionStats};
use crate::engine::complex::Complex;
use crate::error::Error;
use crate::field::Field;
use crate::filtration::Filtration;
use crate::settings::Settings;

/// Marks a simplex that nobody has paired.
const FREE: u32 = u32::MAX;

pub(super) struct Cohomology<'a> {
    complex: &'a Complex,
    field: Field,
    coboundary: Coboundary,
    /// For each simplex that kills: the number of the column that has it as pivot, in its dimension.
    owner: Vec<u32>,
}

impl<'a> Cohomology<'a> {
    pub(super) fn new(complex: &'a Complex, field: Field, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let coboundary = Coboundary::new(complex, monitor)?;
        monitor.charge(complex.len() * size_of::<u32>())?;
        Ok(Cohomology { complex, field, coboundary, owner: vec![FREE; complex.len()] })
    }

    /// The pairs of one dimension, births youngest first, after those of the dimension below. Cocycles are written
    /// in the same order.
    pub(super) fn reduce(
        &mut self,
        dimension: usize,
        mut cocycles: Option<&mut Chains>,
        settings: &Settings,
        monitor: &mut Monitor<'_>,
    ) -> Result<(Vec<Pair>, DimensionStats), Error> {
        let mut pairs = Vec::new();
        let mut stats = DimensionStats::default();
        let (mut reduced, mut matrix) = (Columns::new(), Columns::new());
        let mut charged_bytes = 0;
        for simplex in (0..self.complex.len()).rev() {
            monitor.tick(2)?;
            if self.complex.dimension_of(simplex) != dimension {
                continue;
            }
            stats.simplices += 1;
            if self.owner[simplex] != FREE {
                continue;
            }
            stats.columns += 1;
            let mut column = Column { coboundary: Sum::default(), cochain: Sum::default() };
            #[expect(clippy::cast_possible_truncation, reason = "the number of simplices is checked")]
            let birth = simplex as u32;
            column.cochain.push(birth, self.field.one());
            self.coboundary.add(simplex, self.field, &mut column.coboundary);
            let pivot = self.reduce_column(&mut column, &reduced, &matrix, settings, &mut stats, monitor)?;
            let cochain: Vec<_> = column.cochain.drain(self.field).collect();
            if let Some(chains) = cocycles.as_deref_mut() {
                for term in &cochain {
                    chains.push_term(self.complex.vertices(term.key as usize), term.coefficient);
                }
                chains.end_chain();
            }
            if let Some(pivot) = pivot {
                self.owner[!pivot.key as usize] = u32::try_from(reduced.len()).unwrap_or(FREE - 1);
                let bytes = reduced.keep(std::iter::once(pivot).chain(column.coboundary.drain(self.field)))
                    + matrix.keep(cochain.into_iter().filter(|_| settings.cocycles));
                monitor.charge(bytes)?;
                charged_bytes += bytes;
            }
            pairs.push(Pair { birth, death: pivot.map(|pivot| !pivot.key) });
        }
        monitor.release(charged_bytes);
        Ok((pairs, stats))
    }

    /// Adds earlier columns until the pivot is nobody's; nothing if the column becomes zero.
    fn reduce_column(
        &self,
        column: &mut Column,
        reduced: &Columns,
        matrix: &Columns,
        settings: &Settings,
        stats: &mut DimensionStats,
        monitor: &mut Monitor<'_>,
    ) -> Result<Option<super::sum::Term>, Error> {
        let field = self.field;
        while let Some(pivot) = column.coboundary.pop(field) {
            let owner = self.owner[!pivot.key as usize];
            if owner == FREE {
                return Ok(Some(pivot));
            }
            let other = reduced.get(owner as usize);
            let factor = field.negate(field.multiply(pivot.coefficient, field.invert(other[0].coefficient)));
            for term in &other[1..] {
                column.coboundary.push(term.key, field.multiply(factor, term.coefficient));
            }
            if settings.cocycles {
                for term in matrix.get(owner as usize) {
                    column.cochain.push(term.key, field.multiply(factor, term.coefficient));
                }
            }
            stats.additions += 1;
            monitor.tick(other.len() * 20 + 20)?;
        }
        Ok(None)
    }
}

/// A column being reduced, and the combination of simplices that it is the coboundary of.
struct Column {
    /// Keys are complements of simplices: the oldest simplex is the pivot.
    coboundary: Sum,
    cochain: Sum,
}

/// The cofacets of every simplex, with the place of the vertex that comes in.
struct Coboundary {
    starts: Vec<usize>,
    /// Twice the cofacet, and one more where the sign is minus.
    cofacets: Vec<u32>,
}

impl Coboundary {
    fn new(complex: &Complex, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let mut starts = vec![0_usize; complex.len() + 1];
        let all = |complex: &Complex| (0..complex.len()).map(|s| complex.facets(s).len()).sum::<usize>();
        let count = all(complex);
        monitor.charge(starts.len() * size_of::<usize>() * 2 + count * size_of::<u32>())?;
        for simplex in 0..complex.len() {
            complex.facets(simplex).iter().for_each(|&facet| starts[facet as usize] += 1);
            monitor.tick(10)?;
        }
        let mut start = 0;
        for slot in &mut starts {
            start += std::mem::replace(slot, start);
        }
        let mut next = starts.clone();
        let mut cofacets = vec![0; count];
        for simplex in 0..complex.len() {
            for (place, &facet) in complex.facets(simplex).iter().enumerate() {
                #[expect(clippy::cast_possible_truncation, reason = "the number of simplices is checked")]
                let entry = (simplex as u32) << 1 | u32::from(!place.is_multiple_of(2));
                cofacets[next[facet as usize]] = entry;
                next[facet as usize] += 1;
            }
            monitor.tick(20)?;
        }
        monitor.release(starts.len() * size_of::<usize>());
        Ok(Coboundary { starts, cofacets })
    }

    fn add(&self, simplex: usize, field: Field, sum: &mut Sum) {
        for &entry in &self.cofacets[self.starts[simplex]..self.starts[simplex + 1]] {
            sum.push(!(entry >> 1), field.sign(entry as usize));
        }
    }
}
