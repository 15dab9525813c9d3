//! What was finished is written together with its offsets: shared by the job worker and the worker of handlers.
//!
//! ```text
//!   finished work ─► batch ─► sink: one transaction (or records first, offsets after) ─► broker
//! ```

mod batch;
mod crash;
mod orphans;
mod sink;

pub(crate) use batch::{Batch, BatchLimits};
pub(crate) use crash::CrashPoint;
pub(crate) use orphans::OrphanWatch;
pub(crate) use sink::{Sink, WriteFailure};
