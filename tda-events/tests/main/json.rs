//! The canonical dialect as JSON.

use serde_json::{Value, json};
use tda_events::{
    DecodeError, Dialect, Dynamic, Encoding, Event, Interval, JobSubmitted, PersistenceDiagram, TdaEvent,
    TypedPayload, peek, sample,
};

fn text(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

fn submitted() -> Value {
    let record = sample("job.submitted").expect("known").encode(Dialect::Canonical, Encoding::Json);
    serde_json::from_slice(&record.expect("encodes").value).expect("json")
}

fn decode(value: &Value) -> Result<Event<TdaEvent>, DecodeError> {
    Event::decode_value(&text(value), &[])
}

#[test]
fn fields_stand_in_the_order_that_readers_know() {
    let event = submitted();
    let names: Vec<&str> = event.as_object().expect("object").keys().map(String::as_str).collect();
    let expected = [
        "schema_version",
        "event_id",
        "timestamp",
        "event_type",
        "source",
        "correlation_id",
        "headers",
        "data",
    ];
    assert_eq!(names, expected);
    assert_eq!(event["schema_version"], "1.2");
    assert_eq!(event["data"]["priority"], "high");
    assert_eq!(event["timestamp"].as_str().expect("text").len(), "2026-11-21T08:52:00.123Z".len());
}

#[test]
fn every_fault_is_reported_with_its_path() {
    let mut event = submitted();
    event["data"]["parameters"]["max_dimension"] = json!("two");
    event["data"]["input_data"]["point_count"] = json!(-4);
    event["data"].as_object_mut().expect("object").remove("user_id");
    event["event_id"] = json!("");
    let error = decode(&event).expect_err("four faults");
    let DecodeError::Invalid(invalid) = error else { panic!("{error}") };
    let lines: Vec<String> = invalid.faults().iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "event_id: expected text of 1..=128 bytes, got \"\"",
            "data.user_id: expected text of 1..=128 bytes, got nothing",
            "data.parameters.max_dimension: expected integer 0..=16, got \"two\"",
            "data.input_data.point_count: expected integer 0..=9223372036854775807, got -4",
        ]
    );
}

#[test]
fn the_order_of_fields_does_not_matter_to_reading() {
    let event = submitted();
    let mut reversed = serde_json::Map::new();
    for (name, value) in event.as_object().expect("object").iter().rev() {
        reversed.insert(name.clone(), value.clone());
    }
    assert_eq!(decode(&event).expect("reads"), decode(&Value::Object(reversed)).expect("reads"));
}

#[test]
fn unknown_fields_and_microseconds_survive_being_passed_on() {
    let mut event = submitted();
    event["region"] = json!({"name": "eu", "zones": [1, 2]});
    event["data"]["colour"] = json!("blue");
    event["data"]["input_data"]["inline"]["unit/m~"] = json!([1.5, null]);
    event["timestamp"] = json!("2026-11-21T10:52:00.123456+02:00");
    let read = decode(&event).expect("reads");
    assert_eq!(read.timestamp.microseconds() % 1_000_000, 123_456);
    let record = read.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
    let written: Value = serde_json::from_slice(&record.value).expect("json");
    assert_eq!(written["timestamp"], "2026-11-21T08:52:00.123Z");
    assert_eq!(written["extensions"]["/timestamp"], "\"2026-11-21T08:52:00.123456Z\"");
    for pointer in ["/region", "/data/colour", "/data/input_data/inline/unit~1m~0"] {
        assert_eq!(written.pointer(pointer), event.pointer(pointer), "{pointer}");
    }
    assert_eq!(Event::<TdaEvent>::decode(&record).expect("reads"), read);
}

