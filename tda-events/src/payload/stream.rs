//! Records of the platform integration's event stream: `file.*`, `error.occurred` and `warning.issued`.
//!
//! They share one shape, whose content is free: what happened in `data`, its surroundings in `context`.

use serde_json::{Map, Value};

use super::EVERYWHERE;
use super::define::{payload, without_further_rules};
use crate::schema::Type;

/// A record of the stream. `about` are the fields that only some of them have.
macro_rules! stream_record {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident = $event_type:literal;
        $(about { $( $(#[doc = $adoc:literal])+ $af:ident ),+ $(,)? })?
    ) => {
        payload! {
            $(#[doc = $doc])+
            pub struct $name = $event_type in EVERYWHERE {
                required {
                    /// What happened, as its source has it.
                    data: Map<String, Value>,
                }
                default {
                    /// What kind of record it is.
                    event_type: String = Type::id() => $event_type.to_owned(),
                }
                optional {
                    /// Names the record; the envelope's own id may be another.
                    event_id: String = Type::id(),
                    /// What it happened in: request, host, versions.
                    context: Map<String, Value>,
                    $($( $(#[doc = $adoc])+ $af: String = Type::id(), )+)?
                }
            }
        }

        without_further_rules!($name);
    };
}

stream_record! {
    /// A file was handed in.
    pub struct FileUploaded = "file.uploaded";
    about {
        /// Which upload it came by: what orders the events of one file.
        upload_id,
    }
}

stream_record! {
    /// The content of a file was looked at.
    pub struct FileValidated = "file.validated";
    about {
        /// Which upload it came by: what orders the events of one file.
        upload_id,
    }
}

stream_record! {
    /// A file has become data that jobs can name.
    pub struct FileProcessed = "file.processed";
    about {
        /// Which upload it came by: what orders the events of one file.
        upload_id,
    }
}

stream_record! {
    /// Something went wrong that people or monitoring should know of.
    pub struct ErrorOccurred = "error.occurred";
}

stream_record! {
    /// Something may go wrong unless somebody acts.
    pub struct WarningIssued = "warning.issued";
}
