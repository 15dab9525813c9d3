//! From an encoded event into the queue: its place, its value where that is too large, room.

use std::time::{Duration, Instant};

use tda_events::BorrowedRecord;

use super::{Delivery, Producer, run_blocking};
use crate::{
    error::Error,
    routing::Placed,
    transport::{OnDelivery, Outgoing, SendFailure},
};

/// Who waits for room looks for it as often as this in any case: a time-out of the queue itself frees room without a call of
/// ours.
const ROOM_PAUSE: Duration = Duration::from_millis(100);

impl Producer {
    pub(super) async fn enqueue_borrowed(&self, record: BorrowedRecord<'_>) -> Result<Delivery, Error> {
        let outgoing = self.outgoing(record).await?;
        match self.queue(&outgoing) {
            Err(Error::QueueFull { .. }) => self.queue_in_time(&outgoing).await,
            outcome => outcome,
        }
    }

    /// Queues the record as soon as there is room.
    async fn queue_in_time(&self, outgoing: &Placed<'_>) -> Result<Delivery, Error> {
        let deadline = Instant::now() + self.shared.config.delivery_timeout;
        let waiting = self.shared.raw.pulse().room.enter();
        let attempt = || match self.queue(outgoing) {
            Err(Error::QueueFull { .. }) if Instant::now() < deadline => None,
            outcome => Some(outcome),
        };
        waiting.until(ROOM_PAUSE, attempt).await
    }

    /// The record on its way out: its value put away where that is too large, its topic and partition known.
    pub(super) async fn outgoing<'a>(&self, mut record: BorrowedRecord<'a>) -> Result<Placed<'a>, Error> {
        let limit = self.shared.config.record_bytes_max;
        if let Some(claims) = &self.shared.claims
            && claims.wants(&record, limit)
        {
            // Not into the store for a topic that is not there.
            self.known_topic(&record).await?;
            record = claims.put_away(&record.into_owned(), None).await?.into();
        }
        let place = match self.shared.routing.place(&record) {
            Err(Error::UnknownTopic { .. }) => {
                self.refresh().await?;
                match self.shared.routing.place(&record) {
                    Err(Error::UnknownTopic { topic, .. }) => return Err(self.missing(topic).await),
                    placed => placed?,
                }
            }
            placed => placed?,
        };
        Ok(Placed::new(record, place))
    }

    async fn known_topic(&self, record: &BorrowedRecord<'_>) -> Result<(), Error> {
        let topic = self.shared.config.physical_topic(record.topic());
        if self.shared.routing.partitions_of(&topic).is_err() {
            self.refresh().await?;
            self.shared.routing.partitions_of(&topic)?;
        }
        Ok(())
    }

    pub(super) fn queue(&self, record: &impl Outgoing) -> Result<Delivery, Error> {
        let (on_delivery, awaited) = OnDelivery::awaited();
        self.queue_telling(record, on_delivery)?;
        Ok(Delivery(awaited))
    }

    pub(super) fn queue_telling(&self, record: &impl Outgoing, on_delivery: OnDelivery) -> Result<(), Error> {
        if self.shared.closed.load(std::sync::atomic::Ordering::Relaxed) {
            return Err(Error::Closed { what: "producer" });
        }
        let sent = match &self.shared.gate {
            None => self.shared.raw.send(record, on_delivery),
            Some(gate) => gate.send(record, on_delivery),
        };
        sent.map_err(|failure| match failure {
            SendFailure::QueueFull => Error::QueueFull {
                records_max: self.shared.config.queue_records_max,
                bytes_max: self.shared.config.queue_bytes_max,
            },
            SendFailure::Refused(error) => error,
        })
    }

    async fn missing(&self, topic: String) -> Error {
        let connection = self.shared.raw.connection().clone();
        let asked = run_blocking("Producer::enqueue", move || Ok(connection.missing(&topic))).await;
        asked.unwrap_or_else(|error| error)
    }

    async fn refresh(&self) -> Result<(), Error> {
        let producer = self.clone();
        run_blocking("Producer::enqueue", move || producer.refresh_topics_blocking()).await
    }
}
