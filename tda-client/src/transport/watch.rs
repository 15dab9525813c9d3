//! What librdkafka tells about its clients, recorded.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

use rdkafka::{
    Message, Offset, Statistics, Timestamp, TopicPartitionList,
    bindings::rd_kafka_message_latency,
    consumer::{BaseConsumer, Consumer as _, ConsumerContext},
    error::KafkaError,
    message::{BorrowedMessage, Headers as _},
    producer::DeliveryResult,
    types::RDKafkaErrorCode,
};

use super::{errors, group::PartitionPosition, record::headers_of};
use crate::{
    config::ClientConfig,
    error::Error,
    metrics::{Consumed, Link, Metrics, Sent},
};

/// How often librdkafka tells which brokers it is connected to.
pub(super) const STATISTICS_INTERVAL: Duration = Duration::from_secs(5);
/// How often a member asks for the ends of its partitions.
const LAG_INTERVAL: Duration = Duration::from_secs(5);
/// How many records may be read between two looks at the clock.
const RECORDS_A_LOOK: u32 = 100;
/// A member that polls must not wait long for a figure that nobody needs to go on.
const LAG_TIMEOUT: Duration = Duration::from_millis(500);
/// Of the Kafka header that names the type of an event: ours, and that of CloudEvents.
const TYPE_HEADERS: [&str; 2] = ["event_type", "ce_type"];

/// Watches a producer.
pub(super) struct ProducerWatch {
    metrics: Metrics,
    link: Link,
    /// The last deliveries were of this kind; most of the next ones are, too.
    last: Mutex<Option<Arc<Sent>>>,
    /// What was delivered inside the open transaction, and counts when that is committed.
    open: Option<Mutex<Vec<Arc<Sent>>>>,
}

impl ProducerWatch {
    pub(super) fn new(config: &ClientConfig, transactional: bool) -> Self {
        let open = transactional.then(Mutex::default);
        let metrics = config.metrics.clone();
        Self { link: metrics.link("producer"), metrics, last: Mutex::default(), open }
    }

    pub(super) fn link(&self) -> &Link {
        &self.link
    }

    pub(super) fn error(&self, error: &KafkaError, reason: &str) {
        down_if_alone(&self.link, error, reason);
    }

    /// The cluster was asked for its topics.
    pub(super) fn asked(&self, failure: Option<&Error>) {
        tell(&self.link, failure);
    }

    pub(super) fn statistics(&self, statistics: &Statistics) {
        if statistics.brokers.values().any(|broker| broker.state == "UP" && broker.nodeid >= 0) {
            self.link.up();
        }
    }

    pub(super) fn begun(&self) {
        if let Some(open) = &self.open {
            lock(open).clear();
        }
    }

    pub(super) fn committed(&self) {
        if let Some(open) = &self.open {
            lock(open).drain(..).for_each(|sent| sent.published());
        }
    }

    /// A record was acknowledged, or given up for `failure`.
    pub(super) fn delivered(&self, result: &DeliveryResult<'_>, failure: Option<&Error>) {
        let message = match result {
            Ok(message) => message,
            Err((_, message)) => message,
        };
        let sent = self.sent(message.topic(), event_type(message).unwrap_or("unknown"));
        if let Some(failure) = failure {
            return sent.failed(&self.metrics, failure.kind().name());
        }
        let latency = latency(message);
        sent.delivered(latency);
        self.link.delivered(delivered_at_ms(message, latency));
        if sent.is_submission {
            self.metrics.submitted(message.payload().unwrap_or_default(), &headers_of(message));
        }
        match &self.open {
            Some(open) => lock(open).push(sent),
            None => sent.published(),
        }
    }

    fn sent(&self, topic: &str, event_type: &str) -> Arc<Sent> {
        let mut last = lock(&self.last);
        match &*last {
            Some(sent) if &*sent.topic == topic && &*sent.event_type == event_type => Arc::clone(sent),
            _ => Arc::clone(last.insert(self.metrics.sent(topic, event_type))),
        }
    }
}

fn event_type<'a>(message: &'a BorrowedMessage<'_>) -> Option<&'a str> {
    let headers = message.headers()?;
    let value = headers.iter().find(|header| TYPE_HEADERS.contains(&header.key))?.value?;
    std::str::from_utf8(value).ok()
}

