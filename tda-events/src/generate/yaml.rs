//! JSON values as YAML text, for manifests that people read.

use serde_json::Value;

/// Texts that YAML readers, old ones included, take for something else than text.
const NOT_TEXT: [&str; 10] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan"];

/// `value` as a YAML document, in block style, keys in their order.
pub(super) fn document(value: &Value) -> String {
    let mut text = String::new();
    block(value, 0, &mut text);
    text
}

/// Writes `value` at `indent` blanks; the cursor stands at the beginning of a line.
fn block(value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (name, value) in entries {
                blanks(indent, text);
                entry(name, value, indent, text);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                blanks(indent, text);
                text.push_str("- ");
                match item {
                    // The first entry stands behind the dash, the others below it.
                    Value::Object(entries) if !entries.is_empty() => {
                        for (index, (name, value)) in entries.iter().enumerate() {
                            if index > 0 {
                                blanks(indent + 2, text);
                            }
                            entry(name, value, indent + 2, text);
                        }
                    }
                    Value::Array(inner) if !inner.is_empty() => {
                        text.push('\n');
                        block(item, indent + 2, text);
                    }
                    scalar => line(&inline(scalar), text),
                }
            }
        }
        scalar => line(&inline(scalar), text),
    }
}

fn entry(name: &str, value: &Value, indent: usize, text: &mut String) {
    text.push_str(&string(name));
    text.push(':');
    let nested = match value {
        Value::Object(entries) => !entries.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    if nested {
        text.push('\n');
        block(value, indent + 2, text);
    } else {
        text.push(' ');
        line(&inline(value), text);
    }
}

fn line(content: &str, text: &mut String) {
    text.push_str(content);
    text.push('\n');
}

fn blanks(count: usize, text: &mut String) {
    text.extend(std::iter::repeat_n(' ', count));
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(content) => string(content),
        // Empty ones: `{}` and `[]`.
        other => other.to_string(),
    }
}

/// A text, in quotes unless nothing can be mistaken.
fn string(content: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./-$ ()".contains(&byte);
    let is_plain = content.starts_with(|first: char| first.is_ascii_alphabetic() || "_/$".contains(first))
        && content.bytes().all(plain)
        && !content.ends_with(' ')
        && !NOT_TEXT.contains(&content.to_ascii_lowercase().as_str());
    if is_plain { content.to_owned() } else { quoted(content) }
}

/// In double quotes, where YAML knows JSON's escapes; what YAML calls unprintable is escaped too.
fn quoted(content: &str) -> String {
    let json = Value::from(content).to_string();
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            printable => text.push(printable),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use saphyr::{LoadableYamlNode as _, Scalar, Yaml};
    use serde_json::json;

    use super::*;

    #[test]
    fn people_find_what_they_know() {
        let value = json!({
            "kind": "KafkaTopic",
            "spec": {"partitions": 3, "config": {"cleanup.policy": "compact,delete", "retention.ms": -1}},
            "acls": [{"host": "*", "operations": ["Read", "Describe"]}, []],
            "empty": {},
        });
        let expected = "\
kind: KafkaTopic
spec:
  partitions: 3
  config:
    cleanup.policy: \"compact,delete\"
    retention.ms: -1
acls:
  - host: \"*\"
    operations:
      - Read
      - Describe
  - []
empty: {}
";
        assert_eq!(document(&value), expected);
    }

    #[test]
    fn a_reader_gets_back_every_text() {
        let texts = [
            "",
            " ",
            "yes",
            "No",
            "null",
            "~",
            "1.0",
            "0x1f",
            "12:30",
            "2026-11-21",
            "-",
            "- a",
            "a: b",
            "a #b",
            "it's",
            "\"",
            "\\",
            "line\nline",
            "tab\there",
            "{user}",
            "[1]",
            "*",
            "&a",
            "!t",
            "%p",
            "@",
            "`",
            "ü",
            "\u{7f}\u{85}\u{2028}\u{feff}",
            "\u{1f600}",
            "plain text",
            "trailing ",
            "true",
            ".inf",
            "<<",
            "=",
        ];
        let nested: Vec<Value> = texts.iter().map(|text| json!({*text: [[text]]})).collect();
        let value = json!({"texts": texts.to_vec(), "nested": nested});
        let yaml = document(&value);
        let documents = Yaml::load_from_str(&yaml).expect("YAML");
        assert_eq!(to_json(&documents[0]), value, "{yaml}");
    }

    fn to_json(yaml: &Yaml<'_>) -> Value {
        match yaml {
            Yaml::Mapping(mapping) => {
                let name = |yaml: &Yaml<'_>| yaml.as_str().expect("a text as name").to_owned();
                mapping.iter().map(|(key, value)| (name(key), to_json(value))).collect()
            }
            Yaml::Sequence(items) => items.iter().map(to_json).collect(),
            Yaml::Value(Scalar::String(text)) => Value::from(text.as_ref()),
            other => panic!("{other:?} is not what was written"),
        }
    }
}
