//! The virtual environment of lint and test: `target/venv`, made once from `locks/python.txt`, hashes required.

use std::{
    env, fs,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::{process, versions::Versions, workspace};

const LOCK: &str = include_str!("../locks/python.txt");
/// The wheel is built for the stable interface of this version on.
const PYTHON_MINOR_MIN: u32 = 10;
/// How often pip asks a registry that is busy.
const DOWNLOAD_RETRIES: &str = "8";

/// A virtual environment that holds exactly what the lock says, and the wheel once it is installed.
pub(crate) struct PythonEnvironment {
    folder: PathBuf,
}

impl PythonEnvironment {
    /// Makes the environment, or takes the one that an earlier chore made from the same lock.
    pub(crate) fn ensure() -> Result<Self> {
        let requirements = Versions::load()?.python.requirements;
        let missing = not_locked(&requirements);
        if !missing.is_empty() {
            bail!(
                "xtask/locks/python.txt lacks {}: write it anew as xtask/versions.toml says",
                missing.join(", ")
            );
        }
        let environment = Self { folder: workspace::target().join("venv") };
        let stamp_path = environment.folder.join("lock.sha256");
        let stamp = format!("{:x}\n", Sha256::digest(LOCK));
        let is_current = fs::read_to_string(&stamp_path).is_ok_and(|found| found == stamp);
        if is_current && environment.command("python").arg("--version").stdout(Stdio::null()).status().is_ok()
        {
            return Ok(environment);
        }
        environment.make()?;
        fs::write(stamp_path, stamp)?;
        Ok(environment)
    }

    fn make(&self) -> Result<()> {
        let python = interpreter()?;
        eprintln!("python: making {}", self.folder.display());
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder)?;
        }
        let mut venv = Command::new(python);
        venv.args(["-m", "venv"]).arg(&self.folder);
        process::run(&mut venv).context(
            "no virtual environment can be made; on Debian and Ubuntu: `apt-get install python3-venv`",
        )?;
        let mut pip = self.command("python");
        pip.args(["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"])
            .args(["--retries", DOWNLOAD_RETRIES, "--requirement"])
            .arg(workspace::root().join("xtask/locks/python.txt"));
        process::run(&mut pip)
    }

    /// A program of the environment, run in the root of the workspace.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.folder.join("bin").join(program));
        self.activate(&mut command);
        command.current_dir(workspace::root()).stdin(Stdio::null());
        command
    }

    /// Prepares a command that compiles the Python module.
    ///
    /// Tells pyo3 what it builds for (`pyo3.txt`: the stable interface) instead of letting it ask an interpreter.
    /// Otherwise clippy and maturin, which ask differently, would have pyo3 compiled anew in turns.
    pub(crate) fn prepare_for_pyo3(&self, command: &mut Command) {
        self.activate(command);
        command
            .env("PYO3_CONFIG_FILE", workspace::root().join("xtask/pyo3.txt"))
            .env("PYO3_BUILD_EXTENSION_MODULE", "1");
    }

    /// Lets `command` see the environment as if it had been activated.
    fn activate(&self, command: &mut Command) {
        let mut path = vec![self.folder.join("bin")];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        // The folders came out of a PATH, so none of them holds the separator.
        if let Ok(path) = env::join_paths(path) {
            command.env("PATH", path);
        }
        command.env("VIRTUAL_ENV", &self.folder).env_remove("PYTHONHOME").env_remove("PYTHONPATH");
    }
}

/// The requirements that the lock does not pin as they say.
fn not_locked(requirements: &[String]) -> Vec<&str> {
    let is_locked = |requirement: &str| {
        let name = requirement.split(['=', '>', '<', '~']).next().unwrap_or(requirement);
        let pin = if requirement.contains("==") { format!("{requirement} ") } else { format!("{name}==") };
        LOCK.lines().any(|line| line.starts_with(&pin))
    };
    requirements.iter().map(String::as_str).filter(|requirement| !is_locked(requirement)).collect()
}

/// The Python that the environment is made with.
fn interpreter() -> Result<&'static str> {
    let output = Command::new("python3").arg("--version").stdin(Stdio::null()).output().ok();
    let banner =
        output.filter(|output| output.status.success()).map(|output| output.stdout).unwrap_or_default();
    let banner = String::from_utf8_lossy(&banner).trim().to_owned();
    match minor_version(&banner) {
        Some(minor) if minor >= PYTHON_MINOR_MIN => Ok("python3"),
        Some(_) => bail!("{banner} is too old: Python 3.{PYTHON_MINOR_MIN} or newer is needed"),
        None => bail!(
            "Python is missing (no `python3` on the PATH): install it; \
             on Debian and Ubuntu with `apt-get install python3 python3-venv`"
        ),
    }
}

/// 11 of `Python 3.11.7`.
fn minor_version(banner: &str) -> Option<u32> {
    banner.strip_prefix("Python 3.")?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_holds_every_requirement_with_its_hash() {
        assert!(not_locked(&Versions::load().unwrap().python.requirements).is_empty());
        let strangers = ["ruff==0.0.1".to_owned(), "left-pad>=1".to_owned()];
        assert_eq!(not_locked(&strangers), strangers);
        let packages = LOCK.lines().filter(|line| !line.starts_with(' ')).count();
        assert!(LOCK.matches("--hash=sha256:").count() >= packages);
    }

    #[test]
    fn versions_are_read_from_the_banner() {
        assert_eq!(minor_version("Python 3.11.7"), Some(11));
        assert_eq!(minor_version("Python 2.7.18"), None);
        assert_eq!(minor_version(""), None);
    }
}
