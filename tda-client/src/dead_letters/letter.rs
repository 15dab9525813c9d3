//! A dead letter: the original record, and why it lies here.

use crate::transport::{OutgoingRecord, RawRecord};

/// What all headers about the failure begin with; the others are those of the original.
const PREFIX: &str = "dlq_";

/// What all headers about an earlier replay begin with.
const REPLAY_PREFIX: &str = "replay_";

/// Where a record lies, or lay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) topic: String,
    pub(crate) partition: i32,
    pub(crate) offset: i64,
}

/// A record of a dead-letter topic.
#[derive(Clone, Debug)]
pub(crate) struct DeadLetter {
    pub(crate) record: RawRecord,
}

impl DeadLetter {
    /// Where it was read when it could not be handled; `None` for what no client of ours wrote.
    pub(crate) fn origin(&self) -> Option<Origin> {
        Some(Origin {
            topic: self.record.header("dlq_topic")?.to_owned(),
            partition: self.record.header("dlq_partition")?.parse().ok()?,
            offset: self.record.header("dlq_offset")?.parse().ok()?,
        })
    }

    pub(crate) fn error_kind(&self) -> &str {
        self.record.header("dlq_error_kind").unwrap_or("unknown")
    }

    pub(crate) fn error_message(&self) -> &str {
        self.record.header("dlq_error_message").unwrap_or_default()
    }

    pub(crate) fn group(&self) -> &str {
        self.record.header("dlq_group").unwrap_or_default()
    }

    /// How often it has been replayed before it came back.
    pub(crate) fn replays(&self) -> u32 {
        self.record.header("replay_count").and_then(|count| count.parse().ok()).unwrap_or(0)
    }

    /// Whether it was too large to be kept here: only the original holds its key, value and headers.
    pub(crate) fn lacks_value(&self) -> bool {
        self.record.header("dlq_value_omitted_bytes").is_some()
    }

    /// The original record for its partition, marked: `replay_topic`, `replay_partition` and `replay_offset` say which letter it was,
    /// `replay_count` how often it has come this way.
    pub(crate) fn original(&self, topic: String, partition: i32) -> OutgoingRecord {
        let RawRecord { key, value, headers, .. } = &self.record;
        let is_of_the_original = |name: &str| !name.starts_with(PREFIX) && !name.starts_with(REPLAY_PREFIX);
        let mut headers: Vec<_> =
            headers.iter().filter(|(name, _)| is_of_the_original(name)).cloned().collect();
        for (name, value) in [
            ("replay_topic", (*self.record.topic).to_owned()),
            ("replay_partition", self.record.partition.to_string()),
            ("replay_offset", self.record.offset.to_string()),
            ("replay_count", (self.replays() + 1).to_string()),
        ] {
            headers.push((name.to_owned(), value.into_bytes()));
        }
        OutgoingRecord { topic, partition: Some(partition), key: key.clone(), value: value.clone(), headers }
    }
}

/// Which letters are meant; the default means all.
#[derive(Clone, Debug, Default)]
pub(crate) struct LetterFilter {
    pub(crate) error_kinds: Vec<String>,
    pub(crate) groups: Vec<String>,
    pub(crate) keys: Vec<String>,
    /// Milliseconds since the Unix epoch: set aside then or later.
    pub(crate) since_ms: Option<i64>,
    /// Set aside before.
    pub(crate) until_ms: Option<i64>,
}

impl LetterFilter {
    pub(crate) fn takes(&self, letter: &DeadLetter) -> bool {
        let is_among = |wanted: &[String], is: &str| {
            wanted.is_empty() || wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(is))
        };
        let key = letter.record.key.as_deref().unwrap_or_default();
        let time_ms = letter.record.timestamp_ms;
        is_among(&self.error_kinds, letter.error_kind())
            && is_among(&self.groups, letter.group())
            && (self.keys.is_empty() || self.keys.iter().any(|wanted| wanted.as_bytes() == key))
            && self.since_ms.is_none_or(|since| time_ms.is_some_and(|time| time >= since))
            && self.until_ms.is_none_or(|until| time_ms.is_some_and(|time| time < until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(headers: &[(&str, &str)]) -> DeadLetter {
        let headers =
            headers.iter().map(|(name, value)| ((*name).into(), value.as_bytes().to_vec())).collect();
        DeadLetter {
            record: RawRecord {
                topic: "jobs.dlq".into(),
                partition: 1,
                offset: 7,
                timestamp_ms: Some(1000),
                key: Some(b"k".to_vec()),
                value: Some(b"v".to_vec()),
                headers,
            },
        }
    }

    #[test]
    fn the_original_comes_back_marked_and_without_the_failure() {
        let letter = letter(&[
            ("event_type", "job.submitted"),
            ("replay_count", "2"),
            ("replay_topic", "older"),
            ("dlq_topic", "jobs"),
            ("dlq_partition", "3"),
            ("dlq_offset", "9"),
            ("dlq_error_kind", "Decode"),
        ]);
        assert_eq!(letter.origin(), Some(Origin { topic: "jobs".into(), partition: 3, offset: 9 }));
        let original = letter.original("jobs".into(), 3);
        let text = |(name, value): &(String, Vec<u8>)| format!("{name}={}", String::from_utf8_lossy(value));
        assert_eq!(
            original.headers.iter().map(text).collect::<Vec<_>>(),
            [
                "event_type=job.submitted",
                "replay_topic=jobs.dlq",
                "replay_partition=1",
                "replay_offset=7",
                "replay_count=3"
            ]
        );
        assert_eq!((original.partition, original.key.as_deref()), (Some(3), Some(&b"k"[..])));
    }

    #[test]
    fn filters_narrow_each_other() {
        let letter = letter(&[("dlq_error_kind", "Decode"), ("dlq_group", "g")]);
        let all = LetterFilter::default();
        assert!(all.takes(&letter));
        for (filter, takes) in [
            (LetterFilter { error_kinds: vec!["decode".into()], ..all.clone() }, true),
            (LetterFilter { error_kinds: vec!["Schema".into()], ..all.clone() }, false),
            (LetterFilter { groups: vec!["g".into()], keys: vec!["x".into()], ..all.clone() }, false),
            (LetterFilter { since_ms: Some(1000), until_ms: Some(1001), ..all.clone() }, true),
            (LetterFilter { until_ms: Some(1000), ..all.clone() }, false),
        ] {
            assert_eq!(filter.takes(&letter), takes, "{filter:?}");
        }
    }
}
