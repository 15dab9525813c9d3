//! The schema files that follow from the model.

use crate::dialect::{Dialect, not_carried, schemas};
use crate::encoding::Encoding;
use crate::payload::{Payload as _, TdaEvent};
use crate::version::SchemaVersion;

use super::evolve::record_at;
use super::json_schema::json_schema;
use super::print::pretty;

/// The Avro schema of a whole event in the canonical dialect and the current version, as JSON text.
///
/// ```
/// let avsc = tda_events::schema::avro_schema("job.submitted").expect("a known event");
/// assert!(avsc.contains("\"namespace\": \"tda.events.v1\""));
/// ```
pub fn avro_schema(event_type: &str) -> Option<String> {
    avro_schema_in(Dialect::Canonical, event_type, SchemaVersion::CURRENT)
}

/// The JSON Schema of a whole event in the canonical dialect and the current version, as JSON text.
pub fn json_schema_of(event_type: &str) -> Option<String> {
    json_schema_in(Dialect::Canonical, event_type, SchemaVersion::CURRENT)
}

/// The Avro schema of a whole event of the TDA platform, as JSON text; `None` where the dialect has none for
/// it or the version does not exist.
///
/// ```
/// use tda_events::{Dialect, SchemaVersion, schema};
/// let avsc = schema::avro_schema_in(Dialect::Canonical, "job.completed", SchemaVersion::V2_0).expect("known");
/// assert!(avsc.contains("\"namespace\": \"tda.events.v2\""));
/// assert!(avsc.contains("execution_time_seconds"));
/// ```
pub fn avro_schema_in(dialect: Dialect, event_type: &str, version: SchemaVersion) -> Option<String> {
    let data = TdaEvent::schema_in(dialect, event_type)?;
    is_carried(dialect, Encoding::Avro, event_type)
        .then(|| schemas::avro_schema(dialect, data, version))
        .flatten()
        .map(|schema| pretty(&schema))
}

/// The JSON Schema of a whole event of the TDA platform, as JSON text; `None` where the dialect has none for
/// it or the version does not exist.
pub fn json_schema_in(dialect: Dialect, event_type: &str, version: SchemaVersion) -> Option<String> {
    let data = record_at(event_type, TdaEvent::schema_in(dialect, event_type)?, version)?;
    let record =
        schemas::json_record(dialect, &data).filter(|_| is_carried(dialect, Encoding::Json, event_type))?;
    let id = format!("urn:tda-stream:{dialect}:{event_type}:{version}");
    Some(pretty(&json_schema(&record, &id)))
}

fn is_carried(dialect: Dialect, encoding: Encoding, event_type: &str) -> bool {
    not_carried(dialect, encoding, event_type, true).is_none()
}

/// Every schema file: its path within `schemas/` and its text.
///
/// They are checked in, and a test fails where they differ from this.
pub fn generated() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for dialect in Dialect::ALL {
        for event_type in TdaEvent::event_types() {
            for version in SchemaVersion::ALL {
                let stem = format!("{dialect}/{event_type}/{version}");
                let avro = avro_schema_in(*dialect, event_type, version);
                files.extend(avro.map(|text| (format!("{stem}.avsc"), text)));
                let json = json_schema_in(*dialect, event_type, version);
                files.extend(json.map(|text| (format!("{stem}.schema.json"), text)));
            }
        }
    }
    files
}
