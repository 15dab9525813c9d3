//! The jars of Apache Kafka: fetched once by Maven, each checked against `locks/kafka-jars.sha256`.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::{process, versions::KafkaVersions};

/// `sha256sum` lines of every jar that Maven must bring.
const LOCK: &str = include_str!("../../locks/kafka-jars.sha256");
/// A registry that is busy is asked this often before we give up.
const DOWNLOAD_ATTEMPTS_MAX: u32 = 4;
const DOWNLOAD_PAUSE: Duration = Duration::from_secs(5);

/// Makes sure that `folder/jars` holds exactly the pinned jars, and returns it.
pub(super) fn jars(folder: &Path, versions: &KafkaVersions) -> Result<PathBuf> {
    java(versions)?;
    let jars = folder.join("jars");
    if differences(&jars)?.is_empty() {
        return Ok(jars);
    }
    download(folder, &jars, versions)?;
    let differences = differences(&jars)?;
    if !differences.is_empty() {
        bail!(
            "{} jars in {} are not those of xtask/locks/kafka-jars.sha256: {}",
            differences.len(),
            jars.display(),
            differences.join(", ")
        );
    }
    Ok(jars)
}

fn download(folder: &Path, jars: &Path, versions: &KafkaVersions) -> Result<()> {
    eprintln!("kafka: fetching Apache Kafka {} with Maven into {}", versions.version, jars.display());
    if jars.exists() {
        fs::remove_dir_all(jars)?;
    }
    fs::create_dir_all(folder)?;
    let pom_path = folder.join("pom.xml");
    fs::write(&pom_path, pom(versions))?;
    maven("Apache Kafka", |command| {
        command
            .arg("--file")
            .arg(&pom_path)
            .arg(format!(
                "org.apache.maven.plugins:maven-dependency-plugin:{}:copy-dependencies",
                versions.maven_dependency_plugin_version
            ))
            .arg("-DincludeScope=runtime")
            .arg(format!("-DoutputDirectory={}", jars.display()));
    })
}

/// Runs Maven with the arguments that `configure` adds, again where its repository is busy.
pub(crate) fn maven(what: &str, configure: impl Fn(&mut Command)) -> Result<()> {
    require("mvn", &["-version"], "Maven", "maven")?;
    for attempt in 1..=DOWNLOAD_ATTEMPTS_MAX {
        let mut command = Command::new("mvn");
        // Strict checksums: a jar that differs from what its repository promises fails the download.
        command.args(["--batch-mode", "--quiet", "--strict-checksums"]).stdin(Stdio::null());
        // The address alone belongs on this program's standard output.
        command.stdout(io::stderr());
        configure(&mut command);
        match process::run(&mut command) {
            Ok(()) => return Ok(()),
            Err(error) if attempt == DOWNLOAD_ATTEMPTS_MAX || error.is::<process::Interrupted>() => {
                return Err(error.context(format!("Maven could not fetch {what}")));
            }
            Err(error) => {
                eprintln!(
                    "{what}: attempt {attempt} of {DOWNLOAD_ATTEMPTS_MAX} failed ({error}), trying again"
                );
            }
        }
        thread::sleep(DOWNLOAD_PAUSE);
        process::check_interrupt()?;
    }
    unreachable!("the last attempt returns")
}

fn pom(versions: &KafkaVersions) -> String {
    let KafkaVersions { version, scala_version, slf4j_version, .. } = versions;
    let dependencies: String = [
        ("org.apache.kafka", format!("kafka_{scala_version}"), version),
        ("org.apache.kafka", "kafka-tools".to_owned(), version),
        ("org.slf4j", "slf4j-simple".to_owned(), slf4j_version),
    ]
    .iter()
    .map(|(group, artifact, version)| {
        format!(
            "    <dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>\
             <version>{version}</version></dependency>\n"
        )
    })
    .collect();
    format!(
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">\n  <modelVersion>4.0.0</modelVersion>\n  \
         <groupId>tda-stream</groupId>\n  <artifactId>kafka-for-tests</artifactId>\n  <version>1</version>\n  \
         <packaging>pom</packaging>\n  <dependencies>\n{dependencies}  </dependencies>\n</project>\n"
    )
}

