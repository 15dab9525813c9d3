//! `tda demo`: one job from event to barcode, over the embedded broker and a worker in a process of its own.

mod input;
mod report;
mod watch;
mod worker_process;

use std::{ffi::OsString, path::PathBuf, time::Duration};

use clap::Args;
use tda_events::{ErrorKind, Event, JobSubmitted, Parameters};

use self::{input::DemoInput, watch::Watch, worker_process::WorkerProcess};
use super::{
    Failure,
    connect::{log_to_stderr, runtime},
};
use crate::{ClientConfig, Consumer, EmbeddedBroker, Producer};

/// Run a job from event to barcode with a broker inside the process: nothing to install.
///
/// Without arguments: the solar cycle in three centuries of sunspot numbers.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Your own points instead, one a row (.npy, .csv or text).
    #[arg(long, value_name = "FILE", conflicts_with = "kill_worker")]
    points: Option<PathBuf>,
    /// Highest homology dimension.
    #[arg(long, value_name = "D")]
    max_dimension: Option<u32>,
    /// Longest edge; without it the enclosing radius.
    #[arg(long, value_name = "VALUE")]
    threshold: Option<f64>,
    /// Take a longer job, kill its worker half way (SIGKILL), and see another one take over.
    #[arg(long)]
    kill_worker: bool,
    /// Where the pictures go.
    #[arg(long, value_name = "FOLDER", default_value = "target/demo")]
    output_folder: PathBuf,
}

/// A dead worker is noticed after this long.
const SESSION_TIMEOUT: Duration = Duration::from_secs(3);
const CLOSE_DEADLINE: Duration = Duration::from_secs(5);

impl Demo {
    pub(super) fn run(self, program: &[OsString]) -> Result<(), Failure> {
        log_to_stderr();
        let input = match (&self.points, self.kill_worker) {
            (Some(file), _) => DemoInput::of_file(file)?,
            (None, true) => DemoInput::long_job(),
            (None, false) => DemoInput::sunspots()?,
        };
        std::fs::create_dir_all(&self.output_folder).map_err(|error| {
            Failure::new(ErrorKind::NotFound, format!("{}: {error}", self.output_folder.display()))
        })?;
        runtime()?.block_on(async {
            tokio::select! {
                outcome = self.submit_and_watch(&input, program) => outcome,
                // The worker sees its stdin end and goes, too.
                _ = tokio::signal::ctrl_c() => Err(Failure::new(ErrorKind::Cancelled, "interrupted")),
            }
        })
    }

    async fn submit_and_watch(&self, input: &DemoInput, program: &[OsString]) -> Result<(), Failure> {
        let broker = EmbeddedBroker::start()?;
        let config = ClientConfig::new("embedded").source("tda-demo").topic_prefix("dev_tda_");
        eprintln!("broker    {} (inside this process)", broker.bootstrap_servers());
        // The worker starts while we go on; it finds the job whenever it is ready.
        let producer = Producer::connect(&config).await?;
        let worker = WorkerProcess::start(program, broker.bootstrap_servers(), "dev_tda_", SESSION_TIMEOUT)?;
        eprintln!("worker    process {} (another one)", worker.id());
        let consumer =
            Consumer::connect(&config, "tda_demo", &["tda_jobs", "tda_results", "tda_errors"]).await?;

        let event = Event::new(self.job(input))
            .map_err(|error| Failure::new(ErrorKind::InvalidInput, error.to_string()))?;
        let receipt = producer.publish(&event).await?;
        eprintln!(
            "submitted {} -> {}[{}]@{}",
            input.name(),
            receipt.topic,
            receipt.partition,
            receipt.offset
        );

        let job_id = event.data.job_id.as_str();
        let watch = Watch::new(job_id, worker, self.kill_worker, program, broker.bootstrap_servers());
        let diagrams = watch.until_done(&consumer).await?;
        consumer.close().await?;
        producer.close(CLOSE_DEADLINE).await?;
        report::show(&diagrams, input, &self.output_folder)
    }

    fn job(&self, input: &DemoInput) -> JobSubmitted {
        let mut parameters = Parameters::new(self.max_dimension.unwrap_or(input.max_dimension()));
        if let Some(threshold) = self.threshold {
            parameters = parameters.max_edge_length(threshold);
        }
        JobSubmitted::new(tda_events::new_event_id(), "you", "vietoris_rips", parameters, input.data())
    }
}
