//! Examples of `job.*`.

use super::{ALGORITHM, JOB, RESULT, USER, texts};
use crate::payload::{
    InputData, JobCancelled, JobCompleted, JobFailed, JobProgress, JobQueued, JobStarted, JobStatus,
    JobSubmitted, JobSubmittedStatus, Parameters, PersistenceDiagram, Priority, ResultSummary, TdaEvent,
    TypedPayload as _,
};

pub(super) fn payload(event_type: &str) -> Option<TdaEvent> {
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
        JobCancelled::EVENT_TYPE => JobCancelled::new(JOB, "no longer needed").requested_by(USER).into(),
        _ => return None,
    })
}

pub(super) fn submitted_status() -> TdaEvent {
    let submitted = JobSubmittedStatus::new(JOB, JobStatus::Submitted);
    submitted.algorithm(ALGORITHM).priority("high").into()
}

/// The corners of the unit square: one loop, from 1 to the square root of 2.
fn submitted() -> JobSubmitted {
    let corners = vec![0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0];
    let input = InputData::inline_points("unit-square", 2, corners);
    let parameters = Parameters::new(1u32).max_edge_length(2.0);
    JobSubmitted::new(JOB, USER, ALGORITHM, parameters, input)
        .priority(Priority::High)
        .estimated_runtime_seconds(0.5)
}

fn progress() -> JobProgress {
    JobProgress::new(JOB, 42.5, "computing_persistence")
        .stages_completed(texts(&["data_validation", "filtration_construction"]))
        .stages_remaining(texts(&["result_serialization"]))
        .memory_usage_mb(12.5)
        .cpu_usage_percentage(99.0)
}

fn completed() -> JobCompleted {
    let diagram = super::result::diagram();
    let key = format!("{JOB}/1/{}/1", PersistenceDiagram::EVENT_TYPE);
    let content = diagram.content_sha256();
    let result = ResultSummary::new(key, PersistenceDiagram::EVENT_TYPE, 1u32, 1u64, content);
    JobCompleted::new(JOB, 0.25).algorithm(ALGORITHM).result_id(RESULT).results(vec![result])
}
