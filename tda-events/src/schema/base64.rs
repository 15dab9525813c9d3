//! Bytes as text in JSON: base64 (RFC 4648, section 4).

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Writes padding, and reads text without it too.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(crate) fn encode(bytes: &[u8]) -> String {
    ENGINE.encode(bytes)
}

/// In the alphabet of URLs, without padding (section 5).
const URL_ENGINE: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

pub(crate) fn encode_url(bytes: &[u8]) -> String {
    URL_ENGINE.encode(bytes)
}

pub(crate) fn decode_url(text: &str) -> Option<Vec<u8>> {
    URL_ENGINE.decode(text).ok()
}

/// The bytes of a text, or `None` where it is no base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    ENGINE.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn bytes_read_back_with_and_without_padding() {
        assert_eq!(encode(b"tda!"), "dGRhIQ==");
        assert_eq!(decode("dGRhIQ==").as_deref(), Some(b"tda!".as_slice()));
        assert_eq!(decode("dGRhIQ").as_deref(), Some(b"tda!".as_slice()));
        assert_eq!(decode("dGRhIR=="), None);
        assert_eq!(decode("not base64"), None);
    }
}
