//! Partitions by time: one hour of the day, one partition.

use crate::time::Timestamp;

const HOUR_MICROSECONDS: i64 = 3_600_000_000;

/// The partition, of `partitions`, of everything that happened in the same hour of UTC: whole hours since the
/// Unix epoch, modulo partitions. With 24 partitions that is the hour of the day. Of no partitions, 0.
///
/// ```
/// let time = "2026-11-21T10:52:00+02:00".parse()?;
/// assert_eq!(tda_events::utc_hour_partition(time, 24), 8);
/// # Ok::<(), tda_events::TimestampError>(())
/// ```
pub fn utc_hour_partition(timestamp: Timestamp, partitions: u32) -> u32 {
    let hour = timestamp.microseconds().div_euclid(HOUR_MICROSECONDS);
    let partition = hour.checked_rem_euclid(i64::from(partitions)).unwrap_or(0);
    // It is below `partitions`, a `u32`.
    u32::try_from(partition).unwrap_or(0)
}
