//! `tda catalog check`: whether a catalog can be used.

use std::io::{self, Write};

use clap::{Args, Subcommand};
use serde_json::json;
use tda_events::{Catalog, CatalogError, ErrorKind};

use super::{Failure, catalogs, stream::Output};

/// Look at catalogs.
#[derive(Debug, Args)]
pub(super) struct CatalogCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Check(Check),
}

/// Tell every problem of a catalog file: line, column, path, rule. Exit code 1 where there is one.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda catalog check our-system.yaml
  tda catalog check tda --output json")]
struct Check {
    /// Files, or names of our catalogs.
    #[arg(value_name = "NAME|FILE", required = true)]
    names: Vec<String>,
    /// How problems are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl CatalogCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        match &self.action {
            Action::Check(check) => check.run(),
        }
    }
}

impl Check {
    fn run(&self) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        let mut problems = 0;
        for name in &self.names {
            if let Some(catalog) = Catalog::builtin(name) {
                tell(&mut out, self.output, name, catalog)?;
                continue;
            }
            match Catalog::parse(&catalogs::text_of(name)?, name) {
                Ok(catalog) => tell(&mut out, self.output, name, &catalog)?,
                Err(error) => {
                    problems += error.problems().len();
                    list(&mut out, self.output, &error)?;
                }
            }
        }
        out.flush()?;
        if problems == 0 {
            return Ok(());
        }
        Err(Failure::new(ErrorKind::InvalidInput, format!("{problems} problems")))
    }
}

fn tell(out: &mut impl Write, output: Output, name: &str, catalog: &Catalog) -> io::Result<()> {
    let topics = catalog.all_topics().count();
    let events = catalog.event_types().count();
    let (groups, principals) = (catalog.groups().len(), catalog.principals().len());
    match output {
        Output::Text => writeln!(
            out,
            "{name}: system {}, {topics} topics, {events} events, {groups} groups, {principals} principals",
            catalog.system()
        ),
        Output::Json => {
            let summary = json!({
                "file": name, "system": catalog.system(), "topics": topics, "events": events,
                "groups": groups, "principals": principals,
            });
            writeln!(out, "{summary}")
        }
    }
}

fn list(out: &mut impl Write, output: Output, error: &CatalogError) -> io::Result<()> {
    match output {
        Output::Text => writeln!(out, "{error}"),
        Output::Json => {
            for problem in error.problems() {
                let object = json!({
                    "file": error.file(), "line": problem.line, "column": problem.column, "path": problem.path,
                    "message": problem.message,
                });
                writeln!(out, "{object}")?;
            }
            Ok(())
        }
    }
}
