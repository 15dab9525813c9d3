//! `error.*`: what went wrong, for people and for monitoring.

use super::define::{payload, without_further_rules};
use crate::limits;
use crate::schema::Type;

payload! {
    /// Figures of a failed computation.
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
        }
    }
}

payload! {
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
        default {
            /// Figures.
            error_details: ErrorDetails => ErrorDetails::new(),
            /// What could be tried instead.
            recovery_suggestions: Vec<String> => Vec::new(),
        }
        optional {
            /// Where in the program it failed.
            stack_trace: String = Type::text(0, limits::STACK_TRACE_BYTES_MAX),
        }
    }
}

without_further_rules!(ErrorComputation);
