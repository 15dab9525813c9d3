//! One request and its answer.

use std::{
    ffi::c_int,
    time::{Duration, Instant},
};

use rdkafka::{
    bindings::{
        rd_kafka_AdminOptions_destroy, rd_kafka_AdminOptions_new,
        rd_kafka_AdminOptions_set_include_authorized_operations, rd_kafka_AdminOptions_set_operation_timeout,
        rd_kafka_AdminOptions_set_request_timeout, rd_kafka_AdminOptions_t, rd_kafka_admin_op_t,
        rd_kafka_error_destroy, rd_kafka_event_destroy, rd_kafka_event_error_string, rd_kafka_event_t,
        rd_kafka_queue_destroy, rd_kafka_queue_new, rd_kafka_queue_poll, rd_kafka_queue_t, rd_kafka_t,
    },
    producer::Producer as _,
};
use tda_events::Retry;

use super::{
    ANSWER_TIMEOUT, Operations,
    native::{Owned, Reason, Refusal, text},
    raw,
};
use crate::error::Error;

/// What a request is sent with; valid while the closure runs that it is given to.
pub(super) struct Sending {
    pub(super) client: *mut rd_kafka_t,
    pub(super) options: *const rd_kafka_AdminOptions_t,
    pub(super) queue: *mut rd_kafka_queue_t,
}

/// A request about several things at once: client, array and its length, options, queue.
pub(super) type ListRequest<P> = unsafe extern "C" fn(
    *mut rd_kafka_t,
    *mut P,
    usize,
    *const rd_kafka_AdminOptions_t,
    *mut rd_kafka_queue_t,
);

/// The event with a request's result: what accessors show lives as long as it.
pub(super) struct Answer {
    event: Owned<rd_kafka_event_t>,
    during: &'static str,
}

impl Answer {
    /// The result inside, by the accessor of its kind.
    pub(super) fn result<T>(
        &self,
        accessor: unsafe extern "C" fn(*mut rd_kafka_event_t) -> *const T,
    ) -> Result<*const T, Error> {
        // SAFETY: the event is valid while it is ours; an accessor of another kind of event gives null.
        let result = unsafe { accessor(self.event.as_ptr()) };
        if result.is_null() {
            return Err(Error::Internal { during: self.during, reason: "an answer of another kind".into() });
        }
        Ok(result)
    }
}

/// How long one wait for the queue lasts, beyond the time that librdkafka gives the request itself.
const GRACE: Duration = Duration::from_secs(2);

impl Operations {
    /// Sends what `send` sends and waits for the answer.
    ///
    /// librdkafka answers every request once: with its result, or with an error at its time limit, which it counts itself. The
    /// queue and the options are ours (rule 1): the options are copied by the request, the queue is held by it.
    pub(super) fn call(
        &self,
        during: &'static str,
        operation: rd_kafka_admin_op_t,
        send: impl FnOnce(&Sending),
    ) -> Result<Answer, Error> {
        let client = self.client.client().native_ptr();
        let options = self.options(during, operation)?;
        // SAFETY: the client lives as long as `self`; the queue's destructor is the one named (rule 1).
        let queue = unsafe { Owned::new(rd_kafka_queue_new(client), rd_kafka_queue_destroy) };
        let queue = queue.ok_or_else(|| out_of_memory(during))?;
        send(&Sending { client, options: options.as_ptr(), queue: queue.as_ptr() });
        let deadline = Instant::now() + ANSWER_TIMEOUT + GRACE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            // SAFETY: the queue is valid; an event that comes out of it is ours (rule 1).
            let event = unsafe {
                Owned::new(rd_kafka_queue_poll(queue.as_ptr(), milliseconds(left)), rd_kafka_event_destroy)
            };
            match event {
                Some(event) => return self.answer(during, event),
                None if left.is_zero() => {
                    return Err(Error::Timeout {
                        during,
                        waited: ANSWER_TIMEOUT,
                        left: 0,
                        retry: Retry::Safe,
                    });
                }
                None => {}
            }
        }
    }

    /// Sends `request`, which is about all of `list`, and waits for the answer.
    ///
    /// # Safety
    /// `request` is a call of librdkafka that copies what it is given (rule 3), and what `list` points at is valid.
    pub(super) unsafe fn call_with<P>(
        &self,
        during: &'static str,
        operation: rd_kafka_admin_op_t,
        list: &mut [P],
        request: ListRequest<P>,
    ) -> Result<Answer, Error> {
        self.call(during, operation, |sending| {
            // SAFETY: client, options and queue are valid for the call, the list by the caller's promise.
            unsafe {
                request(sending.client, list.as_mut_ptr(), list.len(), sending.options, sending.queue);
            }
        })
    }

    /// The event, unless it says that the request as a whole has failed.
    fn answer(&self, during: &'static str, event: Owned<rd_kafka_event_t>) -> Result<Answer, Error> {
        // SAFETY: the event is valid; its error's text belongs to it and is copied here (rule 2).
        let refusal = unsafe {
            let code = raw::rd_kafka_event_error(event.as_ptr());
            Refusal::of_code(code, text(rd_kafka_event_error_string(event.as_ptr())))
        };
        match refusal {
            Some(refusal) => Err(self.refuse(during, "", refusal)),
            None => Ok(Answer { event, during }),
        }
    }

    /// Our error for a broker's no to `what`.
    pub(super) fn refuse(&self, during: &'static str, what: &str, refusal: Refusal) -> Error {
        refusal.into_error(during, what, self.connection.brokers(), ANSWER_TIMEOUT)
    }

    fn options(
        &self,
        during: &'static str,
        operation: rd_kafka_admin_op_t,
    ) -> Result<Owned<rd_kafka_AdminOptions_t>, Error> {
        let client = self.client.client().native_ptr();
        // SAFETY: the client lives as long as `self`; the options' destructor is the one named (rule 1).
        let options = unsafe {
            Owned::new(rd_kafka_AdminOptions_new(client, operation), rd_kafka_AdminOptions_destroy)
        };
        let options = options.ok_or_else(|| out_of_memory(during))?;
        let mut reason = Reason::new();
        let limit = milliseconds(ANSWER_TIMEOUT);
        // SAFETY: the options are valid, and the reason is as long as said. A request that has no operation time-out
        // refuses that option, which changes nothing: its answer is not looked at. An error that comes as an object is ours
        // (rule 1).
        unsafe {
            let options = options.as_ptr();
            rd_kafka_AdminOptions_set_request_timeout(options, limit, reason.as_mut_ptr(), reason.len());
            rd_kafka_AdminOptions_set_operation_timeout(options, limit, reason.as_mut_ptr(), reason.len());
            if operation == rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_DESCRIBECLUSTER {
                let refused = rd_kafka_AdminOptions_set_include_authorized_operations(options, 1);
                drop(Owned::new(refused, rd_kafka_error_destroy));
            }
        }
        Ok(options)
    }
}

pub(super) fn out_of_memory(during: &'static str) -> Error {
    Error::Internal { during, reason: "librdkafka gave nothing".into() }
}

fn milliseconds(duration: Duration) -> c_int {
    c_int::try_from(duration.as_millis()).unwrap_or(c_int::MAX)
}
