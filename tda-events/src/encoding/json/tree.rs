//! Any JSON value as a tree, each name once.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::number::read as read_number;

/// Deepest nesting that is read at all, as `serde_json` has it.
const DEPTH_MAX: usize = 128;

/// A value of any kind. Unlike `serde_json`'s own it refuses a name that stands twice, since readers would
/// disagree; numbers that no double holds keep their text; infinities and NaN, which JSON has no number for,
/// become text. It takes no more room than its values need, since lists are counted before they are built.
pub(crate) struct Tree(pub(crate) Value);

impl Tree {
    pub(crate) fn parse(value: &[u8]) -> Result<Self, serde_json::Error> {
        Self::build(serde_json::from_slice::<&RawValue>(value)?.get())
    }

    /// Builds the tree of `text`, which is JSON.
    fn build(text: &str) -> Result<Self, serde_json::Error> {
        let counts = counts(text.as_bytes());
        let mut builder = Builder { text, at: 0, counts: counts.into_iter(), depth: 0 };
        builder.value().map(Self)
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return deserializer.deserialize_any(TreeVisitor).map(Self);
        }
        let text = Box::<RawValue>::deserialize(deserializer)?;
        Self::build(text.get()).map_err(de::Error::custom)
    }
}

/// How many items each list or object has at most, in the order in which they open.
fn counts(text: &[u8]) -> Vec<usize> {
    let (mut counts, mut open) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' => at = end_of_text(text, at),
            b'[' | b'{' => {
                open.push(counts.len());
                counts.push(1);
            }
            b',' => {
                if let Some(inner) = open.last() {
                    counts[*inner] += 1;
                }
            }
            b']' | b'}' => drop(open.pop()),
            _ => {}
        }
        at += 1;
    }
    counts
}

/// Where the text that opens at `at` closes.
fn end_of_text(text: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(len) = text.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        if text[at + len] == b'"' {
            return at + len;
        }
        at += len + 2;
    }
    text.len()
}

/// Builds what is known to be JSON.
struct Builder<'a> {
    text: &'a str,
    at: usize,
    counts: std::vec::IntoIter<usize>,
    depth: usize,
}

impl<'a> Builder<'a> {
    fn value(&mut self) -> Result<Value, serde_json::Error> {
        match self.next() {
            b'"' => self.string().map(Value::String),
            b'[' => self.nested(Self::list),
            b'{' => self.nested(Self::object),
            _ => Ok(match self.scalar() {
                "null" => Value::Null,
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                number => read_number(number),
            }),
        }
    }

    /// The next byte that is no white space.
    fn next(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        bytes.get(self.at).copied().unwrap_or_default()
    }

    fn scalar(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r');
        let len = rest.as_bytes().iter().position(is_end).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    fn string(&mut self) -> Result<String, serde_json::Error> {
        let start = self.at;
        self.at = (end_of_text(self.text.as_bytes(), start) + 1).min(self.text.len());
        let quoted = &self.text[start..self.at];
        if !quoted.contains('\\') {
            return Ok(quoted.trim_matches('"').to_owned());
        }
        serde_json::from_str(quoted).map_err(|error| self.refuse(format_args!("{}", words(&error))))
    }

    fn nested(
        &mut self,
        build: impl FnOnce(&mut Self, usize) -> Result<Value, serde_json::Error>,
    ) -> Result<Value, serde_json::Error> {
        if self.depth == DEPTH_MAX {
            return Err(self.refuse(format_args!("recursion limit exceeded")));
        }
        self.depth += 1;
        self.at += 1;
        let items = self.counts.next().unwrap_or_default();
        let value = build(self, items);
        self.depth -= 1;
        value
    }

    fn list(&mut self, items: usize) -> Result<Value, serde_json::Error> {
        let mut values = Vec::new();
        while self.goes_on(b']') {
            if values.is_empty() {
                values.reserve_exact(items);
            }
            values.push(self.value()?);
        }
        Ok(Value::Array(values))
    }

    fn object(&mut self, items: usize) -> Result<Value, serde_json::Error> {
        let mut fields = Map::new();
        while self.goes_on(b'}') {
            if fields.is_empty() {
                fields = Map::with_capacity(items);
            }
            let name = self.string()?;
            if fields.contains_key(&name) {
                return Err(self.refuse(format_args!("duplicate field `{name}`")));
            }
            // A colon stands between.
            self.next();
            self.at += 1;
            let value = self.value()?;
            fields.insert(name, value);
        }
        Ok(Value::Object(fields))
    }

    /// Steps to the next item, or over the end.
    fn goes_on(&mut self, end: u8) -> bool {
        if self.next() == b',' {
            self.at += 1;
        }
        let found = self.next();
        if found == end || self.at >= self.text.len() {
            self.at += 1;
            return false;
        }
        true
    }

    /// An error at this place, as `serde_json` words it.
    fn refuse(&self, reason: fmt::Arguments<'_>) -> serde_json::Error {
        let before = &self.text.as_bytes()[..self.at.min(self.text.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
        de::Error::custom(format_args!("{reason} at line {line} column {column}"))
    }
}

/// An error's words without its place.
fn words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(words, _)| words).to_owned()
}

/// Builds from what is no JSON text.
struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(number(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Tree(value)) = list.next_element()? {
            values.push(value);
        }
        // A list of one takes room for four while it grows, which nesting would multiply.
        values.shrink_to_fit();
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            if fields.is_empty() {
                fields = Map::with_capacity(1);
            }
            if fields.contains_key(&name) {
                return Err(de::Error::custom(format_args!("duplicate field `{name}`")));
            }
            let Tree(value) = map.next_value()?;
            fields.insert(name, value);
        }
        Ok(Value::Object(fields))
    }
}

/// A double as JSON holds it.
pub(crate) fn number(value: f64) -> Value {
    if value.is_finite() {
        return Value::from(value);
    }
    Value::from(match (value.is_nan(), value > 0.0) {
        (true, _) => "NaN",
        (false, true) => "inf",
        (false, false) => "-inf",
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Tree;

    fn parsed(text: &str) -> Result<Value, String> {
        Tree::parse(text.as_bytes()).map(|tree| tree.0).map_err(|error| error.to_string())
    }

    #[test]
    fn a_tree_is_what_serde_json_reads() {
        for text in [
            r#" { "a" : [ 1 , -2.5e3, [ ] , { } , null ] , "b\n\u00e9" : "x\"y\\" , "" : true } "#,
            "[[[]],{},[{\"a\":[1,2,3]}],\"[,]\"]",
            "\"\\\\\"",
            "\"\"",
            "3",
        ] {
            let expected: Value = serde_json::from_str(text).expect("json");
            assert_eq!(parsed(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_it_refuses_is_named_with_its_place() {
        let refused = |text: &str| parsed(text).expect_err("refused");
        assert_eq!(refused("{\"a\":1,\n\"a\":2}"), "duplicate field `a` at line 2 column 3");
        assert_eq!(refused("[1,"), "EOF while parsing a value at line 1 column 3");
        let deep = format!("{}{}", "[".repeat(129), "]".repeat(129));
        assert!(refused(&deep).starts_with("recursion limit exceeded"), "{}", refused(&deep));
        assert!(refused("[\"\\ud800\"]").contains("at line 1 column"), "{}", refused("[\"\\ud800\"]"));
    }

    #[test]
    fn numbers_keep_what_they_say() {
        assert_eq!(parsed("[1e400]"), Ok(json!([{"$number": "1e400"}])));
    }
}
