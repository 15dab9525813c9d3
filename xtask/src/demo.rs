//! `cargo xtask demo`: builds the `tda` command and becomes `tda demo`.

use std::{ffi::OsString, os::unix::process::CommandExt as _};

use anyhow::{Result, anyhow};

use crate::workspace;

/// What cargo is asked for.
const COMMAND: [&str; 8] = ["run", "--quiet", "--bin", "tda", "--features", "cli", "--", "demo"];

/// Replaces this program by `tda demo`, so that signals and the exit status are the demo's own.
pub(crate) fn run(arguments: &[OsString]) -> Result<bool> {
    let error = workspace::cargo().args(COMMAND).args(arguments).exec();
    Err(anyhow!(error).context("cargo does not start"))
}
