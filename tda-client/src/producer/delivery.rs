//! The future of a record's receipt.

use std::{
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::Thread,
};

use crate::{
    error::Error,
    transport::{Awaited, Receipt},
};

/// The future of a record's receipt. Dropping it does not take the record back.
#[derive(Debug)]
pub struct Delivery(pub(super) Awaited);

impl Delivery {
    /// Waits for the receipt, blocking the thread; not inside an async task.
    ///
    /// # Errors
    /// As [`Producer::publish`](super::Producer::publish).
    pub fn wait(mut self) -> Result<Receipt, Error> {
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            match Pin::new(&mut self).poll(&mut context) {
                Poll::Ready(outcome) => return outcome,
                // Wakes without a reason are harmless.
                Poll::Pending => std::thread::park(),
            }
        }
    }
}

impl Future for Delivery {
    type Output = Result<Receipt, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // The callback went without being called: the producer was destroyed with the record queued.
        let gone = |_| Err(Error::Closed { what: "producer" });
        Pin::new(&mut self.0).poll(context).map(|outcome| outcome.unwrap_or_else(gone))
    }
}

/// Wakes a thread that waits.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
