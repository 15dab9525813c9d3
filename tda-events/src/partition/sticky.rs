//! Partitions of records without a key: one batch, one partition.

/// Sends records without a key to one partition until a batch is full, then to the next in turn.
///
/// Batches are as large as they can be, and over time every partition gets the same number of bytes.
///
/// ```
/// let mut sticky = tda_events::Sticky::new(16_384, 0);
/// let partitions: Vec<u32> = (0..6).map(|_| sticky.partition(8_192, 3)).collect();
/// assert_eq!(partitions, [0, 0, 1, 1, 2, 2]);
/// ```
#[derive(Clone, Debug)]
pub struct Sticky {
    batch_bytes: usize,
    filled_bytes: usize,
    turn: u32,
}

impl Sticky {
    /// Batches of about `batch_bytes`: the producer's `batch.size`. The turn starts at `first`, modulo
    /// partitions, so that many producers need not all begin with the same one.
    pub fn new(batch_bytes: usize, first: u32) -> Self {
        Self { batch_bytes, filled_bytes: 0, turn: first }
    }

    /// The partition, of `partitions`, of the next record, which has `record_bytes`. Of no partitions, 0.
    pub fn partition(&mut self, record_bytes: usize, partitions: u32) -> u32 {
        let partition = self.turn.checked_rem(partitions).unwrap_or(0);
        self.filled_bytes = self.filled_bytes.saturating_add(record_bytes);
        if self.filled_bytes >= self.batch_bytes {
            self.filled_bytes = 0;
            self.turn = partition.wrapping_add(1);
        }
        partition
    }
}
