//! Which edges enter, and in which order.

use crate::control::Monitor;
use crate::engine::graph::NO_EDGE;
use crate::engine::near::Tree;
use crate::engine::sort::{sort, sort_telling};
use crate::engine::sparse_edges;
use crate::error::Error;
use crate::input::{Distances, PointCloud};

/// The edges up to a threshold, in order of entry: by length, ties by vertices. The rank of an edge is its place.
pub(crate) struct Edges {
    /// The bits of the length, then the lower and the higher vertex, in one number whose order is the order of
    /// entry. Lengths are never negative, so their bits are ordered like the lengths.
    sorted: Vec<u128>,
    /// The length up to which edges are kept, and what set it.
    pub(crate) reach: f64,
    pub(crate) bound: Bound,
}

/// What ends the list of edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// One point has all others: nothing changes any more.
    EnclosingRadius,
    /// There are no longer edges.
    Longest,
    /// The user.
    Threshold,
}

impl Edges {
    /// Edges that are packed and in order already.
    pub(crate) fn of_sorted(sorted: Vec<u128>) -> Self {
        Edges { sorted, reach: f64::INFINITY, bound: Bound::Longest }
    }

    /// Appends the pairs longer than `above` and up to `limit`, and returns how many are longer still, infinite ones
    /// not counted.
    pub(crate) fn extend(
        &mut self,
        metric: &impl Distances,
        above: f64,
        limit: f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<u64, Error> {
        let start = self.sorted.len();
        let longer = find_pairs(metric, above, limit, &mut self.sorted, monitor)?;
        sort(&mut self.sorted[start..], monitor)?;
        Ok(longer)
    }

    /// Appends packed edges that are longer than all there are, in any order.
    pub(crate) fn append(&mut self, edges: &[u128], monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let start = self.sorted.len();
        self.sorted.extend_from_slice(edges);
        sort(&mut self.sorted[start..], monitor)
    }

    /// The edges of points up to `limit`. Where names do not matter, near points get near numbers.
    pub(crate) fn near(
        cloud: &PointCloud<'_>,
        limit: f64,
        with_names: bool,
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        let bytes = Tree::size_bytes(cloud);
        monitor.charge(bytes)?;
        let tree = Tree::new(cloud, monitor)?;
        let mut sorted = Vec::new();
        tree.pairs(-1.0, limit, &mut sorted, monitor)?;
        if with_names {
            tree.rename(&mut sorted, monitor)?;
        }
        monitor.release(bytes);
        if sorted.len() >= NO_EDGE as usize {
            return Err(Error::TooManyEdges { points: cloud.points(), edges_max: NO_EDGE as usize - 1 });
        }
        sort(&mut sorted, monitor)?;
        Ok(Edges::of_sorted(sorted))
    }

    /// How many edges are up to `length` long.
    pub(crate) fn up_to(&self, length: f64) -> usize {
        self.sorted.partition_point(|&edge| length_of(edge) <= length)
    }

    /// The edge of a rank, packed.
    #[inline]
    pub(crate) fn packed(&self, rank: u32) -> u128 {
        self.sorted[rank as usize]
    }

    /// The edges from a rank on, with their ranks, shortest first.
    pub(crate) fn iter_from(&self, start: usize) -> impl Iterator<Item = RankedEdge> + Clone + '_ {
        #[expect(clippy::cast_possible_truncation, reason = "the number of edges is checked")]
        let ranks = start as u32..self.sorted.len() as u32;
        ranks.map(|rank| {
            let [low, high] = self.vertices(rank);
            RankedEdge { low, high, rank }
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.sorted.len()
    }

    /// The length of the edge of a rank.
    #[inline]
    pub(crate) fn length(&self, rank: u32) -> f64 {
        length_of(self.sorted[rank as usize])
    }

    /// The vertices of the edge of a rank, the lower one first.
    #[inline]
    pub(crate) fn vertices(&self, rank: u32) -> [u32; 2] {
        vertices_of(self.sorted[rank as usize])
    }

    /// Other edges in place of these: lengths and vertices, the lower one first, in any order.
    pub(crate) fn replaced(
        self,
        edges: Vec<(f64, u32, u32)>,
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        let Edges { sorted: mut before, reach, bound } = self;
        monitor.release(before.len() * size_of::<u128>());
        before.clear();
        before.shrink_to(edges.len());
        monitor.charge(edges.len() * size_of::<u128>())?;
        let mut sorted = before;
        for (length, low, high) in edges {
            sorted.push(pack(length, low as usize, high as usize));
            monitor.tick(2)?;
        }
        sort(&mut sorted, monitor)?;
        Ok(Edges { sorted, reach, bound })
    }

    /// Packed edges up to `reach`, of which `radius` is the enclosing radius.
    pub(crate) fn from_packed(sorted: Vec<u128>, reach: f64, radius: f64) -> Self {
        let bound = match reach {
            f64::INFINITY => Bound::Longest,
            _ if reach == radius => Bound::EnclosingRadius,
            _ => Bound::Threshold,
        };
        Edges { sorted, reach, bound }
    }

    /// All edges with their ranks, shortest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = RankedEdge> + Clone + '_ {
        self.iter_from(0)
    }
}

/// An edge with its rank.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RankedEdge {
    pub(crate) low: u32,
    pub(crate) high: u32,
    pub(crate) rank: u32,
}

pub(crate) fn pack(length: f64, low: usize, high: usize) -> u128 {
    u128::from(length.to_bits()) << 64 | (low as u128) << 32 | high as u128
}

/// The length of a packed edge.
#[inline]
pub(crate) fn length_of(edge: u128) -> f64 {
    f64::from_bits((edge >> 64) as u64)
}

