//! From an encoded event to a record on the cluster: physical topic, partition, trace, size.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use tda_events::{BorrowedRecord, EncodedRecord};

use crate::{
    config::ClientConfig,
    error::Error,
    telemetry::{self, TraceContext},
    transport::{Metadata, Outgoing, OutgoingRecord},
};

/// Knows every topic's partitions.
#[derive(Debug)]
pub(crate) struct Routing {
    config: ClientConfig,
    brokers: String,
    known: RwLock<Known>,
}

#[derive(Debug)]
struct Known {
    partitions: Metadata,
    /// By logical name; of topics that are there only, so no more than there are.
    routes: HashMap<String, Route>,
}

/// A topic that is there.
#[derive(Clone, Debug)]
struct Route {
    topic: Arc<str>,
    partitions: u32,
}

/// Where a record goes, and the trace that it joins.
#[derive(Debug)]
pub(crate) struct Place {
    topic: Arc<str>,
    partition: Option<i32>,
    trace: Option<TraceContext>,
}

/// A record with its place: what is sent.
pub(crate) struct Placed<'a> {
    record: BorrowedRecord<'a>,
    place: Place,
}

impl Routing {
    pub(crate) fn new(config: &ClientConfig, brokers: &str, metadata: Metadata) -> Self {
        let known = Known { partitions: metadata, routes: HashMap::new() };
        Self { config: config.clone(), brokers: brokers.to_owned(), known: RwLock::new(known) }
    }

    /// Replaces what is known of the cluster.
    pub(crate) fn refresh(&self, metadata: Metadata) {
        *self.known.write().unwrap_or_else(PoisonError::into_inner) =
            Known { partitions: metadata, routes: HashMap::new() };
    }

    /// Chooses topic and partition, as the topic's partitioner says: usually by murmur2 of the partition key, as Java's
    /// default partitioner would, even where the record key is a finer one.
    pub(crate) fn place(&self, record: &BorrowedRecord<'_>) -> Result<Place, Error> {
        let Route { topic, partitions } = self.route_of(record.topic())?;
        let partition = record.partition(partitions);
        let partition = partition.map(|partition| i32::try_from(partition).unwrap_or(0));
        let trace = telemetry::to_inject(record.headers().map(|(name, _)| name));
        let limit_bytes = self.config.record_bytes_max;
        let place = Place { topic, partition, trace };
        let size_bytes = record.size_bytes() + place.trace_bytes();
        if size_bytes > limit_bytes {
            return Err(Error::TooLarge { topic: (*place.topic).to_owned(), size_bytes, limit_bytes });
        }
        Ok(place)
    }

    /// As [`place`](Self::place), for a record that is kept.
    pub(crate) fn route(&self, record: EncodedRecord) -> Result<OutgoingRecord, Error> {
        let place = self.place(&BorrowedRecord::from(&record))?;
        Ok(Placed::new(record.into(), place).into_record())
    }

    fn route_of(&self, logical: &str) -> Result<Route, Error> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(route) = known.routes.get(logical) {
            return Ok(route.clone());
        }
        drop(known);
        let topic = self.config.physical_topic(logical);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let partitions = self.partitions_in(&known, &topic)?.unsigned_abs();
        let route = Route { topic: topic.into(), partitions };
        known.routes.insert(logical.to_owned(), route.clone());
        Ok(route)
    }

    pub(crate) fn partitions_of(&self, topic: &str) -> Result<i32, Error> {
        self.partitions_in(&self.known.read().unwrap_or_else(PoisonError::into_inner), topic)
    }

    fn partitions_in(&self, known: &Known, topic: &str) -> Result<i32, Error> {
        let partitions = known.partitions.get(topic).copied().filter(|partitions| *partitions > 0);
        partitions
            .ok_or_else(|| Error::UnknownTopic { topic: topic.to_owned(), brokers: self.brokers.clone() })
    }
}

impl Place {
    fn trace_headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.trace.iter().flat_map(TraceContext::headers)
    }

    fn trace_bytes(&self) -> usize {
        self.trace_headers().map(|(name, value)| name.len() + value.len()).sum()
    }
}

impl<'a> Placed<'a> {
    pub(crate) fn new(record: BorrowedRecord<'a>, place: Place) -> Self {
        Self { record, place }
    }

    /// To be kept: what it has of its own is moved.
    pub(crate) fn into_record(self) -> OutgoingRecord {
        let EncodedRecord { key, value, mut headers, .. } = self.record.into_owned();
        let trace = self.place.trace_headers().map(|(name, value)| (name.to_owned(), value.to_vec()));
        headers.extend(trace);
        let Place { topic, partition, .. } = self.place;
        OutgoingRecord { topic: (*topic).to_owned(), partition, key, value: Some(value), headers }
    }
}

impl Outgoing for Placed<'_> {
    fn topic(&self) -> &str {
        &self.place.topic
    }

    fn partition(&self) -> Option<i32> {
        self.place.partition
    }

    fn key(&self) -> Option<&[u8]> {
        self.record.key()
    }

    fn value(&self) -> Option<&[u8]> {
        Some(self.record.value())
    }

    fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.record.headers().chain(self.place.trace_headers())
    }
}
