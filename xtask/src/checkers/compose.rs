//! Compose files, by the library that Docker Compose itself reads them with.

use anyhow::{Context as _, Result};
use tda_events::generate::Kind;

use super::{Programs, Verdict, Work};
use crate::tally::Tally;

pub(super) fn check(programs: &Programs, work: &Work, tally: &mut Tally) -> Result<()> {
    let files = work.generated(Kind::Compose, "yaml")?;
    Verdict::of(programs.compose().args(&files))?.must_accept(files.len(), tally)?;
    let file = files.first().context("no compose file was generated")?;
    for (from, to, reason) in [
        ("    healthcheck:", "    healthchecks:", "healthchecks"),
        ("      kafka:\n        condition", "      kafkas:\n        condition", "kafkas"),
        ("volumes:\n  kafka: {}\n", "", "undefined volume kafka"),
        ("source: prometheus", "source: prometheous", "undefined config"),
    ] {
        let spoilt = work.spoilt(file, from, to)?;
        Verdict::of(programs.compose().arg(spoilt))?.must_refuse(reason, tally)?;
    }
    Ok(())
}
