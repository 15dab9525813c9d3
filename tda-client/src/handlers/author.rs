//! Everything that a worker of handlers writes: events, dead letters, records to be tried again.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use tda_events::{Catalog, EncodeOptions, EncodedRecord, Event, Payload};

use crate::{
    claim_check::ClaimStore,
    commit::{Letter, Reason, dead_letter, dead_letter_topic, retry_record, retry_topic},
    config::ClientConfig,
    consumer::Decoder,
    encryption::{self, Encryptor},
    error::Error,
    registry::EventSchemas,
    routing::Routing,
    transport::{Metadata, OutgoingRecord, RawRecord},
};

pub(super) struct Author {
    config: ClientConfig,
    routing: Routing,
    schemas: Option<EventSchemas>,
    claims: Option<ClaimStore>,
    encryptor: Option<Encryptor>,
    catalog: Option<Arc<Catalog>>,
    group: String,
}

impl Author {
    pub(super) fn new(config: &ClientConfig, routing: Routing, decoder: &Decoder, group: &str) -> Self {
        let Decoder { schemas, claims, encryptor, catalog } = decoder.clone();
        Self { config: config.clone(), routing, schemas, claims, encryptor, catalog, group: group.to_owned() }
    }

    pub(super) fn group(&self) -> &str {
        &self.group
    }

    pub(super) fn refresh_topics(&self, metadata: Metadata) {
        self.routing.refresh(metadata);
    }

    pub(super) async fn encode<T: Payload>(&self, event: &Event<T>) -> Result<EncodedRecord, Error> {
        let mut options = EncodeOptions::new();
        if let Some(source) = &self.config.source {
            options = options.source(source);
        }
        if let Some(catalog) = &self.catalog {
            options = options.catalog(catalog);
        }
        if let Some(encryptor) = &self.encryptor {
            encryptor.prepare(event).await?;
        }
        let sealed = encryption::seal(self.encryptor.as_ref(), event, None)?;
        let mut record = match &self.schemas {
            Some(schemas) => schemas.encode(&sealed.event, options).await?,
            None => sealed.event.encode_with(self.config.dialect, self.config.encoding, &options)?,
        };
        sealed.mark(&mut record);
        Ok(record)
    }

    /// The record that travels: another one where the value is too large for its topic and there is a store for it.
    pub(super) async fn put_away(&self, record: EncodedRecord) -> Result<EncodedRecord, Error> {
        match &self.claims {
            Some(claims) if claims.wants(&(&record).into(), self.config.record_bytes_max) => {
                Ok(claims.put_away(&record, None).await?)
            }
            _ => Ok(record),
        }
    }

    pub(super) fn route(&self, record: EncodedRecord) -> Result<OutgoingRecord, Error> {
        self.routing.route(record)
    }

    /// Partitions of the topics that are read. Each must be there, and its dead-letter topic, too.
    pub(super) fn check_topics(&self, topics: &[String]) -> Result<BTreeMap<String, i32>, Error> {
        let mut partitions = BTreeMap::new();
        for topic in topics {
            partitions.insert(topic.clone(), self.routing.partitions_of(topic)?);
            self.routing.partitions_of(&self.dead_letter_topic(topic))?;
        }
        Ok(partitions)
    }

    pub(super) fn dead_letter(&self, letter: &Letter) -> Result<OutgoingRecord, Error> {
        let Letter { record, reason } = letter;
        let topic = self.dead_letter_topic(&record.topic);
        let partitions = self.routing.partitions_of(&topic)?;
        let bytes_max = self.config.record_bytes_max;
        Ok(dead_letter(record, topic, partitions, &self.group, reason, bytes_max))
    }

    fn dead_letter_topic(&self, topic: &str) -> String {
        let catalog = self.catalog.as_deref().unwrap_or_else(|| Catalog::tda());
        dead_letter_topic(&self.config, catalog, topic)
    }

    pub(super) fn retry(
        &self,
        record: &RawRecord,
        reason: &Reason,
        delay: Duration,
        now_ms: i64,
    ) -> Result<OutgoingRecord, Error> {
        let base = crate::commit::History::of(record).topic;
        let topic = retry_topic(&base, delay);
        let partitions = self.routing.partitions_of(&topic)?;
        let due_at_ms = now_ms.saturating_add(i64::try_from(delay.as_millis()).unwrap_or(i64::MAX));
        Ok(retry_record(record, topic, partitions, &self.group, reason, due_at_ms))
    }
}
