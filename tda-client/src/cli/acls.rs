//! `tda acls plan` and `apply`: the cluster's access rules beside those that follow from a catalog.

use clap::{Args, Subcommand};
use serde_json::json;

use super::{
    Failure,
    connect::log_to_stderr,
    deployment::{Deployed, Deployment},
    plan_report::{Entry, PlanReport, State},
    stream::Output,
};
use crate::{
    admin::{AclBinding, AclFilter, AclsPlan, acls_of, plan_acls},
    blocking::Admin,
};

/// Access rules: what the catalog's principals may do, and what the cluster lets them.
#[derive(Debug, Args)]
pub(super) struct Acls {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Apply(Apply),
    Plan(Plan),
}

/// Tell what separates the cluster's access rules from the catalog; change nothing.
///
/// Only rules of the catalog's principals are looked at. With --check the exit code is 1 where something differs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda acls plan --env production
  tda acls plan --catalog our-system.yaml --env production --check

Signs: + missing, ? more than the catalog says (removed by `tda acls apply --prune`).")]
struct Plan {
    #[command(flatten)]
    wanted: Wanted,
    /// Exit with 1 where something differs.
    #[arg(long)]
    check: bool,
}

/// Add the access rules that are missing.
///
/// A second run has nothing to do. A rule that fails does not stop the others; the exit code then tells the first failure.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda acls apply --env production
  tda acls apply --env production --prune      afterwards they may do what the catalog says and nothing else")]
struct Apply {
    #[command(flatten)]
    wanted: Wanted,
    /// Remove what the catalog's principals may do beyond it.
    #[arg(long)]
    prune: bool,
}

#[derive(Debug, Args)]
struct Wanted {
    #[command(flatten)]
    deployment: Deployment,
    /// How rules are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl Acls {
    pub(super) fn run(&self) -> Result<(), Failure> {
        match &self.action {
            Action::Apply(apply) => apply.run(),
            Action::Plan(plan) => plan.run(),
        }
    }
}

impl Plan {
    fn run(&self) -> Result<(), Failure> {
        let (_, deployed, plan) = self.wanted.plan()?;
        let mut report = PlanReport::new(self.wanted.output);
        for rule in &plan.add {
            report.step(&entry('+', "add", rule), State::Planned)?;
        }
        for rule in &plan.extra {
            report.note(&entry('?', "extra", rule))?;
        }
        tell_quotas(&deployed);
        report.finish_plan(self.check)
    }
}

impl Apply {
    fn run(&self) -> Result<(), Failure> {
        let (admin, deployed, plan) = self.wanted.plan()?;
        let mut report = PlanReport::new(self.wanted.output);
        for (rule, item) in plan.add.iter().zip(admin.create_acls(&plan.add)?) {
            report
                .step(&entry('+', "add", rule), item.outcome.map_or_else(State::Failed, |()| State::Done))?;
        }
        if self.prune {
            let filters: Vec<_> = plan.extra.iter().map(AclFilter::from).collect();
            for (rule, item) in plan.extra.iter().zip(admin.delete_acls(&filters)?) {
                let state = item.outcome.map_or_else(State::Failed, |_| State::Done);
                report.step(&entry('-', "remove", rule), state)?;
            }
        } else {
            for rule in &plan.extra {
                report.note(&entry('?', "extra", rule))?;
            }
        }
        tell_quotas(&deployed);
        report.finish_apply()
    }
}

impl Wanted {
    fn plan(&self) -> Result<(Admin, Deployed, AclsPlan), Failure> {
        log_to_stderr();
        let deployed = self.deployment.load()?;
        let wanted = acls_of(deployed.catalog(), deployed.prefix());
        let admin = deployed.admin()?;
        let present = admin.describe_acls(&AclFilter::default())?;
        Ok((admin, deployed, plan_acls(&wanted, &present)))
    }
}

/// Quotas are beyond what this client can ask a broker for.
fn tell_quotas(deployed: &Deployed) {
    let limited =
        deployed.catalog().principals().iter().filter(|one| one.quotas != Default::default()).count();
    if limited > 0 {
        eprintln!(
            "quotas of {limited} principals are set by the script of `tda generate acls`, not from here"
        );
    }
}

fn entry(sign: char, step: &str, rule: &AclBinding) -> Entry {
    let object = json!({
        "step": step, "principal": rule.principal, "permission": rule.permission.name(),
        "operation": rule.operation.name(), "resource": rule.resource.name(), "pattern": rule.pattern.name(),
        "name": rule.name, "host": rule.host,
    });
    Entry { sign, text: rule.to_string(), object }
}
