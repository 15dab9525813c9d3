//! The text form of a sealed value.

use std::fmt;

use crate::schema::base64;

/// How such a text begins. The digit is the version of the form.
pub(super) const MARK: &str = "tda1.";
/// The name of a key: 16 bytes in the alphabet of URLs.
const KEY_CHARS: usize = 22;
/// Nonce and tag of AES-256-GCM.
const OVERHEAD_BYTES: usize = 28;

/// A sealed value as text: `tda1.KEY.BYTES`, the name of the key and the bytes in base64 for URLs, without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedText {
    key_id: String,
    bytes: Vec<u8>,
}

impl SealedText {
    /// What `key_id`, 22 characters of base64 for URLs, sealed.
    pub fn new(key_id: impl Into<String>, bytes: &[u8]) -> Self {
        Self { key_id: key_id.into(), bytes: bytes.to_vec() }
    }

    /// The parts of a sealed text; `None` for any other.
    pub fn parse(text: &str) -> Option<Self> {
        let (key_id, bytes) = split(text)?;
        Some(Self { key_id: key_id.to_owned(), bytes: base64::decode_url(bytes)? })
    }

    /// The name of the key.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// What the key made of the value.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Display for SealedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MARK}{}.{}", self.key_id, base64::encode_url(&self.bytes))
    }
}

fn split(text: &str) -> Option<(&str, &str)> {
    let (key_id, bytes) = text.strip_prefix(MARK)?.split_once('.')?;
    let is_plain =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    (key_id.len() == KEY_CHARS && !bytes.is_empty() && is_plain(key_id) && is_plain(bytes))
        .then_some((key_id, bytes))
}

/// Whether `text` is sealed, and what is in it fits into `bytes_max`: the rules of a text hold for what was sealed.
pub(crate) fn is_sealed_within(text: &str, bytes_max: usize) -> bool {
    let longest = bytes_max.saturating_add(OVERHEAD_BYTES).saturating_mul(4).div_ceil(3);
    split(text).is_some_and(|(_, bytes)| bytes.len() <= longest)
}

/// What stands for a text in a record's key: of a sealed one the name of its key, which all of its person's events share.
pub(crate) fn key_part(text: &str) -> &str {
    match split(text) {
        Some((key_id, _)) => &text[..MARK.len() + key_id.len()],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_texts_are_told_from_others() {
        let text = SealedText::new("A".repeat(22), b"\xff\xfe").to_string();
        assert_eq!(text, format!("tda1.{}.__4", "A".repeat(22)));
        assert_eq!(
            SealedText::parse(&text).map(|sealed| sealed.bytes().to_vec()),
            Some(b"\xff\xfe".to_vec())
        );
        assert_eq!(key_part(&text), format!("tda1.{}", "A".repeat(22)));
        for other in [
            "",
            "alice",
            "tda1.",
            "tda1.short.__4",
            "tda2.AAAAAAAAAAAAAAAAAAAAAA.__4",
            "tda1.AAAAAAAAAAAAAAAAAAAAAA.a/b",
        ] {
            assert_eq!((SealedText::parse(other), key_part(other)), (None, other));
        }
        assert!(is_sealed_within(&text, 0));
        let long = SealedText::new("A".repeat(22), &[0; 157]).to_string();
        assert!(is_sealed_within(&long, 129) && !is_sealed_within(&long, 127));
    }
}
