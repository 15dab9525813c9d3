//! Jobs that have ended once the batch with their events is written: only then they count.

use std::time::Duration;

use tda_core::Diagrams;

use super::failure::JobFailure;
use crate::metrics::{JobEnd, Metrics, Severity};

/// How a job ended.
pub(crate) struct EndedJob {
    algorithm: String,
    end: JobEnd,
    elapsed: Duration,
    /// The kind of its failure.
    error_type: Option<String>,
}

impl EndedJob {
    pub(crate) fn new(algorithm: String, result: &Result<Diagrams, JobFailure>, elapsed: Duration) -> Self {
        let (end, error_type) = match result {
            Ok(_) => (JobEnd::Completed, None),
            Err(failure) if failure.cancelled => (JobEnd::Cancelled, None),
            Err(failure) => (JobEnd::Failed, Some(failure.error_type.clone())),
        };
        Self { algorithm, end, elapsed, error_type }
    }
}

/// Those of the batch that is being filled, by partition. As many as the batch has ends of jobs.
#[derive(Default)]
pub(crate) struct EndedJobs(Vec<(i32, EndedJob)>);

impl EndedJobs {
    pub(crate) fn add(&mut self, partition: i32, job: EndedJob) {
        self.0.push((partition, job));
    }

    /// The partition has gone: whoever has it now writes the ends of its jobs.
    pub(crate) fn forget(&mut self, partition: i32) {
        self.0.retain(|(of, _)| *of != partition);
    }

    /// The batch is written.
    pub(crate) fn record(&mut self, metrics: &Metrics) {
        for (_, job) in self.0.drain(..) {
            metrics.job_ended(&job.algorithm, job.end, job.elapsed);
            if let Some(error_type) = &job.error_type {
                metrics.failed("worker", error_type, Severity::Error);
            }
        }
    }
}
