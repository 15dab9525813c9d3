//! The canonical dialect as Avro, read and written by the Apache project's crate too.

use apache_avro::types::Value as Avro;
use apache_avro::{Schema, from_avro_datum, to_avro_datum};
use serde_json::json;
use tda_events::{
    DecodeError, Dialect, EncodeError, EncodeOptions, EncodedRecord, Encoding, Event, InputData, Interval,
    JobProgress, JobSubmitted, Parameters, Payload, PersistenceDiagram, SchemaVersion, TdaEvent, Timestamp,
    peek, sample, schema,
};

fn encoded(event: &Event<impl Payload>) -> EncodedRecord {
    event.encode(Dialect::Canonical, Encoding::Avro).expect("encodes")
}

fn apache_schema(event_type: &str) -> Schema {
    Schema::parse_str(&schema::avro_schema(event_type).expect("a schema of every event")).expect("legal")
}

#[test]
fn the_apache_crate_reads_every_event_and_writes_the_same_bytes() {
    for event_type in TdaEvent::event_types() {
        let event = sample(event_type).expect("a sample of every event").correlation_id("c");
        let event = event.causation_id("d");
        // One header, since the other crate's maps have no order.
        let record = encoded(&event);
        let schema = apache_schema(event_type);
        let value = from_avro_datum(&schema, &mut record.value.as_slice(), None).expect("reads");
        assert_eq!(to_avro_datum(&schema, value).expect("writes"), record.value, "{event_type}");
    }
}

#[test]
fn fields_have_the_values_that_the_apache_crate_sees() {
    let intervals = vec![Interval::new(0.25, f64::INFINITY), Interval::new(-1.5, f64::NEG_INFINITY)];
    let diagram = PersistenceDiagram::new("j1", "vietoris_rips", 1, intervals);
    let time = Timestamp::from_microseconds(1_763_715_120_123_456).expect("in range");
    let event = Event::new(diagram).expect("valid").source("s").timestamp(time).header("a", "b");
    let record = encoded(&event);
    let schema = apache_schema("result.persistence_diagram");
    let value = from_avro_datum(&schema, &mut record.value.as_slice(), None).expect("reads");
    assert_eq!(*field(&value, "timestamp"), Avro::TimestampMicros(1_763_715_120_123_456));
    assert_eq!(*field(&value, "correlation_id"), Avro::Union(0, Box::new(Avro::Null)));
    let Avro::Array(intervals) = field(field(&value, "data"), "intervals") else { panic!("no list") };
    assert_eq!(*field(&intervals[0], "death"), Avro::Double(f64::INFINITY));
    assert_eq!(*field(&intervals[1], "birth"), Avro::Double(-1.5));
}

fn field<'a>(record: &'a Avro, name: &str) -> &'a Avro {
    let Avro::Record(fields) = record else { panic!("no record") };
    &fields.iter().find(|(key, _)| key == name).unwrap_or_else(|| panic!("no field {name}")).1
}

