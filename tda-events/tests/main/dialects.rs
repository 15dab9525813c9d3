//! Messages as the four systems send them, told apart, read, and passed on.

use serde_json::{Value, json};
use tda_events::{
    Catalog, DecodeError, DecodeOptions, Dialect, Dynamic, EncodeError, EncodeOptions, EncodedRecord,
    Encoding, Event, JobSubmitted, JobSubmittedStatus, Payload, TdaEvent, cells, decode_batch, peek, sample,
};

fn json_of(record: &EncodedRecord) -> Value {
    serde_json::from_slice(&record.value).expect("json")
}

fn read<T: Payload>(message: &Value, options: &DecodeOptions<'_>) -> Result<Event<T>, DecodeError> {
    Event::decode_with(message.to_string().as_bytes(), &[], options)
}

/// Reads a message and writes it again in the same dialect.
fn passed_on(message: &Value, catalog: &Catalog, dialect: Dialect) -> (Event<Dynamic>, Value) {
    let event = read::<Dynamic>(message, &DecodeOptions::new().catalog(catalog)).expect("reads");
    let options = EncodeOptions::new().catalog(catalog);
    let record = event.encode_with(dialect, Encoding::Json, &options).expect("encodes");
    (event, json_of(&record))
}

#[test]
fn a_message_of_the_platform_integration_is_passed_on_whole() {
    let message = json!({
        "metadata": {"message_id": "m-1", "message_type": "job.submitted", "timestamp": "2026-11-21T08:52:00.123Z",
            "source_service": "backend", "correlation_id": "c-1", "version": "1", "user_id": "u-1",
            "retries": 2, "tags": ["a"]},
        "payload": {"job_id": "j-1", "status": "submitted", "colour": "blue"},
        "region": "eu"
    });
    let (event, written) = passed_on(&message, Catalog::tda(), Dialect::MetadataPayload);
    assert_eq!(written, message);
    assert_eq!((event.event_type(), event.event_id.as_str()), ("job.submitted", "m-1"));
    assert_eq!(event.headers.get("user_id"), Some("u-1"));
    let typed = read::<JobSubmittedStatus>(&message, &DecodeOptions::new()).expect("reads");
    assert_eq!(typed.data.job_id, "j-1");
    let error = read::<JobSubmitted>(&message, &DecodeOptions::new()).expect_err("the pipeline's payload");
    assert!(error.to_string().starts_with("expected an event of type job.submitted"), "{error}");
    assert_eq!(
        peek(message.to_string().as_bytes(), &[]).expect("an envelope").header("user_id"),
        Some("u-1")
    );
}

#[test]
fn a_version_that_is_missing_is_the_first() {
    let message = json!({
        "metadata": {"message_id": "m", "message_type": "job.queued", "timestamp": "2026-11-21T08:52:00", "source_service": "s"},
        "payload": {"job_id": "j"}
    });
    let event = read::<TdaEvent>(&message, &DecodeOptions::new()).expect("reads");
    assert_eq!(event.schema_version.to_string(), "1.0");
    assert_eq!(event.timestamp.to_string(), "2026-11-21T08:52:00.000Z");
}

#[test]
fn a_message_of_alphintra_is_passed_on_whole() {
    for version in [json!("1.0.0"), json!("1"), json!(1), json!("3.2")] {
        let message = json!({
            "eventSchema": "https://schemas.alphintra.com/trading/order", "eventId": "e-1",
            "eventType": "trading.order.placed", "eventVersion": version, "source": "order-service",
            "timestamp": "2026-11-21T08:52:00.123456Z", "correlationId": "c-1", "causationId": "d-1",
            "metadata": {"userId": "u-1", "sessionId": "s-1", "traceId": "t-1", "environment": "production",
                "attempt": 3},
            "payload": {"orderId": "o-1", "userId": "u-1", "strategyId": "s-1", "symbol": "BTC/USD", "side": "BUY",
                "type": "LIMIT", "quantity": 0.5, "price": 43250.0, "timeInForce": "GTC", "note": {"a": [1]}}
        });
        let (event, written) = passed_on(&message, Catalog::alphintra(), Dialect::CamelCase);
        assert_eq!(written, message);
        let names: Vec<_> = event.headers.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["user_id", "session_id", "trace_id", "environment"]);
        assert_eq!(event.causation_id.as_deref(), Some("d-1"));
    }
}

