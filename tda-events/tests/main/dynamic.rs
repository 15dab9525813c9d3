//! Events whose schema is data.

use serde_json::json;
use tda_events::{Catalog, Dialect, Dynamic, Encoding, Event, TdaEvent, sample};

#[test]
fn a_dynamic_event_is_the_typed_one_on_the_wire() {
    for event_type in <TdaEvent as tda_events::Payload>::event_types() {
        let typed = sample(event_type).expect("known");
        for encoding in [Encoding::Json, Encoding::Avro] {
            let record = typed.encode(Dialect::Canonical, encoding).expect("encodes");
            let dynamic = Event::<Dynamic>::decode(&record).expect("reads");
            assert_eq!(dynamic.event_type(), *event_type);
            let again = dynamic.encode(Dialect::Canonical, encoding).expect("encodes");
            assert_eq!(again, record, "{event_type} {encoding}");
        }
    }
}

#[test]
fn a_dynamic_payload_has_one_form() {
    let data = json!({"current_stage": "s", "progress_percentage": 5, "job_id": "j", "colour": {"a": 1},
        "estimated_completion": "2026-11-21T10:52:00.123456+02:00", "memory_usage_mb": null, "attempt": 2.0});
    let event = Catalog::tda().event("job.progress", data).expect("valid").source("s");
    let expected = r#"{"job_id":"j","progress_percentage":5.0,"current_stage":"s","stages_completed":[],"stages_remaining":[],"attempt":2,"estimated_completion":"2026-11-21T08:52:00.123456Z","colour":{"a":1}}"#;
    assert_eq!(event.data.to_json().to_string(), expected);
    for encoding in [Encoding::Json, Encoding::Avro] {
        let record = event.encode(Dialect::Canonical, encoding).expect("encodes");
        assert_eq!(Event::<Dynamic>::decode(&record).expect("reads"), event, "{encoding}");
        let typed = Event::<TdaEvent>::decode(&record).expect("reads");
        assert_eq!(typed.encode(Dialect::Canonical, encoding).expect("encodes"), record, "{encoding}");
        assert_eq!(Dynamic::from(typed.data), event.data, "{encoding}");
    }
}

#[test]
fn every_fault_of_a_dynamic_payload_is_reported() {
    let data = json!({"job_id": 7, "progress_percentage": "much", "stages_completed": ["a", 2]});
    let faults = Catalog::tda().event("job.progress", data).expect_err("faults").to_string();
    for part in
        ["data.job_id: ", "data.progress_percentage: ", "data.current_stage: ", "data.stages_completed[1]: "]
    {
        assert!(faults.contains(part), "{faults}");
    }
    let unknown = Catalog::tda().event("job.forgotten", json!({})).expect_err("unknown");
    assert_eq!(
        unknown.to_string(),
        "event_type: expected an event of the catalog tda, got \"job.forgotten\""
    );
}
