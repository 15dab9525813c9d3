//! Files of the key store: for their owner alone, written whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use super::EncryptionError;

/// Makes a folder that only its owner may enter.
pub(super) fn make(path: &Path) -> Result<(), EncryptionError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| unavailable(path, "written", &error))
}

/// The text of a file; nothing where there is none.
pub(super) fn read(path: &Path) -> Result<Option<String>, EncryptionError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unavailable(path, "read", &error)),
    }
}

/// Writes a file in place of what stood there.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), EncryptionError> {
    let beside = write_beside(path, text)?;
    fs::rename(&beside, path)
        .and_then(|()| sync_parent(path))
        .map_err(|error| unavailable(path, "written", &error))
}

/// Writes a file unless there is one; says whether it did. Of several processes one wins.
pub(super) fn create(path: &Path, text: &str) -> Result<bool, EncryptionError> {
    let beside = write_beside(path, text)?;
    let linked = fs::hard_link(&beside, path);
    // What is left behind is in nobody's way.
    let _ = fs::remove_file(&beside);
    match linked.and_then(|()| sync_parent(path)) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(unavailable(path, "written", &error)),
    }
}

/// Overwrites a file before it is replaced, so that the old bytes do not lie around. File systems that write elsewhere, and
/// snapshots of them, keep them all the same: what makes them worthless there is the key-encryption key.
pub(super) fn wipe(path: &Path) -> Result<(), EncryptionError> {
    let wiped = OpenOptions::new().write(true).open(path).and_then(|mut file| {
        let len = usize::try_from(file.metadata()?.len()).unwrap_or(0);
        file.write_all(&vec![b' '; len])?;
        file.sync_all()
    });
    match wiped {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unavailable(path, "written", &error)),
        _ => Ok(()),
    }
}

/// Appends a line, and returns when it is on the disk.
pub(super) fn append(path: &Path, line: &str) -> Result<(), EncryptionError> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let appended = options.open(path).and_then(|mut file| {
        file.write_all(format!("{line}\n").as_bytes())?;
        file.sync_all()
    });
    appended.map_err(|error| unavailable(path, "written", &error))
}

pub(super) fn unavailable(path: &Path, action: &'static str, error: &io::Error) -> EncryptionError {
    EncryptionError::Unavailable { place: path.display().to_string(), action, reason: error.to_string() }
}

fn write_beside(path: &Path, text: &str) -> Result<std::path::PathBuf, EncryptionError> {
    let beside = path.with_extension(format!("{}.new", tda_events::new_event_id()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| unavailable(&beside, "written", &error))?;
    Ok(beside)
}

/// A file's new name is on the disk when its folder is.
fn sync_parent(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(parent) if cfg!(unix) => File::open(parent)?.sync_all(),
        _ => Ok(()),
    }
}
