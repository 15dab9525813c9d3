//! rdkafka and nothing else: the same bytes, made before the clock starts, with the same settings.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use rdkafka::{
    ClientConfig, ClientContext, Message,
    consumer::{BaseConsumer, Consumer},
    error::{KafkaError, RDKafkaErrorCode},
    message::{Header, OwnedHeaders},
    producer::{BaseProducer, BaseRecord, DeliveryResult, Producer, ProducerContext},
};
use tda_events::EncodedRecord;

use crate::{
    figures::{Figures, Watch},
    work::Work,
};

const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Acknowledged(AtomicUsize);

impl ClientContext for Acknowledged {}

impl ProducerContext for Acknowledged {
    type DeliveryOpaque = ();

    fn delivery(&self, result: &DeliveryResult<'_>, (): ()) {
        if result.is_ok() {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// As the SDK's defaults.
pub(crate) fn producer(work: &Work, linger_ms: &str) -> Result<BaseProducer<Acknowledged>> {
    let producer = ClientConfig::new()
        .set("bootstrap.servers", &work.servers)
        .set("enable.idempotence", "true")
        .set("acks", "all")
        .set("compression.type", "lz4")
        .set("partitioner", "murmur2_random")
        .set("linger.ms", linger_ms)
        .set("queue.buffering.max.messages", "100000")
        .create_with_context(Acknowledged(AtomicUsize::new(0)))?;
    Ok(producer)
}

pub(crate) fn consumer(work: &Work, group: &str) -> Result<BaseConsumer> {
    let consumer: BaseConsumer = ClientConfig::new()
        .set("bootstrap.servers", &work.servers)
        .set("group.id", group)
        .set("enable.auto.commit", "false")
        .set("enable.auto.offset.store", "false")
        .set("isolation.level", "read_committed")
        .set("auto.offset.reset", "earliest")
        .set("fetch.wait.max.ms", "100")
        .set("queued.max.messages.kbytes", "16384")
        .set("partition.assignment.strategy", "cooperative-sticky")
        .create()?;
    consumer.subscribe(&[&work.topic()])?;
    Ok(consumer)
}

pub(crate) fn produce(work: &Work, time: Duration) -> Result<Figures> {
    let records = work.records()?;
    let headers: Vec<OwnedHeaders> = records.iter().map(headers_of).collect();
    let topic = work.topic();
    let producer = producer(work, "5")?;
    producer.client().fetch_metadata(Some(&topic), PATIENCE)?;
    let watch = Watch::start();
    let mut sent = 0;
    while watch.elapsed() < time {
        let at = sent % records.len();
        let key = records[at].key.as_deref().context("events of jobs have keys")?;
        let record =
            BaseRecord::to(&topic).key(key).payload(&records[at].value[..]).headers(headers[at].clone());
        match producer.send(record) {
            Ok(()) => sent += 1,
            Err((KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull), _)) => {
                producer.poll(Duration::from_millis(1));
            }
            Err((error, _)) => return Err(error.into()),
        }
        if sent % 256 == 0 {
            producer.poll(Duration::ZERO);
        }
    }
    producer.flush(PATIENCE)?;
    let figures = watch.figures(sent);
    let acknowledged = producer.context().0.load(Ordering::Relaxed);
    ensure!(acknowledged == sent, "{acknowledged} of {sent} were acknowledged");
    Ok(figures)
}

pub(crate) fn headers_of(record: &EncodedRecord) -> OwnedHeaders {
    record
        .headers
        .iter()
        .fold(OwnedHeaders::new(), |headers, (key, value)| headers.insert(Header { key, value: Some(value) }))
}

/// Polls `records` and looks at nothing but their length.
pub(crate) fn consume(work: &Work, records: usize) -> Result<Figures> {
    let consumer = consumer(work, &format!("rdkafka-{}", std::process::id()))?;
    let mut bytes = 0;
    let mut read = 0;
    let mut watch = Watch::start();
    while read < records {
        let Some(message) = consumer.poll(Duration::from_millis(100)) else {
            ensure!(watch.elapsed() < PATIENCE, "nothing came for a minute");
            continue;
        };
        let message = message?;
        bytes += message.payload().map_or(0, <[u8]>::len);
        read += 1;
        if read == 1 {
            watch = Watch::start();
        }
    }
    ensure!(bytes > 0, "records without values");
    Ok(watch.figures(records - 1))
}
