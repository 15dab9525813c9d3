//! Negative controls: one promise broken on purpose, in a script that leads to the loss every time. The checker must
//! find the law that this breaks; otherwise it would prove nothing that it finds none elsewhere.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::{
    cluster::Cluster,
    lane::breathe,
    traffic::{self, Manners, PATIENCE, Traffic},
    worker::{Program, Protocol, Slot},
};
use crate::{programs, python_environment::PythonEnvironment};

/// What is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Control {
    /// acks=1, no idempotence, and a leader that is lost with what only it had (unclean election).
    Acks,
    /// A successor takes for unfinished what lies beyond the committed offset.
    FinishedSet,
    /// A commit and a rebalance meet half way.
    RebalanceLock,
    /// Results and offsets are written one after the other.
    Transactions,
}

impl Control {
    /// The law that the checker must find broken.
    fn law(self) -> &'static str {
        match self {
            Self::Acks => "lost",
            Self::FinishedSet | Self::RebalanceLock | Self::Transactions => "twice",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Acks => "acks",
            Self::FinishedSet => "finished_set",
            Self::RebalanceLock => "rebalance_lock",
            Self::Transactions => "transactions",
        }
    }
}

/// A job for each of the six partitions, as murmur2 distributes their ids.
const JOBS: [&str; 6] = ["job-0", "job-1", "job-2", "job-7", "job-9", "long"];
/// The cloud that takes seconds.
const LONG_CLOUD: u32 = 10;
/// What is lost never comes: the wait for it is short.
const LOSS_PATIENCE: Duration = Duration::from_secs(8);
const STOP_PATIENCE: Duration = Duration::from_secs(20);

/// One control on a cluster.
pub(crate) struct Stage<'a> {
    pub(crate) cluster: &'a mut Cluster,
    pub(crate) environment: &'a PythonEnvironment,
    pub(crate) folder: &'a Path,
    /// Distinguishes the topics of repeated runs.
    pub(crate) number: u32,
}

impl Stage<'_> {
    /// Breaks the promise and says whether the checker found the law broken that this must break.
    pub(crate) fn run(&mut self, control: Control) -> Result<bool> {
        let started = Instant::now();
        let history = match control {
            Control::Acks => self.acks(),
            Control::FinishedSet => self.finished_set(),
            Control::RebalanceLock => self.rebalance_lock(),
            Control::Transactions => self.transactions(),
        }?;
        let figures = traffic::check(self.environment, &history)?;
        let broken = figures["laws_broken"].as_array().cloned().unwrap_or_default();
        let found = broken.contains(&Value::from(control.law()));
        println!(
            "without {}: the law `{}` {} ({} violations in all, {:.0} s)",
            control.name(),
            control.law(),
            if found { "is found broken, as it must be" } else { "is NOT found broken" },
            figures["violations"],
            started.elapsed().as_secs_f64()
        );
        Ok(found)
    }

    fn prefix(&self, control: Control) -> String {
        format!("{}_{}_", control.name(), self.number)
    }

    fn traffic(&self, control: Control, arguments: &[&str]) -> Result<Traffic> {
        let prefix = self.prefix(control);
        let history = self.folder.join(format!("{prefix}control.jsonl.gz"));
        let manners =
            Manners { arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect() };
        Traffic::start(self.environment, self.cluster.servers(), &prefix, 1, history, &manners)
    }

    fn slot(&self, control: Control, name: &str, more: &[&str]) -> Slot {
        let prefix = self.prefix(control);
        let program = Program {
            program: programs::tda(),
            subcommand: Some("worker"),
            servers: self.cluster.servers().to_owned(),
            prefix: prefix.clone(),
            protocol: Protocol::Classic,
            more: more.iter().map(|argument| (*argument).to_owned()).collect(),
        };
        Slot::new(&format!("{prefix}{name}"), program, true, self.folder)
    }

    /// Without transactions a worker that dies behind its first record leaves that record, and the next one writes it
    /// again.
    fn transactions(&mut self) -> Result<PathBuf> {
        let control = Control::Transactions;
        let mut traffic = self.traffic(control, &[])?;
        submit(&mut traffic, "job", 0)?;
        let mut worker = self.slot(control, "worker", &["--guarantee", "at-least-once"]);
        worker.start(Some("mid_produce".to_owned()))?;
        wait_until("a worker dies at mid_produce", || Ok(worker.has_ended()))?;
        worker.tend()?;
        worker.start(None)?;
        ended(&mut traffic, "job")?;
        finish(traffic, [worker], LOSS_PATIENCE)
    }

    /// A long job holds the committed offset back while a dead letter behind it is written; a successor that ignores
    /// the finished set writes that dead letter again.
    fn finished_set(&mut self) -> Result<PathBuf> {
        let control = Control::FinishedSet;
        let mut traffic = self.traffic(control, &["--long-cloud"])?;
        submit(&mut traffic, "long", LONG_CLOUD)?;
        traffic.tell(&json!({ "do": "poison", "value": "nobody can read this", "key": "long" }))?;
        traffic.wait_for("the poison", PATIENCE, |event| event["what"] == "poison")?;
        let mut worker =
            self.slot(control, "worker", &[]).environment("TDA_SABOTAGE", "finished_set_ignored");
        worker.start(Some("after_follow_up".to_owned()))?;
        wait_until("a worker dies at after_follow_up", || Ok(worker.has_ended()))?;
        worker.tend()?;
        worker.start(None)?;
        ended(&mut traffic, "long")?;
        finish(traffic, [worker], LOSS_PATIENCE)
    }

    /// One worker has computed a job of every partition and holds its commit back; another one joins, gets some of the
    /// partitions and computes their jobs, too; then the first one commits what it had decided to commit.
    fn rebalance_lock(&mut self) -> Result<PathBuf> {
        let control = Control::RebalanceLock;
        let mut traffic = self.traffic(control, &[])?;
        JOBS.iter().try_for_each(|job| submit(&mut traffic, job, 0))?;
        let gate = self.folder.join(format!("{}gate", self.prefix(control)));
        let mut first = self
            .slot(control, "first", &[])
            .environment("TDA_SABOTAGE", "rebalance_lock_removed")
            .environment("TDA_SABOTAGE_GATE", gate.to_string_lossy());
        first.start(None)?;
        for _ in JOBS {
            traffic.wait_for("a job to start", PATIENCE, |event| event["is"] == "started")?;
        }
        let mut second = self.slot(control, "second", &[]);
        second.start(None)?;
        traffic.wait_for("the second worker's end of a job", PATIENCE, |event| event["is"] == "ended")?;
        fs::write(&gate, "open")?;
        finish(traffic, [first, second], PATIENCE)
    }

    /// A leader acknowledges alone, is lost, and somebody who lacks the records is elected.
    fn acks(&mut self) -> Result<PathBuf> {
        let control = Control::Acks;
        let settings = ["min.insync.replicas=1", "unclean.leader.election.enable=true"];
        let mut arguments = vec!["--weak", "--jobs-brokers", "1,2,3"];
        settings.iter().for_each(|setting| arguments.extend(["--jobs-setting", setting]));
        let mut traffic = self.traffic(control, &arguments)?;
        self.cluster.split_off(1)?;
        JOBS.iter().try_for_each(|job| submit(&mut traffic, job, 0))?;
        // Copies leave the list of those in sync only when they lack something.
        wait_for_leaders(&mut traffic, "broker 1 leads alone", |leader, in_sync| {
            leader == 1 && in_sync == [1]
        })?;
        self.cluster.kafka.kill(1)?;
        wait_for_leaders(&mut traffic, "another broker leads", |leader, _| leader > 1)?;
        self.cluster.heal()?;
        let cluster = &mut *self.cluster;
        wait_until("all brokers are back", || cluster.is_whole())?;
        let mut worker = self.slot(control, "worker", &[]);
        worker.start(None)?;
        finish(traffic, [worker], LOSS_PATIENCE)
    }
}

