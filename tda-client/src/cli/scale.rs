//! `tda scale`: how many workers the lag asks for.

use clap::Args;
use serde_json::json;

use super::{Failure, connect::log_to_stderr, deployment::Deployment, groups::missing, stream::Output};
use crate::admin::{ScaleAdvice, ScalePolicy, scale};

/// Advise how many workers a group needs; start and stop nobody.
///
/// More over --up records waiting, fewer under --down, and between them as many as there are. Never more than the partitions that they
/// read. KEDA's number for the same lag and threshold stands beside it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda scale tda_job_processors
  tda scale tda_job_processors --max 6 --output json | jq .workers")]
pub(super) struct Scale {
    /// Id of the group.
    #[arg(value_name = "GROUP", default_value = "tda_job_processors")]
    group: String,
    #[command(flatten)]
    deployment: Deployment,
    /// More workers over this many waiting records.
    #[arg(long, value_name = "RECORDS", default_value_t = 1000)]
    up: u32,
    /// Fewer workers under this many.
    #[arg(long, value_name = "RECORDS", default_value_t = 300)]
    down: u32,
    /// Never fewer workers.
    #[arg(long, value_name = "WORKERS", default_value_t = 1)]
    min: u32,
    /// Never more workers; the number of partitions by default.
    #[arg(long, value_name = "WORKERS")]
    max: Option<u32>,
    /// How advice is told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl Scale {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        if self.down > self.up {
            return Err(Failure::usage(format!("--down {} is over --up {}", self.down, self.up)));
        }
        let admin = self.deployment.load()?.admin()?;
        if !admin.list_groups()?.iter().any(|listing| listing.group == self.group) {
            return Err(missing(&self.group));
        }
        let lag = admin.group_lag(&self.group)?;
        let described = admin.describe_groups(std::slice::from_ref(&self.group))?.pop();
        let members = described.and_then(|item| item.outcome.ok()).map_or(0, |group| group.members.len());
        let workers = u32::try_from(members).unwrap_or(u32::MAX);
        let partitions = u32::try_from(lag.len()).unwrap_or(u32::MAX);
        let waiting: i64 = lag.iter().map(|partition| partition.lag).sum();
        let policy = ScalePolicy {
            up_over: self.up.into(),
            down_under: self.down.into(),
            workers_min: self.min,
            workers_max: self.max.unwrap_or(u32::MAX),
        };
        let advice = scale(waiting, workers, partitions, &policy);
        let word = match advice.advice {
            ScaleAdvice::Down => "down",
            ScaleAdvice::Stay => "stay",
            ScaleAdvice::Up => "up",
        };
        match self.output {
            Output::Text => println(format_args!(
                "{}: {word}, {workers} -> {} workers ({}); KEDA would ask for {}",
                self.group, advice.workers, advice.reason, advice.keda_workers
            )),
            Output::Json => println(format_args!(
                "{}",
                json!({
                    "group": self.group, "advice": word, "workers": advice.workers, "workers_now": workers,
                    "lag": waiting, "partitions": partitions, "keda_workers": advice.keda_workers,
                    "reason": advice.reason,
                })
            )),
        }
    }
}

fn println(line: std::fmt::Arguments<'_>) -> Result<(), Failure> {
    use std::io::Write as _;
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
