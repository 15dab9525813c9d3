//! The log of erasures: what was erased when, so that nobody can change it afterwards unseen.
//!
//! Each line is an object in JSON with the hash of the line before it and its own; none names a person.

use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tda_events::Timestamp;

use super::{EncryptionError, EraseReport, KeyStore, folder};

/// What the first line follows.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One erasure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AuditEntry {
    /// When, UTC.
    pub at: String,
    /// Who, by the key store's own name for them.
    pub subject: String,
    /// Their keys, which are destroyed.
    pub keys: Vec<String>,
    /// Objects of claim checks that were deleted.
    pub objects: usize,
    /// Stored inputs that were deleted.
    pub inputs: usize,
    /// Compacted keys that were given a record without value.
    pub tombstones: usize,
    /// Records that hold something readable until their topics forget them.
    pub readable_records: usize,
    /// Hash of the line before.
    pub previous: String,
    /// SHA-256 of this line, as it is with an empty `hash`.
    pub hash: String,
}

impl AuditEntry {
    /// An object of texts and numbers: it has JSON.
    fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn computed_hash(&self) -> String {
        let unhashed = Self { hash: String::new(), ..self.clone() };
        format!("{:x}", Sha256::digest(unhashed.line()))
    }
}

/// Whether an erasure of these keys is in the log.
pub(super) fn is_logged(store: &KeyStore, keys: &[String]) -> Result<bool, EncryptionError> {
    let entries = entries(&store.log_path())?;
    Ok(keys.iter().all(|key| entries.iter().any(|entry| entry.keys.contains(key))))
}

/// Adds an erasure, and gives its entry.
pub(super) fn log(store: &KeyStore, user: &str, report: &EraseReport) -> Result<AuditEntry, EncryptionError> {
    let subject = store.pseudonym(user)?;
    let _lock = store.lock()?;
    let path = store.log_path();
    let previous = entries(&path)?.pop().map_or_else(|| BEGINNING.to_owned(), |entry| entry.hash);
    let mut entry = AuditEntry {
        at: Timestamp::now().to_string(),
        subject,
        keys: report.keys.clone(),
        objects: report.objects,
        inputs: report.inputs,
        tombstones: report.tombstones,
        readable_records: report.readable_records,
        previous,
        hash: String::new(),
    };
    entry.hash = entry.computed_hash();
    folder::append(&path, &entry.line())?;
    Ok(entry)
}

/// The erasures in the log at `path` (`erasures.log` in the folder of the keys), after checking that each line follows from the
/// lines before it. Keep the last hash elsewhere to see whether lines were cut off the end: every erasure is published with its own.
///
/// # Errors
/// [`EncryptionError::Audit`] names the first line that does not.
pub fn verify_audit(path: impl AsRef<Path>) -> Result<Vec<AuditEntry>, EncryptionError> {
    entries(path.as_ref())
}

fn entries(path: &Path) -> Result<Vec<AuditEntry>, EncryptionError> {
    let mut entries: Vec<AuditEntry> = Vec::new();
    for (index, line) in folder::read(path)?.unwrap_or_default().lines().enumerate() {
        let wrong = || EncryptionError::Audit { path: path.display().to_string(), line: index + 1 };
        let entry: AuditEntry = serde_json::from_str(line).map_err(|_| wrong())?;
        let previous = entries.last().map_or(BEGINNING, |entry| &entry.hash);
        if entry.previous != previous || entry.hash != entry.computed_hash() {
            return Err(wrong());
        }
        entries.push(entry);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::Arc};

    use super::*;
    use crate::{config::Secret, encryption::LocalKeks};

    #[test]
    fn a_line_that_is_changed_or_taken_out_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let kek = Secret::new("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
        let keks = Arc::new(LocalKeks::from_text(&kek).expect("a key"));
        let store = KeyStore::open(folder.path(), keks).expect("opens");
        for user in ["alice", "bob", "carol"] {
            let report =
                EraseReport { keys: vec![format!("key of {user}")], objects: 2, ..EraseReport::default() };
            log(&store, user, &report).expect("logged");
        }
        let path = store.log_path();
        let whole = fs::read_to_string(&path).expect("there");
        assert!(!whole.contains("\"alice\"") && !whole.contains("\"subject\":\"alice"));
        let entries = verify_audit(&path).expect("whole");
        assert_eq!(entries.len(), 3);
        assert!(is_logged(&store, &["key of bob".into()]).expect("whole"));
        assert!(!is_logged(&store, &["key of dave".into()]).expect("whole"));

        let lines: Vec<_> = whole.lines().collect();
        let changed = whole.replacen("\"objects\":2", "\"objects\":1", 1);
        let without_second = format!("{}\n{}\n", lines[0], lines[2]);
        for (text, expected) in [(changed, 1), (without_second, 2)] {
            fs::write(&path, text).expect("written");
            let found = verify_audit(&path).expect_err("found");
            assert!(matches!(found, EncryptionError::Audit { line, .. } if line == expected), "{found:?}");
        }
    }
}