/// What is wrong with the jars in `folder`: missing, changed or unexpected ones, by name.
fn differences(folder: &Path) -> Result<Vec<String>> {
    let mut expected = locked();
    let mut differences = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(vec!["all are missing".to_owned()]);
        }
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", folder.display())),
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        match expected.remove(name.as_str()) {
            None => differences.push(format!("{name} is unexpected")),
            Some(sha256) if sha256 != sha256_of(&entry.path())? => {
                differences.push(format!("{name} differs"));
            }
            Some(_) => {}
        }
    }
    differences.extend(expected.keys().map(|name| format!("{name} is missing")));
    Ok(differences)
}

/// The lock as a map from file name to SHA-256.
fn locked() -> BTreeMap<&'static str, &'static str> {
    LOCK.lines().filter_map(|line| line.split_once("  ")).map(|(sha256, name)| (name, sha256)).collect()
}

pub(crate) fn sha256_of(path: &Path) -> Result<String> {
    let content = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(format!("{:x}", Sha256::digest(content)))
}

/// Fails with what to install unless a recent enough Java is there.
fn java(versions: &KafkaVersions) -> Result<()> {
    let banner = require("java", &["-version"], "Java", "default-jdk-headless")?;
    match java_major(&banner) {
        Some(major) if major >= versions.java_version_min => Ok(()),
        found => bail!(
            "Apache Kafka {} needs Java {} or newer, found {}",
            versions.version,
            versions.java_version_min,
            found.map_or_else(|| banner.trim().to_owned(), |major| major.to_string())
        ),
    }
}

/// The major version in the banner of `java -version`; 8 for the old `1.8.0`.
fn java_major(banner: &str) -> Option<u32> {
    let version = banner.split('"').nth(1)?;
    let mut numbers = version.split(['.', '-', '+', '_']).map_while(|number| number.parse().ok());
    match numbers.next()? {
        1 => numbers.next(),
        major => Some(major),
    }
}

/// Runs a program that must be there, and returns what it prints.
pub(crate) fn require(program: &str, arguments: &[&str], name: &str, debian_package: &str) -> Result<String> {
    match Command::new(program).args(arguments).stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => {
            Ok(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
        }
        Ok(output) => {
            bail!("`{program}` is there and does not run: {}", String::from_utf8_lossy(&output.stderr).trim())
        }
        Err(_) => bail!(
            "{name} is missing (no `{program}` on the PATH): the real servers need it; \
             on Debian and Ubuntu install it with `apt-get install {debian_package}`"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::versions::Versions;

    #[test]
    fn the_lock_holds_the_pinned_versions() {
        let versions = Versions::load().unwrap().kafka;
        let locked = locked();
        assert!(
            locked
                .contains_key(format!("kafka_{}-{}.jar", versions.scala_version, versions.version).as_str())
        );
        assert!(locked.contains_key(format!("kafka-tools-{}.jar", versions.version).as_str()));
        assert!(locked.contains_key(format!("slf4j-simple-{}.jar", versions.slf4j_version).as_str()));
        assert!(locked.values().all(|sha256| sha256.len() == 64));
    }

    #[test]
    fn a_changed_jar_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let name = *locked().keys().next().unwrap();
        fs::write(folder.path().join(name), b"changed").unwrap();
        fs::write(folder.path().join("stranger.jar"), b"new").unwrap();
        let differences = differences(folder.path()).unwrap();
        assert!(differences.contains(&format!("{name} differs")), "{differences:?}");
        assert!(differences.contains(&"stranger.jar is unexpected".to_owned()), "{differences:?}");
        assert_eq!(differences.len(), locked().len() + 1);
    }

    #[test]
    fn banners_of_old_and_new_java_are_read() {
        assert_eq!(java_major("openjdk version \"17.0.15\" 2025-04-15"), Some(17));
        assert_eq!(java_major("java version \"1.8.0_392\""), Some(8));
        assert_eq!(java_major("openjdk version \"25-ea\" 2025-09-16"), Some(25));
        assert_eq!(java_major("no banner"), None);
    }

    #[test]
    fn a_missing_program_says_what_to_install() {
        let error = require("no-such-program-here", &[], "Maven", "maven").unwrap_err().to_string();
        assert!(error.contains("Maven is missing") && error.contains("apt-get install maven"), "{error}");
    }
}
