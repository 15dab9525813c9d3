//! `tda groups reset`: from where on a group reads.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;

use super::super::{
    Failure,
    connect::log_to_stderr,
    deployment::{Deployed, Deployment},
    plan_report::{Entry, PlanReport, State},
    position::Position,
    stream::Output,
};
use super::list::must_be_empty;
use crate::{
    admin::{OffsetSpec, TopicPartition},
    blocking::Admin,
    error::Error,
};

/// Move a group to another place in its topics. Tells what it would do; does it with --execute.
///
/// Refused while the group has members, naming them. What is skipped is not read, and what lies behind is read again: by a worker of
/// jobs without a second result, since it knows ended jobs. What a worker had finished out of order is forgotten.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda groups reset tda_notifications --to latest
  tda groups reset tda_notifications --topic tda_results --to 2026-01-31T23:59:00Z --execute
  tda groups reset tda_notifications --shift -100 --execute     the last hundred of each partition again")]
pub(super) struct Reset {
    /// Id of the group.
    #[arg(value_name = "GROUP")]
    group: String,
    /// Where to: earliest, latest, an offset, a time such as 2026-01-31T23:59:00Z, or 15m for so long ago.
    #[arg(long, value_name = "PLACE", required_unless_present = "shift")]
    to: Option<Position>,
    /// By how many records on (or back, where negative), in each partition.
    #[arg(long, value_name = "RECORDS", conflicts_with = "to", allow_hyphen_values = true)]
    shift: Option<i64>,
    /// Only this topic; may be repeated. By default every topic that the group has committed for.
    #[arg(long = "topic", value_name = "TOPIC")]
    topics: Vec<String>,
    /// Only this partition; may be repeated.
    #[arg(long = "partition", value_name = "NUMBER")]
    partitions: Vec<i32>,
    /// Do it.
    #[arg(long)]
    execute: bool,
    #[command(flatten)]
    deployment: Deployment,
    /// How moves are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

/// Where a partition is, and where it goes.
struct Move {
    partition: TopicPartition,
    is: Option<i64>,
    shall: i64,
}

impl Reset {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        let deployed = self.deployment.load()?;
        let admin = deployed.admin()?;
        // A group that is not there yet may be given offsets, where a topic is named.
        if self.topics.is_empty() || admin.list_groups()?.iter().any(|listing| listing.group == self.group) {
            must_be_empty(&admin, &self.group)?;
        }
        let moves = self.moves(&deployed, &admin)?;
        if moves.is_empty() {
            return Err(Failure::usage(format!("{} has committed nothing for such partitions", self.group))
                .advise("name a topic with --topic"));
        }
        let mut report = PlanReport::new(self.output);
        if self.execute {
            let offsets: Vec<_> = moves.iter().map(|one| (one.partition.clone(), one.shall)).collect();
            let mut outcomes: BTreeMap<_, _> = admin
                .alter_group_offsets(&self.group, &offsets)?
                .into_iter()
                .map(|item| (item.name, item.outcome))
                .collect();
            for one in &moves {
                let outcome = outcomes.remove(&one.partition.to_string()).unwrap_or(Ok(()));
                report.step(&entry(one), outcome.map_or_else(State::Failed, |()| State::Done))?;
            }
            return report.finish_apply();
        }
        for one in &moves {
            report.step(&entry(one), State::Planned)?;
        }
        eprintln!("nothing was changed: say --execute to do it");
        report.finish_plan(false)
    }

    fn moves(&self, deployed: &Deployed, admin: &Admin) -> Result<Vec<Move>, Failure> {
        let committed = admin.group_offsets(&self.group)?;
        let committed: BTreeMap<_, _> =
            committed.into_iter().map(|offset| (offset.partition, offset.offset)).collect();
        let partitions = self.asked(deployed, admin, &committed)?;
        let find = |spec| -> Result<BTreeMap<TopicPartition, Option<i64>>, Error> {
            let asked: Vec<_> = partitions.iter().map(|partition| (partition.clone(), spec)).collect();
            let found = admin.list_offsets(&asked)?;
            found.into_iter().map(|(partition, outcome)| Ok((partition, outcome?.offset))).collect()
        };
        let (first, end) = (find(OffsetSpec::Earliest)?, find(OffsetSpec::Latest)?);
        let at = self.to.and_then(Position::spec).map(find).transpose()?;
        let mut moves = Vec::new();
        for partition in partitions {
            let known = |found: &BTreeMap<_, Option<i64>>| found.get(&partition).copied().flatten();
            let (first, end) = (known(&first).unwrap_or(0), known(&end).unwrap_or(0));
            let is = committed.get(&partition).copied().flatten();
            let shall = match (self.to, self.shift) {
                (Some(Position::Offset(offset)), _) => offset,
                // No record is as young as that time: the end.
                (Some(_), _) => at.as_ref().and_then(known).unwrap_or(end),
                (None, shift) => is.unwrap_or(first).saturating_add(shift.unwrap_or(0)),
            };
            moves.push(Move { shall: shall.clamp(first, end), partition, is });
        }
        Ok(moves)
    }

    fn asked(
        &self,
        deployed: &Deployed,
        admin: &Admin,
        committed: &BTreeMap<TopicPartition, Option<i64>>,
    ) -> Result<Vec<TopicPartition>, Failure> {
        let mut partitions = Vec::new();
        if self.topics.is_empty() {
            partitions.extend(committed.keys().cloned());
        }
        let known: BTreeMap<_, _> = admin.list_topics()?.into_iter().collect();
        for topic in &self.topics {
            let topic = deployed.named(topic);
            let brokers = || admin.bootstrap_servers().to_owned();
            let Some(count) = known.get(&topic) else {
                return Err(Error::UnknownTopic { brokers: brokers(), topic }.into());
            };
            partitions.extend((0..*count).map(|partition| TopicPartition::new(topic.as_str(), partition)));
        }
        // What was committed for a topic that is gone can not be moved.
        partitions.retain(|one| known.contains_key(&one.topic));
        partitions.retain(|one| self.partitions.is_empty() || self.partitions.contains(&one.partition));
        Ok(partitions)
    }
}

fn entry(one: &Move) -> Entry {
    let Move { partition, is, shall } = one;
    let from = is.map_or_else(|| "nothing committed".to_owned(), |is| is.to_string());
    let by = is.map_or_else(String::new, |is| format!(" ({:+})", shall - is));
    Entry {
        sign: '~',
        text: format!("{partition}: {from} -> {shall}{by}"),
        object: json!({
            "step": "reset", "topic": partition.topic, "partition": partition.partition, "is": is, "shall": shall,
        }),
    }
}
