//! Key rules: how a topic's keys are made of an event.

use std::borrow::Cow;
use std::str::FromStr;

/// A rule for a key, such as `{data.job_id}/{schema_major}/{event_type}/{data.dimension?}` or
/// `session:{data.session_id}|user:{data.user_id}`.
///
/// Between braces stands `event_type`, `event_id`, `schema_major`, `source`, `correlation_id`, `headers.` and
/// the name of a header, or `data.` and a field of the payload, with dots into records (`data.after.id`);
/// everything else is taken as it is. An event that lacks a named part has no key, unless the part ends in
/// `?`: then it is empty. Alternatives stand behind `|`: of a part within its braces
/// (`{data.result_id|data.dimension?}`), of a whole key between them; the first that is there makes the key.
///
/// In a rule of several parts, `%` and the characters that stand between parts are written in hexadecimal
/// (`%2F`) in every part but the last, so that different events never share a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRule {
    text: String,
    alternatives: Vec<Alternative>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Alternative {
    pieces: Vec<Piece>,
    /// ASCII characters that stand between parts.
    separators: Vec<char>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Plain(String),
    /// The first of `names` that the event has.
    Part {
        names: Vec<String>,
        optional: bool,
    },
}

/// A key with an identifier or two.
const USUAL_BYTES: usize = 48;

/// The bytes of a key, borrowed where an event has them.
pub(crate) type Key<'a> = Cow<'a, [u8]>;

/// What a key rule asks of an event that lives as long as `'a`.
pub(crate) trait KeySource<'a> {
    /// The text of a part, such as `event_type`, `headers.tenant` or `data.job_id`.
    fn part(&self, name: &str) -> Option<Cow<'a, str>>;
}

impl KeyRule {
    /// The rule as it is written in the catalog.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The parts of each alternative, in order; of each part the names that it may stand for, such as
    /// `data.job_id`.
    pub fn parts(&self) -> impl Iterator<Item = Vec<&[String]>> {
        self.alternatives.iter().map(|alternative| {
            let parts = alternative.pieces.iter().filter_map(|piece| match piece {
                Piece::Part { names, .. } => Some(names.as_slice()),
                Piece::Plain(_) => None,
            });
            parts.collect()
        })
    }

    /// The parts that a key was made of, each by the first of its names: the reverse of making it. `None`
    /// where the key does not follow the rule, or follows several of its alternatives: nobody can tell then which
    /// one made it.
    ///
    /// ```
    /// let rule: tda_events::KeyRule = "{data.job_id}/{schema_major}".parse()?;
    /// let parts = rule.read("job%2F7/1").expect("follows the rule");
    /// assert_eq!(parts, [("data.job_id", "job/7".to_owned()), ("schema_major", "1".to_owned())]);
    /// # Ok::<(), String>(())
    /// ```
    pub fn read(&self, key: &str) -> Option<Vec<(&str, String)>> {
        let mut read = self.alternatives.iter().filter_map(|alternative| alternative.read(key));
        let only = read.next()?;
        read.next().is_none().then_some(only)
    }

    /// The key of an event, unless it lacks a part of every alternative. One that is a part of the event is borrowed.
    pub(crate) fn key<'a>(&self, source: &impl KeySource<'a>) -> Option<Key<'a>> {
        self.alternatives.iter().find_map(|alternative| alternative.key(source)).map(into_bytes)
    }

    /// Parts without which there is no key, one list an alternative; of each part its names.
    pub(crate) fn required_parts(&self) -> impl Iterator<Item = Vec<&[String]>> {
        self.alternatives.iter().map(|alternative| {
            let parts = alternative.pieces.iter().filter_map(|piece| match piece {
                Piece::Part { names, optional: false } => Some(names.as_slice()),
                _ => None,
            });
            parts.collect()
        })
    }
}

impl Piece {
    /// What stands around parts; nothing for a part.
    fn plain(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Part { .. } => "",
        }
    }
}

impl Alternative {
    fn new(pieces: Vec<Piece>) -> Self {
        let mut separators: Vec<char> = between(&pieces).flat_map(str::chars).collect();
        separators.sort_unstable();
        separators.dedup();
        Self { pieces, separators }
    }

