//! The checkers, installed once for each content of their locks.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use crate::{
    kafka::{maven, require},
    process,
    versions::Versions,
    workspace,
};

/// A registry that is busy is asked this often before we give up.
const DOWNLOAD_ATTEMPTS_MAX: u32 = 4;
const DOWNLOAD_PAUSE: Duration = Duration::from_secs(5);

/// Where the checkers are.
pub(super) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Builds or downloads what is not there yet.
    pub(super) fn install() -> Result<Self> {
        let programs = Self { folder: workspace::target().join("checkers") };
        fs::create_dir_all(&programs.folder)?;
        once(&programs.folder.join("go"), &["go/go.mod", "go/go.sum", "go/compose/main.go"], go)?;
        once(&programs.folder.join("node"), &["node/package.json", "node/package-lock.json"], node)?;
        once(&programs.folder.join("java"), &["java/pom.xml"], java)?;
        once(&programs.folder.join("python"), &["python/requirements.txt"], python)?;
        Ok(programs)
    }

    pub(super) fn kubeconform(&self) -> Command {
        Command::new(self.folder.join("go/kubeconform"))
    }

    /// One of our scripts, run where the packages are.
    pub(super) fn node(&self, script: &str) -> Result<Command> {
        let folder = self.folder.join("node");
        fs::copy(source("node").join(script), folder.join(script))?;
        let mut command = Command::new("node");
        command.arg(folder.join(script));
        Ok(command)
    }

    /// TypeScript's compiler, as strict as it can be.
    pub(super) fn tsc(&self) -> Command {
        let mut command = Command::new("node");
        command.arg(self.folder.join("node/node_modules/typescript/bin/tsc"));
        command.args(["--strict", "--noEmit", "--lib", "es2022"]);
        command
    }

    /// Grafana's models, run over the dashboards that are named.
    pub(super) fn grafana(&self) -> Command {
        let mut command = Command::new(self.folder.join("python/bin/python"));
        command.arg(source("python/grafana.py"));
        command
    }

    /// The class path of the Java libraries.
    pub(super) fn jars(&self) -> PathBuf {
        self.folder.join("java/jars/*")
    }

    pub(super) fn compose(&self) -> Command {
        Command::new(self.folder.join("go/compose"))
    }
}

/// A file or folder of `checkers/`.
pub(super) fn source(name: &str) -> PathBuf {
    workspace::root().join("xtask/checkers").join(name)
}

/// Fills `folder` with `make` unless that was done from the same `sources`.
fn once(folder: &Path, sources: &[&str], make: impl Fn(&Path) -> Result<()>) -> Result<()> {
    let mut digest = Sha256::new();
    for name in sources {
        let path = source(name);
        digest.update(fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?);
    }
    let stamp = format!("{:x}\n", digest.finalize());
    let stamp_path = folder.join("sources.sha256");
    if fs::read_to_string(&stamp_path).is_ok_and(|found| found == stamp) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    make(folder)?;
    fs::write(stamp_path, stamp)?;
    Ok(())
}

fn go(folder: &Path) -> Result<()> {
    require("go", &["version"], "Go", "golang-go")?;
    attempt("Go modules", || {
        let mut command = Command::new("go");
        command
            .args(["build", "-mod=readonly", "-buildvcs=false", "-o"])
            .arg(folder)
            .args(["./compose", "github.com/yannh/kubeconform/cmd/kubeconform"])
            .current_dir(source("go"))
            .stdin(Stdio::null());
        command
    })
}

/// Exactly what the lock says, each package with its hash.
fn node(folder: &Path) -> Result<()> {
    require("node", &["--version"], "Node.js", "nodejs")?;
    require("npm", &["--version"], "npm", "npm")?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(source("node").join(name), folder.join(name))?;
    }
    attempt("npm packages", || {
        let mut command = Command::new("npm");
        command
            .args([
                "ci",
                "--omit=optional",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ])
            .current_dir(folder)
            .stdin(Stdio::null());
        command
    })
}

/// An environment of its own: these packages are for this check alone.
fn python(folder: &Path) -> Result<()> {
    require("python3", &["--version"], "Python", "python3")?;
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv"]).arg(folder).stdin(Stdio::null());
    process::run(&mut venv).context(
        "no virtual environment can be made; on Debian and Ubuntu: `apt-get install python3-venv`",
    )?;
    attempt("Python packages", || {
        let mut command = Command::new(folder.join("bin/python"));
        command
            .args(["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"])
            .arg("--requirement")
            .arg(source("python/requirements.txt"))
            .stdin(Stdio::null());
        command
    })
}

fn java(folder: &Path) -> Result<()> {
    require("javac", &["-version"], "Java", "default-jdk-headless")?;
    let plugin = Versions::load()?.kafka.maven_dependency_plugin_version;
    maven("Java libraries", |command| {
        command
            .arg("--file")
            .arg(source("java/pom.xml"))
            .arg(format!("org.apache.maven.plugins:maven-dependency-plugin:{plugin}:copy-dependencies"))
            .arg("-DincludeScope=runtime")
            .arg(format!("-DoutputDirectory={}", folder.join("jars").display()));
    })
}

/// Runs a command that asks a registry, again after a pause when it fails.
fn attempt(what: &str, command: impl Fn() -> Command) -> Result<()> {
    let mut number = 1;
    loop {
        match process::run(&mut command()) {
            Ok(()) => return Ok(()),
            Err(error) if number == DOWNLOAD_ATTEMPTS_MAX || error.is::<process::Interrupted>() => {
                return Err(error.context(format!("{what} cannot be had")));
            }
            Err(error) => {
                eprintln!(
                    "{what}: attempt {number} of {DOWNLOAD_ATTEMPTS_MAX} failed ({error}), trying again"
                );
            }
        }
        number += 1;
        thread::sleep(DOWNLOAD_PAUSE);
        process::check_interrupt()?;
    }
}
