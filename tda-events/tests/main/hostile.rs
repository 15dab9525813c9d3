//! Bytes that claim more than they hold, or nest without end.

use tda_events::{DecodeError, Dialect, Encoding, Event, Payload, TdaEvent, peek, sample};

#[test]
fn every_cut_and_every_changed_byte_is_an_error_or_an_event() {
    for event_type in TdaEvent::event_types() {
        for encoding in [Encoding::Json, Encoding::Avro] {
            let event = sample(event_type).expect("known");
            let record = event.encode(Dialect::Canonical, encoding).expect("encodes");
            for end in 0..record.value.len() {
                let cut = Event::<TdaEvent>::decode_value(&record.value[..end], &record.headers);
                assert!(cut.is_err(), "{event_type} {encoding} cut at {end}");
                let _ = peek(&record.value[..end], &record.headers);
            }
            for place in 0..record.value.len() {
                for byte in [0x00, 0x7b, 0x7f, 0x80, 0xff] {
                    let mut value = record.value.clone();
                    value[place] = byte;
                    let _ = Event::<TdaEvent>::decode_value(&value, &record.headers);
                }
            }
        }
    }
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
