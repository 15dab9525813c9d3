//! One record as a consumer hands it over.

use std::sync::{Arc, OnceLock};

use tda_events::{Catalog, DecodeError, DecodeOptions, Dynamic, Event, Payload, Retry, TdaEvent};

use super::place::{HandOut, Place};
use crate::{
    claim_check::{self, ClaimCheckError, ClaimStore},
    encryption::{self, Encryptor},
    error::Error,
    metrics::Handled,
    registry::EventSchemas,
    telemetry::{TraceContext, process_span},
    transport::RawRecord,
};

/// One record: the event in it, or why there is none.
pub struct Received {
    record: RawRecord,
    /// Decoded when somebody looks, on that thread: whoever reads many records may spread the work.
    event: OnceLock<Result<Event<TdaEvent>, DecodeError>>,
    /// Why the value that its claim check names will never be had.
    lost: Option<ClaimCheckError>,
    place: Arc<Place>,
    decoder: Arc<Decoder>,
}

/// Whether a record that was read may still be handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It may.
    Due,
    /// Its partition was sought in, or went to another member: acknowledging it means nothing.
    Passed,
    /// Its partition is [paused](super::Consumer::pause).
    Paused,
}

/// What reading a record needs to know.
#[derive(Clone, Default)]
pub(crate) struct Decoder {
    pub(crate) schemas: Option<EventSchemas>,
    pub(crate) claims: Option<ClaimStore>,
    pub(crate) encryptor: Option<Encryptor>,
    /// `None` is that of the TDA platform.
    pub(crate) catalog: Option<Arc<Catalog>>,
}

impl Decoder {
    /// The event, with what is sealed opened as far as this reader can.
    pub(crate) fn decode<T: Payload>(&self, record: &RawRecord) -> Result<Event<T>, DecodeError> {
        let event = self.decode_sealed(record)?;
        Ok(match &self.encryptor {
            Some(encryptor) => encryptor.unseal(event),
            None => event,
        })
    }

    /// The event as it travels.
    pub(crate) fn decode_sealed<T: Payload>(&self, record: &RawRecord) -> Result<Event<T>, DecodeError> {
        let value = record.value.as_deref().unwrap_or_default();
        Event::decode_with(value, &record.headers, &self.options())
    }

    pub(crate) fn options(&self) -> DecodeOptions<'_> {
        let mut options = DecodeOptions::new();
        if let Some(catalog) = &self.catalog {
            options = options.catalog(catalog);
        }
        if let Some(schemas) = &self.schemas {
            options = options.schemas(schemas);
        }
        options
    }
}

impl Received {
    pub(super) fn new(record: RawRecord, place: Arc<Place>, decoder: Arc<Decoder>) -> Self {
        Self { record, event: OnceLock::new(), lost: None, place, decoder }
    }

    pub(super) fn place(&self) -> &Arc<Place> {
        &self.place
    }

    pub(super) fn size_bytes(&self) -> usize {
        self.record.size_bytes()
    }

    /// Whether its value lies in an object store and may yet be had from there.
    pub(super) fn is_put_away(&self) -> bool {
        self.lost.is_none() && claim_check::is_reference(&self.record.headers)
    }

    /// Fetches the value from the object store. Only a store that may answer later is an error.
    pub(super) async fn redeem(&mut self) -> Result<(), ClaimCheckError> {
        match claim_check::redeem(self.decoder.claims.as_ref(), &mut self.record).await {
            Ok(()) => self.read_again(),
            Err(error) if error.retry() == Retry::Safe => return Err(error),
            Err(error) => self.lost = Some(error),
        }
        Ok(())
    }

    /// Why its event cannot be read for want of a schema that a registry may know.
    pub(super) fn missing_schema(&self) -> Option<DecodeError> {
        self.decoder.schemas.as_ref()?;
        let error = match &self.decoder.catalog {
            None => self.event().err().cloned(),
            Some(_) => self.decoder.decode::<Dynamic>(&self.record).err(),
        };
        error.filter(|error| matches!(error, DecodeError::UnknownSchema { .. }))
    }

    /// The key that opening it needs and that is not at hand yet.
    pub(super) fn missing_key(&self) -> Option<&str> {
        let encryptor = self.decoder.encryptor.as_ref()?;
        encryption::key_of(&self.record.headers).filter(|key_id| !encryptor.has(key_id))
    }

    /// It may be read now.
    pub(super) fn read_again(&mut self) {
        self.event = OnceLock::new();
    }

