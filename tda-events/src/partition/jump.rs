//! Consistent hashing: a topic gains partitions, and almost every key stays where it is.

use super::murmur2::murmur2;

/// The bucket, of `buckets`, that a hash falls into. From n to n + 1 buckets about one hash in n + 1 moves, all
/// of those to the new bucket. Of no buckets, 0.
///
/// Cost: about ln(`buckets`) steps and no memory.
/// Source: Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm", 2014.
///
/// ```
/// assert_eq!(tda_events::jump_hash(256, 1024), 520);
/// ```
pub fn jump_hash(mut hash: u64, buckets: u32) -> u32 {
    let (mut bucket, mut next) = (0, 0);
    while next < buckets {
        bucket = next;
        hash = hash.wrapping_mul(2_862_933_555_777_941_757).wrapping_add(1);
        let stretch = f64::from(1u32 << 31) / ((hash >> 33) + 1) as f64;
        // A jump past the range of `u32` saturates, which is past every bucket.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let jump = ((f64::from(bucket) + 1.0) * stretch) as u32;
        next = jump;
    }
    bucket
}

/// The partition, of `partitions`, to which consistent hashing sends `key`: [`jump_hash`] of the key's
/// [`murmur2`], taken without its sign. Of no partitions, 0.
///
/// The hash is the one that every Kafka client has already, so a foreign producer adds ten lines.
pub fn jump_partition(key: &[u8], partitions: u32) -> u32 {
    jump_hash(u64::from(murmur2(key).cast_unsigned()), partitions)
}
