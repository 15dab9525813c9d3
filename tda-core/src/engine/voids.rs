//! Dimension two of a dense graph: a sweep over the edges, without lists of triangles or tetrahedra.

mod surfaces;

use std::collections::{BTreeSet, BinaryHeap};

use rustc_hash::FxHashMap;

use crate::control::Monitor;
use crate::diagram::{DimensionStats, Interval};
use crate::engine::edges::{Edges, RankedEdge};
use crate::engine::graph::{DenseGraph, Graph};
use crate::engine::rows::{BLOCK_BITS, Block, EMPTY, Rows, covers, first_bit, has, word_of};
use crate::error::Error;

/// The barcode of dimension two.
pub(crate) struct Voids {
    pub(crate) intervals: Vec<Interval>,
    pub(crate) stats: DimensionStats,
}

/// Sweeps the edges, shortest first.
///
/// What enters with an edge is its join with every simplex of its *link*: the flag complex of the vertices that are
/// joined to both its ends by shorter edges. So an edge changes the homology by that of its link, and one whose link
/// is a cone changes nothing. Each component of the link but the first gives one triangle that ends a class of
/// dimension one (those are known) or begins one of dimension two.
///
/// The vertices of a link are taken in an order: a center and its neighbours, then the others one after the other.
/// Each of those is joined to what was taken before by its lower link, and each component of the lower link but the
/// first gives one tetrahedron. Only those are reduced, while a class is alive.
///
/// A tetrahedron is reduced as a surface of triangles, those of the longest edge at once: each triangle slides over
/// a tetrahedron to the next vertex on the way to the root of its component of the link, leaving two triangles with
/// shorter edges behind. What is left at a root is a class that began there.
///
/// Invariant: the surface is closed, so an even number of its triangles is at the roots of each link, the youngest of
/// which began a class.
/// Cost: some intersections of rows of bits an edge, and the surfaces; memory is a bit a pair of vertices, eight bytes
/// an edge, and the surfaces.
/// Sources: Koyama, Memoli, Robins, Turner, arXiv:2307.16333 (one triangle for each component of a link); the same,
/// arXiv:2412.07805 (a discrete gradient for each edge); Bauer, arXiv:1908.02518 (the order of simplices).
pub(crate) fn voids(
    graph: &DenseGraph,
    edges: &Edges,
    killers: &[(u32, u32)],
    monitor: &mut Monitor<'_>,
) -> Result<Voids, Error> {
    let bytes = Sweep::own_bytes(graph, edges);
    monitor.charge(bytes)?;
    let mut sweep = Sweep::new(graph, edges);
    let mut killers = killers.iter().copied().peekable();
    let mut ending = Vec::new();
    for edge in edges.iter() {
        ending.clear();
        while let Some((_, vertex)) = killers.next_if(|&(rank, _)| rank <= edge.rank) {
            ending.push(vertex);
        }
        sweep.enter(edge, &ending, monitor)?;
        sweep.joined.join(edge);
        monitor.simplices_done += 1;
        monitor.advance(f64::from(edge.rank) / edges.len() as f64);
    }
    sweep.finish(bytes, monitor)
}

/// The next vertex on the way of `vertex` to the root of its component of a link; itself if it is a root.
#[derive(Clone, Copy, Debug)]
struct Way {
    vertex: u32,
    next: u32,
}

/// What a class takes in the table of its state.
const CLASS_BYTES: usize = 24;
/// For the links of no vertex.
const NONE: u32 = u32::MAX;

