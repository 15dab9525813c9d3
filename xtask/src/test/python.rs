//! The Python package: the wheel that users get, built, installed and tested.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail};

use super::session::{KAFKA_TEST_NAME, Session};
use crate::{python_environment::PythonEnvironment, stage::Stages, workspace};

/// More than cores: tests wait most of the time.
const PROCESSES: &str = "4";

/// Whether the room is there.
pub(super) fn exists() -> bool {
    workspace::root().join("bindings/python/pyproject.toml").exists()
}

pub(super) fn run(stages: &mut Stages, session: &Session, only_kafka: bool) -> Result<()> {
    let mut environment = None;
    stages.run("Python environment", |_| {
        environment = Some(PythonEnvironment::ensure()?);
        Ok(())
    })?;
    let Some(environment) = environment else { return Ok(()) };
    let mut installed = false;
    stages.run("Python wheel", |_| {
        install_wheel(session, &environment)?;
        installed = true;
        Ok(())
    })?;
    if !installed {
        // An older wheel in the environment would give an answer about other code.
        return Ok(());
    }
    stages.run("Python", |tally| {
        let mut pytest = environment.command("pytest");
        // Not the folder of the package: its sources would be imported instead of the wheel.
        pytest.current_dir(workspace::root().join("bindings/python")).arg("tests");
        // Most of them wait for brokers and for other processes, each for its own.
        pytest.args(["--numprocesses", PROCESSES, "--dist", "worksteal"]);
        if only_kafka {
            pytest.args(["-k", KAFKA_TEST_NAME]);
        }
        session.run_counted(&mut pytest, tally)
    })
}

/// Builds in the profile and target folder of all other tests: the C libraries are compiled once.
fn install_wheel(session: &Session, environment: &PythonEnvironment) -> Result<()> {
    let wheels = workspace::target().join("wheels");
    if wheels.exists() {
        fs::remove_dir_all(&wheels)?;
    }
    let mut maturin = environment.command("maturin");
    maturin
        .args(["build", "--profile", "dev", "--auditwheel", "skip"])
        .arg("--manifest-path")
        .arg(workspace::root().join("bindings/python/Cargo.toml"))
        .arg("--out")
        .arg(&wheels)
        .env("CARGO_TARGET_DIR", workspace::target());
    environment.prepare_for_pyo3(&mut maturin);
    workspace::forget_cargo_run(&mut maturin);
    session.run(&mut maturin)?;
    let wheel = only_wheel_in(&wheels)?;
    let mut pip = environment.command("python");
    pip.args(["-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--force-reinstall"]).arg(wheel);
    session.run(&mut pip)
}

fn only_wheel_in(folder: &PathBuf) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let mut wheels: Vec<PathBuf> = paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .collect();
    match (wheels.pop(), wheels.is_empty()) {
        (Some(wheel), true) => Ok(wheel),
        _ => bail!("{} does not hold exactly one wheel", folder.display()),
    }
}
