//! The versions of what the chores download, read from `versions.toml`.

use anyhow::{Context, Result};
use serde::Deserialize;

/// The whole of `versions.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Versions {
    pub(crate) kafka: KafkaVersions,
    pub(crate) python: PythonVersions,
    pub(crate) registry: RegistryVersions,
    #[cfg_attr(not(test), allow(dead_code, reason = "the lock says it to pip"))]
    pub(crate) s3: S3Versions,
    pub(crate) toxiproxy: ToxiproxyVersions,
}

/// What stands between clients and brokers when networks are to fail.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ToxiproxyVersions {
    pub(crate) version: String,
}

/// What the real broker is made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KafkaVersions {
    pub(crate) version: String,
    pub(crate) scala_version: String,
    pub(crate) slf4j_version: String,
    pub(crate) maven_dependency_plugin_version: String,
    pub(crate) java_version_min: u32,
}

/// What the real schema registry is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegistryVersions {
    pub(crate) version: String,
    pub(crate) maven_dependency_plugin_version: String,
}

/// What the server of object stores is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), allow(dead_code, reason = "the lock says it to pip"))]
pub(crate) struct S3Versions {
    pub(crate) version: String,
}

/// What the virtual environment holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PythonVersions {
    /// Direct requirements, as pip writes them.
    pub(crate) requirements: Vec<String>,
}

impl Versions {
    /// Reads the file that was compiled into this program.
    pub(crate) fn load() -> Result<Self> {
        toml::from_str(include_str!("../versions.toml")).context("xtask/versions.toml does not parse")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_parses() {
        let versions = Versions::load().unwrap();
        assert!(versions.kafka.version.starts_with('4'));
    }
}
