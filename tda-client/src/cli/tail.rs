//! `tda tail`: the events of topics as they come, decoded.

use std::{collections::BTreeSet, io::Write, time::Duration};

use clap::{Args, ValueEnum};
use serde_json::json;
use tda_events::{Catalog, Event, TdaEvent};

use super::{
    Failure,
    connect::{Connect, log_to_stderr},
};
use crate::{
    error::Error,
    transport::{Connection, Follower, FollowerPoll, RawProducer, RawRecord},
};

/// Print the events of topics as they come; committed ones only, and without joining a group.
#[derive(Debug, Args)]
pub(super) struct Tail {
    /// Logical names of topics, such as tda_jobs; every topic of the catalog by default.
    topics: Vec<String>,
    #[command(flatten)]
    connect: Connect,
    /// Where to begin.
    #[arg(long, value_enum, default_value_t = From::Latest)]
    from: From,
    /// Only events of this type; may be repeated.
    #[arg(long = "type", value_name = "TYPE")]
    event_types: Vec<String>,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    Earliest,
    Latest,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Output {
    Text,
    Json,
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
        let config = self.connect.config()?;
        let connection = Connection::new(&config)?;
        let probe = RawProducer::new(connection.clone())?;
        let metadata = probe.metadata()?;
        let mut followed = Vec::new();
        for logical in self.logical_topics()? {
            let topic = config.physical_topic(&logical);
            match metadata.get(&topic) {
                Some(partitions) => followed.push(self.follow(&connection, &topic, *partitions)?),
                // Asked for by name, it must be there; of the whole catalog a cluster may have a part.
                None if self.topics.is_empty() => tracing::info!(topic, "is not on this cluster"),
                None => {
                    let brokers = connection.brokers().to_owned();
                    return Err(Error::UnknownTopic { topic, brokers }.into());
                }
            }
        }
        drop(probe);
        self.print(&mut followed)
    }

    fn logical_topics(&self) -> Result<Vec<String>, Failure> {
        let catalog = Catalog::tda();
        let known = || catalog.topics().iter().map(|topic| topic.name().to_owned()).collect::<Vec<_>>();
        for topic in &self.topics {
            if catalog.topic(topic).is_none() {
                let message = format!("`{topic}` is no topic of the catalog");
                return Err(Failure::usage(message).advise(format!("known: {}", known().join(", "))));
            }
        }
        Ok(if self.topics.is_empty() { known() } else { self.topics.clone() })
    }

    fn follow(&self, connection: &Connection, topic: &str, partitions: i32) -> Result<Followed, Failure> {
        let follower = Follower::new(connection, topic)?;
        let failed = |reason: String| Error::Internal { during: "following a topic", reason };
        for partition in 0..partitions {
            let (low, high) = follower.watermarks(partition, WATERMARK_TIMEOUT).map_err(failed)?;
            follower
                .follow(partition, if self.from == From::Earliest { low } else { high })
                .map_err(failed)?;
        }
        Ok(Followed { follower, unfinished: (0..partitions).collect() })
    }

    fn print(&self, followed: &mut [Followed]) -> Result<(), Failure> {
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
                        printed += u64::from(self.print_record(&record)?);
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
    fn print_record(&self, record: &RawRecord) -> Result<bool, Failure> {
        let value = record.value.as_deref().unwrap_or_default();
        let event = Event::<TdaEvent>::decode_value(value, &record.headers);
        let event_type = event.as_ref().map_or_else(|_| "", |event| event.event_type());
        if !self.event_types.is_empty() && !self.event_types.iter().any(|wanted| wanted == event_type) {
            return Ok(false);
        }
        let mut out = std::io::stdout().lock();
        match self.output {
            Output::Text => writeln!(out, "{}", line_of(record, &event))?,
            Output::Json => writeln!(out, "{}", json_of(record, &event))?,
        }
        out.flush()?;
        Ok(true)
    }
}

type Decoded = Result<Event<TdaEvent>, tda_events::DecodeError>;

fn line_of(record: &RawRecord, event: &Decoded) -> String {
    let place = format!("{}[{}]@{}", record.topic, record.partition, record.offset);
    match event {
        Ok(event) => {
            let key = record.key.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
            format!("{} {place} {} {key}", event.timestamp, event.event_type())
        }
        Err(error) => format!("- {place} no event: {error}"),
    }
}

fn json_of(record: &RawRecord, event: &Decoded) -> serde_json::Value {
    let place = json!({"topic": record.topic, "partition": record.partition, "offset": record.offset});
    match event {
        Ok(event) => {
            let written = event.encode(tda_events::Dialect::Canonical, tda_events::Encoding::Json);
            let parsed = written.ok().and_then(|record| serde_json::from_slice(&record.value).ok());
            json!({"record": place, "event": parsed.unwrap_or(serde_json::Value::Null)})
        }
        Err(error) => json!({"record": place, "error": error.to_string()}),
    }
}
