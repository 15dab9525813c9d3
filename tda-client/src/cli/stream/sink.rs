//! The output of a stream.

use std::io::{self, BufWriter, StdoutLock, Write};

use tda_events::EncodedRecord;

use super::{Framing, record::Record};

/// Bytes gathered before they are written, unless the input pauses.
const WRITE_BYTES: usize = 64 * 1024;

/// Stdout, event by event.
pub(in crate::cli) struct Sink {
    out: BufWriter<StdoutLock<'static>>,
    framing: Framing,
}

impl Sink {
    pub(in crate::cli) fn new(framing: Framing) -> Self {
        Self { out: BufWriter::with_capacity(WRITE_BYTES, io::stdout().lock()), framing }
    }

    pub(in crate::cli) fn write(&mut self, record: EncodedRecord) -> io::Result<()> {
        match self.framing {
            Framing::Lines => self.line(&record.value),
            Framing::Lengths => {
                let len = u32::try_from(record.value.len()).map_err(io::Error::other)?;
                self.out.write_all(&len.to_be_bytes())?;
                self.out.write_all(&record.value)
            }
            Framing::Records => {
                serde_json::to_writer(&mut self.out, &Record::from(record))?;
                self.out.write_all(b"\n")
            }
        }
    }

    pub(in crate::cli) fn line(&mut self, line: &[u8]) -> io::Result<()> {
        self.out.write_all(line)?;
        self.out.write_all(b"\n")
    }

    pub(in crate::cli) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
