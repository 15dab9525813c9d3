//! Which simplices of one dimension must be reduced.

use rustc_hash::FxHashMap;

use crate::control::Monitor;
use crate::engine::cofacets::Cofacets;
use crate::engine::graph::{Graph, Neighbour};
use crate::engine::packing::{VERTICES_MAX, Word};
use crate::error::Error;

/// The columns of one dimension, youngest first, and how many simplices were looked at.
pub(crate) struct Columns<W> {
    pub(crate) names: Vec<W>,
    pub(crate) simplices: u64,
}

/// Walks the cliques of one size depth first, and keeps those that are neither cleared nor in an apparent pair.
///
/// Only the walk itself and what it keeps take memory: no list of all simplices is made.
pub(crate) fn columns<G: Graph, W: Word>(
    cofacets: &Cofacets<'_, G>,
    cleared: &FxHashMap<W, u32>,
    monitor: &mut Monitor<'_>,
) -> Result<Columns<W>, Error> {
    let size = cofacets.lower.vertices;
    let mut walk = Walk {
        cofacets,
        cleared,
        clique: [0; VERTICES_MAX],
        levels: vec![Vec::new(); size - 1],
        names: Vec::new(),
        simplices: 0,
    };
    let points = cofacets.graph.points();
    for first in 0..points {
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let vertex = first as u32;
        walk.clique[0] = vertex;
        cofacets.graph.neighbours_after(vertex, &mut walk.levels[0]);
        walk.descend(1, 0, monitor)?;
        // Of all cliques, those that start behind `first` are about this power of the points left.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_possible_wrap,
            reason = "at most VERTICES_MAX"
        )]
        let left = (1.0 - (first + 1) as f64 / points as f64).powi(size as i32);
        monitor.advance(1.0 - left);
    }
    let Walk { mut names, simplices, .. } = walk;
    crate::engine::sort::sort(&mut names, monitor)?;
    names.reverse();
    Ok(Columns { names, simplices })
}

struct Walk<'a, 'g, G, W> {
    cofacets: &'a Cofacets<'g, G>,
    cleared: &'a FxHashMap<W, u32>,
    clique: [u32; VERTICES_MAX],
    /// For each length of the clique so far, the vertices next to all of it.
    levels: Vec<Vec<Neighbour>>,
    names: Vec<W>,
    simplices: u64,
}

impl<G: Graph, W: Word> Walk<'_, '_, G, W> {
    /// Extends the clique of `length` vertices and the given rank in every way.
    fn descend(&mut self, length: usize, rank: u32, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let size = self.cofacets.lower.vertices;
        let candidates = std::mem::take(&mut self.levels[length - 1]);
        let mut result = monitor.tick(10);
        for (at, &Neighbour { vertex, rank: to_vertex }) in candidates.iter().enumerate() {
            if result.is_err() {
                break;
            }
            self.clique[length] = vertex;
            let rank = rank.max(to_vertex);
            if length + 1 == size {
                result = self.examine(rank, monitor);
            } else {
                self.cofacets.graph.restrict(vertex, &candidates[at + 1..], &mut self.levels[length]);
                result = self.descend(length + 1, rank, monitor);
            }
        }
        self.levels[length - 1] = candidates;
        result
    }

    /// Keeps the simplex if nothing shows that it needs no reduction.
    fn examine(&mut self, rank: u32, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        self.simplices += 1;
        monitor.simplices_done += 1;
        monitor.tick(60)?;
        let clique = &self.clique[..self.cofacets.lower.vertices];
        // An edge and a vertex never have one rank: only larger simplices can have an apparent facet.
        if self.cofacets.has_apparent_cofacet(clique, rank)
            || (clique.len() > 2 && self.cofacets.apparent_facet(clique, rank).is_some())
        {
            return Ok(());
        }
        let name = self.cofacets.lower.pack(rank, clique);
        if !self.cleared.contains_key(&name) {
            monitor.charge(size_of::<W>())?;
            self.names.push(name);
        }
        Ok(())
    }
}
