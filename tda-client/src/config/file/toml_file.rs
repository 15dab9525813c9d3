//! Settings in TOML.

use toml::de::{DeTable, DeValue};

use super::{Entry, Fault, Found, full_name, line_at};

pub(super) fn read(text: &str) -> Found {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, around: Vec::new(), found: Found::default() };
    reader.found.1.extend(errors.iter().map(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        // The message alone: with its context the error would show the line, and a password on it.
        Fault { line, fault: error.message().to_owned() }
    }));
    // What was recovered from a broken file is not meant by anybody.
    if reader.found.1.is_empty() {
        reader.table(table.get_ref());
    }
    reader.found
}

struct Reader<'t> {
    text: &'t str,
    around: Vec<String>,
    found: Found,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let line = line_at(self.text, key.span().start);
            match value.get_ref() {
                DeValue::Table(inner) => {
                    self.around.push(key.get_ref().to_string());
                    self.table(inner);
                    self.around.pop();
                }
                other => self.value(key.get_ref(), other, line),
            }
        }
    }

    fn value(&mut self, name: &str, value: &DeValue<'_>, line: usize) {
        let name = full_name(&self.around, name);
        let text = match value {
            DeValue::Array(items) => items.iter().map(|item| scalar(item.get_ref())).collect(),
            one => scalar(one).map(|text| vec![text]),
        };
        match text {
            Some(texts) => self.found.0.push(Entry { name, value: texts.join(","), line }),
            None => {
                let fault = format!("{name}: expected text, a number, true or false, or a list of them");
                self.found.1.push(Fault { line, fault });
            }
        }
    }
}

fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        _ => None,
    }
}
