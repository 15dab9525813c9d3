//! Where in a payload a path leads, and what can stand there instead.

use serde_json::{Map, Value, json};

use crate::schema::{Presence, Record, Type};

/// A value that a path leads to.
pub(super) struct Place<'r> {
    /// From the payload down: names of fields, numbers of items.
    pub(super) names: Vec<String>,
    pub(super) ty: &'r Type,
    /// Of a field; items of lists and maps have none.
    pub(super) presence: Option<&'r Presence>,
}

/// Every value of `data` that `path`, such as `details.ip_address`, `tags[]` or `places.*`, leads to.
pub(super) fn places<'r>(record: &'r Record, data: &Value, path: &str) -> Vec<Place<'r>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let name = part.trim_end_matches("[]");
        if !name.is_empty() {
            steps.push(name);
        }
        steps.extend(std::iter::repeat_n("[]", (part.len() - name.len()) / 2));
    }
    let mut found = Vec::new();
    if let Some((first, rest)) = steps.split_first() {
        in_record(record, data, first, rest, &mut Vec::new(), &mut found);
    }
    found
}

fn in_record<'r>(
    record: &'r Record,
    data: &Value,
    name: &str,
    rest: &[&str],
    names: &mut Vec<String>,
    found: &mut Vec<Place<'r>>,
) {
    if let (Some(field), Some(value)) = (record.field(name), data.get(name)) {
        names.push(name.to_owned());
        descend(&field.ty, Some(&field.presence), value, rest, names, found);
        names.pop();
    }
}

fn descend<'r>(
    ty: &'r Type,
    presence: Option<&'r Presence>,
    value: &Value,
    steps: &[&str],
    names: &mut Vec<String>,
    found: &mut Vec<Place<'r>>,
) {
    let mut inside = |ty: &'r Type, name: String, value: &Value, rest: &[&str]| {
        names.push(name);
        descend(ty, None, value, rest, names, found);
        names.pop();
    };
    match (steps.split_first(), ty, value) {
        (None, _, Value::Null) => {}
        (None, ..) => found.push(Place { names: names.clone(), ty, presence }),
        (Some((&"[]", rest)), Type::Array { items, .. }, Value::Array(values)) => {
            for (index, value) in values.iter().enumerate() {
                inside(items, index.to_string(), value, rest);
            }
        }
        (Some((&"*", rest)), Type::Map { values, .. }, Value::Object(entries)) => {
            for (name, value) in entries {
                inside(values, name.clone(), value, rest);
            }
        }
        (Some((name, rest)), Type::Map { values, .. }, Value::Object(entries)) => {
            if let Some(value) = entries.get(*name) {
                inside(values, (*name).to_owned(), value, rest);
            }
        }
        (Some((name, rest)), Type::Record(record), _) => in_record(record, value, name, rest, names, found),
        // Below a free value the whole of it is sealed: nothing says which kinds may stand there.
        (Some(_), Type::Json { .. }, _) => found.push(Place { names: names.clone(), ty, presence }),
        _ => {}
    }
}

/// A value of this type that says nothing.
pub(super) fn neutral(ty: &Type) -> Value {
    match ty {
        Type::Boolean => Value::Bool(false),
        Type::Integer { min, max, .. } => json!(0_i64.clamp(*min, *max)),
        Type::Double { min, max, .. } => json!(0_f64.clamp(*min, *max)),
        Type::Text { bytes_min, .. } => json!("-".repeat(*bytes_min)),
        // Nothing but zero bytes, in base64: three bytes are four letters.
        Type::Bytes { bytes_min, .. } => json!("A".repeat(bytes_min.div_ceil(3) * 4)),
        Type::Timestamp => json!("1970-01-01T00:00:00Z"),
        Type::Date => json!("1970-01-01"),
        Type::Enum { symbols, .. } => json!(symbols.first()),
        Type::Array { .. } => json!([]),
        Type::Map { .. } | Type::Json { .. } => json!({}),
        Type::Record(record) => {
            let fields = record.fields.iter().filter_map(|field| {
                let value = match &field.presence {
                    Presence::Optional => return None,
                    Presence::Default(default) => default.clone(),
                    Presence::Required | Presence::Expected => neutral(&field.ty),
                };
                Some((field.name.clone(), value))
            });
            Value::Object(fields.collect::<Map<_, _>>())
        }
        Type::Union(types) => types.first().map_or(Value::Null, neutral),
    }
}
