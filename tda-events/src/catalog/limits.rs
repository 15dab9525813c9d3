//! Bounds of catalog files. Past a bound stands a problem with its place, never an allocation.

/// Largest file, in bytes.
pub(super) const FILE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Deepest nesting of mappings and lists.
pub(super) const DEPTH_MAX: usize = 32;
/// Most nodes (mappings, lists, names and values) of a file.
pub(super) const NODES_MAX: usize = 200_000;
/// Most problems that are reported at once; further ones are only counted.
pub(super) const PROBLEMS_MAX: usize = 100;
/// Longest key of a mapping, in bytes.
pub(super) const NAME_BYTES_MAX: usize = 256;
/// Longest message of a problem, in bytes.
pub(super) const MESSAGE_BYTES_MAX: usize = 1024;
/// Most names that an unknown word is held against.
pub(super) const SUGGESTIONS_MAX: usize = 500;
/// Longest name of a topic on a broker, in bytes.
pub(super) const TOPIC_NAME_BYTES_MAX: usize = 249;
/// Most partitions of one topic: beyond it stands a slip of the finger.
pub(super) const PARTITIONS_MAX: u64 = 10_000;
/// Most copies of a partition.
pub(super) const REPLICATION_MAX: u64 = 100;
/// Most brokers of one cluster.
pub(super) const BROKERS_MAX: u64 = 10_000;
/// Most members of one group.
pub(super) const INSTANCES_MAX: u64 = 100_000;
/// Most fields of one event, those of records inside it and of types that it uses counted each time.
pub(super) const PAYLOAD_FIELDS_MAX: usize = 10_000;
/// Deepest nesting of records, lists and maps in one payload.
pub(super) const PAYLOAD_DEPTH_MAX: usize = 24;
