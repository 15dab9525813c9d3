//! Events on stdin and stdout: one a line, or each behind its length, or as whole Kafka records.
//!
//! Memory is that of one event, however long the stream is. What is bad is told with its number, and the
//! rest of the stream is still done.

mod document;
mod reader;
mod record;
mod report;
mod sink;
mod source;

use std::io;

use tda_events::limits::VALUE_BYTES_MAX;

pub(super) use self::document::Document;
#[cfg(feature = "kafka")]
pub(super) use self::reader::Bytes;
pub(super) use self::reader::{Reader, ReaderArguments, Unread};
pub(super) use self::report::{Bad, Output, Report};
pub(super) use self::sink::Sink;
pub(super) use self::source::{Item, Source};
use super::Failure;
pub(super) use super::form::Framing;

/// Does `change` with every event of stdin and writes what comes of it. Faults go to stderr as they are found.
///
/// What was written is seen before the next event is waited for.
pub(super) fn through<T>(
    reader: &Reader,
    mut sink: Sink,
    output: Output,
    mut change: impl FnMut(Item<'_>) -> Result<T, Bad>,
    mut write: impl FnMut(&mut Sink, T) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut source = Source::new(io::stdin().lock(), reader.framing(), VALUE_BYTES_MAX);
    let mut report = Report::new(output);
    loop {
        if source.may_wait() {
            sink.flush()?;
        }
        let Some((number, item)) = source.next()? else { break };
        match change(item) {
            Ok(changed) => {
                write(&mut sink, changed)?;
                report.good();
            }
            Err(bad) => report.bad(&mut io::stderr(), "stdin", number, &bad)?,
        }
    }
    sink.flush()?;
    report.finish()
}
