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

#[test]
fn fields_of_an_interval_that_nobody_knows_are_kept_in_every_form() {
    let value = r#"{"schema_version":"1.2","event_id":"e","timestamp":"2026-11-21T08:52:00.123Z","event_type":"result.persistence_diagram","source":"s","data":{"job_id":"j","algorithm":"a","dimension":1,"intervals":[{"birth":0.0,"death":"inf"},{"birth":0.5,"death":1.5,"weight":2,"near":{"a/b":[1e400]}},{"birth":1.0,"death":2.0,"weight":0.5}],"betti_numbers":[1]}}"#;
    let event = Event::<PersistenceDiagram>::decode_value(value.as_bytes(), &[]).expect("reads");
    assert!(event.data.extensions.is_empty(), "they are no fields of the diagram");
    let written = encode(&event, Encoding::Json, Layout::Records).value;
    assert_eq!(String::from_utf8(written).expect("text"), value, "in place");
    for layout in [Layout::Records, Layout::Packed] {
        for dialect in Dialect::ALL {
            for encoding in [Encoding::Json, Encoding::Avro] {
                let options = EncodeOptions::new().layout(layout);
                let Ok(record) = event.encode_with(*dialect, encoding, &options) else { continue };
                let read = Event::<PersistenceDiagram>::decode(&record).expect("reads");
                assert_eq!(read, event, "{dialect} {encoding} {layout:?}");
                let back = encode(&read, Encoding::Json, Layout::Records).value;
                assert_eq!(String::from_utf8(back).expect("text"), value, "{dialect} {encoding} {layout:?}");
            }
        }
    }
    let mut shorter = event.clone();
    shorter.data.intervals.truncate(1);
    let written = encode(&shorter, Encoding::Json, Layout::Records).value;
    assert!(!String::from_utf8(written).expect("text").contains("weight"));
    for (from, to) in
        [("\"weight\":2", "\"near\":2"), ("[1e400]", &"[".repeat(65)), ("\"weight\":2", "\"birth\":\"x\"")]
    {
        let broken = value.replacen(from, to, 1);
        assert!(Event::<PersistenceDiagram>::decode_value(broken.as_bytes(), &[]).is_err(), "{broken}");
    }
    let deep = value.replacen("[1e400]", &format!("{}{}", "[".repeat(70), "]".repeat(70)), 1);
    let error = Event::<PersistenceDiagram>::decode_value(deep.as_bytes(), &[]).expect_err("too deep");
    assert!(error.to_string().contains("data.intervals[1].near: expected nesting"), "{error}");
}