struct Sweep<'a> {
    graph: &'a DenseGraph,
    edges: &'a Edges,
    /// Closed neighbourhoods so far.
    joined: Rows,
    /// The center of each link, the root of the first component.
    centers: Vec<u32>,
    /// The ways of vertices that are not joined to the center, those of one link ascending by vertex.
    ways: Vec<Way>,
    /// Where the ways in each link start.
    starts: Vec<u32>,
    /// For each vertex, the center of an edge of it.
    hints: Vec<u32>,
    link: Vec<Block>,
    unseen: Vec<Block>,
    lower: Vec<Block>,
    part: Vec<Block>,
    frontier: Vec<u32>,
    /// The tetrahedra of the present edge that must be reduced: two vertices of the link.
    columns: Vec<(u32, u32)>,
    /// The surface that ended a class, by the triangle that began it.
    ended: FxHashMap<u64, usize>,
    /// Triangles that began a class which is alive.
    alive: BTreeSet<u64>,
    /// Surfaces that ended a class, without their youngest triangles, one behind the other.
    kept: Vec<u64>,
    /// Where each surface starts; one more at the end.
    kept_starts: Vec<usize>,
    /// Triangles: the rank of the longest edge, then the vertex opposite to it.
    sum: BinaryHeap<u64>,
    intervals: Vec<Interval>,
    columns_done: u64,
    additions: u64,
}

impl<'a> Sweep<'a> {
    fn own_bytes(graph: &DenseGraph, edges: &Edges) -> usize {
        Rows::size_bytes(graph.points()) + edges.len() * 2 * size_of::<u32>()
    }

    fn new(graph: &'a DenseGraph, edges: &'a Edges) -> Self {
        let joined = Rows::new(graph.points());
        let blank = vec![EMPTY; joined.blocks()];
        Sweep {
            graph,
            edges,
            joined,
            centers: Vec::with_capacity(edges.len()),
            ways: Vec::new(),
            starts: Vec::with_capacity(edges.len()),
            hints: vec![NONE; graph.points()],
            link: blank.clone(),
            unseen: blank.clone(),
            lower: blank.clone(),
            part: blank,
            columns: Vec::new(),
            ended: FxHashMap::default(),
            alive: BTreeSet::new(),
            frontier: Vec::new(),
            kept: Vec::new(),
            kept_starts: vec![0],
            sum: BinaryHeap::new(),
            intervals: Vec::new(),
            columns_done: 0,
            additions: 0,
        }
    }

    /// Looks at the link of an edge. `ending` are the vertices whose triangles end a class of dimension one.
    fn enter(&mut self, edge: RankedEdge, ending: &[u32], monitor: &mut Monitor<'_>) -> Result<(), Error> {
        monitor.tick(20 + 2 * self.joined.blocks())?;
        #[expect(clippy::cast_possible_truncation, reason = "as many do not fit in memory")]
        self.starts.push(self.ways.len() as u32);
        if let Some(center) = self.known_center(edge) {
            self.centers.push(center);
            return Ok(());
        }
        for ((link, a), b) in
            self.link.iter_mut().zip(self.joined.row(edge.low)).zip(self.joined.row(edge.high))
        {
            *link = std::array::from_fn(|word| a[word] & b[word]);
        }
        let Some(first) = first_of(&self.link) else {
            self.centers.push(NONE);
            return Ok(());
        };
        let (center, covers) = self.center(first, monitor)?;
        self.centers.push(center);
        if covers {
            self.hints[edge.low as usize] = center;
            self.hints[edge.high as usize] = center;
            return Ok(());
        }
        self.columns.clear();
        self.order(edge, center, ending, monitor)?;
        if self.alive.is_empty() {
            return Ok(());
        }
        let columns = std::mem::take(&mut self.columns);
        for &(a, b) in &columns {
            self.reduce(edge, a, b, monitor)?;
        }
        self.columns = columns;
        Ok(())
    }

    /// The center of an edge next to this one, if it is joined to all of the link.
    fn known_center(&self, edge: RankedEdge) -> Option<u32> {
        let [low, high] = [edge.low, edge.high].map(|end| self.joined.row(end));
        let hints = [self.hints[edge.low as usize], self.hints[edge.high as usize]];
        hints.into_iter().find(|&hint| {
            hint != NONE && has(low, hint) && has(high, hint) && covers(self.joined.row(hint), low, high)
        })
    }

