//! What payloads tolerate when they are read, and what they refuse to write.

use serde_json::{Value, json};
use tda_events::{
    Catalog, DecodeError, Dialect, Dynamic, Encoding, Event, FileUploaded, JobCancelled, JobCompleted,
    JobFailed, JobStatus, JobSubmitted, Payload, SchemaVersion, SystemMetric, TdaEvent, TypedPayload,
    UploadCompleted, UploadProgress, Visualization, sample,
};

fn message(event_type: &str, data: &Value) -> Vec<u8> {
    let envelope = json!({
        "schema_version": "1.0", "event_id": "evt_1", "timestamp": "2025-01-15T10:30:00.123456",
        "event_type": event_type, "source": "fastapi-backend", "data": data,
    });
    envelope.to_string().into_bytes()
}

fn read<T: TypedPayload>(data: &Value) -> Result<Event<T>, DecodeError> {
    Event::decode_value(&message(T::EVENT_TYPE, data), &[])
}

/// The event after having passed through both encodings.
fn passed_on<T: Payload>(event: &Event<T>) -> Event<T> {
    let json = event.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
    let event = Event::<T>::decode(&json).expect("reads");
    let avro = event.encode(Dialect::Canonical, Encoding::Avro).expect("encodes");
    Event::decode(&avro).expect("reads")
}

#[test]
fn numbers_without_a_fraction_are_whole_numbers() {
    let mut job = sample("job.submitted").expect("known").data.to_json();
    job["parameters"]["max_dimension"] = json!(2.0);
    job["input_data"]["point_count"] = json!(4.0);
    job["parameters"]["max_edge_length"] = json!(2);
    let event = read::<JobSubmitted>(&job).expect("reads");
    assert_eq!(event.data.parameters.max_dimension, 2);
    assert_eq!(event.data.parameters.max_edge_length, Some(2.0));
    job["parameters"]["max_dimension"] = json!(2.5);
    job["input_data"]["point_count"] = json!("4");
    job["input_data"]["size_bytes"] = json!(-1.0);
    job["priority"] = json!("urgent");
    let error = read::<JobSubmitted>(&job).expect_err("four faults");
    assert_eq!(
        error.to_string(),
        "data.parameters.max_dimension: expected integer 0..=16, got 2.5; \
         data.input_data.size_bytes: expected integer 0..=9223372036854775807, got -1; \
         data.input_data.point_count: expected integer 0..=9223372036854775807, got \"4\"; \
         data.priority: expected one of low, normal, high, critical, got \"urgent\""
    );
}

#[test]
fn times_are_read_as_python_writes_them() {
    let data = json!({"job_id": "j", "progress_percentage": 50, "current_stage": "s",
        "estimated_completion": "2025-01-15 10:45:00"});
    let event = Event::<TdaEvent>::decode_value(&message("job.progress", &data), &[]).expect("reads");
    assert_eq!(event.timestamp.microseconds() % 1_000_000, 123_456);
    let TdaEvent::JobProgress(progress) = &event.data else { panic!("another payload") };
    assert_eq!(
        progress.estimated_completion.map(|time| time.to_string()).as_deref(),
        Some("2025-01-15T10:45:00.000Z")
    );
    assert_eq!(passed_on(&event), event);
}

#[test]
fn what_real_messages_lack_stays_absent_in_every_encoding() {
    let event = read::<JobCancelled>(&json!({"job_id": "j"})).expect("reads");
    assert_eq!(event.data.reason, None);
    assert_eq!(passed_on(&event), event);
    let event =
        read::<JobFailed>(&json!({"job_id": "j", "error_message": "", "error_type": null})).expect("reads");
    assert_eq!((event.data.error_message.as_deref(), event.data.error_type.as_deref()), (Some(""), None));
    assert_eq!(passed_on(&event), event);
    let event = read::<JobCompleted>(&json!({"job_id": "j"})).expect("reads");
    assert_eq!(passed_on(&event).data.execution_time, None);
    let mut lacking = JobCancelled::new("j", "r");
    lacking.reason = None;
    let error = Event::new(lacking).expect_err("writing is strict");
    assert_eq!(error.to_string(), "data.reason: expected text of 0..=16384 bytes, got nothing");
}

#[test]
fn fields_beyond_an_events_own_version_travel_in_every_encoding() {
    let message = json!({
        "metadata": {"message_id": "m", "message_type": "job.completed", "timestamp": "2025-01-15T10:30:00",
            "source_service": "worker"},
        "payload": {"job_id": "j", "status": "completed", "algorithm": "vietoris_rips", "priority": "normal",
            "execution_time": 12, "result_id": "r", "error_message": null},
    });
    let event = Event::<TdaEvent>::decode_value(message.to_string().as_bytes(), &[]).expect("reads");
    assert_eq!(event.schema_version, SchemaVersion::V1_0);
    let TdaEvent::JobCompleted(completed) = &event.data else { panic!("another payload") };
    assert_eq!((completed.status, completed.execution_time), (Some(JobStatus::Completed), Some(12.0)));
    assert_eq!(passed_on(&event), event);
    let dynamic = event.clone().map(Dynamic::from);
    assert_eq!(passed_on(&dynamic).data, dynamic.data);
    let mut details = sample("error.computation").expect("known");
    details.schema_version = SchemaVersion::V1_1;
    if let TdaEvent::ErrorComputation(error) = &mut details.data {
        error.error_details = error.error_details.clone().host("worker-3").attempt(2u32);
    }
    assert_eq!(passed_on(&details), details, "within a record too");
}

