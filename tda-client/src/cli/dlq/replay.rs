//! `tda dlq replay`.

use std::io::{self, Write};

use clap::Args;
use serde_json::json;
use tda_events::ErrorKind;

use super::{
    super::{Failure, connect::log_to_stderr, deployment::Deployment, stream::Output},
    Selection, place, reader, topic_of,
};
use crate::dead_letters::{self, DeadLetter, ReplayLimits, Replayed};

/// Put dead letters back where they came from, each once, in their order.
///
/// A letter goes to the partition that it came from, with its key and its headers, without those about the failure, and with replay_topic,
/// replay_partition, replay_offset and replay_count. What was replayed is remembered in the transaction that replays it, as offsets of the
/// group TOPIC.replay: a replay that is killed or repeated goes on where it was. Letters stay where they are until they are purged.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda dlq replay tda_jobs --dry-run
  tda dlq replay tda_jobs --kind Timeout --since 2h
  tda dlq replay tda_jobs --key job-17 --count 1")]
pub(super) struct Replay {
    /// Whose dead letters.
    #[arg(value_name = "TOPIC")]
    topic: String,
    #[command(flatten)]
    selection: Selection,
    /// At most so many.
    #[arg(long, value_name = "N")]
    count: Option<u64>,
    /// Tell what would be replayed, and replay nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    deployment: Deployment,
    /// How letters are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl Replay {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        let deployed = self.deployment.load()?;
        if deployed.config.is_embedded() {
            let message = "the embedded broker has no transactions, so a replay could repeat letters";
            return Err(Failure::new(ErrorKind::Config, message));
        }
        let replay = dead_letters::Replay::new(reader(&deployed, &topic_of(&deployed, &self.topic))?)?;
        let limits = ReplayLimits { filter: self.selection.filter()?, letters_max: self.count };
        let (mut gone, mut stay) = (0_u64, 0_u64);
        let mut told = Ok(());
        let tell = |letter: &DeadLetter, replayed: &Replayed| {
            match replayed {
                Replayed::To(..) => gone += 1,
                Replayed::Stays(_) => stay += 1,
            }
            // A reader of ours who goes away must not stop the replay half way.
            if told.is_ok() {
                told = self.tell(letter, replayed);
            }
        };
        if self.dry_run { replay.rehearse(&limits, tell) } else { replay.run(&limits, tell) }?;
        told?;
        let word = if self.dry_run { "would be replayed" } else { "replayed" };
        let words = format!("{gone} {word}, {stay} stay");
        if stay > 0 {
            return Err(Failure::new(ErrorKind::InvalidInput, words));
        }
        eprintln!("{words}");
        Ok(())
    }

    fn tell(&self, letter: &DeadLetter, replayed: &Replayed) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match (self.output, replayed) {
            (Output::Text, Replayed::To(topic, partition)) => {
                writeln!(out, "{} -> {topic}[{partition}]", place(letter))
            }
            (Output::Text, Replayed::Stays(reason)) => writeln!(out, "{} stays: {reason}", place(letter)),
            (Output::Json, replayed) => {
                let (to, reason) = match replayed {
                    Replayed::To(topic, partition) => (json!({"topic": topic, "partition": partition}), None),
                    Replayed::Stays(reason) => (json!(null), Some(reason)),
                };
                let record = &letter.record;
                let object = json!({
                    "topic": &*record.topic, "partition": record.partition, "offset": record.offset,
                    "to": to, "stays": reason, "dry_run": self.dry_run,
                });
                writeln!(out, "{object}")
            }
        }
    }
}