    /// A vertex in the component of `first`, joined to all of the link if there is one such, or to much of it.
    fn center(&mut self, first: u32, monitor: &mut Monitor<'_>) -> Result<(u32, bool), Error> {
        self.unseen.copy_from_slice(&self.link);
        let (mut best, mut best_missing) = (first, u32::MAX);
        let mut candidate = Some(first);
        while let Some(vertex) = candidate {
            monitor.tick(4 * self.joined.blocks())?;
            let (missing, witness) = missing(&self.link, self.joined.row(vertex));
            let Some(witness) = witness else { return Ok((vertex, true)) };
            if missing < best_missing {
                (best, best_missing) = (vertex, missing);
            }
            clear(&mut self.unseen, vertex);
            intersect(&mut self.unseen, self.joined.row(witness));
            candidate = first_of(&self.unseen);
        }
        Ok((best, false))
    }

    /// Finds the components of the link, the ways in them, and the tetrahedra to reduce.
    fn order(
        &mut self,
        edge: RankedEdge,
        center: u32,
        ending: &[u32],
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let Some(first) = first_of(&self.link) else { return Ok(()) };
        let start = self.ways.len();
        // The part of the link that was taken in order; what is left is in `unseen`.
        let mut root = center;
        let mut with_neighbours = true;
        self.unseen.copy_from_slice(&self.link);
        self.part.fill(EMPTY);
        loop {
            if with_neighbours {
                for ((part, unseen), row) in
                    self.part.iter_mut().zip(&mut self.unseen).zip(self.joined.row(root))
                {
                    let near: Block = std::array::from_fn(|word| unseen[word] & row[word]);
                    *part = std::array::from_fn(|word| part[word] | near[word]);
                    *unseen = std::array::from_fn(|word| unseen[word] & !near[word]);
                }
            } else {
                self.take(root);
                self.ways.push(Way { vertex: root, next: root });
            }
            self.grow(monitor)?;
            if with_neighbours && has(&self.unseen, first) {
                // The center is not in the component of the first vertex, which the order of simplices wants.
                return self.order_again(edge, first, start, ending, monitor);
            }
            with_neighbours = false;
            let Some(next) = first_of(&self.unseen) else { break };
            root = next;
            if !ending.contains(&root) {
                self.begin_class(edge, root, monitor)?;
            }
        }
        self.ways[start..].sort_unstable_by_key(|way| way.vertex);
        monitor.charge((self.ways.len() - start) * size_of::<Way>())
    }

    /// As [`order`](Self::order), from the first vertex.
    fn order_again(
        &mut self,
        edge: RankedEdge,
        first: u32,
        start: usize,
        ending: &[u32],
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        self.ways.truncate(start);
        self.columns.clear();
        self.centers[edge.rank as usize] = first;
        self.order(edge, first, ending, monitor)
    }

    /// Moves a vertex from what is unseen to the part in order.
    fn take(&mut self, vertex: u32) {
        clear(&mut self.unseen, vertex);
        self.part[(vertex / BLOCK_BITS) as usize][word_of(vertex)] |= 1 << (vertex % 64);
    }

    /// Takes the unseen vertices that are joined to the part in order, one after the other.
    fn grow(&mut self, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let mut grew = true;
        while grew {
            grew = false;
            for block in 0..self.unseen.len() {
                let mut bits = self.unseen[block];
                while let Some(bit) = first_bit(&bits) {
                    bits[bit as usize / 64] &= bits[bit as usize / 64] - 1;
                    #[expect(clippy::cast_possible_truncation, reason = "a vertex")]
                    let vertex = block as u32 * BLOCK_BITS + bit;
                    grew |= self.attach(vertex, monitor)?;
                }
            }
        }
        Ok(())
    }

