//! Inputs: files of the folder of `--data`, or made from a seed and kept below the target folder.

use std::{fs, path::PathBuf};

use anyhow::Result;

use super::{Arguments, folder, install::Programs, rows::Row};
use crate::process;

/// The array of `row`, or `None` when it is neither there nor can be made.
pub(super) fn path(
    row: &Row,
    arguments: &Arguments,
    seed: u64,
    programs: &Programs,
) -> Result<Option<PathBuf>> {
    let given = row.file.as_ref().zip(arguments.data.as_ref()).map(|(file, folder)| folder.join(file));
    if let Some(path) = given.filter(|path| path.exists()) {
        return Ok(Some(path));
    }
    row.generate.as_ref().map(|parameters| generated(parameters, seed, programs)).transpose()
}

/// Runs `inputs.py`, unless the same was made before.
pub(super) fn generated(parameters: &toml::Table, seed: u64, programs: &Programs) -> Result<PathBuf> {
    let mut parameters = parameters.clone();
    let kind =
        parameters.remove("kind").and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default();
    parameters.entry("seed").or_insert(toml::Value::Integer(i64::try_from(seed)?));
    let text = serde_json::to_string(&parameters)?;
    let name: String = text.chars().filter(|c| c.is_ascii_alphanumeric() || ".,-".contains(*c)).collect();
    let folder = folder().join("inputs");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{kind}-{name}.npy"));
    if !path.exists() {
        let unfinished = path.with_extension("part.npy");
        process::run(programs.script("inputs.py").arg(&kind).arg(&text).arg(&unfinished))?;
        fs::rename(unfinished, &path)?;
    }
    Ok(path)
}
