//! Cycles: the boundaries of the simplices that end a class, reduced in order of entry.

use rustc_hash::FxHashMap;

use crate::control::Monitor;
use crate::engine::chain_sum::{ChainSum, Youngest};
use crate::engine::coefficients::Coefficients;
use crate::engine::cofacets::Cofacets;
use crate::engine::cohomology::Terms;
use crate::engine::graph::Graph;
use crate::engine::packing::{Vertices, Word};
use crate::error::Error;

/// Reduces boundaries of one dimension over the one below. Only simplices that cohomology has told to end a class are
/// reduced at all, and apparent pairs not even then: the boundary of an apparent cofacet is reduced as it is.
///
/// Invariant: the columns done have pivots, their youngest facets, that no two share. A reduced boundary is a cycle
/// that is born with its pivot, and a boundary once its simplex has entered.
/// Source: Čufar and Virk, "Fast computation of persistent homology representatives with involuted persistent
/// homology", arXiv:2105.03629.
pub(crate) struct Homology<'a, 'g, G, W> {
    cofacets: &'a Cofacets<'g, G>,
    coefficients: Coefficients,
    /// The column that has each facet as its pivot.
    owner: FxHashMap<W, u32>,
    /// Reduced boundaries, pivot first.
    reduced: Terms<W>,
    /// The simplices whose boundaries were added up to each, if wanted.
    combinations: Option<Terms<W>>,
    charged_bytes: usize,
}

impl<'a, 'g, G: Graph, W: Word> Homology<'a, 'g, G, W> {
    pub(crate) fn new(
        cofacets: &'a Cofacets<'g, G>,
        coefficients: Coefficients,
        with_combinations: bool,
    ) -> Self {
        Homology {
            cofacets,
            coefficients,
            owner: FxHashMap::default(),
            reduced: Terms::new(),
            combinations: with_combinations.then(Terms::new),
            charged_bytes: 0,
        }
    }

    /// Reduces the boundary of a simplex that ends a class, younger than all before, and returns the cycle.
    pub(crate) fn add(&mut self, simplex: W, monitor: &mut Monitor<'_>) -> Result<&[W], Error> {
        let (boundary, combination) = self.reduce(simplex, monitor)?;
        let column = self.owner.len();
        if let Some(&pivot) = boundary.first() {
            let bytes = size_of::<(W, u32)>() * 2;
            monitor.charge(bytes)?;
            self.charged_bytes += bytes;
            #[expect(clippy::cast_possible_truncation, reason = "as many columns do not fit in memory")]
            self.owner.insert(self.coefficients.name(pivot), column as u32);
            self.reduced.keep(boundary.into_iter(), monitor)?;
            if let Some(combinations) = &mut self.combinations {
                combinations.keep(combination.into_iter(), monitor)?;
            }
            return Ok(self.reduced.get(column));
        }
        Ok(&[])
    }

    /// The combination with the boundary zero that begins with `simplex`, which ends no class.
    pub(crate) fn cycle(&self, simplex: W, monitor: &mut Monitor<'_>) -> Result<Vec<W>, Error> {
        Ok(self.reduce(simplex, monitor)?.1)
    }

    /// Gives back what was charged.
    pub(crate) fn release(self, monitor: &mut Monitor<'_>) {
        let combinations = self.combinations.as_ref().map_or(0, Terms::bytes);
        monitor.release(self.charged_bytes + self.reduced.bytes() + combinations);
    }

