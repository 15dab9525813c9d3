//! Steering a consumer while it reads: pause, seek, commit, and where it stands.

use std::sync::{atomic::Ordering, mpsc::sync_channel};

use super::{
    Consumer,
    place::{Lag, Position, SeekTo},
    reader::Reader,
    shared::log_failure,
};
use crate::{error::Error, producer::run_blocking, transport::CommitFailure};

impl Consumer {
    /// Commits what is acknowledged, without waiting for the interval.
    ///
    /// # Errors
    /// [`Error::Rebalanced`] where the partitions have moved on; [`Error::Timeout`] (safe to repeat) where the broker did
    /// not take it; [`Error::Closed`]; [`Error::NoRuntime`] outside tokio.
    pub async fn commit(&self) -> Result<(), Error> {
        self.call("Consumer::commit", commit).await
    }

    /// As [`commit`](Self::commit), blocking the thread.
    ///
    /// # Errors
    /// As [`commit`](Self::commit), but for [`Error::NoRuntime`].
    pub fn commit_blocking(&self) -> Result<(), Error> {
        self.call_blocking(commit)
    }

    /// Hands out no more records of a partition; the group is not told. Ends with [`resume`](Self::resume), or when the
    /// partition is assigned anew. `topic` is a name of the catalog or of the cluster.
    ///
    /// # Errors
    /// [`Error::NotAssigned`].
    pub fn pause(&self, topic: &str, partition: i32) -> Result<(), Error> {
        self.set_paused(topic, partition, true)
    }

    /// Hands out records of a paused partition again, none left out.
    ///
    /// # Errors
    /// [`Error::NotAssigned`].
    pub fn resume(&self, topic: &str, partition: i32) -> Result<(), Error> {
        self.set_paused(topic, partition, false)
    }

    fn set_paused(&self, topic: &str, partition: i32, paused: bool) -> Result<(), Error> {
        let physical = self.config.physical_topic(topic);
        let place = [topic, &physical].into_iter().find_map(|topic| self.shared.place(topic, partition));
        let place = place.ok_or_else(|| Error::NotAssigned { topic: topic.to_owned(), partition })?;
        place.state().paused = paused;
        self.shared.pauses_changed.store(true, Ordering::Relaxed);
        self.shared.resumed.notify_one();
        Ok(())
    }

    /// Reads a partition on from elsewhere. Records that were read before are not handed out any more, and acknowledging
    /// them means nothing; the group's commit moves along.
    ///
    /// # Errors
    /// [`Error::NotAssigned`]; [`Error::Timeout`] or [`Error::Unreachable`] where the brokers do not answer;
    /// [`Error::Closed`]; [`Error::NoRuntime`] outside tokio.
    pub async fn seek(&self, topic: &str, partition: i32, to: SeekTo) -> Result<(), Error> {
        let seek = self.seek_one(topic, partition, to);
        self.call("Consumer::seek", seek).await
    }

    /// As [`seek`](Self::seek), blocking the thread.
    ///
    /// # Errors
    /// As [`seek`](Self::seek), but for [`Error::NoRuntime`].
    pub fn seek_blocking(&self, topic: &str, partition: i32, to: SeekTo) -> Result<(), Error> {
        self.call_blocking(self.seek_one(topic, partition, to))
    }

    fn seek_one(
        &self,
        topic: &str,
        partition: i32,
        to: SeekTo,
    ) -> impl FnOnce(&mut Reader) -> Result<(), Error> + Send + use<> {
        let names = [topic.to_owned(), self.config.physical_topic(topic)];
        move |reader| {
            let known = |topic: &&String| reader.shared.place(topic, partition).is_some();
            let Some(topic) = names.iter().find(known) else {
                let [topic, _] = names;
                return Err(Error::NotAssigned { topic, partition });
            };
            reader.seek(&[(topic.clone(), partition)], to)
        }
    }

    /// Reads every partition that is assigned now on from elsewhere; see [`seek`](Self::seek).
    ///
    /// # Errors
    /// As [`seek`](Self::seek).
    pub async fn seek_all(&self, to: SeekTo) -> Result<(), Error> {
        self.call("Consumer::seek_all", move |reader| seek_all(reader, to)).await
    }

    /// As [`seek_all`](Self::seek_all), blocking the thread.
    ///
    /// # Errors
    /// As [`seek`](Self::seek), but for [`Error::NoRuntime`].
    pub fn seek_all_blocking(&self, to: SeekTo) -> Result<(), Error> {
        self.call_blocking(move |reader| seek_all(reader, to))
    }

