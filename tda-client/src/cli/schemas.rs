//! `tda schemas`: the schemas of events, their history, and the registry that keeps them.

mod changes;
mod check;
mod evolve;
mod history;
#[cfg(feature = "registry")]
mod register;

use std::io::{Write, stdout};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use tda_events::{Dialect, SchemaVersion};

use super::{Failure, form::dialect_of};
use crate::schema_files::{SchemaFile, schema_files};

/// The schemas of events: list, show, check for compatibility, evolve, register.
#[derive(Debug, Args)]
pub(super) struct Schemas {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Evolve(evolve::Evolve),
    List(List),
    #[cfg(feature = "registry")]
    Register(register::Register),
    Show(Show),
}

/// The language of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Apache Avro (.avsc).
    Avro,
    /// JSON Schema.
    Json,
}

/// How a command answers on stdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Output {
    /// Lines for people.
    Table,
    /// JSON for programs.
    Json,
}

impl Schemas {
    pub(super) fn run(&self) -> Result<(), Failure> {
        match &self.command {
            Command::Check(check) => check.run(),
            Command::Evolve(evolve) => evolve.run(),
            Command::List(list) => list.run(),
            #[cfg(feature = "registry")]
            Command::Register(register) => register.run(),
            Command::Show(show) => show.run(),
        }
    }
}

impl Form {
    fn is_of(self, file: &SchemaFile) -> bool {
        file.is_avro == (self == Self::Avro)
    }
}

/// List the schemas of this build, or those that a registry keeps.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda schemas list --dialect canonical
  tda schemas list --registry http://localhost:8081 --output json")]
struct List {
    /// Only of this dialect.
    #[arg(long, value_name = "DIALECT", value_parser = dialect_of)]
    dialect: Option<Dialect>,
    /// The subjects of this registry instead.
    #[cfg(feature = "registry")]
    #[arg(long, value_name = "URL")]
    registry: Option<String>,
    #[arg(long, value_enum, default_value_t = Output::Table)]
    output: Output,
}

impl List {
    fn run(&self) -> Result<(), Failure> {
        #[cfg(feature = "registry")]
        if let Some(registry) = &self.registry {
            return register::list(registry, self.output);
        }
        let is_of_dialect =
            |file: &&SchemaFile| self.dialect.is_none_or(|wanted| wanted.name() == file.dialect);
        let files: Vec<&SchemaFile> = schema_files().iter().filter(is_of_dialect).collect();
        let mut out = stdout().lock();
        match self.output {
            Output::Table => {
                for versions in files.chunk_by(|one, next| {
                    (&one.dialect, &one.event_type, one.is_avro)
                        == (&next.dialect, &next.event_type, next.is_avro)
                }) {
                    let numbers: Vec<String> = versions.iter().map(|file| file.version.to_string()).collect();
                    let Some(file) = versions.first() else { continue };
                    let SchemaFile { dialect, event_type, .. } = file;
                    writeln!(
                        out,
                        "{dialect:<20} {event_type:<28} {:<5} {}",
                        file.form(),
                        numbers.join(", ")
                    )?;
                }
            }
            Output::Json => {
                let entry = |file: &&SchemaFile| {
                    let SchemaFile { dialect, event_type, version, .. } = file;
                    json!({
                        "dialect": dialect, "event_type": event_type,
                        "version": version.to_string(), "form": file.form(),
                    })
                };
                writeln!(out, "{}", json!({"schemas": files.iter().map(entry).collect::<Vec<_>>()}))?;
            }
        }
        Ok(())
    }
}

/// Print a schema of this build.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  tda schemas show job.submitted --form avro > JobSubmitted.avsc")]
struct Show {
    /// The type of the event, such as job.submitted.
    #[arg(value_name = "TYPE")]
    event_type: String,
    #[arg(long, value_name = "DIALECT", default_value = "canonical", value_parser = dialect_of)]
    dialect: Dialect,
    /// Its version; the one that is written by default.
    #[arg(long, value_name = "VERSION", default_value_t = SchemaVersion::CURRENT)]
    version: SchemaVersion,
    #[arg(long, value_enum, default_value_t = Form::Avro)]
    form: Form,
    /// As it is, or with what it is.
    #[arg(long, value_enum, default_value_t = Output::Table)]
    output: Output,
}

impl Show {
    fn run(&self) -> Result<(), Failure> {
        let file = find(self.dialect, &self.event_type, self.version, self.form)?;
        let mut out = stdout().lock();
        match self.output {
            Output::Table => out.write_all(file.text.as_bytes())?,
            Output::Json => {
                let SchemaFile { dialect, event_type, version, text, .. } = file;
                let answer = json!({
                    "dialect": dialect, "event_type": event_type, "version": version.to_string(),
                    "form": file.form(), "schema": text,
                });
                writeln!(out, "{answer}")?;
            }
        }
        Ok(())
    }
}

/// A schema of this build.
fn find(
    dialect: Dialect,
    event_type: &str,
    version: SchemaVersion,
    form: Form,
) -> Result<&'static SchemaFile, Failure> {
    let of_event = |file: &&SchemaFile| file.dialect == dialect.name() && file.event_type == event_type;
    let mut files = schema_files().iter().filter(of_event);
    let found = files.clone().find(|file| file.version == version && form.is_of(file));
    found.ok_or_else(|| {
        let message = format!("there is no schema {version} of {event_type} in {dialect}");
        let advice = if files.next().is_none() {
            "`tda schemas list` names every event, dialect and version".to_owned()
        } else {
            format!("`tda schemas list --dialect {dialect}` names its versions")
        };
        Failure::usage(message).advise(advice)
    })
}
