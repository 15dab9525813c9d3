//! The schema files that follow from the model.

use crate::dialect::Dialect;
use crate::dialect::canonical::envelope_record;
use crate::payload::{Payload as _, TdaEvent};
use crate::version::SchemaVersion;

use super::avsc::avsc;
use super::json_schema::json_schema;

/// Avro namespace of the canonical dialect. Its last part is the schema's major.
const NAMESPACE: &str = "tda.events.v1";

/// The Avro schema of a whole event in the canonical dialect, as JSON text.
///
/// ```
/// let avsc = tda_events::schema::avro_schema("job.submitted").expect("a known event");
/// assert!(avsc.contains("\"namespace\": \"tda.events.v1\""));
/// ```
pub fn avro_schema(event_type: &str) -> Option<String> {
    let record = envelope_record(TdaEvent::schema(event_type)?);
    Some(pretty(&avsc(&record, NAMESPACE)))
}

/// The JSON Schema of a whole event in the canonical dialect, as JSON text.
pub fn json_schema_of(event_type: &str) -> Option<String> {
    let record = envelope_record(TdaEvent::schema(event_type)?);
    let id = format!("urn:tda-stream:{}:{event_type}:{}", Dialect::Canonical, SchemaVersion::CURRENT);
    Some(pretty(&json_schema(&record, &id)))
}

/// Every schema file: its path within `schemas/` and its text.
///
/// They are checked in, and a test fails where they differ from this.
pub fn generated() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for event_type in TdaEvent::event_types() {
        let stem = format!("{}/{event_type}/{}", Dialect::Canonical, SchemaVersion::CURRENT);
        files.extend(avro_schema(event_type).map(|text| (format!("{stem}.avsc"), text)));
        files.extend(json_schema_of(event_type).map(|text| (format!("{stem}.schema.json"), text)));
    }
    files
}

fn pretty(schema: &serde_json::Value) -> String {
    // A tree of values always has a text.
    let mut text = serde_json::to_string_pretty(schema).unwrap_or_default();
    text.push('\n');
    text
}
