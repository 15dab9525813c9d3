//! The user's end of the queue: what comes next, what waits for its schema, what is held by a pause.

use std::{
    collections::VecDeque,
    sync::{Arc, atomic::Ordering},
};

use tokio::sync::mpsc;

use super::{
    DeliveryMode,
    place::{HandOut, Place},
    received::Received,
    shared::Shared,
};
use crate::error::Error;

pub(super) struct Queue {
    channel: mpsc::Receiver<Result<Received, Error>>,
    shared: Arc<Shared>,
    /// Being made ready: it comes first, also after that has failed.
    pub(super) unready: Option<Received>,
    /// Of partitions that were paused after they had been read; no more than the channel and the thread held then.
    held: VecDeque<Received>,
    /// Handed out and, with auto commit, acknowledged by asking for more.
    previous: Vec<(Arc<Place>, i64)>,
}

impl Queue {
    pub(super) fn new(channel: mpsc::Receiver<Result<Received, Error>>, shared: Arc<Shared>) -> Self {
        Self { channel, shared, unready: None, held: VecDeque::new(), previous: Vec::new() }
    }

    /// With auto commit: whoever asks for more has handled what came before.
    pub(super) fn finish_previous(&mut self) {
        self.previous.drain(..).for_each(|(place, offset)| place.finish(offset));
    }

    /// The next record of a partition that is neither paused nor gone; waits for it. Cancel safe.
    pub(super) async fn next(&mut self) -> Result<Received, Error> {
        loop {
            if let Some(received) = self.unheld() {
                return Ok(received);
            }
            let shared = Arc::clone(&self.shared);
            let received = tokio::select! {
                received = self.channel.recv() => received,
                () = shared.resumed.notified() => continue,
            };
            if let Some(received) = self.sort(received.unwrap_or(Err(Error::Closed { what: "consumer" })))? {
                return Ok(received);
            }
        }
    }

    /// As [`next`](Self::next), of what is there already.
    pub(super) fn try_next(&mut self) -> Option<Result<Received, Error>> {
        if let Some(received) = self.unheld() {
            return Some(Ok(received));
        }
        loop {
            let received = self.channel.try_recv().ok()?;
            match self.sort(received) {
                Ok(None) => {}
                Ok(Some(received)) => return Some(Ok(received)),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    fn sort(&mut self, received: Result<Received, Error>) -> Result<Option<Received>, Error> {
        let received = received?;
        self.shared.queued_bytes.fetch_sub(received.size_bytes(), Ordering::Relaxed);
        Ok(match received.place().may_hand_out() {
            HandOut::Now => Some(received),
            HandOut::Later => {
                self.held.push_back(received);
                None
            }
            HandOut::Never => None,
        })
    }

    /// The first held record of a partition that is paused no more.
    fn unheld(&mut self) -> Option<Received> {
        self.held.retain(|received| received.place().may_hand_out() != HandOut::Never);
        let ready = |received: &Received| received.place().may_hand_out() == HandOut::Now;
        let index = self.held.iter().position(ready)?;
        self.held.remove(index)
    }

    /// The record goes to the user now, unless its partition went, was sought in or paused meanwhile.
    pub(super) fn hand_out(&mut self, received: Received) -> Option<Received> {
        let counts = self.shared.mode == DeliveryMode::AtMostOnce;
        match received.place().hand_out(received.offset(), counts) {
            HandOut::Now => {
                if self.shared.mode == DeliveryMode::AutoCommit {
                    self.previous.push((Arc::clone(received.place()), received.offset()));
                }
                Some(received)
            }
            HandOut::Later => {
                self.held.push_front(received);
                None
            }
            HandOut::Never => None,
        }
    }
}
