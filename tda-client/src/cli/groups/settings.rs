//! `tda groups plan` and `apply`: settings of groups that the broker keeps.
//!
//! With the protocol of KIP-848 the time-outs of a group are settings on the broker, and errors for its clients. The catalog has them in
//! the groups' profiles, by the names that clients of the classic protocol use.

use clap::Args;
use serde_json::json;

use super::super::{
    Failure,
    connect::log_to_stderr,
    deployment::Deployment,
    plan_report::{Entry, PlanReport, State},
    stream::Output,
};
use crate::{
    admin::{ConfigChange, ConfigResource},
    blocking::Admin,
};

/// The settings that clients of the classic protocol have, and what the broker calls them in a group.
const SETTINGS: [(&str, &str); 2] = [
    ("session.timeout.ms", "consumer.session.timeout.ms"),
    ("heartbeat.interval.ms", "consumer.heartbeat.interval.ms"),
];

/// Tell which settings of groups the cluster lacks; change nothing.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  tda groups plan --env production --check")]
pub(super) struct Plan {
    #[command(flatten)]
    wanted: Wanted,
    /// Exit with 1 where something differs.
    #[arg(long)]
    check: bool,
}

/// Set the time-outs of the catalog's groups on the cluster, for members that speak the protocol `consumer` (KIP-848).
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  tda groups apply --env production")]
pub(super) struct Apply {
    #[command(flatten)]
    wanted: Wanted,
}

#[derive(Debug, Args)]
struct Wanted {
    #[command(flatten)]
    deployment: Deployment,
    /// How settings are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

/// A setting that differs.
struct Difference {
    group: String,
    name: &'static str,
    is: Option<String>,
    shall: String,
}

impl Plan {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let (_, differences) = self.wanted.differences()?;
        let mut report = PlanReport::new(self.wanted.output);
        for one in &differences {
            report.step(&one.entry(), State::Planned)?;
        }
        report.finish_plan(self.check)
    }
}

impl Apply {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let (admin, differences) = self.wanted.differences()?;
        let mut report = PlanReport::new(self.wanted.output);
        // Settings of a group are judged together: a heartbeat must fit its session.
        for of_group in differences.chunk_by(|one, next| one.group == next.group) {
            let Some(first) = of_group.first() else { continue };
            let set = of_group.iter().map(|one| (one.name.to_owned(), one.shall.clone())).collect();
            let change =
                ConfigChange { resource: ConfigResource::Group(first.group.clone()), set, unset: Vec::new() };
            let mut outcome = admin.alter_configs(&[change])?.pop().map_or(Ok(()), |item| item.outcome);
            for one in of_group {
                // The group's error is told once.
                let failed = outcome.is_err();
                let state =
                    std::mem::replace(&mut outcome, Ok(())).map_or_else(State::Failed, |()| State::Done);
                report.step(&one.entry(), state)?;
                if failed {
                    break;
                }
            }
        }
        report.finish_apply()
    }
}

impl Wanted {
    fn differences(&self) -> Result<(Admin, Vec<Difference>), Failure> {
        log_to_stderr();
        let deployed = self.deployment.load()?;
        let admin = deployed.admin()?;
        let mut differences = Vec::new();
        for group in deployed.catalog().groups() {
            let resource = ConfigResource::Group(group.name.clone());
            let Some(item) = admin.describe_configs(&[resource])?.pop() else { continue };
            let entries = item.outcome?;
            for (classic, name) in SETTINGS {
                let Some(shall) = group.setting(classic) else { continue };
                let entry = entries.iter().find(|entry| entry.name == name);
                let is = entry.and_then(|entry| entry.value.clone());
                if is.as_deref() != Some(shall) {
                    let (group, shall) = (group.name.clone(), shall.to_owned());
                    differences.push(Difference { group, name, is, shall });
                }
            }
        }
        Ok((admin, differences))
    }
}

impl Difference {
    fn entry(&self) -> Entry {
        let Self { group, name, is, shall } = self;
        Entry {
            sign: '~',
            text: format!("set {group}: {name}: {} -> {shall}", is.as_deref().unwrap_or("unset")),
            object: json!({"step": "set_config", "group": group, "name": name, "is": is, "shall": shall}),
        }
    }
}
