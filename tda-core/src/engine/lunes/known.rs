//! The sweep over a graph whose edges are all there before it begins.

use std::ops::Range;

use super::Joined;
use super::lists::{Meeting, rank};
use crate::control::Monitor;
use crate::engine::adjacency::Adjacency;
use crate::engine::edges::RankedEdge;
use crate::engine::graph::{NO_EDGE, Neighbour};
use crate::engine::parallel::in_parts;
use crate::engine::sort::sort;
use crate::error::Error;

/// Neighbours looked at together; the compiler turns a block into code without branches.
const LANES: usize = 8;
/// What stands for the vertex of an empty lune.
const NO_VERTEX: u32 = u32::MAX;

/// Lists of neighbours, and the lunes that are not connected.
///
/// What is in a lune hangs on the graph alone. So the lunes of all edges of a vertex are looked at together, and those
/// of the next vertex after them: with vertices numbered such that near ones have near numbers, everything that is
/// read again is still in the cache. In a cloud few lunes are empty or fall apart, and only those are kept.
///
/// Cost: the lists of two vertices an edge; memory is the lists.
pub(crate) struct Known {
    adjacency: Adjacency,
    meeting: Meeting,
    /// The rank of an edge, and the smallest vertex of a component of its lune, or [`NO_VERTEX`]; ascending.
    parted: Vec<u64>,
    /// Those of the edges that have entered.
    passed: usize,
}

impl Known {
    /// Bytes beside the lists.
    pub(crate) fn size_bytes(points: usize, threads: usize) -> usize {
        points * (size_of::<(u32, u32)>() + threads * 2 * size_of::<u32>())
    }

    pub(crate) fn new(
        adjacency: Adjacency,
        points: usize,
        threads: usize,
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        let parts = in_parts(threads, points, monitor, |vertices, monitor| {
            Lunes::new(&adjacency, points).of_vertices(vertices, monitor)
        })?;
        let mut parted = parts.into_iter().reduce(|mut all, part| {
            all.extend(part);
            all
        });
        let mut parted = parted.take().unwrap_or_default();
        sort(&mut parted, monitor)?;
        Ok(Known { adjacency, meeting: Meeting::new(points), parted, passed: 0 })
    }

    /// Bytes of what was found about lunes, which are charged.
    pub(crate) fn parted_bytes(&self) -> usize {
        self.parted.len() * size_of::<u64>()
    }

    /// The component that is next, if it is one of `edge`.
    #[expect(clippy::cast_possible_truncation, reason = "the fields of the number")]
    fn next_of(&mut self, edge: RankedEdge) -> Option<u32> {
        let next = self.parted.get(self.passed).filter(|&&next| (next >> 32) as u32 == edge.rank)?;
        self.passed += 1;
        Some(*next as u32)
    }
}

impl Joined for Known {
    fn first(&mut self, edge: RankedEdge) -> Option<u32> {
        let Some(first) = self.next_of(edge) else { return Some(edge.low) };
        while self.next_of(edge).is_some() {}
        (first != NO_VERTEX).then_some(first)
    }

    fn components(
        &mut self,
        edge: RankedEdge,
        others: &mut Vec<u32>,
        _monitor: &mut Monitor<'_>,
    ) -> Result<Option<u32>, Error> {
        // Whose lune is connected is not looked at again: any vertex will do.
        let Some(first) = self.next_of(edge) else { return Ok(Some(edge.low)) };
        while let Some(other) = self.next_of(edge) {
            others.push(other);
        }
        Ok((first != NO_VERTEX).then_some(first))
    }

    fn join(&mut self, _edge: RankedEdge) {}

    fn rank(&self, a: u32, b: u32) -> u32 {
        rank(&self.adjacency, a, b)
    }

    fn detour(&mut self, edge: RankedEdge, monitor: &mut Monitor<'_>) -> Result<[u32; 2], Error> {
        self.meeting.detour(&self.adjacency, edge, monitor)
    }
}

/// Looks at lunes, vertex by vertex.
struct Lunes<'a> {
    adjacency: &'a Adjacency,
    /// For each vertex the rank of the edge from the present one; [`NO_EDGE`] where there is none.
    ranks: Vec<u32>,
    /// For each vertex the edge in whose lune it is and was not seen yet.
    inside: Vec<u32>,
    lune: Vec<u32>,
    frontier: Vec<u32>,
}

impl<'a> Lunes<'a> {
    fn new(adjacency: &'a Adjacency, points: usize) -> Self {
        let (ranks, inside) = (vec![NO_EDGE; points], vec![NO_EDGE; points]);
        Lunes { adjacency, ranks, inside, lune: Vec::new(), frontier: Vec::new() }
    }

    /// The components of the lunes that are not connected, for the edges from some vertices to those behind them.
    fn of_vertices(mut self, vertices: Range<usize>, monitor: &mut Monitor<'_>) -> Result<Vec<u64>, Error> {
        let mut found = Vec::new();
        let (start, count) = (vertices.start, vertices.len() as f64);
        for vertex in vertices {
            let before = found.len();
            #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
            let low = vertex as u32;
            let neighbours = self.adjacency.neighbours(low);
            neighbours.iter().for_each(|n| self.ranks[n.vertex as usize] = n.rank);
            for n in neighbours.iter().filter(|n| n.vertex > low) {
                self.components(RankedEdge { low, high: n.vertex, rank: n.rank }, &mut found, monitor)?;
            }
            neighbours.iter().for_each(|n| self.ranks[n.vertex as usize] = NO_EDGE);
            monitor.charge((found.len() - before) * size_of::<u64>())?;
            monitor.tick(neighbours.len() * 2)?;
            monitor.advance((vertex - start) as f64 / count);
        }
        Ok(found)
    }