#[test]
fn unknown_fields_travel_in_the_extension_place() {
    let event = sample("job.submitted").expect("known");
    let record = event.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
    let mut json: serde_json::Value = serde_json::from_slice(&record.value).expect("json");
    json["region"] = json!("eu");
    json["data"]["input_data"]["colour"] = json!({"name": "blue"});
    let event = Event::<TdaEvent>::decode_value(json.to_string().as_bytes(), &[]).expect("reads");
    let record = encoded(&event);
    let value = from_avro_datum(&apache_schema("job.submitted"), &mut record.value.as_slice(), None);
    let value = value.expect("reads");
    let Avro::Map(extensions) = field(&value, "extensions") else { panic!("no map") };
    assert_eq!(extensions["/region"], Avro::String("\"eu\"".to_owned()));
    assert_eq!(extensions["/data/input_data/colour"], Avro::String(r#"{"name":"blue"}"#.to_owned()));
    assert_eq!(Event::decode(&record).expect("reads"), event);
}

#[test]
fn a_peek_needs_the_headers_and_no_payload() {
    let event = sample("job.progress").expect("known");
    let record = encoded(&event);
    let peeked = peek(&record.value, &record.headers).expect("an envelope");
    assert_eq!((peeked.event_id.as_ref(), peeked.timestamp), (event.event_id.as_str(), event.timestamp));
    let bare = Event::<TdaEvent>::decode_value(&record.value, &[]);
    assert!(matches!(bare, Err(DecodeError::UnknownEncoding { .. })), "{bare:?}");
    let only_content = [record.headers[2].clone()];
    assert_eq!(only_content[0].0, "content-type");
    let bare = Event::<TdaEvent>::decode_value(&record.value, &only_content);
    let error = bare.expect_err("no schema known");
    assert_eq!(error.to_string(), "reading this value needs the header schema_version, which is absent");
}

#[test]
fn the_first_version_is_written_and_read_by_its_own_schema() {
    let mut event = Event::new(JobProgress::new("j", 50.0, "s")).expect("valid").source("s");
    event.schema_version = SchemaVersion::V1_0;
    let record = encoded(&event);
    assert_eq!(Event::<JobProgress>::decode(&record).expect("reads"), event);
    event.data.attempt = 2;
    let record = encoded(&event);
    assert_eq!(Event::<JobProgress>::decode(&record).expect("reads"), event, "in the extension place");
    let schema = schema::avro_schema_in(Dialect::Canonical, "job.progress", SchemaVersion::V1_0);
    let schema = Schema::parse_str(&schema.expect("known")).expect("legal");
    let value = from_avro_datum(&schema, &mut record.value.as_slice(), None).expect("reads");
    let Avro::Map(extensions) = field(&value, "extensions") else { panic!("no map") };
    assert_eq!(extensions["/data/attempt"], Avro::String("2".to_owned()));
    event.schema_version = SchemaVersion { major: 3, minor: 0 };
    assert!(matches!(event.encode(Dialect::Canonical, Encoding::Json), Err(EncodeError::NotCarried { .. })));
    event.schema_version = SchemaVersion { major: 1, minor: 7 };
    assert_eq!(
        event.encode(Dialect::Canonical, Encoding::Avro).expect_err("unknown schema").to_string(),
        "canonical in avro does not carry job.progress of schema version 1.7: avro schemas are known of versions 1.0, 1.1, 1.2 and 2.0"
    );
}

#[test]
fn headers_that_contradict_the_value_are_refused() {
    let record = encoded(&sample("job.queued").expect("known"));
    let mut headers = record.headers.clone();
    headers[0].1 = b"job.failed".to_vec();
    let error = Event::<TdaEvent>::decode_value(&record.value, &headers).expect_err("contradiction");
    assert!(error.to_string().contains("the headers say event_type \"job.failed\""), "{error}");
}

#[test]
fn nothing_wrong_is_written() {
    let submitted = |input| JobSubmitted::new("j", "u", "vietoris_rips", Parameters::new(1), input);
    let points = |numbers: Vec<f64>| submitted(InputData::inline_points("d", 2, numbers));
    let mut nameless = points(vec![0.0, 1.0]);
    nameless.job_id.clear();
    for (job, fault) in [
        (
            points(vec![0.0, f64::NAN]),
            "data.input_data.inline.coordinates[1]: expected finite number, got NaN",
        ),
        (points(vec![0.0; 3]), "data.input_data.inline.coordinates: expected 2 numbers for 1 points, got 3"),
        (
            points(vec![0.0; 32_770]),
            "data.input_data.inline.coordinates: expected list of at most 32768 items, got 32770",
        ),
        (
            submitted(InputData::at("d", "point_cloud", 8, 1, "file:///points.npy", "abc123")),
            "data.input_data.checksum_sha256: expected SHA-256 as 64 hexadecimal digits of 1..=128 bytes, got \"abc123\"",
        ),
        (nameless, "data.job_id: expected text of 1..=128 bytes, got \"\""),
    ] {
        assert_eq!(Event::new(job).expect_err("a fault").to_string(), fault);
    }
    let event = Event::new(points(vec![0.0, 1.0])).expect("valid");
    let long = "s".repeat(257);
    let options = EncodeOptions::new().source(&long);
    let error = event.encode_with(Dialect::Canonical, Encoding::Json, &options).expect_err("a long source");
    assert_eq!(error.to_string(), "source: expected text of 1..=256 bytes, got text of 257 bytes");
    let error = event.encode(Dialect::Canonical, Encoding::Avro).expect_err("no source");
    assert!(error.to_string().ends_with("names no source and the configuration has no default"), "{error}");
}
