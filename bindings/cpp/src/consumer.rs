//! `tda_client::blocking::Consumer` for C++.

use std::{collections::VecDeque, time::Duration};

use tda_client::{DeliveryMode, SeekTo, blocking};

use crate::config::Config;
use crate::events::Event;
use crate::failure::{Failure, guarded, infallible};
use crate::ffi;

/// Reads events, as a member of a group or alone.
pub(crate) struct Consumer(pub(crate) blocking::Consumer);

pub(crate) fn consumer(config: &Config, choices: &ffi::ConsumerChoices) -> Result<Box<Consumer>, Failure> {
    guarded(|| {
        let mut builder = tda_client::Consumer::builder(&config.0);
        if !choices.catalog_group.is_empty() {
            builder = builder.catalog_group(&choices.catalog_group)?;
        }
        if !choices.group.is_empty() {
            builder = builder.group(&choices.group);
        }
        builder = builder.topics(&choices.topics);
        if choices.without_group {
            builder = builder.without_group(choices.start.read());
        }
        if choices.has_delivery {
            builder = builder.delivery(mode(choices.delivery)?);
        }
        if choices.has_commit_interval {
            builder = builder.commit_interval(Duration::from_millis(choices.commit_interval_ms));
        }
        Ok(Box::new(Consumer(builder.connect_blocking()?.into())))
    })
}

fn mode(mode: ffi::DeliveryMode) -> Result<DeliveryMode, Failure> {
    Ok(match mode {
        ffi::DeliveryMode::AtLeastOnce => DeliveryMode::AtLeastOnce,
        ffi::DeliveryMode::AtMostOnce => DeliveryMode::AtMostOnce,
        ffi::DeliveryMode::AutoCommit => DeliveryMode::AutoCommit,
        ffi::DeliveryMode::ExactlyOnce => DeliveryMode::ExactlyOnce,
        _ => return Err(Failure::invalid("this library does not know the delivery mode")),
    })
}

impl ffi::Place {
    fn read(&self) -> SeekTo {
        match self.kind {
            ffi::PlaceKind::End => SeekTo::End,
            ffi::PlaceKind::Offset => SeekTo::Offset(self.number),
            ffi::PlaceKind::TimestampMs => SeekTo::TimestampMs(self.number),
            _ => SeekTo::Beginning,
        }
    }
}

impl Consumer {
    pub(crate) fn next(&self, timeout_ms: u64) -> Result<Box<Received>, Failure> {
        guarded(|| Ok(Box::new(Received(self.0.next(Duration::from_millis(timeout_ms))?))))
    }

    pub(crate) fn next_batch(&self, records_max: usize, timeout_ms: u64) -> Result<Box<Batch>, Failure> {
        guarded(|| {
            let batch = self.0.next_batch(records_max, Duration::from_millis(timeout_ms))?;
            Ok(Box::new(Batch(batch.into())))
        })
    }

    pub(crate) fn commit(&self) -> Result<(), Failure> {
        guarded(|| Ok(self.0.commit()?))
    }

    pub(crate) fn pause(&self, topic: &str, partition: i32) -> Result<(), Failure> {
        guarded(|| Ok(self.0.pause(topic, partition)?))
    }

    pub(crate) fn resume(&self, topic: &str, partition: i32) -> Result<(), Failure> {
        guarded(|| Ok(self.0.resume(topic, partition)?))
    }

    pub(crate) fn seek(&self, topic: &str, partition: i32, to: &ffi::Place) -> Result<(), Failure> {
        guarded(|| Ok(self.0.seek(topic, partition, to.read())?))
    }

    pub(crate) fn seek_all(&self, to: &ffi::Place) -> Result<(), Failure> {
        guarded(|| Ok(self.0.seek_all(to.read())?))
    }

    pub(crate) fn rewind(&self) -> Result<(), Failure> {
        guarded(|| Ok(self.0.rewind()?))
    }

