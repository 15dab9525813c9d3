//! `tda convert`: events of one wire form into another.

use clap::Args;
use tda_events::{EncodeOptions, EncodedRecord, SchemaVersion};

use super::{
    Failure,
    form::{Form, Framing},
    stream::{self, Bad, Item, Output, Reader, ReaderArguments, Sink, Unread},
};

/// Convert events on stdin into another dialect or encoding, to stdout.
///
/// JSON is read and written one event a line. Framed and single-object Avro have a 4-byte big-endian length before
/// each event. Forms that need their Kafka headers (plain Avro, CloudEvents in binary mode) are lines of JSON with
/// the whole record: topic, key, partition_key, headers and value, bytes that are no UTF-8 as {"base64": "..."}.
///
/// A bad event is told on stderr with its number, the others are still converted, and the exit code is 1.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda new-event job.submitted | tda convert --to cloudevents/json
  tda convert --from camel_case/json --to canonical/avro_single_object < events.jsonl > events.bin")]
pub(super) struct Convert {
    #[command(flatten)]
    reader: ReaderArguments,
    /// The form that is written, such as cloudevents/json.
    #[arg(long, value_name = "DIALECT/ENCODING")]
    to: Form,
    /// The schema version that is written, such as 2.0; by default that of each event.
    #[arg(long, value_name = "VERSION")]
    to_version: Option<SchemaVersion>,
    /// How written events are told apart; by default as the form that is written asks for.
    #[arg(long, value_enum, value_name = "FRAMING")]
    write_as: Option<Framing>,
    /// How bad events are told on stderr.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl Convert {
    pub(super) fn run(&self) -> Result<(), Failure> {
        if self.write_as == Some(Framing::Lines) && !self.to.is_lines() {
            let message = format!("{} is no text, so events cannot stand one a line", self.to);
            return Err(Failure::usage(message).advise("leave out --write-as, or say lengths or records"));
        }
        let reader = self.reader.reader()?;
        let sink = Sink::new(self.write_as.unwrap_or(self.to.framing()));
        stream::through(&reader, sink, self.output, |item| self.convert(&reader, item), Sink::write)
    }

    fn convert(&self, reader: &Reader, item: Item<'_>) -> Result<EncodedRecord, Bad> {
        let bytes = reader.open(item)?;
        let (mut event, catalog) = bytes.decode(reader).map_err(Unread::from)?;
        event.schema_version = self.to_version.unwrap_or(event.schema_version);
        let options = EncodeOptions::new().catalog(catalog);
        Ok(event.encode_with(self.to.dialect, self.to.encoding, &options)?)
    }
}
