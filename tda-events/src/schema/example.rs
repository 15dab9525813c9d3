//! An example of a record: the same each time, with every field, within every bound.

use serde_json::{Map, Value, json};

use super::base64;
use super::model::{Record, TextForm, Type};

const SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const TIME: &str = "2026-01-01T12:00:00.000Z";

impl Record {
    /// An example of it as JSON, optional fields included.
    ///
    /// ```
    /// let record = tda_events::TdaEvent::schema("job.cancelled").expect("a known event");
    /// assert_eq!(record.example()["job_id"], "job-0001");
    /// ```
    pub fn example(&self) -> Value {
        let fields = self.fields.iter().map(|field| (field.name.clone(), field.ty.example(&field.name)));
        Value::Object(fields.collect())
    }
}

impl Type {
    /// A value for a field or an item called `name`.
    fn example(&self, name: &str) -> Value {
        match self {
            Self::Boolean => json!(true),
            Self::Integer { min, max, .. } => json!(1.clamp(*min, *max)),
            Self::Double { min, max, .. } => json!(1.0f64.clamp(*min, *max)),
            Self::Text { bytes_min, bytes_max, form } => json!(text(name, *form, *bytes_min, *bytes_max)),
            Self::Bytes { bytes_min, .. } => json!(base64::encode(&vec![0; *bytes_min])),
            Self::Timestamp => json!(TIME),
            Self::Date => json!(&TIME[..10]),
            Self::Enum { symbols, .. } => json!(symbols.first()),
            Self::Array { items_max: 0, .. } => json!([]),
            Self::Array { items, .. } => json!([items.example(name)]),
            Self::Map { entries_max: 0, .. } => json!({}),
            Self::Map { values, .. } => {
                Value::Object(Map::from_iter([("name".to_owned(), values.example(name))]))
            }
            Self::Record(record) => record.example(),
            Self::Json { .. } => json!({}),
            Self::Union(types) => types.first().map_or(Value::Null, |ty| ty.example(name)),
        }
    }
}

/// `user_id` and `userId` become `user-0001`; any other name stands for itself.
fn text(name: &str, form: TextForm, bytes_min: usize, bytes_max: usize) -> String {
    let stem = name.strip_suffix("_id").or_else(|| name.strip_suffix("Id")).filter(|stem| !stem.is_empty());
    let mut text = match (form, stem) {
        (TextForm::Sha256, _) => SHA256.to_owned(),
        (TextForm::Uri, _) => format!("s3://example/{name}"),
        (TextForm::Free, Some(stem)) => format!("{stem}-0001"),
        (TextForm::Free, None) => name.to_owned(),
    };
    // Names are ASCII, so that every place may be cut at.
    text.extend(std::iter::repeat_n('x', bytes_min.saturating_sub(text.len())));
    text.truncate(bytes_max);
    text
}

#[cfg(test)]
mod tests {
    use crate::{Payload as _, TdaEvent};

    #[test]
    fn every_example_keeps_the_rules_of_its_record() {
        for event_type in TdaEvent::event_types() {
            let record = TdaEvent::schema(event_type).unwrap();
            let mut faults = crate::fault::Faults::default();
            let strict = crate::schema::validate::Strictness::Writing;
            let at = crate::fault::Path::ROOT;
            crate::schema::validate::check_record(&record.example(), record, &at, &mut faults, strict);
            faults.into_result().unwrap_or_else(|invalid| panic!("{event_type}: {invalid}"));
        }
    }
}