#[test]
fn every_fault_of_a_foreign_message_is_named_as_its_writer_names_things() {
    let message = json!({
        "metadata": {"message_id": "", "message_type": "job.progress", "timestamp": "yesterday", "version": "new"},
        "payload": {"job_id": "j", "progress_percentage": "half", "current_stage": "s"}
    });
    let error = read::<TdaEvent>(&message, &DecodeOptions::new()).expect_err("faults").to_string();
    for part in [
        "metadata.timestamp: expected RFC 3339 time, got \"yesterday\"",
        "metadata.source_service: expected text, got nothing",
        "metadata.version: expected version such as 1.0, got \"new\"",
        "payload.progress_percentage: expected finite number 0..=100, got \"half\"",
    ] {
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn a_task_event_is_read_from_the_record_and_from_what_the_services_send() {
    let services = json!({
        "id": "e-1", "type": "task.status_changed", "timestamp": "2026-11-21T08:52:00Z",
        "payload": {"task_id": "t-1", "project_id": "p-1", "organization_id": "o-1", "status": "done",
            "changes": {"from": "open", "to": "done"}, "count": 2},
        "metadata": {"source": "task-service", "version": "1.0"}
    });
    let record = json!({
        "event_id": "e-1", "event_type": "TASK_STATUS_CHANGED", "task_id": "t-1", "project_id": "p-1",
        "organization_id": "o-1", "user_id": null, "timestamp": 1_795_251_120_000_i64,
        "payload": {"task_id": "t-1", "project_id": "p-1", "organization_id": "o-1", "status": "done",
            "changes": "{\"from\":\"open\",\"to\":\"done\"}", "count": "2"},
        "metadata": {"source": "task-service", "version": "1.0", "correlation_id": null, "causation_id": null}
    });
    let (event, written) = passed_on(&services, Catalog::fsm(), Dialect::FsmRecord);
    assert_eq!(written, record);
    assert_eq!(passed_on(&record, Catalog::fsm(), Dialect::FsmRecord), (event.clone(), record));
    let options = EncodeOptions::new().catalog(Catalog::fsm());
    let reading = DecodeOptions::new().catalog(Catalog::fsm());
    for encoding in [Encoding::Avro, Encoding::AvroSingleObject] {
        let avro = event.encode_with(Dialect::FsmRecord, encoding, &options).expect("encodes");
        let again = Event::<Dynamic>::decode_with(&avro.value, &avro.headers, &reading).expect("reads");
        assert_eq!(again, event);
    }
    // Nothing but the one dialect need be known to read the bare record.
    let only = reading.dialects(&[Dialect::FsmRecord]);
    let avro = event.encode_with(Dialect::FsmRecord, Encoding::Avro, &options).expect("encodes");
    assert_eq!(Event::<Dynamic>::decode_with(&avro.value, &[], &only).expect("reads"), event);
    let refused = event.header("a", "b").encode_with(Dialect::FsmRecord, Encoding::Avro, &options);
    let error = refused.expect_err("no place").to_string();
    assert!(error.ends_with("the record has no place for headers"), "{error}");
}

#[test]
fn cloudevents_of_others_are_read() {
    let message = json!({
        "specversion": "1.0", "id": "A234-1234-1234", "source": "/mycontext/a%20b", "type": "job.queued",
        "time": "2026-11-21T08:52:00.123456789+01:00", "subject": "j-1", "datacontenttype": "application/json; charset=utf-8",
        "comexampleothervalue": 5, "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "data": {"job_id": "j-1"}
    });
    let event = read::<TdaEvent>(&message, &DecodeOptions::new()).expect("reads");
    assert_eq!(event.source.as_deref(), Some("/mycontext/a b"));
    assert_eq!(event.headers.get("subject"), Some("j-1"));
    assert!(event.headers.get("traceparent").is_some());
    let written = json_of(&event.encode(Dialect::CloudEvents, Encoding::Json).expect("encodes"));
    for name in ["source", "datacontenttype", "comexampleothervalue", "traceparent", "data", "subject"] {
        assert_eq!(written[name], message[name], "{name}");
    }
    let mut base64 = message.clone();
    base64.as_object_mut().expect("object").remove("data");
    base64["data_base64"] = json!("eyJqb2JfaWQiOiJqLTEifQ==");
    assert_eq!(read::<TdaEvent>(&base64, &DecodeOptions::new()).expect("reads"), event);
    let batch = json!([message, {"specversion": "1.0"}, base64]).to_string();
    let events = decode_batch::<TdaEvent>(batch.as_bytes(), &DecodeOptions::new()).expect("a list");
    assert_eq!((&events[0], &events[2]), (&Ok(event.clone()), &Ok(event)));
    assert!(events[1].is_err());
}

#[test]
fn the_binary_mode_has_attributes_as_headers() {
    let event = sample("job.queued").expect("known").header("traceparent", "00-1");
    let record = event.encode(Dialect::CloudEventsBinary, Encoding::Json).expect("encodes");
    let names: Vec<&str> = record.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_time",
            "ce_schemaversion",
            "ce_correlationid",
            "ce_traceparent",
            "ce_tdaextensions",
            "content-type"
        ]
    );
    assert_eq!(record.header("ce_type"), Some(b"job.queued".as_slice()));
    assert_eq!(record.header("content-type"), Some(b"application/json".as_slice()));
    assert_eq!(json_of(&record)["job_id"], "job-0001");
    assert_eq!(peek(&record.value, &record.headers).expect("an envelope").event_type, "job.queued");
}

