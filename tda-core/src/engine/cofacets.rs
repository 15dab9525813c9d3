//! Facets, cofacets, and the pairs that can be seen without reduction.

use std::ops::ControlFlow;

use crate::engine::graph::{Graph, Neighbour};
use crate::engine::packing::{Packing, Vertices, Word};

/// A graph whose simplices of one dimension are named by `lower`, and their cofacets by `upper`.
#[derive(Debug)]
pub(crate) struct Cofacets<'g, G> {
    pub(crate) graph: &'g G,
    pub(crate) lower: Packing,
    pub(crate) upper: Packing,
}

impl<'g, G: Graph> Cofacets<'g, G> {
    pub(crate) fn new(graph: &'g G, vertex_bits: u32, dimension: usize) -> Self {
        let packing = |vertices| Packing { vertex_bits, vertices };
        Cofacets { graph, lower: packing(dimension + 1), upper: packing(dimension + 2) }
    }

    /// Visits the cofacets of a simplex, in the order of the vertex that comes in: ascending by name among those
    /// of one rank.
    #[inline(always)]
    pub(crate) fn visit<W: Word, B>(
        &self,
        simplex: W,
        mut visit: impl FnMut(W, u32) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        self.visit_placed(simplex, |name, rank, _| visit(name, rank))
    }

    /// As [`visit`](Self::visit), with the place of the vertex that comes in.
    #[inline(always)]
    pub(crate) fn visit_placed<W: Word, B>(
        &self,
        simplex: W,
        mut visit: impl FnMut(W, u32, usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let vertices = self.lower.unpack(simplex);
        let vertices = vertices.as_slice();
        let own_rank = self.lower.rank(simplex);
        let bits = self.lower.vertex_bits;
        let key_bits = self.lower.key_bits();
        let key = simplex.and(W::mask(key_bits));
        let (mut place, mut low_bits) = (0, key_bits);
        self.graph.common_neighbours(vertices, |Neighbour { vertex, rank }| {
            while place < vertices.len() && vertices[place] < vertex {
                place += 1;
                low_bits -= bits;
            }
            let rank = rank.max(own_rank);
            let high = W::from_low(rank).shl(key_bits - low_bits).or(key.shr(low_bits));
            let name = high.shl(bits).or(W::from_low(vertex)).shl(low_bits).or(key.and(W::mask(low_bits)));
            visit(name, rank, place)
        })
    }

    /// Whether a simplex is paired with its first cofacet of the same rank, as the facets of that one see it.
    ///
    /// Such a pair is *apparent*: the cofacet is the oldest coface of the simplex, the simplex the youngest face of
    /// the cofacet. It is a pair of length zero in every reduction, and needs none.
    ///
    /// Source: Bauer, arXiv:1908.02518, section 3.
    pub(crate) fn has_apparent_cofacet(&self, vertices: &[u32], rank: u32) -> bool {
        self.apparent_cofacet(vertices, rank).is_some()
    }

    /// The cofacet with which a simplex makes an apparent pair, and the place of the vertex that comes in.
    pub(crate) fn apparent_cofacet(&self, vertices: &[u32], rank: u32) -> Option<(Vertices, usize)> {
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let end = self.graph.points() as u32;
        let vertex = self.graph.first_within(vertices, rank, end)?;
        let (cofacet, place) = Vertices::with(vertices, vertex);
        (place == 0 || self.youngest_facet(cofacet.as_slice(), rank) == Some(place))
            .then_some((cofacet, place))
    }

    /// The facet with which a simplex makes an apparent pair: the place of the vertex it lacks.
    pub(crate) fn apparent_facet(&self, vertices: &[u32], rank: u32) -> Option<usize> {
        let place = self.youngest_facet(vertices, rank)?;
        let facet = Vertices::without(vertices, place);
        self.graph.first_within(facet.as_slice(), rank, vertices[place]).is_none().then_some(place)
    }

    /// The name of the facet of `cofacet` without the vertex at `place`, where both have the same rank.
    pub(crate) fn facet_name<W: Word>(&self, cofacet: &[u32], rank: u32, place: usize) -> W {
        self.lower.pack(rank, Vertices::without(cofacet, place).as_slice())
    }

    /// The youngest facet that has the rank of the simplex: the place of the vertex it lacks. A facet lacks the
    /// rank when every longest edge runs to the vertex that is left out.
    fn youngest_facet(&self, vertices: &[u32], rank: u32) -> Option<usize> {
        let mut longest = 0_u32;
        let mut at_vertex = [0_u32; crate::engine::packing::VERTICES_MAX];
        for (b, &high) in vertices.iter().enumerate().skip(1) {
            for (a, &low) in vertices[..b].iter().enumerate() {
                let is_longest = u32::from(self.graph.rank(low, high) == rank);
                longest += is_longest;
                at_vertex[a] += is_longest;
                at_vertex[b] += is_longest;
            }
        }
        at_vertex[..vertices.len()].iter().position(|&there| there < longest)
    }
}
