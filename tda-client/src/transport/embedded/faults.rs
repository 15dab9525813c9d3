//! What goes wrong with a broker, on demand: for tests of what a program does then.

use std::time::Duration;

use rdkafka::bindings::{self, rd_kafka_resp_err_t as Code};

use super::{EmbeddedBroker, lock, outcome};
use crate::error::Error;

/// The number of the request that brings records.
const PRODUCE: i16 = 0;
/// Refusals that wait for their batches.
const REFUSALS_MAX: usize = 1000;

impl EmbeddedBroker {
    /// Takes the broker away, or brings it back: clients lose their connections and find none, as when the machine is gone.
    /// For tests of what a program does then. Records stay.
    ///
    /// # Errors
    /// [`Error::Internal`] when the broker refuses it.
    pub fn set_down(&self, down: bool) -> Result<(), Error> {
        let mock = lock(&self.cluster.mock);
        // SAFETY: the cluster is alive; -1 means all of its brokers.
        let code = unsafe {
            match down {
                true => bindings::rd_kafka_mock_broker_set_down(mock.cluster, -1),
                false => bindings::rd_kafka_mock_broker_set_up(mock.cluster, -1),
            }
        };
        outcome(code, || format!("taking it away: {down}"))
    }

    /// Makes every answer of the broker take this long; for tests. Zero ends it.
    ///
    /// # Errors
    /// [`Error::Internal`] when the broker refuses it.
    pub fn set_delay(&self, delay: Duration) -> Result<(), Error> {
        let milliseconds = i32::try_from(delay.as_millis()).unwrap_or(i32::MAX);
        let mock = lock(&self.cluster.mock);
        // SAFETY: the cluster is alive; -1 means all of its brokers.
        let code = unsafe { bindings::rd_kafka_mock_broker_set_rtt(mock.cluster, -1, milliseconds) };
        outcome(code, || format!("a delay of {delay:?}"))
    }

    /// Has the broker refuse the next `batches` of records that it gets, in a way that clients try again
    /// (`NOT_ENOUGH_REPLICAS`); for tests. 1000 at most.
    pub fn refuse_next(&self, batches: usize) {
        self.answer_next(batches, Code::RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS);
    }

    /// Has the broker refuse the next `batches` of records for good (`INVALID_RECORD`): their deliveries fail. For tests;
    /// 1000 at most.
    pub fn reject_next(&self, batches: usize) {
        self.answer_next(batches, Code::RD_KAFKA_RESP_ERR_INVALID_RECORD);
    }

    /// Takes back what [`refuse_next`](Self::refuse_next) and [`reject_next`](Self::reject_next) have left.
    pub fn accept_next(&self) {
        let mock = lock(&self.cluster.mock);
        // SAFETY: the cluster is alive.
        unsafe { bindings::rd_kafka_mock_clear_request_errors(mock.cluster, PRODUCE) };
    }

    fn answer_next(&self, batches: usize, code: Code) {
        let mut errors = vec![code; batches.min(REFUSALS_MAX)];
        let mock = lock(&self.cluster.mock);
        // SAFETY: the cluster is alive; the call copies the list, which holds as many entries as it says.
        unsafe {
            bindings::rd_kafka_mock_push_request_errors_array(
                mock.cluster,
                PRODUCE,
                errors.len(),
                errors.as_mut_ptr(),
            );
        }
    }
}
