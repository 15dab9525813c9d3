//! Field encryption: where the keys of persons lie, and what wraps them.

use std::{path::PathBuf, sync::Arc, time::Duration};

use super::{ClientConfig, ConfigProblem, secret::Secret};
use crate::encryption::KeyEncryption;

/// Seals what the catalog marks as about a person, with a key of that person's own, and opens it on reading.
///
/// ```
/// use tda_client::{ClientConfig, Encryption, Secret};
///
/// // `openssl rand -base64 32` makes a key-encryption key.
/// let kek = Secret::new("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
/// let config = ClientConfig::new("broker-1:9092").encryption(Encryption::new("/var/lib/tda/keys").kek(kek));
/// assert!(!format!("{config:?}").contains("AQEB"));
/// ```
#[derive(Clone, Debug)]
pub struct Encryption {
    pub(crate) folder: PathBuf,
    pub(crate) kek: Option<Secret>,
    pub(crate) kek_file: Option<PathBuf>,
    pub(crate) provider: Option<Arc<dyn KeyEncryption>>,
    pub(crate) fernet_keys: Option<Secret>,
    pub(crate) keys_max: usize,
    pub(crate) keep_for: Duration,
}

impl Encryption {
    /// Keys of persons in `folder`, which every process that seals or opens must reach, and no backup of topics or objects may
    /// hold. It needs a [`kek`](Self::kek), a [`kek_file`](Self::kek_file) or a [`provider`](Self::provider).
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            kek: None,
            kek_file: None,
            provider: None,
            fernet_keys: None,
            // Some hundred bytes each: the persons that are busy at a time.
            keys_max: 10_000,
            // An erasure counts everywhere after a minute; a key is read from the disk once in that time.
            keep_for: Duration::from_secs(60),
        }
    }

    /// The key-encryption key: 32 bytes in base64; after commas older ones, which still unwrap.
    #[must_use]
    pub fn kek(mut self, kek: Secret) -> Self {
        self.kek = Some(kek);
        self
    }

    /// A file with the key-encryption keys, one a line, that only its owner may read.
    #[must_use]
    pub fn kek_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.kek_file = Some(path.into());
        self
    }

    /// What wraps keys instead of a local key-encryption key, such as a KMS.
    #[must_use]
    pub fn provider(mut self, provider: Arc<dyn KeyEncryption>) -> Self {
        self.provider = Some(provider);
        self
    }

    /// Keys of Fernet, comma-separated: what other systems wrote with them is read.
    #[must_use]
    pub fn fernet_keys(mut self, keys: Secret) -> Self {
        self.fernet_keys = Some(keys);
        self
    }

    /// Keys held in memory at a time; 10 000 by default.
    #[must_use]
    pub fn keys_max(mut self, keys: usize) -> Self {
        self.keys_max = keys;
        self
    }

    /// How long a key is held in memory, which is how long an erasure may take to count in this process; 60 s by default.
    #[must_use]
    pub fn keep_for(mut self, duration: Duration) -> Self {
        self.keep_for = duration;
        self
    }

    pub(super) fn problems(&self) -> Vec<ConfigProblem> {
        let given = [self.kek.is_some(), self.kek_file.is_some(), self.provider.is_some()];
        let fault = match given.iter().filter(|given| **given).count() {
            1 => return Vec::new(),
            0 => {
                "names nothing that wraps keys: it needs `encryption.kek`, `encryption.kek_file` or a provider"
            }
            _ => {
                "names several that wrap keys: give one of `encryption.kek`, `encryption.kek_file` and a provider"
            }
        };
        vec![ConfigProblem { setting: "encryption.keys".into(), fault: fault.into() }]
    }
}

impl ClientConfig {
    /// Seals what the catalog marks as about a person, and opens it on reading; see [`Encryption`]. Off by default.
    #[must_use]
    pub fn encryption(mut self, encryption: Encryption) -> Self {
        self.encryption = Some(encryption);
        self.all_by_code(&["encryption."])
    }
}