    /// Goes back to what is committed: everything since is handed out again. An aborted transaction that had taken offsets
    /// does so by itself.
    ///
    /// # Errors
    /// As [`seek`](Self::seek).
    pub async fn rewind(&self) -> Result<(), Error> {
        self.call("Consumer::rewind", Reader::rewind).await
    }

    /// As [`rewind`](Self::rewind), blocking the thread.
    ///
    /// # Errors
    /// As [`seek`](Self::seek), but for [`Error::NoRuntime`].
    pub fn rewind_blocking(&self) -> Result<(), Error> {
        self.call_blocking(Reader::rewind)
    }

    /// The partitions that are read now, and how far; asks nobody.
    pub fn positions(&self) -> Vec<Position> {
        self.shared.places().iter().map(|place| place.position()).collect()
    }

    /// How far behind each partition is that is read now.
    ///
    /// # Errors
    /// [`Error::Timeout`] or [`Error::Unreachable`] where the brokers do not answer within 5 s; [`Error::Closed`];
    /// [`Error::NoRuntime`] outside tokio.
    pub async fn lag(&self) -> Result<Vec<Lag>, Error> {
        self.call("Consumer::lag", lag).await
    }

    /// As [`lag`](Self::lag), blocking the thread.
    ///
    /// # Errors
    /// As [`lag`](Self::lag), but for [`Error::NoRuntime`].
    pub fn lag_blocking(&self) -> Result<Vec<Lag>, Error> {
        self.call_blocking(lag)
    }

    /// Has the thread do something between two polls, and waits for its answer off the async threads.
    pub(super) async fn call<T: Send + 'static>(
        &self,
        name: &'static str,
        act: impl FnOnce(&mut Reader) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let commands = self.commands.clone();
        run_blocking(name, move || send(&commands, act)).await
    }

    pub(super) fn call_blocking<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Reader) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        send(&self.commands, act)
    }
}

fn send<T: Send + 'static>(
    commands: &std::sync::mpsc::SyncSender<super::reader::Command>,
    act: impl FnOnce(&mut Reader) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let closed = || Error::Closed { what: "consumer" };
    let (answer, answered) = sync_channel(1);
    let command = Box::new(move |reader: &mut Reader| {
        // Nobody waits any more: what was done is done.
        let _ = answer.send(act(reader));
    });
    commands.send(command).map_err(|_| closed())?;
    answered.recv().map_err(|_| closed())?
}

fn commit(reader: &mut Reader) -> Result<(), Error> {
    match reader.shared.commit(reader.member.member()) {
        Ok(()) => Ok(()),
        failure @ Err(CommitFailure::Fenced(_)) => {
            log_failure(failure);
            Err(Error::Rebalanced { during: "committing offsets" })
        }
        failure @ Err(CommitFailure::Retriable(_)) => {
            log_failure(failure);
            let (waited, retry) = (super::reader::ANSWER_TIMEOUT, tda_events::Retry::Safe);
            Err(Error::Timeout { during: "committing offsets", waited, left: 0, retry })
        }
    }
}

fn seek_all(reader: &mut Reader, to: SeekTo) -> Result<(), Error> {
    let places = reader.shared.places();
    let partitions: Vec<_> = places.iter().map(|place| (place.topic.clone(), place.partition)).collect();
    reader.seek(&partitions, to)
}

fn lag(reader: &mut Reader) -> Result<Vec<Lag>, Error> {
    let places = reader.shared.places();
    let partitions: Vec<_> = places.iter().map(|place| (place.topic.clone(), place.partition)).collect();
    let ends = reader.resolve(&partitions, SeekTo::End)?;
    // Where the group never committed and nothing came yet, the reset decides where reading begins.
    let begins = match places.iter().any(|place| place.position().acknowledged.is_none()) {
        true => reader.resolve(&partitions, reader.reset)?,
        false => ends.clone(),
    };
    let lags = places.iter().zip(ends.into_iter().zip(begins)).map(|(place, (end, begin))| {
        let acknowledged = place.position().acknowledged.unwrap_or(begin);
        Lag {
            topic: place.topic.clone(),
            partition: place.partition,
            acknowledged,
            end,
            records: u64::try_from(end - acknowledged).unwrap_or(0),
        }
    });
    Ok(lags.collect())
}
