//! What a checker says.

use std::{
    io::Read as _,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Result, bail};

use crate::process::{self, Lifetime};
use crate::tally::Tally;

/// Whether a checker accepts, and its words.
pub(super) struct Verdict {
    accepted: bool,
    words: String,
}

impl Verdict {
    /// Runs a checker: it accepts by ending with 0 and says what it thinks on its standard output.
    pub(super) fn of(command: &mut Command) -> Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = process::spawn(command, Lifetime::Scoped)?;
        let mut words = Vec::new();
        if let Some(mut stdout) = child.stdout.take() {
            stdout.read_to_end(&mut words)?;
        }
        let accepted = process::wait(&mut child)?.success();
        Ok(Self { accepted, words: String::from_utf8_lossy(&words).into_owned() })
    }

    /// Fails unless the checker accepted `count` things, and counts them.
    pub(super) fn must_accept(self, count: usize, tally: &mut Tally) -> Result<()> {
        if !self.accepted {
            bail!("what is generated is refused:\n{}", self.words);
        }
        if count == 0 {
            bail!("nothing was generated");
        }
        tally.passed += count as u64;
        Ok(())
    }

    /// Fails unless the checker refused, and its words name the reason.
    pub(super) fn must_refuse(self, reason: &str, tally: &mut Tally) -> Result<()> {
        self.must_refuse_each(&[(PathBuf::new(), reason)], tally)
    }

    /// Fails unless the checker refused each of these files, naming it and the reason on one line.
    pub(super) fn must_refuse_each(self, files: &[(PathBuf, &str)], tally: &mut Tally) -> Result<()> {
        for (path, reason) in files {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_told = self.words.lines().any(|line| line.contains(&*name) && line.contains(reason));
            if self.accepted || !is_told {
                let words = &self.words;
                bail!("{name} should be refused since {reason:?}; the checker says:\n{words}");
            }
            tally.passed += 1;
        }
        Ok(())
    }
}
