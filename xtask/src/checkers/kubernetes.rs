//! Strimzi manifests, by kubeconform with schemas made from Strimzi's own resource definitions.

use std::{path::PathBuf, process::Command};

use anyhow::{Context as _, Result};
use tda_events::generate::Kind;

use super::{Programs, Verdict, Work, install};
use crate::tally::Tally;

pub(super) fn check(programs: &Programs, work: &Work, tally: &mut Tally) -> Result<()> {
    let files = work.generated(Kind::Strimzi, "yaml")?;
    Verdict::of(kubeconform(programs).args(&files))?.must_accept(files.len(), tally)?;
    for (name, from, to, reason) in [
        ("topics.yaml", "  partitions: ", "  partitionCount: ", "partitionCount"),
        ("topics.yaml", "  name: ", "  name: _", "does not match pattern"),
        ("topics.yaml", "kafka.strimzi.io/v1\n", "kafka.strimzi.io/v1beta2\n", "could not find schema"),
        ("users.yaml", "patternType: literal", "patternType: exact", "patternType"),
        ("cluster.yaml", "replicas: 3", "replicas: three", "replicas"),
    ] {
        let spoilt = work.spoilt(ending_in(&files, name)?, from, to)?;
        Verdict::of(kubeconform(programs).arg(spoilt))?.must_refuse(reason, tally)?;
    }
    Ok(())
}

fn kubeconform(programs: &Programs) -> Command {
    let schemas =
        install::source("strimzi").join("{{.Group}}_{{.ResourceKind}}_{{.ResourceAPIVersion}}.json");
    let mut command = programs.kubeconform();
    command.args(["-strict", "-summary", "-schema-location"]).arg(schemas);
    command
}

/// The last one: production follows development.
fn ending_in<'a>(files: &'a [PathBuf], name: &str) -> Result<&'a PathBuf> {
    files.iter().rfind(|path| path.ends_with(name)).with_context(|| format!("no {name} was generated"))
}
