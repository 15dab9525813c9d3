//! The reference that travels in place of a value: headers for readers with this library, JSON for all others.

use serde::{Deserialize, Serialize};
use tda_events::{EncodedRecord, header};

use super::ClaimCheckError;

/// The id of the event, since its envelope lies in the store.
pub(crate) const EVENT_ID_HEADER: &str = "claim_check_event_id";
const LOCATION_HEADER: &str = "claim_check_location";
const SHA256_HEADER: &str = "claim_check_sha256";
const SIZE_HEADER: &str = "claim_check_size_bytes";
const CONTENT_TYPE_HEADER: &str = "claim_check_content_type";
const CONTENT_TYPE: &str = "content-type";
const REFERENCE_TYPE: &str = "application/vnd.tda.claim-check+json";

/// Where a value lies, and what it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) location: String,
    pub(super) sha256: String,
    pub(super) size_bytes: u64,
}

/// The value of a record whose value lies elsewhere.
#[derive(Serialize, Deserialize)]
struct Body<'a> {
    claim_check: u32,
    event_id: &'a str,
    event_type: &'a str,
    storage_location: &'a str,
    checksum_sha256: &'a str,
    size_bytes: u64,
    content_type: &'a str,
}

type Headers = [(String, Vec<u8>)];

/// The version of the body.
const VERSION: u32 = 1;

impl Reference {
    /// The record that travels instead of `record`: same topic, keys, partition and headers.
    pub(super) fn stand_in(&self, record: &EncodedRecord) -> EncodedRecord {
        let text = |name: &str| text_of(&record.headers, name).unwrap_or_default();
        let content_type = text(CONTENT_TYPE);
        let peeked = tda_events::peek(&record.value, &record.headers).ok();
        let (event_id, event_type) =
            peeked.as_ref().map_or(("", ""), |peek| (&*peek.event_id, &*peek.event_type));
        let body = Body {
            claim_check: VERSION,
            event_id,
            event_type,
            storage_location: &self.location,
            checksum_sha256: &self.sha256,
            size_bytes: self.size_bytes,
            content_type,
        };
        let mut headers: Vec<_> =
            record.headers.iter().filter(|(name, _)| name != CONTENT_TYPE).cloned().collect();
        for (name, value) in [
            (CONTENT_TYPE, REFERENCE_TYPE),
            (LOCATION_HEADER, &self.location),
            (SHA256_HEADER, &self.sha256),
            (SIZE_HEADER, &self.size_bytes.to_string()),
            (CONTENT_TYPE_HEADER, content_type),
            (EVENT_ID_HEADER, event_id),
        ] {
            headers.push((name.to_owned(), value.as_bytes().to_vec()));
        }
        // Texts and a number: nothing of it can fail to be JSON.
        let value = serde_json::to_vec(&body).unwrap_or_default();
        let mut stand_in = record.clone();
        (stand_in.value, stand_in.headers) = (value, headers);
        stand_in
    }

    /// The reference in a record's headers, or `None` where its value is its own.
    pub(super) fn of(headers: &Headers) -> Result<Option<Self>, ClaimCheckError> {
        let Some(location) = text_of(headers, LOCATION_HEADER) else { return Ok(None) };
        let malformed = |reason: &str| ClaimCheckError::Malformed { reason: reason.to_owned() };
        let sha256 = text_of(headers, SHA256_HEADER).ok_or_else(|| malformed("it names no checksum"))?;
        let size = text_of(headers, SIZE_HEADER).ok_or_else(|| malformed("it names no size"))?;
        let size_bytes = size.parse().map_err(|_| malformed("its size is no number"))?;
        Ok(Some(Self { location: location.to_owned(), sha256: sha256.to_ascii_lowercase(), size_bytes }))
    }
}

/// Whether a record with these headers has its value elsewhere.
pub(crate) fn is_reference(headers: &Headers) -> bool {
    text_of(headers, LOCATION_HEADER).is_some()
}

/// What is known of an event without its value.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Named {
    pub(crate) event_id: String,
    pub(crate) event_type: String,
}

