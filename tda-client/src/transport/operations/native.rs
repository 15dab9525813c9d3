//! Guards for what librdkafka makes, and copies of what it shows.

use std::{
    ffi::{CStr, CString, c_char, c_int},
    ptr::NonNull,
};

use rdkafka::{
    bindings::{
        rd_kafka_Node_id, rd_kafka_Node_t, rd_kafka_error_string, rd_kafka_error_t,
        rd_kafka_topic_partition_list_t,
    },
    types::RDKafkaErrorCode as Code,
};
use tda_events::{ErrorKind, Retry};

use super::{call::out_of_memory, raw};
use crate::{admin::TopicPartition, error::Error};

/// An object of librdkafka that is ours: destroyed once, when this goes.
pub(super) struct Owned<T> {
    pointer: NonNull<T>,
    destroy: unsafe extern "C" fn(*mut T),
}

impl<T> Owned<T> {
    /// Takes over `pointer`; `None` where it is null.
    ///
    /// # Safety
    /// `pointer` is null, or came from the constructor whose destructor is `destroy`, and nobody else destroys it.
    pub(super) unsafe fn new(pointer: *mut T, destroy: unsafe extern "C" fn(*mut T)) -> Option<Self> {
        NonNull::new(pointer).map(|pointer| Self { pointer, destroy })
    }

    pub(super) fn as_ptr(&self) -> *mut T {
        self.pointer.as_ptr()
    }
}

impl<T> Drop for Owned<T> {
    fn drop(&mut self) {
        // SAFETY: by the promise of `new` the pointer is valid, `destroy` is its destructor, and this runs once.
        unsafe { (self.destroy)(self.pointer.as_ptr()) }
    }
}

/// Objects of librdkafka that are ours, as the array of pointers that calls take.
pub(super) struct OwnedList<T> {
    _items: Vec<Owned<T>>,
    pointers: Vec<*mut T>,
}

impl<T> OwnedList<T> {
    /// A list of one, which librdkafka makes unless there is no memory for it.
    pub(super) fn one(during: &'static str, item: Option<Owned<T>>) -> Result<Self, Error> {
        item.map(|item| std::iter::once(item).collect()).ok_or_else(|| out_of_memory(during))
    }

    /// The array; its items live as long as this list.
    pub(super) fn pointers(&mut self) -> &mut [*mut T] {
        &mut self.pointers
    }
}

impl<T> FromIterator<Owned<T>> for OwnedList<T> {
    fn from_iter<I: IntoIterator<Item = Owned<T>>>(items: I) -> Self {
        let items: Vec<_> = items.into_iter().collect();
        let pointers = items.iter().map(Owned::as_ptr).collect();
        Self { _items: items, pointers }
    }
}

/// Where librdkafka writes why a constructor refused.
pub(super) struct Reason([c_char; 512]);

impl Reason {
    pub(super) fn new() -> Self {
        Self([0; 512])
    }

    pub(super) fn as_mut_ptr(&mut self) -> *mut c_char {
        self.0.as_mut_ptr()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn text(&self) -> String {
        // SAFETY: librdkafka ends what it writes with a NUL inside the length that it was given; before it was all NUL.
        unsafe { text(self.0.as_ptr()) }
    }
}

/// A text for C. One with a NUL inside can name nothing on a cluster.
pub(super) fn c_text(during: &'static str, text: &str) -> Result<CString, Error> {
    CString::new(text).map_err(|_| refused(during, format!("{text:?}"), "a name holds no NUL".into()))
}

/// Texts for C, and pointers to them: those are valid while the texts are.
pub(super) fn c_texts(
    during: &'static str,
    texts: &[String],
) -> Result<(Vec<CString>, Vec<*const c_char>), Error> {
    let texts = texts.iter().map(|text| c_text(during, text)).collect::<Result<Vec<_>, _>>()?;
    let pointers = texts.iter().map(|text| text.as_ptr()).collect();
    Ok((texts, pointers))
}

/// A refusal before anything was sent.
pub(super) fn refused(during: &'static str, what: String, reason: String) -> Error {
    Error::Refused { during, what, reason, kind: ErrorKind::InvalidInput, retry: Retry::Never }
}

/// A copy of a text; empty where there is none.
///
/// # Safety
/// `pointer` is null or points at a text that ends with a NUL.
pub(super) unsafe fn text(pointer: *const c_char) -> String {
    if pointer.is_null() {
        return String::new();
    }
    // SAFETY: not null, and a text by the caller's promise.
    unsafe { CStr::from_ptr(pointer) }.to_string_lossy().into_owned()
}

/// As [`text`]; `None` where there is none, or an empty one.
///
/// # Safety
/// As [`text`].
pub(super) unsafe fn text_if_any(pointer: *const c_char) -> Option<String> {
    // SAFETY: the caller's promise is the same.
    Some(unsafe { text(pointer) }).filter(|text| !text.is_empty())
}

/// The array that an accessor shows.
///
/// # Safety
/// `read` gives null or an array of as many valid pointers as it writes to its argument, all valid for `'a`.
pub(super) unsafe fn array<'a, T>(read: impl FnOnce(*mut usize) -> *mut *const T) -> &'a [*const T] {
    let mut len = 0;
    let first = read(&raw mut len);
    if first.is_null() || len == 0 {
        return &[];
    }
    // SAFETY: by the caller's promise `first` points at `len` pointers.
    unsafe { std::slice::from_raw_parts(first, len) }
}

/// The id of a broker, where there is one.
///
/// # Safety
/// `node` is null or valid.
pub(super) unsafe fn node_id(node: *const rd_kafka_Node_t) -> Option<i32> {
    if node.is_null() {
        return None;
    }
    // SAFETY: valid by the caller's promise.
    Some(unsafe { rd_kafka_Node_id(node) }).filter(|id| *id >= 0)
}

/// An element of a list of partitions.
pub(super) struct Element {
    pub(super) partition: TopicPartition,
    pub(super) offset: i64,
    pub(super) metadata: String,
    pub(super) refusal: Option<Refusal>,
}

/// Copies a list of partitions.
///
/// # Safety
/// `list` is null or valid.
pub(super) unsafe fn elements(list: *const rd_kafka_topic_partition_list_t) -> Vec<Element> {
    if list.is_null() {
        return Vec::new();
    }
    // SAFETY: a valid list has `cnt` elements from `elems` on.
    unsafe {
        let count = usize::try_from((*list).cnt).unwrap_or(0);
        (0..count).map(|index| element((*list).elems.add(index))).collect()
    }
}

/// Copies an element.
///
/// # Safety
/// `pointer` is valid.
pub(super) unsafe fn element(pointer: *const rdkafka::bindings::rd_kafka_topic_partition_t) -> Element {
    // SAFETY: the fields of a valid element are initialised; the error is read as the integer that it is (rule 4), and the
    // metadata is null or `metadata_size` bytes.
    unsafe {
        let code = (&raw const (*pointer).err).cast::<c_int>().read();
        let metadata = (*pointer).metadata.cast::<u8>();
        let metadata = if metadata.is_null() {
            String::new()
        } else {
            let bytes = std::slice::from_raw_parts(metadata, (*pointer).metadata_size);
            String::from_utf8_lossy(bytes).into_owned()
        };
        Element {
            partition: TopicPartition { topic: text((*pointer).topic), partition: (*pointer).partition },
            offset: (*pointer).offset,
            metadata,
            refusal: Refusal::of_code(code, String::new()),
        }
    }
}

/// A broker's no: Kafka's number of it, and its words.
#[derive(Debug)]
pub(super) struct Refusal {
    code: c_int,
    reason: String,
}

impl Refusal {
    /// `None` where nothing was refused; without words, those of librdkafka for the number.
    pub(super) fn of_code(code: c_int, reason: String) -> Option<Self> {
        if code == Code::NoError as c_int {
            return None;
        }
        // SAFETY: any number is taken; the text is a constant of librdkafka's, or a buffer of this thread, copied at once.
        let reason = if reason.is_empty() { unsafe { text(raw::rd_kafka_err2str(code)) } } else { reason };
        Some(Self { code, reason })
    }

