//! The C++ library: built and tested in its build folder, then used from an install prefix like a stranger would.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use anyhow::Result;

use super::session::{KAFKA_TEST_NAME, Session};
use crate::{stage::Stages, tally::Tally, workspace};

/// Whether the room is there.
pub(super) fn exists() -> bool {
    source().join("CMakeLists.txt").exists()
}

pub(super) fn run(stages: &mut Stages, session: &Session, only_kafka: bool) -> Result<()> {
    let build = build_folder();
    let mut is_built = false;
    stages.run("C++ build", |_| {
        // The kill test wants named crash points in the worker; and the other tests have built that much already.
        configure_and_build(session, &source(), &build, &["-DTDA_STREAM_TESTKIT=ON"], None)?;
        is_built = true;
        Ok(())
    })?;
    if !is_built {
        return Ok(());
    }
    stages.run("C++", |tally| {
        let filter: &[&str] = if only_kafka { &["-R", KAFKA_TEST_NAME] } else { &[] };
        ctest(session, &build, filter, tally)
    })?;
    if only_kafka {
        return Ok(());
    }
    stages.run("C++ from an install prefix", |tally| consume(session, &build, tally))
}

/// A job worker with an engine in C++, once the library is built.
pub(super) fn worker() -> PathBuf {
    build_folder().join("examples/cpp_worker")
}

fn build_folder() -> PathBuf {
    workspace::target().join("cpp-build")
}

pub(super) fn source() -> PathBuf {
    workspace::root().join("bindings/cpp")
}

/// Installs the library and builds a project that knows nothing but the prefix.
fn consume(session: &Session, build: &Path, tally: &mut Tally) -> Result<()> {
    let prefix = workspace::target().join("cpp-prefix");
    let consumer_build = workspace::target().join("cpp-consumer");
    for folder in [&prefix, &consumer_build] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    session.run(Command::new("cmake").arg("--install").arg(build).arg("--prefix").arg(&prefix))?;
    let prefix_path = format!("-DCMAKE_PREFIX_PATH={}", prefix.display());
    configure_and_build(session, &source().join("tests/consumer"), &consumer_build, &[&prefix_path], None)?;
    ctest(session, &consumer_build, &[], tally)
}

/// Builds `target`, or everything.
pub(super) fn configure_and_build(
    session: &Session,
    source: &Path,
    build: &Path,
    options: &[&str],
    target: Option<&str>,
) -> Result<()> {
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(source).arg("-B").arg(build).arg("-DCMAKE_BUILD_TYPE=Debug").args(options);
    session.run(&mut configure)?;
    let jobs = thread::available_parallelism().map_or(1, usize::from).to_string();
    let mut compile = Command::new("cmake");
    // cargo runs inside: it must find the folder that everything else was built in.
    compile
        .arg("--build")
        .arg(build)
        .args(["--parallel", &jobs])
        .env("CARGO_TARGET_DIR", workspace::target());
    if let Some(target) = target {
        compile.args(["--target", target]);
    }
    workspace::forget_cargo_run(&mut compile);
    session.run(&mut compile)
}

fn ctest(session: &Session, build: &Path, filter: &[&str], tally: &mut Tally) -> Result<()> {
    let mut command = Command::new("ctest");
    command.arg("--test-dir").arg(build).args(["--output-on-failure", "--no-tests=error"]).args(filter);
    session.run_counted(&mut command, tally)
}
