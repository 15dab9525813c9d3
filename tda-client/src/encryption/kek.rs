//! Key-encryption keys: what wraps the keys of persons.

use std::{fmt, fs, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

use super::{
    EncryptionError,
    data_key::{self, KEY_BYTES},
};
use crate::{config::Secret, error::Error};

/// A key in the form in which it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// Which key-encryption key wrapped it.
    pub kek_id: String,
    /// What it made of the key.
    pub bytes: Vec<u8>,
}

/// Wraps and unwraps the keys of persons: a KMS, a vault, an HSM, or [`LocalKeks`].
///
/// Calls block and are made off the async threads. `name` is that of the key: bind the wrapping to it (as associated data, or the
/// encryption context of a KMS), so that no stored key passes for another.
pub trait KeyEncryption: fmt::Debug + Send + Sync {
    /// The key-encryption key that [`wrap`](Self::wrap) uses now. After a rotation it is another one.
    fn kek_id(&self) -> String;

    /// Wraps a key of 32 bytes.
    ///
    /// # Errors
    /// [`EncryptionError::Unavailable`] where asking again may help.
    fn wrap(&self, name: &str, key: &[u8]) -> Result<WrappedKey, EncryptionError>;

    /// The key of 32 bytes that was wrapped.
    ///
    /// # Errors
    /// [`EncryptionError::Unavailable`] where asking again may help; [`EncryptionError::MissingKek`].
    fn unwrap(&self, name: &str, wrapped: &WrappedKey) -> Result<Vec<u8>, EncryptionError>;
}

/// Key-encryption keys of this process: the first one wraps, the others unwrap what they wrapped before a rotation.
pub struct LocalKeks(Vec<LocalKek>);

struct LocalKek {
    id: String,
    key: Zeroizing<[u8; KEY_BYTES]>,
}

impl LocalKeks {
    /// From text: keys of 32 bytes in base64, the current one first, further ones after commas or line ends.
    ///
    /// `openssl rand -base64 32` makes one.
    ///
    /// # Errors
    /// [`Error::Config`], which never shows what was given.
    pub fn from_text(text: &Secret) -> Result<Self, Error> {
        Self::parse(text.reveal())
    }

    fn parse(text: &str) -> Result<Self, Error> {
        let refused = |fault: &str| Error::config("encryption.kek", fault.to_owned());
        let mut keks = Vec::new();
        for word in text.split([',', '\n', '\r']).map(str::trim).filter(|word| !word.is_empty()) {
            let mut bytes = STANDARD.decode(word).map_err(|_| refused("a key is no base64"))?;
            let key = <[u8; KEY_BYTES]>::try_from(bytes.as_slice());
            bytes.zeroize();
            let key =
                Zeroizing::new(key.map_err(|_| {
                    refused("a key is not 32 bytes long; `openssl rand -base64 32` makes one")
                })?);
            keks.push(LocalKek { id: id_of(&key), key });
        }
        if keks.is_empty() {
            return Err(refused("names no key"));
        }
        Ok(Self(keks))
    }

    /// From a file that only its owner may read.
    ///
    /// # Errors
    /// [`Error::Config`].
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let refused =
            |fault: String| Error::config("encryption.kek_file", format!("`{}` {fault}", path.display()));
        let metadata = fs::metadata(path).map_err(|error| refused(format!("cannot be read: {error}")))?;
        if is_readable_by_others(&metadata) {
            return Err(refused("may be read by others than its owner: chmod 600".into()));
        }
        let text = Zeroizing::new(
            fs::read_to_string(path).map_err(|error| refused(format!("cannot be read: {error}")))?,
        );
        Self::parse(&text)
    }
}

#[cfg(unix)]
fn is_readable_by_others(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_readable_by_others(_: &fs::Metadata) -> bool {
    false
}

/// A name that tells keys apart and gives nothing away.
fn id_of(key: &[u8; KEY_BYTES]) -> String {
    let digest = Sha256::new().chain_update(b"tda-kek-id").chain_update(key).finalize();
    digest.iter().take(4).fold("local-".to_owned(), |id, byte| format!("{id}{byte:02x}"))
}

impl KeyEncryption for LocalKeks {
    fn kek_id(&self) -> String {
        self.0[0].id.clone()
    }

    fn wrap(&self, name: &str, key: &[u8]) -> Result<WrappedKey, EncryptionError> {
        let kek = &self.0[0];
        let bytes = data_key::seal(&kek.key, key, name.as_bytes())
            .ok_or_else(|| EncryptionError::Seal { what: format!("the key {name}") })?;
        Ok(WrappedKey { kek_id: kek.id.clone(), bytes })
    }

    fn unwrap(&self, name: &str, wrapped: &WrappedKey) -> Result<Vec<u8>, EncryptionError> {
        let kek = self.0.iter().find(|kek| kek.id == wrapped.kek_id);
        kek.and_then(|kek| data_key::open(&kek.key, &wrapped.bytes, name.as_bytes())).ok_or_else(|| {
            EncryptionError::MissingKek { key: name.to_owned(), kek_id: wrapped.kek_id.clone() }
        })
    }
}

impl fmt::Debug for LocalKeks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|kek| &kek.id)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    const TWO: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

    #[test]
    fn the_first_wraps_and_all_unwrap_under_the_right_name() {
        let old = LocalKeks::from_text(&Secret::new(ONE)).expect("a key");
        let both = LocalKeks::from_text(&Secret::new(format!("{TWO}, {ONE}\n"))).expect("two keys");
        let wrapped = old.wrap("name", &[7; 32]).expect("wrapped");
        assert_eq!(both.unwrap("name", &wrapped).expect("known"), [7; 32]);
        assert!(both.unwrap("another", &wrapped).is_err());
        let anew = both.wrap("name", &[7; 32]).expect("wrapped");
        assert_eq!(anew.kek_id, both.kek_id());
        assert!(matches!(old.unwrap("name", &anew), Err(EncryptionError::MissingKek { .. })));
        assert!(!format!("{both:?}").contains("AQEB"));
    }

    #[test]
    fn what_is_no_key_is_refused_and_not_shown() {
        for text in ["", "hunter2", "aHVudGVyMg=="] {
            let error = LocalKeks::from_text(&Secret::new(text)).expect_err("refused").to_string();
            assert!(!error.contains("hunter2") && !error.contains("aHVud"), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kek");
        fs::write(&path, ONE).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        assert!(LocalKeks::from_file(&path).expect_err("refused").to_string().contains("chmod 600"));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("set");
        assert!(LocalKeks::from_file(&path).is_ok());
    }
}
