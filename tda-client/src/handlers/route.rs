//! From an event's type to its handler.

use std::{any::Any, future::Future, pin::Pin, sync::Arc};

use tda_events::{
    AnyPayload, DecodeError, Dynamic, Event, JobEvent, JobSubmitted, Payload, Priority, TdaEvent,
};

use super::{
    context::HandlerContext,
    outcome::{HandlerError, Outcome},
};
use crate::{consumer::Decoder, transport::RawRecord};

pub(super) type Handling = Pin<Box<dyn Future<Output = Result<Outcome, HandlerError>> + Send>>;

/// A handler of events whose payload is known to it alone.
pub(super) trait Route: Send + Sync {
    /// Reads the record's event.
    fn read(&self, record: &RawRecord, decoder: &Decoder) -> Result<Box<dyn Ready>, DecodeError>;
}

/// An event with its handler.
pub(super) trait Ready: Send + Sync {
    /// How urgent it is; 0 is usual.
    fn priority(&self) -> i32;
    /// One attempt.
    fn handle(&self, context: HandlerContext) -> Handling;
}

/// How urgent an event is; 0 is usual.
pub(super) type Urgency<T> = Arc<dyn Fn(&Event<T>) -> i32 + Send + Sync>;

pub(super) struct TypedRoute<T, F> {
    pub(super) handler: Arc<F>,
    pub(super) priority: Option<Urgency<T>>,
}

struct TypedReady<T, F> {
    event: Event<T>,
    handler: Arc<F>,
    priority: i32,
}

impl<T, F, Fut, O, E> Route for TypedRoute<T, F>
where
    T: Payload,
    F: Fn(Event<T>, HandlerContext) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<O, E>> + Send + 'static,
    O: Into<Outcome>,
    E: Into<HandlerError>,
{
    fn read(&self, record: &RawRecord, decoder: &Decoder) -> Result<Box<dyn Ready>, DecodeError> {
        let event: Event<T> = decoder.decode(record)?;
        let priority = match &self.priority {
            Some(priority) => priority(&event),
            None => usual_priority(&event.data),
        };
        Ok(Box::new(TypedReady { event, handler: Arc::clone(&self.handler), priority }))
    }
}

impl<T, F, Fut, O, E> Ready for TypedReady<T, F>
where
    T: Payload,
    F: Fn(Event<T>, HandlerContext) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<O, E>> + Send + 'static,
    O: Into<Outcome>,
    E: Into<HandlerError>,
{
    fn priority(&self) -> i32 {
        self.priority
    }

    fn handle(&self, context: HandlerContext) -> Handling {
        let (handler, event) = (Arc::clone(&self.handler), self.event.clone());
        // Called inside the future: a handler may panic before it is asked for the first time.
        Box::pin(async move { handler(event, context).await.map(Into::into).map_err(Into::into) })
    }
}

/// By the payload's field `priority`, where it has one.
fn usual_priority<T: Payload>(payload: &T) -> i32 {
    let payload: &dyn Any = payload;
    let of_job = |job: &JobSubmitted| level(job.priority);
    let of_tda = |event: &TdaEvent| match event {
        TdaEvent::JobSubmitted(job) => of_job(job),
        _ => 0,
    };
    let of_dynamic = |event: &Dynamic| match event.get("priority") {
        Some(serde_json::Value::String(name)) => level_of(name),
        Some(serde_json::Value::Number(number)) => {
            let number = number.as_i64().unwrap_or(0);
            i32::try_from(number.clamp(i64::from(i32::MIN), i64::from(i32::MAX))).unwrap_or(0)
        }
        _ => 0,
    };
    if let Some(job) = payload.downcast_ref::<JobSubmitted>() {
        of_job(job)
    } else if let Some(event) = payload.downcast_ref::<JobEvent>() {
        if let JobEvent::Submitted(job) = event { of_job(job) } else { 0 }
    } else if let Some(event) = payload.downcast_ref::<TdaEvent>() {
        of_tda(event)
    } else if let Some(event) = payload.downcast_ref::<Dynamic>() {
        of_dynamic(event)
    } else {
        match payload.downcast_ref::<AnyPayload>() {
            Some(AnyPayload::Typed(event)) => of_tda(event),
            Some(AnyPayload::Dynamic(event)) => of_dynamic(event),
            None => 0,
        }
    }
}

fn level(priority: Priority) -> i32 {
    match priority {
        Priority::Low => -1,
        Priority::Normal => 0,
        Priority::High => 1,
        Priority::Critical => 2,
        _ => 0,
    }
}

fn level_of(name: &str) -> i32 {
    match name.to_ascii_lowercase().as_str() {
        "low" => -1,
        "high" => 1,
        "critical" | "urgent" => 2,
        _ => 0,
    }
}