/// The event that lies elsewhere, as its record names it; `None` for a record of its own value.
pub(crate) fn named(value: &[u8], headers: &Headers) -> Option<Result<Named, ClaimCheckError>> {
    if !is_reference(headers) {
        return None;
    }
    let event_type = text_of(headers, header::EVENT_TYPE).or_else(|| text_of(headers, "ce_type"));
    Some(match (event_type, text_of(headers, EVENT_ID_HEADER)) {
        (Some(event_type), Some(event_id)) => {
            Ok(Named { event_id: event_id.to_owned(), event_type: event_type.to_owned() })
        }
        _ => serde_json::from_slice(value)
            .map_err(|_| ClaimCheckError::Malformed { reason: "it does not name its event".into() }),
    })
}

/// The headers as they were before the value was put away.
pub(super) fn original_headers(headers: &Headers) -> Vec<(String, Vec<u8>)> {
    let mut original: Vec<_> = headers
        .iter()
        .filter(|(name, _)| name != CONTENT_TYPE && !name.starts_with("claim_check_"))
        .cloned()
        .collect();
    if let Some(content_type) = text_of(headers, CONTENT_TYPE_HEADER).filter(|text| !text.is_empty()) {
        original.push((CONTENT_TYPE.to_owned(), content_type.as_bytes().to_vec()));
    }
    original
}

/// The last header of that name, as text.
fn text_of<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    let (_, value) = headers.iter().rev().find(|(key, _)| key == name)?;
    std::str::from_utf8(value).ok()
}

#[cfg(test)]
mod tests {
    use tda_events::{Dialect, Encoding, Event, TdaEvent, sample};

    use super::*;

    fn reference() -> Reference {
        Reference { location: "memory://m/shared/2026-11-21/abc".into(), sha256: "abc".into(), size_bytes: 7 }
    }

    #[test]
    fn a_stand_in_says_where_the_value_is_and_gives_the_headers_back() {
        for (dialect, encoding) in [
            (Dialect::Canonical, Encoding::Json),
            (Dialect::Canonical, Encoding::Avro),
            (Dialect::CloudEventsBinary, Encoding::Json),
        ] {
            let event = sample("job.submitted").expect("known");
            let record = event.encode(dialect, encoding).expect("encodes");
            let stand_in = reference().stand_in(&record);
            assert_eq!((&stand_in.key, &stand_in.partition_key), (&record.key, &record.partition_key));
            assert_eq!(Reference::of(&stand_in.headers).expect("whole"), Some(reference()));
            let original = original_headers(&stand_in.headers);
            let again = Event::<TdaEvent>::decode_value(&record.value, &original).expect("decodes");
            assert_eq!(again.event_id, event.event_id);
            // A reader without this library follows the JSON.
            let body: serde_json::Value = serde_json::from_slice(&stand_in.value).expect("JSON");
            assert_eq!(body["storage_location"], "memory://m/shared/2026-11-21/abc");
            assert_eq!(body["event_id"], event.event_id);
            assert_eq!(body["event_type"], "job.submitted");
            // The headers alone say whose value it is, and so does the value alone.
            let expected = Named { event_id: event.event_id.clone(), event_type: "job.submitted".into() };
            let location = (LOCATION_HEADER.to_owned(), b"memory://m/x".to_vec());
            for (value, headers) in [(&[][..], &stand_in.headers), (&stand_in.value, &vec![location])] {
                assert_eq!(named(value, headers).expect("a reference").expect("named"), expected);
            }
            assert!(named(&record.value, &record.headers).is_none());
        }
    }

    #[test]
    fn a_record_of_its_own_value_is_no_reference_and_a_broken_one_is_an_error() {
        assert_eq!(
            Reference::of(&[("content-type".into(), b"application/json".to_vec())]).expect("none"),
            None
        );
        let location = (LOCATION_HEADER.to_owned(), b"memory://m/x".to_vec());
        assert!(Reference::of(std::slice::from_ref(&location)).is_err());
        let hash = (SHA256_HEADER.to_owned(), b"00".to_vec());
        assert!(Reference::of(&[location, hash, (SIZE_HEADER.to_owned(), b"many".to_vec())]).is_err());
    }
}
