//! The programs: ours and `tda_core` built, the Python peers installed, all below the target folder.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use super::{Bounds, folder, program::Program};
use crate::{process, workspace};

/// Built from C by pip: it has no wheel, and not every machine can build it.
const BUILT_FROM_SOURCE: &str = "pydory==1.1.137";
/// Peers that are told by an environment variable how many threads they may start.
const THREAD_VARIABLES: [&str; 3] = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"];

/// Where the programs are.
pub(super) struct Programs {
    rust: PathBuf,
    python: PathBuf,
}

impl Programs {
    pub(super) fn ensure() -> Result<Self> {
        let folder = folder();
        let mut build = workspace::cargo();
        build.args(["build", "--quiet", "--release", "--manifest-path"]);
        build.arg(sources().join("Cargo.toml")).arg("--target-dir").arg(&folder);
        process::run(&mut build)?;
        Ok(Programs { rust: folder.join("release/tda-bench-core"), python: environment()? })
    }

    /// Starts one program on one input. `answer` is the file for what it finds.
    pub(super) fn start(
        &self,
        name: &str,
        task: &str,
        input: &str,
        answer: &str,
        bounds: Bounds,
    ) -> Result<Program> {
        let mut command = if ["ours", "tda_core"].contains(&name) {
            Command::new(&self.rust)
        } else {
            self.script("peers.py")
        };
        command.args([name, task, input, answer]);
        command.envs(THREAD_VARIABLES.map(|variable| (variable, "1")));
        Program::start(command, bounds)
    }

    /// One of the scripts beside the Rust program.
    pub(super) fn script(&self, name: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.arg(sources().join(name));
        command
    }
}

/// `benches/core`.
pub(super) fn sources() -> PathBuf {
    workspace::root().join("benches/core")
}

/// The interpreter of an environment that holds the peers, made anew when the list of them changes.
fn environment() -> Result<PathBuf> {
    let venv = folder().join("venv");
    let python = venv.join("bin/python");
    let requirements = sources().join("requirements.txt");
    let wanted = fs::read_to_string(&requirements)? + BUILT_FROM_SOURCE;
    let stamp = venv.join("requirements.stamp");
    if fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        return Ok(python);
    }
    process::run(Command::new("python3").args(["-m", "venv"]).arg(&venv)).context("no Python with venv")?;
    let pip = |arguments: &[&str]| {
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "8"]);
        process::run(pip.args(arguments))
    };
    pip(&["--requirement", &requirements.to_string_lossy()])?;
    if let Err(error) = pip(&["--no-deps", BUILT_FROM_SOURCE]) {
        eprintln!("{BUILT_FROM_SOURCE} cannot be built here, its rows will say so: {error:#}");
    }
    fs::write(stamp, wanted)?;
    Ok(python)
}
