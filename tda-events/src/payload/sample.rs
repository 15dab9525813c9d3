//! A valid example of every event, the same each time but for its id and time.

use super::{
    BettiNumbers, ErrorComputation, ErrorDetails, InputData, Interval, JobCancelled, JobCompleted, JobFailed,
    JobProgress, JobQueued, JobStarted, JobSubmitted, Parameters, PersistenceDiagram, Priority,
    ResultSummary, TdaEvent, TypedPayload,
};
use crate::event::Event;

const JOB: &str = "job-0001";
const ALGORITHM: &str = "vietoris_rips";

/// A valid example of the event called `event_type`, with a fresh id and the clock's time; `None` for a name
/// that no event has.
///
/// ```
/// let event = tda_events::sample("job.submitted").expect("a known event");
/// assert_eq!(event.event_type(), "job.submitted");
/// assert!(tda_events::sample("job.forgotten").is_none());
/// ```
pub fn sample(event_type: &str) -> Option<Event<TdaEvent>> {
    let event = Event::unchecked(payload(event_type)?);
    Some(event.source("tda-sample").correlation_id("request-0001").header("user_id", "user-0001"))
}

fn payload(event_type: &str) -> Option<TdaEvent> {
    Some(match event_type {
        JobSubmitted::EVENT_TYPE => submitted().into(),
        JobQueued::EVENT_TYPE => {
            JobQueued::new(JOB).algorithm(ALGORITHM).priority(Priority::High).queue_position(3u64).into()
        }
        JobStarted::EVENT_TYPE => {
            JobStarted::new(JOB).attempt(1u32).algorithm(ALGORITHM).worker_id("worker-0").into()
        }
        JobProgress::EVENT_TYPE => progress().into(),
        JobCompleted::EVENT_TYPE => completed().into(),
        JobFailed::EVENT_TYPE => {
            JobFailed::new(JOB, "InvalidInput", "coordinate 1 of point 2 is NaN").execution_time(0.2).into()
        }
        JobCancelled::EVENT_TYPE => {
            JobCancelled::new(JOB, "no longer needed").requested_by("user-0001").into()
        }
        PersistenceDiagram::EVENT_TYPE => diagram().into(),
        BettiNumbers::EVENT_TYPE => {
            BettiNumbers::new(JOB, ALGORITHM, vec![1, 1]).filtration_value(1.0).into()
        }
        ErrorComputation::EVENT_TYPE => out_of_memory().into(),
        _ => return None,
    })
}

/// The corners of the unit square: one loop, from 1 to the square root of 2.
fn submitted() -> JobSubmitted {
    let corners = vec![0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0];
    let input = InputData::inline_points("unit-square", 2, corners);
    let parameters = Parameters::new(1u32).max_edge_length(2.0);
    JobSubmitted::new(JOB, "user-0001", ALGORITHM, parameters, input)
        .priority(Priority::High)
        .estimated_runtime_seconds(0.5)
}

fn diagram() -> PersistenceDiagram {
    let intervals = vec![Interval::new(1.0, std::f64::consts::SQRT_2)];
    PersistenceDiagram::new(JOB, ALGORITHM, 1u32, intervals)
        .betti_numbers(vec![1, 0])
        .computation_time_seconds(0.25)
        .result_size_bytes(16u64)
}

fn progress() -> JobProgress {
    let text = |stages: &[&str]| stages.iter().map(ToString::to_string).collect::<Vec<_>>();
    JobProgress::new(JOB, 42.5, "computing_persistence")
        .stages_completed(text(&["data_validation", "filtration_construction"]))
        .stages_remaining(text(&["result_serialization"]))
        .memory_usage_mb(12.5)
        .cpu_usage_percentage(99.0)
}

fn completed() -> JobCompleted {
    let diagram = diagram();
    let key = format!("{JOB}/1/{}/1", PersistenceDiagram::EVENT_TYPE);
    let content = diagram.content_sha256();
    let result = ResultSummary::new(key, PersistenceDiagram::EVENT_TYPE, 1u32, 1u64, content);
    JobCompleted::new(JOB, 0.25).algorithm(ALGORITHM).result_id("result-0001").results(vec![result])
}

fn out_of_memory() -> ErrorComputation {
    let details = ErrorDetails::new()
        .memory_requested_mb(65_536u64)
        .memory_available_mb(16_384u64)
        .stage("computing_persistence")
        .input_size(100_000u64);
    let suggestions = ["lower max_dimension", "set max_edge_length"];
    ErrorComputation::new(JOB, "MEMORY_LIMIT_EXCEEDED", "computing needs 65536 MB, the limit is 16384 MB")
        .error_details(details)
        .recovery_suggestions(suggestions.map(String::from).to_vec())
}
