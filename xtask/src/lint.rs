//! `cargo xtask lint`: everything about the code that a machine can hold without running it.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{
    arrows, generate, process, python_environment::PythonEnvironment, sources, stage::Stages, workspace,
};

/// Runs every check and prints the seconds of each.
pub(crate) fn run() -> Result<bool> {
    let mut stages = Stages::default();
    stages.run("format", |_| format())?;
    stages.run("dependency arrows", |_| arrows::check())?;
    stages.run("names in sources", |_| sources::check())?;
    stages.run("generated files", |_| generate::check())?;
    stages.run("no C without Kafka", |_| no_c_without_kafka())?;
    clippy(&mut stages)?;
    stages.run("documentation", |_| documentation())?;
    stages.run("packages", |_| packages())?;
    python_and_cpp(&mut stages)?;
    stages.finish()?;
    Ok(true)
}

/// The members, and the programs in `benches/`, which are workspaces of their own so that peers cost nobody else.
fn format() -> Result<()> {
    process::run(workspace::cargo().args(["fmt", "--all", "--check"]))?;
    for manifest in workspace::files(&workspace::root().join("benches"), &["toml"])? {
        if manifest.ends_with("Cargo.toml") {
            let mut command = workspace::cargo();
            process::run(command.args(["fmt", "--check", "--manifest-path"]).arg(manifest))?;
        }
    }
    Ok(())
}

fn clippy(stages: &mut Stages) -> Result<()> {
    stages.run("clippy", |_| {
        let mut command = workspace::cargo();
        command.arg("clippy").args(workspace::SHARED_SELECTION).args([
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]);
        process::run(&mut command)
    })
}

/// Broken links and missing documentation of what users see.
fn documentation() -> Result<()> {
    let mut command = workspace::cargo();
    command.arg("doc").args(workspace::SHARED_SELECTION).args(["--exclude", "xtask", "--no-deps"]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    process::run(&mut command)
}

/// Whether every published member packs. The packages are not compiled again: outside of the workspace our profile
/// does not hold, so that all of C would be built once more.
fn packages() -> Result<()> {
    let mut command = workspace::cargo();
    process::run(command.args([
        "publish",
        "--dry-run",
        "--workspace",
        "--no-verify",
        "--allow-dirty",
        "--quiet",
    ]))
}

/// `tda compute` must build on a machine without a C compiler's time or a make: no dependency compiles C.
fn no_c_without_kafka() -> Result<()> {
    const SELECTION: [&str; 5] =
        ["--package", "tda-stream", "--no-default-features", "--features", "core,cli"];
    let mut tree = workspace::cargo();
    tree.arg("tree").args(SELECTION).args(["--edges", "normal,build", "--prefix", "none", "--format", "{p}"]);
    let tree = process::output(&mut tree)?;
    let offenders: Vec<&str> =
        tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| compiles_c(name)).collect();
    if !offenders.is_empty() {
        bail!("the features core,cli bring C code through {}", offenders.join(", "));
    }
    process::run(workspace::cargo().arg("check").args(SELECTION))
}

fn compiles_c(package: &str) -> bool {
    // Declarations of the Linux system calls, all Rust.
    let is_pure = package == "linux-raw-sys";
    let is_build_tool = ["bindgen", "cc", "cmake", "pkg-config", "vcpkg"].contains(&package);
    !is_pure && (is_build_tool || package.ends_with("-sys"))
}

fn python_and_cpp(stages: &mut Stages) -> Result<()> {
    let mut environment = None;
    stages.run("Python environment", |_| {
        environment = Some(PythonEnvironment::ensure()?);
        Ok(())
    })?;
    let Some(environment) = environment else { return Ok(()) };
    let root = workspace::root();
    let python = root.join("bindings/python");
    if python.join("pyproject.toml").exists() {
        stages.run("clippy of the Python module", |_| binding_clippy(&environment, "tda-stream-python"))?;
        stages.run("ruff", |_| {
            process::run(environment.command("ruff").arg("check").arg(&python))?;
            process::run(environment.command("ruff").args(["format", "--check"]).arg(&python))
        })?;
        stages.run("mypy", |_| {
            let mut mypy = environment.command("mypy");
            mypy.current_dir(&python).env("MYPYPATH", python.join("python"));
            process::run(mypy.args(["--strict", "python/tda_stream", "tests"]))
        })?;
    }
    let cpp = root.join("bindings/cpp");
    if cpp.join("CMakeLists.txt").exists() {
        stages.run("clippy of the C++ bridge", |_| binding_clippy(&environment, "tda-stream-cpp"))?;
        stages.run("clang-format", |_| {
            let files = workspace::files(&cpp, &["cpp", "hpp"])?;
            if files.is_empty() {
                bail!("{} holds no C++ file", cpp.display());
            }
            process::run(environment.command("clang-format").args(["--dry-run", "--Werror"]).args(files))
        })?;
    }
    Ok(())
}

/// In the environment that maturin builds in.
fn binding_clippy(environment: &PythonEnvironment, package: &str) -> Result<()> {
    let mut command: Command = workspace::cargo();
    environment.prepare_for_pyo3(&mut command);
    process::run(command.args(["clippy", "--package", package, "--all-targets", "--", "-D", "warnings"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_that_compile_or_link_c_are_known() {
        for package in ["cc", "cmake", "openssl-sys", "rdkafka-sys", "zstd-sys"] {
            assert!(compiles_c(package), "{package}");
        }
        for package in ["linux-raw-sys", "serde", "sysinfo"] {
            assert!(!compiles_c(package), "{package}");
        }
    }
}
