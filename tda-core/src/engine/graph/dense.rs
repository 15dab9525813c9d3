//! A table of all ranks, with a row of bits per vertex.

use std::ops::ControlFlow;

use super::{Graph, NO_EDGE, Neighbour};
use crate::control::Monitor;
use crate::engine::edges::RankedEdge;
use crate::error::Error;

/// Entries compared together; the compiler turns a block into vector code.
const LANES: usize = 16;

/// For graphs of moderate size: four bytes and a bit per pair of vertices.
///
/// Common neighbours are found word by word, and the test for short common neighbours runs over whole rows of ranks.
pub(crate) struct DenseGraph {
    points: usize,
    /// Entries of a row, a multiple of 64 so that rows of ranks and of bits end together.
    stride: usize,
    ranks: Vec<u32>,
    bits: Vec<u64>,
}

impl DenseGraph {
    /// Bytes that the graph takes.
    pub(crate) fn size_bytes(points: usize) -> usize {
        let stride = points.next_multiple_of(64);
        points
            .saturating_mul(stride)
            .saturating_mul(size_of::<u32>())
            .saturating_add(points.saturating_mul(stride) / 8)
    }

    pub(crate) fn new(
        points: usize,
        edges: impl Iterator<Item = RankedEdge>,
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        let stride = points.next_multiple_of(64);
        let mut ranks = Vec::with_capacity(points * stride);
        let mut bits = Vec::with_capacity(points * stride / 64);
        for row in 1..=points {
            ranks.resize(row * stride, NO_EDGE);
            bits.resize(row * stride / 64, 0);
            monitor.charge(stride * size_of::<u32>() + stride / 8)?;
            monitor.tick(stride)?;
        }
        for RankedEdge { low, high, rank } in edges {
            for (row, column) in [(low as usize, high as usize), (high as usize, low as usize)] {
                ranks[row * stride + column] = rank;
                bits[(row * stride + column) / 64] |= 1 << (column % 64);
            }
            monitor.tick(10)?;
        }
        Ok(DenseGraph { points, stride, ranks, bits })
    }

    /// The ranks of the edges of a vertex, [`NO_EDGE`] where there is none, and behind the last vertex.
    #[inline(always)]
    pub(crate) fn row(&self, vertex: u32) -> &[u32] {
        &self.ranks[vertex as usize * self.stride..][..self.stride]
    }

    #[inline(always)]
    fn bit_row(&self, vertex: u32) -> &[u64] {
        &self.bits[vertex as usize * self.stride / 64..][..self.stride / 64]
    }
}

impl Graph for DenseGraph {
    fn points(&self) -> usize {
        self.points
    }

    #[inline(always)]
    fn rank(&self, a: u32, b: u32) -> u32 {
        self.ranks[a as usize * self.stride + b as usize]
    }

    fn neighbours_after(&self, vertex: u32, found: &mut Vec<Neighbour>) {
        let row = self.row(vertex);
        found.clear();
        let after = (vertex + 1..).zip(&row[vertex as usize + 1..]);
        found.extend(
            after.filter(|&(_, &rank)| rank != NO_EDGE).map(|(vertex, &rank)| Neighbour { vertex, rank }),
        );
    }

    fn restrict(&self, vertex: u32, candidates: &[Neighbour], found: &mut Vec<Neighbour>) {
        let row = self.row(vertex);
        found.clear();
        for candidate in candidates {
            let rank = row[candidate.vertex as usize];
            if rank != NO_EDGE {
                found.push(Neighbour { vertex: candidate.vertex, rank: candidate.rank.max(rank) });
            }
        }
    }

    #[inline]
    fn common_neighbours<B>(
        &self,
        clique: &[u32],
        mut visit: impl FnMut(Neighbour) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        for word in 0..self.stride / 64 {
            let mut bits = clique.iter().fold(u64::MAX, |bits, &v| bits & self.bit_row(v)[word]);
            while bits != 0 {
                #[expect(clippy::cast_possible_truncation, reason = "a vertex")]
                let vertex = (word * 64) as u32 + bits.trailing_zeros();
                bits &= bits - 1;
                let rank = clique.iter().fold(0, |rank, &v| rank.max(self.rank(v, vertex)));
                visit(Neighbour { vertex, rank })?;
            }
        }
        ControlFlow::Continue(())
    }

    #[inline]
    fn first_within(&self, clique: &[u32], rank: u32, end: u32) -> Option<u32> {
        let end = end as usize;
        for start in (0..end).step_by(LANES) {
            let mut over = [0_u32; LANES];
            for &vertex in clique {
                let ranks: &[u32; LANES] = self.row(vertex)[start..].first_chunk()?;
                for (over, &other) in over.iter_mut().zip(ranks) {
                    *over |= u32::from(other.cast_signed() > rank.cast_signed());
                }
            }
            if over.iter().fold(1, |all, &over| all & over) == 0 {
                let place = start + over.iter().position(|&over| over == 0)?;
                #[expect(clippy::cast_possible_truncation, reason = "a vertex")]
                return (place < end).then_some(place as u32);
            }
        }
        None
    }
}
