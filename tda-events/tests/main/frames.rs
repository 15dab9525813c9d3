//! Frames, and Avro that was written with schemas of other people.

use std::collections::HashMap;
use std::sync::Arc;

use apache_avro::types::Value as Avro;
use apache_avro::{Schema, from_avro_datum, to_avro_datum};
use serde_json::json;
use tda_events::{
    Catalog, DecodeError, DecodeOptions, Dialect, Dynamic, EncodeError, EncodeOptions, Encoding, Event,
    Payload, SchemaIds, SchemaKey, SchemaLookup, TdaEvent, WriterSchema, peek_with, sample, sample_in,
    schema,
};

#[derive(Debug)]
struct Registry(HashMap<u32, Arc<WriterSchema>>);

impl SchemaLookup for Registry {
    fn by_id(&self, id: u32) -> Option<Arc<WriterSchema>> {
        self.0.get(&id).cloned()
    }
}

impl SchemaIds for Registry {
    fn schema_id(&self, key: &SchemaKey<'_>) -> Option<u32> {
        let find = |(id, schema): (&u32, &Arc<WriterSchema>)| {
            (schema.full_name() == Some(key.record_name)).then_some(*id)
        };
        self.0.iter().find_map(find)
    }
}

fn registry(schemas: &[&str]) -> Registry {
    let parsed = schemas.iter().map(|text| Arc::new(WriterSchema::parse(text).expect("a schema")));
    Registry((1000..).zip(parsed).collect())
}

#[test]
fn a_confluent_frame_is_a_zero_and_the_id() {
    let event = sample("job.queued").expect("known");
    let registry = registry(&[&schema::avro_schema("job.queued").expect("a schema")]);
    let options = EncodeOptions::new().schemas(&registry);
    let record = event.encode_with(Dialect::Canonical, Encoding::AvroConfluent, &options).expect("encodes");
    assert_eq!(record.value[..5], [0, 0, 0, 0x03, 0xe8]);
    assert_eq!(record.header("content-type"), Some(b"application/avro; framing=confluent".as_slice()));
    let plain = event.encode(Dialect::Canonical, Encoding::Avro).expect("encodes");
    assert_eq!(record.value[5..], plain.value);
    // With the headers nobody need be asked; without them the registry knows.
    assert_eq!(Event::<TdaEvent>::decode(&record).expect("reads"), event);
    let bare = DecodeOptions::new().schemas(&registry);
    assert_eq!(Event::<TdaEvent>::decode_with(&record.value, &[], &bare).expect("reads"), event);
    let error = Event::<TdaEvent>::decode_value(&record.value, &[]).expect_err("nobody knows");
    assert!(matches!(&error, DecodeError::UnknownSchema { schema, .. } if schema == "1000"), "{error}");
    let error = event.encode(Dialect::Canonical, Encoding::JsonConfluent).expect_err("no ids");
    assert!(matches!(error, EncodeError::NoSchemaId { .. }), "{error}");
}

#[test]
fn a_single_object_needs_no_headers() {
    for event_type in TdaEvent::event_types() {
        let event = sample(event_type).expect("known");
        let record = event.encode(Dialect::Canonical, Encoding::AvroSingleObject).expect("encodes");
        let schema = WriterSchema::parse(&schema::avro_schema(event_type).expect("a schema")).expect("legal");
        assert_eq!(record.value[..2], [0xc3, 0x01]);
        assert_eq!(record.value[2..10], schema.fingerprint().to_le_bytes(), "{event_type}");
        assert_eq!(
            Event::<TdaEvent>::decode_value(&record.value, &[]).expect("reads"),
            event,
            "{event_type}"
        );
    }
    let event = sample("job.queued").expect("known");
    let record = event.encode(Dialect::CamelCase, Encoding::AvroSingleObject).expect("encodes");
    assert_eq!(Event::<TdaEvent>::decode_value(&record.value, &[]).expect("reads"), event);
    let mut unknown = record.value;
    unknown[2] ^= 1;
    let error = Event::<TdaEvent>::decode_value(&unknown, &[]).expect_err("nobody's schema");
    assert!(matches!(error, DecodeError::UnknownSchema { .. }), "{error}");
}

/// `job.queued` as somebody else's schema has it: other order, an int for a long, a field more, one less.
const FOREIGN: &str = r#"{"type": "record", "name": "JobQueued", "namespace": "tda.events.v1", "fields": [
    {"name": "event_id", "type": "string"}, {"name": "schema_version", "type": "string"},
    {"name": "event_type", "type": "string"}, {"name": "source", "type": "string"},
    {"name": "timestamp", "type": {"type": "long", "logicalType": "timestamp-millis"}},
    {"name": "region", "type": ["null", "string"]},
    {"name": "data", "type": {"type": "record", "name": "Data", "fields": [
        {"name": "queue_position", "type": "int"},
        {"name": "priority", "type": {"type": "enum", "name": "P", "symbols": ["high", "low"]}},
        {"name": "waiting_seconds", "type": "float"}, {"name": "job_id", "type": "string"}]}}]}"#;

