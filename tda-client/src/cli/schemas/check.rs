//! `tda schemas check`: would a new version break somebody? Offline, for continuous integration.

use std::{
    io::{Write, stdout},
    path::PathBuf,
};

use clap::Args;
use serde_json::{Value, json};
use tda_events::{
    ErrorKind,
    schema::{Break, Compatibility, Incompatible, Reader, Schema, check_compatibility},
};

use super::{
    Failure, Form, Output,
    history::{self, History},
};
use crate::cli::catalogs::catalog_of;

/// Check that every version of a schema may follow those before it. Exit code 1 where one may not.
///
/// Of a folder, every file whose name is a version (1.2.avsc, 1.2.schema.json) is read, at any depth; the files of one
/// folder with the same major version are the history of one schema. Two or more files are a history in the order given.
/// Without a path the schemas of this build are checked.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda schemas check schemas/ --level full-transitive
  tda schemas check released.avsc next.avsc --level backward
  tda schemas check --catalog our-system.yaml --against released/our-system.yaml")]
pub(super) struct Check {
    /// Folders, or files from the oldest version to the newest.
    #[arg(value_name = "PATH", conflicts_with = "catalog")]
    paths: Vec<PathBuf>,
    /// What each version promises to those before it: backward, forward or full, each also as ...-transitive; or none.
    #[arg(long, value_name = "LEVEL", default_value = "backward-transitive")]
    level: Compatibility,
    /// A catalog whose events are checked against an earlier one: the name of one of ours, or a file.
    #[arg(long, value_name = "NAME|FILE", requires = "against")]
    catalog: Option<String>,
    /// The earlier catalog.
    #[arg(long, value_name = "NAME|FILE", requires = "catalog")]
    against: Option<String>,
    #[arg(long, value_enum, default_value_t = Output::Table)]
    output: Output,
}

/// A version that breaks somebody.
struct Broken<'a> {
    history: &'a History,
    version: &'a str,
    error: Incompatible,
}

impl Check {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let (histories, removed) = (self.histories()?, self.removed()?);
        if histories.is_empty() && removed.is_empty() {
            let message = "no schemas are there: no file is called like 1.2.avsc or 1.2.schema.json";
            return Err(Failure::new(ErrorKind::NotFound, message));
        }
        let broken: Vec<Broken<'_>> = histories.iter().flat_map(|history| self.broken(history)).collect();
        let versions: usize = histories.iter().map(|history| history.versions.len()).sum();
        self.tell(&broken, &removed, histories.len(), versions)?;
        // Who knows the new catalog only cannot read what was written before; who knows the old one misses nothing.
        let lost = if self.level.looks_backward() { removed.len() } else { 0 };
        if broken.is_empty() && lost == 0 {
            return Ok(());
        }
        let message = match lost {
            0 => format!("{} of {versions} schemas are not {} compatible", broken.len(), self.level),
            _ => format!(
                "{} of {versions} schemas are not {} compatible, and {lost} event(s) are gone",
                broken.len(),
                self.level
            ),
        };
        Err(Failure::new(ErrorKind::Schema, message))
    }

    fn histories(&self) -> Result<Vec<History>, Failure> {
        match (&self.catalog, &self.against) {
            (Some(new), Some(old)) => history::catalogs(&*catalog_of(old)?, &*catalog_of(new)?),
            _ if self.paths.is_empty() => history::own(),
            _ => history::paths(&self.paths),
        }
    }

    /// Events that only the earlier catalog has.
    fn removed(&self) -> Result<Vec<String>, Failure> {
        let (Some(new), Some(old)) = (&self.catalog, &self.against) else { return Ok(Vec::new()) };
        let (old, new) = (catalog_of(old)?, catalog_of(new)?);
        Ok(old.event_types().filter(|name| new.record(name).is_none()).map(str::to_owned).collect())
    }

    fn broken<'a>(&self, history: &'a History) -> Vec<Broken<'a>> {
        let labelled = |(label, schema): &(String, Schema)| schema.clone().labelled(label);
        let schemas: Vec<Schema> = history.versions.iter().map(labelled).collect();
        let mut broken = Vec::new();
        for (index, (version, new)) in history.versions.iter().enumerate() {
            let existing = schemas.get(..index).unwrap_or_default();
            if let Err(error) = check_compatibility(self.level, new, existing) {
                broken.push(Broken { history, version, error });
            }
        }
        broken
    }

    fn tell(
        &self,
        broken: &[Broken<'_>],
        removed: &[String],
        histories: usize,
        versions: usize,
    ) -> Result<(), Failure> {
        let mut out = stdout().lock();
        match self.output {
            Output::Table => {
                for Broken { history, version, error } in broken {
                    for fault in &error.breaks {
                        writeln!(out, "{} {version} ({}): {fault}", history.name, form_name(history.form))?;
                    }
                }
                for event_type in removed {
                    writeln!(out, "{event_type}: removed; what was written of it is no longer known")?;
                }
                if broken.is_empty() && removed.is_empty() {
                    eprintln!("{versions} schemas in {histories} histories are {} compatible", self.level);
                }
            }
            Output::Json => {
                let answer = json!({
                    "level": self.level.name(), "histories": histories, "schemas": versions,
                    "broken": broken.iter().map(Broken::to_json).collect::<Vec<_>>(), "removed": removed,
                });
                writeln!(out, "{answer}")?;
            }
        }
        Ok(())
    }
}

impl Broken<'_> {
    fn to_json(&self) -> Value {
        let fault = |fault: &Break| {
            json!({
                "path": fault.path, "reason": fault.reason, "advice": fault.advice,
                "reader": if fault.reader == Reader::New { "new" } else { "old" },
                "existing_version": fault.version, "undecided": fault.undecided, "message": fault.to_string(),
            })
        };
        json!({
            "name": self.history.name, "version": self.version, "form": form_name(self.history.form),
            "breaks": self.error.breaks.iter().map(fault).collect::<Vec<_>>(),
        })
    }
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Avro => "avro",
        Form::Json => "json",
    }
}
