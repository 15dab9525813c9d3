//! `tda groups list` and `lag`.

use clap::Args;
use serde_json::json;
use tda_events::ErrorKind;

use super::super::{
    Failure,
    connect::log_to_stderr,
    deployment::Deployment,
    rows::{Rows, or_dash},
    stream::Output,
};
use crate::{admin::GroupState, blocking::Admin};

/// List the groups of the cluster, with their members and how far they are behind.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda groups list
  tda groups list --output json | jq 'select(.lag > 1000)'")]
pub(super) struct List {
    #[command(flatten)]
    deployment: Deployment,
    /// How groups are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

/// Tell how far groups are behind, partition by partition.
///
/// Lag counts records from the committed offset to the end of what is committed. Markers of transactions count, so it may rest at 1.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda groups lag tda_job_processors
  tda groups lag --fail-over 1000              exit code 1 where a group of the catalog has more waiting")]
pub(super) struct Lag {
    /// Ids of groups; by default those of the catalog that are on the cluster.
    #[arg(value_name = "GROUP")]
    groups: Vec<String>,
    #[command(flatten)]
    deployment: Deployment,
    /// Exit with 1 where a group has more records waiting in all.
    #[arg(long, value_name = "RECORDS")]
    fail_over: Option<i64>,
    /// How partitions are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl List {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        let admin = self.deployment.load()?.admin()?;
        let mut rows = Rows::new(["GROUP", "STATE", "PROTOCOL", "MEMBERS", "LAG"]);
        for listing in admin.list_groups()? {
            let described = admin.describe_groups(std::slice::from_ref(&listing.group))?.pop();
            let described = described.and_then(|item| item.outcome.ok());
            let members = described.map(|group| group.members.len());
            let lag: i64 = admin.group_lag(&listing.group)?.iter().map(|partition| partition.lag).sum();
            let (state, protocol) = (listing.state.name(), listing.protocol.name());
            rows.push(
                [listing.group.clone(), state.into(), protocol.into(), or_dash(members), lag.to_string()],
                json!({"group": listing.group, "state": state, "protocol": protocol, "members": members, "lag": lag}),
            );
        }
        rows.print(self.output)?;
        eprintln!("{} groups", rows.len());
        Ok(())
    }
}

impl Lag {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        let deployed = self.deployment.load()?;
        let admin = deployed.admin()?;
        let known: Vec<_> = admin.list_groups()?.into_iter().map(|listing| listing.group).collect();
        let groups: Vec<String> = if self.groups.is_empty() {
            let of_catalog = deployed.catalog().groups().iter().map(|group| group.name.clone());
            of_catalog.filter(|group| known.contains(group)).collect()
        } else {
            self.groups.clone()
        };
        let mut rows = Rows::new(["GROUP", "TOPIC", "PARTITION", "COMMITTED", "END", "LAG", "OWNER"]);
        let mut over = Vec::new();
        for group in &groups {
            if !known.contains(group) {
                return Err(missing(group));
            }
            let mut total = 0;
            for one in admin.group_lag(group)? {
                total += one.lag;
                let (topic, partition) = (&one.partition.topic, one.partition.partition);
                rows.push(
                    [
                        group.clone(),
                        topic.clone(),
                        partition.to_string(),
                        or_dash(one.committed),
                        one.latest.to_string(),
                        one.lag.to_string(),
                        or_dash(one.owner.as_deref()),
                    ],
                    json!({
                        "group": group, "topic": topic, "partition": partition, "committed": one.committed,
                        "earliest": one.earliest, "latest": one.latest, "lag": one.lag, "owner": one.owner,
                    }),
                );
            }
            if self.fail_over.is_some_and(|most| total > most) {
                over.push(format!("{group} has {total} records waiting"));
            }
            eprintln!("{group}: {total} records waiting");
        }
        rows.print(self.output)?;
        if over.is_empty() { Ok(()) } else { Err(Failure::new(ErrorKind::InvalidInput, over.join("; "))) }
    }
}

pub(in crate::cli) fn missing(group: &str) -> Failure {
    Failure::new(ErrorKind::NotFound, format!("there is no group {group} on the cluster"))
        .advise("`tda groups list` names those that there are")
}

/// Fails while somebody reads in the group: their next commit would undo what is done to it.
pub(super) fn must_be_empty(admin: &Admin, group: &str) -> Result<(), Failure> {
    let described = admin.describe_groups(&[group.to_owned()])?.pop();
    let Some(Ok(description)) = described.map(|item| item.outcome) else { return Err(missing(group)) };
    if description.members.is_empty() && description.state != GroupState::Dead {
        return Ok(());
    }
    if description.state == GroupState::Dead {
        return Err(missing(group));
    }
    let mut failure = Failure::new(
        ErrorKind::InvalidInput,
        format!("group {group} has {} members; stop them first", description.members.len()),
    );
    for member in &description.members {
        let name = member.instance_id.as_deref().unwrap_or(&member.member_id);
        failure = failure.advise(format!("{name} ({} at {})", member.client_id, member.host));
    }
    Err(failure)
}