    /// Appends the components of the lune of an edge, unless there is just one.
    fn components(
        &mut self,
        edge: RankedEdge,
        found: &mut Vec<u64>,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        monitor.tick(10 + self.adjacency.neighbours(edge.high).len())?;
        let tell = |vertex: u32| u64::from(edge.rank) << 32 | u64::from(vertex);
        let Some(nearest) = self.lune(edge) else {
            found.push(tell(NO_VERTEX));
            return Ok(());
        };
        self.lune.iter().for_each(|&vertex| self.inside[vertex as usize] = edge.rank);
        // The vertex in the middle is next to all others, as a rule.
        if self.is_next_to_all(nearest, edge) {
            return Ok(());
        }
        let before = found.len();
        for at in 0..self.lune.len() {
            let vertex = self.lune[at];
            if self.inside[vertex as usize] == edge.rank {
                found.push(tell(self.see_component(vertex, edge, monitor)?));
            }
        }
        if found.len() == before + 1 {
            found.pop();
        }
        Ok(())
    }

    /// Finds the lune of an edge from the present vertex, and the vertex of it that is nearest to both ends.
    fn lune(&mut self, edge: RankedEdge) -> Option<u32> {
        let neighbours = self.adjacency.neighbours(edge.high);
        let mut nearest = u64::MAX;
        let mut size = 0;
        self.lune.resize(neighbours.len() + LANES, 0);
        for block in neighbours.chunks(LANES) {
            if block[0].rank >= edge.rank {
                break;
            }
            for n in block {
                let rank = self.ranks[n.vertex as usize].max(n.rank);
                let is_inside = rank < edge.rank;
                self.lune[size] = n.vertex;
                size += usize::from(is_inside);
                let key = u64::from(rank) << 32 | u64::from(n.vertex);
                nearest = nearest.min(if is_inside { key } else { u64::MAX });
            }
        }
        self.lune.truncate(size);
        #[expect(clippy::cast_possible_truncation, reason = "the fields of the number")]
        (size > 0).then_some(nearest as u32)
    }

    /// Whether one vertex of the lune is joined to all others before the edge enters.
    fn is_next_to_all(&self, vertex: u32, edge: RankedEdge) -> bool {
        let mut left = self.lune.len() - 1;
        for block in self.adjacency.neighbours(vertex).chunks(LANES) {
            if left == 0 || block[0].rank >= edge.rank {
                break;
            }
            let is_met = |n: &&Neighbour| n.rank < edge.rank && self.inside[n.vertex as usize] == edge.rank;
            left -= block.iter().filter(is_met).count();
        }
        left == 0
    }

    /// Takes the component of `from` out of the lune and returns its smallest vertex.
    fn see_component(
        &mut self,
        from: u32,
        edge: RankedEdge,
        monitor: &mut Monitor<'_>,
    ) -> Result<u32, Error> {
        let mut least = from;
        self.inside[from as usize] = NO_EDGE;
        self.frontier.push(from);
        while let Some(vertex) = self.frontier.pop() {
            let neighbours = self.adjacency.neighbours(vertex);
            for n in neighbours.iter().take_while(|n| n.rank < edge.rank) {
                let inside = &mut self.inside[n.vertex as usize];
                if *inside == edge.rank {
                    *inside = NO_EDGE;
                    least = least.min(n.vertex);
                    self.frontier.push(n.vertex);
                }
            }
            monitor.tick(neighbours.len())?;
        }
        Ok(least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::{Control, Limits};
    use crate::engine::edges::{Edges, pack};
    use crate::engine::lunes::Lists;

    #[test]
    fn all_lunes_at_once_are_those_one_by_one() {
        let control = Control::new();
        let mut monitor = Monitor::start(&control, Limits::default()).expect("nothing stops it");
        for seed in 1..40_u32 {
            let (points, mut state) = (20 + seed as usize, u64::from(seed));
            let mut packed = Vec::new();
            for (low, high) in (0..points).flat_map(|low| (low + 1..points).map(move |high| (low, high))) {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                if state >> 62 > u64::from(seed % 3) {
                    packed.push(pack((state >> 50) as f64, low, high));
                }
            }
            packed.sort_unstable();
            let edges = Edges::of_sorted(packed);
            let [first, second] =
                [(); 2].map(|()| Adjacency::new(points, &edges, &mut monitor).expect("nothing stops it"));
            let mut lists = Lists::new(first, points, false);
            let threads = 1 + seed as usize % 3;
            let mut known = Known::new(second, points, threads, &mut monitor).expect("nothing stops it");
            for edge in edges.iter() {
                let (mut expected, mut found) = (Vec::new(), Vec::new());
                let first = lists.components(edge, &mut expected, &mut monitor).expect("nothing stops it");
                let same = if edge.rank % 5 == 0 {
                    expected.clear();
                    known.first(edge)
                } else {
                    known.components(edge, &mut found, &mut monitor).expect("nothing stops it")
                };
                assert_eq!(found, expected);
                assert_eq!(first.is_none(), same.is_none());
                if !found.is_empty() {
                    assert_eq!(first, same);
                }
            }
        }
    }
}
