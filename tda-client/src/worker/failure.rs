//! Why a job failed, in the words of `job.failed` and `error.computation`, with ways out.

use tda_core::InvalidInput;
use tda_events::{ErrorComputation, ErrorDetails, JobFailed, Retry};

use crate::input_store::InputError;

/// Why an engine gave no diagrams.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobFailure {
    /// A name for programs, such as `MEMORY_LIMIT_EXCEEDED`.
    pub code: String,
    /// The kind of error, such as `LimitExceeded`.
    pub error_type: String,
    /// What happened, for people.
    pub message: String,
    /// Whether another try may help.
    pub retry: Retry,
    /// What the submitter can do.
    pub suggestions: Vec<String>,
    /// Figures.
    pub details: Box<ErrorDetails>,
    /// The job was stopped, it did not fail.
    pub cancelled: bool,
}

/// Messages of errors are cut here: a broken engine must not fill the topic.
const MESSAGE_BYTES_MAX: usize = 4096;

impl JobFailure {
    /// A failure that another try would not mend.
    pub fn new(code: impl Into<String>, error_type: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            error_type: error_type.into(),
            message: shortened(message.into()),
            retry: Retry::Never,
            suggestions: Vec::new(),
            details: Box::new(ErrorDetails::new()),
            cancelled: false,
        }
    }

    /// Adds something that the submitter can do.
    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestions.push(suggestion.into());
        self
    }

    /// Says that another try may help.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// The engine stopped because it was asked to.
    pub fn cancelled() -> Self {
        Self { cancelled: true, ..Self::new("CANCELLED", "Cancelled", "the computation was stopped") }
    }

    pub(crate) fn unknown_algorithm(algorithm: &str, known: &[&str]) -> Self {
        let message = format!("no engine here computes `{algorithm}`");
        Self::new("ALGORITHM_UNKNOWN", "InvalidInput", message)
            .suggest(format!("use one of: {}", known.join(", ")))
    }

    pub(crate) fn sealed_input() -> Self {
        let message = "the input is sealed, and its key is not to be had: its user was erased, or this worker has no keys";
        Self::new("INPUT_SEALED", "NotFound", message)
            .suggest("give the worker the keys of whoever published the job (TDA_ENCRYPTION_KEYS)")
    }

    pub(crate) fn panicked(message: &str) -> Self {
        Self::new("ENGINE_FAULT", "Internal", format!("the engine failed: {message}"))
            .suggest("report this with the input: it is a fault of the engine, not of the job")
    }

    pub(crate) fn too_many_attempts(attempts: u32) -> Self {
        let message = format!("{attempts} workers ended while they computed this job");
        Self::new("ATTEMPTS_EXHAUSTED", "LimitExceeded", message)
            .suggest("compute on fewer points, a lower max_dimension or a smaller max_edge_length: a worker may run out of memory")
    }

    pub(crate) fn result_too_large(size_bytes: usize, limit_bytes: usize) -> Self {
        let message = format!("a result of {size_bytes} bytes is over the record limit of {limit_bytes}");
        Self::new("RESULT_TOO_LARGE", "LimitExceeded", message)
            .suggest("lower max_dimension or max_edge_length, or compute on fewer points")
            .suggest("give the worker a claim check, or raise its record_bytes_max and max.message.bytes of the topic")
    }

    #[cfg(feature = "kafka")]
    pub(crate) fn result_not_stored(error: &crate::claim_check::ClaimCheckError) -> Self {
        Self::new(
            "RESULT_NOT_STORED",
            error.kind().name(),
            format!("the result is too large for its topic, and {error}"),
        )
        .suggest("submit the job again when the object store has room and answers")
        .retry(error.retry())
    }

    pub(crate) fn unwritable(error: &tda_events::EncodeError) -> Self {
        Self::new("RESULT_INVALID", "InvalidInput", format!("what the engine answered is no event: {error}"))
    }

    pub(crate) fn of_core(error: &tda_core::Error) -> Self {
        use tda_core::Error as E;
        let message = error.to_string();
        let smaller = "lower max_dimension or max_edge_length, or compute on fewer points";
        match error {
            E::Cancelled { .. } => Self::cancelled(),
            E::InvalidInput(fault) => {
                Self::new("INVALID_INPUT", "InvalidInput", message).suggest(input_advice(fault))
            }
            E::LimitExceeded { limit_bytes, used_bytes, requested_bytes, stage } => {
                let mut failure =
                    Self::new("MEMORY_LIMIT_EXCEEDED", "LimitExceeded", message).suggest(smaller);
                let mb = |bytes: u64| bytes / 1_000_000;
                *failure.details = ErrorDetails::new()
                    .memory_requested_mb(mb(used_bytes.saturating_add(*requested_bytes)))
                    .memory_available_mb(mb(*limit_bytes))
                    .stage(stage.name());
                failure
            }
            E::TimeLimit { .. } => Self::new("TIME_LIMIT_EXCEEDED", "TimeLimit", message).suggest(smaller),
            other if other.kind() == tda_core::ErrorKind::LimitExceeded => {
                Self::new("INPUT_TOO_LARGE", "LimitExceeded", message).suggest(smaller)
            }
            _ => Self::new("COMPUTATION_FAILED", "Internal", message),
        }
    }

    pub(crate) fn of_input(error: &InputError) -> Self {
        if let InputError::Invalid(core) = error {
            return Self::of_core(core);
        }
        let (code, advice) = match error {
            InputError::ChecksumMismatch { .. } => {
                ("INPUT_CHECKSUM_MISMATCH", "upload the data again, or correct input_data.checksum_sha256")
            }
            InputError::Format { .. } => ("INPUT_FORMAT_UNKNOWN", "use point_cloud or distance_matrix"),
            InputError::Matrix { .. } => {
                ("INPUT_UNREADABLE", "give a table of numbers as .npy (float64) or .csv, one point a row")
            }
            InputError::Missing => ("INPUT_MISSING", "set input_data.inline or input_data.storage_location"),
            InputError::NotAllowed { .. } => {
                ("INPUT_NOT_ALLOWED", "store the data under a location that the worker may read")
            }
            InputError::NotFound { .. } => ("INPUT_NOT_FOUND", "check input_data.storage_location"),
            InputError::TooLarge { .. } => ("INPUT_TOO_LARGE", "compute on fewer points, or on landmarks"),
            InputError::Unavailable { .. } => ("INPUT_UNAVAILABLE", "submit the job again later"),
            InputError::Invalid(_) => ("INVALID_INPUT", "correct the input"),
        };
        // A cause is not in the message of an error; here nobody walks the chain, so it is added.
        let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
        Self::new(code, error.kind().name(), format!("{error}{cause}")).suggest(advice).retry(error.retry())
    }

    pub(crate) fn job_failed(&self, job_id: &str, seconds: f64) -> JobFailed {
        JobFailed::new(job_id, self.error_type.as_str(), self.message.as_str())
            .retryable(self.retry != Retry::Never)
            .execution_time(seconds)
    }

    pub(crate) fn error_computation(&self, job_id: &str) -> ErrorComputation {
        ErrorComputation::new(job_id, self.code.as_str(), self.message.as_str())
            .error_details(ErrorDetails::clone(&self.details))
            .recovery_suggestions(self.suggestions.clone())
    }
}

fn input_advice(fault: &InvalidInput) -> String {
    match fault {
        InvalidInput::NotANumber { row, column } => {
            format!("remove or fill the missing value in row {row}, column {column} (from 0)")
        }
        _ => "correct the input at the named place and submit it under a new job_id".into(),
    }
}

fn shortened(mut message: String) -> String {
    if message.len() > MESSAGE_BYTES_MAX {
        let mut end = MESSAGE_BYTES_MAX;
        while !message.is_char_boundary(end) {
            end -= 1;
        }
        message.truncate(end);
        message.push('…');
    }
    message
}
