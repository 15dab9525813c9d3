//! The relative neighbourhood graph: the only edges at which components merge or loops begin.

use crate::control::Monitor;
use crate::engine::adjacency::Adjacency;
use crate::engine::edges::{Edges, length_of, pack, vertices_of};
use crate::engine::sort::sort;
use crate::error::Error;
use crate::input::Distances;

/// Finds the edges up to `reach` whose *lune* is empty, and perhaps some more, in order of entry.
///
/// The lune of an edge holds the vertices that are joined to both its ends by edges that enter before. An edge with
/// a vertex in its lune enters together with a triangle: it merges no components and begins no loop. The nearest
/// earlier vertex lies in the lune of about half of a vertex' edges to earlier ones, and the nearest of those left
/// in that of half of the rest: a few turns leave only neighbours in different directions. What a later vertex
/// would have shown is found out afterwards, between the few that are left.
///
/// Invariant: an edge is dropped only when a vertex of its lune was seen, so that all with an empty lune are there.
/// Cost: every distance about twice; memory is two rows of distances, and what is left.
/// Source: Toussaint, "The relative neighbourhood graph of a finite planar set", Pattern Recognition 1980.
pub(crate) fn relative_neighbours<M: Distances>(
    metric: &M,
    reach: f64,
    monitor: &mut Monitor<'_>,
) -> Result<Vec<u128>, Error> {
    let points = metric.points();
    let scratch = metric.scratch();
    let row_bytes = (scratch.len() + 3 * points) * size_of::<f64>();
    monitor.charge(row_bytes)?;
    let mut row = Row {
        metric,
        scratch: &scratch,
        reach,
        vertices: Vec::new(),
        lengths: Vec::new(),
        others: Vec::new(),
    };
    let mut found = Vec::new();
    for vertex in 1..points {
        let before = found.len();
        row.neighbours(vertex, &mut found, monitor)?;
        monitor.charge((found.len() - before) * size_of::<u128>())?;
        let done = vertex as f64 / points as f64;
        monitor.advance(done * done);
    }
    sort(&mut found, monitor)?;
    drop_short_cuts(metric, &scratch, &mut found, monitor)?;
    monitor.release(row_bytes);
    Ok(found)
}

/// The earlier vertices whose edge to a vertex may have an empty lune.
struct Row<'a, M> {
    metric: &'a M,
    scratch: &'a [f64],
    reach: f64,
    vertices: Vec<u32>,
    lengths: Vec<f64>,
    /// Distances from the neighbour found last.
    others: Vec<f64>,
}

impl<M: Distances> Row<'_, M> {
    fn neighbours(
        &mut self,
        vertex: usize,
        found: &mut Vec<u128>,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let cost = self.metric.cost_per_distance();
        self.metric.distances_within(self.scratch, vertex, 0..vertex, &mut self.lengths)?;
        let Some(mut nearest) = self.first_least() else { return Ok(()) };
        // The first turn goes over the whole row, which is quicker than a list.
        self.metric.distances_within(self.scratch, nearest, 0..vertex, &mut self.others)?;
        monitor.tick(vertex * (2 * cost + 2))?;
        found.push(pack(self.lengths[nearest], nearest, vertex));
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let all = 0..vertex as u32;
        self.vertices.clear();
        self.vertices.extend(all);
        self.keep(nearest);
        while let Some(next) = self.first_least() {
            nearest = self.vertices[next] as usize;
            found.push(pack(self.lengths[next], nearest, vertex));
            self.metric.distances_among(self.scratch, nearest, &self.vertices, &mut self.others)?;
            monitor.tick(self.vertices.len() * (cost + 4))?;
            self.keep(next);
        }
        Ok(())
    }

    /// The place of the shortest edge, the first one of those.
    fn first_least(&self) -> Option<usize> {
        let least = self
            .lengths
            .iter()
            .fold(f64::INFINITY, |least, &length| if length < least { length } else { least });
        if least > self.reach || least == f64::INFINITY {
            return None;
        }
        self.lengths.iter().position(|&length| length == least)
    }

    /// Keeps the edges that have no short cut through the vertex at `nearest`, which goes as well.
    ///
    /// The edge to the nearest vertex enters before the others. So does the edge from there to another vertex if it is
    /// as long as the edge to that one: both its ends come before the vertex of the row.
    fn keep(&mut self, nearest: usize) {
        self.others[nearest] = f64::NEG_INFINITY;
        let mut kept = 0;
        for at in 0..self.lengths.len() {
            let (vertex, length, other) = (self.vertices[at], self.lengths[at], self.others[at]);
            self.vertices[kept] = vertex;
            self.lengths[kept] = length;
            kept += usize::from(other > length);
        }
        self.vertices.truncate(kept);
        self.lengths.truncate(kept);
    }
}

/// Drops the edges with a short cut over two of the others.
fn drop_short_cuts(
    metric: &impl Distances,
    scratch: &[f64],
    found: &mut Vec<u128>,
    monitor: &mut Monitor<'_>,
) -> Result<(), Error> {
    let edges = Edges::of_sorted(std::mem::take(found));
    let adjacency = Adjacency::new(metric.points(), &edges, monitor)?;
    let mut distances = Vec::new();
    let mut vertices = Vec::new();
    for edge in edges.iter() {
        let packed = edges.packed(edge.rank);
        let mut is_short_cut = false;
        for (end, far) in [(edge.low, edge.high), (edge.high, edge.low)] {
            vertices.clear();
            let before = adjacency.neighbours(end).iter().take_while(|n| n.rank < edge.rank);
            vertices.extend(before.map(|n| n.vertex));
            metric.distances_among(scratch, far as usize, &vertices, &mut distances)?;
            monitor.tick(40 + vertices.len() * (metric.cost_per_distance() + 4))?;
            let mut to_far = vertices.iter().zip(&distances);
            is_short_cut |= to_far
                .any(|(&via, &length)| pack(length, via.min(far) as usize, via.max(far) as usize) < packed);
            if is_short_cut {
                break;
            }
        }
        if !is_short_cut {
            found.push(packed);
        }
    }
    Ok(())
}

/// Whether no vertex at all lies in the lune of an edge.
pub(crate) fn has_empty_lune(
    metric: &impl Distances,
    scratch: &[f64],
    edge: u128,
    monitor: &mut Monitor<'_>,
) -> Result<bool, Error> {
    let [low, high] = vertices_of(edge).map(|vertex| vertex as usize);
    let (mut from_low, mut from_high) = (Vec::new(), Vec::new());
    metric.distances(scratch, low, 0, &mut from_low)?;
    metric.distances(scratch, high, 0, &mut from_high)?;
    monitor.tick(metric.points() * 2 * (metric.cost_per_distance() + 2))?;
    let length = length_of(edge);
    let enters_before = |distance: f64, a: usize, b: usize| {
        distance < length || (distance == length && pack(distance, a.min(b), a.max(b)) < edge)
    };
    let mut lune = from_low.iter().zip(&from_high).enumerate();
    Ok(!lune.any(|(via, (&a, &b))| {
        via != low && via != high && enters_before(a, low, via) && enters_before(b, high, via)
    }))
}