/// Sends a job and waits for the acknowledgement.
fn submit(traffic: &mut Traffic, job: &str, cloud: u32) -> Result<()> {
    traffic.tell(&json!({ "do": "submit", "job": job, "cloud": cloud }))?;
    traffic.wait_for(&format!("the acknowledgement of {job}"), PATIENCE, |event| {
        event["is"] == "acknowledged" && event["job"] == job
    })?;
    Ok(())
}

fn ended(traffic: &mut Traffic, job: &str) -> Result<()> {
    traffic.wait_for(&format!("the end of {job}"), PATIENCE, |event| {
        event["is"] == "ended" && event["job"] == job
    })?;
    Ok(())
}

/// Asks for leaders and copies until all partitions are as wanted.
fn wait_for_leaders(traffic: &mut Traffic, what: &str, is_right: impl Fn(i64, &[i64]) -> bool) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        traffic.tell(&json!({ "do": "leaders" }))?;
        let found = traffic.wait_for("the leaders", PATIENCE, |event| event["is"] == "leaders")?;
        let leaders: Vec<i64> = serde_json::from_value(found["leaders"].clone())?;
        let in_sync: Vec<Vec<i64>> = serde_json::from_value(found["in_sync"].clone())?;
        if leaders.iter().zip(&in_sync).all(|(leader, in_sync)| is_right(*leader, in_sync)) {
            return Ok(());
        }
        if Instant::now() >= deadline {
            bail!("waited {PATIENCE:?} in vain until {what}: {found}");
        }
        breathe()?;
    }
}

fn wait_until(what: &str, mut is_it: impl FnMut() -> Result<bool>) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while !is_it()? {
        if Instant::now() >= deadline {
            bail!("waited {PATIENCE:?} in vain until {what}");
        }
        breathe()?;
    }
    Ok(())
}

/// Lets the rest come, and gives the history.
fn finish<const N: usize>(
    mut traffic: Traffic,
    mut workers: [Slot; N],
    patience: Duration,
) -> Result<PathBuf> {
    traffic.finish(patience)?;
    let deadline = Instant::now() + patience + PATIENCE;
    while !traffic.is_finished {
        breathe()?;
        traffic.listen()?;
        if Instant::now() >= deadline {
            bail!("the history is not written in {:?}", patience + PATIENCE);
        }
    }
    workers.iter_mut().for_each(Slot::retire);
    workers.iter_mut().for_each(|worker| worker.join(STOP_PATIENCE));
    Ok(traffic.history.clone())
}
