//! The table of what is compared: `benches/core/rows.toml`.

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

const TABLE: &str = include_str!("../../../../benches/core/rows.toml");

/// Which rows belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(super) enum Group {
    /// Vietoris-Rips.
    Rips,
    /// Images and time series.
    Cubical,
    /// Alpha, Delaunay-Rips and flag complexes.
    Alpha,
    /// Distances between diagrams.
    Distances,
    /// Diagrams as vectors.
    Vectorize,
    /// The second set, from a seed chosen at run time.
    Random,
    /// Cancels at random moments and memory budgets.
    Control,
    /// Time and memory against the size of the input, as a picture.
    Scaling,
}

/// One thing that is computed by ours and by its peers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) group: Group,
    /// In the folder of `--data`.
    pub(super) file: Option<String>,
    /// Kind and parameters for `inputs.py`.
    pub(super) generate: Option<toml::Table>,
    /// Passed on as JSON: the programs know what is in it.
    pub(super) task: toml::Table,
    #[serde(default)]
    pub(super) peers: Vec<String>,
    /// How far answers may be apart, by the largest finite value; by default what the precision of the peer allows.
    pub(super) tolerance: Option<f64>,
}

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

pub(super) fn load() -> Result<Vec<Row>> {
    let Table { row: rows } = toml::from_str(TABLE).context("benches/core/rows.toml does not parse")?;
    for (place, row) in rows.iter().enumerate() {
        ensure!(rows[..place].iter().all(|other| other.name != row.name), "two rows are named {}", row.name);
        ensure!(row.file.is_some() || row.generate.is_some(), "{} has no input", row.name);
    }
    Ok(rows)
}

impl Row {
    /// The task as the programs read it, with options of ours added.
    pub(super) fn task(&self, more: &[(&str, u64)]) -> Result<String> {
        let mut task = self.task.clone();
        for &(name, value) in more {
            task.insert(name.to_owned(), toml::Value::Integer(i64::try_from(value)?));
        }
        Ok(serde_json::to_string(&task)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_parses_and_every_group_of_it_has_rows() {
        let rows = load().unwrap();
        for group in Group::value_variants().iter().filter(|group| **group != Group::Scaling) {
            assert!(rows.iter().any(|row| row.group == *group), "{group:?}");
        }
        let second_set = rows.iter().filter(|row| row.group == Group::Random);
        assert!(second_set.clone().count() >= 10);
        for row in second_set {
            let generate = row.generate.as_ref().unwrap();
            assert!(!generate.contains_key("seed"), "{} is not chosen at run time", row.name);
        }
    }
}
