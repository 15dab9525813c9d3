//! `tda topics plan` and `apply`: the cluster's topics beside those of a catalog.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;
use tda_events::Topic;

use super::super::{
    Failure,
    cluster_topics::ClusterTopics,
    connect::log_to_stderr,
    deployment::{Deployed, Deployment},
    plan_report::{Entry, PlanReport, State},
    stream::Output,
};
use crate::{
    admin::{NewTopic, TopicNote, TopicStep, TopicsPlan, WantedTopic, plan_topics},
    blocking::Admin,
    error::Error,
};

/// Tell what separates the cluster's topics from the catalog; change nothing.
///
/// Dead-letter topics are compared, too, and with --retry-delay the topics that delayed retries go through. Topics that the catalog does
/// not know are told and left alone. With --check the exit code is 1 where something differs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda topics plan --env production
  tda topics plan --catalog our-system.yaml --env development --check --output json

Signs: + to create, ~ to change, ! differs and can not be changed from here, ? not in the catalog.")]
pub(super) struct Plan {
    #[command(flatten)]
    wanted: Wanted,
    /// Exit with 1 where something differs.
    #[arg(long)]
    check: bool,
}

/// Create the catalog's topics that are missing, add partitions, and set settings that differ; delete nothing.
///
/// A second run has nothing to do. A step that fails does not stop the others; the exit code then tells the first failure.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda topics apply --env development --bootstrap-servers localhost:9092
  tda topics apply --env production --add-partitions-to-keyed-topics")]
pub(super) struct Apply {
    #[command(flatten)]
    wanted: Wanted,
    /// Add partitions also where records have keys. Keys go to other partitions then: records of one key written before and after are
    /// no longer in order, and a cancel request may miss its job. Let the topic drain first.
    #[arg(long)]
    add_partitions_to_keyed_topics: bool,
}

#[derive(Debug, Args)]
struct Wanted {
    #[command(flatten)]
    deployment: Deployment,
    /// Also the topics of delayed retries, such as tda_jobs.retry.30s; may be repeated.
    #[arg(long = "retry-delay", value_name = "DELAY", value_parser = delay_of)]
    retry_delays: Vec<String>,
    /// How steps are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

const LEAVE: &str = "--add-partitions-to-keyed-topics: keys go to other partitions afterwards";

fn delay_of(text: &str) -> Result<String, String> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_delay = digits.len() < text.len() && ["ms", "s", "m", "h"].contains(&digits);
    if is_delay {
        Ok(text.to_owned())
    } else {
        Err("expected a number and ms, s, m or h, such as 30s".into())
    }
}

impl Plan {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let (_, plan) = self.wanted.plan()?;
        let mut report = PlanReport::new(self.wanted.output);
        for step in &plan.steps {
            let state = if step.breaks_order() { State::Withheld(LEAVE) } else { State::Planned };
            report.step(&told(step), state)?;
        }
        tell_notes(&mut report, &plan)?;
        report.finish_plan(self.check)
    }
}

impl Apply {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let (admin, plan) = self.wanted.plan()?;
        let mut report = PlanReport::new(self.wanted.output);
        for step in &plan.steps {
            let state = if step.breaks_order() && !self.add_partitions_to_keyed_topics {
                State::Withheld(LEAVE)
            } else {
                take(&admin, step).map_or_else(State::Failed, |()| State::Done)
            };
            report.step(&told(step), state)?;
        }
        tell_notes(&mut report, &plan)?;
        report.finish_apply()
    }
}

/// Does one step.
fn take(admin: &Admin, step: &TopicStep) -> Result<(), Error> {
    match step {
        TopicStep::AddPartitions { topic, shall, .. } => {
            let total = usize::try_from(*shall).unwrap_or(0);
            first(admin.create_partitions(&[(topic.clone(), total)])?)
        }
        TopicStep::Create(topic) => first(admin.create_topics(std::slice::from_ref(topic))?).map(drop),
        TopicStep::SetConfigs { .. } => {
            let change: Vec<_> = step.config_change().into_iter().collect();
            first(admin.alter_configs(&change)?)
        }
    }
}

fn first<T: Default>(mut items: Vec<crate::admin::Item<T>>) -> Result<T, Error> {
    items.pop().map_or_else(|| Ok(T::default()), |item| item.outcome)
}

