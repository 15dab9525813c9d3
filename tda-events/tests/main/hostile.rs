//! Bytes that claim more than they hold, or nest without end.

use tda_events::{
    DecodeError, Dialect, Dynamic, EncodedRecord, Encoding, Event, Payload, TdaEvent, peek, sample, sample_in,
};

#[test]
fn every_cut_and_every_changed_byte_is_an_error_or_an_event() {
    for dialect in Dialect::ALL {
        for event_type in TdaEvent::event_types() {
            for encoding in [Encoding::Json, Encoding::Avro, Encoding::AvroSingleObject] {
                let event = sample_in(*dialect, event_type);
                let Some(Ok(record)) = event.map(|event| event.encode(*dialect, encoding)) else { continue };
                hurt(&record, &format!("{dialect} {event_type} {encoding}"));
            }
        }
    }
}

/// Cuts the value short and changes its bytes, here and there.
fn hurt(record: &EncodedRecord, name: &str) {
    let size = record.value.len();
    // A step that meets every place of a small value, and many of a large one.
    let step = size / 40 + 1;
    for end in (0..size).step_by(step) {
        let cut = Event::<TdaEvent>::decode_value(&record.value[..end], &record.headers);
        assert!(cut.is_err(), "{name} cut at {end}");
        let _ = Event::<TdaEvent>::decode_value(&record.value[..end], &[]);
        let _ = peek(&record.value[..end], &record.headers);
    }
    for place in (0..size).step_by(step) {
        for byte in [0x00, 0x7b, 0x7f, 0x80, 0xff] {
            let mut value = record.value.clone();
            value[place] = byte;
            let _ = Event::<TdaEvent>::decode_value(&value, &record.headers);
            let _ = Event::<Dynamic>::decode_value(&value, &[]);
        }
    }
}

#[test]
fn attributes_of_any_bytes_are_no_panic() {
    let record = sample("job.queued").expect("known").encode(Dialect::CloudEventsBinary, Encoding::Avro);
    let record = record.expect("encodes");
    for index in 0..record.headers.len() {
        for bytes in
            [b"".as_slice(), b"\xff", b"\0", b"%", b"%zz", b"{}", b"[", b"{\"/headers\":\"[\"}", b"9"]
        {
            let mut headers = record.headers.clone();
            headers[index].1 = bytes.to_vec();
            let _ = Event::<TdaEvent>::decode_value(&record.value, &headers);
            let _ = peek(&record.value, &headers);
        }
    }
    let many: Vec<_> = (0..5_000).map(|index| (format!("ce_a{index}"), b"b".to_vec())).collect();
    let headers = [record.headers, many].concat();
    let error = Event::<TdaEvent>::decode_value(&record.value, &headers).expect_err("too many");
    assert!(error.to_string().contains("attributes"), "{error}");
}

#[test]
fn a_list_that_claims_more_items_than_bytes_allocates_nothing() {
    let event = sample("result.persistence_diagram").expect("known");
    let record = event.encode(Dialect::Canonical, Encoding::Avro).expect("encodes");
    // The one interval stands behind its block's length, the byte 2.
    let interval = 1.0f64.to_le_bytes();
    let place = record.value.windows(8).position(|window| window == interval).expect("the birth") - 1;
    assert_eq!(record.value[place], 2);
    let mut value = record.value[..place].to_vec();
    // 2^60 as a zigzag number.
    value.extend_from_slice(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20]);
    value.extend_from_slice(&record.value[place + 1..]);
    let error = Event::<TdaEvent>::decode_value(&value, &record.headers).expect_err("a hostile length");
    let DecodeError::Avro { reason, .. } = &error else { panic!("{error}") };
    assert!(reason.starts_with("a block of 1152921504606846976 items in"), "{reason}");
}

#[test]
fn endless_nesting_is_an_error() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let value = format!("{{\"schema_version\":\"1.1\",\"unknown\":{deep}}}");
        assert!(Event::<TdaEvent>::decode_value(value.as_bytes(), &[]).is_err());
        let _ = peek(value.as_bytes(), &[]);
    }
}

#[test]
fn unknown_fields_nest_only_as_deep_as_every_form_can_hold() {
    let event = sample("job.queued").expect("known");
    let record = event.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
    let mut value: serde_json::Value = serde_json::from_slice(&record.value).expect("json");
    let nested = |depth| (0..depth).fold(serde_json::json!(1), |inner, _| serde_json::json!([inner]));
    value["data"]["unknown"] = nested(64);
    let event = Event::<TdaEvent>::decode_value(value.to_string().as_bytes(), &[]).expect("reads");
    let record = event.encode(Dialect::Canonical, Encoding::Avro).expect("encodes");
    assert_eq!(Event::decode(&record).expect("reads"), event);
    value["data"]["unknown"] = nested(65);
    let error = Event::<TdaEvent>::decode_value(value.to_string().as_bytes(), &[]).expect_err("too deep");
    assert_eq!(error.to_string(), "data.unknown: expected nesting of at most 64, got a deeper one");
}

#[test]
fn a_name_twice_is_refused_where_readers_would_disagree() {
    let event = sample("job.queued").expect("known");
    let record = event.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
    let text = String::from_utf8(record.value).expect("text");
    let twice = text.replacen("\"job_id\"", "\"job_id\":\"other\",\"job_id\"", 1);
    let error = Event::<TdaEvent>::decode_value(twice.as_bytes(), &[]).expect_err("twice");
    assert!(error.to_string().contains("duplicate field `job_id`"), "{error}");
}

#[test]
fn an_unknown_name_that_stands_twice_is_refused() {
    let record = sample("job.queued").expect("known").encode(Dialect::Canonical, Encoding::Json);
    let text = String::from_utf8(record.expect("encodes").value).expect("text");
    for (place, twice) in [
        ("{\"schema_version\"", "{\"x\":1,\"x\":2,\"schema_version\""),
        ("\"data\":{", "\"data\":{\"x\":1,\"x\":2,"),
        ("\"data\":{", "\"data\":{\"y\":{\"x\":1,\"x\":2},"),
    ] {
        let value = text.replacen(place, twice, 1);
        assert_ne!(value, text);
        let error = Event::<TdaEvent>::decode_value(value.as_bytes(), &[]).expect_err(twice);
        assert!(error.to_string().contains("duplicate field `x`"), "{error}");
    }
}
