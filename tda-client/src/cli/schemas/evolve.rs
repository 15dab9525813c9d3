//! `tda schemas evolve`: what changes between versions, and events of one version as another.

use std::io::{Write, stdout};

use clap::Args;
use serde_json::json;
use tda_events::{Dialect, EncodeOptions, EncodedRecord, Encoding, SchemaVersion};

use super::{Failure, Form, Output, changes, find};
use crate::cli::stream::{self, Bad, Framing, Item, Reader, ReaderArguments, Sink, Unread};

/// Show what a schema version changes; or, without a type, write the events on stdin in another version.
///
/// Events are read in any dialect and written as canonical JSON, one a line. A bad event is told on stderr with its
/// line, the others are still written, and the exit code is 1.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda schemas evolve job.completed --from-version 1.0 --to-version 2.0
  tda schemas evolve --to-version 2.0 < events.jsonl > events-2.jsonl")]
pub(super) struct Evolve {
    /// The type of the event, such as job.completed.
    #[arg(value_name = "TYPE")]
    event_type: Option<String>,
    /// The version to begin with, for a type; 1.0 by default. Events say themselves which version they have.
    #[arg(long, value_name = "VERSION", requires = "event_type")]
    from_version: Option<SchemaVersion>,
    /// The version to end with.
    #[arg(long, value_name = "VERSION", default_value_t = SchemaVersion::V2_0)]
    to_version: SchemaVersion,
    #[command(flatten)]
    reader: ReaderArguments,
    #[arg(long, value_enum, default_value_t = Output::Table)]
    output: Output,
}

impl Evolve {
    pub(super) fn run(&self) -> Result<(), Failure> {
        match &self.event_type {
            Some(event_type) => self.show(event_type),
            None => self.events(),
        }
    }

    fn show(&self, event_type: &str) -> Result<(), Failure> {
        let from = self.from_version.unwrap_or(SchemaVersion::V1_0);
        let schema = |version| find(Dialect::Canonical, event_type, version, Form::Json);
        let changes =
            changes::between(event_type, (from, schema(from)?), (self.to_version, schema(self.to_version)?));
        let mut out = stdout().lock();
        match self.output {
            Output::Table => {
                for change in &changes {
                    writeln!(out, "{change}")?;
                }
                if changes.is_empty() {
                    eprintln!("{event_type} is the same in {from} and {}", self.to_version);
                }
            }
            Output::Json => {
                let changes: Vec<_> = changes.iter().map(changes::Change::to_json).collect();
                let answer = json!({
                    "event_type": event_type, "from": from.to_string(), "to": self.to_version.to_string(),
                    "changes": changes,
                });
                writeln!(out, "{answer}")?;
            }
        }
        Ok(())
    }

    fn events(&self) -> Result<(), Failure> {
        let reader = self.reader.reader()?;
        let output = match self.output {
            Output::Table => stream::Output::Text,
            Output::Json => stream::Output::Json,
        };
        let evolve = |item: Item<'_>| self.evolved(&reader, item);
        stream::through(&reader, Sink::new(Framing::Lines), output, evolve, Sink::write)
    }

    fn evolved(&self, reader: &Reader, item: Item<'_>) -> Result<EncodedRecord, Bad> {
        let bytes = reader.open(item)?;
        let (mut event, catalog) = bytes.decode(reader).map_err(Unread::from)?;
        event.schema_version = self.to_version;
        let options = EncodeOptions::new().catalog(catalog);
        Ok(event.encode_with(Dialect::Canonical, Encoding::Json, &options)?)
    }
}
