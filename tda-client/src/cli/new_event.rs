//! `tda new-event`: a valid sample of an event, to look at, to change and to send.

use std::io::Write;

use clap::{Args, ValueEnum};
use tda_events::{Dialect, Encoding, ErrorKind, Payload, TdaEvent, sample};

use super::Failure;

/// Print a valid sample of an event, with a fresh id and the present time.
#[derive(Debug, Args)]
pub(super) struct NewEvent {
    /// The type of the event, such as job.submitted.
    #[arg(value_name = "TYPE", value_parser = clap::builder::PossibleValuesParser::new(TdaEvent::event_types()))]
    event_type: String,
    /// How it is written: JSON (a line) or Avro (the raw datum).
    #[arg(long, value_enum, default_value_t = Form::Json)]
    encoding: Form,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    Json,
    Avro,
}

impl NewEvent {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let unknown = || Failure::usage(format!("there is no sample of {}", self.event_type));
        let event = sample(&self.event_type).ok_or_else(unknown)?;
        let encoding = match self.encoding {
            Form::Json => Encoding::Json,
            Form::Avro => Encoding::Avro,
        };
        let record = event
            .encode(Dialect::Canonical, encoding)
            .map_err(|error| Failure::new(ErrorKind::Internal, error.to_string()))?;
        let mut out = std::io::stdout().lock();
        out.write_all(&record.value)?;
        if matches!(self.encoding, Form::Json) {
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
