//! Fernet tokens, which other systems wrote before: read, never written.

use std::fmt;

use fernet::{Fernet, MultiFernet};

use crate::{config::Secret, error::Error};

/// How every token begins: its version and the upper bytes of a time before the year 2242.
const MARK: &str = "gAAAAA";

/// Reads what any of several keys wrote.
pub(super) struct FernetKeys(MultiFernet);

impl FernetKeys {
    /// Keys in base64 for URLs, after commas.
    pub(super) fn from_text(text: &Secret) -> Result<Self, Error> {
        let words = text.reveal().split(',').map(str::trim).filter(|word| !word.is_empty());
        let keys: Option<Vec<_>> = words.map(Fernet::new).collect();
        match keys {
            Some(keys) if !keys.is_empty() => Ok(Self(MultiFernet::new(keys))),
            _ => Err(Error::config(
                "encryption.fernet_keys",
                "expected keys of Fernet: 32 bytes in base64 for URLs",
            )),
        }
    }

    /// What a token holds, where one of the keys wrote it.
    pub(super) fn open(&self, text: &str) -> Option<Vec<u8>> {
        if !text.starts_with(MARK) {
            return None;
        }
        self.0.decrypt(text).ok()
    }
}

impl fmt::Debug for FernetKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FernetKeys(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_of_the_specification_is_read() {
        // generate.json and verify.json of the specification of Fernet.
        let keys = FernetKeys::from_text(&Secret::new("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="))
            .expect("a key");
        let token = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";
        assert_eq!(keys.open(token).as_deref(), Some(&b"hello"[..]));
        assert_eq!(keys.open("hello"), None);
        assert_eq!(keys.open(&token.replace("DA==", "DB==")), None);
        assert!(
            FernetKeys::from_text(&Secret::new("hunter2"))
                .is_err_and(|error| !error.to_string().contains("hunter2"))
        );
    }
}
