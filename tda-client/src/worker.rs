//! The job worker: consumes `job.submitted`, computes, and writes results, exactly once on a real Kafka.
//!
//! ```text
//!              ┌────────────── one thread: poll, follow, start, collect, commit ─────────────┐
//!  tda_jobs ─► group member ─► ledger ─► compute threads (Engine) ─► batch ─► one transaction ─► tda_results, tda_jobs
//!  tda_jobs ─► follower (cancels, earlier attempts, ends) ─┘             job.started, job.progress ─► tda_jobs
//! ```
//!
//! # Guarantee
//! On a real Kafka every submitted job gets exactly one terminal event (`job.completed`, `job.failed` or
//! `job.cancelled`) and every result exactly once, for readers with `isolation.level=read_committed`, whatever crashes:
//! results, terminal events, dead letters and the offsets of the submissions share one transaction, checked by the
//! group coordinator against the member's generation (KIP-447). `job.started` and `job.progress` stand outside of it.
//! A second submission of a job within the last 10 000 records of its partition (`job.progress` counts) is not computed
//! again.
//!
//! After a kill, readers may wait for the dead worker's open transaction until its timeout (10 s); a worker with
//! the same [`instance_id`](crate::ClientConfig::instance_id) ends it at once when it starts.
//!
//! A submission whose value lies in an object store ([`ClientConfig::claim_check`]) is fetched beside all other work and waits
//! while the store is away; one whose value is gone is a dead letter.
//!
//! On the embedded broker, which cannot do transactions, delivery is at least once.

#[cfg(feature = "compute")]
mod announce;
#[cfg(feature = "compute")]
mod ended;
#[cfg(feature = "compute")]
mod engine;
#[cfg(feature = "compute")]
mod failure;
#[cfg(feature = "compute")]
mod fetching;
#[cfg(feature = "compute")]
mod jobs;
#[cfg(feature = "compute")]
mod ledger;
#[cfg(feature = "compute")]
mod pool;
#[cfg(feature = "compute")]
mod protocol;
#[cfg(feature = "compute")]
mod records;

use std::time::Duration;

#[cfg(feature = "compute")]
pub use self::{
    engine::{Engine, Job, JobControl, NativeEngine},
    failure::JobFailure,
};
pub use crate::commit::Guarantee;
use crate::{
    commit::{BatchLimits, WorkerStatus},
    config::ClientConfig,
    settle::RetryPolicy,
};

/// Consumes jobs of `tda_jobs` and computes them with an [`Engine`], or calls [handlers](Self::handles) with any events.
///
/// ```no_run
/// # #[cfg(feature = "compute")]
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use tda_client::{ClientConfig, NativeEngine, Worker};
/// let config = ClientConfig::from_env()?;
/// let shutdown = async { tokio::time::sleep(std::time::Duration::from_secs(3600)).await };
/// Worker::new(config).engine(NativeEngine::default()).run(shutdown).await?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Worker {
    pub(crate) config: ClientConfig,
    #[cfg(feature = "compute")]
    jobs: jobs::Jobs,
    pub(crate) policy: RetryPolicy,
    pub(crate) guarantee: Option<Guarantee>,
    pub(crate) batch: BatchLimits,
    pub(crate) shutdown_deadline: Duration,
    pub(crate) status: WorkerStatus,
}

impl Worker {
    /// A worker of jobs with the native engine, one compute thread and inline input only; or, with
    /// [`handles`](Self::handles), one of handlers.
    pub fn new(config: ClientConfig) -> Self {
        Self {
            config,
            #[cfg(feature = "compute")]
            jobs: jobs::Jobs::default(),
            policy: RetryPolicy::default(),
            guarantee: None,
            batch: BatchLimits { bytes_max: 4 * 1024 * 1024, age_max: Duration::from_millis(100) },
            shutdown_deadline: Duration::from_secs(10),
            status: WorkerStatus::default(),
        }
    }

    /// The consumer group; else that of the configuration, else `tda_job_processors` for jobs.
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.config = self.config.group(group);
        self
    }

    /// What is promised about results. Default: exactly once on a real Kafka, at least once on the embedded broker.
    #[must_use]
    pub fn guarantee(mut self, guarantee: Guarantee) -> Self {
        self.guarantee = Some(guarantee);
        self
    }

    /// How a failure that may pass (input not reachable) is tried again, in place.
    #[must_use]
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Finished jobs share a transaction until it holds this many bytes or is this old.
    #[must_use]
    pub fn transaction_limits(mut self, bytes_max: usize, age_max: Duration) -> Self {
        self.batch = BatchLimits { bytes_max, age_max };
        self
    }

    /// How long running jobs may go on after a shutdown was asked for; then they are handed back. 10 s by default.
    #[must_use]
    pub fn shutdown_deadline(mut self, deadline: Duration) -> Self {
        self.shutdown_deadline = deadline;
        self
    }

    /// How it fares, while it runs and afterwards.
    pub fn status(&self) -> WorkerStatus {
        self.status.clone()
    }
}
