//! A Kafka record as a line of JSON.

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use tda_events::EncodedRecord;

/// An event's bytes, and what its topic keeps beside them.
///
/// ```json
/// {"topic":"tda_jobs","key":"job-1","partition_key":"job-1","headers":[["event_type","job.queued"]],"value":"{...}"}
/// ```
///
/// Bytes that are no UTF-8 are written as `{"base64": "..."}`. Reading needs the value only.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::cli) struct Record {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    topic: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<Bytes>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    partition_key: Option<Bytes>,
    #[serde(default)]
    headers: Vec<(String, Bytes)>,
    value: Bytes,
}

#[derive(Debug, Default, PartialEq)]
struct Bytes(Vec<u8>);

impl From<EncodedRecord> for Record {
    fn from(record: EncodedRecord) -> Self {
        Self {
            topic: Some(record.topic),
            key: record.key.map(Bytes),
            partition_key: record.partition_key.map(Bytes),
            headers: record.headers.into_iter().map(|(name, value)| (name, Bytes(value))).collect(),
            value: Bytes(record.value),
        }
    }
}

impl Record {
    pub(in crate::cli) fn into_headers_and_value(self) -> (Vec<(String, Vec<u8>)>, Vec<u8>) {
        (self.headers.into_iter().map(|(name, value)| (name, value.0)).collect(), self.value.0)
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => Encoded { base64: BASE64.encode(&self.0).into() }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Form::deserialize(deserializer)? {
            Form::Text(text) => Ok(Self(text.into_bytes())),
            Form::Encoded(Encoded { base64 }) => {
                BASE64.decode(base64.as_bytes()).map(Self).map_err(de::Error::custom)
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a text or {\"base64\": text}")]
enum Form {
    Text(String),
    Encoded(Encoded<'static>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Encoded<'a> {
    base64: Cow<'a, str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_any_kind_survive() {
        for bytes in [b"".as_slice(), b"text \"quoted\"", &[0xc3, 0x01, 0xff, 0x00]] {
            let bytes = || Bytes(bytes.to_vec());
            let record = Record { value: bytes(), key: Some(bytes()), ..Record::default() };
            let line = serde_json::to_string(&record).unwrap();
            assert!(!line.contains('\n'));
            assert_eq!(serde_json::from_str::<Record>(&line).unwrap(), record);
        }
        assert!(serde_json::from_str::<Record>(r#"{"value": {"base64": "*"}}"#).is_err());
        assert!(serde_json::from_str::<Record>(r#"{"value": "x", "valeu": 1}"#).is_err());
    }
}
