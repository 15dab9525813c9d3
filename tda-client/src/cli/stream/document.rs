//! A file that is one JSON document: an event over many lines, or a list of events.

use serde_json::value::RawValue;

/// The events of a document, each with the line on which it begins.
#[derive(Debug)]
pub(in crate::cli) struct Document<'a> {
    bytes: &'a [u8],
    events: Vec<&'a [u8]>,
}

impl<'a> Document<'a> {
    /// Splits a list into its items. Everything else is one event, for better or worse.
    pub(in crate::cli) fn new(bytes: &'a [u8]) -> Self {
        let items = serde_json::from_slice::<Vec<&RawValue>>(bytes).ok();
        let events = items.map_or_else(
            || vec![bytes.trim_ascii()],
            |items| items.into_iter().map(|item| item.get().as_bytes()).collect(),
        );
        Self { bytes, events }
    }

    pub(in crate::cli) fn events(&self) -> impl Iterator<Item = (u64, &'a [u8])> {
        let (mut line, mut seen) = (1, 0);
        self.events.iter().map(move |event| {
            let at = event.as_ptr().addr() - self.bytes.as_ptr().addr();
            line += memchr::memchr_iter(b'\n', &self.bytes[seen..at]).count() as u64;
            seen = at;
            (line, *event)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_split_and_its_lines_are_known() {
        let events = |text: &'static str| {
            let document = Document::new(text.as_bytes());
            document
                .events()
                .map(|(line, event)| (line, std::str::from_utf8(event).unwrap()))
                .collect::<Vec<_>>()
        };
        assert_eq!(events("[\n {\"a\": 1},\n\n {}]"), [(2, "{\"a\": 1}"), (4, "{}")]);
        assert_eq!(events("\n{\n}\n"), [(2, "{\n}")]);
        assert_eq!(events("[1, "), [(1, "[1,")]);
        assert_eq!(events("[]"), []);
    }
}
