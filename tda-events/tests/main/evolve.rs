//! Versions of the schema: lifting and lowering, both majors on the wire, dual writing.

use serde_json::{Map, Value, json};
use tda_events::{
    Dialect, EncodeError, EncodeOptions, Encoding, Event, JobCompleted, JobSubmittedStatus, Payload,
    SchemaVersion, TdaEvent, sample, sample_in, schema,
};

const CHAIN: [SchemaVersion; 4] = SchemaVersion::ALL;

fn object(value: Value) -> Map<String, Value> {
    let Value::Object(object) = value else { panic!("no object: {value}") };
    object
}

fn carried(event: &Event<TdaEvent>) -> impl Iterator<Item = (Dialect, Encoding)> + '_ {
    let all = Dialect::ALL
        .iter()
        .flat_map(|dialect| [Encoding::Json, Encoding::Avro].map(|encoding| (*dialect, encoding)));
    all.filter(|(dialect, encoding)| {
        !matches!(event.encode(*dialect, *encoding), Err(EncodeError::NotCarried { .. }))
    })
}

#[test]
fn every_payload_goes_up_the_chain_and_down_again() {
    for event_type in TdaEvent::event_types() {
        let first = object(sample(event_type).expect("known").data.to_json());
        let mut data = first.clone();
        let mut seen = vec![data.clone()];
        for step in CHAIN.windows(2) {
            schema::lift(event_type, &mut data, step[0], step[1]);
            seen.push(data.clone());
        }
        let mut at_once = first.clone();
        schema::lift(event_type, &mut at_once, SchemaVersion::V1_0, SchemaVersion::V2_0);
        assert_eq!(at_once, data, "{event_type}: in steps and at once");
        for step in CHAIN.windows(2).rev() {
            assert_eq!(Some(&data), seen.last(), "{event_type}");
            seen.pop();
            schema::lower(event_type, &mut data, step[1], step[0]);
        }
        assert_eq!(data, first, "{event_type}");
    }
}

#[test]
fn only_the_step_that_breaks_changes_anything() {
    let mut data = object(json!({"job_id": "j", "execution_time": 2.5, "status": "completed"}));
    schema::lift("job.completed", &mut data, SchemaVersion::V1_0, SchemaVersion::V1_2);
    assert_eq!(
        Value::from(data.clone()),
        json!({"job_id": "j", "execution_time": 2.5, "status": "completed"})
    );
    schema::lift("job.completed", &mut data, SchemaVersion::V1_2, SchemaVersion::V2_0);
    let names: Vec<&str> = data.keys().map(String::as_str).collect();
    assert_eq!(names, ["job_id", "execution_time_seconds", "status"], "in its place");
    let mut other = object(json!({"execution_time": 1}));
    schema::lift("result.metadata", &mut other, SchemaVersion::V1_2, SchemaVersion::V2_0);
    assert!(other.contains_key("execution_time"), "of another event");
}

#[test]
fn an_unknown_field_with_the_other_name_is_not_lost() {
    let first = object(json!({"execution_time_seconds": "mine", "job_id": "j", "execution_time": 2.5}));
    let mut data = first.clone();
    schema::lift("job.completed", &mut data, SchemaVersion::V1_2, SchemaVersion::V2_0);
    let expected = json!({"execution_time": "mine", "job_id": "j", "execution_time_seconds": 2.5});
    assert_eq!(Value::from(data.clone()), expected);
    schema::lower("job.completed", &mut data, SchemaVersion::V2_0, SchemaVersion::V1_2);
    assert_eq!(data, first);
}

#[test]
fn every_event_is_written_and_read_in_every_version_everywhere() {
    let mut cells = 0;
    for dialect in [Dialect::Canonical, Dialect::MetadataPayload] {
        for event in TdaEvent::event_types().iter().filter_map(|name| sample_in(dialect, name)) {
            for (dialect, encoding) in carried(&event) {
                let mut event = event.clone();
                event.schema_version = SchemaVersion::V2_0;
                let record = event.encode(dialect, encoding).expect("encodes");
                let read = Event::<TdaEvent>::decode(&record);
                assert_eq!(read.as_ref(), Ok(&event), "{} in {dialect} {encoding}", event.event_type());
                let again = read.expect("reads").encode(dialect, encoding).expect("encodes");
                assert_eq!(again.value, record.value);
                cells += 1;
            }
        }
    }
    assert!(cells > 200, "{cells}");
}

