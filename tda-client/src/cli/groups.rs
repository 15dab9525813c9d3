//! `tda groups`: who reads, how far behind, and from where on.

mod list;
mod reset;
mod settings;

use clap::{Args, Subcommand};

pub(super) use self::list::missing;
use super::Failure;

/// Consumer groups: list them, see how far they are behind, move them, bring their settings to the cluster.
#[derive(Debug, Args)]
pub(super) struct Groups {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Apply(settings::Apply),
    Lag(list::Lag),
    List(list::List),
    Plan(settings::Plan),
    Reset(reset::Reset),
}

impl Groups {
    pub(super) fn run(&self) -> Result<(), Failure> {
        match &self.action {
            Action::Apply(apply) => apply.run(),
            Action::Lag(lag) => lag.run(),
            Action::List(list) => list.run(),
            Action::Plan(plan) => plan.run(),
            Action::Reset(reset) => reset.run(),
        }
    }
}
