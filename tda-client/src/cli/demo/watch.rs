//! Following one job by its events, and, if asked for, killing its worker half way.

use std::{collections::BTreeMap, ffi::OsString, io::IsTerminal, time::Duration};

use tda_events::{ErrorKind, JobCompleted, JobProgress, PersistenceDiagram, TdaEvent};

use super::{super::Failure, SESSION_TIMEOUT, worker_process::WorkerProcess};
use crate::Consumer;

/// Everything heard about the job so far.
pub(super) struct Watch<'a> {
    job_id: &'a str,
    worker: WorkerProcess,
    kill: bool,
    program: &'a [OsString],
    brokers: &'a str,
    diagrams: BTreeMap<u32, PersistenceDiagram>,
    suggestions: Vec<String>,
    completed: Option<JobCompleted>,
    attempt: u32,
    shown: Option<(f64, String)>,
}

/// The worker is killed at the first report in here: surely in the middle of the computation.
const MIDDLE: std::ops::RangeInclusive<f64> = 35.0..=80.0;
/// How often it is looked whether the worker is still there.
const LOOK: Duration = Duration::from_millis(500);
const BAR_WIDTH: usize = 40;
/// Percent between two lines of a log file.
const LOG_STEP: f64 = 10.0;

impl<'a> Watch<'a> {
    pub(super) fn new(
        job_id: &'a str,
        worker: WorkerProcess,
        kill: bool,
        program: &'a [OsString],
        brokers: &'a str,
    ) -> Self {
        Self {
            job_id,
            worker,
            kill,
            program,
            brokers,
            diagrams: BTreeMap::new(),
            suggestions: Vec::new(),
            completed: None,
            attempt: 0,
            shown: None,
        }
    }

    /// Waits for the job's terminal event and for every result that it lists.
    pub(super) async fn until_done(
        mut self,
        consumer: &Consumer,
    ) -> Result<Vec<PersistenceDiagram>, Failure> {
        loop {
            match tokio::time::timeout(LOOK, consumer.next()).await {
                Ok(received) => {
                    let received = received?;
                    received.ack();
                    self.hear(received.into_event()?.data)?;
                }
                Err(_) => {
                    if let Some(status) = self.worker.ended() {
                        return Err(Failure::new(
                            ErrorKind::Internal,
                            format!("the worker ended by itself: {status}"),
                        )
                        .advise("LOG_LEVEL=debug shows what it did"));
                    }
                }
            }
            // Results and `job.completed` travel by different topics: whole is what the list names.
            if let Some(completed) = &self.completed
                && completed.results.iter().all(|result| self.diagrams.contains_key(&result.dimension))
            {
                return Ok(self.diagrams.into_values().collect());
            }
        }
    }

    fn hear(&mut self, event: TdaEvent) -> Result<(), Failure> {
        match event {
            TdaEvent::JobStarted(started) if started.job_id == self.job_id => {
                self.attempt = started.attempt;
                eprintln!("started   attempt {}", started.attempt);
            }
            TdaEvent::JobProgress(progress) if progress.job_id == self.job_id => self.progress(&progress)?,
            TdaEvent::PersistenceDiagram(diagram) if diagram.job_id == self.job_id => {
                self.diagrams.insert(diagram.dimension, diagram);
            }
            TdaEvent::ErrorComputation(error) if error.job_id == self.job_id => {
                self.suggestions = error.recovery_suggestions;
            }
            TdaEvent::JobCompleted(completed) if completed.job_id == self.job_id => {
                self.end_line();
                let seconds = completed.execution_time.unwrap_or_default();
                eprintln!("completed in {seconds:.2} s of computation");
                self.completed = Some(completed);
            }
            TdaEvent::JobFailed(failed) if failed.job_id == self.job_id => {
                self.end_line();
                let reason = failed.error_message.unwrap_or_default();
                let message = format!("the job failed: {reason}");
                let failure = Failure::new(ErrorKind::InvalidInput, message);
                return Err(std::mem::take(&mut self.suggestions).into_iter().fold(failure, Failure::advise));
            }
            _ => {}
        }
        Ok(())
    }

    fn progress(&mut self, progress: &JobProgress) -> Result<(), Failure> {
        if progress.attempt < self.attempt || self.completed.is_some() {
            return Ok(());
        }
        let percentage = progress.progress_percentage;
        self.show(percentage, &progress.current_stage);
        if self.kill && MIDDLE.contains(&percentage) {
            self.kill = false;
            self.replace_worker()?;
        }
        Ok(())
    }

    fn replace_worker(&mut self) -> Result<(), Failure> {
        self.end_line();
        let second = WorkerProcess::start(self.program, self.brokers, "dev_tda_", SESSION_TIMEOUT)?;
        let second_id = second.id();
        let first = std::mem::replace(&mut self.worker, second);
        eprintln!("killed    worker process {} (SIGKILL, in the middle of the computation)", first.id());
        first.kill();
        eprintln!("worker    process {second_id} waits until the group has noticed ({SESSION_TIMEOUT:?})");
        Ok(())
    }

    /// A terminal has one bar that grows; a log file gets a line every tenth part.
    fn show(&mut self, percentage: f64, stage: &str) {
        let terminal = std::io::stderr().is_terminal();
        let news = match &self.shown {
            None => true,
            Some((before, stage_before)) => {
                stage != stage_before || percentage < *before || percentage - before >= LOG_STEP
            }
        };
        if !terminal && !news {
            return;
        }
        self.shown = Some((percentage, stage.to_owned()));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to BAR_WIDTH")]
        #[allow(clippy::cast_precision_loss, reason = "a small constant")]
        let filled = ((percentage / 100.0 * BAR_WIDTH as f64) as usize).min(BAR_WIDTH);
        let bar = format!("{}{}", "█".repeat(filled), "░".repeat(BAR_WIDTH - filled));
        if terminal {
            eprint!("\rprogress  {bar} {percentage:5.1} % {stage:<24}");
        } else {
            eprintln!("progress  {bar} {percentage:5.1} % {stage}");
        }
    }

    /// Leaves the line of the growing bar.
    fn end_line(&mut self) {
        if self.shown.take().is_some() && std::io::stderr().is_terminal() {
            eprintln!();
        }
    }
}
