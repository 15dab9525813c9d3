//! The crate confluent-kafka: the Java client, translated to Rust.

use std::{collections::HashMap, collections::VecDeque, time::Duration};

use anyhow::{Context, Result, ensure};
use confluent_kafka::{
    common::{
        header::{Headers as _, RecordHeaders},
        serialization::{ByteArrayDeserializer, ByteArraySerializer},
    },
    consumer::{Consumer, ConsumerConfig, KafkaConsumer},
    producer::{KafkaProducer, Producer, ProducerConfig, ProducerRecord, ProducerRecordOptionsBuilder},
};

use crate::{
    figures::{Figures, Watch},
    work::Work,
};

const IN_FLIGHT: usize = 50_000;

fn settings(pairs: &[(&str, &str)]) -> HashMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

pub(crate) async fn produce(work: &Work, time: Duration) -> Result<Figures> {
    let records = work.records()?;
    let topic = work.topic();
    let config = ProducerConfig::new(&settings(&[
        ("bootstrap.servers", &work.servers),
        ("enable.idempotence", "true"),
        ("acks", "all"),
        ("compression.type", "lz4"),
        ("linger.ms", "5"),
        ("buffer.memory", "268435456"),
    ]))?;
    let producer = KafkaProducer::<Vec<u8>, Vec<u8>>::new(
        config,
        ByteArraySerializer::new(),
        ByteArraySerializer::new(),
    )?;
    Producer::partitions_for(&producer, &topic).await?;
    let watch = Watch::start();
    let mut window = VecDeque::with_capacity(IN_FLIGHT);
    let mut sent = 0;
    while watch.elapsed() < time {
        let record = &records[sent % records.len()];
        let mut headers = RecordHeaders::default();
        for (key, value) in &record.headers {
            headers.add_with_key_value(key, Some(value.as_slice()))?;
        }
        let key = record.key.as_deref().context("events of jobs have keys")?;
        let options = ProducerRecordOptionsBuilder::<&[u8], &[u8]>::new()
            .set_topic(topic.clone())
            .set_key(Some(key))
            .set_value(Some(&record.value[..]))
            .set_headers(Some(headers))
            .build()?;
        if window.len() == IN_FLIGHT {
            let oldest: Option<confluent_kafka::common::KafkaFuture<_>> = window.pop_front();
            if let Some(oldest) = oldest {
                oldest.get().await?;
            }
        }
        window.push_back(KafkaProducer::send(&producer, ProducerRecord::with_options(options)?, None).await?);
        sent += 1;
    }
    for delivery in window {
        delivery.get().await?;
    }
    let figures = watch.figures(sent);
    producer.close().await?;
    Ok(figures)
}

pub(crate) async fn consume(work: &Work, records: usize) -> Result<Figures> {
    let group = format!("confluent-{}", std::process::id());
    let config = ConsumerConfig::new(&settings(&[
        ("bootstrap.servers", &work.servers),
        ("group.id", &group),
        ("group.protocol", "consumer"),
        ("enable.auto.commit", "false"),
        ("isolation.level", "read_committed"),
        ("auto.offset.reset", "earliest"),
    ]))?;
    let mut consumer = KafkaConsumer::<Vec<u8>, Vec<u8>>::new(
        config,
        ByteArrayDeserializer::new(),
        ByteArrayDeserializer::new(),
    )?;
    consumer.subscribe_with_topics(vec![work.topic()]).await?;
    let (mut read, mut bytes) = (0, 0);
    let mut watch = None;
    while read < records {
        let batch = consumer.poll(Duration::from_secs(1)).await?;
        for record in batch.records_with_topic(&work.topic()) {
            bytes += record.value().map_or(0, Vec::len);
            read += 1;
        }
        if read > 0 && watch.is_none() {
            watch = Some((Watch::start(), read));
        }
    }
    ensure!(bytes > 0, "records without values");
    let (watch, before) = watch.context("nothing came")?;
    let figures = watch.figures(read - before);
    consumer.close().await?;
    Ok(figures)
}