/// When the record was acknowledged. No look at the clock, since the record tells: by the time at which it was queued and
/// what passed since, or by that of the broker.
fn delivered_at_ms(message: &BorrowedMessage<'_>, latency: Option<Duration>) -> u64 {
    let at_ms = match message.timestamp() {
        Timestamp::CreateTime(queued_at) => {
            let latency_ms = latency.map_or(0, |latency| latency.as_millis());
            queued_at.saturating_add(i64::try_from(latency_ms).unwrap_or(i64::MAX))
        }
        Timestamp::LogAppendTime(at) => at,
        Timestamp::NotAvailable => return now_ms(),
    };
    u64::try_from(at_ms).unwrap_or_default()
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// From the call that queued the record to its acknowledgement.
fn latency(message: &BorrowedMessage<'_>) -> Option<Duration> {
    // SAFETY: the pointer is that of a message alive for this callback; the call only reads its times.
    let microseconds = unsafe { rd_kafka_message_latency(message.ptr()) };
    u64::try_from(microseconds).ok().map(Duration::from_micros)
}

/// Watches a member of a consumer group, from the thread that polls.
pub(super) struct GroupWatch {
    metrics: Metrics,
    link: Link,
    group: String,
    records_read: AtomicU32,
    sampled: Mutex<Sampled>,
}

#[derive(Default)]
struct Sampled {
    at: Option<Instant>,
    told: BTreeSet<(String, i32)>,
}

impl GroupWatch {
    pub(super) fn new(config: &ClientConfig, group: &str, component: &'static str) -> Self {
        let metrics = config.metrics.clone();
        let link = metrics.link(component);
        let records_read = AtomicU32::new(0);
        Self { metrics, link, group: group.to_owned(), records_read, sampled: Mutex::default() }
    }

    pub(super) fn link(&self) -> &Link {
        &self.link
    }

    pub(super) fn consumed(&self, topic: &str) -> Arc<Consumed> {
        self.metrics.consumed(topic, &self.group)
    }

    pub(super) fn error(&self, error: &KafkaError, reason: &str) {
        down_if_alone(&self.link, error, reason);
    }

    pub(super) fn asked(&self, failure: Option<&Error>) {
        tell(&self.link, failure);
    }

    pub(super) fn revoked(&self, partitions: &[(String, i32)]) {
        let mut sampled = lock(&self.sampled);
        for partition in partitions {
            if sampled.told.remove(partition) {
                self.metrics.forget_lag(&partition.0, partition.1, &self.group);
            }
        }
    }

    /// A record was read. While records come fast nobody looks at the clock for each.
    pub(super) fn read<C: ConsumerContext>(
        &self,
        consumer: &BaseConsumer<C>,
        positions: impl FnOnce() -> Vec<PartitionPosition>,
    ) {
        if self.records_read.fetch_add(1, Ordering::Relaxed).is_multiple_of(RECORDS_A_LOOK) {
            self.sample_lag(consumer, positions);
        }
    }

    /// Every few seconds: how far each partition's end is from what has been finished of it.
    pub(super) fn sample_lag<C: ConsumerContext>(
        &self,
        consumer: &BaseConsumer<C>,
        positions: impl FnOnce() -> Vec<PartitionPosition>,
    ) {
        let mut sampled = lock(&self.sampled);
        if sampled.at.is_some_and(|at| at.elapsed() < LAG_INTERVAL) {
            return;
        }
        let positions = positions();
        if positions.is_empty() {
            return;
        }
        sampled.at = Some(Instant::now());
        let mut list = TopicPartitionList::with_capacity(positions.len());
        for ((topic, partition), _) in &positions {
            // Refused only for an offset that is none.
            let _ = list.add_partition_offset(topic, *partition, Offset::End);
        }
        // Ends as far as transactions are committed: all partitions of a broker in one request.
        let ends = match consumer.offsets_for_times(list, LAG_TIMEOUT) {
            Ok(ends) => ends,
            Err(error) => {
                return tracing::debug!(error = errors::describe(&error), "the lag is not known now");
            }
        };
        self.link.up();
        for (key, position) in positions {
            let end = ends.find_partition(&key.0, key.1).and_then(|element| element.offset().to_raw());
            if let Some(end) = end.filter(|end| *end >= 0) {
                self.metrics.lag(&key.0, key.1, &self.group, (end - position.max(0)).max(0));
                sampled.told.insert(key);
            }
        }
    }
}

impl Drop for GroupWatch {
    fn drop(&mut self) {
        let told: Vec<_> = lock(&self.sampled).told.iter().cloned().collect();
        self.revoked(&told);
    }
}

/// A single broker that is away is no reason to worry: the others are asked.
fn down_if_alone(link: &Link, error: &KafkaError, reason: &str) {
    if error.rdkafka_error_code() == Some(RDKafkaErrorCode::AllBrokersDown) {
        link.down(reason);
    }
}

fn tell(link: &Link, failure: Option<&Error>) {
    match failure {
        None => link.up(),
        Some(failure) => link.down(&failure.to_string()),
    }
}

/// Each lock guards plain figures, usable at every moment.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
