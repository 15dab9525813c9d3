//! The figures of runs in `docs/reliability.md`: a row for each seed, length and protocol, the newest run counts.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::worker::{Counts, Protocol};
use crate::workspace;

const BEGIN: &str = "<!-- figures -->\n";
const END: &str = "<!-- end of figures -->";

/// What came of one lane.
pub(crate) struct Row {
    pub(crate) seed: u64,
    pub(crate) seconds: u64,
    pub(crate) protocol: Protocol,
    pub(crate) counts: Counts,
    pub(crate) faults: u32,
    /// What the checker says.
    pub(crate) figures: Value,
}

impl Row {
    pub(crate) fn kept(&self) -> bool {
        self.figures["violations"] == 0
    }

    /// The columns that say which run this was.
    fn name(&self) -> String {
        format!("| {} | {} | {} |", self.seed, self.seconds, self.protocol.name())
    }

    fn line(&self) -> String {
        let Counts { kills, crashes, .. } = self.counts;
        format!(
            "{} {} | {} | {} | {} | {} |",
            self.name(),
            self.figures["jobs"],
            kills + crashes,
            self.faults,
            self.figures["violations"],
            self.figures["longest_stall_seconds"]
        )
    }
}

/// Writes the rows into the page.
pub(crate) fn keep(rows: &[Row]) -> Result<()> {
    let path = page();
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let changed = with_rows(&text, rows).context("docs/reliability.md has no place for figures")?;
    fs::write(&path, changed).with_context(|| format!("{} cannot be written", path.display()))
}

fn with_rows(text: &str, rows: &[Row]) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (table, after) = rest.split_once(END)?;
    let is_old = |line: &&str| rows.iter().any(|row| line.starts_with(&row.name()));
    let mut lines: Vec<String> = table.lines().filter(|line| !is_old(line)).map(str::to_owned).collect();
    lines.extend(rows.iter().map(Row::line));
    Some(format!("{before}{BEGIN}{}\n{END}{after}", lines.join("\n")))
}

fn page() -> PathBuf {
    workspace::root().join("docs/reliability.md")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row(seed: u64, jobs: u64) -> Row {
        let figures = json!({ "jobs": jobs, "violations": 0, "longest_stall_seconds": 7.5 });
        let counts = Counts { kills: 3, crashes: 4, exits: 1 };
        Row { seed, seconds: 60, protocol: Protocol::Classic, counts, faults: 40, figures }
    }

    #[test]
    fn a_run_replaces_its_own_row_only() {
        let page = format!("a\n{BEGIN}| head |\n|---|\n{END}\nb\n");
        let once = with_rows(&page, &[row(1, 10), row(2, 20)]).unwrap();
        let twice = with_rows(&once, &[row(1, 30)]).unwrap();
        let rows =
            "| 2 | 60 | classic | 20 | 7 | 40 | 0 | 7.5 |\n| 1 | 60 | classic | 30 | 7 | 40 | 0 | 7.5 |";
        assert_eq!(twice, format!("a\n{BEGIN}| head |\n|---|\n{rows}\n{END}\nb\n"));
        assert!(with_rows("no place", &[]).is_none());
    }

    #[test]
    fn the_page_has_a_place_for_figures() {
        assert!(with_rows(&fs::read_to_string(page()).unwrap(), &[]).is_some());
    }
}
