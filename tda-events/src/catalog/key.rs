//! Key rules: how a topic's keys are made of an event.

use std::borrow::Cow;
use std::str::FromStr;

/// A rule for a key, such as `{data.job_id}/{schema_major}/{event_type}/{data.dimension?}`.
///
/// Between braces stands `event_type`, `event_id`, `schema_major` or `data.` and a field of the payload;
/// everything else is taken as it is. An event that lacks a named part has no key, unless the part ends in
/// `?`: then it is empty. In a rule of more than one part, `/` and `%` in parts are written `%2F` and `%25`,
/// so that different events never share a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRule {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Part { name: String, optional: bool },
}

/// What a key rule asks of an event.
pub(crate) trait KeySource {
    /// The text of a part, such as `event_type` or `data.job_id`.
    fn part(&self, name: &str) -> Option<Cow<'_, str>>;
}

impl KeyRule {
    /// The rule as it is written in the catalog.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The key of an event, unless it lacks a part.
    pub(crate) fn key(&self, source: &impl KeySource) -> Option<Vec<u8>> {
        if let [Piece::Part { name, .. }] = self.pieces.as_slice() {
            return source.part(name).map(|part| part.into_owned().into_bytes());
        }
        let mut key = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Plain(text) => key.push_str(text),
                Piece::Part { name, optional } => match source.part(name) {
                    Some(part) => push_escaped(&mut key, &part),
                    None if *optional => {}
                    None => return None,
                },
            }
        }
        Some(key.into_bytes())
    }

    /// Fields of the payload that every event must have for its key.
    pub(crate) fn required_fields(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Part { name, optional: false } => name.strip_prefix("data."),
            _ => None,
        })
    }
}

fn push_escaped(key: &mut String, part: &str) {
    for letter in part.chars() {
        match letter {
            '%' => key.push_str("%25"),
            '/' => key.push_str("%2F"),
            other => key.push(other),
        }
    }
}

impl FromStr for KeyRule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((plain, behind)) = rest.split_once('{') {
            if !plain.is_empty() {
                pieces.push(Piece::Plain(plain.to_owned()));
            }
            let (name, behind) = behind.split_once('}').ok_or("expected a closing brace")?;
            pieces.push(part(name)?);
            rest = behind;
        }
        if rest.contains('}') {
            return Err("expected an opening brace before the closing one".to_owned());
        }
        if !rest.is_empty() {
            pieces.push(Piece::Plain(rest.to_owned()));
        }
        if !pieces.iter().any(|piece| matches!(piece, Piece::Part { .. })) {
            return Err("expected a part in braces, such as {data.job_id}".to_owned());
        }
        Ok(Self { text: text.to_owned(), pieces })
    }
}

fn part(text: &str) -> Result<Piece, String> {
    let (name, optional) = text.strip_suffix('?').map_or((text, false), |name| (name, true));
    let known = matches!(name, "event_type" | "event_id" | "schema_major")
        || name.strip_prefix("data.").is_some_and(|field| !field.is_empty());
    if !known {
        return Err(format!("expected event_type, event_id, schema_major or data.FIELD, got {name:?}"));
    }
    Ok(Piece::Part { name: name.to_owned(), optional })
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{KeyRule, KeySource};

    struct Job(&'static str);

    impl KeySource for Job {
        fn part(&self, name: &str) -> Option<Cow<'_, str>> {
            match name {
                "data.job_id" => Some(self.0.into()),
                "schema_major" => Some("1".into()),
                _ => None,
            }
        }
    }

    fn key(rule: &str, job: &'static str) -> Option<String> {
        let rule: KeyRule = rule.parse().expect("a rule");
        rule.key(&Job(job)).map(|key| String::from_utf8(key).expect("text"))
    }

    #[test]
    fn a_key_of_several_parts_escapes_what_joins_them() {
        assert_eq!(key("{data.job_id}/{schema_major}", "a/b%c").as_deref(), Some("a%2Fb%25c/1"));
        assert_eq!(key("{data.job_id}", "a/b%c").as_deref(), Some("a/b%c"));
        assert_eq!(key("{data.job_id}/{data.dimension?}", "a").as_deref(), Some("a/"));
        assert_eq!(key("{data.job_id}/{data.dimension}", "a"), None);
    }

    #[test]
    fn rules_that_mean_nothing_are_refused() {
        for rule in ["", "job", "{job_id}", "{data.}", "{data.job_id", "data.job_id}"] {
            assert!(rule.parse::<KeyRule>().is_err(), "{rule}");
        }
    }
}