    /// Takes a vertex if it is joined to the part in order.
    fn attach(&mut self, vertex: u32, monitor: &mut Monitor<'_>) -> Result<bool, Error> {
        monitor.tick(10 + 2 * self.joined.blocks())?;
        for ((lower, part), row) in self.lower.iter_mut().zip(&self.part).zip(self.joined.row(vertex)) {
            *lower = std::array::from_fn(|word| part[word] & row[word]);
        }
        let Some(next) = first_of(&self.lower) else { return Ok(false) };
        self.ways.push(Way { vertex, next });
        self.take(vertex);
        self.see_component(next, monitor)?;
        while let Some(other) = first_of(&self.lower) {
            self.columns.push((vertex, other));
            self.see_component(other, monitor)?;
        }
        Ok(true)
    }

    /// Clears the component of `from` in what is left of a lower link.
    fn see_component(&mut self, from: u32, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        clear(&mut self.lower, from);
        self.frontier.clear();
        self.frontier.push(from);
        while let Some(vertex) = self.frontier.pop() {
            monitor.tick(4 * self.joined.blocks())?;
            let mut left = false;
            for (place, (lower, row)) in self.lower.iter_mut().zip(self.joined.row(vertex)).enumerate() {
                let mut reached: Block = std::array::from_fn(|word| lower[word] & row[word]);
                *lower = std::array::from_fn(|word| lower[word] & !row[word]);
                left |= *lower != EMPTY;
                while let Some(bit) = first_bit(&reached) {
                    reached[bit as usize / 64] &= reached[bit as usize / 64] - 1;
                    #[expect(clippy::cast_possible_truncation, reason = "a vertex")]
                    self.frontier.push(place as u32 * BLOCK_BITS + bit);
                }
            }
            if !left {
                break;
            }
        }
        Ok(())
    }

    fn begin_class(&mut self, edge: RankedEdge, root: u32, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        self.alive.insert(triangle(edge.rank, root));
        monitor.charge(CLASS_BYTES)
    }

    fn finish(mut self, bytes: usize, monitor: &mut Monitor<'_>) -> Result<Voids, Error> {
        let births = self.alive.iter().map(|&born| self.edges.length((born >> 32) as u32));
        self.intervals.extend(births.map(|birth| Interval { birth, death: f64::INFINITY }));
        let (ways, kept) = (self.ways.len() * size_of::<Way>(), self.kept.len() * size_of::<u64>());
        monitor.release(bytes + ways + kept + (self.alive.len() + self.ended.len()) * CLASS_BYTES);
        monitor.check()?;
        let stats = DimensionStats {
            simplices: self.edges.len() as u64,
            columns: self.columns_done,
            additions: self.additions,
        };
        Ok(Voids { intervals: self.intervals, stats })
    }
}

fn triangle(rank: u32, opposite: u32) -> u64 {
    u64::from(rank) << 32 | u64::from(opposite)
}

fn first_of(row: &[Block]) -> Option<u32> {
    (0..).zip(row).find_map(|(place, block)| Some(place * BLOCK_BITS + first_bit(block)?))
}

fn clear(row: &mut [Block], vertex: u32) {
    row[(vertex / BLOCK_BITS) as usize][word_of(vertex)] &= !(1 << (vertex % 64));
}

fn intersect(row: &mut [Block], other: &[Block]) {
    for (row, other) in row.iter_mut().zip(other) {
        *row = std::array::from_fn(|word| row[word] & other[word]);
    }
}

/// How many of `row` are not in `other`, and the first of them.
fn missing(row: &[Block], other: &[Block]) -> (u32, Option<u32>) {
    let (mut count, mut first) = (0, None);
    for (place, (row, other)) in (0..).zip(row.iter().zip(other)) {
        let missing: Block = std::array::from_fn(|word| row[word] & !other[word]);
        if missing != EMPTY {
            count += missing.iter().map(|bits| bits.count_ones()).sum::<u32>();
            first = first.or_else(|| Some(place * BLOCK_BITS + first_bit(&missing)?));
        }
    }
    (count, first)
}
