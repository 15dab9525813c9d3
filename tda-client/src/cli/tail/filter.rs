//! Which records are meant.

use clap::Args;

use crate::transport::RawRecord;

/// Of what is read, what is shown. Several kinds of filters narrow each other; several of one kind widen it.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Filter {
    /// Only events of this type; may be repeated.
    #[arg(long = "type", value_name = "TYPE")]
    event_types: Vec<String>,
    /// Only records with this key; may be repeated.
    #[arg(long = "key", value_name = "KEY")]
    keys: Vec<String>,
    /// Only records with this header, or with this value of it; may be repeated.
    #[arg(long = "header", value_name = "NAME[=VALUE]")]
    headers: Vec<String>,
}

impl Filter {
    /// Whether a record is meant, as far as its key and its headers tell.
    pub(in crate::cli) fn takes(&self, record: &RawRecord) -> bool {
        let key = record.key.as_deref().unwrap_or_default();
        let by_key = self.keys.is_empty() || self.keys.iter().any(|wanted| wanted.as_bytes() == key);
        let by_header =
            self.headers.is_empty() || self.headers.iter().any(|wanted| has_header(record, wanted));
        by_key && by_header
    }

    pub(in crate::cli) fn takes_type(&self, event_type: &str) -> bool {
        self.event_types.is_empty() || self.event_types.iter().any(|wanted| wanted == event_type)
    }
}

fn has_header(record: &RawRecord, wanted: &str) -> bool {
    let (name, value) = wanted.split_once('=').map_or((wanted, None), |(name, value)| (name, Some(value)));
    let mut named = record.headers.iter().filter(|(key, _)| key == name);
    named.any(|(_, is)| value.is_none_or(|value| value.as_bytes() == is))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_headers_narrow_each_other() {
        let record = RawRecord {
            topic: "t".into(),
            partition: 0,
            offset: 0,
            timestamp_ms: None,
            key: Some(b"k".to_vec()),
            value: None,
            headers: [("a".into(), b"1".to_vec()), ("a".into(), b"2".to_vec())].into(),
        };
        let filter = |keys: &[&str], headers: &[&str]| Filter {
            keys: keys.iter().map(|key| (*key).into()).collect(),
            headers: headers.iter().map(|header| (*header).into()).collect(),
            ..Filter::default()
        };
        for (keys, headers, takes) in [
            (&[][..], &[][..], true),
            (&["k", "x"], &[], true),
            (&["x"], &[], false),
            (&[], &["a"], true),
            (&[], &["a=2"], true),
            (&[], &["a=3", "b"], false),
            (&["x"], &["a"], false),
        ] {
            assert_eq!(filter(keys, headers).takes(&record), takes, "{keys:?} {headers:?}");
        }
    }
}
