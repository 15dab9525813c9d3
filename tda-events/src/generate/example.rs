//! An example of any event, the same each time.

use serde_json::Value;

use super::envelope;
use crate::catalog::Catalog;
use crate::encode::EncodeOptions;
use crate::encoding::Encoding;
use crate::record::EncodedRecord;

const EVENT_ID: &str = "01935b5e-7a00-7000-8000-000000000001";
const TIME: &str = "2026-01-02T03:04:05.678Z";

/// The catalog's [sample](Catalog::sample) of an event as a record, in the dialect that its system writes it in;
/// always the same, its id and time included. `None` for an event that the catalog lacks, and where the dialect does
/// not carry the encoding.
///
/// ```
/// use tda_events::{Catalog, Encoding, generate};
/// let record = generate::example_record(Catalog::tda(), "job.cancelled", Encoding::Json).expect("a known event");
/// assert_eq!(record.key.as_deref(), Some(b"job-0001".as_slice()));
/// ```
pub fn example_record(catalog: &Catalog, event_type: &str, encoding: Encoding) -> Option<EncodedRecord> {
    let dialect = envelope::dialect(catalog, event_type);
    let sample = catalog.sample_in(dialect, event_type)?;
    let example = sample.event_id(EVENT_ID).timestamp(TIME.parse().ok()?);
    example.encode_with(dialect, encoding, &EncodeOptions::new().catalog(catalog)).ok()
}

/// The example as JSON.
pub(super) fn json(catalog: &Catalog, event_type: &str) -> Option<Value> {
    let record = example_record(catalog, event_type, Encoding::Json)?;
    serde_json::from_slice(&record.value).ok()
}