#[test]
fn dialects_are_told_apart_by_their_shape() {
    for event_type in ["job.queued", "job.progress"] {
        let event = sample(event_type).expect("known");
        for dialect in
            [Dialect::Canonical, Dialect::MetadataPayload, Dialect::CamelCase, Dialect::CloudEvents]
        {
            let record = event.encode(dialect, Encoding::Json).expect("encodes");
            assert_eq!(
                Event::<TdaEvent>::decode_value(&record.value, &[]).expect("reads"),
                event,
                "{dialect}"
            );
            let others: Vec<Dialect> =
                Dialect::ALL.iter().copied().filter(|other| *other != dialect).collect();
            let options = DecodeOptions::new().dialects(&others);
            assert!(Event::<TdaEvent>::decode_with(&record.value, &record.headers, &options).is_err());
        }
    }
}

#[test]
fn a_shape_of_two_dialects_is_an_error_that_names_both() {
    let event = sample("job.queued").expect("known");
    let mut both = json_of(&event.encode(Dialect::Canonical, Encoding::Json).expect("encodes"));
    both["eventType"] = json!("job.queued");
    both["payload"] = json!({});
    let error = read::<TdaEvent>(&both, &DecodeOptions::new()).expect_err("ambiguous");
    let (first, second) = (Dialect::Canonical, Dialect::CamelCase);
    assert_eq!(error, DecodeError::AmbiguousDialect { first, second });
    assert!(error.to_string().contains("canonical and of camel_case"), "{error}");
    let one = DecodeOptions::new().dialects(&[Dialect::Canonical]);
    assert_eq!(read::<TdaEvent>(&both, &one).expect("reads").data, event.data);
    let record = event.encode(Dialect::CloudEvents, Encoding::Json).expect("encodes");
    let error =
        Event::<TdaEvent>::decode_with(&record.value, &record.headers, &one).expect_err("not accepted");
    assert_eq!(error.to_string(), "the value is cloudevents, this reader accepts canonical");
}