#[test]
fn the_file_events_of_the_stream_keep_their_free_content_and_their_order() {
    let data = json!({"event_id": "evt-9", "event_type": "file.uploaded", "context": {"host": "a"},
        "data": {"file_id": "f/1", "nested": {"deep": [1, 2.5, null]}, "size": 12}});
    let event = read::<FileUploaded>(&data).expect("reads");
    assert_eq!(event.data.data["nested"]["deep"], json!([1, 2.5, null]));
    assert_eq!(passed_on(&event), event);
    let record = event.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
    let written: Value = serde_json::from_slice(&record.value).expect("json");
    assert_eq!(written["data"]["data"], data["data"]);
    assert_eq!(record.key.as_deref(), Some(b"f/1".as_slice()), "the file orders its events");
}

#[test]
fn free_json_and_bytes_have_bounds() {
    let deep = (0..80).fold(json!(1), |inner, _| json!([inner]));
    let error = read::<FileUploaded>(&json!({"data": {"deep": deep}})).expect_err("too deep");
    assert_eq!(error.to_string(), "data.data: expected nesting of at most 64, got a deeper one");
    let long = "x".repeat(300_000);
    let error = read::<FileUploaded>(&json!({"data": {"long": long}})).expect_err("too long");
    assert_eq!(
        error.to_string(),
        "data.data: expected json object of at most 262144 bytes, got 300011 bytes"
    );
    let picture = |content: &str| json!({"job_id": "j", "result_id": "r", "visualization_type": "barcode", "format": "png", "content": content});
    let event = read::<Visualization>(&picture("iVBORw==")).expect("reads");
    assert_eq!(event.data.content.as_deref(), Some([0x89, b'P', b'N', b'G'].as_slice()));
    assert_eq!(passed_on(&event), event);
    let error = read::<Visualization>(&picture("no base64!")).expect_err("no bytes");
    assert_eq!(error.to_string(), "data.content: expected base64 of 0..=524288 bytes, got \"no base64!\"");
}

#[test]
fn a_wire_name_that_rust_keeps_for_itself_is_written_as_it_is() {
    let data = json!({"upload_id": "u", "user_id": "v", "filename": "a.csv", "file_size_bytes": 8,
        "data_format": {"type": "point_cloud", "dimensions": 3, "point_count": 10,
            "bounds": {"min": [0, 0, 0], "max": [1, 1, 1.5]}}});
    let event = read::<UploadCompleted>(&data).expect("reads");
    let format = event.data.data_format.as_ref().expect("a format");
    assert_eq!((format.data_type.as_str(), format.dimensions), ("point_cloud", Some(3)));
    assert_eq!(passed_on(&event), event);
    assert_eq!(TdaEvent::from(event.data).to_json()["data_format"]["type"], "point_cloud");
}

#[test]
fn not_a_number_is_refused_everywhere() {
    let error = Event::new(SystemMetric::new("m", f64::NAN)).expect_err("no number");
    assert_eq!(error.to_string(), "data.value: expected finite number, got NaN");
    let error = Event::new(UploadProgress::new("u", 1u64, 2u64, f64::NAN)).expect_err("no number");
    assert_eq!(error.to_string(), "data.percentage: expected finite number 0..=100, got NaN");
    let bare = String::from_utf8(message("system.metric", &json!({"metric_name": "m", "value": 1.5})));
    let bare = bare.expect("text").replace("1.5", "NaN");
    assert!(Event::<TdaEvent>::decode_value(bare.as_bytes(), &[]).is_err());
}

#[test]
fn an_uploads_progress_knows_its_percentage() {
    let progress = UploadProgress::at("u", 1, 4);
    assert_eq!((progress.bytes_total, progress.percentage), (Some(4), Some(25.0)));
    assert_eq!(UploadProgress::at("u", 0, 0).percentage, Some(100.0));
}

#[test]
fn the_catalog_and_the_types_name_the_same_events_and_every_key_is_there() {
    let catalog = Catalog::tda();
    let mut known: Vec<&str> = catalog.topics().iter().flat_map(tda_events::Topic::events).collect();
    let mut typed = TdaEvent::event_types().to_vec();
    known.sort_unstable();
    typed.sort_unstable();
    assert_eq!(known, typed);
    for event_type in typed {
        let topic = catalog.topic_of(event_type).expect("a topic");
        let event = sample(event_type).expect("a sample");
        let record = event.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
        assert!(record.key.is_some_and(|key| !key.is_empty()), "{event_type} on {}", topic.name());
        assert!(record.partition_key.is_some_and(|key| !key.is_empty()), "{event_type}");
        assert!(
            catalog.record(event_type).is_some_and(|record| TdaEvent::schema(event_type) == Some(record))
        );
    }
}

#[test]
fn results_of_one_job_do_not_erase_each_other() {
    let key = |event_type: &str, id: &str| {
        let mut data = sample(event_type).expect("known").data.to_json();
        data["result_id"] = json!(id);
        let event =
            Event::new(TdaEvent::from_json(event_type, data).expect("valid")).expect("valid").source("s");
        event.encode(Dialect::Canonical, Encoding::Json).expect("encodes").key
    };
    for event_type in ["result.visualization", "result.generated", "result.cached"] {
        assert_ne!(key(event_type, "a"), key(event_type, "b"), "{event_type}");
    }
}
