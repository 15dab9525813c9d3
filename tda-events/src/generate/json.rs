//! JSON as text for people: what fits on a line stands on one.

use serde_json::Value;

const COLUMNS_MAX: usize = 110;

/// `value` as a document.
pub(super) fn document(value: &Value) -> String {
    let mut text = String::new();
    put(value, 0, 0, &mut text);
    text.push('\n');
    text
}

/// Writes `value`, whose further lines begin at `indent` and whose first line has `before` columns already.
fn put(value: &Value, indent: usize, before: usize, text: &mut String) {
    let line = one_line(value);
    if before + line.len() <= COLUMNS_MAX {
        return text.push_str(&line);
    }
    let inner = indent + 2;
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            let parts =
                entries.iter().map(|(name, value)| (format!("{}: ", Value::from(name.as_str())), value));
            lines(('{', '}'), parts, inner, text);
        }
        Value::Array(items) if !items.is_empty() => {
            lines(('[', ']'), items.iter().map(|item| (String::new(), item)), inner, text);
        }
        _ => text.push_str(&line),
    }
}

fn lines<'a>(
    (open, close): (char, char),
    parts: impl Iterator<Item = (String, &'a Value)>,
    indent: usize,
    text: &mut String,
) {
    text.push(open);
    for (index, (label, value)) in parts.enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.extend(std::iter::repeat_n(' ', indent));
        text.push_str(&label);
        put(value, indent, indent + label.len(), text);
    }
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent - 2));
    text.push(close);
}

fn one_line(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let parts = entries
                .iter()
                .map(|(name, value)| format!("{}: {}", Value::from(name.as_str()), one_line(value)));
            format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(one_line).collect::<Vec<_>>().join(", ")),
        scalar => scalar.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn short_things_share_a_line_and_nothing_is_lost() {
        let long = "x".repeat(120);
        let value = json!({"type": "object", "required": ["a"], "properties": {"a": {"const": long}, "b": {}, "c": []}});
        let text = document(&value);
        assert!(text.starts_with("{\n  \"type\": \"object\",\n  \"required\": [\"a\"],\n"), "{text}");
        assert!(text.contains("    \"b\": {},\n"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), value);
    }
}
