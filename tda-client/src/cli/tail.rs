//! `tda tail`: the events of topics as they come, decoded.

mod filter;
mod print;

use std::{collections::BTreeMap, collections::BTreeSet, time::Duration};

use clap::Args;

use self::filter::Filter;
pub(super) use self::print::{Printer, event_json};
use super::{
    Failure,
    connect::log_to_stderr,
    deployment::{Deployed, Deployment},
    position::Position,
    stream::Output,
};
use crate::{
    admin::TopicPartition,
    error::Error,
    transport::{Connection, Follower, FollowerPoll, Operations, RawRecord},
};

/// Print the events of topics as they come; committed ones only, and without joining a group.
///
/// A record that is no event is printed with the reason.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda tail tda_jobs --type job.failed
  tda tail tda_jobs --from 15m --until-end --key job-17 --output json
  tda tail tda_jobs.dlq --from earliest --header dlq_error_kind=Decode")]
pub(super) struct Tail {
    /// Logical names of topics, such as tda_jobs, or names on the cluster; every topic of the catalog by default.
    topics: Vec<String>,
    #[command(flatten)]
    deployment: Deployment,
    /// Where to begin: earliest, latest, an offset, a time such as 2026-01-31T23:59:00Z, or 15m for so long ago.
    #[arg(long, value_name = "PLACE", default_value = "latest")]
    from: Position,
    #[command(flatten)]
    filter: Filter,
    /// Stop after this many events.
    #[arg(long, value_name = "N")]
    count: Option<u64>,
    /// Stop when everything that is there now has been printed.
    #[arg(long)]
    until_end: bool,
    /// How events are printed: a line for people, or the event as JSON.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

/// How long one topic is waited for before the next is looked at.
const TURN: Duration = Duration::from_millis(20);
const WATERMARK_TIMEOUT: Duration = Duration::from_secs(5);

/// One topic that is followed.
struct Followed {
    follower: Follower,
    /// Partitions whose end has not been seen.
    unfinished: BTreeSet<i32>,
}

impl Tail {
    pub(super) fn run(self) -> Result<(), Failure> {
        log_to_stderr();
        let deployed = self.deployment.load()?;
        let operations = Operations::connect(Connection::new(&deployed.config)?)?;
        let mut followed = Vec::new();
        for (topic, partitions) in self.topics(&deployed, &operations)? {
            followed.push(self.follow(&operations, &topic, partitions)?);
        }
        drop(operations);
        self.print(&mut followed, &Printer::new(deployed.catalog().clone(), self.output))
    }

    /// Names on the cluster, with the number of partitions.
    fn topics(&self, deployed: &Deployed, operations: &Operations) -> Result<Vec<(String, i32)>, Failure> {
        let metadata = operations.metadata()?;
        let catalog = deployed.catalog();
        let known = || catalog.topics().iter().map(|topic| topic.name().to_owned()).collect::<Vec<_>>();
        let mut topics = Vec::new();
        for name in if self.topics.is_empty() { known() } else { self.topics.clone() } {
            let topic = deployed.named(&name);
            match metadata.get(&topic) {
                Some(partitions) => topics.push((topic, *partitions)),
                // Asked for by name, it must be there; of the whole catalog a cluster may have a part.
                None if self.topics.is_empty() => tracing::info!(topic, "is not on this cluster"),
                None if catalog.topic(&name).is_none() => {
                    let message = format!("`{name}` is no topic of the catalog, nor of the cluster");
                    return Err(Failure::usage(message).advise(format!("known: {}", known().join(", "))));
                }
                None => {
                    let brokers = operations.connection().brokers().to_owned();
                    return Err(Error::UnknownTopic { topic, brokers }.into());
                }
            }
        }
        Ok(topics)
    }

    fn follow(&self, operations: &Operations, topic: &str, partitions: i32) -> Result<Followed, Failure> {
        let follower = Follower::new(operations.connection(), topic)?;
        let failed = |reason: String| Error::Internal { during: "following a topic", reason };
        let by_time = self.by_time(operations, topic, partitions)?;
        for partition in 0..partitions {
            let (low, high) = follower.watermarks(partition, WATERMARK_TIMEOUT).map_err(failed)?;
            let from = match self.from {
                Position::Earliest => low,
                Position::Latest => high,
                Position::Offset(offset) => offset.clamp(low, high),
                Position::TimeMs(_) => by_time.get(&partition).copied().unwrap_or(high),
            };
            follower.follow(partition, from).map_err(failed)?;
        }
        Ok(Followed { follower, unfinished: (0..partitions).collect() })
    }

    /// Offsets of the time that was asked for; nothing for a partition without so young a record.
    fn by_time(
        &self,
        operations: &Operations,
        topic: &str,
        partitions: i32,
    ) -> Result<BTreeMap<i32, i64>, Error> {
        let (Position::TimeMs(_), Some(spec)) = (self.from, self.from.spec()) else {
            return Ok(BTreeMap::new());
        };
        let asked: Vec<_> =
            (0..partitions).map(|partition| (TopicPartition::new(topic, partition), spec)).collect();
        let mut found = BTreeMap::new();
        for (partition, outcome) in operations.list_offsets(&asked)? {
            found.extend(outcome?.offset.map(|offset| (partition.partition, offset)));
        }
        Ok(found)
    }

    fn print(&self, followed: &mut [Followed], printer: &Printer) -> Result<(), Failure> {
        let mut printed = 0;
        loop {
            for topic in &mut *followed {
                match topic.follower.poll(TURN) {
                    FollowerPoll::Idle => {}
                    FollowerPoll::CaughtUp(partition) => {
                        topic.unfinished.remove(&partition);
                    }
                    FollowerPoll::Warning(reason) => tracing::warn!(reason, "tail goes on after a warning"),
                    FollowerPoll::Record(record) => {
                        printed += u64::from(self.print_record(&record, printer)?);
                        if self.count.is_some_and(|count| printed >= count) {
                            return Ok(());
                        }
                    }
                }
            }
            if self.until_end && followed.iter().all(|topic| topic.unfinished.is_empty()) {
                return Ok(());
            }
        }
    }

    /// Prints the record if it is asked for; says whether it was.
    fn print_record(&self, record: &RawRecord, printer: &Printer) -> Result<bool, Failure> {
        if !self.filter.takes(record) {
            return Ok(false);
        }
        let decoded = printer.decode(record);
        let event_type = decoded.as_ref().map_or_else(|_| "", |(event, _)| event.event_type());
        if !self.filter.takes_type(event_type) {
            return Ok(false);
        }
        printer.print(record, &decoded)?;
        Ok(true)
    }
}
