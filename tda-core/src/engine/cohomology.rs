//! Cohomology over any field, with the pairs and the cocycles, one dimension at a time.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use crate::control::Monitor;
use crate::engine::chain_sum::ChainSum;
use crate::engine::coefficients::Coefficients;
use crate::engine::cofacets::Cofacets;
use crate::engine::graph::Graph;
use crate::engine::packing::Word;
use crate::engine::progress::ColumnProgress;
use crate::engine::sort::sort;
use crate::error::Error;

/// What one dimension came to. Classes are numbered by the columns that were reduced, youngest birth first.
pub(crate) struct Cohomology<W> {
    /// The simplex that ends each class; nothing if none does.
    pub(crate) deaths: Vec<Option<W>>,
    /// The cofacets that end a class: their own columns are zero, and cleared in the dimension above.
    pub(crate) pivots: FxHashMap<W, u32>,
    /// What was added to the simplex that gives birth: with it, the cocycle.
    pub(crate) added: Terms<W>,
    pub(crate) additions: u64,
}

/// Lists of terms, one behind the other.
pub(crate) struct Terms<W> {
    terms: Vec<W>,
    /// Where each list starts; one more at the end.
    starts: Vec<usize>,
}

impl<W: Word> Terms<W> {
    pub(crate) fn new() -> Self {
        Terms { terms: Vec::new(), starts: vec![0] }
    }

    pub(crate) fn get(&self, list: usize) -> &[W] {
        &self.terms[self.starts[list]..self.starts[list + 1]]
    }

    /// Keeps a list, and charges for it.
    pub(crate) fn keep(
        &mut self,
        terms: impl Iterator<Item = W>,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let before = self.terms.len();
        self.terms.extend(terms);
        self.starts.push(self.terms.len());
        monitor.charge((self.terms.len() - before) * size_of::<W>() + size_of::<usize>())
    }

    /// Bytes that were charged.
    pub(crate) fn bytes(&self) -> usize {
        self.terms.len() * size_of::<W>() + (self.starts.len() - 1) * size_of::<usize>()
    }
}

/// Reduces the `columns` of the coboundary matrix, implicitly, as [`reduce`](crate::engine::reduction::reduce) does
/// over Z/2. An apparent pair is one over every field, since an incidence is 1 or -1.
///
/// Invariant: the columns done have pivots that no two share; the cochain of a column, its own simplex and what was
/// added, has a coboundary whose oldest simplex is the pivot: it is a cocycle until that one enters.
/// Cost: cubic in the number of simplices at worst; memory is the cochains and one coboundary at a time.
/// Sources: de Silva, Morozov, Vejdemo-Johansson, "Dualities in persistent (co)homology", Inverse Problems 2011;
/// Bauer, arXiv:1908.02518.
pub(crate) fn cohomology<G: Graph, W: Word>(
    cofacets: &Cofacets<'_, G>,
    coefficients: Coefficients,
    columns: &[W],
    edges: usize,
    monitor: &mut Monitor<'_>,
) -> Result<Cohomology<W>, Error> {
    monitor.charge(columns_bytes::<W>(columns.len()))?;
    let mut reducer = Reducer {
        cofacets,
        coefficients,
        columns,
        pivots: FxHashMap::default(),
        pivot_coefficients: Vec::with_capacity(columns.len()),
        added: Terms::new(),
        sum: ChainSum::new(coefficients),
        additions: 0,
        progress: ColumnProgress::new(columns.len(), edges),
    };
    reducer.pivots.reserve(columns.len());
    let mut deaths = Vec::with_capacity(columns.len());
    for index in 0..columns.len() {
        deaths.push(reducer.reduce_column(index, monitor)?);
        monitor.columns_left = (columns.len() - index - 1) as u64;
    }
    monitor.release(reducer.sum.charged_bytes());
    Ok(Cohomology { deaths, pivots: reducer.pivots, added: reducer.added, additions: reducer.additions })
}

/// Bytes charged for so many columns beside their cochains, until the caller gives them back.
pub(crate) fn columns_bytes<W: Word>(columns: usize) -> usize {
    columns * (8 * (size_of::<(W, u32)>() + 1) / 7 + size_of::<Option<W>>() + size_of::<u32>())
}

struct Reducer<'a, 'g, G, W> {
    cofacets: &'a Cofacets<'g, G>,
    coefficients: Coefficients,
    columns: &'a [W],
    /// The column that owns each pivot.
    pivots: FxHashMap<W, u32>,
    /// The coefficient of the pivot of each column; one for a column that is zero.
    pivot_coefficients: Vec<u32>,
    added: Terms<W>,
    /// The coboundary of the present column.
    sum: ChainSum<W, Reverse<W>>,
    additions: u64,
    progress: ColumnProgress,
}