#[test]
fn the_table_of_cells_is_what_encoding_does() {
    for catalog in [Catalog::tda(), Catalog::fsm()] {
        let cells = cells(catalog);
        assert_eq!(cells.len(), catalog.event_types().count() * 30);
        for cell in cells.iter().filter(|cell| matches!(cell.encoding, Encoding::Json | Encoding::Avro)) {
            let Some(event) = sample(&cell.event_type).filter(|_| catalog.system() == "tda") else {
                continue;
            };
            let written = event.encode(cell.dialect, cell.encoding);
            // One event type has two payloads; the sample is the pipeline's.
            let is_other = cell.event_type == "job.submitted" && cell.dialect == Dialect::MetadataPayload;
            if cell.is_carried() && !is_other {
                written.expect("a cell that is carried");
            } else {
                assert!(matches!(written, Err(EncodeError::NotCarried { .. })), "{cell:?}");
            }
        }
        let task = |cell: &&tda_events::Cell| cell.dialect == Dialect::FsmRecord && cell.is_carried();
        assert_eq!(cells.iter().filter(task).count(), if catalog.system() == "fsm" { 30 } else { 0 });
    }
}

#[test]
fn plain_headers_do_not_override_the_shape_of_a_value() {
    let plain =
        [("event_type", "job.queued"), ("schema_version", "1.1"), ("content-type", "application/json")];
    let plain = plain.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec()));
    let event = sample("job.queued").expect("known");
    for dialect in [Dialect::Canonical, Dialect::MetadataPayload, Dialect::CamelCase, Dialect::CloudEvents] {
        let record = event.encode(dialect, Encoding::Json).expect("encodes");
        let read = Event::<TdaEvent>::decode_value(&record.value, &plain);
        assert_eq!(read.unwrap_or_else(|error| panic!("{dialect}: {error}")), event, "{dialect}");
        let peeked = peek(&record.value, &plain).unwrap_or_else(|error| panic!("{dialect}: {error}"));
        assert_eq!(peeked.event_id, event.event_id, "{dialect}");
    }
    // Of two shapes the headers tell which.
    let mut both = json_of(&event.encode(Dialect::CamelCase, Encoding::Json).expect("encodes"));
    let canonical = json_of(&event.encode(Dialect::Canonical, Encoding::Json).expect("encodes"));
    let (both_fields, canonical) = (both.as_object_mut().expect("object"), canonical);
    both_fields.extend(canonical.as_object().expect("object").clone());
    let bytes = both.to_string();
    assert_eq!(Event::<TdaEvent>::decode_value(bytes.as_bytes(), &plain).expect("reads").data, event.data);
    assert!(matches!(peek(bytes.as_bytes(), &[]), Err(DecodeError::AmbiguousDialect { .. })));
}

#[test]
fn a_task_event_keeps_its_version_as_it_was_spelled() {
    let record = |version: &str| {
        json!({
            "event_id": "e-1", "event_type": "TASK_CREATED", "task_id": "t-1", "project_id": "p-1",
            "organization_id": "o-1", "user_id": null, "timestamp": 1_795_251_120_000_i64, "payload": {},
            "metadata": {"source": "task-service", "version": version, "correlation_id": null, "causation_id": null}
        })
    };
    let options = EncodeOptions::new().catalog(Catalog::fsm());
    let reading = DecodeOptions::new().catalog(Catalog::fsm());
    for version in ["1.0", "1", "1.0.3", "v2", "1.4.0-x"] {
        let sent = record(version);
        if version == "1.4.0-x" {
            let read = Event::<Dynamic>::decode_with(sent.to_string().as_bytes(), &[], &reading);
            assert!(read.is_err(), "{version}");
            continue;
        }
        let (event, written) = passed_on(&sent, Catalog::fsm(), Dialect::FsmRecord);
        assert_eq!(written, sent);
        for (dialect, encoding) in [
            (Dialect::FsmRecord, Encoding::Avro),
            (Dialect::Canonical, Encoding::Avro),
            (Dialect::CloudEvents, Encoding::Json),
        ] {
            let passed = event.encode_with(dialect, encoding, &options).expect("encodes");
            let again =
                Event::<Dynamic>::decode_with(&passed.value, &passed.headers, &reading).expect("reads");
            assert_eq!(again, event, "{version} {dialect}");
            let back = again.encode_with(Dialect::FsmRecord, Encoding::Json, &options).expect("encodes");
            assert_eq!(
                serde_json::from_slice::<Value>(&back.value).expect("json"),
                sent,
                "{version} {dialect}"
            );
        }
    }
}
