//! The hash of Java's default partitioner.

/// The hash of Kafka's Java client, `Utils.murmur2`: MurmurHash2 of 32 bits with seed 0x9747b28c
/// (Austin Appleby, 2008).
///
/// ```
/// assert_eq!(tda_events::murmur2(b"foobar"), -790_332_482);
/// ```
pub fn murmur2(key: &[u8]) -> i32 {
    const SEED: u32 = 0x9747_b28c;
    const M: u32 = 0x5bd1_e995;
    // Java's lengths are 32 bits wide; so is the hash of one.
    #[allow(clippy::cast_possible_truncation)]
    let mut hash = SEED ^ key.len() as u32;
    let mut words = key.chunks_exact(4);
    for word in &mut words {
        let mut k = u32::from_le_bytes([word[0], word[1], word[2], word[3]]).wrapping_mul(M);
        k ^= k >> 24;
        hash = hash.wrapping_mul(M) ^ k.wrapping_mul(M);
    }
    let rest = words.remainder();
    if !rest.is_empty() {
        for (index, byte) in rest.iter().enumerate() {
            hash ^= u32::from(*byte) << (8 * index);
        }
        hash = hash.wrapping_mul(M);
    }
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(M);
    (hash ^ (hash >> 15)).cast_signed()
}

/// The partition, of `partitions`, to which Java's default partitioner sends `key`. Of no partitions, 0.
///
/// The key to hash is a record's `partition_key`, which on compacted topics is not its key.
pub fn murmur2_partition(key: &[u8], partitions: u32) -> u32 {
    // `toPositive` of Java's client clears the sign instead of negating.
    let positive = murmur2(key).cast_unsigned() & 0x7fff_ffff;
    positive.checked_rem(partitions).unwrap_or(0)
}
