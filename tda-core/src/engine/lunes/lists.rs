//! The sweep over a graph that is lists of neighbours in order of entry.

use super::Joined;
use super::bits::BitRows;
use crate::control::Monitor;
use crate::engine::adjacency::Adjacency;
use crate::engine::edges::RankedEdge;
use crate::engine::graph::{NO_EDGE, Neighbour};
use crate::error::Error;

/// Lists for everything, and bits for lunes where the points are few enough for them.
pub(crate) struct Lists {
    pub(crate) adjacency: Adjacency,
    bits: Option<BitRows>,
    meeting: Meeting,
}

impl Lists {
    /// Bytes beside the lists and the bits.
    pub(crate) fn size_bytes(points: usize) -> usize {
        points * size_of::<(u32, u32)>()
    }

    pub(crate) fn new(adjacency: Adjacency, points: usize, with_bits: bool) -> Self {
        let bits = with_bits.then(|| BitRows::new(points));
        Lists { adjacency, bits, meeting: Meeting::new(points) }
    }
}

impl Joined for Lists {
    fn first(&mut self, edge: RankedEdge) -> Option<u32> {
        match &self.bits {
            Some(bits) => bits.first(edge),
            None => self.meeting.lune(&self.adjacency, edge).map(|(first, _)| first),
        }
    }

    fn components(
        &mut self,
        edge: RankedEdge,
        others: &mut Vec<u32>,
        monitor: &mut Monitor<'_>,
    ) -> Result<Option<u32>, Error> {
        match &mut self.bits {
            Some(bits) => bits.components(edge, others, monitor),
            None => self.meeting.components(&self.adjacency, edge, others, monitor),
        }
    }

    fn join(&mut self, edge: RankedEdge) {
        // In the lists, what comes before an edge is joined.
        if let Some(bits) = &mut self.bits {
            bits.join(edge);
        }
    }

    fn rank(&self, a: u32, b: u32) -> u32 {
        rank(&self.adjacency, a, b)
    }

    fn detour(&mut self, edge: RankedEdge, monitor: &mut Monitor<'_>) -> Result<[u32; 2], Error> {
        self.meeting.detour(&self.adjacency, edge, monitor)
    }
}

pub(super) fn rank(adjacency: &Adjacency, a: u32, b: u32) -> u32 {
    let lists = [(a, b), (b, a)].map(|(from, to)| (adjacency.neighbours(from), to));
    let (list, to) = if lists[0].0.len() <= lists[1].0.len() { lists[0] } else { lists[1] };
    list.iter().find(|n| n.vertex == to).map_or(NO_EDGE, |n| n.rank)
}

/// The neighbours of a vertex that were joined to it before an edge entered.
#[inline]
fn before(adjacency: &Adjacency, vertex: u32, edge: RankedEdge) -> impl Iterator<Item = &Neighbour> {
    adjacency.neighbours(vertex).iter().take_while(move |n| n.rank < edge.rank)
}

/// Where two lists meet.
pub(super) struct Meeting {
    /// For each vertex the turn in which it was met, and the rank of the edge that led there.
    met: Vec<(u32, u32)>,
    turn: u32,
    /// The vertices of a lune that are in no component yet, and those to go on from.
    lune: Vec<u32>,
    frontier: Vec<u32>,
}

impl Meeting {
    pub(super) fn new(points: usize) -> Self {
        Meeting { met: vec![(0, 0); points], turn: 0, lune: Vec::new(), frontier: Vec::new() }
    }

    /// The two other edges of the triangle in the lune of an edge whose longer one of them is shortest: both lists
    /// are walked together in the order of ranks, until a vertex is met from the second side.
    pub(super) fn detour(
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

    /// Finds the lune of an edge: its smallest vertex, and the one that is nearest to both ends.
    fn lune(&mut self, adjacency: &Adjacency, edge: RankedEdge) -> Option<(u32, u32)> {
        self.next_turn();
        self.lune.clear();
        for n in before(adjacency, edge.low, edge) {
            self.met[n.vertex as usize] = (self.turn, n.rank);
        }
        let (mut first, mut nearest) = (u32::MAX, (NO_EDGE, u32::MAX));
        for n in before(adjacency, edge.high, edge) {
            let (turn, rank) = self.met[n.vertex as usize];
            if turn == self.turn {
                self.lune.push(n.vertex);
                first = first.min(n.vertex);
                nearest = nearest.min((rank.max(n.rank), n.vertex));
            }
        }
        (!self.lune.is_empty()).then_some((first, nearest.1))
    }

    /// The smallest vertex of the lune, and the smallest ones of its other components in `others`.
    ///
    /// The vertex in the middle is next to all others, as a rule: then one list shows that the lune is connected.
    fn components(
        &mut self,
        adjacency: &Adjacency,
        edge: RankedEdge,
        others: &mut Vec<u32>,
        monitor: &mut Monitor<'_>,
    ) -> Result<Option<u32>, Error> {
        let ends = [edge.low, edge.high].map(|end| adjacency.neighbours(end).len());
        monitor.tick(2 * (ends[0] + ends[1]))?;
        let Some((first, mut from)) = self.lune(adjacency, edge) else { return Ok(None) };
        self.next_turn();
        for &vertex in &self.lune {
            self.met[vertex as usize].0 = self.turn;
        }
        loop {
            let least = self.see_component(adjacency, edge, from, monitor)?;
            if least != first {
                others.push(least);
            }
            let (met, turn) = (&self.met, self.turn);
            self.lune.retain(|&vertex| met[vertex as usize].0 == turn);
            match self.lune.first() {
                Some(&next) => from = next,
                None => break,
            }
        }
        others.sort_unstable();
        Ok(Some(first))
    }

    /// Takes the component of `from` out of the lune and returns its smallest vertex.
    fn see_component(
        &mut self,
        adjacency: &Adjacency,
        edge: RankedEdge,
        from: u32,
        monitor: &mut Monitor<'_>,
    ) -> Result<u32, Error> {
        let (mut least, mut left) = (from, self.lune.len() - 1);
        self.met[from as usize].0 = 0;
        self.frontier.clear();
        self.frontier.push(from);
        while let Some(vertex) = self.frontier.pop() {
            if left == 0 {
                break;
            }
            for n in before(adjacency, vertex, edge) {
                let met = &mut self.met[n.vertex as usize];
                if met.0 == self.turn {
                    met.0 = 0;
                    left -= 1;
                    least = least.min(n.vertex);
                    self.frontier.push(n.vertex);
                }
            }
            monitor.tick(adjacency.neighbours(vertex).len())?;
        }
        Ok(least)
    }

    fn next_turn(&mut self) {
        self.turn = self.turn.checked_add(1).unwrap_or_else(|| {
            self.met.fill((0, 0));
            1
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::{Control, Limits};
    use crate::engine::edges::{Edges, pack};

    #[test]
    fn lists_and_bits_find_the_same_components() {
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
            let mut graphs = [true, false].map(|with_bits| {
                let adjacency = Adjacency::new(points, &edges, &mut monitor).expect("nothing stops it");
                Lists::new(adjacency, points, with_bits)
            });
            for edge in edges.iter() {
                let [bits, lists] = graphs.each_mut().map(|graph| {
                    let mut others = Vec::new();
                    let first = graph.first(edge);
                    let found = graph.components(edge, &mut others, &mut monitor).expect("nothing stops it");
                    graph.join(edge);
                    (first, found, others)
                });
                assert_eq!(bits, lists);
            }
        }
    }
}