    fn key<'a>(&self, source: &impl KeySource<'a>) -> Option<Cow<'a, str>> {
        if let [Piece::Part { names, optional: false }] = self.pieces.as_slice() {
            return names.iter().find_map(|name| source.part(name));
        }
        let last = self.pieces.iter().rposition(|piece| matches!(piece, Piece::Part { .. }));
        let mut key = String::with_capacity(USUAL_BYTES);
        for (index, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Plain(text) => key.push_str(text),
                Piece::Part { names, optional } => match names.iter().find_map(|name| source.part(name)) {
                    Some(part) if Some(index) == last => key.push_str(&part),
                    Some(part) => self.push_escaped(&mut key, &part),
                    None if *optional => {}
                    None => return None,
                },
            }
        }
        Some(Cow::Owned(key))
    }

    fn push_escaped(&self, key: &mut String, part: &str) {
        for letter in part.chars() {
            if letter == '%' || self.separators.contains(&letter) {
                let code = u32::from(letter);
                key.push_str(&format!("%{code:02X}"));
            } else {
                key.push(letter);
            }
        }
    }

    fn read(&self, key: &str) -> Option<Vec<(&str, String)>> {
        let last = self.pieces.iter().rposition(|piece| matches!(piece, Piece::Part { .. }));
        let mut parts = Vec::new();
        let mut rest = key;
        for (index, piece) in self.pieces.iter().enumerate() {
            let behind = self.pieces.get(index + 1).map_or("", Piece::plain);
            match piece {
                Piece::Plain(text) => rest = rest.strip_prefix(text.as_str())?,
                // The last part is written as it is, up to what stands behind it.
                Piece::Part { names, .. } if Some(index) == last => {
                    parts.push((names.first()?.as_str(), rest.strip_suffix(behind)?.to_owned()));
                    rest = behind;
                }
                Piece::Part { names, .. } => {
                    let (part, left) = rest.split_at_checked(rest.find(behind)?)?;
                    parts.push((names.first()?.as_str(), unescaped(part)?));
                    rest = left;
                }
            }
        }
        rest.is_empty().then_some(parts)
    }
}

fn into_bytes(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

fn unescaped(part: &str) -> Option<String> {
    let mut text = String::with_capacity(part.len());
    let mut rest = part;
    while let Some((plain, behind)) = rest.split_once('%') {
        text.push_str(plain);
        let (code, behind) = behind.split_at_checked(2)?;
        text.push(char::from(u8::from_str_radix(code, 16).ok()?));
        rest = behind;
    }
    text.push_str(rest);
    Some(text)
}

impl FromStr for KeyRule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let alternatives = outside_braces(text).map(alternative).collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), alternatives })
    }
}

/// The parts between `|` that stand outside braces.
fn outside_braces(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.split(move |letter: char| {
        inside = match letter {
            '{' => true,
            '}' => false,
            _ => inside,
        };
        letter == '|' && !inside
    })
}