#[test]
fn a_foreign_schema_is_resolved_by_names() {
    let text = |text: &str| Avro::String(text.to_owned());
    let data = Avro::Record(vec![
        ("queue_position".to_owned(), Avro::Int(3)),
        ("priority".to_owned(), Avro::Enum(0, "high".to_owned())),
        ("waiting_seconds".to_owned(), Avro::Float(1.5)),
        ("job_id".to_owned(), text("j1")),
    ]);
    let value = Avro::Record(vec![
        ("event_id".to_owned(), text("e1")),
        ("schema_version".to_owned(), text("1.7")),
        ("event_type".to_owned(), text("job.queued")),
        ("source".to_owned(), text("flink")),
        ("timestamp".to_owned(), Avro::TimestampMillis(1_763_715_120_123)),
        ("region".to_owned(), Avro::Union(1, Box::new(text("eu")))),
        ("data".to_owned(), data),
    ]);
    let schema = Schema::parse_str(FOREIGN).expect("legal");
    let mut framed = vec![0, 0, 0, 0x03, 0xe8];
    framed.extend(to_avro_datum(&schema, value).expect("writes"));
    let registry = registry(&[FOREIGN]);
    let options = DecodeOptions::new().schemas(&registry);
    let event = Event::<TdaEvent>::decode_with(&framed, &[], &options).expect("reads");
    let expected = json!({"job_id": "j1", "priority": "high", "queue_position": 3, "waiting_seconds": 1.5});
    assert_eq!(event.data.to_json(), expected);
    assert_eq!(event.timestamp.to_string(), "2025-11-21T08:52:00.123Z");
    assert_eq!(event.extensions.get("region"), Some(&json!("eu")));
    assert_eq!(peek_with(&framed, &[], &options).expect("an envelope").source, "flink");
    let dynamic = Event::<Dynamic>::decode_with(&framed, &[], &options).expect("reads");
    assert_eq!(dynamic.data.get("queue_position"), Some(&json!(3)));
    for end in 0..framed.len() {
        assert!(Event::<TdaEvent>::decode_with(&framed[..end], &[], &options).is_err(), "cut at {end}");
    }
}

#[test]
fn a_foreign_schema_cannot_claim_values_without_end() {
    let bomb = r#"{"type": "record", "name": "B", "fields": [{"name": "a", "type":
        {"type": "array", "items": {"type": "array", "items": "null"}}}]}"#;
    let registry = registry(&[bomb]);
    let mut value = vec![0, 0, 0, 0x03, 0xe8];
    // 60 000 lists, each of which claims 30 000 nulls in three bytes and an end.
    value.extend([0xc0, 0xa9, 0x07]);
    for _ in 0..60_000 {
        value.extend([0xe0, 0xd4, 0x03, 0x00]);
    }
    value.push(0);
    let options = DecodeOptions::new().schemas(&registry);
    let error = Event::<TdaEvent>::decode_with(&value, &[], &options).expect_err("hostile");
    assert!(error.to_string().contains("more values than the size of the input allows"), "{error}");
}

#[test]
fn the_apache_crate_reads_every_dialects_avro_and_writes_the_same_bytes() {
    let mut count = 0;
    for dialect in [Dialect::MetadataPayload, Dialect::CamelCase, Dialect::CloudEventsBinary] {
        for event_type in TdaEvent::event_types() {
            let Some(event) = sample_in(dialect, event_type) else { continue };
            let Ok(record) = event.encode(dialect, Encoding::Avro) else { continue };
            let schema =
                Catalog::tda().avro_schema(dialect, event_type).expect("a schema of what is carried");
            let schema = Schema::parse_str(&schema).expect("legal");
            let value = from_avro_datum(&schema, &mut record.value.as_slice(), None).expect("reads");
            assert_eq!(
                to_avro_datum(&schema, value).expect("writes"),
                record.value,
                "{dialect} {event_type}"
            );
            count += 1;
        }
    }
    assert!(count > 2 * TdaEvent::event_types().len());
}

#[test]
fn dynamic_events_of_other_catalogs_are_framed_too() {
    let catalog = Catalog::alphintra();
    let options = EncodeOptions::new().catalog(catalog);
    let data = json!({"orderId": "o1", "userId": "u1", "strategyId": "s1", "symbol": "BTC", "side": "BUY",
        "type": "LIMIT", "quantity": 1, "price": 2.5, "timeInForce": "GTC"});
    let event = catalog.event("trading.order.placed", data).expect("valid").source("oms");
    for dialect in [Dialect::Canonical, Dialect::CamelCase] {
        let record = event.encode_with(dialect, Encoding::AvroSingleObject, &options).expect("encodes");
        let reading = DecodeOptions::new().catalog(catalog);
        assert_eq!(Event::<Dynamic>::decode_with(&record.value, &[], &reading).expect("reads"), event);
    }
}
