//! Dimension one of a dense graph: a sweep over the edges, with almost no triangles.

use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::control::Monitor;
use crate::diagram::{DimensionStats, Interval};
use crate::engine::edges::{Edges, RankedEdge};
use crate::engine::graph::{DenseGraph, Graph, NO_EDGE};
use crate::error::Error;

/// Ranks compared together; the compiler turns a block into vector code.
const LANES: usize = 16;

/// The barcode of dimension one, and the triangles that end a class: the rank of the longest edge, and the vertex
/// opposite to it.
pub(crate) struct Loops {
    pub(crate) intervals: Vec<Interval>,
    pub(crate) killers: Vec<(u32, u32)>,
    pub(crate) stats: DimensionStats,
}

/// Sweeps the edges, shortest first.
///
/// The *lune* of an edge holds the vertices that are joined to both its ends by shorter edges: each makes a triangle
/// that enters with the edge. Two such triangles whose vertices are joined by a shorter edge differ by a boundary
/// that is already there, so one triangle for each connected component of the lune is enough. The first fills the
/// loop that the edge closes; only those for further components are reduced, and there are few. An edge with an
/// empty lune that joins no components begins a class.
///
/// A triangle is reduced as a loop of edges: its longest edge gives way to the two other edges of a triangle in its
/// own lune, until the longest edge is one that began a class. The column of an edge that is filled at once is
/// never stored.
///
/// Cost: one intersection of two rows of bits an edge, and the loops; memory is a bit a pair of vertices, four bytes
/// an edge, and the loops.
/// Source: Koyama, Memoli, Robins, Turner, "Faster computation of degree-1 persistent homology using the reduced
/// Vietoris-Rips filtration", arXiv:2307.16333. The smallest vertex of each component is taken, which is the
/// triangle that the order of simplices pairs, so that the dimension above can be cleared by it.
pub(crate) fn loops(
    graph: &DenseGraph,
    edges: &Edges,
    merging: &[u32],
    monitor: &mut Monitor<'_>,
) -> Result<Loops, Error> {
    let mut sweep = Sweep::new(graph, edges, monitor)?;
    let mut merging = merging.iter().copied().peekable();
    let mut others = Vec::new();
    for edge in edges.iter() {
        let merges = merging.next_if_eq(&edge.rank).is_some();
        match sweep.lune(edge, &mut others, monitor)? {
            Some(first) => {
                for &other in &others {
                    sweep.fill(edge, first, other, monitor)?;
                }
            }
            None if !merges => {
                sweep.classes.insert(edge.rank, None);
                sweep.alive += 1;
                monitor.charge(size_of::<(u32, Option<usize>)>())?;
            }
            None => {}
        }
        sweep.join(edge);
        monitor.simplices_done += 1;
        monitor.advance(f64::from(edge.rank) / edges.len() as f64);
    }
    sweep.finish(edges, monitor)
}

struct Sweep<'a> {
    graph: &'a DenseGraph,
    edges: &'a Edges,
    words: usize,
    /// A row of bits a vertex: to whom it is joined so far.
    joined: Vec<u64>,
    /// What is left of a lune while its components are found, and the vertices seen from which to go on.
    unseen: Vec<u64>,
    frontier: Vec<u64>,
    /// Classes begun and not ended.
    alive: usize,
    /// The edges that began a class, and the loop that ended it.
    classes: FxHashMap<u32, Option<usize>>,
    /// Loops that ended a class, without their longest edges, one behind the other.
    kept: Vec<u32>,
    /// Where each loop starts; one more at the end.
    starts: Vec<usize>,
    /// For edges that were replaced once: one more than the vertex through which.
    detours: Vec<u32>,
    sum: BinaryHeap<u32>,
    intervals: Vec<Interval>,
    killers: Vec<(u32, u32)>,
    columns: u64,
    additions: u64,
}

impl<'a> Sweep<'a> {
    fn new(graph: &'a DenseGraph, edges: &'a Edges, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let words = graph.points().div_ceil(64);
        monitor.charge(Self::own_bytes(graph, edges))?;
        Ok(Sweep {
            graph,
            edges,
            words,
            joined: vec![0; graph.points() * words],
            unseen: vec![0; words],
            frontier: vec![0; words],
            alive: 0,
            classes: FxHashMap::default(),
            kept: Vec::new(),
            starts: vec![0],
            detours: vec![0; edges.len()],
            sum: BinaryHeap::new(),
            intervals: Vec::new(),
            killers: Vec::new(),
            columns: 0,
            additions: 0,
        })
    }

    fn own_bytes(graph: &DenseGraph, edges: &Edges) -> usize {
        graph.points() * graph.points().div_ceil(64) * 8 + edges.len() * size_of::<u32>()
    }

    /// The smallest vertex of the first component of the lune of `edge`, and those of the others in `others`;
    /// nothing if the lune is empty. While no class is alive every loop is filled, and other components do not count.
    fn lune(
        &mut self,
        edge: RankedEdge,
        others: &mut Vec<u32>,
        monitor: &mut Monitor<'_>,
    ) -> Result<Option<u32>, Error> {
        others.clear();
        monitor.tick(self.words)?;
        let [low, high] = [edge.low, edge.high].map(|vertex| row_of(&self.joined, self.words, vertex));
        if self.alive == 0 {
            return Ok(first_bit(low.iter().zip(high).map(|(a, b)| a & b)));
        }
        for (unseen, (a, b)) in self.unseen.iter_mut().zip(low.iter().zip(high)) {
            *unseen = a & b;
        }
        let Some(first) = first_bit(self.unseen.iter().copied()) else { return Ok(None) };
        self.see_component(first, monitor)?;
        while let Some(next) = first_bit(self.unseen.iter().copied()) {
            others.push(next);
            self.see_component(next, monitor)?;
        }
        Ok(Some(first))
    }

