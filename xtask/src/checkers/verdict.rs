//! What a checker says.

use std::{
    io::Read as _,
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
        if self.accepted {
            bail!("a wrong file is accepted, where {reason:?} should be refused");
        }
        if !self.words.contains(reason) {
            bail!("a wrong file is refused for another reason than {reason:?}:\n{}", self.words);
        }
        tally.passed += 1;
        Ok(())
    }
}
