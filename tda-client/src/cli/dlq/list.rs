//! `tda dlq list` and `show`.

use std::io::{self, Write};

use clap::Args;
use serde_json::{Value, json};
use tda_events::{ErrorKind, Timestamp};

use super::{
    super::{
        Failure,
        connect::log_to_stderr,
        deployment::Deployment,
        stream::Output,
        tail::{Printer, event_json},
    },
    Selection, all_topics, place, place_of, reader, topic_of,
};
use crate::{
    dead_letters::{DeadLetter, GoOn},
    error::Error,
};

/// List dead letters: where they lie, when and why they were set aside, where they came from.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda dlq list
  tda dlq list tda_jobs --kind Decode --since 1d --output json")]
pub(super) struct List {
    /// Whose dead letters; every dead-letter topic of the catalog by default.
    #[arg(value_name = "TOPIC")]
    topics: Vec<String>,
    #[command(flatten)]
    selection: Selection,
    /// Stop after this many.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    count: u64,
    #[command(flatten)]
    deployment: Deployment,
    /// How letters are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

/// Show one dead letter: why it was set aside, its headers, and the event, or why it is none.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  tda dlq show 'tda_jobs.dlq[0]@5'")]
pub(super) struct Show {
    /// Where it lies, as `tda dlq list` tells it.
    #[arg(value_name = "PLACE", value_parser = place_of)]
    place: (String, i32, i64),
    #[command(flatten)]
    deployment: Deployment,
    /// How the letter is told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl List {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        let deployed = self.deployment.load()?;
        let filter = self.selection.filter()?;
        let topics = if self.topics.is_empty() {
            all_topics(&deployed)
        } else {
            self.topics.iter().map(|topic| topic_of(&deployed, topic)).collect()
        };
        let mut left = self.count;
        let mut count = 0;
        for topic in topics {
            let reader = match reader_of(&deployed, &topic)? {
                Some(reader) => reader,
                None if self.topics.is_empty() => continue,
                None => {
                    let brokers = deployed.config.bootstrap_servers().to_owned();
                    return Err(Error::UnknownTopic { topic, brokers }.into());
                }
            };
            let mut failed = None;
            reader.visit(
                &reader.bounds()?,
                |_| 0,
                |letter| {
                    if left == 0 {
                        return Ok(GoOn::No);
                    }
                    if filter.takes(&letter) {
                        left -= 1;
                        count += 1;
                        failed = tell(&letter, self.output).err();
                    }
                    Ok(if failed.is_some() { GoOn::No } else { GoOn::Yes })
                },
            )?;
            if let Some(error) = failed {
                return Err(error.into());
            }
        }
        eprintln!("{count} dead letters{}", if left == 0 { " and maybe more: see --count" } else { "" });
        Ok(())
    }
}

/// `None` where the topic is not there.
fn reader_of(
    deployed: &super::Deployed,
    topic: &str,
) -> Result<Option<crate::dead_letters::LetterReader>, Failure> {
    let connection = crate::transport::Connection::new(&deployed.config)?;
    match crate::dead_letters::LetterReader::connect(connection, topic) {
        Ok(reader) => Ok(Some(reader)),
        Err(Error::UnknownTopic { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn tell(letter: &DeadLetter, output: Output) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match output {
        Output::Text => {
            let key = letter.record.key.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
            let origin = letter.origin().map_or_else(String::new, |from| {
                format!(" from {}[{}]@{}", from.topic, from.partition, from.offset)
            });
            let (kind, message) = (letter.error_kind(), letter.error_message());
            writeln!(out, "{} {} {kind} key {key:?}{origin}: {message}", time(letter), place(letter))
        }
        Output::Json => writeln!(out, "{}", summary(letter)),
    }
}

fn time(letter: &DeadLetter) -> String {
    let time_ms = letter.record.timestamp_ms.unwrap_or(0);
    Timestamp::from_microseconds(time_ms.saturating_mul(1000))
        .map_or_else(|_| "-".to_owned(), |time| time.to_string())
}

fn summary(letter: &DeadLetter) -> Value {
    let origin = letter.origin();
    json!({
        "topic": &*letter.record.topic, "partition": letter.record.partition, "offset": letter.record.offset,
        "time": time(letter),
        "key": letter.record.key.as_deref().map(String::from_utf8_lossy),
        "error_kind": letter.error_kind(), "error_message": letter.error_message(), "group": letter.group(),
        "replays": letter.replays(),
        "origin": origin.map(|from| json!({"topic": from.topic, "partition": from.partition, "offset": from.offset})),
    })
}

impl Show {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        let deployed = self.deployment.load()?;
        let (topic, partition, offset) = &self.place;
        let reader = reader(&deployed, &topic_of(&deployed, topic))?;
        let Some(letter) = reader.letter(*partition, *offset)? else {
            let message = format!("there is no record at {topic}[{partition}]@{offset}");
            return Err(
                Failure::new(ErrorKind::NotFound, message).advise("`tda dlq list` tells where letters lie")
            );
        };
        let whole = reader.whole(&letter)?.unwrap_or_else(|| letter.clone());
        let printer = Printer::new(deployed.catalog().clone(), self.output);
        let decoded = printer.decode(&whole.record);
        let event = decoded.as_ref().map(|(event, catalog)| event_json(event, catalog));
        let mut out = io::stdout().lock();
        match self.output {
            Output::Json => {
                let mut object = summary(&letter);
                object["headers"] = headers(&whole);
                match &event {
                    Ok(event) => object["event"] = event.clone(),
                    Err(error) => object["decode_error"] = json!(error.to_string()),
                }
                object["value"] = json!(whole.record.value.as_deref().map(String::from_utf8_lossy));
                writeln!(out, "{object}")?;
            }
            Output::Text => {
                writeln!(
                    out,
                    "{}  set aside {}, replayed {} times",
                    place(&letter),
                    time(&letter),
                    letter.replays()
                )?;
                writeln!(out, "{}: {}", letter.error_kind(), letter.error_message())?;
                for (name, value) in whole.record.headers.iter() {
                    writeln!(out, "  {name}: {}", String::from_utf8_lossy(value))?;
                }
                match &event {
                    Ok(event) => writeln!(out, "{event:#}")?,
                    Err(error) => {
                        writeln!(out, "no event: {error}")?;
                        let value = whole.record.value.as_deref().unwrap_or_default();
                        writeln!(out, "{}", String::from_utf8_lossy(value))?;
                    }
                }
            }
        }
        Ok(out.flush()?)
    }
}

fn headers(letter: &DeadLetter) -> Value {
    let text = |value: &[u8]| Value::from(String::from_utf8_lossy(value).into_owned());
    letter.record.headers.iter().map(|(name, value)| (name.clone(), text(value))).collect()
}
