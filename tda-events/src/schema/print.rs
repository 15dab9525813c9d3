//! JSON for people: what fits on a line stands on one.

use serde_json::Value;

/// Widest line.
const COLUMNS: usize = 110;
const INDENT: usize = 2;

/// `value` as text that ends with a line's end.
pub(super) fn pretty(value: &Value) -> String {
    let mut text = String::new();
    put(&mut text, value, 0, 0);
    text.push('\n');
    text
}

/// Appends `value`, whose line has `taken` letters already and is indented by `indent`.
fn put(text: &mut String, value: &Value, indent: usize, taken: usize) {
    // A comma may follow.
    let room = COLUMNS.saturating_sub(taken + 1);
    match (one_line(value, room), value) {
        (Some(line), _) => text.push_str(&line),
        (None, Value::Object(entries)) => {
            let entries = entries.iter().map(|(name, value)| (format!("{}: ", quoted(name)), value));
            put_block(text, "{}", indent, entries);
        }
        (None, Value::Array(items)) => {
            put_block(text, "[]", indent, items.iter().map(|value| (String::new(), value)));
        }
        (None, plain) => text.push_str(&plain.to_string()),
    }
}

fn put_block<'a>(
    text: &mut String,
    brackets: &str,
    indent: usize,
    entries: impl ExactSizeIterator<Item = (String, &'a Value)>,
) {
    let (open, close) = brackets.split_at(1);
    let (inner, last) = (indent + INDENT, entries.len());
    text.push_str(open);
    for (index, (label, value)) in entries.enumerate() {
        text.push('\n');
        text.push_str(&" ".repeat(inner));
        text.push_str(&label);
        put(text, value, inner, inner + label.len());
        if index + 1 < last {
            text.push(',');
        }
    }
    text.push('\n');
    text.push_str(&" ".repeat(indent));
    text.push_str(close);
}

/// `value` on one line of at most `room` letters.
fn one_line(value: &Value, room: usize) -> Option<String> {
    let line = match value {
        Value::Object(entries) => {
            let mut parts = Vec::with_capacity(entries.len());
            for (name, value) in entries {
                parts.push(format!("{}: {}", quoted(name), one_line(value, room)?));
            }
            format!("{{{}}}", parts.join(", "))
        }
        Value::Array(items) => {
            let parts: Option<Vec<_>> = items.iter().map(|item| one_line(item, room)).collect();
            format!("[{}]", parts?.join(", "))
        }
        plain => plain.to_string(),
    };
    (line.len() <= room).then_some(line)
}

fn quoted(name: &str) -> String {
    Value::from(name).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{COLUMNS, pretty};

    #[test]
    fn what_fits_on_a_line_stands_on_one() {
        let value = json!({"name": "x".repeat(90), "items": [1, {"a": []}], "deep": {"b": "y".repeat(95)}});
        let text = pretty(&value);
        assert_eq!(serde_json::from_str::<Value>(&text).expect("json"), value);
        assert!(text.contains("\n  \"items\": [1, {\"a\": []}],\n"), "{text}");
        assert!(text.lines().all(|line| line.len() <= COLUMNS), "{text}");
    }
}
