//! What became of a record, on its way to whoever asked: one place in memory, which librdkafka carries along.

use std::{
    ffi::c_void,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use rdkafka::util::IntoOpaque;

use super::record::Receipt;
use crate::error::Error;

/// Runs once, on librdkafka's thread: it must not block.
type Callback = Box<dyn FnOnce(Result<Receipt, Error>) + Send>;

/// The end that tells. Dropping it without a word ends the wait of the other.
pub(crate) struct OnDelivery(Option<Arc<Slot>>);

/// The end that waits.
#[derive(Debug)]
pub(crate) struct Awaited(Arc<Slot>);

/// Nobody will ever tell, or has been asked twice.
#[derive(Debug)]
pub(crate) struct Untold;

#[derive(Debug)]
struct Slot(Mutex<State>);

enum State {
    Asked(Callback),
    Ended,
    Told(Result<Receipt, Box<Error>>),
    Waiting(Option<Waker>),
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Asked(_) => "Asked",
            Self::Ended => "Ended",
            Self::Told(_) => "Told",
            Self::Waiting(_) => "Waiting",
        })
    }
}

impl Slot {
    /// A panic elsewhere leaves it in a usable state: it is changed by single assignments.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn new(state: State) -> Arc<Self> {
        Arc::new(Self(Mutex::new(state)))
    }
}

impl OnDelivery {
    /// Tells `callback`.
    pub(crate) fn call(callback: impl FnOnce(Result<Receipt, Error>) + Send + 'static) -> Self {
        Self(Some(Slot::new(State::Asked(Box::new(callback)))))
    }

    /// Tells whoever awaits the other end.
    pub(crate) fn awaited() -> (Self, Awaited) {
        let slot = Slot::new(State::Waiting(None));
        (Self(Some(Arc::clone(&slot))), Awaited(slot))
    }

    pub(crate) fn tell(mut self, outcome: Result<Receipt, Error>) {
        let Some(slot) = self.0.take() else { return };
        let mut state = slot.state();
        match std::mem::replace(&mut *state, State::Ended) {
            State::Asked(callback) => {
                drop(state);
                callback(outcome);
            }
            State::Waiting(waker) => {
                *state = State::Told(outcome.map_err(Box::new));
                drop(state);
                if let Some(waker) = waker {
                    waker.wake();
                }
            }
            State::Ended | State::Told(_) => {}
        }
    }
}

impl Drop for OnDelivery {
    fn drop(&mut self) {
        let Some(slot) = self.0.take() else { return };
        let before = std::mem::replace(&mut *slot.state(), State::Ended);
        if let State::Waiting(Some(waker)) = before {
            waker.wake();
        }
    }
}

impl IntoOpaque for OnDelivery {
    fn into_ptr(mut self) -> *mut c_void {
        self.0.take().map_or_else(std::ptr::null_mut, |slot| Arc::into_raw(slot).cast_mut().cast())
    }

    unsafe fn from_ptr(pointer: *mut c_void) -> Self {
        if pointer.is_null() {
            return Self(None);
        }
        // SAFETY: the caller has the pointer from `into_ptr`, uses it once, and it is not null: it is that of the `Arc`.
        Self(Some(unsafe { Arc::from_raw(pointer.cast_const().cast()) }))
    }
}

impl Future for Awaited {
    type Output = Result<Result<Receipt, Error>, Untold>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.0.state();
        match std::mem::replace(&mut *state, State::Ended) {
            State::Told(outcome) => Poll::Ready(Ok(outcome.map_err(|error| *error))),
            State::Waiting(waker) => {
                let known = waker.filter(|waker| waker.will_wake(context.waker()));
                *state = State::Waiting(Some(known.unwrap_or_else(|| context.waker().clone())));
                Poll::Pending
            }
            State::Asked(_) | State::Ended => Poll::Ready(Err(Untold)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt() -> Receipt {
        Receipt { topic: "topic".into(), partition: 1, offset: 2, timestamp_ms: 3 }
    }

    fn through_c(on_delivery: OnDelivery) -> OnDelivery {
        // SAFETY: the pointer comes from `into_ptr` and is used once.
        unsafe { OnDelivery::from_ptr(on_delivery.into_ptr()) }
    }

    #[tokio::test]
    async fn who_waits_hears_it_before_and_after() {
        let (on_delivery, awaited) = OnDelivery::awaited();
        let waiting = tokio::spawn(awaited);
        tokio::task::yield_now().await;
        through_c(on_delivery).tell(Ok(receipt()));
        assert_eq!(waiting.await.expect("no panic").expect("told").expect("delivered"), receipt());
        let (on_delivery, mut awaited) = OnDelivery::awaited();
        through_c(on_delivery).tell(Err(Error::Closed { what: "test" }));
        assert!(matches!((&mut awaited).await, Ok(Err(Error::Closed { .. }))));
        assert!(awaited.await.is_err());
    }

    #[tokio::test]
    async fn who_waits_does_not_wait_for_nobody() {
        let (on_delivery, awaited) = OnDelivery::awaited();
        let waiting = tokio::spawn(awaited);
        tokio::task::yield_now().await;
        drop(through_c(on_delivery));
        assert!(waiting.await.expect("no panic").is_err());
    }

    #[test]
    fn a_callback_runs_once_and_not_when_nothing_is_told() {
        let told = Arc::new(Mutex::new(0));
        let callback = || {
            let told = Arc::clone(&told);
            OnDelivery::call(move |outcome| {
                *told.lock().expect("no panic") += outcome.expect("delivered").partition;
            })
        };
        through_c(callback()).tell(Ok(receipt()));
        drop(through_c(callback()));
        assert_eq!((*told.lock().expect("no panic"), Arc::strong_count(&told)), (1, 1));
    }
}
