//! `job.started` and `job.progress`: outside of exactly once, on a producer of their own.

use std::{sync::Arc, time::Duration};

use tda_core::Stage;
use tda_events::{Event, JobProgress, JobStarted, JobSubmitted, Payload};

use super::{
    engine::JobControl,
    pool::Task,
    records::{Author, Origin},
};
use crate::transport::{OnDelivery, RawProducer};

/// Announces how jobs go. A lost announcement is no loss: readers ignore them after the terminal event.
#[derive(Clone)]
pub(crate) struct Announcer {
    producer: Arc<RawProducer>,
    author: Arc<Author>,
}

/// How long a commit waits for announcements of the jobs that it ends.
const FLUSH_DEADLINE: Duration = Duration::from_millis(500);

impl Announcer {
    pub(crate) fn new(producer: Arc<RawProducer>, author: Arc<Author>) -> Self {
        Self { producer, author }
    }

    pub(crate) fn started(&self, task: &Task) {
        let submitted = &task.submission.data;
        let started = JobStarted::new(submitted.job_id.as_str())
            .attempt(task.attempt)
            .algorithm(submitted.algorithm.as_str())
            .worker_id(self.author.worker_id());
        self.send(started, &Origin::of(&task.submission));
    }

    /// The control of a task's computation: what it reports becomes `job.progress`.
    pub(crate) fn control_of(&self, task: &Task) -> JobControl {
        let (announcer, submission, attempt) = (self.clone(), Arc::clone(&task.submission), task.attempt);
        JobControl::new(task.cancel.clone(), move |stage, fraction| {
            announcer.progress(&submission, attempt, stage, fraction);
        })
    }

    fn progress(&self, submission: &Event<JobSubmitted>, attempt: u32, stage: Stage, fraction: f64) {
        let (completed, remaining) = stages_around(stage);
        // Two decimals: more would be noise, and the text would be long.
        let percentage = (fraction * 10_000.0).round() / 100.0;
        let progress = JobProgress::new(submission.data.job_id.as_str(), percentage, stage.name())
            .stages_completed(completed)
            .stages_remaining(remaining)
            .attempt(attempt);
        self.send(progress, &Origin::of(submission));
    }

    /// Asks the cluster again for its topics, for `author` to know.
    pub(crate) fn refresh_topics(&self, author: &Author) -> Result<(), crate::error::Error> {
        author.refresh_topics(self.producer.metadata()?);
        Ok(())
    }

    /// Waits shortly until what was announced is on the broker, so that it comes before the terminal event.
    pub(crate) fn flush(&self) {
        let left = self.producer.flush(FLUSH_DEADLINE);
        if left > 0 {
            tracing::debug!(left, "announcements are late");
        }
    }

    fn send<T: Payload>(&self, payload: T, origin: &Origin) {
        let outgoing = match self.author.write(payload, origin, false) {
            Ok(outgoing) => outgoing,
            Err(error) => return tracing::warn!(%error, "an announcement could not be written"),
        };
        let on_delivery = OnDelivery::call(|outcome| {
            if let Err(error) = outcome {
                tracing::debug!(%error, "an announcement was lost");
            }
        });
        if self.producer.send(&outgoing, on_delivery).is_err() {
            tracing::debug!("an announcement found no room");
        }
    }
}

fn stages_around(stage: Stage) -> (Vec<String>, Vec<String>) {
    let names = |stages: &[Stage]| stages.iter().map(|stage| stage.name().to_owned()).collect();
    let at = Stage::ALL.iter().position(|known| *known == stage).unwrap_or(0);
    (names(&Stage::ALL[..at]), names(&Stage::ALL[at + 1..]))
}
