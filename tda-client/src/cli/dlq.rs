//! `tda dlq`: what could not be handled, why, and what becomes of it.

mod list;
mod purge;
mod replay;

use clap::{Args, Subcommand};

use super::{Failure, deployment::Deployed, position::Position};
use crate::{
    dead_letters::{DeadLetter, LetterFilter, LetterReader},
    transport::Connection,
};

/// Dead letters: list them, look into one, replay them, purge them.
///
/// TOPIC is a topic of the catalog, whose dead letters are meant, or a dead-letter topic itself, also by its name on the cluster.
#[derive(Debug, Args)]
pub(super) struct Dlq {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    List(list::List),
    Purge(purge::Purge),
    Replay(replay::Replay),
    Show(list::Show),
}

impl Dlq {
    pub(super) fn run(&self) -> Result<(), Failure> {
        match &self.action {
            Action::List(list) => list.run(),
            Action::Purge(purge) => purge.run(),
            Action::Replay(replay) => replay.run(),
            Action::Show(show) => show.run(),
        }
    }
}

/// Which letters are meant. Several kinds of filters narrow each other; several of one kind widen it.
#[derive(Clone, Debug, Args)]
struct Selection {
    /// Only letters with this kind of error, such as Decode; may be repeated.
    #[arg(long = "kind", value_name = "KIND")]
    kinds: Vec<String>,
    /// Only letters of this group; may be repeated.
    #[arg(long = "group", value_name = "GROUP")]
    groups: Vec<String>,
    /// Only letters with this key; may be repeated.
    #[arg(long = "key", value_name = "KEY")]
    keys: Vec<String>,
    /// Only letters set aside since then: a time such as 2026-01-31T23:59:00Z, or 15m for so long ago.
    #[arg(long, value_name = "TIME")]
    since: Option<Position>,
    /// Only letters set aside before then.
    #[arg(long, value_name = "TIME")]
    until: Option<Position>,
}

impl Selection {
    fn filter(&self) -> Result<LetterFilter, Failure> {
        Ok(LetterFilter {
            error_kinds: self.kinds.clone(),
            groups: self.groups.clone(),
            keys: self.keys.clone(),
            since_ms: self.since.map(time_of).transpose()?,
            until_ms: self.until.map(time_of).transpose()?,
        })
    }
}

fn time_of(position: Position) -> Result<i64, Failure> {
    match position {
        Position::TimeMs(time_ms) => Ok(time_ms),
        _ => Err(Failure::usage("expected a time, such as 2026-01-31T23:59:00Z, or 15m for so long ago")),
    }
}

/// The dead-letter topic of what was named, by its name on the cluster.
fn topic_of(deployed: &Deployed, name: &str) -> String {
    let of_topic = deployed.catalog().topic(name).and_then(|topic| topic.dead_letter_name());
    deployed.named(of_topic.unwrap_or(name))
}

/// Every dead-letter topic of the catalog, by its name on the cluster.
fn all_topics(deployed: &Deployed) -> Vec<String> {
    let mut topics: Vec<_> =
        deployed.catalog().topics().iter().filter_map(|topic| topic.dead_letter_name()).collect();
    topics.sort_unstable();
    topics.dedup();
    topics.into_iter().map(|topic| deployed.physical(topic)).collect()
}

fn reader(deployed: &Deployed, topic: &str) -> Result<LetterReader, Failure> {
    Ok(LetterReader::connect(Connection::new(&deployed.config)?, topic)?)
}

/// How a letter's place is written: `tda_jobs.dlq[0]@5`.
fn place(letter: &DeadLetter) -> String {
    let record = &letter.record;
    format!("{}[{}]@{}", record.topic, record.partition, record.offset)
}

fn place_of(text: &str) -> Result<(String, i32, i64), String> {
    let wrong = || format!("`{text}` is no place such as tda_jobs.dlq[0]@5");
    let (topic, rest) = text.split_once('[').ok_or_else(wrong)?;
    let (partition, offset) = rest.split_once("]@").ok_or_else(wrong)?;
    let number = |text: &str| text.parse().ok().filter(|number| *number >= 0).ok_or_else(wrong);
    let partition = i32::try_from(number(partition)?).map_err(|_| wrong())?;
    Ok((topic.to_owned(), partition, number(offset)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_printed() {
        assert_eq!(place_of("a.dlq[1]@5"), Ok(("a.dlq".into(), 1, 5)));
        for wrong in ["", "a", "a[1]", "a[x]@1", "a[-1]@1", "a[1]@-5", "a[99999999999]@1"] {
            assert!(place_of(wrong).is_err(), "{wrong}");
        }
    }
}
