//! Where the keys of persons lie.
//!
//! ```text
//!   FOLDER/index            a secret for the names below, wrapped
//!   FOLDER/users/PSEUDONYM  the name of a person's key, and of those that were destroyed
//!   FOLDER/keys/NAME        a key, wrapped; or the time of its destruction
//!   FOLDER/erasures.log     what was erased when, each line bound to the one before
//! ```
//!
//! Nobody is named: a pseudonym is a keyed hash. The folder must lie where no backup of topics or objects goes, or a backup could
//! be read after all.

use std::{
    fmt,
    fs::{self, File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::Sha256;
use tda_events::Timestamp;
use zeroize::{Zeroize as _, Zeroizing};

use super::{
    DataKey, EncryptionError, KeyEncryption, LocalKeks, WrappedKey,
    data_key::{KEY_BYTES, random_key},
    folder,
};
use crate::{
    config::{ClientConfig, Encryption},
    error::Error,
};

/// How long another process may hold the store.
const LOCK_WAIT_MAX: Duration = Duration::from_secs(10);
/// The version of the files.
const VERSION: u32 = 1;
/// The name under which the secret for pseudonyms is wrapped.
const INDEX: &str = "index";

/// The keys of all persons, in a folder that every process which seals or opens can reach.
#[derive(Clone)]
pub struct KeyStore {
    folder: PathBuf,
    keks: Arc<dyn KeyEncryption>,
    index: Arc<OnceLock<Zeroizing<[u8; KEY_BYTES]>>>,
}

/// What has become of a key.
#[derive(Clone, Debug)]
pub(crate) enum KeyState {
    Erased,
    Here(Arc<DataKey>),
    /// Not of this store.
    Unknown,
}

/// What [`KeyStore::rotate`] did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RotationReport {
    /// Keys that were wrapped by another key-encryption key, and now are by the current one.
    pub rewrapped: usize,
    /// Keys that were wrapped by it already.
    pub current: usize,
    /// Keys that are destroyed.
    pub erased: usize,
}

#[derive(Serialize, Deserialize)]
struct KeyFile {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    kek: Option<String>,
    /// In base64; none where the key is destroyed.
    #[serde(skip_serializing_if = "Option::is_none")]
    wrapped: Option<String>,
    /// When it was made, or destroyed.
    at: String,
}

#[derive(Default, Serialize, Deserialize)]
struct UserFile {
    key: Option<String>,
    #[serde(default)]
    erased: Vec<String>,
}

impl KeyStore {
    /// The store in `folder`, which is made where it is missing.
    ///
    /// # Errors
    /// [`EncryptionError::Unavailable`].
    pub fn open(folder: impl Into<PathBuf>, keks: Arc<dyn KeyEncryption>) -> Result<Self, EncryptionError> {
        let folder = folder.into();
        for part in ["users", "keys"] {
            folder::make(&folder.join(part))?;
        }
        Ok(Self { folder, keks, index: Arc::default() })
    }

    /// The store that clients with this configuration use; nothing where it has no [encryption](ClientConfig::encryption).
    ///
    /// # Errors
    /// [`Error::Config`] for key-encryption keys that are none; [`Error::Encryption`].
    pub fn of(config: &ClientConfig) -> Result<Option<Self>, Error> {
        let Some(settings) = &config.encryption else { return Ok(None) };
        Ok(Some(Self::open(&settings.folder, key_encryption(settings)?)?))
    }

    /// The key of `user`, who gets one where there is none yet.
    pub(crate) fn of_user(&self, user: &str) -> Result<Arc<DataKey>, EncryptionError> {
        let path = self.user_path(user)?;
        if let Some(key) = self.current(&path)? {
            return Ok(key);
        }
        let _lock = self.lock()?;
        // Another process may have been first.
        if let Some(key) = self.current(&path)? {
            return Ok(key);
        }
        let mut file: UserFile = parsed(&path)?.unwrap_or_default();
        let key = DataKey::generate();
        self.write_key(key.id(), &KeyFile::of(&self.keks.wrap(key.id(), key.bytes())?))?;
        // One whose file is gone is no use, but what it sealed is still this user's.
        file.erased.extend(file.key.take());
        file.key = Some(key.id().to_owned());
        folder::replace(&path, &text_of(&file))?;
        Ok(Arc::new(key))
    }

    fn current(&self, path: &Path) -> Result<Option<Arc<DataKey>>, EncryptionError> {
        let file: Option<UserFile> = parsed(path)?;
        let Some(id) = file.and_then(|file| file.key) else { return Ok(None) };
        match self.key(&id)? {
            KeyState::Here(key) => Ok(Some(key)),
            KeyState::Erased | KeyState::Unknown => Ok(None),
        }
    }

    /// The key called `id`.
    pub(crate) fn key(&self, id: &str) -> Result<KeyState, EncryptionError> {
        // Names come with records, and become names of files.
        if !is_key_id(id) {
            return Ok(KeyState::Unknown);
        }
        let Some(file) = parsed::<KeyFile>(&self.key_path(id))? else { return Ok(KeyState::Unknown) };
        let (Some(kek_id), Some(wrapped)) = (file.kek, file.wrapped) else { return Ok(KeyState::Erased) };
        let bytes = STANDARD.decode(wrapped).map_err(|_| self.damaged(id, "is no base64"))?;
        let key = self.unwrapped(id, &WrappedKey { kek_id, bytes })?;
        Ok(KeyState::Here(Arc::new(DataKey::new(id, key))))
    }

    /// The names of all keys that `user` has and had.
    ///
    /// # Errors
    /// [`EncryptionError::Unavailable`], [`EncryptionError::Damaged`].
    pub fn key_ids(&self, user: &str) -> Result<Vec<String>, EncryptionError> {
        let file: UserFile = parsed(&self.user_path(user)?)?.unwrap_or_default();
        Ok(file.key.into_iter().chain(file.erased).collect())
    }

    /// Whether `user` has a key that is not destroyed.
    ///
    /// # Errors
    /// As [`key_ids`](Self::key_ids).
    pub fn has_key(&self, user: &str) -> Result<bool, EncryptionError> {
        for id in self.key_ids(user)? {
            if matches!(parsed::<KeyFile>(&self.key_path(&id))?, Some(file) if file.wrapped.is_some()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Destroys the key of `user`; nothing that it sealed can be read again, wherever a copy lies. Gives the names of all
    /// keys that the user had. Doing it again changes nothing.
    ///
    /// A process that has the key in memory forgets it within its configured time.
    ///
    /// # Errors
    /// As [`key_ids`](Self::key_ids); calling again goes on.
    pub fn destroy(&self, user: &str) -> Result<Vec<String>, EncryptionError> {
        let path = self.user_path(user)?;
        let _lock = self.lock()?;
        let mut file: UserFile = parsed(&path)?.unwrap_or_default();
        let Some(id) = file.key.take().or_else(|| file.erased.last().cloned()) else { return Ok(Vec::new()) };
        if !file.erased.contains(&id) {
            file.erased.push(id);
            // First, so that nobody seals anything more with it.
            folder::replace(&path, &text_of(&file))?;
        }
        for id in &file.erased {
            let path = self.key_path(id);
            if parsed::<KeyFile>(&path)?.is_none_or(|key| key.wrapped.is_some()) {
                folder::wipe(&path)?;
                self.write_key(id, &KeyFile::erased())?;
            }
        }
        Ok(file.erased)
    }

    /// Wraps every key anew that another key-encryption key than the current one wrapped; what they sealed is not touched. The
    /// old key-encryption key may go when this has returned. Going on after a failure is calling it again.
    ///
    /// # Errors
    /// [`EncryptionError::MissingKek`] where the old key-encryption key is not here; else as [`key_ids`](Self::key_ids).
    pub fn rotate(&self) -> Result<RotationReport, EncryptionError> {
        let current = self.keks.kek_id();
        self.index_key()?;
        let mut report = RotationReport::default();
        let keys = self.folder.join("keys");
        let listed = fs::read_dir(&keys).map_err(|error| folder::unavailable(&keys, "read", &error))?;
        let mut names: Vec<_> =
            listed.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.retain(|name| is_key_id(name));
        for path in std::iter::once(self.folder.join(INDEX)).chain(names.iter().map(|name| keys.join(name))) {
            // One at a time: others may work meanwhile, and a key that is destroyed meanwhile stays so.
            let _lock = self.lock()?;
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            let Some(file) = parsed::<KeyFile>(&path)? else { continue };
            match (file.kek, file.wrapped) {
                (Some(kek), Some(_)) if kek == current => report.current += usize::from(name != INDEX),
                (Some(kek_id), Some(wrapped)) => {
                    let bytes = STANDARD.decode(wrapped).map_err(|_| self.damaged(&name, "is no base64"))?;
                    let key = self.unwrapped(&name, &WrappedKey { kek_id, bytes })?;
                    let wrapped =
                        KeyFile { at: file.at, ..KeyFile::of(&self.keks.wrap(&name, key.as_slice())?) };
                    folder::replace(&path, &text_of(&wrapped))?;
                    report.rewrapped += usize::from(name != INDEX);
                }
                _ => report.erased += 1,
            }
        }
        Ok(report)
    }

    pub(crate) fn log_path(&self) -> PathBuf {
        self.folder.join("erasures.log")
    }

    /// Keeps other processes from changing the store meanwhile.
    pub(super) fn lock(&self) -> Result<File, EncryptionError> {
        let path = self.folder.join("lock");
        let failed = |reason: &dyn fmt::Display| EncryptionError::Unavailable {
            place: path.display().to_string(),
            action: "used",
            reason: reason.to_string(),
        };
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| failed(&error))?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if started.elapsed() < LOCK_WAIT_MAX => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(error) => return Err(failed(&error)),
            }
        }
    }

    fn unwrapped(
        &self,
        name: &str,
        wrapped: &WrappedKey,
    ) -> Result<Zeroizing<[u8; KEY_BYTES]>, EncryptionError> {
        let mut bytes = self.keks.unwrap(name, wrapped)?;
        let key = <[u8; KEY_BYTES]>::try_from(bytes.as_slice()).map(Zeroizing::new);
        bytes.zeroize();
        key.map_err(|_| self.damaged(name, "holds no key of 32 bytes"))
    }

    fn write_key(&self, id: &str, file: &KeyFile) -> Result<(), EncryptionError> {
        folder::replace(&self.key_path(id), &text_of(file))
    }

    fn key_path(&self, id: &str) -> PathBuf {
        self.folder.join("keys").join(id)
    }

    fn user_path(&self, user: &str) -> Result<PathBuf, EncryptionError> {
        Ok(self.folder.join("users").join(self.pseudonym(user)?))
    }

    /// The name of `user` in this store: nobody learns from it who that is.
    pub(super) fn pseudonym(&self, user: &str) -> Result<String, EncryptionError> {
        let key = self.index_key()?;
        let seal = |_| EncryptionError::Seal { what: "a pseudonym".into() };
        let mut mac = <Hmac<Sha256> as hmac::Mac>::new_from_slice(key.as_slice()).map_err(seal)?;
        mac.update(user.as_bytes());
        Ok(format!("{:x}", mac.finalize().into_bytes()))
    }

    fn index_key(&self) -> Result<&Zeroizing<[u8; KEY_BYTES]>, EncryptionError> {
        if let Some(key) = self.index.get() {
            return Ok(key);
        }
        let path = self.folder.join(INDEX);
        if parsed::<KeyFile>(&path)?.is_none() {
            let key = random_key();
            folder::create(&path, &text_of(&KeyFile::of(&self.keks.wrap(INDEX, key.as_slice())?)))?;
        }
        let file: Option<KeyFile> = parsed(&path)?;
        let (kek_id, wrapped) = file
            .and_then(|file| file.kek.zip(file.wrapped))
            .ok_or_else(|| self.damaged(INDEX, "holds no key"))?;
        let bytes = STANDARD.decode(wrapped).map_err(|_| self.damaged(INDEX, "is no base64"))?;
        let key = self.unwrapped(INDEX, &WrappedKey { kek_id, bytes })?;
        Ok(self.index.get_or_init(|| key))
    }

    fn damaged(&self, name: &str, reason: &str) -> EncryptionError {
        let path = if name == INDEX { self.folder.join(INDEX) } else { self.key_path(name) };
        EncryptionError::Damaged { path: path.display().to_string(), reason: reason.to_owned() }
    }
}

fn key_encryption(settings: &Encryption) -> Result<Arc<dyn KeyEncryption>, Error> {
    match (&settings.provider, &settings.kek, &settings.kek_file) {
        (Some(provider), ..) => Ok(Arc::clone(provider)),
        (None, Some(kek), _) => Ok(Arc::new(LocalKeks::from_text(kek)?)),
        (None, None, Some(path)) => Ok(Arc::new(LocalKeks::from_file(path)?)),
        (None, None, None) => Err(Error::config("encryption.keys", "names nothing that wraps keys")),
    }
}

impl fmt::Debug for KeyStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyStore")
            .field("folder", &self.folder)
            .field("keks", &self.keks)
            .finish_non_exhaustive()
    }
}