    /// # Safety
    /// `error` is null or valid.
    pub(super) unsafe fn of_error(error: *const rd_kafka_error_t) -> Option<Self> {
        if error.is_null() {
            return None;
        }
        // SAFETY: valid by the caller's promise; the text is the error's own, copied here.
        unsafe { Self::of_code(raw::rd_kafka_error_code(error), text(rd_kafka_error_string(error))) }
    }

    pub(super) fn is(&self, code: Code) -> bool {
        self.code == code as c_int
    }

    /// The error of a call `during` about `what`.
    pub(super) fn into_error(
        self,
        during: &'static str,
        what: &str,
        brokers: &str,
        waited: std::time::Duration,
    ) -> Error {
        let any = |codes: &[Code]| codes.iter().any(|code| self.is(*code));
        if any(UNREACHABLE) {
            return Error::Unreachable { brokers: brokers.into(), waited, reason: self.reason };
        }
        if any(TIMED_OUT) {
            return Error::Timeout { during, waited, left: 0, retry: Retry::Safe };
        }
        if any(UNAUTHORIZED) {
            return Error::Unauthorized { reason: format!("{during} {what}: {}", self.reason) };
        }
        if any(UNKNOWN_TOPIC) {
            return Error::UnknownTopic { topic: what.into(), brokers: brokers.into() };
        }
        let (kind, retry) = if any(NOT_FOUND) {
            (ErrorKind::NotFound, Retry::Never)
        } else if any(BUSY) {
            (ErrorKind::Timeout, Retry::Safe)
        } else {
            (ErrorKind::InvalidInput, Retry::Never)
        };
        // SAFETY: any number is taken; the text is a constant of librdkafka's, copied at once.
        let name = unsafe { text(raw::rd_kafka_err2name(self.code)) };
        Error::Refused { during, what: what.into(), reason: format!("{} ({name})", self.reason), kind, retry }
    }
}

const UNREACHABLE: &[Code] = &[
    Code::AllBrokersDown,
    Code::BrokerNotAvailable,
    Code::BrokerTransportFailure,
    Code::BrokerDestroy,
    Code::NetworkException,
    Code::Resolve,
];
const TIMED_OUT: &[Code] =
    &[Code::OperationTimedOut, Code::RequestTimedOut, Code::TimedOutQueue, Code::WaitingForCoordinator];
const UNAUTHORIZED: &[Code] = &[
    Code::Authentication,
    Code::ClusterAuthorizationFailed,
    Code::GroupAuthorizationFailed,
    Code::SaslAuthenticationFailed,
    Code::TopicAuthorizationFailed,
    Code::TransactionalIdAuthorizationFailed,
];
const UNKNOWN_TOPIC: &[Code] = &[Code::UnknownPartition, Code::UnknownTopic, Code::UnknownTopicOrPartition];
const NOT_FOUND: &[Code] = &[Code::GroupIdNotFound, Code::ResourceNotFound];
/// It will be different in a moment.
const BUSY: &[Code] = &[
    Code::CoordinatorLoadInProgress,
    Code::CoordinatorNotAvailable,
    Code::LeaderNotAvailable,
    Code::NotController,
    Code::NotCoordinator,
    Code::NotLeaderForPartition,
    Code::RebalanceInProgress,
    Code::UnstableOffsetCommit,
];
