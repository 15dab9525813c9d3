//! `cargo xtask generate`: the files in the repository that are made from code.

mod cpp;
mod payloads;
mod python;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use tda_events::Catalog;

use crate::workspace;

/// One generated file: where it goes, below the root of the workspace, and all of its text.
struct Generated {
    path: PathBuf,
    text: String,
}

/// Every file that code makes. A new generator adds its files here.
fn generated() -> Vec<Generated> {
    let schemas = tda_events::schema::generated().into_iter();
    let headers = cpp::headers().into_iter();
    let catalogs = Catalog::BUILTIN.into_iter().filter_map(Catalog::builtin);
    let deployments = catalogs.flat_map(|catalog| {
        let folder = Path::new("deploy").join(catalog.system());
        let files = tda_events::generate::deployment(catalog).into_iter();
        files.map(move |file| Generated { path: folder.join(file.path), text: file.text })
    });
    schemas
        .map(|(path, text)| Generated { path: Path::new("tda-events/schemas").join(path), text })
        .chain(headers.map(|(name, text)| Generated {
            path: Path::new("bindings/cpp/include/tda/payload").join(name),
            text,
        }))
        .chain(deployments)
        .chain([Generated { path: Path::new(python::PATH).to_owned(), text: python::module() }])
        .collect()
}

/// Writes what differs, and names it.
pub(crate) fn write() -> Result<()> {
    let stale = stale()?;
    for file in &stale {
        let path = workspace::root().join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, &file.text).with_context(|| format!("{} cannot be written", path.display()))?;
        println!("wrote {}", file.path.display());
    }
    println!("{} of {} generated files were out of date", stale.len(), generated().len());
    Ok(())
}

/// Fails with the names of the files that differ from what code makes.
pub(crate) fn check() -> Result<()> {
    let stale = stale()?;
    if stale.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = stale.iter().map(|file| file.path.display().to_string()).collect();
    bail!("out of date, run `cargo xtask generate`: {}", names.join(", "))
}

fn stale() -> Result<Vec<Generated>> {
    let root = workspace::root();
    Ok(generated()
        .into_iter()
        .filter(|file| fs::read_to_string(root.join(&file.path)).ok().as_ref() != Some(&file.text))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_made_once_and_stays_in_the_repository() {
        let mut paths: Vec<PathBuf> = generated().into_iter().map(|file| file.path).collect();
        let count = paths.len();
        paths.sort();
        paths.dedup();
        assert!(count > 0 && paths.len() == count);
        assert!(paths.iter().all(|path| path.is_relative() && !path.to_string_lossy().contains("..")));
    }
}
