//! `tda new-event`: a valid sample of an event, to look at, to change and to send.

use clap::Args;
use tda_events::{Dialect, EncodeOptions, Encoding, ErrorKind};

use super::{
    Failure,
    catalogs::CatalogArguments,
    form::{Form, Framing, dialect_of, encoding_of},
    stream::Sink,
};

/// Print a valid sample of an event, with a fresh id and the present time.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda new-event job.submitted
  tda new-event trading.signal.generated --catalog alphintra --dialect camel_case
  tda new-event job.submitted --encoding avro | tda convert --from canonical/avro --to canonical/json")]
pub(super) struct NewEvent {
    /// The type of the event, such as job.submitted.
    #[arg(value_name = "TYPE")]
    event_type: String,
    #[command(flatten)]
    catalogs: CatalogArguments,
    /// Its dialect.
    #[arg(long, value_name = "DIALECT", value_parser = dialect_of, default_value = "canonical")]
    dialect: Dialect,
    /// Its encoding: JSON is a line; what is no JSON has its length before it, or is a record of JSON.
    #[arg(long, value_name = "ENCODING", value_parser = encoding_of, default_value = "json")]
    encoding: Encoding,
    /// How it is told apart from others; by default as its form asks for.
    #[arg(long, value_enum, value_name = "FRAMING")]
    write_as: Option<Framing>,
}

impl NewEvent {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let catalogs = self.catalogs.load()?;
        let catalog = catalogs.with_event(&self.event_type).next().ok_or_else(|| {
            let known: Vec<_> = catalogs.iter().flat_map(tda_events::Catalog::event_types).collect();
            Failure::usage(format!("no catalog has an event {}", self.event_type))
                .advise(format!("known: {}", known.join(", ")))
        })?;
        let event = catalog.sample_in(self.dialect, &self.event_type).ok_or_else(|| {
            let message = format!("{} does not carry {}", self.dialect, self.event_type);
            Failure::new(ErrorKind::NotCarried, message)
        })?;
        let record = event
            .encode_with(self.dialect, self.encoding, &EncodeOptions::new().catalog(catalog))
            .map_err(|error| Failure::new(error.kind(), error.to_string()))?;
        let form = Form { dialect: self.dialect, encoding: self.encoding };
        let mut sink = Sink::new(self.write_as.unwrap_or(form.framing()));
        sink.write(record)?;
        Ok(sink.flush()?)
    }
}
