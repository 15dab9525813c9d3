//! Examples of `result.*`.

use serde_json::json;

use super::{ALGORITHM, CHECKSUM, JOB, RESULT, object, time};
use crate::payload::{
    BettiNumbers, FiltrationData, Interval, Parameters, PersistenceDiagram, ResultCached, ResultGenerated,
    ResultMetadata, TdaEvent, TypedPayload as _, Visualization,
};

pub(super) fn payload(event_type: &str) -> Option<TdaEvent> {
    Some(match event_type {
        PersistenceDiagram::EVENT_TYPE => diagram().into(),
        BettiNumbers::EVENT_TYPE => {
            BettiNumbers::new(JOB, ALGORITHM, vec![1, 1]).filtration_value(1.0).into()
        }
        FiltrationData::EVENT_TYPE => filtration().into(),
        ResultMetadata::EVENT_TYPE => metadata().into(),
        Visualization::EVENT_TYPE => picture().into(),
        ResultGenerated::EVENT_TYPE => ResultGenerated::new(JOB, RESULT, "persistence_diagram")
            .result_size(4096u64)
            .storage_path("results/job-0001/diagram-1.json")
            .generated_at(time(250))
            .metadata(object(json!({"dimension": 1, "intervals": 1})))
            .into(),
        ResultCached::EVENT_TYPE => ResultCached::new(JOB, RESULT, "persistence_diagram")
            .result_size(4096u64)
            .storage_path("cache/result-0001")
            .generated_at(time(250))
            .into(),
        _ => return None,
    })
}

pub(super) fn diagram() -> PersistenceDiagram {
    let intervals = vec![Interval::new(1.0, std::f64::consts::SQRT_2)];
    PersistenceDiagram::new(JOB, ALGORITHM, 1u32, intervals)
        .betti_numbers(vec![1, 0])
        .computation_time_seconds(0.25)
        .result_size_bytes(16u64)
}

fn filtration() -> FiltrationData {
    FiltrationData::new(JOB, ALGORITHM, 14u64)
        .simplex_counts(vec![4, 6, 4])
        .filtration_values(vec![0.0, 1.0, std::f64::consts::SQRT_2])
        .max_dimension(2u32)
        .vertex_count(4u64)
        .min_filtration_value(0.0)
        .max_filtration_value(std::f64::consts::SQRT_2)
}

fn metadata() -> ResultMetadata {
    ResultMetadata::new(JOB)
        .dimensions(vec![0, 1])
        .interval_counts(vec![4, 1])
        .result_id(RESULT)
        .algorithm(ALGORITHM)
        .parameters(Parameters::new(1u32).max_edge_length(2.0))
        .data_id("unit-square")
        .point_count(4u64)
        .computation_time_seconds(0.25)
        .computed_at(time(250))
}

fn picture() -> Visualization {
    const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>"#;
    Visualization::new(JOB, "picture-0001", "persistence_diagram", "svg")
        .dimension(1u32)
        .title("One loop")
        .width_pixels(640u32)
        .height_pixels(480u32)
        .content(SVG.as_bytes().to_vec())
        .result_size_bytes(SVG.len() as u64)
        .storage_location("https://results.example.org/job-0001/diagram-1.svg")
        .checksum_sha256(CHECKSUM)
}
