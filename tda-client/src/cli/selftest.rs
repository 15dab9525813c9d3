//! `tda selftest`: whether a cluster does what this library needs of it, by trying.

mod bench;
mod checks;
mod jobs;

use std::{
    io::{self, Write},
    time::{Duration, Instant},
};

use clap::Args;
use serde_json::json;
use tda_events::{Catalog, ErrorKind, Timestamp};

use super::{Failure, connect::log_to_stderr, deployment::Deployment, stream::Output};
use crate::{
    admin::{NewTopic, TopicPartition},
    blocking::Admin,
    config::ClientConfig,
    dead_letters::LetterReader,
    error::Error,
    transport::{Connection, EmbeddedBroker},
};

/// Try a cluster: infrastructure, function, performance, a job from end to end, message formats.
///
/// Everything happens in topics and groups of its own, whose names begin with selftest, and which are deleted afterwards. Needs the right
/// to create and delete topics. Exit code 1 where a check fails.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda selftest --bootstrap-servers broker-1:9092
  tda selftest --output json | jq -e .passed
  tda selftest --catalog todo                  the formats of another system's events")]
pub(super) struct Selftest {
    #[command(flatten)]
    deployment: Deployment,
    /// How checks are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

/// Where the checks happen.
struct Ground {
    config: ClientConfig,
    /// The system whose events are tried.
    catalog: Catalog,
    admin: Admin,
}

type Check = fn(&Ground) -> Result<String, Error>;

const CHECKS: [(&str, Check); 5] = [
    ("infrastructure", checks::infrastructure),
    ("function", checks::function),
    ("performance", bench::performance),
    ("end to end", jobs::end_to_end),
    ("message format", checks::message_format),
];

/// Leaders of new topics are elected within it.
const LEADERS_TIMEOUT: Duration = Duration::from_secs(30);
/// Members that have left are gone within it.
const GROUP_TIMEOUT: Duration = Duration::from_secs(10);

impl Selftest {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        let ground = self.ground()?;
        let mut failed = Vec::new();
        for (name, check) in CHECKS {
            // Without its topics nothing else can be tried.
            if failed.first() == Some(&"infrastructure") {
                self.tell(name, &Err(missing_ground()), Duration::ZERO)?;
                failed.push(name);
                continue;
            }
            let started = Instant::now();
            let outcome = check(&ground);
            if outcome.is_err() {
                failed.push(name);
            }
            self.tell(name, &outcome, started.elapsed())?;
        }
        ground.clean_up();
        if failed.is_empty() {
            eprintln!("all {} checks passed", CHECKS.len());
            return Ok(());
        }
        Err(Failure::new(ErrorKind::InvalidInput, format!("failed: {}", failed.join(", "))))
    }

    fn ground(&self) -> Result<Ground, Failure> {
        let deployed = self.deployment.load()?;
        let catalog = deployed.catalog().clone();
        let name = format!("selftest{}-{}", std::process::id(), Timestamp::now().microseconds());
        let config = deployed
            .config
            .catalog_of(Catalog::tda().clone())
            .topic_prefix(format!("{name}_tda_"))
            .group(format!("{name}-workers"))
            .source("tda-selftest");
        let admin = Admin::connect(&config)?;
        Ok(Ground { config, catalog, admin })
    }

    fn tell(&self, name: &str, outcome: &Result<String, Error>, took: Duration) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let (passed, detail) = match outcome {
            Ok(detail) => (true, detail.clone()),
            Err(error) => (false, error.to_string()),
        };
        let word = if passed { "passed" } else { "FAILED" };
        match self.output {
            Output::Text => writeln!(out, "{word} {name} ({:.1} s): {detail}", took.as_secs_f64())?,
            Output::Json => writeln!(
                out,
                "{}",
                json!({"check": name, "passed": passed, "detail": detail, "seconds": took.as_secs_f64()})
            )?,
        }
        out.flush()
    }
}

fn missing_ground() -> Error {
    failure("not tried", "there are no topics to try it in".into())
}

/// A check that did not find what it must.
fn failure(during: &'static str, reason: String) -> Error {
    Error::Refused {
        during,
        what: "selftest".into(),
        reason,
        kind: ErrorKind::InvalidInput,
        retry: tda_events::Retry::Safe,
    }
}

impl Ground {
    /// The topic of all checks but the jobs'.
    fn messages(&self) -> String {
        self.config.physical_topic("tda_selftest_messages")
    }

    fn group(&self) -> String {
        self.config.physical_topic("tda_selftest_group")
    }

    fn topics(&self) -> Vec<NewTopic> {
        let of_catalog = Catalog::tda().all_topics().map(|topic| NewTopic {
            // A worker's jobs need no more here, and what is compacted stays so.
            config: topic
                .setting(self.config.environment, "cleanup.policy")
                .map_or_else(Vec::new, |policy| vec![("cleanup.policy".to_owned(), policy.to_owned())]),
            ..NewTopic::new(self.config.physical_topic(topic.name()), 1)
        });
        of_catalog.chain([NewTopic::new(self.messages(), 3)]).collect()
    }

    /// Creates the topics and waits until each partition has a leader.
    fn prepare(&self) -> Result<usize, Error> {
        let topics = self.topics();
        if let Some(name) = self.config.embedded_name() {
            EmbeddedBroker::named(name)?.create_topic(&self.messages(), 3)?;
            return Ok(topics.len());
        }
        for topic in self.admin.create_topics(&topics)? {
            topic.outcome?;
        }
        let names: Vec<_> = topics.iter().map(|topic| topic.name.clone()).collect();
        let started = Instant::now();
        loop {
            let described = self.admin.describe_topics(&names)?;
            let is_led = |topic: &crate::admin::TopicDescription| {
                topic.partitions.iter().all(|one| one.leader.is_some())
            };
            if described.iter().all(|item| item.outcome.as_ref().is_ok_and(is_led)) {
                return Ok(topics.len());
            }
            if started.elapsed() > LEADERS_TIMEOUT {
                return Err(failure("waiting for leaders", "a partition has no leader".into()));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn reader(&self, topic: &str) -> Result<LetterReader, Error> {
        LetterReader::connect(Connection::new(&self.config)?, topic)
    }

    /// Takes away what was made, whatever has become of it.
    fn clean_up(&self) {
        if self.config.is_embedded() {
            return;
        }
        let topics: Vec<_> = self.topics().into_iter().map(|topic| topic.name).collect();
        let groups: Vec<_> = self.config.group.iter().cloned().chain([self.group()]).collect();
        let tell = |what: &str, error: &Error| tracing::warn!(%error, "selftest leaves a {what} behind");
        match self.admin.delete_topics(&topics) {
            Ok(items) => items
                .iter()
                .filter_map(|item| item.outcome.as_ref().err())
                .for_each(|error| tell("topic", error)),
            Err(error) => tell("topic", &error),
        }
        for group in groups {
            if let Err(error) = self.delete_group(&group) {
                tell("group", &error);
            }
        }
    }

    /// A member that has left may count for a moment. A group that a failed check never made is none that stays.
    fn delete_group(&self, group: &str) -> Result<(), Error> {
        let started = Instant::now();
        loop {
            let outcome =
                self.admin.delete_groups(&[group.to_owned()])?.pop().map_or(Ok(()), |item| item.outcome);
            match outcome {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
                Err(_) if started.elapsed() < GROUP_TIMEOUT => std::thread::sleep(Duration::from_millis(200)),
                outcome => return outcome,
            }
        }
    }

    fn partition(&self, partition: i32) -> TopicPartition {
        TopicPartition::new(self.messages(), partition)
    }
}
