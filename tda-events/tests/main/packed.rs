//! The packed layout of diagrams: the same event in columns.

use serde_json::{Value, json};
use tda_events::{
    Dialect, EncodeOptions, EncodedRecord, Encoding, Event, Interval, Layout, PersistenceDiagram,
    SchemaVersion,
};

fn event() -> Event<PersistenceDiagram> {
    let intervals = vec![
        Interval::new(-0.0, f64::INFINITY),
        Interval::new(0.25, 1.5),
        Interval::new(f64::MIN_POSITIVE, f64::NEG_INFINITY),
    ];
    let diagram = PersistenceDiagram::new("j1", "vietoris_rips", 2, intervals).betti_numbers(vec![1, 0, 2]);
    Event::new(diagram).expect("valid").source("s")
}

fn encode(event: &Event<PersistenceDiagram>, encoding: Encoding, layout: Layout) -> EncodedRecord {
    let options = EncodeOptions::new().layout(layout);
    event.encode_with(Dialect::Canonical, encoding, &options).expect("encodes")
}

#[test]
fn either_layout_reads_back_as_the_same_event() {
    let event = event();
    for dialect in [Dialect::Canonical, Dialect::CamelCase, Dialect::CloudEvents, Dialect::CloudEventsBinary]
    {
        for encoding in [Encoding::Json, Encoding::Avro] {
            let options = EncodeOptions::new().layout(Layout::Packed);
            let Ok(packed) = event.encode_with(dialect, encoding, &options) else { continue };
            let plain = event.encode(dialect, encoding).expect("encodes");
            assert_ne!(packed.value, plain.value, "{dialect} {encoding}");
            for record in [packed, plain] {
                let read = Event::<PersistenceDiagram>::decode(&record).expect("reads");
                assert_eq!(read, event, "{dialect} {encoding}");
                let bits = |event: &Event<PersistenceDiagram>| event.data.intervals[0].birth.to_bits();
                assert_eq!(bits(&read), bits(&event), "to the last bit");
                assert_eq!(read.data.content_sha256(), event.data.content_sha256());
            }
        }
    }
}

#[test]
fn the_columns_are_little_endian_numbers() {
    let record = encode(&event(), Encoding::Json, Layout::Packed);
    let json: Value = serde_json::from_slice(&record.value).expect("json");
    assert_eq!(json["data"]["intervals"], json!([]));
    // By hand: three times 2 as u32; -0.0, 0.25 and the smallest normal double.
    assert_eq!(json["data"]["packed"]["dimensions"], "AgAAAAIAAAACAAAA");
    assert_eq!(json["data"]["packed"]["births"], "AAAAAAAAAIAAAAAAAADQPwAAAAAAABAA");
    assert_eq!(json["data"]["packed"]["deaths"], "AAAAAAAA8H8AAAAAAAD4PwAAAAAAAPD/");
    let record = encode(&event(), Encoding::Avro, Layout::Packed);
    let deaths = [f64::INFINITY, 1.5, f64::NEG_INFINITY].map(f64::to_le_bytes).concat();
    assert!(record.value.windows(deaths.len()).any(|window| window == deaths));
}

#[test]
fn the_first_version_gets_records_whatever_the_topic_says() {
    for (version, is_packed) in [(SchemaVersion::V1_0, false), (SchemaVersion::V1_1, true)] {
        let mut event = event();
        event.schema_version = version;
        for encoding in [Encoding::Json, Encoding::Avro] {
            let asked = encode(&event, encoding, Layout::Packed);
            assert_eq!(asked.value != encode(&event, encoding, Layout::Records).value, is_packed);
            assert_eq!(Event::decode(&asked).expect("reads"), event);
        }
    }
}

#[test]
fn columns_that_make_no_intervals_are_refused_with_their_path() {
    let record = encode(&event(), Encoding::Json, Layout::Packed);
    let json: Value = serde_json::from_slice(&record.value).expect("json");
    for (place, value, expected) in [
        (
            "/data/packed/births",
            json!("AAAA"),
            "data.packed.dimensions: expected 0 bytes for 0 intervals, got 12",
        ),
        (
            "/data/packed/deaths",
            json!("AAAAAAAA8H8="),
            "data.packed.deaths: expected 24 bytes for 3 intervals, got 8",
        ),
        (
            "/data/packed/dimensions",
            json!("AgAAAAIAAAABAAAA"),
            "data.packed.dimensions: expected one dimension, got several",
        ),
        ("/data/dimension", json!(1), "data.packed.dimensions: expected dimension 1, got 2"),
        ("/data/packed/births", json!(7), "data.packed.births: expected base64 of 0..=32000000 bytes, got 7"),
        (
            "/data/intervals",
            json!([{"birth": 0, "death": 1}]),
            "data.packed: expected intervals in one layout, got intervals in both",
        ),
    ] {
        let mut json = json.clone();
        *json.pointer_mut(place).expect("there") = value;
        let error = Event::<PersistenceDiagram>::decode_value(json.to_string().as_bytes(), &[]);
        let error = error.expect_err(expected).to_string();
        assert!(error.contains(expected), "{error}");
    }
    let nan = json!({"data": "AAAAAAAA+H8AAAAAAAD4fwAAAAAAAPh/"})["data"].clone();
    let mut json = json;
    json["data"]["packed"]["births"] = nan;
    let error =
        Event::<PersistenceDiagram>::decode_value(json.to_string().as_bytes(), &[]).expect_err("no number");
    assert!(
        error.to_string().starts_with("data.intervals[0].birth: expected number or infinity, got NaN"),
        "{error}"
    );
}
