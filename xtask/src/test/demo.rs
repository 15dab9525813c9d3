//! The demo as a user runs it: it ends by itself and leaves its pictures.

use std::{fs, process::Command};

use anyhow::{Context, Result, bail};

use super::session::Session;
use crate::{programs, stage::Stages, workspace};

/// Whether the `tda` command knows `demo`.
pub(super) fn exists() -> bool {
    let cli = workspace::root().join("tda-client/src/cli");
    cli.join("demo.rs").exists() || cli.join("demo").exists()
}

pub(super) fn run(stages: &mut Stages, session: &Session) -> Result<()> {
    let pictures = workspace::root().join("target/demo");
    stages.run("demo", |_| {
        if pictures.exists() {
            fs::remove_dir_all(&pictures)?;
        }
        session.run(&mut programs::build())?;
        session.run(Command::new(programs::tda()).arg("demo").current_dir(workspace::root()))?;
        for name in ["diagram.svg", "barcode.svg"] {
            let path = pictures.join(name);
            let picture = fs::read_to_string(&path).with_context(|| format!("no {}", path.display()))?;
            if !picture.trim_end().ends_with("</svg>") {
                bail!("{} is not a whole SVG", path.display());
            }
        }
        Ok(())
    })
}
