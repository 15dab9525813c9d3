//! The key of one person, and AES-256-GCM with it.

use std::fmt;

use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead as _, Generate as _, KeyInit as _, Payload},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::EncryptionError;

/// Bytes of a key.
pub(super) const KEY_BYTES: usize = 32;
/// Bytes of a nonce, which stands before what it was used for.
const NONCE_BYTES: usize = 12;
/// Bytes of a key's name.
const ID_BYTES: usize = 16;

/// The key of one person. It is wiped when it goes.
pub(crate) struct DataKey {
    id: String,
    key: Zeroizing<[u8; KEY_BYTES]>,
}

impl DataKey {
    /// A new key with a new name; neither says anything about the person.
    pub(super) fn generate() -> Self {
        Self { id: URL_SAFE_NO_PAD.encode(<[u8; ID_BYTES]>::generate()), key: random_key() }
    }

    pub(super) fn new(id: &str, key: Zeroizing<[u8; KEY_BYTES]>) -> Self {
        Self { id: id.to_owned(), key }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.key
    }

    /// Seals `value` for the place that `bound_to` names: nonce, ciphertext, tag.
    pub(crate) fn seal(&self, value: &[u8], bound_to: &[u8]) -> Result<Vec<u8>, EncryptionError> {
        seal(&self.key, value, bound_to).ok_or_else(|| EncryptionError::Seal { what: "a value".into() })
    }

    /// What was sealed with this key for that place; nothing where it was not.
    pub(crate) fn open(&self, sealed: &[u8], bound_to: &[u8]) -> Option<Vec<u8>> {
        open(&self.key, sealed, bound_to)
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataKey").field("id", &self.id).field("key", &"***").finish()
    }
}

pub(super) fn random_key() -> Zeroizing<[u8; KEY_BYTES]> {
    Zeroizing::new(<[u8; KEY_BYTES]>::generate())
}

/// Nonces are random: one key seals what concerns one person, far fewer than the 2^32 messages that are safe.
pub(super) fn seal(key: &[u8; KEY_BYTES], value: &[u8], bound_to: &[u8]) -> Option<Vec<u8>> {
    let nonce = <[u8; NONCE_BYTES]>::generate();
    let payload = Payload { msg: value, aad: bound_to };
    let sealed = Aes256Gcm::new(&(*key).into()).encrypt(&Nonce::from(nonce), payload).ok()?;
    Some([nonce.as_slice(), &sealed].concat())
}

pub(super) fn open(key: &[u8; KEY_BYTES], sealed: &[u8], bound_to: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>()?;
    let payload = Payload { msg: sealed, aad: bound_to };
    Aes256Gcm::new(&(*key).into()).decrypt(&Nonce::from(*nonce), payload).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_with_its_key_at_its_place_and_unchanged() {
        let (key, other) = (DataKey::generate(), DataKey::generate());
        assert_eq!(key.id().len(), 22);
        let sealed = key.seal(b"alice", b"here").expect("sealed");
        assert_eq!(key.open(&sealed, b"here").as_deref(), Some(&b"alice"[..]));
        assert_ne!(
            key.seal(b"alice", b"here").expect("sealed"),
            sealed,
            "the same value twice looks different"
        );
        assert_eq!(other.open(&sealed, b"here"), None);
        assert_eq!(key.open(&sealed, b"there"), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open(&changed, b"here"), None, "byte {at}");
        }
        assert_eq!(key.open(&sealed[..11], b"here"), None);
    }

    #[test]
    fn the_cipher_is_that_of_the_standard() {
        // NIST, AES-256-GCM, test case 15 without associated data: key, nonce, one block of zeros.
        let mut sealed = vec![0; NONCE_BYTES];
        sealed.extend([
            0xce, 0xa7, 0x40, 0x3d, 0x4d, 0x60, 0x6b, 0x6e, 0x07, 0x4e, 0xc5, 0xd3, 0xba, 0xf3, 0x9d, 0x18,
            0xd0, 0xd1, 0xc8, 0xa7, 0x99, 0x99, 0x6b, 0xf0, 0x26, 0x5b, 0x98, 0xb5, 0xd4, 0x8a, 0xb9, 0x19,
        ]);
        assert_eq!(open(&[0; KEY_BYTES], &sealed, b""), Some(vec![0; 16]));
    }

    #[test]
    fn a_key_never_prints() {
        let key = DataKey::new("name", Zeroizing::new([7; KEY_BYTES]));
        assert_eq!(format!("{key:?}"), "DataKey { id: \"name\", key: \"***\" }");
    }
}
