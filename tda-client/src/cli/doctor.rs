//! `tda doctor`: the configuration as it is in force, and what is wrong with it or with the cluster.

mod cluster;
mod effective;
mod records;
mod registry;
mod report;
mod topics;

use std::io::{self, Write};

use clap::Args;
use serde_json::json;
use tda_events::ErrorKind;

use self::{effective::Effective, report::Finding};
use super::{
    Failure,
    connect::{Connect, log_to_stderr},
    stream::Output,
};
use crate::{
    blocking::Admin,
    config::{ClientConfig, ConfigProblem},
    transport::{Connection, RawProducer},
};

/// Explain the effective configuration and look for what is wrong: settings, brokers, topics, access, records, registry.
///
/// Changes nothing. Every setting is told with where it comes from, secrets as ***; then a broker is asked, if one answers within
/// five seconds. Each finding says what to do.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda doctor
  tda doctor --config tda.toml --bootstrap-servers broker-1:9092
  tda doctor --offline --all
  tda doctor --output json | jq '.checks[] | select(.state != \"ok\")'

Exit codes: 0 no fault; 1 a fault of data or topics; 2 of the configuration; 3 the broker or the registry does not answer, or
refuses. Warnings do not count.")]
pub(super) struct Doctor {
    #[command(flatten)]
    connect: Connect,
    /// Look at the configuration only; ask no broker.
    #[arg(long)]
    offline: bool,
    /// Also tell settings that stand at their defaults, with the reasons.
    #[arg(long)]
    all: bool,
    /// How it is told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl Doctor {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        let (config, problems) = self.examine();
        let effective = Effective::of(&config, problems);
        let mut findings = Vec::new();
        if effective.problems.is_empty() {
            findings.push(Finding::fine("configuration", "is whole"));
            if !self.offline {
                self.ask(&config, &mut findings);
            }
        } else {
            let message = format!("{} problem(s), told above; nothing can connect", effective.problems.len());
            findings.push(Finding::fault(
                "configuration",
                ErrorKind::Config,
                message,
                "mend them where they stand",
            ));
        }
        self.tell(&effective, &findings)?;
        let Some(kind) = report::first_fault(&findings) else { return Ok(()) };
        Err(Failure::new(kind, "something is wrong; the findings say what to do"))
    }

    /// The configuration as far as it can be read, as a member of its group has it, and its problems.
    fn examine(&self) -> (ClientConfig, Vec<ConfigProblem>) {
        let (config, mut problems) = self.connect.sources().read();
        let config = Connect::impatient(config);
        let config = match config.group.clone() {
            Some(group) => config.for_group(&group),
            None => config,
        };
        problems.extend(config.problems());
        (config, problems)
    }

    /// Asks the cluster; a dead one is one finding.
    fn ask(&self, config: &ClientConfig, findings: &mut Vec<Finding>) {
        findings.push(cluster::names(config));
        findings.push(registry::registry(config));
        let probe = Connection::new(config).and_then(RawProducer::new);
        let known = probe.as_ref().map_or_else(|_| Ok(Default::default()), RawProducer::metadata);
        let (probe, known) = match (probe, known) {
            (Ok(probe), Ok(known)) => (probe, known),
            (Err(error), _) | (_, Err(error)) => {
                findings.push(Finding::of_error("connection", &error));
                return;
            }
        };
        let connection = probe.connection();
        findings.push(Finding::fine("connection", format!("{} answers", connection.brokers())));
        let is_mock = probe.is_mock();
        if is_mock {
            let message = "the broker inside a process: in memory, without transactions, and asked no more";
            findings.push(Finding::skipped("brokers", message));
        } else {
            match Admin::connect(config) {
                Ok(admin) => {
                    findings.push(cluster::brokers(&admin));
                    findings.push(cluster::versions(connection));
                    findings.extend(topics::topics(&admin, config));
                    findings.push(cluster::group(&admin, config));
                }
                Err(error) => findings.push(Finding::of_error("brokers", &error)),
            }
        }
        let topics: Vec<_> = config
            .catalog()
            .topics()
            .iter()
            .filter_map(|topic| {
                let physical = config.physical_topic(topic.name());
                let partitions = known.get(&physical).copied()?;
                Some((topic.name().to_owned(), physical, partitions))
            })
            .collect();
        findings.extend(records::sample(connection, &topics));
    }

    fn tell(&self, effective: &Effective, findings: &[Finding]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match self.output {
            Output::Text => {
                effective.tell(&mut out, self.all)?;
                writeln!(out, "Checks")?;
                findings.iter().try_for_each(|finding| finding.tell(&mut out))?;
            }
            Output::Json => {
                let mut object = effective.to_json();
                let checks: Vec<_> = findings.iter().map(Finding::to_json).collect();
                if let Some(fields) = object.as_object_mut() {
                    fields.insert("checks".into(), json!(checks));
                }
                writeln!(out, "{object}")?;
            }
        }
        out.flush()
    }
}
