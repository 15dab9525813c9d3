//! The surfaces of tetrahedra, reduced to the classes that they end.

use super::{Sweep, triangle};
use crate::control::Monitor;
use crate::diagram::Interval;
use crate::engine::edges::RankedEdge;
use crate::engine::graph::Graph;
use crate::error::Error;

impl Sweep<'_> {
    /// Reduces the surface of the tetrahedron of an edge and two vertices of its link.
    pub(super) fn reduce(
        &mut self,
        edge: RankedEdge,
        a: u32,
        b: u32,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        self.columns_done += 1;
        self.sum.clear();
        self.sum.extend([triangle(edge.rank, a), triangle(edge.rank, b)]);
        self.push_triangle(edge.low, a, b);
        self.push_triangle(edge.high, a, b);
        let mut roots = Vec::new();
        // Once all that is left is older than every class alive, the surface is a boundary already.
        let oldest = self.alive.first().map_or(u64::MAX, |oldest| oldest >> 32);
        while let Some(&top) = self.sum.peek().filter(|&top| top >> 32 >= oldest) {
            let rank = (top >> 32) as u32;
            self.slide(rank, &mut roots, monitor)?;
            let Some(root) = roots.pop() else { continue };
            self.sum.extend(roots.drain(..).map(|root| triangle(rank, root)));
            match self.ended.get(&triangle(rank, root)) {
                Some(&filled) => {
                    let entries = &self.kept[self.kept_starts[filled]..self.kept_starts[filled + 1]];
                    self.sum.extend(entries);
                    monitor.tick(100 + entries.len() * 10)?;
                }
                None => return self.end_class(triangle(rank, root), edge, monitor),
            }
        }
        Ok(())
    }

    /// Takes all triangles of the longest edge out of the surface, and slides them to the roots: those that are
    /// there an odd number of times, ascending, the center left out.
    fn slide(&mut self, rank: u32, roots: &mut Vec<u32>, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        roots.clear();
        let [low, high] = self.edges.vertices(rank);
        let center = self.centers[rank as usize];
        while let Some(mut vertex) = self.pop_of(rank) {
            self.additions += 1;
            monitor.tick(200)?;
            while vertex != center {
                let next = self.way(rank, vertex);
                if next == vertex {
                    roots.push(vertex);
                    break;
                }
                self.push_triangle(low, vertex, next);
                self.push_triangle(high, vertex, next);
                vertex = next;
            }
        }
        roots.sort_unstable();
        keep_odd(roots);
        Ok(())
    }

    /// The next vertex that makes a triangle with the edge of `rank` an odd number of times.
    fn pop_of(&mut self, rank: u32) -> Option<u32> {
        loop {
            let top = self.sum.peek().copied().filter(|&top| top >> 32 == u64::from(rank))?;
            self.sum.pop();
            if self.sum.peek() != Some(&top) {
                #[expect(clippy::cast_possible_truncation, reason = "the vertex of a triangle")]
                return Some(top as u32);
            }
            self.sum.pop();
        }
    }

    fn way(&self, rank: u32, vertex: u32) -> u32 {
        let start = self.starts[rank as usize] as usize;
        let end = self.starts.get(rank as usize + 1).map_or(self.ways.len(), |&end| end as usize);
        let ways = &self.ways[start..end];
        let found = ways.binary_search_by_key(&vertex, |way| way.vertex);
        found.map_or(self.centers[rank as usize], |at| ways[at].next)
    }

    fn push_triangle(&mut self, a: u32, b: u32, c: u32) {
        let sides = [(self.graph.rank(a, b), c), (self.graph.rank(a, c), b), (self.graph.rank(b, c), a)];
        let (rank, opposite) = sides.into_iter().fold((0, 0), std::cmp::max);
        self.sum.push(triangle(rank, opposite));
    }

    /// Ends the class that a triangle began, at `edge`.
    fn end_class(&mut self, born: u64, edge: RankedEdge, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let before = self.kept.len();
        while let Some(top) = self.sum.pop() {
            if self.sum.peek() == Some(&top) {
                self.sum.pop();
            } else {
                self.kept.push(top);
            }
            monitor.tick(20)?;
        }
        monitor.charge((self.kept.len() - before) * size_of::<u64>())?;
        self.alive.remove(&born);
        self.ended.insert(born, self.kept_starts.len() - 1);
        self.kept_starts.push(self.kept.len());
        let (birth, death) = (self.edges.length((born >> 32) as u32), self.edges.length(edge.rank));
        self.intervals.push(Interval { birth, death });
        Ok(())
    }
}

/// Leaves one of each entry that a sorted list holds an odd number of times.
fn keep_odd(sorted: &mut Vec<u32>) {
    let (mut kept, mut at) = (0, 0);
    while at < sorted.len() {
        let times = sorted[at..].iter().take_while(|&&other| other == sorted[at]).count();
        sorted[kept] = sorted[at];
        kept += times % 2;
        at += times;
    }
    sorted.truncate(kept);
}
