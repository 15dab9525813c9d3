//! `tda keys`: the keys of persons, with which events are sealed.

use std::io::{self, Write as _};

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Failure, connect::Connect, stream::Output};
use crate::{
    encryption::{KeyStore, verify_audit},
    error::Error,
};

/// Look after the keys of persons, which seal what events say about them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda keys log                 who was erased when; fails where a line was changed afterwards
  TDA_ENCRYPTION_KEK=NEW,OLD tda keys rotate

The keys are those of TDA_ENCRYPTION_KEYS, or of the file of settings.")]
pub(super) struct Keys {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell the log of erasures, after checking that nobody changed it: each line is bound to the one before.
    Log(Settings),
    /// Wrap every key with the first key-encryption key; what the keys sealed is not touched. Afterwards the old one may go.
    Rotate(Settings),
}

#[derive(Debug, Args)]
struct Settings {
    #[command(flatten)]
    connect: Connect,
    /// How the outcome is told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl Keys {
    pub(super) fn run(&self) -> Result<(), Failure> {
        match &self.command {
            Command::Log(settings) => settings.log(),
            Command::Rotate(settings) => settings.rotate(),
        }
    }
}

impl Settings {
    fn store(&self) -> Result<KeyStore, Failure> {
        let config = self.connect.config()?;
        KeyStore::of(&config)?.ok_or_else(|| {
            Failure::usage("no keys are configured").advise("name their folder by TDA_ENCRYPTION_KEYS")
        })
    }

    fn log(&self) -> Result<(), Failure> {
        let entries = verify_audit(self.store()?.log_path()).map_err(Error::from)?;
        let mut out = io::stdout().lock();
        for entry in &entries {
            match self.output {
                Output::Json => writeln!(out, "{}", json!(entry))?,
                Output::Text => writeln!(
                    out,
                    "{} {} {} key(s), {} object(s), {} input(s), {} tombstone(s), {} record(s) left readable",
                    entry.at,
                    entry.subject,
                    entry.keys.len(),
                    entry.objects,
                    entry.inputs,
                    entry.tombstones,
                    entry.readable_records
                )?,
            }
        }
        eprintln!("{} erasure(s), each bound to the one before", entries.len());
        Ok(())
    }

    fn rotate(&self) -> Result<(), Failure> {
        let report = self.store()?.rotate().map_err(Error::from)?;
        let mut out = io::stdout().lock();
        match self.output {
            Output::Json => writeln!(
                out,
                "{}",
                json!({"rewrapped": report.rewrapped, "current": report.current, "erased": report.erased})
            )?,
            Output::Text => writeln!(
                out,
                "{} key(s) wrapped anew, {} were already, {} are destroyed",
                report.rewrapped, report.current, report.erased
            )?,
        }
        Ok(())
    }
}
