//! What was finished is written together with its offsets: shared by the job worker and the worker of handlers.
//!
//! ```text
//!   finished work ─► batch ─► sink: one transaction (or records first, offsets after) ─► broker
//! ```

mod batch;
mod committer;
mod crash;
mod dead_letter;
mod letters;
mod orphans;
mod sabotage;
mod session;
mod sink;
mod status;

pub(crate) use batch::BatchLimits;
pub(crate) use committer::{Committed, Committer};
pub(crate) use crash::CrashPoint;
pub(crate) use dead_letter::{History, Reason, dead_letter, dead_letter_topic, retry_record, retry_topic};
pub(crate) use letters::{Letter, Standstills};
pub(crate) use orphans::OrphanWatch;
pub(crate) use sabotage::Sabotage;
pub use session::Guarantee;
pub(crate) use session::{CALL_TIMEOUT, SessionEnd, replaced_within, run_on_thread, run_sessions};
pub(crate) use sink::{Sink, WriteFailure};
pub use status::{Rebalances, StoppedPartition, WorkerSnapshot, WorkerState, WorkerStatus};
