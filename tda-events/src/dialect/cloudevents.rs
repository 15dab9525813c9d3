//! CloudEvents 1.0.2: what its attributes can hold, and the Kafka protocol binding.
//!
//! | attribute | says |
//! |---|---|
//! | `id`, `type`, `time` | the event's id, type and time |
//! | `source` | the source, percent-encoded where a URI-reference needs it |
//! | `schemaversion`, `correlationid`, `causationid` | what their names say |
//! | any other of lower-case letters and digits | the event's header of that name, `traceparent` among them |
//! | `tdaextensions` | JSON text: everything that has no attribute, headers with other names among it |

mod binary;
mod text;

pub(crate) use binary::{PREFIX, from_binary, peek_binary, to_binary};
pub(crate) use text::{attribute, from_uri_reference, is_attribute, is_text, uri_reference};
