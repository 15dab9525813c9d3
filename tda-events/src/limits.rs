//! Every bound of an event, in one place. Past a bound stands a typed error, never an allocation.

/// Longest identifier, in bytes of UTF-8: `event_id`, `job_id`, `user_id` and their kin.
pub const ID_BYTES_MAX: usize = 128;
/// Longest name of an algorithm, format, stage, kind of error or source, in bytes.
pub const NAME_BYTES_MAX: usize = 256;
/// Longest name of a file, in bytes.
pub const FILE_NAME_BYTES_MAX: usize = 1024;
/// Longest URI, in bytes.
pub const URI_BYTES_MAX: usize = 4 * 1024;
/// Longest message or reason meant for people, in bytes.
pub const MESSAGE_BYTES_MAX: usize = 16 * 1024;
/// Longest stack trace, in bytes.
pub const STACK_TRACE_BYTES_MAX: usize = 256 * 1024;
/// Most stages, suggestions, results or other short items in one list.
pub const LIST_ITEMS_MAX: usize = 256;
/// Most values of a filtration in one list.
pub const FILTRATION_VALUES_MAX: usize = 100_000;
/// Most intervals in one persistence diagram.
pub const INTERVALS_MAX: usize = 4_000_000;
/// Highest homology dimension that an event may name.
pub const DIMENSION_MAX: i64 = 16;
/// Most bytes of coordinates that travel inside `job.submitted`: 256 KiB, eight bytes a number.
pub const INLINE_BYTES_MAX: usize = 256 * 1024;
/// Most numbers that travel inside `job.submitted`.
pub const INLINE_COORDINATES_MAX: usize = INLINE_BYTES_MAX / 8;
/// Most coordinates of one inline point.
pub const INLINE_DIMENSIONS_MAX: i64 = 4096;
/// Most coordinates of one corner of a bounding box.
pub const COORDINATES_MAX: usize = 4096;
/// Most headers of one event.
pub const HEADERS_MAX: usize = 64;
/// Longest name of a header, in bytes.
pub const HEADER_NAME_BYTES_MAX: usize = 128;
/// Longest value of a header, in bytes.
pub const HEADER_VALUE_BYTES_MAX: usize = 8 * 1024;
/// Most unknown fields kept in one event's Avro extension place.
pub const EXTENSIONS_MAX: usize = 1024;
/// Most events of one batch.
pub const BATCH_EVENTS_MAX: usize = 10_000;
/// Largest value that is decoded at all, in bytes.
pub const VALUE_BYTES_MAX: usize = 128 * 1024 * 1024;
/// Deepest nesting that is decoded: records, lists and unknown fields together.
pub const NESTING_MAX: usize = 64;
/// Longest free JSON of one field, such as `metadata`, as compact text in bytes.
pub const JSON_BYTES_MAX: usize = 256 * 1024;
/// Most bytes of a picture or other file that travels inside an event, before base64.
pub const CONTENT_BYTES_MAX: usize = 512 * 1024;
/// Most faults that one [`Invalid`](crate::Invalid) lists; further ones are only counted.
pub const FAULTS_MAX: usize = 64;
