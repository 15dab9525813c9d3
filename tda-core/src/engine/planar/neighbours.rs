//! The relative neighbourhood graph inside the Delaunay triangulation.

use super::delaunay::{Triangulation, is_doubtful};
use crate::control::Monitor;
use crate::engine::edges::pack;
use crate::error::Error;

/// The edges whose lune is empty, packed, in no order.
pub(crate) struct Neighbours {
    pub(crate) edges: Vec<u128>,
    /// Whether two lengths were compared that differ by rounding only.
    pub(crate) in_doubt: bool,
}

/// Tests every edge of the triangulation.
///
/// An edge of the relative neighbourhood graph has no point in the circle over it, and so is a Delaunay edge. Most
/// others have a neighbour of one of their ends in their lune. For those that have none, all points around one end
/// are looked at: from any point, each point within some distance is reached over Delaunay edges that lead nearer.
///
/// Cost: some dozens of distances an edge, for points that are spread out.
/// Source: Jaromczyk and Toussaint, "Relative neighborhood graphs and their relatives", Proc. IEEE 1992.
pub(crate) fn relative_neighbours(
    triangulation: &Triangulation<'_>,
    monitor: &mut Monitor<'_>,
) -> Result<Neighbours, Error> {
    let points = triangulation.points();
    let mut search =
        Search { triangulation, seen: vec![0; points], turn: 0, stack: Vec::new(), in_doubt: false };
    let mut edges = Vec::with_capacity(3 * points / 2);
    let mut lengths = Vec::new();
    for low in 0..points {
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let end = low as u32;
        let around = triangulation.neighbours(end);
        lengths.clear();
        lengths.extend(around.iter().map(|&other| triangulation.length(end, other)));
        monitor.tick(200 + 100 * around.len())?;
        for (&high, &length) in around.iter().zip(&lengths) {
            if high < end {
                continue;
            }
            let edge = Edge { ends: [end, high], length };
            if !search.near(edge, around, &lengths) && !search.anywhere(edge, monitor)? {
                edges.push(pack(length, low, high as usize));
            }
        }
        monitor.advance(0.7 + 0.3 * low as f64 / points as f64);
    }
    Ok(Neighbours { edges, in_doubt: search.in_doubt })
}

#[derive(Clone, Copy)]
struct Edge {
    ends: [u32; 2],
    length: f64,
}

impl Edge {
    /// Whether the edge from an end to another point enters before this one.
    fn is_after(self, length: f64, a: u32, b: u32) -> bool {
        length < self.length || (length == self.length && (a.min(b), a.max(b)) < (self.ends[0], self.ends[1]))
    }
}

struct Search<'a> {
    triangulation: &'a Triangulation<'a>,
    /// The turn in which each point was seen last.
    seen: Vec<u32>,
    turn: u32,
    stack: Vec<u32>,
    in_doubt: bool,
}

impl Search<'_> {
    /// Whether a neighbour of one of the ends lies in the lune.
    fn near(&mut self, edge: Edge, around: &[u32], lengths: &[f64]) -> bool {
        let [low, high] = edge.ends;
        let by_low = around.iter().zip(lengths).any(|(&via, &length)| {
            via != high && self.is_before(edge, length, low, via) && self.reaches(edge, high, via)
        });
        by_low
            || self
                .triangulation
                .neighbours(high)
                .iter()
                .any(|&via| via != low && self.reaches(edge, low, via) && self.reaches(edge, high, via))
    }

    fn reaches(&mut self, edge: Edge, end: u32, via: u32) -> bool {
        let length = self.triangulation.length(end, via);
        self.is_before(edge, length, end, via)
    }

    fn is_before(&mut self, edge: Edge, length: f64, end: u32, via: u32) -> bool {
        self.in_doubt |= is_doubtful(length, edge.length);
        edge.is_after(length, end, via)
    }

    /// Whether any point at all lies in the lune.
    fn anywhere(&mut self, edge: Edge, monitor: &mut Monitor<'_>) -> Result<bool, Error> {
        let [low, high] = edge.ends;
        self.turn += 1;
        self.seen[low as usize] = self.turn;
        self.stack.clear();
        self.stack.push(low);
        while let Some(point) = self.stack.pop() {
            let triangulation = self.triangulation;
            for &via in triangulation.neighbours(point) {
                if std::mem::replace(&mut self.seen[via as usize], self.turn) == self.turn || via == high {
                    continue;
                }
                if self.reaches(edge, low, via) {
                    if self.reaches(edge, high, via) {
                        return Ok(true);
                    }
                    self.stack.push(via);
                }
            }
            monitor.tick(60)?;
        }
        Ok(false)
    }
}