impl KeyFile {
    fn of(wrapped: &WrappedKey) -> Self {
        let WrappedKey { kek_id, bytes } = wrapped;
        Self { version: VERSION, kek: Some(kek_id.clone()), wrapped: Some(STANDARD.encode(bytes)), at: now() }
    }

    fn erased() -> Self {
        Self { version: VERSION, kek: None, wrapped: None, at: now() }
    }
}

fn now() -> String {
    Timestamp::now().to_string()
}

fn is_key_id(id: &str) -> bool {
    id.len() == 22 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

fn parsed<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, EncryptionError> {
    let Some(text) = folder::read(path)?.map(Zeroizing::new) else { return Ok(None) };
    let damaged = |error: serde_json::Error| EncryptionError::Damaged {
        path: path.display().to_string(),
        reason: error.to_string(),
    };
    // A file that was wiped and not yet replaced holds no key any more.
    if text.trim().is_empty() {
        return Ok(None);
    }
    serde_json::from_str(&text).map(Some).map_err(damaged)
}

/// Texts and numbers: nothing of it can fail to be JSON.
fn text_of(file: &impl Serialize) -> String {
    serde_json::to_string(file).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Secret;

    const ONE: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    const TWO: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

    fn keks(text: &str) -> Arc<dyn KeyEncryption> {
        Arc::new(LocalKeks::from_text(&Secret::new(text)).expect("keys"))
    }

    fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                found.extend(everything(&entry.path()));
            } else {
                found.push((entry.path(), fs::read(entry.path()).expect("readable")));
            }
        }
        found
    }

    #[test]
    fn a_user_keeps_one_key_in_every_process_until_it_is_destroyed() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = KeyStore::open(folder.path(), keks(ONE)).expect("opens");
        let again = KeyStore::open(folder.path(), keks(ONE)).expect("opens");
        let key = store.of_user("alice").expect("a key");
        assert_eq!(again.of_user("alice").expect("a key").bytes(), key.bytes());
        assert_ne!(store.of_user("bob").expect("a key").bytes(), key.bytes());
        assert!(matches!(again.key(key.id()), Ok(KeyState::Here(_))));

        assert_eq!(store.destroy("alice").expect("destroyed"), [key.id()]);
        assert_eq!(again.destroy("alice").expect("again"), [key.id()]);
        assert!(
            matches!(again.key(key.id()), Ok(KeyState::Erased)) && !again.has_key("alice").expect("read")
        );
        assert!(again.has_key("bob").expect("read"));
        // Who comes back is somebody new; both keys are known, so that both can be looked for.
        let anew = again.of_user("alice").expect("a key");
        assert_ne!(anew.id(), key.id());
        assert_eq!(store.key_ids("alice").expect("read"), [anew.id(), key.id()]);
        assert_eq!(store.destroy("carol").expect("nobody"), Vec::<String>::new());
    }

    #[test]
    fn no_file_names_a_user_holds_a_plain_key_or_is_for_others() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = KeyStore::open(folder.path(), keks(ONE)).expect("opens");
        let key = store.of_user("alice").expect("a key");
        for (path, content) in everything(folder.path()) {
            let text = format!("{} {}", path.display(), String::from_utf8_lossy(&content));
            assert!(!text.contains("alice") && !text.contains(&STANDARD.encode(key.bytes())), "{text}");
            assert!(!content.windows(8).any(|window| window == &key.bytes()[..8]));
            #[cfg(unix)]
            if !path.ends_with("lock") {
                use std::os::unix::fs::PermissionsExt as _;
                let mode = fs::metadata(&path).expect("there").permissions().mode();
                assert_eq!(mode & 0o777, 0o600, "{}", path.display());
            }
        }
    }

    #[test]
    fn processes_that_start_together_agree_on_a_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let ids: Vec<_> = std::thread::scope(|scope| {
            let started: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        let store = KeyStore::open(folder.path(), keks(ONE)).expect("opens");
                        store.of_user("alice").expect("a key").id().to_owned()
                    })
                })
                .collect();
            started.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    }

    #[test]
    fn after_a_rotation_the_old_key_encryption_key_is_not_needed() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = KeyStore::open(folder.path(), keks(ONE)).expect("opens");
        let (alice, bob) = (store.of_user("alice").expect("a key"), store.of_user("bob").expect("a key"));
        store.destroy("bob").expect("destroyed");
        let both = KeyStore::open(folder.path(), keks(&format!("{TWO},{ONE}"))).expect("opens");
        assert_eq!(both.of_user("alice").expect("readable").bytes(), alice.bytes());
        let report = both.rotate().expect("rotated");
        assert_eq!((report.rewrapped, report.current, report.erased), (1, 0, 1));
        let report = both.rotate().expect("nothing to do");
        assert_eq!((report.rewrapped, report.current, report.erased), (0, 1, 1));
        let new = KeyStore::open(folder.path(), keks(TWO)).expect("opens");
        assert_eq!(new.of_user("alice").expect("readable").bytes(), alice.bytes());
        assert!(matches!(new.key(bob.id()), Ok(KeyState::Erased)));
        let old = KeyStore::open(folder.path(), keks(ONE)).expect("opens");
        assert!(matches!(old.of_user("alice"), Err(EncryptionError::MissingKek { .. })));
    }

    #[test]
    fn an_interrupted_destruction_is_finished_by_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = KeyStore::open(folder.path(), keks(ONE)).expect("opens");
        let key = store.of_user("alice").expect("a key");
        let path = store.user_path("alice").expect("a path");
        folder::replace(&path, &format!("{{\"key\":null,\"erased\":[\"{}\"]}}", key.id())).expect("written");
        assert!(store.has_key("alice").expect("read"), "the key is still there");
        store.destroy("alice").expect("destroyed");
        assert!(matches!(store.key(key.id()), Ok(KeyState::Erased)));
    }

    #[test]
    fn a_key_whose_file_is_lost_is_replaced_and_still_the_user_s() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = KeyStore::open(folder.path(), keks(ONE)).expect("opens");
        let lost = store.of_user("alice").expect("a key");
        fs::remove_file(store.key_path(lost.id())).expect("removed");
        assert!(matches!(store.key(lost.id()), Ok(KeyState::Unknown)));
        let anew = store.of_user("alice").expect("a key");
        assert_eq!(store.key_ids("alice").expect("read"), [anew.id(), lost.id()]);
        assert_eq!(store.destroy("alice").expect("destroyed"), [lost.id(), anew.id()]);
        assert!(matches!(store.key(lost.id()), Ok(KeyState::Erased)));
    }

    #[test]
    fn names_of_keys_lead_nowhere_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = KeyStore::open(folder.path(), keks(ONE)).expect("opens");
        for name in ["../index", "", "AAAAAAAAAAAAAAAAAAAAA/", "../users/aaaaaaaaaaaaa"] {
            assert!(matches!(store.key(name), Ok(KeyState::Unknown)), "{name}");
        }
    }
}
