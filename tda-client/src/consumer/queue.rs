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

/// Records that are taken from the channel at a time: each time costs as much as handing out one of them.
const TAKEN_RECORDS_MAX: usize = 128;

pub(super) struct Queue {
    channel: mpsc::Receiver<Result<Received, Error>>,
    /// Taken from the channel.
    taken: VecDeque<Result<Received, Error>>,
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
        let (taken, held) = (VecDeque::new(), VecDeque::new());
        Self { channel, taken, shared, unready: None, held, previous: Vec::new() }
    }

    /// With auto commit: whoever asks for more has handled what came before.
    pub(super) fn finish_previous(&mut self) {
        self.previous.drain(..).for_each(|(place, offset)| place.finish(offset));
    }

    /// The next record of a partition that is neither paused nor gone; waits for it. Cancel safe.
    pub(super) async fn next(&mut self) -> Result<Received, Error> {
        loop {
            if let Some(received) = self.at_hand() {
                return received;
            }
            let shared = Arc::clone(&self.shared);
            // The room of what was handed out, to be filled anew.
            let mut taken = Vec::from(std::mem::take(&mut self.taken));
            let count = tokio::select! {
                count = self.channel.recv_many(&mut taken, TAKEN_RECORDS_MAX) => count,
                () = shared.resumed.notified() => continue,
            };
            if count == 0 {
                return Err(Error::Closed { what: "consumer" });
            }
            self.taken = taken.into();
        }
    }

    /// As [`next`](Self::next), of what is there already.
    pub(super) fn try_next(&mut self) -> Option<Result<Received, Error>> {
        loop {
            if let Some(received) = self.at_hand() {
                return Some(received);
            }
            self.taken.push_back(self.channel.try_recv().ok()?);
        }
    }

    /// The first record outside of the channel that may be handed out.
    fn at_hand(&mut self) -> Option<Result<Received, Error>> {
        if let Some(received) = self.unheld() {
            return Some(Ok(received));
        }
        while let Some(received) = self.taken.pop_front() {
            if let Some(received) = self.sort(received).transpose() {
                return Some(received);
            }
        }
        None
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
