//! Examples of `error.*`.

use super::{JOB, USER, texts};
use crate::payload::{
    ErrorComputation, ErrorDetails, ErrorResource, ErrorSystem, ErrorTimeout, ErrorValidation, TdaEvent,
    TypedPayload as _, Violation,
};

pub(super) fn payload(event_type: &str) -> Option<TdaEvent> {
    Some(match event_type {
        ErrorComputation::EVENT_TYPE => out_of_memory().into(),
        ErrorValidation::EVENT_TYPE => invalid_parameters().into(),
        ErrorSystem::EVENT_TYPE => {
            ErrorSystem::new("STORAGE_UNREACHABLE", "no answer from the storage in 30 s")
                .job_id(JOB)
                .component("result_store")
                .into()
        }
        ErrorTimeout::EVENT_TYPE => time_limit().into(),
        ErrorResource::EVENT_TYPE => disk_full().into(),
        _ => return None,
    })
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
        .recovery_suggestions(texts(&suggestions))
}

fn invalid_parameters() -> ErrorValidation {
    let violation = Violation::new("parameters.max_dimension", "integer 0..=16").found("\"two\"");
    ErrorValidation::new("INVALID_PARAMETERS", "1 of 3 parameters is wrong")
        .error_details(ErrorDetails::new().stage("data_validation").violations(vec![violation]))
        .job_id(JOB)
        .user_id(USER)
        .field("parameters.max_dimension")
}

fn time_limit() -> ErrorTimeout {
    ErrorTimeout::new("JOB_TIME_LIMIT_EXCEEDED", "computing took longer than 3600 s", 3600.0, 3600.5)
        .recovery_suggestions(texts(&["raise the time limit", "lower max_dimension"]))
        .job_id(JOB)
        .stage("computing_persistence")
}

fn disk_full() -> ErrorResource {
    ErrorResource::new("DISK_FULL", "the result takes 2048 MB, 512 MB are left", "disk")
        .job_id(JOB)
        .requested(2048.0)
        .available(512.0)
        .unit("MB")
}
