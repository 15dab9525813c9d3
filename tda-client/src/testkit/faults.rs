//! What goes wrong, on demand, and right again when the test leaves the scope.

use std::{
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use tda_events::Event;

use crate::{
    error::Error,
    handlers::{HandlerContext, HandlerError},
    transport::EmbeddedBroker,
};

/// The broker is away while this lives; see [`Kafka::away`](super::Kafka::away).
#[must_use = "the broker is back when this is dropped"]
pub struct Away<'a>(&'a EmbeddedBroker);

impl<'a> Away<'a> {
    pub(super) fn begin(broker: &'a EmbeddedBroker) -> Result<Self, Error> {
        broker.set_down(true)?;
        Ok(Self(broker))
    }
}

impl Drop for Away<'_> {
    fn drop(&mut self) {
        report(self.0.set_down(false));
    }
}

/// The broker is slow while this lives; see [`Kafka::slow`](super::Kafka::slow).
#[must_use = "the broker is quick again when this is dropped"]
pub struct Slow<'a>(&'a EmbeddedBroker);

impl<'a> Slow<'a> {
    pub(super) fn begin(broker: &'a EmbeddedBroker, delay: Duration) -> Result<Self, Error> {
        broker.set_delay(delay)?;
        Ok(Self(broker))
    }
}

impl Drop for Slow<'_> {
    fn drop(&mut self) {
        report(self.0.set_delay(Duration::ZERO));
    }
}

/// Whoever waits for the broker finds out.
fn report(outcome: Result<(), Error>) {
    if let Err(error) = outcome {
        tracing::error!(%error, "the fault could not be taken back");
    }
}

/// `handler`, but its first `times` calls fail with [`HandlerError::transient`]: to see retries and dead letters at work.
///
/// ```
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use tda_client::{HandlerContext, HandlerError, Worker};
/// use tda_client::testkit::{Kafka, failing, make_event};
/// use tda_events::{Event, JobCancelled, JobCompleted};
///
/// async fn handle(event: Event<JobCompleted>, context: HandlerContext) -> Result<(), HandlerError> {
///     assert_eq!(context.attempt(), 3);
///     context.publish(&make_event::<JobCancelled>(|data| data.job_id = event.data.job_id)).await?;
///     Ok(())
/// }
///
/// let kafka = Kafka::start().await?;
/// let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
/// let worker = Worker::new(kafka.config()).handles(failing(2, handle));
/// let running = tokio::spawn(worker.run(async { stopped.await.unwrap_or_default() }));
/// kafka.publish(&make_event::<JobCompleted>(|data| data.job_id = "j1".into())).await?;
/// kafka.assert_published::<JobCancelled>(|event| event.data.job_id == "j1").await;
/// drop(stop);
/// running.await??;
/// # Ok(()) }
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
pub fn failing<T, F, Fut, O, E>(
    times: u32,
    handler: F,
) -> impl Fn(Event<T>, HandlerContext) -> Attempt<O> + Send + Sync + 'static
where
    F: Fn(Event<T>, HandlerContext) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<O, E>> + Send + 'static,
    O: Send + 'static,
    E: Into<HandlerError> + 'static,
{
    let left = AtomicU32::new(times);
    move |event, context| {
        let fails =
            left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok();
        if fails {
            return Box::pin(async { Err(HandlerError::transient("injected by the test")) });
        }
        let attempt = handler(event, context);
        Box::pin(async move { attempt.await.map_err(Into::into) })
    }
}

/// What a handler of [`failing`] gives.
type Attempt<O> = Pin<Box<dyn Future<Output = Result<O, HandlerError>> + Send>>;
