//! What the texts of attributes may hold.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Longest name of an attribute that every implementation takes.
const NAME_LETTERS_MAX: usize = 20;

/// Whether a header can stand as an attribute: its name and its value are legal ones.
pub(crate) fn is_attribute(name: &str, value: &str) -> bool {
    let is_name = (1..=NAME_LETTERS_MAX).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    is_name && !value.is_empty() && is_text(value)
}

/// Whether an attribute may hold `text`: no control characters, no code points that are no characters.
pub(crate) fn is_text(text: &str) -> bool {
    !text.chars().any(is_refused)
}

fn is_refused(letter: char) -> bool {
    let code = u32::from(letter);
    letter.is_control() || (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// `text` as an attribute, what it may not hold percent-encoded.
pub(crate) fn attribute(text: &str) -> Cow<'_, str> {
    if is_text(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(encoded(text, |letter| !is_refused(letter)))
}

/// `source` as a URI-reference (RFC 3986): what it may not hold is percent-encoded, and so is what would
/// mean something else there.
pub(crate) fn uri_reference(source: &str) -> String {
    let keeps_colon = has_scheme(source);
    let mut text = encoded(source, |letter| match letter {
        ':' => keeps_colon,
        '-' | '.' | '_' | '~' | '/' | '?' | '@' | '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ','
        | ';' | '=' => true,
        other => other.is_ascii_alphanumeric(),
    });
    // Two slashes at the start would make what follows a host.
    if text.starts_with("//") {
        text.replace_range(..1, "%2F");
    }
    text
}

/// Whether the text is a scheme, a colon, and something behind it that needs no host or has a plain one.
fn has_scheme(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.bytes();
    let is_scheme = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let is_host = |host: &str| {
        let (name, port) = host.split_once(':').unwrap_or((host, ""));
        let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
        !name.is_empty() && is_plain && port.bytes().all(|byte| byte.is_ascii_digit())
    };
    let rest_fits = match rest.strip_prefix("//") {
        Some(host) => is_host(host.split(['/', '?']).next().unwrap_or_default()),
        None => !rest.is_empty(),
    };
    is_scheme && rest_fits
}

/// `text` with the UTF-8 of every letter that is not kept, and of `%`, percent-encoded.
fn encoded(text: &str, is_kept: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_kept(letter) && letter != '%' {
            out.push(letter);
        } else {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// The source that a URI-reference stands for: percent-encoded bytes decoded, where they are UTF-8.
pub(crate) fn from_uri_reference(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |place: usize| bytes.get(place).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                // Two hexadecimal digits are a byte.
                #[allow(clippy::cast_possible_truncation)]
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_legal_references_and_read_back() {
        for (source, reference) in [
            ("fastapi-backend", "fastapi-backend"),
            ("https://a.example/b?c=d", "https://a.example/b?c=d"),
            ("urn:tda:engine", "urn:tda:engine"),
            ("my service", "my%20service"),
            ("100%", "100%25"),
            ("1:2", "1%3A2"),
            ("//host", "%2F/host"),
            ("http://", "http%3A//"),
            ("größe", "gr%C3%B6%C3%9Fe"),
            ("a#b", "a%23b"),
        ] {
            assert_eq!(uri_reference(source), reference);
            assert_eq!(from_uri_reference(reference), source);
        }
        assert_eq!(from_uri_reference("%FF%zz"), "%FF%zz");
    }

    #[test]
    fn attributes_hold_characters_only() {
        assert_eq!(attribute("a\u{1}%b"), "a%01%25b");
        assert_eq!(attribute("100%"), "100%");
        assert!(is_attribute("traceparent", "00-1"));
        for (name, value) in [("user_id", "u"), ("User", "u"), ("a", ""), ("a", "b\nc"), ("a", "\u{fffe}")] {
            assert!(!is_attribute(name, value), "{name} {value:?}");
        }
    }
}
