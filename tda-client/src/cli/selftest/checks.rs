//! Infrastructure, function, message formats.

use std::{collections::BTreeMap, time::Duration};

use tda_events::{AnyPayload, DecodeOptions, Dialect, EncodeOptions, EncodedRecord, Encoding, Event};

use super::{Ground, failure};
use crate::{blocking::Producer, dead_letters::GoOn, error::Error, transport::RawRecord};

const CLOSE_DEADLINE: Duration = Duration::from_secs(30);

/// Brokers, a controller, and topics that can be made.
pub(super) fn infrastructure(ground: &Ground) -> Result<String, Error> {
    let topics = ground.prepare()?;
    if ground.config.is_embedded() {
        return Ok(format!("the broker inside the process, {topics} topics"));
    }
    let cluster = ground.admin.describe_cluster()?;
    if cluster.controller.is_none() {
        return Err(failure("describing the cluster", "there is no controller".into()));
    }
    Ok(format!("cluster {}, {} brokers, {topics} topics made", cluster.cluster_id, cluster.brokers.len()))
}

/// What is written is read: once, in the order of its keys, with its headers; and offsets of groups are kept.
pub(super) fn function(ground: &Ground) -> Result<String, Error> {
    const RECORDS: usize = 200;
    let records = (0..RECORDS).map(|number| {
        let key = format!("key-{}", number % 7).into_bytes();
        let mut record =
            EncodedRecord::raw("tda_selftest_messages", Some(key), number.to_string().into_bytes());
        record.headers.push(("number".into(), number.to_string().into_bytes()));
        record
    });
    write(ground, records)?;
    let read: Vec<_> = read(ground)?.into_iter().filter(|record| record.header("number").is_some()).collect();
    if read.len() != RECORDS {
        return Err(failure("reading", format!("{RECORDS} records were written and {} read", read.len())));
    }
    let mut last: BTreeMap<Option<Vec<u8>>, usize> = BTreeMap::new();
    for record in &read {
        let number: Option<usize> = record.header("number").and_then(|number| number.parse().ok());
        let Some(number) = number else { return Err(failure("reading", "a header was lost".into())) };
        if record.value.as_deref() != Some(number.to_string().as_bytes()) {
            return Err(failure("reading", format!("record {number} has another's value")));
        }
        if last.insert(record.key.clone(), number).is_some_and(|before| before >= number) {
            return Err(failure("reading", format!("record {number} came out of the order of its key")));
        }
    }
    if !ground.config.is_embedded() {
        keep_offset(ground)?;
    }
    Ok(format!("{RECORDS} records of {} keys read once and in order", last.len()))
}

fn keep_offset(ground: &Ground) -> Result<(), Error> {
    let (group, partition) = (ground.group(), ground.partition(0));
    for item in ground.admin.alter_group_offsets(&group, &[(partition.clone(), 1)])? {
        item.outcome?;
    }
    let kept = ground.admin.group_offsets(&group)?;
    let is_kept = kept.iter().any(|one| one.partition == partition && one.offset == Some(1));
    if is_kept { Ok(()) } else { Err(failure("keeping an offset", format!("the group has {kept:?}"))) }
}

/// Every event of the catalog comes back as the same bytes.
pub(super) fn message_format(ground: &Ground) -> Result<String, Error> {
    let catalog = &ground.catalog;
    let options = EncodeOptions::new().catalog(catalog);
    let mut written = Vec::new();
    for event_type in catalog.event_types() {
        let Some(event) = catalog.sample_in(Dialect::Canonical, event_type) else { continue };
        for encoding in [Encoding::Json, Encoding::Avro] {
            let encoded = event.encode_with(Dialect::Canonical, encoding, &options)?;
            let mut record = EncodedRecord::raw(
                "tda_selftest_messages",
                encoded.partition_key.clone(),
                encoded.value.clone(),
            );
            record.headers.clone_from(&encoded.headers);
            written.push((event_type, encoding, record));
        }
    }
    write(ground, written.iter().map(|(.., record)| record.clone()))?;
    let read = read(ground)?;
    for (event_type, encoding, record) in &written {
        let wrong = |reason: String| {
            failure("reading events", format!("{event_type} as {}: {reason}", encoding.name()))
        };
        let found = read.iter().find(|read| read.value.as_ref() == Some(&record.value));
        let found = found.ok_or_else(|| wrong("it was not read".into()))?;
        let decoding = DecodeOptions::new().catalog(catalog);
        let event: Event<AnyPayload> =
            Event::decode_with(found.value.as_deref().unwrap_or_default(), &found.headers, &decoding)
                .map_err(|error| wrong(error.to_string()))?;
        let again = event.encode_with(Dialect::Canonical, *encoding, &options)?;
        if again.value != record.value {
            return Err(wrong("it came back as other bytes".into()));
        }
    }
    Ok(format!("{} events of {} read as the same bytes", written.len(), catalog.system()))
}

/// Everything in the topic of messages, each partition in its order.
pub(super) fn read(ground: &Ground) -> Result<Vec<RawRecord>, Error> {
    let reader = ground.reader(&ground.messages())?;
    let mut read = Vec::new();
    reader.visit(
        &reader.bounds()?,
        |_| 0,
        |letter| {
            read.push(letter.record);
            Ok(GoOn::Yes)
        },
    )?;
    Ok(read)
}

/// Publishes all and waits until they are acknowledged.
pub(super) fn write(ground: &Ground, records: impl Iterator<Item = EncodedRecord>) -> Result<(), Error> {
    let producer = Producer::connect(&ground.config)?;
    let deliveries: Vec<_> =
        records.map(|record| producer.enqueue_record(&record)).collect::<Result<_, _>>()?;
    for delivery in deliveries {
        delivery.wait()?;
    }
    producer.close(CLOSE_DEADLINE)
}
