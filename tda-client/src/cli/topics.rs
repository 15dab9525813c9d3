//! `tda topics`: `lint` tells what looks right in a catalog and is not, `plan` and `apply` bring it to a cluster.

#[cfg(feature = "kafka")]
mod plan;

use std::io::{self, Write};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use tda_events::{Catalog, ErrorKind, Finding, LintSeverity};

use super::{Failure, catalogs::CatalogArguments, stream::Output};

/// The topics of catalogs, and those of a cluster beside them.
#[derive(Debug, Args)]
pub(super) struct TopicsCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    #[cfg(feature = "kafka")]
    Apply(plan::Apply),
    Lint(Lint),
    #[cfg(feature = "kafka")]
    Plan(plan::Plan),
}

/// Tell what looks right in a catalog and is not: place, rule, reason, what to do. Exit code 1 where there is something.
///
/// A finding that stands on purpose is silenced in the file, under `lint`, with the reason.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda topics lint --catalog our-system.yaml
  tda topics lint --output json | jq .rule")]
struct Lint {
    #[command(flatten)]
    catalogs: CatalogArguments,
    /// From which severity on a finding makes the exit code 1.
    #[arg(long, value_enum, default_value_t = Deny::Warning)]
    deny: Deny,
    /// How findings are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deny {
    Note,
    Warning,
    Error,
}

impl Deny {
    fn denies(self, severity: LintSeverity) -> bool {
        severity
            >= match self {
                Self::Note => LintSeverity::Note,
                Self::Warning => LintSeverity::Warning,
                Self::Error => LintSeverity::Error,
            }
    }
}

impl TopicsCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        match &self.action {
            #[cfg(feature = "kafka")]
            Action::Apply(apply) => apply.run(),
            Action::Lint(lint) => lint.run(),
            #[cfg(feature = "kafka")]
            Action::Plan(plan) => plan.run(),
        }
    }
}

impl Lint {
    fn run(&self) -> Result<(), Failure> {
        let catalogs = self.catalogs.load()?;
        let mut out = io::stdout().lock();
        let (mut found, mut denied) = (0, 0);
        for catalog in catalogs.iter() {
            for finding in catalog.lint() {
                found += 1;
                denied += usize::from(self.deny.denies(finding.severity));
                tell(&mut out, self.output, catalog, &finding)?;
            }
        }
        out.flush()?;
        if denied > 0 {
            return Err(Failure::new(ErrorKind::InvalidInput, format!("{denied} of {found} findings count")));
        }
        eprintln!("{found} findings");
        Ok(())
    }
}

fn tell(out: &mut impl Write, output: Output, catalog: &Catalog, finding: &Finding) -> io::Result<()> {
    match output {
        Output::Text => writeln!(out, "{}:{finding}", catalog.file()),
        Output::Json => {
            let object = json!({
                "file": catalog.file(), "line": finding.place.line, "column": finding.place.column,
                "severity": finding.severity.name(), "rule": finding.rule, "path": finding.path,
                "message": finding.message, "fix": finding.fix,
            });
            writeln!(out, "{object}")
        }
    }
}
