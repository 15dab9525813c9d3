//! Batches of CloudEvents: a JSON array of events in structured form, on reading.

use serde_json::value::RawValue;

use crate::decode::{DecodeError, DecodeOptions};
use crate::dialect::Dialect;
use crate::dialect::canonical::syntax;
use crate::dialect::layout::{CLOUDEVENTS, from_json};
use crate::event::Event;
use crate::limits::{BATCH_EVENTS_MAX, VALUE_BYTES_MAX};
use crate::payload::Payload;
use crate::payload::sealed::Scope;

/// Reads a value of media type `application/cloudevents-batch+json`: each event, or why it is none.
///
/// The outer error is for a value that is no list of at most [`BATCH_EVENTS_MAX`] entries.
///
/// ```
/// use tda_events::{DecodeOptions, Dialect, Encoding, TdaEvent, decode_batch, sample};
/// let event = sample("job.queued").expect("known");
/// let record = event.encode(Dialect::CloudEvents, Encoding::Json)?;
/// let batch = [b"[".as_slice(), &record.value, b",{}]"].concat();
/// let events = decode_batch::<TdaEvent>(&batch, &DecodeOptions::new())?;
/// assert_eq!(events[0], Ok(event));
/// assert!(events[1].is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decode_batch<T: Payload>(
    value: &[u8],
    options: &DecodeOptions<'_>,
) -> Result<Vec<Result<Event<T>, DecodeError>>, DecodeError> {
    if value.len() > VALUE_BYTES_MAX {
        return Err(DecodeError::TooLarge { size_bytes: value.len(), limit_bytes: VALUE_BYTES_MAX });
    }
    let events: Vec<&RawValue> = serde_json::from_slice(value).map_err(|error| syntax(&error))?;
    if events.len() > BATCH_EVENTS_MAX {
        return Err(DecodeError::TooManyEvents { found: events.len(), limit: BATCH_EVENTS_MAX });
    }
    let scope = Scope { dialect: Dialect::CloudEvents, catalog: Some(options.catalog) };
    Ok(events.into_iter().map(|event| from_json(&CLOUDEVENTS, event.get().as_bytes(), scope)).collect())
}
