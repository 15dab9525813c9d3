//! The bytes of every released version open for ever, and every language makes the same ones.
//!
//! A fixture says in plain fields what an event is; `.json` and `.avro.bin` beside it are its bytes. A new
//! fixture's bytes are written once with `TDA_FREEZE=1`; existing ones are never written again.

use std::path::PathBuf;

use serde_json::Value;
use tda_events::{
    Dialect, EncodedRecord, Encoding, Event, InlinePoints, InputData, Interval, JobSubmitted, Parameters,
    Payload, PersistenceDiagram, Priority, SchemaVersion, TdaEvent,
};

struct Fixture {
    stem: PathBuf,
    event_type: String,
    whole: Value,
}

fn fixtures() -> Vec<Fixture> {
    let mut fixtures = Vec::new();
    for entry in std::fs::read_dir(crate::testdata("envelopes/v1")).expect("fixtures") {
        let path = entry.expect("an entry").path();
        let Some(stem) = path.to_str().expect("text").strip_suffix(".fixture.json") else { continue };
        let whole: Value = serde_json::from_slice(&std::fs::read(&path).expect("readable")).expect("json");
        let event_type = whole["event_type"].as_str().expect("a type").to_owned();
        fixtures.push(Fixture { stem: stem.into(), event_type, whole });
    }
    // One of every event that schema 1.1 had.
    assert!(fixtures.len() >= 10);
    fixtures
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| if value == "inf" { f64::INFINITY } else { panic!("no number: {value}") })
}

fn whole(value: &Value) -> u64 {
    value.as_u64().expect("whole number")
}

fn small(value: &Value) -> u32 {
    u32::try_from(whole(value)).expect("small")
}

impl Fixture {
    fn event<T: Payload>(&self, data: T) -> Event<T> {
        let envelope = &self.whole["envelope"];
        let mut event = Event::new(data)
            .expect("valid")
            .event_id(text(&envelope["event_id"]))
            .timestamp(text(&envelope["timestamp"]).parse().expect("a time"))
            .source(text(&envelope["source"]));
        event.schema_version = SchemaVersion::V1_1;
        event.correlation_id = envelope["correlation_id"].as_str().map(str::to_owned);
        event.causation_id = envelope["causation_id"].as_str().map(str::to_owned);
        for (name, value) in envelope["headers"].as_object().expect("headers") {
            event = event.header(name, text(value));
        }
        event
    }

    /// The fixture's event by constructor where it has one written out here, otherwise from its plain fields.
    fn build(&self) -> Event<TdaEvent> {
        let data = &self.whole["data"];
        match self.event_type.as_str() {
            "job.submitted" => self.event(submitted(data)).into(),
            "result.persistence_diagram" => self.event(diagram(data)).into(),
            other => self.event(TdaEvent::from_json(other, data.clone()).expect("valid")),
        }
    }

    fn bytes(&self, extension: &str, made: &[u8]) -> Vec<u8> {
        let path = self.stem.with_extension(extension);
        if !path.exists() && std::env::var_os("TDA_FREEZE").is_some() {
            std::fs::write(&path, made).expect("writable");
        }
        std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

fn submitted(data: &Value) -> JobSubmitted {
    let parameters = Parameters::new(small(&data["parameters"]["max_dimension"]))
        .max_edge_length(number(&data["parameters"]["max_edge_length"]));
    let input = &data["input_data"];
    let inline = &input["inline"];
    let coordinates: Vec<f64> = inline["coordinates"].as_array().expect("list").iter().map(number).collect();
    let input_data = InputData::new(
        text(&input["data_id"]),
        text(&input["format"]),
        whole(&input["size_bytes"]),
        whole(&input["point_count"]),
    )
    .inline(InlinePoints::new(small(&inline["dimensions"]), coordinates));
    JobSubmitted::new(
        text(&data["job_id"]),
        text(&data["user_id"]),
        text(&data["algorithm"]),
        parameters,
        input_data,
    )
    .priority(Priority::from_name(text(&data["priority"])).expect("a priority"))
    .estimated_runtime_seconds(number(&data["estimated_runtime_seconds"]))
}

fn diagram(data: &Value) -> PersistenceDiagram {
    let interval = |value: &Value| Interval::new(number(&value["birth"]), number(&value["death"]));
    let intervals: Vec<Interval> = data["intervals"].as_array().expect("list").iter().map(interval).collect();
    let betti: Vec<u64> = data["betti_numbers"].as_array().expect("list").iter().map(whole).collect();
    PersistenceDiagram::new(
        text(&data["job_id"]),
        text(&data["algorithm"]),
        small(&data["dimension"]),
        intervals,
    )
    .betti_numbers(betti)
    .computation_time_seconds(number(&data["computation_time_seconds"]))
    .result_size_bytes(whole(&data["result_size_bytes"]))
}

#[test]
fn every_fixture_makes_its_frozen_bytes_and_they_read_back() {
    for fixture in fixtures() {
        let event = fixture.build();
        for (encoding, extension) in [(Encoding::Json, "json"), (Encoding::Avro, "avro.bin")] {
            let record: EncodedRecord = event.encode(Dialect::Canonical, encoding).expect("encodes");
            let frozen = fixture.bytes(extension, &record.value);
            assert_eq!(record.value, frozen, "{} {encoding}", fixture.event_type);
            let read = Event::<TdaEvent>::decode_value(&frozen, &record.headers).expect("reads");
            assert_eq!(read, event, "{} {encoding}", fixture.event_type);
            let expected = &fixture.whole["record"];
            assert_eq!(record.topic, text(&expected["topic"]));
            assert_eq!(record.key.as_deref(), Some(text(&expected["key"]).as_bytes()));
            assert_eq!(record.partition_key.as_deref(), Some(text(&expected["partition_key"]).as_bytes()));
        }
    }
}
