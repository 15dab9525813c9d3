//! Neighbourhoods as rows of bits, in blocks that the compiler turns into vector code.

use crate::engine::edges::RankedEdge;

/// Words that are looked at together.
pub(crate) const BLOCK_WORDS: usize = (BLOCK_BITS / u64::BITS) as usize;
/// Vertices in a block.
pub(crate) const BLOCK_BITS: u32 = 4 * u64::BITS;
/// The bits of some vertices.
pub(crate) type Block = [u64; BLOCK_WORDS];
/// None of them.
pub(crate) const EMPTY: Block = [0; BLOCK_WORDS];

/// A row of bits for each vertex, which has a bit of its own.
#[derive(Clone)]
pub(crate) struct Rows {
    blocks: usize,
    bits: Vec<Block>,
}

impl Rows {
    /// Bytes that the rows of so many vertices take.
    pub(crate) fn size_bytes(points: usize) -> usize {
        points * points.div_ceil(BLOCK_BITS as usize) * size_of::<Block>()
    }

    /// Each vertex alone.
    pub(crate) fn new(points: usize) -> Self {
        let blocks = points.div_ceil(BLOCK_BITS as usize);
        let mut rows = Rows { blocks, bits: vec![EMPTY; points * blocks] };
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        for vertex in 0..points as u32 {
            *rows.word(vertex, vertex) |= 1 << (vertex % 64);
        }
        rows
    }

    /// Blocks of a row.
    pub(crate) fn blocks(&self) -> usize {
        self.blocks
    }

    #[inline]
    pub(crate) fn row(&self, vertex: u32) -> &[Block] {
        &self.bits[vertex as usize * self.blocks..][..self.blocks]
    }

    fn word(&mut self, row: u32, vertex: u32) -> &mut u64 {
        let block = row as usize * self.blocks + (vertex / BLOCK_BITS) as usize;
        &mut self.bits[block][word_of(vertex)]
    }

    /// Sets the bits of an edge.
    pub(crate) fn join(&mut self, edge: RankedEdge) {
        *self.word(edge.low, edge.high) |= 1 << (edge.high % 64);
        *self.word(edge.high, edge.low) |= 1 << (edge.low % 64);
    }

    /// Clears the bits of an edge.
    pub(crate) fn part(&mut self, edge: RankedEdge) {
        *self.word(edge.low, edge.high) &= !(1 << (edge.high % 64));
        *self.word(edge.high, edge.low) &= !(1 << (edge.low % 64));
    }
}

/// The word of its block in which a vertex has its bit.
pub(crate) fn word_of(vertex: u32) -> usize {
    (vertex % BLOCK_BITS / u64::BITS) as usize
}

/// Whether a row has a vertex.
#[inline]
pub(crate) fn has(row: &[Block], vertex: u32) -> bool {
    row[(vertex / BLOCK_BITS) as usize][word_of(vertex)] >> (vertex % 64) & 1 == 1
}

/// Whether a row has all that two others share.
pub(crate) fn covers(row: &[Block], a: &[Block], b: &[Block]) -> bool {
    row.iter().zip(a).zip(b).all(|((row, a), b)| {
        let missing: Block = std::array::from_fn(|word| a[word] & b[word] & !row[word]);
        missing == EMPTY
    })
}

/// The place of the lowest bit that is set.
#[inline]
pub(crate) fn first_bit(block: &Block) -> Option<u32> {
    let word = block.iter().position(|&word| word != 0)?;
    #[expect(clippy::cast_possible_truncation, reason = "below the number of words")]
    Some(word as u32 * 64 + block[word].trailing_zeros())
}
