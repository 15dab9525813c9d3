//! The direction of dependencies, which is law: read from `cargo metadata`, so that no manifest can hide an arrow.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result, bail};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};

use crate::workspace;

const FACADE: &str = "tda-stream";
const EVENTS: &str = "tda-stream-events";
const CORE: &str = "tda-stream-core";
const CLIENT: &str = "tda-stream-client";
const PYTHON: &str = "tda-stream-python";
const CPP: &str = "tda-stream-cpp";

/// The members that each member may use. `xtask` is free.
const ROOMS: [(&str, &[&str]); 6] = [
    (CORE, &[]),
    (EVENTS, &[]),
    (CLIENT, &[EVENTS, CORE]),
    (FACADE, &[EVENTS, CORE, CLIENT]),
    (PYTHON, &[EVENTS, CORE, CLIENT, FACADE]),
    (CPP, &[EVENTS, CORE, CLIENT, FACADE]),
];

/// Packages that only some members may name.
const RESERVED: [(&[&str], &[&str]); 3] = [
    (&["rdkafka", "rdkafka-sys"], &[CLIENT]),
    (&["tokio"], &[CLIENT, PYTHON, CPP]),
    (&["cxx", "cxx-build", "numpy", "pyo3", "pyo3-build-config"], &[PYTHON, CPP]),
];

/// What does I/O or runs threads for it: `tda-events` and `tda-core` may not reach these, however far away.
const INPUT_OUTPUT: [&str; 9] =
    ["async-std", "hyper", "mio", "object_store", "rdkafka", "reqwest", "smol", "socket2", "tokio"];

/// Fails with every arrow that points the wrong way.
pub(crate) fn check() -> Result<()> {
    let metadata = MetadataCommand::new()
        .current_dir(workspace::root())
        .exec()
        .context("`cargo metadata` does not answer")?;
    let mut faults = Vec::new();
    for package in metadata.workspace_packages() {
        direct_faults(package, &mut faults);
        if package.name == CLIENT {
            optional_core_faults(package, &mut faults);
        }
    }
    for room in [CORE, EVENTS] {
        let reached = reach(&metadata, room)?;
        faults.extend(INPUT_OUTPUT.iter().filter(|name| reached.contains(**name)).map(|name| {
            format!("{room} reaches {name}: it does no I/O (`cargo tree -p {room} -i {name}` shows the way)")
        }));
    }
    if !faults.is_empty() {
        bail!("arrows that point the wrong way:\n  {}", faults.join("\n  "));
    }
    Ok(())
}

/// Names of what a package depends on in library code; tests and build scripts are free.
fn normal_dependencies(package: &Package) -> impl Iterator<Item = &str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind == DependencyKind::Normal)
        .map(|dependency| dependency.name.as_str())
}

fn direct_faults(package: &Package, faults: &mut Vec<String>) {
    let name = package.name.as_str();
    let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == name) else {
        if name != "xtask" {
            faults.push(format!("{name} is a new member: say in xtask/src/arrows.rs what it may use"));
        }
        return;
    };
    for dependency in normal_dependencies(package) {
        let is_room = ROOMS.iter().any(|(room, _)| *room == dependency);
        if is_room && !allowed.contains(&dependency) {
            faults.push(format!("{name} may not use {dependency}"));
        }
        for (reserved, users) in RESERVED {
            if reserved.contains(&dependency) && !users.contains(&name) {
                faults.push(format!("{name} may not name {dependency}: only {} may", users.join(", ")));
            }
        }
    }
}

/// The client meets the engine only behind its feature `compute`.
fn optional_core_faults(client: &Package, faults: &mut Vec<String>) {
    let is_optional = client
        .dependencies
        .iter()
        .filter(|dependency| dependency.name == CORE && dependency.kind == DependencyKind::Normal)
        .all(|dependency| dependency.optional);
    if !is_optional {
        faults.push(format!("{CLIENT} needs {CORE}: it must be optional, behind the feature compute"));
    }
    for (feature, enabled) in &client.features {
        let enables_core = enabled.iter().any(|item| item == "dep:tda-core" || item.starts_with("tda-core/"));
        if enables_core && feature != "compute" {
            faults.push(format!("feature {feature} of {CLIENT} brings {CORE}: only compute may"));
        }
    }
}

/// Names of every package that `room` reaches through normal dependencies.
fn reach(metadata: &Metadata, room: &str) -> Result<BTreeSet<String>> {
    let resolve = metadata.resolve.as_ref().context("`cargo metadata` did not resolve the dependencies")?;
    let nodes: HashMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let start = metadata
        .workspace_packages()
        .into_iter()
        .find(|package| package.name == room)
        .with_context(|| format!("{room} is not a member of the workspace"))?;
    let mut reached = BTreeSet::from([&start.id]);
    let mut open = vec![&start.id];
    while let Some(id) = open.pop() {
        let dependencies = nodes.get(id).map_or(&[][..], |node| &node.deps);
        for dependency in dependencies {
            let is_normal = dependency.dep_kinds.iter().any(|info| info.kind == DependencyKind::Normal);
            if is_normal && reached.insert(&dependency.pkg) {
                open.push(&dependency.pkg);
            }
        }
    }
    Ok(reached.into_iter().map(|id| metadata[id].name.to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A package as `cargo metadata` prints it, with one normal dependency.
    fn package(name: &str, dependency: &str, optional: bool, features: &str) -> Package {
        let json = format!(
            r#"{{"name":"{name}","version":"0.1.0","id":"{name}","dependencies":[{{"name":"{dependency}",
            "source":null,"req":"*","kind":null,"rename":null,"optional":{optional},"uses_default_features":true,
            "features":[],"target":null,"registry":null}}],"targets":[],"features":{features},
            "manifest_path":"/Cargo.toml","authors":[],"categories":[],"keywords":[],"edition":"2024",
            "metadata":null,"license":null,"license_file":null,"description":null,"source":null,"readme":null,
            "repository":null,"homepage":null,"documentation":null,"links":null,"publish":null,
            "default_run":null,"rust_version":null}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    fn faults_of(name: &str, dependency: &str) -> Vec<String> {
        let mut faults = Vec::new();
        direct_faults(&package(name, dependency, false, "{}"), &mut faults);
        faults
    }

    #[test]
    fn wrong_arrows_are_found() {
        for (name, dependency) in [
            (CORE, EVENTS),
            (EVENTS, CORE),
            (EVENTS, "tokio"),
            (CLIENT, FACADE),
            (CPP, "rdkafka"),
            (CLIENT, "pyo3"),
        ] {
            assert_eq!(faults_of(name, dependency).len(), 1, "{name} -> {dependency}");
        }
        assert_eq!(faults_of("tda-stream-new-room", "serde").len(), 1);
    }

    #[test]
    fn right_arrows_pass() {
        for (name, dependency) in [
            (CLIENT, EVENTS),
            (CLIENT, "rdkafka"),
            (PYTHON, "pyo3"),
            (CPP, FACADE),
            (CORE, "thiserror"),
            ("xtask", CORE),
        ] {
            assert_eq!(faults_of(name, dependency), Vec::<String>::new(), "{name} -> {dependency}");
        }
    }

    #[test]
    fn the_engine_stays_behind_compute() {
        let mut faults = Vec::new();
        optional_core_faults(&package(CLIENT, CORE, true, r#"{"compute":["dep:tda-core"]}"#), &mut faults);
        assert_eq!(faults, Vec::<String>::new());
        optional_core_faults(&package(CLIENT, CORE, false, r#"{"kafka":["dep:tda-core"]}"#), &mut faults);
        assert_eq!(faults.len(), 2);
    }
}
