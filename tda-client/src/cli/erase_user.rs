//! `tda erase-user`.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    time::Duration,
};

use clap::Args;
use serde_json::json;
use tda_events::ErrorKind;

use super::{
    Failure,
    connect::{log_to_stderr, runtime},
    deployment::Deployment,
    stream::Output,
};
use crate::encryption::{EraseReport, EraseUser, erase_user};

/// Make everything about a user unreadable for good, in every copy; without --execute only tell what would go.
///
/// Destroys the user's key, so that nothing it sealed can be read again, not even in a backup; buries the user's records in compacted
/// topics; deletes the user's objects and stored inputs; and writes down that it was done, without naming anybody. Doing it
/// twice is as good as once, and after a failure doing it again goes on. Close the account first: who is published about later gets a new key.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda erase-user alice                                         tells what would go
  tda erase-user alice --execute --input-root /srv/uploads
  tda erase-user alice --execute --output json | jq .readable_records

The keys are those of TDA_ENCRYPTION_KEYS and TDA_ENCRYPTION_KEK (or _KEK_FILE), the objects those of TDA_CLAIM_CHECK_URL.

Exit codes: 0 nothing readable is left, or nothing was to be done; 1 something readable is left that only time or somebody else can
remove; 2 bad arguments; 3 the broker, the object store or the key store: do it again.")]
pub(super) struct EraseUserArguments {
    /// The user's id, as it stands in events.
    #[arg(value_name = "USER")]
    user: String,
    /// Do it. It can not be undone.
    #[arg(long)]
    execute: bool,
    /// A folder below which stored inputs that events name by file:// are deleted; may be repeated.
    #[arg(long, value_name = "FOLDER")]
    input_root: Vec<PathBuf>,
    /// How long reading the topics may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    deadline_seconds: u64,
    #[command(flatten)]
    deployment: Deployment,
    /// How the outcome is told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl EraseUserArguments {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        if self.user.is_empty() {
            return Err(Failure::usage("the user has no name"));
        }
        if let Some(root) = self.input_root.iter().find(|root| !root.is_dir()) {
            return Err(Failure::usage(format!("--input-root {} is no folder", root.display())));
        }
        let deployed = self.deployment.load()?;
        if deployed.config.setting("encryption.keys").is_none_or(|keys| keys.value.is_none()) {
            eprintln!("tda: no keys are configured (TDA_ENCRYPTION_KEYS): what was published is not sealed");
        }
        let order = EraseUser::new(self.user.as_str())
            .execute(self.execute)
            .deadline(Duration::from_secs(self.deadline_seconds));
        let order = self.input_root.iter().fold(order, EraseUser::inputs_under);
        let report = runtime()?.block_on(erase_user(&deployed.config, &order))?;
        self.tell(&report)?;
        if !report.executed {
            eprintln!("nothing was changed; --execute does it");
            return Ok(());
        }
        if report.is_complete() {
            return Ok(());
        }
        Err(Failure::new(ErrorKind::InvalidInput, "something of the user can still be read").advise(
            "records that were not sealed go when their topics forget them; delete inputs elsewhere by hand",
        ))
    }

    fn tell(&self, report: &EraseReport) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if matches!(self.output, Output::Json) {
            let audit =
                report.audit.as_ref().map(|entry| json!({"subject": entry.subject, "hash": entry.hash}));
            let object = json!({
                "executed": report.executed, "complete": report.is_complete(), "had_key": report.had_key, "keys": report.keys,
                "records": report.records, "readable_records": report.readable_records, "tombstones": report.tombstones,
                "objects": report.objects, "inputs": report.inputs, "inputs_elsewhere": report.inputs_elsewhere, "audit": audit,
            });
            return writeln!(out, "{object}");
        }
        let key = match (report.had_key, report.keys.len()) {
            (true, _) => "1 to destroy".to_owned(),
            (false, 0) => "none".to_owned(),
            (false, earlier) => format!("none; {earlier} destroyed earlier"),
        };
        let key = if report.executed { key.replace("1 to destroy", "1 destroyed") } else { key };
        writeln!(out, "key                {key}")?;
        for (what, count) in [
            ("records", report.records),
            ("  readable ones", report.readable_records),
            ("compacted records", report.tombstones),
            ("objects", report.objects),
            ("stored inputs", report.inputs),
        ] {
            writeln!(out, "{what:<18} {count}")?;
        }
        for location in &report.inputs_elsewhere {
            writeln!(out, "left elsewhere     {location}")?;
        }
        if let Some(entry) = &report.audit {
            writeln!(out, "written down as    {}", entry.hash)?;
        }
        Ok(())
    }
}