/// The vertices of a packed edge, the lower one first.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the fields of the number")]
pub(crate) fn vertices_of(edge: u128) -> [u32; 2] {
    [(edge >> 32) as u32, edge as u32]
}

/// Finds and sorts the edges up to `threshold`, or up to the enclosing radius where that is smaller: from there on
/// one vertex is joined to all others, the complex is a cone, and nothing is born or dies any more.
///
/// Source: Bauer, "Ripser: efficient computation of Vietoris-Rips persistence barcodes", J. Appl. Comput. Topology
/// 2021, arXiv:1908.02518.
pub(crate) fn edges_up_to(
    metric: &impl Distances,
    threshold: Option<f64>,
    monitor: &mut Monitor<'_>,
) -> Result<Edges, Error> {
    if metric.is_listed() {
        return sparse_edges::edges_up_to(metric, threshold, monitor);
    }
    // The parts of the work: distances twice, then the sort.
    let [first, second, last] = [0.25, 0.5, 1.0];
    let radius = enclosing_radius(metric, monitor, first)?;
    let reach = threshold.map_or(radius, |threshold| threshold.min(radius));
    let sorted = sorted_within(metric, reach, [first, second, last], monitor)?;
    Ok(Edges::from_packed(sorted, reach, radius))
}

/// Finds and sorts the edges up to `reach`, whatever the enclosing radius.
pub(crate) fn edges_within(
    metric: &impl Distances,
    reach: f64,
    monitor: &mut Monitor<'_>,
) -> Result<Edges, Error> {
    let sorted = sorted_within(metric, reach, [0.0, 0.5, 1.0], monitor)?;
    Ok(Edges::from_packed(sorted, reach, f64::INFINITY))
}

/// The packed edges up to `reach`, sorted, while progress goes from the first mark over the second to the last.
fn sorted_within(
    metric: &impl Distances,
    reach: f64,
    [first, second, last]: [f64; 3],
    monitor: &mut Monitor<'_>,
) -> Result<Vec<u128>, Error> {
    let mut sorted = Vec::new();
    for_each_row(metric, monitor, [first, second], |row, distances, monitor| {
        let before = sorted.len();
        let kept =
            distances.iter().zip(row + 1..).filter(|&(&length, _)| length <= reach && length < f64::INFINITY);
        sorted.extend(kept.map(|(&length, other)| pack(length, row, other)));
        if sorted.len() >= NO_EDGE as usize {
            let points = metric.points();
            return Err(Error::TooManyEdges { points, edges_max: NO_EDGE as usize - 1 });
        }
        monitor.charge((sorted.len() - before) * size_of::<u128>())
    })?;
    let edges = sorted.len() as f64;
    sort_telling(&mut sorted, monitor, |monitor, placed| {
        monitor.advance(second + (last - second) * placed as f64 / edges);
    })?;
    Ok(sorted)
}

/// The least distance within which some point has all others; infinite when there is none.
pub(crate) fn enclosing_radius(
    metric: &impl Distances,
    monitor: &mut Monitor<'_>,
    end: f64,
) -> Result<f64, Error> {
    let mut farthest = vec![0.0_f64; metric.points()];
    for_each_row(metric, monitor, [0.0, end], |row, distances, _| {
        let (here, after) = farthest.split_at_mut(row + 1);
        for (other, &distance) in after.iter_mut().zip(distances) {
            *other = other.max(distance);
        }
        here[row] = distances.iter().copied().fold(here[row], f64::max);
        Ok(())
    })?;
    Ok(farthest.into_iter().fold(f64::INFINITY, f64::min))
}

/// Appends the pairs longer than `above` and up to `limit` in no order, and returns how many are longer still, infinite
/// ones not counted.
pub(crate) fn find_pairs(
    metric: &impl Distances,
    above: f64,
    limit: f64,
    found: &mut Vec<u128>,
    monitor: &mut Monitor<'_>,
) -> Result<u64, Error> {
    let mut longer = 0;
    visit_rows(metric, monitor, |row, distances, monitor| {
        let before = found.len();
        for (&length, other) in distances.iter().zip(row + 1..) {
            if length <= limit {
                if length > above && length < f64::INFINITY {
                    found.push(pack(length, row, other));
                }
            } else {
                longer += u64::from(length < f64::INFINITY);
            }
        }
        if found.len() >= NO_EDGE as usize {
            return Err(Error::TooManyEdges { points: metric.points(), edges_max: NO_EDGE as usize - 1 });
        }
        monitor.charge((found.len() - before) * size_of::<u128>())
    })?;
    Ok(longer)
}

/// Visits the distances behind the diagonal row by row, while progress goes over a part of the phase.
fn for_each_row(
    metric: &impl Distances,
    monitor: &mut Monitor<'_>,
    [start, end]: [f64; 2],
    mut visit: impl FnMut(usize, &[f64], &mut Monitor<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    visit_rows(metric, monitor, |row, distances, monitor| {
        visit(row, distances, monitor)?;
        let left = (metric.points() - row - 1) as f64 / metric.points() as f64;
        monitor.advance(end - (end - start) * left * left);
        Ok(())
    })
}

/// Visits the distances behind the diagonal row by row.
fn visit_rows(
    metric: &impl Distances,
    monitor: &mut Monitor<'_>,
    mut visit: impl FnMut(usize, &[f64], &mut Monitor<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let scratch = metric.scratch();
    let mut distances = Vec::with_capacity(metric.points());
    for row in 0..metric.points() {
        metric.distances(&scratch, row, row + 1, &mut distances)?;
        visit(row, &distances, monitor)?;
        monitor.tick(distances.len() * metric.cost_per_distance())?;
    }
    Ok(())
}
