//! A consumer as a stream of events of one type.

use std::{
    future::Future,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use tda_events::{Event, Payload};

use super::{Consumer, Received};
use crate::error::Error;

/// An event with the record that it came in.
#[derive(Debug)]
#[non_exhaustive]
pub struct ReceivedEvent<T> {
    /// The event.
    pub event: Event<T>,
    /// Its record.
    pub record: Received,
}

impl<T> ReceivedEvent<T> {
    /// The event has been handled; see [`Received::ack`].
    pub fn ack(&self) {
        self.record.ack();
    }
}

/// The events of a consumer whose payload is a `T`; see [`Consumer::events`].
pub struct Events<'a, T> {
    consumer: &'a Consumer,
    waiting: Option<Waiting<'a>>,
    payload: PhantomData<fn() -> T>,
}

type Waiting<'a> = Pin<Box<dyn Future<Output = Result<Received, Error>> + Send + 'a>>;

impl<'a, T: Payload> Events<'a, T> {
    pub(super) fn of(consumer: &'a Consumer) -> Self {
        Self { consumer, waiting: None, payload: PhantomData }
    }

    /// The next event; waits for it. Cancel safe.
    ///
    /// # Errors
    /// As [`Consumer::next`], and [`Error::Decode`] for a record that is no event, or not a valid one of this type: it
    /// counts as acknowledged, so that reading on goes past it.
    pub async fn next(&mut self) -> Result<ReceivedEvent<T>, Error> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<ReceivedEvent<T>, Error>> {
        loop {
            let consumer = self.consumer;
            let waiting = self.waiting.get_or_insert_with(|| Box::pin(consumer.next()));
            let received = std::task::ready!(waiting.as_mut().poll(context));
            self.waiting = None;
            if let Some(event) = select(received?).transpose() {
                return Poll::Ready(event);
            }
        }
    }
}

/// The event, unless it is one of another type: that is acknowledged and passed over.
fn select<T: Payload>(record: Received) -> Result<Option<ReceivedEvent<T>>, Error> {
    let wanted = T::event_types();
    let other = |event_type: String| !wanted.is_empty() && !wanted.contains(&event_type.as_str());
    // A tombstone is no event of any type.
    if record.value().is_none() || record.event_type().is_some_and(other) {
        record.ack();
        return Ok(None);
    }
    match record.typed() {
        Ok(event) => Ok(Some(ReceivedEvent { event, record })),
        Err(error) => {
            record.ack();
            Err(error)
        }
    }
}

impl<T: Payload> Stream for Events<'_, T> {
    type Item = Result<ReceivedEvent<T>, Error>;

    /// Never ends: after [`Error::Closed`] or [`Error::Fenced`] it gives the same again.
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context).map(Some)
    }
}
