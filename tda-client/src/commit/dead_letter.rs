//! Records that are set aside: to the dead letters for good, or to a retry topic for a while.
//!
//! Both carry the record as it came (key, value, headers) and say in further headers where it lay and why it went.

use std::time::Duration;

use tda_events::Catalog;

use crate::{
    config::ClientConfig,
    transport::{OutgoingRecord, RawRecord},
};

/// A reason is cut here; the whole stands in the log.
const MESSAGE_CHARACTERS_MAX: usize = 1000;

/// Between a topic's name and the delay, in the name of its retry topic.
const RETRY: &str = ".retry.";

/// Why a record is set aside.
#[derive(Clone, Debug)]
pub(crate) struct Reason {
    /// A class, such as `Decode`.
    pub(crate) kind: String,
    pub(crate) message: String,
    /// Attempts so far, those before earlier delays included.
    pub(crate) attempts: u32,
    pub(crate) first_failed_at_ms: Option<i64>,
}

/// What a record of a retry topic says about itself; of any other, where it lies itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct History {
    pub(crate) topic: String,
    pub(crate) partition: i32,
    pub(crate) offset: i64,
    pub(crate) timestamp_ms: Option<i64>,
    /// Attempts before this one.
    pub(crate) attempts: u32,
    pub(crate) first_failed_at_ms: Option<i64>,
    /// When it is to be tried again.
    pub(crate) due_at_ms: Option<i64>,
    /// The group whose handler failed; the retry topics of a topic are shared by all of its groups.
    pub(crate) group: Option<String>,
}

impl History {
    pub(crate) fn of(record: &RawRecord) -> Self {
        let number = |name| record.header(name).and_then(|value: &str| value.parse::<i64>().ok());
        let here = Self {
            topic: (*record.topic).to_owned(),
            partition: record.partition,
            offset: record.offset,
            timestamp_ms: record.timestamp_ms,
            attempts: 0,
            first_failed_at_ms: None,
            due_at_ms: None,
            group: None,
        };
        // Anybody may write such headers to another topic: there they mean nothing.
        let (Some((base, _)), Some(topic)) = (record.topic.rsplit_once(RETRY), record.header("retry_topic"))
        else {
            return here;
        };
        if base != topic {
            return here;
        }
        Self {
            topic: topic.to_owned(),
            partition: number("retry_partition").and_then(|n| i32::try_from(n).ok()).unwrap_or(-1),
            offset: number("retry_offset").unwrap_or(-1),
            timestamp_ms: number("retry_timestamp").filter(|at| *at >= 0),
            attempts: number("retry_attempts").and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            first_failed_at_ms: number("retry_first_failed_at"),
            due_at_ms: number("retry_due_at"),
            group: record.header("retry_group").map(str::to_owned),
        }
    }
}

/// The retry topic of `topic` for records that wait for `delay`: `tda_uploads.retry.30s`.
pub(crate) fn retry_topic(topic: &str, delay: Duration) -> String {
    let ms = delay.as_millis();
    let (number, unit) = match ms {
        _ if ms.is_multiple_of(3_600_000) => (ms / 3_600_000, "h"),
        _ if ms.is_multiple_of(60_000) => (ms / 60_000, "m"),
        _ if ms.is_multiple_of(1000) => (ms / 1000, "s"),
        _ => (ms, "ms"),
    };
    format!("{topic}{RETRY}{number}{unit}")
}

/// The physical dead-letter topic of a physical topic (or of one of its retry topics): the one that the catalog names,
/// else `<topic>.dlq`.
pub(crate) fn dead_letter_topic(config: &ClientConfig, catalog: &Catalog, topic: &str) -> String {
    let topic = topic.rsplit_once(RETRY).map_or(topic, |(base, _)| base);
    let named = catalog.topics().iter().find(|known| config.physical_topic(known.name()) == topic);
    let named = named.and_then(|known| known.dead_letter_topic()).map(tda_events::Topic::name);
    named.map_or_else(|| format!("{topic}.dlq"), |letters| config.physical_topic(letters))
}

/// The record as it came, with why it is set aside, for `topic` of so many `partitions`.
pub(crate) fn dead_letter(
    record: &RawRecord,
    topic: String,
    partitions: i32,
    group: &str,
    reason: &Reason,
    record_bytes_max: usize,
) -> OutgoingRecord {
    let history = History::of(record);
    let told = [
        ("dlq_topic", history.topic),
        ("dlq_partition", history.partition.to_string()),
        ("dlq_offset", history.offset.to_string()),
        ("dlq_timestamp", history.timestamp_ms.unwrap_or(-1).to_string()),
        ("dlq_group", group.to_owned()),
        ("dlq_error_kind", reason.kind.clone()),
        ("dlq_error_message", shortened(&reason.message)),
        ("dlq_attempts", reason.attempts.to_string()),
    ];
    let first = reason.first_failed_at_ms.map(|at| ("dlq_first_failed_at", at.to_string()));
    let mut letter = set_aside(record, topic, partitions, told.into_iter().chain(first));
    if letter.size_bytes() > record_bytes_max {
        leave_out_the_value(&mut letter);
    }
    letter
}

