//! Waiting for room in a producer's queue, at no cost for deliveries while nobody waits.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use tokio::sync::Notify;

/// Those who wait for a delivery to make room.
#[derive(Debug, Default)]
pub(crate) struct Room {
    waiting: AtomicUsize,
    delivered: Notify,
}

impl Room {
    /// A delivery may have made room.
    pub(super) fn tell(&self) {
        if self.waiting.load(Ordering::SeqCst) > 0 {
            self.delivered.notify_waiters();
        }
    }

    /// Counts among those who wait as long as the answer lives.
    pub(crate) fn enter(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        Waiting(self)
    }
}

/// One who waits for room.
pub(crate) struct Waiting<'a>(&'a Room);

impl Waiting<'_> {
    /// Repeats `call` after each delivery as long as that asks for it by `None`. Registers before every try, so that no delivery
    /// in between is missed; looks again after `pause` in any case, since records that run out of time make room, too.
    pub(crate) async fn until<T>(&self, pause: Duration, mut call: impl FnMut() -> Option<T>) -> T {
        loop {
            let delivered = self.0.delivered.notified();
            if let Some(done) = call() {
                return done;
            }
            let _ = tokio::time::timeout(pause, delivered).await;
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}
