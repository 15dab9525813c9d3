//! `tda health`: how well the cluster and the registry are, for people and for scripts.

use clap::Args;
use tda_events::ErrorKind;

use super::{
    Failure,
    connect::{Connect, log_to_stderr, runtime},
    stream::Output,
};
use crate::{Health, HealthMonitor, Metrics};

/// Ask how well brokers, topics and schema registry are. Exit code 0 healthy, 1 degraded, 3 unhealthy.
///
/// Answers within a few seconds, also where no broker does.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda health --bootstrap-servers localhost:9092
  tda health --output json | jq -r '.components[] | select(.status != \"healthy\") | .reasons[]'")]
pub(super) struct HealthArguments {
    #[command(flatten)]
    connect: Connect,
    /// How it is told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl HealthArguments {
    #[allow(clippy::print_stdout, reason = "the report is what was asked for")]
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        // Of the cluster alone: what other clients of this process say is theirs.
        let monitor = HealthMonitor::new(&self.connect.config()?.metrics(Metrics::new()));
        let report = runtime()?.block_on(monitor.report());
        match self.output {
            Output::Text => println!("{report}"),
            Output::Json => println!("{}", serde_json::to_string(&*report).unwrap_or_default()),
        }
        let kind = match report.status {
            Health::Healthy => return Ok(()),
            Health::Degraded => ErrorKind::InvalidInput,
            Health::Unhealthy => ErrorKind::Unreachable,
        };
        Err(Failure::new(kind, format!("the cluster is {}", report.status)))
    }
}
