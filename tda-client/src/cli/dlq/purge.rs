//! `tda dlq purge`.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;

use super::{
    super::{
        Failure,
        connect::log_to_stderr,
        deployment::Deployment,
        plan_report::{Entry, PlanReport, State},
        position::Position,
        stream::Output,
    },
    reader, time_of, topic_of,
};
use crate::{
    admin::TopicPartition,
    dead_letters::{LetterReader, Replay},
};

/// Delete dead letters for good: from the beginning of each partition up to a place. Asks for --yes.
///
/// Kafka deletes records only from the beginning on, so letters before the place go whether they were replayed or not; how many were not is
/// told.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda dlq purge tda_jobs --replayed --yes          what was replayed, up to the first letter that was not
  tda dlq purge tda_jobs --before 30d --yes
  tda dlq purge tda_jobs --all                     tells what would go")]
pub(super) struct Purge {
    /// Whose dead letters.
    #[arg(value_name = "TOPIC")]
    topic: String,
    #[command(flatten)]
    place: Place,
    /// Do it.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    deployment: Deployment,
    /// How partitions are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Place {
    /// All that are there now.
    #[arg(long)]
    all: bool,
    /// Those set aside before then: a time such as 2026-01-31T23:59:00Z, or 30d for so long ago.
    #[arg(long, value_name = "TIME")]
    before: Option<Position>,
    /// Those that were replayed, up to the first one that was not.
    #[arg(long)]
    replayed: bool,
}

/// A partition whose beginning goes.
struct Cut {
    partition: i32,
    first: i64,
    before: i64,
    /// Offsets among them below which nothing is known to be replayed.
    not_replayed: i64,
}

impl Purge {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        let deployed = self.deployment.load()?;
        let topic = topic_of(&deployed, &self.topic);
        let reader = reader(&deployed, &topic)?;
        let cuts = self.cuts(&deployed, &topic, &reader)?;
        let mut report = PlanReport::new(self.output);
        if !self.yes {
            for cut in &cuts {
                report.step(&cut.entry(&topic), State::Planned)?;
            }
            report.finish_plan(false)?;
            return if cuts.is_empty() {
                Ok(())
            } else {
                Err(Failure::usage("nothing was deleted").advise("say --yes: it can not be undone"))
            };
        }
        let before: Vec<_> =
            cuts.iter().map(|cut| (TopicPartition::new(topic.as_str(), cut.partition), cut.before)).collect();
        let mut outcomes: BTreeMap<_, _> = reader
            .operations()
            .delete_records(&before)?
            .into_iter()
            .map(|item| (item.name, item.outcome))
            .collect();
        for cut in &cuts {
            let name = TopicPartition::new(topic.as_str(), cut.partition).to_string();
            let outcome = outcomes.remove(&name).unwrap_or(Ok(0));
            report.step(&cut.entry(&topic), outcome.map_or_else(State::Failed, |_| State::Done))?;
        }
        report.finish_apply()
    }

    fn cuts(
        &self,
        deployed: &super::Deployed,
        topic: &str,
        reader: &LetterReader,
    ) -> Result<Vec<Cut>, Failure> {
        let bounds = reader.bounds()?;
        let replayed = Replay::new(super::reader(deployed, topic)?)?.replayed_below();
        let by_time = match self.place.before {
            Some(before) => Some(reader.at_ms(time_of(before)?, &bounds)?),
            None => None,
        };
        let mut cuts = Vec::new();
        for (&partition, &(first, next)) in &bounds {
            let replayed = replayed.get(&partition).copied().unwrap_or(first).clamp(first, next);
            let before = match &by_time {
                Some(by_time) => by_time.get(&partition).copied().unwrap_or(first),
                None if self.place.replayed => replayed,
                None => next,
            };
            if before > first {
                cuts.push(Cut { partition, first, before, not_replayed: (before - replayed).max(0) });
            }
        }
        Ok(cuts)
    }
}

impl Cut {
    fn entry(&self, topic: &str) -> Entry {
        let Self { partition, first, before, not_replayed } = self;
        let warning = if *not_replayed > 0 {
            format!(", {not_replayed} of them not known to be replayed")
        } else {
            String::new()
        };
        Entry {
            sign: '-',
            text: format!(
                "delete {topic}[{partition}] from {first} to before {before}: {} offsets{warning}",
                before - first
            ),
            object: json!({
                "step": "delete", "topic": topic, "partition": partition, "first": first, "before": before,
                "not_replayed": not_replayed,
            }),
        }
    }
}