    pub(crate) fn positions(&self) -> Result<Vec<ffi::Position>, Failure> {
        infallible(|| {
            let positions = self.0.positions().into_iter();
            positions
                .map(|position| ffi::Position {
                    topic: position.topic,
                    partition: position.partition,
                    acknowledged: position.acknowledged.into(),
                    committed: position.committed.into(),
                    paused: position.paused,
                })
                .collect()
        })
    }

    pub(crate) fn lag(&self) -> Result<Vec<ffi::Lag>, Failure> {
        guarded(|| {
            let lags = self.0.lag()?.into_iter();
            Ok(lags
                .map(|lag| ffi::Lag {
                    topic: lag.topic,
                    partition: lag.partition,
                    acknowledged: lag.acknowledged,
                    end: lag.end,
                    records: lag.records,
                })
                .collect())
        })
    }

    pub(crate) fn leave(&self) -> Result<(), Failure> {
        infallible(|| self.0.close())
    }
}

impl From<Option<i64>> for ffi::OptionalOffset {
    fn from(offset: Option<i64>) -> Self {
        Self { present: offset.is_some(), offset: offset.unwrap_or_default() }
    }
}

/// Records that C++ takes one by one.
pub(crate) struct Batch(VecDeque<tda_client::Received>);

impl Batch {
    pub(crate) fn take_record(&mut self) -> Result<Box<Received>, Failure> {
        infallible(|| Box::new(Received(self.0.pop_front())))
    }
}

/// A record, or none where the time passed without one.
pub(crate) struct Received(Option<tda_client::Received>);

impl Received {
    fn record(&self) -> Result<&tda_client::Received, Failure> {
        self.0.as_ref().ok_or_else(|| Failure::invalid("no record was received"))
    }

    pub(crate) fn is_present(&self) -> Result<bool, Failure> {
        infallible(|| self.0.is_some())
    }

    pub(crate) fn received_event(&self) -> Result<Box<Event>, Failure> {
        guarded(|| match self.record()?.event() {
            Ok(event) => Ok(Box::new(Event::of_tda(event.clone().into()))),
            Err(error) => Err(error.clone().into()),
        })
    }

    pub(crate) fn received_from(&self) -> Result<ffi::Receipt, Failure> {
        guarded(|| {
            let record = self.record()?;
            Ok(ffi::Receipt {
                topic: record.topic().to_owned(),
                partition: record.partition(),
                offset: record.offset(),
                timestamp_ms: record.timestamp_ms().unwrap_or(0),
            })
        })
    }

    pub(crate) fn received_header(&self, name: &str) -> Result<ffi::OptionalText, Failure> {
        guarded(|| {
            let text = self.record()?.header(name);
            Ok(ffi::OptionalText { present: text.is_some(), text: text.unwrap_or_default().to_owned() })
        })
    }

    pub(crate) fn received_headers(&self) -> Result<Vec<ffi::Header>, Failure> {
        guarded(|| Ok(headers(self.record()?.headers())))
    }

    pub(crate) fn received_type(&self) -> Result<ffi::OptionalText, Failure> {
        guarded(|| Ok(self.record()?.event_type().into()))
    }

    pub(crate) fn received_key(&self) -> Result<ffi::OptionalBytes, Failure> {
        guarded(|| Ok(self.record()?.key().map(<[u8]>::to_vec).into()))
    }

    pub(crate) fn received_value(&self) -> Result<ffi::OptionalBytes, Failure> {
        guarded(|| Ok(self.record()?.value().map(<[u8]>::to_vec).into()))
    }

    pub(crate) fn ack(&self) -> Result<(), Failure> {
        guarded(|| {
            self.record()?.ack();
            Ok(())
        })
    }
}

pub(crate) fn headers(headers: &[(String, Vec<u8>)]) -> Vec<ffi::Header> {
    headers.iter().map(|(name, value)| ffi::Header { name: name.clone(), value: value.clone() }).collect()
}