impl Wanted {
    fn plan(&self) -> Result<(Admin, TopicsPlan), Failure> {
        log_to_stderr();
        let deployed = self.deployment.load()?;
        let wanted = self.topics(&deployed);
        let admin = deployed.admin()?;
        let present = ClusterTopics::beside(&wanted, &admin)?.present;
        let prefix = deployed.prefix();
        let plan = plan_topics(&wanted, &present, |name| !name.starts_with("__") && name.starts_with(prefix));
        Ok((admin, plan))
    }

    fn topics(&self, deployed: &Deployed) -> Vec<WantedTopic> {
        let catalog = deployed.catalog();
        let mut wanted: Vec<_> = catalog.all_topics().map(|topic| wanted(deployed, topic)).collect();
        for topic in catalog.topics() {
            for delay in &self.retry_delays {
                let settings = topic.dead_letter_topic().unwrap_or(topic);
                let mut retry = self::wanted(deployed, topic);
                retry.topic.name = format!("{}.retry.{delay}", retry.topic.name);
                retry.topic.config = self::wanted(deployed, settings).topic.config;
                wanted.push(retry);
            }
        }
        wanted
    }
}

fn wanted(deployed: &Deployed, topic: &Topic) -> WantedTopic {
    WantedTopic::of(topic, deployed.environment(), deployed.physical(topic.name()))
}

fn told(step: &TopicStep) -> Entry {
    match step {
        TopicStep::AddPartitions { topic, is, shall, is_keyed } => Entry {
            sign: '~',
            text: format!("add partitions to {topic}: {is} -> {shall}"),
            object: json!({"step": "add_partitions", "topic": topic, "is": is, "shall": shall, "keyed": is_keyed}),
        },
        TopicStep::Create(topic) => {
            let NewTopic { name, partitions, replication_factor, config } = topic;
            let settings: String = config.iter().map(|(name, value)| format!(", {name}={value}")).collect();
            Entry {
                sign: '+',
                text: format!(
                    "create {name}: {partitions} partitions, {replication_factor} copies{settings}"
                ),
                object: json!({
                    "step": "create", "topic": name, "partitions": partitions,
                    "replication_factor": replication_factor,
                    "config": config.iter().cloned().collect::<BTreeMap<_, _>>(),
                }),
            }
        }
        TopicStep::SetConfigs { topic, differences } => {
            let change = |one: &crate::admin::SettingDifference| {
                let is = one.is.as_deref().unwrap_or("unset");
                format!("{}: {is} -> {}", one.name, one.shall)
            };
            let object = |one: &crate::admin::SettingDifference| json!({"name": one.name, "is": one.is, "shall": one.shall});
            Entry {
                sign: '~',
                text: format!(
                    "set {topic}: {}",
                    differences.iter().map(change).collect::<Vec<_>>().join(", ")
                ),
                object: json!({
                    "step": "set_config", "topic": topic,
                    "settings": differences.iter().map(object).collect::<Vec<_>>(),
                }),
            }
        }
    }
}

fn tell_notes(report: &mut PlanReport, plan: &TopicsPlan) -> Result<(), Failure> {
    for note in &plan.notes {
        report.note(&noted(note))?;
    }
    Ok(())
}

fn noted(note: &TopicNote) -> Entry {
    match note {
        TopicNote::ExtraSetting { topic, name, value } => Entry {
            sign: '?',
            text: format!("{topic} has {name}={} of its own", value.as_deref().unwrap_or("(hidden)")),
            object: json!({"note": "extra_setting", "topic": topic, "name": name, "value": value}),
        },
        TopicNote::Replication { topic, is, shall } => Entry {
            sign: '!',
            text: format!(
                "{topic} has {is} copies and shall have {shall}: move its partitions with kafka-reassign-partitions.sh"
            ),
            object: json!({"note": "replication", "topic": topic, "is": is, "shall": shall}),
        },
        TopicNote::TooManyPartitions { topic, is, shall } => Entry {
            sign: '!',
            text: format!("{topic} has {is} partitions and shall have {shall}: Kafka takes none away"),
            object: json!({"note": "too_many_partitions", "topic": topic, "is": is, "shall": shall}),
        },
        TopicNote::Unknown { topic } => Entry {
            sign: '?',
            text: format!("{topic} is not in the catalog"),
            object: json!({"note": "unknown", "topic": topic}),
        },
    }
}
