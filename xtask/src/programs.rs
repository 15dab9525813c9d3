//! The programs that chores run: the `tda` command and the example that writes the corpus of events.

use std::{path::PathBuf, process::Command};

use crate::workspace;

/// Builds both at once: with an example among them cargo takes the features of the tests, for which everything is
/// compiled already. The command alone would compile the client and what it stands on anew, for two minutes.
pub(crate) fn build() -> Command {
    let mut build = workspace::cargo();
    build.arg("build").args(workspace::SHARED_SELECTION).args(["--bin", "tda", "--example", "wire_corpus"]);
    build
}

/// The command, with crash points.
pub(crate) fn tda() -> PathBuf {
    workspace::target().join("debug/tda")
}

pub(crate) fn wire_corpus() -> PathBuf {
    workspace::target().join("debug/examples/wire_corpus")
}
