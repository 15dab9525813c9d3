//! What real JSON messages hold beyond the standard.

mod number;
mod scan;
mod ser;
mod tree;

use std::borrow::Cow;
use std::fmt::Write as _;

pub(crate) use number::{has_beyond, json_text, text_of};
pub(crate) use scan::Scanner;
pub(crate) use ser::to_vec;
pub(crate) use tree::{Tree, number};

const INFINITY: &[u8] = b"Infinity";

/// Puts quotes around bare `Infinity` and `-Infinity`, which Python's `json` writes and RFC 8259 refuses.
///
/// Text inside quotes stays as it is.
pub(crate) fn quote_infinities(value: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memmem::find(value, INFINITY).is_none() {
        return Cow::Borrowed(value);
    }
    let mut quoted = Vec::with_capacity(value.len() + 64);
    let (mut index, mut in_text) = (0, false);
    while let Some(&byte) = value.get(index) {
        let rest = &value[index..];
        let bare = rest.strip_prefix(b"-").unwrap_or(rest);
        if !in_text && bare.starts_with(INFINITY) {
            let len = rest.len() - bare.len() + INFINITY.len();
            quoted.push(b'"');
            quoted.extend_from_slice(&rest[..len]);
            quoted.push(b'"');
            index += len;
            continue;
        }
        if in_text && byte == b'\\' && rest.len() > 1 {
            quoted.extend_from_slice(&rest[..2]);
            index += 2;
            continue;
        }
        in_text ^= byte == b'"';
        quoted.push(byte);
        index += 1;
    }
    Cow::Owned(quoted)
}

/// JSON text with every letter beyond printable ASCII escaped.
pub(crate) fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        if (' '..='~').contains(&letter) {
            text.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::quote_infinities;

    #[test]
    fn only_bare_infinities_are_quoted() {
        let value = br#"{"a":Infinity,"b":[-Infinity,1],"c":"Infinity \" Infinity"}"#;
        let expected = br#"{"a":"Infinity","b":["-Infinity",1],"c":"Infinity \" Infinity"}"#;
        assert_eq!(quote_infinities(value).as_ref(), expected.as_slice());
        assert_eq!(quote_infinities(br#"{"a":1}"#).as_ref(), br#"{"a":1}"#);
    }
}