    /// The event. Fields that are sealed and that this reader cannot open, since their user was erased or it has no key, stay
    /// sealed; [`Event::sealed_fields`] names them.
    ///
    /// # Errors
    /// The [`DecodeError`] says what about the record is no event of the TDA platform; acknowledge it to go on past it.
    pub fn event(&self) -> Result<&Event<TdaEvent>, &DecodeError> {
        self.event.get_or_init(|| self.decoder.decode(&self.record)).as_ref()
    }

    /// The event, by value, or [`Error::Decode`] naming the record.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn into_event(mut self) -> Result<Event<TdaEvent>, Error> {
        let event = self.event.take().unwrap_or_else(|| self.decoder.decode(&self.record));
        event.map_err(|source| self.decode_error(source))
    }

    /// The event with a payload of type `T`: a struct such as `JobCompleted`, a family such as `JobEvent`, or `Dynamic`
    /// for events of the catalog that the consumer was built with.
    ///
    /// # Errors
    /// [`Error::Decode`], also where the record holds an event of another type.
    pub fn typed<T: Payload>(&self) -> Result<Event<T>, Error> {
        self.decoder.decode(&self.record).map_err(|source| self.decode_error(source))
    }

    fn decode_error(&self, source: DecodeError) -> Error {
        if let Some(lost) = &self.lost {
            return Error::ClaimCheck(lost.clone());
        }
        let RawRecord { topic, partition, offset, .. } = &self.record;
        Error::Decode { topic: (**topic).to_owned(), partition: *partition, offset: *offset, source }
    }

    /// The type of the event in it, where that much can be read; its payload is not looked at.
    pub fn event_type(&self) -> Option<String> {
        let value = self.record.value.as_deref()?;
        let peek = tda_events::peek_with(value, &self.record.headers, &self.decoder.options());
        Some(peek.ok()?.event_type.into_owned())
    }

    /// Physical topic.
    pub fn topic(&self) -> &str {
        &self.record.topic
    }

    /// Partition.
    pub fn partition(&self) -> i32 {
        self.record.partition
    }

    /// Offset in the partition.
    pub fn offset(&self) -> i64 {
        self.record.offset
    }

    /// Milliseconds since the Unix epoch, where the broker stored one.
    pub fn timestamp_ms(&self) -> Option<i64> {
        self.record.timestamp_ms
    }

    /// The record key.
    pub fn key(&self) -> Option<&[u8]> {
        self.record.key.as_deref()
    }

    /// The value as it was read; `None` is a tombstone.
    pub fn value(&self) -> Option<&[u8]> {
        self.record.value.as_deref()
    }

    /// The last header of that name, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.record.header(name)
    }

    /// All headers, in order.
    pub fn headers(&self) -> &[(String, Vec<u8>)] {
        &self.record.headers
    }

    /// The trace that the record belongs to.
    pub fn trace_context(&self) -> Option<TraceContext> {
        TraceContext::of_headers(&self.record.headers)
    }

    /// A span for handling the record; it continues the record's trace and names type, topic, partition and offset.
    ///
    /// Use it as `handle(received).instrument(span)`, or with [`in_scope`](tracing::Span::in_scope).
    pub fn span(&self) -> tracing::Span {
        let place = (self.topic(), self.partition(), self.offset());
        let event_type = self.event_type();
        let event_type = event_type.as_deref().unwrap_or("unknown");
        process_span(event_type, self.trace_context().as_ref(), place)
    }

    /// Whether the record may be handled now: whoever keeps records before handling them asks this when their turn comes.
    pub fn standing(&self) -> Standing {
        match self.place.may_hand_out() {
            HandOut::Now => Standing::Due,
            HandOut::Later => Standing::Paused,
            HandOut::Never => Standing::Passed,
        }
    }

    /// The record has been handled: it will be committed at the consumer's next commit.
    ///
    /// Never waits. Means nothing to a consumer without a group, nor once the partition has gone to another member:
    /// that one reads the record again.
    pub fn ack(&self) {
        self.place.finish(self.record.offset);
        if let Some(consumed) = self.place.consumed.get() {
            let failed = self.event.get().is_some_and(Result::is_err);
            consumed.count(if failed { Handled::Error } else { Handled::Success });
        }
    }
}

impl std::fmt::Debug for Received {
    /// Its place and type: a value may hold what no log should.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Received")
            .field("topic", &self.topic())
            .field("partition", &self.partition())
            .field("offset", &self.offset())
            .field("event_type", &self.event_type())
            .finish_non_exhaustive()
    }
}
