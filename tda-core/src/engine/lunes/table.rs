//! The sweep over a graph that is a table of ranks.

use super::Joined;
use super::bits::BitRows;
use crate::control::Monitor;
use crate::engine::edges::RankedEdge;
use crate::engine::graph::{DenseGraph, Graph, NO_EDGE};
use crate::error::Error;

/// Ranks compared together; the compiler turns a block into vector code.
const LANES: usize = 16;

/// Bits for what is joined, and the table for everything else.
pub(crate) struct Table<'g> {
    pub(crate) graph: &'g DenseGraph,
    pub(crate) bits: BitRows,
}

impl Joined for Table<'_> {
    fn first(&mut self, edge: RankedEdge) -> Option<u32> {
        self.bits.first(edge)
    }

    fn components(
        &mut self,
        edge: RankedEdge,
        others: &mut Vec<u32>,
        monitor: &mut Monitor<'_>,
    ) -> Result<Option<u32>, Error> {
        self.bits.components(edge, others, monitor)
    }

    fn join(&mut self, edge: RankedEdge) {
        self.bits.join(edge);
    }

    fn rank(&self, a: u32, b: u32) -> u32 {
        self.graph.rank(a, b)
    }

    fn detour(&mut self, edge: RankedEdge, monitor: &mut Monitor<'_>) -> Result<[u32; 2], Error> {
        let (from_low, from_high) = (self.graph.row(edge.low), self.graph.row(edge.high));
        let through = nearest(from_low, from_high) as usize;
        monitor.tick(self.graph.points() / 4)?;
        Ok([from_low[through], from_high[through]])
    }
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
