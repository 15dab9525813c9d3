//! A record into librdkafka's queue: its bytes copied once, its topic looked up once.

use std::{
    collections::HashMap,
    ffi::CString,
    ptr::{self, NonNull},
    sync::{PoisonError, RwLock},
};

use rdkafka::{
    bindings::{
        RD_KAFKA_MSG_F_COPY, rd_kafka_error_code, rd_kafka_error_destroy, rd_kafka_header_add,
        rd_kafka_headers_destroy, rd_kafka_headers_new, rd_kafka_headers_t, rd_kafka_last_error,
        rd_kafka_produceva, rd_kafka_topic_destroy, rd_kafka_topic_new, rd_kafka_topic_t,
        rd_kafka_vtype_t as Part, rd_kafka_vu_s__bindgen_ty_1 as Value,
        rd_kafka_vu_s__bindgen_ty_1__bindgen_ty_1 as Bytes, rd_kafka_vu_t,
    },
    client::{Client, ClientContext},
    error::KafkaError,
    util::IntoOpaque,
};

use super::record::Outgoing;

/// The topics that one producer has written to. To be dropped before its client.
#[derive(Default)]
pub(super) struct Topics(RwLock<HashMap<String, Topic>>);

struct Topic(NonNull<rd_kafka_topic_t>);

// SAFETY: librdkafka counts references of topics and guards them by locks of their own; any thread may use and destroy
// a handle.
unsafe impl Send for Topic {}
// SAFETY: as above.
unsafe impl Sync for Topic {}

impl Drop for Topic {
    fn drop(&mut self) {
        // SAFETY: the handle came from `rd_kafka_topic_new` and is given back here, once; its client is still there, since
        // its owners drop `Topics` before it.
        unsafe { rd_kafka_topic_destroy(self.0.as_ptr()) };
    }
}

impl Topics {
    /// The handle of a topic, valid as long as `self`: none is ever removed.
    fn handle<C: ClientContext>(
        &self,
        client: &Client<C>,
        name: &str,
    ) -> Result<NonNull<rd_kafka_topic_t>, KafkaError> {
        if let Some(topic) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return Ok(topic.0);
        }
        let text = CString::new(name)?;
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(topic) = known.get(name) {
            return Ok(topic.0);
        }
        // SAFETY: the client is alive, the name is a NUL-terminated text that the call copies, and without a configuration
        // the topic has that of its client.
        let handle = unsafe { rd_kafka_topic_new(client.native_ptr(), text.as_ptr(), ptr::null_mut()) };
        let Some(handle) = NonNull::new(handle) else {
            // SAFETY: only reads the outcome of the last call of this thread.
            let code = unsafe { rd_kafka_last_error() };
            return Err(KafkaError::MessageProduction(code.into()));
        };
        known.insert(name.to_owned(), Topic(handle));
        Ok(handle)
    }
}

/// Headers of a record, not yet its own.
struct HeaderList(NonNull<rd_kafka_headers_t>);

impl HeaderList {
    /// `None` where there are none.
    fn of<'a>(headers: impl Iterator<Item = (&'a str, &'a [u8])>) -> Option<Self> {
        let mut headers = headers.peekable();
        headers.peek()?;
        // SAFETY: makes a list with room for the usual number; it grows.
        let list = Self(NonNull::new(unsafe { rd_kafka_headers_new(8) })?);
        for (name, value) in headers {
            // A slice is no longer than `isize::MAX`.
            let [name_size, value_size] = [name.len(), value.len()].map(usize::cast_signed);
            // SAFETY: the list is alive; name and value are as long as is said, and are copied.
            unsafe {
                rd_kafka_header_add(
                    list.0.as_ptr(),
                    name.as_ptr().cast(),
                    name_size,
                    value.as_ptr().cast(),
                    value_size,
                );
            }
        }
        Some(list)
    }
}

impl Drop for HeaderList {
    fn drop(&mut self) {
        // SAFETY: the list came from `rd_kafka_headers_new`, and no record took it.
        unsafe { rd_kafka_headers_destroy(self.0.as_ptr()) };
    }
}

/// Queues the record, `opaque` with it; never blocks. A record that is not taken gives `opaque` back.
pub(super) fn produce<C: ClientContext, O: IntoOpaque>(
    client: &Client<C>,
    topics: &Topics,
    record: &impl Outgoing,
    opaque: O,
) -> Result<(), (KafkaError, O)> {
    let topic = match topics.handle(client, record.topic()) {
        Ok(topic) => topic,
        Err(error) => return Err((error, opaque)),
    };
    let headers = HeaderList::of(record.headers());
    let opaque = opaque.into_ptr();
    let part = |vtype, u| rd_kafka_vu_t { vtype, u };
    let bytes = |bytes: Option<&[u8]>| Value {
        mem: bytes.map_or(Bytes { ptr: ptr::null_mut(), size: 0 }, |bytes| Bytes {
            ptr: bytes.as_ptr().cast_mut().cast(),
            size: bytes.len(),
        }),
    };
    let parts = [
        part(Part::RD_KAFKA_VTYPE_RKT, Value { rkt: topic.as_ptr() }),
        part(Part::RD_KAFKA_VTYPE_PARTITION, Value { i32_: record.partition().unwrap_or(-1) }),
        part(Part::RD_KAFKA_VTYPE_MSGFLAGS, Value { i: RD_KAFKA_MSG_F_COPY }),
        part(Part::RD_KAFKA_VTYPE_VALUE, bytes(record.value())),
        part(Part::RD_KAFKA_VTYPE_KEY, bytes(record.key())),
        part(Part::RD_KAFKA_VTYPE_OPAQUE, Value { ptr: opaque }),
        // Null is none.
        part(
            Part::RD_KAFKA_VTYPE_HEADERS,
            Value { headers: headers.as_ref().map_or(ptr::null_mut(), |list| list.0.as_ptr()) },
        ),
    ];
    // SAFETY: client and topic are alive, each part holds the member of the union that its type names, and value and key
    // are copied by this call, as `RD_KAFKA_MSG_F_COPY` asks.
    let error = unsafe { rd_kafka_produceva(client.native_ptr(), parts.as_ptr(), parts.len()) };
    if error.is_null() {
        // The record owns them now.
        std::mem::forget(headers);
        return Ok(());
    }
    // SAFETY: the error is not null and destroyed once, after its last use. The record was not taken, so nobody else has
    // the opaque pointer, which `into_ptr` made above; the headers are still ours.
    let (code, opaque) = unsafe {
        let code = rd_kafka_error_code(error);
        rd_kafka_error_destroy(error);
        (code, O::from_ptr(opaque))
    };
    Err((KafkaError::MessageProduction(code.into()), opaque))
}
