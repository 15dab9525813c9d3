//! The cliques of a graph, written out as a complex.

use crate::control::Monitor;
use crate::engine::complex::{Complex, Simplices};
use crate::engine::graph::{Graph, Neighbour, SparseGraph};
use crate::error::Error;

/// Lists all simplices up to `dimension` of the flag complex of `graph`: a vertex enters at `birth`, another simplex
/// with its edge of the highest rank, at `length` of that. A vertex whose birth is infinite never enters.
///
/// Cost: time and memory grow with the number of simplices, which is why the other engines do not list them.
pub(crate) fn complex(
    graph: &SparseGraph,
    dimension: usize,
    birth: impl Fn(u32) -> f64,
    length: impl Fn(u32) -> f64,
    monitor: &mut Monitor<'_>,
) -> Result<Complex, Error> {
    let mut simplices = Simplices::default();
    #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
    let points = graph.points() as u32;
    for first in 0..points {
        let birth = birth(first);
        if birth == f64::INFINITY {
            continue;
        }
        simplices.add(&[first], birth, monitor)?;
        walk_behind(graph, first, dimension, |clique, rank| {
            simplices.add(clique, length(rank), monitor)?;
            Ok(true)
        })?;
    }
    Complex::sorted(simplices, monitor)
}

/// As [`walk`], through a graph without directions: the vertices of a clique ascend.
pub(crate) fn walk_behind(
    graph: &SparseGraph,
    first: u32,
    dimension: usize,
    visit: impl FnMut(&[u32], u32) -> Result<bool, Error>,
) -> Result<(), Error> {
    let mut after = Vec::new();
    graph.neighbours_after(first, &mut after);
    let behind = |vertex: u32, candidates: &[Neighbour], at: usize, found: &mut Vec<Neighbour>| {
        graph.restrict(vertex, &candidates[at + 1..], found);
    };
    walk(first, after, dimension, behind, visit)
}

/// Visits every clique of two to `dimension` + 1 vertices that begins with `first`, with its highest rank.
/// `candidates` are the vertices that may come next, with their ranks; `restrict` fills the list behind the vertex at
/// a place of another; `visit` says whether longer cliques are wanted.
///
/// The walk keeps a list for each vertex of the clique and does not recurse: cliques may be as long as memory allows.
pub(crate) fn walk(
    first: u32,
    candidates: Vec<Neighbour>,
    dimension: usize,
    mut restrict: impl FnMut(u32, &[Neighbour], usize, &mut Vec<Neighbour>),
    mut visit: impl FnMut(&[u32], u32) -> Result<bool, Error>,
) -> Result<(), Error> {
    let mut clique = vec![first];
    let mut levels = vec![Level { candidates, at: 0, rank: 0 }];
    if dimension == 0 {
        return Ok(());
    }
    while let Some(level) = levels.last_mut() {
        let Some(&Neighbour { vertex, rank }) = level.candidates.get(level.at) else {
            levels.pop();
            clique.pop();
            continue;
        };
        let rank = rank.max(level.rank);
        clique.push(vertex);
        let goes_on = visit(&clique, rank)?;
        level.at += 1;
        if clique.len() > dimension || !goes_on {
            clique.pop();
            continue;
        }
        let mut next = Vec::new();
        restrict(vertex, &level.candidates, level.at - 1, &mut next);
        levels.push(Level { candidates: next, at: 0, rank });
    }
    Ok(())
}

/// The vertices that may follow a clique, and how far they were tried.
struct Level {
    candidates: Vec<Neighbour>,
    at: usize,
    /// The highest rank in the clique.
    rank: u32,
}