impl<G: Graph, W: Word> Reducer<'_, '_, G, W> {
    /// Reduces one column and returns its pivot; nothing if the column became zero.
    fn reduce_column(&mut self, index: usize, monitor: &mut Monitor<'_>) -> Result<Option<W>, Error> {
        self.sum.clear();
        let mut added: Vec<W> = Vec::new();
        let birth = self.cofacets.lower.rank(self.columns[index]);
        self.progress.begin_column(index, birth, monitor.seconds());
        let mut pivot = self.first_pivot(self.columns[index], monitor)?;
        while let Some((candidate, coefficient)) = pivot {
            if let Some(&owner) = self.pivots.get(&candidate) {
                let factor =
                    self.coefficients.cancelling(coefficient, self.pivot_coefficients[owner as usize]);
                self.sum.push(candidate, coefficient);
                self.add_column(owner as usize, factor, &mut added, monitor)?;
            } else if let Some((facet, place)) = self.apparent_facet(candidate) {
                let sign = self.coefficients.field.sign(place);
                let factor = self.coefficients.cancelling(coefficient, sign);
                self.sum.push(candidate, coefficient);
                self.add_simplex(facet, factor, &mut added, monitor)?;
            } else {
                #[expect(clippy::cast_possible_truncation, reason = "as many columns do not fit in memory")]
                self.pivots.insert(candidate, index as u32);
                break;
            }
            pivot = self.sum.pop();
            monitor.advance(self.progress.at(self.cofacets.upper.rank(candidate), monitor.seconds()));
        }
        self.pivot_coefficients.push(pivot.map_or(1, |(_, coefficient)| coefficient));
        sort(&mut added, monitor)?;
        self.coefficients.collect(&mut added);
        monitor.release(added.capacity() * size_of::<W>());
        self.added.keep(added.into_iter(), monitor)?;
        Ok(pivot.map(|(name, _)| name))
    }

    /// Enumerates the coboundary of the column's own simplex, and returns its pivot. Stops at once at an emergent
    /// pair: a cofacet of the same rank is the oldest there can be, and nobody owns it.
    fn first_pivot(&mut self, simplex: W, monitor: &mut Monitor<'_>) -> Result<Option<(W, u32)>, Error> {
        let own_rank = self.cofacets.lower.rank(simplex);
        let mut terms = Vec::new();
        let mut may_emerge = true;
        let field = self.coefficients.field;
        let emergent = self.cofacets.visit_placed(simplex, |cofacet, rank, place| {
            let sign = field.sign(place);
            if may_emerge && rank == own_rank {
                may_emerge = false;
                if !self.pivots.contains_key(&cofacet) && self.apparent_facet(cofacet).is_none() {
                    return ControlFlow::Break((cofacet, sign));
                }
            }
            terms.push(self.coefficients.term(cofacet, sign));
            ControlFlow::Continue(())
        });
        monitor.tick(100 + terms.len() * 4)?;
        if let ControlFlow::Break(pivot) = emergent {
            return Ok(Some(pivot));
        }
        self.sum.extend(&mut terms);
        self.sum.compact(monitor)?;
        Ok(self.sum.pop())
    }

    /// Adds a multiple of the column at `owner`: its own simplex and what was added to it.
    fn add_column(
        &mut self,
        owner: usize,
        factor: u32,
        added: &mut Vec<W>,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        self.add_simplex(self.columns[owner], factor, added, monitor)?;
        for at in 0..self.added.get(owner).len() {
            let term = self.added.get(owner)[at];
            let coefficient = self.coefficients.field.multiply(factor, self.coefficients.coefficient(term));
            self.add_simplex(self.coefficients.name(term), coefficient, added, monitor)?;
        }
        Ok(())
    }

    /// Adds a multiple of the coboundary of one simplex.
    fn add_simplex(
        &mut self,
        simplex: W,
        factor: u32,
        added: &mut Vec<W>,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        self.additions += 1;
        let before = added.capacity();
        added.push(self.coefficients.term(simplex, factor));
        monitor.charge((added.capacity() - before) * size_of::<W>())?;
        let mut found = 0;
        let field = self.coefficients.field;
        let _: ControlFlow<()> = self.cofacets.visit_placed(simplex, |cofacet, _, place| {
            self.sum.push(cofacet, field.multiply(factor, field.sign(place)));
            found += 1;
            ControlFlow::Continue(())
        });
        monitor.tick(100 + found * 30)?;
        self.sum.compact(monitor)
    }

    /// The facet whose column would have `cofacet` as its pivot without any reduction, and the place of the vertex
    /// that it lacks.
    fn apparent_facet(&self, cofacet: W) -> Option<(W, usize)> {
        let vertices = self.cofacets.upper.unpack(cofacet);
        let rank = self.cofacets.upper.rank(cofacet);
        let place = self.cofacets.apparent_facet(vertices.as_slice(), rank)?;
        Some((self.cofacets.facet_name(vertices.as_slice(), rank, place), place))
    }
}
