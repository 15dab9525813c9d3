//! An example of any event: made from its schema, the same each time.

use serde_json::{Map, Value, json};

use super::envelope;
use crate::catalog::Catalog;
use crate::encode::EncodeOptions;
use crate::encoding::Encoding;
use crate::event::Event;
use crate::payload::Dynamic;
use crate::record::EncodedRecord;
use crate::schema::{Presence, Record, TextForm, Type};

const EVENT_ID: &str = "01935b5e-7a00-7000-8000-000000000001";
const TIME: &str = "2026-01-02T03:04:05.678Z";
const DAY: &str = "2026-01-02";

/// An example of the event called `event_type`: every field that is not optional, with values that its schema
/// allows. Always the same, its id and time included. `None` for what the catalog describes no payload of.
///
/// ```
/// use tda_events::{Catalog, generate};
/// let event = generate::example(Catalog::tda(), "job.cancelled").expect("a known event");
/// assert_eq!(event.data.get("job_id"), Some(&"job_id-1".into()));
/// ```
pub fn example(catalog: &Catalog, event_type: &str) -> Option<Event<Dynamic>> {
    let dialect = envelope::dialect(catalog, event_type);
    let data = object(envelope::payload(catalog, event_type)?);
    let event = catalog.event_in(dialect, event_type, data).ok()?;
    let event = event.event_id(EVENT_ID).source("example").correlation_id("request-1");
    Some(event.timestamp(TIME.parse().ok()?))
}

/// The [`example`] as a record, in the dialect that the catalog's system writes the event in. `None` also where
/// that dialect does not carry the encoding.
pub fn example_record(catalog: &Catalog, event_type: &str, encoding: Encoding) -> Option<EncodedRecord> {
    let options = EncodeOptions::new().catalog(catalog);
    let dialect = envelope::dialect(catalog, event_type);
    example(catalog, event_type)?.encode_with(dialect, encoding, &options).ok()
}

/// The example as JSON.
pub(super) fn json(catalog: &Catalog, event_type: &str) -> Option<Value> {
    let record = example_record(catalog, event_type, Encoding::Json)?;
    serde_json::from_slice(&record.value).ok()
}

fn object(record: &Record) -> Value {
    let fields = record.fields.iter().filter(|field| field.presence != Presence::Optional);
    Value::Object(fields.map(|field| (field.name.clone(), value(&field.name, &field.ty))).collect())
}

/// A value for the field `name`.
fn value(name: &str, ty: &Type) -> Value {
    match ty {
        Type::Boolean => json!(true),
        Type::Integer { min, max, .. } => json!(1.clamp(*min, *max)),
        Type::Double { min, max, .. } => json!(1.5_f64.clamp(*min, *max)),
        Type::Text { bytes_min, bytes_max, form } => json!(text(name, *bytes_min, *bytes_max, *form)),
        Type::Bytes { bytes_min, .. } => json!(crate::schema::base64::encode(&vec![0; *bytes_min])),
        Type::Timestamp => json!(TIME),
        Type::Date => json!(DAY),
        Type::Enum { symbols, .. } => symbols.first().map_or(Value::Null, |symbol| json!(symbol)),
        Type::Array { items, items_max } => {
            json!(Vec::from_iter((*items_max > 0).then(|| value(name, items))))
        }
        Type::Map { values, .. } => Value::Object(Map::from_iter([("name".to_owned(), value(name, values))])),
        Type::Record(record) => object(record),
        Type::Json { .. } => json!({}),
        Type::Union(types) => types.first().map_or(Value::Null, |ty| value(name, ty)),
    }
}

fn text(name: &str, bytes_min: usize, bytes_max: usize, form: TextForm) -> String {
    let mut text = match form {
        TextForm::Sha256 => return "0".repeat(64),
        TextForm::Uri => return "s3://bucket/object".to_owned(),
        _ => format!("{name}-1"),
    };
    while text.len() > bytes_max {
        text.pop();
    }
    while text.len() < bytes_min {
        text.push('x');
    }
    text
}
