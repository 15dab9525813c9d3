//! Where things are: the root of the workspace, its target folder, and the cargo that runs us.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

/// The folder of the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    // Set by `cargo run`; the compiled-in path serves a binary that is started by hand.
    let manifest_dir =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    manifest_dir.parent().map_or_else(|| manifest_dir.clone(), Path::to_path_buf)
}

/// The folder for everything that is built or downloaded: cargo's own, so `CARGO_TARGET_DIR` moves it.
pub(crate) fn target() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from))
}

/// The packages and features of every shared cargo command. Lint and test must ask for the same ones: another set
/// of features compiles the dependencies again, librdkafka and OpenSSL (minutes) among them.
///
/// The Python module is built by maturin alone, since its dependencies change with the interpreter.
pub(crate) const SHARED_SELECTION: [&str; 7] = [
    "--workspace",
    "--exclude",
    "tda-stream-python",
    "--exclude",
    "tda-stream-cpp",
    "--features",
    "cli,testkit,ndarray,s3,opentelemetry",
];

/// A cargo command in the root of the workspace.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    forget_cargo_run(&mut command);
    command
}

/// Takes away what `cargo run` set for this program: build scripts that look at it would run again.
pub(crate) fn forget_cargo_run(command: &mut Command) {
    for (name, _) in env::vars_os() {
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
        {
            command.env_remove(name);
        }
    }
}

/// The hand-written files under `folder`, at any depth, that end in one of `extensions`; sorted.
pub(crate) fn files(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            let extension = path.extension().and_then(|extension| extension.to_str());
            if path.is_dir() {
                if !is_made_by_tools(&path) {
                    folders.push(path);
                }
            } else if extension.is_some_and(|extension| extensions.contains(&extension)) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Build folders, virtual environments and caches.
fn is_made_by_tools(folder: &Path) -> bool {
    folder
        .file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.starts_with('.') || ["target", "build", "__pycache__"].contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_at_any_depth() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("include/tda")).unwrap();
        fs::create_dir_all(folder.path().join("target")).unwrap();
        for name in ["include/tda/core.hpp", "core.cpp", "CMakeLists.txt", "target/generated.cpp"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let found = files(folder.path(), &["cpp", "hpp"]).unwrap();
        assert_eq!(found, [folder.path().join("core.cpp"), folder.path().join("include/tda/core.hpp")]);
    }
}