/// The record as it came, to be tried again at `due_at_ms`.
pub(crate) fn retry_record(
    record: &RawRecord,
    topic: String,
    partitions: i32,
    group: &str,
    reason: &Reason,
    due_at_ms: i64,
) -> OutgoingRecord {
    let history = History::of(record);
    let told = [
        ("retry_topic", history.topic),
        ("retry_partition", history.partition.to_string()),
        ("retry_offset", history.offset.to_string()),
        ("retry_timestamp", history.timestamp_ms.unwrap_or(-1).to_string()),
        ("retry_group", group.to_owned()),
        ("retry_attempts", reason.attempts.to_string()),
        ("retry_first_failed_at", reason.first_failed_at_ms.unwrap_or(-1).to_string()),
        ("retry_due_at", due_at_ms.to_string()),
        ("retry_error_kind", reason.kind.clone()),
        ("retry_error_message", shortened(&reason.message)),
    ];
    set_aside(record, topic, partitions, told)
}

fn set_aside(
    record: &RawRecord,
    topic: String,
    partitions: i32,
    told: impl IntoIterator<Item = (&'static str, String)>,
) -> OutgoingRecord {
    // What earlier stations said is taken up in what this one says.
    let ours = |name: &str| name.starts_with("dlq_") || name.starts_with("retry_");
    let mut headers: Vec<_> = record.headers.iter().filter(|(name, _)| !ours(name)).cloned().collect();
    headers.extend(told.into_iter().map(|(name, value)| (name.to_owned(), value.into_bytes())));
    OutgoingRecord {
        topic,
        partition: Some(record.partition.rem_euclid(partitions.max(1))),
        key: record.key.clone(),
        value: record.value.clone(),
        headers,
    }
}

/// A record that only just fitted its topic has no room for the reason beside it: the headers say where it lies.
fn leave_out_the_value(letter: &mut OutgoingRecord) {
    let omitted = letter.value.take().map_or(0, |value| value.len());
    letter.key = None;
    letter.headers.retain(|(name, _)| name.starts_with("dlq_"));
    letter.headers.push(("dlq_value_omitted_bytes".into(), omitted.to_string().into_bytes()));
}

fn shortened(message: &str) -> String {
    message.chars().take(MESSAGE_CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(topic: &str, headers: &[(&str, &str)]) -> RawRecord {
        RawRecord {
            topic: topic.into(),
            partition: 4,
            offset: 77,
            timestamp_ms: Some(5),
            key: Some(b"k".to_vec()),
            value: Some(b"v".to_vec()),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec()))
                .collect(),
        }
    }

    fn reason(attempts: u32) -> Reason {
        Reason { kind: "Busy".into(), message: "later".into(), attempts, first_failed_at_ms: Some(9) }
    }

    fn back(outgoing: OutgoingRecord, offset: i64) -> RawRecord {
        RawRecord {
            topic: outgoing.topic.into(),
            partition: outgoing.partition.expect("chosen"),
            offset,
            timestamp_ms: Some(6),
            key: outgoing.key,
            value: outgoing.value,
            headers: outgoing.headers.into(),
        }
    }

    #[test]
    fn the_place_of_a_record_survives_its_delays() {
        let first = record("jobs", &[("traceparent", "t"), ("retry_attempts", "9")]);
        assert_eq!(History::of(&first).attempts, 0);
        let delay = retry_topic("jobs", Duration::from_secs(30));
        assert_eq!(delay, "jobs.retry.30s");
        let second = back(retry_record(&first, delay, 3, "g", &reason(2), 1000), 1);
        let history = History::of(&second);
        assert_eq!((history.topic.as_str(), history.partition, history.offset), ("jobs", 4, 77));
        assert_eq!(
            (history.attempts, history.due_at_ms, history.group.as_deref()),
            (2, Some(1000), Some("g"))
        );
        assert_eq!(second.partition, 1);
        let letter = dead_letter(&second, "jobs.dlq".into(), 1, "g", &reason(5), 10_000);
        let letter = back(letter, 0);
        for (name, value) in [
            ("traceparent", "t"),
            ("dlq_topic", "jobs"),
            ("dlq_offset", "77"),
            ("dlq_attempts", "5"),
            ("dlq_first_failed_at", "9"),
        ] {
            assert_eq!(letter.header(name), Some(value), "{name}");
        }
        assert!(letter.headers.iter().all(|(name, _)| !name.starts_with("retry_")));
    }

    #[test]
    fn names_of_delays_are_short() {
        for (ms, name) in [
            (1500, "t.retry.1500ms"),
            (90_000, "t.retry.90s"),
            (300_000, "t.retry.5m"),
            (7_200_000, "t.retry.2h"),
        ] {
            assert_eq!(retry_topic("t", Duration::from_millis(ms)), name);
        }
    }

    #[test]
    fn headers_of_a_retry_mean_nothing_elsewhere() {
        let forged = record("jobs", &[("retry_topic", "other"), ("retry_offset", "1")]);
        assert_eq!(History::of(&forged).offset, 77);
        let misplaced = record("jobs.retry.5s", &[("retry_topic", "other"), ("retry_offset", "1")]);
        assert_eq!(History::of(&misplaced).topic, "jobs.retry.5s");
    }
}
