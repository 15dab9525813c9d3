//! A scanner for JSON objects: reads texts of the top level and steps over everything else.
//!
//! It takes the usual road only. Where a message leaves it (an escape in a text, a duplicate, broken syntax)
//! the scanner gives up with `None`, and the caller takes the slow road, which also knows what is wrong.

use memchr::memchr2;
use memchr::memmem::Finder;

use crate::encoding::utf8_prefix;

/// What a byte outside of texts means to stepping over a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    Quote,
    Open,
    Close,
}

const CLASS: [Class; 256] = {
    let mut class = [Class::Plain; 256];
    class[b'"' as usize] = Class::Quote;
    class[b'{' as usize] = Class::Open;
    class[b'[' as usize] = Class::Open;
    class[b'}' as usize] = Class::Close;
    class[b']' as usize] = Class::Close;
    class
};

/// Bytes at the beginning that are looked at at once for being UTF-8: an envelope, and not much of a long value.
const WINDOW_BYTES: usize = 512;

/// A place in a JSON text.
pub(crate) struct Scanner<'a> {
    value: &'a [u8],
    /// The beginning of the value that is known to be UTF-8.
    checked: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(value: &'a [u8]) -> Self {
        Self { value, checked: utf8_prefix(&value[..value.len().min(WINDOW_BYTES)]), at: 0 }
    }

    /// The next byte that is no white space.
    fn next(&mut self) -> Option<u8> {
        loop {
            match *self.value.get(self.at)? {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then(|| self.at += 1)
    }

    /// A text without escapes, borrowed.
    #[inline]
    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let bytes = self.bytes()?;
        let end = self.at - 1;
        self.checked.get(end - bytes.len()..end).or_else(|| std::str::from_utf8(bytes).ok())
    }

    /// The bytes of a text without escapes.
    fn bytes(&mut self) -> Option<&'a [u8]> {
        self.take(b'"')?;
        let rest = &self.value[self.at..];
        let len = memchr2(b'"', b'\\', rest)?;
        if rest[len] != b'"' {
            return None;
        }
        self.at += len + 1;
        Some(&rest[..len])
    }

    /// A text, or `Some(None)` for a null.
    #[allow(clippy::option_option)]
    pub(crate) fn optional_text(&mut self) -> Option<Option<&'a str>> {
        if self.next()? == b'n' {
            let rest = self.value[self.at..].strip_prefix(b"null")?;
            self.at = self.value.len() - rest.len();
            return Some(None);
        }
        self.text().map(Some)
    }

    /// Whether an object comes next.
    pub(crate) fn is_at_object(&mut self) -> bool {
        self.next() == Some(b'{')
    }

    /// Calls `entry` at the value of each name of an object, which it must read or skip.
    ///
    /// Names are bytes: those that are only compared need not be checked.
    pub(crate) fn object(&mut self, mut entry: impl FnMut(&'a [u8], &mut Self) -> Option<()>) -> Option<()> {
        self.take(b'{')?;
        if self.next()? == b'}' {
            self.at += 1;
            return Some(());
        }
        loop {
            let name = self.bytes()?;
            self.take(b':')?;
            entry(name, self)?;
            match self.next()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// Steps over a value of any kind, checking no more than that it ends.
    pub(crate) fn skip(&mut self) -> Option<()> {
        match self.next()? {
            b'"' => self.skip_text(),
            b'{' | b'[' => self.skip_nested(),
            _ => {
                let rest = &self.value[self.at..];
                let len = rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']'))?;
                self.at += len;
                (len > 0).then_some(())
            }
        }
    }

    fn skip_text(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            let rest = &self.value[self.at..];
            let len = memchr2(b'"', b'\\', rest)?;
            if rest[len] == b'"' {
                self.at += len + 1;
                return Some(());
            }
            // The byte behind a backslash never ends a text.
            self.at = (self.at + len + 2).min(self.value.len());
        }
    }

    fn skip_nested(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            let rest = &self.value[self.at..];
            let len = rest.iter().position(|&byte| CLASS[usize::from(byte)] != Class::Plain)?;
            self.at += len;
            match CLASS[usize::from(rest[len])] {
                Class::Quote => self.skip_text()?,
                Class::Open => {
                    depth += 1;
                    self.at += 1;
                }
                Class::Close | Class::Plain => {
                    depth -= 1;
                    self.at += 1;
                    if depth == 0 {
                        return Some(());
                    }
                }
            }
        }
    }

    /// Whether a name of an object could still follow: `finders` find it in what is left, be it as a name or
    /// within a text, or there are escapes that could spell it.
    pub(crate) fn may_hold<'f>(&self, mut finders: impl Iterator<Item = &'f Finder<'static>>) -> bool {
        let rest = &self.value[self.at..];
        memchr::memchr(b'\\', rest).is_some() || finders.any(|finder| finder.find(rest).is_some())
    }

    /// Whether the text ends as an object does.
    pub(crate) fn ends_as_object(&self) -> bool {
        self.value.iter().rev().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'}')
    }

    /// Whether nothing but white space is left.
    pub(crate) fn is_done(&mut self) -> bool {
        self.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::Scanner;

    fn names(value: &str) -> Option<Vec<&str>> {
        let mut names = Vec::new();
        let mut scanner = Scanner::new(value.as_bytes());
        scanner.object(|name, scanner| {
            names.push(std::str::from_utf8(name).unwrap());
            scanner.skip()
        })?;
        scanner.is_done().then_some(names)
    }

    #[test]
    fn values_of_every_kind_are_stepped_over() {
        let value = r#" {"a":1,"b" : "}\"]" , "c":[{"x":"\\"},[]],"d":{"e":{}},"f":null,"g":-1.5e3 } "#;
        assert_eq!(names(value), Some(vec!["a", "b", "c", "d", "f", "g"]));
        assert_eq!(names("{}"), Some(vec![]));
    }

    #[test]
    fn what_does_not_end_is_given_up() {
        for value in [
            "",
            "{",
            "{\"a\":",
            "{\"a\":[",
            "{\"a\":\"\\",
            "{\"a\":1",
            "{\"a\":1}}",
            "{\"a\" 1}",
            "{\"a\":,}",
        ] {
            assert_eq!(names(value), None, "{value}");
        }
    }

    #[test]
    fn texts_behind_the_window_and_around_its_end_are_read() {
        for len in 505..515 {
            let value = format!("[{}\"ä\"\"b\"", " ".repeat(len));
            let mut scanner = Scanner::new(value.as_bytes());
            scanner.take(b'[').expect("a list");
            assert_eq!((scanner.text(), scanner.text()), (Some("ä"), Some("b")));
        }
    }

    #[test]
    fn texts_with_escapes_are_left_to_the_slow_road() {
        assert_eq!(Scanner::new(br#""plain""#).text(), Some("plain"));
        assert_eq!(Scanner::new(br#""\u0041""#).text(), None);
        assert_eq!(Scanner::new(b"\"\xff\"").text(), None);
        assert_eq!(Scanner::new(b"null").optional_text(), Some(None));
    }
}