#[test]
fn the_second_major_has_the_new_name_on_the_wire_and_in_its_faults() {
    let mut event = Event::new(JobCompleted::new("j", 2.5)).expect("valid").source("s");
    event.schema_version = SchemaVersion::V2_0;
    let record = event.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
    let mut json: Value = serde_json::from_slice(&record.value).expect("json");
    assert_eq!(json["data"], json!({"job_id": "j", "execution_time_seconds": 2.5, "results": []}));
    json["data"]["execution_time_seconds"] = json!("long");
    let error = Event::<JobCompleted>::decode_value(json.to_string().as_bytes(), &[]).expect_err("a fault");
    assert_eq!(error.to_string(), "data.execution_time_seconds: expected finite number from 0, got \"long\"");
    let avsc = |version| schema::avro_schema_in(Dialect::Canonical, "job.completed", version).expect("known");
    let schema = apache_avro::Schema::parse_str(&avsc(SchemaVersion::V2_0)).expect("legal");
    let record = event.encode(Dialect::Canonical, Encoding::Avro).expect("encodes");
    let value = apache_avro::from_avro_datum(&schema, &mut record.value.as_slice(), None).expect("reads");
    assert_eq!(apache_avro::to_avro_datum(&schema, value).expect("writes"), record.value);
}

#[test]
fn both_majors_are_written_for_a_while_and_neither_erases_the_other() {
    let event = sample("result.betti_numbers").expect("known");
    let options = EncodeOptions::new();
    let records =
        event.encode_majors(&[1, 2], Dialect::Canonical, Encoding::Avro, &options).expect("encodes");
    let keys: Vec<_> = records.iter().map(|record| record.key.clone().expect("a key")).collect();
    assert_eq!(keys[0], b"job-0001/1/result.betti_numbers/");
    assert_eq!(keys[1], b"job-0001/2/result.betti_numbers/");
    assert_eq!(records[0].partition_key, records[1].partition_key);
    for (record, version) in records.iter().zip([SchemaVersion::V1_2, SchemaVersion::V2_0]) {
        let read = Event::<TdaEvent>::decode(record).expect("reads");
        assert_eq!((read.schema_version, &read.event_id), (version, &event.event_id));
        assert_eq!(read.data, event.data);
    }
    let error = event.encode_majors(&[3], Dialect::Canonical, Encoding::Json, &options).expect_err("no such");
    assert!(matches!(error, EncodeError::NotCarried { .. }), "{error}");
}

#[test]
fn the_integrations_own_submission_has_versions_too() {
    let status = sample_in(Dialect::MetadataPayload, "job.submitted").expect("known");
    let status = status.into_typed::<JobSubmittedStatus>().expect("the integration's payload");
    let mut status = status.map(|data| data.execution_time(1.5));
    status.schema_version = SchemaVersion::V2_0;
    let record = status.encode(Dialect::MetadataPayload, Encoding::Json).expect("encodes");
    let json: Value = serde_json::from_slice(&record.value).expect("json");
    assert_eq!(json["payload"]["execution_time_seconds"], 1.5);
    assert_eq!(Event::decode(&record).expect("reads"), status);
}

#[test]
fn the_page_on_versions_names_every_one() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/schema-evolution.md");
    let page = std::fs::read_to_string(page).expect("the page");
    for version in CHAIN {
        assert!(page.contains(&format!("\n| {version} | ")), "{version}");
    }
}

#[test]
fn an_event_of_1_0_is_passed_on_without_fields_that_came_later() {
    let mut first = sample("job.started").expect("known");
    first.schema_version = SchemaVersion::V1_0;
    let record = first.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
    let mut value: Value = serde_json::from_slice(&record.value).expect("json");
    value["data"].as_object_mut().expect("an object").retain(|name, _| {
        let schema = TdaEvent::schema("job.started").expect("a schema");
        schema.field(name).is_none_or(|field| field.since == SchemaVersion::V1_0)
    });
    assert!(value["data"].get("attempt").is_none());
    for dialect in [Dialect::Canonical, Dialect::CamelCase, Dialect::CloudEvents] {
        let event = Event::<TdaEvent>::decode_value(value.to_string().as_bytes(), &[]).expect("reads");
        let dynamic =
            Event::<tda_events::Dynamic>::decode_value(value.to_string().as_bytes(), &[]).expect("reads");
        for written in [event.encode(dialect, Encoding::Json), dynamic.encode(dialect, Encoding::Json)] {
            let text = String::from_utf8(written.expect("encodes").value).expect("text");
            assert!(!text.contains("attempt"), "{dialect}: {text}");
        }
        // What differs from the default is never lost.
        let mut second = value.clone();
        second["data"]["attempt"] = json!(2);
        let event = Event::<TdaEvent>::decode_value(second.to_string().as_bytes(), &[]).expect("reads");
        let text =
            String::from_utf8(event.encode(dialect, Encoding::Json).expect("encodes").value).expect("text");
        assert!(text.contains("\"attempt\":2"), "{dialect}: {text}");
    }
}