    /// Takes the component of `from` out of what is unseen, or stops early once nothing is left.
    fn see_component(&mut self, from: u32, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        self.unseen[from as usize / 64] &= !(1 << (from % 64));
        self.frontier.fill(0);
        let mut next = Some(from);
        while let Some(vertex) = next {
            self.frontier[vertex as usize / 64] &= !(1 << (vertex % 64));
            let row = &self.joined[vertex as usize * self.words..][..self.words];
            let mut left = 0;
            for ((unseen, frontier), joined) in self.unseen.iter_mut().zip(&mut self.frontier).zip(row) {
                let reached = *unseen & joined;
                *unseen ^= reached;
                *frontier |= reached;
                left |= *unseen;
            }
            monitor.tick(self.words)?;
            if left == 0 {
                break;
            }
            next = first_bit(self.frontier.iter().copied());
        }
        Ok(())
    }

    fn join(&mut self, edge: RankedEdge) {
        for (a, b) in [(edge.low, edge.high), (edge.high, edge.low)] {
            self.joined[a as usize * self.words + b as usize / 64] |= 1 << (b % 64);
        }
    }

    /// Reduces the loop around the triangles of `edge` with `first` and with `other`.
    fn fill(
        &mut self,
        edge: RankedEdge,
        first: u32,
        other: u32,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        self.columns += 1;
        self.sum.clear();
        for corner in [first, other] {
            self.sum.extend([self.graph.rank(edge.low, corner), self.graph.rank(edge.high, corner)]);
        }
        while let Some(longest) = self.pop_longest() {
            self.additions += 1;
            match self.classes.get(&longest) {
                Some(&Some(filled)) => {
                    let entries = &self.kept[self.starts[filled]..self.starts[filled + 1]];
                    self.sum.extend(entries);
                    monitor.tick(100 + entries.len() * 10)?;
                }
                Some(None) => return self.end_class(longest, edge, other, monitor),
                None => {
                    let detour = self.detour(longest);
                    self.sum.extend(detour);
                    monitor.tick(200 + self.graph.points() / 4)?;
                }
            }
        }
        Ok(())
    }

    /// The longest edge that is in the loop an odd number of times.
    fn pop_longest(&mut self) -> Option<u32> {
        loop {
            let longest = self.sum.pop()?;
            if self.sum.peek() != Some(&longest) {
                return Some(longest);
            }
            self.sum.pop();
        }
    }

    /// The two other edges of a triangle in the lune of an edge: the triangle whose longer one of them is shortest.
    fn detour(&mut self, rank: u32) -> [u32; 2] {
        let [low, high] = self.edges.vertices(rank);
        let (from_low, from_high) = (self.graph.row(low), self.graph.row(high));
        let known = self.detours[rank as usize];
        let through = if known > 0 { known - 1 } else { nearest(from_low, from_high) };
        self.detours[rank as usize] = through + 1;
        [from_low[through as usize], from_high[through as usize]]
    }

    /// Ends the class that `longest` began, at `edge`.
    fn end_class(
        &mut self,
        longest: u32,
        edge: RankedEdge,
        other: u32,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let before = self.kept.len();
        while let Some(rank) = self.pop_longest() {
            self.kept.push(rank);
        }
        monitor.charge((self.kept.len() - before) * size_of::<u32>())?;
        monitor.tick((self.kept.len() - before) * 20)?;
        self.classes.insert(longest, Some(self.starts.len() - 1));
        self.starts.push(self.kept.len());
        self.killers.push((edge.rank, other));
        self.alive -= 1;
        let (birth, death) = (self.edges.length(longest), self.edges.length(edge.rank));
        self.intervals.push(Interval { birth, death });
        Ok(())
    }

    fn finish(mut self, edges: &Edges, monitor: &mut Monitor<'_>) -> Result<Loops, Error> {
        let endless = self.classes.iter().filter(|(_, filled)| filled.is_none());
        let essential =
            endless.map(|(&rank, _)| Interval { birth: edges.length(rank), death: f64::INFINITY });
        self.intervals.extend(essential);
        monitor.release(Self::own_bytes(self.graph, edges) + self.kept.len() * size_of::<u32>());
        monitor.check()?;
        let stats = DimensionStats {
            simplices: edges.len() as u64,
            columns: self.columns,
            additions: self.additions,
        };
        Ok(Loops { intervals: self.intervals, killers: self.killers, stats })
    }
}

fn row_of(rows: &[u64], words: usize, vertex: u32) -> &[u64] {
    &rows[vertex as usize * words..][..words]
}

/// The place of the lowest bit that is set.
fn first_bit(mut words: impl Iterator<Item = u64>) -> Option<u32> {
    let mut passed = 0;
    let bits = words.find(|&bits| {
        passed += u64::BITS;
        bits != 0
    })?;
    Some(passed - u64::BITS + bits.trailing_zeros())
}

/// The place where the larger one of two ranks is smallest, the first one of those.
fn nearest(a: &[u32], b: &[u32]) -> u32 {
    let mut least = [NO_EDGE.cast_signed(); LANES];
    for (a, b) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for ((least, a), b) in least.iter_mut().zip(a).zip(b) {
            *least = (*least).min(a.cast_signed().max(b.cast_signed()));
        }
    }
    let least = least.into_iter().fold(NO_EDGE.cast_signed(), i32::min).cast_unsigned();
    let place = a.iter().zip(b).position(|(&a, &b)| a.max(b) == least);
    #[expect(clippy::cast_possible_truncation, reason = "a vertex")]
    place.map_or(0, |place| place as u32)
}