#[test]
fn infinities_are_read_in_every_spelling_and_written_in_one() {
    let head = r#"{"schema_version":"1.0","event_id":"e","timestamp":"2026-11-21T08:52:00Z","source":"s",
        "event_type":"result.persistence_diagram","data":{"job_id":"j","algorithm":"a","dimension":1,"intervals":["#;
    let intervals = r#"{"birth":0,"death":"inf"},{"birth":0.5,"death":null},{"birth":1,"death":"Infinity"},
        {"birth":2,"death":Infinity},{"birth":3,"death":-Infinity},{"birth":3,"death":4}"#;
    let value = format!("{head}{intervals}]}}}}");
    let event = Event::<PersistenceDiagram>::decode_value(value.as_bytes(), &[]).expect("reads");
    let infinite = f64::INFINITY;
    let expected =
        [(0.0, infinite), (0.5, infinite), (1.0, infinite), (2.0, infinite), (3.0, -infinite), (3.0, 4.0)];
    assert_eq!(event.data.intervals, expected.map(|(birth, death)| Interval::new(birth, death)));
    let written = event.encode(Dialect::Canonical, Encoding::Json).expect("encodes").value;
    let written: Value = serde_json::from_slice(&written).expect("json");
    assert_eq!(written["data"]["intervals"][2], json!({"birth": 1.0, "death": "inf"}));
    assert_eq!(written["data"]["intervals"][4], json!({"birth": 3.0, "death": "-inf"}));
}

#[test]
fn an_event_of_another_type_is_named_with_both_types() {
    let event = submitted();
    let error = Event::<PersistenceDiagram>::decode_value(&text(&event), &[]).expect_err("another type");
    assert_eq!(error.to_string(), "expected an event of type result.persistence_diagram, got job.submitted");
    let mut unknown = event.clone();
    unknown["event_type"] = json!("job.forgotten");
    assert!(matches!(decode(&unknown), Err(DecodeError::UnknownEventType { .. })));
    unknown["event_id"] = json!(7);
    let error = decode(&unknown).expect_err("a fault of the envelope");
    assert_eq!(error.to_string(), "event_id: expected text of 1..=128 bytes, got 7");
    let mut next = event;
    next["schema_version"] = json!("3.0");
    assert!(matches!(decode(&next), Err(DecodeError::UnsupportedVersion { .. })));
}

#[test]
fn a_peek_reads_what_no_payload_is_known_for() {
    let mut event = submitted();
    event["event_type"] = json!("job.forgotten");
    event["data"] = json!({"anything": [1, 2, {"deep": true}]});
    let value = text(&event);
    let peeked = peek(&value, &[]).expect("an envelope");
    assert_eq!(peeked.event_type, "job.forgotten");
    assert_eq!(peeked.source, "tda-sample");
    assert_eq!(peeked.header("user_id"), Some("user-0001"));
    assert_eq!(peeked.correlation_id.as_deref(), Some("request-0001"));
}

#[test]
fn a_peek_sees_what_stands_behind_the_payload() {
    let event = submitted();
    let mut moved = event.as_object().expect("object").clone();
    for name in ["data", "headers", "correlation_id"] {
        let value = moved.shift_remove(name).expect("a field");
        moved.insert(name.to_owned(), value);
    }
    let value = Value::Object(moved).to_string();
    let peeked = peek(value.as_bytes(), &[]).expect("an envelope");
    assert_eq!(peeked.header("user_id"), Some("user-0001"));
    assert_eq!(peeked.correlation_id.as_deref(), Some("request-0001"));
    let spelled = value.replace("\"headers\"", "\"h\\u0065aders\"");
    assert_eq!(peek(spelled.as_bytes(), &[]).expect("an envelope"), peeked);
}

#[test]
fn every_sample_is_valid_and_reads_back_equal() {
    use tda_events::Payload as _;
    for event_type in TdaEvent::event_types() {
        let event = sample(event_type).expect("a sample of every event");
        let record = event.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
        assert_eq!(Event::<TdaEvent>::decode(&record).expect("reads"), event, "{event_type}");
        let record = event.encode(Dialect::Canonical, Encoding::Avro).expect("encodes");
        assert_eq!(Event::<TdaEvent>::decode(&record).expect("reads"), event, "{event_type}");
        let json = event.data.to_json();
        assert_eq!(TdaEvent::from_json(event_type, json).expect("builds"), event.data, "{event_type}");
    }
    assert_eq!(JobSubmitted::EVENT_TYPE, "job.submitted");
}

/// An event with an unknown field at the top, in a payload, and in a record within it.
fn with_unknown(value: &str) -> String {
    let record = sample("job.submitted").expect("known").encode(Dialect::Canonical, Encoding::Json);
    let text = String::from_utf8(record.expect("encodes").value).expect("text");
    text.replacen('{', &format!("{{\"odd\":{value},"), 1)
        .replacen("\"data\":{", &format!("\"data\":{{\"odd\":{value},"), 1)
        .replacen("\"input_data\":{", &format!("\"input_data\":{{\"odd\":{value},"), 1)
}

#[test]
fn numbers_of_unknown_fields_keep_their_text() {
    for number in
        ["1e400", "123456789012345678901234567890", "-0.1234567890123456789012", "[1e-400,{\"a\":1e999}]"]
    {
        let text = with_unknown(number);
        let event = Event::<TdaEvent>::decode_value(text.as_bytes(), &[]).expect(number);
        let dynamic = Event::<Dynamic>::decode_value(text.as_bytes(), &[]).expect(number);
        for dialect in
            [Dialect::Canonical, Dialect::CamelCase, Dialect::CloudEvents, Dialect::CloudEventsBinary]
        {
            for encoding in [Encoding::Json, Encoding::Avro] {
                let Ok(record) = event.encode(dialect, encoding) else { continue };
                let again: Event<TdaEvent> = Event::decode(&record).expect("reads");
                assert_eq!(again, event, "{dialect} {encoding}");
                let again: Event<Dynamic> = Event::decode(&record).expect("reads");
                assert_eq!(again, dynamic, "{dialect} {encoding}");
                let back = again.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
                let back = String::from_utf8(back.value).expect("text");
                assert_eq!(
                    back.matches(&format!("\"odd\":{number}")).count(),
                    3,
                    "{dialect} {encoding}: {back}"
                );
            }
        }
    }
}

#[test]
fn numbers_beyond_a_double_are_refused_where_a_double_is_meant() {
    let event = sample("job.progress").expect("known").encode(Dialect::CamelCase, Encoding::Json);
    let text = String::from_utf8(event.expect("encodes").value).expect("text");
    let start = text.find("\"progress_percentage\":").expect("the field") + "\"progress_percentage\":".len();
    let end = start + text[start..].find([',', '}']).expect("its end");
    let with = |number: &str| format!("{}{number}{}", &text[..start], &text[end..]);
    let error = Event::<TdaEvent>::decode_value(with("1e400").as_bytes(), &[]).expect_err("too large");
    assert!(
        error.to_string().contains("progress_percentage: expected finite number 0..=100, got 1e400"),
        "{error}"
    );
    for number in ["0.12345678901234567890123", "1.2345678901234567890123e1"] {
        let event = Event::<TdaEvent>::decode_value(with(number).as_bytes(), &[]).expect(number);
        assert_eq!(Event::<Dynamic>::decode_value(with(number).as_bytes(), &[]).map(|_| ()), Ok(()));
        let nearest: f64 = number.parse().expect("a number");
        assert_eq!(event.data.to_json()["progress_percentage"], nearest);
    }
}
