//! Why a producer is beyond recovery: the records that fail for it say no more than that they do.

use std::{
    ffi::{CStr, c_char},
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use rdkafka::{
    ClientContext,
    bindings::{rd_kafka_fatal_error, rd_kafka_t},
    client::Client,
    error::KafkaError,
    types::RDKafkaErrorCode as Code,
};

const REASON_BYTES: usize = 512;

/// The client that a context belongs to, once both are made.
#[derive(Debug)]
pub(super) struct Asked(AtomicPtr<rd_kafka_t>);

impl Default for Asked {
    fn default() -> Self {
        Self(AtomicPtr::new(ptr::null_mut()))
    }
}

impl Asked {
    /// To be called by whoever made `client`, with the context that it owns.
    pub(super) fn belongs_to<C: ClientContext>(&self, client: &Client<C>) {
        self.0.store(client.native_ptr(), Ordering::Release);
    }

    /// What put an end to the client, and in words, where `error` is a consequence of that.
    ///
    /// # Safety
    /// Only inside of a callback of the client that this belongs to: that is what keeps it alive.
    pub(super) unsafe fn behind(&self, error: &KafkaError) -> Option<(KafkaError, String)> {
        let is_consequence =
            matches!(error.rdkafka_error_code(), Some(Code::Fatal | Code::PurgeInflight | Code::PurgeQueue));
        let client = self.0.load(Ordering::Acquire);
        if !is_consequence || client.is_null() {
            return None;
        }
        let mut reason: [c_char; REASON_BYTES] = [0; REASON_BYTES];
        // SAFETY: the client is alive, as the caller says. The reason is written into a buffer of the size that is said.
        let code = Code::from(unsafe { rd_kafka_fatal_error(client, reason.as_mut_ptr(), reason.len()) });
        // SAFETY: librdkafka ends what it writes with a NUL, and an untouched buffer is all NUL.
        let reason = unsafe { CStr::from_ptr(reason.as_ptr()) }.to_string_lossy().into_owned();
        (code != Code::NoError).then_some((KafkaError::MessageProduction(code), reason))
    }
}