    /// The reduced boundary of a simplex, youngest facet first, and the simplices that were combined.
    fn reduce(&self, simplex: W, monitor: &mut Monitor<'_>) -> Result<(Vec<W>, Vec<W>), Error> {
        let coefficients = self.coefficients;
        let field = coefficients.field;
        let mut sum: ChainSum<W, Youngest<W>> = ChainSum::new(coefficients);
        let mut combination: ChainSum<W, Youngest<W>> = ChainSum::new(coefficients);
        let mut boundary = Vec::new();
        let vertices = self.cofacets.upper.unpack(simplex);
        self.push_boundary(vertices.as_slice(), None, 1, &mut sum);
        combination.push(simplex, 1);
        while let Some((pivot, coefficient)) = sum.pop() {
            if let Some(&owner) = self.owner.get(&pivot) {
                let other = self.reduced.get(owner as usize);
                let factor = coefficients.cancelling(coefficient, coefficients.coefficient(other[0]));
                push_multiple(coefficients, &other[1..], factor, &mut sum);
                if let Some(combinations) = &self.combinations {
                    push_multiple(coefficients, combinations.get(owner as usize), factor, &mut combination);
                }
                monitor.tick(100 + other.len() * 30)?;
            } else if let Some((cofacet, place)) = self.apparent_cofacet(pivot) {
                let factor = coefficients.cancelling(coefficient, field.sign(place));
                self.push_boundary(cofacet.as_slice(), Some(place), factor, &mut sum);
                if self.combinations.is_some() {
                    let rank = self.cofacets.lower.rank(pivot);
                    combination.push(self.cofacets.upper.pack(rank, cofacet.as_slice()), factor);
                }
                monitor.tick(500)?;
            } else {
                boundary.push(coefficients.term(pivot, coefficient));
                break;
            }
            sum.compact(monitor)?;
            combination.compact(monitor)?;
        }
        drain(coefficients, &mut sum, &mut boundary, monitor)?;
        let mut combined = Vec::new();
        drain(coefficients, &mut combination, &mut combined, monitor)?;
        monitor.release(sum.charged_bytes() + combination.charged_bytes());
        Ok((boundary, combined))
    }

    /// Adds a multiple of a boundary, without the facet at the place of a vertex if there is one.
    fn push_boundary(
        &self,
        simplex: &[u32],
        without: Option<usize>,
        factor: u32,
        sum: &mut ChainSum<W, Youngest<W>>,
    ) {
        let field = self.coefficients.field;
        for place in (0..simplex.len()).filter(|&place| Some(place) != without) {
            let facet = Vertices::without(simplex, place);
            let rank = rank_of(self.cofacets.graph, facet.as_slice());
            let name = self.cofacets.lower.pack(rank, facet.as_slice());
            sum.push(name, field.multiply(factor, field.sign(place)));
        }
    }

    /// The cofacet with which a simplex makes an apparent pair. A vertex, which has no edge of its rank, makes none.
    fn apparent_cofacet(&self, name: W) -> Option<(Vertices, usize)> {
        if self.cofacets.lower.vertices == 1 {
            return None;
        }
        let vertices = self.cofacets.lower.unpack(name);
        self.cofacets.apparent_cofacet(vertices.as_slice(), self.cofacets.lower.rank(name))
    }
}

/// The rank of the longest edge of a clique; zero for a vertex.
fn rank_of(graph: &impl Graph, clique: &[u32]) -> u32 {
    let mut longest = 0;
    for (at, &high) in clique.iter().enumerate() {
        for &low in &clique[..at] {
            longest = longest.max(graph.rank(low, high));
        }
    }
    longest
}

fn push_multiple<W: Word>(
    coefficients: Coefficients,
    terms: &[W],
    factor: u32,
    sum: &mut ChainSum<W, Youngest<W>>,
) {
    for &term in terms {
        let coefficient = coefficients.field.multiply(factor, coefficients.coefficient(term));
        sum.push(coefficients.name(term), coefficient);
    }
}

fn drain<W: Word>(
    coefficients: Coefficients,
    sum: &mut ChainSum<W, Youngest<W>>,
    into: &mut Vec<W>,
    monitor: &mut Monitor<'_>,
) -> Result<(), Error> {
    while let Some((name, coefficient)) = sum.pop() {
        into.push(coefficients.term(name, coefficient));
        monitor.tick(30)?;
    }
    Ok(())
}
