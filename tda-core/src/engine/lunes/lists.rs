//! The sweep over a graph that is lists of neighbours in order of entry.

use super::Joined;
use super::bits::BitRows;
use crate::control::Monitor;
use crate::engine::adjacency::Adjacency;
use crate::engine::edges::RankedEdge;
use crate::engine::graph::{NO_EDGE, Neighbour};
use crate::error::Error;

/// Bits for what is joined, and lists for everything else.
pub(crate) struct BitLists {
    pub(crate) adjacency: Adjacency,
    pub(crate) bits: BitRows,
    meeting: Meeting,
}

impl BitLists {
    pub(crate) fn new(points: usize) -> Self {
        BitLists {
            adjacency: Adjacency::empty(points),
            bits: BitRows::new(points),
            meeting: Meeting::new(points),
        }
    }
}

impl Joined for BitLists {
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
        rank(&self.adjacency, a, b)
    }

    fn detour(&mut self, edge: RankedEdge, monitor: &mut Monitor<'_>) -> Result<[u32; 2], Error> {
        self.meeting.detour(&self.adjacency, edge, monitor)
    }
}

fn rank(adjacency: &Adjacency, a: u32, b: u32) -> u32 {
    let lists = [(a, b), (b, a)].map(|(from, to)| (adjacency.neighbours(from), to));
    let (list, to) = if lists[0].0.len() <= lists[1].0.len() { lists[0] } else { lists[1] };
    list.iter().find(|n| n.vertex == to).map_or(NO_EDGE, |n| n.rank)
}

/// Where two lists meet.
struct Meeting {
    /// For each vertex the turn in which it was met, and from which end.
    met: Vec<(u32, u32)>,
    turn: u32,
}

impl Meeting {
    fn new(points: usize) -> Self {
        Meeting { met: vec![(0, 0); points], turn: 0 }
    }

    /// The two other edges of the triangle in the lune of an edge whose longer one of them is shortest: both lists
    /// are walked together in the order of ranks, until a vertex is met from the second side.
    fn detour(
        &mut self,
        adjacency: &Adjacency,
        edge: RankedEdge,
        monitor: &mut Monitor<'_>,
    ) -> Result<[u32; 2], Error> {
        self.next_turn();
        let (mut low, mut high) = (adjacency.neighbours(edge.low), adjacency.neighbours(edge.high));
        let mut steps = 0;
        loop {
            let next = |list: &[Neighbour]| list.first().map_or(NO_EDGE, |n| n.rank);
            let shorter = if next(low) < next(high) { &mut low } else { &mut high };
            let Some((&Neighbour { vertex, rank }, rest)) = shorter.split_first() else {
                // Not reached: a detour is only asked for where the lune is not empty.
                return Ok([edge.rank; 2]);
            };
            *shorter = rest;
            steps += 1;
            let met = &mut self.met[vertex as usize];
            if met.0 == self.turn {
                monitor.tick(steps * 4)?;
                return Ok([met.1, rank]);
            }
            *met = (self.turn, rank);
        }
    }

    fn next_turn(&mut self) {
        self.turn = self.turn.checked_add(1).unwrap_or_else(|| {
            self.met.fill((0, 0));
            1
        });
    }
}
