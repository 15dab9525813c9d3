//! The real checkers of every format that `tda generate` writes: each takes what is generated and refuses a wrong one.
//!
//! Programs and locks stand in `checkers/`; what they download and build is kept in `target/checkers`.

mod compose;
mod events;
mod install;
mod java;
mod kubernetes;
mod node;
mod shell;
mod verdict;
mod watching;

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use anyhow::{Context as _, Result, bail};
use tda_events::{
    Catalog,
    generate::{self, Kind},
};

use crate::{stage::Stages, workspace};
use install::Programs;
use verdict::Verdict;

/// Runs every checker. At `bootstrap_servers` a real Kafka listens.
pub(crate) fn run(stages: &mut Stages, bootstrap_servers: &str) -> Result<()> {
    let mut programs = None;
    stages.run("checkers: programs", |_| {
        programs = Some(Programs::install()?);
        Ok(())
    })?;
    let Some(programs) = programs else { return Ok(()) };
    let work = Work::new()?;
    stages.run("checkers: Strimzi manifests", |tally| kubernetes::check(&programs, &work, tally))?;
    stages.run("checkers: compose files", |tally| compose::check(&programs, &work, tally))?;
    stages.run("checkers: shell scripts", |tally| shell::check(&work, tally))?;
    stages
        .run("checkers: shell scripts on Kafka", |tally| shell::on_kafka(&work, bootstrap_servers, tally))?;
    stages.run("checkers: Prometheus", |tally| watching::prometheus(&work, tally))?;
    stages.run("checkers: Grafana", |tally| watching::grafana(&programs, &work, tally))?;
    stages.run("checkers: AsyncAPI", |tally| node::asyncapi(&programs, &work, tally))?;
    stages.run("checkers: JSON Schema", |tally| node::json_schema(&programs, &work, tally))?;
    stages.run("checkers: TypeScript", |tally| node::typescript(&programs, &work, tally))?;
    stages.run("checkers: Java", |tally| java::check(&programs, &work, tally))?;
    stages.run("checkers: Avro in Java", |tally| java::avro(&programs, &work, tally))?;
    stages.run("checkers: CloudEvents in Java", |tally| java::cloudevents(&programs, &work, tally))
}

/// The catalogs that are part of the library, and one of unfriendly names.
fn catalogs() -> impl Iterator<Item = &'static Catalog> {
    Catalog::BUILTIN.into_iter().filter_map(Catalog::builtin).chain([hostile()])
}

fn hostile() -> &'static Catalog {
    static HOSTILE: OnceLock<Catalog> = OnceLock::new();
    HOSTILE.get_or_init(|| {
        let catalog = Catalog::parse(include_str!("../checkers/hostile.yaml"), "xtask/checkers/hostile.yaml");
        catalog.unwrap_or_else(|error| panic!("{error}"))
    })
}

/// Where generated files are put for their checkers.
struct Work {
    folder: PathBuf,
    spoilt_count: Cell<u32>,
}

impl Work {
    /// An empty folder.
    fn new() -> Result<Self> {
        let folder = workspace::target().join("checkers/work");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, spoilt_count: Cell::new(0) })
    }

    /// Writes what is generated of every catalog for every environment, and names the files that end in `extension`.
    fn generated(&self, kind: Kind, extension: &str) -> Result<Vec<PathBuf>> {
        let mut paths = Vec::new();
        for catalog in catalogs() {
            for spec in catalog.environments() {
                for file in generate::files(catalog, kind, spec.environment) {
                    let path = self.write(&format!("{}/{}", catalog.system(), file.path), file.text)?;
                    if path.extension().is_some_and(|found| found == extension) && !paths.contains(&path) {
                        paths.push(path);
                    }
                }
            }
        }
        Ok(paths)
    }

    /// Where a file of a catalog is.
    fn path(&self, catalog: &Catalog, name: &str) -> PathBuf {
        self.folder.join(catalog.system()).join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> Result<PathBuf> {
        let path = self.folder.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, text.as_ref()).with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(path)
    }

    /// A copy of `file`, under a name of its own, in which `from` has become `to`.
    fn spoilt(&self, file: &Path, from: &str, to: &str) -> Result<PathBuf> {
        let text = fs::read_to_string(file)?;
        if !text.contains(from) {
            bail!("{} does not hold {from:?}, so it cannot be spoilt there", file.display());
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.spoilt_count.set(self.spoilt_count.get() + 1);
        self.write(&format!("spoilt/{}-{name}", self.spoilt_count.get()), text.replacen(from, to, 1))
    }
}
