//! `error.*`: what went wrong with a job or an upload, for people and for monitoring.

use super::PIPELINE;
use super::define::{payload, without_further_rules};
use crate::limits;
use crate::schema::Type;

payload! {
    /// One broken rule of an input.
    pub struct Violation {
        required {
            /// Where: names joined by dots, places in lists in brackets.
            path: String = Type::text(0, limits::URI_BYTES_MAX),
            /// What was expected there.
            expected: String = Type::message(),
        }
        optional {
            /// What was there instead.
            found: String = Type::message(),
        }
    }
}

payload! {
    /// Figures of an error; each error has those that say something about it.
    pub struct ErrorDetails {
        optional {
            /// Memory it asked for, in MB.
            memory_requested_mb: u64,
            /// Memory it could have, in MB.
            memory_available_mb: u64,
            /// Stage in which it failed.
            stage: String = Type::short_name(),
            /// Size of the input: its number of points.
            input_size: u64,
            /// Which component failed, such as `cpp_engine`.
            component: String = Type::short_name(); since V1_2,
            /// What it was doing, such as `reduce_columns`.
            operation: String = Type::short_name(); since V1_2,
            /// Where it ran.
            host: String = Type::short_name(); since V1_2,
            /// Which run of the job it was, counted from 1.
            attempt: u32 = Type::int(1, i64::from(i32::MAX)); since V1_2,
            /// Homology dimension in which it failed.
            dimension: u32 = Type::dimension(); since V1_2,
            /// Simplices or columns made so far.
            simplex_count: u64; since V1_2,
            /// Most memory it held, in MB.
            memory_peak_mb: u64; since V1_2,
            /// How long it had run, in seconds.
            elapsed_seconds: f64 = Type::amount(); since V1_2,
            /// What brought it about, in words: the message of the error below.
            cause: String = Type::message(); since V1_2,
            /// Every broken rule of the input.
            violations: Vec<Violation>; since V1_2,
        }
    }
}

/// An error: what all of them say, and the fields that only some of them have.
macro_rules! error {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident = $event_type:literal {
            required { $( $(#[doc = $rdoc:literal])+ $rf:ident: $rt:ty = $rrule:expr ),+ $(,)? }
            optional { $( $(#[doc = $odoc:literal])+ $of:ident: $ot:ty = $orule:expr ),* $(,)? }
        }
    ) => {
        payload! {
            $(#[doc = $doc])+
            pub struct $name = $event_type in PIPELINE {
                required { $( $(#[doc = $rdoc])+ $rf: $rt = $rrule, )+ }
                default {
                    /// Figures.
                    error_details: ErrorDetails => ErrorDetails::new(),
                    /// What could be tried instead.
                    recovery_suggestions: Vec<String> => Vec::new(),
                }
                optional {
                    $( $(#[doc = $odoc])+ $of: $ot = $orule, )*
                    /// Where in the program it failed.
                    stack_trace: String = Type::text(0, limits::STACK_TRACE_BYTES_MAX),
                }
            }
        }

        without_further_rules!($name);
    };
}

error! {
    /// A computation failed.
    pub struct ErrorComputation = "error.computation" {
        required {
            /// Which job.
            job_id: String = Type::id(),
            /// Which error, such as `MEMORY_LIMIT_EXCEEDED`.
            error_code: String = Type::short_name(),
            /// What happened, in words.
            error_message: String = Type::message(),
        }
        optional {}
    }
}

error! {
    /// An input breaks the rules; `error_details.violations` lists them.
    pub struct ErrorValidation = "error.validation" {
        required {
            /// Which error, such as `INVALID_PARAMETERS`.
            error_code: String = Type::short_name(),
            /// What happened, in words.
            error_message: String = Type::message(),
        }
        optional {
            /// Which job.
            job_id: String = Type::id(),
            /// Which upload.
            upload_id: String = Type::id(),
            /// Whose input it is.
            user_id: String = Type::id(),
            /// Where the first broken rule is, such as `parameters.max_dimension`.
            field: String = Type::short_name(),
        }
    }
}

error! {
    /// A component that jobs need failed.
    pub struct ErrorSystem = "error.system" {
        required {
            /// Which error, such as `BROKER_UNREACHABLE`.
            error_code: String = Type::short_name(),
            /// What happened, in words.
            error_message: String = Type::message(),
        }
        optional {
            /// Which job it hit.
            job_id: String = Type::id(),
            /// Which component failed.
            component: String = Type::short_name(),
        }
    }
}

error! {
    /// Something took longer than it may.
    pub struct ErrorTimeout = "error.timeout" {
        required {
            /// Which error, such as `JOB_TIME_LIMIT_EXCEEDED`.
            error_code: String = Type::short_name(),
            /// What happened, in words.
            error_message: String = Type::message(),
            /// How long it may take, in seconds.
            limit_seconds: f64 = Type::amount(),
            /// How long it had taken when it was given up, in seconds.
            elapsed_seconds: f64 = Type::amount(),
        }
        optional {
            /// Which job.
            job_id: String = Type::id(),
            /// What took so long, such as `computing_persistence`.
            stage: String = Type::short_name(),
        }
    }
}

error! {
    /// Something was not to be had in the amount asked for.
    pub struct ErrorResource = "error.resource" {
        required {
            /// Which error, such as `DISK_FULL`.
            error_code: String = Type::short_name(),
            /// What happened, in words.
            error_message: String = Type::message(),
            /// What there is too little of, such as `memory` or `disk`.
            resource: String = Type::short_name(),
        }
        optional {
            /// Which job.
            job_id: String = Type::id(),
            /// How much was asked for, in `unit`.
            requested: f64 = Type::amount(),
            /// How much there was, in `unit`.
            available: f64 = Type::amount(),
            /// How much there may be at most, in `unit`.
            limit: f64 = Type::amount(),
            /// Unit of the three amounts, such as `MB`.
            unit: String = Type::short_name(),
        }
    }
}
