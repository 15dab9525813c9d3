//! `tda_events`' partitioners for C++.

use tda_events::Timestamp;

use crate::failure::{Failure, guarded, infallible};

pub(crate) fn murmur2(key: &[u8]) -> Result<i32, Failure> {
    infallible(|| tda_events::murmur2(key))
}

pub(crate) fn murmur2_partition(key: &[u8], partitions: u32) -> Result<u32, Failure> {
    infallible(|| tda_events::murmur2_partition(key, partitions))
}

pub(crate) fn jump_hash(hash: u64, buckets: u32) -> Result<u32, Failure> {
    infallible(|| tda_events::jump_hash(hash, buckets))
}

pub(crate) fn jump_partition(key: &[u8], partitions: u32) -> Result<u32, Failure> {
    infallible(|| tda_events::jump_partition(key, partitions))
}

pub(crate) fn utc_hour_partition(microseconds: i64, partitions: u32) -> Result<u32, Failure> {
    guarded(|| {
        let time = Timestamp::from_microseconds(microseconds);
        let time = time.map_err(|error| Failure::invalid(error.to_string()))?;
        Ok(tda_events::utc_hour_partition(time, partitions))
    })
}

/// The partitioner of records without a key.
pub(crate) struct Sticky(tda_events::Sticky);

pub(crate) fn sticky(batch_bytes: usize, first: u32) -> Result<Box<Sticky>, Failure> {
    infallible(|| Box::new(Sticky(tda_events::Sticky::new(batch_bytes, first))))
}

impl Sticky {
    pub(crate) fn partition(&mut self, record_bytes: usize, partitions: u32) -> Result<u32, Failure> {
        infallible(|| self.0.partition(record_bytes, partitions))
    }
}
