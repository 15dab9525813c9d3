//! Writing two majors of the schema for a while, so that readers can move from one to the other.

use crate::dialect::Dialect;
use crate::encode::{EncodeError, EncodeOptions};
use crate::encoding::Encoding;
use crate::event::Event;
use crate::payload::Payload;
use crate::record::EncodedRecord;
use crate::version::SchemaVersion;

impl<T: Payload> Event<T> {
    /// Writes the event once for each of `majors`, in that order: in its own version where that is of the
    /// major, otherwise in the newest of the major.
    ///
    /// All records carry the same `event_id`, so a reader of both sees a repetition. On compacted topics the
    /// major is a part of the key, so neither record erases the other.
    ///
    /// ```
    /// use tda_events::{Dialect, EncodeOptions, Encoding, Event, sample};
    /// let event = sample("job.completed").expect("a known event");
    /// let options = EncodeOptions::new();
    /// let records = event.encode_majors(&[1, 2], Dialect::Canonical, Encoding::Json, &options)?;
    /// let text = |index: usize| String::from_utf8_lossy(&records[index].value);
    /// assert!(text(0).contains("\"execution_time\":"));
    /// assert!(text(1).contains("\"execution_time_seconds\":"));
    /// # Ok::<(), tda_events::EncodeError>(())
    /// ```
    pub fn encode_majors(
        &self,
        majors: &[u16],
        dialect: Dialect,
        encoding: Encoding,
        options: &EncodeOptions<'_>,
    ) -> Result<Vec<EncodedRecord>, EncodeError> {
        let in_major = |major: &u16| {
            if *major == self.schema_version.major {
                return self.encode_with(dialect, encoding, options);
            }
            let mut event = self.clone();
            // A major without any version is refused by the encoder, which says so.
            let unknown = SchemaVersion { major: *major, minor: 0 };
            event.schema_version = SchemaVersion::newest_of(*major).unwrap_or(unknown);
            event.encode_with(dialect, encoding, options)
        };
        majors.iter().map(in_major).collect()
    }
}