fn alternative(text: &str) -> Result<Alternative, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((plain, behind)) = rest.split_once('{') {
        if plain.contains('}') {
            return Err("expected an opening brace before the closing one".to_owned());
        }
        if !plain.is_empty() {
            pieces.push(Piece::Plain(plain.to_owned()));
        } else if matches!(pieces.last(), Some(Piece::Part { .. })) {
            return Err("expected something between two parts, such as / or :".to_owned());
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
    if pieces.iter().any(|piece| matches!(piece, Piece::Plain(text) if !text.is_ascii())) {
        return Err("expected ASCII characters around parts".to_owned());
    }
    if !pieces.iter().any(|piece| matches!(piece, Piece::Part { .. })) {
        return Err("expected a part in braces, such as {data.job_id}".to_owned());
    }
    if let Some(text) = between(&pieces).find(|text| text.bytes().all(is_of_code)) {
        return Err(format!("expected between parts more than digits, A to F and %, got {text:?}"));
    }
    Ok(Alternative::new(pieces))
}

/// What stands between the first part and the last.
fn between(pieces: &[Piece]) -> impl Iterator<Item = &str> {
    let is_part = |piece: &Piece| matches!(piece, Piece::Part { .. });
    let first = pieces.iter().position(is_part).unwrap_or_default();
    let last = pieces.iter().rposition(is_part).unwrap_or_default();
    pieces.get(first..last).unwrap_or_default().iter().filter(move |piece| !is_part(piece)).map(Piece::plain)
}

/// Whether the code of a character that is written in hexadecimal may hold this byte, so that it parts nothing.
fn is_of_code(byte: u8) -> bool {
    matches!(byte, b'%' | b'0'..=b'9' | b'A'..=b'F')
}

/// Parts of the envelope that a key may name.
const ENVELOPE: [&str; 5] = ["event_type", "event_id", "schema_major", "source", "correlation_id"];

fn part(text: &str) -> Result<Piece, String> {
    let (text, optional) = text.strip_suffix('?').map_or((text, false), |text| (text, true));
    let names = text.split('|').map(name).collect::<Result<_, _>>()?;
    Ok(Piece::Part { names, optional })
}

fn name(name: &str) -> Result<String, String> {
    let named = |rest: Option<&str>| rest.is_some_and(|rest| rest.split('.').all(|name| !name.is_empty()));
    let known = ENVELOPE.contains(&name)
        || named(name.strip_prefix("data."))
        || name.strip_prefix("headers.").is_some_and(|header| !header.is_empty());
    if !known {
        let envelope = ENVELOPE.join(", ");
        return Err(format!("expected {envelope}, headers.NAME or data.FIELD, got {name:?}"));
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{KeyRule, KeySource};

    struct Job(&'static str);

    impl KeySource<'static> for Job {
        fn part(&self, name: &str) -> Option<Cow<'static, str>> {
            match name {
                "data.job_id" => Some(self.0.into()),
                "schema_major" => Some("1".into()),
                _ => None,
            }
        }
    }

    fn rule(text: &str) -> KeyRule {
        text.parse().expect("a rule")
    }

    fn key(text: &str, job: &'static str) -> Option<String> {
        rule(text).key(&Job(job)).map(|key| String::from_utf8(key.into_owned()).expect("text"))
    }

    #[test]
    fn a_key_of_several_parts_escapes_what_joins_them() {
        assert_eq!(key("{data.job_id}/{schema_major}", "a/b%c").as_deref(), Some("a%2Fb%25c/1"));
        assert_eq!(key("{data.job_id}", "a/b%c").as_deref(), Some("a/b%c"));
        assert_eq!(key("{data.job_id}/{data.dimension?}", "a").as_deref(), Some("a/"));
        assert_eq!(key("{data.job_id}/{data.dimension}", "a"), None);
        assert_eq!(key("user:{data.job_id}", "urn:x/y").as_deref(), Some("user:urn:x/y"));
        assert_eq!(key("{schema_major}:{data.job_id}", "a:b").as_deref(), Some("1:a:b"));
    }

    #[test]
    fn the_first_alternative_that_is_there_makes_the_key() {
        let text = "session:{data.session_id}|user:{data.job_id}";
        assert_eq!(key(text, "u1").as_deref(), Some("user:u1"));
        assert_eq!(key("user:{data.job_id}|{event_id}", "u1").as_deref(), Some("user:u1"));
        assert_eq!(key("{event_id}|{source}", "u1"), None);
        assert_eq!(key("{event_id|data.job_id}/{source|event_type?}", "u1").as_deref(), Some("u1/"));
    }

    #[test]
    fn reading_a_key_gives_the_parts_that_made_it() {
        for (text, job) in [
            ("{data.job_id}/{schema_major}", "a/b%c"),
            ("{data.job_id}", "a/b%c"),
            ("<{data.job_id}>", "a>b"),
            ("{schema_major}:{data.job_id}", "a:b%"),
            ("x{source}|{data.job_id}--{schema_major}", "a-b--c"),
        ] {
            let made = key(text, job).expect("a key");
            let rule = rule(text);
            let parts = rule.read(&made).unwrap_or_else(|| panic!("{text} reads {made}"));
            let read = parts.iter().find(|(name, _)| *name == "data.job_id").map(|(_, part)| part.as_str());
            assert_eq!(read, Some(job), "{text} {made}");
        }
        assert_eq!(rule("{data.job_id}/{schema_major}").read("no separator"), None);
        let made = key("{data.job_id}%-{schema_major}", "a%-2").expect("a key");
        let rule = rule("{data.job_id}%-{schema_major}");
        assert_eq!(rule.read(&made).expect("read")[0].1, "a%-2");
    }

    #[test]
    fn a_key_of_several_alternatives_is_nobody_s() {
        let rule = rule("user:{data.user_id}|{event_id}");
        assert_eq!(rule.read("e1").expect("one")[0], ("event_id", "e1".to_owned()));
        assert_eq!(rule.read("user:u1"), None);
    }

    #[test]
    fn rules_that_mean_nothing_are_refused() {
        for rule in [
            "",
            "job",
            "{job_id}",
            "{data.}",
            "{data..x}",
            "{data.job_id",
            "data.job_id}",
            "{headers.}",
            "a|{event_id}",
            "{event_id}|",
            "}{event_id}",
            "{source}{event_id}",
            "{source}%{event_id}",
            "{source}20{event_id}",
            "x{source}/{event_id}%2F{schema_major}",
            "é{event_id}",
        ] {
            assert!(rule.parse::<KeyRule>().is_err(), "{rule}");
        }
    }
}
